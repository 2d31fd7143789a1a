//! Training, a slice at a time.

use super::Model;
use crate::data::{self, ImageData};
use crate::{Outcome, set_all};
use thermogen::learn::training;
use thermogen::learn::{error::TrainingError, rounds::Extent, state::State};
use thermogen::parameters::Parameters;
use thermogen::payload::Payload;
use thermogen::physics::network::Network;
use wasm_bindgen::prelude::*;

#[path = "../../common/training.rs"]
mod common;

/// Multiplications of a whole training on so many images of width × height × channels, roughly: known before
/// it is made, which can take a second.
#[wasm_bindgen(js_name = trainingWork)]
pub fn training_work(
    settings: &JsValue,
    width: usize,
    height: usize,
    channels: usize,
    images: usize,
) -> Outcome<f64> {
    let parameters = set_all(Parameters::default(), settings)?;
    let network = Network::of_channels([width, height, channels], &parameters)?;
    Ok(training::work(&parameters, &network, images))
}

/// A training, advanced a slice of work at a time.
#[wasm_bindgen]
pub struct Training(training::Training);

#[wasm_bindgen]
impl Training {
    /// A training on images (bytes) with one label each, or without labels.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &JsValue, images: JsValue) -> Outcome<Training> {
        let parameters = set_all(Parameters::default(), settings)?;
        Ok(Training(training::Training::new(parameters, &data::read::<ImageData>("images", images)?.set()?)?))
    }
    /// The number of the round of work units that is being worked on.
    #[wasm_bindgen(getter)]
    pub fn round(&self) -> u32 {
        self.0.round().number()
    }
    /// Its kind: a copy that has followed a round of this kind needs less for the next.
    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> u32 {
        self.0.round().kind()
    }
    /// Its work units.
    #[wasm_bindgen(getter, js_name = workUnits)]
    pub fn work_units(&self) -> usize {
        self.0.round().work_units()
    }
    /// The computer as trained so far.
    pub fn model(&self) -> Model {
        Model(self.0.model())
    }
}

/// The rounds that a training shares with other workers, and the state that outlives it.
#[wasm_bindgen]
impl Training {
    /// The first of its work units that nobody has done or was given; the number of work units if there is no such one.
    #[wasm_bindgen(getter)]
    pub fn own(&self) -> usize {
        self.0.round().own().unwrap_or(self.0.round().work_units())
    }
    /// Whether all that is left to do of it is given away.
    #[wasm_bindgen(getter)]
    pub fn waits(&self) -> bool {
        !self.0.is_complete() && self.0.round().own().is_none()
    }
    /// Gives the work units from … to − 1 to another trainer with the same settings and images, or takes them
    /// back undone.
    pub fn give(&mut self, from: usize, to: usize, given: bool) {
        let to = to.min(self.0.round().work_units());
        if given { self.0.give(from..to) } else { self.0.take_back(from..to) }
    }
    /// Takes a work unit that another has done; one of an earlier round is let go.
    pub fn take(&mut self, round: u32, work_unit: usize, result: &[u8]) -> Outcome<()> {
        let result = Payload::from_bytes(result).ok_or(TrainingError::Foreign)?;
        let before = self.0.iteration();
        self.0.take(round, work_unit, result)?;
        if self.0.iteration() > before {
            self.0.check()?;
        }
        Ok(())
    }
    /// The input with which another can work on this round; all of it for the `first` round of its kind that
    /// the other follows, the changes for later ones.
    #[wasm_bindgen(js_name = roundInput)]
    pub fn round_input(&self, first: bool) -> Vec<u8> {
        self.0.round_input(if first { Extent::Whole } else { Extent::Changes }).to_bytes()
    }
    /// Turns to the round of another's round input.
    pub fn follow(&mut self, round_input: &[u8]) -> Outcome<()> {
        let round_input = Payload::from_bytes(round_input).ok_or(TrainingError::Foreign)?;
        Ok(self.0.follow(&round_input)?)
    }
    /// Does a work unit of the round that is followed.
    #[wasm_bindgen(js_name = workUnit)]
    pub fn work_unit(&mut self, work_unit: usize) -> Outcome<Vec<u8>> {
        Ok(self.0.work_unit(work_unit)?.to_bytes())
    }
    /// The state from which a new training with the same settings and images goes on to the same bits.
    pub fn state(&self) -> Vec<f64> {
        self.0.state().flat()
    }
    /// Goes on from such a state, before the first slice of work.
    pub fn resume(&mut self, state: &[f64]) -> Outcome<()> {
        Ok(self.0.resume(State::from_flat(state))?)
    }
}
