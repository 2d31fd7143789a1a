//! `thermogen replay`: runs a receipt again and says match or mismatch, or runs what a link says.

mod link;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;

use super::generate::inputs::Inputs;
use super::generate::{self, Plan};
use super::report::Report;
use super::{Outcome, Refusal, models, source, train};
use crate::files::{read_capped, shown};
use thermogen::data::receipt::{
    self, FileHash, Generation, Images, Receipt, Source, TrainedModel, parameters_of,
};
use thermogen::model::Model;
use thermogen::statistics::Statistics;

/// Run a receipt again, exit with 1 if other bits come out; or run what a link of the page says
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// The receipt, or the link
    #[arg(value_name = "RECEIPT|LINK")]
    run: OsString,
    /// Where the images are now, if not where the receipt says
    #[arg(long, value_name = "F.idx")]
    images: Option<PathBuf>,
    /// Where their labels are now
    #[arg(long, value_name = "F.idx")]
    labels: Option<PathBuf>,
    /// Where the model is now, if the receipt does not say how it was trained
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Where the page's packs of digits are, for links (default www/data)
    #[arg(long, value_name = "DIR")]
    digits: Option<PathBuf>,
}

/// Runs again and compares.
pub fn run(flags: &Flags) -> Outcome<Report> {
    if let Some(text) = flags.run.to_str().filter(|text| link::is_link(text)) {
        return link::run(flags.digits.as_deref(), text);
    }
    let bytes = read_capped(Path::new(&flags.run), receipt::MAX_BYTES)?;
    let path = shown(Path::new(&flags.run));
    let receipt = Receipt::load(&bytes).map_err(|error| error.in_file(&path))?;
    let mut report = Report::default();
    report
        .add("receipt", path)
        .add("version", receipt.version.as_str())
        .add("made_by", receipt.made_by.as_str());
    let model = model(flags, &receipt.model)?;
    let trained = model.couplings.fingerprint().to_string();
    let mut same = compare(&mut report, ["model", "model_recorded"], &receipt.model.fingerprint, trained);
    if let Some(generation) = &receipt.generation {
        let (found, heat) = generated(model, generation)?;
        same &= compare(&mut report, ["generation", "generation_recorded"], &generation.fingerprint, found);
        report
            .add("heat_emitted_mean_kT", heat.mean)
            .add("heat_emitted_mean_recorded_kT", generation.heat_emitted_mean_kt);
    }
    report.add("verdict", if same { "match" } else { "mismatch" });
    if !same {
        report.fail();
    }
    Ok(report)
}

/// Adds both fingerprints; whether they are the same.
fn compare(report: &mut Report, [name, recorded]: [&'static str; 2], want: &str, found: String) -> bool {
    let same = want == found;
    report.add(name, found).add(recorded, want);
    same
}

/// The model: trained again, or from its file.
fn model(flags: &Flags, trained: &TrainedModel) -> Outcome<Model> {
    let Some(images) = &trained.images else {
        let recorded = trained.file.as_deref().map(Path::new);
        let file = flags.model.as_deref().or(recorded).ok_or_else(|| {
            Refusal("--model: is needed, the receipt names neither images nor a model".into())
        })?;
        return models::read(file);
    };
    let images = moved(images.clone(), flags.images.as_deref(), flags.labels.as_deref());
    let set = images.again(&|path| read_capped(Path::new(path), source::IDX_LIMIT))?;
    Ok(train::trained(parameters_of(&trained.settings)?, &set)?.1)
}

/// The same images, their files being elsewhere.
fn moved(mut described: Images, to: Option<&Path>, labels_to: Option<&Path>) -> Images {
    let go = |file: &mut FileHash, to: Option<&Path>| {
        if let Some(to) = to {
            file.path = shown(to);
        }
    };
    if let Source::Idx { images, labels, .. } = &mut described.source {
        go(images, to);
        labels.iter_mut().for_each(|labels| go(labels, labels_to));
    }
    described
}

/// The fingerprint and the heat of a generation.
fn generated(model: Model, generation: &Generation) -> Outcome<(String, Statistics)> {
    let parameters = parameters_of(&generation.settings)?;
    let samples = Some(parameters.samples);
    let batches = Plan::new(model, parameters, &Inputs::of_receipt(generation)?, samples)?.batches()?;
    Ok((generate::fingerprint(&batches).to_string(), Statistics::new(&generate::heats(&batches))))
}
