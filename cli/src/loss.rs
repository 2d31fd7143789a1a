//! `thermogen loss`: −ln P̃ per step over fresh noising trajectories, against its level N/2.

use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;

use super::flags::{OfNoising, Table, required, whole};
use super::report::{Report, progress};
use super::{Outcome, models, source};
use thermogen::learn::validation::Validation;
use thermogen::statistics::Statistics;

/// Loss of a model on fresh noising trajectories; settings not given are the model's
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// The model
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// How many, the images in turn (default 10)
    #[arg(long, value_name = "K")]
    trajectories: Option<String>,
    #[command(flatten)]
    source: source::Flags,
    #[command(flatten)]
    table: Table<OfNoising>,
}

/// Noises and sums; trajectory k has the same bits on any number of cores.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let model = models::read(required("model", &flags.model)?)?;
    let parameters = flags.table.settings(model.parameters.clone())?;
    let trajectories = whole("trajectories", &flags.trajectories, 1, 1_000_000)?.unwrap_or(10);
    let images = flags.source.images(&parameters)?;
    let validation = Validation::new(&model, &parameters, &images)?;
    let bar = progress(trajectories as u64, "trajectories");
    let excesses: Vec<f64> = (0..trajectories as u32)
        .into_par_iter()
        .map_init(
            || validation.begin(),
            |all, trajectory| {
                let excess = all.excess(trajectory);
                bar.inc(1);
                excess
            },
        )
        .collect();
    bar.finish_and_clear();
    let statistics = Statistics::new(&excesses);
    let level = validation.level();
    let mut report = Report::default();
    report
        .add("loss", level + statistics.mean)
        .add("reference_level", level)
        .add("difference", statistics.mean)
        .add("standard_error", statistics.standard_error)
        .add("spread", statistics.standard_deviation)
        .add("trajectories", trajectories)
        .add("steps", parameters.steps())
        .add("seed", parameters.seed);
    Ok(report)
}
