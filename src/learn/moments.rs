//! The moments that the loss depends on, exact and without a trajectory.
//!
//! With C = ⟨x′x′ᵀ⟩, m = ⟨x′⟩, G = ⟨g x′ᵀ⟩ and ⟨g⟩ averaged over images and noising time, the loss is
//! ½⟨‖g + b + Jx′‖²⟩ μΔt/(2kT). Given the image the units are independent, so off the diagonal C and
//! G are sums of products of the table's modes: C = U Uᵀ + diag(variance). Few columns of U are kept
//! as they are; many are summed into C, so memory does not grow with the number of images. Moments
//! of two sets add; sums run in f32 within a run of [`RUN`] columns and in f64 over the runs.

use super::table::{DriveTable, UnitRow};
use crate::kernels::symmetric_sums::{Steps, SymmetricSum};
use crate::physics::network::Network;
use std::collections::HashMap;

/// Columns of one product.
const CHUNK: usize = 64;
/// Columns that are summed in f32.
pub const RUN: usize = 8 * CHUNK;
/// Rows kept from drive value to drive value before the cache is emptied.
const CACHED: usize = 1 << 13;

/// Sums over images; see the module.
#[derive(Clone, Debug)]
pub struct Moments {
    network: Network,
    images: u64,
    /// Over slots: Σ mean, Σ variance, Σ reverse force.
    means: Vec<f64>,
    variances: Vec<f64>,
    reverse_forces: Vec<f64>,
    reverse_square: f64,
    /// Σ G + Gᵀ on coupled pairs, as places of `coupled`.
    right: Vec<f64>,
    coupled: SymmetricSum,
    /// Modes of the mean and of the reverse force that are not summed yet.
    waiting: (Steps, Steps),
    run: usize,
    /// The columns of U times √images, while there are few.
    columns: Vec<Vec<f32>>,
    /// Σ U Uᵀ on all pairs, once there are many.
    full: Option<(SymmetricSum, Vec<f64>)>,
    cache: HashMap<u32, UnitRow>,
}

/// The second moments as the solver takes them.
#[derive(Clone, Debug)]
pub enum SecondMoments {
    /// C = U Uᵀ + diag(variance), U as columns over slots.
    LowRank(Vec<Vec<f32>>),
    /// C less diag(variance), slots × slots.
    Full(Vec<f32>),
}

impl Moments {
    /// No image yet.
    pub fn new(network: &Network) -> Self {
        let slots = network.slots();
        let coupled = network.coupled_sum();
        Moments {
            network: network.clone(),
            images: 0,
            means: vec![0.0; slots],
            variances: vec![0.0; slots],
            reverse_forces: vec![0.0; slots],
            reverse_square: 0.0,
            right: vec![0.0; coupled.len()],
            coupled,
            waiting: (Steps::new(slots, CHUNK), Steps::new(slots, CHUNK)),
            run: 0,
            columns: Vec::new(),
            full: None,
            cache: HashMap::new(),
        }
    }

    /// The most columns of U that are kept as they are.
    fn most_columns(&self) -> usize {
        (self.network.units() / 2).max(64)
    }

    /// Adds an image by the drive values of all units, N scaled pixels.
    pub fn add(&mut self, table: &DriveTable, drive: &[f32]) {
        let (slots, modes) = (self.network.slots(), table.modes());
        if self.cache.len() > CACHED {
            self.cache.clear();
        }
        let mut columns = vec![vec![0.0f32; slots]; 2 * modes];
        for (unit, &s) in drive.iter().enumerate() {
            let row = self.cache.entry(s.to_bits()).or_insert_with(|| table.row(f64::from(s)));
            let slot = self.network.slot(unit);
            self.means[slot] += row.mean;
            self.variances[slot] += row.variance;
            self.reverse_forces[slot] += row.reverse_force;
            self.reverse_square += row.reverse_square;
            for (column, &value) in columns.iter_mut().zip(row.mean_modes.iter().chain(&row.force_modes)) {
                column[slot] = value as f32;
            }
        }
        self.images += 1;
        let forces = columns.split_off(modes);
        for (mean, force) in columns.into_iter().zip(forces) {
            self.waiting.0.push(&mean);
            self.waiting.1.push(&force);
            if self.full.is_none() {
                self.columns.push(mean);
            }
            if self.waiting.0.is_full() {
                self.flush();
            }
        }
    }

    fn flush(&mut self) {
        if self.waiting.0.is_empty() {
            return;
        }
        self.coupled.add(&self.waiting.1, &self.waiting.0);
        if let Some((sum, _)) = &mut self.full {
            sum.add_square(&self.waiting.0);
        }
        self.run += self.waiting.0.len();
        self.waiting.0.clear();
        self.waiting.1.clear();
        if self.run >= RUN {
            self.spill();
        }
        if self.full.is_none() && self.columns.len() > self.most_columns() {
            self.fill();
        }
    }

    fn spill(&mut self) {
        self.coupled.spill(&mut self.right);
        if let Some((sum, total)) = &mut self.full {
            sum.spill(total);
        }
        self.run = 0;
    }

    /// Sums the columns kept so far into C and keeps none from now on.
    fn fill(&mut self) {
        let slots = self.network.slots();
        let mut sum = SymmetricSum::new(slots, |block| 0..(block + 1) * 8);
        let mut total = vec![0.0; sum.len()];
        let mut chunk = Steps::new(slots, CHUNK);
        for (i, column) in std::mem::take(&mut self.columns).iter().enumerate() {
            chunk.push(column);
            if chunk.is_full() {
                sum.add_square(&chunk);
                chunk.clear();
            }
            if (i + 1) % RUN == 0 {
                sum.spill(&mut total);
            }
        }
        sum.add_square(&chunk);
        sum.spill(&mut total);
        self.full = Some((sum, total));
    }

    /// Adds the moments of another set of images on the same network.
    pub fn merge(&mut self, mut other: Moments) {
        self.flush();
        other.flush();
        self.spill();
        other.spill();
        let add = |ours: &mut [f64], theirs: &[f64]| ours.iter_mut().zip(theirs).for_each(|(x, y)| *x += y);
        add(&mut self.means, &other.means);
        add(&mut self.variances, &other.variances);
        add(&mut self.reverse_forces, &other.reverse_forces);
        add(&mut self.right, &other.right);
        self.reverse_square += other.reverse_square;
        self.images += other.images;
        if other.full.is_some() && self.full.is_none() {
            self.fill();
        } else if self.full.is_some() && other.full.is_none() {
            other.fill();
        }
        self.columns.append(&mut other.columns);
        if let (Some((_, ours)), Some((_, theirs))) = (&mut self.full, &other.full) {
            add(ours, theirs);
        }
        if self.full.is_none() && self.columns.len() > self.most_columns() {
            self.fill();
        }
    }

    /// Averages over the images: (C less its variances, variances, m, −(G + Gᵀ), −⟨g⟩, Σ⟨g²⟩ less the
    /// noise's part), vectors and matrices over slots.
    pub fn averages(mut self) -> Averages {
        self.flush();
        self.spill();
        let weight = 1.0 / self.images.max(1) as f64;
        let scaled = |x: Vec<f64>, by: f64| x.into_iter().map(|x| x * by).collect::<Vec<f64>>();
        let slots = self.network.slots();
        let second = match self.full {
            None => {
                let by = libm::sqrt(weight);
                let scale =
                    |column: Vec<f32>| column.into_iter().map(|x| (f64::from(x) * by) as f32).collect();
                SecondMoments::LowRank(self.columns.into_iter().map(scale).collect())
            }
            Some((sum, total)) => {
                let mut full = vec![0.0; slots * slots];
                sum.for_each_place(|place, i, j| {
                    if i <= j {
                        let value = (total[place] * weight) as f32;
                        full[i * slots + j] = value;
                        full[j * slots + i] = value;
                    }
                });
                SecondMoments::Full(full)
            }
        };
        let mut right = vec![0.0; slots * slots];
        self.coupled.for_each_place(|place, i, j| {
            let value = -weight * self.right[place];
            right[i * slots + j] = value;
            right[j * slots + i] = value;
        });
        Averages {
            second,
            variances: scaled(self.variances, weight),
            means: scaled(self.means, weight),
            right,
            right_bias: scaled(self.reverse_forces, -weight),
            reverse_square: self.reverse_square * weight,
            network: self.network,
        }
    }
}

/// What the solver needs: averages over images and time.
#[derive(Clone, Debug)]
pub struct Averages {
    /// The units and pairs.
    pub network: Network,
    /// C less its diagonal of variances.
    pub second: SecondMoments,
    /// Mean variance of each slot.
    pub variances: Vec<f64>,
    /// m.
    pub means: Vec<f64>,
    /// −(G + Gᵀ), slots × slots; the diagonal means nothing.
    pub right: Vec<f64>,
    /// −⟨g⟩.
    pub right_bias: Vec<f64>,
    /// Σ over units of ⟨g²⟩ less the noise's part.
    pub reverse_square: f64,
}
