//! A trained computer as a file: θ, the parameters it was trained with, and how it is read.
//!
//! safetensors with the tensors `couplings_vh` (Nv × Nh), `couplings_hh` (Nh × Nh), `couplings_vv`
//! (Nv × Nv) where visible units are coupled, `bias_visible` (Nv), `bias_hidden` (Nh), and
//! `class_codes` (codes × Nh) where classes can be asked for (the same number of codes for each class
//! in turn), with `class_centres` (codes × Nv) and `class_shares` (codes); all else is metadata by name.
//! Gradients have the same tensors. Reading checks every shape, and the model as a whole.

use super::DataError;
use super::tensors::{self, Metadata, Tensor, Tensors};
use crate::model::Model;
use crate::parameters::{Parameters, table};
use crate::physics::couplings::Couplings;
use crate::physics::network::Network;

/// Version of the layout; a reader refuses those it does not know.
pub const SCHEMA_VERSION: &str = "1";
const UNITS: &str = "energies (kt, j2, j4, drive, couplings, biases): E0, the J2 of the published program; times: 1/(mu0 E0); states: dimensionless";
/// Parameters without which a model means nothing; others fall back to their defaults.
const REQUIRED: [&str; 13] = [
    "kt",
    "j2",
    "j4",
    "mobility",
    "dt",
    "time",
    "drive",
    "ramp",
    "scale",
    "scale_factor",
    "readout_scale",
    "hidden_drive",
    "seed",
];

/// The bytes of a model's file; the same model gives the same bytes.
pub fn save(model: &Model) -> Vec<u8> {
    let mut tensors = couplings_to_tensors(&model.couplings);
    if !model.class_codes.is_empty() {
        let (network, codes) = (model.couplings.network(), model.class_shares.len());
        let mut add = |name: &str, shape: Vec<usize>, values: &[f32]| {
            tensors.insert(name.into(), Tensor { shape, values: values.to_vec() });
        };
        add("class_codes", vec![codes, network.hidden()], &model.class_codes);
        add("class_centres", vec![codes, network.visible()], &model.class_centres);
        add("class_shares", vec![codes], &model.class_shares);
    }
    tensors::write(&tensors, &metadata_of(model))
}

/// Reads a model.
///
/// # Errors
/// One refusal that names the tensor or the entry, its value and its limit.
pub fn load(bytes: &[u8]) -> Result<Model, DataError> {
    let (mut tensors, metadata) = tensors::read(bytes)?;
    check_schema(&metadata)?;
    let parameters = parameters_of(&metadata)?;
    let (width, height) = (entry(&metadata, "width")?, entry(&metadata, "height")?);
    let network = Network::new(width, height, &parameters)?;
    let classes: Vec<u8> = list(&metadata, "classes")?;
    let copied_pixels: Vec<usize> = list(&metadata, "copied_pixels")?;
    let mut codes = |name: &str, width: &[usize]| match tensors.remove(name) {
        Some(tensor) => {
            let rows = classes.len() * parameters.codes_per_class as usize;
            shaped(name, tensor, &[&[rows], width].concat())
        }
        None => Ok(Vec::new()),
    };
    let class_codes = codes("class_codes", &[network.hidden()])?;
    let class_centres = codes("class_centres", &[network.visible()])?;
    let class_shares = codes("class_shares", &[])?;
    let couplings = couplings_from_tensors(tensors, &network)?;
    let model = Model {
        classes,
        class_codes,
        class_centres,
        class_shares,
        copied_pixels,
        ..Model::new(parameters, couplings)
    };
    model.check()?;
    Ok(model)
}

fn metadata_of(model: &Model) -> Metadata {
    let network = model.couplings.network();
    let values = model.parameters.values();
    let mut metadata: Metadata =
        values.into_iter().map(|(name, value)| (name.into(), value.to_string())).collect();
    let classes: Vec<String> = model.classes.iter().map(u8::to_string).collect();
    let copied: Vec<String> = model.copied_pixels.iter().map(usize::to_string).collect();
    for (name, text) in [
        ("format", "thermogen model".into()),
        ("schema_version", SCHEMA_VERSION.into()),
        ("thermogen_version", env!("CARGO_PKG_VERSION").into()),
        ("units", UNITS.into()),
        ("width", network.width().to_string()),
        ("height", network.height().to_string()),
        ("classes", classes.join(",")),
        ("copied_pixels", copied.join(",")),
    ] {
        metadata.insert(name.into(), text);
    }
    metadata
}

/// θ, or a gradient, by the names it has in a file. Pairs that cannot be coupled are written as 0.
pub fn couplings_to_tensors(couplings: &Couplings) -> Tensors {
    let (nv, nh) = (couplings.network().visible(), couplings.network().hidden());
    let hh = if couplings.hh.is_empty() { vec![0.0; nh * nh] } else { couplings.hh.clone() };
    let mut tensors = Tensors::new();
    let mut add = |name: &str, shape: Vec<usize>, values: Vec<f32>| {
        tensors.insert(name.into(), Tensor { shape, values });
    };
    add("couplings_vh", vec![nv, nh], couplings.vh.clone());
    add("couplings_hh", vec![nh, nh], hh);
    if !couplings.vv.is_empty() {
        add("couplings_vv", vec![nv, nv], couplings.vv.clone());
    }
    add("bias_visible", vec![nv], couplings.bias_visible.clone());
    add("bias_hidden", vec![nh], couplings.bias_hidden.clone());
    tensors
}

/// The tensors of a file as couplings of `network`.
fn couplings_from_tensors(mut tensors: Tensors, network: &Network) -> Result<Couplings, DataError> {
    let (nv, nh) = (network.visible(), network.hidden());
    let mut couplings = Couplings::zero(network.clone());
    let mut take = |name: &str, shape: &[usize]| match tensors.remove(name) {
        Some(tensor) => shaped(name, tensor, shape),
        None => Err(DataError::refused(name, "is missing", format!("a tensor of shape {shape:?}"))),
    };
    couplings.vh = take("couplings_vh", &[nv, nh])?;
    let hh = take("couplings_hh", &[nh, nh])?;
    if network.hidden_couplings() {
        couplings.hh = hh;
    } else if hh.iter().any(|&j| j != 0.0) {
        return Err(DataError::refused("couplings_hh", "is not 0", "0 where hidden_couplings is off"));
    }
    if !couplings.vv.is_empty() {
        couplings.vv = take("couplings_vv", &[nv, nv])?;
    }
    couplings.bias_visible = take("bias_visible", &[nv])?;
    couplings.bias_hidden = take("bias_hidden", &[nh])?;
    match tensors.keys().next() {
        Some(name) => {
            Err(DataError::refused(name, "is not a tensor of this model", "the tensors of its settings only"))
        }
        None => Ok(couplings),
    }
}

fn shaped(name: &str, tensor: Tensor, shape: &[usize]) -> Result<Vec<f32>, DataError> {
    if tensor.shape != shape {
        return Err(DataError::refused(name, format!("has shape {:?}", tensor.shape), format!("{shape:?}")));
    }
    Ok(tensor.values)
}

fn check_schema(metadata: &Metadata) -> Result<(), DataError> {
    let limit = format!("{SCHEMA_VERSION} (a model written by thermogen)");
    match metadata.get("schema_version") {
        Some(version) if version == SCHEMA_VERSION => Ok(()),
        Some(version) => Err(DataError::refused("schema_version", format!("is {version}"), limit)),
        None => Err(DataError::refused("schema_version", "is missing from the metadata", limit)),
    }
}

fn parameters_of(metadata: &Metadata) -> Result<Parameters, DataError> {
    let mut parameters = Parameters::default();
    for row in table() {
        match metadata.get(row.name) {
            Some(text) => parameters.set(row.name, &row.kind.parse(text))?,
            None if REQUIRED.contains(&row.name) => {
                return Err(DataError::refused(row.name, "is missing from the metadata", row.kind.limit()));
            }
            None => {}
        }
    }
    parameters.validate()?;
    Ok(parameters)
}

fn entry<T: std::str::FromStr>(metadata: &Metadata, name: &str) -> Result<T, DataError> {
    let text = metadata
        .get(name)
        .ok_or_else(|| DataError::refused(name, "is missing from the metadata", "a number"))?;
    text.parse().map_err(|_| DataError::refused(name, format!("is '{text}'"), "a number"))
}

/// Whole numbers with commas between them; none if the entry is missing or empty.
fn list<T: std::str::FromStr>(metadata: &Metadata, name: &str) -> Result<Vec<T>, DataError> {
    let text = metadata.get(name).map_or("", String::as_str);
    let numbers = text.split(',').filter(|_| !text.is_empty());
    let odd = |_| DataError::refused(name, format!("is '{text}'"), "whole numbers with commas between them");
    numbers.map(|number| number.parse().map_err(odd)).collect()
}

#[cfg(test)]
mod tests;
