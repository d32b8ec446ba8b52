//! Fate: what somebody does to a mail after it was signed.

use greffe_terms::{Address, Defect};

use crate::mail::Truth;

/// What somebody does to a mail, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nobody does anything.
    Untouched,
    /// A word of the body becomes another one.
    WordChanged,
    /// The subject grows.
    SubjectChanged,
    /// Text is put behind what `l=` covers.
    Appended,
    /// A second From is put on top.
    FromOnTop,
    /// The signature comes from another mail.
    Replayed,
    /// A stranger signs in the author's name.
    SignedByStranger,
}

/// A mail without its trace: header fields, an empty line, the body, in CRLF.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) fields: Vec<u8>,
    pub(crate) body: Vec<u8>,
}

/// A name that nobody of the sample bears.
const IMPOSTOR: &str = "Direction Générale";
/// Pairs of words of one length: what was written, and what it is made to say.
const WORDS: [(&[u8], &[u8]); 8] = [
    (b" doit ", b" peut "),
    (b" sera ", b" fera "),
    (b" avant ", b" apres "),
    (b" pour ", b" sans "),
    (b" avec ", b" sans "),
    (b" will ", b" must "),
    (b" the ", b" any "),
    (b" dans ", b" sous "),
];

impl Fate {
    /// Does it to `sheet`, and writes down in `truth` what a reader will find now.
    ///
    /// Returns the fields put on top of everything, and what it came to: where
    /// there is nothing to change, nothing happens.
    pub(crate) fn befall(self, sheet: &mut Sheet, truth: &mut Truth) -> (Vec<u8>, Fate) {
        let happened = match self {
            Fate::WordChanged => change_word(&mut sheet.body),
            Fate::SubjectChanged => change_subject(&mut sheet.fields, truth),
            Fate::Appended => append(sheet),
            _ => true,
        };
        if !happened {
            return (Vec::new(), Fate::Untouched);
        }
        let on_top = if self == Fate::FromOnTop { put_from_on_top(truth) } else { Vec::new() };
        (on_top, self)
    }

    /// Returns its name in the ground truth.
    pub(crate) fn tale(self) -> Option<&'static str> {
        match self {
            Fate::Untouched => None,
            Fate::WordChanged => Some("word-changed"),
            Fate::SubjectChanged => Some("subject-changed"),
            Fate::Appended => Some("text-appended"),
            Fate::FromOnTop => Some("from-on-top"),
            Fate::Replayed => Some("signature-replayed"),
            Fate::SignedByStranger => Some("signed-by-stranger"),
        }
    }
}

impl Sheet {
    /// Takes a whole mail apart at its first empty line.
    pub(crate) fn parse(raw: &[u8]) -> Self {
        let blank = raw.windows(4).position(|window| window == b"\r\n\r\n").map_or(raw.len(), |at| at + 2);
        let (fields, rest) = raw.split_at(blank);
        Self { fields: fields.to_vec(), body: rest.get(2..).unwrap_or_default().to_vec() }
    }

    /// Returns the fields as they would be under another subject.
    pub(crate) fn fields_with_subject(&self, subject: &str) -> Vec<u8> {
        let (mut fields, mut inside) = (Vec::new(), false);
        for line in self.fields.split_inclusive(|byte| *byte == b'\n') {
            let goes_on = matches!(line.first(), Some(b' ' | b'\t'));
            inside = if goes_on { inside } else { line.starts_with(b"Subject:") };
            if !inside {
                fields.extend_from_slice(line);
            } else if !goes_on {
                fields.extend_from_slice(format!("Subject: {subject}\r\n").as_bytes());
            }
        }
        fields
    }
}

fn change_word(body: &mut [u8]) -> bool {
    for (written, changed) in WORDS {
        let found = body.windows(written.len()).position(|window| window == written);
        let place = found.and_then(|at| body.get_mut(at..at + changed.len()));
        if let Some(place) = place {
            place.copy_from_slice(changed);
            return true;
        }
    }
    false
}

fn change_subject(fields: &mut Vec<u8>, truth: &mut Truth) -> bool {
    const START: &[u8] = b"\r\nSubject: ";
    const PREFIX: &str = "CONFIDENTIEL : ";
    let Some(at) = fields.windows(START.len()).position(|window| window == START) else { return false };
    let Some(subject) = &mut truth.subject else { return false };
    subject.insert_str(0, PREFIX);
    fields.splice(at + START.len()..at + START.len(), PREFIX.bytes());
    true
}

/// Adds a line that shows, or that stands behind the last boundary; never inside base64.
fn append(sheet: &mut Sheet) -> bool {
    const BASE64: &[u8] = b"Content-Transfer-Encoding: base64";
    if sheet.fields.windows(BASE64.len()).any(|window| window == BASE64) {
        return false;
    }
    sheet.body.extend_from_slice(b"<p>Offre valable jusqu'a ce soir sur offres.invalid</p>\r\n");
    true
}

fn put_from_on_top(truth: &mut Truth) -> Vec<u8> {
    let domain = truth.from.as_ref().and_then(Address::domain).unwrap_or_default();
    let impostor = Address { name: Some(IMPOSTOR.to_owned()), address: format!("direction@{domain}") };
    let field = format!("From: =?utf-8?Q?Direction_G=C3=A9n=C3=A9rale?= <{}>\r\n", impostor.address);
    truth.from = Some(impostor);
    truth.defects.push(Defect::SeveralFrom);
    field.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_change_within_their_length() {
        assert!(WORDS.iter().all(|(written, changed)| written.len() == changed.len() && written != changed));
        let check = |body: &str, expect: Option<&str>| {
            let mut octets = body.as_bytes().to_vec();
            assert_eq!(change_word(&mut octets), expect.is_some());
            assert_eq!(String::from_utf8_lossy(&octets), expect.unwrap_or(body));
        };
        check("il sera dit", Some("il fera dit"));
        check("aGVsbG8=", None);
    }

    #[test]
    fn a_subject_is_put_in_place_of_another() {
        let check = |fields: &str, expect: &str| {
            let sheet = Sheet { fields: fields.into(), body: Vec::new() };
            assert_eq!(String::from_utf8_lossy(&sheet.fields_with_subject("x")), expect);
        };
        check("To: b\r\n c\r\nSubject: a\r\n b\r\nDate: d\r\n", "To: b\r\n c\r\nSubject: x\r\nDate: d\r\n");
    }

    #[test]
    fn a_mail_comes_apart_at_its_first_empty_line() {
        let check = |raw: &str, fields: &str, body: &str| {
            let sheet = Sheet::parse(raw.as_bytes());
            assert_eq!((&*sheet.fields, &*sheet.body), (fields.as_bytes(), body.as_bytes()));
        };
        check("A: b\r\n\r\nc\r\n\r\nd", "A: b\r\n", "c\r\n\r\nd");
        check("A: b\r\n\r\n", "A: b\r\n", "");
        check("A: b\r\n", "A: b\r\n", "");
    }
}
