//! One activity, in whatever nesting it was saved.

use serde::Deserialize;
use serde_json::Value;

/// Strings within strings are opened so many times.
const DEEPEST: usize = 4;

/// No event has more parameters, no parameter more values.
const MOST: usize = 1000;

/// An activity of the Reports API.
#[derive(Deserialize)]
pub(super) struct Activity {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    actor: Value,
    #[serde(default, rename = "ipAddress")]
    address: Value,
    #[serde(default)]
    events: Value,
}

/// One event of it.
pub(super) struct Act {
    /// Its name, in lower case.
    pub(super) name: String,
    parameters: Vec<(String, Vec<String>)>,
}

impl Activity {
    /// The time as written.
    pub(super) fn time(&self) -> Option<String> {
        field(&self.id, "time")
    }

    /// `admin`, `token`, `vault`...
    pub(super) fn application(&self) -> String {
        field(&self.id, "applicationName").unwrap_or_default().to_lowercase()
    }

    /// What no other activity of the same application bears.
    pub(super) fn identity(&self) -> Option<String> {
        let qualifier = field(&self.id, "uniqueQualifier")?;
        Some(format!("google {} {} {qualifier}", self.application(), self.time()?))
    }

    /// Who acted: an address, else whatever names the caller.
    pub(super) fn actor(&self) -> Option<String> {
        ["email", "key", "profileId", "callerType"].iter().find_map(|name| field(&self.actor, name))
    }

    /// Where the request came from.
    pub(super) fn address(&self) -> Option<String> {
        text(&self.address)
    }

    /// Its events: one, several, or a string that holds them.
    pub(super) fn acts(&self) -> Vec<Act> {
        many(&self.events).iter().filter_map(Act::of).collect()
    }
}

impl Act {
    /// An act of which a table told the parameters.
    pub(super) fn new(name: &str, parameters: Vec<(String, Vec<String>)>) -> Self {
        Act { name: name.to_lowercase(), parameters }
    }

    fn of(event: &Value) -> Option<Act> {
        let name = field(event, "name")?;
        let parameters = event.get("parameters").map(many).unwrap_or_default();
        let parameters = parameters
            .iter()
            .take(MOST)
            .filter_map(|parameter| Some((field(parameter, "name")?.to_lowercase(), values(parameter))));
        Some(Act { name: name.to_lowercase(), parameters: parameters.collect() })
    }

    /// The first value of a parameter, by its name in lower case.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    /// Every value of a parameter.
    pub(super) fn all(&self, name: &str) -> &[String] {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map_or(&[], |(_, values)| values)
    }
}

fn values(parameter: &Value) -> Vec<String> {
    let kinds = ["value", "intValue", "boolValue", "multiValue", "multiIntValue"];
    let value = kinds.iter().find_map(|kind| parameter.get(kind));
    let Some(value) = value else { return Vec::new() };
    let values = match value {
        Value::Array(values) => values.iter().take(MOST).filter_map(text).collect(),
        one => text(one).into_iter().collect::<Vec<String>>(),
    };
    values.into_iter().filter(|value| !value.is_empty()).collect()
}

/// The elements of an array, of an array in a string, or the one value itself.
fn many(value: &Value) -> Vec<Value> {
    let mut value = value.clone();
    for _ in 0..DEEPEST {
        match value {
            Value::String(text) => value = serde_json::from_str(&text).unwrap_or(Value::Null),
            Value::Array(values) => return values,
            Value::Object(_) => return vec![value],
            _ => break,
        }
    }
    Vec::new()
}

/// A field of an object, or of an object in a string.
fn field(value: &Value, name: &str) -> Option<String> {
    match value {
        Value::String(inner) => {
            field(&serde_json::from_str::<Value>(inner).ok().filter(Value::is_object)?, name)
        }
        value => text(value.get(name)?),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(told) => Some(told.to_string()),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}
