//! Philox4x32-7, a counter-based random generator: four random words from a key and a counter.
//!
//! Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011),
//! whose seven-round variant passes BigCrush. The words of a sample depend on (seed, purpose,
//! sample, step, unit) alone, so that batches, workers and builds cannot change them.

use crate::simd::Bits8;
use rand_core::{TryRng, utils::fill_bytes_via_next_word};
use rand_distr::{Distribution, StandardNormal};
use std::convert::Infallible;

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 7;

/// The purpose of a stream of random words; streams of different purposes share no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// Thermal noise of a trained computer's generation trajectory.
    Generation = 1,
    /// Thermal noise of the reference process.
    Noising = 2,
    /// The state from which generation starts.
    Start = 3,
    /// The prepared state from which noising starts.
    Prepare = 4,
    /// The fixed random projection or class codes that drive hidden units.
    HiddenDrive = 5,
    /// The jitter of stroke glyphs.
    Glyphs = 6,
    /// Thermal noise of the reference process for validation, apart from training's.
    ValidationNoising = 7,
    /// The prepared state of a validation trajectory.
    ValidationPrepare = 8,
    /// Which of its class's codes a sample is asked for by.
    ClassCode = 10,
    /// The choice of a picture for a sample that is not asked for a certain one.
    Picture = 12,
    /// The start of the groups of images in a class.
    Clusters = 11,
    /// The new values of units that an event draws again.
    Melt = 13,
    /// The latent code of a sample that is given none.
    Latent = 15,
    /// The directions from which principal components are found.
    Components = 14,
    /// Random systems and states in self-checks.
    Check = 9,
}

impl Purpose {
    /// The purpose of the prepared states of a noising process.
    pub(crate) fn preparing(self) -> Purpose {
        match self {
            Purpose::ValidationNoising => Purpose::ValidationPrepare,
            _ => Purpose::Prepare,
        }
    }
}

/// The words of one counter under one key.
pub fn philox(key: [u32; 2], counter: [u32; 4]) -> [u32; 4] {
    let [mut k0, mut k1] = key;
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    for _ in 0..ROUNDS {
        let p0 = u64::from(MULTIPLIERS[0]) * u64::from(c0);
        let p1 = u64::from(MULTIPLIERS[1]) * u64::from(c2);
        (c0, c1, c2, c3) = ((p1 >> 32) as u32 ^ c1 ^ k0, p1 as u32, (p0 >> 32) as u32 ^ c3 ^ k1, p0 as u32);
        (k0, k1) = (k0.wrapping_add(WEYL[0]), k1.wrapping_add(WEYL[1]));
    }
    [c0, c1, c2, c3]
}

/// [`philox`] on eight counters at once, one in each lane.
#[inline(always)]
pub(super) fn philox8<U: Bits8>(key: [u32; 2], counter: [U; 4]) -> [U; 4] {
    let [mut k0, mut k1] = key;
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    for _ in 0..ROUNDS {
        let (h0, l0) = c0.mul_wide(MULTIPLIERS[0]);
        let (h1, l1) = c2.mul_wide(MULTIPLIERS[1]);
        (c0, c1, c2, c3) = (h1.xor(c1).xor(U::splat(k0)), l1, h0.xor(c3).xor(U::splat(k1)), l0);
        (k0, k1) = (k0.wrapping_add(WEYL[0]), k1.wrapping_add(WEYL[1]));
    }
    [c0, c1, c2, c3]
}

/// The key of a seed.
pub fn key(seed: u32) -> [u32; 2] {
    [seed, 0]
}

/// A stream of random words for what is not hot; any distribution of `rand` can draw from it.
#[derive(Clone, Debug)]
pub struct Stream {
    key: [u32; 2],
    counter: [u32; 4],
    words: [u32; 4],
    used: usize,
}

impl Stream {
    /// The stream of one sample (or image, or unit) for one purpose.
    pub fn new(seed: u32, purpose: Purpose, sample: u32) -> Self {
        Stream::of_event(seed, purpose, sample, 0)
    }

    /// The stream of one sample for one purpose and one event of a run.
    pub fn of_event(seed: u32, purpose: Purpose, sample: u32, event: u32) -> Self {
        Stream { key: key(seed), counter: [0, event, sample, purpose as u32], words: [0; 4], used: 4 }
    }

    /// A number uniform in the open interval (0, 1), from 53 bits.
    pub fn uniform(&mut self) -> f64 {
        let Ok(bits) = self.try_next_u64();
        ((bits >> 12) as f64 + 0.5) * (1.0 / (1u64 << 52) as f64)
    }
}

impl Stream {
    /// A standard normal, for what is not hot.
    pub fn normal(&mut self) -> f64 {
        StandardNormal.sample(self)
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        if self.used == 4 {
            self.words = philox(self.key, self.counter);
            self.counter[0] = self.counter[0].wrapping_add(1);
            self.used = 0;
        }
        self.used += 1;
        Ok(self.words[self.used - 1])
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let Ok(low) = self.try_next_u32();
        let Ok(high) = self.try_next_u32();
        Ok(u64::from(high) << 32 | u64::from(low))
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(target, || self.try_next_u32())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers for seven rounds, published with Random123.
    #[test]
    fn known_answers() {
        assert_eq!(philox([0, 0], [0; 4]), [0x5f6f_b709, 0x0d89_3f64, 0x4f12_1f81, 0x4f73_0a48]);
        let ones = philox([u32::MAX; 2], [u32::MAX; 4]);
        assert_eq!(ones, [0x5207_ddc2, 0x4516_5e59, 0x4d8e_e751, 0x8c52_f662]);
        let pi = philox([0xa409_3822, 0x299f_31d0], [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344]);
        assert_eq!(pi, [0x4dfc_caba, 0x190a_87f0, 0xc473_62ba, 0xb6b5_242a]);
    }
}
