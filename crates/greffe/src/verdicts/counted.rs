//! What the last look over all messages counted, kept beside the verdicts so that
//! pages need not look again: which keys are missing, and what each import brought.
//!
//! It is worth nothing unless it was counted over just the verdicts that stand;
//! whoever asks gets `None` then, and counts by walking over all messages.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use greffe_authenticate::Outline;
use greffe_store::{ImportId, Row, Store};
use serde::{Deserialize, Serialize};

use super::Tally;
use super::settle::{FACTS, FOLLOWED};
use crate::dated::dated;
use crate::error::Error;
use crate::keys::Missing;
use crate::view::{KindCounts, MissingKeyView, VerdictTotals};

/// Name of the remark.
const COUNTED: &str = "counted";

/// More missing keys than this are not kept: reading them would cost what it saves.
const MOST_MISSING: usize = 10_000;

/// Counts over all messages that are judged.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Counted {
    /// The first number that was not looked at.
    through: u32,
    /// Keys that nobody has shown, those that would unlock most first; `None` if too many.
    pub(crate) missing: Option<Vec<MissingKeyView>>,
    /// Messages by the import that found them, by its id.
    pub(crate) imports: BTreeMap<String, OfImport>,
}

/// What the messages of one import prove.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OfImport {
    pub(crate) signed: KindCounts,
    pub(crate) verdicts: VerdictTotals,
}

/// Counts on their way.
#[derive(Default)]
pub(crate) struct Counting {
    missing: Missing,
    imports: HashMap<ImportId, Tally>,
}

impl Counting {
    /// Counts a message.
    pub(super) fn count(&mut self, row: &Row, outline: &Outline) {
        let kind = row.summary.kind;
        self.missing.count(outline, kind, dated(row).map(|(at, _)| at));
        // An import may have found it in several places.
        let imports: BTreeSet<&ImportId> = row.occurrences.iter().map(|place| &place.import).collect();
        for import in imports {
            self.imports.entry(import.clone()).or_default().count(kind, outline);
        }
    }

    fn of_all_below(&self, through: u32) -> Counted {
        let missing = self.missing.clone().ranked();
        let of_import = |(id, tally): (&ImportId, &Tally)| {
            (id.to_string(), OfImport { signed: tally.signed, verdicts: tally.verdicts })
        };
        Counted {
            through,
            missing: (missing.len() <= MOST_MISSING).then_some(missing),
            imports: self.imports.iter().map(of_import).collect(),
        }
    }

    /// Keeps what was counted over all messages below `through`.
    pub(super) fn keep(
        &self,
        verdicts: &mut greffe_store::VerdictsWriter<'_>,
        through: u32,
    ) -> Result<(), Error> {
        let text = serde_json::to_string(&self.of_all_below(through));
        let text = text.map_err(|_| Error::Stopped { part: "counts" })?;
        Ok(verdicts.put_remark(COUNTED, &text)?)
    }
}

/// Returns what was counted, if it was over just the verdicts that stand.
pub(crate) fn counted(store: &Store) -> Result<Option<Counted>, Error> {
    let verdicts = store.verdicts()?;
    if verdicts.remark(FACTS)?.as_deref() != Some(FOLLOWED) {
        return Ok(None);
    }
    let Some(text) = verdicts.remark(COUNTED)? else { return Ok(None) };
    let counted: Option<Counted> = serde_json::from_str(&text).ok();
    let through = verdicts.through()?;
    Ok(counted.filter(|counted| counted.through == through))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Archive;
    use crate::edges::Edges;
    use crate::import::ImportRequest;

    fn mbox(domain: &str, mails: u32) -> String {
        let mail = |n| {
            format!(
                "From x@y.example Sat Mar 12 09:04:05 2016\n\
                 DKIM-Signature: v=1; a=rsa-sha256; d={domain}; s=s1; h=from; bh=AAAA; b=AAAA\n\
                 From: anne@{domain}\nSubject: {n}\n\nBonjour.\n\n"
            )
        };
        (0..mails).map(mail).collect()
    }

    #[test]
    fn what_is_kept_is_what_walking_counts_while_it_stands() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = Archive::create(&folder.path().join("a"), "UTC", Edges::system()).expect("a folder");
        for (domain, mails) in [("un.example", 2), ("deux.example", 3)] {
            let source = folder.path().join(domain);
            std::fs::write(&source, mbox(domain, mails)).expect("written");
            let (sources, mailbox) = (vec![source], "anne".to_owned());
            let request = ImportRequest { sources, mailbox, leave_files: true, ..ImportRequest::default() };
            archive.import(&request, &mut |_| {}).expect("imported");
        }
        let room = archive.room();
        let kept = counted(&archive.store).expect("readable").expect("it stands");
        assert_eq!(kept.missing, Some(room.missing_by_walking().expect("counted")));
        let messages: Vec<u64> = kept.missing.iter().flatten().map(|key| key.messages).collect();
        assert_eq!(messages, [3, 2]);
        let of_imports = room.imports().expect("readable");
        let unproven: Vec<u64> =
            of_imports.iter().filter_map(|import| Some(import.verdicts?.person.unproven)).collect();
        assert_eq!(unproven, [3, 2], "the newest first");

        // While verdicts are being replaced, what was counted may be of those before.
        let mut writer = archive.store.writer(&mut |_| {}).expect("nobody else writes");
        writer.verdicts().expect("a database").put_remark(FACTS, "behind").expect("written");
        drop(writer);
        assert!(counted(&archive.store).expect("readable").is_none());
        assert_eq!(room.missing_keys().expect("counted").len(), 2);
    }
}
