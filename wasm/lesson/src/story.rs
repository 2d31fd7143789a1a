//! The computer of the page that explains: its training, films of noising, samples, the plane they are seen in.

use crate::{Outcome, Refusal};
use thermogen::inspect::{costs, plane};
use thermogen::learn::error::TrainingError;
use thermogen::learn::quality;
use thermogen::lesson::{step, story};
use thermogen::parameters::Trainer;
use thermogen::physics::generation::{self, GenerationError};
use wasm_bindgen::prelude::*;

impl From<TrainingError> for Refusal {
    fn from(error: TrainingError) -> Self {
        Refusal(error.to_string())
    }
}

impl From<GenerationError> for Refusal {
    fn from(error: GenerationError) -> Self {
        Refusal(error.to_string())
    }
}

/// A small computer that learns three glyphs.
#[wasm_bindgen]
pub struct Story(story::Story);

#[wasm_bindgen]
impl Story {
    /// With the paper's trainer, or with the exact one.
    #[wasm_bindgen(constructor)]
    pub fn new(paper: bool, seed: u32) -> Outcome<Story> {
        Ok(Story(story::Story::new(if paper { Trainer::Sgd } else { Trainer::Exact }, seed)?))
    }
    /// Trains up to so many iterations, a slice of work at a time; whether they are done.
    pub fn train(&mut self, iterations: u32) -> bool {
        self.0.train(iterations)
    }
    /// Pixels of a side.
    #[wasm_bindgen(getter)]
    pub fn side(&self) -> usize {
        story::SIDE
    }
    /// Nh.
    #[wasm_bindgen(getter)]
    pub fn hidden(&self) -> usize {
        self.0.model().couplings.network().hidden()
    }
    /// Iterations in all.
    #[wasm_bindgen(getter)]
    pub fn iterations(&self) -> u32 {
        self.0.training().iterations()
    }
    /// For every iteration done, the mean excess loss of a step.
    #[wasm_bindgen(js_name = lossExcess)]
    pub fn loss_excess(&self) -> Vec<f64> {
        self.0.training().history().to_vec()
    }
    /// The scaled images, count × Nv.
    pub fn targets(&self) -> Vec<f32> {
        self.0.training().set().images().to_vec()
    }
    /// The couplings of two units.
    pub fn coupling(&self, i: usize, j: usize) -> Outcome<f32> {
        self.within(i.max(j))?;
        Ok(self.0.model().couplings.get(i, j))
    }
    /// The couplings of a hidden unit with the visible ones.
    #[wasm_bindgen(js_name = couplingMap)]
    pub fn coupling_map(&self, hidden: usize) -> Outcome<Vec<f32>> {
        let nv = story::SIDE * story::SIDE;
        self.within(nv.saturating_add(hidden))?;
        Ok(self.0.model().couplings.row(nv + hidden)[..nv].to_vec())
    }
    /// A noising trajectory of an image: the state before the first step and after each, visible units first.
    pub fn film(&self, image: usize, trajectory: u32) -> Outcome<Film> {
        Ok(Film(self.0.film(image, trajectory)?))
    }
    /// Step number `step` of so many noising trajectories of an image.
    pub fn crossing(&self, image: usize, step: u32, trajectories: u32) -> Outcome<Crossing> {
        Ok(Crossing(self.0.crossing(image, step, trajectories)?))
    }
    /// The kick that a unit would need for its step back in each, in standard deviations of kicks.
    pub fn kicks(&self, crossing: &Crossing, unit: usize) -> Outcome<Vec<f64>> {
        self.within(unit)?;
        Ok(self.0.kicks(&crossing.0, unit))
    }
    /// One recorded step of the paper's training, and what it adds to the gradient.
    pub fn step(&self, image: usize, trajectory: u32, step: u32) -> Outcome<TrainingStep> {
        Ok(TrainingStep(self.0.step(image, trajectory, step)?))
    }
    /// ln(P₀[ω]/P̃[ω̃]) of a film of noising, with the states where either begins.
    pub fn odds(&self, image: usize, trajectory: u32) -> Outcome<f64> {
        Ok(self.0.odds(image, trajectory)?)
    }
    /// Samples of the computer as it is.
    pub fn generation(&self, first: u32, samples: usize) -> Outcome<Generation> {
        Ok(Generation(self.0.generation(first, samples).map_err(GenerationError::from)?))
    }
    /// The plane of the images' principal directions.
    pub fn plane(&self) -> Plane {
        Plane(self.0.plane())
    }
    /// V over places of a plane in a row (places × 2), kT.
    pub fn heights(&self, plane: &Plane, places: &[f64]) -> Vec<f64> {
        let places: Vec<[f64; 2]> = places.chunks_exact(2).map(|at| [at[0], at[1]]).collect();
        self.0.heights(&plane.0, &places)
    }
    fn within(&self, unit: usize) -> Outcome<()> {
        exists(unit, self.0.model().couplings.network().units())
    }
}

fn exists(unit: usize, units: usize) -> Outcome<()> {
    if unit < units {
        return Ok(());
    }
    Err(Refusal(format!("unit {unit}: there are fewer")))
}

/// A recorded noising trajectory.
#[wasm_bindgen]
pub struct Film(story::Film);

#[wasm_bindgen]
impl Film {
    /// Units of a state.
    #[wasm_bindgen(getter)]
    pub fn units(&self) -> usize {
        self.0.units
    }
    /// The states, (steps + 1) × units.
    pub fn states(&self) -> Vec<f32> {
        self.0.states.clone()
    }
    /// The drive's share of its first value at each.
    pub fn shares(&self) -> Vec<f64> {
        self.0.shares.clone()
    }
}

/// The same step of many noising trajectories.
#[wasm_bindgen]
pub struct Crossing(story::Crossing);

/// One recorded step of a noising trajectory and what it adds to the gradient; over units, visible first.
#[wasm_bindgen]
pub struct TrainingStep(step::TrainingStep);

#[wasm_bindgen]
impl TrainingStep {
    /// x′, where the step arrived.
    pub fn arrival(&self) -> Vec<f64> {
        self.0.arrival.clone()
    }
    /// Δx.
    pub fn displacement(&self) -> Vec<f64> {
        self.0.displacement.clone()
    }
    /// μ ∂V(x′) Δt.
    pub fn pull(&self) -> Vec<f64> {
        self.0.pull.clone()
    }
    /// r = (−Δx + μ ∂V(x′) Δt) / (2 kT).
    pub fn residual(&self) -> Vec<f64> {
        self.0.residual.clone()
    }
    /// The kick that each unit would need, in standard deviations of kicks.
    pub fn kicks(&self) -> Vec<f64> {
        self.0.kicks()
    }
    /// r_i x′_j + r_j x′_i.
    #[wasm_bindgen(js_name = landsOn)]
    pub fn lands_on(&self, i: usize, j: usize) -> Outcome<f64> {
        self.within(i.max(j))?;
        Ok(self.0.lands_on(i, j))
    }
    /// The excess loss of this step.
    #[wasm_bindgen(js_name = lossExcess)]
    pub fn loss_excess(&self) -> f64 {
        self.0.loss_excess()
    }
    /// −∂ ln P̃ of the whole trajectory by the coupling of two units.
    pub fn gradient(&self, i: usize, j: usize) -> Outcome<f64> {
        self.within(i.max(j))?;
        Ok(f64::from(self.0.gradient.get(i, j)))
    }
    fn within(&self, unit: usize) -> Outcome<()> {
        exists(unit, self.0.arrival.len())
    }
}

/// Samples being generated.
#[wasm_bindgen]
pub struct Generation(generation::Generation);

#[wasm_bindgen]
impl Generation {
    /// Makes up to that many steps; returns how many, fewer at the end.
    pub fn advance(&mut self, steps: u32) -> Outcome<u32> {
        Ok(self.0.advance(steps).map_err(GenerationError::from)?)
    }
    /// Steps in all.
    #[wasm_bindgen(getter)]
    pub fn steps(&self) -> u32 {
        self.0.steps()
    }
    /// The visible units, samples × Nv.
    pub fn visible(&self) -> Vec<f32> {
        self.0.visible()
    }
    /// Brightness of the visible units, samples × Nv.
    pub fn pixels(&self) -> Vec<u8> {
        self.0.pixels()
    }
    /// Heat emitted so far by each sample, kT.
    #[wasm_bindgen(js_name = heatEmitted)]
    pub fn heat_emitted(&self) -> Vec<f64> {
        (0..self.0.samples()).map(|sample| self.0.heat_emitted(sample).total()).collect()
    }
    /// Signed overlap of every sample with every target (count × Nv), samples × count.
    pub fn overlaps(&self, targets: &[f32]) -> Vec<f64> {
        let visible = self.0.visible();
        let nv = story::SIDE * story::SIDE;
        visible.chunks(nv).flat_map(|sample| quality::overlaps(sample, targets)).collect()
    }
}

/// A plane through the space of pictures.
#[wasm_bindgen]
pub struct Plane(plane::Plane);

#[wasm_bindgen]
impl Plane {
    /// Where pictures (count × Nv) fall on it, count × 2.
    pub fn places(&self, pictures: &[f32]) -> Vec<f64> {
        pictures.chunks_exact(story::SIDE * story::SIDE).flat_map(|picture| self.0.place(picture)).collect()
    }
}

/// The paper's digital comparison, kT, and the cost of so many reads or switchings at a multiple of kT ln 2, kT.
#[wasm_bindgen]
pub fn prices(kelvin: f64, bits: f64, multiple: f64) -> Vec<f64> {
    let (multiplications, steps, joule) = costs::DIGITAL;
    let digital = costs::digital(multiplications, steps, joule, kelvin);
    vec![digital, costs::landauer(bits, multiple), costs::digital(1.0, 1.0, 1.0, kelvin)]
}
