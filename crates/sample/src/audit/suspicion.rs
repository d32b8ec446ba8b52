//! What the rules must find in the plot, and what they may: no other finding is true.

use super::known::Known;
use super::papers;
use super::plot::{CAMPAIGN, COPY_TO, Held, House, Opened, Right};
use super::staff::Who;
use super::truth::FindingTruth;

/// Classes of the directory that deserve protection.
const PROTECTED: [&str; 6] = ["elected", "cabinet", "union", "press", "dpo", "lawyer"];

/// Every finding on the plot.
pub(super) fn findings(known: &Known<'_>) -> Vec<FindingTruth> {
    let mut found = of_the_director(known);
    found.extend(of_the_others(known));
    found
}

fn of_the_director(known: &Known<'_>) -> Vec<FindingTruth> {
    let staff = &known.plot.staff;
    let (director, subordinate) = (staff.of("dsi"), staff.of("technicien"));
    let must = |rule, mailboxes: &[Who]| finding(known, rule, director, mailboxes, true);
    let opened = rights_on(known, director);
    let covered = staff.of("europe");
    // He has papers, and all but one of these rights go beyond their scope or their time.
    let beyond: Vec<Who> = opened.iter().copied().filter(|who| *who != covered).collect();
    let spared: Vec<Who> = staff.it().filter(|who| ![director, subordinate].contains(who)).collect();
    vec![
        must("self-grant", &[subordinate]),
        must("grant-by-subordinate", &known.plot.subjects()),
        must("left-out", &spared),
        must("almost-all", &[]),
        must("bulk-grant", &[]),
        must("brief-grant", &[subordinate]),
        must("beyond-approval", &beyond),
        must("protected-person", &protected(known, &opened)),
        must("sensitive-period", &opened_in_campaign(known, director)),
        must("content-search", &[]),
        must("diversion", &[staff.of("presse")]),
        must("tampering", &[]),
        must("standing-today", &[]),
    ]
}

fn of_the_others(known: &Known<'_>) -> Vec<FindingTruth> {
    let staff = &known.plot.staff;
    let of = |slug| staff.of(slug);
    let must = |rule, who, mailboxes: &[Who]| finding(known, rule, who, mailboxes, true);
    let may = |rule, who| finding(known, rule, who, &[], false);
    let mut found = vec![
        must("tampering", of("technicien"), &[of("majorite")]),
        must("outlives-post", of("ancien"), &[of("accueil")]),
        must("look-alike", of("sosie"), &[]),
        must("no-approval", of("sosie"), &[of("dircab")]),
        must("protected-person", of("sosie"), &[of("dircab")]),
        must("standing-today", of("sosie"), &[]),
        // An attempt on the own account failed: true, and no grant.
        may("self-grant", of("assistant")),
        may("no-approval", of("assistant")),
        may("protected-person", of("secretaire")),
        may("standing-today", of("secretaire")),
        may("standing-today", of("ancien")),
        // Broad, early and covered by a paper.
        may("almost-all", of("migration")),
        may("protected-person", of("migration")),
        may("no-approval", of("dsi")),
    ];
    found.extend(of_the_copies());
    if known.house == House::Cloud {
        found.push(may("bulk-grant", of("migration")));
    }
    found
}

/// Whoever reads where copies go benefits from them, without a paper.
pub(super) fn of_the_copies() -> [FindingTruth; 2] {
    ["no-approval", "protected-person"].map(|rule| FindingTruth {
        rule,
        account: COPY_TO.to_owned(),
        mailboxes: Vec::new(),
        must: false,
    })
}

/// The mailboxes that somebody could open by the full right.
fn rights_on(known: &Known<'_>, holder: Who) -> Vec<Who> {
    let full = |held: &&Held| held.holder == holder && held.right == Right::FullAccess;
    known.plot.held.iter().filter(full).filter_map(|held| held.on).collect()
}

fn protected(known: &Known<'_>, mailboxes: &[Who]) -> Vec<Who> {
    let is_protected = |who: &Who| PROTECTED.contains(&known.plot.staff.get(*who).class);
    mailboxes.iter().copied().filter(is_protected).collect()
}

/// The mailboxes whose opening in the campaign left a record.
fn opened_in_campaign(known: &Known<'_>, by: Who) -> Vec<Who> {
    let (from, to) = papers::days(known.plot, CAMPAIGN);
    let counts = |opened: &&Opened| {
        opened.deed.by == by && (from..=to).contains(&opened.deed.at) && (known.openings)(known.plot, opened)
    };
    let mut mailboxes: Vec<Who> =
        known.plot.opened.iter().filter(counts).map(|opened| opened.mailbox).collect();
    mailboxes.sort();
    mailboxes.dedup();
    mailboxes
}

fn finding(known: &Known<'_>, rule: &'static str, who: Who, mailboxes: &[Who], must: bool) -> FindingTruth {
    let mailboxes = mailboxes.iter().map(|mailbox| known.address(*mailbox)).collect();
    FindingTruth { rule, account: known.address(who), mailboxes, must }
}
