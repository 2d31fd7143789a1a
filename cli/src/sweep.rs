//! `thermogen sweep`: heat and overlap as a curve over one parameter of generation, kT before all.

use std::path::PathBuf;

use clap::Args;

use super::flags::{OfGeneration, Rows, Table, required};
use super::generate::{Batch, Plan, final_states, heats};
use super::report::Report;
use super::{Outcome, Refusal, models, source};
use crate::files::{check_outputs, shown, write_whole};
use thermogen::learn::quality::overlaps;
use thermogen::learn::training_set::TrainingSet;
use thermogen::statistics::Statistics;

/// Most points of a curve.
const MOST: usize = 1000;

/// Generate at each of several values of one parameter: heat, and overlap with the images learned
#[derive(Args, Clone, Debug)]
pub struct Flags {
    #[command(flatten)]
    source: source::Flags,
    /// The model
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// A parameter of generation (default generate_kt)
    #[arg(long, value_name = "PARAMETER")]
    over: Option<String>,
    /// Its values
    #[arg(long, value_name = "V,W,…")]
    values: Option<String>,
    /// One row for each value
    #[arg(long, value_name = "CURVE.csv")]
    out: Option<PathBuf>,
    #[command(flatten)]
    table: Table<OfGeneration>,
}

/// Generates for each value; writes the curve.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let model = models::read(required("model", &flags.model)?)?;
    let base = flags.table.settings(model.parameters.clone())?;
    let out = required("out", &flags.out)?;
    let [images, labels] = flags.source.inputs();
    check_outputs(&[("out", Some(out))], &[("model", flags.model.as_deref()), images, labels])?;
    let over = flags.over.as_deref().unwrap_or("generate_kt");
    let row =
        thermogen::parameters::table().into_iter().find(|row| row.name == over && OfGeneration::wanted(row));
    let row = row.ok_or_else(|| Refusal(format!("--over: is '{over}'; a parameter of generation")))?;
    let values = flags.values.as_deref().ok_or_else(|| Refusal("--values is needed".into()))?;
    let values: Vec<&str> = values.split(',').collect();
    if values.len() > MOST {
        return Err(Refusal(format!("--values: are {}; at most {MOST}", values.len())));
    }
    let targets = if flags.source.given() {
        let images = flags.source.images(&model.parameters)?;
        TrainingSet::new(&images, &model.parameters)?.images().to_vec()
    } else {
        Vec::new()
    };
    let nv = model.couplings.network().visible();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let heats_of = ["heat_emitted_mean_kT", "heat_emitted_spread_kT", "standard_error_kT"];
    let overlaps_of = ["best_overlap_mean", "inverted_share"].iter().filter(|_| !targets.is_empty());
    writer.write_record([over].iter().chain(&heats_of).chain(overlaps_of))?;
    for value in &values {
        let mut parameters = base.clone();
        parameters.set(over, &row.kind.parse(value))?;
        let batches = Plan::plain(model.clone(), parameters).batches()?;
        let heat = Statistics::new(&heats(&batches));
        let mut numbers = vec![heat.mean, heat.standard_deviation, heat.standard_error];
        numbers.extend(best_overlaps(&batches, &targets, nv));
        let numbers = numbers.iter().map(f64::to_string);
        writer.write_record(std::iter::once((*value).to_owned()).chain(numbers))?;
    }
    let table = writer.into_inner().map_err(|error| Refusal(error.to_string()))?;
    write_whole(out, &table)?;
    let mut report = Report::default();
    report.add("over", over).add("rows", values.len()).add("out", shown(out)).say(String::from_utf8(table)?);
    Ok(report)
}

/// Mean size of the overlap with the nearest image, and the share of samples that show its negative.
fn best_overlaps(batches: &[Batch], targets: &[f32], nv: usize) -> Vec<f64> {
    if targets.is_empty() {
        return Vec::new();
    }
    let best = |units: &Vec<f32>| {
        let all = overlaps(&units[..nv], targets).into_iter();
        all.max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0)
    };
    let best: Vec<f64> = final_states(batches).map(best).collect();
    let count = best.len() as f64;
    let inverted = best.iter().filter(|overlap| **overlap < 0.0).count() as f64;
    vec![best.iter().map(|overlap| overlap.abs()).sum::<f64>() / count, inverted / count]
}
