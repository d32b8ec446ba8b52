//! Microsoft 365: the unified audit log in all its containers, and its relatives.
//!
//! A file is cut into batches of records, a batch is judged by itself: so one file is
//! read on all cores. A record is looked at before it is parsed, for most are about
//! something else.

mod acts;
mod batch;
mod cmdlets;
mod cut;
mod discovery;
mod entra;
mod judge;
mod loose;
mod operation;
mod permissions;
mod record;
mod relation;
mod rules;
#[cfg(test)]
mod tests;

use std::io;

pub(super) use batch::Batch;
pub(super) use cut::{cut, is_cut};

use super::input::Content;
use super::sink::Sink;
use super::sniff::Head;
use crate::model::Form;

/// Says which of the forms of Microsoft 365 a file is.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    if head.is_json() { sniff_json(head) } else { sniff_table(head) }
}

fn sniff_json(head: &Head) -> Option<Form> {
    let has = |keys: &[&str]| keys.iter().all(|key| head.has_json_key(key));
    if has(&["AuditData"]) || has(&["auditData"]) {
        Some(Form::UnifiedJson)
    } else if has(&["RawEventData"]) || has(&["ActionType", "Timestamp"]) {
        Some(Form::CloudAppEvents)
    } else if has(&["OfficeWorkload", "Operation"]) {
        Some(Form::OfficeActivity)
    } else if has(&["Operation", "CreationTime"]) || has(&["Operation", "Workload"]) {
        Some(Form::UnifiedJson)
    } else if is_entra(head) {
        Some(Form::EntraAudit)
    } else {
        None
    }
}

fn is_entra(head: &Head) -> bool {
    let either = |one: &str, other: &str| head.has_json_key(one) || head.has_json_key(other);
    either("InitiatedBy", "initiatedBy") && either("TargetResources", "targetResources")
}

fn sniff_table(head: &Head) -> Option<Form> {
    let has = |columns: &[&str]| head.has_columns(columns);
    if has(&["AuditData"]) {
        Some(Form::UnifiedCsv)
    } else if has(&["RawEventData", "ActionType"]) {
        Some(Form::CloudAppEvents)
    } else if has(&["OfficeWorkload", "Operation"]) {
        Some(Form::OfficeActivity)
    } else if has(&["InitiatedBy", "TargetResources"]) {
        Some(Form::EntraAudit)
    } else {
        None
    }
}

/// Reads a file of one of these forms.
pub(super) fn read(_form: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut cutter = cut(content);
    while let Some(batch) = cutter.next() {
        batch.read_into(sink);
    }
    Ok(())
}
