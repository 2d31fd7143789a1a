//! Generation: batches of samples on all cores, with heat and work of each.

use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};
use thermogen::data::npy;
use thermogen::fingerprint::Fingerprint;
use thermogen::parameters::{ParameterError, Parameters};
use thermogen::physics::events::{Event, parse_events};
use thermogen::physics::generation::{Generation, GenerationError};
use thermogen::physics::potential::Energy;

use crate::arrays::{few, rows};
use crate::refused;
use crate::watch::{self, Watch};

/// Samples that one core works on at a time: few enough for its cache, enough to share J among.
const BATCH: usize = 32;
/// Steps between two looks at the watch.
const SLICE: u32 = 32;

/// The classes that samples are asked for.
#[derive(FromPyObject)]
pub enum Asked {
    /// One for each sample.
    Each(Vec<u8>),
    /// One for all, or none.
    All(Option<u8>),
}

/// The settings and inputs that the batches share.
struct Plan {
    model: thermogen::Model,
    parameters: Parameters,
    first: u32,
    asked: Asked,
    /// Rows of states; none where the samples start from equilibrium.
    start: Vec<Vec<f32>>,
    /// The values that units are held at, for all samples alike or for each.
    clamps: Vec<Vec<(usize, f32)>>,
    events: Vec<Event>,
    /// Steps after which the states are kept.
    frames: Vec<u32>,
}

/// A batch of samples at its end.
#[derive(Default)]
struct Batch {
    /// frames × samples × units.
    states: Vec<Vec<f32>>,
    heat: Vec<Energy>,
    cooling: Vec<f64>,
    work: Vec<f64>,
    fingerprints: Vec<Fingerprint>,
}

impl Plan {
    fn class(&self, sample: usize) -> Option<u8> {
        match &self.asked {
            Asked::All(class) => *class,
            Asked::Each(classes) => classes.get(sample).copied(),
        }
    }

    fn begin(&self, from: usize, samples: usize) -> Result<Generation, GenerationError> {
        let first = self.first.wrapping_add(from as u32);
        let mut run = Generation::new(self.model.clone(), self.parameters.clone(), first, samples)?;
        if !self.start.is_empty() {
            run.start_from(&self.start[from..from + samples].concat());
        }
        for sample in 0..samples {
            if let Some(class) = self.class(from + sample) {
                run.ask(sample, class)?;
            }
            if !self.clamps.is_empty() {
                run.clamp_sample(sample, &self.clamps[(from + sample) % self.clamps.len()]);
            }
        }
        run.schedule(&self.events)?;
        Ok(run)
    }

    fn batch(&self, from: usize, done: &AtomicU64, watch: &Watch) -> Result<Batch, GenerationError> {
        let all = self.parameters.samples as usize;
        let samples = BATCH.min(all - from);
        let mut run = self.begin(from, samples)?;
        let mut batch = Batch::default();
        let whole = f64::from(run.steps()) * all as f64;
        for &frame in &self.frames {
            while run.step() < frame && !watch.is_left() {
                let made = run.advance(SLICE.min(frame - run.step()))?;
                let made = u64::from(made) * samples as u64;
                watch.tell((done.fetch_add(made, Ordering::Relaxed) + made) as f64 / whole);
            }
            batch.states.push((0..samples).flat_map(|sample| run.units(sample)).collect());
        }
        batch.heat = (0..samples).map(|sample| run.heat_emitted(sample)).collect();
        batch.cooling = (0..samples).map(|sample| run.heat_of_cooling(sample).total()).collect();
        batch.work = (0..samples).map(|sample| run.work(sample).total()).collect();
        batch.fingerprints = run.sample_fingerprints();
        Ok(batch)
    }

    fn batches(&self, watch: &Watch) -> Result<Vec<Batch>, GenerationError> {
        let done = AtomicU64::new(0);
        let starts = (0..self.parameters.samples as usize).step_by(BATCH).collect::<Vec<_>>();
        starts.into_par_iter().map(|from| self.batch(from, &done, watch)).collect()
    }
}

/// Where kept states stand: the end alone, or so many from start to end.
fn kept(frames: Option<u32>, last: u32) -> PyResult<Vec<u32>> {
    match frames {
        None => Ok(vec![last]),
        Some(count) if (2..=last + 1).contains(&count) => {
            let count = u64::from(count);
            Ok((0..count).map(|k| (k * u64::from(last) / (count - 1)) as u32).collect())
        }
        Some(count) => {
            Err(refused(ParameterError::invalid("frames", count as usize, format!("2 to {}", last + 1))))
        }
    }
}

/// Rows of an array by their width.
fn array(name: &str, bytes: &[u8], widths: &[usize]) -> PyResult<Vec<Vec<f32>>> {
    let array = npy::read(bytes).map_err(refused)?;
    let width = array.shape.last().copied().unwrap_or_default();
    if !widths.contains(&width) || array.values.is_empty() {
        let limit = format!(
            "rows of {} numbers",
            widths.iter().map(usize::to_string).collect::<Vec<_>>().join(" or ")
        );
        return Err(refused(ParameterError::invalid(name, format!("{:?}", array.shape), limit)));
    }
    array.rows(name).map_err(refused)
}

/// The units that are held and at what: one row for all samples, or one for each.
fn held(mask: &[u8], values: &[u8], widths: [usize; 2], samples: usize) -> PyResult<Vec<Vec<(usize, f32)>>> {
    let mask = array("clamp mask", mask, &widths)?.concat();
    let values = array("clamp values", values, &[mask.len()])?;
    if values.len() != 1 && values.len() != samples {
        let limit = format!("one row, or one for each of {samples} samples");
        return Err(refused(ParameterError::invalid("clamp values", values.len(), limit)));
    }
    let row = |row: &Vec<f32>| {
        let units = row.iter().zip(&mask).enumerate().filter(|(_, (_, held))| **held != 0.0);
        units.map(|(unit, (at, _))| (unit, *at)).collect()
    };
    Ok(values.iter().map(row).collect())
}

/// States to start from and units to hold (mask, values), as the bytes of arrays; events.
type Conditions<'a> = (Option<&'a [u8]>, Option<(&'a [u8], &'a [u8])>, &'a str);

/// Arrays of states from a run of a model.
pub fn generated<'py>(
    py: Python<'py>,
    model: &thermogen::Model,
    mut parameters: Parameters,
    (first, asked, frames): (u32, Asked, Option<u32>),
    (start, clamps, events): Conditions<'_>,
    progress: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let network = model.couplings.network();
    let (units, visible) = (network.units(), network.visible());
    let start = start.map(|bytes| array("start", bytes, &[units])).transpose()?.unwrap_or_default();
    if !start.is_empty() {
        parameters.samples = start.len() as u32;
    }
    let samples = parameters.samples as usize;
    let clamps = clamps.map(|(mask, values)| held(mask, values, [visible, units], samples));
    if let Asked::Each(classes) = &asked
        && classes.len() != samples
    {
        let limit = format!("one class, or one for each of {samples} samples");
        return Err(refused(ParameterError::invalid("wanted", classes.len(), limit)));
    }
    let frames = kept(frames, parameters.generate_steps() + parameters.cool_steps())?;
    few("samples", frames.len() as u64 * samples as u64 * units as u64)?;
    let events = parse_events(events).map_err(refused)?;
    let clamps = clamps.transpose()?.unwrap_or_default();
    let plan = Plan { model: model.clone(), parameters, first, asked, start, clamps, events, frames };
    let batches = watch::run(py, progress, move |watch| plan.batches(watch))?.map_err(refused)?;
    arrays(py, &batches, units)
}

/// The arrays of all batches together.
fn arrays<'py>(py: Python<'py>, batches: &[Batch], units: usize) -> PyResult<Bound<'py, PyDict>> {
    let result = PyDict::new(py);
    let frames = batches.first().map_or(0, |batch| batch.states.len());
    let states = (0..frames).flat_map(|frame| batches.iter().flat_map(move |batch| &batch.states[frame]));
    result.set_item("states", rows(py, states.copied().collect(), units)?)?;
    let heats: Vec<&Energy> = batches.iter().flat_map(|batch| &batch.heat).collect();
    let column = |numbers: Vec<f64>| PyArray1::from_vec(py, numbers);
    result.set_item("heat", column(heats.iter().map(|heat| heat.total()).collect()))?;
    let parts = PyDict::new(py);
    for (k, (name, _)) in Energy::default().parts().into_iter().enumerate() {
        parts.set_item(name, column(heats.iter().map(|heat| heat.parts()[k].1).collect()))?;
    }
    result.set_item("heat_parts", parts)?;
    result.set_item("cooling", column(batches.iter().flat_map(|batch| batch.cooling.clone()).collect()))?;
    result.set_item("work", column(batches.iter().flat_map(|batch| batch.work.clone()).collect()))?;
    let of_samples = batches.iter().flat_map(|batch| batch.fingerprints.clone());
    result.set_item("fingerprint", Fingerprint::of_samples(of_samples).to_string())?;
    Ok(result)
}

/// The fingerprint of samples from the bytes of their states, samples × units of float32 in the order of this machine.
#[pyfunction]
pub fn fingerprint(states: &[u8], units: usize) -> String {
    let words = states.as_chunks().0.iter().map(|&word| f32::from_ne_bytes(word));
    let states: Vec<f32> = words.collect();
    Fingerprint::of_samples(states.chunks(units.max(1)).map(Fingerprint::of)).to_string()
}
