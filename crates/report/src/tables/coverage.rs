//! `coverage.csv`: what each log could have told, of which mailbox, from when to when.

use std::io::{self, Write};

use greffe::audit::Audit;
use greffe_texts::AuditWord;

use super::{Sheet, utc};
use crate::edition::Edition;

const HEAD: [&str; 8] =
    ["file", "form", "mailbox", "from_utc", "to_utc", "quality", "limits", "stops_at_a_limit"];

/// Writes the table; a mailbox `*` stands for the whole system.
pub(crate) fn coverage(audit: &Audit, edition: &Edition<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, &HEAD)?;
    for one in &audit.coverage {
        let Some(source) = audit.evidence.sources.get(one.source.0 as usize) else { continue };
        let limits: Vec<_> = one.limits.iter().map(|limit| limit.code()).collect();
        sheet.row(&[
            edition.file(one.source),
            source.form.code(),
            one.mailbox.map_or("*", |mailbox| edition.account(mailbox)),
            &utc(one.from_ms),
            &utc(one.to_ms),
            one.quality.code(),
            &limits.join(" "),
            if source.plateau { "yes" } else { "no" },
        ])?;
    }
    Ok(())
}
