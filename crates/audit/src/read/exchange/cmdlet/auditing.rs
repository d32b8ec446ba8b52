//! What is recorded at all, and who makes it less.

use super::{Cmdlet, Meaning, Whose, identity};
use crate::model::{Class, Power};
use crate::read::exchange::parameters::{Parameters, change, list, truth};

/// Days that Exchange keeps records when nobody said otherwise, for mailboxes and administrators alike.
const USUAL_DAYS: u32 = 90;

pub(super) fn means<'p>(cmdlet: &Cmdlet, given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    match cmdlet.parts() {
        ("set", "mailbox") => of_mailbox(given),
        ("set", "mailboxauditbypassassociation") => bypass(given).into_iter().collect(),
        ("set", "adminauditlogconfig") => of_administrators(given),
        ("set", "organizationconfig") => of_organisation(given).into_iter().collect(),
        ("set", "casmailbox") => protocols(given).into_iter().collect(),
        (_, "unifiedauditlogretentionpolicy") => {
            vec![told(Class::AuditConfig, Whose::All, "UnifiedAuditLogRetentionPolicy")]
        }
        _ => Vec::new(),
    }
}

fn told<'p>(class: Class, whose: Whose<'p>, setting: &'static str) -> Meaning<'p> {
    Meaning::new(class, Power::None, whose).right(setting)
}

/// Fewer traces is tampering until somebody explains it; more, or unclear, is a change.
fn class_of(fewer: bool) -> Class {
    if fewer { Class::Tamper } else { Class::AuditConfig }
}

fn of_mailbox<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let whose = Whose::mailbox(identity(given));
    let mut meanings = Vec::new();
    if let Some(on) = given.switch("AuditEnabled") {
        meanings.push(told(class_of(!on), whose, "AuditEnabled"));
    }
    if given.get("AuditLogAgeLimit").is_some() {
        meanings.push(told(class_of(shortened(given, "AuditLogAgeLimit")), whose, "AuditLogAgeLimit"));
    }
    for acts in ["AuditOwner", "AuditDelegate", "AuditAdmin"] {
        if given.get(acts).is_some() {
            meanings.push(told(class_of(fewer_acts(given, acts)), whose, acts));
        }
    }
    meanings
}

/// Whether a limit became shorter than before, or than what is usual if the record does not say.
fn shortened(given: &Parameters<'_>, limit: &str) -> bool {
    let days_before = given.before(limit).and_then(days).unwrap_or(USUAL_DAYS);
    given.get(limit).and_then(days).is_some_and(|now| now < days_before)
}

/// Whole days of `90.00:00:00`, `90` or `00:00:00`.
pub(in crate::read::exchange) fn days(limit: &str) -> Option<u32> {
    let limit = limit.trim();
    match limit.split_once('.') {
        Some((days, _)) => days.parse().ok(),
        None if limit.contains(':') => Some(0),
        None => limit.parse().ok(),
    }
}

/// Whether acts were taken out of the list of what is recorded.
fn fewer_acts(given: &Parameters<'_>, acts: &str) -> bool {
    let asked = change(given.get(acts).unwrap_or(""));
    if !asked.replaced {
        return !asked.removed.is_empty();
    }
    let nothing = asked.added.iter().all(|act| act.eq_ignore_ascii_case("none"));
    nothing || given.before(acts).is_some_and(|before| list(before).len() > asked.added.len())
}

/// Acts of an account that is bypassed leave no record in any mailbox.
fn bypass<'p>(given: &'p Parameters<'_>) -> Option<Meaning<'p>> {
    let bypassed = given.switch("AuditBypassEnabled")?;
    Some(told(class_of(bypassed), Whose::All, "AuditBypassEnabled").to(identity(given)))
}

fn of_administrators<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let mut meanings = Vec::new();
    let mut tell = |fewer, setting| meanings.push(told(class_of(fewer), Whose::All, setting));
    for setting in ["AdminAuditLogEnabled", "UnifiedAuditLogIngestionEnabled"] {
        if let Some(on) = given.switch(setting) {
            tell(!on, setting);
        }
    }
    if given.get("AdminAuditLogAgeLimit").is_some() {
        tell(shortened(given, "AdminAuditLogAgeLimit"), "AdminAuditLogAgeLimit");
    }
    for setting in ["AdminAuditLogCmdlets", "AdminAuditLogParameters"] {
        if let Some(recorded) = given.get(setting) {
            tell(!list(recorded).contains(&"*"), setting);
        }
    }
    if let Some(excluded) = given.get("AdminAuditLogExcludedCmdlets") {
        tell(!change(excluded).added.is_empty(), "AdminAuditLogExcludedCmdlets");
    }
    if given.get("LogLevel").is_some() {
        tell(false, "LogLevel");
    }
    meanings
}

fn of_organisation<'p>(given: &'p Parameters<'_>) -> Option<Meaning<'p>> {
    let disabled = given.switch("AuditDisabled")?;
    Some(told(class_of(disabled), Whose::All, "AuditDisabled"))
}

/// Doors to a mailbox that are opened: no right, but a way to take everything at once.
fn protocols<'p>(given: &'p Parameters<'_>) -> Option<Meaning<'p>> {
    const DOORS: &[&str] =
        &["ImapEnabled", "PopEnabled", "EwsEnabled", "MAPIEnabled", "ActiveSyncEnabled", "OWAEnabled"];
    let door = DOORS.iter().find(|door| given.get(door).and_then(truth) == Some(true))?;
    Some(told(Class::Other, Whose::mailbox(identity(given)), door))
}
