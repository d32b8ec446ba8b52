//! Keys arrive: observations are added, and what they affect is judged again.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use greffe_authenticate::Observation;
use greffe_store::Holder;
use greffe_terms::Verdict;
use serde::Serialize;

use super::files::{Provenance, UnreadKey, read_files};
use crate::archive::Archive;
use crate::catch_up;
use crate::error::Error;
use crate::import::Progress;
use crate::verdicts::Settling;

/// What became of keys that were handed in.
#[derive(Debug, Clone, Default, Serialize)]
pub struct KeysReport {
    /// Observations added.
    pub added: u64,
    /// Observations that the archive had, word for word.
    pub known: u64,
    /// Lines that could not be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<UnreadKey>,
    /// Messages judged again.
    pub judged: u64,
    /// Verdicts that became others.
    pub turned: Vec<Turned>,
}

/// Messages whose verdict became another one in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turned {
    /// What it was.
    pub was: Verdict,
    /// What it became.
    pub now: Verdict,
    /// How many messages.
    pub messages: u64,
}

impl Turned {
    pub(super) fn all(turns: BTreeMap<(Verdict, Verdict), u64>) -> Vec<Turned> {
        let turned = |((was, now), messages)| Turned { was, now, messages };
        turns.into_iter().map(turned).collect()
    }
}

impl Archive {
    /// Adds the keys that files hold, and judges again what they affect.
    ///
    /// # Errors
    /// Nothing is added if a file cannot be read or holds no key. What was added
    /// stays so; what is not judged yet is judged by the next command that may write.
    pub fn add_keys(
        &self,
        files: &[PathBuf],
        provenance: &Provenance,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<KeysReport, Error> {
        let handed_in = read_files(files, provenance)?;
        let report = self.add_observations(&handed_in.observations, tell)?;
        Ok(KeysReport { unread: handed_in.unread, ..report })
    }

    /// Adds observations, and judges again what they affect.
    pub(crate) fn add_observations(
        &self,
        observations: &[Observation],
        tell: &mut dyn FnMut(Progress),
    ) -> Result<KeysReport, Error> {
        let waiting = &mut |holder: &Holder| tell(Progress::Waiting { pid: holder.pid.unwrap_or(0) });
        let mut writer = self.store.writer(waiting)?;
        catch_up::catch_up(self, &mut writer, &mut |done, total| tell(Progress::CatchingUp { done, total }))?;
        let mut met: HashSet<String> = self.store.domain_keys().observations()?.into_iter().collect();
        let lines = observations.iter().map(Observation::to_line);
        let fresh: Vec<String> = lines.filter(|line| met.insert(line.clone())).collect();
        let (added, known) = (fresh.len() as u64, (observations.len() - fresh.len()) as u64);
        if fresh.is_empty() {
            return Ok(KeysReport { known, ..KeysReport::default() });
        }
        writer.append_observations(&fresh)?;
        let tell = &mut |done, total| tell(Progress::Judging { done, total });
        let settling = Settling { archive: self, writer: &mut writer, shown_below: u32::MAX, tell };
        let settled = settling.settle()?;
        let turned = Turned::all(settled.turns);
        Ok(KeysReport { added, known, unread: Vec::new(), judged: settled.judged_again, turned })
    }
}
