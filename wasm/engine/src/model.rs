//! The trained computer.

use crate::data::{self, ModelData};
use crate::{Outcome, set_all};
use thermogen::model;
use thermogen::parameters::ParameterError;
use thermogen::physics::stability::Stability;
use wasm_bindgen::prelude::*;

#[path = "../../common/model.rs"]
mod common;

/// A trained computer.
#[wasm_bindgen]
pub struct Model(#[wasm_bindgen(skip)] pub model::Model);

#[wasm_bindgen]
impl Model {
    /// A plain object that can be cloned, kept and sent: `settings`, `width`, `height`, and typed arrays
    /// by the names that they have in a file.
    pub fn data(&self) -> Outcome<JsValue> {
        data::write(&ModelData::of(&self.0))
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
}

#[wasm_bindgen]
impl Model {
    /// The computer that an object of `data` describes.
    #[wasm_bindgen(js_name = fromData)]
    pub fn from_data(object: JsValue) -> Outcome<Model> {
        Ok(Model(data::read::<ModelData>("model", object)?.model()?))
    }
    /// The largest time step that generation with these settings is predicted to stand: beyond it the
    /// stiffest mode grows.
    #[wasm_bindgen(js_name = largestStep)]
    pub fn largest_step(&self, settings: &JsValue) -> Outcome<f64> {
        let parameters = set_all(self.0.parameters.clone(), settings)?;
        Ok(Stability::of(&self.0.couplings, &parameters).largest_step)
    }
    /// The couplings of one hidden unit with all visible units.
    #[wasm_bindgen(js_name = couplingMap)]
    pub fn coupling_map(&self, hidden: usize) -> Outcome<Vec<f32>> {
        let network = self.0.couplings.network();
        if hidden >= network.hidden() {
            let limit = format!("below the number of hidden units, {}", network.hidden());
            return Err(ParameterError::invalid("hidden unit", hidden, limit).into());
        }
        let mut row = self.0.couplings.row(network.visible() + hidden);
        row.truncate(network.visible());
        Ok(row)
    }
}
