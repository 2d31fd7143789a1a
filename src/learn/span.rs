//! The images as the trainer in factors sees them: a basis of their span, and the moments in it.
//!
//! With C = U Uᵀ + diag(v), G = Γ Uᵀ off the diagonal, m = ⟨x′⟩ (see `moments`), U and Γ of a few columns
//! for each image, and F an orthonormal basis of the modes f_q(s^k), only these are needed again and again:
//! Y = U (FᵀU)ᵀ, the squares c_i = |U_i|², and small matrices. Everything in f64.

use super::modes::{Modes, Rows};
use super::table::DriveTable;
use super::training_set::TrainingSet;
use crate::parameters::VisibleCouplings;
use crate::physics::network::Network;
use std::ops::Range;

/// A column whose remainder is this small, compared with itself, depends on those before it.
const DEPENDENT: f64 = 1e-6;
/// A column this small compared with the largest carries nothing.
const NOTHING: f64 = 1e-9;

/// A square matrix over the columns of F, row by row.
pub(super) type Matrix = Vec<f64>;

/// The images in a basis of their modes.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// The units and pairs.
    pub network: Network,
    /// Columns of one group of units: Q for each image.
    pub rank: usize,
    /// F, units × `rank`, row by row; the visible and the hidden units have columns of their own.
    pub factors: Vec<f64>,
    /// Which columns of both groups are there; the others are 0.
    pub used: Vec<bool>,
    /// Y, units × columns.
    pub images: Vec<f64>,
    /// For each unit: |U_i|², variance, mean, −⟨g⟩.
    pub units: Vec<[f64; 4]>,
    /// FᵀC F.
    pub second: Matrix,
    /// Fᵀ m.
    pub means: Vec<f64>,
    /// −mask ∘ Fᵀ (G + Gᵀ) F without the diagonal of G.
    pub right: Matrix,
    /// Σ over units of ⟨g²⟩ minus the noise's part.
    pub reverse_square: f64,
    /// The root of the part of the images that the modes leave out.
    pub truncation: f64,
}

impl Span {
    /// Of a set, with so many modes for each image.
    pub(super) fn new(table: &DriveTable, set: &TrainingSet, modes: usize) -> Self {
        let rows = Rows::new(table, set);
        let functions = Modes::new(&rows, modes);
        let (network, count) = (set.network().clone(), set.count());
        let (units, rank) = (network.units(), modes * count);
        let mut span = Span {
            rank,
            factors: vec![0.0; units * rank],
            used: vec![false; 2 * rank],
            images: vec![0.0; units * 2 * rank],
            units: vec![[0.0; 4]; units],
            second: vec![0.0; 4 * rank * rank],
            means: vec![0.0; 2 * rank],
            right: vec![0.0; 4 * rank * rank],
            reverse_square: 0.0,
            truncation: functions.truncation,
            network,
        };
        span.fill_basis(&rows, &functions, count);
        span.fill_moments(&rows, count, table.modes());
        span
    }

    /// Columns of both groups.
    pub(super) fn columns(&self) -> usize {
        2 * self.rank
    }

    /// The units of each group, and the columns.
    pub(super) fn groups(&self) -> [(Range<usize>, Range<usize>); 2] {
        let (nv, n) = (self.network.visible(), self.network.units());
        [(0..nv, 0..self.rank), (nv..n, self.rank..2 * self.rank)]
    }

    /// F_i.
    pub(crate) fn factors_of(&self, unit: usize) -> &[f64] {
        &self.factors[unit * self.rank..(unit + 1) * self.rank]
    }

    /// Y_i.
    pub(crate) fn images_of(&self, unit: usize) -> &[f64] {
        &self.images[unit * self.columns()..(unit + 1) * self.columns()]
    }

    /// Whether M may differ from 0 there.
    pub(crate) fn is_free(&self, row: usize, column: usize) -> bool {
        let coupled = match (row < self.rank, column < self.rank) {
            (true, true) => self.network.visible_couplings() == VisibleCouplings::All,
            (false, false) => self.network.hidden_couplings(),
            _ => true,
        };
        coupled && self.used[row] && self.used[column]
    }

    /// Whether a unit has a bias.
    pub(crate) fn has_bias(&self, unit: usize) -> bool {
        unit >= self.network.visible() || self.network.visible_biases()
    }

    /// Gram–Schmidt on the modes of the images, the first mode of all images first, twice.
    fn fill_basis(&mut self, rows: &Rows, functions: &Modes, count: usize) {
        let n = self.network.units();
        for (units, columns) in self.groups() {
            let mode = |c: usize| -> Vec<f64> {
                let (q, image) = (c / count, c % count);
                let of = &rows.of[image * n + units.start..image * n + units.end];
                of.iter().map(|&row| functions.values[row as usize][q]).collect()
            };
            let mut basis: Vec<Vec<f64>> = (0..self.rank).map(mode).collect();
            let sizes: Vec<f64> = basis.iter().map(|c| libm::sqrt(dot(c, c))).collect();
            let least = NOTHING * sizes.iter().copied().fold(0.0, f64::max);
            for (c, size) in sizes.iter().enumerate() {
                let (before, rest) = basis.split_at_mut(c);
                let column = &mut rest[0];
                for _ in 0..2 {
                    for other in &*before {
                        let along = dot(column, other);
                        column.iter_mut().zip(other).for_each(|(x, y)| *x -= along * y);
                    }
                }
                let length = libm::sqrt(dot(column, column));
                let used = length > DEPENDENT * size && length > least;
                self.used[columns.start + c] = used;
                column.iter_mut().for_each(|x| *x = if used { *x / length } else { 0.0 });
            }
            for (k, unit) in units.enumerate() {
                let row = &mut self.factors[unit * self.rank..(unit + 1) * self.rank];
                row.iter_mut().zip(&basis).for_each(|(f, column)| *f = column[k]);
            }
        }
    }

    fn fill_moments(&mut self, rows: &Rows, count: usize, modes: usize) {
        let (n, weight) = (self.network.units(), 1.0 / count as f64);
        let root = libm::sqrt(weight);
        let row_of = |image: usize, unit: usize| &rows.rows[rows.of[image * n + unit] as usize];
        // U and Γ of one unit.
        let columns_of = |unit: usize, u: &mut Vec<f64>, g: &mut Vec<f64>| {
            u.clear();
            g.clear();
            for image in 0..count {
                u.extend(row_of(image, unit).mean_modes().iter().map(|x| x * root));
                g.extend(row_of(image, unit).force_modes().iter().map(|x| x * root));
            }
        };
        let (width, columns) = (count * modes, self.columns());
        let (mut u, mut g) = (Vec::new(), Vec::new());
        // FᵀU and FᵀΓ; −(G + Gᵀ) has no diagonal.
        let (mut p, mut t) = (vec![0.0; columns * width], vec![0.0; columns * width]);
        let mut diagonal = vec![0.0; columns * columns];
        for (units, at) in self.groups() {
            for unit in units {
                columns_of(unit, &mut u, &mut g);
                let mut moments = [dot(&u, &u), 0.0, 0.0, 0.0];
                for image in 0..count {
                    let row = row_of(image, unit);
                    moments[1] += row.variance * weight;
                    moments[2] += row.mean * weight;
                    moments[3] -= row.reverse_force * weight;
                    self.reverse_square += row.reverse_square * weight;
                }
                self.units[unit] = moments;
                let own = dot(&u, &g);
                let factors = &self.factors[unit * self.rank..(unit + 1) * self.rank];
                for (r, &f) in factors.iter().enumerate() {
                    let r = at.start + r;
                    add(&mut p[r * width..(r + 1) * width], f, &u);
                    add(&mut t[r * width..(r + 1) * width], f, &g);
                    add(&mut diagonal[r * columns..][at.clone()], 2.0 * f * own, factors);
                    add(&mut self.second[r * columns..][at.clone()], f * moments[1], factors);
                    self.means[r] += f * moments[2];
                }
            }
        }
        self.fill_matrices([&p, &t], &diagonal, width);
        for unit in 0..n {
            columns_of(unit, &mut u, &mut g);
            let images = &mut self.images[unit * columns..(unit + 1) * columns];
            images.iter_mut().zip(p.chunks(width)).for_each(|(y, p)| *y = dot(&u, p));
        }
    }

    /// FᵀC F and the right-hand side from FᵀU and FᵀΓ, row by row of `width` columns.
    fn fill_matrices(&mut self, [p, t]: [&[f64]; 2], diagonal: &[f64], width: usize) {
        let columns = self.columns();
        let row = |matrix: &'_ [f64], r: usize| matrix[r * width..(r + 1) * width].to_vec();
        for r in 0..columns {
            let (p_r, t_r) = (row(p, r), row(t, r));
            for c in 0..columns {
                let (p_c, t_c) = (&p[c * width..(c + 1) * width], &t[c * width..(c + 1) * width]);
                self.second[r * columns + c] += dot(&p_r, p_c);
                if self.is_free(r, c) {
                    let both = dot(&t_r, p_c) + dot(&p_r, t_c);
                    self.right[r * columns + c] = diagonal[r * columns + c] - both;
                }
            }
        }
    }
}

/// x ← x + by · y.
pub(super) fn add(x: &mut [f64], by: f64, y: &[f64]) {
    x.iter_mut().zip(y).for_each(|(x, y)| *x += by * y);
}

/// Σ x y, as four interleaved sums added in pairs.
pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let ((x4, x), (y4, y)) = (x.as_chunks::<4>(), y.as_chunks::<4>());
    for (x, y) in x4.iter().zip(y4) {
        for l in 0..4 {
            sums[l] += x[l] * y[l];
        }
    }
    let rest: f64 = x.iter().zip(y).map(|(x, y)| x * y).sum();
    ((sums[0] + sums[1]) + (sums[2] + sums[3])) + rest
}
