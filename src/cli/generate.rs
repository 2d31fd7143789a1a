//! `thermogen generate`: a model's thermal motion turns noise into samples; the heat is counted.

mod outputs;
mod receipts;

use std::time::Instant;

use clap::{Arg, ArgAction, ArgMatches, Command};
use rayon::prelude::*;

use super::flags::{self, optional, required, value, whole};
use super::report::{Report, Statistics, progress};
use super::{Outcome, Refusal, models};
use crate::data::files::read_capped;
use crate::data::npy;
use crate::fingerprint::Fingerprint;
use crate::model::Model;
use crate::parameters::Parameters;
use crate::physics::denoising::Denoising;
use crate::physics::events::{Event, parse_events};
use crate::physics::potential::Energy;
use outputs::Outputs;
pub use receipts::FILES;

/// Samples that one core works on at a time: few enough for its cache, enough to share J among.
const BATCH: usize = 32;
/// Steps between two movements of the bar.
const SLICE: u32 = 64;

/// The command's flags.
pub fn command() -> Command {
    let command = Command::new("generate")
        .about("Generate samples from a model; settings not given are the model's")
        .args([
            value("model", "MODEL", "The model"),
            value("class", "LABEL", "Ask for this class (a model trained with class codes)"),
            value("clamp-mask", "M.npy", "Units to hold: visible or all units, nonzero where held"),
            value(
                "clamp-values",
                "V.npy",
                "What they are held at, of the same size, or such a row for each sample",
            ),
            value(
                "start",
                "equilibrium|X.npy",
                "Where the samples start, samples × units (default equilibrium)",
            ),
            value("frames", "F", "Keep F states from start to end: frames × samples × units"),
            value(
                "events",
                "STEP:NAME:VALUE;…",
                "Acts from outside just before a step, e.g. \"120:generate_kt:2;300:lesion:17\"; names: generate_kt, j2, j4, class_drive, class, clamp (unit=value), release, lesion, restore",
            ),
            value("receipt", "R.json", "What was run and what came out, for `thermogen replay`"),
            value(
                "trained",
                "T.json",
                "The receipt of the model's training, so that R.json needs no model file",
            ),
            Arg::new("midpoint")
                .long("midpoint")
                .action(ArgAction::SetTrue)
                .help("Sum the heat step by step as well, in heat.csv beside the energy difference; slow"),
        ]);
    flags::add_preset(flags::add(outputs::add(command), flags::generation))
}

/// What the batches share.
pub struct Plan {
    model: Model,
    parameters: Parameters,
    class: Option<u8>,
    /// What every sample's units are held at, for all alike or for each.
    clamps: Vec<Vec<(usize, f32)>>,
    start: Option<Vec<Vec<f32>>>,
    /// What acts on all samples from outside, and when.
    events: Vec<Event>,
    /// Steps after which the states are kept, ascending.
    pub frames: Vec<u32>,
    /// Whether heat is summed step by step as well.
    midpoint: bool,
}

/// What became of one batch of samples.
pub struct Batch {
    /// Kept states, frames × samples.
    pub states: Vec<Vec<Vec<f32>>>,
    heat: Vec<Energy>,
    cooling: Vec<Energy>,
    /// Work by events, and that of switching on at the start, kT.
    work: Vec<[f64; 2]>,
    /// The two heats by the midpoint rule, where asked for.
    midpoint: Vec<[f64; 2]>,
    reference_kt: f64,
}

/// Generates and writes.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let model_file = required(matches, "model")?;
    let model = models::read(model_file)?;
    let trained = receipts::of_model(matches, model_file, &model)?;
    let parameters = flags::settings(matches, model.parameters.clone(), flags::generation)?;
    let plan = Plan::new(matches, model, parameters)?;
    let outputs = Outputs::new(matches)?;
    let began = Instant::now();
    let batches = plan.batches()?;
    let seconds = began.elapsed().as_secs_f64();
    let receipt = match optional(matches, "receipt") {
        Some(path) => Some((path, receipts::write(matches, &plan, &batches, trained, seconds)?)),
        None => None,
    };
    outputs.write(&plan, &batches, optional(matches, "frames").is_some(), receipt)?;
    Ok(plan.report(&batches, seconds, &outputs))
}

impl Plan {
    /// What the flags ask of a model under these settings.
    pub fn new(matches: &ArgMatches, model: Model, mut parameters: Parameters) -> Outcome<Self> {
        let units = model.couplings.network().units();
        let start = start(matches, units)?;
        if let Some(start) = &start {
            let asked = optional(matches, "samples").map(|_| parameters.samples as usize);
            if let Some(asked) = asked.filter(|asked| *asked != start.len()) {
                return Err(Refusal(format!(
                    "samples = {asked}: must be {}, as many as --start holds",
                    start.len()
                )));
            }
            parameters.samples = start.len() as u32;
        }
        let clamps = clamps(matches, &model, parameters.samples as usize)?;
        let class = whole(matches, "class", 0, 255)?.map(|class| class as u8);
        let frames = frames(matches, &parameters, units)?;
        let midpoint = matches.get_flag("midpoint");
        let events = parse_events(optional(matches, "events").unwrap_or_default())?;
        Ok(Plan { model, parameters, class, clamps, start, events, frames, midpoint })
    }

    /// A plain run of a model, from equilibrium to the end.
    pub fn plain(model: Model, parameters: Parameters) -> Self {
        let frames = vec![parameters.generate_steps() + parameters.cool_steps()];
        let (clamps, events) = (Vec::new(), Vec::new());
        Plan { model, parameters, class: None, clamps, start: None, events, frames, midpoint: false }
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

    fn batch(&self, first: usize, samples: usize, bar: &indicatif::ProgressBar) -> Outcome<Batch> {
        let mut run = Denoising::new(self.model.clone(), self.parameters.clone(), first as u32, samples)?;
        if let Some(class) = self.class {
            run.ask_for(class)?;
        }
        if let Some(start) = &self.start {
            run.start_from(&start[first..first + samples].concat());
        }
        for sample in 0..if self.clamps.is_empty() { 0 } else { samples } {
            run.clamp_sample(sample, &self.clamps[(first + sample) % self.clamps.len()]);
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
        Ok(Batch {
            states,
            heat: (0..samples).map(|sample| run.heat_emitted(sample)).collect(),
            cooling: (0..samples).map(|sample| run.heat_of_cooling(sample)).collect(),
            work: (0..samples)
                .map(|sample| [run.work(sample).total(), run.work_of_switching_on(sample)])
                .collect(),
            midpoint: (0..samples).filter_map(|sample| run.midpoint_heats(sample)).collect(),
            reference_kt: run.reference_kt(),
        })
    }

    fn report(&self, batches: &[Batch], seconds: f64, outputs: &Outputs) -> Report {
        let heat = Statistics::new(&heats(batches));
        let p = &self.parameters;
        let mut report = Report::default();
        report
            .add("samples", p.samples)
            .add("units", self.model.couplings.network().units())
            .add("steps", p.generate_steps())
            .add("dt", p.generate_dt)
            .add("time", p.generate_time)
            .add("seed", p.seed)
            .add("class", self.class)
            .add("heat_emitted_mean_kT", heat.mean)
            .add("heat_emitted_spread_kT", heat.spread)
            .add("heat_emitted_standard_error_kT", heat.standard_error)
            .add("kT", batches.first().map(|batch| batch.reference_kt));
        if p.cool_steps() > 0 {
            let cooling: Vec<f64> =
                batches.iter().flat_map(|batch| &batch.cooling).map(Energy::total).collect();
            let cooling = Statistics::new(&cooling);
            report.add("cool", p.cool).add("heat_of_cooling_mean_kT", cooling.mean);
        }
        report.add("fingerprint", fingerprint(batches).to_string()).add("seconds", seconds);
        for (name, path) in outputs.paths() {
            report.add(name, path);
        }
        report
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

/// The steps to keep: the end alone, or F states from start to end.
fn frames(matches: &ArgMatches, parameters: &Parameters, units: usize) -> Outcome<Vec<u32>> {
    let last = parameters.generate_steps() + parameters.cool_steps();
    let count = whole(matches, "frames", 2, last as usize + 1)?;
    let values = count.unwrap_or(1) as u64 * u64::from(parameters.samples) * units as u64;
    if values > outputs::MOST_VALUES {
        let most = outputs::MOST_VALUES;
        return Err(Refusal(format!(
            "samples and frames: ask for {values} numbers; at most {most} are kept"
        )));
    }
    Ok(match count {
        None => vec![last],
        Some(count) => (0..count as u64).map(|k| (k * u64::from(last) / (count as u64 - 1)) as u32).collect(),
    })
}

/// The states of `--start`, unless it is the equilibrium.
fn start(matches: &ArgMatches, units: usize) -> Outcome<Option<Vec<Vec<f32>>>> {
    let Some(path) = optional(matches, "start").filter(|path| *path != "equilibrium") else {
        return Ok(None);
    };
    let array = npy::read(&read_capped(path, npy::MAX_BYTES)?).map_err(|error| error.in_file(path))?;
    match array.shape[..] {
        [1..=100_000, width] if width == units => Ok(Some(array.rows(path)?)),
        _ => {
            Err(Refusal(format!("{path}: shape: is {:?}; [1 to 100000 samples, {units} units]", array.shape)))
        }
    }
}

/// The units that are held and at what: one row for all samples, or one for each.
fn clamps(matches: &ArgMatches, model: &Model, samples: usize) -> Outcome<Vec<Vec<(usize, f32)>>> {
    let (mask, values) = match (optional(matches, "clamp-mask"), optional(matches, "clamp-values")) {
        (None, None) => return Ok(Vec::new()),
        (Some(mask), Some(values)) => (mask, values),
        _ => return Err(Refusal("--clamp-mask and --clamp-values: one needs the other".into())),
    };
    let network = model.couplings.network();
    let (nv, n) = (network.visible(), network.units());
    let read = |path: &str| {
        npy::read(&read_capped(path, npy::MAX_BYTES)?).map_err(|error| Refusal::from(error.in_file(path)))
    };
    let held = read(mask)?;
    if held.values.len() != nv && held.values.len() != n {
        return Err(Refusal(format!("{mask}: shape: is {:?}; {nv} visible or all {n} units", held.shape)));
    }
    let at = read(values)?;
    let width = held.values.len();
    if at.values.len() != width && at.values.len() != samples * width {
        return Err(Refusal(format!(
            "{values}: shape: is {:?}; {width} numbers as in the mask, or {samples} samples × {width}",
            at.shape
        )));
    }
    let (held, at) = (held.finite(mask)?, at.finite(values)?);
    let row = |row: &[f32]| {
        let units = row.iter().zip(&held).enumerate().filter(|(_, (_, held))| **held != 0.0);
        units.map(|(unit, (at, _))| (unit, *at)).collect()
    };
    Ok(at.chunks(width).map(row).collect())
}
