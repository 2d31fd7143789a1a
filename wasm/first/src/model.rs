//! The trained computer, and its data as a plain object.

use crate::objects::{Object, set, set_bytes, set_indices, set_number, set_singles};
use wasm_bindgen::prelude::*;

#[path = "../../common/model.rs"]
mod common;

/// A trained computer, with the settings of its training as they were given.
#[wasm_bindgen]
pub struct Model(pub(crate) thermogen::model::Model, pub(crate) JsValue);

#[wasm_bindgen]
impl Model {
    /// A plain object that can be cloned, kept and sent: `settings`, `width`, `height`, and typed arrays
    /// by the names that they have in a file.
    pub fn data(&self) -> Object {
        write(self)
    }
}

/// The names of the blocks of couplings, dense ones and factors.
const DENSE: [&str; 3] = ["couplings_vh", "couplings_hh", "couplings_vv"];
const FACTORS: [&str; 3] = ["factors_visible", "factors_hidden", "core"];

/// The object of a model.
fn write(Model(model, settings): &Model) -> Object {
    let object = Object::new();
    let network = model.couplings.network();
    set(&object, "settings", settings);
    set_number(&object, "width", network.width() as f64);
    set_number(&object, "height", network.height() as f64);
    set_number(&object, "channels", network.channels() as f64);
    let names = FACTORS.into_iter().chain(["bias_visible", "bias_hidden"]);
    for (name, block) in names.zip(model.couplings.blocks()) {
        set_singles(&object, name, block.to_vec());
    }
    for name in DENSE {
        set_singles(&object, name, Vec::new());
    }
    set_bytes(&object, "classes", model.classes.clone());
    set_singles(&object, "class_codes", model.class_codes.clone());
    set_singles(&object, "class_centres", model.class_centres.clone());
    set_singles(&object, "class_shares", model.class_shares.clone());
    set_indices(&object, "copied_pixels", model.copied_pixels.iter().map(|&pixel| pixel as u32).collect());
    object
}
