//! The methods of `Model` that the first module and the engine share (generation.rs says how).

use super::Model;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Model {
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
    /// The labels of the classes that can be asked for.
    pub fn classes(&self) -> Vec<u8> {
        if self.0.class_codes.is_empty() { Vec::new() } else { self.0.classes.clone() }
    }
    /// A hash of the bits of θ.
    pub fn fingerprint(&self) -> String {
        self.0.couplings.fingerprint().to_string()
    }
}
