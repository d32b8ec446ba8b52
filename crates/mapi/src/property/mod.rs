//! Properties: numbered, typed values, and those that go by a name.

mod names;
pub(crate) mod tag;
mod value;

use std::collections::BTreeMap;

use encoding_rs::Encoding;

pub use names::Name;
pub(crate) use names::Names;
pub use value::Value;
pub(crate) use value::{BINARY, OBJECT, SEVERAL, STRING, STRING8, fixed_length};

use crate::codepage;

/// The properties of one object.
#[derive(Debug, Clone, Default)]
pub struct Properties {
    numbered: BTreeMap<u16, Value>,
    named: BTreeMap<Name, Value>,
    /// Of strings that are not Unicode.
    encoding: Option<&'static Encoding>,
}

impl Properties {
    /// Adds a property; of two with the same number the first stays.
    pub(crate) fn insert(&mut self, number: u16, value: Value) {
        self.numbered.entry(number).or_insert(value);
    }

    /// Adds a property that goes by a name.
    pub(crate) fn insert_named(&mut self, name: Name, value: Value) {
        self.named.entry(name).or_insert(value);
    }

    /// Adds all properties of `others` that are not there yet.
    pub(crate) fn insert_all(&mut self, others: Properties) {
        others.numbered.into_iter().for_each(|(number, value)| self.insert(number, value));
        others.named.into_iter().for_each(|(name, value)| self.insert_named(name, value));
    }

    /// Adds a property, by its name where it has one (from 0x8000 on).
    pub(crate) fn insert_mapped(&mut self, number: u16, value: Value, names: &Names) {
        match names.name(number) {
            Some(name) => self.insert_named(name.clone(), value),
            None => self.insert(number, value),
        }
    }

    pub(crate) fn set_encoding(&mut self, encoding: Option<&'static Encoding>) {
        self.encoding = encoding;
    }

    /// Takes a property out.
    pub(crate) fn remove(&mut self, number: u16) -> Option<Value> {
        self.numbered.remove(&number)
    }

    /// Returns the value of a property.
    pub fn value(&self, number: u16) -> Option<&Value> {
        self.numbered.get(&number)
    }

    /// Returns a string; `None` when it is absent or empty.
    pub fn text(&self, number: u16) -> Option<String> {
        self.numbered.get(&number).and_then(|value| self.shown(value)).filter(|text| !text.is_empty())
    }

    /// Returns a number or a truth value.
    pub fn integer(&self, number: u16) -> Option<i64> {
        match self.numbered.get(&number)? {
            Value::Integer(integer) => Some(*integer),
            Value::Boolean(truth) => Some(i64::from(*truth)),
            _ => None,
        }
    }

    /// Returns a time in seconds since 1970, UTC.
    pub fn seconds(&self, number: u16) -> Option<i64> {
        match self.numbered.get(&number)? {
            // FILETIME: 100 ns since 1601. 0 and its like mean that there is none.
            Value::Time(ticks) if *ticks > 0 => Some((*ticks / 10_000_000) as i64 - 11_644_473_600),
            _ => None,
        }
    }

    /// Returns octets: of a binary property, or of a string that is not Unicode.
    pub fn octets(&self, number: u16) -> Option<&[u8]> {
        match self.numbered.get(&number)? {
            Value::Octets(octets) | Value::Narrow(octets) => Some(octets),
            _ => None,
        }
    }

    /// Returns the strings of a property that goes by a name.
    pub(crate) fn named_texts(&self, name: &Name) -> Vec<String> {
        match self.named.get(name) {
            Some(Value::Several(values)) => values.iter().filter_map(|value| self.shown(value)).collect(),
            Some(value) => self.shown(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Tells every property that people can read: its number or name, and its value.
    pub(crate) fn told(&self) -> impl Iterator<Item = (String, String)> {
        let numbered = self.numbered.iter().map(|(number, value)| (format!("{number:#06x}"), value));
        let named = self.named.iter().map(|(name, value)| (name.to_string(), value));
        numbered.chain(named).filter_map(|(name, value)| Some((name, self.shown(value)?)))
    }

    /// Shows a value; `None` for octets.
    fn shown(&self, value: &Value) -> Option<String> {
        Some(match value {
            Value::Text(text) => text.clone(),
            Value::Narrow(octets) => codepage::decode(octets, self.encoding),
            Value::Integer(integer) => integer.to_string(),
            Value::Boolean(truth) => truth.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Time(ticks) => {
                let seconds = (*ticks / 10_000_000) as i64 - 11_644_473_600;
                jiff::Timestamp::from_second(seconds).ok()?.to_string()
            }
            Value::Several(values) => {
                let shown: Vec<String> = values.iter().filter_map(|value| self.shown(value)).collect();
                shown.join("; ")
            }
            Value::Octets(_) => return None,
        })
    }
}
