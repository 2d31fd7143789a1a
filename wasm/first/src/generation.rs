//! Generation, a slice at a time, with its heat and overlaps.

use crate::{Model, Outcome, Refusal, set_all};
use thermogen::learn::quality;
use thermogen::physics::generation;
use wasm_bindgen::prelude::*;

#[path = "../../common/generation.rs"]
mod common;

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
}
