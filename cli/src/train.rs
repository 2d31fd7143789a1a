//! `thermogen train`: images in, a model out.

use std::time::Instant;

use clap::{ArgMatches, Command};
use serde_json::Value;

use super::flags::{self, optional, required, value};
use super::report::{Report, progress};
use super::{Outcome, source};
use crate::files::{check_writable, write_all_or_none};
use thermogen::data::checkpoint;
use thermogen::data::images::ImageSet;
use thermogen::data::receipt::{Receipt, TrainedModel, settings_of};
use thermogen::learn::training::Training;
use thermogen::learn::workers::train;
use thermogen::model::Model;
use thermogen::parameters::Parameters;

/// The bar moves in thousandths of the work.
const PARTS: f64 = 1000.0;

/// The command's flags.
pub fn command() -> Command {
    let command = Command::new("train").about("Learn couplings from images");
    let command = source::add(command).args([
        value("out", "MODEL", "The model, as safetensors"),
        value("receipt", "R.json", "What was trained on what, for `thermogen replay`"),
    ]);
    flags::add_preset(flags::add(command, flags::all))
}

/// Trains and writes the model.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let parameters = flags::settings(matches, Parameters::default(), flags::all)?;
    let out = required(matches, "out")?;
    let paper = optional(matches, "receipt");
    for path in [Some(out), paper].into_iter().flatten() {
        check_writable(path)?;
    }
    let (images, described) = source::described(matches, parameters.seed)?;
    let began = Instant::now();
    let (training, model) = trained(parameters, &images)?;
    let seconds = began.elapsed().as_secs_f64();
    let model_bytes = checkpoint::save(&model);
    let receipt = Receipt::new(
        made_by(),
        optional(matches, "preset").map(str::to_owned),
        TrainedModel {
            settings: settings_of(&model.parameters),
            images: Some(described),
            file: None,
            fingerprint: model.couplings.fingerprint().to_string(),
            loss_excess: training.history().last().copied(),
            seconds: Some(seconds),
        },
    )
    .save();
    let mut files = vec![(out, model_bytes.as_slice())];
    files.extend(paper.map(|path| (path, receipt.as_slice())));
    write_all_or_none(&files)?;
    Ok(report(&training, &model, images.labels(), seconds, out))
}

/// A training run to its end, and the model.
pub fn trained(parameters: Parameters, images: &ImageSet) -> Outcome<(Training, Model)> {
    let bar = progress(PARTS as u64, "training");
    let training = train(parameters, images, |fraction| bar.set_position((fraction * PARTS) as u64));
    bar.finish_and_clear();
    let training = training?;
    let model = training.model();
    Ok((training, model))
}

/// What a receipt says ran it.
pub fn made_by() -> String {
    format!("thermogen on {} {}", std::env::consts::OS, std::env::consts::ARCH)
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
    if let Some(truncation) = training.truncation() {
        report.add("truncation", truncation);
    }
    report
        .add("loss_excess_first", history.first().copied())
        .add("loss_excess_last", history.last().copied())
        .add("fingerprint", model.couplings.fingerprint().to_string())
        .add("seconds", seconds);
    report
}
