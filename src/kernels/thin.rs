//! Products with a matrix in factors: offdiag(F M Fᵀ) x, F of few columns.
//!
//! Rows come in groups (visible, hidden) with columns of their own, so F is F_v and F_h on a diagonal:
//! z = Fᵀ x, w = M z with a small symmetric M, then (F w)_i − d_i x_i with d_i = (F M Fᵀ)_ii.
//! One copy of F serves both passes, in panels of eight rows, for each column a block.
//!
//! The order of every sum is fixed. A column's sum runs over the rows as eight interleaved sums, row i in
//! sum i mod 8, that are then added in pairs; all others run in the order of their index from 0. So one
//! sample (eight rows in the lanes) and eight samples (a sample in each lane) agree to the bit.

use crate::simd::{Block, Float8, Kernel, LANES, Simd, dispatch};
use std::array::from_fn;
use std::ops::Range;

/// Panels after which the next column has its turn, so that the rows of x stay in the first cache.
const DEPTH: usize = 64;

/// Rows that share columns.
#[derive(Clone, Debug)]
struct Group {
    /// Panels of eight rows.
    panels: Range<usize>,
    /// Columns among those of all groups.
    columns: Range<usize>,
    /// Where its blocks begin.
    start: usize,
}

impl Group {
    fn data<'a>(&self, data: &'a [Block]) -> &'a [Block] {
        &data[self.start..self.start + self.panels.len() * self.columns.len()]
    }

    fn rows(&self) -> Range<usize> {
        self.panels.start * LANES..self.panels.end * LANES
    }
}

/// A square matrix in factors, without its diagonal.
#[derive(Clone, Debug)]
pub struct Thin {
    groups: Vec<Group>,
    data: Vec<Block>,
    /// M, row by row.
    core: Vec<f32>,
    /// d, in blocks of eight rows.
    diagonal: Vec<Block>,
    columns: usize,
}

/// The end of a product: takes the sum of each block of rows or samples.
trait Finish {
    /// The block of x.
    fn x<S: Simd>(&self, at: usize) -> S::F8;
    /// Takes the product's block.
    fn put<S: Simd>(&mut self, at: usize, force: S::F8);
}

/// Writes the product.
struct Store<'a> {
    x: &'a [Block],
    out: &'a mut [Block],
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
pub struct Rates {
    /// Of x.
    pub linear: f32,
    /// Of x³.
    pub cubic: f32,
    /// Of all other forces.
    pub pull: f32,
}

/// x ← (x + noise) − (x (linear + cubic x²) + pull (offset + product)).
struct Move<'a> {
    rates: Rates,
    offset: &'a [Block],
    noise: &'a [Block],
    x: &'a mut [Block],
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

impl Thin {
    /// Groups of rows (multiples of 8, in order and without gaps) with their numbers of columns; F from a
    /// function of (row, column of its group); M over the columns of all groups; d.
    pub fn new(
        groups: &[(usize, usize)],
        factor: impl Fn(usize, usize) -> f32,
        core: Vec<f32>,
        diagonal: &[f32],
    ) -> Self {
        let (mut panel, mut column, mut data) = (0, 0, Vec::new());
        let groups = groups.iter().map(|&(rows, columns)| {
            let group = Group {
                panels: panel..panel + rows / LANES,
                columns: column..column + columns,
                start: data.len(),
            };
            (panel, column) = (group.panels.end, group.columns.end);
            for panel in group.panels.clone() {
                data.extend((0..columns).map(|c| Block(from_fn(|l| factor(panel * LANES + l, c)))));
            }
            group
        });
        let groups = groups.collect();
        debug_assert!(core.len() == column * column && diagonal.len() == panel * LANES);
        let diagonal = diagonal.as_chunks::<LANES>().0.iter().map(|&d| Block(d)).collect();
        Thin { groups, data, core, diagonal, columns: column }
    }

    /// Rows.
    pub fn size(&self) -> usize {
        self.diagonal.len() * LANES
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        size_of_val(self.data.as_slice()) + size_of_val(self.core.as_slice())
    }

    /// Product with many columns: `x` and `out` hold groups of eight columns, each [`Thin::size`] blocks.
    pub fn multiply(&self, x: &[Block], out: &mut [Block]) {
        for (x, out) in x.chunks(self.size()).zip(out.chunks_mut(self.size())) {
            let w = self.middle(x);
            self.expand(&w, &mut Store { x, out });
        }
    }

    /// Product with one column in blocks of eight rows, the same bits as [`Thin::multiply`].
    pub fn multiply_one(&self, x: &[Block], out: &mut [Block]) {
        let w = self.middle_one(x);
        self.expand_one(&w, &mut Store { x, out });
    }

    /// A time step of groups of eight samples.
    pub fn advance(&self, rates: Rates, offset: &[Block], noise: &[Block], x: &mut [Block]) {
        let size = self.size();
        for (group, x) in x.chunks_mut(size).enumerate() {
            let w = self.middle(x);
            let range = group * size..(group + 1) * size;
            let (offset, noise) = (&offset[range.clone()], &noise[range]);
            self.expand(&w, &mut Move { rates, offset, noise, x });
        }
    }

    /// A time step of one sample in blocks of eight rows, the same bits as [`Thin::advance`].
    pub fn advance_one(&self, rates: Rates, offset: &[Block], noise: &[Block], x: &mut [Block]) {
        let w = self.middle_one(x);
        self.expand_one(&w, &mut Move { rates, offset, noise, x });
    }

    /// M Fᵀ x of eight samples.
    fn middle(&self, x: &[Block]) -> Vec<Block> {
        let mut z = Vec::with_capacity(self.columns);
        for group in &self.groups {
            let (rows, columns) = (group.rows(), group.columns.len());
            let mut sums = vec![[Block::default(); LANES]; columns];
            let chunks = group.data(&self.data).chunks((DEPTH * columns).max(1));
            for (data, x) in chunks.zip(x[rows].chunks(DEPTH * LANES)) {
                for (column, sums) in sums.iter_mut().enumerate() {
                    dispatch(Project { data, x: x.as_chunks().0, columns, column, sums });
                }
            }
            z.extend(sums.iter().map(paired));
        }
        let mut w = vec![Block::default(); self.columns];
        for (w, row) in w.iter_mut().zip(self.core.chunks(self.columns.max(1))) {
            for (m, z) in row.iter().zip(&z) {
                w.0.iter_mut().zip(z.0).for_each(|(w, z)| *w += m * z);
            }
        }
        w
    }

    /// The same of one sample.
    fn middle_one(&self, x: &[Block]) -> Vec<f32> {
        let mut z = Vec::with_capacity(self.columns);
        for group in &self.groups {
            let (data, x) = (group.data(&self.data), &x[group.panels.clone()]);
            dispatch(ProjectOne { data, x, columns: group.columns.len(), z: &mut z });
        }
        let row = |row: &[f32]| row.iter().zip(&z).fold(0.0, |w, (m, z)| w + m * z);
        self.core.chunks(self.columns.max(1)).map(row).collect()
    }

    fn expand(&self, w: &[Block], finish: &mut impl Finish) {
        for group in &self.groups {
            let (data, diagonal) = (group.data(&self.data), &self.diagonal[group.panels.clone()]);
            let w = &w[group.columns.clone()];
            dispatch(Expand { data, diagonal, w, first: group.rows().start, finish });
        }
    }

    fn expand_one(&self, w: &[f32], finish: &mut impl Finish) {
        for group in &self.groups {
            let (data, diagonal) = (group.data(&self.data), &self.diagonal[group.panels.clone()]);
            let w = &w[group.columns.clone()];
            dispatch(ExpandOne { data, diagonal, w, first: group.panels.start, finish });
        }
    }
}

/// Eight sums added in pairs.
fn paired(sums: &[Block; LANES]) -> Block {
    Block(from_fn(|l| {
        let s = |k: usize| sums[k].0[l];
        ((s(0) + s(1)) + (s(2) + s(3))) + ((s(4) + s(5)) + (s(6) + s(7)))
    }))
}

/// One column's interleaved sums over a stretch of panels, eight samples in the lanes.
struct Project<'a> {
    data: &'a [Block],
    x: &'a [[Block; LANES]],
    columns: usize,
    column: usize,
    sums: &'a mut [Block; LANES],
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
struct ProjectOne<'a> {
    data: &'a [Block],
    x: &'a [Block],
    columns: usize,
    z: &'a mut Vec<f32>,
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
struct Expand<'a, E> {
    data: &'a [Block],
    diagonal: &'a [Block],
    w: &'a [Block],
    first: usize,
    finish: &'a mut E,
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
struct ExpandOne<'a, E> {
    data: &'a [Block],
    diagonal: &'a [Block],
    w: &'a [f32],
    first: usize,
    finish: &'a mut E,
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

#[cfg(test)]
mod tests;
