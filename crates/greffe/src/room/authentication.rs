//! What the signatures of one message prove, judged as it is shown.

use std::sync::{Mutex, PoisonError};

use greffe_authenticate::{Bundle, Judgement, KeyBook, Outline, TrustedObserver, bundle};
use greffe_store::{Row, Store};
use greffe_terms::{Kind, Number};

use super::Room;
use crate::error::Error;
use crate::keys;
use crate::octets::Octets;
use crate::record::Act;
use crate::verdicts::{Judge, history, is_excused, parse};
use crate::view::{AuthenticationView, CopyView};

/// At most so many copies of a message are compared.
const COPIES_COMPARED: usize = 50;

/// The keys of an archive, read again when observations were added or others are trusted.
#[derive(Default)]
pub(super) struct KeysAtHand {
    made: Mutex<Option<Made>>,
}

/// A book, and what it was made from.
struct Made {
    observations: usize,
    trusted: Vec<TrustedObserver>,
    book: KeyBook,
}

impl KeysAtHand {
    fn book(&self, store: &Store) -> Result<KeyBook, Error> {
        let lines = store.domain_keys().observations()?;
        let (observations, trusted) = (lines.len(), keys::trusted(store)?);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match &*made {
            Some(made) if made.observations == observations && made.trusted == trusted => {
                Ok(made.book.clone())
            }
            _ => {
                let book = KeyBook::gathered(keys::read(&lines), [], &trusted);
                *made = Some(Made { observations, trusted, book: book.clone() });
                Ok(book)
            }
        }
    }
}

impl Room {
    /// Judges a message with the keys at hand: for marking what is signed in its source.
    pub fn judgement(&self, id: &str) -> Result<Judgement, Error> {
        self.recorder.record(Act::View)?;
        let row = self.find(id)?;
        let octets = Octets::stored(&self.shelf, row.number)?;
        self.judge(row.number, &octets)
    }

    /// Makes the evidence bundle of a message: all that checks it again without greffe.
    pub fn bundle(&self, id: &str) -> Result<Bundle, Error> {
        self.recorder.record(Act::HandOut)?;
        let row = self.find(id)?;
        if row.summary.kind == Kind::Document {
            // No mail: there is nothing signed to hand out.
            return Err(Error::NoSuchMessage { id: id.to_owned() });
        }
        let octets = Octets::stored(&self.shelf, row.number)?;
        Ok(bundle(&octets, &self.judge(row.number, &octets)?, &self.keys_book()?))
    }

    /// Returns what is proven of a message, and what stands beside that.
    pub(super) fn authentication(&self, row: &Row) -> Result<AuthenticationView, Error> {
        let octets = Octets::stored(&self.shelf, row.number)?;
        let judgement = self.judge(row.number, &octets)?;
        let outline = judgement.outline();
        Ok(AuthenticationView {
            signed_by: outline.signed_by().into_iter().map(str::to_owned).collect(),
            history: history(&self.shelf, &row.id)?,
            siblings: self.siblings(row, &octets, judgement.verdict)?,
            copies: self.copies(row, &octets)?,
            settle: keys::names_missing(&outline),
            judgement,
        })
    }

    pub(super) fn keys_book(&self) -> Result<KeyBook, Error> {
        self.keys_at_hand.book(&self.shelf)
    }

    fn judge(&self, n: Number, octets: &Octets<'_>) -> Result<Judgement, Error> {
        let judge = Judge::new(self.keys_book()?, (self.edges.now)());
        let is_excused = self.outline(n)?.is_some_and(|outline| is_excused(&outline));
        Ok(judge.octets(octets, octets.body_kept(&self.shelf, n)?, is_excused))
    }

    /// Returns the outline that stands for a message, if it can be read.
    pub(super) fn outline(&self, n: Number) -> Result<Option<Outline>, Error> {
        let text = self.shelf.verdicts()?.outline_of(n)?;
        Ok(text.and_then(|text| parse(&text).ok()))
    }

    fn copies(&self, row: &Row, octets: &[u8]) -> Result<Vec<CopyView>, Error> {
        let Some(message_id) = &row.summary.message_id else { return Ok(Vec::new()) };
        let others = self.shelf.same_message_id(message_id)?.into_iter().filter(|n| *n != row.number);
        let others: Vec<Number> = others.take(COPIES_COMPARED).collect();
        let rows = self.shelf.rows(&others)?.into_iter();
        rows.map(|other| self.copy(&other, octets)).collect()
    }

    fn copy(&self, other: &Row, octets: &[u8]) -> Result<CopyView, Error> {
        let same_body = lines(body(octets)).eq(lines(body(&Octets::stored(&self.shelf, other.number)?)));
        let verdict = self.outline(other.number)?.map(|outline| outline.verdict);
        Ok(CopyView { id: other.id.to_string(), same_body, verdict })
    }
}

/// The octets behind the first blank line.
fn body(raw: &[u8]) -> &[u8] {
    let mut at = 0;
    for line in raw.split_inclusive(|octet| *octet == b'\n') {
        at += line.len();
        if matches!(line, b"\n" | b"\r\n") {
            return raw.get(at..).unwrap_or_default();
        }
    }
    &[]
}

/// Lines without their ends, and without the blank ones at the end.
fn lines(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = body.trim_ascii_end().split(|octet| *octet == b'\n');
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}
