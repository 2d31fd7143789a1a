//! A square matrix packed in panels of eight rows, without the blocks that are known to be zero, and
//! its products with many columns and with one, which agree to the bit (see `tiles`).

use super::tiles::{Product, Tile};
use crate::simd::{Block, Float8, Kernel, LANES, Simd, dispatch};
use std::array::from_fn;
use std::ops::Range;

/// Eight rows of a packed matrix and the columns where they are not zero.
#[derive(Clone, Debug)]
struct Panel {
    row: usize,
    columns: Range<usize>,
    start: usize,
}

impl Panel {
    fn data<'a>(&self, data: &'a [Block]) -> &'a [Block] {
        &data[self.start..self.start + self.columns.len()]
    }
}

/// A square matrix packed for products, without the blocks that are known to be zero.
#[derive(Clone, Debug)]
pub struct Packed {
    size: usize,
    panels: Vec<Panel>,
    data: Vec<Block>,
}

impl Packed {
    /// Makes room for a matrix of `size` rows (a multiple of 8); rows r … r+7 may differ from zero
    /// in the columns `columns(r)` only.
    pub fn new(size: usize, columns: impl Fn(usize) -> Range<usize>) -> Self {
        debug_assert!(size.is_multiple_of(LANES));
        let mut start = 0;
        let panels: Vec<Panel> = (0..size)
            .step_by(LANES)
            .map(|row| {
                let panel = Panel { row, columns: columns(row), start };
                start += panel.columns.len();
                panel
            })
            .collect();
        Packed { size, panels, data: vec![Block::default(); start] }
    }

    /// Sets every entry that may differ from zero from a function of (row, column).
    pub fn fill(&mut self, entry: impl Fn(usize, usize) -> f32) {
        for panel in &self.panels {
            let data = &mut self.data[panel.start..panel.start + panel.columns.len()];
            for (block, column) in data.iter_mut().zip(panel.columns.clone()) {
                block.0 = from_fn(|r| entry(panel.row + r, column));
            }
        }
    }

    /// Adds one matrix of rank two, left ⊗ right + right ⊗ left, times `scale`, to the entries that
    /// may differ from zero and are `coupled`.
    #[inline]
    pub(crate) fn add_symmetric_outer(
        &mut self,
        scale: f32,
        left: &[f32],
        right: &[f32],
        coupled: impl Fn(usize, usize) -> bool,
    ) {
        for panel in &self.panels {
            let data = &mut self.data[panel.start..panel.start + panel.columns.len()];
            let (l, r) = (&left[panel.row..panel.row + LANES], &right[panel.row..panel.row + LANES]);
            for (block, column) in data.iter_mut().zip(panel.columns.clone()) {
                for i in 0..LANES {
                    let change = scale * (l[i] * right[column] + r[i] * left[column]);
                    block.0[i] += if coupled(panel.row + i, column) { change } else { 0.0 };
                }
            }
        }
    }

    /// The entry at (row, column), 0 where it is known to be.
    pub fn get(&self, row: usize, column: usize) -> f32 {
        let panel = &self.panels[row / LANES];
        if panel.columns.contains(&column) {
            self.data[panel.start + column - panel.columns.start].0[row % LANES]
        } else {
            0.0
        }
    }

    /// All entries that may differ from zero, in the order of memory.
    pub fn values(&self) -> &[f32] {
        bytemuck::cast_slice(&self.data)
    }

    /// The same, to be changed in place.
    pub(crate) fn values_mut(&mut self) -> &mut [f32] {
        bytemuck::cast_slice_mut(&mut self.data)
    }

    /// Rows.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        size_of_val(self.data.as_slice())
    }

    /// Product with many columns: `x` and `out` hold groups of eight columns, each `size` blocks.
    pub fn multiply(&self, x: &[Block], out: &mut [Block]) {
        self.multiply_rows(0..self.size, x, out);
    }

    /// The same for some rows alone, a range of multiples of 8; the others of `out` stay as they are.
    pub(crate) fn multiply_rows(&self, rows: Range<usize>, x: &[Block], out: &mut [Block]) {
        debug_assert!(x.len() == out.len() && x.len().is_multiple_of(self.size));
        for panel in &self.panels[rows.start / LANES..rows.end / LANES] {
            for from in (0..panel.columns.len().max(1)).step_by(DEPTH) {
                let range = from..panel.columns.len().min(from + DEPTH);
                for (x, out) in x.chunks(2 * self.size).zip(out.chunks_mut(2 * self.size)) {
                    if x.len() == self.size {
                        self.stretch::<1>(panel, range.clone(), x, out);
                    } else {
                        self.stretch::<2>(panel, range.clone(), x, out);
                    }
                }
            }
        }
    }

    /// One panel and one stretch of its columns with B groups.
    fn stretch<const B: usize>(&self, panel: &Panel, range: Range<usize>, x: &[Block], out: &mut [Block])
    where
        for<'a> Product<'a, B, 1>: Kernel,
    {
        let first = panel.columns.start + range.start;
        let right = from_fn(|b| &x[b * self.size + first..][..range.len()]);
        let mut groups = out.chunks_mut(self.size);
        let sums = from_fn(|_| tile(groups.next().expect("B groups"), panel.row));
        let fresh = range.start == 0;
        dispatch(Product::<B, 1> { terms: [(&panel.data(&self.data)[range], right)], fresh, sums });
    }

    /// Product with one column, the same bits as [`Packed::multiply`].
    pub(crate) fn multiply_one(&self, x: &[f32], out: &mut [f32]) {
        debug_assert!(x.len() == self.size && out.len() == self.size);
        for panels in self.panels.chunk_by(|a, b| a.columns == b.columns) {
            dispatch(MultiplyOne { panels, data: &self.data, x, out });
        }
    }
}

/// Inner indices after which a panel goes on to the next group of columns, so that what it needs of
/// the matrix and of one group stays in the first cache (8 kB each).
const DEPTH: usize = 256;

/// Eight rows of a group of columns.
fn tile(group: &mut [Block], row: usize) -> &mut Tile {
    (&mut group[row..row + LANES]).try_into().expect("eight rows")
}

/// Inner indices that the loop of one column takes at once.
const UNROLL: usize = 2;

/// Panels with the same columns.
struct MultiplyOne<'a> {
    panels: &'a [Panel],
    data: &'a [Block],
    x: &'a [f32],
    out: &'a mut [f32],
}

impl MultiplyOne<'_> {
    /// The products of P panels: enough independent sums to hide their latency.
    #[inline(always)]
    fn panels<S: Simd, const P: usize>(&mut self, panels: &[Panel; P]) {
        let x = &self.x[panels[0].columns.clone()];
        let (x, rest) = x.as_chunks::<UNROLL>();
        let data: [_; P] = from_fn(|p| {
            let (data, tail) = panels[p].data(self.data).as_chunks::<UNROLL>();
            (&data[..x.len()], &tail[..rest.len()])
        });
        let mut acc = [S::F8::splat(0.0); P];
        for (k, x) in x.iter().enumerate() {
            for (u, &x) in x.iter().enumerate() {
                let x = S::F8::splat(x);
                for (sum, data) in acc.iter_mut().zip(&data) {
                    *sum = *sum + S::F8::load(&data.0[k][u]) * x;
                }
            }
        }
        for (k, &x) in rest.iter().enumerate() {
            let x = S::F8::splat(x);
            for (sum, data) in acc.iter_mut().zip(&data) {
                *sum = *sum + S::F8::load(&data.1[k]) * x;
            }
        }
        for (sum, panel) in acc.into_iter().zip(panels) {
            let mut block = Block::default();
            sum.store(&mut block);
            self.out[panel.row..panel.row + LANES].copy_from_slice(&block.0);
        }
    }

    #[inline(always)]
    fn all<S: Simd, const P: usize>(&mut self) {
        let (groups, rest) = self.panels.as_chunks::<P>();
        groups.iter().for_each(|panels| self.panels::<S, P>(panels));
        rest.iter().for_each(|panel| self.panels::<S, 1>(std::array::from_ref(panel)));
    }
}

impl Kernel for MultiplyOne<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(mut self) {
        if S::WIDE { self.all::<S, 8>() } else { self.all::<S, 4>() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::tiles::definition::{chain, numbers};

    fn block_sparse(size: usize, empty: usize) -> (Packed, Vec<f32>) {
        let mut dense = numbers(size * size, 0);
        for r in 0..empty {
            dense[r * size..r * size + empty].fill(0.0);
        }
        let mut packed = Packed::new(size, |row| if row < empty { empty..size } else { 0..size });
        packed.fill(|r, c| dense[r * size + c]);
        (packed, dense)
    }

    #[test]
    fn products_equal_the_chain_to_the_bit() {
        for (size, empty) in [(8, 0), (16, 8), (104, 24), (48, 48)] {
            let (packed, dense) = block_sparse(size, empty);
            for columns in [1, 2, 3] {
                let x: Vec<Block> = (0..columns * size)
                    .map(|i| Block(numbers(8, i as u32 + 1).try_into().unwrap()))
                    .collect();
                let mut out = vec![Block::default(); x.len()];
                packed.multiply(&x, &mut out);
                for (group, out) in out.chunks(size).enumerate() {
                    for lane in 0..8 {
                        let one: Vec<f32> = (0..size).map(|k| x[group * size + k].0[lane]).collect();
                        let mut single = vec![0.0; size];
                        packed.multiply_one(&one, &mut single);
                        for r in 0..size {
                            let first = if r < empty { empty } else { 0 };
                            let want = chain((first..size).map(|k| (dense[r * size + k], one[k])));
                            assert_eq!(out[r].0[lane].to_bits(), want.to_bits());
                            assert_eq!(single[r].to_bits(), want.to_bits());
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn rank_two_updates_keep_symmetry_and_the_zero_diagonal() {
        let (mut packed, _) = block_sparse(16, 8);
        packed.fill(|_, _| 0.0);
        let (a, b) = (numbers(16, 3), numbers(16, 4));
        packed.add_symmetric_outer(0.3, &a, &b, |i, j| i != j);
        for r in 0..16 {
            for c in 0..16 {
                let want = if r == c || (r < 8 && c < 8) { 0.0 } else { 0.3 * (a[r] * b[c] + b[r] * a[c]) };
                assert!((packed.get(r, c) - want).abs() < 1e-7);
                assert_eq!(packed.get(r, c), packed.get(c, r));
            }
        }
    }
}
