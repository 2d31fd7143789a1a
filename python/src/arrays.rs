//! Arrays of NumPy, and how large they may be.

use numpy::{PyArray1, PyArray2};
use pyo3::prelude::*;
use thermogen::parameters::ParameterError;

use crate::refused;

/// The most numbers that one array may hold.
const MOST_VALUES: u64 = 1 << 28;

/// Refuses an array that would fill the memory.
pub fn few(name: &str, values: u64) -> PyResult<()> {
    if values <= MOST_VALUES {
        return Ok(());
    }
    let limit = format!("such that an array holds at most {MOST_VALUES} numbers");
    Err(refused(ParameterError::invalid(name, values as f64, limit)))
}

/// Numbers in a row as rows of so many.
pub fn rows(py: Python<'_>, values: Vec<f32>, width: usize) -> PyResult<Bound<'_, PyArray2<f32>>> {
    use numpy::PyArrayMethods;
    let count = values.len() / width.max(1);
    PyArray1::from_vec(py, values).reshape([count, width])
}
