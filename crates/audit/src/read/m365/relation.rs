//! Who acted, seen from the mailbox.

use super::loose::Loose;
use super::record::Record;
use crate::model::{Basis, Relation};

/// Who acted, and what tells so.
///
/// That the names of user and mailbox agree proves nothing: a program that reads a
/// mailbox with rights of its own is logged under the owner's name.
pub(super) fn of(record: &Record<'_>) -> (Relation, Basis) {
    let logon = Logon::of(record);
    if is_provider(record) {
        return (Relation::Provider, Basis::ServiceAccount);
    }
    if is_application(record) {
        return (Relation::Application, Basis::AppOnly);
    }
    match (same_sid(record), logon) {
        (Some(true), _) => (Relation::Owner, Basis::SameId),
        (_, Some(Logon::Other)) => (Relation::NonOwner, Basis::LogonType),
        (Some(false), _) => (Relation::NonOwner, Basis::OtherId),
        (None, Some(Logon::Owner)) => (Relation::Owner, Basis::LogonType),
        (None, None) => by_name(record),
    }
}

/// Whether the provider's own service acted: documented names, and types that no customer has.
pub(super) fn is_provider(record: &Record<'_>) -> bool {
    let user = record.user().unwrap_or_default();
    let is_named = user.get(..13).is_some_and(|start| start.eq_ignore_ascii_case("NT AUTHORITY\\"))
        || user.eq_ignore_ascii_case(SYSTEM_SID);
    // 3 and 4 of the documented types: of users the data centre's administrators and its systems,
    // of logins transport and the data centre's services.
    named(&record.user_type, &["3", "4", "DcAdmin", "System"])
        || named(&record.logon_type, &["3", "4", "Transport", "SystemService"])
        || is_named
}

/// The machine itself: nobody logs in to M365 as the data centre's machines.
const SYSTEM_SID: &str = "S-1-5-18";

fn named(kind: &Loose<'_>, known: &[&str]) -> bool {
    kind.text().is_some_and(|kind| known.iter().any(|known| kind.eq_ignore_ascii_case(known)))
}

/// Whether a program acted with a token that stands for no person.
pub(super) fn is_application(record: &Record<'_>) -> bool {
    let client = record.client_info_string.text().unwrap_or_default();
    named(&record.user_type, &["5", "6", "Application", "ServicePrincipal"])
        || client.contains("Client=RESTSystem")
        || record.user().is_some_and(|user| user.starts_with("ServicePrincipal_"))
}

#[derive(Clone, Copy)]
enum Logon {
    Owner,
    Other,
}

impl Logon {
    /// Administrator, delegate and delegated administrator are others; the rest of the types are programs.
    fn of(record: &Record<'_>) -> Option<Self> {
        let kind = record.logon_type.text().or(record.logon_type_word.text())?;
        match kind.to_ascii_lowercase().as_str() {
            "0" | "owner" => Some(Logon::Owner),
            "1" | "2" | "6" | "admin" | "delegate" | "delegated" | "delegatedadmin" => Some(Logon::Other),
            _ => None,
        }
    }
}

fn same_sid(record: &Record<'_>) -> Option<bool> {
    let actor = record.logon_user_sid.text()?;
    let owner = record.mailbox_owner_sid.text()?;
    // A mailbox whose owner logs on from another forest bears both.
    let master = record.mailbox_owner_master_account_sid.text();
    Some(actor.eq_ignore_ascii_case(owner) || master.is_some_and(|m| m.eq_ignore_ascii_case(actor)))
}

fn by_name(record: &Record<'_>) -> (Relation, Basis) {
    match (record.user(), record.mailbox_owner_upn.text()) {
        (Some(user), Some(owner)) if user.contains('@') && !user.eq_ignore_ascii_case(owner) => {
            (Relation::NonOwner, Basis::LoginName)
        }
        _ => (Relation::Undetermined, Basis::Nothing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(fields: &str, expect: (Relation, Basis)) {
        let json = format!("{{{fields}}}");
        assert_eq!(of(&Record::parse(&json).expect("JSON")), expect, "{fields}");
    }

    #[test]
    fn owner_or_not_rests_on_ids_before_names() {
        let own = r#""LogonUserSid":"S-1-5-21-1","MailboxOwnerSid":"s-1-5-21-1""#;
        let other = r#""LogonUserSid":"S-1-5-21-2","MailboxOwnerSid":"S-1-5-21-1""#;
        let names = r#""UserId":"a@c.example","MailboxOwnerUPN":"a@c.example""#;
        let check = |fields: String, relation, basis| check(&fields, (relation, basis));
        check(own.to_owned(), Relation::Owner, Basis::SameId);
        check(other.to_owned(), Relation::NonOwner, Basis::OtherId);
        check(format!(r#"{other},"LogonType":2"#), Relation::NonOwner, Basis::LogonType);
        check(
            format!(r#"{other},"MailboxOwnerMasterAccountSid":"S-1-5-21-2","LogonType":"0""#),
            Relation::Owner,
            Basis::SameId,
        );
        check(r#""LogonType":1"#.to_owned(), Relation::NonOwner, Basis::LogonType);
        check(r#""Logon_Type":"Owner""#.to_owned(), Relation::Owner, Basis::LogonType);
        check(r#""LogonType":6"#.to_owned(), Relation::NonOwner, Basis::LogonType);
        check(names.to_owned(), Relation::Undetermined, Basis::Nothing);
        check(
            r#""UserId":"b@c.example","MailboxOwnerUPN":"a@c.example""#.to_owned(),
            Relation::NonOwner,
            Basis::LoginName,
        );
        check(String::new(), Relation::Undetermined, Basis::Nothing);
    }

    #[test]
    fn a_program_is_no_owner_and_a_service_no_stranger() {
        let own = r#""LogonUserSid":"S-1","MailboxOwnerSid":"S-1","LogonType":0"#;
        check(&format!(r#"{own},"UserType":5"#), (Relation::Application, Basis::AppOnly));
        check(
            &format!(r#"{own},"ClientInfoString":"Client=REST;Client=RESTSystem;;""#),
            (Relation::Application, Basis::AppOnly),
        );
        let service = r#""UserId":"NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)""#;
        check(&format!(r#"{service},"LogonType":1"#), (Relation::Provider, Basis::ServiceAccount));
        check(r#""UserType":"DcAdmin""#, (Relation::Provider, Basis::ServiceAccount));
        check(r#""UserId":"S-1-5-18","LogonType":1"#, (Relation::Provider, Basis::ServiceAccount));
        let under_the_owners_name = r#""UserId":"a@c.example","MailboxOwnerUPN":"a@c.example","LogonType":4"#;
        check(under_the_owners_name, (Relation::Provider, Basis::ServiceAccount));
    }
}
