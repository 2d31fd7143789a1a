//! The trained computer, and its data as a plain object.

use js_sys::{Float32Array, Object, Reflect, Uint8Array, Uint32Array};
use thermogen::parameters::Value;
use wasm_bindgen::prelude::*;

/// A trained computer.
#[wasm_bindgen]
pub struct Model(pub(crate) thermogen::model::Model);

#[wasm_bindgen]
impl Model {
    /// A plain object that can be cloned, kept and sent: `settings`, `width`, `height`, and typed arrays
    /// by the names that they have in a file.
    pub fn data(&self) -> Object {
        write(&self.0)
    }
    /// Nv.
    #[wasm_bindgen(getter)]
    pub fn visible(&self) -> usize {
        self.0.couplings.network().visible()
    }
    /// Nh.
    #[wasm_bindgen(getter)]
    pub fn hidden(&self) -> usize {
        self.0.couplings.network().hidden()
    }
    /// Pixels in a row.
    #[wasm_bindgen(getter)]
    pub fn width(&self) -> usize {
        self.0.couplings.network().width()
    }
    /// Rows of pixels.
    #[wasm_bindgen(getter)]
    pub fn height(&self) -> usize {
        self.0.couplings.network().height()
    }
    /// The labels of the classes that can be asked for.
    pub fn classes(&self) -> Vec<u8> {
        if self.0.class_codes.is_empty() { Vec::new() } else { self.0.classes.clone() }
    }
    /// A hash of the bits of θ.
    pub fn fingerprint(&self) -> String {
        self.0.couplings.fingerprint().to_string()
    }
}

/// The names of the blocks of couplings, dense ones and factors.
const DENSE: [&str; 3] = ["couplings_vh", "couplings_hh", "couplings_vv"];
const FACTORS: [&str; 3] = ["factors_visible", "factors_hidden", "core"];

fn set(object: &Object, name: &str, value: impl Into<JsValue>) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &name.into(), &value.into());
}

/// The object of a model.
fn write(model: &thermogen::model::Model) -> Object {
    let (object, settings) = (Object::new(), Object::new());
    for (name, value) in model.parameters.values() {
        match value {
            Value::Switch(on) => set(&settings, name, on),
            Value::Number(x) => set(&settings, name, x),
            Value::Text(text) => set(&settings, name, text),
        }
    }
    let network = model.couplings.network();
    set(&object, "settings", settings);
    set(&object, "width", network.width() as f64);
    set(&object, "height", network.height() as f64);
    set(&object, "channels", network.channels() as f64);
    let names = FACTORS.into_iter().chain(["bias_visible", "bias_hidden"]);
    for (name, block) in names.zip(model.couplings.blocks()) {
        set(&object, name, Float32Array::from(block));
    }
    DENSE.into_iter().for_each(|name| set(&object, name, Float32Array::new_with_length(0)));
    let copied: Vec<u32> = model.copied_pixels.iter().map(|&pixel| pixel as u32).collect();
    set(&object, "classes", Uint8Array::from(model.classes.as_slice()));
    set(&object, "class_codes", Float32Array::from(model.class_codes.as_slice()));
    set(&object, "class_centres", Float32Array::from(model.class_centres.as_slice()));
    set(&object, "class_shares", Float32Array::from(model.class_shares.as_slice()));
    set(&object, "copied_pixels", Uint32Array::from(copied.as_slice()));
    object
}
