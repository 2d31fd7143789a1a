//! Generation, a slice at a time, with its heat and overlaps.

use crate::{Model, Outcome, Refusal, set_all};
use thermogen::learn::quality;
use thermogen::physics::generation::{self, GenerationError};
use wasm_bindgen::prelude::*;

/// Samples being generated.
#[wasm_bindgen]
pub struct Generation(generation::Generation);

#[wasm_bindgen]
impl Generation {
    /// Samples with the global indices first … first + samples − 1; settings go over those that the
    /// computer was trained with.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &Model, settings: &JsValue, first: u32, samples: usize) -> Outcome<Generation> {
        let parameters = set_all(model.0.parameters.clone(), settings)?;
        if !(1..=4096).contains(&samples) {
            return Err(Refusal("samples".into()));
        }
        Ok(Generation(generation::Generation::new(model.0.clone(), parameters, first, samples)?))
    }
    /// One number of each sample.
    fn of_each(&self, number: impl Fn(&generation::Generation, usize) -> f64) -> Vec<f64> {
        (0..self.0.samples()).map(|sample| number(&self.0, sample)).collect()
    }
    /// Heat emitted while cooling by each sample so far, kT, recorded apart.
    #[wasm_bindgen(js_name = heatOfCooling)]
    pub fn heat_of_cooling(&self) -> Vec<f64> {
        self.of_each(|run, sample| run.heat_of_cooling(sample).total())
    }
    /// Makes up to that many steps; returns how many, fewer at the end.
    pub fn advance(&mut self, steps: u32) -> Outcome<u32> {
        Ok(self.0.advance(steps).map_err(GenerationError::from)?)
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
    /// Heat emitted so far by each sample, kT.
    #[wasm_bindgen(js_name = heatEmitted)]
    pub fn heat_emitted(&self) -> Vec<f64> {
        self.of_each(|run, sample| run.heat_emitted(sample).total())
    }
    /// Signed overlap of every sample with every target (count × Nv), samples × count.
    pub fn overlaps(&self, targets: &[f32]) -> Outcome<Vec<f32>> {
        let nv = self.0.model().couplings.network().visible();
        if !targets.len().is_multiple_of(nv) {
            return Err(Refusal("targets".into()));
        }
        let visible = self.0.visible();
        let overlaps = visible.chunks(nv).flat_map(|sample| quality::overlaps(sample, targets));
        Ok(overlaps.map(|overlap| overlap as f32).collect())
    }
    /// Asks for classes before the first step, one for each sample.
    #[wasm_bindgen(js_name = askFor)]
    pub fn ask_for(&mut self, classes: &[u8]) -> Outcome<()> {
        Ok(classes.iter().enumerate().try_for_each(|(sample, &class)| self.0.ask(sample, class))?)
    }
    /// A hash of the bits of all units.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_string()
    }
}
