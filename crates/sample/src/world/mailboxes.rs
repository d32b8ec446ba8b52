//! Mailboxes and their folders.

use super::CAST;
use crate::calendar::Civil;
use crate::chance::Chance;
use crate::mail::Mailbox;

/// Slugs of the mailboxes.
pub(crate) const MAILBOXES: [&str; 12] = [
    "presidence",
    "cabinet",
    "direction-generale",
    "informatique",
    "exploitation",
    "elus-majorite",
    "elus-opposition",
    "syndicat-ufr",
    "communication",
    "achats",
    "europe",
    "protection-donnees",
];

/// Folders by year, from the first year of the sample.
const ARCHIVES: [&str; 14] = [
    "Archives/2013",
    "Archives/2014",
    "Archives/2015",
    "Archives/2016",
    "Archives/2017",
    "Archives/2018",
    "Archives/2019",
    "Archives/2020",
    "Archives/2021",
    "Archives/2022",
    "Archives/2023",
    "Archives/2024",
    "Archives/2025",
    "Archives/2026",
];

/// What kind of place a mail is put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// Received from people.
    Received,
    /// Written by the owner.
    Sent,
    /// From lists.
    Lists,
    /// Mass mail.
    Bulk,
    /// Made by programs.
    Machines,
}

/// Lists every mailbox of the sample with its owner.
pub fn mailboxes() -> Vec<Mailbox> {
    let owners = CAST.iter().filter_map(|member| {
        let slug = member.mailbox?;
        Some(Mailbox { slug, address: member.address, owner: member.name, office: member.office })
    });
    owners.collect()
}

/// Chooses the folder for a mail of `date`.
pub(crate) fn folder_for(shelf: Shelf, date: i64, chance: &mut Chance) -> &'static str {
    match shelf {
        Shelf::Sent => "Éléments envoyés",
        Shelf::Lists if chance.percent(70) => "Listes/Agents",
        Shelf::Bulk if chance.percent(40) => "Lettres d’information",
        Shelf::Bulk if chance.percent(15) => "Courrier indésirable",
        Shelf::Machines if chance.percent(50) => "Supervision",
        _ if chance.percent(45) => archive_of(date),
        _ if chance.percent(6) => "Corbeille",
        _ => "INBOX",
    }
}

fn archive_of(date: i64) -> &'static str {
    let since_first = Civil::in_paris(date).year - 2013;
    usize::try_from(since_first).ok().and_then(|at| ARCHIVES.get(at)).copied().unwrap_or("INBOX")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mailbox_has_one_owner() {
        let slugs: Vec<&str> = mailboxes().iter().map(|mailbox| mailbox.slug).collect();
        assert_eq!(slugs, MAILBOXES);
    }
}
