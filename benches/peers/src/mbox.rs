//! An mbox into a maildir, for the programs that read nothing else.
//!
//! Written apart from greffe's own reader: the count of messages that both
//! find is a check of either.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use crate::error::PeersError;

/// Files in one folder of the maildir.
const FILES_PER_FOLDER: u64 = 20_000;

/// A maildir being filled: `<root>/<n>/cur/`.
pub(crate) struct Maildir {
    root: PathBuf,
    messages: u64,
}

impl Maildir {
    /// Starts an empty maildir in `root`, an existing folder.
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root, messages: 0 }
    }

    /// Returns how many messages were added.
    pub(crate) fn messages(&self) -> u64 {
        self.messages
    }

    /// Adds every message of an mbox: `From ` at the beginning or after an
    /// empty line separates; the quoting `>From ` is undone (mboxrd).
    pub(crate) fn add_mbox(&mut self, path: &Path) -> Result<(), PeersError> {
        let file = File::open(path).map_err(PeersError::at(path))?;
        let mut reader = BufReader::with_capacity(1 << 20, file);
        let (mut line, mut message, mut is_blank) = (Vec::new(), None, true);
        loop {
            line.clear();
            if reader.read_until(b'\n', &mut line).map_err(PeersError::at(path))? == 0 {
                break;
            }
            if is_blank && is_postmark(&line) {
                self.add(message.replace(Vec::new()))?;
            } else if let Some(message) = &mut message {
                message.extend_from_slice(unquoted(&line));
            } else if !is_empty_line(&line) {
                return Err(PeersError::NoMbox { path: path.to_owned() });
            }
            is_blank = is_empty_line(&line);
        }
        self.add(message)
    }

    /// Writes a message without the empty line that the mbox put after it.
    fn add(&mut self, message: Option<Vec<u8>>) -> Result<(), PeersError> {
        let Some(mut message) = message else { return Ok(()) };
        for separator in [b"\n".as_slice(), b"\r"] {
            if message.ends_with(separator) && is_empty_line(last_line(&message)) {
                message.truncate(message.len() - separator.len());
            }
        }
        let folder = self.root.join(format!("{}", self.messages / FILES_PER_FOLDER)).join("cur");
        if self.messages.is_multiple_of(FILES_PER_FOLDER) {
            for name in ["cur", "new", "tmp"] {
                let beside = folder.with_file_name(name);
                fs::create_dir_all(&beside).map_err(PeersError::at(&beside))?;
            }
        }
        let path = folder.join(format!("{:09}.peers:2,S", self.messages));
        self.messages += 1;
        let written = File::create(&path).and_then(|mut file| file.write_all(&message));
        written.map_err(PeersError::at(&path))
    }
}

/// `From ` and a time: `From anne@region.example Sat Mar 12 09:04:05 2016`.
fn is_postmark(line: &[u8]) -> bool {
    line.starts_with(b"From ")
        && line.windows(3).any(|window| matches!(window, [b'0'..=b'9', b':', b'0'..=b'9']))
}

fn is_empty_line(line: &[u8]) -> bool {
    matches!(line, b"\n" | b"\r\n" | b"\r" | b"")
}

/// The last line with its end, or an empty one when the message ends in the middle of a line.
fn last_line(message: &[u8]) -> &[u8] {
    let body = message.strip_suffix(b"\n").unwrap_or(message);
    let start = body.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    message.get(start..).unwrap_or_default()
}

fn unquoted(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    let is_quoted = quotes > 0 && line.get(quotes..).is_some_and(|rest| rest.starts_with(b"From "));
    if is_quoted { line.get(1..).unwrap_or_default() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSTMARK: &str = "From anne@region.example Sat Mar 12 09:04:05 2016\n";

    fn messages(mbox: &str) -> Result<Vec<String>, PeersError> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("mail.mbox");
        fs::write(&path, mbox).expect("it is written");
        let mut maildir = Maildir::new(folder.path().join("maildir"));
        maildir.add_mbox(&path)?;
        let read = |n| fs::read_to_string(folder.path().join(format!("maildir/0/cur/{n:09}.peers:2,S")));
        Ok((0..maildir.messages()).map(|n| read(n).expect("a file a message")).collect())
    }

    #[test]
    fn messages_come_out_one_by_one() {
        fn check(mbox: &str, expect: &[&str]) {
            assert_eq!(messages(mbox).expect("an mbox"), expect, "{mbox:?}");
        }
        check("", &[]);
        check(&format!("{POSTMARK}A: 1\n\nbody\n\n{POSTMARK}B: 2\n\n"), &["A: 1\n\nbody\n", "B: 2\n"]);
        check(&format!("{POSTMARK}A: 1\r\n\r\nbody\r\n\r\n"), &["A: 1\r\n\r\nbody\r\n"]);
        check(&format!("{POSTMARK}A: 1\n\nbody"), &["A: 1\n\nbody"]);
        check(
            &format!("{POSTMARK}A: 1\n\n>From here\n>>From there\n>no\n\n"),
            &["A: 1\n\nFrom here\n>From there\n>no\n"],
        );
        check(&format!("{POSTMARK}A: 1\n\nFrom here on\n\n"), &["A: 1\n\nFrom here on\n"]);
    }

    #[test]
    fn what_is_no_mbox_is_refused() {
        assert!(matches!(messages("Subject: one message\n\n"), Err(PeersError::NoMbox { .. })));
    }
}
