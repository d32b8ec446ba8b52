//! Postfix: copies of all mail (`always_bcc`), of some senders or recipients, and the maps that name them.

use super::{Reader, Stands, Whose, setting};
use crate::read::sniff::Head;

/// Settings by which `main.cf` and `postconf -n` are known.
const KNOWN: &[&str] = &[
    "always_bcc",
    "sender_bcc_maps",
    "recipient_bcc_maps",
    "myhostname",
    "mydestination",
    "mynetworks",
    "smtpd_recipient_restrictions",
    "smtpd_relay_restrictions",
    "virtual_alias_maps",
    "mail_owner",
];

/// Settings that copy mail by map.
const MAPS: &[&str] = &["sender_bcc_maps", "recipient_bcc_maps"];

/// Whether this is `main.cf`, or a map of addresses to addresses.
pub(super) fn is(head: &Head) -> bool {
    let is_setting = |line: &str| setting(line, '=').is_some_and(|(name, _)| KNOWN.contains(&name));
    head.lines().any(is_setting) || is_map(head)
}

fn is_map(head: &Head) -> bool {
    let mut lines = head.lines().filter(|line| !line.starts_with('#')).take(50).peekable();
    lines.peek().is_some() && lines.all(|line| mapped(line).is_some())
}

/// Every line stands by itself.
pub(super) struct Settings;

impl Reader for Settings {
    fn line(&mut self, line: &str, stands: &mut Vec<Stands>) {
        if let Some((from, to)) = mapped(line) {
            // The file does not say whether it is for senders, recipients or aliases.
            let whose = if from.starts_with('@') {
                Whose::Scope(from.to_owned())
            } else {
                Whose::Mailbox(from.to_owned())
            };
            let to = to.into_iter().filter(|to| !to.eq_ignore_ascii_case(from));
            stands.extend(to.map(|to| Stands::copies_to(to, whose.clone(), "address map")));
            return;
        }
        let Some((name, value)) = setting(line, '=').filter(|(_, value)| !value.is_empty()) else { return };
        if name == "always_bcc" {
            stands.push(Stands::copies_to(value, Whose::All, name));
        } else if MAPS.contains(&name) {
            let maps = value.split([',', ' ']).filter(|map| !map.is_empty());
            stands.extend(maps.map(|map| by_map(name, map)));
        }
    }
}

fn by_map(name: &str, map: &str) -> Stands {
    match map.strip_prefix("static:") {
        Some(address) => Stands::copies_to(address, Whose::All, name),
        None => Stands::copies_to(map, Whose::Scope(map.to_owned()), name),
    }
}

/// `from@a  to@b, to@c`.
fn mapped(line: &str) -> Option<(&str, Vec<&str>)> {
    let (from, to) = line.trim().split_once([' ', '\t'])?;
    let to: Vec<&str> = to.split([',', ' ', '\t']).filter(|to| !to.is_empty()).collect();
    let are_addresses = !to.is_empty() && to.iter().all(|to| is_address(to));
    ((is_address(from) || from.starts_with('@')) && are_addresses).then_some((from, to))
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str| {
        part.bytes().all(|octet| octet.is_ascii_graphic() && !b"=:;,<>\"'(){}[]".contains(&octet))
    };
    !local.is_empty() && domain.contains('.') && plain(local) && plain(domain)
}
