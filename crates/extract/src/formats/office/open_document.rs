//! OpenDocument: one `content.xml` for the text, `styles.xml` for headers and footers.

use std::collections::HashSet;

use super::{Package, properties};
use crate::formats::xml::{Element, Node, walk};
use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// Reads everything.
pub(super) fn read(package: &mut Package<'_, '_, '_>) -> Result<(), Why> {
    if let Some(manifest) = package.part("META-INF/manifest.xml")
        && is_encrypted(&manifest)
    {
        return Err(Why::Encrypted);
    }
    if let Some(meta) = package.part("meta.xml") {
        let read = properties::read_open_document(&meta, &mut package.scribe.metadata);
        package.note(read);
    }
    package.zip.find("content.xml").ok_or(Why::Damaged)?;
    for (name, mark) in [("content.xml", Mark::Body), ("styles.xml", Mark::HeaderFooter)] {
        let Some(xml) = package.part(name) else { continue };
        let read = Text::at(mark).read(&xml, package.scribe);
        package.carry_on(read)?;
    }
    // Charts and formulas are documents of their own inside.
    for number in package.unread(|name| name.ends_with("/content.xml")) {
        let Some(xml) = package.numbered(number) else { continue };
        let read = Text::at(Mark::Aside).read(&xml, package.scribe);
        package.carry_on(read)?;
    }
    Ok(())
}

fn is_encrypted(manifest: &[u8]) -> bool {
    let mut is_encrypted = false;
    let _ = walk(manifest, |node| {
        if let Node::Open(element) = node {
            is_encrypted = is_encrypted || element.name() == "encryption-data";
        }
        Ok(())
    });
    is_encrypted
}

/// Where in the document a walk is.
struct Text {
    /// The mark of the part, then of each element that changes it, with its depth.
    marks: Vec<(usize, Mark)>,
    depth: usize,
    /// Open elements of paragraphs: outside of these, text is layout.
    paragraphs: usize,
    /// The style being defined.
    style: String,
    /// Styles of tables and slides that are not shown.
    hiding: HashSet<String>,
}

impl Text {
    fn at(mark: Mark) -> Self {
        let (style, hiding) = (String::new(), HashSet::new());
        Self { marks: vec![(0, mark)], depth: 0, paragraphs: 0, style, hiding }
    }

    fn read(mut self, xml: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
        walk(xml, |node| match node {
            Node::Open(element) => self.open(&element, scribe),
            Node::Close(name) => self.close(name, scribe),
            Node::Text(text) if self.paragraphs > 0 => scribe.write(self.mark(), &text),
            Node::Text(_) => Ok(()),
        })
    }

    fn open(&mut self, element: &Element<'_>, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        self.depth += 1;
        if let Some(mark) = self.mark_of(element) {
            // Slides are made of text boxes: what hides them says more.
            let mark = if self.mark() == Mark::Hidden { Mark::Hidden } else { mark };
            self.marks.push((self.depth, mark));
        }
        match element.name() {
            "p" | "h" => self.paragraphs += 1,
            "s" => {
                let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                scribe.write(self.mark(), &" ".repeat(usize::min(count, 100)))?;
            }
            "style" => self.style = element.attribute("name").unwrap_or_default(),
            "table-properties" if element.attribute("display").is_some_and(|shown| shown == "false") => {
                self.hiding.insert(self.style.clone());
            }
            "drawing-page-properties"
                if element.attribute("visibility").is_some_and(|seen| seen == "hidden") =>
            {
                self.hiding.insert(self.style.clone());
            }
            "table" => {
                let name = element.attribute("name").unwrap_or_default();
                scribe.line(self.mark(), &name)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        match name {
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                scribe.write(self.mark(), "\n")?;
            }
            "line-break" => scribe.write(self.mark(), "\n")?,
            "tab" => scribe.write(self.mark(), "\t")?,
            _ => {}
        }
        if self.marks.last().is_some_and(|(depth, _)| *depth >= self.depth && *depth > 0) {
            self.marks.pop();
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    fn mark_of(&self, element: &Element<'_>) -> Option<Mark> {
        Some(match element.name() {
            "annotation" => Mark::Comment,
            "deletion" => Mark::Deleted,
            "text-box" => Mark::TextBox,
            "notes" | "note" => Mark::Notes,
            "header" | "footer" => Mark::HeaderFooter,
            "hidden-text" | "hidden-paragraph" => Mark::Hidden,
            "table" | "page" => {
                let style = element.attribute("style-name")?;
                return self.hiding.contains(&style).then_some(Mark::Hidden);
            }
            _ => return None,
        })
    }

    fn mark(&self) -> Mark {
        self.marks.last().map(|(_, mark)| *mark).unwrap_or_default()
    }
}
