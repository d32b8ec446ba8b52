//! Keys in JSON: observations, signed statements, and lists of recovered keys.

use serde_json::{Map, Value};

use super::super::line::{MAX_TAKEN_OCTETS, NotRead};
use super::super::observation::{Method, Observation};
use super::super::statement::read_statement;
use super::{Intake, split_name};

/// Reads a text that is one JSON value as a whole; `false` if it is not one.
pub(super) fn read_whole(text: &str, intake: &mut Intake<'_>) -> bool {
    if !text.trim_start().starts_with(['{', '[']) {
        return false;
    }
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => {
            for item in items {
                intake.take(1, read_item(item));
            }
        }
        Ok(Value::Object(fields)) if is_by_name(&fields) => {
            for (name, key) in fields {
                intake.take(1, recovered(&name, &key));
            }
        }
        Ok(item) => intake.take(1, read_item(item)),
        Err(_) => return false,
    }
    true
}

/// Reads one line that is an observation or a statement.
pub(super) fn read_line(line: &str) -> Result<Observation, NotRead> {
    if line.len() > MAX_TAKEN_OCTETS {
        return Err(NotRead::TooLong);
    }
    if is_compact(line) {
        return read_item(Value::from(line));
    }
    read_item(serde_json::from_str(line).map_err(|_| NotRead::NotJson)?)
}

/// Tells whether a line looks like a compact JWS (RFC 7515 §7.1): three runs of
/// base64url, the first of which is JSON.
pub(super) fn is_compact(line: &str) -> bool {
    let is_plain = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'.');
    line.starts_with("ey")
        && line.bytes().all(is_plain)
        && line.bytes().filter(|octet| *octet == b'.').count() == 2
}

fn read_item(item: Value) -> Result<Observation, NotRead> {
    let read = match &item {
        Value::Object(fields) if fields.contains_key("payload") => read_statement(item)?,
        Value::Object(_) => Observation::from_value(item)?,
        Value::String(compact) if is_compact(compact) => read_statement(item)?,
        _ => return Err(NotRead::UnknownForm),
    };
    if read.to_line().len() > MAX_TAKEN_OCTETS { Err(NotRead::TooLong) } else { Ok(read) }
}

/// Tells whether all fields are keys by their DNS names, as recoveries are listed.
fn is_by_name(fields: &Map<String, Value>) -> bool {
    !fields.is_empty()
        && fields.iter().all(|(name, key)| split_name(name).is_some() && key.get("p").is_some())
}

fn recovered(name: &str, key: &Value) -> Result<Observation, NotRead> {
    let (selector, domain) = split_name(name).ok_or(NotRead::NoName)?;
    let half = key.get("p").and_then(Value::as_str).ok_or(NotRead::NoRecord)?;
    let record = format!("p={half}");
    let read =
        Observation::new(domain, selector, Some(&record), Method::Recovered, "").ok_or(NotRead::NoName)?;
    let bits = key.get("bits").and_then(Value::as_u64);
    if bits.is_some_and(|bits| read.key.bits.is_some_and(|is| u64::from(is) != bits)) {
        return Err(NotRead::OtherKey);
    }
    let note = key.get("how").and_then(Value::as_str).map(str::to_owned);
    Ok(Observation { note, ..read })
}
