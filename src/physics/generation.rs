//! Generation: from the undriven, uncoupled equilibrium, θ is switched on and the computer runs for
//! a time; its visible units are then read (paper, Eqs 3 and 12). Optionally a class code drives it,
//! units are clamped, and a time at kT = 0 precedes the read-out. Events act on it in between; their
//! work and the bath's heat are recorded apart (see `ledger`).

mod events;
mod heat;
mod latents;
mod pixels;

use super::couplings::Couplings;
use super::equilibrium::Equilibrium;
use super::events::{Event, no_class};
use super::langevin::{Batch, Diverged};
use super::ledger::{HeatKind, Ledger};
use super::on_site::OnSite;
use super::step::Step;
use crate::fingerprint::Fingerprint;
use crate::kernels::philox::{Purpose, Stream};
use crate::model::Model;
use crate::parameters::{ParameterError, Parameters};
use std::collections::VecDeque;

/// A generation that cannot begin or go on.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum GenerationError {
    /// A parameter forbids it.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// A state that stopped being finite.
    #[error(transparent)]
    Diverged(#[from] Diverged),
}

impl GenerationError {
    /// The field at fault.
    pub fn field(&self) -> &str {
        match self {
            GenerationError::Parameter(error) => error.name(),
            GenerationError::Diverged(_) => "generate_dt",
        }
    }
}

/// Samples being generated.
#[derive(Clone, Debug)]
pub struct Generation {
    model: Model,
    parameters: Parameters,
    /// The unit of heat and work, E₀.
    reference_kt: f64,
    batch: Batch,
    /// The class that each sample is asked for.
    classes: Vec<Option<u8>>,
    /// The force of its class code on each sample's units.
    drives: Vec<Vec<f32>>,
    /// The latent code that drives each sample, no number without latent codes, and whether it was given.
    latents: Vec<Vec<f32>>,
    given: Vec<bool>,
    /// Hidden units that are ablated, and the couplings without them while there are any.
    ablated: Vec<usize>,
    ablated_couplings: Option<Couplings>,
    /// The units of each sample that the last `hold` holds.
    held: Vec<Vec<usize>>,
    /// Events to come, in order, and those that have been.
    pending: VecDeque<Event>,
    events: Vec<Event>,
    /// Lets the events happen whose step has come; absent until one is scheduled, so that a program
    /// without events links nothing of them.
    happen: Option<fn(&mut Generation)>,
    /// V₀ of each sample's state as it was drawn or given, E₀.
    uncoupled: Vec<f64>,
    /// The samples' ledger, once anything moves.
    ledger: Vec<Ledger>,
    /// Work of switching on all that is on at the first step, E₀.
    switching_on: Vec<f64>,
    /// Heat by the midpoint rule of generation and cooling, E₀, where it is asked for.
    midpoint: Option<Vec<[f64; 2]>>,
    /// Makes steps and sums that heat; absent where it is not asked for, so that a program without it links
    /// nothing of it.
    summing: Option<Summing>,
}

type Summing = fn(&mut Generation, Step, u32, HeatKind) -> Result<(), Diverged>;

impl Generation {
    /// Samples with the indices first … first + samples − 1, drawn from the equilibrium of uncoupled
    /// units at the bath's temperature. `parameters` gives the seed and all of generation.
    ///
    /// # Errors
    /// Parameters that forbid each other.
    pub fn new(
        model: Model,
        parameters: Parameters,
        first: u32,
        samples: usize,
    ) -> Result<Self, ParameterError> {
        parameters.validate()?;
        let units = model.couplings.network().units();
        let kt = parameters.kt * parameters.generate_kt;
        let equilibrium = Equilibrium::new(OnSite::new(&parameters), kt, 0.0);
        let mut batch = Batch::new(&model.couplings, parameters.seed, first, samples);
        for sample in 0..samples {
            let index = first.wrapping_add(sample as u32);
            let mut stream = Stream::new(parameters.seed, Purpose::Start, index);
            let start: Vec<f32> = (0..units).map(|_| equilibrium.sample(&mut stream) as f32).collect();
            batch.set(sample, &start);
        }
        let mut generation = Generation {
            reference_kt: [kt, parameters.kt].into_iter().find(|&kt| kt > 0.0).unwrap_or(1.0),
            classes: vec![None; samples],
            drives: vec![vec![0.0; units]; samples],
            latents: vec![Vec::new(); samples],
            given: vec![false; samples],
            ablated: Vec::new(),
            ablated_couplings: None,
            held: vec![Vec::new(); samples],
            pending: VecDeque::new(),
            events: Vec::new(),
            happen: None,
            uncoupled: Vec::new(),
            ledger: Vec::new(),
            switching_on: Vec::new(),
            midpoint: None,
            summing: None,
            batch,
            model,
            parameters,
        };
        generation.draw_pictures();
        generation.draw_latents();
        generation.prepared();
        Ok(generation)
    }

    /// The class that a sample is asked for now.
    pub fn class(&self, sample: usize) -> Option<u8> {
        self.classes[sample]
    }

    /// Notes the energy of the uncoupled units before anything is switched on.
    fn prepared(&mut self) {
        let on_site = OnSite::new(&self.parameters);
        let energy = |x: Vec<f32>| x.iter().map(|&x| on_site.energy(f64::from(x))).sum();
        self.uncoupled = (0..self.samples()).map(|sample| energy(self.units(sample))).collect();
    }

    /// Starts from given states (samples × units) instead; units that are clamped stay so.
    pub fn start_from(&mut self, states: &[f32]) {
        let units = self.model.couplings.network().units();
        states.chunks(units).enumerate().for_each(|(sample, units)| self.batch.set(sample, units));
        self.prepared();
    }

    /// Asks for a class in all samples from the start on: one of its codes drives the hidden units of
    /// each.
    ///
    /// # Errors
    /// A class that the computer was not trained on, or a computer without class codes.
    pub fn ask_for(&mut self, class: u8) -> Result<(), ParameterError> {
        (0..self.samples()).try_for_each(|sample| self.ask(sample, class))
    }

    /// Asks for a class in one sample from the start on.
    ///
    /// # Errors
    /// A class that the computer was not trained on, or a computer without class codes.
    pub fn ask(&mut self, sample: usize, class: u8) -> Result<(), ParameterError> {
        // Not by the check of any event, so that a program without events links nothing of them.
        self.model.class_code(class, 0, 0).ok_or_else(|| no_class(&self.model, class))?;
        self.classes[sample] = Some(class);
        self.drive(sample);
        self.draw_latent(sample);
        Ok(())
    }

    /// Holds units of all samples at given values from the start on.
    pub fn clamp(&mut self, values: &[(usize, f32)]) {
        (0..self.samples()).for_each(|sample| self.clamp_sample(sample, values));
    }

    /// Holds units of one sample at given values from the start on.
    pub fn clamp_sample(&mut self, sample: usize, values: &[(usize, f32)]) {
        self.batch.clamp(sample, values);
    }

    /// Sums heat step by step as well, by the midpoint rule; call it before the first step. Slow: one
    /// step costs several.
    pub fn sum_midpoints(&mut self) {
        self.midpoint = Some(vec![[0.0; 2]; self.samples()]);
        self.summing = Some(Generation::run_summing);
    }

    /// The computer.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Steps made.
    pub fn step(&self) -> u32 {
        self.batch.step()
    }

    /// Steps in all, the cooling included.
    pub fn steps(&self) -> u32 {
        self.parameters.generate_steps() + self.parameters.cool_steps()
    }

    /// Time since θ was switched on.
    pub fn time(&self) -> f64 {
        f64::from(self.step()) * self.parameters.generate_dt
    }

    /// Makes up to `steps` steps, fewer at the end, and lets events happen when their step comes;
    /// returns how many.
    ///
    /// # Errors
    /// A state that would no longer be finite; the last one that was is kept.
    pub fn advance(&mut self, steps: u32) -> Result<u32, Diverged> {
        self.open();
        let start = self.step();
        let goal = start.saturating_add(steps).min(self.steps());
        while self.step() < goal {
            self.happen();
            self.run(self.next_stop(goal) - self.step())?;
            if self.step() == self.parameters.generate_steps() {
                self.record_heat(HeatKind::Generation);
            }
        }
        if self.step() == self.steps() {
            self.happen();
        }
        Ok(goal - start)
    }

    /// The next step at which more than the bath acts, or the goal.
    fn next_stop(&self, goal: u32) -> u32 {
        let hot = self.parameters.generate_steps();
        let event = self.pending.front().map_or(goal, |event| event.step.max(self.step() + 1));
        goal.min(event).min(if self.step() < hot { hot } else { goal })
    }

    /// Makes steps between which nothing but the bath acts.
    fn run(&mut self, steps: u32) -> Result<(), Diverged> {
        let kind = self.heat_kind();
        let step = Step::of_generation(&self.parameters);
        let step = if kind == HeatKind::Cooling { step.cooled() } else { step };
        match self.summing {
            Some(summing) => summing(self, step, steps, kind),
            None => self.batch.advance(step, steps),
        }
    }

    /// Makes steps, and sums their heat by the midpoint rule.
    fn run_summing(&mut self, step: Step, steps: u32, kind: HeatKind) -> Result<(), Diverged> {
        let mut midpoint = self.midpoint.take().unwrap_or_default();
        let mut outcome = Ok(());
        for _ in 0..steps {
            let before: Vec<Vec<f32>> = (0..self.samples()).map(|sample| self.units(sample)).collect();
            outcome = outcome.and_then(|()| self.batch.advance(step, 1));
            for (sample, before) in before.iter().enumerate() {
                midpoint[sample][kind as usize] += self.heat_of_step(sample, before, &self.units(sample));
            }
        }
        self.midpoint = Some(midpoint);
        outcome
    }

    /// Where the heat of the coming step is recorded.
    fn heat_kind(&self) -> HeatKind {
        if self.step() < self.parameters.generate_steps() { HeatKind::Generation } else { HeatKind::Cooling }
    }

    /// One sample's units now.
    pub fn units(&self, sample: usize) -> Vec<f32> {
        self.batch.get(sample)
    }

    /// How many samples there are.
    pub fn samples(&self) -> usize {
        self.batch.samples()
    }

    /// A hash of the bits of all units of all samples.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_samples(self.sample_fingerprints())
    }

    /// A hash of the bits of the units of each sample.
    pub fn sample_fingerprints(&self) -> Vec<Fingerprint> {
        (0..self.samples()).map(|sample| Fingerprint::of(&self.units(sample))).collect()
    }
}
