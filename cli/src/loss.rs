//! `thermogen loss`: −ln P̃ per step over fresh noising trajectories, against its level N/2.

use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;

use super::flags::{OfNoising, Table, required, whole};
use super::report::{Report, progress};
use super::{Outcome, Refusal, models, source};
use thermogen::kernels::philox::Purpose;
use thermogen::physics::noising::Noising;
use thermogen::physics::reverse_path::ReversePath;
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
    let parameters = flags.table.settings(None, model.parameters.clone())?;
    if parameters.kt == 0.0 {
        return Err(Refusal("kt = 0: must be above 0, or no path has a probability".into()));
    }
    let trajectories = whole("trajectories", &flags.trajectories, 1, 1_000_000)?.unwrap_or(10);
    let images = flags.source.images(&parameters)?;
    let drives = models::drives(&model, &parameters, &images)?;
    let network = model.couplings.network();
    let bar = progress(trajectories as u64, "trajectories");
    let begin = || {
        let noising = Noising::new(&parameters, network, Purpose::ValidationNoising);
        (noising, ReversePath::new(&parameters, &model.couplings), vec![0.0; network.slots()])
    };
    let excesses: Vec<f64> = (0..trajectories)
        .into_par_iter()
        .map_init(begin, |(noising, path, displacement), trajectory| {
            path.restart(&model.couplings);
            noising.begin(trajectory as u32, &drives[trajectory % drives.len()]);
            for _ in 0..parameters.steps() {
                let arrival = noising.advance(displacement);
                path.push(arrival, displacement);
            }
            path.flush();
            bar.inc(1);
            path.loss_excess()
        })
        .collect();
    bar.finish_and_clear();
    let statistics = Statistics::new(&excesses);
    let level = 0.5 * network.units() as f64;
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
