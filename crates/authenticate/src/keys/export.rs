//! Observations written down for others, in the forms that [`read_keys`](super::read_keys) reads.
//!
//! Only JSON Lines hold all of an observation. Forms that cannot say how a key
//! was come by leave recovered keys out: read back, one would look like an
//! independent copy and confirm itself.

use std::fmt::Write as _;

use super::import::ABSENT;
use super::observation::{Method, Observation};
use super::when::{self, When};

/// A form in which keys are handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyForm {
    /// Observations, whole, one JSON object a line.
    JsonLines,
    /// A table with a head, its cells parted by tabs; without proofs and claims.
    Table,
    /// A zone file; without absences and recovered keys.
    Zone,
    /// The DNS name, a tab, the record; without recovered keys.
    Names,
}

/// Writes observations, one a line.
pub fn write_keys<'a>(observations: impl IntoIterator<Item = &'a Observation>, form: KeyForm) -> String {
    let mut text = String::new();
    if form == KeyForm::Table {
        text.push_str("domain\tselector\trecord\tsource\tmethod\tobserver\tseen\tspki_sha256\tnote\n");
    }
    for observation in observations {
        let line = match form {
            KeyForm::JsonLines => Some(observation.to_line()),
            KeyForm::Table => row(observation),
            KeyForm::Zone => entry(observation),
            KeyForm::Names => listed(observation),
        };
        if let Some(line) = line {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

fn row(observation: &Observation) -> Option<String> {
    let record = told(observation)?;
    let cells = [
        &observation.domain,
        &observation.selector,
        &record,
        &cell(&observation.source),
        observation.method.as_str(),
        &cell(&observation.observer),
        &seen(observation.when),
        observation.key.spki_sha256.as_deref().unwrap_or_default(),
        &cell(observation.note.as_deref().unwrap_or_default()),
    ];
    Some(cells.join("\t"))
}

fn entry(observation: &Observation) -> Option<String> {
    let record = observation.record.as_deref().filter(|_| observation.method != Method::Recovered)?;
    Some(format!("{}. IN TXT {}", name(observation), quoted(record)))
}

fn listed(observation: &Observation) -> Option<String> {
    let record = told(observation).filter(|_| observation.method != Method::Recovered)?;
    Some(format!("{}\t{record}", name(observation)))
}

fn name(observation: &Observation) -> String {
    format!("{}._domainkey.{}", observation.selector, observation.domain)
}

/// Returns the record as it may stand in a line; `None` for what speaks of a key by its hash alone.
fn told(observation: &Observation) -> Option<String> {
    match &observation.record {
        Some(record) if is_plain(record) => Some(record.clone()),
        Some(record) => Some(quoted(record)),
        None => observation.is_absence().then(|| ABSENT.to_owned()),
    }
}

/// Tells whether a record reads back as it is, without quotes.
fn is_plain(record: &str) -> bool {
    let is_edged = record.starts_with(char::is_whitespace) || record.ends_with(char::is_whitespace);
    // A first word without it may be taken for a kind of record.
    let is_tagged = record.split_whitespace().next().is_some_and(|word| word.contains('='));
    is_tagged && !is_edged && !record.contains(['"', '\\']) && !record.contains(char::is_control)
}

/// Writes a record as strings of at most 255 octets (RFC 1035 §3.3.14).
fn quoted(record: &str) -> String {
    let strings: Vec<String> = record.as_bytes().chunks(255).map(string).collect();
    if strings.is_empty() { "\"\"".to_owned() } else { strings.join(" ") }
}

fn string(octets: &[u8]) -> String {
    let mut string = String::from("\"");
    for octet in octets {
        match octet {
            b'"' | b'\\' => string.extend(['\\', char::from(*octet)]),
            b' '..=b'~' => string.push(char::from(*octet)),
            _ => _ = write!(string, "\\{octet:03}"),
        }
    }
    string.push('"');
    string
}

fn seen(when: When) -> String {
    match when {
        When::At(at) => when::written(at).unwrap_or_default(),
        When::Window(Some(from), Some(to)) => {
            let ends = when::written(from).zip(when::written(to));
            ends.map(|(from, to)| format!("{from}/{to}")).unwrap_or_default()
        }
        // Half a window has no form in a table.
        When::Unknown | When::Window(..) => String::new(),
    }
}

/// A cell holds no tab and no line end.
fn cell(text: &str) -> String {
    text.replace(char::is_control, " ")
}
