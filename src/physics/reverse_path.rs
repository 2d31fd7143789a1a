//! The probability that the computer takes a recorded trajectory backwards, and its gradient
//! (paper, Eqs 8–11), for a whole run of steps at once: two matrix products, no loop over bonds.
//!
//! r = (−Δx + μ ∂V(x′) Δt) / (2 kT), the force at the arrival point x′;
//! −ln P̃ = Σ r² kT / (μ Δt);  −∂ ln P̃/∂J_ij = Σ r_i x′_j + r_j x′_i;  −∂ ln P̃/∂b_i = Σ r_i.

use super::couplings::Couplings;
use super::langevin::Step;
use super::network::Network;
use crate::kernels::packed::Packed;
use crate::kernels::symmetric_sums::{Steps, SymmetricSum};
use crate::parameters::Parameters;
use crate::simd::{Block, LANES};

/// Steps that are worked on at a time; part of the order of summation, so of the bits.
pub const CHUNK: usize = 64;

/// Sums the loss and the gradient over the steps of trajectories at fixed θ.
#[derive(Clone, Debug)]
pub struct ReversePath {
    network: Network,
    step: Step,
    kt: f64,
    packed: Packed,
    bias: Vec<f32>,
    /// Arrival points and residuals as operands of the outer product.
    arrivals: Steps,
    residuals: Steps,
    /// Arrival points and their forces in groups of eight steps, as operands of the force product.
    grouped: Vec<Block>,
    forces: Vec<Block>,
    /// Displacements of the chunk, steps × slots.
    displacements: Vec<f32>,
    waiting: usize,
    couplings: SymmetricSum,
    biases: Vec<f64>,
    loss: f64,
    steps: u64,
}

impl ReversePath {
    /// Nothing summed yet; θ as given. kT must be above 0.
    pub fn new(p: &Parameters, theta: &Couplings) -> Self {
        let network = theta.network().clone();
        let slots = network.slots();
        ReversePath {
            step: Step::of_noising(p),
            kt: p.kt,
            packed: theta.packed(),
            bias: theta.bias_slots(),
            arrivals: Steps::new(slots, CHUNK),
            residuals: Steps::new(slots, CHUNK),
            grouped: vec![Block::default(); CHUNK / LANES * slots],
            forces: vec![Block::default(); CHUNK / LANES * slots],
            displacements: vec![0.0; CHUNK * slots],
            waiting: 0,
            couplings: network.coupled_sum(),
            biases: vec![0.0; slots],
            loss: 0.0,
            steps: 0,
            network,
        }
    }

    /// Changes θ and forgets the sums.
    pub fn restart(&mut self, theta: &Couplings) {
        theta.pack_into(&mut self.packed);
        self.bias = theta.bias_slots();
        self.waiting = 0;
        self.couplings.clear();
        self.biases.fill(0.0);
        (self.loss, self.steps) = (0.0, 0);
    }

    /// Adds a step: the state it reached and its displacement, over slots. Every [`CHUNK`] steps the
    /// call does the products for all that wait; the return value says whether it did.
    pub fn push(&mut self, arrival: &[f32], displacement: &[f32]) -> bool {
        let (slots, t) = (self.network.slots(), self.waiting);
        self.arrivals.push(arrival);
        let group = &mut self.grouped[t / LANES * slots..][..slots];
        for (block, &x) in group.iter_mut().zip(arrival) {
            block.0[t % LANES] = x;
        }
        self.displacements[t * slots..(t + 1) * slots].copy_from_slice(displacement);
        self.waiting += 1;
        if self.waiting == CHUNK {
            self.flush();
        }
        self.waiting == 0
    }

    /// Does the products for the steps that wait.
    pub fn flush(&mut self) {
        if self.waiting == 0 {
            return;
        }
        let slots = self.network.slots();
        let used = self.waiting.div_ceil(LANES) * slots;
        self.packed.multiply(&self.grouped[..used], &mut self.forces[..used]);
        let (half_beta, weight) = ((0.5 / self.kt) as f32, self.kt / f64::from(self.step.pull));
        let mut residual = vec![0.0; slots];
        for t in 0..self.waiting {
            let start = t / LANES * slots;
            let mut squares = 0.0;
            for slot in self.network.used_slots().into_iter().flatten() {
                let (x, force) =
                    (self.grouped[start + slot].0[t % LANES], self.forces[start + slot].0[t % LANES]);
                let drift = self.step.drift(x, self.bias[slot] + force);
                let r = (drift - self.displacements[t * slots + slot]) * half_beta;
                residual[slot] = r;
                self.biases[slot] += f64::from(r);
                squares += f64::from(r) * f64::from(r);
            }
            self.residuals.push(&residual);
            self.loss += squares * weight;
        }
        self.couplings.add(&self.residuals, &self.arrivals);
        self.steps += self.waiting as u64;
        self.waiting = 0;
        self.arrivals.clear();
        self.residuals.clear();
    }

    /// −ln P̃ summed over the steps so far, without its constant; call [`ReversePath::flush`] first.
    pub fn loss(&self) -> f64 {
        self.loss
    }

    /// Mean loss of a step less N/2.
    pub fn loss_excess(&self) -> f64 {
        self.loss / (self.steps.max(1) as f64) - 0.5 * self.network.units() as f64
    }

    /// The gradient of −ln P̃ summed over the steps so far, in the form of θ.
    pub fn gradient(&self) -> Couplings {
        let mut gradient = Couplings::zero(self.network.clone());
        let network = &self.network;
        let (nv, nh, vs) = (network.visible(), network.hidden(), network.visible_slots());
        self.couplings.for_each(|row, column, sum| match (row < vs, column < vs) {
            (true, false) if row < nv && column - vs < nh => gradient.vh[row * nh + column - vs] = sum,
            (false, false) if row < column && column - vs < nh => {
                gradient.hh[(row - vs) * nh + column - vs] = sum;
                gradient.hh[(column - vs) * nh + row - vs] = sum;
            }
            (true, true) if row < column && column < nv && network.visible_pair(row, column) => {
                gradient.vv[row * nv + column] = sum;
                gradient.vv[column * nv + row] = sum;
            }
            _ => {}
        });
        if network.visible_biases() {
            gradient.bias_visible.iter_mut().zip(&self.biases).for_each(|(b, &sum)| *b = sum as f32);
        }
        gradient.bias_hidden.iter_mut().zip(&self.biases[vs..]).for_each(|(b, &sum)| *b = sum as f32);
        gradient
    }
}
