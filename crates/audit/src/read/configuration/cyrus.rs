//! Cyrus: `imapd.conf` (`admins`, `proxyservers`) and lists of ACLs (`lam`, `ctl_mboxlist -d`).

use super::{Reader, Stands, Whose, setting};
use crate::model::Power;
use crate::read::sniff::Head;

/// Settings by which `imapd.conf` is known.
const KNOWN: &[&str] =
    &["admins", "imap_admins", "configdirectory", "partition-default", "proxyservers", "sasl_pwcheck_method"];

/// Letters of rights, those before RFC 4314 among them.
const LETTERS: &str = "lrswipkxtecdan0123456789";

/// Whether this is `imapd.conf` or a list of ACLs.
pub(super) fn is(head: &Head) -> bool {
    head.lines().any(|line| {
        let is_setting =
            setting(line, ':').is_some_and(|(name, value)| KNOWN.contains(&name) && !value.is_empty());
        is_setting || asked(line).is_some() || dumped(line).is_some()
    })
}

/// The mailbox whose ACL is being listed.
#[derive(Default)]
pub(super) struct Settings {
    listed: Option<String>,
}

impl Reader for Settings {
    fn line(&mut self, line: &str, stands: &mut Vec<Stands>) {
        if let Some(mailbox) = asked(line) {
            self.listed = Some(mailbox.to_owned());
        } else if let Some((mailbox, pairs)) = dumped(line) {
            stands.extend(pairs.iter().filter_map(|(holder, rights)| right(mailbox, holder, rights)));
        } else if let Some((name, value)) = setting(line, ':') {
            self.listed = None;
            let power = match name.strip_prefix("imap_").unwrap_or(name) {
                "admins" => Power::Administer,
                "proxyservers" => Power::Impersonate,
                _ => return,
            };
            stands
                .extend(value.split_whitespace().map(|holder| Stands::new(holder, Whose::All, name, power)));
        } else if let (Some(mailbox), Some((holder, rights))) = (&self.listed, line.trim().split_once(' ')) {
            stands.extend(right(mailbox, holder, rights.trim()));
        }
    }
}

/// `localhost> lam user.elue` or `user/elue:`.
fn asked(line: &str) -> Option<&str> {
    let line = line.trim();
    let named = match line.split_once("lam ").or_else(|| line.split_once("listacl ")) {
        Some((prompt, mailbox)) if prompt.is_empty() || prompt.ends_with("> ") => mailbox.trim(),
        _ => line.strip_suffix(':')?,
    };
    owner(named).map(|_| named)
}

/// `user.elue<tab>0 default elue lrswipkxtecda dsi lr`.
fn dumped(line: &str) -> Option<(&str, Vec<(&str, &str)>)> {
    let (mailbox, rest) = line.split_once('\t')?;
    owner(mailbox)?;
    let words: Vec<&str> = rest.split_whitespace().skip(2).take(2000).collect();
    let pairs = words.as_chunks::<2>().0.iter().map(|[holder, rights]| (*holder, *rights));
    Some((mailbox, pairs.filter(|(_, rights)| are_rights(rights)).collect()))
}

fn are_rights(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| LETTERS.contains(letter))
}

/// Whose mailbox it is: `user.elue.Sent`, `user/elue.martin@r.example/Sent`.
fn owner(mailbox: &str) -> Option<&str> {
    let name = match mailbox.strip_prefix("user/") {
        Some(rest) => rest.split('/').next(),
        None => mailbox.strip_prefix("user.").and_then(|rest| rest.split('.').next()),
    };
    name.filter(|name| !name.is_empty() && !name.contains(' '))
}

fn right(mailbox: &str, holder: &str, rights: &str) -> Option<Stands> {
    let owner = owner(mailbox)?;
    let (refused, holder) = holder.strip_prefix('-').map_or((false, holder), |holder| (true, holder));
    if holder == owner || !are_rights(rights) {
        return None;
    }
    let group = holder.strip_prefix("group:");
    let by_group = group.is_some() || holder == "anyone";
    let power = if rights.contains('r') { Power::OpenFolder } else { Power::None };
    let whose = Whose::Mailbox(owner.to_owned());
    let stands = Stands::new(group.unwrap_or(holder), whose, &format!("{rights} {mailbox}"), power);
    Some(Stands { by_group, refused, ..stands })
}
