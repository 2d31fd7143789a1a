//! A training shared by the cores of this machine: every round's pieces dealt in turn to copies of it, one
//! for each thread but the first, which works on the training itself.

use super::training::{Training, TrainingError};
use crate::data::images::ImageSet;
use crate::parameters::Parameters;
use crate::parts::Parts;
use std::iter::StepBy;
use std::ops::Range;

/// Multiplications from which on a training is worth sharing: about 50 ms of one core.
const WORTH: f64 = 1e9;

/// Those who share a training, beside the one that holds it.
#[derive(Debug)]
pub struct Crew {
    hands: Vec<Training>,
    /// The kind of the last round that was shared.
    kind: Option<u32>,
}

/// The share of one of several hands in the pieces of a round: every so many, as neighbours take about as
/// long and the first and the last may not.
pub fn share(pieces: usize, hands: usize, hand: usize) -> StepBy<Range<usize>> {
    (hand..pieces).step_by(hands)
}

impl Crew {
    /// Copies of a training that has not begun: so many that there is one for each thread, if it is worth it.
    pub fn new(training: &Training) -> Self {
        let worth = training.work() >= WORTH;
        Crew::of(training, if worth { rayon::current_num_threads() - 1 } else { 0 })
    }

    /// So many copies of a training that has not begun.
    pub fn of(training: &Training, copies: usize) -> Self {
        Crew { hands: vec![training.clone(); copies], kind: None }
    }

    /// Does a round together, or a slice alone where a round cannot be shared; returns whether the
    /// training is complete.
    ///
    /// # Errors
    /// Copies that are not of this training.
    pub fn advance(&mut self, training: &mut Training) -> Result<bool, TrainingError> {
        let (round, kind, pieces) =
            (training.round().number(), training.round().kind(), training.round().pieces());
        let all = (self.hands.len() + 1).min(pieces);
        if all < 2 || training.is_complete() || training.round().next() > 0 {
            return Ok(training.advance());
        }
        let brief = training.brief(self.kind.replace(kind) != Some(kind));
        (1..all).for_each(|hand| training.give(share(pieces, all, hand), true));
        let mut done: Vec<Result<Vec<Parts>, TrainingError>> = (1..all).map(|_| Ok(Vec::new())).collect();
        rayon::scope(|scope| {
            for (k, (hand, done)) in self.hands.iter_mut().zip(&mut done).enumerate() {
                let (brief, share) = (&brief, share(pieces, all, k + 1));
                scope.spawn(move |_| *done = work(hand, brief, share));
            }
            while training.round().number() == round && training.round().own().is_some() {
                training.advance();
            }
        });
        for (k, done) in done.into_iter().enumerate() {
            for (piece, parts) in share(pieces, all, k + 1).zip(done?) {
                training.take(round, piece, parts)?;
            }
        }
        Ok(training.is_complete())
    }
}

/// What a copy makes of its share.
fn work(
    hand: &mut Training,
    brief: &Parts,
    share: impl Iterator<Item = usize>,
) -> Result<Vec<Parts>, TrainingError> {
    hand.follow(brief)?;
    share.map(|piece| hand.piece(piece)).collect()
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
    let mut crew = Crew::new(&training);
    while !crew.advance(&mut training)? {
        progress(training.fraction());
    }
    training.check()?;
    Ok(training)
}
