//! Records that were read already, in this or another source: exports overlap.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::journal::Identity;
use crate::model::{Name, SourceId};

/// Every record that was kept, by its identity.
#[derive(Default)]
pub(super) struct Known {
    own: HashSet<u128, BuildHasherDefault<Folded>>,
    acts: HashMap<u128, Acts, BuildHasherDefault<Folded>>,
    files: HashSet<[u8; 32]>,
    ties: HashSet<(Name, Name)>,
}

/// How often an act was seen.
struct Acts {
    kept: u32,
    source: SourceId,
    in_source: u32,
}

impl Known {
    /// Whether a record is new. Of acts without identifier, as many are kept as the
    /// source that tells most of them tells.
    pub(super) fn is_new(&mut self, identity: Identity, source: SourceId) -> bool {
        match identity {
            Identity::None => true,
            Identity::Own(identifier) => self.own.insert(identifier),
            Identity::Act(act) => match self.acts.entry(act) {
                Entry::Vacant(entry) => {
                    entry.insert(Acts { kept: 1, source, in_source: 1 });
                    true
                }
                Entry::Occupied(entry) => entry.into_mut().is_one_more(source),
            },
        }
    }
}

impl Known {
    /// Whether no file of this SHA-256 came before; zeros stand for one that is not known yet.
    pub(super) fn is_new_file(&mut self, sha256: [u8; 32]) -> bool {
        sha256 == [0; 32] || self.files.insert(sha256)
    }

    /// Whether no record tied these two names before: of M365, every record of a mailbox does.
    pub(super) fn is_new_tie(&mut self, tie: (Name, Name)) -> bool {
        self.ties.insert(tie)
    }
}

impl Acts {
    fn is_one_more(&mut self, source: SourceId) -> bool {
        if self.source != source {
            (self.source, self.in_source) = (source, 0);
        }
        self.in_source += 1;
        let is_new = self.in_source > self.kept;
        self.kept = self.kept.max(self.in_source);
        is_new
    }
}

/// Hashes what is a hash already: nobody chooses the octets of a SHA-256.
#[derive(Default)]
struct Folded(u64);

impl Hasher for Folded {
    fn write(&mut self, octets: &[u8]) {
        self.0 = octets.first_chunk().map_or(0, |half| u64::from_le_bytes(*half));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_known_everywhere() {
        let mut known = Known::default();
        let record = Identity::own("5f0a");
        assert!(known.is_new(record, SourceId(0)));
        assert!(!known.is_new(record, SourceId(0)));
        assert!(!known.is_new(record, SourceId(1)));
        assert!(known.is_new(Identity::own("5f0b"), SourceId(1)));
    }

    #[test]
    fn an_act_may_happen_twice_in_one_source() {
        let mut known = Known::default();
        let mut told = |source| known.is_new(Identity::Act(7), SourceId(source));
        assert_eq!([told(0), told(0)], [true, true]);
        assert_eq!([told(1), told(1), told(1)], [false, false, true]);
        assert_eq!([told(2), told(2), told(2), told(2)], [false, false, false, true]);
    }
}
