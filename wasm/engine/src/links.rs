//! Links, and values of parameters as people type them: the core's one grammar. It computes nothing that takes
//! long, so a page asks it in its own thread.

use crate::{Outcome, data};
use serde::Serialize;
use thermogen::data::link::{self, PlainPlace, Problem};
use wasm_bindgen::prelude::*;

/// The contents of a link, and the fields that were left out.
#[derive(Serialize)]
struct Reading {
    place: PlainPlace,
    problems: Vec<Problem>,
}

/// Reads a link, a whole address or its fragment, with other fields in place of its own.
#[wasm_bindgen(js_name = readLink)]
pub fn read_link(text: &str, over: &str) -> Outcome<JsValue> {
    let (place, problems) = link::read_over(text, over);
    data::write(&Reading { place: PlainPlace::of(&place), problems })
}

/// Writes the link of a place.
#[wasm_bindgen(js_name = writeLink)]
pub fn write_link(place: JsValue) -> Outcome<JsValue> {
    let plain: PlainPlace = data::read("place", place)?;
    let mut link = link::write(&plain.place()?);
    if plain.has_file() {
        link.omitted.insert(0, "images");
    }
    data::write(&link)
}

/// A parameter's value from text as people type it; null where it is not allowed.
#[wasm_bindgen(js_name = readSetting)]
pub fn read_setting(name: &str, text: &str) -> Outcome<JsValue> {
    data::write(&link::read_typed(name, text).ok().map(|(_, value)| value))
}
