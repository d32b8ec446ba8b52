//! The words of one language, as templates ask for them.

use std::borrow::Cow;

use greffe_texts::{Language, Texts, Value, bytes, number};

use greffe_texts::Clock;

/// The texts of one reader's language, and the archive's clock.
#[derive(Clone, Copy)]
pub(crate) struct Say<'a> {
    texts: &'a Texts,
    clock: &'a Clock,
}

impl<'a> Say<'a> {
    /// Takes the texts and the clock.
    pub(crate) fn new(texts: &'a Texts, clock: &'a Clock) -> Self {
        Self { texts, clock }
    }

    /// Returns the language.
    pub(crate) fn language(&self) -> Language {
        self.texts.language()
    }

    /// Returns the texts, for what they say in whole sentences.
    pub(crate) fn texts(&self) -> &'a Texts {
        self.texts
    }

    /// Returns the text of `key`.
    pub(crate) fn word(&self, key: &str) -> Cow<'a, str> {
        self.texts.get(key)
    }

    /// Returns the text of `key` with one value in it: `{ $value }`.
    pub(crate) fn value(&self, key: &str, value: impl AsRef<str>) -> Cow<'a, str> {
        self.texts.with(key, &[("value", Value::Text(value.as_ref()))])
    }

    /// Returns the text of `key` for a number: `{ $n }` chooses the form, `{ $count }` is read.
    pub(crate) fn count(&self, key: &str, count: impl Counted) -> Cow<'a, str> {
        let count = count.counted();
        self.texts.with(key, &[("n", Value::Count(count)), ("count", Value::Text(&self.number(count)))])
    }

    /// Returns the text of `key` with words in their places.
    pub(crate) fn values(&self, key: &str, values: &[(&'static str, String)]) -> Cow<'a, str> {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, Value::Text(value))).collect();
        self.texts.with(key, &values)
    }

    /// Returns the word for a code below, e.g. `defect`, `bare-lf`; the code itself when there is none.
    pub(crate) fn code(&self, family: &str, code: &str) -> Cow<'a, str> {
        let key = format!("web-{family}-{code}");
        if self.texts.has(&key) { self.texts.get(&key) } else { Cow::Owned(code.to_owned()) }
    }

    /// Writes a count with its groups of digits.
    pub(crate) fn number(&self, count: impl Counted) -> String {
        number(self.language(), count.counted())
    }

    /// Writes a size.
    pub(crate) fn bytes(&self, size_bytes: u64) -> String {
        bytes(self.language(), size_bytes)
    }

    /// Writes a time for a list.
    pub(crate) fn short_time(&self, rfc3339: &str) -> String {
        self.clock.short(rfc3339)
    }

    /// Writes the day of a time: `2016-03-12`.
    pub(crate) fn day(&self, rfc3339: &str) -> String {
        self.clock.day(rfc3339)
    }

    /// Writes a time in full.
    pub(crate) fn long_time(&self, rfc3339: &str) -> String {
        self.clock.long(self.language(), rfc3339)
    }

    /// Returns the name of the zone in which times are written.
    pub(crate) fn zone(&self) -> &'a str {
        self.clock.zone()
    }
}

/// A number of things: templates hand over references to whatever type it has.
pub(crate) trait Counted {
    /// Returns the number.
    fn counted(self) -> u64;
}

impl Counted for u64 {
    fn counted(self) -> u64 {
        self
    }
}

impl Counted for usize {
    fn counted(self) -> u64 {
        u64::try_from(self).unwrap_or(u64::MAX)
    }
}

impl<T: Counted + Copy> Counted for &T {
    fn counted(self) -> u64 {
        (*self).counted()
    }
}
