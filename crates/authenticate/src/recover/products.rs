//! Products of huge numbers through a fast Fourier transform in floating point.
//!
//! Numbers are written in balanced digits of 16 bits, whose transforms (of the
//! library `realfft`) are multiplied point by point. The one idea: the products
//! of a matrix share transforms, so that eight of them cost six transforms
//! forward and two back.
//!
//! Not proven: that rounding never errs. The digits of numbers that look random
//! leave about ten bits of room at 2^24 digits, but made-up numbers could use
//! them up. It is no danger here: a wrong product loses a key, and cannot invent
//! one, since each key found is checked against the signatures.

use std::sync::{Arc, Mutex, PoisonError};

use dashu_int::{IBig, Sign, UBig};
use rayon::prelude::*;
use realfft::num_complex::Complex;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

/// Rows first: [[a, b], [c, d]].
pub(super) type Matrix = [UBig; 4];

/// Below so many words the library's own products are faster.
const TRANSFORM_FROM_WORDS: usize = 1_500;

const DIGIT_BITS: u32 = 16;
const DIGITS_A_WORD: usize = (u64::BITS / DIGIT_BITS) as usize;

/// Rounds to the nearest integer when added and taken away again, below 2^51:
/// 1.5 · 2^52. A plain `round` is a call a digit on machines without SSE 4.1.
const ROUND: f64 = 6_755_399_441_055_744.0;

type Spectrum = Vec<Complex<f64>>;

/// Multiplies, and remembers the transforms that it planned.
#[derive(Default)]
pub(super) struct Products {
    planner: Mutex<RealFftPlanner<f64>>,
}

impl Products {
    /// A transform for sums of products that have so many words.
    fn transform(&self, product_words: usize) -> Transform {
        let digits = length((product_words + 1) * DIGITS_A_WORD);
        let mut planner = self.planner.lock().unwrap_or_else(PoisonError::into_inner);
        Transform {
            digits,
            forward: planner.plan_fft_forward(digits),
            back: planner.plan_fft_inverse(digits),
        }
    }

    /// x · x.
    pub(super) fn square(&self, x: &UBig) -> UBig {
        if words(x) < TRANSFORM_FROM_WORDS {
            return x.sqr();
        }
        let transform = self.transform(2 * words(x));
        let mut spectrum = transform.forward(x);
        spectrum.iter_mut().for_each(|point| *point *= *point);
        transform.back(spectrum).into_parts().1
    }

    /// x · y.
    pub(super) fn product(&self, x: &UBig, y: &UBig) -> UBig {
        if words(x).min(words(y)) < TRANSFORM_FROM_WORDS {
            return x * y;
        }
        let transform = self.transform(words(x) + words(y));
        let (mut one, other) = rayon::join(|| transform.forward(x), || transform.forward(y));
        one.iter_mut().zip(&other).for_each(|(x, y)| *x *= *y);
        transform.back(one).into_parts().1
    }

    /// The product of two matrices.
    pub(super) fn times(&self, left: &Matrix, right: &Matrix) -> Matrix {
        let ([a, b, c, d], [e, f, g, h]) = (left, right);
        let all = [a, b, c, d, e, f, g, h];
        if fewest(&all) < TRANSFORM_FROM_WORDS {
            return [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
        }
        let transform = self.transform(most(&all[..4]) + most(&all[4..]));
        let spectra = transform.all(&all);
        let [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7].map(|n| &spectra[n]);
        let sums: Vec<UBig> = [(a, e, b, g), (a, f, b, h), (c, e, d, g), (c, f, d, h)]
            .into_par_iter()
            .map(|(x, y, z, t)| transform.back(sum(x, y, z, t, 1.0)).into_parts().1)
            .collect();
        sums.try_into().expect("four sums")
    }

    /// (d·x − b·y, a·y − c·x): what a matrix of determinant 1 made (x, y) of.
    pub(super) fn undone(&self, matrix: &Matrix, x: &UBig, y: &UBig) -> (IBig, IBig) {
        let [a, b, c, d] = matrix;
        let all = [a, b, c, d, x, y];
        if fewest(&all) < TRANSFORM_FROM_WORDS {
            return (IBig::from(d * x) - IBig::from(b * y), IBig::from(a * y) - IBig::from(c * x));
        }
        let transform = self.transform(most(&all[..4]) + most(&all[4..]));
        let spectra = transform.all(&all);
        let [a, b, c, d, x, y] = [0, 1, 2, 3, 4, 5].map(|n| &spectra[n]);
        rayon::join(|| transform.back(sum(d, x, b, y, -1.0)), || transform.back(sum(a, y, c, x, -1.0)))
    }
}

/// A transform of one length, there and back.
struct Transform {
    digits: usize,
    forward: Arc<dyn RealToComplex<f64>>,
    back: Arc<dyn ComplexToReal<f64>>,
}

impl Transform {
    fn all(&self, numbers: &[&UBig]) -> Vec<Spectrum> {
        numbers.par_iter().map(|number| self.forward(number)).collect()
    }

    fn forward(&self, number: &UBig) -> Spectrum {
        let mut digits = vec![0.0; self.digits];
        write_digits(number.as_words(), &mut digits);
        let mut spectrum = self.forward.make_output_vec();
        self.forward.process(&mut digits, &mut spectrum).expect("buffers of the planned length");
        spectrum
    }

    fn back(&self, mut spectrum: Spectrum) -> IBig {
        // Rounding leaves a trace where a real signal has none; the library insists on none.
        for real in [0, self.digits / 2] {
            spectrum[real].im = 0.0;
        }
        let mut digits = self.back.make_output_vec();
        self.back.process(&mut spectrum, &mut digits).expect("buffers of the planned length");
        read_digits(&digits, 1.0 / self.digits as f64)
    }
}

/// The least length with small factors that has room for so many digits.
fn length(digits: usize) -> usize {
    let power = digits.next_power_of_two().max(64);
    let shorter = [power / 8 * 5, power / 4 * 3, power / 16 * 15];
    shorter.into_iter().find(|length| *length >= digits).unwrap_or(power)
}

/// Writes a number in digits from −2^15 to 2^15 − 1, the lowest first: balanced,
/// they mostly cancel in sums.
fn write_digits(words: &[u64], digits: &mut [f64]) {
    let mut carry = 0;
    for (word, digits) in words.iter().zip(digits.chunks_exact_mut(DIGITS_A_WORD)) {
        for (n, digit) in digits.iter_mut().enumerate() {
            let plain = i32::from((word >> (DIGIT_BITS * n as u32)) as u16) + carry;
            carry = i32::from(plain >= 1 << (DIGIT_BITS - 1));
            *digit = f64::from(plain - (carry << DIGIT_BITS));
        }
    }
    if let Some(digit) = digits.get_mut(words.len() * DIGITS_A_WORD) {
        *digit = f64::from(carry);
    }
}

/// Reads a number, of either sign, from digits that carry.
fn read_digits(digits: &[f64], scale: f64) -> IBig {
    let mut words = Vec::with_capacity(digits.len() / DIGITS_A_WORD + 1);
    let mut carry: i64 = 0;
    for digits in digits.chunks(DIGITS_A_WORD) {
        let mut word = 0;
        for (n, digit) in digits.iter().enumerate() {
            let sum = (digit * scale + ROUND - ROUND) as i64 + carry;
            word |= u64::from(sum as u16) << (DIGIT_BITS * n as u32);
            carry = sum >> DIGIT_BITS;
        }
        words.push(word);
    }
    words.push(carry as u64);
    if carry >= 0 {
        return IBig::from(UBig::from_words(&words));
    }
    // Two's complement.
    words.iter_mut().for_each(|word| *word = !*word);
    IBig::from_parts(Sign::Negative, UBig::from_words(&words) + UBig::ONE)
}

fn sum(x: &Spectrum, y: &Spectrum, z: &Spectrum, t: &Spectrum, sign: f64) -> Spectrum {
    let products = x.iter().zip(y).zip(z.iter().zip(t));
    products.map(|((x, y), (z, t))| x * y + z * t * sign).collect()
}

fn words(number: &UBig) -> usize {
    number.as_words().len()
}

fn fewest(numbers: &[&UBig]) -> usize {
    numbers.iter().map(|number| words(number)).min().unwrap_or(0)
}

fn most(numbers: &[&UBig]) -> usize {
    numbers.iter().map(|number| words(number)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of many words: random-looking, all ones, one bit.
    fn numbers() -> Vec<UBig> {
        let mut state = 1u64;
        let mut random = |count: usize| {
            let words = (0..count).map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                state
            });
            UBig::from_words(&words.collect::<Vec<_>>())
        };
        let mut numbers: Vec<UBig> = [1_500, 1_777, 2_500, 5_001].into_iter().map(&mut random).collect();
        numbers.extend([(UBig::ONE << 130_000) - UBig::ONE, UBig::ONE << 140_000]);
        numbers
    }

    #[test]
    fn products_are_the_librarys() {
        for x in &numbers() {
            assert_eq!(Products::default().square(x), x.sqr());
            for y in &numbers() {
                assert_eq!(Products::default().product(x, y), x * y);
            }
        }
    }

    #[test]
    fn what_a_matrix_made_is_undone() {
        let [a, b, c, d, x, y]: [UBig; 6] = numbers().try_into().expect("six");
        let matrix = [a, b, c, d];
        let [a, b, c, d] = &matrix;
        let expect = (IBig::from(d * &x) - IBig::from(b * &y), IBig::from(a * &y) - IBig::from(c * &x));
        assert_eq!(Products::default().undone(&matrix, &x, &y), expect);
        let square = [a * a + b * c, a * b + b * d, c * a + d * c, c * b + d * d];
        assert_eq!(Products::default().times(&matrix, &matrix), square);
    }
}
