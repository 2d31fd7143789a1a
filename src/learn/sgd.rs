//! The paper's trainer: for each iteration one noising trajectory of one image, the gradient of
//! −ln P̃ summed over its steps at fixed θ, and one step θ ← θ − α Σ with α = α₀ Δt / t_f.
//!
//! A work unit is a segment of the trajectory. Noising costs little compared with the products of a segment and θ
//! plays no part in it, so a worker noises all steps before its segment again.

use super::rounds::{Extent, TrainingRule};
use super::state::State;
use super::training_set::TrainingSet;
use crate::kernels::philox::Purpose;
use crate::parameters::Parameters;
use crate::payload::Payload;
use crate::physics::couplings::Couplings;
use crate::physics::noising::Noising;
use crate::physics::reverse_path::{ReversePath, SEGMENT};

/// The paper's trainer in progress.
#[derive(Clone, Debug)]
pub struct Sgd {
    theta: Couplings,
    noising: Noising,
    path: ReversePath,
    displacement: Vec<f32>,
    rate: f32,
    steps: usize,
    iteration: u32,
    /// Steps of the trajectory that are made; `None` before it has begun.
    made: Option<usize>,
    /// The segment that is being summed.
    segment: Option<usize>,
}

impl Sgd {
    /// Begins at θ = `theta`.
    pub fn new(p: &Parameters, theta: Couplings) -> Self {
        let network = theta.network();
        Sgd {
            noising: Noising::new(p, network, Purpose::Noising),
            path: ReversePath::new(p, &theta),
            displacement: vec![0.0; network.slots()],
            rate: learning_rate(p),
            steps: p.steps() as usize,
            iteration: 0,
            made: None,
            segment: None,
            theta,
        }
    }

    /// Goes on from θ after so many iterations.
    fn restart(&mut self, theta: Couplings, iterations: u32) {
        self.path.restart(&theta);
        (self.theta, self.iteration, self.made, self.segment) = (theta, iterations, None, None);
    }

    /// The steps of a segment.
    fn steps_of(&self, segment: usize) -> (usize, usize) {
        (segment * SEGMENT, self.steps.min((segment + 1) * SEGMENT))
    }

    /// Goes to the first step of a segment, if that is not the one being summed.
    fn seek(&mut self, set: &TrainingSet, segment: usize) {
        let (first, _) = self.steps_of(segment);
        if self.segment == Some(segment) {
            return;
        }
        self.path.drop_segment();
        self.segment = Some(segment);
        if self.made.is_none_or(|made| made > first) {
            self.noising.begin(self.iteration, &set.drive(self.iteration as usize % set.count()));
            self.made = Some(0);
        }
        (self.made.unwrap_or(0)..first).for_each(|_| {
            self.noising.advance(&mut self.displacement);
        });
        self.made = Some(first);
    }
}

impl TrainingRule for Sgd {
    fn work_units(&self) -> usize {
        self.steps.div_ceil(SEGMENT)
    }

    fn slice(&mut self, set: &TrainingSet, segment: usize) -> bool {
        self.seek(set, segment);
        let (_, last) = self.steps_of(segment);
        let mut made = self.made.unwrap_or(last);
        while made < last {
            let arrival = self.noising.advance(&mut self.displacement);
            made += 1;
            if self.path.push(arrival, &self.displacement) {
                break;
            }
        }
        self.made = Some(made);
        made == last
    }

    fn fraction(&self) -> f64 {
        let (Some(segment), Some(made)) = (self.segment, self.made) else { return 0.0 };
        let (first, last) = self.steps_of(segment);
        (made - first) as f64 / (last - first) as f64
    }

    fn result(&mut self, _: usize) -> Payload {
        self.segment = None;
        self.path.take_segment()
    }

    fn add_own(&mut self, _: usize) {
        self.segment = None;
        self.path.flush();
    }

    fn add(&mut self, _: usize, result: &Payload) -> bool {
        self.path.add_result(result)
    }

    fn conclude(&mut self, _: &TrainingSet) -> Option<f64> {
        let loss = self.path.loss_excess();
        self.theta.add_scaled(-self.rate, &self.path.gradient());
        self.path.restart(&self.theta);
        (self.iteration, self.made, self.segment) = (self.iteration + 1, None, None);
        Some(loss)
    }

    fn round_input(&self, _: Extent) -> Payload {
        Payload { singles: self.theta.blocks().concat(), doubles: vec![f64::from(self.iteration)] }
    }

    fn follow(&mut self, _: &TrainingSet, round_input: &Payload) -> bool {
        let mut theta = self.theta.clone();
        let (&[iteration], true) = (round_input.doubles.as_slice(), theta.set_blocks(&round_input.singles))
        else {
            return false;
        };
        self.restart(theta, iteration as u32);
        true
    }

    fn theta(&self) -> Couplings {
        self.theta.clone()
    }

    fn state(&self) -> (Vec<f64>, u32) {
        (State::numbers_of(&self.theta), 0)
    }

    fn state_sizes(&self) -> (usize, u32) {
        (State::size_of(&self.theta), 0)
    }

    fn resume(&mut self, _: &TrainingSet, state: &State) {
        self.restart(state.fill(self.theta.clone()), state.history.len() as u32);
    }
}

/// α = α₀ Δt / t_f, for one trajectory per update.
pub(crate) fn learning_rate(p: &Parameters) -> f32 {
    (p.rate * p.dt / p.time) as f32
}
