//! Who wrote and was written to: addresses, their names, counts and dates.

use serde::Serialize;

use super::{Count, Facet};

/// A page of the list of correspondents.
#[derive(Debug, Clone, Serialize)]
pub struct CorrespondentsView {
    /// How many there are in all that were asked for.
    pub total: u64,
    /// Those of this page.
    pub correspondents: Vec<CorrespondentView>,
}

/// An address in the list of correspondents.
#[derive(Debug, Clone, Serialize)]
pub struct CorrespondentView {
    /// In lower case.
    pub address: String,
    /// The first name that stood beside it when it wrote; empty if none did.
    pub name: String,
    /// Messages that it sent, alone or with others.
    pub sent: u64,
    /// Messages that name it in To or Cc.
    pub received: u64,
    /// When the first message that it sent was written: RFC 3339, UTC.
    pub first: Option<String>,
    /// When the last one was.
    pub last: Option<String>,
}

/// One address, with who stands around it.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// As in the list.
    #[serde(flatten)]
    pub correspondent: CorrespondentView,
    /// Other addresses that bore the same name: the same person, perhaps.
    pub same_name: Vec<CorrespondentView>,
    /// Who sent the messages that name it in To or Cc, by address: all of them were counted.
    pub hears_from: Facet,
    /// Messages per month, sent and received, in time order.
    pub months: Vec<Count>,
    /// Messages without a date, sent and received.
    pub undated: u64,
    /// Names and recipients, from the newest messages that it sent.
    pub writes: Addressed,
}

/// What the newest messages of an address say of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Addressed {
    /// How many were looked at: fewer than were sent when these are many.
    pub looked_at: u64,
    /// The names that it bore, by how many messages.
    pub names: Vec<Count>,
    /// Who they were written to, by address and how many messages.
    pub to: Facet,
}
