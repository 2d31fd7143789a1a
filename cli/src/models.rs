//! Models from files, and the drives they were trained under.

use std::path::Path;

use super::{Outcome, Refusal};
use crate::files::{read_capped, shown};
use thermogen::data::{checkpoint, images::ImageSet, tensors};
use thermogen::model::Model;
use thermogen::parameters::{HiddenDrive, Parameters};
use thermogen::physics::latent::latent_units;
use thermogen::physics::noising::HiddenDrives;

/// Reads the model at `path`.
pub fn read(path: &Path) -> Outcome<Model> {
    let bytes = read_capped(path, tensors::MAX_BYTES)?;
    Ok(checkpoint::load(&bytes).map_err(|error| error.in_file(&shown(path)))?)
}

/// The drives of all units (in scaled pixels, N values) for each image, scaled by `parameters`.
pub fn drives(model: &Model, parameters: &Parameters, images: &ImageSet) -> Outcome<Vec<Vec<f32>>> {
    let network = model.couplings.network();
    let (width, height) = (network.width(), network.height());
    if (images.width(), images.height()) != (width, height) {
        let found = format!("{} × {}", images.width(), images.height());
        return Err(Refusal(format!(
            "images: are {found}; the model is for {width} × {height} (see --size)"
        )));
    }
    let scaled = images.scaled(parameters.scale, parameters.scale_factor)?;
    let projection = match model.parameters.hidden_drive {
        HiddenDrive::Projection => Some(HiddenDrives::new(&model.parameters, network, &[], 0)?),
        _ => None,
    };
    let drive = |(index, image): (usize, &[f32])| {
        let mut hidden = match &projection {
            Some(projection) => projection.of(image, None),
            None => vec![0.0; network.hidden()],
        };
        hidden.iter_mut().zip(&model.copied_pixels).for_each(|(drive, &pixel)| *drive = image[pixel]);
        if let Some(latents) = &model.latents {
            let first = latent_units(&model.parameters, network.hidden()).start;
            let drive = latents.drive.drive(model.parameters.latent_scale, &latents.drive.code(image));
            hidden[first..first + drive.len()].copy_from_slice(&drive);
        }
        if !model.class_codes.is_empty() {
            let code = code(model, images.labels().map(|labels| labels[index]), image)?;
            hidden.iter_mut().zip(code).for_each(|(drive, code)| *drive += code);
        }
        Ok([image, &hidden].concat())
    };
    scaled.chunks_exact(network.visible()).enumerate().map(drive).collect()
}

fn code<'a>(model: &'a Model, label: Option<u8>, image: &[f32]) -> Outcome<&'a [f32]> {
    let label = label
        .ok_or_else(|| Refusal("--labels: are needed, the model was trained with class codes".into()))?;
    model.code_of_image(label, image).ok_or_else(|| {
        let known: Vec<String> = model.classes.iter().map(u8::to_string).collect();
        Refusal(format!("labels: hold class {label}; the model knows {}", known.join(", ")))
    })
}
