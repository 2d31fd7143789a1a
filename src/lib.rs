//! Generative thermodynamic computing.
pub mod data;
pub mod kernels;
pub mod parameters;
pub mod physics;
pub mod simd;
