//! The work of a training in rounds of pieces that anyone may do.
//!
//! A round is cut into pieces by what is learned alone, never by who does them: runs of time steps, of
//! images, of columns of a matrix. Pieces of a round do not depend on each other, and are put together
//! in the order of their indices, so the bits of θ do not depend on how many hands there are.

use super::training_set::TrainingSet;
use crate::parts::Parts;
use crate::physics::couplings::Couplings;

/// A trainer's work, round by round; of the pieces of a round each can be done by a copy of the trainer
/// that follows the round's brief.
pub trait Work {
    /// What kind of round is running: a copy that has followed one of the kind needs less for the next.
    fn kind(&self) -> u32 {
        0
    }
    /// Pieces of the running round.
    fn pieces(&self) -> usize;
    /// Does a slice of a piece; returns whether the piece is done.
    fn slice(&mut self, set: &TrainingSet, piece: usize) -> bool;
    /// The share that is done of the piece at hand.
    fn fraction(&self) -> f64;
    /// What came of the piece just done, to be added elsewhere.
    fn parts(&mut self, piece: usize) -> Parts;
    /// Adds the piece just done, whose turn it is.
    fn add_own(&mut self, piece: usize) {
        let parts = self.parts(piece);
        self.add(piece, &parts);
    }
    /// Adds a piece whose turn it is; returns whether it is one of this round.
    fn add(&mut self, piece: usize, parts: &Parts) -> bool;
    /// All pieces are added: begins the next round. Returns the mean loss of a step less N/2 if an
    /// iteration has ended.
    fn conclude(&mut self, set: &TrainingSet) -> Option<f64>;
    /// What a copy needs for this round; all of it if its `first` of this kind, else what has changed.
    fn brief(&self, first: bool) -> Parts;
    /// Turns a copy to the round of a brief; returns whether it is one.
    fn follow(&mut self, set: &TrainingSet, brief: &Parts) -> bool;
    /// θ after the last whole iteration.
    fn theta(&self) -> Couplings;
}

/// The pieces of one round: which are given to other hands, and which wait for their turn.
#[derive(Clone, Debug)]
pub struct Round {
    number: u32,
    kind: u32,
    given: Vec<bool>,
    waiting: Vec<Option<Parts>>,
    next: usize,
}

impl Round {
    /// Nothing given, nothing done.
    pub fn new(number: u32, kind: u32, pieces: usize) -> Self {
        Round { number, kind, given: vec![false; pieces], waiting: vec![None; pieces], next: 0 }
    }

    /// Which round of the training this is.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Rounds of one kind have the same things to be told.
    pub fn kind(&self) -> u32 {
        self.kind
    }

    /// How many pieces it has.
    pub fn pieces(&self) -> usize {
        self.given.len()
    }

    /// The first piece that is not put together yet.
    pub fn next(&self) -> usize {
        self.next
    }

    /// Whether all pieces are put together.
    pub fn is_over(&self) -> bool {
        self.next == self.given.len()
    }

    /// The first piece that nobody has done or was given.
    pub fn own(&self) -> Option<usize> {
        (self.next..self.given.len()).find(|&k| !self.given[k] && self.waiting[k].is_none())
    }

    /// Gives a piece to another hand, or takes it back undone.
    pub fn give(&mut self, piece: usize, given: bool) {
        if let Some(place) = self.given.get_mut(piece) {
            *place = given;
        }
    }

    /// Keeps the parts of a piece until its turn; a piece that is done already stays as it is.
    pub fn keep(&mut self, piece: usize, parts: Parts) {
        if piece >= self.next && piece < self.waiting.len() {
            self.waiting[piece].get_or_insert(parts);
        }
    }

    /// The parts of the piece whose turn it is, if they are there.
    pub fn take(&mut self) -> Option<(usize, Parts)> {
        let parts = self.waiting.get_mut(self.next)?.take()?;
        self.next += 1;
        Some((self.next - 1, parts))
    }

    /// Notes that the piece whose turn it is was put together.
    pub fn pass(&mut self) {
        self.next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_put_together_in_order_whoever_does_them() {
        let parts = |x: f32| Parts { singles: vec![x], doubles: Vec::new() };
        let mut round = Round::new(3, 0, 4);
        round.give(1, true);
        round.give(2, true);
        assert_eq!(round.own(), Some(0));
        round.pass();
        assert_eq!(round.own(), Some(3));
        round.keep(2, parts(2.0));
        assert_eq!(round.take(), None, "the turn of piece 1 comes first");
        round.give(1, false);
        assert_eq!(round.own(), Some(1), "its hand is lost");
        round.keep(1, parts(1.0));
        round.keep(1, parts(9.0));
        assert_eq!(round.take(), Some((1, parts(1.0))));
        assert_eq!(round.take(), Some((2, parts(2.0))));
        round.keep(2, parts(9.0));
        round.keep(7, parts(9.0));
        assert_eq!((round.take(), round.own()), (None, Some(3)));
        round.pass();
        assert!(round.is_over());
        assert_eq!((round.take(), round.own()), (None, None));
    }
}
