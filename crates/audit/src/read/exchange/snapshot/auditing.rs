//! What is recorded, and for whom it is not.

use super::Seen;
use crate::model::Why;
use crate::read::exchange::cmdlet::days;
use crate::read::exchange::fields::{Fields, first, switch};
use crate::read::exchange::who::named;

/// `Get-MailboxAuditBypassAssociation`: one row an account; only those that are bypassed matter.
pub(super) fn bypass(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    let account = first(fields, &["UserPrincipalName", "Identity", "Name"]).ok_or(Why::Missing)?;
    if switch(fields, "AuditBypassEnabled") != Some(true) {
        return Ok(());
    }
    let mut state = seen.state(None);
    state.bypass = Some(named(seen.sink, account));
    seen.audit_state(state);
    Ok(())
}

/// `Get-AdminAuditLogConfig`, `Get-OrganizationConfig`: for the whole system.
pub(super) fn organisation(fields: &dyn Fields, seen: &mut Seen<'_, '_>) -> Result<(), Why> {
    let mut state = seen.state(None);
    let enabled = switch(fields, "AdminAuditLogEnabled");
    state.enabled = enabled.or_else(|| switch(fields, "AuditDisabled").map(|disabled| !disabled));
    state.days_kept = fields.text("AdminAuditLogAgeLimit").and_then(days);
    if state.enabled.is_none() && state.days_kept.is_none() {
        return Err(Why::Missing);
    }
    seen.audit_state(state);
    Ok(())
}
