//! The exact trainer in factors: J = offdiag(F M Fᵀ), F a basis of the images' modes, M and b to be found.
//!
//! Rounds: the drive table, level by level, which workers can share; then the iterations (`solver`).

mod solver;

use super::rounds::{Extent, TrainingRule};
use super::span::Span;
use super::state::State;
use super::table_round::TableRound;
use super::training_set::TrainingSet;
use crate::parameters::{CouplingForm, Parameters, VisibleCouplings};
use crate::payload::Payload;
use crate::physics::couplings::Couplings;
use crate::physics::factored::Factored;
use crate::physics::network::{MOST_DENSE, Network};
use solver::{Solver, Theta};

/// Modes of each image.
pub(crate) const MODES: usize = 2;
/// Length of the residual, compared with that of the right-hand side, at which the optimum counts as found.
const NEAR: f64 = 1e-3;

/// Whether a set is to be learned in factors: always or never as the parameters say; left open, where the
/// columns of a group of units, two for each image, are at most an eighth of the units, so that a product costs
/// at most a quarter of one with a number for each pair, or where the units are too many for such numbers.
pub fn is_chosen(p: &Parameters, set: &TrainingSet) -> bool {
    let network = set.network();
    let few = 8 * MODES * set.count() <= network.units() || network.visible() > MOST_DENSE;
    match p.couplings {
        CouplingForm::Dense => false,
        CouplingForm::Factored => true,
        CouplingForm::Auto => {
            let untrained = p.iterations == 0 && set.network().visible() <= MOST_DENSE;
            few && p.visible_couplings != VisibleCouplings::Nearest && !untrained
        }
    }
}

#[derive(Clone, Debug)]
enum Stage {
    Table(Box<TableRound>),
    Solve(Box<Solver>),
}

/// The trainer in progress.
#[derive(Clone, Debug)]
pub struct FactoredExact {
    stage: Stage,
    network: Network,
    modes: usize,
    /// Columns of both groups of units.
    columns: usize,
    ridge: f64,
    /// μΔt/(2kT): loss of a step per unit of the objective.
    weight: f64,
    /// Where the solver goes on, once the table is there.
    resumed: Option<[Theta; 3]>,
    /// The solver that looks for the optimum on its own.
    ahead: Option<Box<Solver>>,
}

impl FactoredExact {
    /// Begins a training on `set` with `MODES` modes for each image.
    pub fn new(p: &Parameters, set: &TrainingSet) -> Self {
        FactoredExact::with_modes(p, set, MODES)
    }

    /// The same with another number of modes.
    pub fn with_modes(p: &Parameters, set: &TrainingSet, modes: usize) -> Self {
        FactoredExact {
            stage: Stage::Table(Box::new(TableRound::new(p, set))),
            network: set.network().clone(),
            modes,
            columns: 2 * modes * set.count(),
            ridge: p.ridge,
            weight: p.mobility * p.dt / (2.0 * p.kt),
            resumed: None,
            ahead: None,
        }
    }

    fn vectors(&self) -> Option<[&Theta; 3]> {
        match (&self.stage, &self.resumed) {
            (Stage::Solve(solver), _) => Some([&solver.theta, &solver.residual, &solver.direction]),
            (_, resumed) => resumed.as_ref().map(|vectors| vectors.each_ref()),
        }
    }
}

impl TrainingRule for FactoredExact {
    fn kind(&self) -> u32 {
        u32::from(matches!(self.stage, Stage::Solve(_)))
    }

    fn work_units(&self) -> usize {
        if let Stage::Table(table) = &self.stage { table.work_units() } else { 1 }
    }

    fn slice(&mut self, _: &TrainingSet, work_unit: usize) -> bool {
        match &mut self.stage {
            Stage::Table(table) => table.solve(work_unit),
            Stage::Solve(solver) => solver.advance(),
        }
        true
    }

    fn fraction(&self) -> f64 {
        0.0
    }

    fn result(&mut self, _: usize) -> Payload {
        if let Stage::Table(table) = &self.stage { table.result() } else { Payload::default() }
    }

    fn add(&mut self, work_unit: usize, result: &Payload) -> bool {
        if let Stage::Table(table) = &mut self.stage { table.add(work_unit, result) } else { true }
    }

    fn conclude(&mut self, set: &TrainingSet) -> Option<f64> {
        let table = match &mut self.stage {
            Stage::Table(table) => table.conclude()?,
            Stage::Solve(solver) => return Some(self.weight * solver.loss()),
        };
        let mut solver = Solver::new(Span::new(&table, set, self.modes), self.ridge);
        if let Some(vectors) = self.resumed.take() {
            solver.resume(vectors);
        }
        self.stage = Stage::Solve(Box::new(solver));
        None
    }

    fn round_input(&self, _: Extent) -> Payload {
        if let Stage::Table(table) = &self.stage { table.round_input() } else { Payload::default() }
    }

    fn follow(&mut self, _: &TrainingSet, round_input: &Payload) -> bool {
        match (&mut self.stage, round_input.doubles.as_slice()) {
            (Stage::Table(table), &[0.0, levels]) => table.follow(levels),
            _ => false,
        }
    }

    fn theta(&self) -> Couplings {
        if let Stage::Solve(solver) = &self.stage {
            solver.couplings()
        } else {
            Factored::zero(self.network.clone()).into()
        }
    }

    fn state(&self) -> (Vec<f64>, u32) {
        let vectors = self.vectors().into_iter().flatten();
        (vectors.flat_map(|v| v.core.iter().chain(&v.bias)).copied().collect(), 0)
    }

    fn state_sizes(&self) -> (usize, u32) {
        let size = self.columns * self.columns + self.network.units();
        (3 * size, 0)
    }

    fn begins_without_numbers(&self) -> bool {
        true
    }

    fn resume(&mut self, _: &TrainingSet, state: &State) {
        let (core, units) = (self.columns * self.columns, self.network.units());
        let vector =
            |numbers: &[f64]| Theta { core: numbers[..core].to_vec(), bias: numbers[core..].to_vec() };
        let vectors: Vec<Theta> = state.numbers.chunks(core + units).map(vector).collect();
        self.resumed = vectors.try_into().ok();
    }

    fn seek_optimum(&mut self) -> bool {
        let Stage::Solve(solver) = &self.stage else { return true };
        let ahead = self.ahead.get_or_insert_with(|| solver.clone());
        if ahead.relative_residual() >= NEAR {
            ahead.advance();
        }
        ahead.relative_residual() < NEAR
    }

    fn optimum(&self) -> Option<f64> {
        self.ahead.as_deref().map(|ahead| self.weight * ahead.loss())
    }

    fn truncation(&self) -> Option<f64> {
        if let Stage::Solve(solver) = &self.stage { Some(solver.span.truncation) } else { None }
    }
}
