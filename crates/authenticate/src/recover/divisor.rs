//! The greatest common divisor of two huge numbers, by halves.
//!
//! The one idea (Schönhage 1971; here after Möller, "On Schönhage's algorithm
//! and subquadratic integer GCD computation", Math. Comp. 77, 2008): the upper
//! half of two numbers decides the first half of Euclid's quotients. So they are
//! worked out on the upper half alone, by the same means, and their product, a
//! 2×2 matrix of determinant 1, is undone on the whole with few big products.

use std::ops::ControlFlow;

use dashu_int::ops::{BitTest, DivRem, Gcd};
use dashu_int::{IBig, UBig};

use super::products::{Matrix, Products};

/// From here down, Lehmer's way: quotients from the upper 128 bits.
const LEHMER_BELOW_BITS: usize = 64 * 60;

/// From here down the library's own divisor is as fast.
const LIBRARY_BELOW_BITS: usize = 20_000;

/// The work on one divisor.
pub(super) struct Divisor<'a> {
    products: Products,
    tell: &'a mut dyn FnMut(f32) -> ControlFlow<()>,
    bits: usize,
    done_bits: usize,
    told: usize,
    stopped: bool,
}

/// Two numbers, and the matrix that makes of them what they were.
struct Reduced {
    matrix: Matrix,
    a: UBig,
    b: UBig,
}

impl<'a> Divisor<'a> {
    /// Begins; `tell` hears the share done and may break off.
    pub(super) fn new(tell: &'a mut dyn FnMut(f32) -> ControlFlow<()>) -> Self {
        Self { products: Products::default(), tell, bits: 1, done_bits: 0, told: 0, stopped: false }
    }

    pub(super) fn products(&self) -> &Products {
        &self.products
    }

    /// The caller broke off.
    pub(super) fn stopped(&self) -> bool {
        self.stopped
    }

    /// Returns the greatest common divisor; `None` when broken off, or when a
    /// product went wrong (see [`Products`]) and was noticed.
    pub(super) fn common(&mut self, a: &UBig, b: &UBig) -> Option<UBig> {
        let (mut a, mut b) = if a < b { (b.clone(), a.clone()) } else { (a.clone(), b.clone()) };
        self.bits = a.bit_len().max(1);
        while b.bit_len() > LIBRARY_BELOW_BITS {
            let bits = a.bit_len();
            if b.bit_len() > bits / 4 * 3 {
                let reduced = self.reduce(a, b, bits / 2)?;
                (a, b) = (reduced.a.clone().max(reduced.b.clone()), reduced.a.min(reduced.b));
                if a.bit_len() > bits {
                    return None;
                }
            }
            if b.is_zero() {
                return Some(a);
            }
            (a, b) = self.remainder(a, b)?;
        }
        self.progress(0).then(|| if b.is_zero() { a } else { a.gcd(b) })
    }

    /// One step of Euclid's: (b, a mod b), for a ≥ b.
    ///
    /// The quotient is worked out from as many upper bits as it needs: its own
    /// length twice over.
    fn remainder(&mut self, a: UBig, b: UBig) -> Option<(UBig, UBig)> {
        let quotient_bits = a.bit_len() - b.bit_len() + 64;
        let shift = b.bit_len().saturating_sub(quotient_bits);
        if shift == 0 {
            let rest = a % &b;
            return Some((b, rest));
        }
        let quotient = (&a >> shift) / ((&b >> shift) + UBig::ONE);
        let mut rest = IBig::from(a) - IBig::from(self.products.product(&quotient, &b));
        for _ in 0..4 {
            if rest < IBig::ZERO || rest < IBig::from(b.clone()) {
                break;
            }
            rest -= &b;
        }
        let rest = UBig::try_from(rest).ok()?;
        (rest < b).then_some((b, rest))
    }

    /// Halves what stands above the lowest `shift` bits, and undoes the same
    /// quotients on the whole.
    fn reduce(&mut self, a: UBig, b: UBig, shift: usize) -> Option<Reduced> {
        let (a_low, a_high) = a.split_bits(shift);
        let (b_low, b_high) = b.split_bits(shift);
        let Reduced { matrix, a, b } = self.halve(a_high, b_high)?;
        let (x, y) = match &matrix {
            unit if is_unit(unit) => (IBig::from(a_low), IBig::from(b_low)),
            matrix => self.products.undone(matrix, &a_low, &b_low),
        };
        // The matrix is so small beside what is left above that these are positive.
        let a = UBig::try_from(IBig::from(a << shift) + x).ok()?;
        let b = UBig::try_from(IBig::from(b << shift) + y).ok()?;
        Some(Reduced { matrix, a, b })
    }

    /// Takes Euclid's steps as long as both numbers keep more than half their bits.
    fn halve(&mut self, a: UBig, b: UBig) -> Option<Reduced> {
        let bits = a.bit_len().max(b.bit_len());
        let keep = bits / 2 + 1;
        if a.bit_len().min(b.bit_len()) <= keep {
            return Some(Reduced { matrix: unit(), a, b });
        }
        if bits <= LEHMER_BELOW_BITS {
            return self.halve_small(a, b, keep);
        }
        let mut now = self.reduce(a, b, bits / 2)?;
        while now.bits() > bits - bits / 4 + 1 {
            if !now.step(keep) {
                return Some(now);
            }
        }
        if now.bits() > keep + 64 {
            let shift = 2 * keep - now.bits() + 1;
            let next = self.reduce(now.a, now.b, shift)?;
            let matrix = match (is_unit(&now.matrix), is_unit(&next.matrix)) {
                (true, _) => next.matrix,
                (_, true) => now.matrix,
                _ => self.products.times(&now.matrix, &next.matrix),
            };
            now = Reduced { matrix, ..next };
        }
        while now.step(keep) {}
        Some(now)
    }

    /// The same in quadratic time, one word of quotients after the other.
    fn halve_small(&mut self, a: UBig, b: UBig, keep: usize) -> Option<Reduced> {
        let before = a.bit_len().max(b.bit_len());
        let mut now = Reduced { matrix: unit(), a, b };
        loop {
            let bits = now.bits();
            let quotients = (bits > keep + 128)
                .then(|| upper_quotients(upper(&now.a, bits - 128), upper(&now.b, bits - 128)))
                .flatten();
            match quotients {
                Some(quotients) => now.undo(quotients)?,
                None if now.step(keep) => {}
                None => break,
            }
        }
        self.progress(before - now.bits()).then_some(now)
    }

    /// Counts bits done; `false` when the caller breaks off.
    fn progress(&mut self, bits: usize) -> bool {
        self.done_bits += bits;
        let percent = (self.done_bits * 100 / self.bits).min(100);
        if percent > self.told || bits == 0 {
            self.told = percent;
            self.stopped |= (self.tell)(percent as f32 / 100.0).is_break();
        }
        !self.stopped
    }
}

impl Reduced {
    fn bits(&self) -> usize {
        self.a.bit_len().max(self.b.bit_len())
    }

    /// Takes the smaller from the larger as often as both keep more than `keep`
    /// bits; `false` when that is never.
    fn step(&mut self, keep: usize) -> bool {
        if self.a.bit_len().min(self.b.bit_len()) <= keep {
            return false;
        }
        let [p, q, r, s] = &mut self.matrix;
        let (large, small, columns) = if self.a >= self.b {
            (&mut self.a, &self.b, [(&*p, q), (&*r, s)])
        } else {
            (&mut self.b, &self.a, [(&*q, p), (&*s, r)])
        };
        let (mut quotient, mut rest) = (&*large).div_rem(small);
        if rest.bit_len() <= keep {
            if quotient.is_one() {
                return false;
            }
            quotient -= UBig::ONE;
            rest += small;
        }
        *large = rest;
        for (from, to) in columns {
            *to += &quotient * from;
        }
        true
    }

    /// Undoes word-sized quotients.
    fn undo(&mut self, [p, q, r, s]: [u64; 4]) -> Option<()> {
        let a = UBig::try_from(IBig::from(&self.a * s) - IBig::from(&self.b * q)).ok()?;
        let b = UBig::try_from(IBig::from(&self.b * p) - IBig::from(&self.a * r)).ok()?;
        (self.a, self.b) = (a, b);
        let [t, u, v, w] = &self.matrix;
        self.matrix = [t * p + u * r, t * q + u * s, v * p + w * r, v * q + w * s];
        Some(())
    }
}

fn unit() -> Matrix {
    [UBig::ONE, UBig::ZERO, UBig::ZERO, UBig::ONE]
}

fn is_unit([_, upper, lower, _]: &Matrix) -> bool {
    upper.is_zero() && lower.is_zero()
}

/// The 128 bits above the lowest `shift`.
fn upper(number: &UBig, shift: usize) -> u128 {
    let words = number.as_words();
    let word = |n: usize| u128::from(words.get(n).copied().unwrap_or(0));
    let (n, bits) = (shift / 64, shift % 64);
    let two = word(n) | word(n + 1) << 64;
    if bits == 0 { two } else { two >> bits | word(n + 2) << (128 - bits) }
}

/// Euclid's steps on 128 bits, until one of them has no more than half: the
/// matrix, whose entries stay below 2^63. `None` when there is no such step.
fn upper_quotients(mut a: u128, mut b: u128) -> Option<[u64; 4]> {
    const LEAST: u128 = 1 << 65;
    let [mut p, mut q, mut r, mut s] = [1u64, 0, 0, 1];
    if a < LEAST || b < LEAST {
        return None;
    }
    loop {
        if a >= b {
            let Some((quotient, rest)) = quotient(a, b, LEAST) else { break };
            a = rest;
            q += quotient * p;
            s += quotient * r;
        } else {
            let Some((quotient, rest)) = quotient(b, a, LEAST) else { break };
            b = rest;
            p += quotient * q;
            r += quotient * s;
        }
    }
    (q != 0 || r != 0).then_some([p, q, r, s])
}

/// How often `small` can be taken from `large` so that `least` remains.
fn quotient(large: u128, small: u128, least: u128) -> Option<(u64, u128)> {
    let (mut quotient, mut rest) = (0, large);
    while rest >= small && quotient < 4 {
        (quotient, rest) = (quotient + 1, rest - small);
    }
    if rest >= small {
        (quotient, rest) = (large / small, large % small);
    }
    if rest < least {
        (quotient, rest) = (quotient - 1, rest + small);
    }
    // Both have 65 bits or more: the quotient has 63 or fewer.
    (quotient > 0).then_some((quotient as u64, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(a: &UBig, b: &UBig) {
        let mut tell = |_| ControlFlow::Continue(());
        let expect = if b.is_zero() { a.clone() } else { a.gcd(b) };
        assert_eq!(Divisor::new(&mut tell).common(a, b), Some(expect));
    }

    fn number(words: std::ops::Range<usize>) -> impl Strategy<Value = UBig> {
        proptest::collection::vec(any::<u64>(), words).prop_map(|words| UBig::from_words(&words))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn it_is_the_librarys(a in number(300..900), b in number(200..900), common in number(1..200)) {
            check(&(a * &common), &(b * common));
        }

        #[test]
        fn numbers_of_unlike_length_too(a in number(800..900), b in number(1..800)) {
            check(&a, &b);
        }
    }

    #[test]
    fn awkward_numbers() {
        let one = UBig::ONE << 60_000;
        let runs = (UBig::ONE << 50_000) - UBig::ONE;
        check(&one, &UBig::ZERO);
        check(&one, &one);
        check(&one, &runs);
        check(&(&one - UBig::ONE), &one);
        check(&(&runs * 6u8), &(&runs * 4u8));
        // Neighbours in Fibonacci's series: every quotient is one.
        let (mut a, mut b) = (UBig::ONE, UBig::ONE);
        for _ in 0..60_000 {
            (a, b) = (&a + b, a);
        }
        check(&a, &b);
    }
}
