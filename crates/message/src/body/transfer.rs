//! Content-Transfer-Encoding (RFC 2045 §6).

use std::borrow::Cow;

use greffe_terms::Defect;

use crate::body::{base64, quoted_printable, uuencode};
use crate::defects::Defects;

/// How the octets of a body were made fit for transport.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// 7bit, 8bit, binary: not at all.
    #[default]
    Identity,
    Base64,
    QuotedPrintable,
    /// `x-uuencode`, older than MIME.
    Uuencode,
}

impl Encoding {
    /// Reads the name of an encoding, in lower case; `None` if it is unknown.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "" | "7bit" | "8bit" | "binary" | "7-bit" | "8-bit" | "7bits" | "8bits" | "none" => {
                Self::Identity
            }
            "base64" | "base-64" => Self::Base64,
            "quoted-printable" | "quotedprintable" | "quoted_printable" => Self::QuotedPrintable,
            "x-uuencode" | "uuencode" | "x-uue" | "uue" => Self::Uuencode,
            _ => return None,
        })
    }

    /// As [`Encoding::decode`]; but words that are called base64, and never were, stay.
    pub(crate) fn decode_text<'a>(self, body: &'a [u8], defects: &mut Defects) -> (Cow<'a, [u8]>, &'a [u8]) {
        if self == Self::Base64 && base64::is_prose(body) && !base64::decode(body).is_sound {
            defects.insert(Defect::MalformedBase64);
            return (Cow::Borrowed(body), b"");
        }
        self.decode(body, defects)
    }

    /// Returns the octets that `body` stands for, and plain text that was
    /// appended to it and is no part of them.
    pub(crate) fn decode<'a>(self, body: &'a [u8], defects: &mut Defects) -> (Cow<'a, [u8]>, &'a [u8]) {
        match self {
            Self::Identity => (Cow::Borrowed(body), b""),
            Self::Base64 => {
                let decoded = base64::decode(body);
                defects.insert_if(!decoded.is_sound, Defect::MalformedBase64);
                (Cow::Owned(decoded.octets), decoded.tail)
            }
            Self::QuotedPrintable => {
                let (octets, is_sound) = quoted_printable::decode(body);
                defects.insert_if(!is_sound, Defect::MalformedQuotedPrintable);
                (Cow::Owned(octets), b"")
            }
            Self::Uuencode => (uuencode::decode(body).map_or(Cow::Borrowed(body), Cow::Owned), b""),
        }
    }
}
