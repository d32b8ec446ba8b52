//! Letters of old TeX fonts: an accent, drawn first, and the letter under it.
//!
//! Where a font has no `é`, the page says `´` and `e`, and so does its text:
//! nobody finds `d´efaut`. In what TeX made such a pair is a letter. Elsewhere
//! people write `l´eau` for want of an apostrophe, and it stays what it is.

use unicode_normalization::char::compose;

/// Spacing accents, and what they are above a letter.
const ACCENTS: [(char, char); 9] = [
    ('´', '\u{301}'),
    ('`', '\u{300}'),
    ('ˆ', '\u{302}'),
    ('¨', '\u{308}'),
    ('˜', '\u{303}'),
    ('¸', '\u{327}'),
    ('ˇ', '\u{30C}'),
    ('˚', '\u{30A}'),
    ('˘', '\u{306}'),
];

/// Says whether the program that made a document was TeX, or worked for it.
pub(in crate::formats) fn are_apart(program: &str) -> bool {
    let program = program.to_ascii_lowercase();
    ["tex", "dvips", "dvipdf"].iter().any(|name| program.contains(name))
}

/// Puts accents onto the letters that follow.
pub(in crate::formats) fn put_on(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let letter = chars.peek().and_then(|letter| under(char, *letter, joined.chars().next_back()));
        joined.push(letter.unwrap_or(char));
        if letter.is_some() {
            chars.next();
        }
    }
    joined
}

/// Returns the one letter that an accent and a letter are, if they are one.
fn under(accent: char, letter: char, before: Option<char>) -> Option<char> {
    let (_, above) = ACCENTS.iter().find(|(spacing, _)| *spacing == accent)?;
    // A back quote that stands before a word opens a quotation.
    if accent == '`' && !before.is_some_and(char::is_alphabetic) {
        return None;
    }
    compose(if letter == 'ı' { 'i' } else { letter }, *above)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_find_their_letters() {
        let check = |text: &str, expect: &str| assert_eq!(put_on(text), expect);
        check("par d´efaut, mˆeme syst`eme", "par défaut, même système");
        check("connaˆıtre, na¨ıve, gar¸con", "connaître, naïve, garçon");
        check("´ecrit ˆetre", "écrit être");
        check("`a quote' and a ´ alone ˆ", "`a quote' and a ´ alone ˆ");
        check("l´x", "l´x");
    }

    #[test]
    fn tex_is_told_by_what_it_says() {
        for program in ["TeX", "pdfTeX-1.40.21", "XeTeX output", "dvips(k) 5.98"] {
            assert!(are_apart(program), "{program}");
        }
        for program in ["Microsoft Word", "Writer", ""] {
            assert!(!are_apart(program), "{program}");
        }
    }
}
