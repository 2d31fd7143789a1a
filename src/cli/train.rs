//! `thermogen train`: images in, a model out.

use std::time::Instant;

use clap::{ArgMatches, Command};
use serde_json::Value;

use super::flags::{self, required, value};
use super::report::{Report, progress};
use super::{Outcome, source};
use crate::data::checkpoint;
use crate::data::files::{check_writable, write_whole};
use crate::learn::training::Training;
use crate::model::Model;
use crate::parameters::Parameters;

/// The bar moves in thousandths of the work.
const PARTS: f64 = 1000.0;

/// The command's flags.
pub fn command() -> Command {
    let command = Command::new("train").about("Learn couplings from images");
    let command = source::add(command).arg(value("out", "MODEL", "The model, as safetensors"));
    flags::add_preset(flags::add(command, flags::all))
}

/// Trains and writes the model.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let parameters = flags::settings(matches, Parameters::default(), flags::all)?;
    let out = required(matches, "out")?;
    check_writable(out)?;
    let images = source::images(matches, parameters.seed)?;
    let began = Instant::now();
    let mut training = Training::new(parameters, &images)?;
    let bar = progress(PARTS as u64, "training");
    while !training.advance() {
        bar.set_position((training.fraction() * PARTS) as u64);
    }
    bar.finish_and_clear();
    let seconds = began.elapsed().as_secs_f64();
    let model = training.model();
    training.check()?;
    write_whole(out, &checkpoint::save(&model))?;
    Ok(report(&training, &model, images.labels(), seconds, out))
}

fn report(training: &Training, model: &Model, labels: Option<&[u8]>, seconds: f64, out: &str) -> Report {
    let network = model.couplings.network();
    let history = training.history();
    let mut report = Report::default();
    report
        .add("out", out)
        .add("visible", network.visible())
        .add("hidden", network.hidden())
        .add("couplings", network.pairs())
        .add("images", training.set().count());
    if let Some(labels) = labels {
        report.add("labels", labels.iter().take(20).copied().map(Value::from).collect::<Vec<_>>());
    }
    for (name, value) in model.parameters.values() {
        if ["scale", "scale_factor", "trainer", "iterations", "dt", "time", "seed"].contains(&name) {
            report.add_parameter(name, &value);
        }
    }
    report
        .add("loss_excess_first", history.first().copied())
        .add("loss_excess_last", history.last().copied())
        .add("fingerprint", model.couplings.fingerprint().to_string())
        .add("seconds", seconds);
    report
}
