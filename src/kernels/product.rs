//! Matrix products on register tiles of four rows by eight (or sixteen) columns.
//!
//! Every output is one chain of multiply-then-add in the order of the inner index, whatever the
//! tile, the backend and the number of columns, so batch and single-column products agree to the
//! bit. Left operands are packed in four-row panels, inner index major.

use crate::simd::{Block, Float4, Float8, Kernel, LANES, Quad, Simd, dispatch};
use std::array::from_fn;
use std::ops::Range;

/// Adds Σ_k panel[k][row] · columns[b][k] to the accumulators.
#[inline(always)]
fn tile<S: Simd, const B: usize>(panel: &[Quad], columns: [&[Block]; B], acc: &mut [[S::F8; B]; 4]) {
    let columns = columns.map(|column| &column[..panel.len()]);
    for (k, p) in panel.iter().enumerate() {
        let x: [S::F8; B] = from_fn(|b| S::F8::load(&columns[b][k]));
        for (row, &p) in acc.iter_mut().zip(&p.0) {
            let p = S::F8::splat(p);
            for (sum, &x) in row.iter_mut().zip(&x) {
                *sum = *sum + p * x;
            }
        }
    }
}

/// Four rows of a packed matrix and the columns where they are not zero.
#[derive(Clone, Debug)]
struct Panel {
    row: usize,
    columns: Range<usize>,
    start: usize,
}

impl Panel {
    fn quads<'a>(&self, data: &'a [Quad]) -> &'a [Quad] {
        &data[self.start..self.start + self.columns.len()]
    }
}

/// A square matrix packed for products, without the blocks that are known to be zero.
#[derive(Clone, Debug)]
pub struct Packed {
    size: usize,
    panels: Vec<Panel>,
    data: Vec<Quad>,
}

impl Packed {
    /// Makes room for a matrix of `size` rows (a multiple of 4); rows r … r+3 may differ from zero
    /// in the columns `columns(r)` only.
    pub fn new(size: usize, columns: impl Fn(usize) -> Range<usize>) -> Self {
        debug_assert!(size.is_multiple_of(4));
        let mut start = 0;
        let panels: Vec<Panel> = (0..size)
            .step_by(4)
            .map(|row| {
                let panel = Panel { row, columns: columns(row), start };
                start += panel.columns.len();
                panel
            })
            .collect();
        Packed { size, panels, data: vec![Quad::default(); start] }
    }

    /// Sets every entry that may differ from zero from a function of (row, column).
    pub fn fill(&mut self, entry: impl Fn(usize, usize) -> f32) {
        for panel in &self.panels {
            let quads = &mut self.data[panel.start..panel.start + panel.columns.len()];
            for (quad, column) in quads.iter_mut().zip(panel.columns.clone()) {
                quad.0 = from_fn(|r| entry(panel.row + r, column));
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
            let quads = &mut self.data[panel.start..panel.start + panel.columns.len()];
            let (l, r) = (&left[panel.row..panel.row + 4], &right[panel.row..panel.row + 4]);
            for (quad, column) in quads.iter_mut().zip(panel.columns.clone()) {
                for i in 0..4 {
                    let change = scale * (l[i] * right[column] + r[i] * left[column]);
                    quad.0[i] += if coupled(panel.row + i, column) { change } else { 0.0 };
                }
            }
        }
    }

    /// The entry at (row, column), for entries that may differ from zero.
    pub fn get(&self, row: usize, column: usize) -> f32 {
        let panel = &self.panels[row / 4];
        if panel.columns.contains(&column) {
            self.data[panel.start + column - panel.columns.start].0[row % 4]
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
            dispatch(MultiplyPanel { panel, data: &self.data, size: self.size, x, out });
        }
    }

    /// Product with one column, the same bits as [`Packed::multiply`].
    pub fn multiply_one(&self, x: &[f32], out: &mut [f32]) {
        debug_assert!(x.len() == self.size && out.len() == self.size);
        let mut rest = self.panels.as_slice();
        while let Some(first) = rest.first() {
            let same = rest.iter().take_while(|p| p.columns == first.columns).count();
            let (panels, later) = rest.split_at(if same >= PANELS { PANELS } else { 1 });
            dispatch(MultiplyOne { panels, data: &self.data, x, out });
            rest = later;
        }
    }
}

struct MultiplyPanel<'a> {
    panel: &'a Panel,
    data: &'a [Quad],
    size: usize,
    x: &'a [Block],
    out: &'a mut [Block],
}

impl MultiplyPanel<'_> {
    #[inline(always)]
    fn groups<S: Simd, const B: usize>(&mut self, first: usize, last: usize) {
        let (panel, size) = (self.panel, self.size);
        for group in (first..last).step_by(B) {
            let columns: [&[Block]; B] = from_fn(|b| {
                let start = (group + b) * size;
                &self.x[start + panel.columns.start..start + panel.columns.end]
            });
            let mut acc = [[S::F8::splat(0.0); B]; 4];
            tile::<S, B>(panel.quads(self.data), columns, &mut acc);
            for (r, row) in acc.into_iter().enumerate() {
                for (b, sum) in row.into_iter().enumerate() {
                    sum.store(&mut self.out[(group + b) * size + panel.row + r]);
                }
            }
        }
    }
}

impl Kernel for MultiplyPanel<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(mut self) {
        let groups = self.x.len() / self.size;
        let paired = if S::TILE_BLOCKS == 2 { groups & !1 } else { 0 };
        self.groups::<S, 2>(0, paired);
        self.groups::<S, 1>(paired, groups);
    }
}

/// Panels that one pass of [`MultiplyOne`] takes: enough independent sums to hide their latency.
const PANELS: usize = 8;

struct MultiplyOne<'a> {
    panels: &'a [Panel],
    data: &'a [Quad],
    x: &'a [f32],
    out: &'a mut [f32],
}

impl MultiplyOne<'_> {
    #[inline(always)]
    fn panels<S: Simd, const P: usize>(self, panels: &[Panel; P]) {
        let x = &self.x[panels[0].columns.clone()];
        let quads: [&[Quad]; P] = from_fn(|p| &panels[p].quads(self.data)[..x.len()]);
        let mut acc = [S::F4::splat(0.0); P];
        for (k, &x) in x.iter().enumerate() {
            let x = S::F4::splat(x);
            for (sum, quads) in acc.iter_mut().zip(&quads) {
                *sum = *sum + S::F4::load(&quads[k]) * x;
            }
        }
        for (sum, panel) in acc.into_iter().zip(panels) {
            let mut quad = Quad::default();
            sum.store(&mut quad);
            self.out[panel.row..panel.row + 4].copy_from_slice(&quad.0);
        }
    }
}

impl Kernel for MultiplyOne<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(self) {
        match self.panels {
            [panel] => self.panels::<S, 1>(std::array::from_ref(panel)),
            panels => {
                let panels: &[Panel; PANELS] = panels.try_into().expect("PANELS panels or one");
                self.panels::<S, PANELS>(panels);
            }
        }
    }
}

/// A run of steps of several units, arranged as both operands of an outer product.
#[derive(Clone, Debug)]
pub struct Steps {
    units: usize,
    capacity: usize,
    len: usize,
    rows: Vec<Quad>,
    columns: Vec<Block>,
}

impl Steps {
    /// Room for `capacity` steps of `units` units (a multiple of 8).
    pub fn new(units: usize, capacity: usize) -> Self {
        debug_assert!(units.is_multiple_of(LANES));
        Steps {
            units,
            capacity,
            len: 0,
            rows: vec![Quad::default(); units / 4 * capacity],
            columns: vec![Block::default(); units / LANES * capacity],
        }
    }

    /// Forgets all steps.
    pub fn clear(&mut self) {
        self.len = 0;
    }

    /// Appends one step, a value for every unit.
    pub fn push(&mut self, values: &[f32]) {
        debug_assert!(values.len() == self.units && self.len < self.capacity);
        let (quads, _) = values.as_chunks::<4>();
        for (q, quad) in quads.iter().enumerate() {
            self.rows[q * self.capacity + self.len].0 = *quad;
        }
        let (blocks, _) = values.as_chunks::<LANES>();
        for (b, block) in blocks.iter().enumerate() {
            self.columns[b * self.capacity + self.len].0 = *block;
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

    fn row_panel(&self, quad: usize) -> &[Quad] {
        &self.rows[quad * self.capacity..quad * self.capacity + self.len]
    }

    fn column_block(&self, block: usize) -> &[Block] {
        &self.columns[block * self.capacity..block * self.capacity + self.len]
    }
}

/// Sums of a ⊗ b + b ⊗ a over steps, kept for the tiles that are asked for.
#[derive(Clone, Debug)]
pub struct SymmetricSum {
    /// For every group of columns: its first block, how many blocks, its row quads, its first sum.
    groups: Vec<(usize, usize, Range<usize>, usize)>,
    sums: Vec<[Block; 4]>,
}

impl SymmetricSum {
    /// Sums over `units` units for the entries (row, column) whose row lies in `rows(block)`, in
    /// units and a multiple of 4, for each block of eight columns.
    pub fn new(units: usize, rows: impl Fn(usize) -> Range<usize>) -> Self {
        let blocks = units / LANES;
        let (mut groups, mut size, mut block) = (Vec::new(), 0, 0);
        while block < blocks {
            let quads = rows(block);
            let quads = quads.start / 4..quads.end.div_ceil(4);
            let pair = block + 1 < blocks && rows(block + 1) == rows(block);
            let count = if pair { 2 } else { 1 };
            groups.push((block, count, quads.clone(), size));
            size += count * quads.len();
            block += count;
        }
        SymmetricSum { groups, sums: vec![[Block::default(); 4]; size] }
    }

    /// Sets every sum to zero.
    pub fn clear(&mut self) {
        self.sums.fill([Block::default(); 4]);
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
        for (block, count, quads, start) in &self.groups {
            let sums = &mut self.sums[*start..start + count * quads.len()];
            dispatch(OuterGroup { a, b, both, block: *block, count: *count, quads: quads.clone(), sums });
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
        self.sums.len() * 4 * LANES
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
        for (block, count, quads, start) in &self.groups {
            for (i, quad) in quads.clone().enumerate() {
                for b in 0..*count {
                    let tile = (start + i * count + b) * 4 * LANES;
                    for place in 0..4 * LANES {
                        visit(tile + place, quad * 4 + place / LANES, (block + b) * LANES + place % LANES);
                    }
                }
            }
        }
    }
}

struct OuterGroup<'a> {
    a: &'a Steps,
    b: &'a Steps,
    both: bool,
    block: usize,
    count: usize,
    quads: Range<usize>,
    sums: &'a mut [[Block; 4]],
}

impl OuterGroup<'_> {
    #[inline(always)]
    fn tiles<S: Simd, const B: usize>(&mut self, first: usize) {
        let (a, b) = (self.a, self.b);
        let columns_a: [&[Block]; B] = from_fn(|i| a.column_block(self.block + first + i));
        let columns_b: [&[Block]; B] = from_fn(|i| b.column_block(self.block + first + i));
        for (i, quad) in self.quads.clone().enumerate() {
            let sums = &mut self.sums[i * self.count + first..][..B];
            let mut acc: [[S::F8; B]; 4] = from_fn(|r| from_fn(|c| S::F8::load(&sums[c][r])));
            tile::<S, B>(a.row_panel(quad), columns_b, &mut acc);
            if self.both {
                tile::<S, B>(b.row_panel(quad), columns_a, &mut acc);
            }
            for (r, row) in acc.into_iter().enumerate() {
                for (sum, tile) in row.into_iter().zip(sums.iter_mut()) {
                    sum.store(&mut tile[r]);
                }
            }
        }
    }
}

impl Kernel for OuterGroup<'_> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd>(mut self) {
        if self.count == 2 && S::TILE_BLOCKS == 2 {
            self.tiles::<S, 2>(0);
        } else {
            (0..self.count).for_each(|first| self.tiles::<S, 1>(first));
        }
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
