//! Ways to alter a mail after it was signed: what a forger does, and what a
//! damaged copy looks like.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// One way: gives nothing for a mail that it does not fit. The second mail is
/// another signed one, to take things from.
pub(crate) type Alteration = fn(&Mail, &Mail) -> Option<Vec<u8>>;

/// A mail in its two halves, octet for octet.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    /// Fields with their folds and line ends, the topmost first.
    pub(crate) fields: Vec<Vec<u8>>,
    /// The line end of the empty line.
    end: &'static [u8],
    pub(crate) body: Vec<u8>,
}

impl Mail {
    /// Splits a mail whose lines end alike.
    pub(crate) fn of(raw: &[u8]) -> Mail {
        let is_crlf = raw.windows(2).any(|pair| pair == b"\r\n");
        let end: &[u8] = if is_crlf { b"\r\n" } else { b"\n" };
        let mut fields: Vec<Vec<u8>> = Vec::new();
        let mut rest = raw;
        while let Some(length) = rest.iter().position(|&octet| octet == b'\n').map(|at| at + 1) {
            let (line, after) = rest.split_at(length);
            rest = after;
            if line == end {
                break;
            }
            match fields.last_mut() {
                Some(last) if line.starts_with(b" ") || line.starts_with(b"\t") => last.extend(line),
                _ => fields.push(line.to_vec()),
            }
        }
        Mail { fields, end, body: rest.to_vec() }
    }

    /// Puts it together.
    pub(crate) fn raw(&self) -> Vec<u8> {
        [&self.fields.concat(), self.end, &self.body].concat()
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| is_called(field, name))
    }

    fn value(&self, name: &str) -> Option<String> {
        let field = self.fields.get(self.place(name)?)?;
        let text = String::from_utf8_lossy(field).into_owned();
        Some(text.split_once(':')?.1.trim().to_owned())
    }

    fn line(&self, text: &str) -> Vec<u8> {
        [text.as_bytes(), self.end].concat()
    }

    /// With another body.
    fn with_body(&self, body: impl AsRef<[u8]>) -> Option<Vec<u8>> {
        (body.as_ref() != self.body).then(|| Mail { body: body.as_ref().to_vec(), ..self.clone() }.raw())
    }

    fn with_text(&self, change: impl Fn(&str) -> String) -> Option<Vec<u8>> {
        self.with_body(change(std::str::from_utf8(&self.body).ok()?))
    }

    /// With the value of a field changed; one that is not there is not added.
    fn with_value(&self, name: &str, change: impl Fn(&str) -> String) -> Option<Vec<u8>> {
        let mut mail = self.clone();
        let value = self.value(name)?;
        *mail.fields.get_mut(self.place(name)?)? = self.line(&format!("{name}: {}", change(&value)));
        Some(mail.raw())
    }

    /// With a field in the place of all of that name, or on top.
    fn with_only(&self, name: &str, value: &str) -> Vec<u8> {
        let mut mail = self.clone();
        mail.fields.retain(|field| !is_called(field, name));
        mail.fields.push(self.line(&format!("{name}: {value}")));
        mail.raw()
    }

    fn with_field_at(&self, place: usize, field: &str) -> Vec<u8> {
        let mut mail = self.clone();
        mail.fields.insert(place.min(self.fields.len()), self.line(field));
        mail.raw()
    }

    fn without(&self, name: &str) -> Option<Vec<u8>> {
        let mut mail = self.clone();
        mail.fields.remove(self.place(name)?);
        Some(mail.raw())
    }

    /// With the field of that name, and the whole body, of another mail.
    fn with_field_of(&self, name: &str, other: &Mail) -> Option<Vec<u8>> {
        let mut mail = self.clone();
        let theirs = other.fields.get(other.place(name)?)?.clone();
        let own = mail.fields.get_mut(self.place(name)?)?;
        *own = theirs;
        Some(mail.raw())
    }

    fn boundary(&self) -> Option<String> {
        let value = self.value("Content-Type")?;
        let after = value.split_once("boundary=")?.1;
        Some(after.trim_start_matches('"').split(['"', ';', ' ']).next()?.to_owned())
    }

    /// In parts between other boundaries, of the same form if it has parts.
    fn with_boundary(&self, boundary: &str) -> Vec<u8> {
        let kind = self.value("Content-Type").unwrap_or_default();
        let kind = kind.split(';').next().filter(|kind| kind.starts_with("multipart/"));
        let kind = kind.unwrap_or("multipart/mixed");
        self.with_only("Content-Type", &format!("{kind}; boundary=\"{boundary}\""))
    }

    /// With the tag of its signature changed.
    fn with_tag(&self, from: &str, to: &str) -> Option<Vec<u8>> {
        let field = String::from_utf8_lossy(self.fields.get(self.place("DKIM-Signature")?)?).into_owned();
        let mut mail = self.clone();
        *mail.fields.get_mut(self.place("DKIM-Signature")?)? = field.replacen(from, to, 1).into_bytes();
        (field.contains(from)).then(|| mail.raw())
    }
}

fn is_called(field: &[u8], name: &str) -> bool {
    let colon = field.iter().position(|&octet| octet == b':').unwrap_or(0);
    field[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes())
}

/// Puts something in the middle of the first long word.
fn amid_word(text: &str, put: &str) -> String {
    let word = text.split(|char: char| !char.is_ascii_alphabetic()).find(|word| word.len() > 4);
    word.map_or(text.to_owned(), |word| text.replacen(word, &format!("{}{put}{}", &word[..2], &word[2..]), 1))
}

/// Turns the first letter that is like another into that.
fn look_alike(text: &str) -> String {
    let pairs = [("a", "\u{430}"), ("e", "\u{435}"), ("o", "\u{43e}"), ("l", "I"), ("i", "\u{131}")];
    pairs
        .iter()
        .find(|(from, _)| text.contains(from))
        .map_or(text.to_owned(), |(from, to)| text.replacen(from, to, 1))
}

fn next_digit(text: &str) -> Option<String> {
    let at = text.rfind(|char: char| char.is_ascii_digit())?;
    let digit = if text[at..].starts_with('9') { "1" } else { "9" };
    Some(format!("{}{digit}{}", &text[..at], &text[at + 1..]))
}

/// All ways, by name.
pub(crate) fn all() -> Vec<(&'static str, Alteration)> {
    let mut all = bodies();
    all.extend(fields());
    all.extend(added_fields());
    all.extend(kinds());
    all.extend(splits());
    all.extend(signatures());
    all
}

fn bodies() -> Vec<(&'static str, Alteration)> {
    vec![
        ("a word changed", |mail, _| mail.with_text(|text| amid_word(text, "x"))),
        ("a blank in a word", |mail, _| mail.with_text(|text| amid_word(text, " "))),
        ("a line end in a word", |mail, _| mail.with_text(|text| amid_word(text, "\n"))),
        ("a folded line end in a word", |mail, _| mail.with_text(|text| amid_word(text, "\r\n "))),
        ("a soft line end in a word", |mail, _| mail.with_text(|text| amid_word(text, "=\r\n"))),
        ("a CR in a word", |mail, _| mail.with_text(|text| amid_word(text, "\r"))),
        ("a NUL in a word", |mail, _| mail.with_text(|text| amid_word(text, "\0"))),
        ("a zero-width space in a word", |mail, _| mail.with_text(|text| amid_word(text, "\u{200b}"))),
        ("a form feed in a word", |mail, _| mail.with_text(|text| amid_word(text, "\u{c}"))),
        ("a letter look-alike", |mail, _| mail.with_text(look_alike)),
        ("a digit changed", |mail, _| mail.with_body(next_digit(std::str::from_utf8(&mail.body).ok()?)?)),
        ("the last line cut", |mail, _| {
            mail.with_text(|text| {
                text.trim_end().rsplit_once('\n').map_or("", |(before, _)| before).to_owned()
            })
        }),
        ("half of the body", |mail, _| mail.with_body(&mail.body[..mail.body.len() / 2])),
        ("no body", |mail, _| mail.with_body(b"")),
        ("a line on top", |mail, _| mail.with_text(|text| format!("Pay at once.\r\n{text}"))),
        ("a line at the end", |mail, _| mail.with_text(|text| format!("{text}\r\nPay at once.\r\n"))),
        ("a footer", |mail, _| mail.with_text(|text| format!("{text}\r\n-- \r\nPay at once.\r\n"))),
        ("a rule and text", |mail, _| mail.with_text(|text| format!("{text}\r\n______\r\nPay at once.\r\n"))),
        ("two lines swapped", |mail, _| {
            mail.with_text(|text| {
                let mut lines: Vec<&str> = text.lines().collect();
                lines.reverse();
                lines.join("\r\n")
            })
        }),
        ("a From line on top", |mail, _| mail.with_text(|text| format!("From now on, pay.\r\n{text}"))),
        ("a quoted From line on top", |mail, _| {
            mail.with_text(|text| format!(">From now on, pay.\r\n{text}"))
        }),
        ("unquoted", |mail, _| mail.with_text(|text| text.replace("\n>From ", "\nFrom "))),
        ("quoted", |mail, _| mail.with_text(|text| text.replace("\nFrom ", "\n>From "))),
        ("quoted deeper", |mail, _| mail.with_text(|text| text.replace("\n>", "\n>>"))),
        ("the body of another", |mail, other| mail.with_body(&other.body)),
        ("CR for all line ends", |mail, _| {
            mail.with_text(|text| text.replace("\r\n", "\n").replace('\n', "\r"))
        }),
        ("a CR before each line end", |mail, _| mail.with_text(|text| text.replace('\n', "\r\n"))),
        ("blanks doubled", |mail, _| mail.with_text(|text| text.replace(", ", ",  "))),
        ("blanks at line ends", |mail, _| mail.with_text(|text| text.replace("\r\n", " \r\n"))),
        ("all blanks gone", |mail, _| mail.with_text(|text| text.replace(' ', ""))),
        ("a dot line", |mail, _| mail.with_text(|text| format!(".\r\n{text}"))),
        ("text after the last boundary", |mail, _| {
            let boundary = mail.boundary()?;
            mail.with_text(|text| format!("{text}\r\n--{boundary}\r\n\r\nPay at once.\r\n"))
        }),
        ("a part in front", |mail, _| {
            let boundary = mail.boundary()?;
            mail.with_text(|text| format!("--{boundary}\r\n\r\nPay at once.\r\n{text}"))
        }),
    ]
}

fn fields() -> Vec<(&'static str, Alteration)> {
    vec![
        ("the subject changed", |mail, _| mail.with_value("Subject", |_| "Pay at once".to_owned())),
        ("a word of the subject", |mail, _| mail.with_value("Subject", |value| amid_word(value, "x"))),
        ("a blank in the subject", |mail, _| mail.with_value("Subject", |value| amid_word(value, " "))),
        ("a fold in the subject", |mail, _| mail.with_value("Subject", |value| amid_word(value, "\r\n "))),
        ("a LF fold in the subject", |mail, _| mail.with_value("Subject", |value| amid_word(value, "\n\t"))),
        ("a CR in the subject", |mail, _| mail.with_value("Subject", |value| amid_word(value, "\r"))),
        ("a CR and a blank in the subject", |mail, _| {
            mail.with_value("Subject", |value| amid_word(value, "\r "))
        }),
        ("a form feed in the subject", |mail, _| {
            mail.with_value("Subject", |value| amid_word(value, "\u{c}"))
        }),
        ("a NUL in the subject", |mail, _| mail.with_value("Subject", |value| amid_word(value, "\0"))),
        ("a tag in the subject", |mail, _| mail.with_value("Subject", |value| format!("[urgent] {value}"))),
        ("the tag of the subject gone", |mail, _| {
            mail.with_value("Subject", |value| {
                value.split_once(']').map_or(value, |(_, rest)| rest).trim().to_owned()
            })
        }),
        ("a reply", |mail, _| mail.with_value("Subject", |value| format!("Re: {value}"))),
        ("a subject look-alike", |mail, _| mail.with_value("Subject", look_alike)),
        ("no subject", |mail, _| mail.without("Subject")),
        ("another's subject", |mail, other| mail.with_field_of("Subject", other)),
        ("another's date", |mail, other| mail.with_field_of("Date", other)),
        ("another's recipients", |mail, other| mail.with_field_of("To", other)),
        ("another's author", |mail, other| mail.with_field_of("From", other)),
        ("the year changed", |mail, _| mail.with_value("Date", |value| value.replace("20", "19"))),
        ("a second later", |mail, _| {
            let date = next_digit(mail.value("Date")?.rsplit_once(' ')?.0)?;
            mail.with_value("Date", |value| {
                value.rsplit_once(' ').map_or(date.clone(), |(_, zone)| format!("{date} {zone}"))
            })
        }),
        ("another zone", |mail, _| {
            mail.with_value("Date", |value| {
                format!("{} -0930", value.rsplit_once(' ').map_or(value, |(date, _)| date))
            })
        }),
        ("no date", |mail, _| mail.without("Date")),
        ("a display name", |mail, _| {
            mail.with_value("From", |value| {
                format!(
                    "\"The Mayor\" <{}>",
                    value.rsplit_once('<').map_or(value, |(_, rest)| rest.trim_end_matches('>'))
                )
            })
        }),
        ("a comment in From", |mail, _| mail.with_value("From", |value| format!("{value} (the mayor)"))),
        ("an author look-alike", |mail, _| mail.with_value("From", look_alike)),
        ("a second author", |mail, _| {
            mail.with_value("From", |value| format!("mayor@town.example, {value}"))
        }),
        ("one more recipient", |mail, _| {
            mail.with_value("To", |value| format!("{value}, press@town.example"))
        }),
        ("no recipients", |mail, _| mail.without("To")),
        ("no signed kind", |mail, _| mail.without("Content-Type")),
    ]
}

fn added_fields() -> Vec<(&'static str, Alteration)> {
    vec![
        ("a From on top", |mail, _| Some(mail.with_field_at(0, "From: Mayor <mayor@town.example>"))),
        ("a From at the bottom", |mail, _| Some(mail.with_field_at(999, "From: Mayor <mayor@town.example>"))),
        ("the same author's From on top", |mail, _| {
            Some(mail.with_field_at(0, &format!("From: Mayor {}", mail.value("From")?)))
        }),
        ("a From with a blank on top", |mail, _| {
            Some(mail.with_field_at(0, "From : Mayor <mayor@town.example>"))
        }),
        ("a From after a blank on top", |mail, _| {
            Some(mail.with_field_at(0, " From: Mayor <mayor@town.example>"))
        }),
        ("a Subject on top", |mail, _| Some(mail.with_field_at(0, "Subject: Pay at once"))),
        ("a Subject at the bottom", |mail, _| Some(mail.with_field_at(999, "Subject: Pay at once"))),
        ("a SUBJECT on top", |mail, _| Some(mail.with_field_at(0, "SUBJECT\t: Pay at once"))),
        ("a To on top", |mail, _| Some(mail.with_field_at(0, "To: press@town.example"))),
        ("a To at the bottom", |mail, _| Some(mail.with_field_at(999, "To: press@town.example"))),
        ("a Date on top", |mail, _| Some(mail.with_field_at(0, "Date: Mon, 1 Jan 2001 00:00:00 +0000"))),
        ("a Date at the bottom", |mail, _| {
            Some(mail.with_field_at(999, "Date: Mon, 1 Jan 2001 00:00:00 +0000"))
        }),
        ("a Reply-To", |mail, _| Some(mail.with_field_at(0, "Reply-To: thief@town.example"))),
        ("a Cc", |mail, _| Some(mail.with_field_at(0, "Cc: press@town.example"))),
        ("a line that is no field", |mail, _| Some(mail.with_field_at(1, "Pay at once."))),
        ("a kind on top", |mail, _| Some(mail.with_field_at(0, "Content-Type: text/html"))),
        ("an encoding on top", |mail, _| {
            Some(mail.with_field_at(0, "Content-Transfer-Encoding: quoted-printable"))
        }),
        ("base64 on top", |mail, _| Some(mail.with_field_at(0, "Content-Transfer-Encoding: base64"))),
        ("a disposition on top", |mail, _| {
            Some(mail.with_field_at(0, "Content-Disposition: attachment; filename=note.txt"))
        }),
    ]
}

fn kinds() -> Vec<(&'static str, Alteration)> {
    vec![
        ("called HTML", |mail, _| Some(mail.with_only("Content-Type", "text/html"))),
        ("called text", |mail, _| Some(mail.with_only("Content-Type", "text/plain"))),
        ("called a file", |mail, _| {
            Some(mail.with_only("Content-Type", "application/octet-stream; name=a.bin"))
        }),
        ("called a message", |mail, _| Some(mail.with_only("Content-Type", "message/rfc822"))),
        ("called UTF-7", |mail, _| Some(mail.with_only("Content-Type", "text/plain; charset=utf-7"))),
        ("called UTF-16", |mail, _| Some(mail.with_only("Content-Type", "text/plain; charset=utf-16le"))),
        ("called Cyrillic", |mail, _| Some(mail.with_only("Content-Type", "text/plain; charset=koi8-r"))),
        ("flowed without blanks", |mail, _| {
            let body = String::from_utf8(mail.body.clone()).ok()?.replace("\r\n", " \r\n");
            let flowed = Mail { body: body.into_bytes(), ..mail.clone() };
            Some(flowed.with_only("Content-Type", "text/plain; format=flowed; delsp=yes"))
        }),
        ("with a boundary of its signature's rule", |mail, _| {
            let text = std::str::from_utf8(&mail.body).ok()?;
            let rule =
                text.lines().map(str::trim_end).find(|line| line.starts_with("--") && line.len() > 2)?;
            Some(mail.with_boundary(&rule[2..]))
        }),
        ("with its last boundary", |mail, _| {
            let text = std::str::from_utf8(&mail.body).ok()?;
            let rule =
                text.lines().map(str::trim_end).rfind(|line| line.starts_with("--") && line.len() > 2)?;
            Some(mail.with_boundary(rule[2..].trim_end_matches('-')))
        }),
        ("called alternatives", |mail, _| {
            let boundary = mail.boundary()?;
            Some(mail.with_only("Content-Type", &format!("multipart/alternative; boundary=\"{boundary}\"")))
        }),
        ("called related", |mail, _| {
            let boundary = mail.boundary()?;
            Some(mail.with_only("Content-Type", &format!("multipart/related; boundary=\"{boundary}\"")))
        }),
        ("called a digest", |mail, _| {
            let boundary = mail.boundary()?;
            Some(mail.with_only("Content-Type", &format!("multipart/digest; boundary=\"{boundary}\"")))
        }),
        ("another boundary", |mail, _| {
            Some(mail.with_only("Content-Type", "multipart/mixed; boundary=nowhere"))
        }),
        ("called quoted-printable", |mail, _| {
            Some(mail.with_only("Content-Transfer-Encoding", "quoted-printable"))
        }),
        ("called base64", |mail, _| Some(mail.with_only("Content-Transfer-Encoding", "base64"))),
        ("called uuencoded", |mail, _| Some(mail.with_only("Content-Transfer-Encoding", "x-uuencode"))),
        ("called 8bit", |mail, _| Some(mail.with_only("Content-Transfer-Encoding", "8bit"))),
        ("base64 of another text", |mail, _| {
            let text = amid_word(std::str::from_utf8(&mail.body).ok()?, "x");
            let encoded = Mail { body: STANDARD.encode(text).into_bytes(), ..mail.clone() };
            Some(encoded.with_only("Content-Transfer-Encoding", "base64"))
        }),
        ("decoded, changed and encoded", |mail, _| {
            let digits: Vec<u8> =
                mail.body.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
            let text = amid_word(&String::from_utf8(STANDARD.decode(digits).ok()?).ok()?, "x");
            mail.with_body(STANDARD.encode(text))
        }),
        ("base64 of itself, as parts", |mail, _| {
            let encoded = Mail { body: STANDARD.encode(&mail.body).into_bytes(), ..mail.clone() };
            let mixed = Mail::of(&encoded.with_only("Content-Transfer-Encoding", "base64"));
            Some(mixed.with_only("Content-Type", "text/html"))
        }),
        ("an attachment", |mail, _| {
            Some(mail.with_only("Content-Disposition", "attachment; filename=note.txt"))
        }),
    ]
}

fn splits() -> Vec<(&'static str, Alteration)> {
    vec![
        ("the header ends early", |mail, _| {
            let mut early = mail.clone();
            early.fields.insert(mail.fields.len() / 2, mail.end.to_vec());
            Some(early.raw())
        }),
        ("the header ends after the signature", |mail, _| {
            let mut early = mail.clone();
            early.fields.insert(mail.place("DKIM-Signature")? + 1, mail.end.to_vec());
            Some(early.raw())
        }),
        ("a line of blanks amid the header", |mail, _| {
            let mut early = mail.clone();
            early.fields.insert(mail.fields.len() / 2, mail.line(" "));
            Some(early.raw())
        }),
        ("no empty line", |mail, _| Some([mail.fields.concat(), mail.body.clone()].concat())),
        ("a line of blanks for the empty line", |mail, _| {
            Some([mail.fields.concat(), mail.line(" "), mail.body.clone()].concat())
        }),
        ("the first line of the body a field", |mail, _| {
            let text = std::str::from_utf8(&mail.body).ok()?;
            let (first, rest) = text.split_once('\n')?;
            let moved = Mail { body: rest.as_bytes().to_vec(), ..mail.clone() };
            Some(moved.with_field_at(999, &format!("X-Note: {}", first.trim_end())))
        }),
        ("empty lines before the body", |mail, _| {
            mail.with_body([b"\r\n\r\n", mail.body.as_slice()].concat())
        }),
    ]
}

fn signatures() -> Vec<(&'static str, Alteration)> {
    vec![
        ("on another mail", |mail, other| {
            let mut stolen = other.clone();
            stolen.fields.retain(|field| !is_called(field, "DKIM-Signature"));
            stolen.fields.insert(0, mail.fields.get(mail.place("DKIM-Signature")?)?.clone());
            Some(stolen.raw())
        }),
        ("with the fields of another above its own", |mail, other| {
            let mut both = other.clone();
            both.fields.extend(mail.fields.clone());
            both.body.clone_from(&mail.body);
            Some(both.raw())
        }),
        ("a second signature with another body's hash", |mail, other| {
            let mut both = mail.clone();
            both.fields.insert(0, other.fields.get(other.place("DKIM-Signature")?)?.clone());
            both.body.clone_from(&other.body);
            Some(both.raw())
        }),
        ("from is no longer listed", |mail, _| mail.with_tag("from:", "")),
        ("subject is no longer listed", |mail, _| mail.with_tag("subject:", "x-subject:")),
        ("a blank in a listed name", |mail, _| {
            let altered = mail.with_tag("reply-to", "reply- to")?;
            Some(Mail::of(&altered).with_field_at(0, "Reply-To: thief@town.example"))
        }),
        ("a CR in a listed name", |mail, _| {
            let altered = mail.with_tag("reply-to", "reply\r-to")?;
            Some(Mail::of(&altered).with_field_at(0, "Reply-To: thief@town.example"))
        }),
        ("a fold in a listed name", |mail, _| {
            let altered = mail.with_tag("reply-to", "reply\r\n -to")?;
            Some(Mail::of(&altered).with_field_at(0, "Reply-To: thief@town.example"))
        }),
        ("covers no body", |mail, _| mail.with_tag("bh=", "l=0; bh=")),
        ("another body's hash beside", |mail, _| {
            mail.with_tag("bh=", "bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; xbh=")
        }),
        ("relaxed is called simple", |mail, _| mail.with_tag("c=relaxed/relaxed", "c=simple/simple")),
        ("simple is called relaxed", |mail, _| mail.with_tag("c=simple/simple", "c=relaxed/relaxed")),
        ("another domain", |mail, _| mail.with_tag("d=region.example", "d=town.example")),
        ("a domain below", |mail, _| mail.with_tag("d=region.example", "d=x.region.example")),
        ("no version", |mail, _| mail.with_tag("v=1; ", "")),
        ("an early version", |mail, _| mail.with_tag("v=1;", "v=0.1;")),
        ("without the hash of the body", |mail, _| mail.with_tag("bh=", "xh=")),
        ("as DomainKeys", |mail, _| {
            let field = String::from_utf8_lossy(mail.fields.get(mail.place("DKIM-Signature")?)?).into_owned();
            let mut other = mail.clone();
            *other.fields.get_mut(mail.place("DKIM-Signature")?)? =
                field.replacen("DKIM-Signature", "DomainKey-Signature", 1).into_bytes();
            Some(other.raw())
        }),
    ]
}
