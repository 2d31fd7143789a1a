//! What the core knows of parameters, glyphs and published values, for the page's build.

use crate::data::glyphs;
use crate::learn::class_quality::OFF_TARGET;
use crate::parameters::{self, Parameters};
use crate::published;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// The parameter table as JSON, an array of rows.
#[wasm_bindgen(js_name = parameterTable)]
pub fn parameter_table() -> String {
    serde_json::to_string(&parameters::table()).unwrap_or_default()
}

/// The presets as JSON: for each name, the parameters that differ from their defaults.
#[wasm_bindgen(js_name = presetTable)]
pub fn preset_table() -> String {
    let defaults: BTreeMap<_, _> = Parameters::default().values().into_iter().collect();
    let changes = |name| {
        let values = parameters::preset(name).unwrap_or_default().values();
        values
            .into_iter()
            .filter(|(name, value)| defaults.get(name) != Some(value))
            .collect::<BTreeMap<_, _>>()
    };
    let presets: BTreeMap<_, _> = parameters::PRESETS.iter().map(|p| (p.name, changes(p.name))).collect();
    serde_json::to_string(&presets).unwrap_or_default()
}

/// The names of the stroke glyphs as a JSON array; a glyph's id is its position.
#[wasm_bindgen(js_name = glyphNames)]
pub fn glyph_names() -> String {
    serde_json::to_string(&glyphs::names()).unwrap_or_default()
}

/// What was published, as JSON, an array.
#[wasm_bindgen(js_name = publishedValues)]
pub fn published_values() -> String {
    serde_json::to_string(&published::ALL).unwrap_or_default()
}

/// A sample whose largest overlap is below this is of no class.
#[wasm_bindgen(js_name = offTarget)]
pub fn off_target() -> f64 {
    OFF_TARGET
}
