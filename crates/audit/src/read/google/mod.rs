//! Google Workspace: activities of the Reports API, and what the console exports as CSV.
//!
//! Reading by delegation or IMAP leaves no record here. What does: administration, rights
//! of applications, Vault, transfers, and copies of incoming mail (email monitors).

mod activity;
mod admin;
mod console;
mod json;
mod meaning;
mod vault;

use std::io;

use super::input::Content;
use super::sink::Sink;
use super::sniff::Head;
use crate::model::Form;

/// Whether these are activities, or an export of the console.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    let is_activities = head.is_json()
        && (head.text().contains("admin#reports#activit")
            || (head.has_json_key("applicationName") && head.has_json_key("events")));
    (is_activities || console::is(head)).then_some(Form::Google)
}

/// Reads activities.
pub(super) fn read(_: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    match console::is(content.head()) {
        true => console::read(content, sink),
        false => json::read(&mut content.text(), sink),
    }
}

#[cfg(test)]
mod tests;
