//! Raw octets to a [`Message`].

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use greffe_terms::{Address, DateSource, Defect, Timestamp};

use crate::body::structure::{self, Content, MAX_DEPTH, RawPart};
use crate::body::transfer::Encoding;
use crate::body::{charset, embedded, signed_data};
use crate::defects::Defects;
use crate::header::fields::{Block, Field, value_text};
use crate::header::{addresses, date, encoded_word, ids};
use crate::held::Held;
use crate::model::{Body, Header, Message, Part};
use crate::readable::{note_line_ends, readable};

/// Longer messages are not read whole.
pub const MAX_WHOLE_OCTETS: usize = 64 << 20;

/// How much of a longer message is read before parts that are long are passed over.
pub const PREFIX_OCTETS: usize = 16 << 20;

/// The most parts that are read, those of nested messages included.
pub(crate) const MAX_PARTS: usize = 10_000;

/// Nested messages are kept beside the message that holds them; all together
/// they may take this much, or four times the message if that is more.
const MIN_NESTED_OCTETS: usize = 64 << 20;

/// Reads a message from any octets. Never fails: see `defects`.
///
/// Over [`MAX_WHOLE_OCTETS`], what is not read of its parts is said there ([`Part::left_out`]).
pub fn parse(raw: &[u8]) -> Message {
    parse_held(&Held::mail(raw))
}

/// Reads a message as far as it is held; one that is not held whole is `oversize`.
pub fn parse_held(held: &Held<'_>) -> Message {
    let message = guarded(held.octets(), |raw| Reader::new(held).read(raw, 0, Some(0)));
    if held.is_whole() { message } else { oversize(message, held.has_unseen_parts()) }
}

/// Reads the first octets of a message to look at, and says so (`oversize`).
pub fn parse_prefix(raw: &[u8]) -> Message {
    let held = Held::beginning(raw, raw.len() as u64);
    let mut message = guarded(raw, |raw| Reader::new(&held).read(raw, 0, Some(0)));
    // That a boundary is missing follows from the cut.
    message.defects.retain(|defect| *defect != Defect::Truncated);
    oversize(message, false)
}

fn oversize(mut message: Message, has_unseen_parts: bool) -> Message {
    let mut defects = Defects::default();
    defects.extend(message.defects);
    defects.insert(Defect::Oversize);
    if has_unseen_parts {
        defects.remove(Defect::Truncated);
        defects.insert(Defect::TooManyParts);
    }
    message.defects = defects.into_vec();
    message
}

/// The last resort: whatever a reader breaks on, its words can still be searched.
fn guarded(raw: &[u8], read: impl FnOnce(&[u8]) -> Message) -> Message {
    catch_unwind(AssertUnwindSafe(|| read(raw))).unwrap_or_else(|_| unparsable(raw))
}

fn unparsable(raw: &[u8]) -> Message {
    let part = Part {
        n: 0,
        parent: None,
        content_type: "text/plain".to_owned(),
        name: None,
        content_id: None,
        is_attachment: false,
        body: Body::Text(String::from_utf8_lossy(raw).into_owned()),
        left_out: 0,
        octets: Some(raw.to_vec()),
        flow: Default::default(),
    };
    Message { parts: vec![part], defects: vec![Defect::Unparsable], ..Message::default() }
}

/// What is shared by a message and those nested in it.
struct Reader<'h> {
    held: &'h Held<'h>,
    parts_left: usize,
    nested_octets_left: usize,
}

impl<'h> Reader<'h> {
    fn new(held: &'h Held<'h>) -> Self {
        let nested_octets_left = held.octets().len().saturating_mul(4).max(MIN_NESTED_OCTETS);
        Self { held, parts_left: MAX_PARTS, nested_octets_left }
    }

    /// Reads the message that stands `depth` levels of parts deep, and at `place` of what
    /// is held, if it lies there as it is.
    fn read(&mut self, raw: &[u8], depth: usize, place: Option<usize>) -> Message {
        let mut defects = Defects::default();
        let length = raw.len();
        let raw = readable(raw, &mut defects);
        let place = match &raw {
            Cow::Borrowed(raw) => place.map(|place| place + length - raw.len()),
            Cow::Owned(_) => None,
        };
        note_line_ends(&raw, &mut defects);
        let structure = structure::split(&raw, depth, self.parts_left, &mut defects);
        self.parts_left = self.parts_left.saturating_sub(structure.parts.len());
        let mut message = match structure.parts.first() {
            Some(root) => read_header(&root.block, root.media.charset.as_deref(), &mut defects),
            None => Message::default(),
        };
        structure.margins.iter().for_each(|octets| push_margin(&mut message.margins, octets));
        if defects.contains(Defect::HeaderWithoutColon) {
            push_junk(&mut message.margins, &structure.parts);
        }
        self.read_parts(structure.parts, (depth, place), &mut message, &mut defects);
        message.defects = defects.into_vec();
        message
    }

    fn read_parts(
        &mut self,
        raw: Vec<RawPart<'_>>,
        (depth, place): (usize, Option<usize>),
        message: &mut Message,
        defects: &mut Defects,
    ) {
        let mut depths: Vec<usize> = Vec::with_capacity(raw.len());
        let mut files = Vec::new();
        for (n, part) in raw.into_iter().enumerate() {
            let part_depth =
                part.parent.and_then(|parent| depths.get(parent)).map_or(depth, |above| above + 1);
            depths.push(part_depth);
            let part =
                self.read_part(n, part, (part_depth, place), &mut message.margins, &mut files, defects);
            message.parts.push(part);
        }
        // Behind the others, whose numbers are those that MIME gives them.
        for (parent, file) in files.into_iter().take(self.parts_left) {
            self.parts_left -= 1;
            message.parts.push(embedded_part(message.parts.len(), parent, file));
        }
    }

    fn read_part(
        &mut self,
        n: usize,
        raw: RawPart<'_>,
        (depth, place): (usize, Option<usize>),
        margins: &mut String,
        files: &mut Vec<(usize, embedded::File)>,
        defects: &mut Defects,
    ) -> Part {
        let (mut left_out, mut of_the_cut) = (0, Defects::default());
        let (body, octets) = match raw.content {
            Content::Parts => (Body::Multipart, None),
            Content::Leaf { at, octets: encoded } => {
                let place = place.map(|place| place + at);
                left_out = place.map_or(0, |place| self.held.left_out(place..=place + encoded.len()));
                // What is out of order in half a part may follow from the cut.
                let defects = if left_out > 0 { &mut of_the_cut } else { defects };
                let is_text = raw.media.content_type.starts_with("text/");
                let decode = if is_text { Encoding::decode_text } else { Encoding::decode };
                let (octets, tail) = decode(raw.media.encoding, encoded, defects);
                push_margin(margins, tail);
                match files_in(&raw, &octets) {
                    Some(embedded::Cleared { text, files: found }) => {
                        files.extend(found.into_iter().map(|file| (n, file)));
                        let (body, _) = self.read_leaf(&raw, Cow::Owned(text), (depth, None), defects);
                        (body, Some(octets.into_owned()))
                    }
                    None => self.read_leaf(&raw, octets, (depth, place), defects),
                }
            }
        };
        Part {
            n,
            parent: raw.parent,
            content_type: raw.media.content_type,
            name: raw.media.name,
            content_id: raw.media.content_id,
            is_attachment: raw.media.is_attachment,
            body,
            left_out,
            octets,
            flow: raw.media.flow,
        }
    }

    fn read_leaf(
        &mut self,
        raw: &RawPart<'_>,
        octets: Cow<'_, [u8]>,
        (depth, place): (usize, Option<usize>),
        defects: &mut Defects,
    ) -> (Body, Option<Vec<u8>>) {
        if raw.media.is_message() {
            return (self.read_nested(octets, (depth, place), defects), None);
        }
        // Whatever it is called: most senders say `application/octet-stream` or worse.
        if greffe_mapi::is_tnef(&octets) {
            return (self.read_tnef(octets, depth, defects), None);
        }
        if raw.media.content_type.ends_with("pkcs7-mime")
            && let Some(signed) = signed_data::content(&octets)
        {
            let signed = signed.into_owned();
            return (self.read_packed(octets, signed, depth, defects), None);
        }
        match raw.media.content_type.as_str() {
            "text/html" | "application/xhtml+xml" => {
                let named = raw.media.charset.clone().or_else(|| charset::named_in_html(&octets));
                let (text, octets) = read_text(octets, named.as_deref(), defects);
                (Body::Html(text), octets)
            }
            kind if is_text(kind) => {
                let (text, octets) = read_text(octets, raw.media.charset.as_deref(), defects);
                (Body::Text(text), octets)
            }
            _ => (Body::Binary(octets.into_owned()), None),
        }
    }

    fn read_nested(
        &mut self,
        octets: Cow<'_, [u8]>,
        (depth, place): (usize, Option<usize>),
        defects: &mut Defects,
    ) -> Body {
        let is_within = depth < MAX_DEPTH && self.parts_left > 0 && octets.len() <= self.nested_octets_left;
        if !is_within {
            defects.insert(Defect::TooManyParts);
            return Body::Binary(Vec::new());
        }
        self.nested_octets_left -= octets.len();
        let place = place.filter(|_| matches!(octets, Cow::Borrowed(_)));
        let message = Box::new(self.read(&octets, depth + 1, place));
        defects.extend(message.defects.iter().copied());
        Body::Message { raw: octets.into_owned(), message }
    }

    /// Reads `winmail.dat` as the message that Outlook packed into it; its octets stay.
    fn read_tnef(&mut self, octets: Cow<'_, [u8]>, depth: usize, defects: &mut Defects) -> Body {
        let Some((rebuilt, is_whole)) = rebuilt(&octets, self.nested_octets_left) else {
            defects.insert(Defect::TooManyParts);
            return Body::Binary(octets.into_owned());
        };
        defects.insert_if(!is_whole, Defect::IncompleteInContainer);
        self.read_packed(octets, rebuilt, depth, defects)
    }

    /// Reads the message that came out of `package`.
    fn read_packed(
        &mut self,
        package: Cow<'_, [u8]>,
        inside: Vec<u8>,
        depth: usize,
        defects: &mut Defects,
    ) -> Body {
        let read = self.read_nested(Cow::Owned(inside), (depth, None), &mut Defects::default());
        let Body::Message { message, .. } = read else {
            defects.insert(Defect::TooManyParts);
            return Body::Binary(package.into_owned());
        };
        let is_told = |defect: &Defect| !OF_A_SENT_MAIL.contains(defect);
        defects.extend(message.defects.iter().copied().filter(is_told));
        Body::Message { raw: package.into_owned(), message }
    }
}

/// Looks for files in a text that is shown; an attached one is a file itself.
fn files_in(raw: &RawPart<'_>, octets: &[u8]) -> Option<embedded::Cleared> {
    let is_shown = raw.media.content_type == "text/plain" && !raw.media.is_attachment;
    if is_shown { embedded::take_out(octets) } else { None }
}

/// A file that stood in the text of part `parent`.
fn embedded_part(n: usize, parent: usize, file: embedded::File) -> Part {
    Part {
        n,
        parent: Some(parent),
        content_type: "application/octet-stream".to_owned(),
        name: Some(file.name).filter(|name| !name.trim().is_empty()),
        content_id: None,
        is_attachment: true,
        body: Body::Binary(file.octets),
        left_out: 0,
        octets: None,
        flow: Default::default(),
    }
}

/// Rebuilds the message in a TNEF, and says whether it lacks nothing; `None` beyond `limit` octets.
fn rebuilt(tnef: &[u8], limit: usize) -> Option<(Vec<u8>, bool)> {
    // Base64 makes three octets four and some; what is not worth trying is not tried.
    if tnef.len() > limit {
        return None;
    }
    let item = greffe_mapi::read_tnef(tnef).ok()?;
    let mut rebuilt = Vec::new();
    greffe_mapi::rebuild(&item, &mut rebuilt).ok()?;
    (rebuilt.len() <= limit).then(|| (rebuilt, !item.lacks_something()))
}

/// What only a mail that was sent has: what is packed in one need not.
const OF_A_SENT_MAIL: [Defect; 2] = [Defect::NoFrom, Defect::NoDate];

/// Says whether octets of this type are text that is not HTML: `text/*`, the
/// machine-readable parts of reports, and a multipart that has no parts.
fn is_text(content_type: &str) -> bool {
    match content_type.split_once('/') {
        Some(("text" | "multipart", _)) => true,
        Some(("message", subtype)) => {
            matches!(
                subtype,
                "delivery-status" | "disposition-notification" | "feedback-report" | "external-body"
            )
        }
        _ => false,
    }
}

fn read_text(
    octets: Cow<'_, [u8]>,
    charset: Option<&str>,
    defects: &mut Defects,
) -> (String, Option<Vec<u8>>) {
    let decoded = charset::decode(&octets, charset);
    decoded.note(defects);
    let is_same = decoded.text.len() == octets.len() && matches!(decoded.text, Cow::Borrowed(_));
    // Copied, even where the octets could be moved: they would have to be looked at once more.
    let text = decoded.text.into_owned();
    (text, (!is_same).then(|| octets.into_owned()))
}

fn push_margin(margins: &mut String, octets: &[u8]) {
    let octets = octets.trim_ascii();
    if octets.is_empty() {
        return;
    }
    if !margins.is_empty() {
        margins.push('\n');
    }
    margins.push_str(&charset::decode(octets, None).text);
}

/// The lines in headers that are no fields: a fold that lost its blank, words of the text.
fn push_junk(margins: &mut String, parts: &[RawPart<'_>]) {
    let lines: Vec<&[u8]> = parts.iter().flat_map(|part| part.block.junk()).collect();
    push_margin(margins, &lines.join(&b'\n'));
}

/// Reads what the header of a message says.
fn read_header(block: &Block<'_>, charset: Option<&str>, defects: &mut Defects) -> Message {
    note_repeated(block, defects);
    let mut fields = Fields { block, charset, defects };
    let headers: Vec<Header> = block.fields.iter().map(|field| fields.header(*field)).collect();
    let subject = headers.iter().find(|header| header.name.eq_ignore_ascii_case("Subject"));
    Message {
        subject: subject.map(|header| header.value.clone()).unwrap_or_default(),
        headers,
        date: fields.date(),
        from: fields.addresses("From"),
        sender: fields.addresses("Sender").into_iter().next(),
        reply_to: fields.addresses("Reply-To"),
        to: fields.addresses("To"),
        cc: fields.addresses("Cc"),
        bcc: fields.addresses("Bcc"),
        message_id: fields.message_id(),
        references: fields.references(),
        ..Message::default()
    }
}

fn note_repeated(block: &Block<'_>, defects: &mut Defects) {
    let count = |name: &str| block.all(name).take(2).count();
    let (from, date) = (count("From"), count("Date"));
    defects.insert_if(block.fields.is_empty(), Defect::NoHeader);
    defects.insert_if(from == 0, Defect::NoFrom);
    defects.insert_if(from > 1, Defect::SeveralFrom);
    defects.insert_if(date == 0, Defect::NoDate);
    defects.insert_if(date > 1, Defect::SeveralDates);
    // RFC 5322 §3.6, RFC 2045 §3: each at most once.
    const ONCE: [&str; 11] = [
        "Subject",
        "To",
        "Cc",
        "Bcc",
        "Sender",
        "Reply-To",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Content-Type",
        "Content-Transfer-Encoding",
    ];
    defects.insert_if(ONCE.iter().any(|name| count(name) > 1), Defect::RepeatedHeader);
}

/// The fields of one header, and how to read them.
struct Fields<'a, 'd> {
    block: &'d Block<'a>,
    /// The charset of the root part: raw 8-bit fields were often written in it.
    charset: Option<&'d str>,
    defects: &'d mut Defects,
}

impl<'a> Fields<'a, '_> {
    fn text(&mut self, field: Field<'a>) -> Cow<'a, str> {
        value_text(field.value, self.charset, self.defects)
    }

    fn decoded(&mut self, field: Field<'a>) -> String {
        let text = self.text(field);
        encoded_word::decode(&text, self.defects).into_owned()
    }

    fn header(&mut self, field: Field<'a>) -> Header {
        Header { name: String::from_utf8_lossy(field.name).into_owned(), value: self.decoded(field) }
    }

    /// All fields of the name count: nobody's address is lost by a repeated header.
    fn addresses(&mut self, name: &str) -> Vec<Address> {
        let mut all = Vec::new();
        for field in self.block.all(name) {
            let text = self.text(field);
            all.extend(addresses::parse(&text, self.defects));
        }
        all
    }

    fn date(&mut self) -> Option<(Timestamp, DateSource)> {
        let written = self.block.first("Date").map(|field| self.text(field));
        let read = written.as_deref().and_then(date::parse);
        self.defects.insert_if(written.is_some() && read.is_none(), Defect::MalformedDate);
        if let Some(at) = read {
            return Some((at, DateSource::Date));
        }
        let received: Vec<Field<'a>> = self.block.all("Received").collect();
        let at = received.into_iter().find_map(|field| date::parse_received(&self.text(field)))?;
        Some((at, DateSource::Received))
    }

    fn message_id(&mut self) -> Option<String> {
        let field = self.block.first("Message-ID")?;
        let text = self.text(field);
        ids::first(&text).or_else(|| text.split_ascii_whitespace().next().map(str::to_owned))
    }

    fn references(&mut self) -> Vec<String> {
        let fields = self.block.all("References").chain(self.block.all("In-Reply-To"));
        let texts: Vec<Cow<'a, str>> =
            fields.map(|field| value_text(field.value, None, self.defects)).collect();
        ids::references(texts.iter().map(AsRef::as_ref))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_defeats_the_reader_can_still_be_searched() {
        let message = guarded(b"the words\xFF", |_| panic!("as a reader with a fault would"));
        assert_eq!(message.defects, [Defect::Unparsable]);
        assert!(message.searchable().body.contains("the words"));
        assert_eq!(message.part_bytes(0), Some(&b"the words\xFF"[..]));
    }

    #[test]
    fn the_header_is_read() {
        let check = |raw: &str, expect: (&str, Option<i64>, Option<DateSource>, &[&str])| {
            let message = parse(raw.as_bytes());
            let (at, source) = message.date.unzip();
            let references: Vec<&str> = message.references.iter().map(String::as_str).collect();
            assert_eq!(
                (message.subject.as_str(), at.map(|at| at.0), source, &references[..]),
                expect,
                "{raw}"
            );
        };
        let date = "Date: Thu, 13 Feb 2025 23:22:14 +0100\n";
        let received = "Received: from a; Thu, 13 Feb 2025 23:22:15 +0100\n";
        let at = Some(1_739_485_334);
        check(
            &format!("Subject: =?utf-8?Q?r=C3=A9?=\n{received}{date}"),
            ("ré", at, Some(DateSource::Date), &[]),
        );
        check(received, ("", Some(1_739_485_335), Some(DateSource::Received), &[]));
        check(&format!("Date: soon\n{received}"), ("", Some(1_739_485_335), Some(DateSource::Received), &[]));
        check(&format!("{date}Date: 1 Jan 2001\n"), ("", at, Some(DateSource::Date), &[]));
        check(
            "References: <a@b> <c@d>\nIn-Reply-To: <c@d> <e@f>\n",
            ("", None, None, &["a@b", "c@d", "e@f"]),
        );
        check("Subject: a\n  b\n\n", ("a b", None, None, &[]));
        check("\r\n\nFrom: x\nSubject: led in\n\n", ("led in", None, None, &[]));
        check("\nSubject: of a body\n\n", ("", None, None, &[]));
    }

    #[test]
    fn words_that_are_called_base64_are_read_as_words() {
        let check = |kind: &str, body: &str, expect: &[u8]| {
            let raw = format!("Content-Type: {kind}\nContent-Transfer-Encoding: base64\n\n{body}");
            assert_eq!(parse(raw.as_bytes()).part_bytes(0), Some(expect), "{raw}");
        };
        check("text/plain", "See you on Monday.\n", b"See you on Monday.\n");
        check("text/plain", "U2Vl\n", b"See");
        check("text/plain", "U2Vl IHlv\n", b"See yo");
        check("audio/basic", "... U2Vl", b"See");
    }

    #[test]
    fn raw_header_text_is_read_in_the_charset_of_the_body() {
        let raw = b"Subject: \xEF\xF0\xE8\xE2\xE5\xF2\nContent-Type: text/plain; charset=windows-1251\n\n";
        assert_eq!(parse(raw).subject, "привет");
    }
}
