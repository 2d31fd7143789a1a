//! The wasm boundary: converts, delegates, maps errors. Arrays are copied in and out.

pub mod costs;
#[cfg(feature = "tools")]
pub mod inspect;
#[cfg(feature = "tools")]
pub mod receipts;

use crate::data::images::ImageSet;
use crate::data::{DataError, checkpoint, glyphs, idx};
use crate::fingerprint::Fingerprint;
use crate::learn::quality;
use crate::learn::training::{Training, TrainingError};
use crate::model;
use crate::parameters::{self, ParameterError, Parameters, Value};
use crate::physics::denoising::{Denoising, DenoisingError};
use crate::physics::events::{Act, Event};
use crate::physics::stability::Stability;
use js_sys::{Error, Reflect};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

type Outcome<T> = Result<T, JsValue>;

/// An `Error` named ThermogenError with the field at fault.
fn refuse(field: &str, message: &impl ToString) -> JsValue {
    let error = Error::new(&message.to_string());
    error.set_name("ThermogenError");
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&error, &"field".into(), &field.into());
    error.into()
}

impl From<ParameterError> for JsValue {
    fn from(error: ParameterError) -> Self {
        refuse(error.name(), &error)
    }
}

impl From<DataError> for JsValue {
    fn from(error: DataError) -> Self {
        refuse(error.field(), &error)
    }
}

impl From<TrainingError> for JsValue {
    fn from(error: TrainingError) -> Self {
        refuse(error.field(), &error)
    }
}

impl From<DenoisingError> for JsValue {
    fn from(error: DenoisingError) -> Self {
        refuse(error.field(), &error)
    }
}

/// Sets the parameters that an object of names and values names.
fn set_all(mut parameters: Parameters, settings: JsValue) -> Outcome<Parameters> {
    let settings: BTreeMap<String, Value> =
        serde_wasm_bindgen::from_value(settings).map_err(|error| refuse("settings", &error))?;
    for (name, value) in &settings {
        parameters.set(name, value)?;
    }
    Ok(parameters)
}

/// The parameter table as JSON, an array of rows.
#[wasm_bindgen(js_name = parameterTable)]
pub fn parameter_table() -> String {
    serde_json::to_string(&parameters::table()).unwrap_or_default()
}

/// The presets as JSON: for each name, the parameters that differ from their defaults.
#[wasm_bindgen(js_name = presetTable)]
pub fn preset_table() -> String {
    let defaults: BTreeMap<_, _> = Parameters::default().values().into_iter().collect();
    let changes = |name| {
        let values = parameters::preset(name).unwrap_or_default().values();
        values
            .into_iter()
            .filter(|(name, value)| defaults.get(name) != Some(value))
            .collect::<BTreeMap<_, _>>()
    };
    let presets: BTreeMap<_, _> = parameters::PRESETS.iter().map(|p| (p.name, changes(p.name))).collect();
    serde_json::to_string(&presets).unwrap_or_default()
}

/// The self-check as JSON: version, pass, rows. Takes about a second.
#[wasm_bindgen]
pub fn check() -> String {
    serde_json::to_string(&crate::check::run(None)).unwrap_or_default()
}

/// The rows of the self-check as JSON: an array of their names and of the texts that explain them.
#[wasm_bindgen(js_name = checkRows)]
pub fn check_rows() -> String {
    let rows = crate::check::names().map(|name| (name, crate::check::explanation(name)));
    serde_json::to_string(&rows.collect::<Vec<_>>()).unwrap_or_default()
}

/// One row of the self-check as JSON, by its name.
#[wasm_bindgen(js_name = checkRow)]
pub fn check_row(name: &str) -> Outcome<String> {
    let row = crate::check::row(name, None);
    let row = row.ok_or_else(|| ParameterError::invalid("row", name, "one of checkRows"))?;
    Ok(serde_json::to_string(&row).unwrap_or_default())
}

/// A seed from the system's source of randomness.
#[wasm_bindgen(js_name = freshSeed)]
pub fn fresh_seed() -> Outcome<u32> {
    getrandom::u32().map_err(|error| refuse("seed", &error))
}

/// The names of the stroke glyphs as a JSON array; a glyph's id is its position.
#[wasm_bindgen(js_name = glyphNames)]
pub fn glyph_names() -> String {
    serde_json::to_string(&glyphs::names()).unwrap_or_default()
}

/// One image per id, size × size bytes each; the jitter of the image at position k is that of index
/// first + k under the seed.
#[wasm_bindgen(js_name = glyphs)]
pub fn draw_glyphs(ids: &[u8], size: usize, seed: u32, first: u32) -> Outcome<Vec<u8>> {
    Ok(glyphs::draw(ids, size, seed, first)?.pixels().to_vec())
}

/// The fingerprint of a run from those of all its samples in the order of their indices.
#[wasm_bindgen(js_name = joinFingerprints)]
pub fn join_fingerprints(samples: Vec<String>) -> Outcome<String> {
    let read = |text: &String| text.parse::<Fingerprint>().map_err(|error| refuse("fingerprint", &error));
    let samples = samples.iter().map(read).collect::<Outcome<Vec<_>>>()?;
    Ok(Fingerprint::of_samples(samples).to_string())
}

/// Images read from an IDX file.
#[wasm_bindgen]
pub struct IdxImages(idx::IdxImages);

#[wasm_bindgen]
impl IdxImages {
    /// How many images there are.
    #[wasm_bindgen(getter)]
    pub fn count(&self) -> usize {
        self.0.count
    }
    /// Their height in pixels.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> usize {
        self.0.rows
    }
    /// Their width in pixels.
    #[wasm_bindgen(getter)]
    pub fn cols(&self) -> usize {
        self.0.cols
    }
    /// All pixels, 0 to 255, image after image.
    pub fn pixels(&self) -> Vec<u8> {
        self.0.pixels.clone()
    }
}

/// Reads an IDX or IDX.gz file of images.
#[wasm_bindgen(js_name = readIdxImages)]
pub fn read_idx_images(bytes: &[u8]) -> Outcome<IdxImages> {
    Ok(IdxImages(idx::read_images(bytes)?))
}

/// Reads an IDX or IDX.gz file of labels.
#[wasm_bindgen(js_name = readIdxLabels)]
pub fn read_idx_labels(bytes: &[u8]) -> Outcome<Vec<u8>> {
    Ok(idx::read_labels(bytes)?)
}

/// A training, advanced a slice of work at a time.
#[wasm_bindgen]
pub struct Trainer(Training);

#[wasm_bindgen]
impl Trainer {
    /// A training on images (bytes) with one label each, or none.
    #[wasm_bindgen(constructor)]
    pub fn new(
        settings: JsValue,
        pixels: Vec<u8>,
        labels: Vec<u8>,
        width: usize,
        height: usize,
    ) -> Outcome<Trainer> {
        let parameters = set_all(Parameters::default(), settings)?;
        let labels = (!labels.is_empty()).then_some(labels);
        Ok(Trainer(Training::new(parameters, &ImageSet::new(width, height, pixels, labels)?)?))
    }
    /// Does one slice of work; whether the training is complete.
    pub fn advance(&mut self) -> Outcome<bool> {
        let before = self.0.iteration();
        let complete = self.0.advance();
        if self.0.iteration() > before {
            self.0.check()?;
        }
        Ok(complete)
    }
    /// Iterations done.
    #[wasm_bindgen(getter)]
    pub fn iteration(&self) -> u32 {
        self.0.iteration()
    }
    /// Iterations in all.
    #[wasm_bindgen(getter)]
    pub fn iterations(&self) -> u32 {
        self.0.iterations()
    }
    /// Part of the work that is done, from 0 to 1.
    pub fn fraction(&self) -> f64 {
        self.0.fraction()
    }
    /// For every iteration done, the mean loss of a step less N/2.
    #[wasm_bindgen(js_name = lossExcess)]
    pub fn loss_excess(&self) -> Vec<f64> {
        self.0.history().to_vec()
    }
    /// Looks for the least loss there is, one slice of work at a time; true when it is found or cannot
    /// be known.
    #[wasm_bindgen(js_name = seekOptimum)]
    pub fn seek_optimum(&mut self) -> bool {
        self.0.seek_optimum()
    }
    /// The least loss less N/2 as far as `seekOptimum` has come.
    pub fn optimum(&self) -> Option<f64> {
        self.0.optimum()
    }
    /// The computer as trained so far.
    pub fn model(&self) -> Model {
        Model(self.0.model())
    }
    /// The scaled images, count × Nv.
    pub fn targets(&self) -> Vec<f32> {
        self.0.set().images().to_vec()
    }
}

/// A trained computer.
#[wasm_bindgen]
pub struct Model(model::Model);

#[wasm_bindgen]
impl Model {
    /// Reads a safetensors file.
    pub fn load(bytes: &[u8]) -> Outcome<Model> {
        Ok(Model(checkpoint::load(bytes)?))
    }
    /// The bytes of a safetensors file.
    pub fn save(&self) -> Vec<u8> {
        checkpoint::save(&self.0)
    }
    /// Nv.
    #[wasm_bindgen(getter)]
    pub fn visible(&self) -> usize {
        self.0.couplings.network().visible()
    }
    /// Nh.
    #[wasm_bindgen(getter)]
    pub fn hidden(&self) -> usize {
        self.0.couplings.network().hidden()
    }
    /// Pixels in a row.
    #[wasm_bindgen(getter)]
    pub fn width(&self) -> usize {
        self.0.couplings.network().width()
    }
    /// Rows of pixels.
    #[wasm_bindgen(getter)]
    pub fn height(&self) -> usize {
        self.0.couplings.network().height()
    }
    /// The labels of the classes that can be asked for.
    pub fn classes(&self) -> Vec<u8> {
        if self.0.class_codes.is_empty() { Vec::new() } else { self.0.classes.clone() }
    }
    /// A hash of the bits of θ.
    pub fn fingerprint(&self) -> String {
        self.0.couplings.fingerprint().to_string()
    }
    /// The largest time step that generation with these settings is predicted to stand: beyond it the
    /// stiffest mode grows.
    #[wasm_bindgen(js_name = largestStep)]
    pub fn largest_step(&self, settings: JsValue) -> Outcome<f64> {
        let parameters = set_all(self.0.parameters.clone(), settings)?;
        Ok(Stability::of(&self.0.couplings, &parameters).largest_step)
    }
    /// The couplings of one hidden unit with all visible units.
    #[wasm_bindgen(js_name = couplingMap)]
    pub fn coupling_map(&self, hidden: usize) -> Outcome<Vec<f32>> {
        let network = self.0.couplings.network();
        if hidden >= network.hidden() {
            let limit = format!("below the number of hidden units, {}", network.hidden());
            return Err(ParameterError::invalid("hidden unit", hidden, limit).into());
        }
        Ok((0..network.visible()).map(|i| self.0.couplings.get(i, network.visible() + hidden)).collect())
    }
}

/// Samples being generated.
#[wasm_bindgen]
pub struct Generator(Denoising);

#[wasm_bindgen]
impl Generator {
    /// Samples with the global indices first … first + samples − 1; settings go over those that the
    /// computer was trained with.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &Model, settings: JsValue, first: u32, samples: usize) -> Outcome<Generator> {
        let parameters = set_all(model.0.parameters.clone(), settings)?;
        let most = 4096;
        if !(1..=most).contains(&samples) {
            return Err(ParameterError::invalid("samples", samples, format!("1 to {most} at a time")).into());
        }
        Ok(Generator(Denoising::new(model.0.clone(), parameters, first, samples)?))
    }
    /// Asks for classes before the first step: one for all samples, or one for each.
    #[wasm_bindgen(js_name = askFor)]
    pub fn ask_for(&mut self, classes: &[u8]) -> Outcome<()> {
        let samples = self.0.samples();
        if classes.len() != 1 && classes.len() != samples {
            let limit = format!("one for all samples, or {samples}");
            return Err(ParameterError::invalid("classes", classes.len(), limit).into());
        }
        let mut classes = classes.iter().cycle().take(samples).enumerate();
        Ok(classes.try_for_each(|(sample, &class)| self.0.ask(sample, class))?)
    }
    /// Holds visible units before the first step: those where the mask (Nv) is not 0, at the values of
    /// one image for all samples (Nv) or of one for each (samples × Nv).
    pub fn clamp(&mut self, mask: &[u8], values: &[f32]) -> Outcome<()> {
        let (nv, samples) = (self.0.model().couplings.network().visible(), self.0.samples());
        let whole = values.len() == nv || values.len() == samples * nv;
        if mask.len() != nv || !whole || values.iter().any(|x| !x.is_finite()) {
            let limit = format!("{nv} of the mask with {nv} or {samples} × {nv} finite values");
            return Err(ParameterError::invalid("clamp", values.len(), limit).into());
        }
        for sample in 0..samples {
            let row = values.chunks(nv).cycle().nth(sample).unwrap_or_default();
            let held = row.iter().zip(mask).enumerate().filter(|(_, (_, held))| **held != 0);
            self.0.clamp_sample(sample, &held.map(|(unit, (&at, _))| (unit, at)).collect::<Vec<_>>());
        }
        Ok(())
    }
    /// Heat emitted while cooling by each sample so far, kT, booked apart.
    #[wasm_bindgen(js_name = heatOfCooling)]
    pub fn heat_of_cooling(&self) -> Vec<f64> {
        (0..self.0.samples()).map(|sample| self.0.heat_of_cooling(sample).total()).collect()
    }
    /// Makes up to that many steps; returns how many, fewer at the end.
    pub fn advance(&mut self, steps: u32) -> Outcome<u32> {
        Ok(self.0.advance(steps).map_err(DenoisingError::from)?)
    }
    /// Steps made.
    #[wasm_bindgen(getter)]
    pub fn step(&self) -> u32 {
        self.0.step()
    }
    /// Steps in all.
    #[wasm_bindgen(getter)]
    pub fn steps(&self) -> u32 {
        self.0.steps()
    }
    /// Time since θ was switched on.
    pub fn time(&self) -> f64 {
        self.0.time()
    }
    /// Brightness of the visible units, samples × Nv.
    pub fn pixels(&self) -> Vec<u8> {
        self.0.pixels()
    }
    /// Brightness of the hidden units, samples × Nh.
    #[wasm_bindgen(js_name = hiddenPixels)]
    pub fn hidden_pixels(&self) -> Vec<u8> {
        self.0.hidden_pixels()
    }
    /// The visible units, samples × Nv.
    pub fn visible(&self) -> Vec<f32> {
        self.0.visible()
    }
    /// Heat emitted so far by each sample, kT.
    #[wasm_bindgen(js_name = heatEmitted)]
    pub fn heat_emitted(&self) -> Vec<f64> {
        (0..self.0.samples()).map(|sample| self.0.heat_emitted(sample).total()).collect()
    }
    /// The same in parts, samples × [on-site, bias, visible–hidden, hidden–hidden, visible–visible,
    /// drive], kT.
    #[wasm_bindgen(js_name = heatParts)]
    pub fn heat_parts(&self) -> Vec<f64> {
        let parts = |sample| self.0.heat_emitted(sample).parts().map(|(_, part)| part);
        (0..self.0.samples()).flat_map(parts).collect()
    }
    /// The energy of each sample now, that of its drive included, kT.
    pub fn energies(&self) -> Vec<f64> {
        (0..self.0.samples()).map(|sample| self.0.energy(sample).total()).collect()
    }
    /// Work done by acts on each sample so far, kT: energy now − energy at the start = work − heats.
    pub fn work(&self) -> Vec<f64> {
        (0..self.0.samples()).map(|sample| self.0.work(sample).total()).collect()
    }
    /// Work of switching on what is on from the start, on each sample, kT; no part of `work`.
    #[wasm_bindgen(js_name = workOfSwitchingOn)]
    pub fn work_of_switching_on(&self) -> Vec<f64> {
        (0..self.0.samples()).map(|sample| self.0.work_of_switching_on(sample)).collect()
    }
    /// Acts on all samples now: a name and a value as in an event's text.
    pub fn act(&mut self, name: &str, value: &str) -> Outcome<()> {
        Ok(self.0.act(Act::new(name, value)?)?)
    }
    /// Lets events, each `step:name:value`, happen when their steps come.
    pub fn schedule(&mut self, events: Vec<String>) -> Outcome<()> {
        let events = events.iter().map(|event| event.parse::<Event>()).collect::<Result<Vec<_>, _>>()?;
        Ok(self.0.schedule(&events)?)
    }
    /// The events that have been, each `step:name:value`.
    pub fn events(&self) -> Vec<String> {
        self.0.events().iter().map(Event::to_string).collect()
    }
    /// What one unit (visible first) of a sample feels while all others stay: its conditional bias, where it
    /// is lowest, then V at each x less V at 0, all but the place in kT.
    #[wasm_bindgen(js_name = unitPotential)]
    pub fn unit_potential(&self, sample: usize, unit: usize, xs: &[f64]) -> Outcome<Vec<f64>> {
        let (samples, units) = (self.0.samples(), self.0.model().couplings.network().units());
        for (name, value, most) in [("sample", sample, samples), ("unit", unit, units)] {
            if value >= most {
                return Err(ParameterError::invalid(name, value, format!("below {most}")).into());
            }
        }
        let (potential, kt) = (self.0.unit_potential(sample, unit), self.0.reference_kt());
        let values = xs.iter().map(|&x| potential.at(x) / kt);
        Ok([potential.bias / kt, potential.lowest()].into_iter().chain(values).collect())
    }
    /// Signed overlap of every sample with every target (count × Nv), samples × count.
    pub fn overlaps(&self, targets: &[f32]) -> Outcome<Vec<f32>> {
        let nv = self.0.model().couplings.network().visible();
        if !targets.len().is_multiple_of(nv) {
            let limit = format!("a whole number of images of {nv} pixels");
            return Err(ParameterError::invalid("targets", targets.len(), limit).into());
        }
        let visible = self.0.visible();
        let overlaps = visible.chunks(nv).flat_map(|sample| quality::overlaps(sample, targets));
        Ok(overlaps.map(|overlap| overlap as f32).collect())
    }
    /// A hash of the bits of each sample's units; `joinFingerprints` makes the run's of them.
    #[wasm_bindgen(js_name = sampleFingerprints)]
    pub fn sample_fingerprints(&self) -> Vec<String> {
        self.0.sample_fingerprints().iter().map(Fingerprint::to_string).collect()
    }
    /// A hash of the bits of all units.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_string()
    }
}
