//! The images that a mail carries with it, shown only if their bytes say what they are.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Largest image that is shown.
const MAX_IMAGE_BYTES: usize = 2 * 1024 * 1024;

/// Most bytes of images on one page, each counted as often as it is shown.
const MAX_TOTAL_BYTES: usize = 10 * 1024 * 1024;

/// Returns the type that the first bytes prove; vector images are never one.
pub(super) fn raster_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// Says whether `address` is one that `Images` made.
pub(super) fn is_ours(address: &str) -> bool {
    ["png", "jpeg", "gif", "webp"]
        .iter()
        .filter_map(|kind| address.strip_prefix("data:image/")?.strip_prefix(kind)?.strip_prefix(";base64,"))
        .any(|body| {
            body.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
        })
}

/// What an `<img>` may show.
#[derive(Debug, PartialEq)]
pub(super) enum Shown {
    /// A `data:` address.
    Data(String),
    /// The mail does not carry it.
    Missing,
    /// Not a raster image, too large, or one too many.
    Refused,
}

/// The images of one mail, and what is left of the bounds.
pub(super) struct Images<'a> {
    carried: HashMap<&'a str, &'a [u8]>,
    left_bytes: usize,
}

impl<'a> Images<'a> {
    /// Takes Content-IDs without brackets, and the bytes of their parts.
    pub(super) fn new(carried: &'a [(String, Vec<u8>)]) -> Self {
        let carried = carried.iter().map(|(name, bytes)| (name.trim(), bytes.as_slice())).collect();
        Self { carried, left_bytes: MAX_TOTAL_BYTES }
    }

    /// Resolves the `src` of an image: `cid:` names a part, `data:` holds the bytes itself.
    pub(super) fn resolve(&mut self, source: &str) -> Shown {
        let source = source.trim();
        let Some((scheme, rest)) = source.split_once(':') else { return Shown::Missing };
        match scheme.to_ascii_lowercase().as_str() {
            "cid" => match self.part(rest) {
                Some(bytes) => self.show(bytes),
                None => Shown::Missing,
            },
            "data" => match decode_data(rest) {
                Some(bytes) => self.show(&bytes),
                None => Shown::Refused,
            },
            _ => Shown::Refused,
        }
    }

    fn part(&self, content_id: &str) -> Option<&'a [u8]> {
        let decoded = percent_decode(content_id);
        let name = decoded.trim().trim_start_matches('<').trim_end_matches('>');
        self.carried.get(name).copied()
    }

    fn show(&mut self, bytes: &[u8]) -> Shown {
        let Some(kind) = raster_type(bytes) else { return Shown::Refused };
        if bytes.len() > MAX_IMAGE_BYTES || bytes.len() > self.left_bytes {
            return Shown::Refused;
        }
        self.left_bytes -= bytes.len();
        Shown::Data(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
    }
}

fn decode_data(rest: &str) -> Option<Vec<u8>> {
    let (description, body) = rest.split_once(',')?;
    if !description.to_ascii_lowercase().ends_with(";base64") || body.len() > 2 * MAX_IMAGE_BYTES {
        return None;
    }
    let body: String =
        percent_decode(body).chars().filter(|character| !character.is_ascii_whitespace()).collect();
    STANDARD.decode(body).ok()
}

fn percent_decode(text: &str) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = (first == b'%').then(|| after.split_at_checked(2).and_then(hex_pair)).flatten();
        (rest, _) = match escaped {
            Some((byte, left)) => (left, decoded.push(byte)),
            None => (after, decoded.push(first)),
        };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex_pair<'b>((digits, left): (&[u8], &'b [u8])) -> Option<(u8, &'b [u8])> {
    let digits =
        std::str::from_utf8(digits).ok().filter(|two| two.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    Some((u8::from_str_radix(digits, 16).ok()?, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00";

    fn check(source: &str, expected: Shown) {
        let carried = [
            ("logo@mail.example".to_owned(), GIF.to_vec()),
            ("svg".to_owned(), b"<svg onload=alert(1)>".to_vec()),
            ("huge".to_owned(), [GIF, &vec![0; MAX_IMAGE_BYTES]].concat()),
        ];
        assert_eq!(Images::new(&carried).resolve(source), expected, "{source}");
    }

    #[test]
    fn only_carried_raster_images_are_shown() {
        let shown = || Shown::Data("data:image/gif;base64,R0lGODlhAQABAA==".to_owned());
        check("cid:logo@mail.example", shown());
        check(" CID:%3Clogo%40mail.example%3E", shown());
        check("data:text/html;base64,R0lGODlhAQABAA==", shown());
        check("data:image/gif;base64,R0lGOD lhAQABAA%3D%3D", shown());
        check("cid:other", Shown::Missing);
        check("logo.gif", Shown::Missing);
        check("cid:svg", Shown::Refused);
        check("cid:huge", Shown::Refused);
        check("data:image/svg+xml,<svg onload=alert(1)>", Shown::Refused);
        check("data:image/png;base64,PHN2Zz4=", Shown::Refused);
        check("data:image/png;base64,%%%", Shown::Refused);
        check("javascript:alert(1)", Shown::Refused);
    }

    #[test]
    fn one_image_shown_often_meets_the_bound() {
        let large = [GIF, &vec![0; MAX_IMAGE_BYTES - GIF.len()]].concat();
        let carried = [("a".to_owned(), large)];
        let mut images = Images::new(&carried);
        let shown = (0..100).filter(|_| matches!(images.resolve("cid:a"), Shown::Data(_))).count();
        assert_eq!(shown, 5);
    }

    #[test]
    fn addresses_that_we_make_are_known_again() {
        assert!(is_ours("data:image/gif;base64,R0lGODlhAQABAA=="));
        assert!(!is_ours("data:image/svg+xml;base64,AAAA"));
        assert!(!is_ours("data:image/png;base64,AA\"onload"));
        assert!(!is_ours("http://t.example/"));
    }
}
