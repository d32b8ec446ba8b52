//! Which quoting an mbox has shown so far.

use crate::event::Quoting;

/// Evidence gathered from the beginning of one file.
#[derive(Debug, Default)]
pub(super) struct Dialect {
    one_level: bool,
    more_levels: bool,
    lengths_fit: bool,
    bare_inside_length: bool,
}

impl Dialect {
    /// A line begins with this many `>` and then `From `.
    pub(super) fn saw_quoted(&mut self, levels: usize) {
        self.one_level |= levels == 1;
        self.more_levels |= levels > 1;
    }

    /// A `From ` line; public-inbox signs its own, and quotes as mboxrd does.
    pub(super) fn saw_postmark(&mut self, line: &[u8]) {
        self.more_levels |= line.starts_with(b"From mboxrd@z ");
    }

    /// A Content-Length ended where the next `From ` line or the file says so too,
    /// and inside of it stood lines that begin with a bare `From `, or none.
    pub(super) fn saw_fitting_length(&mut self, has_bare_from: bool) {
        self.lengths_fit = true;
        self.bare_inside_length |= has_bare_from;
    }

    /// Returns what a reader may assume.
    pub(super) fn quoting(&self) -> Quoting {
        match self {
            Dialect { bare_inside_length: true, .. } => Quoting::Mboxcl2,
            Dialect { lengths_fit: true, .. } => Quoting::Mboxcl,
            Dialect { more_levels: true, .. } => Quoting::Mboxrd,
            Dialect { one_level: true, .. } => Quoting::Mboxo,
            _ => Quoting::Unknown,
        }
    }
}
