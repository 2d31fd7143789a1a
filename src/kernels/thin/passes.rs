//! The passes of a thin product on one backend: the columns' sums Fᵀ x, and (F w)_i − d_i x_i, of which
//! the second ends by storing or by moving x.

use crate::simd::{Block, Float8, Kernel, LANES, Simd};
use std::array::from_fn;

/// The end of a product: takes the sum of each block of rows or samples.
pub(super) trait Finish {
    /// The block of x.
    fn x<S: Simd>(&self, at: usize) -> S::F8;
    /// Takes the product's block.
    fn put<S: Simd>(&mut self, at: usize, force: S::F8);
}

/// Writes the product.
pub(super) struct Store<'a> {
    pub x: &'a [Block],
    pub out: &'a mut [Block],
}

impl Finish for Store<'_> {
    #[inline(always)]
    fn x<S: Simd>(&self, at: usize) -> S::F8 {
        S::F8::load(&self.x[at])
    }
    #[inline(always)]
    fn put<S: Simd>(&mut self, at: usize, force: S::F8) {
        force.store(&mut self.out[at]);
    }
}

/// The constants of a time step, as in [`Move`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rates {
    /// Of x.
    pub linear: f32,
    /// Of x³.
    pub cubic: f32,
    /// Of all other forces.
    pub pull: f32,
}

/// x ← (x + noise) − (x (linear + cubic x²) + pull (offset + product)).
pub(super) struct Move<'a> {
    pub rates: Rates,
    pub offset: &'a [Block],
    pub noise: &'a [Block],
    pub x: &'a mut [Block],
}

impl Finish for Move<'_> {
    #[inline(always)]
    fn x<S: Simd>(&self, at: usize) -> S::F8 {
        S::F8::load(&self.x[at])
    }
    #[inline(always)]
    fn put<S: Simd>(&mut self, at: usize, force: S::F8) {
        let [linear, cubic, pull] = [self.rates.linear, self.rates.cubic, self.rates.pull].map(S::F8::splat);
        let (y, pair) = (self.x::<S>(at), S::F8::load(&self.offset[at]) + force);
        let drift = y * (linear + cubic * (y * y)) + pull * pair;
        ((y + S::F8::load(&self.noise[at])) - drift).store(&mut self.x[at]);
    }
}

/// Eight sums added in pairs.
pub(super) fn paired(sums: &[Block; LANES]) -> Block {
    Block(from_fn(|l| {
        let s = |k: usize| sums[k].0[l];
        ((s(0) + s(1)) + (s(2) + s(3))) + ((s(4) + s(5)) + (s(6) + s(7)))
    }))
}

/// One column's interleaved sums over a stretch of panels, eight samples in the lanes.
pub(super) struct Project<'a> {
    pub data: &'a [Block],
    pub x: &'a [[Block; LANES]],
    pub columns: usize,
    pub column: usize,
    pub sums: &'a mut [Block; LANES],
}

impl Project<'_> {
    /// The sums FIRST … FIRST + L − 1.
    #[inline(always)]
    fn lanes<S: Simd, const FIRST: usize, const L: usize>(&mut self) {
        let mut acc: [S::F8; L] = from_fn(|l| S::F8::load(&self.sums[FIRST + l]));
        for (data, x) in self.data.chunks_exact(self.columns).zip(self.x) {
            let f = &data[self.column].0;
            for (l, sum) in acc.iter_mut().enumerate() {
                *sum = *sum + S::F8::splat(f[FIRST + l]) * S::F8::load(&x[FIRST + l]);
            }
        }
        acc.into_iter().enumerate().for_each(|(l, sum)| sum.store(&mut self.sums[FIRST + l]));
    }
}

impl Kernel for Project<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(mut self) {
        if S::WIDE {
            self.lanes::<S, 0, 8>();
        } else {
            self.lanes::<S, 0, 4>();
            self.lanes::<S, 4, 4>();
        }
    }
}

/// All columns' sums of one sample, eight rows in the lanes.
pub(super) struct ProjectOne<'a> {
    pub data: &'a [Block],
    pub x: &'a [Block],
    pub columns: usize,
    pub z: &'a mut Vec<f32>,
}

impl ProjectOne<'_> {
    /// The sums of C columns.
    #[inline(always)]
    fn some<S: Simd, const C: usize>(&mut self, first: usize) {
        let mut acc = [S::F8::splat(0.0); C];
        for (data, x) in self.data.chunks_exact(self.columns).zip(self.x) {
            let (f, x) = (&data[first..first + C], S::F8::load(x));
            acc.iter_mut().zip(f).for_each(|(sum, f)| *sum = *sum + S::F8::load(f) * x);
        }
        for sum in acc {
            let mut block = Block::default();
            sum.store(&mut block);
            self.z.push(paired(&block.0.map(|s| Block([s; LANES]))).0[0]);
        }
    }
}

impl Kernel for ProjectOne<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(mut self) {
        let mut first = 0;
        while first + 4 <= self.columns {
            self.some::<S, 4>(first);
            first += 4;
        }
        while first < self.columns {
            self.some::<S, 1>(first);
            first += 1;
        }
    }
}

/// (F w)_i − d_i x_i of a group's rows, eight samples in the lanes.
pub(super) struct Expand<'a, E> {
    pub data: &'a [Block],
    pub diagonal: &'a [Block],
    pub w: &'a [Block],
    pub first: usize,
    pub finish: &'a mut E,
}

impl<E: Finish> Expand<'_, E> {
    /// The rows FIRST … FIRST + L − 1 of a panel.
    #[inline(always)]
    fn rows<S: Simd, const FIRST: usize, const L: usize>(&mut self, panel: usize) {
        let mut acc = [S::F8::splat(0.0); L];
        let data = &self.data[panel * self.w.len()..][..self.w.len()];
        for (f, w) in data.iter().zip(self.w) {
            let w = S::F8::load(w);
            for (l, sum) in acc.iter_mut().enumerate() {
                *sum = *sum + S::F8::splat(f.0[FIRST + l]) * w;
            }
        }
        for (l, sum) in acc.into_iter().enumerate() {
            let (at, d) = (self.first + panel * LANES + FIRST + l, self.diagonal[panel].0[FIRST + l]);
            let force = sum - S::F8::splat(d) * self.finish.x::<S>(at);
            self.finish.put::<S>(at, force);
        }
    }
}

impl<E: Finish> Kernel for Expand<'_, E> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(mut self) {
        for panel in 0..self.diagonal.len() {
            if S::WIDE {
                self.rows::<S, 0, 8>(panel);
            } else {
                self.rows::<S, 0, 4>(panel);
                self.rows::<S, 4, 4>(panel);
            }
        }
    }
}

/// The same of one sample, eight rows in the lanes.
pub(super) struct ExpandOne<'a, E> {
    pub data: &'a [Block],
    pub diagonal: &'a [Block],
    pub w: &'a [f32],
    pub first: usize,
    pub finish: &'a mut E,
}

impl<E: Finish> Kernel for ExpandOne<'_, E> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self) {
        for (panel, d) in self.diagonal.iter().enumerate() {
            let mut sum = S::F8::splat(0.0);
            let data = &self.data[panel * self.w.len()..][..self.w.len()];
            for (f, &w) in data.iter().zip(self.w) {
                sum = sum + S::F8::load(f) * S::F8::splat(w);
            }
            let at = self.first + panel;
            let force = sum - S::F8::load(d) * self.finish.x::<S>(at);
            self.finish.put::<S>(at, force);
        }
    }
}
