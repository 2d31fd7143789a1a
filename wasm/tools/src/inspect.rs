//! Looking into a computer from the page: spectrum, potentials, densities, path probabilities, both ways to
//! count heat.

use crate::data::set_all;
use crate::data::{self, ImageData};
use crate::{Model, Outcome};
use serde::Serialize;
use thermogen::inspect::{density, paths, potential, spectrum};
use thermogen::learn::quality;
use thermogen::parameters::{ParameterError, Parameters, Value};
use thermogen::physics::on_site::OnSite;
use thermogen::physics::potential::Energy;
use thermogen::statistics::kolmogorov_limit;
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
    settings: &JsValue,
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

/// The parts of the path probability of one noising trajectory of a training image: log_ratio, end_points, dropped,
/// approximation, noising_heat in kT, steps; and the residuals of the exact identity, of the one with
/// midpoint heats, and the error of the paper's approximation.
#[wasm_bindgen(js_name = pathAccount)]
pub fn path_balance(model: &Model, images: JsValue, image: usize, trajectory: u32) -> Outcome<JsValue> {
    let set = data::read::<ImageData>("images", images)?.set()?;
    data::write(&paths::balance(&model.0, &set, image, trajectory)?.to_json())
}

/// A Kolmogorov–Smirnov distance, and the one that as many independent samples exceed with a probability
/// of one in a hundred.
#[derive(Serialize)]
struct Distance {
    distance: f64,
    limit: f64,
}

/// The Boltzmann density of one unit.
#[wasm_bindgen]
pub struct UnitDensity(density::UnitDensity);

#[wasm_bindgen]
impl UnitDensity {
    /// At a thermal energy (E₀), the mean over conditional biases (E₀); one bias of 0 for a unit alone.
    #[wasm_bindgen(constructor)]
    pub fn new(j2: f64, j4: f64, kt: f64, biases: &[f64]) -> Outcome<UnitDensity> {
        let mut parameters = Parameters::default();
        for (name, value) in [("j2", j2), ("j4", j4)] {
            parameters.set(name, &Value::Number(value))?;
        }
        parameters.validate()?;
        if !(kt > 0.0 && kt.is_finite()) {
            return Err(
                ParameterError::invalid("kt", kt, "above 0: without noise there is no density").into()
            );
        }
        if biases.is_empty() || biases.iter().any(|bias| !bias.is_finite()) {
            return Err(ParameterError::invalid("biases", biases.len(), "1 or more, all finite").into());
        }
        Ok(UnitDensity(density::UnitDensity::new(OnSite::new(&parameters), kt, biases)))
    }
    /// Its value at each x.
    pub fn at(&self, xs: &[f64]) -> Vec<f64> {
        xs.iter().map(|&x| self.0.at(x)).collect()
    }
    /// It is negligible beyond plus and minus this.
    pub fn reach(&self) -> f64 {
        self.0.reach()
    }
    /// The Kolmogorov–Smirnov distance of samples from it, and the distance that as many independent ones
    /// exceed with a probability of one in a hundred.
    pub fn distance(&self, mut samples: Vec<f64>) -> Outcome<JsValue> {
        let limit = kolmogorov_limit(samples.len(), 0.01);
        data::write(&Distance { distance: self.0.distance(&mut samples), limit })
    }
}
