//! `thermogen replay`: runs a receipt again and says match or mismatch, or runs what a link says.

mod link;

use clap::{Arg, ArgMatches, Command};

use super::flags::{optional, value};
use super::generate::inputs::Inputs;
use super::generate::{self, Plan};
use super::report::Report;
use super::{Outcome, Refusal, models, source, train};
use crate::files::read_capped;
use thermogen::data::receipt::{
    self, FileHash, Generation, Images, Receipt, Source, TrainedModel, parameters_of,
};
use thermogen::model::Model;
use thermogen::statistics::Statistics;

/// The command's flags.
pub fn command() -> Command {
    Command::new("replay")
        .about("Run a receipt again, exit with 1 if other bits come out; or run what a link of the page says")
        .arg(Arg::new("run").value_name("RECEIPT|LINK").required(true).help("The receipt, or the link"))
        .args([
            value("images", "F.idx", "Where the images are now, if not where the receipt says"),
            value("labels", "F.idx", "Where their labels are now"),
            value("model", "MODEL", "Where the model is now, if the receipt does not say how it was trained"),
            value("digits", "DIR", "Where the page's packs of digits are, for links (default www/data)"),
        ])
}

/// Runs again and compares.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let path = matches.get_one::<String>("run").map(String::as_str).unwrap_or_default();
    if link::is_link(path) {
        return link::run(matches, path);
    }
    let receipt =
        Receipt::load(&read_capped(path, receipt::MAX_BYTES)?).map_err(|error| error.in_file(path))?;
    let mut report = Report::default();
    report
        .add("receipt", path)
        .add("version", receipt.version.as_str())
        .add("made_by", receipt.made_by.as_str());
    let model = model(matches, &receipt.model)?;
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
fn model(matches: &ArgMatches, trained: &TrainedModel) -> Outcome<Model> {
    let Some(images) = &trained.images else {
        let file = optional(matches, "model").or(trained.file.as_deref()).ok_or_else(|| {
            Refusal("--model: is needed, the receipt names neither images nor a model".into())
        })?;
        return models::read(file);
    };
    let images = moved(images.clone(), optional(matches, "images"), optional(matches, "labels"));
    let set = images.again(&|path| read_capped(path, source::IDX_LIMIT))?;
    Ok(train::trained(parameters_of(&trained.settings)?, &set)?.1)
}

/// The same images, their files being elsewhere.
fn moved(mut described: Images, to: Option<&str>, labels_to: Option<&str>) -> Images {
    let go = |file: &mut FileHash, to: Option<&str>| {
        if let Some(to) = to {
            file.path = to.into();
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
