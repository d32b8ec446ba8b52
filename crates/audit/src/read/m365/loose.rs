//! Values as exports write them: numbers as strings, booleans as words, JSON in strings in JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// How often JSON may be wrapped in a string.
const DEEPEST: u8 = 3;

/// A value that may be text, a number, a word or nothing: its text.
///
/// Lists and objects, where none is expected, are nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Loose<'r>(Option<Cow<'r, str>>);

impl Loose<'_> {
    /// The text, trimmed; none if there is none.
    pub(super) fn text(&self) -> Option<&str> {
        self.0.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The number that the text is.
    pub(super) fn number(&self) -> Option<u32> {
        self.text()?.parse().ok()
    }
}

impl<'r> From<&'r str> for Loose<'r> {
    fn from(text: &'r str) -> Self {
        Loose(Some(Cow::Borrowed(text)))
    }
}

impl<'de: 'r, 'r> Deserialize<'de> for Loose<'r> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyText)
    }
}

struct AnyText;

impl<'de> Visitor<'de> for AnyText {
    type Value = Loose<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Loose(Some(Cow::Borrowed(text))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Loose(Some(Cow::Owned(text.to_owned()))))
    }

    fn visit_bool<E: Error>(self, is: bool) -> Result<Self::Value, E> {
        Ok(Loose(Some(Cow::Borrowed(if is { "True" } else { "False" }))))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Loose(Some(Cow::Owned(number.to_string()))))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Loose(Some(Cow::Owned(number.to_string()))))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Loose(Some(Cow::Owned(number.to_string()))))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Loose(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Loose(None))
    }
}

/// The value that `json` is when strings that hold JSON are undone.
pub(super) fn undone(json: &str) -> Value {
    let mut value = serde_json::from_str(json).unwrap_or(Value::Null);
    for _ in 0..DEEPEST {
        let Value::String(text) = &value else { break };
        match serde_json::from_str(text.trim()) {
            Ok(inner) => value = inner,
            Err(_) => break,
        }
    }
    value
}

/// A list of names and values: `[{"Name": …, "Value": …}]` in any wrapping, an object, or
/// what PowerShell prints of them (`@{Name=MailAccessType; Value=Bind}`).
pub(super) fn pairs(json: &str) -> Vec<(String, String)> {
    match undone(json) {
        Value::Array(items) => items.iter().filter_map(pair).collect(),
        Value::Object(entries) if entries.keys().any(|key| key.eq_ignore_ascii_case("name")) => {
            pair(&Value::Object(entries)).into_iter().collect()
        }
        Value::Object(entries) => entries.iter().map(|(name, value)| (name.clone(), shown(value))).collect(),
        _ => Vec::new(),
    }
}

fn pair(item: &Value) -> Option<(String, String)> {
    if let Value::String(printed) = item {
        return printed_pair(printed).or_else(|| {
            let inner = serde_json::from_str::<Value>(printed).ok()?;
            inner.is_object().then(|| pair(&inner))?
        });
    }
    Some((field(item, &["Name", "Key"])?, field(item, &["Value"]).unwrap_or_default()))
}

/// `@{Value=Bind; Name=MailAccessType}`.
fn printed_pair(text: &str) -> Option<(String, String)> {
    let inner = text.trim().strip_prefix("@{")?.strip_suffix('}')?;
    let of = |wanted: &str| {
        let (_, value) =
            inner.split("; ").filter_map(|part| part.split_once('=')).find(|(key, _)| *key == wanted)?;
        Some(value.to_owned())
    };
    Some((of("Name")?, of("Value").unwrap_or_default()))
}

/// The text of the first of these fields that an object has; case does not matter.
pub(super) fn field(of: &Value, names: &[&str]) -> Option<String> {
    let entries = of.as_object()?;
    let find = |name: &&str| entries.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v);
    names.iter().find_map(find).map(shown)
}

/// A value as text: lists as `a,b`.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().map(shown).collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_value_has_a_text() {
        for (json, text) in [
            ("\"a\"", Some("a")),
            ("\" \\u0061 \"", Some("a")),
            ("3", Some("3")),
            ("-3", Some("-3")),
            ("true", Some("True")),
            ("null", None),
            ("\"\"", None),
            ("[1,{\"a\":2}]", None),
        ] {
            let read: Loose<'_> = serde_json::from_str(json).expect("JSON");
            assert_eq!(read.text(), text, "{json}");
        }
    }

    #[test]
    fn names_and_values_come_in_many_wrappings() {
        for json in [
            r#"[{"Name":"A","Value":"1"},{"Name":"B","Value":true}]"#,
            r#""[{\"Name\":\"A\",\"Value\":\"1\"},{\"Name\":\"B\",\"Value\":\"True\"}]""#,
            r#""\"[{\\\"Name\\\":\\\"A\\\",\\\"Value\\\":1},{\\\"name\\\":\\\"B\\\",\\\"value\\\":\\\"True\\\"}]\"""#,
            r#"["@{Value=1; Name=A}","@{Name=B; Value=True}"]"#,
            r#"["{\"Name\":\"A\",\"Value\":\"1\"}",{"Key":"B","Value":"True"}]"#,
            r#"{"A":"1","B":true}"#,
        ] {
            let expected = [("A", "1"), ("B", "True")].map(|(n, v)| (n.to_owned(), v.to_owned()));
            assert_eq!(pairs(json), expected, "{json}");
        }
        assert!(pairs("\"nothing\"").is_empty());
    }
}
