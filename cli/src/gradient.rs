//! `thermogen gradient`: the gradient of −ln P̃, summed over the steps of a recorded trajectory.

use std::path::{Path, PathBuf};

use clap::Args;

use super::flags::{Rows, Table, required};
use super::{Outcome, Refusal, models, report::Report};
use crate::files::{Named, check_outputs, read_capped, shown, write_whole};
use thermogen::data::tensors::{self, Metadata};
use thermogen::data::{checkpoint, npy};
use thermogen::parameters::{Entry, Group};
use thermogen::physics::reverse_path::ReversePath;

/// The rows of the physics alone.
#[derive(Clone, Debug)]
pub struct OfPhysics;

impl Rows for OfPhysics {
    fn wanted(entry: &Entry) -> bool {
        entry.group == Group::Physics
    }
}

/// Gradient of −ln P̃ along a recorded trajectory
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// The model at whose θ it is taken
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Arrival points x′, steps × units
    #[arg(long, value_name = "X.npy")]
    trajectory: Option<PathBuf>,
    /// Displacements Δx, steps × units
    #[arg(long, value_name = "D.npy")]
    displacements: Option<PathBuf>,
    /// The gradient, as safetensors with the model's tensor names
    #[arg(long, value_name = "GRADIENT")]
    out: Option<PathBuf>,
    #[command(flatten)]
    table: Table<OfPhysics>,
}

impl Flags {
    fn inputs(&self) -> [Named<'_>; 3] {
        [
            ("model", self.model.as_deref()),
            ("trajectory", self.trajectory.as_deref()),
            ("displacements", self.displacements.as_deref()),
        ]
    }
}

/// Sums and writes.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let model = models::read(required("model", &flags.model)?)?;
    let parameters = flags.table.settings(model.parameters.clone())?;
    if parameters.kt == 0.0 {
        return Err(Refusal("kt = 0: must be above 0, or no path has a probability".into()));
    }
    let out = required("out", &flags.out)?;
    check_outputs(&[("out", Some(out))], &flags.inputs())?;
    let network = model.couplings.network();
    let arrivals = states(required("trajectory", &flags.trajectory)?, network.units())?;
    let moves = states(required("displacements", &flags.displacements)?, network.units())?;
    if arrivals.len() != moves.len() {
        let (a, b) = (arrivals.len(), moves.len());
        return Err(Refusal(format!("displacements: hold {b} steps; the trajectory holds {a}")));
    }
    let mut path = ReversePath::new(&parameters, &model.couplings);
    for (arrival, displacement) in arrivals.iter().zip(&moves) {
        path.push(&network.to_slots(arrival), &network.to_slots(displacement));
    }
    path.flush();
    let mut metadata = Metadata::new();
    for (name, text) in [
        ("format", "thermogen gradient".to_owned()),
        ("what", "gradient of -ln P summed over the steps".to_owned()),
        ("steps", arrivals.len().to_string()),
        ("kt", parameters.kt.to_string()),
        ("dt", parameters.dt.to_string()),
    ] {
        metadata.insert(name.into(), text);
    }
    let gradient = checkpoint::couplings_to_tensors(&path.gradient());
    write_whole(out, &tensors::write(&gradient, &metadata))?;
    let mut report = Report::default();
    report.add("steps", arrivals.len()).add("loss", path.loss()).add("loss_excess", path.loss_excess());
    report.add("out", shown(out));
    Ok(report)
}

/// The rows of a steps × units array.
fn states(path: &Path, units: usize) -> Outcome<Vec<Vec<f32>>> {
    let bytes = read_capped(path, npy::MAX_BYTES)?;
    let path = shown(path);
    let array = npy::read(&bytes).map_err(|error| error.in_file(&path))?;
    match array.shape[..] {
        [steps, width] if steps > 0 && width == units => Ok(array.rows(&path)?),
        _ => Err(Refusal(format!("{path}: shape: is {:?}; [steps, {units}]", array.shape))),
    }
}
