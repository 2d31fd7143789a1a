//! The core's tables of parameters, glyphs, published values and links, for the page's build.

use crate::{Outcome, data};
use serde::Serialize;
use std::collections::BTreeMap;
use thermogen::data::link::{self, MOST_SAMPLES, OTHERS, PlainScene};
use thermogen::data::{glyphs, pictures};
use thermogen::learn::class_quality::OFF_TARGET;
use thermogen::parameters::{self, Parameters};
use thermogen::physics::events::{ACTS, LIVE};
use thermogen::prices;
use thermogen::published;
use wasm_bindgen::prelude::*;

/// The parameter table, an array of rows.
#[wasm_bindgen(js_name = parameterTable)]
pub fn parameter_table() -> Outcome<JsValue> {
    data::write(&parameters::table())
}

/// The presets: for each name, the parameters that differ from their defaults.
#[wasm_bindgen(js_name = presetTable)]
pub fn preset_table() -> Outcome<JsValue> {
    let defaults: BTreeMap<_, _> = Parameters::default().values().into_iter().collect();
    let changes = |name| {
        let values = parameters::preset(name).unwrap_or_default().values();
        values
            .into_iter()
            .filter(|(name, value)| defaults.get(name) != Some(value))
            .collect::<BTreeMap<_, _>>()
    };
    let presets: BTreeMap<_, _> = parameters::PRESETS.iter().map(|p| (p.name, changes(p.name))).collect();
    data::write(&presets)
}

/// The names of the stroke glyphs as a JSON array; a glyph's id is its position.
#[wasm_bindgen(js_name = glyphNames)]
pub fn glyph_names() -> Outcome<JsValue> {
    data::write(&glyphs::names())
}

/// The published numbers, an array.
#[wasm_bindgen(js_name = publishedValues)]
pub fn published_values() -> Outcome<JsValue> {
    data::write(&published::ALL)
}

/// The published prices, an array.
#[wasm_bindgen(js_name = priceTable)]
pub fn price_table() -> Outcome<JsValue> {
    data::write(&prices::ALL)
}

/// Known energies to compare with, an array.
#[wasm_bindgen(js_name = landmarkTable)]
pub fn landmark_table() -> Outcome<JsValue> {
    data::write(&prices::LANDMARKS)
}

/// A sample whose largest overlap is below this is of no class.
#[wasm_bindgen(js_name = offTarget)]
pub fn off_target() -> f64 {
    OFF_TARGET
}

/// The part of the grammar that the page needs before the engine is there.
#[derive(Serialize)]
struct Grammar {
    scenes: Vec<PlainScene>,
    fields: Vec<&'static str>,
    live: [&'static str; 5],
    acts: [&'static str; 9],
    others: [&'static str; 7],
    most_samples: f64,
    pictures: [&'static str; 3],
}

/// The tables of the grammar, for the page's build.
#[wasm_bindgen(js_name = linkGrammar)]
pub fn link_grammar() -> Outcome<JsValue> {
    data::write(&Grammar {
        scenes: PlainScene::all(),
        fields: link::field_names(),
        live: LIVE,
        acts: ACTS,
        others: OTHERS,
        most_samples: MOST_SAMPLES,
        pictures: pictures::names(),
    })
}

/// The English words for what is wrong with a link, for the page's build.
#[wasm_bindgen(js_name = linkWords)]
pub fn link_words() -> Outcome<JsValue> {
    data::write(&link::WORDS.into_iter().collect::<BTreeMap<_, _>>())
}
