//! Generative thermodynamic computing.
#[cfg(feature = "cli")]
pub mod cli;
pub mod data;
pub mod kernels;
pub mod learn;
pub mod model;
pub mod parameters;
pub mod physics;
pub mod simd;
#[cfg(target_family = "wasm")]
pub mod web;
