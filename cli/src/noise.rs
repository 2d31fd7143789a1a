//! `thermogen noise`: one recorded noising trajectory, x′ and Δx of every step.

use std::path::PathBuf;

use clap::Args;

use super::flags::{OfNoising, Table, required};
use super::{Outcome, Refusal, models, report::Report, source};
use crate::files::{check_outputs, shown, write_all_or_none};
use thermogen::data::npy;
use thermogen::kernels::philox::Purpose;
use thermogen::learn::drives::drives;
use thermogen::physics::noising::Noising;

/// The most numbers that one file may hold.
const MOST_VALUES: u64 = 1 << 28;

/// Noise one image and record every step; settings not given are the model's
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// The model whose units and drives are meant
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Arrival points x′, steps × units
    #[arg(long, value_name = "X.npy")]
    out: Option<PathBuf>,
    /// Displacements Δx, steps × units
    #[arg(long, value_name = "D.npy")]
    displacements: Option<PathBuf>,
    #[command(flatten)]
    source: source::Flags,
    #[command(flatten)]
    table: Table<OfNoising>,
}

/// Noises and writes.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let model = models::read(required("model", &flags.model)?)?;
    let (out, displacements) =
        (required("out", &flags.out)?, required("displacements", &flags.displacements)?);
    let parameters = flags.table.settings(model.parameters.clone())?;
    let [images, labels] = flags.source.inputs();
    let outputs = [("out", Some(out)), ("displacements", Some(displacements))];
    check_outputs(&outputs, &[("model", flags.model.as_deref()), images, labels])?;
    let images = flags.source.images(&parameters)?;
    let drives = drives(&model, &parameters, &images)?;
    let [drive] = drives.as_slice() else {
        return Err(Refusal(format!("images: {} are chosen; noise takes one", drives.len())));
    };
    let network = model.couplings.network();
    let shape = [parameters.steps() as usize, network.units()];
    if (shape[0] as u64).saturating_mul(shape[1] as u64) > MOST_VALUES {
        let steps = MOST_VALUES / shape[1] as u64;
        return Err(Refusal(format!("dt: gives {} steps; at most {steps} steps are recorded", shape[0])));
    }
    let mut noising = Noising::new(&parameters, network, Purpose::Noising);
    noising.begin(0, drive);
    let (arrivals, moves) = noising.record(parameters.steps());
    let files = [(out, npy::write(&shape, &arrivals)), (displacements, npy::write(&shape, &moves))];
    write_all_or_none(&files)?;
    let mut report = Report::default();
    report.add("steps", shape[0]).add("units", shape[1]).add("seed", parameters.seed);
    report.add("out", shown(out)).add("displacements", shown(displacements));
    Ok(report)
}
