//! The methods of `Generation` that the first module and the engine share; each has this file as a module of its own,
//! as the classes of WebAssembly belong to one module.

use super::Generation;
use crate::Outcome;
use thermogen::physics::generation::{self, GenerationError};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Generation {
    /// One number of each sample.
    pub(super) fn of_each(&self, number: impl Fn(&generation::Generation, usize) -> f64) -> Vec<f64> {
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
    /// A hash of the bits of all units.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_string()
    }
}
