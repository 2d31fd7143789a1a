//! Slices in, slices out: random words, Gaussian noise, products of matrices, elementwise updates.
//! No physics here.

pub mod gaussian;
pub mod philox;
pub mod product;
