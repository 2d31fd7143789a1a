//! The work of a training in rounds of work units that any worker may do.
//!
//! A round is cut into work units by what is learned alone, never by who does them: runs of time steps, of
//! images, of columns of a matrix. The work units of a round do not depend on each other, and are put
//! together in the order of their indices, so the bits of θ do not depend on how many workers there are.

use super::moments::Moments;
use super::state::State;
use super::training_set::TrainingSet;
use crate::payload::Payload;
use crate::physics::couplings::Couplings;

/// How much of a round's input a copy needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it, for a copy that has not followed a round of this kind.
    Whole,
    /// The changes since the last round of this kind.
    Changes,
}

/// A trainer's work, round by round; a copy of the trainer that follows a round's input can do any of its
/// work units.
pub trait TrainingRule: Send + Sync {
    /// The kind of the running round: a copy that has followed one of the kind needs less for the next.
    fn kind(&self) -> u32 {
        0
    }
    /// The number of work units of the running round.
    fn work_units(&self) -> usize;
    /// Does a slice of a work unit; returns whether the work unit is done.
    fn slice(&mut self, set: &TrainingSet, work_unit: usize) -> bool;
    /// The share that is done of the current work unit.
    fn fraction(&self) -> f64;
    /// The result of the work unit just done, to be added elsewhere.
    fn result(&mut self, work_unit: usize) -> Payload;
    /// Adds the work unit just done, whose turn it is.
    fn add_own(&mut self, work_unit: usize) {
        let result = self.result(work_unit);
        self.add(work_unit, &result);
    }
    /// Adds a work unit whose turn it is; returns whether it is one of this round.
    fn add(&mut self, work_unit: usize, result: &Payload) -> bool;
    /// All work units are added: begins the next round. Returns the mean excess loss of a step if an
    /// iteration has ended.
    fn conclude(&mut self, set: &TrainingSet) -> Option<f64>;
    /// The input that a copy needs for this round.
    fn round_input(&self, extent: Extent) -> Payload;
    /// Turns a copy to the round of a round input; returns whether it is one.
    fn follow(&mut self, set: &TrainingSet, round_input: &Payload) -> bool;
    /// θ after the last whole iteration.
    fn theta(&self) -> Couplings;
    /// The numbers of a [`State`], and the steps of the running iteration that have changed θ.
    fn state(&self) -> (Vec<f64>, u32);
    /// How many numbers a state has, and at most how many steps.
    fn state_sizes(&self) -> (usize, u32);
    /// Whether a state before the first iteration has no numbers.
    fn begins_without_numbers(&self) -> bool {
        false
    }
    /// Goes on from a state whose sizes are right.
    fn resume(&mut self, set: &TrainingSet, state: &State);
    /// Takes the moments of all images from elsewhere, in place of the rounds that sum them; returns whether it can.
    fn take_moments(&mut self, _: Moments) -> bool {
        false
    }
    /// Looks for the least loss there is, a slice of work at a time; returns whether it is found or
    /// cannot be known.
    fn seek_optimum(&mut self) -> bool {
        true
    }
    /// The root of the part of the images that the couplings' factors cannot hold, once it is known.
    fn truncation(&self) -> Option<f64> {
        None
    }
    /// The least loss minus N/2 as far as it was looked for.
    fn optimum(&self) -> Option<f64> {
        None
    }
}

/// The work units of one round: which are given to other workers, and which wait for their turn.
#[derive(Clone, Debug)]
pub struct Round {
    number: u32,
    kind: u32,
    given: Vec<bool>,
    waiting: Vec<Option<Payload>>,
    next: usize,
}

impl Round {
    /// Nothing given, nothing done.
    pub fn new(number: u32, kind: u32, work_units: usize) -> Self {
        Round { number, kind, given: vec![false; work_units], waiting: vec![None; work_units], next: 0 }
    }

    /// Which round of the training this is.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Rounds of one kind have the same things to be told.
    pub fn kind(&self) -> u32 {
        self.kind
    }

    /// How many work units it has.
    pub fn work_units(&self) -> usize {
        self.given.len()
    }

    /// The first work unit that is not put together yet.
    pub fn next(&self) -> usize {
        self.next
    }

    /// Whether all work units are put together.
    pub(crate) fn is_over(&self) -> bool {
        self.next == self.given.len()
    }

    /// The first work unit that nobody has done or was given.
    pub fn own(&self) -> Option<usize> {
        (self.next..self.given.len()).find(|&k| !self.given[k] && self.waiting[k].is_none())
    }

    /// Gives a work unit to another worker.
    pub fn give(&mut self, work_unit: usize) {
        self.given.iter_mut().skip(work_unit).take(1).for_each(|given| *given = true);
    }

    /// Takes back a work unit that was given away and is not done.
    pub fn take_back(&mut self, work_unit: usize) {
        self.given.iter_mut().skip(work_unit).take(1).for_each(|given| *given = false);
    }

    /// Keeps the result of a work unit until its turn; a work unit that is done already stays as it is.
    pub fn keep(&mut self, work_unit: usize, result: Payload) {
        if work_unit >= self.next && work_unit < self.waiting.len() {
            self.waiting[work_unit].get_or_insert(result);
        }
    }

    /// The result of the work unit whose turn it is, if it is there.
    pub fn take(&mut self) -> Option<(usize, Payload)> {
        let result = self.waiting.get_mut(self.next)?.take()?;
        self.next += 1;
        Some((self.next - 1, result))
    }

    /// Notes that the work unit whose turn it is was put together.
    pub fn pass(&mut self) {
        self.next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_units_are_put_together_in_order_whoever_does_them() {
        let result = |x: f32| Payload { singles: vec![x], doubles: Vec::new() };
        let mut round = Round::new(3, 0, 4);
        round.give(1);
        round.give(2);
        assert_eq!(round.own(), Some(0));
        round.pass();
        assert_eq!(round.own(), Some(3));
        round.keep(2, result(2.0));
        assert_eq!(round.take(), None, "the turn of work_unit 1 comes first");
        round.take_back(1);
        assert_eq!(round.own(), Some(1), "its worker is lost");
        round.keep(1, result(1.0));
        round.keep(1, result(9.0));
        assert_eq!(round.take(), Some((1, result(1.0))));
        assert_eq!(round.take(), Some((2, result(2.0))));
        round.keep(2, result(9.0));
        round.keep(7, result(9.0));
        assert_eq!((round.take(), round.own()), (None, Some(3)));
        round.pass();
        assert!(round.is_over());
        assert_eq!((round.take(), round.own()), (None, None));
    }
}
