//! Training to the exact optimum: a table of one unit's moments, the moments of the images, and
//! conjugate gradients on the loss, which is quadratic in θ.
//!
//! Work units are levels of the table, runs of images, and chunks of columns of a product; few images
//! make a product too small to share.

use super::conjugate_gradients::ConjugateGradients;
use super::moments::Moments;
use super::products::Full;
use super::rounds::{Extent, TrainingRule};
use super::runs::{RUN, Run};
use super::state::State;
use super::table::DriveTable;
use super::table_round::TableRound;
use super::theta::Theta;
use super::training_set::TrainingSet;
use crate::parameters::Parameters;
use crate::payload::Payload;
use crate::physics::couplings::Couplings;

/// Length of the residual, compared with that of the right-hand side, at which the optimum counts as found: the
/// loss is then within 10⁻⁶ of its fall.
const NEAR: f64 = 1e-3;
/// Images whose moments one slice of work adds.
const IMAGES: usize = 8;

#[derive(Clone, Debug)]
enum Stage {
    Table(Box<TableRound>),
    Moments(Box<Summing>),
    Solve(Box<ConjugateGradients>),
    /// In a copy that does products for another.
    Multiply(Box<Full>),
}

/// Moments in the making.
#[derive(Clone, Debug)]
struct Summing {
    table: DriveTable,
    moments: Moments,
    run: Run,
    /// The current run and how many of its images are added.
    at: (usize, usize),
}

impl Summing {
    fn new(table: DriveTable, set: &TrainingSet) -> Self {
        let (network, count) = (set.network(), set.count());
        let (moments, run) = (Moments::new(network, &table, count), Run::new(network, &table, count));
        Summing { table, moments, run, at: (usize::MAX, 0) }
    }

    /// Adds a few images of a run; returns whether that was all of it.
    fn slice(&mut self, set: &TrainingSet, work_unit: usize) -> bool {
        if self.at.0 != work_unit {
            self.run.take();
            self.at = (work_unit, 0);
        }
        let all = RUN.min(set.count() - work_unit * RUN);
        let last = all.min(self.at.1 + IMAGES);
        for image in self.at.1..last {
            self.run.add(&self.table, &set.drive(work_unit * RUN + image));
        }
        self.at.1 = last;
        last == all
    }

    fn take(&mut self) -> Payload {
        self.at = (usize::MAX, 0);
        self.run.take()
    }
}

/// The exact trainer in progress.
#[derive(Clone, Debug)]
pub struct Exact {
    stage: Stage,
    ridge: f64,
    /// μΔt/(2kT): loss of a step per unit of the objective.
    weight: f64,
    untrained: f64,
    zero: Couplings,
    images: usize,
    /// Where the solver goes on, once the moments are there.
    resumed: Option<[Theta; 3]>,
    /// The solver that looks for the optimum on the side.
    ahead: Option<Box<ConjugateGradients>>,
}

impl Exact {
    /// Begins a training on `set`.
    pub fn new(p: &Parameters, set: &TrainingSet) -> Self {
        Exact {
            stage: Stage::Table(Box::new(TableRound::new(p, set))),
            ridge: p.ridge,
            weight: p.mobility * p.dt / (2.0 * p.kt),
            untrained: 0.0,
            zero: Couplings::zero(set.network().clone()),
            images: set.count(),
            resumed: None,
            ahead: None,
        }
    }

    /// θ, residual and direction of the solver after the last whole iteration, once it has begun.
    fn vectors(&self) -> Option<[&Theta; 3]> {
        match (&self.stage, &self.resumed) {
            (Stage::Solve(solver), _) => Some(solver.vectors()),
            (_, resumed) => resumed.as_ref().map(|vectors| vectors.each_ref()),
        }
    }

    /// All images are summed: the solver begins, or goes on.
    fn begin_to_solve(&mut self, moments: Moments) {
        let averages = moments.averages();
        self.untrained = 0.5 * averages.reverse_square;
        let mut solver = ConjugateGradients::new(averages, self.ridge);
        if let Some(vectors) = self.resumed.take() {
            solver.resume(vectors);
        }
        self.stage = Stage::Solve(Box::new(solver));
    }

    /// The stage that a round input opens.
    fn stage_of(&self, set: &TrainingSet, round_input: &Payload) -> Option<Stage> {
        let (&kind, numbers) = round_input.doubles.split_first()?;
        if kind == 1.0 {
            let table = DriveTable::from_numbers(numbers)?;
            return Some(Stage::Moments(Box::new(Summing::new(table, set))));
        }
        let (mut full, direction) = Full::from_numbers(set.network(), &round_input.singles)?;
        full.follow(direction).then(|| Stage::Multiply(Box::new(full)))
    }
}

impl TrainingRule for Exact {
    fn kind(&self) -> u32 {
        match self.stage {
            Stage::Table(_) => 0,
            Stage::Moments(_) => 1,
            Stage::Solve(_) | Stage::Multiply(_) => 2,
        }
    }

    fn work_units(&self) -> usize {
        match &self.stage {
            Stage::Table(table) => table.work_units(),
            Stage::Moments(_) => self.images.div_ceil(RUN),
            Stage::Solve(solver) => solver.products().shared().map_or(1, Full::chunks),
            Stage::Multiply(full) => full.chunks(),
        }
    }

    fn slice(&mut self, set: &TrainingSet, work_unit: usize) -> bool {
        match &mut self.stage {
            Stage::Table(table) => table.solve(work_unit),
            Stage::Moments(summing) => return summing.slice(set, work_unit),
            Stage::Solve(solver) => return solver.slice(work_unit),
            Stage::Multiply(full) => full.multiply(work_unit),
        }
        true
    }

    fn fraction(&self) -> f64 {
        match &self.stage {
            Stage::Moments(summing) => summing.at.1 as f64 / RUN as f64,
            Stage::Solve(solver) => solver.fraction(),
            _ => 0.0,
        }
    }

    fn result(&mut self, work_unit: usize) -> Payload {
        match &mut self.stage {
            Stage::Table(table) => table.result(),
            Stage::Moments(summing) => summing.take(),
            Stage::Solve(solver) => {
                solver.products().shared().map_or_else(Payload::default, |f| f.result(work_unit))
            }
            Stage::Multiply(full) => full.result(work_unit),
        }
    }

    fn add(&mut self, work_unit: usize, result: &Payload) -> bool {
        match &mut self.stage {
            Stage::Table(table) => table.add(work_unit, result),
            Stage::Moments(summing) => summing.moments.add(result),
            Stage::Solve(solver) => {
                solver.products_mut().shared_mut().is_some_and(|f| f.put(work_unit, result))
            }
            Stage::Multiply(_) => false,
        }
    }

    fn add_own(&mut self, work_unit: usize) {
        // A product is where it belongs already.
        if !matches!(self.stage, Stage::Solve(_)) {
            let result = self.result(work_unit);
            self.add(work_unit, &result);
        }
    }

    fn conclude(&mut self, set: &TrainingSet) -> Option<f64> {
        match &mut self.stage {
            Stage::Table(table) => {
                if let Some(table) = table.conclude() {
                    self.stage = Stage::Moments(Box::new(Summing::new(table, set)));
                }
            }
            Stage::Moments(summing) => {
                let moments = summing.moments.clone();
                self.begin_to_solve(moments);
            }
            Stage::Solve(solver) => {
                solver.conclude();
                return Some(self.weight * (self.untrained + solver.objective()));
            }
            Stage::Multiply(_) => {}
        }
        None
    }

    fn round_input(&self, extent: Extent) -> Payload {
        match &self.stage {
            Stage::Table(table) => table.round_input(),
            Stage::Moments(summing) => {
                Payload { singles: Vec::new(), doubles: [vec![1.0], summing.table.to_numbers()].concat() }
            }
            Stage::Solve(solver) => {
                let full = solver.products().shared();
                let (numbers, kind) = match extent {
                    Extent::Whole => (full.map(Full::numbers), 2.0),
                    Extent::Changes => (full.map(Full::direction), 3.0),
                };
                Payload { singles: numbers.unwrap_or_default(), doubles: vec![kind] }
            }
            Stage::Multiply(_) => Payload::default(),
        }
    }

    fn follow(&mut self, set: &TrainingSet, round_input: &Payload) -> bool {
        match (&mut self.stage, round_input.doubles.as_slice()) {
            (Stage::Table(table), &[0.0, levels]) => table.follow(levels),
            (Stage::Multiply(full), [3.0]) => full.follow(&round_input.singles),
            (_, [1.0 | 2.0, ..]) => {
                let stage = self.stage_of(set, round_input);
                stage.map(|stage| self.stage = stage).is_some()
            }
            _ => false,
        }
    }

    fn theta(&self) -> Couplings {
        self.vectors().map_or_else(|| self.zero.clone(), |[theta, ..]| theta.couplings())
    }

    fn state(&self) -> (Vec<f64>, u32) {
        let blocks = self.vectors().into_iter().flatten().flat_map(|vector| &vector.blocks);
        (blocks.flatten().copied().collect(), 0)
    }

    fn state_sizes(&self) -> (usize, u32) {
        (3 * State::size_of(&self.zero), 0)
    }

    fn begins_without_numbers(&self) -> bool {
        true
    }

    fn resume(&mut self, set: &TrainingSet, state: &State) {
        self.resumed = Theta::three(set.network(), &state.numbers);
    }

    fn take_moments(&mut self, moments: Moments) -> bool {
        let whole = moments.images() == self.images;
        if whole {
            self.begin_to_solve(moments);
        }
        whole
    }

    /// Goes on towards the optimum in a copy, from where the training stands.
    fn seek_optimum(&mut self) -> bool {
        let Stage::Solve(solver) = &self.stage else { return true };
        let ahead = self.ahead.get_or_insert_with(|| solver.clone());
        if ahead.relative_residual() >= NEAR || ahead.chunk() > 0 {
            ahead.advance();
        }
        ahead.relative_residual() < NEAR && ahead.chunk() == 0
    }

    fn optimum(&self) -> Option<f64> {
        self.ahead.as_ref().map(|ahead| self.weight * (self.untrained + ahead.objective()))
    }
}
