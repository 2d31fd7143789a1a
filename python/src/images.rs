//! Images as Python hands them over.

use pyo3::prelude::*;
use thermogen::data::{images::ImageSet, pixels};
use thermogen::parameters::{CouplingForm, Parameters};

use crate::refused;

/// Images from the bytes of a `.npy` file, and their labels; in grey unless the couplings may be in factors.
pub fn images(bytes: &[u8], labels: Option<&[u8]>, parameters: &Parameters) -> PyResult<ImageSet> {
    read(bytes, labels, parameters.couplings != CouplingForm::Dense)
}

/// The same, in colour where that is asked for.
pub fn read(bytes: &[u8], labels: Option<&[u8]>, colour: bool) -> PyResult<ImageSet> {
    let pixels = pixels::read(bytes).map_err(refused)?;
    let pixels = if colour { pixels.colour() } else { pixels.grey().into() };
    let labels = labels.map(pixels::read_labels).transpose().map_err(refused)?;
    let size = [pixels.cols, pixels.rows, pixels.channels];
    ImageSet::of_channels(size, pixels.bytes, labels).map_err(refused)
}
