//! What stands beside the pages: forms that were filled in, and files that travel inside.
//!
//! Both are trees, and in a hostile file their branches lead anywhere, also back to the
//! root: so all steps of a document together are counted, not only its levels.

use hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};

use super::decoded;
use crate::formats::{Budget, Document, read_inside};
use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// Deeper trees of names and fields are no trees.
const MAX_DEPTH: u32 = 12;

/// Branches of all trees of a document; the largest of forms have a few thousand fields.
const MAX_STEPS: u32 = 20_000;

/// Reads forms and files of a document with this catalog.
///
/// # Errors
/// `TooLarge` where the trees have no end; what else stopped it.
pub(super) fn read(catalog: &Dict<'_>, scribe: &mut Scribe<'_>, budget: &mut Budget) -> Result<(), Why> {
    let mut walk = Walk { scribe, budget, steps: MAX_STEPS };
    if let Some(form) = catalog.get::<Dict<'_>>("AcroForm") {
        walk.fields(&form, "Fields", "", 0)?;
    }
    if let Some(names) = catalog.get::<Dict<'_>>("Names") {
        walk.files(&names.get::<Dict<'_>>("EmbeddedFiles").unwrap_or_default(), 0)?;
    }
    Ok(())
}

/// A walk through the trees of a document.
struct Walk<'a, 'p> {
    scribe: &'a mut Scribe<'p>,
    budget: &'a mut Budget,
    /// What is left.
    steps: u32,
}

impl Walk<'_, '_> {
    fn step(&mut self) -> Result<(), Why> {
        self.steps = self.steps.checked_sub(1).ok_or(Why::TooLarge)?;
        Ok(())
    }

    /// What was filled in, by field (§12.7).
    fn fields(&mut self, holder: &Dict<'_>, key: &str, above: &str, depth: u32) -> Result<(), Why> {
        if depth == MAX_DEPTH {
            return Ok(());
        }
        let fields = holder.get::<Array<'_>>(key).unwrap_or_default();
        for field in fields.iter::<Dict<'_>>() {
            self.step()?;
            let own = field.get::<PdfString<'_>>("T").map(|name| decoded(&name)).unwrap_or_default();
            let names = [above, own.as_str()].into_iter().filter(|name| !name.is_empty());
            let name = names.collect::<Vec<_>>().join(".");
            if let Some(value) = value(&field) {
                self.scribe.line(Mark::Aside, &format!("{name}: {value}"))?;
            }
            self.fields(&field, "Kids", &name, depth + 1)?;
        }
        Ok(())
    }

    /// Files that travel inside: a tree of names (§7.9.6), its leaves their descriptions.
    fn files(&mut self, node: &Dict<'_>, depth: u32) -> Result<(), Why> {
        if depth == MAX_DEPTH {
            return Ok(());
        }
        let kids = node.get::<Array<'_>>("Kids").unwrap_or_default();
        for kid in kids.iter::<Dict<'_>>() {
            self.step()?;
            self.files(&kid, depth + 1)?;
        }
        let names = node.get::<Array<'_>>("Names").unwrap_or_default();
        for description in names.iter::<Dict<'_>>() {
            self.step()?;
            self.file(&description)?;
        }
        Ok(())
    }

    fn file(&mut self, description: &Dict<'_>) -> Result<(), Why> {
        let named = ["UF", "F"].into_iter().find_map(|key| description.get::<PdfString<'_>>(key));
        let name = named.map(|name| decoded(&name)).unwrap_or_default();
        let held = description.get::<Dict<'_>>("EF").unwrap_or_default();
        let Some(stream) = ["UF", "F"].into_iter().find_map(|key| held.get::<Stream<'_>>(key)) else {
            return Ok(());
        };
        self.budget.take_entry()?;
        let (bytes, budget) = (stream.decoded_data(), &mut *self.budget);
        self.scribe.within(&name, |scribe| match bytes {
            Ok(bytes) => read_inside(Document { name: &name, content_type: "", bytes }, scribe, budget),
            Err(_) => ("", Some(Why::Damaged)),
        })
    }
}

/// What a field was filled with: a text, a state, or several choices.
fn value(field: &Dict<'_>) -> Option<String> {
    let text = field.get::<PdfString<'_>>("V").map(|value| decoded(&value));
    let state = || field.get::<Name<'_>>("V").map(|value| value.as_str().to_owned());
    let choices = || {
        let chosen = field.get::<Array<'_>>("V")?;
        Some(chosen.iter::<PdfString<'_>>().map(|choice| decoded(&choice)).collect::<Vec<_>>().join(", "))
    };
    text.or_else(state).or_else(choices)
}
