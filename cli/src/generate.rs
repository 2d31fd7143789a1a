//! `thermogen generate`: a model's thermal motion turns noise into samples; heat and work are counted.

pub mod inputs;
mod latents;
mod outputs;
mod plan;
mod receipts;

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::flags::{OfGeneration, WithPreset, required, whole};
use super::report::Report;
use super::{Outcome, Refusal, forecast, models, warn};
use crate::files::{check_outputs, shown};
use inputs::{Asked, Inputs};
use outputs::Outputs;
pub use plan::{Batch, Plan, final_states, fingerprint, heats};
use thermogen::parameters::Parameters;
use thermogen::physics::potential::Energy;
use thermogen::physics::stability::Stability;
use thermogen::statistics::Statistics;

/// The part of the largest stable step above which a run is warned about.
const CAUTION: f64 = 0.8;

/// Generate samples from a model; settings not given are the model's
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// The model
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    #[command(flatten)]
    inputs: inputs::Flags,
    /// Keep F states from start to end: frames × samples × units
    #[arg(long, value_name = "F")]
    frames: Option<String>,
    /// The receipt: the run and its result, for `thermogen replay`
    #[arg(long, value_name = "R.json")]
    receipt: Option<PathBuf>,
    /// The receipt of the model's training, so that R.json needs no model file
    #[arg(long, value_name = "T.json")]
    trained: Option<PathBuf>,
    /// Sum the heat step by step as well, in heat.csv next to the energy difference; slow
    #[arg(long)]
    midpoint: bool,
    #[command(flatten)]
    outputs: Outputs,
    #[command(flatten)]
    table: WithPreset<OfGeneration>,
}

impl Flags {
    /// Refuses, before any work, files that cannot be written to or that are read.
    fn check(&self) -> Outcome<()> {
        self.outputs.check()?;
        let mut inputs = vec![("model", self.model.as_deref()), ("trained", self.trained.as_deref())];
        inputs.extend(self.inputs.read().map(|(flag, path)| (flag, Some(path))));
        let [out, pixels, heat] = self.outputs.named();
        check_outputs(&[out, pixels, heat, ("receipt", self.receipt.as_deref())], &inputs)
    }
}

/// Generates and writes.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let model_file = required("model", &flags.model)?;
    flags.check()?;
    let model = models::read(model_file)?;
    let trained = receipts::of_model(flags.trained.as_deref(), model_file, &model)?;
    let parameters = flags.table.settings(model.parameters.clone())?;
    let inputs = Inputs::of_flags(&flags.inputs, &model)?;
    let samples = flags.table.rows.has("samples").then_some(parameters.samples);
    let mut plan = Plan::new(model, parameters, &inputs, samples)?;
    plan.frames = frames(flags, &plan.parameters, plan.model.couplings.network().units())?;
    plan.midpoint = flags.midpoint;
    let largest = Stability::of(&plan.model.couplings, &plan.parameters).largest_step;
    if plan.parameters.generate_dt > CAUTION * largest {
        warn(&format!(
            "dt = {} is near or beyond {largest:.3}, the largest step that the stiffest mode is predicted to stand",
            plan.parameters.generate_dt
        ))?;
    }
    forecast::generation(&plan.model, &plan.parameters, plan.frames.len())?;
    let began = Instant::now();
    let batches = plan.batches()?;
    let seconds = began.elapsed().as_secs_f64();
    let receipt = match flags.receipt.as_deref() {
        Some(path) => Some((path, receipts::write(&inputs, &plan, &batches, trained, seconds)?)),
        None => None,
    };
    flags.outputs.write(&plan, &batches, flags.frames.is_some(), receipt)?;
    Ok(report(&plan, &batches, seconds, flags))
}

fn report(plan: &Plan, batches: &[Batch], seconds: f64, flags: &Flags) -> Report {
    let heat = Statistics::new(&heats(batches));
    let p = &plan.parameters;
    let mut report = Report::default();
    report
        .add("samples", p.samples)
        .add("units", plan.model.couplings.network().units())
        .add("steps", p.generate_steps())
        .add("dt", p.generate_dt)
        .add("time", p.generate_time)
        .add("seed", p.seed)
        .add("class", if let Asked::All(class) = plan.asked { Some(class) } else { None })
        .add("heat_emitted_mean_kT", heat.mean)
        .add("heat_emitted_spread_kT", heat.standard_deviation)
        .add("heat_emitted_standard_error_kT", heat.standard_error)
        .add("kT", batches.first().map(|batch| batch.reference_kt));
    if p.cool_steps() > 0 {
        let cooling: Vec<f64> = batches.iter().flat_map(|batch| &batch.cooling).map(Energy::total).collect();
        let cooling = Statistics::new(&cooling);
        report.add("cool", p.cool).add("heat_of_cooling_mean_kT", cooling.mean);
    }
    if !plan.events.is_empty() {
        let works: Vec<f64> = batches.iter().flat_map(|batch| &batch.work).map(|work| work[0]).collect();
        report.add("events", plan.events.len()).add("work_mean_kT", Statistics::new(&works).mean);
    }
    report.add("fingerprint", fingerprint(batches).to_string()).add("seconds", seconds);
    let receipt = ("receipt", flags.receipt.as_deref());
    for (name, path) in flags.outputs.named().into_iter().chain([receipt]) {
        path.map(|path| report.add(name, shown(path)));
    }
    report
}

/// The steps to keep: the end alone, or F states from start to end.
fn frames(flags: &Flags, parameters: &Parameters, units: usize) -> Outcome<Vec<u32>> {
    let last = parameters.generate_steps() + parameters.cool_steps();
    let count = whole("frames", &flags.frames, 2, last as usize + 1)?;
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
