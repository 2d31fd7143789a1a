//! `thermogen bench`: what this machine needs for the pieces that everything is made of.
//!
//! Full size is the paper's: 784 + 512 units, 2,500 steps of noising. All on one core; each figure
//! is the smallest of a few runs, as other programs can only make a run slower.

use std::time::Instant;

use clap::{ArgMatches, Command};

use super::flags::whole;
use super::{Outcome, flags, report::Report, report::progress};
use crate::data::glyphs;
use crate::data::images::ImageSet;
use crate::learn::training::Training;
use crate::model::Model;
use crate::parameters::{Parameters, Trainer};
use crate::physics::denoising::Denoising;

/// The command's flags.
pub fn command() -> Command {
    Command::new("bench")
        .about("Time training and generation at full size on this machine")
        .arg(flags::value("runs", "R", "Runs of each, of which the fastest counts (default 3)"))
}

/// Measures and reports.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let runs = whole(matches, "runs", 1, 1000)?.unwrap_or(3);
    let images = glyphs::draw(&[0, 1, 2], 28, 1, 0)?;
    let bar = progress(4 * runs as u64, "bench");
    let fastest = |work: &dyn Fn() -> Outcome<f64>| -> Outcome<f64> {
        (0..runs).try_fold(f64::INFINITY, |fastest, _| {
            let seconds = work()?;
            bar.inc(1);
            Ok(fastest.min(seconds))
        })
    };
    let sgd = Parameters { trainer: Trainer::Sgd, iterations: 1, ..Parameters::default() };
    let exact = Parameters { trainer: Trainer::Exact, iterations: 20, ..Parameters::default() };
    let cycle = fastest(&|| Ok(train(&sgd, &images)?.1))?;
    let exact = fastest(&|| Ok(train(&exact, &images)?.1))?;
    let (model, _) = train(&sgd, &images)?;
    let batch = fastest(&|| generate(&model, 64, 50))?;
    let single = fastest(&|| generate(&model, 1, 1000))?;
    bar.finish_and_clear();
    let mut report = Report::default();
    report
        .add("units", model.couplings.network().units())
        .add("sgd_cycle_seconds", cycle)
        .add("exact_20_iterations_seconds", exact)
        .add("step_of_64_samples_milliseconds", batch * 1e3)
        .add("step_of_1_sample_microseconds", single * 1e6)
        .add("cores", 1);
    Ok(report)
}

/// A whole training and the seconds it took.
fn train(parameters: &Parameters, images: &ImageSet) -> Outcome<(Model, f64)> {
    let began = Instant::now();
    let mut training = Training::new(parameters.clone(), images)?;
    while !training.advance() {}
    let seconds = began.elapsed().as_secs_f64();
    Ok((training.model(), seconds))
}

/// Seconds per step of a batch.
fn generate(model: &Model, samples: usize, steps: u32) -> Outcome<f64> {
    let mut run = Denoising::new(
        model.clone(),
        Parameters { generate_time: 1000.0, ..model.parameters.clone() },
        0,
        samples,
    )?;
    let began = Instant::now();
    run.advance(steps)?;
    Ok(began.elapsed().as_secs_f64() / f64::from(steps))
}
