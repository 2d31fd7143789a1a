//! A training run: images in, θ out, a slice of work at a time.

#[cfg(feature = "whole")]
pub mod resume;

use super::exact::Exact;
use super::rounds::{Round, Work};
use super::training_set::TrainingSet;
#[cfg(feature = "whole")]
use super::{online::Online, sgd::Sgd};
use crate::data::{DataError, images::ImageSet};
use crate::model::Model;
use crate::parameters::{ParameterError, Parameters, Trainer};
use crate::parts::Parts;
use crate::physics::couplings::Couplings;
use std::sync::Arc;

/// A training that cannot begin or go on.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TrainingError {
    /// A parameter forbids it.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The images forbid it.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Work of another training, or none at all, where a part of this one was expected.
    #[error("what another hand sent is no part of this training")]
    Foreign,
    /// A loss that grew without end.
    #[error(
        "the training diverged (loss less N/2: {first:.3} at first, {last:.3e} at last): make {field} (now {value}) smaller"
    )]
    Diverged {
        /// The parameter that was too large.
        field: &'static str,
        /// Its value.
        value: f64,
        /// The first iteration's loss less N/2.
        first: f64,
        /// The last iteration's.
        last: f64,
    },
}

impl TrainingError {
    /// The field at fault.
    pub fn field(&self) -> &str {
        match self {
            TrainingError::Parameter(error) => error.name(),
            TrainingError::Data(error) => error.field(),
            TrainingError::Foreign => "training",
            TrainingError::Diverged { field, .. } => field,
        }
    }
}

/// A trainer at work; none where there is nothing to be done.
#[derive(Clone, Debug)]
enum Rule {
    Done(Couplings),
    #[cfg(feature = "whole")]
    Sgd(Box<Sgd>),
    #[cfg(feature = "whole")]
    Online(Box<Online>),
    Exact(Box<Exact>),
}

impl Rule {
    fn work(&self) -> Option<&dyn Work> {
        match self {
            Rule::Done(_) => None,
            #[cfg(feature = "whole")]
            Rule::Sgd(sgd) => Some(&**sgd),
            #[cfg(feature = "whole")]
            Rule::Online(online) => Some(&**online),
            Rule::Exact(exact) => Some(&**exact),
        }
    }

    fn work_mut(&mut self) -> Option<&mut dyn Work> {
        match self {
            Rule::Done(_) => None,
            #[cfg(feature = "whole")]
            Rule::Sgd(sgd) => Some(&mut **sgd),
            #[cfg(feature = "whole")]
            Rule::Online(online) => Some(&mut **online),
            Rule::Exact(exact) => Some(&mut **exact),
        }
    }
}

/// A training in progress.
///
/// Alone it is advanced slice by slice. With other hands, each a copy made by [`Training::new`] from the
/// same parameters and images, pieces of a round are given away, worked on elsewhere after
/// [`Training::follow`], and taken back; θ has the same bits.
#[derive(Clone, Debug)]
pub struct Training {
    parameters: Parameters,
    set: Arc<TrainingSet>,
    rule: Rule,
    round: Round,
    history: Vec<f64>,
}

impl Training {
    /// A training of `parameters.iterations` iterations from θ = 0.
    ///
    /// # Errors
    /// Parameters that forbid each other or do not fit the images.
    pub fn new(parameters: Parameters, images: &ImageSet) -> Result<Self, TrainingError> {
        let set = TrainingSet::new(images, &parameters)?;
        let theta = Couplings::zero(set.network().clone());
        let rule = match parameters.trainer {
            _ if parameters.iterations == 0 => Rule::Done(theta),
            #[cfg(feature = "whole")]
            Trainer::Sgd => Rule::Sgd(Box::new(Sgd::new(&parameters, theta))),
            #[cfg(feature = "whole")]
            Trainer::Online => Rule::Online(Box::new(Online::new(&parameters, theta))),
            Trainer::Exact => Rule::Exact(Box::new(Exact::new(&parameters, &set))),
            #[cfg(not(feature = "whole"))]
            _ => unreachable!("the check of the parameters let no other pass"),
        };
        let round =
            rule.work().map_or_else(|| Round::new(0, 0, 0), |work| Round::new(0, work.kind(), work.pieces()));
        Ok(Training { parameters, set: Arc::new(set), rule, round, history: Vec::new() })
    }

    /// Does one slice of a piece that is given to nobody else; returns whether the training is complete.
    pub fn advance(&mut self) -> bool {
        let own = if self.is_complete() { None } else { self.round.own() };
        if let (Some(piece), Some(work)) = (own, self.rule.work_mut())
            && work.slice(&self.set, piece)
        {
            if piece == self.round.next() {
                work.add_own(piece);
                self.round.pass();
            } else {
                self.round.keep(piece, work.parts(piece));
            }
            self.put_together();
        }
        self.is_complete()
    }

    /// Adds what has its turn, and goes on to the next round where this one is over; returns whether all
    /// parts were such as belong here.
    fn put_together(&mut self) -> bool {
        let Some(work) = self.rule.work_mut() else { return true };
        let mut good = true;
        while let Some((piece, parts)) = self.round.take() {
            good &= work.add(piece, &parts);
        }
        if self.round.is_over() {
            self.history.extend(work.conclude(&self.set));
            self.round = Round::new(self.round.number() + 1, work.kind(), work.pieces());
        }
        good
    }

    /// The round of pieces that is being worked on.
    pub fn round(&self) -> &Round {
        &self.round
    }

    /// Gives pieces of the running round to other hands, or takes them back undone.
    pub fn give(&mut self, pieces: impl IntoIterator<Item = usize>, given: bool) {
        pieces.into_iter().for_each(|piece| self.round.give(piece, given));
    }

    /// Takes the parts of a piece of round number `round` that another hand has done; those of an earlier
    /// round are let go.
    ///
    /// # Errors
    /// Parts that are none of this training's.
    pub fn take(&mut self, round: u32, piece: usize, parts: Parts) -> Result<(), TrainingError> {
        if round != self.round.number() || self.is_complete() {
            return Ok(());
        }
        self.round.keep(piece, parts);
        if self.put_together() { Ok(()) } else { Err(TrainingError::Foreign) }
    }

    /// What another hand needs to work on the running round; all of it if its `first` after a round of
    /// another kind, else what has changed since the last.
    pub fn brief(&self, first: bool) -> Parts {
        self.rule.work().map_or_else(Parts::default, |work| work.brief(first))
    }

    /// Turns this copy to the round of a brief.
    ///
    /// # Errors
    /// A brief of another training.
    pub fn follow(&mut self, brief: &Parts) -> Result<(), TrainingError> {
        let work = self.rule.work_mut().ok_or(TrainingError::Foreign)?;
        if work.follow(&self.set, brief) { Ok(()) } else { Err(TrainingError::Foreign) }
    }

    /// Does a piece of the round that this copy follows.
    ///
    /// # Errors
    /// A piece that the round does not have.
    pub fn piece(&mut self, piece: usize) -> Result<Parts, TrainingError> {
        let work = self.rule.work_mut().filter(|work| piece < work.pieces());
        let work = work.ok_or(TrainingError::Foreign)?;
        while !work.slice(&self.set, piece) {}
        Ok(work.parts(piece))
    }

    /// Multiplications of the whole training, roughly: whether other hands are worth their trouble.
    pub fn work(&self) -> f64 {
        let p = &self.parameters;
        let (pairs, units) = (self.set.network().pairs() as f64, self.set.network().units() as f64);
        let iterations = f64::from(p.iterations);
        match p.trainer {
            Trainer::Exact => {
                // About six modes for every image; a product with each column, or with all units.
                let columns = 6.0 * self.set.count() as f64;
                pairs * (3.0 * columns + 4.0 * iterations * columns.min(units))
            }
            _ => 4.0 * pairs * f64::from(p.steps()) * iterations,
        }
    }

    /// Whether all iterations are done.
    pub fn is_complete(&self) -> bool {
        self.iteration() >= self.parameters.iterations
    }

    /// Iterations done.
    pub fn iteration(&self) -> u32 {
        self.history.len() as u32
    }

    /// Iterations in all.
    pub fn iterations(&self) -> u32 {
        self.parameters.iterations
    }

    /// Part of the work that is done, from 0 to 1.
    pub fn fraction(&self) -> f64 {
        let Some(work) = self.rule.work() else { return 1.0 };
        let within = (self.round.next() as f64 + work.fraction()) / self.round.pieces() as f64;
        ((f64::from(self.iteration()) + within) / f64::from(self.parameters.iterations)).min(1.0)
    }

    /// For every iteration done: mean over its steps of −ln P̃ less N/2.
    pub fn history(&self) -> &[f64] {
        &self.history
    }

    /// Whether the training still makes sense: a step too large makes the loss grow without end.
    ///
    /// # Errors
    /// A loss, or after the last iteration a θ, that is far beyond any fluctuation or not finite.
    pub fn check(&self) -> Result<(), TrainingError> {
        let [Some(&first), Some(&last)] = [self.history.first(), self.history.last()] else {
            return Ok(());
        };
        let finite = || {
            let blocks_finite =
                |theta: Couplings| theta.blocks().iter().all(|b| b.iter().all(|x| x.is_finite()));
            !self.is_complete() || blocks_finite(self.model().couplings)
        };
        // An untrained computer stands some units above N/2.
        if last < 10.0 * first.abs() + self.set.network().units() as f64 && finite() {
            return Ok(());
        }
        // θ plays no part in the noising: if that fails, so does the first iteration's loss.
        let p = &self.parameters;
        let (field, value) = if first.is_finite() { ("rate", p.rate) } else { ("dt", p.dt) };
        Err(TrainingError::Diverged { field, value, first, last })
    }

    /// Looks for the least loss there is, one slice of work at a time, without changing the training;
    /// returns whether it is found. Trainers that cannot know it find nothing, at once.
    pub fn seek_optimum(&mut self) -> bool {
        if let Rule::Exact(exact) = &mut self.rule { exact.seek_optimum() } else { true }
    }

    /// The least loss less N/2 as far as [`Training::seek_optimum`] has come.
    pub fn optimum(&self) -> Option<f64> {
        if let Rule::Exact(exact) = &self.rule { exact.optimum() } else { None }
    }

    /// What is being learned.
    pub fn set(&self) -> &TrainingSet {
        &self.set
    }

    /// The computer as trained so far.
    pub fn model(&self) -> Model {
        let couplings = match &self.rule {
            Rule::Done(theta) => theta.clone(),
            rule => rule.work().map_or_else(|| Couplings::zero(self.set.network().clone()), Work::theta),
        };
        self.set.model(self.parameters.clone(), couplings)
    }
}
