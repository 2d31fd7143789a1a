//! The few things of JavaScript that this module makes and reads, declared here: what js-sys links besides, for
//! promises, is a kilobyte of a page's first download.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An array.
    pub(crate) type List;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn length(this: &List) -> u32;
    #[wasm_bindgen(method, indexing_getter)]
    pub(crate) fn get(this: &List, at: u32) -> JsValue;
    /// A plain object.
    pub type Object;
    #[wasm_bindgen(constructor)]
    pub(crate) fn new() -> Object;
    /// Pairs of name and value.
    #[wasm_bindgen(static_method_of = Object)]
    pub(crate) fn entries(of: &JsValue) -> List;

    /// An error with a message.
    pub(crate) type Error;
    #[wasm_bindgen(constructor)]
    pub(crate) fn with(message: &str) -> Error;

    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub(crate) fn set(object: &JsValue, name: &str, value: &JsValue) -> bool;
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub(crate) fn set_text(object: &JsValue, name: &str, value: &str) -> bool;
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub(crate) fn set_number(object: &JsValue, name: &str, value: f64) -> bool;
    // A vector becomes a typed array of its own; a slice would be a view of this module's memory.
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub(crate) fn set_singles(object: &JsValue, name: &str, values: Vec<f32>) -> bool;
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub(crate) fn set_bytes(object: &JsValue, name: &str, values: Vec<u8>) -> bool;
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    pub(crate) fn set_indices(object: &JsValue, name: &str, values: Vec<u32>) -> bool;
}
