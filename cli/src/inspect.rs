//! `thermogen inspect`: what a model is made of: the spectrum of its couplings, the step it stands, what
//! one noising trajectory is worth, and what a generation trajectory is to be compared with.

use clap::{ArgMatches, Command};

use super::flags::{self, optional, required, value, whole};
use super::report::Report;
use super::{Outcome, models, source};
use crate::files::{check_writable, write_whole};
use thermogen::inspect::spectrum::Spectrum;
use thermogen::inspect::{costs, paths};
use thermogen::learn::quality::overlaps;
use thermogen::learn::training_set::TrainingSet;
use thermogen::physics::stability::Stability;

/// Room temperature, K: what the digital estimate is counted in.
const KELVIN: f64 = 300.0;

/// The command's flags.
pub fn command() -> Command {
    let command = Command::new("inspect")
        .about("Look into a model: spectrum, largest step, path probabilities of its training images, costs");
    let command = source::add(command).args([
        value("model", "MODEL", "The model"),
        value("spectrum", "S.csv", "All eigenvalues of J, ascending"),
        value("image", "I", "Which of the images to noise, from 0 (default 0; needs the training images)"),
        value("trajectory", "N", "The number of the noise (default 0)"),
    ]);
    flags::add(command, flags::generation)
}

/// Computes and tells.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let model = models::read(required(matches, "model")?)?;
    let p = flags::settings(matches, model.parameters.clone(), flags::generation)?;
    let out = optional(matches, "spectrum");
    out.map(check_writable).transpose()?;
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
        .add("digital_estimate_kT", costs::digital(multiplications, steps, joule, KELVIN))
        .add("readout_estimate_kT", costs::landauer(2.0 * network.units() as f64, 10.0));
    if optional(matches, "images").is_some() || optional(matches, "glyphs").is_some() {
        let images = source::images(matches, model.parameters.seed)?;
        let set = TrainingSet::new(&images, &model.parameters)?;
        let visible: Vec<f32> = spectrum.lowest[..network.visible()].iter().map(|&x| x as f32).collect();
        let image = whole(matches, "image", 0, images.count().saturating_sub(1))?.unwrap_or(0);
        let trajectory = whole(matches, "trajectory", 0, u32::MAX as usize)?.unwrap_or(0) as u32;
        report
            .add("lowest_mode_overlaps", overlaps(&visible, set.images()))
            .add("path", paths::account(&model, &images, image, trajectory)?.to_json());
    }
    if let Some(path) = out {
        let rows: String = spectrum.values.iter().map(|value| format!("{value}\n")).collect();
        write_whole(path, format!("eigenvalue\n{rows}").as_bytes())?;
        report.add("spectrum", path);
    }
    Ok(report)
}
