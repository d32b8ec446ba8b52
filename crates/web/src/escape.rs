//! What pages do to every value before they show it.

use std::fmt::{self, Write};

use askama::filters::{Escaper, Html};

/// Ends an isolate (PDI).
const END: char = '\u{2069}';

/// Says whether a character opens or closes a stretch of text with a direction of its own.
///
/// Embeddings, overrides, isolates and their ends (UAX #9, 2.1 to 2.5). The
/// marks LRM, RLM and ALM open nothing: honest mail keeps them.
pub(crate) fn turns_text(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Escapes for HTML, and leaves no value a way to turn round what stands around it.
///
/// `<bdi>` alone is none: browsers write its edges with the same characters, so one PDI
/// too many ends it. Embeddings and overrides are dropped; isolates stay, and are closed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page;

impl Escaper for Page {
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        let (mut rest, mut open) = (text, 0usize);
        while let Some((at, turning)) = rest.char_indices().find(|(_, character)| turns_text(*character)) {
            let (before, from) = rest.split_at(at);
            Html.write_escaped_str(&mut dest, before)?;
            rest = from.get(turning.len_utf8()..).unwrap_or_default();
            match turning {
                '\u{2066}'..='\u{2068}' => open += 1,
                END if open > 0 => open -= 1,
                _ => continue,
            }
            dest.write_char(turning)?;
        }
        Html.write_escaped_str(&mut dest, rest)?;
        (0..open).try_for_each(|_| dest.write_char(END))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let mut escaped = String::new();
        Page.write_escaped_str(&mut escaped, text).expect("a string can be written");
        assert_eq!(escaped, expect);
    }

    #[test]
    fn markup_is_text() {
        check("<b>\"a\" & 'b'</b> é", "&#60;b&#62;&#34;a&#34; &#38; &#39;b&#39;&#60;/b&#62; é");
    }

    #[test]
    fn no_value_turns_what_stands_around_it() {
        check("a\u{202e}b", "ab");
        check("\u{2069}\u{202e}<", "&#60;");
        check("\u{202b}שלום\u{202c}", "שלום");
        check("\u{2068}a\u{2069}\u{2069}b", "\u{2068}a\u{2069}b");
        check("\u{2067}a\u{2066}b", "\u{2067}a\u{2066}b\u{2069}\u{2069}");
        check("C++\u{200e} \u{200f}\u{61c}", "C++\u{200e} \u{200f}\u{61c}");
    }
}
