//! One system that is watched, and an ensemble of equal ones that is counted.
//!
//! Each system of the ensemble begins at x = 0, is left to itself for a time, is counted once in its cell and
//! begins again with other noise, so all that is counted is independent. Whether the time was enough is for
//! the χ² to say: behind a high barrier it is not.

use super::density::{Agreement, Density};
use super::well::Well;
use crate::parameters::ParameterError;
use crate::physics::langevin::{Batch, Diverged};

/// Systems that are counted together.
pub(crate) const TOGETHER: u32 = 256;
/// Steps of the counted systems in one slice of work.
const SLICE: u32 = 500;
/// Most steps that a system may be left to itself.
const MOST_STEPS: f64 = 200_000.0;

/// The watched system and the ensemble.
#[derive(Clone, Debug)]
pub struct Ensemble {
    well: Well,
    density: Density,
    counts: Vec<u32>,
    seed: u32,
    watched: Batch,
    counted: Batch,
    rounds: u32,
    /// Steps from a system's beginning to its count.
    wait: u32,
}

impl Ensemble {
    /// Systems of this well that are counted a time `wait` after they began.
    ///
    /// # Errors
    /// A wait that is no time or too many steps.
    pub fn new(well: Well, wait: f64, seed: u32) -> Result<Self, ParameterError> {
        let steps = (wait / well.dt()).round();
        if !(1.0..=MOST_STEPS).contains(&steps) {
            let limit = format!("from one time step to {MOST_STEPS} of them");
            return Err(ParameterError::invalid("wait", wait, limit));
        }
        let density =
            if well.units() == 2 { Density::new(&well, 24, 8) } else { Density::new(&well, 48, 32) };
        let couplings = well.couplings();
        Ok(Ensemble {
            counts: vec![0; density.boltzmann.len()],
            watched: Batch::new(&couplings, seed, 0, 1),
            counted: Batch::new(&couplings, seed, 1, TOGETHER as usize),
            rounds: 0,
            wait: steps as u32,
            density,
            seed,
            well,
        })
    }

    /// The well.
    pub fn well(&self) -> &Well {
        &self.well
    }

    /// The density that the counts are compared with.
    pub fn density(&self) -> &Density {
        &self.density
    }

    /// Systems counted in each cell.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// How the counts agree with Boltzmann's density.
    pub fn agreement(&self) -> Agreement {
        self.density.agreement(&self.counts)
    }

    /// Puts the watched system somewhere.
    pub fn place(&mut self, x: &[f32]) {
        self.watched.set(0, x);
    }

    /// Moves the watched system by so many steps; its places after each, steps × units.
    ///
    /// # Errors
    /// A unit that stops being finite.
    pub fn watch(&mut self, steps: u32) -> Result<Vec<f32>, Diverged> {
        let mut path = Vec::with_capacity(steps as usize * self.well.units());
        for _ in 0..steps {
            self.watched.advance(self.well.step(), 1)?;
            path.extend(self.watched.get(0));
        }
        Ok(path)
    }

    /// One slice of the ensemble's work; whether systems were counted in it.
    ///
    /// # Errors
    /// A unit that stops being finite.
    pub fn work(&mut self) -> Result<bool, Diverged> {
        let left = self.wait - self.counted.step();
        self.counted.advance(self.well.step(), left.min(SLICE))?;
        if self.counted.step() < self.wait {
            return Ok(false);
        }
        for sample in 0..TOGETHER as usize {
            self.counts[self.density.cell(&self.counted.get(sample))] += 1;
        }
        self.rounds += 1;
        let first = 1u32.wrapping_add(self.rounds.wrapping_mul(TOGETHER));
        self.counted = Batch::new(&self.well.couplings(), self.seed, first, TOGETHER as usize);
        Ok(true)
    }
}
