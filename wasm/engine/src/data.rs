//! Named structs that cross the boundary: settings, images and models, as plain objects of JavaScript
//! with typed arrays.

use crate::{Outcome, Refusal, refuse};
use js_sys::{Array, Float32Array, Object, Reflect, Uint8Array, Uint32Array};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thermogen::data::DataError;
use thermogen::data::images::ImageSet;
use thermogen::model::{Latents, Model};
use thermogen::parameters::{ParameterError, Parameters, Value};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::dense::Dense;
use thermogen::physics::factored::Factored;
use thermogen::physics::latent::LatentDrive;
use thermogen::physics::network::Network;
use thermogen::physics::pairs::Form;
use wasm_bindgen::prelude::*;

/// The struct of an object from outside.
///
/// # Errors
/// An object without a field of the struct, which is named as a whole, or a field of another kind.
pub fn read<T: DeserializeOwned>(name: &str, object: JsValue) -> Outcome<T> {
    let deserializer = serde_wasm_bindgen::Deserializer::from(object);
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let path = error.path().to_string();
        let field = path.split(['.', '[']).next().filter(|field| !field.is_empty()).unwrap_or(name);
        refuse(field, &format!("{field}: {}", error.inner()))
    })
}

/// The object of a struct; maps become plain objects.
///
/// # Errors
/// None for the structs of this module.
pub fn write(value: &impl Serialize) -> Outcome<JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|error| Refusal::from(error.to_string()))
}

/// Sets the parameters that an object of names and values names.
///
/// # Errors
/// The first name that the table does not have, or value that it does not allow.
pub fn set_all(mut parameters: Parameters, settings: &JsValue) -> Outcome<Parameters> {
    let entries = settings.dyn_ref::<Object>().map(Object::entries);
    let entries = entries.ok_or_else(|| refuse("settings", &"settings: are not an object"))?;
    for entry in entries {
        let entry: Array = entry.unchecked_into();
        let (name, value) = (entry.get(0).as_string().unwrap_or_default(), entry.get(1));
        let value = (value.as_f64().map(Value::Number))
            .or_else(|| value.as_bool().map(Value::Switch))
            .or_else(|| value.as_string().map(Value::Text))
            .ok_or_else(|| {
                ParameterError::invalid(&name, "of another kind", "a number, a text or a switch")
            })?;
        parameters.set(&name, &value)?;
    }
    Ok(parameters)
}

/// All parameters as an object of names and values.
fn settings_of(parameters: &Parameters) -> Object {
    let settings = Object::new();
    for (name, value) in parameters.values() {
        let value = match value {
            Value::Switch(on) => on.into(),
            Value::Number(x) => x.into(),
            Value::Text(text) => text.into(),
        };
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&settings, &name.into(), &value);
    }
    settings
}

/// Images, with one label for each or without labels.
#[derive(Serialize, Deserialize)]
pub struct ImageData {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pixels: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    labels: Uint8Array,
    width: usize,
    height: usize,
    #[serde(default = "one")]
    channels: usize,
}

impl ImageData {
    /// The data of a set of images.
    pub fn of(set: &ImageSet) -> Self {
        ImageData {
            pixels: Uint8Array::from(set.pixels()),
            labels: Uint8Array::from(set.labels().unwrap_or_default()),
            width: set.width(),
            height: set.height(),
            channels: set.channels(),
        }
    }

    /// The set of images.
    ///
    /// # Errors
    /// Sizes that do not fit.
    pub fn set(&self) -> Outcome<ImageSet> {
        let labels = Some(self.labels.to_vec()).filter(|labels| !labels.is_empty());
        let size = [self.width, self.height, self.channels];
        Ok(ImageSet::of_channels(size, self.pixels.to_vec(), labels)?)
    }
}

fn empty() -> Float32Array {
    Float32Array::new_with_length(0)
}

fn no_groups() -> Uint32Array {
    Uint32Array::new_with_length(0)
}

fn narrow(numbers: Vec<f64>) -> Vec<f32> {
    numbers.into_iter().map(|x| x as f32).collect()
}

fn one() -> usize {
    1
}

/// A model: how it passes between modules, workers and the page. Arrays have the names of a model's file.
#[derive(Serialize, Deserialize)]
pub struct ModelData {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    settings: Object,
    width: usize,
    height: usize,
    #[serde(default = "one")]
    channels: usize,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    couplings_vh: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    couplings_hh: Float32Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    couplings_vv: Float32Array,
    /// F_v, F_h and M of couplings in factors; the blocks above are then empty.
    #[serde(default = "empty", with = "serde_wasm_bindgen::preserve")]
    factors_visible: Float32Array,
    #[serde(default = "empty", with = "serde_wasm_bindgen::preserve")]
    factors_hidden: Float32Array,
    #[serde(default = "empty", with = "serde_wasm_bindgen::preserve")]
    core: Float32Array,
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
    /// Latent codes, where hidden units are driven by them.
    #[serde(default = "empty", with = "serde_wasm_bindgen::preserve")]
    latent_mean: Float32Array,
    #[serde(default = "empty", with = "serde_wasm_bindgen::preserve")]
    latent_components: Float32Array,
    #[serde(default = "empty", with = "serde_wasm_bindgen::preserve")]
    latent_deviations: Float32Array,
    #[serde(default = "empty", with = "serde_wasm_bindgen::preserve")]
    latent_projection: Float32Array,
    #[serde(default = "empty", with = "serde_wasm_bindgen::preserve")]
    latent_codes: Float32Array,
    #[serde(default = "no_groups", with = "serde_wasm_bindgen::preserve")]
    latent_groups: Uint32Array,
    /// Their named directions, d numbers each: for those who show them, made of the others and never read.
    #[serde(default = "empty", with = "serde_wasm_bindgen::preserve")]
    latent_directions: Float32Array,
}

impl ModelData {
    /// The data of a model.
    pub fn of(model: &Model) -> Self {
        let network = model.couplings.network();
        let [first, second, third, visible, hidden] = model.couplings.blocks().map(Float32Array::from);
        let (dense, factors) = match model.couplings.form() {
            Form::Dense => ([first, second, third], [empty(), empty(), empty()]),
            Form::Factored => ([empty(), empty(), empty()], [first, second, third]),
        };
        let ([vh, hh, vv], [factors_visible, factors_hidden, core]) = (dense, factors);
        let latents = model.latents.as_ref();
        let latent = |of: fn(&Latents) -> &Vec<f32>| {
            latents.map_or_else(empty, |latents| Float32Array::from(of(latents).as_slice()))
        };
        let groups = latents.map_or(&[][..], |latents| &latents.groups);
        let copied: Vec<u32> = model.copied_pixels.iter().map(|&pixel| pixel as u32).collect();
        ModelData {
            settings: settings_of(&model.parameters),
            width: network.width(),
            height: network.height(),
            channels: network.channels(),
            couplings_vh: vh,
            couplings_hh: hh,
            couplings_vv: vv,
            factors_visible,
            factors_hidden,
            core,
            bias_visible: visible,
            bias_hidden: hidden,
            classes: Uint8Array::from(model.classes.as_slice()),
            class_codes: Float32Array::from(model.class_codes.as_slice()),
            class_centres: Float32Array::from(model.class_centres.as_slice()),
            class_shares: Float32Array::from(model.class_shares.as_slice()),
            copied_pixels: Uint32Array::from(copied.as_slice()),
            latent_mean: latent(|latents| &latents.drive.mean),
            latent_components: latent(|latents| &latents.drive.components),
            latent_deviations: latent(|latents| &latents.drive.deviations),
            latent_projection: latent(|latents| &latents.drive.projection),
            latent_codes: latent(|latents| &latents.codes),
            latent_groups: Uint32Array::from(groups),
            latent_directions: Float32Array::from(narrow(model.directions().concat()).as_slice()),
        }
    }

    /// Latent codes, where there are any.
    fn latents(&self) -> Option<Latents> {
        let drive = LatentDrive {
            mean: self.latent_mean.to_vec(),
            components: self.latent_components.to_vec(),
            deviations: self.latent_deviations.to_vec(),
            projection: self.latent_projection.to_vec(),
        };
        let latents = Latents::new(drive, self.latent_codes.to_vec(), self.latent_groups.to_vec());
        (self.latent_mean.length() > 0).then_some(latents)
    }

    fn couplings(&self, parameters: &Parameters) -> Outcome<Couplings> {
        let network = Network::of_channels([self.width, self.height, self.channels], parameters)?;
        let dense = [&self.couplings_vh, &self.couplings_hh, &self.couplings_vv];
        let mut couplings = if dense.iter().all(|array| array.length() == 0) {
            let [visible, hidden, core] =
                [&self.factors_visible, &self.factors_hidden, &self.core].map(Float32Array::to_vec);
            let factored = Factored::new(network, &visible, &hidden, &core);
            let refused = || DataError::refused("factors", "do not fit the network", "those of a model");
            Couplings::from(factored.ok_or_else(refused)?)
        } else {
            let mut couplings = Dense::zero(network);
            [couplings.vh, couplings.hh, couplings.vv] = dense.map(Float32Array::to_vec);
            Couplings::from(couplings)
        };
        couplings.bias_visible = self.bias_visible.to_vec();
        couplings.bias_hidden = self.bias_hidden.to_vec();
        Ok(couplings)
    }

    /// The model of such data.
    ///
    /// # Errors
    /// Settings that forbid each other, and arrays of another size or with numbers that are not finite.
    pub fn model(&self) -> Outcome<Model> {
        let parameters = set_all(Parameters::default(), &self.settings)?;
        let couplings = self.couplings(&parameters)?;
        let model = Model {
            classes: self.classes.to_vec(),
            class_codes: self.class_codes.to_vec(),
            class_centres: self.class_centres.to_vec(),
            class_shares: self.class_shares.to_vec(),
            copied_pixels: self.copied_pixels.to_vec().into_iter().map(|pixel| pixel as usize).collect(),
            latents: self.latents(),
            ..Model::new(parameters, couplings)
        };
        model.check()?;
        Ok(model)
    }
}
