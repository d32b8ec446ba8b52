//! The distinct terms of a column, numbered in the order of their first appearance.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// Terms and their numbers.
///
/// The hash is seeded anew for each table: nobody can write a mail whose words all meet
/// in one place of it.
#[derive(Default)]
pub(super) struct Terms {
    hasher: RandomState,
    table: HashTable<Term>,
    /// The terms, one after the other.
    octets: Vec<u8>,
}

/// Where a term stands among the octets, and its number.
#[derive(Clone, Copy)]
pub(super) struct Term {
    start: u32,
    len: u16,
    pub(super) number: u32,
}

impl Terms {
    /// Returns the number of `term`, which may be a new one. Terms are far shorter than 64 KiB.
    pub(super) fn number(&mut self, term: &[u8]) -> u32 {
        let Self { hasher, table, octets } = self;
        let (next, hash) = (table.len() as u32, hash(hasher, term));
        let is_it = |known: &Term| octets_of(octets, known) == term;
        match table.entry(hash, is_it, |known| self::hash(hasher, octets_of(octets, known))) {
            Entry::Occupied(known) => known.get().number,
            Entry::Vacant(place) => {
                place.insert(Term { start: octets.len() as u32, len: term.len() as u16, number: next });
                octets.extend_from_slice(term);
                next
            }
        }
    }

    /// Returns all terms, in the order of their octets.
    pub(super) fn sorted(&self) -> Vec<Term> {
        let begins = |term: &Term| {
            let octets = octets_of(&self.octets, term);
            let mut first = [0; 8];
            first[..octets.len().min(8)].copy_from_slice(&octets[..octets.len().min(8)]);
            u64::from_be_bytes(first)
        };
        let mut terms: Vec<_> = self.table.iter().map(|term| (begins(term), *term)).collect();
        terms.sort_unstable_by(|(a, left), (b, right)| {
            a.cmp(b).then_with(|| self.octets(left).cmp(self.octets(right)))
        });
        terms.into_iter().map(|(_, term)| term).collect()
    }

    pub(super) fn octets(&self, term: &Term) -> &[u8] {
        octets_of(&self.octets, term)
    }

    pub(super) fn len(&self) -> usize {
        self.table.len()
    }

    /// Returns about how much memory the terms take.
    pub(super) fn bytes(&self) -> usize {
        self.octets.len() + self.table.capacity() * size_of::<Term>()
    }
}

fn octets_of<'a>(octets: &'a [u8], term: &Term) -> &'a [u8] {
    &octets[term.start as usize..][..usize::from(term.len)]
}

fn hash(seed: &RandomState, term: &[u8]) -> u64 {
    let mut hasher = seed.build_hasher();
    hasher.write(term);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_numbered_as_they_come_and_sorted_by_octets() {
        let mut terms = Terms::default();
        let told = ["l", "eau", "eau\0", "l", "", "administration", "administrations", "eau", "é"];
        let numbers: Vec<u32> = told.iter().map(|term| terms.number(term.as_bytes())).collect();
        assert_eq!(numbers, [0, 1, 2, 0, 3, 4, 5, 1, 6]);
        let sorted = terms.sorted();
        let texts: Vec<_> = sorted.iter().map(|term| terms.octets(term)).collect();
        assert!(texts.is_sorted(), "{texts:?}");
        assert_eq!(sorted.iter().map(|term| term.number).collect::<Vec<_>>(), [3, 4, 5, 1, 2, 0, 6]);
    }

    #[test]
    fn many_terms_keep_their_numbers() {
        let mut terms = Terms::default();
        for _ in 0..2 {
            for number in 0..100_000u32 {
                assert_eq!(terms.number(format!("w{number}").as_bytes()), number);
            }
        }
        assert_eq!(terms.len(), 100_000);
    }
}
