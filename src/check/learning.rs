//! Learning: its moments, the gradient's direction, and the bits of whole runs.

use super::statistics::normal_limit;
use super::{ALPHA, Row, Subject};
use crate::data::glyphs;
use crate::kernels::philox::Purpose;
use crate::learn::moments::Moments;
use crate::learn::table::DriveTable;
use crate::learn::training_set::TrainingSet;
use crate::learn::{error::TrainingError, training::Training};
use crate::parameters::{Parameters, Value};
use crate::physics::couplings::Couplings;
use crate::physics::fokker_planck::Resolution;
use crate::physics::generation::{Generation, GenerationError};
use crate::physics::network::Network;
use crate::physics::noising::Noising;
use crate::physics::on_site::OnSite;
use crate::physics::reverse_path::ReversePath;
use serde::Deserialize;

/// The drive values at which moments are compared, in scaled pixels.
const LEVELS: [f32; 4] = [-1.6, 0.0, 0.4, 1.0];

/// Sums over time of x, x² and g of one noised unit.
type Sums = [f64; 3];

/// Time averages of many units of the shipped noising process, level by level.
fn sampled(subject: Subject, p: &Parameters) -> Vec<Vec<Sums>> {
    const SIDE: usize = 48;
    const TRAJECTORIES: u32 = 4;
    let network = Network::new(SIDE, SIDE, p).unwrap_or_else(|error| unreachable!("{error}"));
    let (on_site, n) = (OnSite::new(p), network.units());
    let drive: Vec<f32> = (0..n).map(|i| LEVELS[i % LEVELS.len()]).collect();
    let noised = subject.noising(p);
    let mut noising = Noising::new(&noised, &network, Purpose::ValidationNoising);
    let mut displacement = vec![0.0; network.slots()];
    let mut levels = vec![Vec::new(); LEVELS.len()];
    for trajectory in 0..TRAJECTORIES {
        noising.begin(trajectory, &drive);
        let mut sums = vec![Sums::default(); n];
        for _ in 0..p.steps() {
            let x = noising.advance(&mut displacement);
            for ((sums, &x), &moved) in sums.iter_mut().zip(x).zip(&displacement) {
                let (x, moved) = (f64::from(x), f64::from(moved));
                sums[0] += x;
                sums[1] += x * x;
                sums[2] += on_site.gradient(x) - moved / (p.mobility * p.dt);
            }
        }
        let mean = |sums: &Sums| sums.map(|sum| sum / f64::from(p.steps()));
        sums.iter().enumerate().for_each(|(i, sums)| levels[i % LEVELS.len()].push(mean(sums)));
    }
    levels
}

/// ⟨x′⟩, ⟨x′²⟩ and ⟨g⟩ by the exact trainer's table against simulated noising.
pub(super) fn moments(subject: Subject) -> Row {
    let p = Parameters { hidden: 0, dt: 0.002, time: 1.0, ..Parameters::default() };
    let table = DriveTable::new(&p, 1.6, Resolution::default());
    let mut worst = 0.0f64;
    let levels = sampled(subject, &p);
    for (level, units) in LEVELS.iter().zip(&levels) {
        let row = table.row(f64::from(*level));
        let square = row.variance + row.mean_modes().iter().map(|mode| mode * mode).sum::<f64>();
        for (part, want) in [row.mean, square, row.reverse_force].into_iter().enumerate() {
            let values: Vec<f64> = units.iter().map(|sums| sums[part]).collect();
            let (mean, error) = super::statistics::mean_and_error(&values);
            let z = ((mean - want) / error).abs();
            worst = if z > worst || z.is_nan() { z } else { worst };
        }
    }
    Row::new(
        "moments",
        "⟨x⟩, ⟨x²⟩ and the mean reverse force by the exact trainer's table against simulated noising, largest deviation",
        worst,
        normal_limit(ALPHA, 3 * LEVELS.len()),
    )
    .unit("standard errors")
    .detail(format!("{} units at each of {} drives, α = {ALPHA:e}", levels[0].len(), LEVELS.len()))
}

/// The gradient of visible–hidden couplings at θ = 0, sampled against expected: the cosine between them.
pub(super) fn learnable(subject: Subject) -> Row {
    let p = Parameters { hidden: 48, dt: 0.01, ..Parameters::default() };
    let cosine = cosine(subject, &p).unwrap_or(f64::NAN);
    Row::new(
        "learnable",
        "sampled gradient of the visible–hidden couplings against the expected one at θ = 0, cosine between them",
        cosine,
        0.8,
    )
    .at_least()
    .detail("three glyphs, 81 visible and 48 hidden units; without a drive on the hidden units nothing is expected and the cosine is 0")
}

fn cosine(subject: Subject, p: &Parameters) -> Result<f64, TrainingError> {
    const TRAJECTORIES: u32 = 30;
    let set = TrainingSet::new(&glyphs::draw(&[0, 1, 2], 9, p.seed, 0)?, p)?;
    let (network, nv) = (set.network(), set.network().visible());
    let table = DriveTable::new(p, 1.0, Resolution::default());
    let expected = Moments::of(&set, &table, 0..set.count()).averages().right;
    let theta = Couplings::zero(network.clone());
    let mut noising = Noising::new(&subject.noising(p), network, Purpose::Noising);
    let mut path = ReversePath::new(p, &theta);
    let mut displacement = vec![0.0; network.slots()];
    for trajectory in 0..TRAJECTORIES {
        noising.begin(trajectory, &subject.drive(set.drive(trajectory as usize % set.count()), nv));
        for _ in 0..p.steps() {
            let arrival = noising.advance(&mut displacement);
            path.push(&subject.arrival(arrival, &displacement), &displacement);
        }
    }
    path.flush();
    let gradient = path.gradient();
    let (mut product, mut ours, mut theirs) = (0.0, 0.0, 0.0);
    for i in 0..nv {
        for j in nv..network.units() {
            let sampled = subject.gradient_sign() * f64::from(gradient.get(i, j));
            // The right-hand side is minus the gradient.
            let wanted = -expected[network.slot(i) * network.slots() + network.slot(j)];
            product += sampled * wanted;
            ours += sampled * sampled;
            theirs += wanted * wanted;
        }
    }
    Ok(product / (ours * theirs).sqrt())
}

/// The recorded jobs of tests/fingerprints.json.
#[derive(Deserialize)]
struct Recorded {
    glyphs: Vec<u8>,
    size: usize,
    samples: usize,
    jobs: Vec<Job>,
}

#[derive(Deserialize)]
struct Job {
    name: String,
    settings: std::collections::BTreeMap<String, Value>,
    model: String,
    units: String,
}

/// Whether short runs end in the recorded bits.
pub(super) fn golden() -> Row {
    let recorded: Result<Recorded, _> = serde_json::from_str(include_str!("../../tests/fingerprints.json"));
    let (wrong, detail) = match recorded {
        Ok(all) => {
            let wrong: Vec<&str> =
                all.jobs.iter().filter(|job| !matches(&all, job)).map(|job| job.name.as_str()).collect();
            (
                wrong.len() as f64,
                format!(
                    "{} jobs{}{}",
                    all.jobs.len(),
                    if wrong.is_empty() { "" } else { "; wrong: " },
                    wrong.join(", ")
                ),
            )
        }
        Err(error) => (f64::NAN, error.to_string()),
    };
    Row::new(
        "golden",
        "trainings and generations that end in other bits than recorded, on any machine or build",
        wrong,
        0.0,
    )
    .detail(detail)
}

/// Whether a job ends in its recorded bits.
fn matches(all: &Recorded, job: &Job) -> bool {
    let run = || -> Result<[String; 2], Box<dyn std::error::Error>> {
        let mut p = Parameters::default();
        job.settings.iter().try_for_each(|(name, value)| p.set(name, value))?;
        let images = glyphs::draw(&all.glyphs, all.size, p.seed, 0)?;
        let mut training = Training::new(p.clone(), &images)?;
        while !training.advance() {}
        let model = training.model();
        let trained = model.couplings.fingerprint().to_string();
        let mut batch = Generation::new(model, p, 0, all.samples).map_err(GenerationError::from)?;
        batch.advance(u32::MAX)?;
        Ok([trained, batch.fingerprint().to_string()])
    };
    run().is_ok_and(|found| found == [job.model.as_str(), job.units.as_str()])
}
