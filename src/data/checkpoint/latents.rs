//! Latent codes as tensors of a model's file.

use super::shaped;
use crate::data::DataError;
use crate::data::tensors::{Tensor, Tensors};
use crate::model::{Latents, Model};
use crate::parameters::Parameters;
use crate::physics::latent::{LatentDrive, latent_units};
use crate::physics::network::Network;

/// Adds the tensors of a model that has latent codes.
pub(super) fn to_tensors(model: &Model, tensors: &mut Tensors) {
    let Some(Latents { drive, codes, groups, .. }) = &model.latents else { return };
    let (d, nv) = (drive.components(), drive.mean.len());
    let groups: Vec<f32> = groups.iter().map(|&group| group as f32).collect();
    for (name, shape, values) in [
        ("latent_mean", vec![nv], &drive.mean),
        ("latent_components", vec![d, nv], &drive.components),
        ("latent_deviations", vec![d], &drive.deviations),
        ("latent_projection", vec![drive.units(), d], &drive.projection),
        ("latent_codes", vec![groups.len(), d], codes),
        ("latent_groups", vec![groups.len()], &groups),
    ] {
        tensors.insert(name.into(), Tensor { shape, values: values.clone() });
    }
}

/// Takes them out again; `None` where no unit has a latent drive.
pub(super) fn of_tensors(
    tensors: &mut Tensors,
    network: &Network,
    p: &Parameters,
) -> Result<Option<Latents>, DataError> {
    let (units, d, nv) =
        (latent_units(p, network.hidden()).len(), p.latent_components as usize, network.visible());
    if units == 0 {
        return Ok(None);
    }
    let drive = LatentDrive {
        mean: taken(tensors, "latent_mean", &[nv])?,
        components: taken(tensors, "latent_components", &[d, nv])?,
        deviations: taken(tensors, "latent_deviations", &[d])?,
        projection: taken(tensors, "latent_projection", &[units, d])?,
    };
    let images = tensors.get("latent_groups").map_or(0, |groups| groups.values.len());
    let codes = taken(tensors, "latent_codes", &[images, d])?;
    let groups = taken(tensors, "latent_groups", &[images])?;
    if groups.iter().any(|group| group.fract() != 0.0 || !(0.0..1e6).contains(group)) {
        return Err(DataError::refused("latent_groups", "are no whole numbers", "numbers of groups"));
    }
    Ok(Some(Latents::new(drive, codes, groups.into_iter().map(|group| group as u32).collect())))
}

/// A tensor of that name and shape.
fn taken(tensors: &mut Tensors, name: &str, shape: &[usize]) -> Result<Vec<f32>, DataError> {
    let missing = || DataError::refused(name, "is missing", "a tensor of a model with latent codes");
    shaped(name, tensors.remove(name).ok_or_else(missing)?, shape)
}
