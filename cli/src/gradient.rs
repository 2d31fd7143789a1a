//! `thermogen gradient`: the gradient of −ln P̃, summed over the steps of a recorded trajectory.

use clap::{ArgMatches, Command};

use super::flags::{self, required, value};
use super::{Outcome, Refusal, models, report::Report};
use crate::files::{check_writable, read_capped, write_whole};
use thermogen::data::tensors::{self, Metadata};
use thermogen::data::{checkpoint, npy};
use thermogen::physics::reverse_path::ReversePath;

/// The command's flags.
pub fn command() -> Command {
    let command = Command::new("gradient").about("Gradient of −ln P̃ along a recorded trajectory").args([
        value("model", "MODEL", "The model at whose θ it is taken"),
        value("trajectory", "X.npy", "Arrival points x′, steps × units"),
        value("displacements", "D.npy", "Displacements Δx, steps × units"),
        value("out", "GRADIENT", "The gradient, as safetensors with the model's tensor names"),
    ]);
    flags::add(command, flags::physics)
}

/// Sums and writes.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let model = models::read(required(matches, "model")?)?;
    let parameters = flags::settings(matches, model.parameters.clone(), flags::physics)?;
    if parameters.kt == 0.0 {
        return Err(Refusal("kt = 0: must be above 0, or no path has a probability".into()));
    }
    let out = required(matches, "out")?;
    check_writable(out)?;
    let network = model.couplings.network();
    let arrivals = states(required(matches, "trajectory")?, network.units())?;
    let moves = states(required(matches, "displacements")?, network.units())?;
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
    report.add("out", out);
    Ok(report)
}

/// The rows of a steps × units array.
fn states(path: &str, units: usize) -> Outcome<Vec<Vec<f32>>> {
    let array = npy::read(&read_capped(path, npy::MAX_BYTES)?).map_err(|error| error.in_file(path))?;
    match array.shape[..] {
        [steps, width] if steps > 0 && width == units => Ok(array.rows(path)?),
        _ => Err(Refusal(format!("{path}: shape: is {:?}; [steps, {units}]", array.shape))),
    }
}
