//! Slides, hidden ones among them, each with its notes.

use super::{Package, flow, is_xml};
use crate::formats::xml::{Node, walk};
use crate::reading::{Mark, Why};

/// Reads the slides, in the order of their numbers.
pub(super) fn read(package: &mut Package<'_, '_, '_>) -> Result<(), Why> {
    for number in package.unread(|name| name.starts_with("ppt/slides/") && is_xml(name)) {
        let Some(slide) = package.numbered(number) else { continue };
        let mark = if is_hidden(&slide) { Mark::Hidden } else { Mark::Body };
        let flowed = flow::read(&slide, mark, package.scribe);
        package.carry_on(flowed)?;
    }
    Ok(())
}

/// The first element says it (`show`, ECMA-376 part 1, §19.3.1.38).
fn is_hidden(slide: &[u8]) -> bool {
    let mut is_hidden = false;
    let _ = walk(slide, |node| match node {
        Node::Open(element) => {
            is_hidden = element.attribute("show").is_some() && !element.is_on("show");
            Err(Why::NoText)
        }
        _ => Ok(()),
    });
    is_hidden
}
