//! Octets to text: the declared charset, then what the octets look like.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use greffe_terms::Defect;

use crate::body::utf7;
use crate::defects::Defects;

/// How much of a text is looked at to tell its charset.
const DETECTION_OCTETS: usize = 64 * 1024;

/// Text, and what it cost to read it.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// The declared charset was absent, unknown or wrong.
    is_guessed: bool,
    /// Some octets became U+FFFD.
    is_lossy: bool,
}

impl Decoded<'_> {
    /// Adds the defects met.
    pub(crate) fn note(&self, defects: &mut Defects) {
        defects.insert_if(self.is_guessed, Defect::GuessedCharset);
        defects.insert_if(self.is_lossy, Defect::UndecodableText);
    }
}

/// Decodes `octets` as `declared`, if that explains them, else as what they look like.
///
/// What was declared as another charset and is UTF-8 is taken for UTF-8.
pub(crate) fn decode<'a>(octets: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    match declared.map(Charset::named) {
        Some(Some(Charset::Known(encoding))) => decode_declared(octets, encoding),
        Some(Some(Charset::Rare(decoder))) => {
            let text = decoder(octets);
            let is_lossy = text.contains('\u{FFFD}');
            Decoded { text: Cow::Owned(text), is_guessed: false, is_lossy }
        }
        Some(Some(Charset::Ascii)) | None => decode_undeclared(octets),
        Some(None) => Decoded { is_guessed: true, ..decode_undeclared(octets) },
    }
}

/// A charset by its name.
enum Charset {
    Known(&'static Encoding),
    Ascii,
    /// Not in the web's list (UTF-7, CP850...).
    Rare(fn(&[u8]) -> String),
}

impl Charset {
    fn named(label: &str) -> Option<Self> {
        let label = label.trim().trim_matches(['"', '\'']);
        if label.eq_ignore_ascii_case("utf-8") {
            return Some(Self::Known(UTF_8));
        }
        if is_ascii_label(label) {
            return Some(Self::Ascii);
        }
        if ["utf-7", "utf7", "unicode-1-1-utf-7"].iter().any(|known| label.eq_ignore_ascii_case(known)) {
            return Some(Self::Rare(utf7::decode));
        }
        if let Some(encoding) = Encoding::for_label_no_replacement(label.as_bytes()) {
            return Some(Self::Known(encoding));
        }
        if label.is_empty() {
            return None;
        }
        mail_parser::decoders::charsets::map::charset_decoder(label.as_bytes()).map(Self::Rare)
    }
}

fn is_ascii_label(label: &str) -> bool {
    const LABELS: [&str; 6] = ["us-ascii", "ascii", "ansi_x3.4-1968", "us_ascii", "iso646-us", "7bit"];
    LABELS.iter().any(|known| label.eq_ignore_ascii_case(known))
}

fn decode_declared<'a>(octets: &'a [u8], encoding: &'static Encoding) -> Decoded<'a> {
    if encoding == UTF_8 {
        return decode_utf8(octets);
    }
    if is_utf8_nonetheless(octets, encoding) {
        return Decoded { is_guessed: true, ..decode_undeclared(octets) };
    }
    let (text, is_lossy) = decode_with(octets, encoding);
    if !is_lossy {
        return Decoded { text, is_guessed: false, is_lossy };
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return Decoded { text, is_guessed: false, is_lossy };
    }
    let guess = guess(octets);
    let (guessed, guess_is_lossy) = decode_with(octets, guess);
    if guess != encoding && !guess_is_lossy && mostly_lost(&text) {
        return Decoded { text: guessed, is_guessed: true, is_lossy: false };
    }
    Decoded { text, is_guessed: false, is_lossy }
}

/// Says whether octets that are declared as something else are UTF-8.
///
/// In a charset of one octet a character, text that happens to be valid UTF-8 beyond ASCII
/// does not occur; in one of two octets, four characters from Asia tell. Declared as UTF-16,
/// lines without a NUL are none.
fn is_utf8_nonetheless(octets: &[u8], encoding: &'static Encoding) -> bool {
    if octets.is_ascii() {
        let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
        return is_utf16 && octets.contains(&b'\n') && !octets.contains(&0);
    }
    let Ok(text) = simdutf8::basic::from_utf8(octets) else { return false };
    let is_control = |char| matches!(char, '\0' | '\u{80}'..='\u{9F}');
    let is_of_asia = |char: &char| *char >= '\u{800}';
    let is_plain = !text.contains(is_control);
    is_plain && (encoding.is_single_byte() || text.chars().filter(is_of_asia).nth(3).is_some())
}

fn decode_utf8(octets: &[u8]) -> Decoded<'_> {
    let octets = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
    if let Ok(text) = simdutf8::basic::from_utf8(octets) {
        return Decoded { text: Cow::Borrowed(text), is_guessed: false, is_lossy: false };
    }
    let text = String::from_utf8_lossy(octets);
    if mostly_lost(&text) {
        return Decoded { is_guessed: true, ..decode_undeclared(octets) };
    }
    Decoded { text, is_guessed: false, is_lossy: true }
}

/// Nothing (or ASCII) was declared: ASCII explains itself, UTF-8 nearly so.
fn decode_undeclared(octets: &[u8]) -> Decoded<'_> {
    let unmarked = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
    if let Ok(text) = simdutf8::basic::from_utf8(unmarked) {
        let is_guessed = !unmarked.is_ascii();
        return Decoded { text: Cow::Borrowed(text), is_guessed, is_lossy: false };
    }
    let (text, is_lossy) = decode_with(octets, guess(octets));
    Decoded { text, is_guessed: true, is_lossy }
}

fn decode_with<'a>(octets: &'a [u8], encoding: &'static Encoding) -> (Cow<'a, str>, bool) {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        // A line end may have been added in one octet.
        let octets = octets.strip_suffix(b"\n").filter(|even| even.len() % 2 == 0).unwrap_or(octets);
        // The mark says the order better than the label.
        let (text, _, is_lossy) = encoding.decode(octets);
        return (text, is_lossy);
    }
    encoding.decode_without_bom_handling(octets)
}

/// Says whether fewer characters above ASCII were read than lost.
fn mostly_lost(text: &str) -> bool {
    let lost = text.chars().filter(|&char| char == '\u{FFFD}').count();
    let above_ascii = text.chars().filter(|char| !char.is_ascii()).count();
    2 * lost > above_ascii
}

fn guess(octets: &[u8]) -> &'static Encoding {
    if octets.starts_with(b"\xFF\xFE") {
        return UTF_16LE;
    }
    if octets.starts_with(b"\xFE\xFF") {
        return UTF_16BE;
    }
    detect(&telling(&octets[..octets.len().min(DETECTION_OCTETS)]))
}

fn detect(octets: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(octets, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Leaves out words of ASCII that stand among others: a detector goes by what stands beside
/// octets above ASCII, begins anew at each blank, and is slow.
fn telling(octets: &[u8]) -> Vec<u8> {
    let mut telling = Vec::with_capacity(octets.len());
    let mut rest = octets;
    while !rest.is_empty() {
        let (high, after) = rest.split_at(run(rest, |octet| !octet.is_ascii()));
        let (ascii, after) = after.split_at(run(after, u8::is_ascii));
        telling.extend_from_slice(high);
        let is_blank = |octet: &u8| matches!(octet, b' ' | b'\n');
        let (first, last) = (ascii.iter().position(is_blank), ascii.iter().rposition(is_blank));
        telling.extend_from_slice(&ascii[..first.unwrap_or(ascii.len())]);
        telling.extend_from_slice(&ascii[last.unwrap_or(ascii.len())..]);
        rest = after;
    }
    telling
}

fn run(octets: &[u8], is_of_it: impl Fn(&u8) -> bool) -> usize {
    octets.iter().position(|octet| !is_of_it(octet)).unwrap_or(octets.len())
}

/// Returns the charset that an HTML document names in its first octets, if any.
pub(crate) fn named_in_html(octets: &[u8]) -> Option<String> {
    let start = octets[..octets.len().min(2048)].to_ascii_lowercase();
    let at = memchr::memmem::find(&start, b"charset=")? + b"charset=".len();
    let is_end = |byte: &u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_' | b'.' | b':');
    let label =
        start[at..].strip_prefix(b"\"").or_else(|| start[at..].strip_prefix(b"'")).unwrap_or(&start[at..]);
    let end = label.iter().position(is_end).unwrap_or(label.len());
    String::from_utf8(label[..end].to_vec()).ok().filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_declared_charset_is_tried_then_the_octets_tell() {
        let check = |octets: &[u8], declared: Option<&str>, expect: &str, defects: &[Defect]| {
            let decoded = decode(octets, declared);
            let mut met = Defects::default();
            decoded.note(&mut met);
            assert_eq!(decoded.text, expect, "{declared:?}");
            assert_eq!(met.into_vec(), defects, "{expect} {declared:?}");
        };
        let guessed = [Defect::GuessedCharset];
        check(b"plain", None, "plain", &[]);
        check(b"plain", Some("us-ascii"), "plain", &[]);
        check("réunion".as_bytes(), Some("UTF-8"), "réunion", &[]);
        check(b"r\xE9union", Some("iso-8859-1"), "réunion", &[]);
        check(b"r\xE9union \x80", Some("\"ISO-8859-15\""), "réunion \u{80}", &[]);
        check("\u{FEFF}réunion".as_bytes(), Some("utf-8"), "réunion", &[]);
        check("réunion".as_bytes(), None, "réunion", &guessed);
        check("réunion".as_bytes(), Some("us-ascii"), "réunion", &guessed);
        check("réunion".as_bytes(), Some("iso-8859-1"), "réunion", &guessed);
        check(
            b"la r\xE9union du bureau a \xE9t\xE9 report\xE9e",
            Some("utf-8"),
            "la réunion du bureau a été reportée",
            &guessed,
        );
        check(
            b"la r\xE9union du bureau a \xE9t\xE9 report\xE9e",
            None,
            "la réunion du bureau a été reportée",
            &guessed,
        );
        check("é à è ù\u{FFFD}".as_bytes(), Some("utf-8"), "é à è ù\u{FFFD}", &[]);
        check(
            b"\xC3\xA9 \xC3\xA0 \xC3\xA8 \xC3",
            Some("utf-8"),
            "é à è \u{FFFD}",
            &[Defect::UndecodableText],
        );
        check("réunion".as_bytes(), Some("x-nowhere"), "réunion", &guessed);
        check(b"plain", Some("x-nowhere"), "plain", &guessed);
        check(b"+AOk-t+AOk-", Some("utf-7"), "été", &[]);
        check(b"\x82t\x82", Some("cp850"), "été", &[]);
        check(b"\xFF\xFEa\x00b\x00", Some("utf-16"), "ab", &[]);
        check(b"\xFF\xFEa\x00b\x00\n", Some("utf-16"), "ab", &[]);
        check(b"plain\n", Some("utf-16"), "plain\n", &guessed);
        check("会議".as_bytes(), Some("gb2312"), "浼氳\u{E129}", &[]);
        check("明日の会議".as_bytes(), Some("gb2312"), "明日の会議", &guessed);
        check("встреча".as_bytes(), Some("koi8-r"), "встреча", &guessed);
        check(b"\xC2\x80 5", Some("windows-1250"), "Â€ 5", &[]);
    }

    /// Words of some languages, and a charset that they were written in.
    const WRITTEN: [(&str, &str); 14] = [
        ("windows-1252", "été forêt n° 3º «où» ©"),
        ("windows-1250", "książka świętego żółć"),
        ("iso-8859-2", "příliš žluťoučký kůň"),
        ("windows-1251", "Привет мир МОСКВА ёлка"),
        ("koi8-u", "Привет мир їжак"),
        ("iso-8859-7", "Καλημέρα ΚΌΣΜΕ ώρα"),
        ("windows-1254", "çığ İstanbul şişe"),
        ("windows-1255", "שלום עולם, טוב."),
        ("windows-1256", "سلام عالم"),
        ("windows-874", "สวัสดี โลก"),
        ("gb18030", "你好 世界，再见。"),
        ("big5", "你好 世界，再見。"),
        ("shift_jis", "こんにちは 世界 ｱｲｳ"),
        ("euc-kr", "안녕하세요 세계"),
    ];

    proptest! {
        #[test]
        fn a_detector_learns_nothing_from_the_words_left_out(
            written in prop::sample::select(&WRITTEN),
            words in prop::collection::vec((0_usize..12, "[a-zA-Z0-9.,:'\"(/-]{1,9}", any::<u8>()), 1..60),
            blank in prop::sample::select(vec![&b" "[..], b"\n", b"\r\n", b"  ", b"\t", b" \t"]),
        ) {
            let (encoded, ..) = Encoding::for_label(written.0.as_bytes()).expect("known").encode(written.1);
            let foreign: Vec<&[u8]> = encoded.split(|octet| *octet == b' ').collect();
            let word = |(place, ascii, odd): &(usize, String, u8)| match foreign.get(*place) {
                Some(word) if odd % 4 == 0 => [ascii.as_bytes(), word].concat(),
                Some(word) => word.to_vec(),
                None if *place == 11 => vec![*odd],
                None => ascii.clone().into_bytes(),
            };
            let octets = words.iter().map(word).collect::<Vec<_>>().join(blank);
            prop_assert_eq!(detect(&telling(&octets)), detect(&octets));
        }
    }

    #[test]
    fn html_may_name_its_charset() {
        let check = |html: &str, expect: Option<&str>| {
            assert_eq!(named_in_html(html.as_bytes()).as_deref(), expect, "{html:?}");
        };
        check("<meta charset=\"ISO-8859-1\">", Some("iso-8859-1"));
        check("<meta content='text/html; charset=utf-8'>", Some("utf-8"));
        check("<p>nothing", None);
        check("charset=", None);
    }
}
