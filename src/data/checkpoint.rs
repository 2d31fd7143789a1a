//! A trained computer as a file: θ, the parameters it was trained with, and how it is read.
//!
//! safetensors with the tensors `couplings_vh` (Nv × Nh), `couplings_hh` (Nh × Nh), `couplings_vv`
//! (Nv × Nv) where visible units are coupled, or in their place, for couplings J = offdiag(F M Fᵀ), `factors`
//! (F, N × R: the first `visible_rank` columns are 0 for hidden units, the others for visible ones) and `core`
//! (M, R × R); `bias_visible` (Nv), `bias_hidden` (Nh), and
//! `class_codes` (codes × Nh) where classes can be asked for (the same number of codes for each class
//! in turn), with `class_centres` (codes × Nv) and `class_shares` (codes); where latent codes drive units,
//! `latent_mean` (Nv), `latent_components` (d × Nv), `latent_deviations` (d), `latent_projection` (units × d), and of the
//! training images `latent_codes` (images × d) and `latent_groups` (images); all else is metadata by name.
//! Gradients have the same tensors. Reading checks every shape, and the model as a whole.

use super::DataError;
use super::tensors::{self, Metadata, Tensor};
use crate::model::Model;
use crate::parameters::{Parameters, table};
use crate::physics::network::Network;
use couplings::couplings_from_tensors;

mod couplings;
mod latents;

pub use couplings::couplings_to_tensors;

/// Version of the layout with a number for each pair; a reader refuses versions that it does not know.
pub(crate) const SCHEMA_VERSION: &str = "1";
/// Version of the layout with factors.
pub(crate) const FACTORED_SCHEMA_VERSION: &str = "3";
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
    latents::to_tensors(model, &mut tensors);
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
    let channels = if metadata.contains_key("channels") { entry(&metadata, "channels")? } else { 1 };
    let size = [entry(&metadata, "width")?, entry(&metadata, "height")?, channels];
    let network = Network::of_channels(size, &parameters)?;
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
    let latents = latents::of_tensors(&mut tensors, &network, &parameters)?;
    let factored = metadata["schema_version"] == FACTORED_SCHEMA_VERSION;
    let rank = if factored { Some(entry(&metadata, "visible_rank")?) } else { None };
    let couplings = couplings_from_tensors(tensors, &network, rank)?;
    let model = Model {
        classes,
        class_codes,
        class_centres,
        class_shares,
        copied_pixels,
        latents,
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
    if network.channels() > 1 {
        metadata.insert("channels".into(), network.channels().to_string());
    }
    let schema = match model.couplings.factored() {
        Some(factored) => {
            metadata.insert("visible_rank".into(), factored.ranks()[0].to_string());
            FACTORED_SCHEMA_VERSION
        }
        None => SCHEMA_VERSION,
    };
    for (name, text) in [
        ("format", "thermogen model".into()),
        ("schema_version", schema.into()),
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

fn shaped(name: &str, tensor: Tensor, shape: &[usize]) -> Result<Vec<f32>, DataError> {
    if tensor.shape != shape {
        return Err(DataError::refused(name, format!("has shape {:?}", tensor.shape), format!("{shape:?}")));
    }
    Ok(tensor.values)
}

fn check_schema(metadata: &Metadata) -> Result<(), DataError> {
    let known = [SCHEMA_VERSION, FACTORED_SCHEMA_VERSION];
    let limit = format!("{} (a model written by thermogen)", known.join(" or "));
    match metadata.get("schema_version") {
        Some(version) if known.contains(&version.as_str()) => Ok(()),
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

/// Whole numbers with commas between them; no number if the entry is missing or empty.
fn list<T: std::str::FromStr>(metadata: &Metadata, name: &str) -> Result<Vec<T>, DataError> {
    let text = metadata.get(name).map_or("", String::as_str);
    let numbers = text.split(',').filter(|_| !text.is_empty());
    let odd = |_| DataError::refused(name, format!("is '{text}'"), "whole numbers with commas between them");
    numbers.map(|number| number.parse().map_err(odd)).collect()
}

#[cfg(test)]
mod tests;
