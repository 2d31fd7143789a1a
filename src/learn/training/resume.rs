//! The state of a training as plain numbers, and a training that goes on from it to the same bits.
//!
//! What follows from settings and images alone (the noise, the noising, the exact trainer's table and
//! moments) is not part of a state: it is computed again. So are steps of an unfinished iteration that
//! left θ unchanged; a resumed training may therefore stand a little before the one it goes on from.
//! Numbers of 32 bits are kept in 64, which loses nothing.

use super::{Rule, Training, TrainingError};
use crate::learn::rounds::Work;
use crate::learn::theta::Theta;
use crate::parameters::ParameterError;
use crate::physics::couplings::Couplings;

/// A training between two slices of work, without its settings and images.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// For every iteration done: mean over its steps of −ln P̃ less N/2.
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
}

impl Training {
    /// What a training must know to go on from here.
    pub fn state(&self) -> State {
        let single = |theta: &Couplings| {
            theta.blocks().iter().flat_map(|block| block.iter().map(|&x| f64::from(x))).collect::<Vec<_>>()
        };
        let (numbers, made) = match &self.rule {
            Rule::Done(_) => (Vec::new(), 0),
            Rule::Sgd(sgd) => (single(&sgd.theta()), 0),
            Rule::Online(online) => {
                let (made, loss) = online.made();
                ([single(&online.theta()), vec![loss]].concat(), made)
            }
            Rule::Exact(exact) => {
                let blocks = exact.vectors().into_iter().flatten().flat_map(|vector| &vector.blocks);
                (blocks.flatten().copied().collect(), 0)
            }
        };
        State { history: self.history.clone(), numbers, made }
    }

    /// Goes on from a state of a training with the same parameters and images; this one must be new.
    ///
    /// # Errors
    /// A state that is not of such a training; this one then stays as it is.
    pub fn resume(&mut self, state: State) -> Result<(), TrainingError> {
        self.fit(&state)?;
        let done = state.history.len() as u32;
        let Training { set, rule, history, .. } = self;
        let zero = Couplings::zero(set.network().clone());
        match rule {
            Rule::Done(_) => {}
            Rule::Sgd(sgd) => sgd.resume(filled(zero, &state.numbers), done),
            Rule::Online(online) => {
                let loss = state.numbers.last().copied().unwrap_or_default();
                online.resume(set, &filled(zero, &state.numbers), done, state.made, loss);
            }
            Rule::Exact(exact) => exact.resume(vectors(&Theta::zero(set.network()), &state.numbers)),
        }
        *history = state.history;
        Ok(())
    }

    /// Refuses a state whose sizes are not those of this training, or with numbers that are not finite.
    fn fit(&self, state: &State) -> Result<(), ParameterError> {
        let size: usize = Couplings::zero(self.set.network().clone()).blocks().iter().map(|b| b.len()).sum();
        let wanted = match &self.rule {
            Rule::Done(_) => 0,
            Rule::Sgd(_) => size,
            Rule::Online(_) => size + 1,
            Rule::Exact(_) if state.numbers.is_empty() && state.history.is_empty() => 0,
            Rule::Exact(_) => 3 * size,
        };
        let p = &self.parameters;
        let most_made = if matches!(self.rule, Rule::Online(_)) { p.steps() - 1 } else { 0 };
        let checks = [
            ("numbers", state.numbers.len(), state.numbers.len() == wanted, wanted),
            (
                "iterations",
                state.history.len(),
                state.history.len() <= p.iterations as usize,
                p.iterations as usize,
            ),
            ("steps", state.made as usize, state.made <= most_made, most_made as usize),
        ];
        for (what, value, right, limit) in checks {
            if !right {
                let limit = format!("of a training with these settings and images ({limit} {what})");
                return Err(ParameterError::invalid("state", format!("{value} {what}"), limit));
            }
        }
        match state.numbers.iter().find(|x| !x.is_finite()) {
            Some(bad) => Err(ParameterError::invalid("state", bad, "finite in all its numbers")),
            None => Ok(()),
        }
    }
}

fn filled(mut theta: Couplings, numbers: &[f64]) -> Couplings {
    let places = theta.blocks_mut().into_iter().flatten();
    places.zip(numbers).for_each(|(x, &number)| *x = number as f32);
    theta
}

/// As many vectors as the numbers are of, one after the other.
fn vectors(zero: &Theta, numbers: &[f64]) -> Option<[Theta; 3]> {
    let mut rest = numbers.iter();
    let mut next = || {
        let mut vector = zero.clone();
        vector.blocks.iter_mut().flatten().zip(&mut rest).for_each(|(x, &number)| *x = number);
        vector
    };
    (!numbers.is_empty()).then(|| [next(), next(), next()])
}
