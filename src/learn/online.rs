//! The online rule of Wang & Deng (arXiv:2609.15439): the increment of the paper's trainer, applied
//! after every time step of the noising trajectory instead of at its end. Each step needs the θ of the
//! one before, so a trajectory is a single work unit.

use super::rounds::{Extent, TrainingRule};
use super::sgd::learning_rate;
use super::state::State;
use super::training_set::TrainingSet;
use crate::kernels::packed::Packed;
use crate::kernels::philox::Purpose;
use crate::parameters::{Parameters, VisibleCouplings};
use crate::payload::Payload;
use crate::physics::couplings::Couplings;
use crate::physics::dense::Dense;
use crate::physics::network::Network;
use crate::physics::noising::Noising;
use crate::physics::step::Step;

/// Steps of one slice of work.
const SLICE: u32 = 32;

/// The online rule in progress.
#[derive(Clone, Debug)]
pub struct Online {
    network: Network,
    noising: Noising,
    step: Step,
    kt: f64,
    rate: f32,
    steps: u32,
    packed: Packed,
    bias: Vec<f32>,
    displacement: Vec<f32>,
    force: Vec<f32>,
    residual: Vec<f32>,
    iteration: u32,
    made: u32,
    loss: f64,
}

impl Online {
    /// Begins at θ = `theta`.
    pub fn new(p: &Parameters, theta: Couplings) -> Self {
        let network = theta.network().clone();
        let zero = vec![0.0; network.slots()];
        Online {
            noising: Noising::new(p, &network, Purpose::Noising),
            step: Step::of_noising(p),
            kt: p.kt,
            rate: learning_rate(p),
            steps: p.steps(),
            packed: theta.to_dense().packed(),
            bias: theta.bias_slots(),
            displacement: zero.clone(),
            force: zero.clone(),
            residual: zero,
            iteration: 0,
            made: 0,
            loss: 0.0,
            network,
        }
    }

    fn begin(&mut self, set: &TrainingSet) {
        self.noising.begin(self.iteration, &set.drive(self.iteration as usize % set.count()));
    }

    fn advance_once(&mut self) {
        let x = self.noising.advance(&mut self.displacement);
        self.packed.multiply_one(x, &mut self.force);
        let (half_beta, weight) = ((0.5 / self.kt) as f32, self.kt / f64::from(self.step.pull));
        for slot in self.network.used_slots().into_iter().flatten() {
            let drift = self.step.drift(x[slot], self.bias[slot] + self.force[slot]);
            let r = (drift - self.displacement[slot]) * half_beta;
            self.residual[slot] = r;
            self.loss += f64::from(r) * f64::from(r) * weight;
        }
        let first = if self.network.visible_biases() { 0 } else { self.network.visible_slots() };
        for (bias, r) in self.bias[first..].iter_mut().zip(&self.residual[first..]) {
            *bias -= self.rate * r;
        }
        let network = &self.network;
        if network.visible_couplings() == VisibleCouplings::Nearest {
            let (nv, slots) = (network.visible(), network.visible_slots());
            let coupled = |i, j| i >= slots || j >= slots || (i < nv && j < nv && network.visible_pair(i, j));
            self.packed.add_symmetric_outer(-self.rate, &self.residual, x, coupled);
        } else {
            self.packed.add_symmetric_outer(-self.rate, &self.residual, x, |i, j| i != j);
        }
        self.made += 1;
    }
}

impl TrainingRule for Online {
    fn work_units(&self) -> usize {
        1
    }

    fn slice(&mut self, set: &TrainingSet, _: usize) -> bool {
        if self.made == 0 {
            self.begin(set);
        }
        for _ in 0..SLICE.min(self.steps - self.made) {
            self.advance_once();
        }
        self.made == self.steps
    }

    fn fraction(&self) -> f64 {
        f64::from(self.made) / f64::from(self.steps)
    }

    fn result(&mut self, _: usize) -> Payload {
        Payload::default()
    }

    fn add(&mut self, _: usize, _: &Payload) -> bool {
        true
    }

    fn conclude(&mut self, _: &TrainingSet) -> Option<f64> {
        let loss = self.loss / f64::from(self.steps) - 0.5 * self.network.units() as f64;
        (self.iteration, self.made, self.loss) = (self.iteration + 1, 0, 0.0);
        Some(loss)
    }

    fn round_input(&self, _: Extent) -> Payload {
        Payload::default()
    }

    fn follow(&mut self, _: &TrainingSet, _: &Payload) -> bool {
        false
    }

    fn theta(&self) -> Couplings {
        let (nv, nh) = (self.network.visible(), self.network.hidden());
        let mut dense = Dense::zero(self.network.clone());
        dense.unpack_from(&self.packed);
        let mut theta = Couplings::from(dense);
        theta.bias_visible.copy_from_slice(&self.bias[..nv]);
        theta.bias_hidden.copy_from_slice(&self.bias[self.network.visible_slots()..][..nh]);
        theta
    }

    fn state(&self) -> (Vec<f64>, u32) {
        ([State::numbers_of(&self.theta()), vec![self.loss]].concat(), self.made)
    }

    fn state_sizes(&self) -> (usize, u32) {
        (State::size_of(&self.theta()) + 1, self.steps - 1)
    }

    fn resume(&mut self, set: &TrainingSet, state: &State) {
        let theta = state.fill(self.theta());
        theta.to_dense().pack_into(&mut self.packed);
        self.bias = theta.bias_slots();
        self.loss = state.numbers.last().copied().unwrap_or_default();
        (self.iteration, self.made) = (state.history.len() as u32, state.made);
        if self.made > 0 {
            self.begin(set);
            (0..self.made).for_each(|_| _ = self.noising.advance(&mut self.displacement));
        }
    }
}
