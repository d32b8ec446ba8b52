//! One number for each message, read where it lies.
//!
//! The facts of an archive are some megabytes: to copy them for one question
//! takes as long as to answer it. So a column is octets, little endian: in
//! memory while it is made, and afterwards those of the mapped file. A number
//! is put together when it is read, which most machines do in no time.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::Arc;

use memmap2::Mmap;

/// A number of a fixed width.
pub(crate) trait Fixed: Copy + fmt::Debug {
    const WIDTH: usize;

    /// Reads a number of `WIDTH` octets.
    fn read(octets: &[u8]) -> Self;

    fn write(self, out: &mut Vec<u8>);
}

macro_rules! fixed {
    ($($number:ty),*) => {$(
        impl Fixed for $number {
            const WIDTH: usize = size_of::<$number>();

            #[inline]
            fn read(octets: &[u8]) -> Self {
                octets.try_into().map_or(0, <$number>::from_le_bytes)
            }

            fn write(self, out: &mut Vec<u8>) {
                out.extend(self.to_le_bytes());
            }
        }
    )*};
}

fixed!(u8, u16, u32, u64, i64);

/// One number for each message, or for each entry of a dictionary.
pub(crate) struct Column<T> {
    octets: Octets,
    of: PhantomData<T>,
}

enum Octets {
    Made(Vec<u8>),
    Mapped { file: Arc<Mmap>, range: Range<usize> },
}

/// The numbers of a column, to go through.
#[derive(Clone, Copy)]
pub(crate) struct Numbers<'a, T> {
    octets: &'a [u8],
    of: PhantomData<T>,
}

impl<T: Fixed> Column<T> {
    /// Takes the numbers that lie in a range of a file.
    pub(super) fn mapped(file: &Arc<Mmap>, range: Range<usize>) -> Self {
        Self { octets: Octets::Mapped { file: Arc::clone(file), range }, of: PhantomData }
    }

    /// Takes numbers, little endian.
    pub(super) fn made(octets: Vec<u8>) -> Self {
        Self { octets: Octets::Made(octets), of: PhantomData }
    }

    /// Adds a number to a column that is being made.
    pub(super) fn push(&mut self, number: T) {
        if let Octets::Made(octets) = &mut self.octets {
            number.write(octets);
        }
    }

    pub(super) fn octets(&self) -> &[u8] {
        match &self.octets {
            Octets::Made(octets) => octets,
            Octets::Mapped { file, range } => file.get(range.clone()).unwrap_or_default(),
        }
    }

    pub(crate) fn numbers(&self) -> Numbers<'_, T> {
        Numbers { octets: self.octets(), of: PhantomData }
    }

    pub(crate) fn len(&self) -> usize {
        self.octets().len() / T::WIDTH
    }

    pub(crate) fn get(&self, place: usize) -> Option<T> {
        self.numbers().get(place)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = T> + '_ {
        self.octets().chunks_exact(T::WIDTH).map(T::read)
    }

    /// Says whether something holds of every number; looks at each, without an early
    /// exit, which the compiler turns to wide instructions.
    pub(super) fn all(&self, holds: impl Fn(T) -> bool) -> bool {
        self.iter().fold(true, |all, number| all & holds(number))
    }
}

impl<T: Fixed> Numbers<'_, T> {
    #[inline]
    pub(crate) fn get(self, place: usize) -> Option<T> {
        let start = place.checked_mul(T::WIDTH)?;
        self.octets.get(start..)?.get(..T::WIDTH).map(T::read)
    }
}

impl<T: Fixed> FromIterator<T> for Column<T> {
    fn from_iter<I: IntoIterator<Item = T>>(numbers: I) -> Self {
        let mut column = Self::default();
        numbers.into_iter().for_each(|number| column.push(number));
        column
    }
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { octets: Octets::Made(Vec::new()), of: PhantomData }
    }
}

impl<T: Fixed> fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use memmap2::MmapMut;

    use super::*;

    fn check<T: Fixed + PartialEq>(numbers: &[T]) {
        let made: Column<T> = numbers.iter().copied().collect();
        let mut file = MmapMut::map_anon(made.octets().len() + 3).unwrap();
        file[3..].copy_from_slice(made.octets());
        let file = Arc::new(file.make_read_only().unwrap());
        let mapped = Column::<T>::mapped(&file, 3..file.len());
        for column in [&made, &mapped] {
            assert_eq!(column.iter().collect::<Vec<_>>(), numbers);
            assert_eq!(column.len(), numbers.len());
            assert_eq!((0..).map_while(|place| column.get(place)).collect::<Vec<_>>(), numbers);
            assert_eq!(column.get(usize::MAX), None);
        }
    }

    #[test]
    fn numbers_read_back_wherever_they_lie() {
        check::<u16>(&[]);
        check(&[0u16, 1, u16::MAX]);
        check(&[7u32, u32::MAX]);
        check(&[u64::MAX - 1, 3]);
        check(&[i64::MIN, -1, 0, i64::MAX]);
    }
}
