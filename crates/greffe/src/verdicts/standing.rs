//! All verdicts of an archive, in memory: what stands, and what is about to.
//!
//! An archive has a few thousand distinct outlines whatever its size, so this
//! is one small number a message. Whatever is judged again is judged here
//! first; the store and its readers see it when all of it is known.

use std::collections::{BTreeMap, HashMap};

use greffe_authenticate::Outline;
use greffe_store::Store;
use greffe_terms::{Number, Reason, Verdict};

use crate::error::Error;
use crate::view::Because;

/// The outlines of all messages, and what became of them since they were read.
pub(crate) struct Standing {
    outlines: Vec<Outline>,
    texts: Vec<String>,
    places: HashMap<String, u32>,
    by_number: Vec<u32>,
    /// What changed since: the outline's place before, and why it is another one.
    changed: BTreeMap<u32, (u32, Option<Because>)>,
}

impl Standing {
    /// Reads what stands; nothing does while it is a newer greffe's, whose words are not known here.
    pub(crate) fn read(store: &Store) -> Result<Self, Error> {
        let standing = store.verdicts()?.standing()?;
        Self::of(standing).or_else(|_| Self::of(greffe_store::Standing::default()))
    }

    /// Takes what a writer of verdicts has.
    pub(crate) fn of(standing: greffe_store::Standing) -> Result<Self, Error> {
        let greffe_store::Standing { outlines: texts, by_number } = standing;
        let outlines = texts.iter().map(|text| parse(text)).collect::<Result<Vec<_>, _>>()?;
        let places = (0..).zip(&texts).map(|(place, text)| (text.clone(), place)).collect();
        Ok(Self { outlines, texts, places, by_number, changed: BTreeMap::new() })
    }

    /// Returns how many messages are judged: the first number that is not.
    pub(crate) fn len(&self) -> u32 {
        self.by_number.len() as u32
    }

    /// Returns the outline of a message; `None` if it is not judged.
    pub(crate) fn outline(&self, n: Number) -> Option<&Outline> {
        self.outlines.get(*self.by_number.get(n.0 as usize)? as usize)
    }

    /// Says whether a message was last judged as one of an export that rewrote bodies.
    pub(crate) fn is_excused(&self, n: Number) -> bool {
        self.outline(n).is_some_and(is_excused)
    }

    /// Returns the place of a message's outline: messages with the same one share it.
    pub(crate) fn place(&self, n: Number) -> Option<u32> {
        self.by_number.get(n.0 as usize).copied()
    }

    /// Returns the outline at a place.
    pub(crate) fn at(&self, place: u32) -> Option<&Outline> {
        self.outlines.get(place as usize)
    }

    /// Returns the messages whose outline is such a one, in order.
    pub(crate) fn numbers_with(&self, mut is_such: impl FnMut(&Outline) -> bool) -> Vec<Number> {
        let wanted: Vec<bool> = self.outlines.iter().map(&mut is_such).collect();
        let is_wanted = |place: u32| wanted.get(place as usize).copied().unwrap_or(false);
        let numbered = (0..).zip(&self.by_number);
        numbered.filter(|(_, place)| is_wanted(**place)).map(|(n, _)| Number(n)).collect()
    }

    /// Puts another outline in the place of a message's, or gives the first message without one its own.
    pub(crate) fn put(&mut self, n: Number, outline: Outline, because: Option<Because>) -> Result<(), Error> {
        let place = self.intern(outline)?;
        if n.0 == self.len() {
            self.by_number.push(place);
            return Ok(());
        }
        let Some(slot) = self.by_number.get_mut(n.0 as usize) else { return Ok(()) };
        let before = std::mem::replace(slot, place);
        if before == place {
            return Ok(());
        }
        let change = self.changed.entry(n.0).or_insert((before, None));
        change.1 = because.or(change.1.take());
        Ok(())
    }

    /// Returns what is to be written in the store: messages with their new outline's text.
    pub(crate) fn replacements(&self) -> Vec<(Number, &str)> {
        let now = |n: &u32| self.texts.get(*self.by_number.get(*n as usize)? as usize);
        let changes =
            self.changed.iter().filter(|(n, (before, _))| self.by_number.get(**n as usize) != Some(before));
        changes.filter_map(|(n, _)| Some((Number(*n), now(n)?.as_str()))).collect()
    }

    /// Returns each verdict that became another one for a reason to be told, with its messages.
    pub(crate) fn turns(&self) -> BTreeMap<(Verdict, Verdict, Because), Vec<Number>> {
        let mut turns: BTreeMap<_, Vec<Number>> = BTreeMap::new();
        for (n, (before, because)) in &self.changed {
            let (Some(because), Some(was), Some(now)) = (because, self.at(*before), self.outline(Number(*n)))
            else {
                continue;
            };
            if was.verdict != now.verdict {
                turns.entry((was.verdict, now.verdict, because.clone())).or_default().push(Number(*n));
            }
        }
        turns
    }

    /// Returns the outlines' texts of all messages.
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.by_number
            .iter()
            .filter_map(|place| self.texts.get(*place as usize))
            .map(String::as_str)
            .collect()
    }

    fn intern(&mut self, outline: Outline) -> Result<u32, Error> {
        let text = print(&outline)?;
        if let Some(place) = self.places.get(&text) {
            return Ok(*place);
        }
        let place = self.outlines.len() as u32;
        self.outlines.push(outline);
        self.texts.push(text.clone());
        self.places.insert(text, place);
        Ok(place)
    }
}

/// Says whether an outline is of a message of an export that rewrote bodies.
pub(crate) fn is_excused(outline: &Outline) -> bool {
    outline.reasons.contains(&Reason::ExportRewroteBodies)
}

/// Writes an outline as the store keeps it.
pub(crate) fn print(outline: &Outline) -> Result<String, Error> {
    serde_json::to_string(outline).map_err(|_| Error::Stopped { part: "outlines" })
}

/// Reads an outline that the store keeps.
pub(crate) fn parse(text: &str) -> Result<Outline, Error> {
    serde_json::from_str(text).map_err(|_| Error::Stopped { part: "outlines" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(verdict: Verdict, reason: Reason) -> Outline {
        Outline { verdict, reasons: vec![reason], signatures: Vec::new() }
    }

    fn because(version: u32) -> Option<Because> {
        Some(Because::Judge { version })
    }

    #[test]
    fn only_what_ends_otherwise_is_written_and_told() {
        let texts = [
            outline(Verdict::Unproven, Reason::KeyMissing),
            outline(Verdict::Verified, Reason::LineEndsRepaired),
        ];
        let texts = texts.iter().map(|outline| print(outline).expect("JSON")).collect();
        let stored = greffe_store::Standing { outlines: texts, by_number: vec![0, 0, 0, 1] };
        let mut standing = Standing::of(stored).expect("readable");
        let mut put = |n, verdict, reason, because| {
            standing.put(Number(n), outline(verdict, reason), because).expect("kept");
        };
        // Becomes another, and another yet: the last reason is told.
        put(0, Verdict::Mismatch, Reason::BodyDiffers, because(1));
        put(0, Verdict::Verified, Reason::LineEndsRepaired, because(2));
        // Becomes another and comes back.
        put(1, Verdict::Mismatch, Reason::BodyDiffers, because(1));
        put(1, Verdict::Unproven, Reason::KeyMissing, because(2));
        // Another reason, the same verdict.
        put(2, Verdict::Unproven, Reason::KeyAbsent, because(1));
        // Never shown with the verdict before.
        put(3, Verdict::Mismatch, Reason::BodyDiffers, None);
        let written: Vec<u32> = standing.replacements().iter().map(|(n, _)| n.0).collect();
        assert_eq!(written, [0, 2, 3]);
        let told: Vec<_> = standing.turns().into_iter().collect();
        let turn = (Verdict::Unproven, Verdict::Verified, Because::Judge { version: 2 });
        assert_eq!(told, [(turn, vec![Number(0)])]);
        assert_eq!(standing.numbers_with(|outline| outline.verdict == Verdict::Verified), [Number(0)]);
    }
}
