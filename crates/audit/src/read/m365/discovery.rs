//! Searches of content and what was taken out: the query is the act.

use serde_json::Value;

use super::acts::Act;
use super::loose::{pairs, shown, undone};
use crate::model::{Basis, Class, Power, Relation, Target};
use crate::read::exchange::parameters::{command_line, list};
use crate::read::sink::Sink;

/// Tells a search, with where and for what.
pub(super) fn tell(act: &Act<'_>, class: Class, sink: &mut Sink<'_>) {
    let record = act.record;
    let mut event = act.event(class, sink);
    event.power = if class == Class::Export { Power::ExportAll } else { Power::SearchAll };
    event.right = record.object().map(|name| sink.name(name));
    event.ticket = record.case.text().map(|case| sink.name(case));
    let given = record.parameters.map(|raw| undone(raw.get()));
    let line = given.as_ref().and_then(Value::as_str).map(command_line).unwrap_or_default();
    let query = record
        .query
        .text()
        .or(record.query_text.text())
        .or(line.first(&["ContentMatchQuery", "SearchQuery"]));
    let named =
        record.parameters.or(record.extended_properties).map(|raw| pairs(raw.get())).unwrap_or_default();
    let named = named.iter().find(|(name, _)| name.contains("Query")).map(|(_, query)| query.as_str());
    event.query = query.or(named).filter(|query| !query.is_empty()).map(|query| sink.name(query));
    let places = record.exchange_locations.map(|raw| shown(&undone(raw.get())));
    let places = places.or(line.first(&["ExchangeLocation"]).map(str::to_owned)).unwrap_or_default();
    event.target = target(&places, sink);
    if super::relation::is_provider(record) {
        (event.relation, event.basis) = (Relation::Provider, Basis::ServiceAccount);
    }
    sink.event(event);
}

fn target(places: &str, sink: &mut Sink<'_>) -> Target {
    match list(places).as_slice() {
        [] => Target::None,
        [all] if all.eq_ignore_ascii_case("All") => Target::All,
        [one] if one.contains('@') => Target::Mailbox(sink.name(one)),
        _ => Target::Scope(sink.name(places)),
    }
}
