//! MH folders: a number for each message, and `.mh_sequences` for their marks.

use std::collections::HashMap;

use greffe_terms::Flags;

/// The name of the file with the marks.
pub(crate) const SEQUENCES: &str = ".mh_sequences";
/// Ranges are expanded up to so many numbers in one file.
const MAX_NUMBERS: usize = 1_000_000;

/// The marks of one MH folder.
#[derive(Debug, Default)]
pub(crate) struct Sequences {
    members: HashMap<u32, Flags>,
    tells_unseen: bool,
    /// Numbers expanded so far: ranges are short to write and long to follow.
    expanded: usize,
}

impl Sequences {
    /// Reads `.mh_sequences`: `unseen: 3 7-9`. Other sequences than those with a
    /// meaning for greffe are left out.
    pub(crate) fn parse(text: &[u8]) -> Self {
        let mut sequences = Sequences::default();
        for line in String::from_utf8_lossy(text).lines() {
            let Some((name, numbers)) = line.split_once(':') else { continue };
            sequences.add(name.trim(), numbers);
        }
        sequences
    }

    /// Returns the marks of the message with this file name.
    ///
    /// Where a sequence `unseen` is told, what is not in it has been seen.
    pub(crate) fn flags(&self, name: &str) -> Flags {
        let number = name.parse::<u32>().ok();
        let marks = number.and_then(|number| self.members.get(&number)).copied().unwrap_or_default();
        // While reading, `seen` stands for membership of `unseen`.
        Flags { seen: self.tells_unseen && !marks.seen, ..marks }
    }

    fn add(&mut self, name: &str, numbers: &str) {
        let mark: fn(&mut Flags) = match name {
            "unseen" => |flags| flags.seen = true,
            "flagged" => |flags| flags.flagged = true,
            "replied" | "answered" => |flags| flags.answered = true,
            "forwarded" => |flags| flags.passed = true,
            "draft" => |flags| flags.draft = true,
            "deleted" => |flags| flags.deleted = true,
            _ => return,
        };
        self.tells_unseen |= name == "unseen";
        for range in numbers.split_ascii_whitespace() {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) else { continue };
            for number in (first..=last).take(MAX_NUMBERS.saturating_sub(self.expanded)) {
                mark(self.members.entry(number).or_default());
                self.expanded += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_mark_messages() {
        let sequences =
            Sequences::parse(b"cur: 2\nunseen: 3 7-9\nflagged: 8\nreplied: 1\nbad\nflagged: x-y\n");
        let check = |name: &str, expect: Flags| assert_eq!(sequences.flags(name), expect, "{name}");
        check("1", Flags { seen: true, answered: true, ..Flags::default() });
        check("3", Flags::default());
        check("8", Flags { flagged: true, ..Flags::default() });
        check("10", Flags { seen: true, ..Flags::default() });
    }

    #[test]
    fn without_unseen_nothing_is_said_and_ranges_are_bounded() {
        assert_eq!(Sequences::parse(b"cur: 1\n").flags("1"), Flags::default());
        let sequences = Sequences::parse(b"flagged: 1-4294967295\nunseen: 1-4294967295\n");
        assert!(sequences.members.len() <= MAX_NUMBERS);
    }
}
