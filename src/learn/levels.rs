//! The table of the noising moments while it is built: curves in time for a few drive values, from the
//! time-dependent density, and the functions of time that span them.

use super::table::{DriveTable, MOST_MODES, chebyshev};
use crate::kernels::cosine::cos_of_part;
use crate::parameters::Parameters;
use crate::physics::fokker_planck::{Resolution, UnitMoments, noised_unit};
use libm::{asinh, sinh};

/// Curves are expanded until the rest is this small compared with the largest.
const MODE_TOLERANCE: f64 = 1e-6;
/// Levels are doubled until the last coefficients are this small compared with the largest.
const LEVEL_TOLERANCE: f64 = 1e-6;
const FEWEST_LEVELS: usize = 16;
const MOST_LEVELS: usize = 256;

/// The table while it is built: levels of the drive, each on its own, then twice as many until they are enough.
#[derive(Clone, Debug)]
pub(crate) struct TableBuilder {
    parameters: Parameters,
    resolution: Resolution,
    largest: f64,
    stretch: f64,
    levels: usize,
    /// Solved curves by level, in the order of the nodes from s = largest down to 0; empty where it is not solved yet.
    curves: Vec<Vec<UnitMoments>>,
}

impl TableBuilder {
    /// A table for drive values up to `largest` in size; kT must be above 0.
    pub(crate) fn new(parameters: &Parameters, largest: f64, resolution: Resolution) -> Self {
        // Where nothing is driven any scale will do.
        let largest = if largest > 0.0 { largest } else { 1.0 };
        // Means bend on the scale of the drive at which the quartic force meets the quadratic one.
        let (j2, j4) = (parameters.j2.abs().max(parameters.kt), parameters.j4);
        let bend = if j4 > 0.0 { 0.5 * j2 * (j2 / j4).sqrt() } else { f64::INFINITY };
        let stretch = (bend / parameters.drive.max(1e-12)).max(largest / 64.0).min(largest);
        let curves = vec![Vec::new(); FEWEST_LEVELS / 2 + 1];
        let parameters = parameters.clone();
        TableBuilder { parameters, resolution, largest, stretch, levels: FEWEST_LEVELS, curves }
    }

    /// Levels that the table has so far.
    pub(crate) fn levels(&self) -> usize {
        self.levels
    }

    /// Takes over how many levels another builder of the same table has, as if the earlier ones were solved.
    pub(crate) fn set_levels(&mut self, levels: usize) -> bool {
        let fit = (FEWEST_LEVELS..=MOST_LEVELS).contains(&levels) && levels.is_power_of_two();
        if fit {
            self.levels = levels;
            self.curves = vec![Vec::new(); levels / 2 + 1];
        }
        fit
    }

    /// The levels that are new: all of the first ones, then every other.
    pub(crate) fn new_levels(&self) -> impl Iterator<Item = usize> + use<> {
        let first = self.levels == FEWEST_LEVELS;
        (0..=self.levels / 2).skip(usize::from(!first)).step_by(if first { 1 } else { 2 })
    }

    /// Solves one level.
    pub(crate) fn solve(&self, level: usize) -> Vec<UnitMoments> {
        noised_unit(&self.parameters, self.parameters.drive * self.node(level), self.resolution)
    }

    /// Takes in a solved level; returns whether it is one.
    pub(crate) fn put(&mut self, level: usize, curve: Vec<UnitMoments>) -> bool {
        let fit = curve.len() == self.resolution.steps + 1 && level < self.curves.len();
        if fit {
            self.curves[level] = curve;
        }
        fit
    }

    /// All levels are there: the table, if it is accurate enough; otherwise there are new levels.
    pub(crate) fn conclude(&mut self) -> Option<DriveTable> {
        let table = self.finish();
        if table.tail() < LEVEL_TOLERANCE || self.levels == MOST_LEVELS {
            return Some(table);
        }
        self.levels *= 2;
        let solved = std::mem::take(&mut self.curves);
        self.curves = vec![Vec::new(); self.levels / 2 + 1];
        for (i, curve) in solved.into_iter().enumerate() {
            self.curves[2 * i] = curve;
        }
        None
    }

    /// Chebyshev–Lobatto nodes in u = asinh(s/stretch), from the largest drive to 0.
    fn node(&self, level: usize) -> f64 {
        let u = asinh(self.largest / self.stretch) * cos_of_part(level, self.levels);
        if 2 * level == self.levels { 0.0 } else { self.stretch * sinh(u) }
    }

    fn finish(&self) -> DriveTable {
        let curves: Vec<&Vec<UnitMoments>> = self.curves.iter().collect();
        let steps = self.resolution.steps;
        let weight = |k: usize| if k == 0 || k == steps { 0.5 } else { 1.0 } / steps as f64;
        let average = |f: &dyn Fn(usize) -> f64| (0..=steps).map(|k| weight(k) * f(k)).sum::<f64>();
        let basis = time_basis(&curves, &weight);
        let half: Vec<Vec<f64>> = curves
            .iter()
            .map(|curve| {
                let mut row = vec![
                    average(&|k| curve[k].mean),
                    average(&|k| curve[k].variance),
                    average(&|k| curve[k].reverse_force),
                    average(&|k| curve[k].reverse_square),
                ];
                row.extend(basis.iter().map(|phi| average(&|k| phi[k] * curve[k].mean)));
                row.extend(basis.iter().map(|phi| average(&|k| phi[k] * curve[k].reverse_force)));
                row
            })
            .collect();
        let functions = half[0].len();
        let coefficients = (0..functions)
            .map(|f| {
                // Variance and square are even in the drive, all else is odd.
                let sign = if f == 1 || f == 3 { 1.0 } else { -1.0 };
                let at = |j: usize| {
                    if 2 * j <= self.levels { half[j][f] } else { sign * half[self.levels - j][f] }
                };
                chebyshev(&(0..=self.levels).map(at).collect::<Vec<_>>())
            })
            .collect();
        DriveTable { largest: self.largest, stretch: self.stretch, modes: basis.len(), coefficients }
    }
}

impl DriveTable {
    /// Solves the whole table at once.
    pub fn new(parameters: &Parameters, largest: f64, resolution: Resolution) -> Self {
        let mut builder = TableBuilder::new(parameters, largest, resolution);
        loop {
            for level in builder.new_levels() {
                builder.put(level, builder.solve(level));
            }
            if let Some(table) = builder.conclude() {
                return table;
            }
        }
    }
}

/// Orthonormal functions of time that span the curves of the mean, by Gram–Schmidt with the largest
/// remaining curve next.
fn time_basis(curves: &[&Vec<UnitMoments>], weight: &dyn Fn(usize) -> f64) -> Vec<Vec<f64>> {
    let mut rest: Vec<Vec<f64>> = curves.iter().map(|curve| curve.iter().map(|m| m.mean).collect()).collect();
    let product = |a: &[f64], b: &[f64]| -> f64 {
        a.iter().zip(b).enumerate().map(|(k, (a, b))| weight(k) * a * b).sum()
    };
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let mut first = 0.0;
    while basis.len() < MOST_MODES {
        let norms: Vec<f64> = rest.iter().map(|curve| product(curve, curve).sqrt()).collect();
        let largest = (0..norms.len()).max_by(|&a, &b| norms[a].total_cmp(&norms[b])).unwrap_or(0);
        first = if basis.is_empty() { norms[largest] } else { first };
        if norms[largest] <= MODE_TOLERANCE * first {
            break;
        }
        let phi: Vec<f64> = rest[largest].iter().map(|x| x / norms[largest]).collect();
        for curve in &mut rest {
            // Twice is enough to keep the basis orthogonal to rounding.
            for _ in 0..2 {
                let along = product(curve, &phi);
                curve.iter_mut().zip(&phi).for_each(|(x, phi)| *x -= along * phi);
            }
        }
        basis.push(phi);
    }
    basis
}
