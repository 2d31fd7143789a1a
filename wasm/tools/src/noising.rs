//! One recorded noising trajectory, for readers who want to look at the steps that a computer is trained on.

use crate::Outcome;
use crate::data::{self, ImageData, set_all};
use thermogen::kernels::philox::Purpose;
use thermogen::learn::training_set::TrainingSet;
use thermogen::parameters::{ParameterError, Parameters};
use thermogen::physics::network::Network;
use thermogen::physics::noising;
use wasm_bindgen::prelude::*;

/// The most numbers that each of the two records may hold.
const MOST_VALUES: u64 = 1 << 26;

/// An image being noised; every step is recorded.
#[wasm_bindgen]
pub struct Noising {
    process: noising::Noising,
    network: Network,
    steps: u32,
    step: u32,
    displacement: Vec<f32>,
    arrivals: Vec<f32>,
    displacements: Vec<f32>,
}

#[wasm_bindgen]
impl Noising {
    /// A trajectory of the image number `index` among images: the
    /// drives of the hidden units are those of a training on all of them.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &JsValue, images: JsValue, index: usize, trajectory: u32) -> Outcome<Noising> {
        let p = set_all(Parameters::default(), settings)?;
        let set = TrainingSet::new(&data::read::<ImageData>("images", images)?.set()?, &p)?;
        if index >= set.count() {
            let limit = format!("below the number of images, {}", set.count());
            return Err(ParameterError::invalid("index", index, limit).into());
        }
        let (network, steps) = (set.network().clone(), p.steps());
        let most = MOST_VALUES / network.units() as u64;
        if u64::from(steps) > most {
            let limit = format!("such that at most {most} steps are recorded; time / dt is {steps}");
            return Err(ParameterError::invalid("dt", p.dt, limit).into());
        }
        let mut process = noising::Noising::new(&p, &network, Purpose::Noising);
        process.begin(trajectory, &set.drive(index));
        let displacement = vec![0.0; network.slots()];
        let (arrivals, displacements) = (Vec::new(), Vec::new());
        Ok(Noising { process, network, steps, step: 0, displacement, arrivals, displacements })
    }
    /// Makes up to that many steps; whether the trajectory is complete.
    pub fn advance(&mut self, steps: u32) -> bool {
        for _ in 0..steps.min(self.steps - self.step) {
            let arrival = self.process.advance(&mut self.displacement);
            for range in self.network.used_slots() {
                self.arrivals.extend(&arrival[range.clone()]);
                self.displacements.extend(&self.displacement[range]);
            }
            self.step += 1;
        }
        self.step == self.steps
    }
    /// Steps made.
    #[wasm_bindgen(getter)]
    pub fn step(&self) -> u32 {
        self.step
    }
    /// Steps in all.
    #[wasm_bindgen(getter)]
    pub fn steps(&self) -> u32 {
        self.steps
    }
    /// N, visible units first.
    #[wasm_bindgen(getter)]
    pub fn units(&self) -> usize {
        self.network.units()
    }
    /// The states x′ that the steps arrived at, steps × units.
    pub fn arrivals(&self) -> Vec<f32> {
        self.arrivals.clone()
    }
    /// The displacements Δx = x′ − x, steps × units.
    pub fn displacements(&self) -> Vec<f32> {
        self.displacements.clone()
    }
}
