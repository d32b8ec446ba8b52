//! Which records matter, found out as cheaply as can be: most are about something else.

use std::collections::HashMap;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde_json::value::RawValue;

use super::batch::{Kind, Raw};
use super::operation::Operation;
use super::record::Record;
use super::{acts, entra};
use crate::model::{Flags, Moment, Why, Zone};
use crate::read::sink::Sink;
use crate::read::times::Stamp;

/// How many names of operations are remembered: a real log has some hundreds.
const MOST_NAMES: usize = 4096;

/// How often a record may be wrapped in another, or in a string.
const DEEPEST: u8 = 5;

static OPERATION: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(b"\"Operation\":\""));
static IDENTIFIER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(b"\"Id\":\""));
static TIME: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(b"\"CreationTime\":\""));

/// Tells records, and remembers what the names of operations mean.
#[derive(Default)]
pub(super) struct Judge {
    operations: HashMap<Box<str>, Operation>,
}

/// A record on its way: where it stands, and what was done to read it.
#[derive(Clone, Copy)]
pub(super) struct Told<'b> {
    /// Which, from 1.
    pub(super) record: u64,
    /// The cells beside it: operation, time, user, identifier.
    pub(super) beside: [&'b str; 4],
    /// `SALVAGED`, if it was cut.
    pub(super) flags: Flags,
}

impl Judge {
    /// Tells `sink` one record.
    pub(super) fn tell(&mut self, raw: Raw<'_>, kind: Kind, sink: &mut Sink<'_>) {
        let told = Told { record: raw.record, beside: raw.beside, flags: Flags::default() };
        if raw.json.starts_with('[') && kind == Kind::Objects {
            return self.tell_each(told, raw.json, sink);
        }
        self.tell_json(told, raw.json, DEEPEST, sink);
    }

    /// A line that holds an array.
    fn tell_each(&mut self, told: Told<'_>, json: &str, sink: &mut Sink<'_>) {
        match serde_json::from_str::<Vec<&RawValue>>(json.trim_end_matches(',')) {
            Ok(records) => {
                records.iter().for_each(|record| self.tell_json(told, record.get(), DEEPEST, sink));
            }
            Err(_) => sink.unreadable(told.record, Why::Syntax),
        }
    }

    fn tell_json(&mut self, told: Told<'_>, json: &str, deeper: u8, sink: &mut Sink<'_>) {
        if let Some(glimpse) = self.glance(json) {
            sink.known_as(glimpse.identifier);
            return sink.irrelevant(moment(glimpse.time));
        }
        if json.starts_with('"') && deeper > 0 {
            return match serde_json::from_str::<String>(json) {
                Ok(text) => self.tell_json(told, text.trim(), deeper - 1, sink),
                Err(_) => sink.unreadable(told.record, Why::Syntax),
            };
        }
        let json = json.trim_end_matches(',');
        match Record::parse(json) {
            Ok(record) => self.tell_record(told, json, &record, deeper, sink),
            Err(error) if error.is_eof() => self.tell_cut(told, json, deeper, sink),
            Err(_) => sink.unreadable(told.record, Why::Syntax),
        }
    }

    /// A look at a record that is about something else, without parsing it.
    ///
    /// Two operations in one record are looked at closely: one may be inside the other.
    fn glance<'j>(&mut self, json: &'j str) -> Option<Glimpse<'j>> {
        let mut found = OPERATION.find_iter(json.as_bytes());
        let at = found.next()?;
        if found.next().is_some() || !json.ends_with('}') {
            return None;
        }
        let operation = string_at(json, at + OPERATION.needle().len())?;
        let is_irrelevant = self.operation(operation) == Operation::Irrelevant;
        let (identifier, time) = (after(json, &IDENTIFIER), after(json, &TIME));
        // Folders bear an `Id` as well, which is no GUID.
        (is_irrelevant && identifier.len() == 36 && !time.is_empty()).then_some(Glimpse { identifier, time })
    }

    fn tell_record(
        &mut self,
        told: Told<'_>,
        json: &str,
        record: &Record<'_>,
        deeper: u8,
        sink: &mut Sink<'_>,
    ) {
        if let Some(inner) = record.inner().filter(|_| deeper > 0) {
            return self.tell_json(told, inner.get(), deeper - 1, sink);
        }
        let [operation, ..] = told.beside;
        let Some(operation) = record.operation().or(Some(operation).filter(|name| !name.is_empty())) else {
            return entra::tell(told, json, sink);
        };
        let [_, time, _, identifier] = told.beside;
        let time = moment(record.time().unwrap_or(time));
        sink.known_as(record.identifier().unwrap_or(identifier));
        match (self.operation(operation), time) {
            (Operation::Irrelevant, time) => sink.irrelevant(time),
            (_, None) => sink.unreadable(told.record, Why::Time),
            (kind, Some(time)) => acts::tell(&acts::Act { told, time, operation, kind, record }, sink),
        }
    }

    /// A record that was cut, by Excel or at the end of a file: what is whole of it is read.
    fn tell_cut(&mut self, told: Told<'_>, json: &str, deeper: u8, sink: &mut Sink<'_>) {
        let whole = salvaged(json).unwrap_or_else(|| "{}".to_owned());
        let told = Told { flags: told.flags.with(Flags::SALVAGED), ..told };
        match Record::parse(&whole) {
            Ok(record) if record.operation().is_some() || !told.beside.iter().all(|cell| cell.is_empty()) => {
                self.tell_record(told, &whole, &record, deeper, sink);
            }
            _ => sink.unreadable(told.record, Why::Cut),
        }
    }

    fn operation(&mut self, name: &str) -> Operation {
        if let Some(known) = self.operations.get(name) {
            return *known;
        }
        let operation = Operation::of(name);
        if self.operations.len() < MOST_NAMES {
            self.operations.insert(name.into(), operation);
        }
        operation
    }
}

/// What is seen of a record without parsing it.
struct Glimpse<'j> {
    identifier: &'j str,
    time: &'j str,
}

fn after<'j>(json: &'j str, key: &Finder<'_>) -> &'j str {
    let at = key.find(json.as_bytes());
    at.and_then(|at| string_at(json, at + key.needle().len())).unwrap_or_default()
}

/// The string that begins at a place, if nothing in it is escaped.
fn string_at(json: &str, start: usize) -> Option<&str> {
    let rest = json.get(start..)?;
    let end = memchr::memchr(b'"', rest.as_bytes())?;
    rest.get(..end).filter(|text| !text.contains('\\'))
}

/// The moment of a record: the unified log is documented to be in UTC.
pub(super) fn moment(text: &str) -> Option<Moment> {
    Some(Moment { utc_ms: Stamp::parse_utc(text)?, zone: Zone::Explicit, raw: None })
}

/// The fields of a cut object that are whole, as an object.
fn salvaged(json: &str) -> Option<String> {
    let (mut depth, mut is_in_string, mut is_escaped, mut last) = (0_u32, false, false, None);
    for (at, octet) in json.bytes().enumerate() {
        match octet {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_string => is_escaped = true,
            b'"' => is_in_string = !is_in_string,
            _ if is_in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 1 => last = Some(at),
            _ => {}
        }
    }
    Some(format!("{}}}", json.get(..last?)?))
}
