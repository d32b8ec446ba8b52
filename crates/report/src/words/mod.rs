//! Values to sentences: the words of one language and the names of one edition, together.

pub(crate) mod ask;
pub(crate) mod open;
mod statement;
mod tampering;
mod zones;

use std::borrow::Cow;

use greffe::Timestamp;
use greffe::audit::{AccessInterval, AccountId, Bound, BoundBasis, Limit, Name, SourceId};
use greffe_texts::{Texts, day, instant, number};

use crate::edition::Edition;
use crate::tables::path_name;

pub(crate) use statement::statement;
pub(crate) use zones::{read_in, zones};

/// At most so many names stand in one sentence; the tables have the others.
const NAMED_IN_A_SENTENCE: usize = 6;
/// At most so many records are named beside a sentence.
const RECORDS_NAMED: usize = 8;

/// What a page says things with.
#[derive(Clone, Copy)]
pub(crate) struct Say<'a> {
    pub(crate) texts: &'a Texts,
    pub(crate) edition: &'a Edition<'a>,
}

impl<'a> Say<'a> {
    /// Returns the text of `key`.
    pub(crate) fn get(&self, key: &str) -> String {
        self.texts.get(key).into_owned()
    }

    /// Returns the text of `key` with words and counts in it; a count `n` is read as `n_written`.
    pub(crate) fn told(&self, key: &str, words: &[(&str, String)], counts: &[(&str, u64)]) -> String {
        self.texts.told(key, words, counts)
    }

    /// Returns the text of `key` for one number, `count`.
    pub(crate) fn count(&self, key: &str, count: u64) -> String {
        self.told(key, &[], &[("count", count)])
    }

    /// Writes a number with its groups of digits.
    pub(crate) fn number(&self, count: u64) -> String {
        number(self.texts.language(), count)
    }

    /// Writes a day in words.
    pub(crate) fn day(&self, ms: i64) -> String {
        day(self.texts.language(), &crate::tables::utc(ms))
    }

    /// Writes a moment in words, to the minute, UTC.
    pub(crate) fn moment(&self, ms: i64) -> String {
        instant(self.texts, Timestamp(ms.div_euclid(1000))).unwrap_or_default()
    }

    /// Writes a moment for a table: `2015-11-03 10:04`, UTC.
    pub(crate) fn stamp(&self, ms: i64) -> String {
        greffe_texts::date(&crate::tables::utc(ms))
    }

    /// Writes days from and to, in words.
    pub(crate) fn days(&self, (from, to): (i64, i64)) -> String {
        let (from, to) = (self.day(from), self.day(to));
        if from == to { from } else { self.told("audit-from-to", &[("from", from), ("to", to)], &[]) }
    }

    /// Returns the name of an account.
    pub(crate) fn account(&self, id: AccountId) -> String {
        self.edition.account(id).to_owned()
    }

    /// Returns the name of a mailbox; none is all of them.
    pub(crate) fn mailbox(&self, id: Option<AccountId>) -> String {
        id.map_or_else(|| self.get("audit-all-mailboxes"), |id| self.account(id))
    }

    /// Lists names, the first of them by name and the others by number.
    pub(crate) fn accounts(&self, ids: &[AccountId]) -> String {
        let named: Vec<&str> =
            ids.iter().take(NAMED_IN_A_SENTENCE).map(|id| self.edition.account(*id)).collect();
        self.some(&named, ids.len())
    }

    /// Lists the first records of a statement, by file.
    pub(crate) fn records(&self, evidence: &[(SourceId, u64)]) -> String {
        let mut sorted = evidence.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let shown = sorted.get(..RECORDS_NAMED).unwrap_or(&sorted);
        let of_file = shown.chunk_by(|one, other| one.0 == other.0).map(|of_file| {
            let numbers: Vec<String> = of_file.iter().map(|(_, record)| record.to_string()).collect();
            let file = of_file.first().map_or("", |(source, _)| self.edition.file(*source));
            let words = [("file", file.to_owned()), ("record", numbers.join(", "))];
            self.told("audit-record", &words, &[])
        });
        let named = self.listed(of_file);
        self.some(&[&named], 1 + sorted.len() - shown.len())
    }

    /// Names one record.
    pub(crate) fn record(&self, (source, record): (SourceId, u64)) -> String {
        let words = [("file", self.edition.file(source).to_owned()), ("record", record.to_string())];
        self.told("audit-record", &words, &[])
    }

    /// Lists phrases, as the language sets a semicolon.
    pub(crate) fn listed(&self, phrases: impl IntoIterator<Item = String>) -> String {
        let two =
            |first: String, second| self.told("audit-two", &[("first", first), ("second", second)], &[]);
        phrases.into_iter().reduce(two).unwrap_or_default()
    }

    /// Writes a name and what belongs to it, as the language sets a colon.
    pub(crate) fn named(&self, name: &str, value: &str) -> String {
        self.told("audit-named", &[("name", name.to_owned()), ("value", value.to_owned())], &[])
    }

    /// Writes what is listed, and how many are not.
    fn some(&self, named: &[&str], all: usize) -> String {
        let more = all.saturating_sub(named.len()) as u64;
        let named = named.join(", ");
        match more {
            0 => named,
            _ => self.told("audit-and-more", &[("named", named)], &[("count", more)]),
        }
    }

    /// Returns why something cannot be told.
    pub(crate) fn limit(&self, limit: Limit) -> String {
        let account =
            if let Limit::Bypassed(account) = limit { self.account(account) } else { String::new() };
        self.texts.audit_limit(limit, &account)
    }

    /// Returns the word of a value with a capital letter, to begin a line.
    pub(crate) fn capital(&self, word: &str) -> String {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
        first + letters.as_str()
    }

    /// Returns a right: the system's word, what it lets one do, and its way.
    pub(crate) fn right(&self, interval: &AccessInterval) -> String {
        let name = path_name(interval.path).map(|name| self.edition.words(name)).unwrap_or_default();
        let words = [
            ("right", self.edition.words(interval.right).into_owned()),
            ("power", self.texts.audit(interval.power).into_owned()),
            ("path", self.texts.audit_path(interval.path, &name)),
        ];
        self.told("audit-right", &words, &[])
    }

    /// Returns an end of an interval: when, or what is known instead.
    pub(crate) fn bound(&self, bound: &Bound) -> String {
        let basis = self.texts.audit(bound.basis);
        match (bound.utc_ms, bound.basis) {
            (Some(ms), BoundBasis::Event) => self.stamp(ms),
            (Some(ms), _) => format!("{} ({basis})", self.stamp(ms)),
            (None, _) => basis.into_owned(),
        }
    }

    /// The same, to the day.
    pub(crate) fn bound_by_day(&self, bound: &Bound) -> String {
        let basis = self.texts.audit(bound.basis);
        let day = |ms: i64| crate::tables::utc(ms).get(..10).unwrap_or_default().to_owned();
        match (bound.utc_ms, bound.basis) {
            (Some(ms), BoundBasis::Event) => day(ms),
            (Some(ms), _) => format!("{} ({basis})", day(ms)),
            (None, _) => basis.into_owned(),
        }
    }

    /// Returns free text of a record.
    pub(crate) fn words(&self, name: Name) -> Cow<'_, str> {
        self.edition.words(name)
    }
}
