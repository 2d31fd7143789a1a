//! The computer and its reference process: units, couplings, potential, bath, noising, the
//! reversed path's probability, heat.

pub mod coding;
pub mod couplings;
pub mod dense;
pub mod disc;
pub mod equilibrium;
pub mod events;
pub mod factored;
pub mod fokker_planck;
pub mod generation;
pub mod heat;
pub mod langevin;
pub mod latent;
pub(crate) mod ledger;
pub mod network;
pub mod noising;
pub mod on_site;
pub mod pairs;
pub mod potential;
pub mod readout;
pub mod reverse_path;
pub mod stability;
pub mod step;
