//! Code pages of Windows to encodings.

use encoding_rs::{self as enc, Encoding};

/// Returns the encoding of a Windows code page.
pub fn encoding(codepage: i64) -> Option<&'static Encoding> {
    Some(match codepage {
        437 | 850 | 1252 | 20127 => enc::WINDOWS_1252,
        866 => enc::IBM866,
        874 => enc::WINDOWS_874,
        932 => enc::SHIFT_JIS,
        936 | 52936 => enc::GBK,
        949 => enc::EUC_KR,
        950 => enc::BIG5,
        1200 => enc::UTF_16LE,
        1201 => enc::UTF_16BE,
        1250 => enc::WINDOWS_1250,
        1251 => enc::WINDOWS_1251,
        1253 => enc::WINDOWS_1253,
        1254 => enc::WINDOWS_1254,
        1255 => enc::WINDOWS_1255,
        1256 => enc::WINDOWS_1256,
        1257 => enc::WINDOWS_1257,
        1258 => enc::WINDOWS_1258,
        10000 => enc::MACINTOSH,
        20866 => enc::KOI8_R,
        21866 => enc::KOI8_U,
        28591 => enc::WINDOWS_1252,
        28592 => enc::ISO_8859_2,
        28593 => enc::ISO_8859_3,
        28594 => enc::ISO_8859_4,
        28595 => enc::ISO_8859_5,
        28596 => enc::ISO_8859_6,
        28597 => enc::ISO_8859_7,
        28598 => enc::ISO_8859_8,
        28599 => enc::WINDOWS_1254,
        28605 => enc::ISO_8859_15,
        38598 => enc::ISO_8859_8_I,
        50220..=50222 => enc::ISO_2022_JP,
        51932 => enc::EUC_JP,
        51949 => enc::EUC_KR,
        54936 => enc::GB18030,
        65001 => enc::UTF_8,
        _ => return None,
    })
}

/// Returns the encoding of a character set of fonts (RTF 1.9.1, `\fcharset`).
pub fn of_font(charset: i32) -> Option<&'static Encoding> {
    let codepage = match charset {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    encoding(codepage)
}

/// Decodes octets of a declared encoding, or of none: then UTF-8 if it fits, else the
/// code page of Western Europe.
pub(crate) fn decode(octets: &[u8], declared: Option<&'static Encoding>) -> String {
    let end = octets.iter().rposition(|octet| *octet != 0).map_or(0, |last| last + 1);
    let octets = octets.get(..end).unwrap_or_default();
    match (declared, std::str::from_utf8(octets)) {
        (None, Ok(text)) => text.to_owned(),
        (declared, _) => {
            let encoding = declared.unwrap_or(enc::WINDOWS_1252);
            encoding.decode_without_bom_handling(octets).0.into_owned()
        }
    }
}
