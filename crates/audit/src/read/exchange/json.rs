//! Objects as `ConvertTo-Json` writes them: the same cmdlets' output, with PowerShell's own dates.

use serde_json::{Map, Value};

use super::fields::Fields;
use super::parameters::{bare, flattened, list};

/// One object, its values as they are shown.
pub(super) struct Object {
    fields: Vec<(String, Held)>,
}

enum Held {
    Text(String),
    List(Vec<Item>),
}

/// An item of a list; of a pair of name and value both.
struct Item {
    name: Option<String>,
    shown: Option<String>,
}

/// The object that `octets` are; none if they are none.
pub(super) fn parse(octets: &[u8]) -> Option<Object> {
    let text = octets.trim_ascii();
    let object: Map<String, Value> = serde_json::from_slice(text.strip_suffix(b",").unwrap_or(text)).ok()?;
    let fields = object.into_iter().filter_map(|(name, value)| Some((name, held(value)?)));
    Some(Object { fields: fields.collect() })
}

fn held(value: Value) -> Option<Held> {
    match value {
        Value::Array(items) => Some(Held::List(items.into_iter().map(item).collect())),
        Value::Object(mut object) => match object.remove("value") {
            // PowerShell 5.1 wraps lists and dates (`{"value": [...], "Count": 2}`).
            Some(value) => held(value),
            None => item(Value::Object(object)).shown.map(Held::Text),
        },
        plain => shown(&plain).map(Held::Text),
    }
}

fn item(value: Value) -> Item {
    const NAMES: [&str; 5] = ["RawIdentity", "PrimarySmtpAddress", "DisplayName", "Name", "Identity"];
    let Value::Object(object) = value else { return Item { name: None, shown: shown(&value) } };
    let text = |name: &str| object.get(name).and_then(shown);
    match object.contains_key("Value") {
        true => Item { name: text("Name"), shown: Some(text("Value").unwrap_or_default()) },
        false => Item { name: text("Name"), shown: NAMES.into_iter().find_map(text) },
    }
}

/// A plain value in words; `/Date(1457085600000)/` is milliseconds since 1970, UTC.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(date(text).unwrap_or_else(|| text.clone())),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn date(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix("/Date(")?.strip_suffix(")/")?;
    // An offset behind the number (`+0100`) is for display.
    let end = inner.rfind(['+', '-']).filter(|at| *at > 0).unwrap_or(inner.len());
    let ms = inner.get(..end)?.parse().ok()?;
    Some(jiff::Timestamp::from_millisecond(ms).ok()?.to_string())
}

impl Object {
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    fn find(&self, name: &str) -> Option<&Held> {
        self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, held)| held)
    }

    fn items(&self, name: &str) -> &[Item] {
        match self.find(name) {
            Some(Held::List(items)) => items,
            _ => &[],
        }
    }
}

impl Fields for Object {
    fn text(&self, name: &str) -> Option<&str> {
        let text = match self.find(name)? {
            Held::Text(text) => text.as_str(),
            Held::List(items) => match items.as_slice() {
                [Item { name: None, shown: Some(one) }] => one,
                _ => return None,
            },
        };
        Some(bare(text)).filter(|text| !text.is_empty() && !flattened(text))
    }

    fn items(&self, name: &str) -> Vec<&str> {
        match self.find(name) {
            Some(Held::List(items)) => {
                let shown = items.iter().filter_map(|item| item.shown.as_deref());
                shown.map(str::trim).filter(|item| !item.is_empty()).collect()
            }
            _ => self.text(name).map(list).unwrap_or_default(),
        }
    }

    fn pairs(&self, name: &str) -> Vec<(&str, Option<&str>)> {
        fn pair(item: &Item) -> Option<(&str, Option<&str>)> {
            match &item.name {
                Some(name) => Some((name, item.shown.as_deref())),
                // Objects too deep for `-Depth` are written as their names alone.
                None => Some((item.shown.as_deref()?, None)),
            }
        }
        Object::items(self, name).iter().filter_map(pair).collect()
    }

    fn lost(&self, name: &str) -> bool {
        matches!(self.find(name), Some(Held::Text(text)) if flattened(text))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Form, Tally};
    use crate::read::evidence_of;
    use crate::read::tried::outline;

    const GRANT: &str = "Grant Add-MailboxPermission corp.example/Users/Adm dsi ana Undetermined";

    fn act(rest: &str) -> String {
        format!(
            r#"{{"ObjectModified":"corp.example/Users/Ana","CmdletName":"Add-MailboxPermission",
            "Caller":"corp.example/Users/Adm","Succeeded":true,"Error":"None",{rest}}}"#
        )
    }

    #[test]
    fn the_administrators_log_is_read_in_every_layout() {
        let given = r#""CmdletParameters":[{"Name":"Identity","Value":"ana"},{"Name":"User","Value":"dsi"},{"Name":"AccessRights","Value":"FullAccess"}]"#;
        let wrapped = given.replace(":[{", ":{\"value\":[{").replace("}]", "}],\"Count\":3}");
        for (given, date) in [
            (given, "2016-03-04T10:00:00Z"),
            (given, "\\/Date(1457085600000)\\/"),
            (given, "/Date(1457085600000+0100)/"),
            (wrapped.as_str(), "2016-03-04T11:00:00+01:00"),
        ] {
            let act = act(&format!("{given},\"RunDate\":\"{date}\""));
            for text in [act.clone(), format!("[{act}]"), act.replace('\n', " ") + "\n"] {
                let evidence = evidence_of(text.as_bytes());
                assert_eq!(evidence.sources[0].form, Form::AdminAuditJson, "{text}");
                assert_eq!(outline(&evidence), [GRANT], "{text}");
                assert_eq!(evidence.events[0].time.utc_ms, 1_457_085_600_000, "{text}");
            }
        }
    }

    #[test]
    fn parameters_that_were_too_deep_are_lost_and_said_to_be() {
        let names =
            r#""CmdletParameters":["Identity","User","AccessRights"],"RunDate":"2016-03-04T10:00:00Z""#;
        let evidence = evidence_of(act(names).as_bytes());
        assert!(evidence.events[0].flags.has(crate::model::Flags::PARAMETERS_LOST));
    }

    #[test]
    fn snapshots_are_known_and_what_is_cut_is_counted() {
        let row = |user: &str| {
            format!(
                r#"{{"Identity":"ana","User":{user},"AccessRights":{{"value":["FullAccess"],"Count":1}},"IsInherited":false,"Deny":false}}"#
            )
        };
        let text =
            format!("[{},{},{{\"Identity\":\"x", row("\"dsi\""), row(r#"{"RawIdentity":"CORP\\eve"}"#));
        let evidence = evidence_of(text.as_bytes());
        assert_eq!(evidence.sources[0].form, Form::PermissionSnapshot);
        let holders: Vec<&str> =
            evidence.standing.iter().map(|one| evidence.names.text(one.beneficiary)).collect();
        assert_eq!(holders, ["dsi", "CORP\\eve"]);
        assert_eq!(
            evidence.sources[0].tally,
            Tally { records: 3, read: 2, unreadable: 1, ..Tally::default() }
        );
    }

    proptest::proptest! {
        #[test]
        fn any_object_is_read_or_counted(inner in "[\\[\\]{}\":,a0\\\\]{0,60}") {
            let text = format!("[{{\"CmdletName\":1,\"Caller\":2,\"RunDate\":{inner}}}]");
            evidence_of(text.as_bytes());
        }
    }
}
