//! One spelling for all spellings of a word: case, accents, widths, ligatures
//! and invisible characters folded away.
//!
//! Search, highlights and detection all compare text folded here, so that what
//! one finds the others find. Folding works on one character with its marks at
//! a time; that is what lets [`Folded`] lead back to the original.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::eights::HIGH_BITS;

/// Folds `text`: NFKC, lower case, no accents, no soft hyphens or zero-width
/// characters, `œ` as `oe`, `ß` as `ss`, `’` as `'`.
///
/// Borrows when nothing changes. `fold(fold(x)) == fold(x)`.
pub fn fold(text: &str) -> Cow<'_, str> {
    let same = folded_prefix(text.as_bytes());
    if same == text.len() {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len() + 8);
    fold_onto(text, &mut folded);
    Cow::Owned(folded)
}

/// Adds `text`, folded, to what stands in `folded`.
pub fn fold_onto(text: &str, folded: &mut String) {
    for_each_piece(text, |piece| piece.fold_into(folded));
}

/// Folded text that knows where each octet came from.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    text: String,
    /// For each piece, where it starts in the folded text and in the original;
    /// in pieces of ASCII both go on octet by octet.
    starts: Vec<(usize, usize, Step)>,
    original_len: usize,
}

/// How a piece of the folded text maps to the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    ByOctet,
    Whole,
}

impl Folded {
    /// Folds `text` as [`fold`] does.
    pub fn new(text: &str) -> Self {
        let mut folded = Self { original_len: text.len(), ..Self::default() };
        let mut original = 0;
        for_each_piece(text, |piece| {
            let step = if matches!(piece, Piece::Ascii(_)) { Step::ByOctet } else { Step::Whole };
            folded.starts.push((folded.text.len(), original, step));
            piece.fold_into(&mut folded.text);
            original += piece.as_str().len();
        });
        folded
    }

    /// Returns the folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the octets of the original that `range` of the folded text came
    /// from, on character borders; the end is not included. A range that ends
    /// within a character's folding takes in the whole character.
    pub fn original_range(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let at = self.original_start(range.start);
            return at..at;
        }
        let start = self.original_start(range.start);
        start..self.original_end(range.end).max(start)
    }

    fn original_start(&self, at: usize) -> usize {
        // Of pieces that fold to nothing, the last is passed over.
        let piece = self.starts.partition_point(|&(folded, ..)| folded <= at);
        match piece.checked_sub(1).and_then(|piece| self.starts.get(piece)) {
            Some(&(folded, original, Step::ByOctet)) => (original + at - folded).min(self.original_len),
            Some(&(_, original, Step::Whole)) if at < self.text.len() => original,
            _ => self.original_len,
        }
    }

    fn original_end(&self, at: usize) -> usize {
        let next = self.starts.partition_point(|&(folded, ..)| folded < at);
        match next.checked_sub(1).and_then(|piece| self.starts.get(piece)) {
            Some(&(folded, original, Step::ByOctet)) => (original + at - folded).min(self.original_len),
            Some(_) => self.starts.get(next).map_or(self.original_len, |&(_, original, _)| original),
            None => 0,
        }
    }
}

/// What is folded at once.
#[derive(Clone, Copy)]
enum Piece<'a> {
    /// ASCII only, and no combining mark follows that would matter.
    Ascii(&'a str),
    /// One character above ASCII and the marks on it.
    Cluster(&'a str),
}

impl<'a> Piece<'a> {
    fn as_str(self) -> &'a str {
        match self {
            Piece::Ascii(text) | Piece::Cluster(text) => text,
        }
    }

    fn fold_into(self, folded: &mut String) {
        match self {
            Piece::Ascii(text) => {
                let start = folded.len();
                folded.push_str(text);
                folded[start..].make_ascii_lowercase();
            }
            Piece::Cluster(cluster) => match usual(cluster) {
                Some(letters) => folded.push_str(letters),
                None => fold_cluster(cluster, folded),
            },
        }
    }
}

fn for_each_piece<'a>(text: &'a str, mut take: impl FnMut(Piece<'a>)) {
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = ascii_prefix(rest.as_bytes());
        let (piece, after) = rest.split_at(ascii);
        if !piece.is_empty() {
            take(Piece::Ascii(piece));
        }
        if after.is_empty() {
            return;
        }
        let (cluster, after) = after.split_at(cluster_len(after));
        take(Piece::Cluster(cluster));
        rest = after;
    }
}

/// Counts the leading octets that folding leaves as they are.
fn folded_prefix(octets: &[u8]) -> usize {
    prefix(octets, |byte| byte < 0x80 && !byte.is_ascii_uppercase())
}

/// Counts the leading octets of ASCII, eight at a time: in French, runs of it are short.
fn ascii_prefix(octets: &[u8]) -> usize {
    let (eights, rest) = octets.as_chunks();
    for (nth, eight) in eights.iter().enumerate() {
        let high = u64::from_le_bytes(*eight) & HIGH_BITS;
        if high != 0 {
            return 8 * nth + (high.trailing_zeros() / 8) as usize;
        }
    }
    octets.len() - rest.len() + rest.iter().take_while(|byte| byte.is_ascii()).count()
}

/// In blocks without an early exit, which the compiler turns to wide instructions.
#[inline(always)]
fn prefix(octets: &[u8], holds: impl Fn(u8) -> bool) -> usize {
    let mut passed = 0;
    for block in octets.chunks_exact(64) {
        if !block.iter().fold(true, |all, &byte| all & holds(byte)) {
            break;
        }
        passed += block.len();
    }
    passed + octets[passed..].iter().take_while(|&&byte| holds(byte)).count()
}

/// Returns the length of the first character and of what joins it: marks, and
/// the vowels and finals of decomposed Hangul.
fn cluster_len(text: &str) -> usize {
    // Letters of Latin-1: no mark begins with an octet below 0xCC.
    if let [0xC3, _] | [0xC3, _, 0..=0xCB, ..] = text.as_bytes() {
        return 2;
    }
    let mut chars = text.char_indices();
    chars.next();
    let joins = |char: char| !char.is_ascii() && (is_combining_mark(char) || is_hangul_tail(char));
    chars.find(|&(_, char)| !joins(char)).map_or(text.len(), |(at, _)| at)
}

fn is_hangul_tail(char: char) -> bool {
    matches!(char, '\u{1160}'..='\u{11FF}')
}

/// The letters of French and its neighbours and what they are set with, which are nearly
/// all of the characters above ASCII that archives hold, from a table.
fn usual(cluster: &str) -> Option<&'static str> {
    const LETTERS: [&str; 64] = [
        "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", //
        "d", "n", "o", "o", "o", "o", "o", "×", "o", "u", "u", "u", "u", "y", "th", "ss", //
        "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", //
        "d", "n", "o", "o", "o", "o", "o", "÷", "o", "u", "u", "u", "u", "y", "th", "y",
    ];
    match *cluster.as_bytes() {
        [0xC3, low] => LETTERS.get(usize::from(low & 0x3F)).copied(),
        [0xC2, 0xA0] => Some(" "),
        [0xC2, 0xAB] => Some("«"),
        [0xC2, 0xBB] => Some("»"),
        [0xC5, 0x92 | 0x93] => Some("oe"),
        [0xE2, 0x80, 0x93] => Some("–"),
        [0xE2, 0x80, 0x98 | 0x99] => Some("'"),
        [0xE2, 0x82, 0xAC] => Some("€"),
        _ => None,
    }
}

fn fold_cluster(cluster: &str, folded: &mut String) {
    let kept = cluster.nfkd().filter(|&char| !is_dropped(char));
    let lower = kept.flat_map(char::to_lowercase).filter(|&char| !is_dropped(char));
    let mut spelled = String::with_capacity(cluster.len());
    lower.for_each(|char| push_spelled(char, &mut spelled));
    folded.extend(spelled.nfc());
}

/// Accents of Latin, Greek and Cyrillic, the vowel points of Hebrew and Arabic,
/// and what is not seen. Marks that make another letter (Indic, kana) stay.
fn is_dropped(char: char) -> bool {
    matches!(char,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{AD}' | '\u{61C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E01EF}')
}

/// Letters that decomposition leaves whole.
fn push_spelled(char: char, spelled: &mut String) {
    match char {
        'œ' => spelled.push_str("oe"),
        'æ' => spelled.push_str("ae"),
        'ß' => spelled.push_str("ss"),
        'þ' => spelled.push_str("th"),
        'ø' => spelled.push('o'),
        'đ' | 'ð' => spelled.push('d'),
        'ħ' => spelled.push('h'),
        'ı' => spelled.push('i'),
        'ł' => spelled.push('l'),
        'ŧ' => spelled.push('t'),
        'ς' => spelled.push('σ'),
        '‘' | '’' | 'ʼ' => spelled.push('\''),
        other => spelled.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_become_one() {
        let check = |text: &str, expect: &str| {
            assert_eq!(fold(text), expect, "{text:?}");
            assert_eq!(Folded::new(text).text(), expect, "{text:?}");
        };
        check("plain", "plain");
        check("RÉUNION du Bureau", "reunion du bureau");
        check("re\u{301}union", "reunion");
        check("cœur Œuvre Æsop straße STRASSE ẞ", "coeur oeuvre aesop strasse strasse ss");
        check("ﬁn ＡＢＣ ½", "fin abc 1⁄2");
        check("rend\u{AD}ez-\u{200B}vous\u{FEFF}", "rendez-vous");
        check("l’été", "l'ete");
        check("İstanbul ISTANBUL ıstanbul", "istanbul istanbul istanbul");
        check("ΟΔΌΣ οδός", "οδοσ οδοσ");
        check("Ёлка", "елка");
        check("が か\u{3099}", "が が");
        check("한국 \u{1112}\u{1161}\u{11AB}국", "한국 한국");
        check("a\u{A0}b", "a b");
        check("Łódź đ ø", "lodz d o");
        check("\u{301}", "");
        check("", "");
    }

    #[test]
    fn the_table_says_what_the_long_way_says() {
        for char in '\u{80}'..='\u{FFFF}' {
            let mut long = String::new();
            fold_cluster(char.encode_utf8(&mut [0; 4]), &mut long);
            let short = usual(char.encode_utf8(&mut [0; 4]));
            assert_eq!(short.unwrap_or(&long), long, "{char}");
            assert!(short.is_some() || !('\u{C0}'..='\u{FF}').contains(&char), "{char}");
        }
    }

    #[test]
    fn unchanged_text_is_borrowed() {
        assert!(matches!(fold("nothing to do here, 100 %"), Cow::Borrowed(_)));
        assert!(matches!(fold("Something"), Cow::Owned(_)));
    }

    #[test]
    fn a_folded_range_leads_back() {
        let check = |text: &str, needle: &str, expect: &str| {
            let folded = Folded::new(text);
            let at = folded.text().find(needle).expect("the needle is there");
            assert_eq!(&text[folded.original_range(at..at + needle.len())], expect, "{text:?} {needle:?}");
        };
        check("La RÉUNION du bureau", "reunion", "RÉUNION");
        check("la re\u{301}union", "reunion", "re\u{301}union");
        check("le cœur net", "coeur", "cœur");
        check("le cœur net", "co", "cœ");
        check("le cœur net", "net", "net");
        check("ren\u{AD}dez", "rendez", "ren\u{AD}dez");
        check("x\u{200B} y", "y", "y");
        check("한국어", "국", "국");
        check("é", "e", "é");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text).into_owned();
            prop_assert_eq!(&fold(&once), &once);
        }

        #[test]
        fn any_range_leads_to_character_borders(text in "([a-zA-Z]|é|œ|e\u{301}|\u{AD}|한|ﬁ|\\PC){0,20}", a in 0_usize..60, b in 0_usize..60) {
            let folded = Folded::new(&text);
            prop_assert_eq!(folded.text(), &fold(&text));
            let (a, b) = (a.min(b), a.max(b));
            let range = folded.original_range(a..b.min(folded.text().len()).max(a));
            prop_assert!(text.get(range).is_some());
        }

        #[test]
        fn the_whole_leads_back_to_the_whole(text in "[a-zé\u{301}œ한]{1,20}") {
            let folded = Folded::new(&text);
            let range = folded.original_range(0..folded.text().len());
            prop_assert_eq!(fold(&text[range]), fold(&text));
        }
    }
}
