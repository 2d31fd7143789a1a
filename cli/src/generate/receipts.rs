//! The receipt of a generation: the model, how it was made if that is known, settings and outcome.

use std::path::Path;

use super::inputs::{Asked, Inputs};
use super::{Batch, Plan, fingerprint, heats};
use crate::files::{read_capped, shown};
use crate::train::made_by;
use crate::{Outcome, Refusal};
use thermogen::data::receipt::{self, Generation, Receipt, TrainedModel, settings_of};
use thermogen::model::Model;
use thermogen::physics::events::Event;
use thermogen::statistics::Statistics;

/// The receipt so far: the training's own, or the model's file.
pub fn of_model(trained: Option<&Path>, file: &Path, model: &Model) -> Outcome<Receipt> {
    let fingerprint = model.couplings.fingerprint().to_string();
    let Some(path) = trained else {
        return Ok(Receipt::new(
            made_by(),
            None,
            TrainedModel {
                settings: settings_of(&model.parameters),
                images: None,
                file: Some(shown(file)),
                fingerprint,
                loss_excess: None,
                seconds: None,
            },
        ));
    };
    let bytes = read_capped(path, receipt::MAX_BYTES)?;
    let trained = Receipt::load(&bytes).map_err(|error| error.in_file(&shown(path)))?;
    if trained.model.fingerprint != fingerprint {
        let of = &trained.model.fingerprint;
        return Err(Refusal(format!(
            "{}: fingerprint: is {of}; {fingerprint}, that of {}",
            shown(path),
            shown(file)
        )));
    }
    Ok(Receipt::new(made_by(), trained.preset, trained.model))
}

/// The receipt's bytes.
pub fn write(
    inputs: &Inputs,
    plan: &Plan,
    batches: &[Batch],
    receipt: Receipt,
    seconds: f64,
) -> Outcome<Vec<u8>> {
    let heat = Statistics::new(&heats(batches));
    let works: Vec<f64> = batches.iter().flat_map(|batch| &batch.work).map(|work| work[0]).collect();
    let all = if let Asked::All(class) = plan.asked { Some(class) } else { None };
    let each = (0..plan.parameters.samples as usize).filter_map(|sample| plan.class(sample));
    let generation = Generation {
        settings: settings_of(&plan.parameters),
        first: plan.first,
        class: all,
        classes: if all.is_none() { each.collect() } else { Vec::new() },
        files: inputs.files.clone(),
        arrays: inputs.carried.clone(),
        events: plan.events.iter().map(Event::to_string).collect(),
        fingerprint: fingerprint(batches).to_string(),
        heat_emitted_mean_kt: heat.mean,
        heat_emitted_spread_kt: heat.standard_deviation,
        work_mean_kt: Statistics::new(&works).mean,
        seconds: Some(seconds),
    };
    Ok(Receipt { generation: Some(generation), ..receipt }.save())
}
