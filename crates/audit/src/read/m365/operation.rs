//! Which operations of the unified log matter here: most records are about something else.

use crate::model::{Class, Power};
use crate::read::exchange::cmdlet;

/// What sort of record an operation's name announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    /// About something else.
    Irrelevant,
    /// An Exchange cmdlet: what it means depends on its parameters.
    Cmdlet,
    /// Messages were read or a folder was synchronised.
    ItemsAccessed,
    /// A mailbox was opened or changed.
    Opened,
    /// Mail was sent in another's name.
    Sent(Power),
    /// Messages were destroyed.
    Destroyed,
    /// The rules of a mailbox were changed.
    InboxRules,
    /// Rights on a folder.
    FolderRights(Class),
    /// A calendar was opened to a delegate.
    CalendarDelegation,
    /// Content was searched or taken out.
    Discovery(Class),
    /// The directory: roles, applications, passwords.
    Entra(Entra),
    /// Recording was switched off.
    AuditDisabled,
}

/// What was done in the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entra {
    /// A member of an administrative role.
    Role(Class),
    /// A permission of an application, for itself.
    AppRole(Class),
    /// A permission of an application, for the users that sign in to it.
    Delegated(Class),
    /// Another way to log in as an application.
    Credential,
    /// A password was set by another.
    Password,
}

/// Names without dashes, blanks and case; sorted.
const KNOWN: &[(&str, Operation)] = &[
    ("addapproleassignmenttoserviceprincipal", Operation::Entra(Entra::AppRole(Class::Grant))),
    ("adddelegatedpermissiongrant", Operation::Entra(Entra::Delegated(Class::Grant))),
    ("addeligiblemembertorole", Operation::Entra(Entra::Role(Class::Grant))),
    ("addfolderpermissions", Operation::FolderRights(Class::Grant)),
    ("addmembertorole", Operation::Entra(Entra::Role(Class::Grant))),
    ("addmembertorolecompleted(pimactivation)", Operation::Entra(Entra::Role(Class::Grant))),
    ("addoauth2permissiongrant", Operation::Entra(Entra::Delegated(Class::Grant))),
    ("addscopedmembertorole", Operation::Entra(Entra::Role(Class::Grant))),
    ("addserviceprincipalcredentials", Operation::Entra(Entra::Credential)),
    ("attachmentaccess", Operation::Opened),
    ("auditdisabled", Operation::AuditDisabled),
    ("consenttoapplication", Operation::Entra(Entra::Delegated(Class::Grant))),
    ("copy", Operation::Opened),
    ("create", Operation::Opened),
    ("folderbind", Operation::Opened),
    ("harddelete", Operation::Destroyed),
    ("mailboxlogin", Operation::Opened),
    ("mailitemsaccessed", Operation::ItemsAccessed),
    ("messagebind", Operation::Opened),
    ("modifyfolderpermissions", Operation::FolderRights(Class::Grant)),
    ("move", Operation::Opened),
    ("movetodeleteditems", Operation::Opened),
    ("previewitemdownloaded", Operation::Discovery(Class::Export)),
    ("previewitemlisted", Operation::Discovery(Class::Search)),
    ("previewitemrendered", Operation::Discovery(Class::Use)),
    ("removeapproleassignmentfromserviceprincipal", Operation::Entra(Entra::AppRole(Class::Revoke))),
    ("removedelegatedpermissiongrant", Operation::Entra(Entra::Delegated(Class::Revoke))),
    ("removeeligiblememberfromrole", Operation::Entra(Entra::Role(Class::Revoke))),
    ("removefolderpermissions", Operation::FolderRights(Class::Revoke)),
    ("removememberfromrole", Operation::Entra(Entra::Role(Class::Revoke))),
    ("removeoauth2permissiongrant", Operation::Entra(Entra::Delegated(Class::Revoke))),
    ("removescopedmemberfromrole", Operation::Entra(Entra::Role(Class::Revoke))),
    ("resetuserpassword", Operation::Entra(Entra::Password)),
    ("searchcreated", Operation::Discovery(Class::Search)),
    ("searchexportdownloaded", Operation::Discovery(Class::Export)),
    ("searchexported", Operation::Discovery(Class::Export)),
    ("searchpreviewed", Operation::Discovery(Class::Search)),
    ("searchremoved", Operation::Discovery(Class::Search)),
    ("searchresultspurged", Operation::Discovery(Class::Tamper)),
    ("searchstarted", Operation::Discovery(Class::Search)),
    ("searchupdated", Operation::Discovery(Class::Search)),
    ("sendas", Operation::Sent(Power::SendAs)),
    ("sendonbehalf", Operation::Sent(Power::SendOnBehalf)),
    ("softdelete", Operation::Opened),
    ("update", Operation::Opened),
    ("updateapplicationcertificatesandsecretsmanagement", Operation::Entra(Entra::Credential)),
    ("updatecalendardelegation", Operation::CalendarDelegation),
    ("updatefolderpermissions", Operation::FolderRights(Class::Grant)),
    ("updateinboxrules", Operation::InboxRules),
    ("viewedsearchexported", Operation::Discovery(Class::Export)),
    ("viewedsearchpreviewed", Operation::Discovery(Class::Search)),
];

impl Operation {
    /// What sort of operation a name is, whatever an export did to its dashes, blanks and last stop.
    pub(super) fn of(name: &str) -> Self {
        let folded = folded(name);
        match KNOWN.binary_search_by(|(known, _)| (*known).cmp(folded.as_str())) {
            Ok(at) => KNOWN.get(at).map_or(Operation::Irrelevant, |(_, operation)| *operation),
            Err(_) if cmdlet::concerns(name) => Operation::Cmdlet,
            Err(_) => Operation::Irrelevant,
        }
    }
}

fn folded(name: &str) -> String {
    let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, '(' | ')');
    name.chars().take(128).filter(is_kept).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_folded() {
        assert!(KNOWN.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (name, _) in KNOWN {
            assert_eq!(folded(name), *name);
        }
    }

    #[test]
    fn names_are_known_in_any_dress() {
        for (name, expect) in [
            ("MailItemsAccessed", Operation::ItemsAccessed),
            (" mailitemsaccessed ", Operation::ItemsAccessed),
            ("Add member to role.", Operation::Entra(Entra::Role(Class::Grant))),
            (
                "Update application – Certificates and secrets management ",
                Operation::Entra(Entra::Credential),
            ),
            ("Update application", Operation::Irrelevant),
            ("Add-MailboxPermission", Operation::Cmdlet),
            ("Add\u{2013}MailboxPermission", Operation::Cmdlet),
            ("FileAccessed", Operation::Irrelevant),
            ("UserLoggedIn", Operation::Irrelevant),
            ("", Operation::Irrelevant),
        ] {
            assert_eq!(Operation::of(name), expect, "{name:?}");
        }
    }
}
