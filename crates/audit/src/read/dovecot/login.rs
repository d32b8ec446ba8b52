//! Who logs in, to whose mailbox, as far as the login line tells.

use super::fields::Fields;
use crate::model::{Basis, Relation};

/// A login line, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Login {
    /// Whose mailbox is opened.
    pub(super) user: String,
    /// Who authenticated, if the line tells it apart from `user`.
    pub(super) actor: Option<String>,
    /// Protocol, method, address.
    pub(super) client: String,
    /// Its session.
    pub(super) session: String,
    /// The process that serves it.
    pub(super) pid: String,
}

/// What a line of a login process says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Somebody is in.
    In(Login),
    /// The password was refused.
    Refused(Login),
    /// The password was right, and the mailbox may not be opened with it: so ends a master user's
    /// attempt at a mailbox that does not exist.
    NotAllowed(Login),
    /// A login line with a field that stands twice.
    Spoilt,
    /// Nothing about a login.
    Else,
}

/// Fields that name who authenticated, the surest first.
const ACTORS: &[&str] = &["auth_user", "master_user", "orig_user"];

/// Reads the message of a login process.
pub(super) fn read(service: &str, message: &str) -> Told {
    let Some(at) = message.find("user=<") else { return Told::Else };
    let Some((lead, fields)) = message.split_at_checked(at) else { return Told::Else };
    let tell = if lead.starts_with("Login: ") {
        Told::In
    } else if lead.contains("(authorization failed") {
        Told::NotAllowed
    } else if lead.contains("(auth failed") {
        Told::Refused
    } else {
        return Told::Else;
    };
    let Some(fields) = Fields::parse(fields) else { return Told::Spoilt };
    tell(login(service, &fields))
}

fn login(service: &str, fields: &Fields<'_>) -> Login {
    let protocol = service.trim_end_matches("-login");
    let parts = [Some(protocol), fields.told("method"), fields.told("rip")];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    let said = |name: &str| fields.told(name).unwrap_or_default().to_owned();
    Login {
        user: said("user"),
        actor: ACTORS.iter().find_map(|name| fields.told(name)).map(|actor| master_of(actor).to_owned()),
        client: parts.join("; "),
        session: said("session"),
        pid: said("mpid"),
    }
}

/// The master user in `mailbox*master`, as clients send it.
fn master_of(actor: &str) -> &str {
    actor.split_once('*').map_or(actor, |(_, master)| master)
}

impl Login {
    /// Whether the owner is in, and what tells so.
    ///
    /// In the stock format a master user's login has one name, the owner's: it tells nothing.
    pub(super) fn relation(&self) -> (Relation, Basis) {
        match &self.actor {
            Some(actor) if same_login(actor, &self.user) => (Relation::Owner, Basis::LogonType),
            Some(_) => (Relation::NonOwner, Basis::LogonType),
            None => (Relation::Undetermined, Basis::LoginName),
        }
    }
}

/// The same login name, with or without its domain, in whatever case.
pub(super) fn same_login(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let local = |name: &str| name.split('@').next().unwrap_or_default().to_owned();
    one == other || (one.contains('@') != other.contains('@') && local(&one) == local(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_second_name_tells_an_owner_from_a_master() {
        for (names, relation) in [
            ("user=<a@r.example>", Relation::Undetermined),
            ("user=<a@r.example>, auth_user=<>", Relation::Undetermined),
            ("user=<a@r.example>, orig_user=<A@R.example>, auth_user=<a@r.example>", Relation::Owner),
            ("user=<a@r.example>, orig_user=<a>", Relation::Owner),
            ("user=<a@r.example>, orig_user=<dsi>", Relation::NonOwner),
            ("user=<a@r.example>, orig_user=<a@r.example*dsi>", Relation::NonOwner),
            ("user=<a@r.example>, orig_user=<a@r.example>, auth_user=<dsi@r.example>", Relation::NonOwner),
        ] {
            let Told::In(login) = read("imap-login", &format!("Login: {names}, rip=::1")) else { panic!() };
            assert_eq!(login.relation().0, relation, "{names}");
            assert_eq!(login.client, "imap; ::1");
        }
    }

    #[test]
    fn refusals_are_of_two_kinds() {
        let refused = |why: &str| {
            read("imap-login", &format!("Disconnected: Connection closed ({why}): user=<a>, rip=::1"))
        };
        assert!(matches!(refused("auth failed, 1 attempts in 2 secs"), Told::Refused(_)));
        assert!(matches!(refused("authorization failed, 1 attempts in 2 secs"), Told::NotAllowed(_)));
        assert_eq!(refused("no auth attempts in 2 secs"), Told::Else);
        assert_eq!(read("imap-login", "Login: user=<a>, user=<b>"), Told::Spoilt);
    }
}
