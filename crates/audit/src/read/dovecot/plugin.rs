//! What the mail_log plug-in and the delivery agents write of messages.

use crate::model::{Class, Flags};

/// One act on a message or folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Act<'l> {
    /// Dovecot's word for it.
    pub(super) operation: &'static str,
    pub(super) class: Class,
    pub(super) flags: Flags,
    /// A message is there afterwards that was not before.
    pub(super) fills: bool,
    folder: &'l str,
}

/// Words of mail_log that tell of somebody else's hand: its class, whether something goes, whether something comes.
const ACTS: &[(&str, Class, bool, bool)] = &[
    ("expunge", Class::Tamper, true, false),
    ("delete", Class::Use, false, false),
    ("undelete", Class::Use, false, false),
    ("copy", Class::Use, false, true),
    ("save", Class::Use, false, true),
    ("append", Class::Use, false, true),
    ("flag_change", Class::Use, false, false),
    ("Mailbox deleted", Class::Tamper, true, false),
    ("Mailbox created", Class::Use, false, false),
    ("Mailbox renamed", Class::Use, false, false),
];

/// Prefixes that the documentation gives to folders of others.
const OTHERS: &[&str] = &["shared/", "Shared/", "user/", "users/", "Other Users/", "shared.", "user."];

impl<'l> Act<'l> {
    /// The act that a message tells, if it is one of the plug-in's.
    pub(super) fn parse(message: &'l str) -> Option<Self> {
        let (lead, rest) = message.split_once(": ")?;
        let word = lead.split(" from ").next()?;
        let (operation, class, removes, fills) = ACTS.iter().find(|(known, ..)| *known == word).copied()?;
        let folder = match rest.strip_prefix("box=") {
            Some(rest) => rest.split(", ").next()?,
            // `uid=3, box=INBOX, …`: the fields stand in the order of the setting.
            None => rest.split(", ").find_map(|field| field.strip_prefix("box=")).unwrap_or(rest),
        };
        let flags = if removes { Flags::DELETED } else { Flags::default() };
        Some(Act { operation, class, flags, fills, folder })
    }

    /// Whose folder it is, if it is one that another account shares: `shared/owner/INBOX`.
    pub(super) fn owner_of_folder(&self) -> Option<&'l str> {
        let prefix = OTHERS.iter().find(|prefix| self.folder.starts_with(**prefix))?;
        let rest = self.folder.get(prefix.len()..)?;
        // An address holds dots: only a slash parts it from the folder.
        let owner = rest.split('/').next()?;
        (!owner.is_empty()).then_some(owner)
    }
}

/// Whether a delivery agent says that it stored a message.
pub(super) fn is_delivery(service: &str, message: &str) -> bool {
    let stored = ["saved mail to", "stored mail into"].iter().any(|word| message.contains(word));
    stored && matches!(service, "lmtp" | "lda" | "deliver")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_told_with_their_folder() {
        let act = Act::parse("expunge: box=INBOX, uid=2, msgid=<8@r.example>, size=185, subject=save: box=x")
            .unwrap();
        assert_eq!((act.operation, act.class, act.owner_of_folder()), ("expunge", Class::Tamper, None));
        let act = Act::parse("copy from INBOX: uid=1, box=shared/a.b@r.example/INBOX, size=1").unwrap();
        assert_eq!((act.operation, act.owner_of_folder()), ("copy", Some("a.b@r.example")));
        assert_eq!(Act::parse("Namespace '': x"), None);
        assert_eq!(Act::parse("sieve: msgid=<a>: stored mail into mailbox 'INBOX'"), None);
    }
}
