//! The WebAssembly module of the page that explains: one unit, two coupled ones, and a small computer that learns
//! three glyphs.
#![cfg(target_family = "wasm")]

mod story;

use thermogen::lesson::ensemble::Ensemble as Core;
use thermogen::lesson::well::Well;
use thermogen::parameters::{ParameterError, Parameters, Value};
use thermogen::physics::langevin::Diverged;
use wasm_bindgen::prelude::*;

type Outcome<T> = Result<T, Refusal>;

/// Why a call was refused, in one line.
#[derive(Debug)]
pub struct Refusal(String);

impl From<Refusal> for JsValue {
    fn from(Refusal(line): Refusal) -> Self {
        js_sys::Error::new(&line).into()
    }
}

impl From<ParameterError> for Refusal {
    fn from(error: ParameterError) -> Self {
        Refusal(error.to_string())
    }
}

impl From<Diverged> for Refusal {
    fn from(error: Diverged) -> Self {
        Refusal(error.to_string())
    }
}

#[wasm_bindgen]
extern "C" {
    /// Energies in E₀; `dt` and `wait` in units of time.
    pub type CrowdSettings;
    #[wasm_bindgen(method, getter)]
    fn j2(this: &CrowdSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn j4(this: &CrowdSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn bias(this: &CrowdSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn coupling(this: &CrowdSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn kt(this: &CrowdSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn dt(this: &CrowdSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn wait(this: &CrowdSettings) -> f64;
}

/// A system that is watched and an ensemble of equal ones that is counted.
#[wasm_bindgen]
pub struct Crowd(Core);

#[wasm_bindgen]
impl Crowd {
    /// `units` is 1 or 2; each of the ensemble is counted a time `wait` after it began at x = 0.
    #[wasm_bindgen(constructor)]
    pub fn new(units: usize, settings: &CrowdSettings, seed: u32) -> Outcome<Crowd> {
        let mut parameters = Parameters::default();
        let named =
            [("j2", settings.j2()), ("j4", settings.j4()), ("kt", settings.kt()), ("dt", settings.dt())];
        for (name, value) in named {
            parameters.set(name, &Value::Number(value))?;
        }
        let well = Well::new(units, &parameters, settings.bias(), settings.coupling())?;
        Ok(Crowd(Core::new(well, settings.wait(), seed)?))
    }
    /// Puts the watched system somewhere.
    pub fn place(&mut self, x: &[f32]) -> Outcome<()> {
        self.whole(x)?;
        self.0.place(x);
        Ok(())
    }
    /// Moves the watched system; its places after each of the steps, steps × units.
    pub fn watch(&mut self, steps: u32) -> Outcome<Vec<f32>> {
        Ok(self.0.watch(steps)?)
    }
    /// One slice of the ensemble's work; whether systems were counted in it.
    pub fn work(&mut self) -> Outcome<bool> {
        Ok(self.0.work()?)
    }
    /// Systems counted in each cell.
    pub fn counts(&self) -> Vec<u32> {
        self.0.counts().to_vec()
    }
    /// Cells on a side, and where they begin and end in each direction.
    pub fn grid(&self) -> Vec<f64> {
        let density = self.0.density();
        vec![density.side as f64, density.range[0], density.range[1]]
    }
    /// Each cell's probability by Boltzmann's density.
    pub fn boltzmann(&self) -> Vec<f64> {
        self.0.density().boltzmann.clone()
    }
    /// Systems counted, classes, χ², its expected value and standard deviation, and the part of the expected value
    /// that Δt makes.
    pub fn agreement(&self) -> Vec<f64> {
        let a = self.0.agreement();
        vec![
            f64::from(a.samples),
            f64::from(a.classes),
            a.chi_square,
            a.expected(),
            a.standard_deviation(),
            a.step_excess,
        ]
    }
    /// V at places (places × units), kT.
    pub fn energies(&self, places: &[f64]) -> Vec<f64> {
        let well = self.0.well();
        let units = well.units();
        places.chunks_exact(units).map(|x| well.energy([x[0], x[units - 1]]) / well.kt()).collect()
    }
    /// −∂V at a place.
    pub fn force(&self, place: &[f64]) -> Outcome<Vec<f64>> {
        self.whole(place)?;
        let well = self.0.well();
        let x = [place[0], place[well.units() - 1]];
        Ok(well.gradient(x)[..well.units()].iter().map(|g| -g).collect())
    }
    fn whole<T: Copy + Into<f64>>(&self, place: &[T]) -> Outcome<()> {
        if place.len() == self.0.well().units() && place.iter().all(|&x| x.into().is_finite()) {
            return Ok(());
        }
        Err(ParameterError::invalid("place", place.len(), "one finite number for each unit").into())
    }
}
