//! Looking into a trained computer: the spectrum of its couplings, the potential and the density of one
//! unit, the potential along a pattern and over a plane, the probability of its reversed path, and what its
//! energy is to be compared with.

pub mod costs;
pub mod density;
pub mod ledger;
pub mod paths;
pub mod plane;
pub mod potential;
pub mod spectrum;
