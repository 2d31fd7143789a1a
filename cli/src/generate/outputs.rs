//! The files that `generate` writes: states, pixels, heat.

use clap::{ArgMatches, Command};

use super::{Batch, Plan};
use crate::files::{check_writable, write_all_or_none};
use crate::flags::{optional, required, value};
use crate::{Outcome, Refusal};
use thermogen::data::npy;
use thermogen::physics::potential::Energy;

/// The most numbers that one file may hold.
pub const MOST_VALUES: u64 = 1 << 28;

/// Where to write.
pub struct Outputs {
    states: String,
    pixels: Option<String>,
    heat: Option<String>,
    receipt: Option<String>,
}

/// Adds the flags that name files.
pub fn add(command: Command) -> Command {
    command.args([
        value("out", "STATES.npy", "Final states, float32, samples × units, visible units first"),
        value("pixels", "P.npy", "Visible units mapped to 0…1 by the read-out, samples × visible"),
        value("heat", "HEAT.csv", "Heat emitted by each sample, with its parts"),
    ])
}

impl Outputs {
    /// The paths, once it is known that they can be written to.
    pub fn new(matches: &ArgMatches) -> Outcome<Self> {
        let own = |name| optional(matches, name).map(str::to_owned);
        let states = required(matches, "out")?.to_owned();
        let outputs = Self { states, pixels: own("pixels"), heat: own("heat"), receipt: own("receipt") };
        for (_, path) in outputs.paths() {
            check_writable(path)?;
        }
        Ok(outputs)
    }

    /// Flags and paths of all files to write.
    pub fn paths(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let optional = [
            ("pixels", self.pixels.as_deref()),
            ("heat", self.heat.as_deref()),
            ("receipt", self.receipt.as_deref()),
        ];
        let optional = optional.into_iter().filter_map(|(name, path)| Some((name, path?)));
        std::iter::once(("out", self.states.as_str())).chain(optional)
    }

    /// Writes all of them, or none; `framed` states have an axis of frames.
    pub fn write(
        &self,
        plan: &Plan,
        batches: &[Batch],
        framed: bool,
        receipt: Option<(&str, Vec<u8>)>,
    ) -> Outcome<()> {
        let network = plan.model.couplings.network();
        let (samples, units, nv) = (plan.parameters.samples as usize, network.units(), network.visible());
        let states: Vec<f32> = (0..plan.frames.len())
            .flat_map(|frame| batches.iter().flat_map(move |batch| &batch.states[frame]))
            .flatten()
            .copied()
            .collect();
        let shape = [plan.frames.len(), samples, units];
        let mut files = vec![(self.states.as_str(), npy::write(&shape[usize::from(!framed)..], &states))];
        if let Some(path) = &self.pixels {
            let last = &states[states.len() - samples * units..];
            let half = (0.5 / plan.parameters.readout_scale) as f32;
            let visible = last.chunks_exact(units).flat_map(|sample| &sample[..nv]);
            let pixels: Vec<f32> = visible.map(|x| (0.5 + half * x).clamp(0.0, 1.0)).collect();
            files.push((path, npy::write(&[samples, nv], &pixels)));
        }
        if let Some(path) = &self.heat {
            files.push((path, table(batches)?));
        }
        files.extend(receipt);
        let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
        Ok(write_all_or_none(&files)?)
    }
}

/// One row per sample: its heat, the parts it is the sum of, and the heat of cooling apart.
fn table(batches: &[Batch]) -> Outcome<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut header = vec!["sample".to_owned(), "heat_emitted_kT".to_owned()];
    header.extend(Energy::default().parts().iter().map(|(name, _)| format!("{name}_kT")));
    header.extend(["cooling_kT", "work_kT", "switching_on_kT"].map(String::from));
    let summed = batches.iter().any(|batch| !batch.midpoint.is_empty());
    if summed {
        header.extend(["midpoint_kT".into(), "cooling_midpoint_kT".into()]);
    }
    let mut work = batches.iter().flat_map(|batch| &batch.work);
    let mut midpoint = batches.iter().flat_map(|batch| &batch.midpoint);
    writer.write_record(&header)?;
    let rows = batches.iter().flat_map(|batch| batch.heat.iter().zip(&batch.cooling));
    for (sample, (heat, cooling)) in rows.enumerate() {
        let mut row = vec![sample.to_string(), heat.total().to_string()];
        row.extend(heat.parts().iter().map(|(_, part)| part.to_string()));
        row.push(cooling.total().to_string());
        row.extend(work.next().into_iter().flatten().map(f64::to_string));
        row.extend(midpoint.next().into_iter().flatten().map(f64::to_string));
        writer.write_record(&row)?;
    }
    writer.into_inner().map_err(|error| Refusal(error.to_string()))
}
