//! `thermogen sweep`: heat and overlap as a curve over one parameter of generation, kT before all.

use clap::{ArgMatches, Command};

use super::flags::{self, optional, required, value};
use super::generate::{Plan, final_states, heats};
use super::report::Report;
use super::{Outcome, Refusal, models, source};
use crate::files::{check_writable, write_whole};
use thermogen::learn::quality::overlaps;
use thermogen::learn::training_set::TrainingSet;
use thermogen::statistics::Statistics;

/// Most points of a curve.
const MOST: usize = 1000;

/// The command's flags.
pub fn command() -> Command {
    let command = Command::new("sweep").about(
        "Generate at each of several values of one parameter: heat, and overlap with the images learned",
    );
    let command = source::add(command).args([
        value("model", "MODEL", "The model"),
        value("over", "PARAMETER", "A parameter of generation (default generate_kt)"),
        value("values", "V,W,…", "Its values"),
        value("out", "CURVE.csv", "One row for each value"),
    ]);
    flags::add(command, flags::generation)
}

/// Generates for each value; writes the curve.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let model = models::read(required(matches, "model")?)?;
    let base = flags::settings(matches, model.parameters.clone(), flags::generation)?;
    let out = required(matches, "out")?;
    check_writable(out)?;
    let over = optional(matches, "over").unwrap_or("generate_kt");
    let row =
        thermogen::parameters::table().into_iter().find(|row| row.name == over && flags::generation(row));
    let row = row.ok_or_else(|| Refusal(format!("--over: is '{over}'; a parameter of generation")))?;
    let values: Vec<&str> = required(matches, "values")?.split(',').collect();
    if values.len() > MOST {
        return Err(Refusal(format!("--values: are {}; at most {MOST}", values.len())));
    }
    let shown = optional(matches, "images").is_some() || optional(matches, "glyphs").is_some();
    let targets = if shown {
        let images = source::images(matches, model.parameters.seed)?;
        TrainingSet::new(&images, &model.parameters)?.images().to_vec()
    } else {
        Vec::new()
    };
    let nv = model.couplings.network().visible();
    let mut text = format!("{over},heat_emitted_mean_kT,heat_emitted_spread_kT,standard_error_kT");
    text += if shown { ",best_overlap_mean,inverted_share\n" } else { "\n" };
    for value in values {
        let mut parameters = base.clone();
        parameters.set(over, &row.kind.parse(value))?;
        let batches = Plan::plain(model.clone(), parameters).batches()?;
        let heat = Statistics::new(&heats(&batches));
        text += &format!("{value},{},{},{}", heat.mean, heat.spread, heat.standard_error);
        if shown {
            let best = |units: &Vec<f32>| {
                let all = overlaps(&units[..nv], &targets).into_iter();
                all.max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0)
            };
            let best: Vec<f64> = final_states(&batches).map(best).collect();
            let count = best.len() as f64;
            let inverted = best.iter().filter(|overlap| **overlap < 0.0).count() as f64;
            let size = best.iter().map(|overlap| overlap.abs()).sum::<f64>();
            text += &format!(",{},{}", size / count, inverted / count);
        }
        text.push('\n');
    }
    write_whole(out, text.as_bytes())?;
    let mut report = Report::default();
    report.add("over", over).add("rows", text.lines().count() - 1).add("out", out).say(text);
    Ok(report)
}
