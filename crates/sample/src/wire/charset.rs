//! Charsets a mail of this sample may be written in.

/// One charset, and how its octets are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charset {
    /// ASCII only.
    Ascii,
    /// Unicode in octets (RFC 3629).
    Utf8,
    /// ISO 8859-1.
    Latin1,
    /// Latin-1 with Microsoft's signs at 0x80-0x9F.
    Windows1252,
    /// ISO 8859-15: Latin-1 with the euro and œ.
    Latin9,
    /// Cyrillic (RFC 1489).
    Koi8r,
    /// UTF-16, little end first, with a byte order mark.
    Utf16,
}

/// What windows-1252 has at 0x80-0x9F, as used here.
const WINDOWS_1252: [(char, u8); 12] = [
    ('€', 0x80),
    ('…', 0x85),
    ('Œ', 0x8c),
    ('‘', 0x91),
    ('’', 0x92),
    ('“', 0x93),
    ('”', 0x94),
    ('•', 0x95),
    ('–', 0x96),
    ('—', 0x97),
    ('œ', 0x9c),
    ('Ÿ', 0x9f),
];
/// Where ISO 8859-15 leaves ISO 8859-1.
const LATIN_9: [(char, u8); 8] =
    [('€', 0xa4), ('Š', 0xa6), ('š', 0xa8), ('Ž', 0xb4), ('ž', 0xb8), ('Œ', 0xbc), ('œ', 0xbd), ('Ÿ', 0xbe)];
/// The small letters of KOI8-R from 0xC0 on; the capitals follow 32 places later.
const KOI8: &str = "юабцдефгхийклмнопярстужвьызшэщчъ";

impl Charset {
    /// Returns the name a header declares.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Charset::Ascii => "us-ascii",
            Charset::Utf8 => "utf-8",
            Charset::Latin1 => "iso-8859-1",
            Charset::Windows1252 => "windows-1252",
            Charset::Latin9 => "iso-8859-15",
            Charset::Koi8r => "koi8-r",
            Charset::Utf16 => "utf-16",
        }
    }

    /// Encodes `text`; `None` if a letter of it has no octet here.
    pub(crate) fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Charset::Utf8 => Some(text.as_bytes().to_vec()),
            Charset::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Charset::Utf16 => Some(
                "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
            ),
            _ => self.octets(text),
        }
    }

    fn octets(self, text: &str) -> Option<Vec<u8>> {
        let mut octets = Vec::with_capacity(text.len());
        for letter in text.chars() {
            octets.push(self.octet(letter)?);
        }
        Some(octets)
    }

    /// Returns the octet of `letter` in a charset of single octets; `None` if it has none.
    pub(crate) fn octet(self, letter: char) -> Option<u8> {
        if letter.is_ascii() {
            return u8::try_from(letter).ok();
        }
        let own = match self {
            Charset::Windows1252 => of_table(&WINDOWS_1252, letter),
            Charset::Latin9 => of_table(&LATIN_9, letter),
            Charset::Koi8r => return koi8(letter),
            _ => None,
        };
        own.or_else(|| u8::try_from(letter).ok().filter(|octet| *octet >= 0xa0 && !self.moved(*octet)))
    }

    /// Says whether another letter sits where Latin-1 has this one.
    fn moved(self, octet: u8) -> bool {
        self == Charset::Latin9 && LATIN_9.iter().any(|(_, at)| *at == octet)
    }
}

fn of_table(table: &[(char, u8)], letter: char) -> Option<u8> {
    table.iter().find(|(known, _)| *known == letter).map(|(_, octet)| *octet)
}

fn koi8(letter: char) -> Option<u8> {
    match letter {
        'ё' => return Some(0xa3),
        'Ё' => return Some(0xb3),
        _ => {}
    }
    let small = letter.to_lowercase().next()?;
    let place = KOI8.chars().position(|known| known == small)?;
    let octet = u8::try_from(0xc0 + place).ok()?;
    Some(if small == letter { octet } else { octet + 0x20 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_octets_of_the_standards() {
        let check = |charset: Charset, text: &str, expect: Option<&[u8]>| {
            assert_eq!(charset.encode(text).as_deref(), expect, "{} {text}", charset.name());
        };
        check(Charset::Latin1, "é à", Some(b"\xe9 \xe0"));
        check(Charset::Latin1, "œ", None);
        check(Charset::Latin9, "œ€", Some(b"\xbd\xa4"));
        check(Charset::Latin9, "¤", None);
        check(Charset::Windows1252, "œ’€", Some(b"\x9c\x92\x80"));
        check(Charset::Windows1252, "ł", None);
        check(Charset::Koi8r, "Привет", Some(b"\xf0\xd2\xc9\xd7\xc5\xd4"));
        check(Charset::Utf16, "é", Some(b"\xff\xfe\xe9\x00"));
        check(Charset::Ascii, "é", None);
    }
}
