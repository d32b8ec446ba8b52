//! The document of all tables: one section a worker, replaced when it is judged again.

use std::fs;
use std::io;
use std::path::Path;

const OPENING: &str = "\
# What attachments say, judged

Written by `cargo bench -p greffe-extract --bench judging` (see `benches/judging`): files of Debian packages and of
other projects' tests, read as attachments are, behind all walls, and held against what others find in them. Words are
counted as often as they stand there; the order does not matter.
";

/// Puts the section of `worker` into the document at `path`, in place of its last edition.
pub(crate) fn put(path: &Path, worker: &str, text: &str) -> io::Result<()> {
    let before = fs::read_to_string(path).unwrap_or_else(|_| OPENING.to_owned());
    let (begin, end) = (format!("<!-- begin {worker} -->\n"), format!("<!-- end {worker} -->\n"));
    let new = format!("{begin}{}\n{end}", text.trim_end());
    let old = before.find(&begin).and_then(|from| Some((from, before.find(&end)? + end.len())));
    let after = match old.and_then(|(from, to)| Some((before.get(..from)?, before.get(to..)?))) {
        Some((head, tail)) => format!("{head}{new}{tail}"),
        None => format!("{}\n\n{new}", before.trim_end()),
    };
    fs::write(path, after)
}
