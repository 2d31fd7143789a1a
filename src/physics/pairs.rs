//! The interface of couplings, whatever their form, and of their products in f32.
//!
//! The dynamics, the heat, the path probabilities and the checks know this interface alone. A form is
//! linked into a program by its constructor: a program that makes factored couplings only has no dense
//! product in it.

use super::step::Step;
use crate::data::DataError;
use crate::kernels::thin::{Rates, Thin};
use crate::simd::Block;
use std::any::Any;
use std::fmt;

/// The form of couplings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A number for each pair.
    Dense,
    /// Factors of few columns.
    Factored,
}

/// The energy of all pairs, each counted once, by their units, E₀.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PairEnergy {
    /// Visible–hidden pairs.
    pub visible_hidden: f64,
    /// Hidden–hidden pairs.
    pub hidden_hidden: f64,
    /// Visible–visible pairs.
    pub visible_visible: f64,
}

/// The couplings of all pairs of a network.
pub trait Pairs: Any + Send + Sync {
    /// The form.
    fn form(&self) -> Form;
    /// All numbers: visible–hidden, hidden–hidden, visible–visible; or F_v, F_h, M.
    fn blocks(&self) -> [&[f32]; 3];
    /// The coupling of two units, 0 where there is none.
    fn get(&self, i: usize, j: usize) -> f32;
    /// The couplings of one unit with all units.
    fn row(&self, unit: usize) -> Vec<f32>;
    /// Σ_j J_ij x_j of every unit, in f64.
    fn times(&self, x: &[f64]) -> Vec<f64>;
    /// The energy of the pairs in a state (units), in f64.
    fn energy(&self, x: &[f32]) -> PairEnergy;
    /// Removes all couplings of a hidden unit (from 0).
    fn cut(&mut self, hidden: usize);
    /// The couplings packed for products over slots.
    fn product(&self) -> Box<dyn Product>;
    /// A copy.
    fn boxed(&self) -> Box<dyn Pairs>;
}

/// Names the form alone: numbers would be too many, and a small program is spared what writes them.
impl fmt::Debug for dyn Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.form() {
            Form::Dense => "dense couplings",
            Form::Factored => "factored couplings",
        })
    }
}

impl Clone for Box<dyn Pairs> {
    fn clone(&self) -> Self {
        (**self).boxed()
    }
}

/// Packed couplings: products in f32 over slots, one order of sums for one sample and for many.
pub trait Product: Send + Sync {
    /// With groups of eight samples, each `slots` blocks.
    fn multiply(&self, x: &[Block], out: &mut [Block]);
    /// One time step of groups of eight samples: x ← (x + noise) − drift(x, offset + J x).
    fn advance(&mut self, step: Step, offset: &[Block], noise: &[Block], x: &mut [Block]);
    /// The same of one sample, in blocks of eight slots.
    fn advance_one(&mut self, step: Step, offset: &[Block], noise: &[Block], x: &mut [Block]);
    /// A copy.
    fn boxed(&self) -> Box<dyn Product>;
}

impl fmt::Debug for dyn Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("packed couplings")
    }
}

impl Clone for Box<dyn Product> {
    fn clone(&self) -> Self {
        (**self).boxed()
    }
}

impl Product for Thin {
    fn multiply(&self, x: &[Block], out: &mut [Block]) {
        Thin::multiply(self, x, out);
    }

    fn advance(&mut self, step: Step, offset: &[Block], noise: &[Block], x: &mut [Block]) {
        Thin::advance(self, rates(step), offset, noise, x);
    }

    fn advance_one(&mut self, step: Step, offset: &[Block], noise: &[Block], x: &mut [Block]) {
        Thin::advance_one(self, rates(step), offset, noise, x);
    }

    fn boxed(&self) -> Box<dyn Product> {
        Box::new(self.clone())
    }
}

/// Refuses a block of another size, or one with numbers that are not finite.
pub(crate) fn check_numbers(name: &str, values: &[f32], count: usize) -> Result<(), DataError> {
    if values.len() != count {
        return Err(DataError::refused(name, format!("holds {} numbers", values.len()), count.to_string()));
    }
    match values.iter().position(|value| !value.is_finite()) {
        Some(at) => Err(DataError::refused(name, format!("is not finite at {at}"), "finite numbers only")),
        None => Ok(()),
    }
}

fn rates(step: Step) -> Rates {
    Rates { linear: step.linear, cubic: step.cubic, pull: step.pull }
}
