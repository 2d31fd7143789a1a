//! Exact training, a slice at a time.

use crate::{Model, Outcome, Refusal, set_all};
use thermogen::data::images::ImageSet;
use thermogen::learn::error::TrainingError;
use thermogen::learn::factored::{self, FactoredExact};
use thermogen::learn::training::{self, MakeRule};
use thermogen::learn::training_set::TrainingSet;
use thermogen::parameters::{CopyPixels, HiddenDrive, ParameterError, Parameters, Trainer as Rule};
use wasm_bindgen::prelude::*;

#[path = "../../common/training.rs"]
mod common;

/// Refuses what only the engine can do.
fn check(p: &Parameters) -> Outcome<()> {
    let possible = [
        ("trainer", matches!(p.trainer, Rule::Exact)),
        (
            "hidden_drive",
            matches!(p.hidden_drive, HiddenDrive::None | HiddenDrive::Copy | HiddenDrive::Picture),
        ),
        ("copy_pixels", matches!(p.copy_pixels, CopyPixels::Auto | CopyPixels::Paper)),
    ];
    match possible.into_iter().find(|(_, possible)| !possible) {
        Some((name, _)) => Err(Refusal(name.into())),
        None => Ok(()),
    }
}

/// The set of images that are few enough for factored couplings.
fn few_images(images: &ImageSet, p: &Parameters) -> Result<TrainingSet, TrainingError> {
    let is_coded = p.hidden_drive == HiddenDrive::Picture;
    let set = if is_coded { TrainingSet::of_pictures(images, p)? } else { TrainingSet::copying(images, p)? };
    if factored::is_chosen(p, &set) {
        return Ok(set);
    }
    Err(ParameterError::invalid("couplings", "dense", "factored").into())
}

#[wasm_bindgen]
extern "C" {
    /// Images (bytes) with one label each, or without labels.
    pub type Images;
    #[wasm_bindgen(method, getter)]
    fn pixels(this: &Images) -> Vec<u8>;
    #[wasm_bindgen(method, getter)]
    fn labels(this: &Images) -> Vec<u8>;
    #[wasm_bindgen(method, getter)]
    fn width(this: &Images) -> usize;
    #[wasm_bindgen(method, getter)]
    fn height(this: &Images) -> usize;
    /// 1 where there is no factor.
    #[wasm_bindgen(method, getter)]
    fn channels(this: &Images) -> Option<usize>;
}

/// A training, advanced a slice of work at a time.
#[wasm_bindgen]
pub struct Training(training::Training<FactoredExact>, JsValue);

#[wasm_bindgen]
impl Training {
    /// A training on images (bytes) with one label each, or without labels.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &JsValue, images: &Images) -> Outcome<Training> {
        let parameters = set_all(Parameters::default(), settings)?;
        check(&parameters)?;
        let labels = Some(images.labels()).filter(|labels| !labels.is_empty());
        let size = [images.width(), images.height(), images.channels().unwrap_or(1)];
        let images = ImageSet::of_channels(size, images.pixels(), labels)?;
        let rule: MakeRule<FactoredExact> = |p, set| Box::new(FactoredExact::new(p, set));
        Ok(Training(training::Training::by(parameters, few_images, &images, rule)?, settings.clone()))
    }
    /// The computer as trained so far.
    pub fn model(&self) -> Model {
        Model(self.0.model(), self.1.clone())
    }
}
