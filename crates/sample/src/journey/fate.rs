//! Fate: what somebody does to a mail after it was signed.

use greffe_terms::{Address, Defect};

use crate::mail::Truth;
use crate::sheet::Sheet;

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
}
