//! The probability that the computer takes a recorded trajectory backwards, and its gradient
//! (paper, Eqs 8–11), for a whole run of steps at once: two matrix products, no loop over bonds.
//!
//! r = (−Δx + μ ∂V(x′) Δt) / (2 kT), the force at the arrival point x′;
//! −ln P̃ = Σ r² kT / (μ Δt);  −∂ ln P̃/∂J_ij = Σ r_i x′_j + r_j x′_i;  −∂ ln P̃/∂b_i = Σ r_i.
//!
//! Sums run over segments of `SEGMENT` steps, and those are added in order, so that segments can be
//! worked on apart, with the same bits.

use super::couplings::Couplings;
use super::dense::Dense;
use super::network::{MOST_DENSE, Network};
use super::pairs::Product;
use super::step::Step;
use crate::kernels::symmetric_sums::{Steps, SymmetricSum};
use crate::parameters::Parameters;
use crate::payload::Payload;
use crate::simd::{Block, LANES};

/// Steps that are worked on at a time; part of the order of summation, so of the bits.
pub(crate) const CHUNK: usize = 64;
/// Steps that are summed before their sums are added to those of all earlier ones.
pub(crate) const SEGMENT: usize = 5 * CHUNK;

/// Sums over steps, other than those of the couplings.
#[derive(Clone, Debug)]
struct Sums {
    biases: Vec<f64>,
    loss: f64,
    steps: u64,
}

impl Sums {
    fn zero(slots: usize) -> Self {
        Sums { biases: vec![0.0; slots], loss: 0.0, steps: 0 }
    }

    fn add(&mut self, other: &Sums) {
        self.biases.iter_mut().zip(&other.biases).for_each(|(x, y)| *x += y);
        self.loss += other.loss;
        self.steps += other.steps;
    }

    fn clear(&mut self) {
        self.biases.fill(0.0);
        (self.loss, self.steps) = (0.0, 0);
    }
}

/// Sums the loss and the gradient over the steps of trajectories at fixed θ.
#[derive(Clone, Debug)]
pub struct ReversePath {
    network: Network,
    step: Step,
    kt: f64,
    product: Box<dyn Product>,
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
    /// The segment that is being summed.
    segment: (SymmetricSum, Sums),
    /// All segments before it.
    total: (Vec<f32>, Sums),
}

impl ReversePath {
    /// Nothing summed yet; θ as given. kT must be above 0.
    pub fn new(p: &Parameters, theta: &Couplings) -> Self {
        let network = theta.network().clone();
        let slots = network.slots();
        // Too many pairs for a gradient: the loss alone is summed.
        let large = network.visible() > MOST_DENSE;
        let couplings = if large { SymmetricSum::new(slots, |_| 0..0) } else { network.coupled_sum() };
        ReversePath {
            step: Step::of_noising(p),
            kt: p.kt,
            product: theta.product(),
            bias: theta.bias_slots(),
            arrivals: Steps::new(slots, CHUNK),
            residuals: Steps::new(slots, CHUNK),
            grouped: vec![Block::default(); CHUNK / LANES * slots],
            forces: vec![Block::default(); CHUNK / LANES * slots],
            displacements: vec![0.0; CHUNK * slots],
            waiting: 0,
            total: (vec![0.0; couplings.len()], Sums::zero(slots)),
            segment: (couplings, Sums::zero(slots)),
            network,
        }
    }

    /// Changes θ and forgets the sums.
    pub fn restart(&mut self, theta: &Couplings) {
        self.product = theta.product();
        self.bias = theta.bias_slots();
        self.drop_segment();
        self.total.0.fill(0.0);
        self.total.1.clear();
    }

    /// Forgets the segment that is being summed.
    pub(crate) fn drop_segment(&mut self) {
        self.waiting = 0;
        self.arrivals.clear();
        self.segment.0.clear();
        self.segment.1.clear();
    }

    /// Adds a step: the state it reached and its displacement, over slots. Every `CHUNK` steps the
    /// call does the products for all that wait; the return value says whether it did.
    pub fn push(&mut self, arrival: &[f32], displacement: &[f32]) -> bool {
        if self.segment.1.steps == SEGMENT as u64 {
            self.add_segment();
        }
        let (slots, t) = (self.network.slots(), self.waiting);
        self.arrivals.push(arrival);
        let group = &mut self.grouped[t / LANES * slots..][..slots];
        for (block, &x) in group.iter_mut().zip(arrival) {
            block.0[t % LANES] = x;
        }
        self.displacements[t * slots..(t + 1) * slots].copy_from_slice(displacement);
        self.waiting += 1;
        if self.waiting == CHUNK {
            self.multiply();
        }
        self.waiting == 0
    }

    /// Brings all sums up to the last step.
    pub fn flush(&mut self) {
        self.multiply();
        self.add_segment();
    }

    /// Adds the segment that is being summed to those before it.
    fn add_segment(&mut self) {
        self.segment.0.add_to(&mut self.total.0);
        self.total.1.add(&self.segment.1);
        self.drop_segment();
    }

    /// The sums of the running segment, which is then forgotten.
    pub(crate) fn take_segment(&mut self) -> Payload {
        self.multiply();
        let sums = &self.segment.1;
        let result = Payload {
            singles: self.segment.0.values().to_vec(),
            doubles: [sums.biases.as_slice(), &[sums.loss, sums.steps as f64]].concat(),
        };
        self.drop_segment();
        result
    }

    /// Adds the sums of a segment that was worked on apart; returns whether they fit.
    pub(crate) fn add_result(&mut self, result: &Payload) -> bool {
        let Some((biases, &[loss, steps])) = result.doubles.split_last_chunk::<2>() else { return false };
        if result.singles.len() != self.total.0.len() || biases.len() != self.network.slots() {
            return false;
        }
        self.total.0.iter_mut().zip(&result.singles).for_each(|(total, sum)| *total += sum);
        self.total.1.add(&Sums { biases: biases.to_vec(), loss, steps: steps as u64 });
        true
    }

    /// Does the products for the steps that wait.
    fn multiply(&mut self) {
        if self.waiting == 0 {
            return;
        }
        let slots = self.network.slots();
        let used = self.waiting.div_ceil(LANES) * slots;
        self.product.multiply(&self.grouped[..used], &mut self.forces[..used]);
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
                self.segment.1.biases[slot] += f64::from(r);
                squares += f64::from(r) * f64::from(r);
            }
            self.residuals.push(&residual);
            self.segment.1.loss += squares * weight;
        }
        self.segment.0.add(&self.residuals, &self.arrivals);
        self.segment.1.steps += self.waiting as u64;
        self.waiting = 0;
        self.arrivals.clear();
        self.residuals.clear();
    }

    /// −ln P̃ summed over the steps so far, without its constant; call [`ReversePath::flush`] first.
    pub fn loss(&self) -> f64 {
        self.total.1.loss
    }

    /// Mean excess loss of a step: −ln P̃ minus N/2.
    pub fn loss_excess(&self) -> f64 {
        self.loss() / (self.total.1.steps.max(1) as f64) - 0.5 * self.network.units() as f64
    }

    /// The gradient of −ln P̃ summed over the steps so far, a number for each pair; of couplings in factors that
    /// of F M Fᵀ. With more than [`MOST_DENSE`] visible units it is `None`.
    pub fn gradient(&self) -> Couplings {
        let mut gradient = Dense::zero(self.network.clone());
        let network = &self.network;
        let (nv, nh, vs) = (network.visible(), network.hidden(), network.visible_slots());
        let (sums, of) = (&self.total.0, &self.total.1);
        self.segment.0.for_each_place(|place, row, column| match (row < vs, column < vs) {
            (true, false) if row < nv && column - vs < nh => {
                gradient.vh[row * nh + column - vs] = sums[place];
            }
            (false, false) if row < column && column - vs < nh => {
                gradient.hh[(row - vs) * nh + column - vs] = sums[place];
                gradient.hh[(column - vs) * nh + row - vs] = sums[place];
            }
            (true, true) if row < column && column < nv && network.visible_pair(row, column) => {
                gradient.vv[row * nv + column] = sums[place];
                gradient.vv[column * nv + row] = sums[place];
            }
            _ => {}
        });
        let mut gradient = Couplings::from(gradient);
        if network.visible_biases() {
            gradient.bias_visible.iter_mut().zip(&of.biases).for_each(|(b, &sum)| *b = sum as f32);
        }
        gradient.bias_hidden.iter_mut().zip(&of.biases[vs..]).for_each(|(b, &sum)| *b = sum as f32);
        gradient
    }
}
