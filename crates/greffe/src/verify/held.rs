//! Lines that wait for the end of their source.
//!
//! What is said of a message whose body alone differs depends on whether the
//! whole export rewrote bodies, which is known when its last message is read.
//! From the first such message on, lines go to an unnamed file in two versions
//! and leave it in their order; what comes before one is never held back.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// The number of the source that loose mails make up together; the others follow.
pub(super) const LOOSE: usize = 0;

/// What is printed of one message.
pub(super) struct Lines {
    /// If the export kept bodies as they were.
    pub(super) as_received: String,
    /// If it rewrote them, where that makes a difference.
    pub(super) as_rewritten: Option<String>,
}

/// Lines that wait, of one source or several.
#[derive(Default)]
pub(super) struct HeldBack {
    waiting: Option<BufWriter<File>>,
    holds_loose: bool,
}

/// Where lines go when they can.
pub(super) type Out<'a> = dyn FnMut(&str) -> io::Result<()> + 'a;

impl HeldBack {
    /// Prints lines, or keeps them when others wait before them.
    pub(super) fn print(&mut self, lines: &Lines, source: usize, out: &mut Out<'_>) -> io::Result<()> {
        self.holds_loose |= source == LOOSE && lines.as_rewritten.is_some();
        if self.waiting.is_none() {
            if lines.as_rewritten.is_none() {
                return out(&lines.as_received);
            }
            self.waiting = Some(BufWriter::new(tempfile::tempfile()?));
        }
        match &mut self.waiting {
            Some(file) => keep(file, source, lines),
            None => Ok(()),
        }
    }

    /// Says whether a loose mail is among what waits: then all wait for the last one.
    pub(super) fn holds_loose(&self) -> bool {
        self.holds_loose
    }

    /// Prints what waits, in its order; `is_rewritten` knows it of each source.
    pub(super) fn release(self, is_rewritten: &dyn Fn(usize) -> bool, out: &mut Out<'_>) -> io::Result<()> {
        let Some(file) = self.waiting else { return Ok(()) };
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        let mut file = BufReader::new(file);
        while let Some(source) = next_number(&mut file)? {
            let (as_received, as_rewritten) = (next_text(&mut file)?, next_text(&mut file)?);
            let is_other = !as_rewritten.is_empty() && is_rewritten(source as usize);
            out(if is_other { &as_rewritten } else { &as_received })?;
        }
        Ok(())
    }
}

fn keep(file: &mut BufWriter<File>, source: usize, lines: &Lines) -> io::Result<()> {
    file.write_all(&(source as u64).to_le_bytes())?;
    for text in [lines.as_received.as_str(), lines.as_rewritten.as_deref().unwrap_or_default()] {
        file.write_all(&(text.len() as u64).to_le_bytes())?;
        file.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// Reads the next number; `None` at the end.
fn next_number(file: &mut BufReader<File>) -> io::Result<Option<u64>> {
    let mut number = [0; 8];
    match file.read_exact(&mut number) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        read => read.map(|()| Some(u64::from_le_bytes(number))),
    }
}

fn next_text(file: &mut BufReader<File>) -> io::Result<String> {
    let length = next_number(file)?.unwrap_or_default();
    let mut text = String::new();
    file.take(length).read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each message is printed as one letter, or as its capital where its export
    /// rewrote bodies: that of the loose mails, or that of the mails after a `/`.
    fn check(messages: &str, rewritten: [bool; 2], at_once: &str, in_the_end: &str) {
        let mut held = HeldBack::default();
        let mut printed = String::new();
        let mut source = LOOSE;
        for letter in messages.chars() {
            if letter == '/' {
                source += 1;
                continue;
            }
            let as_rewritten = letter.is_lowercase().then(|| letter.to_uppercase().to_string());
            let lines = Lines { as_received: letter.to_string(), as_rewritten };
            let out = &mut |text: &str| {
                printed.push_str(text);
                Ok(())
            };
            held.print(&lines, source, out).expect("a temporary file");
        }
        assert_eq!(printed, at_once, "{messages}");
        let holds_loose = messages.split('/').next().is_some_and(|loose| loose.contains(char::is_lowercase));
        assert_eq!(held.holds_loose(), holds_loose, "{messages}");
        let out = &mut |text: &str| {
            printed.push_str(text);
            Ok(())
        };
        held.release(&|source| rewritten[source], out).expect("a temporary file");
        assert_eq!(printed, in_the_end, "{messages}");
    }

    #[test]
    fn lines_wait_from_the_first_that_depends_and_keep_their_order() {
        check("", [true, true], "", "");
        check("123", [true, true], "123", "123");
        check("1a2b", [false, true], "1", "1a2b");
        check("1a2b", [true, false], "1", "1A2B");
        check("1/2a3", [false, true], "12", "12A3");
        check("1a/2b3", [true, false], "1", "1A2b3");
    }
}
