//! The administration log: roles, applications for the whole domain, passwords, monitors, transfers.

use super::super::sink::Sink;
use super::activity::Act;
use super::meaning::{Scene, power_of_scopes};
use crate::model::{Basis, Class, Event, Flags, Power, Relation, Target};

/// The event that an act of administration makes.
pub(super) fn event(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Option<Event> {
    match act.name.as_str() {
        "grant_admin_privilege" => role(scene, Class::Grant, act, Some("super administrator"), sink),
        "revoke_admin_privilege" => role(scene, Class::Revoke, act, Some("super administrator"), sink),
        "grant_delegated_admin_privileges" => role(scene, Class::Grant, act, act.one("new_value"), sink),
        "assign_role" => role(scene, Class::Grant, act, act.one("role_name"), sink),
        "unassign_role" => role(scene, Class::Revoke, act, act.one("role_name"), sink),
        "authorize_api_client_access" => application(scene, Class::Grant, act, sink),
        "remove_api_client_access" => application(scene, Class::Revoke, act, sink),
        "create_email_monitor" => {
            divert(scene, Class::Divert, act, act.one("email_monitor_dest_email"), sink)
        }
        "delete_email_monitor" => {
            divert(scene, Class::DivertEnd, act, act.one("email_monitor_dest_email"), sink)
        }
        "mail_routing_destination_added" => divert(scene, Class::Divert, act, act.one("new_value"), sink),
        "mail_routing_destination_removed" => {
            divert(scene, Class::DivertEnd, act, act.one("old_value"), sink)
        }
        "create_data_transfer_request" => export(scene, act, act.one("destination_user_email"), sink),
        "request_mailbox_dump" => export(scene, act, None, sink),
        "email_log_search" => Some(log_search(scene, act, sink)),
        "change_password" | "view_temp_password" | "generate_2sv_scratch_codes" => secret(scene, act, sink),
        "add_recovery_email" | "change_recovery_email" | "turn_off_2_step_verification" => {
            secret(scene, act, sink)
        }
        "rename_user" => same(act, "new_value", sink),
        "add_nickname" => same(act, "user_nickname", sink),
        "delete_user" => deleted(scene, act, sink),
        name if name.ends_with("_gmail_setting") => routing(scene, act, sink),
        name if name.starts_with("security_investigation") => Some(investigation(scene, act, sink)),
        name if name.starts_with("customer_takeout_created") => Some(takeout(scene, act, sink)),
        _ => None,
    }
}

fn user(act: &Act) -> Option<&str> {
    act.one("user_email")
}

fn role(scene: &Scene, class: Class, act: &Act, right: Option<&str>, sink: &mut Sink<'_>) -> Option<Event> {
    let holder = user(act).or_else(|| act.one("group_email")).or_else(|| act.one("service_account_email"))?;
    let mut event = scene.event(class, act, sink);
    event.beneficiary = Some(sink.name(holder));
    event.target = Target::All;
    event.right = right.map(|right| sink.name(right));
    event.power = Power::Administer;
    if user(act).is_none() && act.one("group_email").is_some() {
        event.flags = Flags::BY_GROUP;
    }
    Some(event)
}

/// An application that may act as any user of the domain, if its scopes are of mail.
fn application(scene: &Scene, class: Class, act: &Act, sink: &mut Sink<'_>) -> Option<Event> {
    let scopes = act.all("api_scopes");
    let words = scopes.iter().flat_map(|scopes| scopes.split([' ', ',', '\n']));
    // Taking an application away names no scopes: it may have been any.
    let is_mail = power_of_scopes(words) != Power::None || (scopes.is_empty() && class == Class::Revoke);
    if !is_mail && !scopes.is_empty() {
        return None;
    }
    let mut event = scene.event(class, act, sink);
    event.beneficiary = act.one("api_client_name").map(|client| sink.name(client));
    event.target = Target::All;
    event.right = (!scopes.is_empty()).then(|| sink.name(&scopes.join(" ")));
    event.power = Power::Impersonate;
    event.flags = if is_mail { Flags::default() } else { Flags::PARAMETERS_LOST };
    Some(event)
}

fn divert(scene: &Scene, class: Class, act: &Act, to: Option<&str>, sink: &mut Sink<'_>) -> Option<Event> {
    let mut event = scene.on(class, act, user(act)?, sink);
    event.destination = to.map(|to| sink.name(to));
    event.beneficiary = event.destination;
    event.power = Power::Divert;
    Some(event)
}

fn export(scene: &Scene, act: &Act, to: Option<&str>, sink: &mut Sink<'_>) -> Option<Event> {
    let mut event = scene.on(Class::Export, act, user(act)?, sink);
    event.destination = to.map(|to| sink.name(to));
    event.beneficiary = event.destination;
    event.right = act.one("application_name").map(|name| sink.name(name));
    event.power = Power::ExportAll;
    Some(event)
}

/// Who sets the password of another, or sees what gets past its second factor, can come in as the owner.
fn secret(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Option<Event> {
    let account = user(act).filter(|account| !account.eq_ignore_ascii_case(&scene.actor))?;
    let mut event = scene.on(Class::Auth, act, account, sink);
    event.beneficiary = Some(event.actor);
    event.power = Power::Open;
    Some(event)
}

fn same(act: &Act, other: &str, sink: &mut Sink<'_>) -> Option<Event> {
    let (one, other) = (sink.name(user(act)?), sink.name(act.one(other)?));
    sink.same(one, other);
    None
}

fn deleted(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Option<Event> {
    let mut event = scene.on(Class::Other, act, user(act)?, sink);
    event.flags = Flags::DELETED;
    Some(event)
}

/// Which messages somebody got, not what they say.
fn log_search(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Event {
    let names = ["email_log_search_sender", "email_log_search_recipient", "email_log_search_msg_id"];
    let words: Vec<&str> = names.iter().filter_map(|name| act.one(name)).collect();
    let mut event = scene.event(Class::Search, act, sink);
    event.target = Target::All;
    event.query = (!words.is_empty()).then(|| sink.name(&words.join(" ")));
    event
}

/// Settings of Gmail that copy or route mail; the console tells their values in prose.
fn routing(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Option<Event> {
    let name = act.one("setting_name").or_else(|| act.one("user_defined_setting_name"))?;
    let upper = name.to_uppercase();
    if !["ROUT", "JOURNAL", "BCC", "FORWARD", "COMPLIANCE"].iter().any(|word| upper.contains(word)) {
        return None;
    }
    let ends = act.name.starts_with("delete");
    let mut event = scene.event(if ends { Class::DivertEnd } else { Class::Divert }, act, sink);
    event.target = Target::All;
    event.right = Some(sink.name(name));
    event.destination =
        act.one("new_value").filter(|value| value.contains('@')).map(|value| sink.name(value));
    event.power = Power::Divert;
    if event.destination.is_none() {
        event.flags = Flags::PARAMETERS_LOST;
    }
    Some(event)
}

fn investigation(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Event {
    let reads = act.name.contains("content_access");
    let mut event = scene.event(if reads { Class::Use } else { Class::Search }, act, sink);
    event.target = Target::All;
    event.power = Power::SearchAll;
    (event.relation, event.basis) = (Relation::NonOwner, Basis::LogonType);
    let query = act.one("investigation_query").or_else(|| act.one("search_query_for_dump"));
    event.query = query.map(|query| sink.name(query));
    event
}

fn takeout(scene: &Scene, act: &Act, sink: &mut Sink<'_>) -> Event {
    let mut event = scene.event(Class::Export, act, sink);
    event.target = Target::All;
    event.power = Power::ExportAll;
    event
}
