//! Receipts from and for the page: the same JSON that the command line writes and replays.

use super::{Model, Outcome, image_set, refuse};
use crate::data::receipt::{self, Carried, Generation, Images, Settings, Source, TrainedModel};
use crate::statistics::Statistics;
use js_sys::{Float32Array, Object, Reflect, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// What the page knows of a run.
#[derive(Deserialize)]
struct Run {
    /// The browser.
    made_by: String,
    preset: Option<String>,
    settings: Settings,
    /// Glyphs by id, size and the number of the first one's jitter, where the images are glyphs.
    glyphs: Option<Glyphs>,
    /// Size of the images.
    width: usize,
    height: usize,
    fingerprint: String,
    loss_excess: Option<f64>,
    seconds: Option<f64>,
    generation: Option<Ran>,
}

#[derive(Deserialize)]
struct Glyphs {
    ids: Vec<u8>,
    size: usize,
    seed: u32,
    first: u32,
}

#[derive(Deserialize)]
struct Ran {
    settings: Settings,
    #[serde(default)]
    first: u32,
    #[serde(default)]
    classes: Vec<u8>,
    #[serde(default)]
    events: Vec<String>,
    fingerprint: String,
    heats: Vec<f64>,
    #[serde(default)]
    works: Vec<f64>,
    seconds: Option<f64>,
}

/// A receipt's text. `run` is JSON: made_by, preset, settings, glyphs (ids, size, seed, first) or null,
/// width, height, fingerprint, loss_excess, seconds, and generation (settings, first, classes, events,
/// fingerprint, heats, works, seconds) or null. Images are given as bytes; those of glyphs are compared
/// with what their ids draw. What is held: a mask and values as `Generator.clamp` takes them, or nothing.
#[wasm_bindgen(js_name = writeReceipt)]
pub fn write_receipt(
    run: &str,
    pixels: Vec<u8>,
    labels: Vec<u8>,
    mask: &[u8],
    values: &[f32],
) -> Outcome<String> {
    let run: Run = serde_json::from_str(run).map_err(|error| refuse("run", &error))?;
    let set = image_set(pixels, labels, run.width, run.height)?;
    let images = match run.glyphs {
        Some(Glyphs { ids, size, seed, first }) => {
            let images = Images::new(Source::Glyphs { ids, size, seed, first }, &set);
            images.again(&|path| Err(no_file(path)))?;
            images
        }
        None => Images::carried(&set),
    };
    let model = TrainedModel {
        settings: run.settings,
        images: Some(images),
        file: None,
        fingerprint: run.fingerprint,
        loss_excess: run.loss_excess,
        seconds: run.seconds,
    };
    let mut receipt = receipt::Receipt::new(run.made_by, run.preset, model);
    if run.generation.as_ref().is_some_and(|ran| ran.heats.is_empty()) {
        return Err(refuse("heats", &"heats: are none, must be one for each sample"));
    }
    receipt.generation = run.generation.map(|ran| {
        let heat = Statistics::new(&ran.heats);
        let work = if ran.works.is_empty() { 0.0 } else { Statistics::new(&ran.works).mean };
        Generation {
            settings: ran.settings,
            first: ran.first,
            class: None,
            classes: ran.classes,
            files: Default::default(),
            arrays: held(mask, values),
            events: ran.events,
            fingerprint: ran.fingerprint,
            heat_emitted_mean_kt: heat.mean,
            heat_emitted_spread_kt: heat.spread,
            work_mean_kt: work,
            seconds: ran.seconds,
        }
    });
    Ok(String::from_utf8_lossy(&receipt.save()).into_owned())
}

/// The arrays of what is held; none where nothing is.
fn held(mask: &[u8], values: &[f32]) -> std::collections::BTreeMap<String, Carried> {
    if mask.iter().all(|&held| held == 0) {
        return Default::default();
    }
    let floats: Vec<f32> = mask.iter().map(|&held| f32::from(held)).collect();
    let nv = mask.len();
    let shape = if values.len() == nv { vec![nv] } else { vec![values.len() / nv, nv] };
    [("clamp-mask", Carried::new(&[nv], &floats)), ("clamp-values", Carried::new(&shape, values))]
        .map(|(name, array)| (name.to_owned(), array))
        .into()
}

fn no_file(path: &str) -> crate::data::DataError {
    crate::data::DataError::refused("images", "are in a file", "`thermogen replay` can read it").in_file(path)
}

/// All parameters that a model was trained with and wants to be read with, as JSON by name.
#[wasm_bindgen(js_name = settingsOf)]
pub fn settings_of(model: &Model) -> String {
    serde_json::to_string(&receipt::settings_of(&model.0.parameters)).unwrap_or_default()
}

/// A receipt that was read.
#[wasm_bindgen]
pub struct Receipt(receipt::Receipt);

#[wasm_bindgen]
impl Receipt {
    /// Reads the text of a receipt of any schema so far.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Outcome<Receipt> {
        let mut receipt = receipt::Receipt::load(text.as_bytes())?;
        receipt::parameters_of(&receipt.model.settings)?;
        if let Some(generation) = &mut receipt.generation {
            let samples = receipt::parameters_of(&generation.settings)?.samples as usize;
            generation
                .classes
                .extend(generation.class.take().map(|class| vec![class; samples]).unwrap_or_default());
        }
        Ok(Receipt(receipt))
    }
    /// What it says, as JSON in the form of the current schema; arrays and pixels are left out, and one
    /// class for all is written for each sample.
    pub fn json(&self) -> String {
        let mut receipt = self.0.clone();
        if let Some(Source::Pixels { deflated, .. }) =
            receipt.model.images.as_mut().map(|images| &mut images.source)
        {
            deflated.clear();
        }
        receipt.generation.iter_mut().for_each(|generation| generation.arrays.clear());
        serde_json::to_string(&receipt).unwrap_or_default()
    }
    /// The training images: pixels, labels, width, height; their hash is compared.
    pub fn images(&self) -> Outcome<Object> {
        let images =
            self.0.model.images.as_ref().ok_or_else(|| refuse("images", &"images: the receipt has none"))?;
        let set = images.again(&|path| Err(no_file(path)))?;
        let object = Object::new();
        let put = |name: &str, value: JsValue| Reflect::set(&object, &name.into(), &value);
        put("pixels", Uint8Array::from(set.pixels()).into())?;
        put("labels", Uint8Array::from(set.labels().unwrap_or_default()).into())?;
        put("width", (set.width() as f64).into())?;
        put("height", (set.height() as f64).into())?;
        Ok(object)
    }
    /// What is held, mask and values for `Generator.clamp`; undefined where nothing is.
    pub fn clamp(&self) -> Outcome<JsValue> {
        let Some(generation) = &self.0.generation else { return Ok(JsValue::UNDEFINED) };
        if let Some(file) = generation.files.values().next() {
            return Err(no_file(&file.path).into());
        }
        let (Some(mask), Some(values)) =
            (generation.arrays.get("clamp-mask"), generation.arrays.get("clamp-values"))
        else {
            return Ok(JsValue::UNDEFINED);
        };
        let mask: Vec<u8> = mask.array()?.values.iter().map(|&held| u8::from(held != 0.0)).collect();
        let values = values.array()?.finite("clamp-values")?;
        let object = Object::new();
        Reflect::set(&object, &"mask".into(), &Uint8Array::from(mask.as_slice()))?;
        Reflect::set(&object, &"values".into(), &Float32Array::from(values.as_slice()))?;
        Ok(object.into())
    }
}
