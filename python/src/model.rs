//! A trained model and what can be asked of it.

use numpy::{PyArray1, PyArray2};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use rayon::prelude::*;
use thermogen::data::checkpoint;
use thermogen::kernels::philox::Purpose;
use thermogen::learn::drives::drives;
use thermogen::learn::quality::Quality;
use thermogen::learn::validation::Validation;
use thermogen::parameters::{Entry, ParameterError};
use thermogen::physics::noising::Noising;

use crate::arrays::{few, rows};
use crate::generation::{Asked, generated};
use crate::images::images;
use crate::settings::{settings, to_python};
use crate::{refused, watch};

/// A trained computer, with the excess loss of each iteration and the scaled images where it was trained here.
#[pyclass(frozen, module = "thermogen._core")]
pub struct Model {
    pub model: thermogen::Model,
    pub loss: Vec<f64>,
    pub targets: Vec<f32>,
}

/// The rows of J one after the other, and b.
type Theta<'py> = (Bound<'py, PyArray1<f32>>, Bound<'py, PyArray1<f32>>);

/// x′ and Δx of each step, steps × units.
type Recorded<'py> = (Bound<'py, PyArray2<f32>>, Bound<'py, PyArray2<f32>>);

#[pymethods]
impl Model {
    #[staticmethod]
    fn load(bytes: &[u8]) -> PyResult<Self> {
        let model = checkpoint::load(bytes).map_err(refused)?;
        Ok(Model { model, loss: Vec::new(), targets: Vec::new() })
    }

    fn save<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &checkpoint::save(&self.model))
    }

    #[getter]
    fn fingerprint(&self) -> String {
        self.model.couplings.fingerprint().to_string()
    }

    /// Width, height, channels, hidden units.
    #[getter]
    fn sizes(&self) -> [usize; 4] {
        let network = self.model.couplings.network();
        [network.width(), network.height(), network.channels(), network.hidden()]
    }

    #[getter]
    fn classes(&self) -> Vec<u16> {
        self.model.classes.iter().copied().map(u16::from).collect()
    }

    #[getter]
    fn parameters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let all = PyDict::new(py);
        for (name, value) in self.model.parameters.values() {
            all.set_item(name, to_python(py, &value)?)?;
        }
        Ok(all)
    }

    #[getter]
    fn loss<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        PyArray1::from_slice(py, &self.loss)
    }

    /// The scaled training images, images × visible units in a row; empty for a model from a file.
    #[getter]
    fn targets<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f32>> {
        PyArray1::from_slice(py, &self.targets)
    }

    /// Couplings and biases: one row of J after the other, then b.
    fn couplings<'py>(&self, py: Python<'py>) -> PyResult<Theta<'py>> {
        let couplings = &self.model.couplings;
        let units = couplings.network().units();
        few("couplings", (units * units) as u64)?;
        let pairs: Vec<f32> = (0..units).flat_map(|unit| couplings.row(unit)).collect();
        let biases = [couplings.bias_visible.as_slice(), &couplings.bias_hidden].concat();
        Ok((PyArray1::from_vec(py, pairs), PyArray1::from_vec(py, biases)))
    }

    /// Samples; see `generation`.
    #[pyo3(signature = (settings, first, asked, frames, start, clamps, events, progress))]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is an argument of the function that Python's users call"
    )]
    fn generate<'py>(
        &self,
        py: Python<'py>,
        settings: &Bound<'py, PyDict>,
        first: u32,
        asked: Asked,
        frames: Option<u32>,
        start: Option<&[u8]>,
        clamps: Option<(Vec<u8>, Vec<u8>)>,
        events: &str,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let parameters = self::settings(self.model.parameters.clone(), settings, Entry::of_generation)?;
        let clamps = clamps.as_ref().map(|(mask, values)| (mask.as_slice(), values.as_slice()));
        generated(py, &self.model, parameters, (first, asked, frames), (start, clamps, events), progress)
    }

    /// One recorded noising trajectory of an image.
    fn noise<'py>(
        &self,
        py: Python<'py>,
        image: &[u8],
        label: Option<&[u8]>,
        trajectory: u32,
        settings: &Bound<'py, PyDict>,
    ) -> PyResult<Recorded<'py>> {
        let p = self::settings(self.model.parameters.clone(), settings, Entry::of_noising)?;
        let network = self.model.couplings.network().clone();
        let drives = drives(&self.model, &p, &images(image, label, &p)?).map_err(refused)?;
        let [drive] = <[Vec<f32>; 1]>::try_from(drives)
            .map_err(|drives| refused(ParameterError::invalid("image", drives.len(), "one image")))?;
        few("dt", u64::from(p.steps()) * network.units() as u64)?;
        let units = network.units();
        let (arrivals, moves) = watch::run(py, None, move |_| {
            let mut noising = Noising::new(&p, &network, Purpose::Noising);
            noising.begin(trajectory, &drive);
            noising.record(p.steps())
        })?;
        Ok((rows(py, arrivals, units)?, rows(py, moves, units)?))
    }

    /// Excess losses of noising trajectories that the training did not use.
    fn validate<'py>(
        &self,
        py: Python<'py>,
        set: &[u8],
        labels: Option<&[u8]>,
        trajectories: u32,
        settings: &Bound<'py, PyDict>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<(f64, Bound<'py, PyArray1<f64>>)> {
        let p = self::settings(self.model.parameters.clone(), settings, Entry::of_noising)?;
        let (set, model) = (images(set, labels, &p)?, self.model.clone());
        let found = watch::run(py, progress, move |watch| {
            let validation = Validation::new(&model, &p, &set)?;
            let excess = |all: &mut thermogen::learn::validation::Trajectories<'_>, k| {
                if watch.is_left() { 0.0 } else { all.excess(k) }
            };
            let all = (0..trajectories).into_par_iter();
            let excesses: Vec<f64> = all.map_init(|| validation.begin(), excess).collect();
            Ok((validation.level(), excesses))
        })?;
        let (level, excesses) =
            found.map_err(|error: thermogen::learn::error::TrainingError| refused(error))?;
        Ok((level, PyArray1::from_vec(py, excesses)))
    }

    /// Images as this model's units see them, images × visible units in a row.
    fn scaled<'py>(&self, py: Python<'py>, set: &[u8]) -> PyResult<Bound<'py, PyArray1<f32>>> {
        let p = &self.model.parameters;
        let set = images(set, None, p)?;
        let visible = self.model.couplings.network().visible();
        if set.size() != visible {
            return Err(refused(ParameterError::invalid(
                "images",
                set.size(),
                format!("of {visible} numbers each"),
            )));
        }
        Ok(PyArray1::from_vec(py, set.scaled(p.scale, p.scale_factor).map_err(refused)?))
    }

    /// Overlaps of samples with images: mean, its standard error, recognised, inverted, shares.
    fn quality(&self, samples: Vec<f32>, images: Vec<f32>) -> (f64, Option<f64>, f64, f64, Vec<f64>) {
        let visible = self.model.couplings.network().visible();
        let q = Quality::of(&samples, &images, visible);
        (q.mean_best_overlap, q.mean_best_overlap_error, q.recognised, q.inverted, q.shares)
    }
}
