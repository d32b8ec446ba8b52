//! What an archive holds, and what it could not read.

use greffe_terms::{Kind, Number, Reason};

use super::Room;
use crate::edges::rfc3339;
use crate::error::Error;
use crate::verdicts::{OfImport, counted};
use crate::view::{ImportView, KindCounts, LostView, Overview, SourceView, VerdictTotals};

impl Room {
    /// Returns what the archive holds.
    pub fn overview(&self) -> Result<Overview, Error> {
        self.index.reload()?;
        let (items, whole) = (self.shelf.count()?, self.index.through().min(self.index.facts_through()));
        let files = self.shelf.documents_below(Number(items))?;
        Ok(Overview {
            messages: u64::from(items.saturating_sub(files)),
            searchable: u64::from(whole.min(items)),
            files: u64::from(files),
            mailboxes: self.shelf.mailboxes()?,
            timezone: self.shelf.settings().timezone.clone(),
            unreadable: self.lost()?.len() as u64,
            damaged: self.shelf.damaged()?.len() as u64,
        })
    }

    /// Counts what is judged by kind and verdict, and what bears a signature.
    pub fn verdicts(&self) -> Result<(VerdictTotals, KindCounts), Error> {
        let (mut verdicts, mut signed) = (VerdictTotals::default(), KindCounts::default());
        for kind in Kind::MAIL {
            let facets = self.facets_of(&format!("kind:{kind}"))?;
            let mut judged = 0;
            for count in facets.verdict.values {
                if let Ok(verdict) = count.value.parse() {
                    verdicts.add(kind, verdict, count.count);
                    judged += count.count;
                }
            }
            let unsigned =
                facets.reason.values.iter().find(|count| count.value == Reason::NoSignature.as_str());
            signed.add(kind, judged.saturating_sub(unsigned.map_or(0, |count| count.count)));
        }
        Ok((verdicts, signed))
    }

    /// Returns the imports, newest first.
    pub fn imports(&self) -> Result<Vec<ImportView>, Error> {
        let records = self.shelf.imports()?.into_iter();
        let counted = counted(&self.shelf)?;
        // An import that brought nothing is counted too, with nothing.
        let of_import =
            |id: &str| counted.as_ref().map(|all| all.imports.get(id).copied().unwrap_or_default());
        let view = |record: greffe_store::ImportRecord| ImportView {
            signed: of_import(&record.id.to_string()).map(|of: OfImport| of.signed),
            verdicts: of_import(&record.id.to_string()).map(|of: OfImport| of.verdicts),
            id: record.id.to_string(),
            started_at: rfc3339(record.started_at),
            finished_at: record.finished_at.map(rfc3339),
            by: record.by,
            note: record.note,
            mailbox: record.mailbox,
            sources: record.sources.into_iter().map(source).collect(),
            messages: record.stored + record.duplicates,
            stored: record.stored,
            duplicates: record.duplicates,
            unreadable: record.lost,
            files: record.files,
        };
        Ok(records.map(view).collect())
    }

    /// Returns the spans in which no message could be recognised.
    pub fn lost(&self) -> Result<Vec<LostView>, Error> {
        let lost = self.shelf.lost(None)?.into_iter().filter(|lost| lost.stands);
        let view = |lost: greffe_store::Lost| LostView {
            import: lost.import.to_string(),
            source: lost.source,
            path: lost.path,
            offset: lost.offset,
            bytes: lost.length,
            reason: lost.reason,
        };
        Ok(lost.map(view).collect())
    }
}

fn source(source: greffe_store::ImportSource) -> SourceView {
    let hex = |sha256: [u8; 32]| sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    SourceView {
        path: source.path,
        bytes: source.fingerprint.map_or(0, |fingerprint| fingerprint.bytes),
        sha256: source.fingerprint.map(|fingerprint| hex(fingerprint.sha256)).unwrap_or_default(),
    }
}
