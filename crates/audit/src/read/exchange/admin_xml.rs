//! The administrators' audit log as `New-AdminAuditLogSearch` mails it: XML.
//!
//! `SearchResults/Event[@Caller @Cmdlet @ObjectModified @RunDate @Succeeded]/CmdletParameters/Parameter`.
//! The mailbox audit log is mailed in the same frame, with other attributes.

use std::io::{self, BufRead};

use quick_xml::events::{BytesStart, Event as Node};
use quick_xml::{Reader, XmlVersion};

use super::act::Act;
use super::fields::{Fields, first};
use super::mailbox_audit::{self, Openings};
use super::parameters::{Parameters, flattened, truth};
use super::records::Records;
use super::trail::Trail;
use crate::model::{Outcome, Why};
use crate::read::sink::Sink;

/// Reads either log.
pub(super) fn read(text: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut records = Records::new(text, "Event", false);
    let mut trail = Trail::default();
    let mut openings = Openings::default();
    while let Some(record) = records.next()? {
        match record.text.and_then(|xml| Element::parse(xml).ok_or(Why::Syntax)) {
            Err(why) => sink.unreadable(record.number, why),
            Ok(event) if event.text("Cmdlet").is_some() => {
                administration(&event, record.number, &mut trail, sink)
            }
            Ok(event) => mailbox_audit::record(&event, record.number, &mut openings, sink),
        }
    }
    trail.finish(sink);
    openings.finish(sink);
    Ok(())
}

fn administration(event: &Element, record: u64, trail: &mut Trail, sink: &mut Sink<'_>) {
    let succeeded = event.text("Succeeded").and_then(truth);
    let act = Act {
        record,
        time: event.text("RunDate").unwrap_or(""),
        caller: event.text("Caller").unwrap_or(""),
        cmdlet: event.text("Cmdlet").unwrap_or(""),
        outcome: succeeded
            .map_or(Outcome::Unsaid, |ok| if ok { Outcome::Succeeded } else { Outcome::Failed }),
        client: first(event, &["ExternalAccess"])
            .filter(|text| truth(text) == Some(true))
            .map(|_| "ExternalAccess"),
    };
    trail.tell(act, &event.parameters(), sink);
}

/// One element with all elements below it, in the order of the file.
struct Element {
    attributes: Vec<(String, String)>,
    below: Vec<Below>,
}

/// An element below, with the attributes that matter in either log.
struct Below {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn parse(xml: &str) -> Option<Self> {
        let mut reader = Reader::from_str(xml);
        let mut elements = Vec::new();
        loop {
            match reader.read_event().ok()? {
                Node::Start(start) | Node::Empty(start) => elements.push(Below::parse(&start)?),
                Node::Eof => break,
                _ => {}
            }
        }
        let mut elements = elements.into_iter();
        let attributes = elements.next()?.attributes;
        Some(Element { attributes, below: elements.collect() })
    }

    fn parameters(&self) -> Parameters<'_> {
        let mut parameters = Parameters::default();
        parameters.object(self.text("ObjectModified").unwrap_or(""));
        for below in &self.below {
            let attribute = |name| find(&below.attributes, name).unwrap_or("");
            match below.name.as_str() {
                "Parameter" => parameters.put(attribute("Name"), attribute("Value")),
                "Property" => {
                    parameters.modified(attribute("Name"), attribute("OldValue"), attribute("NewValue"));
                }
                _ => {}
            }
        }
        parameters
    }
}

impl Below {
    fn parse(start: &BytesStart<'_>) -> Option<Self> {
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.ok()?;
            // An entity that XML itself does not know makes the record unreadable.
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            attributes.push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
        }
        Some(Below { name: start.local_name().into_inner().to_owned(), attributes })
    }
}

fn find<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let (_, value) = attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(value.trim())
}

impl Fields for Element {
    fn text(&self, name: &str) -> Option<&str> {
        find(&self.attributes, name).filter(|value| !value.is_empty() && !flattened(value))
    }

    fn pairs(&self, _name: &str) -> Vec<(&str, Option<&str>)> {
        Vec::new()
    }

    /// The items that a mailbox audit record names are elements, each with a path.
    fn items(&self, name: &str) -> Vec<&str> {
        let of_items = self.below.iter().filter(|below| name == "SourceItemIdsList" && below.name == "Item");
        of_items.map(|item| find(&item.attributes, "Id").unwrap_or("")).collect()
    }

    fn lost(&self, name: &str) -> bool {
        find(&self.attributes, name).is_some_and(flattened)
    }
}
