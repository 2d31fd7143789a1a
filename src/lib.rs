//! Generative thermodynamic computing (placeholder while the core is written).
pub mod data;
