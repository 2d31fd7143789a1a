//! The exact trainer in factors: J = offdiag(F M Fᵀ), F a basis of the images' modes, M and b to be found.
//!
//! The loss is that of the trainer with a number for each pair (see `conjugate_gradients`), restricted to
//! such J. Its gradient in M, in the inner product ½⟨M, M⟩ + ⟨b, b⟩ (F is orthonormal), is FᵀSF minus what
//! the diagonal S_ii adds, S = H + Hᵀ, H = dJ C + db mᵀ. With E = F dM, d_i = E_i · F_i, h_i = H_ii:
//!
//! ```text
//! FᵀHF − Fᵀ diag(h) F = dM (Fᵀ C F) + (Fᵀdb)(Fᵀm)ᵀ − Fᵀ [ d Y + (d v + h) F ]
//! h_i = E_i · Y_i − d_i c_i + db_i m_i            db-part of the image: E_i · Fᵀm − d_i m_i + db_i
//! ```
//!
//! N R² operations an iteration. Plain conjugate gradients from 0: the number of iterations regularises.

use super::rounds::TrainingRule;
use super::span::{Span, add, dot};
use super::state::State;
use super::table_round::TableRound;
use super::training_set::TrainingSet;
use crate::parameters::{CouplingForm, Parameters, VisibleCouplings};
use crate::payload::Payload;
use crate::physics::couplings::Couplings;
use crate::physics::factored::Factored;
use crate::physics::network::Network;

/// Modes of each image.
pub const MODES: usize = 2;
/// Length of the residual, compared with that of the right-hand side, at which the optimum counts as found.
const NEAR: f64 = 1e-3;

/// Whether a set is to be learned in factors: always or never as the parameters say; left open, where the
/// columns of a group of units, two for each image, are at most an eighth of the units. A product then costs
/// at most a quarter of one with a number for each pair.
pub fn is_chosen(p: &Parameters, set: &TrainingSet) -> bool {
    let few = 8 * MODES * set.count() <= set.network().units();
    match p.couplings {
        CouplingForm::Dense => false,
        CouplingForm::Factored => true,
        CouplingForm::Auto => few && p.visible_couplings != VisibleCouplings::Nearest,
    }
}

/// M and b.
#[derive(Clone, Debug)]
struct Theta {
    core: Vec<f64>,
    bias: Vec<f64>,
}

impl Theta {
    fn zero(columns: usize, units: usize) -> Self {
        Theta { core: vec![0.0; columns * columns], bias: vec![0.0; units] }
    }

    fn dot(&self, other: &Theta) -> f64 {
        0.5 * dot(&self.core, &other.core) + dot(&self.bias, &other.bias)
    }

    /// self ← keep · self + scale · other.
    fn combine(&mut self, keep: f64, scale: f64, other: &Theta) {
        let each = |x: &mut f64, y: &f64| *x = keep * *x + scale * y;
        self.core.iter_mut().zip(&other.core).for_each(|(x, y)| each(x, y));
        self.bias.iter_mut().zip(&other.bias).for_each(|(x, y)| each(x, y));
    }
}

/// Conjugate gradients in progress.
#[derive(Clone, Debug)]
struct Solver {
    span: Span,
    ridge: f64,
    right: Theta,
    theta: Theta,
    residual: Theta,
    direction: Theta,
    residual_square: f64,
}

impl Solver {
    fn new(span: Span, ridge: f64) -> Self {
        let bias = |unit: usize| if span.has_bias(unit) { span.units[unit][3] } else { 0.0 };
        let right = Theta { core: span.right.clone(), bias: (0..span.units.len()).map(bias).collect() };
        Solver {
            theta: Theta::zero(span.columns(), span.units.len()),
            residual: right.clone(),
            direction: right.clone(),
            residual_square: right.dot(&right),
            right,
            span,
            ridge,
        }
    }

    fn resume(&mut self, [theta, residual, direction]: [Theta; 3]) {
        self.residual_square = residual.dot(&residual);
        (self.theta, self.residual, self.direction) = (theta, residual, direction);
    }

    /// F_i M, over all columns.
    fn through(&self, core: &[f64], unit: usize, first: usize, sums: &mut [f64]) {
        sums.fill(0.0);
        let rows = core.chunks(sums.len()).skip(first);
        self.span.factors_of(unit).iter().zip(rows).for_each(|(&f, row)| add(sums, f, row));
    }

    /// The operator's image of the direction.
    fn image(&self) -> Theta {
        let (span, direction) = (&self.span, &self.direction);
        let columns = span.columns();
        let mut image = Theta::zero(columns, span.units.len());
        let (mut e, mut x) = (vec![0.0; columns], vec![0.0; columns]);
        let (mut pulled, mut biases) = (vec![0.0; columns * columns], vec![0.0; columns]);
        for (units, at) in span.groups() {
            for unit in units {
                let (factors, images) = (span.factors_of(unit), span.images_of(unit));
                let (db, [square, variance, mean, _]) = (direction.bias[unit], span.units[unit]);
                self.through(&direction.core, unit, at.start, &mut e);
                let d = dot(&e[at.clone()], factors);
                let h = dot(&e, images) - d * square + db * mean;
                if span.has_bias(unit) {
                    image.bias[unit] = dot(&e, &span.means) - d * mean + db * (1.0 + self.ridge);
                }
                x.iter_mut().zip(images).for_each(|(x, y)| *x = d * y);
                add(&mut x[at.clone()], d * (variance + 0.5 * self.ridge) + h, factors);
                for (r, &f) in factors.iter().enumerate() {
                    add(&mut pulled[(at.start + r) * columns..][..columns], f, &x);
                    biases[at.start + r] += f * db;
                }
            }
        }
        let mut half = pulled;
        for (r, row) in half.chunks_mut(columns.max(1)).enumerate() {
            row.iter_mut().zip(&span.means).for_each(|(x, m)| *x = biases[r] * m - *x);
            let core = &direction.core[r * columns..(r + 1) * columns];
            core.iter().zip(span.second.chunks(columns)).for_each(|(&m, second)| add(row, m, second));
        }
        for r in 0..columns {
            for c in (0..columns).filter(|&c| span.is_free(r, c)) {
                let ridge = self.ridge * direction.core[r * columns + c];
                image.core[r * columns + c] = half[r * columns + c] + half[c * columns + r] + ridge;
            }
        }
        image
    }

    fn advance(&mut self) {
        let image = self.image();
        let curvature = self.direction.dot(&image);
        // Beyond rounding nothing is left to gain.
        if curvature > 0.0 && self.relative_residual() > 1e-14 {
            let step = self.residual_square / curvature;
            self.theta.combine(1.0, step, &self.direction);
            self.residual.combine(1.0, -step, &image);
            let square = self.residual.dot(&self.residual);
            self.direction.combine(square / self.residual_square, 1.0, &self.residual);
            self.residual_square = square;
        }
    }

    fn relative_residual(&self) -> f64 {
        let right = self.right.dot(&self.right);
        if right > 0.0 { libm::sqrt(self.residual_square / right) } else { 0.0 }
    }

    /// ½⟨‖g + b + Jx′‖²⟩ without the noise's part.
    fn loss(&self) -> f64 {
        0.5 * self.span.reverse_square + self.objective()
    }

    /// What θ changes in ½⟨‖g + b + Jx′‖²⟩: −½ (right + residual)·θ minus the ridge's part ½ ridge ‖θ‖².
    fn objective(&self) -> f64 {
        let with_ridge = -0.5 * (self.right.dot(&self.theta) + self.residual.dot(&self.theta));
        if self.ridge == 0.0 { with_ridge } else { with_ridge - 0.5 * self.ridge * self.square() }
    }

    /// ‖θ‖²: every pair once, the diagonal of F M Fᵀ taken out.
    fn square(&self) -> f64 {
        let mut e = vec![0.0; self.span.columns()];
        let mut own = 0.0;
        for (units, at) in self.span.groups() {
            for unit in units {
                self.through(&self.theta.core, unit, at.start, &mut e);
                let d = dot(&e[at.clone()], self.span.factors_of(unit));
                own += d * d;
            }
        }
        self.theta.dot(&self.theta) - 0.5 * own
    }

    /// θ in f32, without the columns that are not there.
    fn couplings(&self) -> Couplings {
        let span = &self.span;
        let [visible, hidden] = span.groups().map(|(units, at)| -> Vec<f32> {
            let row = |unit: usize| {
                let entries = span.factors_of(unit).iter().zip(&span.used[at.clone()]);
                entries.filter(|(_, used)| **used).map(|(&f, _)| f as f32)
            };
            units.flat_map(row).collect()
        });
        let columns = span.columns();
        let kept = |k: &usize| span.used[k / columns] && span.used[k % columns];
        let core: Vec<f32> = (0..columns * columns).filter(kept).map(|k| self.theta.core[k] as f32).collect();
        let factored = Factored::new(span.network.clone(), &visible, &hidden, &core);
        let mut couplings = Couplings::from(factored.unwrap_or_else(|| Factored::zero(span.network.clone())));
        let (nv, biases) = (span.network.visible(), &self.theta.bias);
        couplings.bias_visible.iter_mut().zip(biases).for_each(|(x, b)| *x = *b as f32);
        couplings.bias_hidden.iter_mut().zip(&biases[nv..]).for_each(|(x, b)| *x = *b as f32);
        couplings
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
    /// Begins a training on `set` with [`MODES`] modes for each image.
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

    /// The root of the part of the images that the modes leave out, once the table is there.
    pub fn truncation(&self) -> Option<f64> {
        if let Stage::Solve(solver) = &self.stage { Some(solver.span.truncation) } else { None }
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

    fn parts(&mut self, _: usize) -> Payload {
        if let Stage::Table(table) = &self.stage { table.parts() } else { Payload::default() }
    }

    fn add(&mut self, work_unit: usize, parts: &Payload) -> bool {
        if let Stage::Table(table) = &mut self.stage { table.add(work_unit, parts) } else { true }
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

    fn round_input(&self, _: bool) -> Payload {
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

    fn state_sizes(&self, new: bool) -> (usize, u32) {
        let size = self.columns * self.columns + self.network.units();
        (if new { 0 } else { 3 * size }, 0)
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
}
