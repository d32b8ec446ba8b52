//! What the files in messages say, in a folder of the engine of its own.
//!
//! Reading files takes a hundred times as long as reading mail, is done by another
//! process, and may have to wait for a program that is not there yet: so their text is no
//! part of a message's document. It stands beside it, under the same number, with
//! its own watermark, and a search joins both by number.

use greffe_terms::Number;

use crate::Writer;
use crate::entry::Entry;
use crate::error::IndexError;

/// What one file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attached {
    /// Its text.
    pub text: String,
    /// Who wrote or saved it, and for whom, as it says itself.
    pub authors: Vec<String>,
}

/// The one writer of what files say. What was not committed is gone when it is
/// dropped, and is added again from [`attached_through`](crate::Index::attached_through) on.
pub struct AttachedWriter {
    writer: Writer,
}

impl AttachedWriter {
    pub(crate) fn new(writer: Writer) -> Self {
        Self { writer }
    }

    /// Adds a file of a message; one of a message that is in the index already is passed over.
    ///
    /// # Errors
    /// After an error nothing since the last commit is in the index.
    pub fn add(&self, number: Number, file: &Attached) -> Result<(), IndexError> {
        self.writer.add(number, Entry::file(file))
    }

    /// Adds another name under which a loose document was found, beside the one that it is
    /// indexed by; of a document that is in the index already it is passed over.
    ///
    /// # Errors
    /// As for [`AttachedWriter::add`].
    pub fn add_name(&self, number: Number, name: &str) -> Result<(), IndexError> {
        self.writer.add(number, Entry::name(name))
    }

    /// Makes what the files of all messages below `through` say durable.
    ///
    /// # Errors
    /// As for [`AttachedWriter::add`].
    pub fn commit(&mut self, through: u32) -> Result<(), IndexError> {
        self.writer.commit(through)
    }
}

#[cfg(test)]
mod tests {
    use greffe_message::Searchable;
    use greffe_terms::MessageId;

    use super::*;
    use crate::facts::BARE;
    use crate::{Ask, FactRow, FactsBuilder, Index, Tags, Warning, parse};

    const BODIES: [&str; 4] = ["voir le budget joint", "rien", "deux fichiers", "pas de fichier"];

    /// The files of each message: their text and their author.
    const FILES: [&[(&str, &str)]; 4] = [
        &[("relevé d'identité bancaire", "Jeanne Martin")],
        &[("le budget primitif", "Direction des finances")],
        &[("première page alpha", "Paul"), ("seconde page beta", "Paul")],
        &[],
    ];

    fn facts(unread: &[u32]) -> FactsBuilder {
        let mut facts = FactsBuilder::new("Europe/Paris").unwrap();
        for (number, files) in (0..).zip(FILES) {
            let authors: Vec<&str> = files.iter().map(|(_, author)| *author).collect();
            facts.push(FactRow {
                attachments: files.len() as u32,
                unread_attachments: u32::from(unread.contains(&number)),
                authors: &authors,
                ..BARE
            });
        }
        facts
    }

    fn index(dir: &std::path::Path) -> Index {
        let index = Index::open(dir).unwrap();
        let mut writer = index.writer(0).unwrap();
        for (number, body) in (0..).zip(BODIES) {
            let text = Searchable { body: body.to_owned(), ..Searchable::default() };
            writer.add(Number(number), Entry::message(&MessageId::new([number as u8; 32]), &text)).unwrap();
        }
        writer.commit(4).unwrap();
        drop(writer);
        index.reload().unwrap();
        index
    }

    /// Reads the files from where the last commit ended, a commit every two messages.
    fn read_files(index: &Index) {
        let mut writer = index.attached_writer(0).unwrap();
        for number in index.attached_through()..4 {
            for (text, author) in FILES[number as usize] {
                let file = Attached { text: (*text).to_owned(), authors: vec![(*author).to_owned()] };
                writer.add(Number(number), &file).unwrap();
            }
            if number % 2 == 1 {
                writer.commit(number + 1).unwrap();
            }
        }
        drop(writer);
        index.reload().unwrap();
    }

    fn numbers(index: &Index, query: &str) -> Vec<u32> {
        let ask = Ask { limit: 10, ..Ask::default() };
        let answer = index.search(&parse(query).unwrap(), &ask, &Tags::default()).unwrap();
        assert_eq!(answer.total, answer.hits.len() as u64, "{query}");
        let mut numbers: Vec<u32> = answer.hits.iter().map(|hit| hit.number.0).collect();
        numbers.sort_unstable();
        numbers
    }

    #[test]
    fn what_files_say_is_found_with_what_the_message_says() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        index.swap_facts(facts(&[])).unwrap();
        read_files(&index);
        for (query, expect) in [
            ("budget", &[0, 1][..]),
            ("attachment:budget", &[1]),
            ("body:budget", &[0]),
            ("attachment:(bancaires)", &[0]),
            ("budget attachment:bancaire", &[0]),
            ("attachment:\"budget primitif\"", &[1]),
            ("attachment:alpha attachment:beta", &[2]),
            ("\"alpha seconde\"", &[]),
            ("fichier -attachment:alpha", &[3]),
            ("fichier -beta", &[3]),
            ("author:martin", &[0]),
            ("author:\"direction des finances\" OR author:paul", &[1, 2]),
            ("martin", &[]),
        ] {
            assert_eq!(numbers(&index, query), expect, "{query}");
        }
    }

    #[test]
    fn an_answer_says_which_messages_have_it_in_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        index.swap_facts(facts(&[])).unwrap();
        read_files(&index);
        let check = |query: &str, expect: &[(u32, bool)]| {
            let ask = Ask { limit: 10, sort: crate::Sort::DateAscending, ..Ask::default() };
            let answer = index.search(&parse(query).unwrap(), &ask, &Tags::default()).unwrap();
            let found: Vec<_> = answer.hits.iter().map(|hit| (hit.number.0, hit.in_files)).collect();
            assert_eq!(found, expect, "{query}");
        };
        check("budget", &[(0, false), (1, true)]);
        check("fichier OR alpha", &[(2, true), (3, false)]);
        check("fichier -beta", &[(3, false)]);
        check("rien attachment:\"budget primitif\"", &[(1, true)]);
    }

    #[test]
    fn a_file_that_fits_ranks_its_message() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        index.swap_facts(facts(&[])).unwrap();
        read_files(&index);
        let ask = Ask { limit: 10, ..Ask::default() };
        let answer = index.search(&parse("alpha").unwrap(), &ask, &Tags::default()).unwrap();
        assert!(answer.hits[0].score > 0.0);
        let authors = answer.matches.facets(&Tags::default()).unwrap().author;
        assert_eq!(authors.values, [("Paul".to_owned(), 1)]);
    }

    #[test]
    fn a_file_is_found_by_each_of_its_names() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        index.swap_facts(facts(&[])).unwrap();
        let mut writer = index.attached_writer(0).unwrap();
        writer.add_name(Number(1), "Copie de travail.xlsx").unwrap();
        writer.commit(4).unwrap();
        index.reload().unwrap();
        for (query, expect) in [
            ("filename:copie", &[1][..]),
            ("\"copie de travail\"", &[1]),
            ("rien filename:trav*", &[1]),
            ("rien -filename:travail", &[]),
            ("attachment:copie", &[]),
            ("subject:copie OR body:copie", &[]),
        ] {
            assert_eq!(numbers(&index, query), expect, "{query}");
        }
    }

    #[test]
    fn files_that_nobody_has_read_are_said() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        index.swap_facts(facts(&[1, 2])).unwrap();
        for (query, expect) in
            [("attachment:budget", &[Warning::AttachmentsNotRead { messages: 2 }][..]), ("budget", &[])]
        {
            let answer = index.search(&parse(query).unwrap(), &Ask::default(), &Tags::default()).unwrap();
            assert_eq!(answer.warnings, expect, "{query}");
        }
        assert_eq!(numbers(&index, "has:unread-attachment"), [1, 2]);
    }

    #[test]
    fn reading_goes_on_where_it_stopped_and_can_begin_again() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        index.swap_facts(facts(&[])).unwrap();
        let mut writer = index.attached_writer(0).unwrap();
        writer.add(Number(0), &Attached { text: "relevé".to_owned(), authors: Vec::new() }).unwrap();
        writer.commit(1).unwrap();
        writer.add(Number(1), &Attached { text: "perdu".to_owned(), authors: Vec::new() }).unwrap();
        drop(writer);
        index.reload().unwrap();
        assert_eq!(index.attached_through(), 1);
        read_files(&index);
        assert_eq!((index.attached_through(), numbers(&index, "perdu")), (4, Vec::new()));
        assert_eq!(numbers(&index, "attachment:releve"), [0]);
        index.forget_attached().unwrap();
        assert_eq!((index.attached_through(), numbers(&index, "attachment:releve")), (0, Vec::new()));
        read_files(&index);
        assert_eq!(numbers(&index, "attachment:identite"), [0]);
        assert_eq!(Index::open(dir.path()).unwrap().attached_through(), 4);
    }
}
