//! Overdamped Langevin dynamics of a batch of samples, by Euler–Maruyama (paper, Eq. 3):
//! x ← x − μ ∂V Δt + √(2 μ kT Δt) ξ.
//!
//! Sample s draws its noise from (seed, purpose, s, step, unit) alone, and each sum of forces runs in
//! the order of the units, so a sample's bits do not depend on the batch it is in.

use super::couplings::Couplings;
use super::network::Network;
use super::pairs::Product;
use super::step::Step;
use crate::kernels::gaussian::{NoiseSource, fill_samples, fill_units};
use crate::kernels::philox::Purpose;
use crate::simd::{Block, LANES};
use std::collections::BTreeSet;

/// A state that stopped being finite.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "unit {unit} of sample {sample} stopped being finite in step {step}: the time step is too large for the couplings' stiffness; make it smaller"
)]
pub struct Diverged {
    /// The step that broke it, from 1.
    pub step: u32,
    /// The sample's index.
    pub sample: u32,
    /// The unit.
    pub unit: usize,
}

/// Few samples go one at a time through a product with one column, many in blocks of eight.
#[derive(Clone, Debug)]
enum State {
    /// In blocks of eight slots.
    One(Vec<Vec<Block>>),
    Blocks(Vec<Block>),
}

impl State {
    fn set(&mut self, sample: usize, slots: Vec<f32>) {
        match self {
            State::One(samples) => bytemuck::cast_slice_mut(&mut samples[sample]).copy_from_slice(&slots),
            State::Blocks(blocks) => {
                let start = sample / LANES * slots.len();
                for (block, x) in blocks[start..].iter_mut().zip(slots) {
                    block.0[sample % LANES] = x;
                }
            }
        }
    }
}

/// Most samples that are stepped one at a time.
const FEW: usize = 4;

/// Samples in motion.
#[derive(Clone, Debug)]
pub struct Batch {
    network: Network,
    product: Box<dyn Product>,
    /// The biases over slots.
    bias: Vec<f32>,
    /// Bias minus drive.
    offset: State,
    /// For each sample the slots that are held and at what.
    clamps: Vec<Vec<(usize, f32)>>,
    seed: u32,
    first: u32,
    samples: usize,
    step: u32,
    state: State,
    noise: State,
}

impl Batch {
    /// Samples with the indices first … first + samples − 1, all units at 0.
    pub fn new(couplings: &Couplings, seed: u32, first: u32, samples: usize) -> Self {
        let network = couplings.network().clone();
        let slots = network.slots();
        let bias = couplings.bias_slots();
        let state = if samples <= FEW {
            State::One(vec![vec![Block::default(); slots / LANES]; samples])
        } else {
            State::Blocks(vec![Block::default(); samples.div_ceil(LANES) * slots])
        };
        Batch {
            product: couplings.product(),
            offset: match &state {
                State::One(_) => State::One(vec![bytemuck::pod_collect_to_vec(&bias); samples]),
                State::Blocks(_) => {
                    let blocks: Vec<Block> = bias.iter().map(|&b| Block([b; LANES])).collect();
                    State::Blocks(blocks.repeat(samples.div_ceil(LANES)))
                }
            },
            bias,
            clamps: vec![Vec::new(); samples],
            seed,
            first,
            samples,
            step: 0,
            noise: state.clone(),
            state,
            network,
        }
    }

    /// How many samples there are.
    pub fn samples(&self) -> usize {
        self.samples
    }

    /// The index of the first sample.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// Steps made so far.
    pub fn step(&self) -> u32 {
        self.step
    }

    /// Pulls one sample's units with constant forces (units), on top of the biases.
    pub fn drive(&mut self, sample: usize, force: &[f32]) {
        let force = self.network.to_slots(force);
        let offset: Vec<f32> = self.bias.iter().zip(force).map(|(bias, force)| bias - force).collect();
        self.offset.set(sample, offset);
    }

    /// Holds one sample's units at given values from now on; replaces its earlier clamps.
    pub fn clamp(&mut self, sample: usize, values: &[(usize, f32)]) {
        self.clamps[sample] = values.iter().map(|&(unit, value)| (self.network.slot(unit), value)).collect();
        self.hold(sample);
    }

    /// Holds one unit of a sample at a value from now on, in addition to those held already.
    pub(crate) fn clamp_unit(&mut self, sample: usize, unit: usize, value: f32) {
        self.release(sample, &[unit]);
        self.clamps[sample].push((self.network.slot(unit), value));
        self.hold(sample);
    }

    /// Holds those of a sample's units that are free at the values that they have; returns which.
    pub(crate) fn clamp_free(&mut self, sample: usize, units: &[usize]) -> Vec<usize> {
        let now = self.get(sample);
        let held: BTreeSet<usize> = self.clamps[sample].iter().map(|&(slot, _)| slot).collect();
        let free: Vec<usize> =
            units.iter().copied().filter(|&unit| !held.contains(&self.network.slot(unit))).collect();
        self.clamps[sample].extend(free.iter().map(|&unit| (self.network.slot(unit), now[unit])));
        free
    }

    /// Lets units of a sample go.
    pub fn release(&mut self, sample: usize, units: &[usize]) {
        let slots: BTreeSet<usize> = units.iter().map(|&unit| self.network.slot(unit)).collect();
        self.clamps[sample].retain(|(held, _)| !slots.contains(held));
    }

    /// Goes on under other couplings of the same network; drives are to be set again.
    pub(crate) fn recouple(&mut self, couplings: &Couplings) {
        self.product = couplings.product();
        self.bias = couplings.bias_slots();
        (0..self.samples).for_each(|sample| self.offset.set(sample, self.bias.clone()));
    }

    fn hold(&mut self, sample: usize) {
        for &(slot, value) in &self.clamps[sample] {
            match &mut self.state {
                State::One(samples) => samples[sample][slot / LANES].0[slot % LANES] = value,
                State::Blocks(blocks) => {
                    let group = sample / LANES * self.network.slots();
                    blocks[group + slot].0[sample % LANES] = value;
                }
            }
        }
    }

    /// Sets one sample's units, but for those that are held.
    pub fn set(&mut self, sample: usize, units: &[f32]) {
        let mut slots = self.network.to_slots(units);
        self.clamps[sample].iter().for_each(|&(slot, value)| slots[slot] = value);
        self.state.set(sample, slots);
    }

    /// One sample's units.
    pub fn get(&self, sample: usize) -> Vec<f32> {
        let slots = self.network.used_slots().into_iter().flatten();
        match &self.state {
            State::One(samples) => slots.map(|slot| samples[sample][slot / LANES].0[slot % LANES]).collect(),
            State::Blocks(blocks) => {
                let start = sample / LANES * self.network.slots();
                slots.map(|slot| blocks[start + slot].0[sample % LANES]).collect()
            }
        }
    }

    /// Makes `steps` steps.
    ///
    /// # Errors
    /// A unit that would no longer be finite; the state is then that before the step that breaks it.
    pub fn advance(&mut self, step: Step, steps: u32) -> Result<(), Diverged> {
        let (good, before) = (self.state.clone(), self.step);
        (0..steps).for_each(|_| self.advance_once(step));
        if self.diverged().is_none() {
            return Ok(());
        }
        (self.state, self.step) = (good, before);
        for _ in 0..steps {
            let good = self.state.clone();
            self.advance_once(step);
            if let Some(diverged) = self.diverged() {
                (self.state, self.step) = (good, self.step - 1);
                return Err(diverged);
            }
        }
        Ok(())
    }

    fn advance_once(&mut self, step: Step) {
        let source = NoiseSource { seed: self.seed, purpose: Purpose::Generation, step: self.step };
        match (&mut self.state, &self.offset, &mut self.noise) {
            (State::One(x), State::One(offset), State::One(noise)) => {
                for (i, x) in x.iter_mut().enumerate() {
                    let (offset, noise) = (&offset[i], &mut noise[i]);
                    let sample = self.first.wrapping_add(i as u32);
                    fill_units(source, sample, step.sigma, bytemuck::cast_slice_mut(noise));
                    self.product.advance_one(step, offset, noise, x);
                }
            }
            (State::Blocks(x), State::Blocks(offset), State::Blocks(noise)) => {
                for (group, noise) in noise.chunks_mut(self.network.slots()).enumerate() {
                    let first = self.first.wrapping_add((group * LANES) as u32);
                    let samples = std::array::from_fn(|l| first.wrapping_add(l as u32));
                    fill_samples(source, samples, step.sigma, noise);
                }
                self.product.advance(step, offset, noise, x);
            }
            _ => unreachable!("state, offset and noise are made alike"),
        }
        (0..self.samples).for_each(|sample| self.hold(sample));
        self.step += 1;
    }

    fn diverged(&self) -> Option<Diverged> {
        let finite = |block: &Block| block.0.iter().all(|x| x.is_finite());
        let finite = match &self.state {
            State::One(samples) => samples.iter().flatten().all(finite),
            State::Blocks(blocks) => blocks.iter().all(finite),
        };
        (0..if finite { 0 } else { self.samples }).find_map(|sample| {
            let unit = self.get(sample).iter().position(|x| !x.is_finite())?;
            Some(Diverged { step: self.step, sample: self.first.wrapping_add(sample as u32), unit })
        })
    }
}
