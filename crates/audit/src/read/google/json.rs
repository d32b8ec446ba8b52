//! The shapes that activities are saved in: lines, an array, pages with `items`, one after the other.

use std::fmt;
use std::io::{self, BufRead};

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::super::lines::{Line, Lines};
use super::super::sink::Sink;
use super::activity::Activity;
use super::meaning;
use crate::model::Why;

/// Fields of an activity; others of a page are passed over.
const FIELDS: &[&str] = &["id", "actor", "ipAddress", "events", "kind"];

/// Reads activities: each is a record.
pub(super) fn read(text: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut teller = Teller { record: 0, sink };
    if is_by_line(text)? {
        return teller.lines(text);
    }
    teller.documents(text);
    Ok(())
}

/// Whether the first line is a whole document: then a broken one costs no other.
fn is_by_line(text: &mut dyn BufRead) -> io::Result<bool> {
    let held = text.fill_buf()?;
    let first = held.split(|octet| *octet == b'\n').find(|line| !line.trim_ascii().is_empty());
    Ok(first.is_some_and(|line| {
        line.trim_ascii().starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok()
    }))
}

struct Teller<'t, 'e> {
    record: u64,
    sink: &'t mut Sink<'e>,
}

impl Teller<'_, '_> {
    fn lines(&mut self, text: &mut dyn BufRead) -> io::Result<()> {
        let mut lines = Lines::new(text);
        while let Some((_, line)) = lines.next()? {
            let Line::Text(line) = line else {
                self.record += 1;
                self.sink.unreadable(self.record, Why::TooLarge);
                continue;
            };
            let mut document = serde_json::Deserializer::from_str(line);
            let told = self.record;
            if (Document { teller: self }).deserialize(&mut document).is_err() && self.record == told {
                self.broken(Why::Syntax);
            }
        }
        Ok(())
    }

    /// Documents one after the other. Behind a broken one nothing can be found again.
    fn documents(&mut self, text: &mut dyn BufRead) {
        let mut stream = serde_json::Deserializer::from_reader(text);
        loop {
            match (Document { teller: self }).deserialize(&mut stream) {
                Ok(()) => {}
                Err(end) if end.is_eof() && !self.is_within(&end) => return,
                Err(error) => return self.broken(if error.is_eof() { Why::Cut } else { Why::Syntax }),
            }
        }
    }

    /// Whether a text ended within a document: at its end alone there is nothing to miss.
    fn is_within(&self, end: &serde_json::Error) -> bool {
        !end.to_string().starts_with("EOF while parsing a value")
    }

    fn broken(&mut self, why: Why) {
        self.record += 1;
        self.sink.unreadable(self.record, why);
    }

    fn activity(&mut self, activity: Result<Activity, serde_json::Error>) {
        self.record += 1;
        match activity {
            Ok(activity) => meaning::tell(self.record, &activity, self.sink),
            Err(_) => self.sink.unreadable(self.record, Why::Syntax),
        }
    }
}

/// An array of activities, a page of them, or one.
struct Document<'d, 't, 'e> {
    teller: &'d mut Teller<'t, 'e>,
}

impl<'de> DeserializeSeed<'de> for Document<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("activities")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(raw) = elements.next_element::<Box<RawValue>>()? {
            // A page in an array of pages.
            let is_page = raw.get().contains("\"items\"");
            if is_page {
                let mut page = serde_json::Deserializer::from_str(raw.get());
                if page.deserialize_map(Document { teller: &mut *self.teller }).is_ok() {
                    continue;
                }
            }
            self.teller.activity(serde_json::from_str(raw.get()));
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut activity = Map::new();
        let mut is_page = false;
        while let Some(name) = fields.next_key::<String>()? {
            if name == "items" {
                is_page = true;
                fields.next_value_seed(Document { teller: &mut *self.teller })?;
            } else if FIELDS.contains(&name.as_str()) {
                activity.insert(name, fields.next_value()?);
            } else {
                fields.next_value::<IgnoredAny>()?;
            }
        }
        let is_empty_page =
            activity.get("kind").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("activities"));
        if !is_page && !is_empty_page {
            self.teller.activity(Activity::deserialize(Value::Object(activity)));
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
