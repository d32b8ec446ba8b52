//! What glyphs are called (Adobe Glyph List), and the tables of codes that PDF names
//! (ISO 32000-1, annex D).

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};
use unicode_normalization::char::compose;

/// What the names of accented letters end in, and the accent.
const ACCENTS: [(&str, char); 14] = [
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circumflex", '\u{302}'),
    ("dieresis", '\u{308}'),
    ("tilde", '\u{303}'),
    ("cedilla", '\u{327}'),
    ("commaaccent", '\u{327}'),
    ("caron", '\u{30C}'),
    ("ring", '\u{30A}'),
    ("breve", '\u{306}'),
    ("macron", '\u{304}'),
    ("ogonek", '\u{328}'),
    ("dotaccent", '\u{307}'),
    ("hungarumlaut", '\u{30B}'),
];

/// Names that are neither a letter nor a letter with an accent.
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("nbspace", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("sfthyphen", "-"),
    ("minus", "−"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("quoteleft", "‘"),
    ("quoteright", "’"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotesinglbase", "‚"),
    ("quotedblbase", "„"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("endash", "–"),
    ("emdash", "—"),
    ("ellipsis", "…"),
    ("bullet", "•"),
    ("periodcentered", "·"),
    ("middot", "·"),
    ("dagger", "†"),
    ("daggerdbl", "‡"),
    ("section", "§"),
    ("paragraph", "¶"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("degree", "°"),
    ("exclamdown", "¡"),
    ("questiondown", "¿"),
    ("cent", "¢"),
    ("sterling", "£"),
    ("yen", "¥"),
    ("Euro", "€"),
    ("euro", "€"),
    ("currency", "¤"),
    ("florin", "ƒ"),
    ("brokenbar", "¦"),
    ("logicalnot", "¬"),
    ("plusminus", "±"),
    ("multiply", "×"),
    ("divide", "÷"),
    ("fraction", "⁄"),
    ("onehalf", "½"),
    ("onequarter", "¼"),
    ("threequarters", "¾"),
    ("onesuperior", "¹"),
    ("twosuperior", "²"),
    ("threesuperior", "³"),
    ("ordfeminine", "ª"),
    ("ordmasculine", "º"),
    ("perthousand", "‰"),
    ("mu", "µ"),
    ("AE", "Æ"),
    ("ae", "æ"),
    ("OE", "Œ"),
    ("oe", "œ"),
    ("Oslash", "Ø"),
    ("oslash", "ø"),
    ("Lslash", "Ł"),
    ("lslash", "ł"),
    ("germandbls", "ß"),
    ("Eth", "Ð"),
    ("eth", "ð"),
    ("Thorn", "Þ"),
    ("thorn", "þ"),
    ("Dcroat", "Đ"),
    ("dcroat", "đ"),
    ("dotlessi", "ı"),
    ("dotlessj", "ȷ"),
    ("ff", "ff"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("st", "st"),
    ("ij", "ĳ"),
    ("IJ", "Ĳ"),
    ("acute", "´"),
    ("circumflex", "ˆ"),
    ("dieresis", "¨"),
    ("tilde", "˜"),
    ("cedilla", "¸"),
    ("caron", "ˇ"),
    ("ring", "˚"),
    ("breve", "˘"),
    ("macron", "¯"),
    ("ogonek", "˛"),
    ("dotaccent", "˙"),
    ("hungarumlaut", "˝"),
    ("Alpha", "Α"),
    ("Beta", "Β"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Epsilon", "Ε"),
    ("Zeta", "Ζ"),
    ("Eta", "Η"),
    ("Theta", "Θ"),
    ("Iota", "Ι"),
    ("Kappa", "Κ"),
    ("Lambda", "Λ"),
    ("Mu", "Μ"),
    ("Nu", "Ν"),
    ("Xi", "Ξ"),
    ("Omicron", "Ο"),
    ("Pi", "Π"),
    ("Rho", "Ρ"),
    ("Sigma", "Σ"),
    ("Tau", "Τ"),
    ("Upsilon", "Υ"),
    ("Phi", "Φ"),
    ("Chi", "Χ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("epsilon1", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("omicron", "ο"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("sigma1", "ς"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "φ"),
    ("phi1", "ϕ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("arrowright", "→"),
    ("arrowleft", "←"),
    ("arrowup", "↑"),
    ("arrowdown", "↓"),
    ("arrowdblright", "⇒"),
    ("infinity", "∞"),
    ("lessequal", "≤"),
    ("greaterequal", "≥"),
    ("notequal", "≠"),
    ("approxequal", "≈"),
    ("equivalence", "≡"),
    ("element", "∈"),
    ("summation", "∑"),
    ("product", "∏"),
    ("integral", "∫"),
    ("radical", "√"),
    ("partialdiff", "∂"),
    ("lozenge", "◊"),
    ("union", "∪"),
    ("intersection", "∩"),
    ("emptyset", "∅"),
    ("universal", "∀"),
    ("existential", "∃"),
    ("checkmark", "✓"),
    ("asteriskmath", "∗"),
    ("openbullet", "◦"),
    ("visiblespace", "␣"),
    ("prime", "′"),
];

/// The upper half of Adobe's standard encoding, and the two quotes of the lower.
const STANDARD: &[(u8, &str)] = &[
    (0x27, "quoteright"),
    (0x60, "quoteleft"),
    (0xA1, "exclamdown"),
    (0xA2, "cent"),
    (0xA3, "sterling"),
    (0xA4, "fraction"),
    (0xA5, "yen"),
    (0xA6, "florin"),
    (0xA7, "section"),
    (0xA8, "currency"),
    (0xA9, "quotesingle"),
    (0xAA, "quotedblleft"),
    (0xAB, "guillemotleft"),
    (0xAC, "guilsinglleft"),
    (0xAD, "guilsinglright"),
    (0xAE, "fi"),
    (0xAF, "fl"),
    (0xB1, "endash"),
    (0xB2, "dagger"),
    (0xB3, "daggerdbl"),
    (0xB4, "periodcentered"),
    (0xB6, "paragraph"),
    (0xB7, "bullet"),
    (0xB8, "quotesinglbase"),
    (0xB9, "quotedblbase"),
    (0xBA, "quotedblright"),
    (0xBB, "guillemotright"),
    (0xBC, "ellipsis"),
    (0xBD, "perthousand"),
    (0xBF, "questiondown"),
    (0xC1, "grave"),
    (0xC2, "acute"),
    (0xC3, "circumflex"),
    (0xC4, "tilde"),
    (0xC5, "macron"),
    (0xC6, "breve"),
    (0xC7, "dotaccent"),
    (0xC8, "dieresis"),
    (0xCA, "ring"),
    (0xCB, "cedilla"),
    (0xCD, "hungarumlaut"),
    (0xCE, "ogonek"),
    (0xCF, "caron"),
    (0xD0, "emdash"),
    (0xE1, "AE"),
    (0xE3, "ordfeminine"),
    (0xE8, "Lslash"),
    (0xE9, "Oslash"),
    (0xEA, "OE"),
    (0xEB, "ordmasculine"),
    (0xF1, "ae"),
    (0xF5, "dotlessi"),
    (0xF8, "lslash"),
    (0xF9, "oslash"),
    (0xFA, "oe"),
    (0xFB, "germandbls"),
];

/// Returns what a glyph of this name means, if its name says it.
pub(super) fn text_of(name: &str) -> Option<String> {
    // `a.sc` is drawn otherwise than `a`, and means the same.
    let name = name.split_once('.').map_or(name, |(name, _)| name);
    if let Some((_, text)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*text).to_owned());
    }
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return letter.is_ascii_alphabetic().then(|| letter.to_string());
    }
    if name.contains('_') {
        return name.split('_').map(text_of).collect();
    }
    accented(name).or_else(|| numbered(name)).map(String::from)
}

/// `eacute`.
fn accented(name: &str) -> Option<char> {
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let (_, accent) = ACCENTS.iter().find(|(word, _)| name.get(1..) == Some(word))?;
    compose(letter, *accent)
}

/// `uni00E9`, `u1F600`.
fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let is_number = (4..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    char::from_u32(u32::from_str_radix(digits, 16).ok().filter(|_| is_number)?)
}

/// What a glyph means in a font that dvips drew as pixels: it is named after its code
/// (`a101`), and the code is one of TeX's, Cork where it is not that of Knuth.
pub(super) fn of_tex(name: &str, code: usize) -> Option<String> {
    let named: usize = name.strip_prefix('a')?.parse().ok()?;
    let text = match code {
        _ if named != code => return None,
        11 | 27 => "ff",
        12 | 28 => "fi",
        13 | 29 => "fl",
        14 | 30 => "ffi",
        15 | 31 => "ffl",
        16 => "“",
        17 => "”",
        21 => "–",
        22 => "—",
        0xD7 => "Œ",
        0xF7 => "œ",
        0xFF => "ß",
        33..=126 | 0xC0..=0xFE => return u8::try_from(code).ok().map(|code| char::from(code).to_string()),
        _ => return None,
    };
    Some(text.to_owned())
}

/// Returns a table that PDF names; of a name that it does not know, that of Windows.
pub(super) fn table(name: &str) -> Vec<Option<String>> {
    match name {
        "StandardEncoding" => standard(),
        "MacRomanEncoding" => of_charset(MACINTOSH),
        _ => of_charset(WINDOWS_1252),
    }
}

fn of_charset(charset: &'static Encoding) -> Vec<Option<String>> {
    let text = |octet: u8| {
        let text = charset.decode_without_bom_handling(&[octet]).0.into_owned();
        (octet >= 0x20 && !text.contains(char::is_control)).then_some(text)
    };
    (0..=255).map(text).collect()
}

fn standard() -> Vec<Option<String>> {
    let text = |octet: u8| match STANDARD.iter().find(|(code, _)| *code == octet) {
        Some((_, name)) => text_of(name),
        None => (0x20..0x7F).contains(&octet).then(|| char::from(octet).to_string()),
    };
    (0..=255).map(text).collect()
}

/// Reads the encoding that a Type 1 program begins with: `dup 65 /A put`, or the standard
/// one (Adobe Type 1 Font Format, §2.3).
pub(super) fn of_type1(program: &[u8]) -> Vec<Option<String>> {
    let end = memchr::memmem::find(program, b"eexec").unwrap_or(program.len());
    let clear = String::from_utf8_lossy(program.get(..end).unwrap_or_default());
    let Some((_, list)) = clear.split_once("/Encoding") else { return vec![None; 256] };
    if list.trim_start().starts_with("StandardEncoding") {
        return standard();
    }
    let mut table = vec![None; 256];
    let list = list.split_once("readonly").map_or(list, |(list, _)| list);
    for entry in list.split("dup").skip(1) {
        let entry = entry.replace('/', " ");
        let mut words = entry.split_whitespace();
        let code = words.next().and_then(|code| code.parse::<usize>().ok());
        if let (Some(place), Some(name)) = (code.and_then(|code| table.get_mut(code)), words.next()) {
            *place = text_of(name);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_they_mean() {
        let check = |name: &str, expect: Option<&str>| {
            assert_eq!(text_of(name).as_deref(), expect, "{name}");
        };
        check("a", Some("a"));
        check("eacute", Some("é"));
        check("Ccedilla", Some("Ç"));
        check("scaron", Some("š"));
        check("ffi", Some("ffi"));
        check("f_f_i", Some("ffi"));
        check("a.sc", Some("a"));
        check("uni00E9", Some("é"));
        check("u1F600", Some("😀"));
        check("uniD800", None);
        check("g17", None);
        check("", None);
        check(".notdef", None);
    }

    #[test]
    fn glyphs_that_dvips_drew_are_named_after_their_codes() {
        let check = |name: &str, code: usize, expect: Option<&str>| {
            assert_eq!(of_tex(name, code).as_deref(), expect, "{name} {code}");
        };
        check("a101", 101, Some("e"));
        check("a28", 28, Some("fi"));
        check("a233", 233, Some("é"));
        check("a101", 102, None);
        check("a1", 1, None);
        check("a99999999999999999999", 65, None);
        check("b65", 65, None);
    }

    #[test]
    fn tables_are_those_of_the_standard() {
        for (name, code, expect) in [
            ("WinAnsiEncoding", 0x80, Some("€")),
            ("WinAnsiEncoding", 0x27, Some("'")),
            ("MacRomanEncoding", 0x8E, Some("é")),
            ("StandardEncoding", 0x27, Some("’")),
            ("StandardEncoding", 0xE1, Some("Æ")),
            ("StandardEncoding", 0x80, None),
        ] {
            assert_eq!(table(name)[code].as_deref(), expect, "{name} {code:x}");
        }
    }

    #[test]
    fn programs_of_type_1_name_their_codes() {
        let program = b"/FontName /CMR10 def\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n\
                        dup 12 /fi put\ndup 65/A put\nreadonly def\ncurrentfile eexec dup 66 /B put";
        let table = of_type1(program);
        assert_eq!((table[12].as_deref(), table[65].as_deref(), &table[66]), (Some("fi"), Some("A"), &None));
        assert_eq!(of_type1(b"/Encoding StandardEncoding def")[0xAE].as_deref(), Some("fi"));
        assert_eq!(of_type1(b"no font"), vec![None; 256]);
    }
}
