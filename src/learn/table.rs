//! One table for all units: the noising moments of a unit as functions of its drive value.
//!
//! Given the image, units are independent while noised, and what a unit does depends on its own
//! drive value s alone. The time-dependent density is solved for a few values of s; the curves
//! m(s, t) are expanded in an orthonormal basis of a few functions of time, m = Σ_r a_r(s) φ_r(t), and
//! every coefficient is interpolated in s by Chebyshev polynomials of a stretched variable.

use crate::parameters::Parameters;
use crate::physics::fokker_planck::{Resolution, UnitMoments, noised_unit};
use libm::{asinh, cos, sinh};
use std::f64::consts::PI;

/// Most functions of time.
pub const MOST_MODES: usize = 12;
/// Curves are expanded until what is left is this small beside the largest.
const MODE_TOLERANCE: f64 = 1e-6;
/// Levels are doubled until the last coefficients are this small beside the largest.
const LEVEL_TOLERANCE: f64 = 1e-6;
const FEWEST_LEVELS: usize = 16;
const MOST_LEVELS: usize = 256;

/// What the moments need of one unit under one drive value, averaged over the noising time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnitRow {
    /// ⟨x⟩.
    pub mean: f64,
    /// Mean over time of the variance of x.
    pub variance: f64,
    /// ⟨g⟩.
    pub reverse_force: f64,
    /// ⟨g²⟩ less the noise's part.
    pub reverse_square: f64,
    /// a_r: the mean's coefficients in the basis.
    pub mean_modes: Vec<f64>,
    /// The mean reverse force's coefficients in the basis.
    pub force_modes: Vec<f64>,
}

/// The table in the making: one level of the drive at a time.
#[derive(Clone, Debug)]
pub struct TableBuilder {
    parameters: Parameters,
    resolution: Resolution,
    largest: f64,
    stretch: f64,
    levels: usize,
    /// Solved curves by level, in the order of the nodes from s = largest down to 0.
    curves: Vec<Option<Vec<UnitMoments>>>,
}

/// The finished table.
#[derive(Clone, Debug)]
pub struct DriveTable {
    largest: f64,
    stretch: f64,
    modes: usize,
    /// Chebyshev coefficients, function by function: 4 scalars, then the modes of mean and force.
    coefficients: Vec<Vec<f64>>,
}

impl TableBuilder {
    /// A table for drive values up to `largest` in size; kT must be above 0.
    pub fn new(parameters: &Parameters, largest: f64, resolution: Resolution) -> Self {
        // Where nothing is driven any scale will do.
        let largest = if largest > 0.0 { largest } else { 1.0 };
        // Means bend on the scale of the drive at which the quartic force meets the quadratic one.
        let (j2, j4) = (parameters.j2.abs().max(parameters.kt), parameters.j4);
        let bend = if j4 > 0.0 { 0.5 * j2 * (j2 / j4).sqrt() } else { f64::INFINITY };
        let stretch = (bend / parameters.drive.max(1e-12)).clamp(largest / 64.0, largest);
        let curves = vec![None; FEWEST_LEVELS / 2 + 1];
        let parameters = parameters.clone();
        TableBuilder { parameters, resolution, largest, stretch, levels: FEWEST_LEVELS, curves }
    }

    /// Solves one more level; returns the table when it is accurate enough.
    pub fn advance(&mut self) -> Option<DriveTable> {
        if let Some(level) = self.curves.iter().position(Option::is_none) {
            let force = self.parameters.drive * self.node(level);
            self.curves[level] = Some(noised_unit(&self.parameters, force, self.resolution));
            return None;
        }
        let table = self.finish();
        if table.tail() < LEVEL_TOLERANCE || self.levels == MOST_LEVELS {
            return Some(table);
        }
        self.levels *= 2;
        let solved = std::mem::take(&mut self.curves);
        self.curves = vec![None; self.levels / 2 + 1];
        for (i, curve) in solved.into_iter().enumerate() {
            self.curves[2 * i] = curve;
        }
        None
    }

    /// Chebyshev–Lobatto nodes in u = asinh(s/stretch), from the largest drive to 0.
    fn node(&self, level: usize) -> f64 {
        let u = asinh(self.largest / self.stretch) * cos(PI * level as f64 / self.levels as f64);
        if 2 * level == self.levels { 0.0 } else { self.stretch * sinh(u) }
    }

    fn finish(&self) -> DriveTable {
        let curves: Vec<&Vec<UnitMoments>> = self.curves.iter().flatten().collect();
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

/// Chebyshev coefficients of a function from its values at cos(πj/n), j = 0 … n.
fn chebyshev(values: &[f64]) -> Vec<f64> {
    let n = values.len() - 1;
    let coefficient = |k: usize| {
        let terms = values.iter().enumerate().map(|(j, value)| {
            let end = if j == 0 || j == n { 0.5 } else { 1.0 };
            end * value * cos(PI * ((j * k) % (2 * n)) as f64 / n as f64)
        });
        let end = if k == 0 || k == n { 1.0 } else { 2.0 };
        end / n as f64 * terms.sum::<f64>()
    };
    (0..=n).map(coefficient).collect()
}

impl DriveTable {
    /// Solves the whole table at once.
    pub fn new(parameters: &Parameters, largest: f64, resolution: Resolution) -> Self {
        let mut builder = TableBuilder::new(parameters, largest, resolution);
        loop {
            if let Some(table) = builder.advance() {
                return table;
            }
        }
    }

    /// Functions of time in the basis.
    pub fn modes(&self) -> usize {
        self.modes
    }

    /// The largest of the last coefficients, beside the largest of all, over the functions.
    fn tail(&self) -> f64 {
        let size = |c: &[f64]| c.iter().fold(0.0f64, |m, x| m.max(x.abs()));
        let scalars = self.coefficients.iter().take(4);
        scalars.map(|c| size(&c[c.len() - 3..]) / size(c).max(1e-12)).fold(0.0, f64::max)
    }

    /// The row for one drive value (in scaled pixels, at most `largest` in size).
    pub fn row(&self, s: f64) -> UnitRow {
        let u = asinh(s / self.stretch) / asinh(self.largest / self.stretch);
        let u = u.clamp(-1.0, 1.0);
        let value = |c: &Vec<f64>| {
            // Clenshaw's recurrence.
            let (mut b1, mut b2) = (0.0, 0.0);
            for &c in c[1..].iter().rev() {
                (b1, b2) = (c + 2.0 * u * b1 - b2, b1);
            }
            c[0] + u * b1 - b2
        };
        let values: Vec<f64> = self.coefficients.iter().map(value).collect();
        let (scalars, modes) = values.split_at(4);
        let (mean_modes, force_modes) = modes.split_at(self.modes);
        UnitRow {
            mean: scalars[0],
            variance: scalars[1],
            reverse_force: scalars[2],
            reverse_square: scalars[3],
            mean_modes: mean_modes.to_vec(),
            force_modes: force_modes.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn average(p: &Parameters, s: f64, f: impl Fn(&UnitMoments) -> f64) -> f64 {
        let curve = noised_unit(p, p.drive * s, Resolution::default());
        let last = curve.len() - 1;
        let weight = |k: usize| if k == 0 || k == last { 0.5 } else { 1.0 } / last as f64;
        curve.iter().enumerate().map(|(k, m)| weight(k) * f(m)).sum()
    }

    #[test]
    fn between_its_levels_the_table_agrees_with_the_density() {
        for (p, largest) in [
            (Parameters::default(), 1.0),
            (Parameters::default(), 4.7),
            (Parameters { j2: -1.0, ..Parameters::default() }, 1.0),
            (Parameters { j4: 0.0, ..Parameters::default() }, 2.0),
        ] {
            let table = DriveTable::new(&p, largest, Resolution::default());
            for s in [0.0, 0.013, -0.21, 0.5, -0.77, 0.99].map(|s| s * largest) {
                let row = table.row(s);
                let close = |got: f64, want: f64, scale: f64| {
                    assert!((got - want).abs() < 2e-5 * scale, "{largest} {s}: {got} {want}");
                };
                close(row.mean, average(&p, s, |m| m.mean), 1.0);
                close(row.variance, average(&p, s, |m| m.variance), 1.0);
                close(row.reverse_force, average(&p, s, |m| m.reverse_force), 1.0);
                close(row.reverse_square, average(&p, s, |m| m.reverse_square), 10.0);
            }
        }
    }

    #[test]
    fn the_modes_give_products_averaged_over_time() {
        let p = Parameters::default();
        let table = DriveTable::new(&p, 2.0, Resolution::default());
        assert!((3..=MOST_MODES).contains(&table.modes()));
        let (a, b) = (table.row(0.3), table.row(-1.7));
        let (x, y) =
            (noised_unit(&p, 0.6, Resolution::default()), noised_unit(&p, -3.4, Resolution::default()));
        let last = x.len() - 1;
        let weight = |k: usize| if k == 0 || k == last { 0.5 } else { 1.0 } / last as f64;
        let mut want = (0.0, 0.0);
        for k in 0..=last {
            want.0 += weight(k) * x[k].mean * y[k].mean;
            want.1 += weight(k) * x[k].reverse_force * y[k].mean;
        }
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        assert!((dot(&a.mean_modes, &b.mean_modes) - want.0).abs() < 1e-5);
        assert!((dot(&a.force_modes, &b.mean_modes) - want.1).abs() < 1e-5);
    }
}
