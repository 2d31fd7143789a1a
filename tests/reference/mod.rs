//! The oracle that all physics tests share: the naive f64 reference of the self-check, the crate's
//! noise in the order of the units, and densities by brute force.
#![allow(dead_code, unused_imports)] // every test file uses a part

pub mod density;

pub use thermogen::check::reference::*;
pub use thermogen::check::statistics;

use thermogen::kernels::gaussian::{NoiseSource, fill_units};
use thermogen::kernels::philox::Purpose;
use thermogen::physics::network::Network;

/// The standard normals that the crate gives a sample's units in a step, in the order of the units.
pub fn noise_of(network: &Network, seed: u32, purpose: Purpose, sample: u32, step: u32) -> Vec<f64> {
    let mut slots = vec![0.0; network.slots()];
    fill_units(NoiseSource { seed, purpose, step }, sample, 1.0, &mut slots);
    (0..network.units()).map(|unit| f64::from(slots[network.slot(unit)])).collect()
}
