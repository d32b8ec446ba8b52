//! Exchange on premises: the administrators' log, the mailbox audit log, snapshots of rights.

mod admin;
mod mailbox;

use super::cmdlet::cmdlets;
use super::known::{Known, is_before_bypass};
use super::plot::{Blinding, House, Opened, Plot};
use super::staff::Who;
use super::truth::UnknownTruth;
use super::{Bundle, Size, bundle, papers, snapshots};
use crate::calendar;
use crate::chance::Chance;

/// Days that the first export holds, as XML.
const XML_DAYS: (i64, i64) = (-20, 70);
/// Days that the second export holds, as CSV without parameters.
const CSV_DAYS: (i64, i64) = (330, 395);
/// Mailboxes on which openings by delegates are recorded.
const WATCHED: [&str; 4] = ["opposition", "syndicat", "presse", "technicien"];
/// Mailboxes that are recorded with the defaults of the product: no opening by a delegate.
const BY_DEFAULT: [&str; 2] = ["juriste", "europe"];
/// What delegates do that is recorded by default (Exchange 2013).
const DEFAULT_ACTS: &str = "Update, SoftDelete, HardDelete, SendAs, Create";

/// Tells the story.
pub(super) fn tell(name: &'static str, seed: u64, size: Size) -> Bundle {
    let mut chance = Chance::new(seed);
    let day_zero = calendar::parse_paris("2015-11-17 01:00").unwrap_or_default();
    let plot = Plot::new(House::OnPremises, day_zero, size.mailboxes, &mut chance);
    let all = cmdlets(&plot, House::OnPremises, size.everyday, &mut chance);
    let known = Known {
        plot: &plot,
        house: House::OnPremises,
        acts: |plot, at| if holds(plot, XML_DAYS, at) { vec![admin::XML] } else { Vec::new() },
        openings: is_recorded,
        unused: vec!["possible-not-recorded", "unknown-no-log"],
    };
    let truth = super::AuditTruth { unknowns: unknowns(), ..known.truth(name, seed) };
    let mut files = vec![admin::xml(&plot, &all), admin::csv(&plot, &all, &mut chance)];
    files.push(mailbox::csv(&plot, size.everyday, &mut chance));
    files.extend(snapshots::permissions(&plot, House::OnPremises));
    files.push(snapshots::mailboxes(&plot, House::OnPremises, recording));
    files.extend(papers::papers(&plot));
    bundle(files, truth)
}

fn holds(plot: &Plot, (from, to): (i64, i64), at: i64) -> bool {
    (plot.at((from, 0, 0))..plot.at((to, 0, 0))).contains(&at)
}

/// Delegates' openings are recorded where somebody asked for it, until the director is exempt.
fn is_recorded(plot: &Plot, opened: &Opened) -> bool {
    is_one_of(plot, &WATCHED, opened.mailbox) && is_before_bypass(plot, opened)
}

fn is_one_of(plot: &Plot, slugs: &[&str], who: Who) -> bool {
    slugs.iter().any(|slug| plot.staff.of(slug) == who)
}

fn recording(plot: &Plot, who: Who) -> (bool, String) {
    let switched_off = plot.blinded.iter().any(|(_, blinding)| *blinding == Blinding::Mailbox(who));
    let watched = is_one_of(plot, &WATCHED, who);
    let enabled = !switched_off && (watched || is_one_of(plot, &BY_DEFAULT, who));
    let acts = if watched { format!("{DEFAULT_ACTS}, FolderBind") } else { DEFAULT_ACTS.to_owned() };
    (enabled, acts)
}

fn unknowns() -> Vec<UnknownTruth> {
    vec![
        UnknownTruth { what: "openings-of-mailboxes-without-audit", settled_by: None },
        UnknownTruth { what: "openings-by-an-account-exempt-from-audit", settled_by: None },
        UnknownTruth { what: "folders-opened-under-the-defaults", settled_by: None },
        UnknownTruth { what: "messages-read-by-delegates", settled_by: None },
        UnknownTruth { what: "who-lost-which-right", settled_by: Some("New-AdminAuditLogSearch (XML)") },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_holds_the_grants_of_the_truth() {
        let told = tell("exchange-2015", 5, Size::SMALL);
        let text = |name: &str| {
            let file = told.files.iter().find(|file| file.name == name).expect("a file");
            String::from_utf8_lossy(&file.bytes).into_owned()
        };
        let grants = told.truth.grants.iter().filter(|grant| !grant.recorded_in.is_empty());
        let full = grants.filter(|grant| grant.right == "FullAccess" && grant.act == "grant").count();
        assert_eq!(text(admin::XML).matches("Cmdlet=\"Add-MailboxPermission\"").count(), full);
        assert_eq!(text("admin-audit.csv").matches("\"Remove-MailboxPermission\"").count(), 1);
        // Everybody bears five rows of the product's own, and the migration's.
        assert!(text("permissions-1.csv").lines().count() > 6 * 40 + 35);
        assert!(!text("permissions-2.csv").contains("svc-migration\",\"FullAccess\",\"True\",\"False\""));
    }
}
