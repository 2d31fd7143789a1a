//! The self-check, whole or row by row.

use super::Outcome;
use crate::parameters::ParameterError;
use wasm_bindgen::prelude::*;

/// The self-check as JSON: version, pass, rows. Takes about a second.
#[wasm_bindgen]
pub fn check() -> String {
    serde_json::to_string(&crate::check::run(None)).unwrap_or_default()
}

/// The rows of the self-check as JSON: an array of their names and of the texts that explain them.
#[wasm_bindgen(js_name = checkRows)]
pub fn check_rows() -> String {
    let rows = crate::check::names().map(|name| (name, crate::check::explanation(name)));
    serde_json::to_string(&rows.collect::<Vec<_>>()).unwrap_or_default()
}

/// One row of the self-check as JSON, by its name.
#[wasm_bindgen(js_name = checkRow)]
pub fn check_row(name: &str) -> Outcome<String> {
    let row = crate::check::row(name, None);
    let row = row.ok_or_else(|| ParameterError::invalid("row", name, "one of checkRows"))?;
    Ok(serde_json::to_string(&row).unwrap_or_default())
}
