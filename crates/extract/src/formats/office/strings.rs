//! Strings that cells share, and those that no cell shows any more.

use crate::formats::xml::{Node, walk};
use crate::reading::{Mark, Why};
use crate::worker::Scribe;

/// The table, and who was asked for.
#[derive(Default)]
pub(super) struct Strings {
    texts: Vec<String>,
    is_used: Vec<bool>,
}

impl Strings {
    /// Reads `sharedStrings.xml`; what was read before damage is kept.
    pub(super) fn read(xml: &[u8]) -> (Self, Result<(), Why>) {
        let (mut texts, mut text, mut in_phonetic) = (Vec::new(), String::new(), false);
        let read = walk(xml, |node| {
            match node {
                Node::Open(element) if element.name() == "rPh" => in_phonetic = true,
                Node::Close("rPh") => in_phonetic = false,
                Node::Close("si") => texts.push(std::mem::take(&mut text)),
                Node::Text(more) if !in_phonetic => text.push_str(&more),
                _ => {}
            }
            Ok(())
        });
        let is_used = vec![false; texts.len()];
        (Self { texts, is_used }, read)
    }

    /// Returns the string that a cell names.
    pub(super) fn at(&mut self, number: &str) -> Option<&str> {
        let number: usize = number.trim().parse().ok()?;
        *self.is_used.get_mut(number)? = true;
        self.texts.get(number).map(String::as_str)
    }

    /// Takes down what no cell shows: often, what a cell once said.
    pub(super) fn read_unused(&self, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        let unused = self.texts.iter().zip(&self.is_used).filter(|(_, is_used)| !**is_used);
        unused.into_iter().try_for_each(|(text, _)| scribe.line(Mark::Aside, text))
    }
}
