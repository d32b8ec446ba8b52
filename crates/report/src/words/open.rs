//! What closes access that is open: a command to type, the same in every language, or a sentence.

use greffe::audit::Remedy;
use greffe_texts::Texts;

/// Returns what closes it, and whether it is a command to type.
///
/// A name that cannot be typed safely (it holds signs that a terminal obeys) makes
/// no command: whoever closes it must look at the name first.
pub(crate) fn close(remedy: &Remedy, texts: &Texts) -> (String, bool) {
    if let Some(command) = remedy.line() {
        return (command, true);
    }
    let values: Vec<(&str, String)> =
        remedy.arguments.iter().map(|(name, value)| (*name, greffe_texts::shown(value))).collect();
    let told = texts.audit_by_hand(remedy.command, &values);
    (told.unwrap_or_else(|| texts.get("audit-command-unsafe").into_owned()), false)
}

#[cfg(test)]
mod tests {
    use greffe::audit::{Command, System};
    use greffe_texts::Language;

    use super::*;

    fn check(command: Command, arguments: &[(&'static str, &str)], expect: &str, is_typed: bool) {
        let texts = Texts::new(Language::English);
        let arguments = arguments.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let remedy = Remedy { interval: 0, system: System::Exchange, command, arguments };
        let (told, typed) = close(&remedy, &texts);
        assert!(told.contains(expect), "{told}");
        assert_eq!(typed, is_typed, "{told}");
    }

    #[test]
    fn a_name_cannot_leave_its_quotes() {
        let names = |user| [("Identity", "o'brien"), ("User", user), ("AccessRights", "FullAccess")];
        check(Command::RemoveMailboxPermission, &names("x; rm"), "-Identity 'o''brien' -User 'x; rm'", true);
        check(Command::RemoveMailboxPermission, &names("x\r\nrm"), "cannot be typed", false);
    }

    #[test]
    fn what_is_not_typed_is_told() {
        let names = [("Mailbox", "a@x.example"), ("Delegate", "b@x.example")];
        check(Command::GoogleDelegate, &names, "end the delegation of a@x.example to b@x.example.", false);
    }
}
