//! Files of models, images, labels and states.

use crate::data::{self, ModelData};
use crate::{Generation, Outcome};
use thermogen::data::{checkpoint, npy, pixels, raster};
use wasm_bindgen::prelude::*;

/// The bytes of a model's safetensors file, from its data.
#[wasm_bindgen(js_name = modelFile)]
pub fn model_file(model: JsValue) -> Outcome<Vec<u8>> {
    Ok(checkpoint::save(&data::read::<ModelData>("model", model)?.model()?))
}

/// The data of the model in a safetensors file.
#[wasm_bindgen(js_name = readModel)]
pub fn read_model(bytes: &[u8]) -> Outcome<JsValue> {
    data::write(&ModelData::of(&checkpoint::load(bytes)?))
}

/// Images read from an IDX file.
#[wasm_bindgen]
pub struct IdxImages(raster::IdxImages);

#[wasm_bindgen]
impl IdxImages {
    /// How many images there are.
    #[wasm_bindgen(getter)]
    pub fn count(&self) -> usize {
        self.0.count
    }
    /// Their height in pixels.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> usize {
        self.0.rows
    }
    /// Their width in pixels.
    #[wasm_bindgen(getter)]
    pub fn cols(&self) -> usize {
        self.0.cols
    }
    /// All pixels, 0 to 255, image after image.
    pub fn pixels(&self) -> Vec<u8> {
        self.0.pixels.clone()
    }
}

/// Reads a file of images: IDX, gzipped or not, or a `.npy` array; in grey.
#[wasm_bindgen(js_name = readIdxImages)]
pub fn read_idx_images(bytes: &[u8]) -> Outcome<IdxImages> {
    Ok(IdxImages(pixels::read(bytes)?.grey()))
}

/// Reads a file of labels: IDX, gzipped or not, a `.npy` array, or a CSV table.
#[wasm_bindgen(js_name = readIdxLabels)]
pub fn read_idx_labels(bytes: &[u8]) -> Outcome<Vec<u8>> {
    Ok(pixels::read_labels(bytes)?)
}

/// All units of all samples now as a `.npy` file: float32, samples × units, visible units first.
#[wasm_bindgen(js_name = statesFile)]
pub fn states_file(generation: &Generation) -> Vec<u8> {
    let samples = generation.0.samples();
    let units: Vec<f32> = (0..samples).flat_map(|sample| generation.0.units(sample)).collect();
    npy::write(&[samples, units.len() / samples], &units)
}
