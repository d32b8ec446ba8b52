//! Damage: a sound mail is broken in one known way.

use greffe_terms::Defect;

use crate::chance::Chance;
use crate::envelope;
use crate::mail::{Mail, Truth};
use crate::proof::Proof;

/// One way to break a mail; `inflict` gives `None` where it does not apply.
struct Damage {
    name: &'static str,
    defect: Defect,
    strikes: Strikes,
    inflict: fn(&Pieces, &mut Chance) -> Option<Vec<u8>>,
}

/// Which signed octets it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strikes {
    Header,
    Body,
    /// Who is shown as the author, above the one who signed.
    Shown,
    /// The author is gone.
    Author,
    /// Nothing that is signed.
    Nothing,
    /// Nothing is left of any signature.
    Everything,
}

const fn damage(
    name: &'static str,
    defect: Defect,
    strikes: Strikes,
    inflict: fn(&Pieces, &mut Chance) -> Option<Vec<u8>>,
) -> Damage {
    Damage { name, defect, strikes, inflict }
}

/// The ways, in the order in which they are gone through.
const DAMAGES: [Damage; 20] = [
    damage("truncated-multipart", Defect::Truncated, Strikes::Body, |mail, chance| {
        mail.cut_in_last_part(chance)
    }),
    damage("broken-base64", Defect::MalformedBase64, Strikes::Body, |mail, _| mail.spoil_base64()),
    damage("no-date", Defect::NoDate, Strikes::Header, |mail, _| Some(mail.without("Date"))),
    damage("two-from", Defect::SeveralFrom, Strikes::Shown, |mail, _| {
        Some(mail.with_first(b"From: Un Autre <un.autre@ailleurs.example>\n"))
    }),
    damage("nul-bytes", Defect::NulBytes, Strikes::Body, |mail, chance| Some(mail.with_nuls(chance))),
    damage("bare-cr", Defect::BareCr, Strikes::Body, |mail, _| Some(mail.with_bare_cr())),
    damage("header-without-colon", Defect::HeaderWithoutColon, Strikes::Nothing, |mail, _| {
        Some(mail.with_last(b"Cette ligne n'est pas un champ\n"))
    }),
    damage("eight-bit-header", Defect::EightBitHeader, Strikes::Nothing, |mail, _| {
        Some(mail.with_last(b"Comments: re\xe7u \xe0 l'\xe9tage\n"))
    }),
    damage("missing-boundary", Defect::NoBoundary, Strikes::Header, |mail, _| mail.with_other_boundary()),
    damage("no-boundary-parameter", Defect::NoBoundary, Strikes::Header, |mail, _| mail.without_boundary()),
    damage("empty", Defect::NoHeader, Strikes::Everything, |_, _| Some(b"\n".to_vec())),
    damage("junk", Defect::NoHeader, Strikes::Everything, |_, chance| Some(junk(chance))),
    damage("malformed-date", Defect::MalformedDate, Strikes::Header, |mail, _| {
        Some(mail.replaced("Date", b"Date: jeudi 32 brumaire, vers midi\n"))
    }),
    damage("two-dates", Defect::SeveralDates, Strikes::Header, |mail, _| {
        Some(mail.with_last(b"Date: Thu, 12 Mar 2015 10:04:00 +0100\n"))
    }),
    damage("no-from", Defect::NoFrom, Strikes::Author, |mail, _| Some(mail.without("From"))),
    damage("repeated-header", Defect::RepeatedHeader, Strikes::Header, |mail, _| {
        Some(mail.with_last(b"To: quelquun.dautre@mel.example\n"))
    }),
    damage("malformed-encoded-word", Defect::MalformedEncodedWord, Strikes::Nothing, |mail, _| {
        Some(mail.with_last(b"Comments: =?utf-8?B?w6=l*?=\n"))
    }),
    damage("unknown-transfer-encoding", Defect::UnknownTransferEncoding, Strikes::Body, |mail, _| {
        mail.substituted(b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: x-secret")
    }),
    damage("malformed-quoted-printable", Defect::MalformedQuotedPrintable, Strikes::Body, |mail, _| {
        mail.with_first_in_part(b"Content-Transfer-Encoding: quoted-printable", b"=XZ a =1 b\n")
    }),
    damage("header-only", Defect::NoBoundary, Strikes::Body, |mail, _| {
        Some([&mail.header, mail.blank].concat())
    }),
];

/// Breaks `mail` in way number `which`, counted round; a way that does not apply leaves it to the next.
///
/// The mail should be a multipart with an attached file, to which most ways apply.
pub(crate) fn inflict(mail: &mut Mail, which: usize, chance: &mut Chance) {
    let pieces = Pieces::of(&mail.raw);
    let from_there = DAMAGES.iter().cycle().skip(which % DAMAGES.len()).take(DAMAGES.len());
    for damage in from_there {
        if let Some(mut raw) = (damage.inflict)(&pieces, chance) {
            if raw.last() != Some(&b'\n') {
                raw.push(b'\n');
            }
            mail.raw = raw;
            amend(&mut mail.truth, damage, &mail.raw);
            return;
        }
    }
}

/// Takes back what is no longer true.
fn amend(truth: &mut Truth, damage: &Damage, raw: &[u8]) {
    envelope::stamp(truth, raw);
    truth.damage = Some(damage.name);
    truth.defects.push(damage.defect);
    truth.needles.clear();
    truth.proof = struck(&truth.proof, damage.strikes);
    match damage.defect {
        Defect::NoDate | Defect::MalformedDate => truth.date = None,
        Defect::NoFrom => truth.from = None,
        Defect::SeveralFrom => {
            truth.from = Some(greffe_terms::Address {
                name: Some("Un Autre".to_owned()),
                address: "un.autre@ailleurs.example".to_owned(),
            })
        }
        Defect::Truncated | Defect::NoBoundary => truth.attachments.clear(),
        Defect::NoHeader => forget(truth),
        _ => {}
    }
}

fn struck(proof: &Proof, strikes: Strikes) -> Proof {
    match strikes {
        Strikes::Nothing => proof.clone(),
        Strikes::Header => proof.harmed(true, false),
        Strikes::Body => proof.harmed(false, true),
        Strikes::Shown => proof.overshadowed(),
        Strikes::Author => proof.orphaned(),
        Strikes::Everything => Proof::of(Vec::new()),
    }
}

fn forget(truth: &mut Truth) {
    truth.defects = vec![Defect::NoHeader];
    truth.oddities.clear();
    truth.attachments.clear();
    truth.recipients.clear();
    (truth.message_id, truth.subject, truth.from, truth.date) = (None, None, None, None);
}

/// A mail taken apart into header and body.
struct Pieces {
    /// With its last line end.
    header: Vec<u8>,
    /// The empty line between the two.
    blank: &'static [u8],
    body: Vec<u8>,
}

impl Pieces {
    fn of(raw: &[u8]) -> Self {
        let blank: &'static [u8] = if raw.contains(&b'\r') { b"\r\n" } else { b"\n" };
        let end = [blank, blank].concat();
        let at = find(raw, &end).map_or(raw.len(), |at| at + blank.len());
        let (header, rest) = raw.split_at(at);
        Self { header: header.to_vec(), blank, body: rest.get(blank.len()..).unwrap_or_default().to_vec() }
    }

    fn with_header(&self, header: &[u8]) -> Vec<u8> {
        [header, self.blank, &self.body].concat()
    }

    fn line(&self, line: &[u8]) -> Vec<u8> {
        [line.strip_suffix(b"\n").unwrap_or(line), self.blank].concat()
    }

    fn with_first(&self, line: &[u8]) -> Vec<u8> {
        self.with_header(&[&self.line(line), self.header.as_slice()].concat())
    }

    fn with_last(&self, line: &[u8]) -> Vec<u8> {
        self.with_header(&[self.header.as_slice(), &self.line(line)].concat())
    }

    fn without(&self, name: &str) -> Vec<u8> {
        self.replaced(name, b"")
    }

    /// Puts `line` in place of a field and its continuation lines.
    fn replaced(&self, name: &str, line: &[u8]) -> Vec<u8> {
        let start = [name.as_bytes(), b":"].concat();
        let mut header = Vec::new();
        let mut inside = false;
        for old in self.header.split_inclusive(|byte| *byte == b'\n') {
            let goes_on = old.starts_with(b" ") || old.starts_with(b"\t");
            inside = if goes_on { inside } else { old.starts_with(&start) };
            if !inside {
                header.extend_from_slice(old);
            } else if !goes_on && !line.is_empty() {
                header.extend_from_slice(&self.line(line));
            }
        }
        self.with_header(&header)
    }

    fn substituted(&self, from: &[u8], to: &[u8]) -> Option<Vec<u8>> {
        let at = find(&self.body, from)?;
        let (before, after) = self.body.split_at(at);
        let body = [before, to, after.get(from.len()..).unwrap_or_default()].concat();
        Some([&self.header, self.blank, body.as_slice()].concat())
    }

    fn boundary(&self) -> Option<Vec<u8>> {
        let at = find(&self.header, b"boundary=\"")? + b"boundary=\"".len();
        let rest = self.header.get(at..)?;
        Some(rest.iter().copied().take_while(|byte| *byte != b'"').collect())
    }

    fn with_other_boundary(&self) -> Option<Vec<u8>> {
        self.boundary()?;
        Some(self.with_header(&substitute(&self.header, b"boundary=\"", b"boundary=\"autre-")))
    }

    fn without_boundary(&self) -> Option<Vec<u8>> {
        self.boundary()?;
        Some(self.with_header(&substitute(&self.header, b"boundary=\"", b"limite=\"")))
    }

    /// Cuts somewhere in the second half of the last part, at the end of a line.
    fn cut_in_last_part(&self, chance: &mut Chance) -> Option<Vec<u8>> {
        let delimiter = [b"--".as_slice(), &self.boundary()?].concat();
        let last = find_last(&self.body, &delimiter)?;
        let before = self.body.get(..last)?;
        let part = find_last(before, &delimiter)?;
        let room = last - part;
        let cut = part + room / 2 + chance.below(room / 3);
        let line_end = self.body.get(..cut)?.iter().rposition(|byte| *byte == b'\n')?;
        Some([&self.header, self.blank, self.body.get(..=line_end)?].concat())
    }

    /// Puts `line` at the start of the first part whose header holds `field`.
    fn with_first_in_part(&self, field: &[u8], line: &[u8]) -> Option<Vec<u8>> {
        let at = find(&self.body, field)?;
        let empty = [self.blank, self.blank].concat();
        let start = at + find(self.body.get(at..)?, &empty)? + empty.len();
        let (before, after) = self.body.split_at_checked(start)?;
        Some([&self.header, self.blank, before, &self.line(line), after].concat())
    }

    /// Puts octets outside the alphabet into the first long line of base64 and drops one line's end.
    fn spoil_base64(&self) -> Option<Vec<u8>> {
        let at = find(&self.body, b"Content-Transfer-Encoding: base64")?;
        let empty = [self.blank, self.blank].concat();
        let start = at + find(self.body.get(at..)?, &empty)? + empty.len();
        let (before, after) = self.body.split_at_checked(start + 21)?;
        let body = [before, b"!*~\x07#".as_slice(), after.get(2..)?].concat();
        Some([&self.header, self.blank, body.as_slice()].concat())
    }

    fn with_nuls(&self, chance: &mut Chance) -> Vec<u8> {
        let mut body = self.body.clone();
        for _ in 0..4 {
            body.insert(chance.below(body.len()), 0);
        }
        [&self.header, self.blank, body.as_slice()].concat()
    }

    /// Puts a CR alone after every twentieth space.
    fn with_bare_cr(&self) -> Vec<u8> {
        let mut body = Vec::with_capacity(self.body.len());
        let mut spaces = 0;
        for byte in &self.body {
            body.push(*byte);
            if *byte == b' ' {
                spaces += 1;
                if spaces % 20 == 0 {
                    body.push(b'\r');
                }
            }
        }
        // Also where no part has twenty spaces.
        [&self.header, self.blank, b"avant\rapres", self.blank, body.as_slice()].concat()
    }
}

fn substitute(octets: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let Some(at) = find(octets, from) else { return octets.to_vec() };
    let (before, after) = octets.split_at(at);
    [before, to, after.get(from.len()..).unwrap_or_default()].concat()
}

/// Octets that no header explains.
fn junk(chance: &mut Chance) -> Vec<u8> {
    let mut octets: Vec<u8> =
        (0..chance.between(40, 300)).flat_map(|_| chance.bits().to_le_bytes()).collect();
    // Neither a colon nor a line end: nothing in it may look like a field.
    octets.iter_mut().filter(|octet| b":\r\n".contains(octet)).for_each(|octet| *octet = b'?');
    octets.push(b'\n');
    octets
}

fn find(octets: &[u8], wanted: &[u8]) -> Option<usize> {
    octets.windows(wanted.len()).position(|window| window == wanted)
}

fn find_last(octets: &[u8], wanted: &[u8]) -> Option<usize> {
    octets.windows(wanted.len()).rposition(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Html;
    use crate::kinds::{Desk, attached_document, fresh};
    use crate::thread::Threads;

    /// A multipart with quoted-printable text and a file in base64.
    fn sound(seed: u64) -> Mail {
        let (mut chance, mut threads) = (Chance::new(seed), Threads::default());
        let now = crate::calendar::BEGIN;
        let mut draft = fresh(&mut Desk { chance: &mut chance, threads: &mut threads, index: 0, now });
        draft.html = Html::BesideText("<p>été</p>".to_owned());
        draft.files.push(attached_document(draft.voice, &mut chance));
        envelope::seal(draft, 0, &mut chance)
    }

    fn quoted_printable() -> Mail {
        let fits = |mail: &Mail| {
            let is_received = mail.raw.starts_with(b"Return-Path");
            is_received && mail.raw.contains(&b'\r') && find(&mail.raw, b"quoted-printable").is_some()
        };
        (0..50).map(sound).find(fits).unwrap()
    }

    #[test]
    fn each_way_applies_and_changes_the_octets() {
        for (which, damage) in DAMAGES.iter().enumerate() {
            let (before, mut mail) = (quoted_printable(), quoted_printable());
            inflict(&mut mail, which, &mut Chance::new(1));
            assert_eq!(mail.truth.damage, Some(damage.name));
            assert_ne!(mail.raw, before.raw, "{}", damage.name);
            assert_ne!(mail.truth.sha256, before.truth.sha256);
            assert_eq!(mail.raw.last(), Some(&b'\n'));
        }
    }

    #[test]
    fn the_octets_show_the_damage() {
        let check = |name: &str, holds: &dyn Fn(&[u8]) -> bool| {
            let which = DAMAGES.iter().position(|damage| damage.name == name).unwrap();
            let mut mail = quoted_printable();
            assert!(!holds(&mail.raw), "{name} before");
            inflict(&mut mail, which, &mut Chance::new(1));
            assert!(holds(&mail.raw), "{name}");
        };
        let has = |text: &'static [u8]| move |raw: &[u8]| find(raw, text).is_some();
        check("no-date", &|raw| find(raw, b"\nDate: ").is_none());
        check("no-from", &|raw| find(raw, b"\nFrom: ").is_none());
        check("two-from", &has(b"From: Un Autre"));
        check("nul-bytes", &|raw| raw.contains(&0));
        check("bare-cr", &has(b"avant\rapres"));
        check("malformed-date", &has(b"brumaire"));
        check("truncated-multipart", &|raw| {
            let boundary = Pieces::of(raw).boundary().unwrap();
            find(raw, &[b"--", boundary.as_slice(), b"--"].concat()).is_none()
        });
        check("missing-boundary", &has(b"boundary=\"autre-"));
        check("junk", &|raw| !raw.contains(&b':'));
    }
}
