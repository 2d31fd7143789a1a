//! Training to the exact optimum: a table of one unit's moments, the moments of the images, and
//! conjugate gradients on the loss, which is quadratic in θ.
//!
//! Pieces are levels of the table, runs of images, and chunks of columns of a product; few images
//! make a product too small to share.

use super::conjugate_gradients::ConjugateGradients;
use super::levels::TableBuilder;
use super::moments::Moments;
use super::products::Full;
use super::rounds::Work;
use super::runs::{RUN, Run};
use super::table::DriveTable;
use super::theta::Theta;
use super::training_set::TrainingSet;
use crate::parameters::Parameters;
use crate::parts::Parts;
use crate::physics::couplings::Couplings;
use crate::physics::fokker_planck::{Resolution, UnitMoments};

/// Length of the residual, beside that of the right-hand side, at which the optimum counts as found: the
/// loss is then within 10⁻⁶ of its fall.
const NEAR: f64 = 1e-3;
/// Images whose moments one slice of work adds.
const IMAGES: usize = 8;

#[derive(Clone, Debug)]
enum Stage {
    Table {
        builder: Box<TableBuilder>,
        levels: Vec<usize>,
        solved: Vec<UnitMoments>,
    },
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
    /// The run at hand and how many of its images are added.
    at: (usize, usize),
}

impl Summing {
    fn new(table: DriveTable, set: &TrainingSet) -> Self {
        let (network, count) = (set.network(), set.count());
        let (moments, run) = (Moments::new(network, &table, count), Run::new(network, &table, count));
        Summing { table, moments, run, at: (usize::MAX, 0) }
    }

    /// Adds a few images of a run; returns whether that was all of it.
    fn slice(&mut self, set: &TrainingSet, piece: usize) -> bool {
        if self.at.0 != piece {
            self.run.take();
            self.at = (piece, 0);
        }
        let all = RUN.min(set.count() - piece * RUN);
        let last = all.min(self.at.1 + IMAGES);
        for image in self.at.1..last {
            self.run.add(&self.table, &set.drive(piece * RUN + image));
        }
        self.at.1 = last;
        last == all
    }

    fn take(&mut self) -> Parts {
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

impl Stage {
    fn table(builder: Box<TableBuilder>) -> Self {
        let levels = builder.new_levels().collect();
        Stage::Table { builder, levels, solved: Vec::new() }
    }
}

impl Exact {
    /// Begins a training on `set`.
    pub fn new(p: &Parameters, set: &TrainingSet) -> Self {
        let drives = (0..set.count()).flat_map(|image| set.drive(image));
        let largest = drives.fold(0.0f32, |most, s| most.max(s.abs()));
        let builder = TableBuilder::new(p, f64::from(largest), Resolution::default());
        Exact {
            stage: Stage::table(Box::new(builder)),
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
    pub fn vectors(&self) -> Option<[&Theta; 3]> {
        match (&self.stage, &self.resumed) {
            (Stage::Solve(solver), _) => Some(solver.vectors()),
            (_, resumed) => resumed.as_ref().map(|vectors| vectors.each_ref()),
        }
    }

    /// Goes on from such vectors, none where the solver had not begun.
    pub fn resume(&mut self, vectors: Option<[Theta; 3]>) {
        self.resumed = vectors;
    }

    /// Goes on towards the optimum on the side, from where the training stands, one slice of work at a
    /// time; returns whether it is found (or cannot be sought before the moments are known).
    pub fn seek_optimum(&mut self) -> bool {
        let Stage::Solve(solver) = &self.stage else { return true };
        let ahead = self.ahead.get_or_insert_with(|| solver.clone());
        if ahead.relative_residual() >= NEAR || ahead.chunk() > 0 {
            ahead.advance();
        }
        ahead.relative_residual() < NEAR && ahead.chunk() == 0
    }

    /// The loss of a step less N/2 as far as [`Exact::seek_optimum`] has come.
    pub fn optimum(&self) -> Option<f64> {
        self.ahead.as_ref().map(|ahead| self.weight * (self.untrained + ahead.objective()))
    }

    /// The stage that a brief opens.
    fn stage_of(&self, set: &TrainingSet, brief: &Parts) -> Option<Stage> {
        let (&kind, numbers) = brief.doubles.split_first()?;
        if kind == 1.0 {
            let table = DriveTable::from_numbers(numbers)?;
            return Some(Stage::Moments(Box::new(Summing::new(table, set))));
        }
        let (mut full, direction) = Full::from_numbers(set.network(), &brief.singles)?;
        full.follow(direction).then(|| Stage::Multiply(Box::new(full)))
    }
}

impl Work for Exact {
    fn kind(&self) -> u32 {
        match self.stage {
            Stage::Table { .. } => 0,
            Stage::Moments(_) => 1,
            Stage::Solve(_) | Stage::Multiply(_) => 2,
        }
    }

    fn pieces(&self) -> usize {
        match &self.stage {
            Stage::Table { levels, .. } => levels.len(),
            Stage::Moments(_) => self.images.div_ceil(RUN),
            Stage::Solve(solver) => solver.products().shared().map_or(1, Full::chunks),
            Stage::Multiply(full) => full.chunks(),
        }
    }

    fn slice(&mut self, set: &TrainingSet, piece: usize) -> bool {
        match &mut self.stage {
            Stage::Table { builder, levels, solved } => *solved = builder.solve(levels[piece]),
            Stage::Moments(summing) => return summing.slice(set, piece),
            Stage::Solve(solver) => return solver.slice(piece),
            Stage::Multiply(full) => full.multiply(piece),
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

    fn parts(&mut self, piece: usize) -> Parts {
        match &mut self.stage {
            Stage::Table { solved, .. } => {
                let numbers = |m: &UnitMoments| [m.mean, m.variance, m.reverse_force, m.reverse_square];
                Parts { singles: Vec::new(), doubles: solved.iter().flat_map(numbers).collect() }
            }
            Stage::Moments(summing) => summing.take(),
            Stage::Solve(solver) => {
                solver.products().shared().map_or_else(Parts::default, |f| f.parts(piece))
            }
            Stage::Multiply(full) => full.parts(piece),
        }
    }

    fn add(&mut self, piece: usize, parts: &Parts) -> bool {
        match &mut self.stage {
            Stage::Table { builder, levels, .. } => {
                let moments = |&[mean, variance, reverse_force, reverse_square]: &[f64; 4]| UnitMoments {
                    mean,
                    variance,
                    reverse_force,
                    reverse_square,
                };
                let (numbers, over) = parts.doubles.as_chunks::<4>();
                over.is_empty() && builder.put(levels[piece], numbers.iter().map(moments).collect())
            }
            Stage::Moments(summing) => summing.moments.add(parts),
            Stage::Solve(solver) => solver.products_mut().shared_mut().is_some_and(|f| f.put(piece, parts)),
            Stage::Multiply(_) => false,
        }
    }

    fn add_own(&mut self, piece: usize) {
        // A product is where it belongs already.
        if !matches!(self.stage, Stage::Solve(_)) {
            let parts = self.parts(piece);
            self.add(piece, &parts);
        }
    }

    fn conclude(&mut self, set: &TrainingSet) -> Option<f64> {
        match &mut self.stage {
            Stage::Table { builder, levels, .. } => match builder.conclude() {
                Some(table) => self.stage = Stage::Moments(Box::new(Summing::new(table, set))),
                None => *levels = builder.new_levels().collect(),
            },
            Stage::Moments(summing) => {
                let averages = summing.moments.clone().averages();
                self.untrained = 0.5 * averages.reverse_square;
                let mut solver = ConjugateGradients::new(averages, self.ridge);
                if let Some(vectors) = self.resumed.take() {
                    solver.resume(vectors);
                }
                self.stage = Stage::Solve(Box::new(solver));
            }
            Stage::Solve(solver) => {
                solver.conclude();
                return Some(self.weight * (self.untrained + solver.objective()));
            }
            Stage::Multiply(_) => {}
        }
        None
    }

    fn brief(&self, first: bool) -> Parts {
        match &self.stage {
            Stage::Table { builder, .. } => {
                Parts { singles: Vec::new(), doubles: vec![0.0, builder.levels() as f64] }
            }
            Stage::Moments(summing) => {
                Parts { singles: Vec::new(), doubles: [vec![1.0], summing.table.to_numbers()].concat() }
            }
            Stage::Solve(solver) => {
                let numbers = solver.products().shared().map(|full| full.numbers(first));
                Parts { singles: numbers.unwrap_or_default(), doubles: vec![if first { 2.0 } else { 3.0 }] }
            }
            Stage::Multiply(_) => Parts::default(),
        }
    }

    fn follow(&mut self, set: &TrainingSet, brief: &Parts) -> bool {
        match (&mut self.stage, brief.doubles.as_slice()) {
            (Stage::Table { builder, levels, .. }, &[0.0, number]) => {
                let fits = builder.set_levels(number as usize);
                *levels = builder.new_levels().collect();
                fits
            }
            (Stage::Multiply(full), [3.0]) => full.follow(&brief.singles),
            (_, [1.0 | 2.0, ..]) => {
                let stage = self.stage_of(set, brief);
                stage.map(|stage| self.stage = stage).is_some()
            }
            _ => false,
        }
    }

    fn theta(&self) -> Couplings {
        self.vectors().map_or_else(|| self.zero.clone(), |[theta, ..]| theta.couplings())
    }
}
