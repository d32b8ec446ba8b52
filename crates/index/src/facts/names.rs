//! Many short texts in one.

use std::fmt;

use super::column::Column;

/// Texts one after another, read where they lie: ten thousand of them cost nothing to
/// open and to drop, which else is most of what opening an index for one query costs.
#[derive(Default)]
pub(crate) struct Names {
    text: Column<u8>,
    /// Where each text ends, in bytes; ascending.
    ends: Column<u32>,
}

impl Names {
    /// Takes texts as they lie in a file; `None` when the ends do not fit them.
    pub(super) fn new(text: Column<u8>, ends: Column<u32>) -> Option<Self> {
        let last = ends.len().checked_sub(1).map_or(Some(0), |last| ends.get(last));
        let fits = ends.iter().is_sorted() && last.map(|end| end as usize) == Some(text.len());
        fits.then_some(Self { text, ends })
    }

    pub(super) fn text(&self) -> &Column<u8> {
        &self.text
    }

    pub(super) fn ends(&self) -> &Column<u32> {
        &self.ends
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the text at a place; empty where there is none.
    pub(crate) fn get(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before));
        let range = start.zip(self.ends.get(place)).map(|(start, end)| start as usize..end as usize);
        let octets = range.and_then(|range| self.text.octets().get(range)).unwrap_or_default();
        std::str::from_utf8(octets).unwrap_or_default()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.get(place))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Names {
    fn from_iter<I: IntoIterator<Item = S>>(texts: I) -> Self {
        let (mut text, mut ends) = (Vec::new(), Column::default());
        for name in texts {
            // Over 4 GB of names no place fits a u32 any more: what follows is empty.
            if u32::try_from(text.len() + name.as_ref().len()).is_ok() {
                text.extend_from_slice(name.as_ref().as_bytes());
            }
            ends.push(text.len() as u32);
        }
        Self { text: Column::made(text), ends }
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, ends: &[u32]) -> Option<Names> {
        Names::new(Column::made(text.into()), ends.iter().copied().collect())
    }

    #[test]
    fn texts_come_back_in_order() {
        let made: Names = ["anne", "", "é", "jean"].into_iter().collect();
        let read = names("anneéjean", &[4, 4, 6, 10]).unwrap();
        for names in [made, read] {
            assert_eq!(names.iter().collect::<Vec<_>>(), ["anne", "", "é", "jean"]);
            assert_eq!((names.len(), names.get(2), names.get(4)), (4, "é", ""));
        }
    }

    #[test]
    fn ends_that_do_not_fit_are_refused() {
        for ends in [&[1][..], &[2, 1], &[3], &[]] {
            assert!(names("é", ends).is_none(), "{ends:?}");
        }
    }

    #[test]
    fn an_end_within_a_character_gives_no_text() {
        let names = names("é", &[1, 2]).unwrap();
        assert_eq!((names.get(0), names.get(1)), ("", ""));
    }
}
