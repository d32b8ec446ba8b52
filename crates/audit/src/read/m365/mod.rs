//! Microsoft 365: the unified audit log in all its containers, and its relatives.

use std::io;

use super::input::Content;
use super::sink::Sink;
use super::sniff::Head;
use crate::model::Form;

/// Says which of the forms of Microsoft 365 a file is.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    let is_unified = head.has_columns(&["AuditData"]);
    is_unified.then_some(Form::UnifiedCsv)
}

/// Reads a file of one of these forms.
pub(super) fn read(form: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let _ = (form, content.text(), sink);
    Ok(())
}
