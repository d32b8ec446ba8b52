//! What messages say, packed: the summaries and postmarks of neighbours in one zstd frame.
//!
//! Neighbours share senders, recipients and words: 96 together take 103 bytes
//! each where one alone, with a dictionary, took 220 without its postmark. A
//! sheaf holds messages that follow one another in one batch, so that a replay
//! makes the same sheaves; one line of JSON each, `[summary, postmark]`.

use std::io;

use greffe_message::Summary;
use greffe_terms::Number;
use rusqlite::{CachedStatement, Connection, OptionalExtension};

use crate::packed::{pack, unpack};

/// Messages in a sheaf at most: one is read, with all others decoded, in 0.04 ms.
/// Of 64 it takes 0.03 ms, and the catalogue is a sixteenth larger.
const SHEAF_MESSAGES: usize = 96;

/// A sheaf of this length is closed; only a message that is itself longer makes one much longer.
const SHEAF_BYTES: usize = 64 << 10;

/// Binds the messages of one batch into sheaves.
pub(super) struct Binder<'t> {
    insert: CachedStatement<'t>,
    first: u32,
    messages: usize,
    lines: Vec<u8>,
}

impl<'t> Binder<'t> {
    /// Begins a batch.
    pub(super) fn new(connection: &'t Connection) -> rusqlite::Result<Self> {
        let insert = connection.prepare_cached("INSERT INTO summaries VALUES (?1, ?2)")?;
        Ok(Self { insert, first: 0, messages: 0, lines: Vec::new() })
    }

    /// Adds a message; within a batch, each has the number after the one before.
    pub(super) fn add(
        &mut self,
        number: Number,
        summary: &Summary,
        postmark: Option<&str>,
    ) -> rusqlite::Result<()> {
        if self.messages == 0 {
            self.first = number.0;
        }
        let line = serde_json::to_writer(&mut self.lines, &(summary, postmark));
        line.map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
        self.lines.push(b'\n');
        self.messages += 1;
        let full = self.messages == SHEAF_MESSAGES || self.lines.len() >= SHEAF_BYTES;
        if full { self.close() } else { Ok(()) }
    }

    /// Writes what is not written yet.
    pub(super) fn close(&mut self) -> rusqlite::Result<()> {
        if self.messages > 0 {
            let packed = pack(&self.lines);
            let packed = packed.map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
            self.insert.execute((self.first, packed))?;
            (self.messages, self.lines) = (0, Vec::new());
        }
        Ok(())
    }
}

/// Reads messages' summaries; remembers the last sheaf, so neighbours cost one decoding.
pub(super) struct Reader<'c> {
    find: CachedStatement<'c>,
    sheaf: Sheaf,
}

impl<'c> Reader<'c> {
    /// Begins to read.
    pub(super) fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        let query = "SELECT first, packed FROM summaries WHERE first <= ?1 ORDER BY first DESC LIMIT 1";
        Ok(Self { find: connection.prepare_cached(query)?, sheaf: Sheaf::default() })
    }

    /// Returns a message's summary, and the postmark of its first occurrence.
    ///
    /// # Errors
    /// If the catalogue has none: there is one for each message.
    pub(super) fn read(&mut self, number: Number) -> rusqlite::Result<(Summary, Option<String>)> {
        if self.sheaf.line(number).is_none() {
            let read = |row: &rusqlite::Row<'_>| {
                Sheaf::read(row.get(0)?, row.get_ref(1)?.as_blob()?).map_err(unreadable)
            };
            self.sheaf = self.find.query_row([number.0], read).optional()?.unwrap_or_default();
        }
        let line = self.sheaf.line(number).ok_or_else(|| unreadable(io::ErrorKind::NotFound.into()))?;
        serde_json::from_slice(line).map_err(|e| unreadable(e.into()))
    }
}

/// A sheaf, decoded.
#[derive(Default)]
struct Sheaf {
    first: u32,
    lines: Vec<u8>,
    /// Where each line ends, its line feed included.
    ends: Vec<usize>,
}

impl Sheaf {
    fn read(first: u32, packed: &[u8]) -> io::Result<Self> {
        let lines = unpack(packed)?;
        let ends = memchr::memchr_iter(b'\n', &lines).map(|place| place + 1).collect();
        Ok(Self { first, lines, ends })
    }

    fn line(&self, number: Number) -> Option<&[u8]> {
        let place = number.0.checked_sub(self.first)? as usize;
        let start = match place.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.lines.get(start..*self.ends.get(place)?)
    }
}

fn unreadable(error: io::Error) -> rusqlite::Error {
    // As a page that SQLite cannot read: the catalogue is damaged, and can be replayed.
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    rusqlite::Error::SqliteFailure(code, Some(format!("a sheaf of summaries: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::summarise;
    use greffe_message::Held;

    /// Binds messages with these subjects from number 5 on; returns the sheaves' first numbers.
    fn check(subjects: &[String]) -> Vec<u32> {
        let connection = Connection::open_in_memory().expect("opened");
        super::super::schema::create(&connection).expect("made");
        let message = |subject: &String| Summary {
            subject: subject.clone(),
            ..summarise(greffe_terms::Nature::Mail, &Held::beginning(&b""[..], 7))
        };
        let mut binder = Binder::new(&connection).expect("begun");
        for (number, subject) in (5..).map(Number).zip(subjects) {
            let postmark = number.0.is_multiple_of(2).then_some("From noor\n\u{2028}");
            binder.add(number, &message(subject), postmark).expect("added");
        }
        binder.close().expect("closed");
        let mut reader = Reader::new(&connection).expect("begun");
        for (place, subject) in subjects.iter().enumerate().rev() {
            let number = Number(5 + place as u32);
            let (summary, postmark) = reader.read(number).expect("read");
            assert_eq!(format!("{summary:?}"), format!("{:?}", message(subject)));
            assert_eq!(postmark.is_some(), number.0.is_multiple_of(2), "{number}");
        }
        assert!(reader.read(Number(4)).is_err());
        assert!(reader.read(Number(5 + subjects.len() as u32)).is_err());
        let mut firsts = connection.prepare("SELECT first FROM summaries ORDER BY 1").expect("a query");
        let firsts = firsts.query_map([], |row| row.get(0)).expect("read");
        firsts.collect::<rusqlite::Result<_>>().expect("read")
    }

    #[test]
    fn messages_read_back_as_bound() {
        let subjects = |count: usize| (0..count).map(|n| format!("essai {n}")).collect::<Vec<_>>();
        assert_eq!(check(&[]), [0; 0]);
        assert_eq!(check(&subjects(1)), [5]);
        assert_eq!(check(&subjects(96)), [5]);
        assert_eq!(check(&subjects(97)), [5, 101]);
        assert_eq!(check(&subjects(200)), [5, 101, 197]);
        assert_eq!(check(&vec!["x".repeat(4_096); 20]), [5, 21]);
        assert_eq!(check(&vec!["x".repeat(70_000); 2]), [5, 6]);
    }
}
