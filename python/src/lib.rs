//! The Python module `thermogen._core`: the core with NumPy arrays.
//!
//! Images, labels and masks come in as the bytes of `.npy` files, so that one reader decides about types, ranges
//! and orders for files and arrays alike; results go out as arrays. Documentation is in the Python files around it.

mod arrays;
mod generation;
mod images;
mod model;
mod settings;
mod training;
mod watch;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use thermogen::data::glyphs;

/// A refusal of the core as Python's error for a bad value.
fn refused(error: impl std::error::Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Stroke glyphs, images × side × side of bytes in a row.
#[pyfunction]
fn draw_glyphs(names: Vec<String>, size: usize, seed: u32, first: u32) -> PyResult<Vec<u8>> {
    let ids: Result<Vec<u8>, _> = names.iter().map(|name| glyphs::id(name)).collect();
    let set = glyphs::draw(&ids.map_err(refused)?, size, seed, first).map_err(refused)?;
    Ok(set.pixels().to_vec())
}

/// Name, value, tolerance, verdict, meaning.
type Row = (String, f64, f64, bool, String);

/// The self-check: whether all rows pass, and name, value, tolerance, verdict and meaning of each.
#[pyfunction]
fn check(py: Python<'_>) -> PyResult<(bool, Vec<Row>)> {
    let report = watch::run(py, None, |_| thermogen::check::run(None))?;
    let rows = report.rows.into_iter();
    let rows =
        rows.map(|row| (row.name.to_owned(), row.value, row.tolerance, row.pass, row.compared.to_owned()));
    Ok((report.pass, rows.collect()))
}

#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<model::Model>()?;
    module.add_function(wrap_pyfunction!(draw_glyphs, module)?)?;
    module.add_function(wrap_pyfunction!(check, module)?)?;
    module.add_function(wrap_pyfunction!(training::train, module)?)?;
    module.add_function(wrap_pyfunction!(training::moments, module)?)?;
    module.add_function(wrap_pyfunction!(generation::fingerprint, module)?)?;
    module.add_function(wrap_pyfunction!(training::image_bytes, module)?)?;
    module.add_function(wrap_pyfunction!(settings::presets, module)?)?;
    module.add_function(wrap_pyfunction!(settings::parameters, module)?)
}
