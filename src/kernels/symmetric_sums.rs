//! Sums of a ⊗ b + b ⊗ a over many steps, for the pairs that are coupled: the gradient of a trajectory
//! and the second moments of a set of images.

use super::tiles::{Product, Tile};
use crate::simd::{Block, Kernel, LANES, dispatch};
use std::array::from_fn;
use std::ops::Range;

/// A run of steps of several units, arranged as both operands of an outer product.
#[derive(Clone, Debug)]
pub(crate) struct Steps {
    units: usize,
    capacity: usize,
    len: usize,
    /// For every eight units, a block for each step.
    blocks: Vec<Block>,
}

impl Steps {
    /// Room for `capacity` steps of `units` units (a multiple of 8).
    pub(crate) fn new(units: usize, capacity: usize) -> Self {
        debug_assert!(units.is_multiple_of(LANES));
        Steps { units, capacity, len: 0, blocks: vec![Block::default(); units / LANES * capacity] }
    }

    /// Forgets all steps.
    pub(crate) fn clear(&mut self) {
        self.len = 0;
    }

    /// Appends one step, a value for every unit.
    pub(crate) fn push(&mut self, values: &[f32]) {
        debug_assert!(values.len() == self.units && self.len < self.capacity);
        let (blocks, _) = values.as_chunks::<LANES>();
        for (b, block) in blocks.iter().enumerate() {
            self.blocks[b * self.capacity + self.len].0 = *block;
        }
        self.len += 1;
    }

    /// How many steps are held.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Whether no further step fits.
    pub(crate) fn is_full(&self) -> bool {
        self.len == self.capacity
    }

    fn block(&self, block: usize) -> &[Block] {
        &self.blocks[block * self.capacity..block * self.capacity + self.len]
    }
}

/// Sums of a ⊗ b + b ⊗ a over steps, kept for the tiles that are asked for.
#[derive(Clone, Debug)]
pub(crate) struct SymmetricSum {
    /// For every group of columns: its first block, how many blocks, its blocks of rows, its first tile.
    groups: Vec<(usize, usize, Range<usize>, usize)>,
    sums: Vec<Tile>,
}

impl SymmetricSum {
    /// Sums over `units` units for the entries (row, column) whose row lies in `rows(block)`, in
    /// units and a multiple of 8, for each block of eight columns.
    pub(crate) fn new(units: usize, rows: impl Fn(usize) -> Range<usize>) -> Self {
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
    pub(crate) fn clear(&mut self) {
        self.sums.fill(Tile::default());
    }

    /// Adds the steps: first all of a ⊗ b in order, then all of b ⊗ a.
    pub(crate) fn add(&mut self, a: &Steps, b: &Steps) {
        self.add_products(a, b, Order::BothWays);
    }

    /// Adds a ⊗ a over the steps, once.
    pub(crate) fn add_square(&mut self, a: &Steps) {
        self.add_products(a, a, Order::Once);
    }

    fn add_products(&mut self, a: &Steps, b: &Steps, order: Order) {
        let SymmetricSum { groups, sums } = self;
        for (block, count, rows, start) in &*groups {
            let sums = sums[*start..start + count * rows.len()].chunks_mut(*count);
            for (row, sums) in rows.clone().zip(sums) {
                match sums {
                    [one] => add_outer(a, b, order, row, *block, [one]),
                    [one, two] => add_outer(a, b, order, row, *block, [one, two]),
                    _ => unreachable!("groups are of one or two blocks"),
                }
            }
        }
    }

    /// All sums, in the order of their places.
    pub(crate) fn values(&self) -> &[f32] {
        bytemuck::cast_slice(self.sums.as_flattened())
    }

    /// Adds every sum to the total at its place.
    pub(crate) fn add_to(&self, total: &mut [f32]) {
        total.iter_mut().zip(self.values()).for_each(|(total, sum)| *total += sum);
    }

    /// Sums that are kept.
    pub(crate) fn len(&self) -> usize {
        self.sums.len() * LANES * LANES
    }

    /// Calls `visit(row, column, sum)` for every entry that is kept.
    pub(crate) fn for_each(&self, mut visit: impl FnMut(usize, usize, f32)) {
        let sums = self.values();
        self.for_each_place(|place, row, column| visit(row, column, sums[place]));
    }

    /// Calls `visit(place, row, column)` for every entry that is kept, with its place among
    /// [`SymmetricSum::values`].
    pub(crate) fn for_each_place(&self, mut visit: impl FnMut(usize, usize, usize)) {
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

/// Which products are added.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    /// a ⊗ b.
    Once,
    /// a ⊗ b, then b ⊗ a.
    BothWays,
}

/// Adds a ⊗ b, and b ⊗ a if both are wanted, for one block of rows and B blocks of columns.
fn add_outer<const B: usize>(
    a: &Steps,
    b: &Steps,
    order: Order,
    row: usize,
    block: usize,
    sums: [&mut Tile; B],
) where
    for<'a> Product<'a, B, 1>: Kernel,
    for<'a> Product<'a, B, 2>: Kernel,
{
    let forward = (a.block(row), from_fn(|i| b.block(block + i)));
    if order == Order::BothWays {
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
    use crate::kernels::tiles::definition::{chain, numbers};

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
}
