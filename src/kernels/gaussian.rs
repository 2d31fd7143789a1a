//! Gaussian noise: Box–Muller on the words of Philox, eight lanes at a time.
//!
//! Two words give two normals r sin a and ±r cos a, with r = √(−2 ln u), u uniform on 2³⁰ points
//! of (0, 1], and a uniform in ±π/2; the sign of the cosine is a spare bit of the first word. The
//! logarithm, sine and cosine are our own polynomials (error below 2·10⁻⁶), so that every build
//! gives the same bits; tails reach 6.56 σ. Box & Muller, Ann. Math. Stat. 29, 610 (1958).

use super::philox::{Purpose, key, philox8};
use crate::simd::{Bits8, Block, Float8, Kernel, LANES, Simd, dispatch};
use std::hint::black_box;

/// Polynomials, kept in memory: WebAssembly engines rebuild vector literals at every use.
struct Constants {
    sqrt_half_bits: u32,
    minus_two_ln2: f32,
    /// ln(1 + f) / f on [√½ − 1, √2 − 1].
    log: [f32; 8],
    /// sin(sπ/2) / s in powers of s².
    sin: [f32; 4],
    /// cos(sπ/2) in powers of s².
    cos: [f32; 5],
}

static CONSTANTS: Constants = Constants {
    sqrt_half_bits: 0x3f35_04f3,
    minus_two_ln2: -2.0 * std::f32::consts::LN_2,
    log: [
        0.999_999_97,
        -0.500_003_75,
        0.333_346_06,
        -0.249_689_07,
        0.199_133_48,
        -0.172_782_06,
        0.161_262_48,
        -0.098_953_51,
    ],
    sin: [1.570_795, -0.645_925_7, 0.079_500_005, -0.004_370_586],
    cos: [0.999_999_95, -1.233_698_2, 0.253_650_67, -0.020_810_515, 0.000_858_134_4],
};

#[inline(always)]
fn polynomial<F: Float8, const N: usize>(x: F, coefficients: &[f32; N]) -> F {
    let mut sum = F::splat(coefficients[N - 1]);
    for &c in coefficients[..N - 1].iter().rev() {
        sum = sum * x + F::splat(c);
    }
    sum
}

/// Two normals of standard deviation `scale` from two random words.
#[inline(always)]
fn box_muller<F: Float8>(c: &Constants, first: F::Bits, second: F::Bits, scale: F) -> (F, F) {
    let two_to_minus_31 = F::splat(1.0 / 2_147_483_648.0);
    let u = first.or(F::Bits::splat(1)).signed_to_float() * two_to_minus_31;
    let u = u.to_bits().and(F::Bits::splat(0x7fff_ffff));
    // u = m 2^e with m in [√½, √2), f = m − 1, −2 ln u = −2 ln2 e − 2 f P(f)
    let e = u.sub(F::Bits::splat(c.sqrt_half_bits)).shr_signed::<23>();
    let f = u.sub(e.shl::<23>()).bits_to_float() - F::splat(1.0);
    let minus_two_ln_u =
        e.signed_to_float() * F::splat(c.minus_two_ln2) - f * (polynomial(f, &c.log) * F::splat(2.0));
    let r = minus_two_ln_u.sqrt() * scale;
    // a = sπ/2 with s in [−1, 1]
    let s = second.signed_to_float() * two_to_minus_31;
    let s2 = s * s;
    let sin = s * polynomial(s2, &c.sin);
    let cos = polynomial(s2, &c.cos);
    let sign = first.shl::<31>();
    (r * sin, r * cos.to_bits().xor(sign).bits_to_float())
}

/// Eight normals for each of four consecutive units.
#[inline(always)]
fn normals<S: Simd>(c: &Constants, key: [u32; 2], counter: [S::U8; 4], scale: S::F8) -> [S::F8; 4] {
    let [w0, w1, w2, w3] = philox8(key, counter);
    let (a, b) = box_muller::<S::F8>(c, w0, w1, scale);
    let (d, e) = box_muller::<S::F8>(c, w2, w3, scale);
    [a, b, d, e]
}

/// Where noise comes from: everything that its bits depend on, but the sample and the unit.
#[derive(Clone, Copy, Debug)]
pub struct NoiseSource {
    /// The seed of the run.
    pub seed: u32,
    /// The purpose of the noise.
    pub purpose: Purpose,
    /// The step of the trajectory.
    pub step: u32,
}

struct FillSamples<'a> {
    constants: &'a Constants,
    source: NoiseSource,
    samples: [u32; LANES],
    scale: f32,
    out: &'a mut [Block],
}

impl Kernel for FillSamples<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self) {
        let NoiseSource { seed, purpose, step } = self.source;
        let (sample, scale) = (S::U8::load(&self.samples), S::F8::splat(self.scale));
        let (step, purpose) = (S::U8::splat(step), S::U8::splat(purpose as u32));
        let (quads, _) = self.out.as_chunks_mut::<4>();
        for (quad, out) in quads.iter_mut().enumerate() {
            let counter = [S::U8::splat(quad as u32), step, sample, purpose];
            let x = normals::<S>(self.constants, key(seed), counter, scale);
            for (x, out) in x.into_iter().zip(out) {
                x.store(out);
            }
        }
    }
}

/// Fills `out` (units × 8 samples; the number of units a multiple of 4) with normals of standard
/// deviation `scale`, the samples being eight global indices.
pub fn fill_samples(source: NoiseSource, samples: [u32; LANES], scale: f32, out: &mut [Block]) {
    debug_assert!(out.len().is_multiple_of(4));
    dispatch(FillSamples { constants: black_box(&CONSTANTS), source, samples, scale, out });
}

struct FillUnits<'a> {
    constants: &'a Constants,
    source: NoiseSource,
    sample: u32,
    scale: f32,
    out: &'a mut [f32],
}

impl Kernel for FillUnits<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self) {
        let NoiseSource { seed, purpose, step } = self.source;
        let (sample, scale) = (S::U8::splat(self.sample), S::F8::splat(self.scale));
        let (step, purpose) = (S::U8::splat(step), S::U8::splat(purpose as u32));
        let lane = S::U8::load(&[0, 1, 2, 3, 4, 5, 6, 7]);
        for (chunk, out) in self.out.chunks_mut(4 * LANES).enumerate() {
            let quad = S::U8::splat((chunk * LANES) as u32).add(lane);
            let x = normals::<S>(self.constants, key(seed), [quad, step, sample, purpose], scale);
            let mut words = [Block::default(); 4];
            for (x, word) in x.into_iter().zip(&mut words) {
                x.store(word);
            }
            for (l, unit) in out.chunks_mut(4).enumerate() {
                for (w, x) in unit.iter_mut().enumerate() {
                    *x = words[w].0[l];
                }
            }
        }
    }
}

/// Fills `out` (units of one sample) with the same normals that [`fill_samples`] gives this sample.
pub fn fill_units(source: NoiseSource, sample: u32, scale: f32, out: &mut [f32]) {
    dispatch(FillUnits { constants: black_box(&CONSTANTS), source, sample, scale, out });
}

#[cfg(test)]
mod tests {
    use super::super::philox::philox;
    use super::*;
    use crate::simd::run_portable;

    const SOURCE: NoiseSource = NoiseSource { seed: 7, purpose: Purpose::Check, step: 3 };

    fn batch(first: u32, units: usize) -> Vec<Block> {
        let mut out = vec![Block::default(); units];
        fill_samples(SOURCE, std::array::from_fn(|l| first + l as u32), 1.0, &mut out);
        out
    }

    /// The definition, in f64 and with the standard library's functions.
    #[test]
    fn agrees_with_the_formula() {
        let out = batch(0, 64);
        for quad in 0..16 {
            for sample in 0..8 {
                let w = philox(key(7), [quad, 3, sample, Purpose::Check as u32]);
                for pair in 0..2 {
                    let (first, second) = (w[2 * pair], w[2 * pair + 1].cast_signed());
                    let u = f64::from((first | 1).cast_signed()).abs() / 2f64.powi(31);
                    let a = f64::from(second) / 2f64.powi(31) * std::f64::consts::FRAC_PI_2;
                    let r = (-2.0 * u.ln()).sqrt();
                    let sign = if first & 1 == 1 { -1.0 } else { 1.0 };
                    let unit = (4 * quad as usize) + 2 * pair;
                    let got = [out[unit].0[sample as usize], out[unit + 1].0[sample as usize]];
                    assert!((f64::from(got[0]) - r * a.sin()).abs() < 2e-5);
                    assert!((f64::from(got[1]) - sign * r * a.cos()).abs() < 2e-5);
                }
            }
        }
    }

    #[test]
    fn one_sample_or_eight_portable_or_not_same_bits() {
        let out = batch(5, 104);
        for lane in 0..8 {
            let mut units = vec![0.0; 104];
            fill_units(SOURCE, 5 + lane as u32, 1.0, &mut units);
            assert!(units.iter().zip(&out).all(|(x, block)| x.to_bits() == block.0[lane].to_bits()));
        }
        let mut portable = vec![Block::default(); 104];
        let samples = std::array::from_fn(|l| 5 + l as u32);
        let constants = &CONSTANTS;
        run_portable(FillSamples { constants, source: SOURCE, samples, scale: 1.0, out: &mut portable });
        assert_eq!(portable, out);
    }
}
