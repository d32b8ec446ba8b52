//! Flowing text: WordprocessingML, DrawingML, and any XML part like them.

use crate::formats::xml::{Element, Node, walk};
use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// Reads a part, which stands at `mark` unless its elements say otherwise.
pub(super) fn read(xml: &[u8], mark: Mark, scribe: &mut Scribe<'_>) -> Result<(), Why> {
    let mut flow = Flow { marks: vec![mark], ..Flow::default() };
    walk(xml, |node| match node {
        Node::Open(element) => flow.open(&element, scribe),
        Node::Close(name) => flow.close(name, scribe),
        Node::Text(text) => flow.text(&text, scribe),
    })
}

/// Where in the part a walk is.
#[derive(Default)]
struct Flow {
    /// The mark of the part, then of each element that changes it.
    marks: Vec<Mark>,
    /// Elements that are open.
    depth: usize,
    /// Depths at which the marks began; one shorter than them.
    begun: Vec<usize>,
    /// How deep, inside of what an alternative repeats.
    fallback: usize,
    in_run: bool,
    is_vanished: bool,
    /// Spaces between `<w:t>` mean something, those between other elements do not.
    in_text: bool,
    /// Text was read directly inside the present element.
    has_said: bool,
}

impl Flow {
    fn open(&mut self, element: &Element<'_>, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        self.depth += 1;
        self.has_said = false;
        let name = element.name();
        if name == "Fallback" || self.fallback > 0 {
            self.fallback += 1;
            return Ok(());
        }
        if let Some(mark) = mark_of(name) {
            self.marks.push(mark);
            self.begun.push(self.depth);
        }
        match name {
            "t" | "delText" => self.in_text = true,
            "r" => (self.in_run, self.is_vanished) = (true, false),
            "vanish" if self.in_run => {
                self.is_vanished = element.attribute("val").is_none_or(|_| element.is_on("val"))
            }
            // Alternative texts and names that a person gave to a picture.
            "docPr" | "cNvPr" => {
                for said in ["descr", "title"].iter().filter_map(|name| element.attribute(name)) {
                    scribe.line(Mark::Aside, &said)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        self.depth = self.depth.saturating_sub(1);
        if self.fallback > 0 {
            self.fallback -= 1;
            return Ok(());
        }
        match name {
            "p" | "br" | "cr" | "tr" => scribe.write(self.mark(), "\n")?,
            "tab" | "tc" | "ptab" => scribe.write(self.mark(), "\t")?,
            "noBreakHyphen" => scribe.write(self.mark(), "\u{2011}")?,
            "t" | "delText" => self.in_text = false,
            "r" => (self.in_run, self.is_vanished) = (false, false),
            _ if self.has_said => scribe.write(self.mark(), "\n")?,
            _ => {}
        }
        self.has_said = false;
        if self.begun.last().is_some_and(|begun| *begun > self.depth) {
            self.begun.pop();
            self.marks.pop();
        }
        Ok(())
    }

    fn text(&mut self, text: &str, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        if self.fallback > 0 || !self.in_text && text.trim().is_empty() {
            return Ok(());
        }
        self.has_said = !self.in_text;
        scribe.write(self.mark(), text)
    }

    fn mark(&self) -> Mark {
        match self.marks.last().copied().unwrap_or_default() {
            Mark::Body if self.is_vanished => Mark::Hidden,
            mark => mark,
        }
    }
}

/// Elements whose text stands elsewhere than the text around.
fn mark_of(name: &str) -> Option<Mark> {
    Some(match name {
        "del" | "moveFrom" | "delText" => Mark::Deleted,
        "txbxContent" => Mark::TextBox,
        "comment" | "cm" => Mark::Comment,
        "instrText" | "delInstrText" => Mark::Aside,
        "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
            Mark::HeaderFooter
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::testing::{read_with, text_at};

    fn check(xml: &str, mark: Mark, expect: &str) {
        let (pieces, _, stopped) = read_with(|scribe| read(xml.as_bytes(), Mark::Body, scribe));
        assert_eq!((text_at(&pieces, mark).trim(), stopped), (expect, None), "{xml}");
    }

    #[test]
    fn words_that_are_cut_into_runs_stay_words() {
        let xml = "<d><p><r><t>re</t></r><r>\n <t>gion</t></r></p><p><r><t>two</t><tab/><t>x</t></r></p></d>";
        check(xml, Mark::Body, "region\ntwo\tx");
        check("<c><v>1</v>\n<v>2</v></c>", Mark::Body, "1\n2");
    }

    #[test]
    fn what_stands_elsewhere_is_marked() {
        let xml = "<p><r><t>a</t></r><del><r><delText>gone</delText></r></del>\
                   <r><rPr><vanish/></rPr><t>unseen</t></r><r><rPr><vanish val='0'/></rPr><t>b</t></r>\
                   <AlternateContent><Choice><txbxContent><p><r><t>box</t></r></p></txbxContent></Choice>\
                   <Fallback><txbxContent><p><r><t>box</t></r></p></txbxContent></Fallback></AlternateContent>\
                   <docPr descr='a plan of the port'/></p>";
        check(xml, Mark::Body, "ab");
        check(xml, Mark::Deleted, "gone");
        check(xml, Mark::Hidden, "unseen");
        check(xml, Mark::TextBox, "box");
        check(xml, Mark::Aside, "a plan of the port");
    }
}
