//! `intervals.csv`: who could open which mailbox, from when to when.

use std::io::{self, Write};

use greffe::audit::{AccessInterval, Audit, Backing, Bound, GrantPath, Name};
use greffe_texts::AuditWord;

use super::{Sheet, records, utc_or_nothing};
use crate::edition::Edition;

const HEAD: [&str; 17] = [
    "beneficiary",
    "mailbox",
    "right",
    "power",
    "start_utc",
    "start_basis",
    "end_utc",
    "end_basis",
    "end_not_before_utc",
    "granted_by",
    "path",
    "path_name",
    "destination",
    "system",
    "approval_cover",
    "approvals",
    "records",
];

/// Writes the table; a mailbox `*` stands for all.
pub(crate) fn intervals(audit: &Audit, edition: &Edition<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, &HEAD)?;
    let nothing = Backing::default();
    for (place, interval) in audit.intervals.iter().enumerate() {
        row(interval, audit.backing.get(place).unwrap_or(&nothing), audit, edition, &mut sheet)?;
    }
    Ok(())
}

fn row(
    interval: &AccessInterval,
    backing: &Backing,
    audit: &Audit,
    edition: &Edition<'_>,
    sheet: &mut Sheet<'_>,
) -> io::Result<()> {
    let (start, end) = (&interval.start, &interval.end);
    sheet.row(&[
        edition.account(interval.beneficiary),
        interval.mailbox.map_or("*", |mailbox| edition.account(mailbox)),
        &edition.words(interval.right),
        interval.power.code(),
        &utc_or_nothing(start.utc_ms),
        start.basis.code(),
        &utc_or_nothing(end.utc_ms),
        end.basis.code(),
        &not_before(end),
        interval.granted_by.map_or("", |account| edition.account(account)),
        interval.path.code(),
        &path_name(interval.path).map(|name| edition.words(name)).unwrap_or_default(),
        &interval.destination.map(|name| edition.place(name)).unwrap_or_default(),
        interval.system.code(),
        backing.cover.code(),
        &approvals(backing, audit, edition),
        &records(edition, &interval.evidence),
    ])
}

fn not_before(bound: &Bound) -> String {
    utc_or_nothing(bound.not_before_ms)
}

/// Returns the name of the group or role that a right comes by.
pub(crate) fn path_name(path: GrantPath) -> Option<Name> {
    match path {
        GrantPath::Group(name) | GrantPath::Role(name) => Some(name),
        GrantPath::Direct | GrantPath::Inherited | GrantPath::Configuration => None,
    }
}

fn approvals(backing: &Backing, audit: &Audit, edition: &Edition<'_>) -> String {
    let approvals = backing.approvals.iter().filter_map(|place| audit.evidence.approvals.get(*place));
    let references: Vec<_> = approvals.map(|approval| edition.words(approval.reference)).collect();
    references.join("; ")
}
