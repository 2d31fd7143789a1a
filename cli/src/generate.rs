//! `thermogen generate`: a model's thermal motion turns noise into samples; heat and work are counted.

pub mod inputs;
mod outputs;
mod plan;
mod receipts;

use std::time::Instant;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::flags::{self, optional, required, value, whole};
use super::report::Report;
use super::{Outcome, Refusal, models};
use inputs::{Asked, Inputs};
use outputs::Outputs;
pub use plan::{Batch, Plan, final_states, fingerprint, heats};
use thermogen::parameters::Parameters;
use thermogen::physics::potential::Energy;
use thermogen::physics::stability::Stability;
use thermogen::statistics::Statistics;

/// The part of the largest stable step above which a run is warned about.
const CAUTION: f64 = 0.8;

/// The command's flags.
pub fn command() -> Command {
    let command = Command::new("generate")
        .about("Generate samples from a model; settings not given are the model's")
        .args([
            value("model", "MODEL", "The model"),
            value(
                "class",
                "LABEL",
                "Ask for this class, or for each in turn by the index of the sample: `each` (a model trained with class codes)",
            ),
            value("first", "INDEX", "The index of the first sample (default 0); samples of a seed are numbered"),
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

/// Generates and writes.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let model_file = required(matches, "model")?;
    let model = models::read(model_file)?;
    let trained = receipts::of_model(matches, model_file, &model)?;
    let parameters = flags::settings(matches, model.parameters.clone(), flags::generation)?;
    let inputs = Inputs::of_flags(matches)?;
    let samples = optional(matches, "samples").map(|_| parameters.samples);
    let mut plan = Plan::new(model, parameters, &inputs, samples)?;
    plan.frames = frames(matches, &plan.parameters, plan.model.couplings.network().units())?;
    plan.midpoint = matches.get_flag("midpoint");
    let outputs = Outputs::new(matches)?;
    let largest = Stability::of(&plan.model.couplings, &plan.parameters).largest_step;
    if plan.parameters.generate_dt > CAUTION * largest {
        eprintln!(
            "thermogen: dt = {} is near or beyond {largest:.3}, the largest step that the stiffest mode is predicted to stand",
            plan.parameters.generate_dt
        );
    }
    let began = Instant::now();
    let batches = plan.batches()?;
    let seconds = began.elapsed().as_secs_f64();
    let receipt = match optional(matches, "receipt") {
        Some(path) => Some((path, receipts::write(matches, &plan, &batches, trained, seconds)?)),
        None => None,
    };
    outputs.write(&plan, &batches, optional(matches, "frames").is_some(), receipt)?;
    Ok(report(&plan, &batches, seconds, &outputs))
}

fn report(plan: &Plan, batches: &[Batch], seconds: f64, outputs: &Outputs) -> Report {
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
        .add("heat_emitted_spread_kT", heat.spread)
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
    for (name, path) in outputs.paths() {
        report.add(name, path);
    }
    report
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
