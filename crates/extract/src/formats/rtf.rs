//! Rich Text Format (specification 1.9.1): text, where it stands, and the facts of `\info`.
//!
//! One pass, no tree. Destinations that are no text (fonts, pictures, objects)
//! are passed over; an unknown one that calls itself optional (`\*`) as well.

mod page;

use greffe_mapi::{RtfWord, RtfWords};
use page::Page;

use crate::reading::Why;
use crate::worker::Scribe;

/// Reads a document.
///
/// # Errors
/// `Damaged` if a group never ends: the file was cut.
pub(crate) fn read(bytes: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
    let mut page = Page::default();
    for word in RtfWords::new(bytes) {
        match word {
            RtfWord::Open => page.open(scribe)?,
            RtfWord::Close => page.close(scribe)?,
            RtfWord::Control(name, number) => page.word(name, number, scribe)?,
            RtfWord::Symbol(symbol) => page.symbol(symbol, scribe)?,
            RtfWord::Octet(octet) => page.octet(octet),
            RtfWord::Text(text) => page.text(text),
        }
        if page.is_over() {
            break;
        }
    }
    page.finish(scribe)?;
    if page.is_over() { Ok(()) } else { Err(Why::Damaged) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{read_with, text_at};
    use crate::reading::{Mark, Metadata};

    fn check(rtf: &str, expect: &str) {
        let (pieces, _, stopped) = read_with(|scribe| read(rtf.as_bytes(), scribe));
        assert_eq!(text_at(&pieces, Mark::Body).trim(), expect, "{rtf}");
        assert_eq!(stopped, None, "{rtf}");
    }

    #[test]
    fn text_is_read_and_the_rest_is_not() {
        check(r"{\rtf1\ansi Hello\par World}", "Hello\nWorld");
        check(r"{\rtf1\ansi r\'e9gion}", "région");
        check(r"{\rtf1\ansi\uc1 \u8364?uro}", "€uro");
        check(r"{\rtf1\ansi\uc2 \u233\'c3\'a9t\'e9}", "été");
        check(r"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8}", "При");
        check(r"{\rtf1{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset0 Times;}}\f0\'cf{\f1 \'e9}\'f0}", "Пéр");
        check(r"{\rtf1 {\fonttbl{\f0 Arial;}}{\*\unknown x}{\pict 00ff}a\{b\}\\c}", r"a{b}\c");
        check("{\\rtf1 {\\pict\\bin4 }}}}}after}", "after");
        check(r"{\rtf1 one\tab two\cell three\~four\endash}", "one\ttwo\tthree\u{a0}four–");
        check(r"{\rtf1 {\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}}", "shown");
        check(r"{\rtf1 \u-10179?\u-8704?}", "😀");
    }

    #[test]
    fn marks_and_facts_are_kept_apart() {
        let rtf = r"{\rtf1{\info{\title Plan}{\author Jeanne}{\operator Marc}{\company R\'e9gion}{\creatim\yr2017\mo3\dy9\hr8\min5}}
body{\footnote note}{\header top}{\*\annotation remark}{\deleted gone}{\v secret} end}";
        let (pieces, metadata, stopped) = read_with(|scribe| read(rtf.as_bytes(), scribe));
        let at = |mark| text_at(&pieces, mark).trim().to_owned();
        assert_eq!(at(Mark::Notes), "note");
        assert_eq!(at(Mark::HeaderFooter), "top");
        assert_eq!(at(Mark::Comment), "remark");
        assert_eq!(at(Mark::Deleted), "gone");
        assert_eq!(at(Mark::Hidden), "secret");
        assert!(at(Mark::Body).starts_with("body") && at(Mark::Body).ends_with("end"));
        let expect = Metadata {
            title: Some("Plan".into()),
            author: Some("Jeanne".into()),
            last_saved_by: Some("Marc".into()),
            company: Some("Région".into()),
            created: Some("2017-03-09T08:05:00".into()),
            ..Metadata::default()
        };
        assert_eq!((metadata, stopped), (expect, None));
    }

    #[test]
    fn what_was_cut_is_damaged_and_its_text_kept() {
        let (pieces, _, stopped) = read_with(|scribe| read(br"{\rtf1 half a", scribe));
        assert_eq!((text_at(&pieces, Mark::Body).trim(), stopped), ("half a", Some(Why::Damaged)));
    }

    proptest::proptest! {
        #[test]
        fn anything_ends(junk in r"[{}\\'*a-z0-9\-éx ]{0,400}") {
            read_with(|scribe| read(format!("{{\\rtf1 {junk}").as_bytes(), scribe));
        }
    }

    #[test]
    fn deep_groups_take_linear_time() {
        let deep = format!("{{\\rtf1 {}", "{a".repeat(1 << 20));
        let (pieces, _, stopped) = read_with(|scribe| read(deep.as_bytes(), scribe));
        assert_eq!((text_at(&pieces, Mark::Body).trim().len(), stopped), (1 << 20, Some(Why::Damaged)));
    }
}
