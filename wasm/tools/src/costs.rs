//! Costs of computations, for the page. They are estimates, and every place that shows them must say so.

use crate::{Model, Outcome, data};
use serde::Serialize;
use std::collections::BTreeMap;
use thermogen::data::link::set_price;
use thermogen::inspect::costs;
use thermogen::inspect::ledger::{Ledger, Needs};
use thermogen::prices::Prices;
use wasm_bindgen::prelude::*;

/// A digital computer's energy, kT: multiplications of a step × steps × J each, at a temperature in K.
/// An estimate.
#[wasm_bindgen(js_name = digitalEnergy)]
pub fn digital_energy(multiplications: f64, steps: f64, joule: f64, kelvin: f64) -> f64 {
    costs::digital(multiplications, steps, joule, kelvin)
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

/// How many couplings a model has, each pair once.
#[wasm_bindgen(js_name = couplingCount)]
pub fn coupling_count(model: &Model) -> f64 {
    model.0.couplings.network().pairs() as f64
}

/// How much a sample of a model needs that makes so many steps.
#[wasm_bindgen(js_name = sampleNeeds)]
pub fn sample_needs(model: &Model, steps: f64) -> Outcome<JsValue> {
    data::write(&Needs::of(&model.0.couplings, steps))
}

/// The ledger of priced parts of a sample: what it needs, its heat (kT) where that is known, the prices that are chosen by
/// their names, and the temperature (K).
#[wasm_bindgen(js_name = pricedLedger)]
pub fn priced_ledger(needs: JsValue, heat: Option<f64>, prices: JsValue, kelvin: f64) -> Outcome<JsValue> {
    let needs: Needs = data::read("needs", needs)?;
    let chosen: BTreeMap<String, String> = data::read("prices", prices)?;
    let mut prices = Prices::default();
    for (name, value) in &chosen {
        set_price(&mut prices, name, value)?;
    }
    data::write(&Ledger::of(needs, heat, &prices, kelvin))
}
