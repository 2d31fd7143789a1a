//! The methods of `Training` that the first module and the engine share (generation.rs says how).

use super::Training;
use crate::Outcome;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Training {
    /// Does one slice of work that is given to nobody else; whether the training is complete.
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
    /// For every iteration done, the mean excess loss of a step.
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
    /// The least excess loss as far as `seekOptimum` has come.
    pub fn optimum(&self) -> Option<f64> {
        self.0.optimum()
    }
    /// The scaled images, count × Nv.
    pub fn targets(&self) -> Vec<f32> {
        self.0.set().images().to_vec()
    }
}
