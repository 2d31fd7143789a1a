//! Parameters from keyword arguments: explicit ones over a preset, a preset over the base, as the command line does.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use thermogen::parameters::{Entry, Kind, PRESETS, ParameterError, Parameters, Value, preset, table};

use crate::refused;

/// A value as Python gives it.
#[derive(FromPyObject)]
enum Given {
    Switch(bool),
    Number(f64),
    Text(String),
}

impl Given {
    fn value(self, kind: &Kind) -> Value {
        match self {
            Given::Switch(on) => Value::Switch(on),
            Given::Number(x) => Value::Number(x),
            Given::Text(text) => kind.parse(&text),
        }
    }
}

/// Those of a training: a preset, changed by what is given.
pub fn of_training(named: Option<&str>, given: &Bound<'_, PyDict>) -> PyResult<Parameters> {
    let base = named.map_or_else(|| Ok(Parameters::default()), preset).map_err(refused)?;
    settings(base, given, |_| true)
}

/// `parameters` changed by what is given of the wanted rows.
pub fn settings(
    mut parameters: Parameters,
    given: &Bound<'_, PyDict>,
    wanted: fn(&Entry) -> bool,
) -> PyResult<Parameters> {
    let rows: Vec<Entry> = table().into_iter().filter(wanted).collect();
    for (name, value) in given {
        let name: String = name.extract()?;
        let row = rows.iter().find(|row| row.name == name);
        let row = row.ok_or_else(|| refused(ParameterError::Unknown { name: name.clone() }))?;
        parameters.set(row.name, &value.extract::<Given>()?.value(&row.kind)).map_err(refused)?;
    }
    parameters.validate().map_err(refused)?;
    Ok(parameters)
}

/// A parameter as a Python value; whole numbers as `int`.
pub fn to_python(py: Python<'_>, value: &Value) -> PyResult<Py<PyAny>> {
    Ok(match value {
        Value::Switch(on) => on.into_pyobject(py)?.to_owned().into_any().unbind(),
        Value::Number(x) if x.fract() == 0.0 && x.abs() < 1e15 => {
            (*x as i64).into_pyobject(py)?.into_any().unbind()
        }
        Value::Number(x) => x.into_pyobject(py)?.into_any().unbind(),
        Value::Text(text) => text.into_pyobject(py)?.into_any().unbind(),
    })
}

/// Names of presets with what they are for.
#[pyfunction]
pub fn presets() -> Vec<(&'static str, &'static str)> {
    PRESETS.iter().map(|preset| (preset.name, preset.help)).collect()
}

/// Name, default, unit, allowed values, help.
type Row = (&'static str, Py<PyAny>, &'static str, String, &'static str);

/// The rows of the parameter table: name, default, unit, allowed values, help.
#[pyfunction]
pub fn parameters(py: Python<'_>) -> PyResult<Vec<Row>> {
    let row = |row: Entry| {
        Ok((row.name, to_python(py, &row.default)?, row.unit, row.kind.limit().to_string(), row.help))
    };
    table().into_iter().map(row).collect()
}
