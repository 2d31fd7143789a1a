//! Costs of computations, for the page. They are estimates, and every place that shows them must say so.

use crate::{Model, Outcome, data};
use serde::Serialize;
use thermogen::inspect::costs;
use wasm_bindgen::prelude::*;

/// A digital computer's energy, kT: multiplications of a step × steps × J each, at a temperature in K.
/// An estimate.
#[wasm_bindgen(js_name = digitalEnergy)]
pub fn digital_energy(multiplications: f64, steps: f64, joule: f64, kelvin: f64) -> f64 {
    costs::digital(multiplications, steps, joule, kelvin)
}

/// Cost of reading or switching that many bits at a multiple of kT ln 2, kT. An estimate.
#[wasm_bindgen(js_name = landauerEnergy)]
pub fn landauer_energy(bits: f64, multiple: f64) -> f64 {
    costs::landauer(bits, multiple)
}

/// The paper's digital comparison: multiplications of a step, steps, J for each.
#[wasm_bindgen(js_name = paperDigital)]
pub fn paper_digital() -> Outcome<JsValue> {
    let (multiplications, steps, joule) = costs::DIGITAL;
    data::write(&Digital { multiplications, steps, joule })
}

/// A digital computation: multiplications of a step, steps, J for each multiplication.
#[derive(Serialize)]
struct Digital {
    multiplications: f64,
    steps: f64,
    joule: f64,
}

/// Multiplications of one step of one sample when this program simulates it.
#[wasm_bindgen(js_name = multiplicationsOfStep)]
pub fn multiplications_of_step(model: &Model) -> f64 {
    costs::multiplications_of_step(&model.0.couplings)
}

/// How many couplings a model has, each pair once.
#[wasm_bindgen(js_name = couplingCount)]
pub fn coupling_count(model: &Model) -> f64 {
    model.0.couplings.network().pairs() as f64
}
