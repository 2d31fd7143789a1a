//! The wasm boundary: converts, delegates, maps errors. Arrays are copied in and out.
//!
//! Three modules are built of it, each with all that the one before has: `first` makes a page's first
//! images, the engine (Cargo feature `whole`) trains and generates whatever the crate can, the tools add
//! files, checks, receipts, looking into a computer.

mod generator;
mod model;
mod parts;
mod trainer;

#[cfg(feature = "tools")]
mod checks;
#[cfg(feature = "tools")]
pub mod costs;
#[cfg(feature = "tools")]
mod files;
#[cfg(feature = "tools")]
pub mod inspect;
#[cfg(feature = "tools")]
mod noising;
#[cfg(feature = "tools")]
pub mod receipts;
#[cfg(feature = "tools")]
pub mod steps;
#[cfg(feature = "tools")]
mod tables;

use crate::WHOLE;
use crate::data::images::ImageSet;
use crate::data::{DataError, glyphs};
#[cfg(feature = "whole")]
use crate::fingerprint::Fingerprint;
use crate::learn::training::TrainingError;
use crate::parameters::{ParameterError, Parameters, Value};
use crate::physics::denoising::DenoisingError;
use js_sys::{Array, Error, Object, Reflect};
use wasm_bindgen::prelude::*;

#[cfg(feature = "tools")]
pub use checks::{check, check_row, check_rows};
#[cfg(feature = "tools")]
pub use files::{IdxImages, model_file, read_idx_images, read_idx_labels, read_model, states_file};
pub use generator::Generator;
pub use model::Model;
#[cfg(feature = "tools")]
pub use noising::Noising;
#[cfg(feature = "tools")]
pub use tables::{glyph_names, off_target, parameter_table, preset_table, published_values};
pub use trainer::Trainer;

type Outcome<T> = Result<T, JsValue>;

/// An `Error` named ThermogenError with the field at fault.
fn refuse(field: &str, message: &impl ToString) -> JsValue {
    let message = if WHOLE { message.to_string() } else { field.into() };
    let error = Error::new(&message);
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
fn set_all(mut parameters: Parameters, settings: &JsValue) -> Outcome<Parameters> {
    let entries = settings.dyn_ref::<Object>().map(Object::entries);
    let entries = entries.ok_or_else(|| refuse("settings", &"settings: are not an object"))?;
    for entry in entries {
        let entry: Array = entry.unchecked_into();
        let (name, value) = (entry.get(0).as_string().unwrap_or_default(), entry.get(1));
        let value = (value.as_f64().map(Value::Number))
            .or_else(|| value.as_bool().map(Value::Switch))
            .or_else(|| value.as_string().map(Value::Text))
            .ok_or_else(|| {
                ParameterError::invalid(&name, "of another kind", "a number, a text or a switch")
            })?;
        parameters.set(&name, &value)?;
    }
    Ok(parameters)
}

/// Images (bytes) with one label each, or none.
fn image_set(pixels: Vec<u8>, labels: Vec<u8>, width: usize, height: usize) -> Outcome<ImageSet> {
    let labels = (!labels.is_empty()).then_some(labels);
    Ok(ImageSet::new(width, height, pixels, labels)?)
}

/// A seed from the system's source of randomness.
#[cfg(feature = "whole")]
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

/// The fingerprint of a run from those of all its samples in the order of their indices.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = joinFingerprints)]
pub fn join_fingerprints(samples: Vec<String>) -> Outcome<String> {
    let read = |text: &String| text.parse::<Fingerprint>().map_err(|error| refuse("fingerprint", &error));
    let samples = samples.iter().map(read).collect::<Outcome<Vec<_>>>()?;
    Ok(Fingerprint::of_samples(samples).to_string())
}
