//! Receipts from and for the page: the same JSON that the command line writes and replays.

use crate::data::ImageData;
use crate::{Model, Outcome, data, refuse};
use js_sys::{Float32Array, Uint8Array};
use serde::Deserialize;
use thermogen::data::receipt::{self, Generation, Images, Settings, Source, TrainedModel};
use thermogen::statistics::Statistics;
use thermogen_engine::clamp::Clamp;
use wasm_bindgen::prelude::*;

/// The page's knowledge of a run.
#[derive(Deserialize)]
struct Run {
    /// The browser.
    made_by: String,
    preset: Option<String>,
    settings: Settings,
    /// Glyphs by id, size and the number of the first one's jitter, where the images are glyphs.
    glyphs: Option<Glyphs>,
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
    clamp: Option<Clamp>,
}

/// A receipt's text, from a `Run` and the images. Images of glyphs are compared with those that their ids
/// draw.
#[wasm_bindgen(js_name = writeReceipt)]
pub fn write_receipt(run: JsValue, images: JsValue) -> Outcome<String> {
    let run: Run = data::read("run", run)?;
    let images: ImageData = data::read("images", images)?;
    let set = images.set()?;
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
            arrays: ran.clamp.map(|clamp| clamp.arrays()).unwrap_or_default(),
            events: ran.events,
            fingerprint: ran.fingerprint,
            heat_emitted_mean_kt: heat.mean,
            heat_emitted_spread_kt: heat.standard_deviation,
            work_mean_kt: work,
            seconds: ran.seconds,
        }
    });
    Ok(String::from_utf8_lossy(&receipt.save()).into_owned())
}

fn no_file(path: &str) -> thermogen::data::DataError {
    thermogen::data::DataError::refused("images", "are in a file", "`thermogen replay` can read it")
        .in_file(path)
}

/// All parameters that a model was trained with and wants to be read with, by name.
#[wasm_bindgen(js_name = settingsOf)]
pub fn settings_of(model: &Model) -> Outcome<JsValue> {
    data::write(&receipt::settings_of(&model.0.parameters))
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
    /// Its contents in the form of the current schema; arrays and pixels are left out, and one
    /// class for all is written for each sample.
    pub fn contents(&self) -> Outcome<JsValue> {
        let mut receipt = self.0.clone();
        if let Some(Source::Pixels { deflated, .. }) =
            receipt.model.images.as_mut().map(|images| &mut images.source)
        {
            deflated.clear();
        }
        receipt.generation.iter_mut().for_each(|generation| generation.arrays.clear());
        data::write(&receipt)
    }
    /// The training images; their hash is compared.
    pub fn images(&self) -> Outcome<JsValue> {
        let images =
            self.0.model.images.as_ref().ok_or_else(|| refuse("images", &"images: the receipt has none"))?;
        data::write(&ImageData::of(&images.again(&|path| Err(no_file(path)))?))
    }
    /// The visible units that are held; undefined where no unit is.
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
        data::write(&Clamp {
            mask: Uint8Array::from(mask.as_slice()),
            values: Float32Array::from(values.array()?.finite("clamp-values")?.as_slice()),
        })
    }
}
