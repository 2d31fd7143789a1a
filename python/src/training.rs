//! Training: images in, a model out.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use thermogen::data::images::ImageSet;
use thermogen::learn::error::TrainingError;
use thermogen::learn::parts::{self, Parts};
use thermogen::learn::training::Training;
use thermogen::learn::workers::Workers;
use thermogen::parameters::{ParameterError, Parameters};

use crate::images::{self, read};
use crate::model::Model;
use crate::refused;
use crate::settings::of_training;
use crate::watch::{self, Watch};

/// Trains on images, the bytes of a `.npy` file.
#[pyfunction]
#[pyo3(signature = (images, labels, preset, settings, moments, progress))]
pub fn train(
    py: Python<'_>,
    images: &[u8],
    labels: Option<&[u8]>,
    preset: Option<&str>,
    settings: &Bound<'_, PyDict>,
    moments: Option<Vec<Vec<u8>>>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Model> {
    let parameters = of_training(preset, settings)?;
    let set = images::images(images, labels, &parameters)?;
    let trained = watch::run(py, progress, move |watch| trained(parameters, &set, moments, watch))?;
    let training = trained.map_err(refused)?;
    Ok(Model {
        model: training.model(),
        loss: training.history().to_vec(),
        targets: training.set().images().to_vec(),
    })
}

/// A training to its end on all threads, or as far as it is wanted.
fn trained(
    parameters: Parameters,
    set: &ImageSet,
    moments: Option<Vec<Vec<u8>>>,
    watch: &Watch,
) -> Result<Training, TrainingError> {
    let mut training = Training::new(parameters.clone(), set)?;
    if let Some(files) = moments {
        training.take_moments(parts::merged(files.iter().map(Vec::as_slice), set, &parameters)?)?;
    }
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

/// The moments of a part of the images, from 0, of so many parts, as the bytes of a file.
#[pyfunction]
pub fn moments<'py>(
    py: Python<'py>,
    images: &[u8],
    labels: Option<&[u8]>,
    part: (usize, usize),
    preset: Option<&str>,
    settings: &Bound<'_, PyDict>,
) -> PyResult<Bound<'py, PyBytes>> {
    let (part, parts) = part;
    let parameters = of_training(preset, settings)?;
    let set = images::images(images, labels, &parameters)?;
    if part >= parts {
        let limit = "a part from 0, and more parts than that";
        return Err(refused(ParameterError::invalid("part", format!("{part} of {parts}"), limit)));
    }
    let file = watch::run(py, None, move |_| {
        let all = Parts::new(&set, &parameters)?;
        Ok(all.file(part, parts, &all.sum(all.range(part, parts))))
    })?;
    Ok(PyBytes::new(py, &file.map_err(|error: TrainingError| refused(error))?))
}
