//! Lines that wait for the end of their source.
//!
//! What is said of a message whose body alone differs depends on whether the
//! whole export rewrote bodies, which is known when its last message is read.
//! From the first such message on, lines go to an unnamed file in two versions
//! and leave it in their order; a source without one is never held back.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// What is printed of one message.
pub(super) struct Lines {
    /// If the export kept bodies as they were.
    pub(super) as_received: String,
    /// If it rewrote them, where that makes a difference.
    pub(super) as_rewritten: Option<String>,
}

/// The lines of one source.
#[derive(Default)]
pub(super) struct HeldBack {
    waiting: Option<BufWriter<File>>,
}

/// Where lines go when they can.
pub(super) type Out<'a> = dyn FnMut(&str) -> io::Result<()> + 'a;

impl HeldBack {
    /// Prints lines, or keeps them when others wait before them.
    pub(super) fn print(&mut self, lines: &Lines, out: &mut Out<'_>) -> io::Result<()> {
        if self.waiting.is_none() {
            if lines.as_rewritten.is_none() {
                return out(&lines.as_received);
            }
            self.waiting = Some(BufWriter::new(tempfile::tempfile()?));
        }
        match &mut self.waiting {
            Some(file) => keep(file, lines),
            None => Ok(()),
        }
    }

    /// Prints what waits, in its order.
    pub(super) fn release(self, is_rewritten: bool, out: &mut Out<'_>) -> io::Result<()> {
        let Some(file) = self.waiting else { return Ok(()) };
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        let mut file = BufReader::new(file);
        while let Some(as_received) = next(&mut file)? {
            let as_rewritten = next(&mut file)?.unwrap_or_default();
            let is_other = is_rewritten && !as_rewritten.is_empty();
            out(if is_other { &as_rewritten } else { &as_received })?;
        }
        Ok(())
    }
}

fn keep(file: &mut BufWriter<File>, lines: &Lines) -> io::Result<()> {
    for text in [lines.as_received.as_str(), lines.as_rewritten.as_deref().unwrap_or_default()] {
        file.write_all(&(text.len() as u64).to_le_bytes())?;
        file.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// Reads the next text; `None` at the end.
fn next(file: &mut BufReader<File>) -> io::Result<Option<String>> {
    let mut length = [0; 8];
    match file.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let mut text = String::new();
    file.take(u64::from_le_bytes(length)).read_to_string(&mut text)?;
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each message is printed as one letter, or as its capital once the export is known to rewrite.
    fn check(messages: &str, is_rewritten: bool, at_once: &str, in_the_end: &str) {
        let mut held = HeldBack::default();
        let mut printed = String::new();
        for letter in messages.chars() {
            let as_rewritten = letter.is_lowercase().then(|| letter.to_uppercase().to_string());
            let lines = Lines { as_received: letter.to_string(), as_rewritten };
            let out = &mut |text: &str| {
                printed.push_str(text);
                Ok(())
            };
            held.print(&lines, out).expect("a temporary file");
        }
        assert_eq!(printed, at_once, "{messages}");
        let out = &mut |text: &str| {
            printed.push_str(text);
            Ok(())
        };
        held.release(is_rewritten, out).expect("a temporary file");
        assert_eq!(printed, in_the_end, "{messages}");
    }

    #[test]
    fn lines_wait_from_the_first_that_depends_and_keep_their_order() {
        check("", true, "", "");
        check("123", true, "123", "123");
        check("1a2b", false, "1", "1a2b");
        check("1a2b", true, "1", "1A2B");
    }
}
