//! Rights on one mailbox, one folder, one recipient.

use super::{Cmdlet, Meaning, Whose, identity};
use crate::model::{Class, Flags, Power};
use crate::read::exchange::parameters::{Parameters, change, list};

pub(super) fn means<'p>(cmdlet: &Cmdlet, given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    match cmdlet.parts() {
        ("add", "mailboxpermission") => mailbox(Class::Grant, given),
        ("remove", "mailboxpermission") => mailbox(Class::Revoke, given),
        ("add", "recipientpermission") => recipient(Class::Grant, given),
        ("remove", "recipientpermission") => recipient(Class::Revoke, given),
        ("add", "adpermission") => directory(Class::Grant, given),
        ("remove", "adpermission") => directory(Class::Revoke, given),
        ("add" | "set" | "remove", "mailboxfolderpermission") => vec![folder(&cmdlet.verb, given)],
        ("set", "mailbox") => owner_settings(given),
        _ => Vec::new(),
    }
}

fn mailbox<'p>(class: Class, given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let whose = Whose::mailbox(identity(given));
    if let Some(owner) = given.first(&["Owner"]) {
        return vec![Meaning::new(class, Power::Administer, whose).right("Owner").to(Some(owner))];
    }
    if given.switch("ResetDefault") == Some(true) {
        return vec![Meaning::new(class, Power::Open, whose).right("ResetDefault")];
    }
    let meaning = |right, power| {
        Meaning::new(class, power, whose).right(right).to(given.first(&["User"])).flag(deny(given))
    };
    rights(given, "AccessRights", "FullAccess").into_iter().map(|r| meaning(r, mailbox_power(r))).collect()
}

/// What a right of `Get-MailboxPermission` lets one do.
pub(in crate::read::exchange) fn mailbox_power(right: &str) -> Power {
    match right.to_ascii_lowercase().as_str() {
        "fullaccess" => Power::Open,
        "sendas" => Power::SendAs,
        // Whoever may change the rights may give FullAccess to himself.
        "changepermission" | "changeowner" => Power::Administer,
        _ => Power::None,
    }
}

fn recipient<'p>(class: Class, given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let meaning = |right| {
        Meaning::new(class, Power::SendAs, Whose::mailbox(identity(given)))
            .right(right)
            .to(given.first(&["Trustee"]))
            .flag(deny(given))
    };
    rights(given, "AccessRights", "SendAs").into_iter().map(meaning).collect()
}

fn directory<'p>(class: Class, given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let whose = match identity(given) {
        Some(name) if above_mailboxes(name) => Whose::Scope(name),
        name => Whose::mailbox(name),
    };
    let mut names = rights(given, "ExtendedRights", "");
    names.extend(rights(given, "AccessRights", ""));
    let meaning = |right, power| {
        Meaning::new(class, power, whose).right(right).to(given.first(&["User"])).flag(deny(given))
    };
    let mut meanings: Vec<_> = names
        .into_iter()
        .map(|right| (right, directory_power(right)))
        .filter(|(_, power)| *power != Power::None)
        .map(|(right, power)| meaning(right, power))
        .collect();
    if meanings.is_empty() && given.lost() {
        meanings.push(meaning("", Power::None));
    }
    meanings
}

pub(in crate::read::exchange) fn directory_power(right: &str) -> Power {
    match right.to_ascii_lowercase().replace(' ', "-").as_str() {
        "send-as" => Power::SendAs,
        "receive-as" => Power::Open,
        "ms-exch-epi-impersonation" | "ms-exch-epi-may-impersonate" => Power::Impersonate,
        "genericall" | "writedacl" | "writeowner" | "ms-exch-store-admin" => Power::Administer,
        _ => Power::None,
    }
}

/// A database, server or container: the right reaches every mailbox below.
fn above_mailboxes(identity: &str) -> bool {
    let identity = identity.to_ascii_lowercase();
    ["cn=databases,", "cn=microsoft exchange", "cn=configuration,", "mailbox database", "/databases/"]
        .iter()
        .any(|part| identity.contains(part))
        || identity.starts_with("ou=")
        || identity.starts_with("dc=")
}

fn folder<'p>(verb: &str, given: &'p Parameters<'_>) -> Meaning<'p> {
    let (mailbox, path) = identity(given).map_or((None, ""), split_folder);
    let rights = rights(given, "AccessRights", "");
    let nothing = rights.iter().all(|right| right.eq_ignore_ascii_case("none"));
    let taken = verb == "remove" || (nothing && !rights.is_empty());
    let powerful = rights.iter().find(|right| folder_power(right) != Power::None);
    let word = powerful.or(rights.first()).copied().unwrap_or("");
    let (class, power) = match taken {
        true => (Class::Revoke, Power::OpenFolder),
        false => (Class::Grant, folder_power(word)),
    };
    // A revoke names the folder alone: all that stood there ends, whatever it was called.
    let word = if taken { "" } else { word };
    Meaning::new(class, power, Whose::mailbox(mailbox))
        .right(format!("{word}{path}"))
        .to(given.first(&["User"]))
}

/// `david:\Inbox` is the folder `:\Inbox` of `david`.
pub(in crate::read::exchange) fn split_folder(identity: &str) -> (Option<&str>, &str) {
    let at = identity.find(":\\").or_else(|| identity.find(":/"));
    let (mailbox, path) = identity.split_at(at.unwrap_or(identity.len()));
    (Some(mailbox).filter(|mailbox| !mailbox.is_empty()), path)
}

/// What a role on a folder lets one do; to see that a calendar is busy opens nothing.
pub(in crate::read::exchange) fn folder_power(right: &str) -> Power {
    match right.to_ascii_lowercase().as_str() {
        "owner" | "publishingeditor" | "editor" | "publishingauthor" | "author" | "noneditingauthor"
        | "reviewer" | "readitems" | "editallitems" | "folderowner" => Power::OpenFolder,
        _ => Power::None,
    }
}

/// The settings of `Set-Mailbox` that let another in.
fn owner_settings<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let mut meanings = on_behalf(given);
    if let Some(master) = given.first(&["LinkedMasterAccount"]) {
        let whose = Whose::mailbox(identity(given));
        meanings.push(
            Meaning::new(Class::Grant, Power::Open, whose).right("LinkedMasterAccount").to(Some(master)),
        );
    }
    if given.get("Password").is_some() {
        let whose = Whose::mailbox(identity(given));
        meanings.push(Meaning::new(Class::Auth, Power::None, whose).right("Password"));
    }
    meanings
}

fn on_behalf<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    const NAME: &str = "GrantSendOnBehalfTo";
    let meaning = |class, who| {
        Meaning::new(class, Power::SendOnBehalf, Whose::mailbox(identity(given))).right(NAME).to(who)
    };
    let Some(value) = given.get(NAME) else { return Vec::new() };
    let asked = change(value);
    let mut meanings: Vec<_> = asked.added.iter().map(|who| meaning(Class::Grant, Some(*who))).collect();
    meanings.extend(asked.removed.iter().map(|who| meaning(Class::Revoke, Some(*who))));
    if asked.replaced && asked.added.is_empty() {
        meanings.push(meaning(Class::Revoke, None));
    } else if asked.replaced
        && let (Some(before), Some(after)) = (given.before(NAME), given.after(NAME))
    {
        let kept = list(after);
        let gone = list(before).into_iter().filter(|who| !kept.contains(who)).take(100);
        meanings.extend(gone.map(|who| meaning(Class::Revoke, Some(who))));
    }
    meanings
}

/// The rights of a list parameter; `usual` when it was left out, one without a name when it was lost.
fn rights<'p>(given: &'p Parameters<'_>, parameter: &str, usual: &'static str) -> Vec<&'p str> {
    let named = given.first(&[parameter]).map(list).unwrap_or_default();
    match named.is_empty() {
        true if given.lost() => vec![""],
        true if !usual.is_empty() => vec![usual],
        _ => named,
    }
}

fn deny(given: &Parameters<'_>) -> Flags {
    if given.switch("Deny") == Some(true) { Flags::DENY } else { Flags::default() }
}
