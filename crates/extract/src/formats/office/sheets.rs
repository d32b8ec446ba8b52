//! Worksheets (SpreadsheetML): a row a line, a tab between cells, formulas beside them.

use super::strings::Strings;
use super::styles::Styles;
use super::{Package, is_xml, relations};
use crate::formats::xml::{Element, Node, walk};
use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// What the workbook says of a sheet.
struct Listed {
    name: String,
    is_hidden: bool,
    part: Option<String>,
}

/// Reads all sheets, those that the workbook does not list included.
pub(super) fn read(package: &mut Package<'_, '_, '_>) -> Result<(), Why> {
    let (listed, begins_1904) = workbook(package);
    let mut cells = Cells { begins_1904, ..Cells::default() };
    if let Some(xml) = package.part("xl/sharedStrings.xml") {
        let (strings, read) = Strings::read(&xml);
        cells.strings = strings;
        package.note(read);
    }
    cells.styles = package.part("xl/styles.xml").map(|xml| Styles::read(&xml)).unwrap_or_default();
    for sheet in listed {
        cells.mark = if sheet.is_hidden { Mark::Hidden } else { Mark::Body };
        package.scribe.line(cells.mark, &sheet.name)?;
        if let Some(xml) = sheet.part.and_then(|part| package.fresh_part(&part)) {
            let read = cells.read(&xml, package.scribe);
            package.carry_on(read)?;
        }
    }
    cells.mark = Mark::Aside;
    for number in package.unread(|name| name.starts_with("xl/worksheets/") && is_xml(name)) {
        if let Some(xml) = package.numbered(number) {
            let read = cells.read(&xml, package.scribe);
            package.carry_on(read)?;
        }
    }
    cells.strings.read_unused(package.scribe)
}

fn workbook(package: &mut Package<'_, '_, '_>) -> (Vec<Listed>, bool) {
    let (mut listed, mut begins_1904) = (Vec::new(), false);
    let Some(xml) = package.part("xl/workbook.xml") else { return (listed, begins_1904) };
    let parts = relations::of(package, "xl/workbook.xml");
    let read = walk(&xml, |node| {
        match node {
            Node::Open(element) if element.name() == "workbookPr" => begins_1904 = element.is_on("date1904"),
            Node::Open(element) if element.name() == "sheet" => listed.push(Listed {
                name: element.attribute("name").unwrap_or_default(),
                is_hidden: element.attribute("state").is_some_and(|state| state != "visible"),
                part: element.attribute("id").and_then(|id| parts.get(&id).cloned()),
            }),
            _ => {}
        }
        Ok(())
    });
    package.note(read);
    (listed, begins_1904)
}

/// What is needed to read a cell.
#[derive(Default)]
struct Cells {
    strings: Strings,
    styles: Styles,
    begins_1904: bool,
    mark: Mark,
}

/// The cell being read.
#[derive(Default)]
struct Cell {
    kind: String,
    style: Option<String>,
    value: String,
    formula: String,
}

impl Cells {
    fn read(&mut self, xml: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
        let mut cell = None;
        // The element whose text is being read.
        let mut inside = String::new();
        walk(xml, |node| match node {
            Node::Open(element) => {
                match element.name() {
                    "c" => cell = Some(Cell::of(&element)),
                    name => name.clone_into(&mut inside),
                }
                Ok(())
            }
            Node::Text(text) => self.text(&text, &inside, cell.as_mut(), scribe),
            Node::Close("c") => self.show(cell.take().unwrap_or_default(), scribe),
            Node::Close("row") => scribe.write(self.mark, "\n"),
            Node::Close(_) => {
                inside.clear();
                Ok(())
            }
        })
    }

    fn text(
        &self,
        text: &str,
        inside: &str,
        cell: Option<&mut Cell>,
        scribe: &mut Scribe<'_>,
    ) -> Result<(), Why> {
        match (inside, cell) {
            ("v" | "t", Some(cell)) => cell.value.push_str(text),
            ("f", Some(cell)) => cell.formula.push_str(text),
            (
                "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter",
                None,
            ) => {
                scribe.line(Mark::HeaderFooter, text)?;
            }
            // Conditions, validations: words of a person as well.
            (_, None) if !text.trim().is_empty() => scribe.line(Mark::Aside, text)?,
            _ => {}
        }
        Ok(())
    }

    fn show(&mut self, cell: Cell, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        let mark = self.mark;
        match cell.kind.as_str() {
            "s" => scribe.write(mark, self.strings.at(&cell.value).unwrap_or_default())?,
            "b" => scribe.write(mark, if cell.value.trim() == "1" { "TRUE" } else { "FALSE" })?,
            "" | "n" => {
                let date = self.styles.date(cell.style.as_deref(), &cell.value, self.begins_1904);
                scribe.write(mark, &date.unwrap_or(cell.value))?;
            }
            _ => scribe.write(mark, &cell.value)?,
        }
        scribe.write(mark, "\t")?;
        if cell.formula.is_empty() { Ok(()) } else { scribe.line(Mark::Formula, &cell.formula) }
    }
}

impl Cell {
    fn of(element: &Element<'_>) -> Self {
        let kind = element.attribute("t").unwrap_or_default();
        Self { kind, style: element.attribute("s"), ..Self::default() }
    }
}
