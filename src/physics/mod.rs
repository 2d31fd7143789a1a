//! The computer and its reference process: units, couplings, potential, bath, noising, the
//! reversed path's probability, heat.

pub mod books;
pub mod couplings;
pub mod denoising;
pub mod equilibrium;
pub mod events;
pub mod fokker_planck;
pub mod heat;
pub mod langevin;
pub mod network;
pub mod noising;
pub mod on_site;
pub mod potential;
pub mod reverse_path;
pub mod stability;
