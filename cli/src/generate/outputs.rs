//! The files that `generate` writes: states, pixels, heat.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Batch, Plan};
use crate::files::{Named, write_all_or_none};
use crate::{Outcome, Refusal};
use thermogen::data::npy;
use thermogen::physics::potential::Energy;
use thermogen::physics::readout::Readout;

/// The most numbers that one file may hold.
pub const MOST_VALUES: u64 = 1 << 28;

// The flags that name files; a doc comment here would become the help of the command.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Outputs {
    /// Final states, float32, samples × units, visible units first
    #[arg(long, value_name = "STATES.npy")]
    out: Option<PathBuf>,
    /// Visible units mapped to 0…1 by the read-out, samples × visible; of colour, red, green and blue of each pixel
    #[arg(long, value_name = "P.npy")]
    pixels: Option<PathBuf>,
    /// Heat emitted by each sample, with its parts
    #[arg(long, value_name = "HEAT.csv")]
    heat: Option<PathBuf>,
}

impl Outputs {
    /// Flags and paths.
    pub fn named(&self) -> [Named<'_>; 3] {
        [("out", self.out.as_deref()), ("pixels", self.pixels.as_deref()), ("heat", self.heat.as_deref())]
    }

    /// Refuses a run whose samples would be kept nowhere.
    pub fn check(&self) -> Outcome<()> {
        if self.out.is_none() && self.pixels.is_none() {
            return Err(Refusal("--out or --pixels: one of them is needed".into()));
        }
        Ok(())
    }

    /// Writes all of them, or no file at all; `framed` states have an axis of frames.
    pub fn write(
        &self,
        plan: &Plan,
        batches: &[Batch],
        framed: bool,
        receipt: Option<(&Path, Vec<u8>)>,
    ) -> Outcome<()> {
        let network = plan.model.couplings.network();
        let (samples, units, nv) = (plan.parameters.samples as usize, network.units(), network.visible());
        let states: Vec<f32> = (0..plan.frames.len())
            .flat_map(|frame| batches.iter().flat_map(move |batch| &batch.states[frame]))
            .flatten()
            .copied()
            .collect();
        let shape = [plan.frames.len(), samples, units];
        let mut files = Vec::new();
        if let Some(path) = &self.out {
            files.push((path.as_path(), npy::write(&shape[usize::from(!framed)..], &states)));
        }
        if let Some(path) = &self.pixels {
            let last = &states[states.len() - samples * units..];
            let readout = Readout::new(&plan.parameters);
            let visible = last.chunks_exact(units).flat_map(|sample| &sample[..nv]);
            let pixels: Vec<f32> = visible.map(|&x| readout.brightness(x)).collect();
            files.push((path, npy::write(&[samples, nv], &pixels)));
        }
        if let Some(path) = &self.heat {
            files.push((path, table(batches)?));
        }
        files.extend(receipt);
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
