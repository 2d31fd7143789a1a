//! `thermogen inspect`: the contents of a model: the spectrum of its couplings, the step it stands, what
//! one noising trajectory is worth, and what a generation trajectory is to be compared with.

use std::path::PathBuf;

use clap::Args;

use super::flags::{OfGeneration, Table, required, whole};
use super::report::Report;
use super::{Outcome, Refusal, models, source};
use crate::files::{check_outputs, shown, write_whole};
use thermogen::inspect::ledger::{Ledger, Needs};
use thermogen::inspect::spectrum::Spectrum;
use thermogen::inspect::{costs, paths};
use thermogen::learn::quality::overlaps;
use thermogen::learn::training_set::TrainingSet;
use thermogen::parameters::Parameters;
use thermogen::physics::couplings::Couplings;
use thermogen::physics::stability::Stability;
use thermogen::prices::{self, Prices, ROOM};

/// Look into a model: spectrum, largest step, path probabilities of its training images, costs
#[derive(Args, Clone, Debug)]
pub struct Flags {
    #[command(flatten)]
    source: source::Flags,
    /// The model
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// All eigenvalues of J, ascending
    #[arg(long, value_name = "S.csv")]
    spectrum: Option<PathBuf>,
    /// Which of the images to noise, from 0 (default 0; needs the training images)
    #[arg(long, value_name = "I")]
    image: Option<String>,
    /// The number of the noise (default 0)
    #[arg(long, value_name = "N")]
    trajectory: Option<String>,
    /// Prices of what a sample needs, as a link has them: read:z1,write:1e-12,idle:0.05,time:1e-6,duty:0.5 (J, W, s, or the
    /// name of a published price); “list” lists those
    #[arg(long, value_name = "PRICES")]
    prices: Option<String>,
    /// The heat of a sample in kT, as generate tells it
    #[arg(long, value_name = "KT")]
    heat: Option<f64>,
    #[command(flatten)]
    table: Table<OfGeneration>,
}

/// Computes and tells.
pub fn run(flags: &Flags) -> Outcome<Report> {
    if flags.prices.as_deref() == Some("list") {
        let mut report = Report::default();
        report.add("prices", serde_json::to_value(prices::ALL)?).say(listed());
        return Ok(report);
    }
    let model = models::read(required("model", &flags.model)?)?;
    let p = flags.table.settings(model.parameters.clone())?;
    let out = flags.spectrum.as_deref();
    let [images, labels] = flags.source.inputs();
    check_outputs(&[("spectrum", out)], &[("model", flags.model.as_deref()), images, labels])?;
    let network = model.couplings.network();
    let spectrum = Spectrum::of(&model.couplings);
    let stability = Stability::of(&model.couplings, &p);
    let mut report = Report::default();
    report
        .add("units", network.units())
        .add("couplings", network.pairs())
        .add("lowest_eigenvalue", spectrum.values.first().copied())
        .add("highest_eigenvalue", spectrum.values.last().copied())
        .add("minus_2_J2", -2.0 * p.j2)
        .add("modes_below_it", spectrum.below(p.j2))
        .add("largest_curvature", stability.curvature)
        .add("largest_stable_dt", stability.largest_step)
        .add("multiplications_of_a_step", costs::multiplications_of_step(&model.couplings));
    if let Some(factored) = model.couplings.factored() {
        // A hardware with shared modes connects every unit to each of these, in place of every pair.
        let [visible, hidden] = factored.ranks();
        let connections = network.visible() * visible + network.hidden() * hidden;
        report.add("shared_modes", visible + hidden).add("connections_to_modes", connections);
    }
    let (multiplications, steps, joule) = costs::DIGITAL;
    report
        .add("digital_estimate_kT", costs::digital(multiplications, steps, joule, ROOM))
        .add("readout_estimate_kT", costs::landauer(2.0 * network.units() as f64, 10.0));
    priced(&mut report, flags, &model.couplings, &p)?;
    if flags.source.given() {
        let images = flags.source.images(&model.parameters)?;
        let set = TrainingSet::new(&images, &model.parameters)?;
        let visible: Vec<f32> = spectrum.lowest[..network.visible()].iter().map(|&x| x as f32).collect();
        let image = whole("image", &flags.image, 0, images.count().saturating_sub(1))?.unwrap_or(0);
        let trajectory = whole("trajectory", &flags.trajectory, 0, u32::MAX as usize)?.unwrap_or(0) as u32;
        report
            .add("lowest_mode_overlaps", overlaps(&visible, set.images()))
            .add("path", paths::balance(&model, &images, image, trajectory)?.to_json());
    }
    if let Some(path) = out {
        write_whole(path, &table(&spectrum.values)?)?;
        report.add("spectrum", shown(path));
    }
    Ok(report)
}

/// The ledger of priced parts of a sample: no total where a price is missing.
fn priced(report: &mut Report, flags: &Flags, couplings: &Couplings, p: &Parameters) -> Outcome<()> {
    let text = flags.prices.as_deref().unwrap_or_default();
    let (prices, all) = if text.is_empty() { (Prices::default(), true) } else { Prices::read(text) };
    if !all {
        let names = prices::NAMES.join(", ");
        return Err(Refusal(format!(
            "--prices {text}: must be name:value of {names}, separated by commas; a value is a number or a price by its name (--prices list)"
        )));
    }
    let heat = flags.heat.filter(|heat| heat.is_finite());
    if heat != flags.heat {
        return Err(Refusal("--heat: must be a number".into()));
    }
    let steps = f64::from(p.generate_steps());
    let ledger = Ledger::of(Needs::of(couplings, steps), heat, &prices, ROOM);
    let unpriced = ledger.unpriced.join(", ");
    report.add("priced_parts", serde_json::to_value(&ledger.entries)?);
    report.add("priced_beside", serde_json::to_value(&ledger.beside)?);
    match ledger.total {
        Some(total) => report.add("total_kT", total),
        None => report.add("total_kT", serde_json::Value::Null).add("total_refused_for_want_of", unpriced),
    };
    Ok(())
}

/// The published prices, one line for each.
fn listed() -> String {
    let line = |price: &prices::Price| {
        let paid = format!("{:?}:{}", price.of, price.name).to_lowercase();
        format!(
            "{paid:18} {:>11.3e} {:2} for each {}; {} ({})\n",
            price.value, price.unit, price.per, price.source, price.year
        )
    };
    prices::ALL.iter().map(line).collect()
}

/// The eigenvalues, one row for each.
fn table(values: &[f64]) -> Outcome<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["eigenvalue"])?;
    for value in values {
        writer.write_record([value.to_string()])?;
    }
    writer.into_inner().map_err(|error| Refusal(error.to_string()))
}
