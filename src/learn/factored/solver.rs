//! Conjugate gradients on M and b of J = offdiag(F M Fᵀ).
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

use crate::learn::span::{Span, add, dot};
use crate::physics::couplings::Couplings;
use crate::physics::factored::Factored;

/// M and b.
#[derive(Clone, Debug)]
pub(super) struct Theta {
    pub core: Vec<f64>,
    pub bias: Vec<f64>,
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
pub(super) struct Solver {
    pub span: Span,
    pub ridge: f64,
    pub right: Theta,
    pub theta: Theta,
    pub residual: Theta,
    pub direction: Theta,
    pub residual_square: f64,
}

impl Solver {
    pub(super) fn new(span: Span, ridge: f64) -> Self {
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

    pub(super) fn resume(&mut self, [theta, residual, direction]: [Theta; 3]) {
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

    pub(super) fn advance(&mut self) {
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

    pub(super) fn relative_residual(&self) -> f64 {
        let right = self.right.dot(&self.right);
        if right > 0.0 { libm::sqrt(self.residual_square / right) } else { 0.0 }
    }

    /// ½⟨‖g + b + Jx′‖²⟩ without the noise's part.
    pub(super) fn loss(&self) -> f64 {
        0.5 * self.span.reverse_square + self.objective()
    }

    /// The change of ½⟨‖g + b + Jx′‖²⟩ by θ: −½ (right + residual)·θ minus the ridge's part ½ ridge ‖θ‖².
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
    pub(super) fn couplings(&self) -> Couplings {
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
        // One triangle for both: the sums of two transposed entries may be rounded differently.
        let entry = |k: usize| {
            let (r, c) = (k / columns, k % columns);
            self.theta.core[r.min(c) * columns + r.max(c)] as f32
        };
        let core: Vec<f32> = (0..columns * columns).filter(kept).map(entry).collect();
        let factored = Factored::new(span.network.clone(), &visible, &hidden, &core);
        let mut couplings = Couplings::from(factored.unwrap_or_else(|| Factored::zero(span.network.clone())));
        let (nv, biases) = (span.network.visible(), &self.theta.bias);
        couplings.bias_visible.iter_mut().zip(biases).for_each(|(x, b)| *x = *b as f32);
        couplings.bias_hidden.iter_mut().zip(&biases[nv..]).for_each(|(x, b)| *x = *b as f32);
        couplings
    }
}
