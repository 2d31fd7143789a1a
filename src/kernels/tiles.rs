//! Products on register tiles of four rows by eight columns, or twice that where registers are wider,
//! each eight rows and a stretch of the inner index in one call.
//!
//! Every output is one chain of multiply-then-add in the order of the inner index, whatever the
//! tile, the backend and the number of columns, so batch and single-column products agree to the
//! bit. Left operands are packed in eight-row panels, inner index major.

use crate::simd::{Block, Float8, Kernel, LANES, Simd};
use std::array::from_fn;

/// Eight rows of sums for eight columns.
pub(super) type Tile = [Block; LANES];

/// A left operand (eight rows, one block for each inner index) and its right operands.
pub(super) type Term<'a, const B: usize> = (&'a [Block], [&'a [Block]; B]);

/// Adds Σ_k left[k][r] · right[b][k], term after term, to the sums; `fresh` sums count as 0.
pub(super) struct Product<'a, const B: usize, const T: usize> {
    pub terms: [Term<'a, B>; T],
    pub fresh: bool,
    pub sums: [&'a mut Tile; B],
}

impl<const B: usize, const T: usize> Product<'_, B, T> {
    /// The rows FIRST … FIRST + R − 1 of the columns' blocks from `from` to `from + C`.
    #[inline(always)]
    fn rows<S: Simd, const FIRST: usize, const R: usize, const C: usize>(&mut self, from: usize) {
        let (zero, fresh) = (S::F8::splat(0.0), self.fresh);
        let sums = &mut self.sums[from..from + C];
        let load = |r: usize, c: usize| if fresh { zero } else { S::F8::load(&sums[c][FIRST + r]) };
        let mut acc: [[S::F8; C]; R] = from_fn(|r| from_fn(|c| load(r, c)));
        let add = |acc: &mut [[S::F8; C]; R], left: &Block, right: [S::F8; C]| {
            for (r, row) in acc.iter_mut().enumerate() {
                let p = S::F8::splat(left.0[FIRST + r]);
                for (sum, &x) in row.iter_mut().zip(&right) {
                    *sum = *sum + p * x;
                }
            }
        };
        for (left, right) in &self.terms {
            // One counter for both slices: fewer instructions for a product, which bound it on some processors.
            if C == 1 {
                for (left, right) in left.iter().zip(right[from]) {
                    add(&mut acc, left, [S::F8::load(right); C]);
                }
                continue;
            }
            let right: [&[Block]; C] = from_fn(|c| &right[from + c][..left.len()]);
            for (k, left) in left.iter().enumerate() {
                add(&mut acc, left, from_fn(|c| S::F8::load(&right[c][k])));
            }
        }
        for (r, row) in acc.into_iter().enumerate() {
            for (sum, tile) in row.into_iter().zip(&mut *sums) {
                sum.store(&mut tile[FIRST + r]);
            }
        }
    }
}

/// The register tiles that fit the backend. A kernel is one such product and no more: V8 unrolls inner
/// loops the more the deeper they are nested, and then runs out of registers (two thirds of the speed).
impl<const T: usize> Kernel for Product<'_, 1, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(mut self) {
        if S::WIDE {
            self.rows::<S, 0, 8, 1>(0);
        } else {
            self.rows::<S, 0, 4, 1>(0);
            self.rows::<S, 4, 4, 1>(0);
        }
    }
}

impl<const T: usize> Kernel for Product<'_, 2, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(mut self) {
        if S::WIDE {
            self.rows::<S, 0, 4, 2>(0);
            self.rows::<S, 4, 4, 2>(0);
        } else {
            self.rows::<S, 0, 4, 1>(0);
            self.rows::<S, 4, 4, 1>(0);
            self.rows::<S, 0, 4, 1>(1);
            self.rows::<S, 4, 4, 1>(1);
        }
    }
}

#[cfg(test)]
pub(super) mod definition {
    //! Naive products, to compare with.

    use crate::kernels::philox::{Purpose, Stream};

    /// Random numbers around 0.
    pub(crate) fn numbers(n: usize, sample: u32) -> Vec<f32> {
        let mut stream = Stream::new(1, Purpose::Check, sample);
        (0..n).map(|_| stream.uniform() as f32 - 0.5).collect()
    }

    /// One chain per output in the order of the inner index: the definition that all tiles share.
    pub(crate) fn chain(terms: impl Iterator<Item = (f32, f32)>) -> f32 {
        terms.fold(0.0, |sum, (a, b)| sum + a * b)
    }
}
