//! The self-check, whole or row by row.

use crate::{Outcome, data};
use thermogen::parameters::ParameterError;
use wasm_bindgen::prelude::*;

/// The self-check: version, pass, rows. Takes about a second.
#[wasm_bindgen]
pub fn check() -> Outcome<JsValue> {
    data::write(&thermogen::check::run(None))
}

/// The rows of the self-check: an array of their names and of the texts that explain them.
#[wasm_bindgen(js_name = checkRows)]
pub fn check_rows() -> Outcome<JsValue> {
    let rows = thermogen::check::names().map(|name| (name, thermogen::check::explanation(name)));
    data::write(&rows.collect::<Vec<_>>())
}

/// One row of the self-check, by its name.
#[wasm_bindgen(js_name = checkRow)]
pub fn check_row(name: &str) -> Outcome<JsValue> {
    let row = thermogen::check::row(name, None);
    let row = row.ok_or_else(|| ParameterError::invalid("row", name, "one of checkRows"))?;
    data::write(&row)
}
