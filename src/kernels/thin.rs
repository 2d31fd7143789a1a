//! Products with a matrix in factors: offdiag(F M Fᵀ) x, F of few columns.
//!
//! Rows come in groups (visible, hidden) with columns of their own, so F is F_v and F_h on a diagonal:
//! z = Fᵀ x, w = M z with a small symmetric M, then (F w)_i − d_i x_i with d_i = (F M Fᵀ)_ii.
//! One copy of F serves both passes, in panels of eight rows, for each column a block.
//!
//! The order of every sum is fixed. A column's sum runs over the rows as eight interleaved sums, row i in
//! sum i mod 8, that are then added in pairs; all others run in the order of their index from 0. So one
//! sample (eight rows in the lanes) and eight samples (a sample in each lane) agree to the bit.

mod passes;

pub(crate) use passes::Rates;

use crate::simd::{Block, LANES, dispatch};
use passes::{Expand, ExpandOne, Finish, Move, Project, ProjectOne, Store, paired};
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
pub(crate) struct Thin {
    groups: Vec<Group>,
    data: Vec<Block>,
    /// M, row by row.
    core: Vec<f32>,
    /// d, in blocks of eight rows.
    diagonal: Vec<Block>,
    columns: usize,
}

impl Thin {
    /// Groups of rows (multiples of 8, in order and without gaps) with their numbers of columns; F from a
    /// function of (row, column of its group); M over the columns of all groups; d.
    pub(crate) fn new(
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
    pub(crate) fn size(&self) -> usize {
        self.diagonal.len() * LANES
    }

    /// Product with many columns: `x` and `out` hold groups of eight columns, each [`Thin::size`] blocks.
    pub(crate) fn multiply(&self, x: &[Block], out: &mut [Block]) {
        for (x, out) in x.chunks(self.size()).zip(out.chunks_mut(self.size())) {
            let w = self.middle(x);
            self.expand(&w, &mut Store { x, out });
        }
    }

    /// Product with one column in blocks of eight rows, the same bits as [`Thin::multiply`].
    #[cfg(test)]
    pub(crate) fn multiply_one(&self, x: &[Block], out: &mut [Block]) {
        let w = self.middle_one(x);
        self.expand_one(&w, &mut Store { x, out });
    }

    /// A time step of groups of eight samples.
    pub(crate) fn advance(&self, rates: Rates, offset: &[Block], noise: &[Block], x: &mut [Block]) {
        let size = self.size();
        for (group, x) in x.chunks_mut(size).enumerate() {
            let w = self.middle(x);
            let range = group * size..(group + 1) * size;
            let (offset, noise) = (&offset[range.clone()], &noise[range]);
            self.expand(&w, &mut Move { rates, offset, noise, x });
        }
    }

    /// A time step of one sample in blocks of eight rows, the same bits as [`Thin::advance`].
    pub(crate) fn advance_one(&self, rates: Rates, offset: &[Block], noise: &[Block], x: &mut [Block]) {
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

#[cfg(test)]
mod tests;
