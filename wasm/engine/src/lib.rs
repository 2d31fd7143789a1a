//! The WebAssembly module that trains and generates whatever the core can. It converts, delegates and maps
//! errors; arrays are copied in and out. The module `tools` has all of it too, and more.
#![cfg(target_family = "wasm")]

pub mod clamp;
pub mod data;
mod generation;
pub mod links;
mod model;
mod training;

use js_sys::{Error, Reflect};
use thermogen::data::{DataError, glyphs, pictures};
use thermogen::fingerprint::Fingerprint;
use thermogen::learn::error::TrainingError;
use thermogen::parameters::ParameterError;
use thermogen::physics::generation::GenerationError;
use wasm_bindgen::prelude::*;

pub use generation::Generation;
pub use model::Model;
pub use training::{Training, training_work};

use data::set_all;

/// The outcome of a call from JavaScript.
pub type Outcome<T> = Result<T, Refusal>;

/// Why a call was refused: the field at fault, and one line for people.
#[derive(Debug)]
pub struct Refusal {
    field: String,
    message: String,
}

/// A refusal of a field.
pub fn refuse(field: &str, message: &impl ToString) -> Refusal {
    Refusal { field: field.into(), message: message.to_string() }
}

impl From<Refusal> for JsValue {
    /// An `Error` named ThermogenError with the field at fault.
    fn from(refusal: Refusal) -> Self {
        let error = Error::new(&refusal.message);
        error.set_name("ThermogenError");
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&error, &"field".into(), &refusal.field.into());
        error.into()
    }
}

impl From<String> for Refusal {
    fn from(message: String) -> Self {
        refuse("", &message)
    }
}

impl From<ParameterError> for Refusal {
    fn from(error: ParameterError) -> Self {
        refuse(error.name(), &error)
    }
}

impl From<DataError> for Refusal {
    fn from(error: DataError) -> Self {
        refuse(error.field(), &error)
    }
}

impl From<TrainingError> for Refusal {
    fn from(error: TrainingError) -> Self {
        refuse(error.field(), &error)
    }
}

impl From<GenerationError> for Refusal {
    fn from(error: GenerationError) -> Self {
        refuse(error.field(), &error)
    }
}

/// A seed from the system's source of randomness.
#[wasm_bindgen(js_name = freshSeed)]
pub fn fresh_seed() -> Outcome<u32> {
    getrandom::u32().map_err(|error| refuse("seed", &error))
}

/// One image per id, size × size bytes each; the jitter of the image at position k is that of index
/// first + k under the seed.
#[wasm_bindgen(js_name = glyphs)]
pub fn draw_glyphs(ids: &[u8], size: usize, seed: u32, first: u32) -> Outcome<Vec<u8>> {
    Ok(glyphs::draw(ids, size, seed, first)?.pixels().to_vec())
}

/// The pictures of these ids in colour, size × size pixels of three bytes each.
#[wasm_bindgen(js_name = pictures)]
pub fn draw_pictures(ids: &[u8], size: usize) -> Outcome<Vec<u8>> {
    Ok(pictures::draw(ids, size)?)
}

/// The fingerprint of a run from those of all its samples in the order of their indices.
#[wasm_bindgen(js_name = joinFingerprints)]
pub fn join_fingerprints(samples: Vec<String>) -> Outcome<String> {
    let read = |text: &String| text.parse::<Fingerprint>().map_err(|error| refuse("fingerprint", &error));
    let samples = samples.iter().map(read).collect::<Outcome<Vec<_>>>()?;
    Ok(Fingerprint::of_samples(samples).to_string())
}
