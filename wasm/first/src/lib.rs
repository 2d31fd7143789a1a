//! The WebAssembly module that makes a page's first images, so it is small: it trains exactly on images
//! that hidden units copy, and generates without events. Its refusals name the field alone. What it does
//! has the bits of the engine, whose classes and methods it has in part.
#![cfg(target_family = "wasm")]

mod generation;
mod model;
mod objects;
mod training;

use objects::{Error, List, Object, set_text};
use thermogen::data::{DataError, glyphs, pictures};
use thermogen::learn::error::TrainingError;
use thermogen::parameters::{ParameterError, Parameters, Value};
use thermogen::physics::generation::GenerationError;
use wasm_bindgen::prelude::*;

pub use generation::Generation;
pub use model::Model;
pub use training::Training;

/// An allocator of a quarter of the standard one's size, good for the few blocks of one training and one
/// run.
#[global_allocator]
static MEMORY: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());

type Outcome<T> = Result<T, Refusal>;

/// Why a call was refused: the field at fault.
#[derive(Debug)]
pub struct Refusal(String);

impl From<Refusal> for JsValue {
    /// An `Error` named ThermogenError with the field at fault.
    fn from(Refusal(field): Refusal) -> Self {
        let error = JsValue::from(Error::with(&field));
        // Setting a property of a fresh object cannot fail.
        set_text(&error, "name", "ThermogenError");
        set_text(&error, "field", &field);
        error
    }
}

impl From<ParameterError> for Refusal {
    fn from(error: ParameterError) -> Self {
        Refusal(error.name().into())
    }
}

impl From<DataError> for Refusal {
    fn from(error: DataError) -> Self {
        Refusal(error.field().into())
    }
}

impl From<TrainingError> for Refusal {
    fn from(error: TrainingError) -> Self {
        Refusal(error.field().into())
    }
}

impl From<GenerationError> for Refusal {
    fn from(error: GenerationError) -> Self {
        Refusal(error.field().into())
    }
}

/// Sets the parameters that an object of names and values names.
fn set_all(mut parameters: Parameters, settings: &JsValue) -> Outcome<Parameters> {
    if !settings.is_object() {
        return Err(Refusal("settings".into()));
    }
    let entries = Object::entries(settings);
    for at in 0..entries.length() {
        let entry: List = entries.get(at).unchecked_into();
        let (name, value) = (entry.get(0).as_string().unwrap_or_default(), entry.get(1));
        let value = (value.as_f64().map(Value::Number))
            .or_else(|| value.as_bool().map(Value::Switch))
            .or_else(|| value.as_string().map(Value::Text))
            .ok_or_else(|| Refusal(name.clone()))?;
        parameters.set(&name, &value)?;
    }
    Ok(parameters)
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
