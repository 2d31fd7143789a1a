//! One table for all units: the noising moments of a unit as functions of its drive value.
//!
//! Given the image, units are independent while noised, and what a unit does depends on its own
//! drive value s alone. The time-dependent density is solved for a few values of s; the curves
//! m(s, t) are expanded in an orthonormal basis of a few functions of time, m = Σ_r a_r(s) φ_r(t), and
//! every coefficient is interpolated in s by Chebyshev polynomials of a stretched variable.

use crate::kernels::cosine::cos_of_part;
use libm::asinh;
use std::array::from_fn;

/// Most functions of time.
pub(crate) const MOST_MODES: usize = 12;

/// The moments of one unit under one drive value, averaged over the noising time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitRow {
    /// ⟨x⟩.
    pub mean: f64,
    /// Mean over time of the variance of x.
    pub variance: f64,
    /// ⟨g⟩.
    pub reverse_force: f64,
    /// ⟨g²⟩ minus the noise's part.
    pub reverse_square: f64,
    /// Coefficients in the basis, first the mean's.
    modes: [f64; 2 * MOST_MODES],
    count: usize,
}

impl UnitRow {
    /// a_r: the mean's coefficients in the basis.
    pub fn mean_modes(&self) -> &[f64] {
        &self.modes[..self.count]
    }

    /// The mean reverse force's coefficients in the basis.
    pub fn force_modes(&self) -> &[f64] {
        &self.modes[self.count..2 * self.count]
    }
}

/// The finished table.
#[derive(Clone, Debug)]
pub struct DriveTable {
    pub(super) largest: f64,
    pub(super) stretch: f64,
    pub(super) modes: usize,
    /// Chebyshev coefficients, function by function: 4 scalars, then the modes of mean and force.
    pub(super) coefficients: Vec<Vec<f64>>,
}

/// Chebyshev coefficients of a function from its values at cos(πj/n), j = 0 … n.
pub(super) fn chebyshev(values: &[f64]) -> Vec<f64> {
    let n = values.len() - 1;
    let coefficient = |k: usize| {
        let terms = values.iter().enumerate().map(|(j, value)| {
            let end = if j == 0 || j == n { 0.5 } else { 1.0 };
            end * value * cos_of_part((j * k) % (2 * n), n)
        });
        let end = if k == 0 || k == n { 1.0 } else { 2.0 };
        end / n as f64 * terms.sum::<f64>()
    };
    (0..=n).map(coefficient).collect()
}

impl DriveTable {
    /// As numbers, for another worker.
    pub(crate) fn to_numbers(&self) -> Vec<f64> {
        let head = [self.largest, self.stretch, self.modes as f64];
        head.into_iter().chain(self.coefficients.concat()).collect()
    }

    /// Reads the numbers of [`DriveTable::to_numbers`]; `None` if they are anything else.
    pub(crate) fn from_numbers(numbers: &[f64]) -> Option<Self> {
        let (&[largest, stretch, modes], rest) = numbers.split_first_chunk::<3>()?;
        let functions = 4 + 2 * (modes as usize).min(MOST_MODES);
        let levels = rest.len() / functions;
        let fit = levels > 2 && rest.len() == levels * functions && largest > 0.0 && stretch > 0.0;
        let coefficients = fit.then(|| rest.chunks(levels).map(<[f64]>::to_vec).collect())?;
        Some(DriveTable { largest, stretch, modes: (functions - 4) / 2, coefficients })
    }

    /// Functions of time in the basis.
    pub fn modes(&self) -> usize {
        self.modes
    }

    /// The largest of the last coefficients compared with the largest of all, over the functions.
    pub(super) fn tail(&self) -> f64 {
        let size = |c: &[f64]| c.iter().fold(0.0f64, |m, x| m.max(x.abs()));
        let scalars = self.coefficients.iter().take(4);
        scalars.map(|c| size(&c[c.len() - 3..]) / size(c).max(1e-12)).fold(0.0, f64::max)
    }

    /// The row for one drive value (in scaled pixels, at most `largest` in size).
    pub fn row(&self, s: f64) -> UnitRow {
        let u = asinh(s / self.stretch) / asinh(self.largest / self.stretch);
        let u = u.clamp(-1.0, 1.0);
        // Clenshaw's recurrence, for all functions at once: each step waits for the one before.
        let mut all = [(0.0, 0.0); 4 + 2 * MOST_MODES];
        for degree in (1..self.coefficients[0].len()).rev() {
            for (b, c) in all.iter_mut().zip(&self.coefficients) {
                *b = (c[degree] + 2.0 * u * b.0 - b.1, b.0);
            }
        }
        for (b, c) in all.iter_mut().zip(&self.coefficients) {
            b.0 = c[0] + u * b.0 - b.1;
        }
        let [mean, variance, reverse_force, reverse_square] = from_fn(|k| all[k].0);
        let modes = from_fn(|k| all[4 + k].0);
        UnitRow { mean, variance, reverse_force, reverse_square, modes, count: self.modes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::Parameters;
    use crate::physics::fokker_planck::{Resolution, UnitMoments, noised_unit};

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
        assert!((dot(a.mean_modes(), b.mean_modes()) - want.0).abs() < 1e-5);
        assert!((dot(a.force_modes(), b.mean_modes()) - want.1).abs() < 1e-5);
    }
}
