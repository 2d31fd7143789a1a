//! The drives under which a trained model's units are noised, for images that need not be its training images.

use crate::data::DataError;
use crate::data::images::ImageSet;
use crate::model::Model;
use crate::parameters::{HiddenDrive, Parameters};
use crate::physics::latent::latent_units;
use crate::physics::noising::HiddenDrives;

/// The drives of all units (in scaled pixels, N values) for each image, scaled by `parameters`.
///
/// # Errors
/// Images of another size, or without the labels that the class codes need.
pub fn drives(model: &Model, parameters: &Parameters, images: &ImageSet) -> Result<Vec<Vec<f32>>, DataError> {
    let network = model.couplings.network();
    let (width, height) = (network.width(), network.height());
    if (images.width(), images.height()) != (width, height) || images.channels() != network.channels() {
        let found = format_args!("are {} × {}", images.width(), images.height());
        let limit = format_args!("the model is for {width} × {height} (see --size)");
        return Err(DataError::refused("images", found, limit));
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

fn code<'a>(model: &'a Model, label: Option<u8>, image: &[f32]) -> Result<&'a [f32], DataError> {
    let refused = |value: &str, limit: &str| DataError::refused("labels", value, limit);
    let limit = "one for each image, as the model was trained with class codes";
    let label = label.ok_or_else(|| refused("are missing", limit))?;
    model.code_of_image(label, image).ok_or_else(|| {
        let known: Vec<String> = model.classes.iter().map(u8::to_string).collect();
        refused(&format!("hold class {label}"), &format!("the model knows {}", known.join(", ")))
    })
}
