//! Which roles and permissions of Entra open mailboxes.

use crate::model::Power;

/// Administrative roles, by name and by the identifier of their template.
const ROLES: &[(&str, &str, Power)] = &[
    ("Global Administrator", "62e90394-69f5-4237-9190-012177145e10", Power::Administer),
    ("Company Administrator", "62e90394-69f5-4237-9190-012177145e10", Power::Administer),
    ("Exchange Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de", Power::Administer),
    ("Exchange Service Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de", Power::Administer),
    ("Exchange Recipient Administrator", "31392ffb-586c-42d1-9346-e59415a2cc4e", Power::Administer),
    ("Privileged Role Administrator", "e8611ab8-c189-46e8-94e1-60213ab1f814", Power::Administer),
    ("Privileged Authentication Administrator", "7be44c8a-adaf-4e2a-84d6-ab2649e08a13", Power::Administer),
    ("Application Administrator", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", Power::Administer),
    ("Cloud Application Administrator", "158c047a-c907-4556-b7ef-446551a6b5f7", Power::Administer),
    ("Compliance Administrator", "17315797-102d-40b4-93e0-432062caca18", Power::SearchAll),
    ("Compliance Data Administrator", "e6d1a23a-da11-4be4-9570-befc86d067a7", Power::SearchAll),
    ("eDiscovery Manager", "", Power::SearchAll),
    ("eDiscovery Administrator", "", Power::SearchAll),
];

/// Permissions of applications. Those for one's own mail are opened for all users by an
/// administrator's consent.
const PERMISSIONS: &[(&str, Power)] = &[
    ("AppRoleAssignment.ReadWrite.All", Power::Administer),
    ("EWS.AccessAsUser.All", Power::Open),
    ("Exchange.ManageAsApp", Power::Administer),
    ("IMAP.AccessAsApp", Power::Open),
    ("IMAP.AccessAsUser.All", Power::Open),
    ("Mail.Read", Power::Open),
    ("Mail.Read.All", Power::Open),
    ("Mail.Read.Shared", Power::Open),
    ("Mail.ReadBasic", Power::Open),
    ("Mail.ReadBasic.All", Power::Open),
    ("Mail.ReadWrite", Power::Open),
    ("Mail.ReadWrite.All", Power::Open),
    ("Mail.ReadWrite.Shared", Power::Open),
    ("Mail.Send", Power::SendAs),
    ("Mail.Send.All", Power::SendAs),
    ("Mail.Send.Shared", Power::SendAs),
    ("POP.AccessAsApp", Power::Open),
    ("POP.AccessAsUser.All", Power::Open),
    ("RoleManagement.ReadWrite.Directory", Power::Administer),
    ("eDiscovery.Read.All", Power::SearchAll),
    ("eDiscovery.ReadWrite.All", Power::SearchAll),
    ("full_access_as_app", Power::Impersonate),
    ("full_access_as_user", Power::Open),
];

/// What an administrative role lets its members do; nothing on mail for most.
pub(super) fn role_power(role: &str) -> Power {
    let is_it = |(name, template, _): &&(&str, &str, Power)| {
        name.eq_ignore_ascii_case(role) || template.eq_ignore_ascii_case(role)
    };
    ROLES.iter().find(is_it).map_or(Power::None, |(_, _, power)| *power)
}

/// The permissions on mail that a text names, each once.
pub(super) fn permissions(text: &str) -> Vec<(&'static str, Power)> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '_') {
        let known = PERMISSIONS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word.trim_matches('.')));
        if let Some(known) = known.filter(|known| !found.contains(*known)) {
            found.push(*known);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_found_in_what_consent_records_say() {
        let text = "[] => [[Id: x, ConsentType: AllPrincipals, Scope:  offline_access Mail.Read User.Read Mail.Read]]";
        assert_eq!(permissions(text), [("Mail.Read", Power::Open)]);
        assert_eq!(permissions("\"full_access_as_app\""), [("full_access_as_app", Power::Impersonate)]);
        assert!(permissions("User.Read").is_empty());
    }

    #[test]
    fn roles_are_known_by_name_and_template() {
        assert_eq!(role_power("global administrator"), Power::Administer);
        assert_eq!(role_power("29232cdf-9323-42fd-ade2-1d097af3e4de"), Power::Administer);
        assert_eq!(role_power("Teams Administrator"), Power::None);
        assert_eq!(role_power("eDiscovery Manager"), Power::SearchAll);
    }
}
