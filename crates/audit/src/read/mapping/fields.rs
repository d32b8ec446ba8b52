//! Where each field of an event comes from, and the event made of them.

use std::collections::{BTreeMap, HashMap};

use super::super::draft::draft;
use super::super::sink::Sink;
use super::MappingError;
use super::words::{CLASSES, OUTCOMES, POWERS, RELATIONS, expected, value};
use crate::model::{Basis, Class, Event, Moment, Power, Relation, Target, Why};

/// Every field that can be mapped.
const KNOWN: &[&str] = &[
    "time",
    "class",
    "operation",
    "actor",
    "beneficiary",
    "mailbox",
    "right",
    "power",
    "relation",
    "items",
    "client",
    "destination",
    "query",
    "outcome",
    "ticket",
];

/// Words that stand for every mailbox.
const EVERY: &[&str] = &["*", "all"];

/// The fields of a mapping.
#[derive(Debug)]
pub(super) struct Fields {
    from: HashMap<String, From>,
    words: HashMap<String, HashMap<String, String>>,
}

/// Where a value comes from.
#[derive(Debug)]
enum From {
    /// A column or group.
    Named(String),
    /// The same for every record: `= use`.
    Fixed(String),
}

impl Fields {
    /// The fields as written, checked against the columns or groups there are.
    pub(super) fn new(
        written: &BTreeMap<String, String>,
        words: &BTreeMap<String, BTreeMap<String, String>>,
        names: &[String],
    ) -> Result<Self, MappingError> {
        let mut from = HashMap::new();
        for (field, text) in written {
            known(field)?;
            from.insert(field.clone(), From::parse(field, text, names)?);
        }
        if let Some(lacking) = ["time", "class", "actor"].into_iter().find(|field| !from.contains_key(*field))
        {
            return Err(MappingError::Lacks(lacking));
        }
        let words = words.iter().map(|(field, words)| checked(field, words)).collect::<Result<_, _>>()?;
        Ok(Fields { from, words })
    }

    /// Tells one record, whose cells `cell` finds by the name of their column or group.
    pub(super) fn tell<'r>(&self, record: u64, cell: impl Fn(&str) -> Option<&'r str>, sink: &mut Sink<'_>) {
        let values = Values { fields: self, cell: &cell };
        let Some(time) = values.one("time").and_then(|time| sink.moment(&time)) else {
            return sink.unreadable(record, Why::Time);
        };
        let class = values.one("class").and_then(|word| value(CLASSES, &word)).flatten();
        // A word for which the mapping has none is about something else.
        let Some(class) = class else { return sink.irrelevant(Some(time)) };
        match values.event(record, time, class, sink) {
            Some(event) => sink.event(event),
            None => sink.unreadable(record, Why::Missing),
        }
    }
}

impl From {
    fn parse(field: &str, text: &str, names: &[String]) -> Result<Self, MappingError> {
        if let Some(fixed) = text.strip_prefix('=') {
            let word = fixed.trim().to_owned();
            check_word(field, &word)?;
            return Ok(From::Fixed(word));
        }
        match names.iter().any(|name| name.eq_ignore_ascii_case(text)) {
            true => Ok(From::Named(text.to_owned())),
            false => Err(MappingError::Unknown { field: field.to_owned(), from: text.to_owned() }),
        }
    }
}

fn known(field: &str) -> Result<(), MappingError> {
    let is_known = KNOWN.contains(&field);
    let word = || MappingError::Word {
        field: "fields".to_owned(),
        word: field.to_owned(),
        expected: KNOWN.to_vec(),
    };
    is_known.then_some(()).ok_or_else(word)
}

fn check_word(field: &str, word: &str) -> Result<(), MappingError> {
    match expected(field) {
        Some(expected) if !expected.iter().any(|known| known.eq_ignore_ascii_case(word)) => {
            Err(MappingError::Word { field: field.to_owned(), word: word.to_owned(), expected })
        }
        _ => Ok(()),
    }
}

fn checked(
    field: &str,
    words: &BTreeMap<String, String>,
) -> Result<(String, HashMap<String, String>), MappingError> {
    known(field)?;
    let mut translated = HashMap::new();
    for (from, to) in words {
        check_word(field, to)?;
        translated.insert(from.to_lowercase(), to.clone());
    }
    Ok((field.to_owned(), translated))
}

/// The values of one record.
struct Values<'v, C> {
    fields: &'v Fields,
    cell: &'v C,
}

impl<'r, C: Fn(&str) -> Option<&'r str>> Values<'_, C> {
    /// The value of a field, translated if the mapping has a word for it.
    fn one(&self, field: &str) -> Option<String> {
        let text = match self.fields.from.get(field)? {
            From::Fixed(text) => text.as_str(),
            From::Named(name) => (self.cell)(name)?.trim(),
        };
        let translated = self.fields.words.get(field).and_then(|words| words.get(&text.to_lowercase()));
        let text = translated.map_or(text, String::as_str);
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn event(&self, record: u64, time: Moment, class: Class, sink: &mut Sink<'_>) -> Option<Event> {
        let actor = self.one("actor")?;
        let operation = self.one("operation").or_else(|| self.one("class"))?;
        let mailbox = self.one("mailbox");
        let mut event = draft(sink, record, time, class, &operation, &actor);
        (event.relation, event.basis) = self.relation(&actor, mailbox.as_deref());
        event.target = target(mailbox.as_deref(), sink);
        event.beneficiary = self.one("beneficiary").map(|text| sink.name(&text));
        event.right = self.one("right").map(|text| sink.name(&text));
        event.client = self.one("client").map(|text| sink.name(&text));
        event.destination = self.one("destination").map(|text| sink.name(&text));
        event.query = self.one("query").map(|text| sink.name(&text));
        event.ticket = self.one("ticket").map(|text| sink.name(&text));
        event.items = self.one("items").and_then(|text| text.parse().ok()).unwrap_or(0);
        event.power = self.one("power").and_then(|word| value(POWERS, &word)).unwrap_or(power_of(class));
        event.outcome = self.one("outcome").and_then(|word| value(OUTCOMES, &word)).unwrap_or(event.outcome);
        Some(event)
    }

    /// As the log tells; else by the names, which is little.
    fn relation(&self, actor: &str, mailbox: Option<&str>) -> (Relation, Basis) {
        if let Some(told) = self.one("relation").and_then(|word| value(RELATIONS, &word)) {
            return (told, Basis::LogonType);
        }
        match mailbox {
            Some(mailbox) if mailbox.eq_ignore_ascii_case(actor) => (Relation::Owner, Basis::LoginName),
            Some(_) => (Relation::NonOwner, Basis::LoginName),
            None => (Relation::Undetermined, Basis::Nothing),
        }
    }
}

fn target(mailbox: Option<&str>, sink: &mut Sink<'_>) -> Target {
    match mailbox {
        Some(every) if EVERY.iter().any(|word| word.eq_ignore_ascii_case(every)) => Target::All,
        Some(mailbox) => Target::Mailbox(sink.name(mailbox)),
        None => Target::None,
    }
}

/// What an act of a class lets one do, if the mapping does not say.
fn power_of(class: Class) -> Power {
    match class {
        Class::Grant | Class::Revoke | Class::Use => Power::Open,
        Class::SendAs => Power::SendAs,
        Class::Export => Power::ExportAll,
        Class::Search => Power::SearchAll,
        Class::Divert | Class::DivertEnd => Power::Divert,
        _ => Power::None,
    }
}
