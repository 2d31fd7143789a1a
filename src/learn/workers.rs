//! A training shared by the cores of this machine: every round's work units dealt in turn to copies of it, one
//! for each thread but the first, which works on the training itself.

use super::{error::TrainingError, rounds::Extent, training::Training};
use crate::data::images::ImageSet;
use crate::parameters::Parameters;
use crate::payload::Payload;
use std::iter::StepBy;
use std::ops::Range;

/// Multiplications from which on a training is worth sharing: about 50 ms of one core.
const WORTH: f64 = 1e9;

/// Copies of a training that share its rounds with the training itself.
#[derive(Debug)]
pub struct Workers {
    copies: Vec<Training>,
    /// The kind of the last round that was shared.
    kind: Option<u32>,
}

/// The share of one of several workers in the work units of a round. Neighbouring units go to different
/// workers, because neighbours take about as long and the first and the last may not.
pub fn share(work_units: usize, workers: usize, worker: usize) -> StepBy<Range<usize>> {
    (worker..work_units).step_by(workers)
}

impl Workers {
    /// Copies of a training that has not begun: so many that there is one for each thread, if it is worth it.
    pub fn new(training: &Training) -> Self {
        let worth = training.work() >= WORTH;
        Workers::of(training, if worth { rayon::current_num_threads() - 1 } else { 0 })
    }

    /// So many copies of a training that has not begun.
    pub fn of(training: &Training, copies: usize) -> Self {
        Workers { copies: (0..copies).map(|_| training.begun_again()).collect(), kind: None }
    }

    /// Does a round together, or a slice alone where a round cannot be shared; returns whether the
    /// training is complete.
    ///
    /// # Errors
    /// Copies that are not of this training.
    pub fn advance(&mut self, training: &mut Training) -> Result<bool, TrainingError> {
        let (round, kind, work_units) =
            (training.round().number(), training.round().kind(), training.round().work_units());
        let all = (self.copies.len() + 1).min(work_units);
        if all < 2 || training.is_complete() || training.round().next() > 0 {
            return Ok(training.advance());
        }
        let told = self.kind.replace(kind) == Some(kind);
        let extent = if told { Extent::Changes } else { Extent::Whole };
        let round_input = training.round_input(extent);
        (1..all).for_each(|worker| training.give(share(work_units, all, worker)));
        let mut done: Vec<Result<Vec<Payload>, TrainingError>> = (1..all).map(|_| Ok(Vec::new())).collect();
        rayon::scope(|scope| {
            for (k, (copy, done)) in self.copies.iter_mut().zip(&mut done).enumerate() {
                let (round_input, share) = (&round_input, share(work_units, all, k + 1));
                scope.spawn(move |_| *done = work(copy, round_input, share));
            }
            while training.round().number() == round && training.round().own().is_some() {
                training.advance();
            }
        });
        for (k, done) in done.into_iter().enumerate() {
            for (work_unit, result) in share(work_units, all, k + 1).zip(done?) {
                training.take(round, work_unit, result)?;
            }
        }
        Ok(training.is_complete())
    }
}

/// Does the share of a copy.
fn work(
    copy: &mut Training,
    round_input: &Payload,
    share: impl Iterator<Item = usize>,
) -> Result<Vec<Payload>, TrainingError> {
    copy.follow(round_input)?;
    share.map(|work_unit| copy.work_unit(work_unit)).collect()
}

/// A training to its end, on all threads; `progress` is told the part that is done.
///
/// # Errors
/// As [`Training::new`] and [`Training::check`].
pub fn train(
    parameters: Parameters,
    images: &ImageSet,
    mut progress: impl FnMut(f64),
) -> Result<Training, TrainingError> {
    let mut training = Training::new(parameters, images)?;
    let mut workers = Workers::new(&training);
    while !workers.advance(&mut training)? {
        progress(training.fraction());
    }
    training.check()?;
    Ok(training)
}
