//! Matrix products on register tiles of four rows by eight columns, or twice that where registers are
//! wider, each eight rows and a stretch of the inner index in one call.
//!
//! Every output is one chain of multiply-then-add in the order of the inner index, whatever the
//! tile, the backend and the number of columns, so batch and single-column products agree to the
//! bit. Left operands are packed in eight-row panels, inner index major.

use crate::simd::{Block, Float8, Kernel, LANES, Simd, dispatch};
use std::array::from_fn;
use std::ops::Range;

/// Eight rows of sums for eight columns.
type Tile = [Block; LANES];

/// A left operand (eight rows, one block for each inner index) and its right operands.
type Term<'a, const B: usize> = (&'a [Block], [&'a [Block]; B]);

/// Adds Σ_k left[k][r] · right[b][k], term after term, to the sums; `fresh` sums count as 0.
struct Product<'a, const B: usize, const T: usize> {
    terms: [Term<'a, B>; T],
    fresh: bool,
    sums: [&'a mut Tile; B],
}

impl<const B: usize, const T: usize> Product<'_, B, T> {
    /// The rows FIRST … FIRST + R − 1 of the columns' blocks from `from` to `from + C`.
    #[inline(always)]
    fn rows<S: Simd, const FIRST: usize, const R: usize, const C: usize>(&mut self, from: usize) {
        let (zero, fresh) = (S::F8::splat(0.0), self.fresh);
        let sums = &mut self.sums[from..from + C];
        let load = |r: usize, c: usize| if fresh { zero } else { S::F8::load(&sums[c][FIRST + r]) };
        let mut acc: [[S::F8; C]; R] = from_fn(|r| from_fn(|c| load(r, c)));
        for (left, right) in &self.terms {
            let right: [&[Block]; C] = from_fn(|c| &right[from + c][..left.len()]);
            for (k, left) in left.iter().enumerate() {
                let right: [S::F8; C] = from_fn(|c| S::F8::load(&right[c][k]));
                for (r, row) in acc.iter_mut().enumerate() {
                    let p = S::F8::splat(left.0[FIRST + r]);
                    for (sum, &x) in row.iter_mut().zip(&right) {
                        *sum = *sum + p * x;
                    }
                }
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
    pub fn add_symmetric_outer(
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
        debug_assert!(x.len() == out.len() && x.len().is_multiple_of(self.size));
        for panel in &self.panels {
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
    pub fn multiply_one(&self, x: &[f32], out: &mut [f32]) {
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

/// A run of steps of several units, arranged as both operands of an outer product.
#[derive(Clone, Debug)]
pub struct Steps {
    units: usize,
    capacity: usize,
    len: usize,
    /// For every eight units, a block for each step.
    blocks: Vec<Block>,
}

impl Steps {
    /// Room for `capacity` steps of `units` units (a multiple of 8).
    pub fn new(units: usize, capacity: usize) -> Self {
        debug_assert!(units.is_multiple_of(LANES));
        Steps { units, capacity, len: 0, blocks: vec![Block::default(); units / LANES * capacity] }
    }

    /// Forgets all steps.
    pub fn clear(&mut self) {
        self.len = 0;
    }

    /// Appends one step, a value for every unit.
    pub fn push(&mut self, values: &[f32]) {
        debug_assert!(values.len() == self.units && self.len < self.capacity);
        let (blocks, _) = values.as_chunks::<LANES>();
        for (b, block) in blocks.iter().enumerate() {
            self.blocks[b * self.capacity + self.len].0 = *block;
        }
        self.len += 1;
    }

    /// How many steps are held.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no step is held.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether no further step fits.
    pub fn is_full(&self) -> bool {
        self.len == self.capacity
    }

    fn block(&self, block: usize) -> &[Block] {
        &self.blocks[block * self.capacity..block * self.capacity + self.len]
    }
}

/// Sums of a ⊗ b + b ⊗ a over steps, kept for the tiles that are asked for.
#[derive(Clone, Debug)]
pub struct SymmetricSum {
    /// For every group of columns: its first block, how many blocks, its blocks of rows, its first tile.
    groups: Vec<(usize, usize, Range<usize>, usize)>,
    sums: Vec<Tile>,
}

impl SymmetricSum {
    /// Sums over `units` units for the entries (row, column) whose row lies in `rows(block)`, in
    /// units and a multiple of 8, for each block of eight columns.
    pub fn new(units: usize, rows: impl Fn(usize) -> Range<usize>) -> Self {
        let blocks = units / LANES;
        let (mut groups, mut size, mut block) = (Vec::new(), 0, 0);
        while block < blocks {
            let of = rows(block);
            let of = of.start / LANES..of.end.div_ceil(LANES);
            let pair = block + 1 < blocks && rows(block + 1) == rows(block);
            let count = if pair { 2 } else { 1 };
            groups.push((block, count, of.clone(), size));
            size += count * of.len();
            block += count;
        }
        SymmetricSum { groups, sums: vec![Tile::default(); size] }
    }

    /// Sets every sum to zero.
    pub fn clear(&mut self) {
        self.sums.fill(Tile::default());
    }

    /// Adds the steps: first all of a ⊗ b in order, then all of b ⊗ a.
    pub fn add(&mut self, a: &Steps, b: &Steps) {
        self.add_products(a, b, true);
    }

    /// Adds a ⊗ a over the steps, once.
    pub fn add_square(&mut self, a: &Steps) {
        self.add_products(a, a, false);
    }

    fn add_products(&mut self, a: &Steps, b: &Steps, both: bool) {
        let SymmetricSum { groups, sums } = self;
        for (block, count, rows, start) in &*groups {
            let sums = sums[*start..start + count * rows.len()].chunks_mut(*count);
            for (row, sums) in rows.clone().zip(sums) {
                match sums {
                    [one] => add_outer(a, b, both, row, *block, [one]),
                    [one, two] => add_outer(a, b, both, row, *block, [one, two]),
                    _ => unreachable!("groups are of one or two blocks"),
                }
            }
        }
    }

    /// Adds every sum to `total`, in a fixed order, and sets it to zero.
    pub fn spill(&mut self, total: &mut [f64]) {
        let sums = self.sums.as_flattened_mut().iter_mut().flat_map(|block| &mut block.0);
        for (total, sum) in total.iter_mut().zip(sums) {
            *total += f64::from(std::mem::take(sum));
        }
    }

    /// Sums that are kept.
    pub fn len(&self) -> usize {
        self.sums.len() * LANES * LANES
    }

    /// Whether no sum is kept.
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    /// Calls `visit(row, column, sum)` for every entry that is kept.
    pub fn for_each(&self, mut visit: impl FnMut(usize, usize, f32)) {
        let sums = self.sums.as_flattened();
        self.for_each_place(|place, row, column| visit(row, column, sums[place / LANES].0[place % LANES]));
    }

    /// Calls `visit(place, row, column)` for every entry that is kept; the place is the one that
    /// [`SymmetricSum::spill`] gives it.
    pub fn for_each_place(&self, mut visit: impl FnMut(usize, usize, usize)) {
        for (block, count, rows, start) in &self.groups {
            for (i, row) in rows.clone().enumerate() {
                for b in 0..*count {
                    let tile = (start + i * count + b) * LANES * LANES;
                    for place in 0..LANES * LANES {
                        visit(tile + place, row * LANES + place / LANES, (block + b) * LANES + place % LANES);
                    }
                }
            }
        }
    }
}

/// Adds a ⊗ b, and b ⊗ a if both are wanted, for one block of rows and B blocks of columns.
fn add_outer<const B: usize>(a: &Steps, b: &Steps, both: bool, row: usize, block: usize, sums: [&mut Tile; B])
where
    for<'a> Product<'a, B, 1>: Kernel,
    for<'a> Product<'a, B, 2>: Kernel,
{
    let forward = (a.block(row), from_fn(|i| b.block(block + i)));
    if both {
        dispatch(Product::<B, 2> {
            terms: [forward, (b.block(row), from_fn(|i| a.block(block + i)))],
            fresh: false,
            sums,
        });
    } else {
        dispatch(Product::<B, 1> { terms: [forward], fresh: false, sums });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::philox::{Purpose, Stream};

    fn numbers(n: usize, sample: u32) -> Vec<f32> {
        let mut stream = Stream::new(1, Purpose::Check, sample);
        (0..n).map(|_| stream.uniform() as f32 - 0.5).collect()
    }

    /// One chain per output in the order of the inner index: the definition that all tiles share.
    fn chain(terms: impl Iterator<Item = (f32, f32)>) -> f32 {
        terms.fold(0.0, |sum, (a, b)| sum + a * b)
    }

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
    fn symmetric_sums_equal_the_chain_to_the_bit() {
        let (units, times) = (40, 11);
        let (mut a, mut b) = (Steps::new(units, 16), Steps::new(units, 16));
        let (x, y) = (numbers(units * times, 1), numbers(units * times, 2));
        for t in 0..times {
            a.push(&x[t * units..(t + 1) * units]);
            b.push(&y[t * units..(t + 1) * units]);
        }
        let mut sum = SymmetricSum::new(units, |block| 0..if block < 2 { 16 } else { (block + 1) * 8 });
        sum.add(&a, &b);
        let mut seen = 0;
        sum.for_each(|i, j, got| {
            let at = |v: &[f32], t: usize, i: usize| v[t * units + i];
            let forward = (0..times).map(|t| (at(&x, t, i), at(&y, t, j)));
            let backward = (0..times).map(|t| (at(&y, t, i), at(&x, t, j)));
            assert_eq!(got.to_bits(), chain(forward.chain(backward)).to_bits());
            seen += 1;
        });
        assert_eq!(seen, 2 * 16 * 8 + 8 * (24 + 32 + 40));
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
