//! The moments of a run of images, summed in f32: the work unit from which [`super::moments`] are added up.

use super::table::{DriveTable, UnitRow};
use crate::kernels::symmetric_sums::{Steps, SymmetricSum};
use crate::payload::Payload;
use crate::physics::network::Network;

/// Columns of one product.
pub(super) const CHUNK: usize = 64;
/// Images that are summed in f32.
pub const RUN: usize = 64;
/// Places for rows that are kept from unit to unit, a power of two.
const CACHED: usize = 1 << 13;
/// Places where a drive value may be kept, one after another.
const PLACES: usize = 4;

/// An empty sum of all pairs of slots.
pub(super) fn square(slots: usize) -> SymmetricSum {
    SymmetricSum::new(slots, |block| 0..(block + 1) * 8)
}

/// The row of a drive value, which may push out another.
fn kept<'a>(cache: &'a mut [Option<(u32, UnitRow)>], table: &DriveTable, s: f32) -> &'a UnitRow {
    let bits = s.to_bits();
    let first = (bits.wrapping_mul(0x9E37_79B1) >> 19) as usize; // by the golden ratio; 13 bits are left
    let mut places = (first..first + PLACES).map(|place| place % CACHED);
    let free = |place: &usize| cache[*place].as_ref().is_none_or(|(known, _)| *known == bits);
    let row = &mut cache[places.find(free).unwrap_or(first)];
    if row.as_ref().is_none_or(|(known, _)| *known != bits) {
        *row = None;
    }
    &row.get_or_insert_with(|| (bits, table.row(f64::from(s)))).1
}

/// Whether the columns of so many images are few.
pub(super) fn few(network: &Network, images: usize, modes: usize) -> bool {
    images * modes <= (network.units() / 2).max(64)
}

/// A run of images in the making.
#[derive(Clone, Debug)]
pub struct Run {
    network: Network,
    coupled: SymmetricSum,
    square: Option<SymmetricSum>,
    /// Modes of the mean and of the reverse force that are not summed yet.
    waiting: (Steps, Steps),
    columns: Vec<f32>,
    /// How many images, the sum of the reverse squares, then the scalars over slots.
    sums: Vec<f64>,
    /// Rows with the bits of their drive values, at one of the places that the bits give.
    cache: Vec<Option<(u32, UnitRow)>>,
}

impl Run {
    /// No image yet; of a set of so many images in all.
    pub fn new(network: &Network, table: &DriveTable, images: usize) -> Self {
        let slots = network.slots();
        Run {
            network: network.clone(),
            coupled: network.coupled_sum(),
            square: (!few(network, images, table.modes())).then(|| square(slots)),
            waiting: (Steps::new(slots, CHUNK), Steps::new(slots, CHUNK)),
            columns: Vec::new(),
            sums: vec![0.0; 2 + 3 * slots],
            cache: Vec::new(),
        }
    }

    /// Adds an image by the drive values of all units, N scaled pixels.
    pub fn add(&mut self, table: &DriveTable, drive: &[f32]) {
        let (slots, modes) = (self.network.slots(), table.modes());
        self.cache.resize(CACHED, None);
        let (mut means, mut forces) = (vec![0.0f32; modes * slots], vec![0.0f32; modes * slots]);
        self.sums[0] += 1.0;
        for (unit, &s) in drive.iter().enumerate() {
            let row = kept(&mut self.cache, table, s);
            let slot = self.network.slot(unit);
            self.sums[1] += row.reverse_square;
            for (k, x) in [row.mean, row.variance, row.reverse_force].into_iter().enumerate() {
                self.sums[2 + k * slots + slot] += x;
            }
            let (mean_modes, force_modes) = (row.mean_modes(), row.force_modes());
            for mode in 0..modes {
                means[mode * slots + slot] = mean_modes[mode] as f32;
                forces[mode * slots + slot] = force_modes[mode] as f32;
            }
        }
        for (mean, force) in means.chunks(slots).zip(forces.chunks(slots)) {
            self.waiting.0.push(mean);
            self.waiting.1.push(force);
            if self.waiting.0.is_full() {
                self.flush();
            }
        }
        if self.square.is_none() {
            self.columns.append(&mut means);
        }
    }

    fn flush(&mut self) {
        self.coupled.add(&self.waiting.1, &self.waiting.0);
        if let Some(square) = &mut self.square {
            square.add_square(&self.waiting.0);
        }
        self.waiting.0.clear();
        self.waiting.1.clear();
    }

    /// The sums, which begin again: pairs, then all pairs or columns; the others.
    pub fn take(&mut self) -> Payload {
        self.flush();
        let square = self.square.as_ref().map_or(self.columns.as_slice(), SymmetricSum::values);
        let singles = [self.coupled.values(), square].concat();
        self.coupled.clear();
        self.square.iter_mut().for_each(SymmetricSum::clear);
        self.columns.clear();
        let empty = vec![0.0; self.sums.len()];
        Payload { singles, doubles: std::mem::replace(&mut self.sums, empty) }
    }
}
