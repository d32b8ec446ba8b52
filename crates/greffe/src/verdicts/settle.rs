//! Making verdicts true: for messages that have none, for keys that arrived, for
//! a judge that knows better, and for what whole sources show.
//!
//! What is judged again is judged in memory first. Then it is written in the order
//! changes, verdicts, facts, so that a crash in between repeats work and loses
//! no history.

use std::collections::{BTreeMap, HashMap};

use greffe_authenticate::{KeyBook, Observation, Outline, SignatureOutline, comparable_name};
use greffe_index::FactsBuilder;
use greffe_store::{Observer, Store, Writer};
use greffe_terms::{Number, Verdict};
use rayon::prelude::*;

use super::judging::Judge;
use super::standing::print;
use super::survey::{Doubt, Survey, survey};
use super::{JUDGE_VERSION, STRIDE, Standing, history};
use crate::archive::Archive;
use crate::error::Error;
use crate::keys;
use crate::view::Because;

/// How many observations of keys the verdicts know, as a remark beside them.
const KEYS_KNOWN: &str = "keys";

/// Whom the archive trusted when they were judged.
const TRUSTED: &str = "trusted";

/// Whether the facts have the verdicts that stand.
pub(super) const FACTS: &str = "facts";
const BEHIND: &str = "behind";
pub(super) const FOLLOWED: &str = "followed";

/// Says whether every message is judged by these rules with all keys at hand, and the facts know it.
pub(crate) fn are_current(store: &Store, verdicts: &greffe_store::Verdicts) -> Result<bool, Error> {
    let count = store.count()?;
    if count == 0 {
        return Ok(true);
    }
    let observed = store.domain_keys().count()?;
    Ok(verdicts.through()? >= count
        && verdicts.judge_version()? == JUDGE_VERSION
        && known(verdicts)? == observed
        && trusted_then(verdicts)? == written(&store.observers()?)
        && verdicts.remark(FACTS)?.as_deref() != Some(BEHIND))
}

fn known(verdicts: &greffe_store::Verdicts) -> Result<usize, Error> {
    Ok(verdicts.remark(KEYS_KNOWN)?.and_then(|known| known.parse().ok()).unwrap_or(0))
}

fn trusted_then(verdicts: &greffe_store::Verdicts) -> Result<String, Error> {
    Ok(verdicts.remark(TRUSTED)?.unwrap_or_default())
}

/// Whom an archive trusts, on a line for each.
fn written(observers: &[Observer]) -> String {
    observers.iter().map(|Observer { name, key }| format!("{name}\t{key}\n")).collect()
}

/// What verdicts rest on beside the messages.
struct Ground {
    lines: Vec<String>,
    observations: Vec<Observation>,
    /// As [`written`].
    trusted: String,
}

impl Ground {
    fn read(store: &Store) -> Result<Self, Error> {
        let lines = store.domain_keys().observations()?;
        let (observations, trusted) = (keys::read(&lines), written(&store.observers()?));
        Ok(Self { lines, observations, trusted })
    }
}

/// Enters the verdicts of messages that follow one another.
pub(crate) fn enter(writer: &mut Writer, first: Number, outlines: &[&Outline]) -> Result<(), Error> {
    let texts = outlines.iter().map(|outline| print(outline)).collect::<Result<Vec<_>, _>>()?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    Ok(writer.verdicts()?.append(first, &texts)?)
}

/// Makes the facts of all messages again, with the verdicts that stand, and swaps them in.
pub(crate) fn swap_facts(archive: &Archive) -> Result<(), Error> {
    let (facts, _) = survey(archive, &Standing::read(&archive.store)?)?;
    Ok(archive.index.swap_facts(facts)?)
}

/// Notes that facts lag behind what they follow from, until they are swapped: after
/// an interruption somebody will make them again.
pub(crate) fn begin_facts(writer: &mut Writer) -> Result<(), Error> {
    Ok(writer.verdicts()?.put_remark(FACTS, BEHIND)?)
}

/// Makes the facts again that were noted to lag behind.
pub(crate) fn follow_facts(archive: &Archive, writer: &mut Writer) -> Result<(), Error> {
    swap_facts(archive)?;
    Ok(writer.verdicts()?.put_remark(FACTS, FOLLOWED)?)
}

/// A settling under way.
pub(crate) struct Settling<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) writer: &'a mut Writer,
    /// Messages from this number on were never shown with another verdict: no change is told of them.
    pub(crate) shown_below: u32,
    /// Is told of messages judged, and how many there are to judge.
    pub(crate) tell: &'a mut dyn FnMut(u64, u64),
}

/// What became of it.
pub(crate) struct Settled {
    pub(crate) survey: Survey,
    /// Messages judged again.
    pub(crate) judged_again: u64,
    /// Verdicts that became others, with the number of messages.
    pub(crate) turns: BTreeMap<(Verdict, Verdict), u64>,
}

impl Settling<'_> {
    /// Judges whatever must be judged, looks over all sources, and swaps the facts.
    pub(crate) fn settle(mut self) -> Result<Settled, Error> {
        let store = &self.archive.store;
        let ground = Ground::read(store)?;
        let book = KeyBook::gathered(ground.observations.iter().cloned(), [], &keys::trusted(store)?);
        let judge = Judge::new(book, (self.archive.edges.now)());
        let version = self.begin(&ground)?;
        let shown = self.writer.verdicts()?.read().through()?;
        self.shown_below = self.shown_below.min(shown);
        if version == JUDGE_VERSION {
            self.judge_missing(&judge)?;
        }
        let mut standing = Standing::of(self.writer.verdicts()?.read().standing()?)?;
        let judged_again = if version == JUDGE_VERSION {
            self.judge_with_arrived(&judge, &ground, &mut standing)?
        } else {
            self.judge_all(&judge, &mut standing)?
        };
        let (facts, survey) = self.survey(&judge, &mut standing)?;
        let turns = self.write(&standing, version, &ground, &survey)?;
        self.archive.index.swap_facts(facts)?;
        self.writer.verdicts()?.put_remark(FACTS, FOLLOWED)?;
        Ok(Settled { survey, judged_again, turns })
    }

    /// Makes ready to judge; returns by which rules what stands was judged.
    fn begin(&mut self, ground: &Ground) -> Result<u32, Error> {
        let mut verdicts = self.writer.verdicts()?;
        let standing = verdicts.read().standing()?;
        // Outlines that cannot be read are a newer greffe's: they are a view, and made again.
        if standing.by_number.is_empty() || Standing::of(standing).is_err() {
            verdicts.begin_again(JUDGE_VERSION)?;
            note(&mut verdicts, ground)?;
        }
        Ok(verdicts.read().judge_version()?)
    }

    /// Judges the messages that have no verdict, a stride at a time: what was judged stays so.
    fn judge_missing(&mut self, judge: &Judge) -> Result<(), Error> {
        let count = self.archive.store.count()?;
        let first = self.writer.verdicts()?.read().through()?;
        let numbers: Vec<Number> = (first..count).map(Number).collect();
        let mut done = 0;
        for stride in numbers.chunks(STRIDE) {
            let outlines = outlines(&self.archive.store, judge, stride, &|_| false)?;
            enter(self.writer, Number(first + done as u32), &outlines.iter().collect::<Vec<_>>())?;
            done += stride.len() as u64;
            (self.tell)(done, numbers.len() as u64);
        }
        Ok(())
    }

    /// Judges again what observations that the verdicts do not know speak of, and
    /// what was stated by whom the archive began or ceased to trust.
    fn judge_with_arrived(
        &mut self,
        judge: &Judge,
        ground: &Ground,
        standing: &mut Standing,
    ) -> Result<u64, Error> {
        let (known, trusted) = {
            let verdicts = self.writer.verdicts()?;
            (known(verdicts.read())?, trusted_then(verdicts.read())?)
        };
        let news = keys::read(ground.lines.get(known..).unwrap_or_default());
        let mut arrived = Arrived::among(&ground.observations, &news);
        if trusted != ground.trusted {
            arrived.add_stated(&ground.observations);
        }
        if arrived.names.is_empty() {
            return Ok(0);
        }
        let affected = standing.numbers_with(|outline| arrived.because(outline).is_some());
        self.judge_again(judge, standing, &affected, &|outline| arrived.because(outline))?;
        Ok(affected.len() as u64)
    }

    /// Judges every message by other rules than before.
    fn judge_all(&mut self, judge: &Judge, standing: &mut Standing) -> Result<u64, Error> {
        let all: Vec<Number> = (0..self.archive.store.count()?).map(Number).collect();
        let because = Because::Judge { version: JUDGE_VERSION };
        self.judge_again(judge, standing, &all, &|_| Some(because.clone()))?;
        Ok(all.len() as u64)
    }

    fn judge_again(
        &mut self,
        judge: &Judge,
        standing: &mut Standing,
        numbers: &[Number],
        because: &dyn Fn(&Outline) -> Option<Because>,
    ) -> Result<(), Error> {
        let mut done = 0;
        for stride in numbers.chunks(STRIDE) {
            let judged = outlines(&self.archive.store, judge, stride, &|n| standing.is_excused(n))?;
            for (n, outline) in stride.iter().zip(judged) {
                let because = because(&outline).filter(|_| n.0 < self.shown_below);
                standing.put(*n, outline, because)?;
            }
            done += stride.len() as u64;
            (self.tell)(done, numbers.len() as u64);
        }
        Ok(())
    }

    /// Looks over all messages until what their sources show agrees with their verdicts.
    fn survey(&mut self, judge: &Judge, standing: &mut Standing) -> Result<(FactsBuilder, Survey), Error> {
        let (facts, found) = survey(self.archive, standing)?;
        let doubts = found.doubts(standing);
        if doubts.is_empty() {
            return Ok((facts, found));
        }
        // What a source shows rests on its signatures, which stay what they are:
        // after this there is no doubt left.
        for stride in doubts.chunks(STRIDE) {
            let store = &self.archive.store;
            let outline = |doubt: &Doubt| judge.stored(store, doubt.n, doubt.export_rewrote_bodies);
            let judged = stride.par_iter().map(outline).collect::<Result<Vec<Outline>, Error>>()?;
            for (doubt, outline) in stride.iter().zip(judged) {
                let because = Because::Export { source: doubt.source.clone() };
                standing.put(doubt.n, outline, Some(because).filter(|_| doubt.n.0 < self.shown_below))?;
            }
        }
        survey(self.archive, standing)
    }

    /// Writes what changed: first that it did, then what it is now.
    fn write(
        &mut self,
        standing: &Standing,
        version: u32,
        ground: &Ground,
        survey: &Survey,
    ) -> Result<BTreeMap<(Verdict, Verdict), u64>, Error> {
        let at = (self.archive.edges.now)();
        self.writer.append_changes(&history::lines(&self.archive.store, standing, at)?)?;
        let mut verdicts = self.writer.verdicts()?;
        verdicts.put_remark(FACTS, BEHIND)?;
        if version == JUDGE_VERSION {
            verdicts.replace(&standing.replacements())?;
        } else {
            verdicts.begin_again(JUDGE_VERSION)?;
            verdicts.put_remark(FACTS, BEHIND)?;
            verdicts.append(Number(0), &standing.texts())?;
        }
        note(&mut verdicts, ground)?;
        survey.counting.keep(&mut verdicts, standing.len())?;
        let mut turns = BTreeMap::new();
        for ((was, now, _), numbers) in standing.turns() {
            *turns.entry((was, now)).or_default() += numbers.len() as u64;
        }
        Ok(turns)
    }
}

/// Notes what the verdicts rest on.
fn note(verdicts: &mut greffe_store::VerdictsWriter<'_>, ground: &Ground) -> Result<(), Error> {
    verdicts.put_remark(KEYS_KNOWN, &ground.lines.len().to_string())?;
    Ok(verdicts.put_remark(TRUSTED, &ground.trusted)?)
}

fn outlines(
    store: &Store,
    judge: &Judge,
    numbers: &[Number],
    is_excused: &(dyn Fn(Number) -> bool + Sync),
) -> Result<Vec<Outline>, Error> {
    numbers.par_iter().map(|n| judge.stored(store, *n, is_excused(*n))).collect()
}

/// Names of keys of which something was learnt, and why.
struct Arrived {
    names: HashMap<(String, String), Because>,
}

impl Arrived {
    /// Returns what `news` speak of: their own names, and those that share a key with them.
    fn among(all: &[Observation], news: &[Observation]) -> Self {
        let mut names = HashMap::new();
        let mut keys: HashMap<&str, Because> = HashMap::new();
        for observation in news {
            let because = because(observation);
            for hash in hashes(observation) {
                keys.entry(hash).or_insert_with(|| because.clone());
            }
            names.entry(name(observation)).or_insert(because);
        }
        for observation in all {
            let shared = hashes(observation).find_map(|hash| keys.get(hash));
            if let Some(because) = shared {
                names.entry(name(observation)).or_insert_with(|| because.clone());
            }
        }
        Self { names }
    }

    /// Adds the names of which there is a statement that somebody signed.
    fn add_stated(&mut self, all: &[Observation]) {
        for observation in all.iter().filter(|observation| observation.proof.is_some()) {
            self.names.entry(name(observation)).or_insert(Because::Observers);
        }
    }

    /// Returns why a message may be judged otherwise now; its author's signatures speak first.
    fn because(&self, outline: &Outline) -> Option<Because> {
        let of = |signature: &SignatureOutline| {
            let name = (comparable_name(&signature.domain)?, comparable_name(&signature.selector)?);
            self.names.get(&name).cloned()
        };
        let (aligned, others): (Vec<_>, Vec<_>) =
            outline.signatures.iter().partition(|signature| signature.aligned);
        aligned.into_iter().chain(others).find_map(of)
    }
}

fn because(observation: &Observation) -> Because {
    Because::Key {
        domain: observation.domain.clone(),
        selector: observation.selector.clone(),
        method: observation.method.to_string(),
        source: observation.origin().to_owned(),
    }
}

fn name(observation: &Observation) -> (String, String) {
    (observation.domain.clone(), observation.selector.clone())
}

fn hashes(observation: &Observation) -> impl Iterator<Item = &str> {
    let key = &observation.key;
    key.spki_sha256.as_deref().into_iter().chain(key.spki_md5.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edges::Edges;
    use crate::import::ImportRequest;
    use crate::view::VerdictChange;

    const MAIL: &str = "From x@y.example Sat Mar 12 09:04:05 2016\nFrom: anne@region.example\n\nBonjour.\n";

    /// An archive of one unsigned mail, its verdict as judges of `version` left it.
    fn archive_judged_by(folder: &std::path::Path, version: u32, outline: &str) -> Archive {
        let archive = Archive::create(&folder.join("archive"), "UTC", Edges::system()).expect("a folder");
        let source = folder.join("in.mbox");
        std::fs::write(&source, MAIL).expect("written");
        let (sources, mailbox) = (vec![source], "anne".to_owned());
        let request = ImportRequest { sources, mailbox, leave_files: true, ..ImportRequest::default() };
        archive.import(&request, &mut |_| {}).expect("imported");
        let mut writer = archive.store.writer(&mut |_| {}).expect("nobody else writes");
        let mut verdicts = writer.verdicts().expect("a database");
        verdicts.begin_again(version).expect("emptied");
        verdicts.append(Number(0), &[outline]).expect("entered");
        drop(writer);
        archive
    }

    fn check(version: u32, outline: &str, history: &[(Verdict, Verdict)]) {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = archive_judged_by(folder.path(), version, outline);
        archive.catch_up(&mut |_, _| {}).expect("caught up");
        let verdicts = archive.store.verdicts().expect("opened");
        assert!(are_current(&archive.store, &verdicts).expect("readable"));
        let room = archive.room();
        let hits = room.search(&crate::SearchRequest { limit: 1, ..Default::default() }).expect("an answer");
        assert_eq!(hits.hits[0].verdict, Some("unproven"), "{outline}");
        let shown = room.show(&hits.hits[0].id).expect("it is there").authentication;
        let turns: Vec<_> = shown.history.iter().map(|change| (change.was, change.now)).collect();
        assert_eq!(turns, history, "{outline}");
        let is_judge = |change: &VerdictChange| change.because == Because::Judge { version: JUDGE_VERSION };
        assert!(shown.history.iter().all(is_judge), "{:?}", shown.history);
    }

    #[test]
    fn a_judge_that_knows_better_judges_again_and_says_so() {
        let outline =
            |verdict: &str| format!("{{\"verdict\":\"{verdict}\",\"reasons\":[],\"signatures\":[]}}");
        check(JUDGE_VERSION + 1, &outline("mismatch"), &[(Verdict::Mismatch, Verdict::Unproven)]);
        check(JUDGE_VERSION + 1, &outline("unproven"), &[]);
        // A newer greffe's words: what they said is not known, so no change is told.
        check(JUDGE_VERSION + 1, &outline("beyond-doubt"), &[]);
    }
}
