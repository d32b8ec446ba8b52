//! Access logs of a fictional affair, with what a perfect auditor would find in them.
//!
//! The same story in the shapes of several mail systems. A [`story`] is a folder
//! of files and its ground truth; [`logs`] are the same sort of records in any
//! number, for measurements. Nothing here is shared with the room that reads
//! logs: what one misunderstands, the other does not repeat.

mod cmdlet;
mod dovecot;
mod exchange;
mod google;
mod known;
mod logs;
mod m365;
mod papers;
mod plot;
mod snapshots;
mod staff;
mod suspicion;
mod table;
mod truth;
mod zimbra;

use dovecot::Format;
pub use logs::{Container, Logs, logs};
pub use truth::{
    AccountTruth, ActTruth, AnswerTruth, AuditTruth, DiversionTruth, FileTruth, FindingTruth, GrantTruth,
    IntervalTruth, SearchTruth, UnknownTruth, UseTruth,
};

/// Which system wrote the logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// Exchange on premises, November 2015: how it began.
    Exchange2015,
    /// The unified audit log of M365, November 2025, in two exports that overlap.
    M365,
    /// The unified audit log of a house where next to nothing happened, in three overlapping exports.
    M365Tenant,
    /// Google Workspace: roles, access for programs, a monitor, a search of mail logs.
    Google,
    /// Dovecot with its default log: openings by a master user read like the owner's.
    DovecotDefault,
    /// Dovecot with a log format that names who logged in.
    DovecotVerbose,
    /// Zimbra: an administrator's way into mailboxes, forwarding set by another.
    Zimbra,
}

impl Story {
    /// Every story.
    pub const ALL: [Story; 7] = [
        Story::Exchange2015,
        Story::M365,
        Story::M365Tenant,
        Story::Google,
        Story::DovecotDefault,
        Story::DovecotVerbose,
        Story::Zimbra,
    ];

    /// Its name, in small letters.
    pub fn name(self) -> &'static str {
        match self {
            Story::Exchange2015 => "exchange-2015",
            Story::M365 => "m365",
            Story::M365Tenant => "m365-tenant",
            Story::Google => "google",
            Story::DovecotDefault => "dovecot-default",
            Story::DovecotVerbose => "dovecot-verbose",
            Story::Zimbra => "zimbra",
        }
    }
}

/// How large the organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many mailboxes; the plot needs twenty, and makes as many if fewer are asked for.
    pub mailboxes: usize,
    /// How many records of everyday work stand between those of the plot.
    pub everyday: usize,
}

impl Size {
    /// For tests.
    pub const SMALL: Size = Size { mailboxes: 40, everyday: 60 };
    /// As in the plot: some two hundred mailboxes.
    pub const USUAL: Size = Size { mailboxes: 219, everyday: 1500 };
}

/// One file of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name; readers find out by content what it is.
    pub name: &'static str,
    /// Its octets.
    pub bytes: Vec<u8>,
}

/// A story as somebody would hand it to an auditor, and the truth about it.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The files.
    pub files: Vec<File>,
    /// The truth.
    pub truth: AuditTruth,
}

/// Tells `story`; equal arguments give equal octets.
pub fn story(story: Story, seed: u64, size: Size) -> Bundle {
    match story {
        Story::Exchange2015 => exchange::tell(story.name(), seed, size),
        Story::M365 => m365::tell(story.name(), seed, size),
        Story::M365Tenant => m365::tell_tenant(story.name(), seed, size),
        Story::Google => google::tell(story.name(), seed, size),
        Story::DovecotDefault => dovecot::tell(story.name(), seed, size, Format::Default),
        Story::DovecotVerbose => dovecot::tell(story.name(), seed, size, Format::Verbose),
        Story::Zimbra => zimbra::tell(story.name(), seed, size),
    }
}

/// A file whose records are all read.
fn told(name: &'static str, form: &'static str, bytes: Vec<u8>, records: u64) -> (File, FileTruth) {
    let truth = FileTruth {
        name,
        form: Some(form),
        records,
        owner: Some(0),
        irrelevant: Some(0),
        duplicate: 0,
        unreadable: 0,
    };
    (File { name, bytes }, truth)
}

/// Puts files and truth together.
fn bundle(files: Vec<(File, FileTruth)>, truth: AuditTruth) -> Bundle {
    let (files, fates) = files.into_iter().unzip();
    Bundle { files, truth: AuditTruth { files: fates, ..truth } }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn equal_seeds_tell_equal_stories_and_others_do_not() {
        for which in Story::ALL {
            let told = |seed| story(which, seed, Size::SMALL).files;
            assert!(told(3) == told(3), "{}", which.name());
            assert!(told(3) != told(4), "{}", which.name());
        }
    }

    #[test]
    fn every_file_has_a_name_of_its_own_and_a_fate() {
        for which in Story::ALL {
            let bundle = story(which, 1, Size::SMALL);
            let names: Vec<&str> = bundle.files.iter().map(|file| file.name).collect();
            let fates: Vec<&str> = bundle.truth.files.iter().map(|file| file.name).collect();
            assert_eq!(names, fates);
            assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
            assert!(bundle.files.iter().all(|file| !file.bytes.is_empty()));
        }
    }

    #[test]
    fn the_truth_names_nobody_but_its_accounts() {
        for which in Story::ALL {
            let truth = story(which, 1, Size::SMALL).truth;
            let known: HashSet<&str> =
                truth.accounts.iter().map(|account| account.address.as_str()).collect();
            let holders = truth.intervals.iter().map(|interval| &interval.beneficiary);
            let actors = truth.uses.iter().map(|opened| &opened.actor);
            let found = truth.findings.iter().map(|finding| &finding.account);
            for name in holders.chain(actors).chain(found) {
                assert!(known.contains(name.as_str()), "{}: {name}", which.name());
            }
        }
    }

    #[test]
    fn the_truth_is_json() {
        let truth = story(Story::Exchange2015, 1, Size::SMALL).truth;
        let json = serde_json::to_value(&truth).expect("plain values");
        assert_eq!(json["story"], "exchange-2015");
        assert!(json["grants"].as_array().is_some_and(|grants| grants.len() > 40));
    }
}
