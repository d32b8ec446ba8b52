//! The set of defects met while a message is read.

use greffe_terms::Defect;

/// A set of [`Defect`]s: a message meets each at most once.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Defects(u32);

impl Defects {
    /// Notes that `defect` was met.
    pub(crate) fn insert(&mut self, defect: Defect) {
        self.0 |= 1 << defect as u32;
    }

    /// Notes `defect` if `met`.
    pub(crate) fn insert_if(&mut self, met: bool, defect: Defect) {
        if met {
            self.insert(defect);
        }
    }

    /// Forgets `defect`.
    pub(crate) fn remove(&mut self, defect: Defect) {
        self.0 &= !(1 << defect as u32);
    }

    /// Says whether `defect` was met.
    pub(crate) fn contains(self, defect: Defect) -> bool {
        self.0 & (1 << defect as u32) != 0
    }

    /// Returns the defects, sorted.
    pub(crate) fn into_vec(self) -> Vec<Defect> {
        Defect::ALL.into_iter().filter(|&defect| self.contains(defect)).collect()
    }
}

impl Extend<Defect> for Defects {
    fn extend<I: IntoIterator<Item = Defect>>(&mut self, defects: I) {
        defects.into_iter().for_each(|defect| self.insert(defect));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_defect_comes_out_once_and_sorted() {
        let mut defects = Defects::default();
        defects.extend([Defect::NoBlankLineBeforeNext, Defect::BareLf, Defect::BareLf, Defect::NoDate]);
        defects.remove(Defect::NoDate);
        assert_eq!(defects.into_vec(), [Defect::BareLf, Defect::NoBlankLineBeforeNext]);
    }
}
