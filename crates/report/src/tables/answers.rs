//! `answers.csv`: which of the four answers holds, for each account and mailbox.

use std::io::{self, Write};

use greffe::audit::{Answered, Audit};
use greffe_texts::AuditWord;

use super::{Sheet, records, utc_or_nothing};
use crate::edition::Edition;

const HEAD: [&str; 10] = [
    "account",
    "mailbox",
    "answer",
    "uses",
    "items",
    "whole_folder",
    "first_use_utc",
    "last_use_utc",
    "limits",
    "records",
];

/// So many records of use; their count is beside them, and `events.csv` has all.
const MOST_RECORDS: usize = 20;

/// Writes the table; a mailbox `*` stands for all.
pub(crate) fn answers(audit: &Audit, edition: &Edition<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, &HEAD)?;
    audit.answers.iter().try_for_each(|one| row(one, edition, &mut sheet))
}

fn row(one: &Answered, edition: &Edition<'_>, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let limits: Vec<_> = one.limits.iter().map(|limit| limit.code()).collect();
    sheet.row(&[
        edition.account(one.beneficiary),
        one.mailbox.map_or("*", |mailbox| edition.account(mailbox)),
        one.answer.code(),
        &one.uses.to_string(),
        &one.items.to_string(),
        if one.whole_folder { "yes" } else { "no" },
        &utc_or_nothing(one.used.map(|used| used.0)),
        &utc_or_nothing(one.used.map(|used| used.1)),
        &limits.join(" "),
        &records(edition, one.evidence.get(..MOST_RECORDS).unwrap_or(&one.evidence)),
    ])
}
