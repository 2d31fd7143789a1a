//! Generation, a slice at a time, with its heat, work and overlaps.

use super::Model;
use super::{Outcome, set_all};
use thermogen::fingerprint::Fingerprint;
use thermogen::learn::quality;
use thermogen::parameters::ParameterError;
use thermogen::physics::events::{Action, Event};
use thermogen::physics::generation;
use wasm_bindgen::prelude::*;

#[path = "../../common/generation.rs"]
mod common;

/// Samples being generated.
#[wasm_bindgen]
pub struct Generation(#[wasm_bindgen(skip)] pub generation::Generation);

#[wasm_bindgen]
impl Generation {
    /// Samples with the global indices first … first + samples − 1; settings go over those that the
    /// computer was trained with.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &Model, settings: &JsValue, first: u32, samples: usize) -> Outcome<Generation> {
        let parameters = set_all(model.0.parameters.clone(), settings)?;
        let most = 4096;
        if !(1..=most).contains(&samples) {
            return Err(ParameterError::invalid("samples", samples, format!("1 to {most} at a time")).into());
        }
        Ok(Generation(generation::Generation::new(model.0.clone(), parameters, first, samples)?))
    }
    /// The visible units, samples × Nv.
    pub fn visible(&self) -> Vec<f32> {
        self.0.visible()
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
}

/// The questions to a run that a page's first view does not ask.
#[wasm_bindgen]
impl Generation {
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
    /// The same in parts, samples × [on-site, bias, visible–hidden, hidden–hidden, visible–visible,
    /// drive], kT.
    #[wasm_bindgen(js_name = heatParts)]
    pub fn heat_parts(&self) -> Vec<f64> {
        let parts = |sample| self.0.heat_emitted(sample).parts().map(|(_, part)| part);
        (0..self.0.samples()).flat_map(parts).collect()
    }
    /// The energy of each sample now, that of its drive included, kT.
    pub fn energies(&self) -> Vec<f64> {
        self.of_each(|run, sample| run.energy(sample).total())
    }
    /// Work done by events on each sample so far, kT: energy now − energy at the start = work − heats.
    pub fn work(&self) -> Vec<f64> {
        self.of_each(|run, sample| run.work(sample).total())
    }
    /// Work of switching on what is on from the start, on each sample, kT; no part of `work`.
    #[wasm_bindgen(js_name = workOfSwitchingOn)]
    pub fn work_of_switching_on(&self) -> Vec<f64> {
        self.of_each(|run, sample| run.work_of_switching_on(sample))
    }
    /// Acts on all samples now: a name and a value as in an event's text.
    pub fn apply(&mut self, name: &str, value: &str) -> Outcome<()> {
        Ok(self.0.apply(Action::new(name, value)?)?)
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
    /// A hash of the bits of each sample's units; `joinFingerprints` makes the run's of them.
    #[wasm_bindgen(js_name = sampleFingerprints)]
    pub fn sample_fingerprints(&self) -> Vec<String> {
        self.0.sample_fingerprints().iter().map(Fingerprint::to_string).collect()
    }
}

/// Forces on single units, and heat summed step by step.
#[wasm_bindgen]
impl Generation {
    /// Sums heat step by step as well, by the midpoint rule; to be called before the first step. Slow.
    #[wasm_bindgen(js_name = sumMidpoints)]
    pub fn sum_midpoints(&mut self) {
        self.0.sum_midpoints();
    }
    /// The heats by the midpoint sum so far, samples × [generation, cooling], kT; empty unless they are summed.
    #[wasm_bindgen(js_name = midpointHeats)]
    pub fn midpoint_heats(&self) -> Vec<f64> {
        (0..self.0.samples()).flat_map(|sample| self.0.midpoint_heats(sample)).flatten().collect()
    }
    /// The thermal energy that heat and work are counted in, E₀.
    #[wasm_bindgen(js_name = referenceKt)]
    pub fn reference_kt(&self) -> f64 {
        self.0.reference_kt()
    }
    /// One unit (visible first) of each sample now.
    #[wasm_bindgen(js_name = unitValues)]
    pub fn unit_values(&self, unit: usize) -> Outcome<Vec<f64>> {
        self.one("unit", unit, self.0.model().couplings.network().units())?;
        Ok((0..self.0.samples()).map(|sample| f64::from(self.0.units(sample)[unit])).collect())
    }
    /// The force on one unit of each sample besides that of its own well while all others stay where they are: the
    /// conditional bias b + Σ_j J_ij x_j − f, E₀.
    #[wasm_bindgen(js_name = unitBiases)]
    pub fn unit_biases(&self, unit: usize) -> Outcome<Vec<f64>> {
        self.one("unit", unit, self.0.model().couplings.network().units())?;
        Ok((0..self.0.samples()).map(|sample| self.0.unit_potential(sample, unit).bias).collect())
    }
    /// The potential of one unit of a sample while all others stay: V at each x minus V at 0, kT.
    #[wasm_bindgen(js_name = unitPotential)]
    pub fn unit_potential(&self, sample: usize, unit: usize, xs: &[f64]) -> Outcome<Vec<f64>> {
        self.one("sample", sample, self.0.samples())?;
        self.one("unit", unit, self.0.model().couplings.network().units())?;
        let potential = self.0.unit_potential(sample, unit);
        Ok(xs.iter().map(|&x| potential.at(x) / self.0.reference_kt()).collect())
    }
}

impl Generation {
    fn one(&self, name: &'static str, value: usize, most: usize) -> Outcome<()> {
        if value < most {
            return Ok(());
        }
        Err(ParameterError::invalid(name, value, format!("below {most}")).into())
    }
}
