//! `thermogen train`: images in, a model out.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::Value;

use super::flags::{All, WithPreset, required};
use super::report::{Report, progress};
use super::{Outcome, forecast, source};
use crate::files::{check_outputs, shown, write_all_or_none};
use thermogen::data::checkpoint;
use thermogen::data::images::ImageSet;
use thermogen::data::receipt::{Receipt, TrainedModel, settings_of};
use thermogen::learn::training::Training;
use thermogen::learn::workers::train;
use thermogen::model::Model;
use thermogen::parameters::Parameters;

/// The bar moves in thousandths of the work.
const PARTS: f64 = 1000.0;

/// Learn couplings from images
#[derive(Args, Clone, Debug)]
pub struct Flags {
    #[command(flatten)]
    source: source::Flags,
    /// The model, as safetensors
    #[arg(long, value_name = "MODEL")]
    out: Option<PathBuf>,
    /// The receipt: settings, images and result, for `thermogen replay`
    #[arg(long, value_name = "R.json")]
    receipt: Option<PathBuf>,
    /// Files of `thermogen moments`, all parts, in place of summing the images here
    #[arg(long, value_name = "PATTERN")]
    moments: Option<String>,
    #[command(flatten)]
    table: WithPreset<All>,
}

/// Trains and writes the model.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let parameters = flags.table.settings(Parameters::default())?;
    let out = required("out", &flags.out)?;
    let paper = flags.receipt.as_deref();
    let [images, labels] = flags.source.inputs();
    let moments = ("moments", flags.moments.as_deref().map(Path::new));
    check_outputs(&[("out", Some(out)), ("receipt", paper)], &[images, labels, moments])?;
    let (images, described) = flags.source.described(&parameters)?;
    let began = Instant::now();
    let (training, model) = match &flags.moments {
        Some(pattern) => from_moments(pattern, parameters, &images)?,
        None => trained(parameters, &images)?,
    };
    let seconds = began.elapsed().as_secs_f64();
    let model_bytes = checkpoint::save(&model);
    let receipt = Receipt::new(
        made_by(),
        flags.table.preset.clone(),
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
    let mut files = vec![(out, model_bytes)];
    files.extend(paper.map(|path| (path, receipt)));
    write_all_or_none(&files)?;
    Ok(report(&training, &model, images.labels(), seconds, out))
}

/// A training run to its end, and the model.
pub fn trained(parameters: Parameters, images: &ImageSet) -> Outcome<(Training, Model)> {
    forecast::training(&Training::new(parameters.clone(), images)?)?;
    let bar = progress(PARTS as u64, "training");
    let training = train(parameters, images, |fraction| bar.set_position((fraction * PARTS) as u64));
    bar.finish_and_clear();
    let training = training?;
    let model = training.model();
    Ok((training, model))
}

/// The same from sums that other machines have made.
fn from_moments(pattern: &str, parameters: Parameters, images: &ImageSet) -> Outcome<(Training, Model)> {
    let moments = super::moments::merged(pattern, images, &parameters)?;
    let mut training = Training::new(parameters, images)?;
    training.take_moments(moments)?;
    while !training.advance() {}
    training.check()?;
    let model = training.model();
    Ok((training, model))
}

/// The machine that ran it, as a receipt names it.
pub fn made_by() -> String {
    format!("thermogen on {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

fn report(training: &Training, model: &Model, labels: Option<&[u8]>, seconds: f64, out: &Path) -> Report {
    let network = model.couplings.network();
    let history = training.history();
    let mut report = Report::default();
    report
        .add("out", shown(out))
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
