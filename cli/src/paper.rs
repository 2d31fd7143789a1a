//! `thermogen paper`: the paper's Fig. 2 and its heat, over training seeds, pixel scales and sets of
//! digits, compared with the published values.
//!
//! The paper (arXiv:2506.15121) does not say how its pixels were scaled, and the scale sets the heat:
//! every image at mean 0 and variance 1 (Wang & Deng, arXiv:2609.15439), and the same times 1.6.

mod figures;
mod tables;

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use rayon::prelude::*;

use super::flags::{Rows, Table, required, whole};
use super::generate::{Plan, heats};
use super::report::{Report, progress};
use super::{Outcome, Refusal, source};
use crate::files::{Named, check_outputs, shown, write_all_or_none};
use tables::Runs;
use thermogen::data::images::ImageSet;
use thermogen::learn::training::Training;
use thermogen::model::Model;
use thermogen::parameters::{Entry, Parameters, Trainer, preset};
use thermogen::published::{PAPER_SCALE, WANG_DENG_SCALE};

/// The scale factors that matter, on images of mean 0 and variance 1.
const FACTORS: [f64; 2] = [WANG_DENG_SCALE, PAPER_SCALE];
/// The files that are written.
const FILES: [&str; 7] =
    ["report.md", "runs.csv", "heat.csv", "trained-on.png", "strips.png", "samples.png", "couplings.png"];
/// The digits of each set.
const CLASSES: [u8; 3] = [0, 1, 2];
/// Generation's seeds stand apart from the trainings'.
const GENERATION_SEEDS: u32 = 100;

/// The rows that the command does not set itself.
#[derive(Clone, Debug)]
pub struct Others;

impl Rows for Others {
    fn wanted(entry: &Entry) -> bool {
        !["scale", "scale_factor", "trainer", "seed", "samples", "hidden_drive"].contains(&entry.name)
    }
}

/// Reproduce the paper's figure and heat from MNIST's files: pictures, tables, a report
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// MNIST's images, IDX or IDX.gz
    #[arg(long, value_name = "F.idx")]
    images: Option<PathBuf>,
    /// Their classes
    #[arg(long, value_name = "F.idx")]
    labels: Option<PathBuf>,
    /// The folder to write into; made if absent
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Training seeds 1 to S (default 3)
    #[arg(long, value_name = "S")]
    seeds: Option<String>,
    /// Sets of digits: the first of each of 0, 1, 2 in the file, the second, … (default 2)
    #[arg(long, value_name = "K")]
    sets: Option<String>,
    /// Generation trajectories for each training (default 1000)
    #[arg(long, value_name = "N")]
    trajectories: Option<String>,
    #[command(flatten)]
    table: Table<Others>,
}

impl Flags {
    /// Refuses a folder whose files would replace the images or their classes.
    fn check(&self, out: &Path) -> Outcome<()> {
        let files: Vec<PathBuf> = FILES.iter().map(|name| out.join(name)).collect();
        let files: Vec<Named> = files.iter().map(|path| ("out", Some(path.as_path()))).collect();
        check_outputs(&files, &[("images", self.images.as_deref()), ("labels", self.labels.as_deref())])
    }
}

/// One training and its heat.
pub struct Run {
    /// The number of the set of digits.
    pub set: usize,
    /// Factor on the scaled pixels.
    pub factor: f64,
    /// The rule.
    pub trainer: Trainer,
    /// The training's seed.
    pub seed: u32,
    /// Heat emitted by each trajectory, kT.
    pub heats: Vec<f64>,
    /// Mean loss of a step minus N/2, in the last iteration.
    pub loss: f64,
}

/// Trains, generates, draws, writes.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let mut base = preset("paper")?;
    base.samples = whole("trajectories", &flags.trajectories, 2, 100_000)?.unwrap_or(1000) as u32;
    let base = flags.table.settings(base)?;
    let seeds = whole("seeds", &flags.seeds, 1, 1000)?.unwrap_or(3) as u32;
    let out = required("out", &flags.out)?;
    let sets = sets(flags, whole("sets", &flags.sets, 1, 100)?.unwrap_or(2))?;
    std::fs::create_dir_all(out)
        .map_err(|error| Refusal(format!("{}: cannot be made ({error})", out.display())))?;
    flags.check(out)?;
    let began = Instant::now();
    let jobs = jobs(sets.len(), seeds);
    let models = trained(&base, &sets, &jobs)?;
    let mut runs = Vec::new();
    let mut drawn = None;
    for ((set, factor, trainer, seed), (model, loss)) in jobs.into_iter().zip(models) {
        let parameters = Parameters { seed: GENERATION_SEEDS + seed, ..model.parameters.clone() };
        if (set, factor, trainer, seed) == (0, FACTORS[1], Trainer::Sgd, 1) {
            drawn = Some((model.clone(), parameters.clone()));
        }
        let batches = Plan::plain(model, parameters).batches()?;
        runs.push(Run { set, factor, trainer, seed, heats: heats(&batches), loss });
    }
    let runs = Runs { runs, indices: sets.iter().map(|set| set.1.clone()).collect(), base };
    let mut files = runs.files()?;
    if let Some((model, parameters)) = drawn {
        files.extend(figures::files(&model, &parameters, &sets[0].0)?);
    }
    let files: Vec<(PathBuf, Vec<u8>)> =
        files.into_iter().map(|(name, bytes)| (out.join(name), bytes)).collect();
    write_all_or_none(&files)?;
    let mut report = Report::default();
    report.add("out", shown(out)).add("trainings", runs.runs.len()).add("summary", runs.json());
    report.add("files", files.iter().map(|file| shown(&file.0)).collect::<Vec<_>>());
    report.add("seconds", began.elapsed().as_secs_f64()).say(runs.text());
    Ok(report)
}

/// Sets of digits, each with the indices of its images.
fn sets(flags: &Flags, count: usize) -> Outcome<Vec<(ImageSet, Vec<usize>)>> {
    let (images, labels) = (required("images", &flags.images)?, required("labels", &flags.labels)?);
    let (all, _) = source::read(images, Some(labels), None, source::Colour::Grey)?;
    let found = all.first_of_each(count, &CLASSES)?;
    let labels = all.labels().unwrap_or_default();
    (0..count)
        .map(|nth| {
            let of = |class: &u8| found.iter().filter(|&&index| labels[index] == *class).nth(nth).copied();
            let indices: Vec<usize> = CLASSES.iter().filter_map(of).collect();
            Ok((all.select(&indices)?, indices))
        })
        .collect()
}

type Job = (usize, f64, Trainer, u32);

/// Every set at both scales by the paper's rule, and the first at W&D's scale by theirs.
fn jobs(sets: usize, seeds: u32) -> Vec<Job> {
    let mut jobs = Vec::new();
    for set in 0..sets {
        for factor in FACTORS {
            jobs.extend((1..=seeds).map(|seed| (set, factor, Trainer::Sgd, seed)));
        }
    }
    jobs.extend((1..=seeds).map(|seed| (0, FACTORS[0], Trainer::Online, seed)));
    jobs
}

/// The models and their last losses, trained on all cores.
fn trained(base: &Parameters, sets: &[(ImageSet, Vec<usize>)], jobs: &[Job]) -> Outcome<Vec<(Model, f64)>> {
    let bar = progress(jobs.len() as u64, "training");
    let train = |&(set, scale_factor, trainer, seed): &Job| -> Outcome<(Model, f64)> {
        let parameters = Parameters { scale_factor, trainer, seed, ..base.clone() };
        let mut training = Training::new(parameters, &sets[set].0)?;
        while !training.advance() {}
        let model = training.model();
        training.check()?;
        bar.inc(1);
        Ok((model, training.history().last().copied().unwrap_or(f64::NAN)))
    };
    let models = jobs.par_iter().map(train).collect();
    bar.finish_and_clear();
    models
}

/// The states of the first samples at equal times, frames × samples.
fn frames(
    model: &Model,
    parameters: &Parameters,
    samples: usize,
    frames: u32,
) -> Outcome<Vec<Vec<Vec<f32>>>> {
    let parameters = Parameters { samples: samples as u32, ..parameters.clone() };
    let steps = parameters.generate_steps();
    let mut plan = Plan::plain(model.clone(), parameters);
    plan.frames =
        (0..frames).map(|k| (u64::from(k) * u64::from(steps) / u64::from(frames - 1)) as u32).collect();
    let batches = plan.batches()?;
    let frame = |k: usize| batches.iter().flat_map(|batch| batch.states[k].clone()).collect();
    Ok((0..frames as usize).map(frame).collect())
}
