//! One record of the unified audit log, in the shape of whichever product exported it.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::loose::Loose;

/// The fields that matter here; strings are borrowed, the rest is skipped.
///
/// Sentinel writes the same fields with other names (`Logon_Type`), Defender and
/// `Search-UnifiedAuditLog` wrap the record in one of theirs.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Record<'r> {
    pub(super) creation_time: Loose<'r>,
    pub(super) creation_date: Loose<'r>,
    pub(super) time_generated: Loose<'r>,
    pub(super) timestamp: Loose<'r>,
    pub(super) id: Loose<'r>,
    pub(super) identity: Loose<'r>,
    pub(super) office_id: Loose<'r>,
    pub(super) operation: Loose<'r>,
    pub(super) operations: Loose<'r>,
    pub(super) user_id: Loose<'r>,
    pub(super) user_ids: Loose<'r>,
    pub(super) user_type: Loose<'r>,
    pub(super) result_status: Loose<'r>,
    pub(super) organization_id: Loose<'r>,
    pub(super) object_id: Loose<'r>,
    pub(super) office_object_id: Loose<'r>,
    pub(super) logon_type: Loose<'r>,
    #[serde(rename = "Logon_Type")]
    pub(super) logon_type_word: Loose<'r>,
    pub(super) logon_user_sid: Loose<'r>,
    pub(super) mailbox_owner_sid: Loose<'r>,
    pub(super) mailbox_owner_master_account_sid: Loose<'r>,
    #[serde(rename = "MailboxOwnerUPN")]
    pub(super) mailbox_owner_upn: Loose<'r>,
    pub(super) mailbox_guid: Loose<'r>,
    pub(super) client_info_string: Loose<'r>,
    pub(super) client_app_id: Loose<'r>,
    pub(super) app_id: Loose<'r>,
    #[serde(rename = "ClientIPAddress")]
    pub(super) client_ip_address: Loose<'r>,
    #[serde(rename = "ClientIP")]
    pub(super) client_ip: Loose<'r>,
    #[serde(rename = "Client_IPAddress")]
    pub(super) client_ip_address_word: Loose<'r>,
    pub(super) actor_ip_address: Loose<'r>,
    pub(super) send_as_user_smtp: Loose<'r>,
    pub(super) send_on_behalf_of_user_smtp: Loose<'r>,
    pub(super) operation_count: Loose<'r>,
    pub(super) query: Loose<'r>,
    pub(super) query_text: Loose<'r>,
    pub(super) case: Loose<'r>,
    #[serde(borrow)]
    pub(super) exchange_locations: Option<&'r RawValue>,
    #[serde(borrow)]
    pub(super) parameters: Option<&'r RawValue>,
    #[serde(borrow)]
    pub(super) operation_properties: Option<&'r RawValue>,
    #[serde(borrow)]
    pub(super) modified_properties: Option<&'r RawValue>,
    #[serde(borrow)]
    pub(super) extended_properties: Option<&'r RawValue>,
    #[serde(borrow)]
    pub(super) folders: Option<&'r RawValue>,
    #[serde(borrow)]
    pub(super) affected_items: Option<&'r RawValue>,
    #[serde(borrow)]
    pub(super) item: Option<&'r RawValue>,
    #[serde(borrow)]
    pub(super) target: Option<&'r RawValue>,
    #[serde(borrow, alias = "auditData")]
    pub(super) audit_data: Option<&'r RawValue>,
    #[serde(borrow)]
    pub(super) raw_event_data: Option<&'r RawValue>,
}

impl<'r> Record<'r> {
    /// The record that `json` is.
    pub(super) fn parse(json: &'r str) -> serde_json::Result<Self> {
        serde_json::from_str(json)
    }

    /// The record that this one wraps.
    pub(super) fn inner(&self) -> Option<&'r RawValue> {
        self.audit_data.or(self.raw_event_data).filter(|inner| inner.get() != "null")
    }

    /// Its own identifier, the same in every export.
    pub(super) fn identifier(&self) -> Option<&str> {
        self.id.text().or(self.office_id.text()).or(self.identity.text())
    }

    /// When it was written.
    pub(super) fn time(&self) -> Option<&str> {
        let times = [&self.creation_time, &self.time_generated, &self.creation_date, &self.timestamp];
        times.into_iter().find_map(Loose::text)
    }

    /// What was done.
    pub(super) fn operation(&self) -> Option<&str> {
        self.operation.text().or(self.operations.text())
    }

    /// Who did it.
    pub(super) fn user(&self) -> Option<&str> {
        self.user_id.text().or(self.user_ids.text())
    }

    /// The program that it was done with, by its number.
    pub(super) fn program(&self) -> Option<&str> {
        self.client_app_id.text().or(self.app_id.text())
    }

    /// What it was done to.
    pub(super) fn object(&self) -> Option<&str> {
        self.object_id.text().or(self.office_object_id.text())
    }

    /// From where.
    pub(super) fn address(&self) -> Option<&str> {
        let places =
            [&self.client_ip_address, &self.client_ip, &self.client_ip_address_word, &self.actor_ip_address];
        places.into_iter().find_map(Loose::text)
    }
}
