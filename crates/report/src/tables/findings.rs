//! `findings.csv`: what the rules found, with the records of each.

use std::io::{self, Write};

use greffe::audit::{AccountId, Audit, Rule};
use greffe_texts::{AuditWord, Texts};

use super::{Sheet, records, utc_or_nothing};
use crate::edition::Edition;
use crate::words::statement;

const HEAD: [&str; 11] = [
    "rule",
    "title",
    "severity",
    "certainty",
    "statement",
    "accounts",
    "mailboxes",
    "from_utc",
    "to_utc",
    "other_explanations",
    "records",
];

/// Writes the table, its sentences in the language of `texts`.
pub(crate) fn findings(
    audit: &Audit,
    edition: &Edition<'_>,
    texts: &Texts,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut sheet = Sheet::new(out, &HEAD)?;
    for finding in &audit.findings {
        let explanations: Vec<_> = finding.explanations.iter().map(|one| one.code()).collect();
        sheet.row(&[
            finding.rule.code(),
            &title(&finding.rule),
            finding.severity.code(),
            finding.certainty.code(),
            &statement(finding, edition, texts),
            &accounts(&finding.accounts, edition),
            &accounts(&finding.mailboxes, edition),
            &utc_or_nothing(finding.span.map(|span| span.0)),
            &utc_or_nothing(finding.span.map(|span| span.1)),
            &explanations.join(" "),
            &records(edition, &finding.evidence),
        ])?;
    }
    Ok(())
}

/// Returns the title of a rule that somebody handed in.
fn title(rule: &Rule) -> String {
    if let Rule::Sigma(title) = rule { greffe_texts::shown(title) } else { String::new() }
}

fn accounts(ids: &[AccountId], edition: &Edition<'_>) -> String {
    ids.iter().map(|id| edition.account(*id)).collect::<Vec<_>>().join(" ")
}
