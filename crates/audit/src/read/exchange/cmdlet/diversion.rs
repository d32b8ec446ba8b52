//! Mail that is copied or sent elsewhere from now on: forwarding, rules, journals, connectors.

use super::{Cmdlet, Meaning, Whose, identity};
use crate::model::{Class, Flags, Power};
use crate::read::exchange::parameters::{Parameters, list};

pub(super) fn means<'p>(cmdlet: &Cmdlet, given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    match cmdlet.parts() {
        ("set", "mailbox") => forwarding(given),
        ("new" | "set", "inboxrule") => inbox_rule(given),
        ("remove" | "disable", "inboxrule") => vec![inbox_rule_end(given)],
        ("new" | "set", "transportrule") => transport_rule(given),
        ("new" | "set", "journalrule") => journal_rule(&cmdlet.verb, given),
        ("new" | "set", "sendconnector" | "outboundconnector") => connector(&cmdlet.verb, given),
        ("new" | "set", "inboundconnector" | "receiveconnector") => vec![noted(given)],
        ("install" | "enable", "transportagent") => vec![whole(Class::Divert, Power::Divert, given)],
        ("enable", "transportrule" | "journalrule") => vec![noted(given).flag(Flags::SWITCHED_ON)],
        ("enable", "inboxrule") => vec![inbox_rule_on(given)],
        // What is removed may have copied mail, or only added a footer: the record does not tell.
        (
            "remove" | "disable" | "uninstall",
            "transportrule" | "journalrule" | "sendconnector" | "outboundconnector" | "transportagent",
        ) => vec![whole(Class::DivertEnd, Power::None, given)],
        ("set" | "new", "remotedomain") if given.get("AutoForwardEnabled").is_some() => vec![noted(given)],
        ("set" | "new", "hostedoutboundspamfilterpolicy") if given.get("AutoForwardingMode").is_some() => {
            vec![noted(given)]
        }
        _ => Vec::new(),
    }
}

/// Something that every mail passes, known by its own name.
fn whole<'p>(class: Class, power: Power, given: &'p Parameters<'_>) -> Meaning<'p> {
    Meaning::new(class, power, Whose::All).right(rule_name(given))
}

fn noted<'p>(given: &'p Parameters<'_>) -> Meaning<'p> {
    whole(Class::Other, Power::Divert, given)
}

/// A rule's name: what `Remove-…` will call it by. Consoles call rules by their numbers; the record
/// then has the name beside.
fn rule_name<'p>(given: &'p Parameters<'_>) -> &'p str {
    let last = |name: &'p str| name.rsplit(['\\', '/']).next().unwrap_or(name);
    let name = given.first(&["Name"]).or_else(|| identity(given)).map_or("", last);
    let beside = given.modified_object().map(last).filter(|_| is_number(name));
    beside.unwrap_or(name)
}

/// Whether a name is a GUID.
fn is_number(name: &str) -> bool {
    let digits = name.bytes().filter(|octet| octet.is_ascii_hexdigit() || *octet == b'-').count();
    name.len() == 36 && digits == 36
}

fn forwarding<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let whose = Whose::mailbox(identity(given));
    let mut meanings = Vec::new();
    for parameter in ["ForwardingSmtpAddress", "ForwardingAddress"] {
        let Some(address) = given.get(parameter) else { continue };
        let new = |class, to| Meaning::new(class, Power::Divert, whose).right(parameter).towards(to);
        let before = given.before(parameter).map(plain_address).filter(|before| !before.is_empty());
        let now = Some(plain_address(address)).filter(|now| !now.is_empty());
        match now {
            None => meanings.push(new(Class::DivertEnd, before)),
            Some(_) => {
                // One address at a time: the new one ends the one before.
                meanings.push(new(Class::Divert, now));
                let ended = before.filter(|before| Some(*before) != now);
                meanings.extend(ended.map(|before| new(Class::DivertEnd, Some(before))));
            }
        }
    }
    if meanings.is_empty() && given.get("DeliverToMailboxAndForward").is_some() {
        meanings.push(Meaning::new(Class::Other, Power::Divert, whose).right("DeliverToMailboxAndForward"));
    }
    meanings
}

/// An address without the type that Exchange writes before it (`smtp:`).
pub(in crate::read::exchange) fn plain_address(address: &str) -> &str {
    match address.split_once(':') {
        Some((kind, rest)) if kind.eq_ignore_ascii_case("smtp") => rest,
        _ => address,
    }
}

pub(in crate::read::exchange) const FORWARDS: &[&str] = &["ForwardTo", "ForwardAsAttachmentTo", "RedirectTo"];

/// What a rule's conditions look for, when it destroys what it finds.
const CONDITIONS: &[&str] = &[
    "SubjectContainsWords",
    "SubjectOrBodyContainsWords",
    "BodyContainsWords",
    "FromAddressContainsWords",
    "From",
    "HeaderContainsWords",
];

fn inbox_rule<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let (whose, name) = rule_place(given);
    let new = |class, power| Meaning::new(class, power, whose).right(name);
    if given.switch("Enabled") == Some(false) {
        return vec![new(Class::DivertEnd, Power::None)];
    }
    let mut meanings = Vec::new();
    for parameter in FORWARDS {
        for address in given.first(&[parameter]).map(list).unwrap_or_default() {
            meanings.push(new(Class::Divert, Power::Divert).towards(Some(plain_address(address))));
        }
    }
    if hides(given) {
        meanings.push(new(Class::Tamper, Power::None).about(given.first(CONDITIONS)).flag(Flags::DELETED));
    }
    let cleared = FORWARDS.iter().any(|parameter| given.get(parameter) == Some(""));
    if meanings.is_empty() && cleared {
        meanings.push(new(Class::DivertEnd, Power::Divert));
    } else if meanings.is_empty() && given.lost() {
        meanings.push(new(Class::Other, Power::None));
    }
    meanings
}

/// Whether a rule takes messages out of sight as they come.
fn hides(given: &Parameters<'_>) -> bool {
    given.switch("DeleteMessage") == Some(true) || given.switch("SoftDeleteMessage") == Some(true)
}

fn inbox_rule_on<'p>(given: &'p Parameters<'_>) -> Meaning<'p> {
    let (whose, name) = rule_place(given);
    Meaning::new(Class::Other, Power::Divert, whose).right(name).flag(Flags::SWITCHED_ON)
}

fn inbox_rule_end<'p>(given: &'p Parameters<'_>) -> Meaning<'p> {
    let (whose, name) = rule_place(given);
    Meaning::new(Class::DivertEnd, Power::None, whose).right(name)
}

/// Whose inbox, and the rule's name: `-Mailbox david -Name x`, `-Identity david\x`.
///
/// Where nothing names a mailbox, the cmdlet acts on that of its caller.
fn rule_place<'p>(given: &'p Parameters<'_>) -> (Whose<'p>, &'p str) {
    let places = [given.first(&["Identity"]), given.modified_object()];
    let split = places.iter().flatten().find_map(|place| place.rsplit_once('\\'));
    let bare = places.iter().flatten().next().copied().unwrap_or("");
    let mailbox = given.first(&["Mailbox"]).or(split.map(|(mailbox, _)| mailbox));
    let unnamed = if given.lost() { Whose::Untold } else { Whose::Own };
    let name = given.first(&["Name"]).unwrap_or(split.map_or(bare, |(_, rule)| rule));
    (mailbox.map_or(unnamed, Whose::Mailbox), name)
}

pub(in crate::read::exchange) const COPIES: &[&str] =
    &["BlindCopyTo", "CopyTo", "RedirectMessageTo", "AddToRecipients", "RouteMessageOutboundConnector"];

/// Conditions that say whose mail a transport rule takes.
pub(in crate::read::exchange) const TAKES: &[&str] = &[
    "SentTo",
    "From",
    "AnyOfToHeader",
    "AnyOfCcHeader",
    "AnyOfToCcHeader",
    "AnyOfRecipientAddressContainsWords",
    "RecipientAddressContainsWords",
    "SentToMemberOf",
    "FromMemberOf",
    "FromAddressContainsWords",
];

fn transport_rule<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let name = rule_name(given);
    let whose = taken_from(given);
    let dormant = dormant(given);
    let new = |class, power| Meaning::new(class, power, whose).right(name).flag(dormant);
    if given.first(&["State"]).is_some_and(|state| state.eq_ignore_ascii_case("disabled")) {
        return vec![new(Class::DivertEnd, Power::None)];
    }
    let mut meanings = Vec::new();
    for parameter in COPIES {
        for address in given.first(&[parameter]).map(list).unwrap_or_default() {
            meanings.push(new(Class::Divert, Power::Divert).towards(Some(plain_address(address))));
        }
    }
    if given.switch("DeleteMessage") == Some(true) {
        let words = given.first(&["SubjectContainsWords", "SubjectOrBodyContainsWords"]);
        // What is not switched on destroys nothing.
        let class = if dormant == Flags::DORMANT { Class::Other } else { Class::Tamper };
        meanings.push(new(class, Power::None).about(words).flag(Flags::DELETED));
    }
    let cleared = COPIES.iter().any(|parameter| given.get(parameter) == Some(""));
    if meanings.is_empty() && cleared {
        meanings.push(new(Class::DivertEnd, Power::Divert));
    } else if meanings.is_empty() && given.lost() {
        meanings.push(new(Class::Other, Power::None));
    }
    meanings
}

/// Consoles make rules switched off, and switch them on by a second record.
fn dormant(given: &Parameters<'_>) -> Flags {
    if given.switch("Enabled") == Some(false) { Flags::DORMANT } else { Flags::default() }
}

/// One mailbox, several, or everybody's: by the rule's conditions.
fn taken_from<'p>(given: &'p Parameters<'_>) -> Whose<'p> {
    let Some(value) = given.first(TAKES) else { return Whose::All };
    match (given.first(&["SentTo", "From"]), list(value).as_slice()) {
        (Some(_), [one]) => Whose::Mailbox(one),
        _ => Whose::Scope(value),
    }
}

fn journal_rule<'p>(verb: &str, given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let whose = given.first(&["Recipient"]).map_or(Whose::All, Whose::Mailbox);
    let destination = given.first(&["JournalEmailAddress"]).map(plain_address);
    match destination {
        _ if is_switched_off(verb, given) => vec![whole(Class::DivertEnd, Power::Divert, given)],
        None => vec![noted(given)],
        Some(_) => vec![
            Meaning::new(Class::Divert, Power::Divert, whose)
                .right(rule_name(given))
                .towards(destination)
                .flag(dormant(given)),
        ],
    }
}

/// A connector with a host of its own hands outgoing mail to that host.
fn connector<'p>(verb: &str, given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    match given.first(&["SmartHosts"]) {
        _ if is_switched_off(verb, given) => vec![whole(Class::DivertEnd, Power::Divert, given)],
        Some(host) => {
            vec![whole(Class::Divert, Power::Divert, given).towards(Some(host)).flag(dormant(given))]
        }
        None if given.switch("Enabled") == Some(true) => vec![noted(given).flag(Flags::SWITCHED_ON)],
        None => vec![noted(given)],
    }
}

fn is_switched_off(verb: &str, given: &Parameters<'_>) -> bool {
    verb == "set" && given.switch("Enabled") == Some(false)
}
