//! Slices in, slices out: random words, Gaussian noise, products of matrices, elementwise updates, groups.
//! No physics here.

pub mod clusters;
pub mod gaussian;
pub mod packed;
pub mod philox;
pub mod symmetric_sums;
pub mod thin;
mod tiles;
