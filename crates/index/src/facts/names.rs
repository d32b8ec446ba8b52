//! Many short texts in one.

/// Texts one after another: ten thousand of them cost two allocations to read
/// and to drop, which is most of what opening an index for one query costs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Names {
    text: String,
    /// Where each text ends, in bytes; ascending.
    ends: Vec<u32>,
}

impl Names {
    /// Takes texts as they lie in a file; `None` when the ends do not fit them.
    pub(super) fn new(text: String, ends: Vec<u32>) -> Option<Self> {
        let fits = ends.is_sorted()
            && ends.iter().all(|end| text.is_char_boundary(*end as usize))
            && ends.last().copied().unwrap_or(0) as usize == text.len();
        fits.then_some(Self { text, ends })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn ends(&self) -> &[u32] {
        &self.ends
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the text at a place; empty where there is none.
    pub(crate) fn get(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(place)).map(|(start, end)| start as usize..*end as usize);
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.get(place))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Names {
    fn from_iter<I: IntoIterator<Item = S>>(texts: I) -> Self {
        let mut names = Self::default();
        for text in texts {
            // Over 4 GB of names no place fits a u32 any more: what follows is empty.
            if let Ok(end) = u32::try_from(names.text.len() + text.as_ref().len()) {
                names.text.push_str(text.as_ref());
                names.ends.push(end);
            } else {
                names.ends.push(names.text.len() as u32);
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_in_order() {
        let names: Names = ["anne", "", "é", "jean"].into_iter().collect();
        assert_eq!(names.iter().collect::<Vec<_>>(), ["anne", "", "é", "jean"]);
        assert_eq!((names.len(), names.get(2), names.get(4)), (4, "é", ""));
        assert_eq!(Names::new(names.text.clone(), names.ends.clone()), Some(names));
    }

    #[test]
    fn ends_that_do_not_fit_are_refused() {
        for ends in [vec![1], vec![2, 1], vec![3], vec![]] {
            assert_eq!(Names::new("é".to_owned(), ends), None);
        }
    }
}
