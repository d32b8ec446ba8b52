//! Content that is searched, and mail that leaves in bulk.

use super::{Cmdlet, Meaning, Whose, identity};
use crate::model::{Class, Flags, Power};
use crate::read::exchange::parameters::{Parameters, list};

pub(super) fn means<'p>(cmdlet: &Cmdlet, given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    match cmdlet.parts() {
        ("new", "mailboxexportrequest") => vec![export(given)],
        ("new", "mailboxrestorerequest") => vec![restore(given)],
        ("search", "mailbox") => one_by_one(given),
        ("new" | "set" | "start", "mailboxsearch") => in_place(given),
        ("new" | "set" | "start", "compliancesearch") => compliance(given),
        ("remove", "mailboxsearch" | "compliancesearch") => {
            vec![Meaning::new(Class::Other, Power::SearchAll, Whose::Untold).right(search_name(given))]
        }
        ("new", "compliancesearchaction") => action(given),
        _ => Vec::new(),
    }
}

fn export<'p>(given: &'p Parameters<'_>) -> Meaning<'p> {
    let mailbox = given.first(&["Mailbox"]).or_else(|| identity(given));
    Meaning::new(Class::Export, Power::ExportAll, Whose::mailbox(mailbox))
        .towards(given.first(&["FilePath", "AzureBlobStorageAccountUri", "RemoteFilePath"]))
        .about(given.first(&["ContentFilter"]))
}

/// A restore copies one mailbox, often of somebody who has left, into another.
fn restore<'p>(given: &'p Parameters<'_>) -> Meaning<'p> {
    let source = given.first(&["SourceMailbox", "SourceStoreMailbox"]);
    Meaning::new(Class::Export, Power::ExportAll, Whose::mailbox(source))
        .towards(given.first(&["TargetMailbox"]))
}

/// `Search-Mailbox`: what it finds is counted, copied to a mailbox, or destroyed.
fn one_by_one<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let whose = Whose::mailbox(identity(given));
    let search = Meaning::new(Class::Search, Power::SearchAll, whose)
        .about(given.first(&["SearchQuery"]))
        .towards(given.first(&["TargetMailbox"]));
    match given.switch("DeleteContent") {
        Some(true) => {
            let destroyed = Meaning { class: Class::Tamper, destination: None, ..search.clone() };
            vec![search, destroyed.flag(Flags::DELETED)]
        }
        _ => vec![search],
    }
}

fn in_place<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let places = given.first(&["SourceMailboxes"]).map(list).unwrap_or_default();
    // A search that is changed or started names its places only where they change.
    let unnamed = if given.first(&["Name"]).is_some() { Whose::All } else { Whose::Untold };
    let search = |whose| {
        Meaning::new(Class::Search, Power::SearchAll, whose)
            .right(search_name(given))
            .about(given.first(&["SearchQuery"]))
            .towards(given.first(&["TargetMailbox"]))
    };
    match places.is_empty() || given.switch("AllSourceMailboxes") == Some(true) {
        true if given.lost() => vec![search(Whose::Untold)],
        true => vec![search(unnamed)],
        false => places.into_iter().map(|place| search(Whose::Mailbox(place))).collect(),
    }
}

fn compliance<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let places = given.first(&["ExchangeLocation", "AddExchangeLocation"]).map(list).unwrap_or_default();
    let search = |whose| {
        Meaning::new(Class::Search, Power::SearchAll, whose)
            .right(search_name(given))
            .about(given.first(&["ContentMatchQuery"]))
    };
    match places.iter().any(|place| place.eq_ignore_ascii_case("all")) {
        true => vec![search(Whose::All)],
        false if places.is_empty() => vec![search(Whose::Untold)],
        false => places.into_iter().map(|place| search(Whose::Mailbox(place))).collect(),
    }
}

/// What is done with the results of a search; whose they are stands with the search.
fn action<'p>(given: &'p Parameters<'_>) -> Vec<Meaning<'p>> {
    let new = |class, power| Meaning::new(class, power, Whose::Untold).right(search_name(given));
    if given.switch("Purge") == Some(true) || given.first(&["PurgeType"]).is_some() {
        return vec![new(Class::Tamper, Power::None).flag(Flags::DELETED)];
    }
    match given.switch("Export") == Some(true) {
        true => vec![new(Class::Export, Power::ExportAll)],
        false => vec![new(Class::Search, Power::SearchAll)],
    }
}

fn search_name<'p>(given: &'p Parameters<'_>) -> &'p str {
    given.first(&["SearchName", "Name"]).or_else(|| identity(given)).unwrap_or("")
}
