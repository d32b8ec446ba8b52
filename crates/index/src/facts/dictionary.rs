//! Names by small number.

use std::collections::HashMap;
use std::sync::OnceLock;

use greffe_message::fold;

use super::names::Names;

/// The place of no name.
pub(crate) const NONE: u32 = u32::MAX;

/// The names that occur, each once, in order of appearance.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    pub(crate) names: Names,
    /// The same as they are compared, once somebody compares.
    folded: OnceLock<Names>,
    /// Where the domain above each domain stands, once somebody counts domains.
    above: OnceLock<Vec<u32>>,
}

impl Dictionary {
    pub(crate) fn new(names: Names) -> Self {
        Self { names, ..Self::default() }
    }

    /// Returns the names as they are compared.
    pub(crate) fn folded(&self) -> &Names {
        self.folded.get_or_init(|| self.names.iter().map(fold).collect())
    }

    /// Returns, in a dictionary of domains, the place of one and of each above it that is
    /// there too: `mail.region.example`, `region.example`.
    pub(crate) fn domain_and_above(&self, place: u32) -> impl Iterator<Item = u32> {
        let above = self.above.get_or_init(|| nearest_above(&self.names));
        std::iter::successors(Some(place), |place| above.get(*place as usize).copied())
            .take_while(|place| *place != NONE)
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn name(&self, place: usize) -> &str {
        self.names.get(place)
    }

    /// Says for each place whether the folded name there fits.
    pub(crate) fn places_where(&self, fits: impl Fn(&str) -> bool) -> Vec<bool> {
        self.folded().iter().map(fits).collect()
    }
}

fn nearest_above(domains: &Names) -> Vec<u32> {
    let places: HashMap<&str, u32> = domains.iter().zip(0..).collect();
    let nearest = |domain: &str| {
        let mut above = domain.match_indices('.').map(|(at, _)| &domain[at + 1..]);
        above.find_map(|above| places.get(above).copied()).unwrap_or(NONE)
    };
    domains.iter().map(nearest).collect()
}

/// Gives names their places.
#[derive(Debug, Default)]
pub(super) struct Interner {
    names: Vec<String>,
    places: HashMap<String, u32>,
}

impl Interner {
    pub(super) fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }

    /// As [`Interner::place`], with [`NONE`] for nothing.
    pub(super) fn place_or_none(&mut self, name: Option<&str>) -> u32 {
        name.filter(|name| !name.is_empty()).map_or(NONE, |name| self.place(name))
    }

    pub(super) fn into_dictionary(self) -> Dictionary {
        Dictionary::new(self.names.iter().collect())
    }
}

/// Gives sets their places.
#[derive(Debug)]
pub(super) struct SetInterner<T> {
    sets: Vec<Vec<T>>,
    places: HashMap<Vec<T>, u32>,
}

impl<T> Default for SetInterner<T> {
    fn default() -> Self {
        Self { sets: Vec::new(), places: HashMap::new() }
    }
}

impl<T: Copy + Ord + std::hash::Hash> SetInterner<T> {
    pub(super) fn place(&mut self, mut set: Vec<T>) -> u32 {
        set.sort_unstable();
        set.dedup();
        let next = self.sets.len() as u32;
        *self.places.entry(set).or_insert_with_key(|set| {
            self.sets.push(set.clone());
            next
        })
    }

    pub(super) fn into_sets(self) -> Vec<Vec<T>> {
        self.sets
    }
}
