//! Reads a model's parts, as hostile.

use super::BLOCKS;
use crate::data::DataError;
use crate::model::Model;
use crate::parameters::Parameters;
use crate::physics::couplings::Couplings;
use crate::physics::network::Network;
use crate::web::{Outcome, set_all};
use js_sys::{Float32Array, Reflect, Uint8Array, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

fn wrong(name: &str, limit: &str) -> JsValue {
    DataError::refused(name, "is missing or of another kind", limit).into()
}

/// A part of the type it must have.
fn part<T: JsCast>(parts: &JsValue, name: &str) -> Outcome<T> {
    let found = Reflect::get(parts, &name.into())?;
    found.dyn_into().map_err(|_| wrong(name, "a typed array of its kind"))
}

fn size(parts: &JsValue, name: &str) -> Outcome<usize> {
    let found = Reflect::get(parts, &name.into())?.as_f64();
    found.map(|size| size as usize).ok_or_else(|| wrong(name, "a number"))
}

/// The model of an object.
///
/// # Errors
/// What is no object of a model: the part that is wrong, and how.
pub fn read(parts: &JsValue) -> Outcome<Model> {
    if !parts.is_object() {
        return Err(wrong("model", "an object of parts"));
    }
    let parameters = set_all(Parameters::default(), &Reflect::get(parts, &"settings".into())?)?;
    let network = Network::new(size(parts, "width")?, size(parts, "height")?, &parameters)?;
    let mut couplings = Couplings::zero(network);
    for (name, block) in BLOCKS.into_iter().zip(couplings.blocks_mut()) {
        *block = part::<Float32Array>(parts, name)?.to_vec();
    }
    let numbers = |name| Ok::<_, JsValue>(part::<Float32Array>(parts, name)?.to_vec());
    let copied = part::<Uint32Array>(parts, "copied_pixels")?.to_vec();
    let model = Model {
        classes: part::<Uint8Array>(parts, "classes")?.to_vec(),
        class_codes: numbers("class_codes")?,
        class_centres: numbers("class_centres")?,
        class_shares: numbers("class_shares")?,
        copied_pixels: copied.into_iter().map(|pixel| pixel as usize).collect(),
        ..Model::new(parameters, couplings)
    };
    model.check()?;
    Ok(model)
}
