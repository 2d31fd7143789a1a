//! A generation as it is to be run, and its batches.

use rayon::prelude::*;

use super::inputs::{Asked, Inputs};
use crate::report::progress;
use crate::{Outcome, Refusal};
use thermogen::fingerprint::Fingerprint;
use thermogen::model::Model;
use thermogen::parameters::Parameters;
use thermogen::physics::events::Event;
use thermogen::physics::generation::Generation;
use thermogen::physics::potential::Energy;

/// Samples that one core works on at a time: few enough for its cache, enough to share J among.
const BATCH: usize = 32;
/// Steps between two movements of the bar.
const SLICE: u32 = 64;

/// The settings and inputs that the batches share.
pub struct Plan {
    /// The computer.
    pub model: Model,
    /// All settings.
    pub parameters: Parameters,
    /// The index of the first sample.
    pub first: u32,
    /// The classes asked for.
    pub asked: Asked,
    /// The values that every sample's units are held at, for all alike or for each.
    clamps: Vec<Vec<(usize, f32)>>,
    start: Option<Vec<Vec<f32>>>,
    /// The latent codes that are given, one for all or for each.
    latents: Vec<Vec<f32>>,
    /// The events of all samples, and when they happen.
    pub events: Vec<Event>,
    /// Steps after which the states are kept, ascending.
    pub frames: Vec<u32>,
    /// Whether heat is summed step by step as well.
    pub midpoint: bool,
}

/// The outcome of one batch of samples.
pub struct Batch {
    /// Kept states, frames × samples.
    pub states: Vec<Vec<Vec<f32>>>,
    /// Heat of generation, kT.
    pub heat: Vec<Energy>,
    /// Heat of cooling, kT.
    pub cooling: Vec<Energy>,
    /// Work by events, and that of switching on at the start, kT.
    pub work: Vec<[f64; 2]>,
    /// The two heats by the midpoint rule, where asked for.
    pub midpoint: Vec<[f64; 2]>,
    /// The kT that heats are given in.
    pub reference_kt: f64,
}

impl Plan {
    /// A run of a model from its inputs; `samples` is how many were asked for, if that was said.
    pub fn new(
        model: Model,
        mut parameters: Parameters,
        inputs: &Inputs,
        samples: Option<u32>,
    ) -> Outcome<Self> {
        let start = inputs.start(model.couplings.network().units())?;
        let latents = inputs.latents()?;
        let rows = [start.as_ref().map_or(0, Vec::len), if latents.len() > 1 { latents.len() } else { 0 }];
        for count in rows.into_iter().filter(|&count| count > 0) {
            if let Some(asked) = samples.filter(|asked| *asked as usize != count) {
                let limit = format!("must be {count}, as many as --start or the latent codes hold");
                return Err(Refusal(format!("samples = {asked}: {limit}")));
            }
            parameters.samples = count as u32;
        }
        if rows[0] > 0 && rows[1] > 0 && rows[0] != rows[1] {
            return Err(Refusal(format!("start: holds {} samples; {} latent codes", rows[0], rows[1])));
        }
        let clamps = inputs.clamps(model.couplings.network(), parameters.samples as usize)?;
        let (asked, events) = (inputs.asked.clone(), inputs.events.clone());
        let asked = if asked == Asked::Nothing { Asked::of_latents(&model, &latents) } else { asked };
        Ok(Plan {
            first: inputs.first,
            asked,
            clamps,
            start,
            latents,
            events,
            ..Plan::plain(model, parameters)
        })
    }

    /// A plain run of a model, from equilibrium to the end.
    pub fn plain(model: Model, parameters: Parameters) -> Self {
        Plan {
            frames: vec![parameters.generate_steps() + parameters.cool_steps()],
            model,
            parameters,
            first: 0,
            asked: Asked::Nothing,
            clamps: Vec::new(),
            start: None,
            latents: Vec::new(),
            events: Vec::new(),
            midpoint: false,
        }
    }

    /// All samples, in batches by index; a sample's bits do not depend on its batch or core.
    pub fn batches(&self) -> Outcome<Vec<Batch>> {
        let samples = self.parameters.samples as usize;
        let firsts: Vec<usize> = (0..samples).step_by(BATCH).collect();
        let steps = u64::from(self.frames.last().copied().unwrap_or(0));
        let bar = progress(steps * firsts.len() as u64, "generating");
        let batches = firsts.par_iter().map(|&first| self.batch(first, BATCH.min(samples - first), &bar));
        let batches = batches.collect();
        bar.finish_and_clear();
        batches
    }

    /// The class that a sample, counted from 0 in this run, is asked for.
    pub fn class(&self, sample: usize) -> Option<u8> {
        self.asked.class(&self.model, sample, self.first.wrapping_add(sample as u32))
    }

    fn batch(&self, from: usize, samples: usize, bar: &indicatif::ProgressBar) -> Outcome<Batch> {
        let first = self.first.wrapping_add(from as u32);
        let mut run = Generation::new(self.model.clone(), self.parameters.clone(), first, samples)?;
        if let Some(start) = &self.start {
            run.start_from(&start[from..from + samples].concat());
        }
        for sample in 0..samples {
            if !self.latents.is_empty() {
                run.give_latent(sample, &self.latents[(from + sample) % self.latents.len()])?;
            }
            if let Some(class) = self.class(from + sample) {
                run.ask(sample, class)?;
            }
            if !self.clamps.is_empty() {
                run.clamp_sample(sample, &self.clamps[(from + sample) % self.clamps.len()]);
            }
        }
        run.schedule(&self.events)?;
        if self.midpoint {
            run.sum_midpoints();
        }
        let mut states = Vec::new();
        for &frame in &self.frames {
            while run.step() < frame {
                bar.inc(u64::from(run.advance(SLICE.min(frame - run.step()))?));
            }
            states.push((0..samples).map(|sample| run.units(sample)).collect());
        }
        let works = |sample| [run.work(sample).total(), run.work_of_switching_on(sample)];
        Ok(Batch {
            states,
            heat: (0..samples).map(|sample| run.heat_emitted(sample)).collect(),
            cooling: (0..samples).map(|sample| run.heat_of_cooling(sample)).collect(),
            work: (0..samples).map(works).collect(),
            midpoint: (0..samples).filter_map(|sample| run.midpoint_heats(sample)).collect(),
            reference_kt: run.reference_kt(),
        })
    }
}

/// The final states of all samples, by index.
pub fn final_states(batches: &[Batch]) -> impl Iterator<Item = &Vec<f32>> {
    batches.iter().flat_map(|batch| batch.states.last()).flatten()
}

/// The heat that each sample emitted, kT.
pub fn heats(batches: &[Batch]) -> Vec<f64> {
    batches.iter().flat_map(|batch| batch.heat.iter().map(Energy::total)).collect()
}

/// A hash of the bits of all units of all samples at the end.
pub fn fingerprint(batches: &[Batch]) -> Fingerprint {
    Fingerprint::of_samples(final_states(batches).map(|units| Fingerprint::of(units)))
}
