//! Training: images in, a model out.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use thermogen::data::{images::ImageSet, pixels};
use thermogen::learn::error::TrainingError;
use thermogen::learn::training::Training;
use thermogen::learn::workers::Workers;
use thermogen::parameters::{CouplingForm, Parameters};

use crate::model::Model;
use crate::refused;
use crate::settings::settings;
use crate::watch::{self, Watch};

/// Images from the bytes of a `.npy` file, and their labels; in grey unless the couplings may be in factors.
pub fn images(bytes: &[u8], labels: Option<&[u8]>, parameters: &Parameters) -> PyResult<ImageSet> {
    read(bytes, labels, parameters.couplings != CouplingForm::Dense)
}

fn read(bytes: &[u8], labels: Option<&[u8]>, colour: bool) -> PyResult<ImageSet> {
    let pixels = pixels::read(bytes).map_err(refused)?;
    let pixels = if colour { pixels.colour() } else { pixels.grey().into() };
    let labels = labels.map(pixels::read_labels).transpose().map_err(refused)?;
    let size = [pixels.cols, pixels.rows, pixels.channels];
    ImageSet::of_channels(size, pixels.bytes, labels).map_err(refused)
}

/// Trains on images, the bytes of a `.npy` file.
#[pyfunction]
#[pyo3(signature = (images, labels, preset, settings, progress))]
pub fn train(
    py: Python<'_>,
    images: &[u8],
    labels: Option<&[u8]>,
    preset: Option<&str>,
    settings: &Bound<'_, PyDict>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Model> {
    let parameters = self::settings(Parameters::default(), preset, settings, |_| true)?;
    let set = self::images(images, labels, &parameters)?;
    let trained = watch::run(py, progress, move |watch| trained(parameters, &set, watch))?;
    let training = trained.map_err(refused)?;
    Ok(Model {
        model: training.model(),
        loss: training.history().to_vec(),
        targets: training.set().images().to_vec(),
    })
}

/// A training to its end on all threads, or as far as it is wanted.
fn trained(parameters: Parameters, set: &ImageSet, watch: &Watch) -> Result<Training, TrainingError> {
    let mut training = Training::new(parameters, set)?;
    let mut workers = Workers::new(&training);
    while !watch.is_left() && !workers.advance(&mut training)? {
        watch.tell(training.fraction());
    }
    training.check()?;
    Ok(training)
}

/// Pixels, sizes, labels.
type Bytes<'py> = (Bound<'py, PyBytes>, [usize; 3], Option<Bound<'py, PyBytes>>);

/// Images as bytes, with width, height and channels, and labels.
#[pyfunction]
pub fn image_bytes<'py>(
    py: Python<'py>,
    images: &[u8],
    labels: Option<&[u8]>,
    colour: bool,
) -> PyResult<Bytes<'py>> {
    let set = read(images, labels, colour)?;
    let labels = set.labels().map(|labels| PyBytes::new(py, labels));
    Ok((PyBytes::new(py, set.pixels()), [set.width(), set.height(), set.channels()], labels))
}
