//! The products of the solver's operator: H = dJ C for the pairs that are coupled.
//!
//! Few images make C of low rank, and H two thin products; networks of up to [`SMALL`] units are
//! multiplied in f64, others in f32.

mod image;

use super::moments::{Averages, SecondMoments};
use super::theta::Theta;
use crate::kernels::packed::Packed;
use crate::kernels::symmetric_sums::{Steps, SymmetricSum};
use crate::payload::Payload;
use crate::physics::network::Network;
use crate::simd::{Block, LANES};
use std::ops::Range;

/// Networks of at most this many units are solved in f64.
pub(crate) const SMALL: usize = 96;
/// Columns of one product.
const CHUNK: usize = 64;

/// The operator's products, one chunk of columns at a time.
#[derive(Clone, Debug)]
pub enum Products {
    /// In f64, entry by entry: C over slots.
    Small(Vec<f64>),
    /// C by few columns.
    LowRank(LowRank),
    /// C as a matrix.
    Full(Full),
}

/// The products with U and its transpose.
#[derive(Clone, Debug)]
pub struct LowRank {
    packed: Packed,
    /// U in chunks of columns, as operands of both products.
    grouped: Vec<Vec<Block>>,
    columns: Vec<Steps>,
    sum: SymmetricSum,
}

/// The product with all of C, of which every chunk of columns can be done apart.
#[derive(Clone, Debug)]
pub struct Full {
    packed: Packed,
    /// C in groups of eight columns, and H likewise.
    moments: Vec<Block>,
    product: Vec<Block>,
    /// Columns whose rows are all zero in dJ: there only H of the other rows is asked for.
    uncoupled: Range<usize>,
}

impl Products {
    /// For these moments.
    pub fn new(averages: &Averages) -> Self {
        let network = &averages.network;
        let slots = network.slots();
        match &averages.second {
            second if network.units() <= SMALL => Products::Small(dense(second, slots)),
            SecondMoments::LowRank(columns) => Products::LowRank(LowRank::new(network, columns)),
            SecondMoments::Full(full) => {
                let rows: Vec<&[f32]> = full.chunks(slots).collect();
                let moments = grouped(&rows, slots);
                Products::Full(Full::new(network, moments))
            }
        }
    }

    /// Slices of one iteration.
    pub fn chunks(&self) -> usize {
        match self {
            Products::Small(_) => 1,
            // Where nothing is driven C has no columns.
            Products::LowRank(low) => low.columns.len().max(1),
            Products::Full(full) => full.chunks(),
        }
    }

    /// The product whose chunks can be done apart, if this is one.
    pub fn shared(&self) -> Option<&Full> {
        if let Products::Full(full) = self { Some(full) } else { None }
    }

    /// The same, to be added to.
    pub(crate) fn shared_mut(&mut self) -> Option<&mut Full> {
        if let Products::Full(full) = self { Some(full) } else { None }
    }

    /// Takes a new direction dJ.
    pub fn begin(&mut self, direction: &Theta) {
        match self {
            Products::Small(_) => {}
            Products::LowRank(low) => {
                direction.pack_into(&mut low.packed);
                low.sum.clear();
            }
            Products::Full(full) => direction.pack_into(&mut full.packed),
        }
    }

    /// Does one chunk.
    pub fn multiply(&mut self, chunk: usize) {
        match self {
            Products::Small(_) => {}
            Products::LowRank(low) => low.multiply(chunk),
            Products::Full(full) => full.multiply(chunk),
        }
    }
}

impl LowRank {
    fn new(network: &Network, columns: &[Vec<f32>]) -> Self {
        let slots = network.slots();
        let columns: Vec<&[f32]> = columns.iter().map(Vec::as_slice).collect();
        let steps = |chunk: &[&[f32]]| {
            let mut steps = Steps::new(slots, CHUNK);
            chunk.iter().for_each(|column| steps.push(column));
            steps
        };
        LowRank {
            packed: Packed::new(slots, |row| network.coupled_slots(row)),
            grouped: columns.chunks(CHUNK).map(|chunk| grouped(chunk, slots)).collect(),
            columns: columns.chunks(CHUNK).map(steps).collect(),
            sum: network.coupled_sum(),
        }
    }

    /// W = dJ U for a chunk of columns, and W Uᵀ + U Wᵀ.
    fn multiply(&mut self, chunk: usize) {
        let (Some(x), Some(u)) = (self.grouped.get(chunk), self.columns.get(chunk)) else { return };
        let slots = self.packed.size();
        let mut image = vec![Block::default(); x.len()];
        self.packed.multiply(x, &mut image);
        let mut w = Steps::new(slots, CHUNK);
        (0..u.len()).for_each(|k| w.push(&column_of(&image, slots, k)));
        self.sum.add(&w, u);
    }
}

impl Full {
    fn new(network: &Network, moments: Vec<Block>) -> Self {
        let visible = network.visible_slots();
        let alone = network.coupled_slots(0).start == visible;
        Full {
            packed: Packed::new(network.slots(), |row| network.coupled_slots(row)),
            product: vec![Block::default(); moments.len()],
            moments,
            uncoupled: if alone { 0..visible } else { 0..0 },
        }
    }

    /// Chunks of columns.
    pub fn chunks(&self) -> usize {
        (self.moments.len() / self.packed.size()).div_ceil(CHUNK / LANES)
    }

    fn range(&self, chunk: usize) -> Range<usize> {
        let width = self.packed.size() * CHUNK / LANES;
        chunk * width..((chunk + 1) * width).min(self.moments.len())
    }

    /// Does one chunk.
    pub fn multiply(&mut self, chunk: usize) {
        let range = self.range(chunk);
        let columns = chunk * CHUNK..(chunk + 1) * CHUNK;
        let inside = self.uncoupled.contains(&columns.start) && columns.end <= self.uncoupled.end;
        let rows = if inside { self.uncoupled.end..self.packed.size() } else { 0..self.packed.size() };
        self.packed.multiply_rows(rows, &self.moments[range.clone()], &mut self.product[range]);
    }

    /// The result of a chunk.
    pub fn result(&self, chunk: usize) -> Payload {
        let singles = bytemuck::cast_slice(&self.product[self.range(chunk)]).to_vec();
        Payload { singles, doubles: Vec::new() }
    }

    /// Takes over a chunk that was done elsewhere; returns whether it fits.
    pub fn put(&mut self, chunk: usize, result: &Payload) -> bool {
        let range = self.range(chunk);
        let ours: &mut [f32] = bytemuck::cast_slice_mut(&mut self.product[range]);
        let fits = ours.len() == result.singles.len();
        if fits {
            ours.copy_from_slice(&result.singles);
        }
        fits
    }

    /// C and then the direction.
    pub fn numbers(&self) -> Vec<f32> {
        [bytemuck::cast_slice(&self.moments), self.packed.values()].concat()
    }

    /// The direction alone.
    pub fn direction(&self) -> Vec<f32> {
        self.packed.values().to_vec()
    }

    /// Takes a direction; returns whether it fits.
    pub fn follow(&mut self, direction: &[f32]) -> bool {
        let ours = self.packed.values_mut();
        let fits = ours.len() == direction.len();
        if fits {
            ours.copy_from_slice(direction);
        }
        fits
    }

    /// With C from the start of [`Full::numbers`]; returns the rest of these too.
    pub(crate) fn from_numbers<'a>(network: &Network, numbers: &'a [f32]) -> Option<(Self, &'a [f32])> {
        let slots = network.slots();
        let (moments, rest) = numbers.split_at_checked(slots * slots)?;
        let mut blocks = vec![Block::default(); moments.len() / LANES];
        bytemuck::cast_slice_mut::<Block, f32>(&mut blocks).copy_from_slice(moments);
        Some((Full::new(network, blocks), rest))
    }
}

/// Columns as groups of eight over slots, the operand of a product.
fn grouped(columns: &[&[f32]], slots: usize) -> Vec<Block> {
    let mut blocks = vec![Block::default(); columns.len().div_ceil(LANES) * slots];
    for (k, column) in columns.iter().enumerate() {
        for (block, &x) in blocks[k / LANES * slots..].iter_mut().zip(*column) {
            block.0[k % LANES] = x;
        }
    }
    blocks
}

fn column_of(blocks: &[Block], slots: usize, k: usize) -> Vec<f32> {
    blocks[k / LANES * slots..][..slots].iter().map(|block| block.0[k % LANES]).collect()
}

fn dense(second: &SecondMoments, slots: usize) -> Vec<f64> {
    match second {
        SecondMoments::Full(full) => full.iter().map(|&c| f64::from(c)).collect(),
        SecondMoments::LowRank(columns) => {
            let mut full = vec![0.0; slots * slots];
            for column in columns {
                for (i, &x) in column.iter().enumerate() {
                    for (j, &y) in column.iter().enumerate() {
                        full[i * slots + j] += f64::from(x) * f64::from(y);
                    }
                }
            }
            full
        }
    }
}
