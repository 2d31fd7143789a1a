//! The state of a training as plain numbers, from which it goes on to the same bits.
//!
//! Everything that follows from settings and images alone (the noise, the noising, the exact trainer's table and
//! moments) is not part of a state: it is computed again. So are steps of an unfinished iteration that
//! left θ unchanged; a resumed training may therefore stand a little before the one it goes on from.
//! Numbers of 32 bits are kept in 64, which loses nothing.

use crate::parameters::ParameterError;
use crate::physics::couplings::Couplings;

/// A training between two slices of work, without its settings and images.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// For every iteration done: the mean excess loss of its steps, −ln P̃ minus N/2.
    pub history: Vec<f64>,
    /// θ, block by block as in [`Couplings`]; for the exact trainer then likewise the residual and the
    /// direction of its conjugate gradients; for the online rule then the loss summed so far.
    pub numbers: Vec<f64>,
    /// Steps of the running iteration that have changed θ (online rule; 0 for others).
    pub made: u32,
}

impl State {
    /// All of it in one row: steps made, iterations done, their losses, the numbers.
    pub fn flat(&self) -> Vec<f64> {
        let head = [f64::from(self.made), self.history.len() as f64];
        [&head, self.history.as_slice(), &self.numbers].concat()
    }

    /// From such a row; one that is cut short gives a state that fits no training.
    pub fn from_flat(row: &[f64]) -> Self {
        let [made, done, rest @ ..] = row else { return State { made: u32::MAX, ..State::default() } };
        let (history, numbers) = rest.split_at((*done as usize).min(rest.len()));
        State { history: history.to_vec(), numbers: numbers.to_vec(), made: *made as u32 }
    }

    /// Refuses a state whose sizes are not those of its training, or with numbers that are not finite.
    /// `sizes`: how many numbers its trainer keeps, and at most how many steps; `iterations`: at most.
    pub(super) fn check(&self, sizes: (usize, u32), iterations: usize) -> Result<(), ParameterError> {
        let (wanted, most_made) = sizes;
        let done = self.history.len();
        let checks = [
            ("numbers", self.numbers.len(), self.numbers.len() == wanted, wanted),
            ("iterations", done, done <= iterations, iterations),
            ("steps", self.made as usize, self.made <= most_made, most_made as usize),
        ];
        for (name, value, right, limit) in checks {
            if !right {
                let limit = format!("of a training with these settings and images ({limit} {name})");
                return Err(ParameterError::invalid("state", format!("{value} {name}"), limit));
            }
        }
        match self.numbers.iter().find(|x| !x.is_finite()) {
            Some(bad) => Err(ParameterError::invalid("state", *bad, "finite in all its numbers")),
            None => Ok(()),
        }
    }

    /// How many numbers couplings have.
    pub(super) fn size_of(couplings: &Couplings) -> usize {
        couplings.blocks().iter().map(|block| block.len()).sum()
    }

    /// The numbers of couplings, block by block.
    pub(super) fn numbers_of(couplings: &Couplings) -> Vec<f64> {
        couplings.blocks().iter().flat_map(|block| block.iter().map(|&x| f64::from(x))).collect()
    }

    /// Couplings of these numbers, in place of those that are there.
    pub(super) fn fill(&self, mut couplings: Couplings) -> Couplings {
        let places = couplings.blocks_mut().into_iter().flatten().flatten();
        places.zip(&self.numbers).for_each(|(x, &number)| *x = number as f32);
        couplings
    }
}
