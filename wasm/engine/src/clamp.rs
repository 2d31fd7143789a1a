//! Units that are held from the start, as they cross the boundary: a mask and values.

use js_sys::{Float32Array, Uint8Array};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thermogen::data::receipt::Carried;

/// Visible units that are held: those where the mask (Nv) is not 0, at the values of one image for all
/// samples (Nv) or of one for each (samples × Nv).
#[derive(Serialize, Deserialize)]
pub struct Clamp {
    /// Nv bytes.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub mask: Uint8Array,
    /// Nv or samples × Nv values.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub values: Float32Array,
}

impl Clamp {
    /// The arrays that a receipt carries; `None` where no unit is held.
    pub fn arrays(&self) -> BTreeMap<String, Carried> {
        let (mask, values) = (self.mask.to_vec(), self.values.to_vec());
        if mask.iter().all(|&held| held == 0) {
            return BTreeMap::new();
        }
        let floats: Vec<f32> = mask.iter().map(|&held| f32::from(held)).collect();
        let nv = mask.len();
        let shape = if values.len() == nv { vec![nv] } else { vec![values.len() / nv, nv] };
        let arrays =
            [("clamp-mask", Carried::new(&[nv], &floats)), ("clamp-values", Carried::new(&shape, &values))];
        arrays.map(|(name, array)| (name.to_owned(), array)).into()
    }
}
