//! A sheet: header fields and body of a mail, before anybody carried it.

use crate::sign::Unsigned;

/// A mail without its trace: header fields, an empty line, the body, in CRLF.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) fields: Vec<u8>,
    pub(crate) body: Vec<u8>,
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

    /// Returns it as its signer sees it.
    pub(crate) fn as_unsigned(&self) -> Unsigned<'_> {
        Unsigned { fields: &self.fields, body: &self.body }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
