//! Vault: searches, readings and exports of everybody's mail, and who works on a matter.

use super::super::sink::Sink;
use super::activity::Act;
use super::meaning::Scene;
use crate::model::{Basis, Class, Event, Flags, Power, Relation, Target};

/// The event that an act in Vault makes. What begins and ends makes one event, at its beginning.
pub(super) fn event(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Option<Event> {
    let (class, power) = match act.name.as_str() {
        "search" | "search_count" | "get_count_operation" | "deletion_search" => {
            (Class::Search, Power::SearchAll)
        }
        "create_saved_query_begin" | "preview_retention_rule" => (Class::Search, Power::SearchAll),
        "create_export_begin" | "export" | "export_file_download" | "legacy_export_download" => {
            (Class::Export, Power::ExportAll)
        }
        "download_count_per_account_csv" => (Class::Export, Power::ExportAll),
        "view_document" | "view_external_document" => (Class::Use, Power::SearchAll),
        "add_collaborator_begin" => (Class::Grant, Power::SearchAll),
        "remove_collaborator_begin" => (Class::Revoke, Power::SearchAll),
        "delete_export_begin" | "delete_investigation_begin" => (Class::Other, Power::None),
        _ => return None,
    };
    let mut event = scene.event(class, act, sink);
    let user = act.one("target_user").map(|user| sink.name(user));
    event.target = Target::All;
    match class {
        Class::Grant | Class::Revoke => {
            event.beneficiary = user;
            event.right = Some(sink.name("Vault matter"));
            event.flags = if user.is_none() { Flags::PARAMETERS_LOST } else { Flags::default() };
        }
        Class::Other => event.flags = Flags::DELETED,
        _ => {
            event.target = user.map_or(Target::All, Target::Mailbox);
            (event.relation, event.basis) = (Relation::NonOwner, Basis::LogonType);
            event.items = u32::from(class == Class::Use);
        }
    }
    event.power = power;
    event.query = act.one("query").map(|query| sink.name(query));
    event.ticket = act.one("matter_id").map(|matter| sink.name(matter));
    Some(event)
}
