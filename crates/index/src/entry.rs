//! What the index takes in of a message or of a file, laid out for it.
//!
//! An entry is made on whichever core is free; the one thread that inverts has only to cut
//! its text into words.

use greffe_message::{Searchable, Sketch, fold_onto};
use greffe_terms::{Address, MessageId};

use crate::attached::Attached;
use crate::schema::{Column, Role, each_address_term, message_id_print};

/// A message or a file, as the index takes it in. What it says is not for a log: only tests print it.
#[derive(Clone, Default)]
#[cfg_attr(test, derive(Debug))]
pub struct Entry {
    /// What all columns say, folded.
    text: String,
    /// Which column says what, and where that ends in the text.
    parts: Vec<(Column, usize)>,
    pub(crate) id: Option<MessageId>,
    pub(crate) sketch: Option<Sketch>,
    pub(crate) message_id: Option<[u64; 2]>,
}

impl Entry {
    /// Lays a message out.
    pub fn message(id: &MessageId, text: &Searchable) -> Self {
        let mut entry = Self {
            text: String::with_capacity(text.body.len() + text.body.len() / 8 + 512),
            id: Some(*id),
            sketch: text.sketch,
            message_id: text.message_id.as_deref().map(message_id_print),
            ..Self::default()
        };
        let people =
            [(Role::From, &text.from), (Role::To, &text.to), (Role::Cc, &text.cc), (Role::Bcc, &text.bcc)];
        for (role, addresses) in people {
            addresses.iter().for_each(|address| entry.push_address(role, address));
        }
        entry.push(Column::Subject, &text.subject);
        entry.push(Column::Body, &text.body);
        text.filenames.iter().for_each(|name| entry.push(Column::Filename, name));
        entry
    }

    /// Lays out what a file in a message says.
    pub(crate) fn file(file: &Attached) -> Self {
        let mut entry = Self::default();
        entry.push(Column::Attachment, &file.text);
        file.authors.iter().for_each(|author| entry.push(Column::Author, author));
        entry
    }

    /// Lays out a further name of a file.
    pub(crate) fn name(name: &str) -> Self {
        let mut entry = Self::default();
        entry.push(Column::Filename, name);
        entry
    }

    /// Returns each column's texts, folded, in the order in which they stand in the message.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (Column, &str)> {
        let mut start = 0;
        self.parts.iter().map(move |&(column, end)| {
            let text = &self.text[start..end];
            start = end;
            (column, text)
        })
    }

    /// Counts the octets that it holds, about.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len() + self.parts.len() * size_of::<(Column, usize)>()
    }

    fn push_address(&mut self, role: Role, address: &Address) {
        let words = role.column();
        address.name.iter().for_each(|name| self.push(words, name));
        self.push(words, &address.address);
        each_address_term(&address.address, |pieces| {
            self.text.push(role.letter());
            pieces.iter().for_each(|piece| self.text.push_str(piece));
            self.end(Column::Address);
        });
    }

    fn push(&mut self, column: Column, text: &str) {
        fold_onto(text, &mut self.text);
        self.end(column);
    }

    fn end(&mut self, column: Column) {
        self.parts.push((column, self.text.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_laid_out_by_columns() {
        let jeanne =
            Address { name: Some("Jeanne Été".to_owned()), address: "Jeanne@Region.example".to_owned() };
        let text = Searchable {
            subject: "L'Été".to_owned(),
            body: "Cœur".to_owned(),
            from: vec![jeanne],
            filenames: vec!["A.pdf".to_owned(), "B.pdf".to_owned()],
            message_id: Some("1@region.example".to_owned()),
            ..Searchable::default()
        };
        let entry = Entry::message(&MessageId::new([7; 32]), &text);
        let expect = [
            (Column::From, "jeanne ete"),
            (Column::From, "jeanne@region.example"),
            (Column::Address, "fjeanne@"),
            (Column::Address, "f@region.example"),
            (Column::Address, "f@example"),
            (Column::Address, "fjeanne@region.example"),
            (Column::Subject, "l'ete"),
            (Column::Body, "coeur"),
            (Column::Filename, "a.pdf"),
            (Column::Filename, "b.pdf"),
        ];
        assert_eq!(entry.parts().collect::<Vec<_>>(), expect);
        assert_eq!(entry.message_id, Some(message_id_print("1@REGION.example")));
    }
}
