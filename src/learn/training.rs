//! A training run: images in, θ out, a slice of work at a time.

use super::error::TrainingError;
use super::exact::Exact;
use super::factored::{self, FactoredExact};
use super::moments::Moments;
use super::online::Online;
use super::rounds::{Extent, Round, TrainingRule};
use super::sgd::Sgd;
use super::state::State;
use super::training_set::TrainingSet;
use crate::data::images::ImageSet;
use crate::model::Model;
use crate::parameters::{Parameters, Trainer};
use crate::payload::Payload;
use crate::physics::couplings::Couplings;
use crate::physics::network::Network;
use std::sync::Arc;

/// Makes the rule of a training that begins.
pub type MakeRule<R> = fn(&Parameters, &TrainingSet) -> Box<R>;

/// A training in progress.
///
/// Alone it is advanced slice by slice. With other workers, each a copy made by [`Training::new`] from the
/// same parameters and images, work units of a round are given away, worked on elsewhere after
/// [`Training::follow`], and taken back; θ has the same bits.
pub struct Training<R: TrainingRule + ?Sized = dyn TrainingRule> {
    parameters: Parameters,
    set: Arc<TrainingSet>,
    make: MakeRule<R>,
    rule: Box<R>,
    round: Round,
    history: Vec<f64>,
}

/// Multiplications of a whole training on so many images, roughly: are other workers worth their trouble?
pub fn work(p: &Parameters, network: &Network, images: usize) -> f64 {
    let (pairs, units) = (network.pairs() as f64, network.units() as f64);
    let iterations = f64::from(p.iterations);
    match p.trainer {
        Trainer::Exact => {
            // About six modes for every image; a product with each column, or with all units.
            let columns = 6.0 * images as f64;
            pairs * (3.0 * columns + 4.0 * iterations * columns.min(units))
        }
        _ => 4.0 * pairs * f64::from(p.steps()) * iterations,
    }
}

impl<R: TrainingRule + ?Sized> std::fmt::Debug for Training<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Training").field("iteration", &self.iteration()).finish_non_exhaustive()
    }
}

impl Training {
    /// A training of `parameters.iterations` iterations from θ = 0 by the trainer that they name.
    ///
    /// # Errors
    /// Parameters that forbid each other or do not fit the images.
    pub fn new(parameters: Parameters, images: &ImageSet) -> Result<Self, TrainingError> {
        Training::by(parameters, TrainingSet::new, images, |p, set| match p.trainer {
            Trainer::Sgd => Box::new(Sgd::new(p, Couplings::zero(set.network().clone()))),
            Trainer::Online => Box::new(Online::new(p, Couplings::zero(set.network().clone()))),
            Trainer::Exact if factored::is_chosen(p, set) => Box::new(FactoredExact::new(p, set)),
            Trainer::Exact => Box::new(Exact::new(p, set)),
        })
    }
}

impl<R: TrainingRule + ?Sized> Training<R> {
    /// A training by the rule that `rule` makes, on the set that `set` makes of the images. A program that
    /// needs one trainer links no other, and of one whose type it names links only what it asks for.
    ///
    /// # Errors
    /// Parameters that forbid each other or do not fit the images.
    pub fn by(
        parameters: Parameters,
        set: impl FnOnce(&ImageSet, &Parameters) -> Result<TrainingSet, TrainingError>,
        images: &ImageSet,
        rule: MakeRule<R>,
    ) -> Result<Self, TrainingError> {
        let set = set(images, &parameters)?;
        Ok(Training::on(parameters, Arc::new(set), rule))
    }

    /// A training that begins, with the same parameters and images: a worker's copy.
    pub fn begun_again(&self) -> Self {
        Training::on(self.parameters.clone(), self.set.clone(), self.make)
    }

    fn on(parameters: Parameters, set: Arc<TrainingSet>, make: MakeRule<R>) -> Self {
        let rule = make(&parameters, &set);
        let round = Round::new(0, rule.kind(), rule.work_units());
        Training { parameters, set, make, rule, round, history: Vec::new() }
    }

    /// Does one slice of a work unit that is given to nobody else; returns whether the training is complete.
    pub fn advance(&mut self) -> bool {
        let own = if self.is_complete() { None } else { self.round.own() };
        let rule = &mut self.rule;
        if let Some(work_unit) = own
            && rule.slice(&self.set, work_unit)
        {
            if work_unit == self.round.next() {
                rule.add_own(work_unit);
                self.round.pass();
            } else {
                self.round.keep(work_unit, rule.result(work_unit));
            }
            self.put_together();
        }
        self.is_complete()
    }

    /// Adds what has its turn, and goes on to the next round where this one is over; returns whether all
    /// results belong to this training.
    fn put_together(&mut self) -> bool {
        let rule = &mut self.rule;
        let mut good = true;
        while let Some((work_unit, result)) = self.round.take() {
            good &= rule.add(work_unit, &result);
        }
        if self.round.is_over() {
            self.history.extend(rule.conclude(&self.set));
            self.round = Round::new(self.round.number() + 1, rule.kind(), rule.work_units());
        }
        good
    }

    /// The round of work units that is being worked on.
    pub fn round(&self) -> &Round {
        &self.round
    }

    /// Gives work units of the running round to other workers.
    pub fn give(&mut self, work_units: impl IntoIterator<Item = usize>) {
        work_units.into_iter().for_each(|work_unit| self.round.give(work_unit));
    }

    /// Takes back work units that were given away and are not done.
    pub fn take_back(&mut self, work_units: impl IntoIterator<Item = usize>) {
        work_units.into_iter().for_each(|work_unit| self.round.take_back(work_unit));
    }

    /// Takes the result of a work unit of round number `round` that another worker has done; one of an
    /// earlier round is dropped.
    ///
    /// # Errors
    /// A payload of another training.
    pub fn take(&mut self, round: u32, work_unit: usize, result: Payload) -> Result<(), TrainingError> {
        if round != self.round.number() || self.is_complete() {
            return Ok(());
        }
        self.round.keep(work_unit, result);
        if self.put_together() { Ok(()) } else { Err(TrainingError::Foreign) }
    }

    /// Takes the moments of all images, summed elsewhere, in place of the rounds that sum them.
    ///
    /// # Errors
    /// Moments of other images, or a trainer that does not sum any.
    pub fn take_moments(&mut self, moments: Moments) -> Result<(), TrainingError> {
        if !self.rule.take_moments(moments) {
            return Err(TrainingError::Foreign);
        }
        self.round = Round::new(self.round.number() + 1, self.rule.kind(), self.rule.work_units());
        Ok(())
    }

    /// The input with which another worker can work on the running round.
    pub fn round_input(&self, extent: Extent) -> Payload {
        self.rule.round_input(extent)
    }

    /// Turns this copy to the round of a round input.
    ///
    /// # Errors
    /// A round input of another training.
    pub fn follow(&mut self, round_input: &Payload) -> Result<(), TrainingError> {
        if self.rule.follow(&self.set, round_input) { Ok(()) } else { Err(TrainingError::Foreign) }
    }

    /// Does a work unit of the round that this copy follows.
    ///
    /// # Errors
    /// A work unit that the round does not have.
    pub fn work_unit(&mut self, work_unit: usize) -> Result<Payload, TrainingError> {
        if self.parameters.iterations == 0 || work_unit >= self.rule.work_units() {
            return Err(TrainingError::Foreign);
        }
        while !self.rule.slice(&self.set, work_unit) {}
        Ok(self.rule.result(work_unit))
    }

    /// Multiplications of the whole training, as [`work`].
    pub fn work(&self) -> f64 {
        work(&self.parameters, self.set.network(), self.set.count())
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
        if self.parameters.iterations == 0 {
            return 1.0;
        }
        let within = (self.round.next() as f64 + self.rule.fraction()) / self.round.work_units() as f64;
        ((f64::from(self.iteration()) + within) / f64::from(self.parameters.iterations)).min(1.0)
    }

    /// For every iteration done: the mean excess loss of its steps, −ln P̃ minus N/2.
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
        self.parameters.iterations == 0 || self.rule.seek_optimum()
    }

    /// The least excess loss as far as [`Training::seek_optimum`] has come.
    pub fn optimum(&self) -> Option<f64> {
        self.rule.optimum()
    }

    /// For couplings in factors, the root of the part of the images that their modes leave out, once the
    /// table is there.
    pub fn truncation(&self) -> Option<f64> {
        self.rule.truncation()
    }

    /// The set that is being learned.
    pub fn set(&self) -> &TrainingSet {
        &self.set
    }

    /// The computer as trained so far.
    pub fn model(&self) -> Model {
        self.set.model(self.parameters.clone(), self.rule.theta())
    }

    /// The state from which another training goes on.
    pub fn state(&self) -> State {
        let (numbers, made) = self.rule.state();
        State { history: self.history.clone(), numbers, made }
    }

    /// Goes on from a state of a training with the same parameters and images; this one must be new.
    ///
    /// # Errors
    /// A state that is not of such a training; this one then stays as it is.
    pub fn resume(&mut self, state: State) -> Result<(), TrainingError> {
        let new = state.history.is_empty() && state.numbers.is_empty();
        let without = new && self.rule.begins_without_numbers();
        let sizes = if without { (0, 0) } else { self.rule.state_sizes() };
        state.check(sizes, self.parameters.iterations as usize)?;
        self.rule.resume(&self.set, &state);
        self.history = state.history;
        Ok(())
    }
}
