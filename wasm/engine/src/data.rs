//! Named structs that cross the boundary: settings, images and models, as plain objects of JavaScript
//! with typed arrays.

use crate::{Outcome, Refusal, refuse};
use js_sys::{Float32Array, Uint8Array, Uint32Array};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thermogen::data::images::ImageSet;
use thermogen::data::receipt::Carried;
use thermogen::model::Model;
use thermogen::parameters::{Parameters, Value};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::network::Network;
use wasm_bindgen::prelude::*;

/// Values of parameters by their names in the table.
pub type Settings = BTreeMap<String, Value>;

/// The struct of an object from outside.
///
/// # Errors
/// An object without a field of the struct, or with one of another kind.
pub fn read<T: DeserializeOwned>(name: &str, object: JsValue) -> Outcome<T> {
    serde_wasm_bindgen::from_value(object).map_err(|error| refuse(name, &format!("{name}: {error}")))
}

/// The object of a struct; maps become plain objects.
///
/// # Errors
/// None for the structs of this module.
pub fn write(value: &impl Serialize) -> Outcome<JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|error| Refusal::from(error.to_string()))
}

/// `parameters` with the settings of an object over them.
pub fn set_all(parameters: Parameters, settings: &JsValue) -> Outcome<Parameters> {
    set(parameters, &read("settings", settings.clone())?)
}

/// `parameters` with settings over them.
pub fn set(mut parameters: Parameters, settings: &Settings) -> Outcome<Parameters> {
    settings.iter().try_for_each(|(name, value)| parameters.set(name, value))?;
    Ok(parameters)
}

/// Images (bytes) with one label each, or none.
pub fn image_set(pixels: Vec<u8>, labels: Vec<u8>, width: usize, height: usize) -> Outcome<ImageSet> {
    let labels = (!labels.is_empty()).then_some(labels);
    Ok(ImageSet::new(width, height, pixels, labels)?)
}

/// Images, and one label for each or none.
#[derive(Serialize, Deserialize)]
pub struct ImageData {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pixels: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    labels: Uint8Array,
    width: usize,
    height: usize,
}

impl ImageData {
    /// The data of a set of images.
    pub fn of(set: &ImageSet) -> Self {
        ImageData {
            pixels: Uint8Array::from(set.pixels()),
            labels: Uint8Array::from(set.labels().unwrap_or_default()),
            width: set.width(),
            height: set.height(),
        }
    }

    /// The set of images.
    ///
    /// # Errors
    /// Sizes that do not fit.
    pub fn set(&self) -> Outcome<ImageSet> {
        image_set(self.pixels.to_vec(), self.labels.to_vec(), self.width, self.height)
    }
}

/// Visible units that are held: those where the mask (Nv) is not 0, at the values of one image for all
/// samples (Nv) or of one for each (samples × Nv).
#[derive(Serialize, Deserialize)]
pub struct Clamp {
    /// Nv bytes.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub mask: Uint8Array,
    /// Nv or samples × Nv values.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub values: Float32Array,
}

impl Clamp {
    /// The arrays that a receipt carries; none where no unit is held.
    pub fn arrays(&self) -> BTreeMap<String, Carried> {
        let (mask, values) = (self.mask.to_vec(), self.values.to_vec());
        if mask.iter().all(|&held| held == 0) {
            return BTreeMap::new();
        }
        let floats: Vec<f32> = mask.iter().map(|&held| f32::from(held)).collect();
        let nv = mask.len();
        let shape = if values.len() == nv { vec![nv] } else { vec![values.len() / nv, nv] };
        let arrays =
            [("clamp-mask", Carried::new(&[nv], &floats)), ("clamp-values", Carried::new(&shape, &values))];
        arrays.map(|(name, array)| (name.to_owned(), array)).into()
    }
}

/// A model: how it passes between modules, workers and the page. Arrays have the names of a model's file.
#[derive(Serialize, Deserialize)]
pub struct ModelData {
    settings: Settings,
    width: usize,
    height: usize,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    couplings_vh: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    couplings_hh: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    couplings_vv: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    bias_visible: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    bias_hidden: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    classes: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    class_codes: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    class_centres: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    class_shares: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    copied_pixels: Uint32Array,
}

impl ModelData {
    /// The data of a model.
    pub fn of(model: &Model) -> Self {
        let network = model.couplings.network();
        let [vh, hh, vv, visible, hidden] = model.couplings.blocks().map(Float32Array::from);
        let copied: Vec<u32> = model.copied_pixels.iter().map(|&pixel| pixel as u32).collect();
        let settings = model.parameters.values().into_iter().map(|(name, value)| (name.to_string(), value));
        ModelData {
            settings: settings.collect(),
            width: network.width(),
            height: network.height(),
            couplings_vh: vh,
            couplings_hh: hh,
            couplings_vv: vv,
            bias_visible: visible,
            bias_hidden: hidden,
            classes: Uint8Array::from(model.classes.as_slice()),
            class_codes: Float32Array::from(model.class_codes.as_slice()),
            class_centres: Float32Array::from(model.class_centres.as_slice()),
            class_shares: Float32Array::from(model.class_shares.as_slice()),
            copied_pixels: Uint32Array::from(copied.as_slice()),
        }
    }

    /// The model of such data.
    ///
    /// # Errors
    /// Settings that forbid each other, and arrays of another size or with numbers that are not finite.
    pub fn model(&self) -> Outcome<Model> {
        let parameters = set(Parameters::default(), &self.settings)?;
        let mut couplings = Couplings::zero(Network::new(self.width, self.height, &parameters)?);
        let arrays = [
            &self.couplings_vh,
            &self.couplings_hh,
            &self.couplings_vv,
            &self.bias_visible,
            &self.bias_hidden,
        ];
        for (block, array) in couplings.blocks_mut().into_iter().zip(arrays) {
            *block = array.to_vec();
        }
        let model = Model {
            classes: self.classes.to_vec(),
            class_codes: self.class_codes.to_vec(),
            class_centres: self.class_centres.to_vec(),
            class_shares: self.class_shares.to_vec(),
            copied_pixels: self.copied_pixels.to_vec().into_iter().map(|pixel| pixel as usize).collect(),
            ..Model::new(parameters, couplings)
        };
        model.check()?;
        Ok(model)
    }
}
