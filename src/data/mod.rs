//! Inputs and outputs: image sets, glyphs, and the file formats people have.
//!
//! Every reader takes bytes and treats them as hostile: a size is checked against the bytes at
//! hand and against a stated limit before anything is allocated for it.

pub mod checkpoint;
pub mod error;
pub mod glyphs;
pub mod idx;
pub mod images;
pub mod kinds;
pub mod link;
pub mod npy;
pub mod pictures;
pub mod pixels;
pub mod receipt;
mod strokes;
pub mod tensors;

pub use error::DataError;
