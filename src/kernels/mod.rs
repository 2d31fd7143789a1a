//! Slices in, slices out: random words, Gaussian noise, products of matrices, elementwise updates, groups.
//! No physics here.

pub mod axes;
pub(crate) mod clusters;
pub(crate) mod components;
pub(crate) mod cosine;
pub mod gaussian;
pub(crate) mod packed;
pub mod philox;
pub(crate) mod symmetric_sums;
pub(crate) mod thin;
mod tiles;
