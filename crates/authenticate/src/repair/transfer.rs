//! 8-bit text that a relay encoded on its way, brought back.
//!
//! Decoding has one result. The other way round (a relay that decoded) has many,
//! so it is not tried; and of a mail in several parts one cannot tell which were encoded.

use crate::headers::Headers;
use crate::tags;

/// Longer bodies are not decoded.
const MAX_OCTETS: usize = 16 << 20;

/// Returns the body decoded, if the message is one part that says it is encoded.
pub(super) fn decoded(headers: &Headers<'_>) -> Option<Vec<u8>> {
    let body = headers.body();
    let is_several = |start: &[u8]| content_type(headers).starts_with(start);
    if is_several(b"multipart/") || is_several(b"message/") {
        return None;
    }
    let encoding = headers.value(headers.all("Content-Transfer-Encoding").next()?).trim_ascii();
    if body.is_empty() || body.len() > MAX_OCTETS {
        None
    } else if encoding.eq_ignore_ascii_case(b"quoted-printable") {
        Some(from_quoted_printable(body))
    } else if encoding.eq_ignore_ascii_case(b"base64") {
        tags::base64(body)
    } else {
        None
    }
}

fn content_type(headers: &Headers<'_>) -> Vec<u8> {
    let field = headers.all("Content-Type").next();
    field.map(|field| headers.value(field).trim_ascii_start().to_ascii_lowercase()).unwrap_or_default()
}

/// RFC 2045 §6.7; what is no encoding stays as it is.
fn from_quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|&octet| octet == b'\n') {
        let text = line.trim_ascii_end();
        let text = if text.len() < line.len() { text } else { line };
        let ends_soft = text.ends_with(b"=");
        let mut rest = text.strip_suffix(b"=").unwrap_or(text);
        while let Some((octet, after)) = next_octet(rest) {
            decoded.push(octet);
            rest = after;
        }
        if !ends_soft && line.ends_with(b"\n") {
            decoded.extend_from_slice(b"\r\n");
        }
    }
    decoded
}

fn next_octet(text: &[u8]) -> Option<(u8, &[u8])> {
    let hex = |octet: u8| char::from(octet).to_digit(16);
    match *text {
        [b'=', high, low, ref after @ ..] => match (hex(high), hex(low)) {
            (Some(high), Some(low)) => Some(((high * 16 + low) as u8, after)),
            _ => Some((b'=', &text[1..])),
        },
        [first, ref after @ ..] => Some((first, after)),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_is_decoded() {
        let check = |raw: &str, expect: Option<&str>| {
            let decoded = decoded(&Headers::split(raw.as_bytes()));
            assert_eq!(decoded.as_deref(), expect.map(str::as_bytes), "{raw:?}");
        };
        let quoted = "Content-Transfer-Encoding: Quoted-Printable\n\n";
        check(&format!("{quoted}caf=C3=A9 =\nnoir \n=4\n"), Some("café noir\r\n=4\r\n"));
        check("Content-Transfer-Encoding: base64\n\nY2Fm\nw6k=\n", Some("café"));
        check("Content-Transfer-Encoding: 8bit\n\ntext", None);
        check(&format!("Content-Type: Multipart/mixed; boundary=b\n{quoted}--b\n"), None);
        check("Subject: none\n\ntext", None);
        check(quoted, None);
    }
}
