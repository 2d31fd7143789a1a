//! A model as a plain object of settings, sizes and typed arrays: how it passes between the modules,
//! the workers and the page.

#[cfg(feature = "whole")]
mod reading;

use crate::model::Model;
use crate::parameters::Value;
use js_sys::{Float32Array, Object, Reflect, Uint8Array, Uint32Array};
use wasm_bindgen::JsValue;

#[cfg(feature = "whole")]
pub use reading::read;

/// The names of the blocks of couplings, in their order.
const BLOCKS: [&str; 5] = ["couplings_vh", "couplings_hh", "couplings_vv", "bias_visible", "bias_hidden"];

fn set(object: &Object, name: &str, value: impl Into<JsValue>) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &name.into(), &value.into());
}

/// The object of a model.
pub fn write(model: &Model) -> Object {
    let (parts, settings) = (Object::new(), Object::new());
    for (name, value) in model.parameters.values() {
        match value {
            Value::Switch(on) => set(&settings, name, on),
            Value::Number(x) => set(&settings, name, x),
            Value::Text(text) => set(&settings, name, text),
        }
    }
    let network = model.couplings.network();
    set(&parts, "settings", settings);
    set(&parts, "width", network.width() as f64);
    set(&parts, "height", network.height() as f64);
    for (name, block) in BLOCKS.into_iter().zip(model.couplings.blocks()) {
        set(&parts, name, Float32Array::from(block));
    }
    let copied: Vec<u32> = model.copied_pixels.iter().map(|&pixel| pixel as u32).collect();
    set(&parts, "classes", Uint8Array::from(model.classes.as_slice()));
    set(&parts, "class_codes", Float32Array::from(model.class_codes.as_slice()));
    set(&parts, "class_centres", Float32Array::from(model.class_centres.as_slice()));
    set(&parts, "class_shares", Float32Array::from(model.class_shares.as_slice()));
    set(&parts, "copied_pixels", Uint32Array::from(copied.as_slice()));
    parts
}
