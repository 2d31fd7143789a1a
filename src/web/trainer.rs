//! Training, a slice at a time.

use super::Model;
use super::{Outcome, image_set, set_all};
use crate::learn::training::Training;
#[cfg(feature = "whole")]
use crate::learn::training::{TrainingError, resume::State};
use crate::parameters::Parameters;
#[cfg(feature = "whole")]
use crate::parts::Parts;
use wasm_bindgen::prelude::*;

/// A training, advanced a slice of work at a time.
#[wasm_bindgen]
pub struct Trainer(Training);

#[wasm_bindgen]
impl Trainer {
    /// A training on images (bytes) with one label each, or none.
    #[wasm_bindgen(constructor)]
    pub fn new(
        settings: &JsValue,
        pixels: Vec<u8>,
        labels: Vec<u8>,
        width: usize,
        height: usize,
    ) -> Outcome<Trainer> {
        let parameters = set_all(Parameters::default(), settings)?;
        Ok(Trainer(Training::new(parameters, &image_set(pixels, labels, width, height)?)?))
    }
    /// Does one slice of work that is given to nobody else; whether the training is complete.
    pub fn advance(&mut self) -> Outcome<bool> {
        let before = self.0.iteration();
        let complete = self.0.advance();
        if self.0.iteration() > before {
            self.0.check()?;
        }
        Ok(complete)
    }
    /// Multiplications of the whole training, roughly.
    pub fn work(&self) -> f64 {
        self.0.work()
    }
    /// The number of the round of pieces that is being worked on.
    #[wasm_bindgen(getter)]
    pub fn round(&self) -> u32 {
        self.0.round().number()
    }
    /// Its kind: who has followed a round of this kind needs less for the next.
    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> u32 {
        self.0.round().kind()
    }
    /// Its pieces.
    #[wasm_bindgen(getter)]
    pub fn pieces(&self) -> usize {
        self.0.round().pieces()
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

/// What outlives a training, and what others do of it.
#[cfg(feature = "whole")]
#[wasm_bindgen]
impl Trainer {
    /// The first of its pieces that nobody has done or was given; their number if there is none.
    #[wasm_bindgen(getter)]
    pub fn own(&self) -> usize {
        self.0.round().own().unwrap_or(self.0.round().pieces())
    }
    /// Whether all that is left to do of it is given away.
    #[wasm_bindgen(getter)]
    pub fn waits(&self) -> bool {
        !self.0.is_complete() && self.0.round().own().is_none()
    }
    /// Gives the pieces from … to − 1 to another trainer with the same settings and images, or takes them
    /// back undone.
    pub fn give(&mut self, from: usize, to: usize, given: bool) {
        self.0.give(from..to, given);
    }
    /// Takes a piece that another has done; one of an earlier round is let go.
    pub fn take(&mut self, round: u32, piece: usize, parts: &[u8]) -> Outcome<()> {
        let parts = Parts::from_bytes(parts).ok_or(TrainingError::Foreign)?;
        let before = self.0.iteration();
        self.0.take(round, piece, parts)?;
        if self.0.iteration() > before {
            self.0.check()?;
        }
        Ok(())
    }
    /// What another needs to work on this round; all of it if its `first` of this kind.
    pub fn brief(&self, first: bool) -> Vec<u8> {
        self.0.brief(first).to_bytes()
    }
    /// Turns to the round of another's brief.
    pub fn follow(&mut self, brief: &[u8]) -> Outcome<()> {
        let brief = Parts::from_bytes(brief).ok_or(TrainingError::Foreign)?;
        Ok(self.0.follow(&brief)?)
    }
    /// Does a piece of the round that is followed.
    pub fn piece(&mut self, piece: usize) -> Outcome<Vec<u8>> {
        Ok(self.0.piece(piece)?.to_bytes())
    }
    /// What a new trainer with the same settings and images must know to go on from here to the same bits.
    pub fn state(&self) -> Vec<f64> {
        self.0.state().flat()
    }
    /// Goes on from such a state, before the first slice of work.
    pub fn resume(&mut self, state: &[f64]) -> Outcome<()> {
        Ok(self.0.resume(State::from_flat(state))?)
    }
}
