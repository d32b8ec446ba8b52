//! Relationships: which part stands behind an id (ECMA-376 part 2, §6.5).

use std::collections::HashMap;

use super::Package;
use crate::formats::xml::{Node, walk};

/// Returns the parts that `part` refers to, by relationship id.
pub(super) fn of(package: &mut Package<'_, '_, '_>, part: &str) -> HashMap<String, String> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let mut targets = HashMap::new();
    let Some(xml) = package.part(&format!("{folder}/_rels/{name}.rels")) else { return targets };
    let read = walk(&xml, |node| {
        if let Node::Open(element) = node
            && let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
        {
            targets.insert(id, resolved(folder, &target));
        }
        Ok(())
    });
    package.note(read);
    targets
}

/// Targets are relative to the folder of the part that names them.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn targets_are_relative_to_their_folder() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "../../../etc"), "etc");
    }
}
