//! Training to the exact optimum: the loss is a quadratic function of θ, given by the moments alone,
//! and conjugate gradients minimise it.
//!
//! Operator (dJ, db) → (mask∘(H + Hᵀ), dJ m + db), H = dJ C + db mᵀ; right-hand side −mask∘(G + Gᵀ) and
//! −⟨g⟩; symmetric in the inner product ½⟨J, J⟩_F + ⟨b, b⟩. Plain iterations from θ = 0 without a
//! preconditioner: stopping early regularises, and how depends on the path. Few images make C of low
//! rank, and an iteration is two thin products; networks of up to [`SMALL`] units are solved in f64
//! throughout, others with products in f32 and all else in f64.

use super::moments::{Averages, Moments, SecondMoments};
use super::table::{DriveTable, TableBuilder};
use super::theta::Theta;
use super::training::TrainingSet;
use crate::kernels::packed::Packed;
use crate::kernels::symmetric_sums::{Steps, SymmetricSum};
use crate::parameters::Parameters;
use crate::physics::fokker_planck::Resolution;
use crate::simd::{Block, LANES};

/// Networks of at most this many units are solved in f64.
pub const SMALL: usize = 96;
/// Columns of one product.
const CHUNK: usize = 64;
/// Length of the residual, beside that of the right-hand side, at which the optimum counts as found: the
/// loss is then within 10⁻⁶ of its fall.
const NEAR: f64 = 1e-3;
/// Images whose moments one slice of work adds.
const IMAGES: usize = 8;

/// The operator's products, one chunk of columns at a time.
#[derive(Clone, Debug)]
enum Products {
    /// In f64, entry by entry: C over slots.
    Small(Vec<f64>),
    /// U in chunks of columns, the mean last, as operands of both products.
    LowRank { packed: Packed, grouped: Vec<Vec<Block>>, columns: Vec<Steps>, sum: SymmetricSum },
    /// C in groups of eight columns, and H likewise.
    Full { packed: Packed, moments: Vec<Block>, product: Vec<Block> },
}

/// Conjugate gradients in progress.
#[derive(Clone, Debug)]
pub struct ConjugateGradients {
    averages: Averages,
    ridge: f64,
    products: Products,
    right: Theta,
    theta: Theta,
    residual: Theta,
    direction: Theta,
    residual_square: f64,
    /// Chunks of the running iteration's product that are done.
    chunk: usize,
}

impl ConjugateGradients {
    /// Begins at θ = 0.
    pub fn new(averages: Averages, ridge: f64) -> Self {
        let network = averages.network.clone();
        let slots = network.slots();
        let mut right = Theta::zero(&network);
        right.fill(|i, j| averages.right[i * slots + j], |i| averages.right_bias[i]);
        ConjugateGradients {
            products: Products::new(&averages),
            theta: Theta::zero(&network),
            residual: right.clone(),
            direction: right.clone(),
            residual_square: right.dot(&right),
            right,
            averages,
            ridge,
            chunk: 0,
        }
    }

    /// Does one slice of an iteration; returns whether the iteration is complete.
    pub fn advance(&mut self) -> bool {
        if self.chunk == 0 {
            self.products.begin(&self.direction);
        }
        self.products.multiply(self.chunk);
        self.chunk += 1;
        if self.chunk < self.products.chunks() {
            return false;
        }
        self.chunk = 0;
        let mut image = self.products.finish(&self.averages, &self.direction);
        image.add_scaled(self.ridge, &self.direction);
        let curvature = self.direction.dot(&image);
        // Beyond rounding nothing is left to gain.
        if curvature > 0.0 && self.relative_residual() > 1e-14 {
            let step = self.residual_square / curvature;
            self.theta.add_scaled(step, &self.direction);
            self.residual.add_scaled(-step, &image);
            let square = self.residual.dot(&self.residual);
            self.direction.combine(square / self.residual_square, 1.0, &self.residual);
            self.residual_square = square;
        }
        true
    }

    /// θ after the last whole iteration.
    pub fn theta(&self) -> &Theta {
        &self.theta
    }

    /// θ, residual and direction after the last whole iteration: with the averages, all there is to know.
    fn vectors(&self) -> [&Theta; 3] {
        [&self.theta, &self.residual, &self.direction]
    }

    /// Goes on from such vectors.
    fn resume(&mut self, [theta, residual, direction]: [Theta; 3]) {
        self.residual_square = residual.dot(&residual);
        (self.theta, self.residual, self.direction) = (theta, residual, direction);
    }

    /// What θ changes in ½⟨‖g + b + Jx′‖²⟩: −½ (right + residual)·θ less the ridge's ½ ridge ‖θ‖².
    pub fn objective(&self) -> f64 {
        let with_ridge = -0.5 * (self.right.dot(&self.theta) + self.residual.dot(&self.theta));
        with_ridge - 0.5 * self.ridge * self.theta.dot(&self.theta)
    }

    /// Length of the residual beside that of the right-hand side.
    pub fn relative_residual(&self) -> f64 {
        let right = self.right.dot(&self.right);
        if right > 0.0 { (self.residual_square / right).sqrt() } else { 0.0 }
    }
}

impl Products {
    fn new(averages: &Averages) -> Self {
        let network = &averages.network;
        let slots = network.slots();
        let packed = || Packed::new(slots, |row| network.coupled_slots(row));
        match &averages.second {
            second if network.units() <= SMALL => Products::Small(dense(second, slots)),
            SecondMoments::LowRank(columns) => {
                let mean: Vec<f32> = averages.means.iter().map(|&m| m as f32).collect();
                let columns: Vec<&[f32]> =
                    columns.iter().map(Vec::as_slice).chain([mean.as_slice()]).collect();
                let chunks = || columns.chunks(CHUNK);
                let steps = |chunk: &[&[f32]]| {
                    let mut steps = Steps::new(slots, CHUNK);
                    chunk.iter().for_each(|column| steps.push(column));
                    steps
                };
                Products::LowRank {
                    packed: packed(),
                    grouped: chunks().map(|chunk| grouped(chunk, slots)).collect(),
                    columns: chunks().map(steps).collect(),
                    sum: network.coupled_sum(),
                }
            }
            SecondMoments::Full(full) => {
                let rows: Vec<&[f32]> = full.chunks(slots).collect();
                let moments = grouped(&rows, slots);
                Products::Full { packed: packed(), product: vec![Block::default(); moments.len()], moments }
            }
        }
    }

    /// Slices of one iteration.
    fn chunks(&self) -> usize {
        match self {
            Products::Small(_) => 1,
            Products::LowRank { grouped, .. } => grouped.len(),
            Products::Full { packed, moments, .. } => (moments.len() / packed.size()).div_ceil(CHUNK / LANES),
        }
    }

    fn begin(&mut self, direction: &Theta) {
        match self {
            Products::Small(_) => {}
            Products::LowRank { packed, sum, .. } => {
                packed.fill(|i, j| direction.pair(i, j) as f32);
                sum.clear();
            }
            Products::Full { packed, .. } => packed.fill(|i, j| direction.pair(i, j) as f32),
        }
    }

    fn multiply(&mut self, chunk: usize) {
        match self {
            Products::Small(_) => {}
            Products::LowRank { packed, grouped, columns, sum } => {
                let (x, u) = (&grouped[chunk], &columns[chunk]);
                let mut image = vec![Block::default(); x.len()];
                packed.multiply(x, &mut image);
                let mut w = Steps::new(packed.size(), CHUNK);
                // The mean, last of the last chunk, has db for its partner: `finish` adds that.
                let last = chunk + 1 == columns.len();
                for k in 0..u.len() {
                    w.push(&if last && k + 1 == u.len() {
                        vec![0.0; packed.size()]
                    } else {
                        column_of(&image, packed.size(), k)
                    });
                }
                sum.add(&w, u);
            }
            Products::Full { packed, moments, product } => {
                let width = packed.size() * CHUNK / LANES;
                let range = chunk * width..((chunk + 1) * width).min(moments.len());
                packed.multiply(&moments[range.clone()], &mut product[range]);
            }
        }
    }

    /// The operator's image of the direction, the ridge excepted.
    fn finish(&self, averages: &Averages, direction: &Theta) -> Theta {
        let network = &averages.network;
        let (slots, m, v) = (network.slots(), &averages.means, &averages.variances);
        let db = direction.bias_slots();
        // What the variances and the biases add to every pair.
        let rest = |i: usize, j: usize| direction.pair(i, j) * (v[i] + v[j]) + db[i] * m[j] + m[i] * db[j];
        let bias = |i: usize| {
            let pulls = network.coupled_slots(i).map(|k| direction.pair(i, k) * m[k]);
            pulls.sum::<f64>() + db[i]
        };
        let mut image = Theta::zero(network);
        match self {
            Products::Small(c) => {
                let h = |i: usize, j: usize| -> f64 {
                    network.coupled_slots(i).map(|k| direction.pair(i, k) * c[k * slots + j]).sum()
                };
                image.fill(|i, j| h(i, j) + h(j, i) + rest(i, j), bias);
            }
            Products::LowRank { sum, .. } => {
                let mut full = vec![0.0f32; slots * slots];
                sum.for_each(|i, j, value| {
                    full[i * slots + j] = value;
                    full[j * slots + i] = value;
                });
                image.fill(|i, j| f64::from(full[i * slots + j]) + rest(i, j), bias);
            }
            Products::Full { product, .. } => {
                let h = |i: usize, j: usize| f64::from(product[j / LANES * slots + i].0[j % LANES]);
                image.fill(|i, j| h(i, j) + h(j, i) + rest(i, j), bias);
            }
        }
        image
    }
}

/// Columns as groups of eight over slots, the operand of a product.
fn grouped(columns: &[&[f32]], slots: usize) -> Vec<Block> {
    let mut blocks = vec![Block::default(); columns.len().div_ceil(LANES) * slots];
    for (k, column) in columns.iter().enumerate() {
        for (block, &x) in blocks[k / LANES * slots..].iter_mut().zip(*column) {
            block.0[k % LANES] = x;
        }
    }
    blocks
}

fn column_of(blocks: &[Block], slots: usize, k: usize) -> Vec<f32> {
    blocks[k / LANES * slots..][..slots].iter().map(|block| block.0[k % LANES]).collect()
}

fn dense(second: &SecondMoments, slots: usize) -> Vec<f64> {
    match second {
        SecondMoments::Full(full) => full.iter().map(|&c| f64::from(c)).collect(),
        SecondMoments::LowRank(columns) => {
            let mut full = vec![0.0; slots * slots];
            for column in columns {
                for (i, &x) in column.iter().enumerate() {
                    for (j, &y) in column.iter().enumerate() {
                        full[i * slots + j] += f64::from(x) * f64::from(y);
                    }
                }
            }
            full
        }
    }
}

#[derive(Clone, Debug)]
enum Stage {
    Table(Box<TableBuilder>),
    Moments { table: DriveTable, moments: Box<Moments>, next: usize },
    Solve(Box<ConjugateGradients>),
}

/// The exact trainer in progress.
#[derive(Clone, Debug)]
pub struct Exact {
    stage: Stage,
    ridge: f64,
    /// μΔt/(2kT): loss of a step per unit of the objective.
    weight: f64,
    untrained: f64,
    /// Where the solver goes on, once the moments are there.
    resumed: Option<[Theta; 3]>,
    /// The solver that looks for the optimum on the side.
    ahead: Option<Box<ConjugateGradients>>,
}

impl Exact {
    /// Begins a training on `set`.
    pub fn new(p: &Parameters, set: &TrainingSet) -> Self {
        let drives = (0..set.count()).flat_map(|image| set.drive(image));
        let largest = drives.fold(0.0f32, |most, s| most.max(s.abs()));
        Exact {
            stage: Stage::Table(Box::new(TableBuilder::new(p, f64::from(largest), Resolution::default()))),
            ridge: p.ridge,
            weight: p.mobility * p.dt / (2.0 * p.kt),
            untrained: 0.0,
            resumed: None,
            ahead: None,
        }
    }

    /// Does one slice of work; after an iteration returns its mean loss of a step less N/2.
    pub fn advance(&mut self, set: &TrainingSet) -> Option<f64> {
        match &mut self.stage {
            Stage::Table(builder) => {
                if let Some(table) = builder.advance() {
                    let moments = Box::new(Moments::new(set.network()));
                    self.stage = Stage::Moments { table, moments, next: 0 };
                }
                None
            }
            Stage::Moments { table, moments, next } => {
                let last = (*next + IMAGES).min(set.count());
                (*next..last).for_each(|image| moments.add(table, &set.drive(image)));
                *next = last;
                if last == set.count() {
                    let averages = moments.clone().averages();
                    self.untrained = 0.5 * averages.reverse_square;
                    let mut solver = ConjugateGradients::new(averages, self.ridge);
                    if let Some(vectors) = self.resumed.take() {
                        solver.resume(vectors);
                    }
                    self.stage = Stage::Solve(Box::new(solver));
                }
                None
            }
            Stage::Solve(solver) => {
                let finished = solver.advance();
                finished.then(|| self.weight * (self.untrained + solver.objective()))
            }
        }
    }

    /// θ after the last whole iteration, if one is done.
    pub fn theta(&self) -> Option<&Theta> {
        self.vectors().map(|[theta, ..]| theta)
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

    /// Part of the running iteration that is done.
    pub fn fraction(&self) -> f64 {
        match &self.stage {
            Stage::Solve(solver) => solver.chunk as f64 / solver.products.chunks() as f64,
            _ => 0.0,
        }
    }

    /// Goes on towards the optimum on the side, from where the training stands, one slice of work at a
    /// time; returns whether it is found (or cannot be sought before the moments are known).
    pub fn seek_optimum(&mut self) -> bool {
        let Stage::Solve(solver) = &self.stage else { return true };
        let ahead = self.ahead.get_or_insert_with(|| solver.clone());
        if ahead.relative_residual() >= NEAR || ahead.chunk > 0 {
            ahead.advance();
        }
        ahead.relative_residual() < NEAR && ahead.chunk == 0
    }

    /// The loss of a step less N/2 as far as [`Exact::seek_optimum`] has come.
    pub fn optimum(&self) -> Option<f64> {
        self.ahead.as_ref().map(|ahead| self.weight * (self.untrained + ahead.objective()))
    }
}
