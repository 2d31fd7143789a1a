//! Inputs and outputs: image sets, glyphs, and the file formats people have.
//!
//! Every reader takes bytes and treats them as hostile: a size is compared with the bytes there are
//! and with a stated limit before anything is allocated for it.

pub mod checkpoint;
pub(crate) mod error;
pub mod glyphs;
pub mod idx;
pub mod images;
pub mod kinds;
pub mod link;
pub mod npy;
pub mod pictures;
pub mod pixels;
pub mod raster;
pub mod receipt;
mod strokes;
pub mod tensors;

pub use error::DataError;
