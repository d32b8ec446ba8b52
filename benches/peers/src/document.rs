//! `docs/measures.md`: one section a measurement, replaced when it is made again.

use std::fs;
use std::path::Path;

use crate::error::PeersError;

const OPENING: &str = "\
# Measures

Written by `benches/peers` (`cargo run --release -- all` there, and `attachments`): greffe beside notmuch and mu, each
alone, in one run, on the same messages; its verifier beside mail-auth, viadkim and dkimpy. notmuch and mu index mail that stays where it is; greffe also keeps its own checked copy of it.
CPU is user and system time of every thread; memory is the peak of resident memory, and of what no file stands behind.
";

/// A part of the document.
pub(crate) struct Section {
    /// Tells it from the others, and stays the same from run to run.
    pub(crate) name: String,
    /// Markdown.
    pub(crate) text: String,
}

/// Puts a section into the document, in place of its last edition.
pub(crate) fn put(repository: &Path, section: &Section) -> Result<(), PeersError> {
    let folder = repository.join("docs");
    fs::create_dir_all(&folder).map_err(PeersError::at(&folder))?;
    let path = folder.join("measures.md");
    let before =
        if path.exists() { fs::read_to_string(&path).map_err(PeersError::at(&path))? } else { String::new() };
    fs::write(&path, replaced(&before, section)).map_err(PeersError::at(&path))
}

fn replaced(before: &str, section: &Section) -> String {
    let before = if before.is_empty() { OPENING } else { before };
    let (begin, end) =
        (format!("<!-- begin {} -->\n", section.name), format!("<!-- end {} -->\n", section.name));
    let new = format!("{begin}{}\n{end}", section.text.trim_end());
    let old = before.find(&begin).and_then(|from| Some(from..before.find(&end)? + end.len()));
    match old {
        Some(old) => {
            let (head, tail) = (&before[..old.start], &before[old.end..]);
            format!("{head}{new}{tail}")
        }
        None => format!("{}\n\n{new}", before.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_takes_the_place_of_its_last_edition() {
        let section = |name: &str, text: &str| Section { name: name.to_owned(), text: text.to_owned() };
        let first = replaced("", &section("one", "1\n"));
        let both = replaced(&first, &section("two", "2\n"));
        let again = replaced(&both, &section("one", "uno\n"));
        assert!(both.starts_with(OPENING.trim_end()));
        assert_eq!(again, both.replace("\n1\n", "\nuno\n"));
        assert!(again.ends_with("<!-- begin two -->\n2\n<!-- end two -->\n"));
    }
}
