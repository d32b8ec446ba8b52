//! What documents say of themselves: `docProps` and `meta.xml`.

use super::Package;
use crate::formats::xml::{Node, walk};
use crate::reading::{Metadata, Why};
use crate::worker::claim;

/// Reads the core and the application's properties (ECMA-376 part 2, §8; part 1, §22.2).
pub(super) fn read_open_xml(package: &mut Package<'_, '_, '_>) {
    for name in ["docProps/core.xml", "docProps/app.xml"] {
        let Some(part) = package.part(name) else { continue };
        let read = fields(&part, |name, value| open_xml(&mut package.scribe.metadata, name, value));
        package.note(read);
    }
}

fn open_xml(metadata: &mut Metadata, name: &str, value: &str) {
    let field = match name {
        "title" => &mut metadata.title,
        "creator" => &mut metadata.author,
        "lastModifiedBy" => &mut metadata.last_saved_by,
        "created" => &mut metadata.created,
        "modified" => &mut metadata.modified,
        "Application" => &mut metadata.software,
        "AppVersion" => return with_version(&mut metadata.software, value),
        "Company" => &mut metadata.company,
        "Template" => &mut metadata.template,
        _ => return,
    };
    *field = claim(value).or(field.take());
}

fn with_version(software: &mut Option<String>, version: &str) {
    if let Some(name) = software {
        *software = claim(&format!("{name} {version}"));
    }
}

/// Reads `office:meta` (OpenDocument 1.3 part 3, §4.3).
///
/// # Errors
/// `Damaged`.
pub(super) fn read_open_document(meta: &[u8], metadata: &mut Metadata) -> Result<(), Why> {
    fields(meta, |name, value| {
        let field = match name {
            "title" => &mut metadata.title,
            "initial-creator" => &mut metadata.author,
            "creator" => &mut metadata.last_saved_by,
            "creation-date" => &mut metadata.created,
            "date" => &mut metadata.modified,
            "generator" => &mut metadata.software,
            "template" => &mut metadata.template,
            _ => return,
        };
        *field = claim(value).or(field.take());
    })
}

/// Calls `take` with each element's name and its direct text, or its `title` attribute.
fn fields(xml: &[u8], mut take: impl FnMut(&str, &str)) -> Result<(), Why> {
    let mut text = String::new();
    walk(xml, |node| {
        match node {
            Node::Open(element) => text = element.attribute("title").unwrap_or_default(),
            Node::Text(more) if text.len() < 4096 => text.push_str(&more),
            Node::Text(_) => {}
            Node::Close(name) => {
                take(name, text.trim());
                text.clear();
            }
        }
        Ok(())
    })
}
