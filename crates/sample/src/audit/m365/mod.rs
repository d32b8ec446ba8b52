//! M365: the unified audit log as CSV and as JSON Lines, overlapping, with snapshots of rights.

mod export;
mod program;
mod record;
mod tenant;

use export::{fate, search_csv};
use record::Record;
pub(super) use tenant::tell as tell_tenant;

use super::cmdlet::{Cmdlet, cmdlets};
use super::known::{Known, is_before_bypass};
use super::plot::{Blinding, House, Plot};
use super::staff::Who;
use super::truth::{AuditTruth, FileTruth, UnknownTruth};
use super::{Bundle, File, Size, bundle, papers, snapshots, told};
use crate::calendar;
use crate::chance::Chance;

const CSV: &str = "unified-1.csv";
const JSON: &str = "unified-2.jsonl";
/// First day of the first export, first of the second, end of the first, end of the second.
const DAYS: [i64; 4] = [-20, 20, 30, 395];
/// Grants by the provider's own service, which are nobody's act.
const SERVICE_GRANTS: usize = 7;

/// Tells the story.
pub(super) fn tell(name: &'static str, seed: u64, size: Size) -> Bundle {
    let mut chance = Chance::new(seed);
    let day_zero = calendar::parse_paris("2025-11-14 01:00").unwrap_or_default();
    let plot = Plot::new(House::Cloud, day_zero, size.mailboxes, &mut chance);
    let known = Known {
        plot: &plot,
        house: House::Cloud,
        acts: files_of,
        openings: is_before_bypass,
        // The director is exempt from the twentieth day on: no log is complete for him.
        unused: vec!["possible-not-recorded"],
    };
    let admission = program::admission(&plot, &mut chance);
    let truth = program::add_to(&known, known.truth(name, seed), files_of(&plot, admission.at));
    let truth = AuditTruth { unknowns: unknowns(), service_grants: SERVICE_GRANTS as u64, ..truth };
    let mut records = records(&plot, size, &mut chance);
    records.extend([admission, program::reading(&plot, &mut chance)]);
    records.sort_by_key(|record| record.at);
    let mut files = vec![search_csv(CSV, &held(&plot, CSV, &records)), json_lines(&plot, &records)];
    files.extend(snapshots::permissions(&plot, House::Cloud));
    files.push(snapshots::mailboxes(&plot, House::Cloud, recording));
    files.extend(papers::papers(&plot));
    bundle(files, truth)
}

/// The exports that hold a moment.
fn files_of(plot: &Plot, at: i64) -> Vec<&'static str> {
    let within = |from: i64, to: i64| (plot.at((from, 0, 0))..plot.at((to, 0, 0))).contains(&at);
    let [first, second, first_end, second_end] = DAYS;
    let exports = [(CSV, within(first, first_end)), (JSON, within(second, second_end))];
    exports.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect()
}

/// Searches are told by the compliance portal here, not by commands.
fn is_told_otherwise(cmdlet: &Cmdlet) -> bool {
    ["New-MailboxSearch", "Start-MailboxSearch", "Search-Mailbox"].contains(&cmdlet.name)
}

fn records(plot: &Plot, size: Size, chance: &mut Chance) -> Vec<Record> {
    let all = cmdlets(plot, House::Cloud, size.everyday, chance);
    let mut records: Vec<Record> = Vec::new();
    for cmdlet in all.iter().filter(|cmdlet| !is_told_otherwise(cmdlet)) {
        records.push(record::of_cmdlet(plot, cmdlet, chance));
    }
    for (deed, on) in &plot.searched {
        records.push(record::of_search(plot, *deed, *on, chance));
    }
    for opened in plot.opened.iter().filter(|opened| is_before_bypass(plot, opened)) {
        records.extend(record::of_opening(plot, opened, chance));
    }
    records.extend((0..SERVICE_GRANTS).map(|turn| record::of_service(plot, turn, chance)));
    records.extend((0..size.everyday).map(|_| record::of_owner(plot, chance)));
    records.extend((0..size.everyday).map(|_| record::of_elsewhere(plot, chance)));
    records
}

fn held<'r>(plot: &Plot, file: &str, records: &'r [Record]) -> Vec<&'r Record> {
    records.iter().filter(|record| files_of(plot, record.at).contains(&file)).collect()
}

/// The same log as JSON Lines: a part of it was exported before, and its last line is cut.
fn json_lines(plot: &Plot, records: &[Record]) -> (File, FileTruth) {
    let held = held(plot, JSON, records);
    let mut text: String = held.iter().map(|record| format!("{}\n", record.json)).collect();
    text.push_str("{\"CreationTime\":\"2026-12-0");
    let (again, new): (Vec<&Record>, Vec<&Record>) =
        held.iter().partition(|record| files_of(plot, record.at).contains(&CSV));
    let (file, truth) = told(JSON, "unified-json", text.into_bytes(), held.len() as u64 + 1);
    fate(&new, (file, FileTruth { duplicate: again.len() as u64, unreadable: 1, ..truth }))
}

/// Everything is recorded by default, but for the mailbox that somebody switched off.
fn recording(plot: &Plot, who: Who) -> (bool, String) {
    let switched_off = plot.blinded.iter().any(|(_, blinding)| *blinding == Blinding::Mailbox(who));
    let acts = "Update, MoveToDeletedItems, SoftDelete, HardDelete, SendAs, SendOnBehalf, Create, \
        UpdateFolderPermissions, UpdateInboxRules, MailItemsAccessed";
    (!switched_off, acts.to_owned())
}

fn unknowns() -> Vec<UnknownTruth> {
    vec![
        UnknownTruth { what: "openings-by-an-account-exempt-from-audit", settled_by: None },
        UnknownTruth { what: "openings-of-mailboxes-without-audit", settled_by: None },
        UnknownTruth { what: "openings-while-throttled", settled_by: None },
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_exports_overlap_by_as_many_records_as_the_truth_says() {
        let told = tell("m365", 5, Size::SMALL);
        let text = |name: &str| {
            let file = told.files.iter().find(|file| file.name == name).expect("a file");
            String::from_utf8_lossy(&file.bytes).into_owned()
        };
        let ids = |text: &str| -> HashSet<String> {
            let plain = text.replace("\"\"", "\"");
            plain.split("\"Id\":\"").skip(1).filter_map(|rest| rest.get(..36).map(str::to_owned)).collect()
        };
        let (first, second) = (ids(&text(CSV)), ids(&text(JSON)));
        let fate = told.truth.files.iter().find(|file| file.name == JSON).expect("a fate");
        let is_id = |id: &&String| id.as_bytes().get(8) == Some(&b'-');
        assert_eq!(first.intersection(&second).filter(is_id).count() as u64, fate.duplicate);
        assert!(fate.duplicate > 0);
        let whole =
            text(JSON).lines().filter(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()).count();
        assert_eq!((whole as u64, fate.unreadable), (fate.records - 1, 1));
    }
}
