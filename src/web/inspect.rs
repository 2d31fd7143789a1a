//! Looking into a computer from the page: spectrum, potentials, path probabilities.

use super::Model;
use super::{Outcome, set_all};
use crate::data::images::ImageSet;
use crate::inspect::{paths, potential, spectrum};
use crate::learn::quality;
use crate::parameters::ParameterError;
use crate::physics::on_site::OnSite;
use crate::physics::potential::Energy;
use wasm_bindgen::prelude::*;

/// The eigenvalues of J.
#[wasm_bindgen]
pub struct Spectrum(spectrum::Spectrum, usize);

#[wasm_bindgen]
impl Spectrum {
    /// Of a model's couplings. At 784 + 512 units it takes a few seconds.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &Model) -> Spectrum {
        let couplings = &model.0.couplings;
        Spectrum(spectrum::Spectrum::of(couplings), couplings.network().visible())
    }
    /// All of them, ascending, E₀.
    pub fn values(&self) -> Vec<f64> {
        self.0.values.clone()
    }
    /// How many are below −2 J2: modes along which 0 is no minimum.
    pub fn below(&self, j2: f64) -> usize {
        self.0.below(j2)
    }
    /// The eigenvector of the lowest, all units.
    pub fn lowest(&self) -> Vec<f64> {
        self.0.lowest.clone()
    }
    /// Signed overlap of its visible part with every pattern (count × Nv).
    pub fn overlaps(&self, patterns: &[f32]) -> Outcome<Vec<f64>> {
        whole(patterns, self.1)?;
        let visible: Vec<f32> = self.0.lowest[..self.1].iter().map(|&x| x as f32).collect();
        Ok(quality::overlaps(&visible, patterns))
    }
}

fn whole(patterns: &[f32], nv: usize) -> Outcome<()> {
    if patterns.len().is_multiple_of(nv) {
        return Ok(());
    }
    let limit = format!("a whole number of images of {nv} pixels");
    Err(ParameterError::invalid("patterns", patterns.len(), limit).into())
}

/// V with the visible units at α times a pattern (Nv), for each α, E₀; the hidden units at 0, or relaxed
/// to a minimum over them.
#[wasm_bindgen(js_name = alongPattern)]
pub fn along_pattern(
    model: &Model,
    settings: JsValue,
    pattern: &[f32],
    alphas: &[f64],
    relaxed: bool,
) -> Outcome<Vec<f64>> {
    let parameters = set_all(model.0.parameters.clone(), settings)?;
    let nv = model.0.couplings.network().visible();
    if pattern.len() != nv || alphas.iter().chain(&[0.0]).any(|alpha| !alpha.is_finite()) {
        let limit = format!("{nv} numbers, with finite multiples");
        return Err(ParameterError::invalid("pattern", pattern.len(), limit).into());
    }
    let on_site = OnSite::new(&parameters);
    let energies = potential::along_pattern(on_site, &model.0.couplings, pattern, alphas, relaxed);
    Ok(energies.iter().map(Energy::total).collect())
}

/// The account of one noising trajectory of a training image as JSON: log_ratio, end_points, dropped,
/// approximation, noising_heat in kT, steps; and the residuals of the exact identity, of the one with
/// midpoint heats, and the error of the paper's approximation.
#[wasm_bindgen(js_name = pathAccount)]
pub fn path_account(
    model: &Model,
    pixels: Vec<u8>,
    labels: Vec<u8>,
    width: usize,
    height: usize,
    image: usize,
    trajectory: u32,
) -> Outcome<String> {
    let labels = (!labels.is_empty()).then_some(labels);
    let set = ImageSet::new(width, height, pixels, labels)?;
    let account = paths::account(&model.0, &set, image, trajectory)?;
    Ok(account.to_json().to_string())
}
