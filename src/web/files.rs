//! Files of images and labels.

use super::Outcome;
use crate::data::idx;
use wasm_bindgen::prelude::*;

/// Images read from an IDX file.
#[wasm_bindgen]
pub struct IdxImages(idx::IdxImages);

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

/// Reads an IDX or IDX.gz file of images.
#[wasm_bindgen(js_name = readIdxImages)]
pub fn read_idx_images(bytes: &[u8]) -> Outcome<IdxImages> {
    Ok(IdxImages(idx::read_images(bytes)?))
}

/// Reads an IDX or IDX.gz file of labels.
#[wasm_bindgen(js_name = readIdxLabels)]
pub fn read_idx_labels(bytes: &[u8]) -> Outcome<Vec<u8>> {
    Ok(idx::read_labels(bytes)?)
}
