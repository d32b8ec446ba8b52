//! What a command of audit.log means for who can open what.

use super::super::draft::{draft, without_port};
use super::super::sink::Sink;
use super::line::Entry;
use super::rights::{Ace, power_of};
use crate::model::{Basis, Class, Event, Flags, Moment, Outcome, Power, Relation, Target};

/// `cmd=Name; field=value; …`.
pub(super) struct Command<'l> {
    pub(super) name: &'l str,
    fields: Vec<(&'l str, &'l str)>,
}

/// No command has more fields.
const MOST_FIELDS: usize = 500;

/// Attributes whose values are secrets.
const SECRETS: &[&str] = &["password", "preauthkey", "secret", "authtoken", "bindpw"];

/// What Zimbra writes instead of a secret, where it does.
const BLOCKED: &[&str] = &["VALUE-BLOCKED", "********", "<redacted>"];

/// Attributes that send mail elsewhere.
pub(super) const DIVERTING: &[&str] =
    &["zimbraMailForwardingAddress", "zimbraPrefMailForwardingAddress", "zimbraInterceptAddress"];

/// Attributes that make an administrator.
pub(super) const ADMINISTERING: &[&str] = &["zimbraIsAdminAccount", "zimbraIsDelegatedAdminAccount"];

impl<'l> Command<'l> {
    /// The command of a message, if it is one.
    pub(super) fn parse(message: &'l str) -> Option<Self> {
        let mut parts = message.strip_prefix("cmd=")?.split("; ");
        let name = parts.next()?.trim_end_matches(';');
        let fields = parts.take(MOST_FIELDS).filter_map(|part| part.split_once('='));
        let fields = fields.map(|(name, value)| (name.trim(), value.trim().trim_end_matches(';'))).collect();
        Some(Command { name, fields })
    }

    /// The first of these fields that is there.
    fn one(&self, names: &[&str]) -> Option<&'l str> {
        let value =
            |name: &&str| self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
        names.iter().find_map(value).filter(|value| !value.is_empty())
    }

    /// How many secrets stand in it in clear.
    pub(super) fn secrets(&self) -> usize {
        let is_secret = |name: &str| {
            let name = name.to_lowercase();
            SECRETS.iter().any(|word| name.contains(word))
        };
        let clear = |value: &str| !value.is_empty() && !BLOCKED.contains(&value);
        self.fields.iter().filter(|(name, value)| is_secret(name) && clear(value)).count()
    }

    /// The events that the command makes; none if it is about something else.
    pub(super) fn events(
        &self,
        record: u64,
        time: Moment,
        entry: &Entry<'_>,
        sink: &mut Sink<'_>,
    ) -> Vec<Event> {
        let actor = entry.authenticated.or(entry.name).unwrap_or(UNNAMED);
        let scene = Scene { record, time, actor, entry, failed: self.one(&["error"]).is_some() };
        match self.name {
            "DelegateAuth" => self.delegate_auth(&scene, sink).into_iter().collect(),
            "Auth" => self.login(&scene, sink).into_iter().collect(),
            "AdminAuth" => vec![self.admin_login(&scene, sink)],
            "SetPassword" | "ChangePassword" => self.password(&scene, sink).into_iter().collect(),
            "ModifyAccount" | "CreateAccount" => self.modify(&scene, sink),
            "GrantRight" | "RevokeRight" => vec![self.right(&scene, sink)],
            "SearchMultipleMailboxes" | "CrossMailboxSearch" | "SearchMultiMailbox" => {
                vec![self.search(&scene, sink)]
            }
            "DeleteAccount" => self.deleted(&scene, sink).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Two names that the command ties together: an account and its alias or new name.
    pub(super) fn same(&self) -> Option<(&'l str, &'l str)> {
        let other = match self.name {
            "RenameAccount" => &["newName"],
            "AddAccountAlias" => &["alias"],
            _ => return None,
        };
        Some((self.one(&["name"])?, self.one(other)?))
    }

    fn delegate_auth(&self, scene: &Scene<'_>, sink: &mut Sink<'_>) -> Option<Event> {
        let target = self.one(&["accountName", "account", "name", "accountId"])?;
        let mut event = scene.event(Class::Use, self.name, sink);
        event.target = Target::Mailbox(sink.name(target));
        (event.relation, event.basis) = match same(scene.actor, target) {
            true => (Relation::Owner, Basis::LoginName),
            false => (Relation::NonOwner, Basis::LogonType),
        };
        event.power = Power::Open;
        Some(event)
    }

    /// A login with the account's own name and password.
    fn login(&self, scene: &Scene<'_>, sink: &mut Sink<'_>) -> Option<Event> {
        let account = self.one(&["account"])?;
        let mut event = scene.event(if scene.failed { Class::Auth } else { Class::Use }, self.name, sink);
        event.actor = sink.name(account);
        event.target = Target::Mailbox(event.actor);
        (event.relation, event.basis) = match scene.failed {
            true => (Relation::Undetermined, Basis::LoginName),
            false => (Relation::Owner, Basis::LoginName),
        };
        Some(event)
    }

    fn admin_login(&self, scene: &Scene<'_>, sink: &mut Sink<'_>) -> Event {
        let mut event = scene.event(Class::Auth, self.name, sink);
        if let Some(account) = self.one(&["account"]) {
            event.actor = sink.name(account);
        }
        event.power = Power::Administer;
        event
    }

    /// A password set by another: who knows it can come in as the owner.
    fn password(&self, scene: &Scene<'_>, sink: &mut Sink<'_>) -> Option<Event> {
        let account = self.one(&["name", "account"])?;
        if same(scene.actor, account) {
            return None;
        }
        let mut event = scene.event(Class::Auth, self.name, sink);
        event.target = Target::Mailbox(sink.name(account));
        event.beneficiary = Some(event.actor);
        (event.relation, event.basis) = (Relation::NonOwner, Basis::LoginName);
        event.power = Power::Open;
        Some(event)
    }

    fn modify(&self, scene: &Scene<'_>, sink: &mut Sink<'_>) -> Vec<Event> {
        let Some(account) = self.one(&["name", "account"]) else { return Vec::new() };
        let mut events = Vec::new();
        for (field, value) in &self.fields {
            let (sign, attribute) = signed(field);
            let event = if DIVERTING.contains(&attribute) {
                Some(divert(scene, account, attribute, sign, value, sink))
            } else if ADMINISTERING.contains(&attribute) {
                Some(administer(scene, account, attribute, value, sink))
            } else if attribute == "zimbraACE" {
                grant(scene, account, sign, value, sink)
            } else {
                attribute.to_lowercase().contains("password").then(|| self.password(scene, sink)).flatten()
            };
            events.extend(event);
        }
        events
    }

    /// The stock log does not hold these; what writes them names its fields as it likes.
    fn right(&self, scene: &Scene<'_>, sink: &mut Sink<'_>) -> Event {
        let class = if self.name == "GrantRight" { Class::Grant } else { Class::Revoke };
        let mut event = scene.event(class, self.name, sink);
        let grantee = self.one(&["grantee", "granteeName", "granteeAccount"]);
        event.beneficiary = grantee.map(|grantee| sink.name(grantee));
        event.target = match self.one(&["target", "name", "targetName"]) {
            Some(target) => Target::Mailbox(sink.name(target)),
            None => Target::None,
        };
        if let Some(right) = self.one(&["right"]) {
            (event.right, event.power) = (Some(sink.name(right)), power_of(right));
        }
        if grantee.is_none() || event.right.is_none() {
            event.flags = Flags::PARAMETERS_LOST;
        }
        event
    }

    fn search(&self, scene: &Scene<'_>, sink: &mut Sink<'_>) -> Event {
        let mut event = scene.event(Class::Search, self.name, sink);
        event.target = Target::All;
        event.query = self.one(&["query"]).map(|query| sink.name(query));
        (event.power, event.relation) = (Power::SearchAll, Relation::NonOwner);
        event
    }

    fn deleted(&self, scene: &Scene<'_>, sink: &mut Sink<'_>) -> Option<Event> {
        let account = self.one(&["name", "account"])?;
        let mut event = scene.event(Class::Other, self.name, sink);
        event.target = Target::Mailbox(sink.name(account));
        event.flags = Flags::DELETED;
        Some(event)
    }
}

/// The actor of a line that names none: commands that a root shell runs have no account.
const UNNAMED: &str = "(zimbra)";

/// What every event of a command shares.
pub(super) struct Scene<'l> {
    pub(super) record: u64,
    pub(super) time: Moment,
    pub(super) actor: &'l str,
    pub(super) entry: &'l Entry<'l>,
    pub(super) failed: bool,
}

impl Scene<'_> {
    pub(super) fn event(&self, class: Class, operation: &str, sink: &mut Sink<'_>) -> Event {
        let mut event = draft(sink, self.record, self.time, class, operation, self.actor);
        event.client = self.entry.address.map(|address| sink.name(without_port(address)));
        event.outcome = if self.failed { Outcome::Failed } else { Outcome::Succeeded };
        event
    }
}

/// How a value changes: `+attr` adds, `-attr` takes away, `attr` replaces.
fn signed(field: &str) -> (char, &str) {
    match field.strip_prefix('+') {
        Some(attribute) => ('+', attribute),
        None => field.strip_prefix('-').map_or((' ', field), |attribute| ('-', attribute)),
    }
}

fn divert(
    scene: &Scene<'_>,
    account: &str,
    attribute: &str,
    sign: char,
    value: &str,
    sink: &mut Sink<'_>,
) -> Event {
    let ends = sign == '-' || value.is_empty();
    let mut event = scene.event(if ends { Class::DivertEnd } else { Class::Divert }, "ModifyAccount", sink);
    event.target = Target::Mailbox(sink.name(account));
    event.right = Some(sink.name(attribute));
    event.power = Power::Divert;
    event.destination = (!value.is_empty()).then(|| sink.name(value));
    event.beneficiary = event.destination;
    (event.relation, event.basis) = match same(scene.actor, account) {
        true => (Relation::Owner, Basis::LoginName),
        false => (Relation::NonOwner, Basis::LoginName),
    };
    event
}

fn administer(scene: &Scene<'_>, account: &str, attribute: &str, value: &str, sink: &mut Sink<'_>) -> Event {
    let class = if value.eq_ignore_ascii_case("TRUE") { Class::Grant } else { Class::Revoke };
    let mut event = scene.event(class, "ModifyAccount", sink);
    event.beneficiary = Some(sink.name(account));
    event.target = Target::All;
    event.right = Some(sink.name(attribute));
    event.power = Power::Administer;
    event
}

fn grant(scene: &Scene<'_>, account: &str, sign: char, value: &str, sink: &mut Sink<'_>) -> Option<Event> {
    let ace = Ace::parse(value)?;
    let mut event =
        scene.event(if sign == '-' { Class::Revoke } else { Class::Grant }, "ModifyAccount", sink);
    event.beneficiary = Some(sink.name(ace.grantee));
    event.target = Target::Mailbox(sink.name(account));
    event.right = Some(sink.name(ace.right));
    event.power = power_of(ace.right);
    event.flags = ace.flags();
    Some(event)
}

/// The same account, in whatever case.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
