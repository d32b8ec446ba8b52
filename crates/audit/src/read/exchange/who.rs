//! Who an account is to a mailbox, as far as one record tells.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::model::{Basis, Name, Relation};
use crate::read::sink::Sink;

/// Whether an account is a service of the system itself, never a person.
///
/// `NT AUTHORITY\SYSTEM (Microsoft.Exchange.ServiceHost)` names the service that acted. Without a
/// service it may be anybody who runs a task as the machine, and a shell is somebody at a keyboard.
pub(crate) fn is_service(account: &str) -> bool {
    let account = account.trim();
    let Some((authority, service)) = account.split_once('(') else { return false };
    let system = authority.trim().to_ascii_lowercase();
    let is_system = system.ends_with("\\system") || system.ends_with("\\système") || system == "s-1-5-18";
    let service = service.trim_end_matches(')').to_ascii_lowercase();
    is_system && !service.is_empty() && !service.contains("powershell") && !service.contains("cmd")
}

/// Whether a holder of rights is the product or the machine itself, in English or French.
pub(super) fn is_machinery(account: &str) -> bool {
    let bare = account.rsplit('\\').next().unwrap_or(account).to_lowercase();
    let authority = account.split('\\').next().unwrap_or("").to_lowercase();
    let of_machine =
        ["nt authority", "autorite nt", "autorité nt", "nt-autorität"].contains(&authority.as_str());
    match of_machine {
        true => !is_owner_word(account),
        false => {
            ["s-1-5-18", "s-1-5-19", "s-1-5-20"].contains(&bare.as_str())
                || [
                    "exchange servers",
                    "exchange trusted subsystem",
                    "managed availability servers",
                    "exchange domain servers",
                    "exchange enterprise servers",
                ]
                .contains(&bare.as_str())
        }
    }
}

/// Whether the holder is the word for "whoever owns the mailbox".
pub(super) fn is_owner_word(account: &str) -> bool {
    let bare = account.rsplit('\\').next().unwrap_or(account).to_lowercase();
    account.contains('\\') && ["self", "soi-même", "soi", "selbst"].contains(&bare.as_str())
        || account.eq_ignore_ascii_case("S-1-5-10")
}

/// Who the caller of a cmdlet is to the mailbox that it names.
///
/// Two different names may be one account: only equal ones say something.
pub(super) fn of_caller(caller: &str, mailboxes: &[Option<&str>]) -> (Relation, Basis) {
    if is_service(caller) {
        return (Relation::Provider, Basis::ServiceAccount);
    }
    match mailboxes.iter().flatten().any(|mailbox| mailbox.trim().eq_ignore_ascii_case(caller.trim())) {
        true => (Relation::Owner, Basis::LoginName),
        false => (Relation::Undetermined, Basis::Nothing),
    }
}

/// Names that belong together, each pair told once however many records say it.
#[derive(Debug, Default)]
pub(super) struct Ties {
    told: HashSet<(Name, Name)>,
}

impl Ties {
    /// Says that two names of one record mean one account.
    pub(super) fn tie(&mut self, one: Option<&str>, other: Option<&str>, sink: &mut Sink<'_>) {
        let (Some(one), Some(other)) = (one, other) else { return };
        if one.trim().is_empty() || other.trim().is_empty() {
            return;
        }
        let pair = (named(sink, one), named(sink, other));
        if self.told.insert(pair) {
            sink.same(pair.0, pair.1);
        }
    }
}

/// The number of a text, cleaned.
pub(crate) fn named(sink: &mut Sink<'_>, text: &str) -> Name {
    sink.name(&clean(text))
}

/// A text that cannot pretend to be two lines or move a reader's cursor.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    match text.contains(is_deceptive) {
        true => Cow::Owned(text.replace(is_deceptive, "\u{fffd}")),
        false => Cow::Borrowed(text),
    }
}

/// Line breaks, control characters, and marks that turn the direction of writing.
fn is_deceptive(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{is_machinery, is_owner_word, is_service};

    #[test]
    fn services_are_told_from_people_at_a_shell() {
        for (account, expect) in [
            (r"NT AUTHORITY\SYSTEM (Microsoft.Exchange.ServiceHost)", true),
            (r"NT AUTHORITY\SYSTEM (MSExchangeMailboxReplication)", true),
            (r"NT AUTHORITY\SYSTEM (powershell)", false),
            (r"NT AUTHORITY\SYSTEM", false),
            ("corp.example/Users/System (ServiceHost)", false),
            ("anna@corp.example", false),
        ] {
            assert_eq!(is_service(account), expect, "{account}");
        }
    }

    #[test]
    fn the_owner_and_the_machine_have_words_of_their_own() {
        assert!(is_owner_word(r"NT AUTHORITY\SELF") && is_owner_word("S-1-5-10"));
        assert!(
            is_owner_word(r"AUTORITE NT\SELF") && !is_owner_word(r"CORP\self.anna") && !is_owner_word("self")
        );
        assert!(is_machinery(r"NT AUTHORITY\SYSTEM") && is_machinery(r"CORP\Exchange Servers"));
        assert!(!is_machinery(r"NT AUTHORITY\SELF") && !is_machinery(r"CORP\anna"));
    }
}
