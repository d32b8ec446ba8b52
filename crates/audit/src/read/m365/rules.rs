//! Rules of a mailbox, as the mailbox audit records them (`UpdateInboxRules`).

use serde_json::Value;

use super::acts::Act;
use super::loose::{field, pairs, shown};
use crate::model::{Class, Flags, Power};
use crate::read::sink::Sink;

/// Tells what the rule does with mail from now on.
pub(super) fn tell(act: &Act<'_>, sink: &mut Sink<'_>) {
    let properties = act.record.operation_properties.map(|raw| pairs(raw.get())).unwrap_or_default();
    let named = |name: &str| {
        properties.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    };
    let actions = named("RuleActions").and_then(|text| serde_json::from_str::<Value>(text).ok());
    let actions = actions.as_ref().and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let kind = |action: &Value| field(action, &["ActionType"]).unwrap_or_default().to_ascii_lowercase();
    let sends = actions.iter().find(|a| kind(a).contains("forward") || kind(a).contains("redirect"));
    let destroys = actions.iter().any(|action| kind(action).contains("delete"));
    let ends = named("RuleOperation").is_some_and(|what| what.contains("Remove") || what.contains("Delete"));

    let class = match (sends.is_some(), destroys) {
        (true, _) if ends => Class::DivertEnd,
        (true, _) => Class::Divert,
        (false, true) if !ends => Class::Tamper,
        // A rule that files mail away: the mailbox was opened by whoever made it.
        _ => Class::Use,
    };
    let mut event = act.mailbox_event(class, sink);
    event.right = named("RuleName").map(|name| sink.name(name));
    if let Some(action) = sends {
        event.power = Power::Divert;
        let to = action.get("Recipients").map(shown).filter(|to| !to.is_empty());
        event.destination = to.map(|to| sink.name(&to));
    }
    if destroys {
        event.flags = event.flags.with(Flags::DELETED);
    }
    sink.event(event);
}
