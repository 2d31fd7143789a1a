//! The density of one noised unit in time, by brute force: p ← ∫ p(x) N(x′; x − μ(V₀′(x) − f)Δt, 2μkTΔt) dx
//! on a grid, a product with a dense matrix at every step. Exact for the Euler–Maruyama chain at any
//! Δt, but for a quadrature of Gaussians that are wider than the grid's spacing.

use thermogen::parameters::Parameters;

/// One unit's density on a grid.
pub struct Unit {
    x: Vec<f64>,
    /// Probabilities of the grid's points.
    p: Vec<f64>,
    j2: f64,
    j4: f64,
    mobility: f64,
    kt: f64,
    dt: f64,
}

impl Unit {
    /// The Boltzmann density at force `force`, on −`reach`…`reach`.
    pub fn prepared(p: &Parameters, force: f64, reach: f64) -> Self {
        let sigma = (2.0 * p.mobility * p.kt * p.dt).sqrt();
        let half = (1.5 * reach / sigma).ceil() as i32;
        let x: Vec<f64> = (-half..=half).map(|i| reach * f64::from(i) / f64::from(half)).collect();
        let boltzmann = |&x: &f64| (-(p.j2 * x * x + p.j4 * x.powi(4) - force * x) / p.kt).exp();
        let mut unit = Unit {
            p: x.iter().map(boltzmann).collect(),
            x,
            j2: p.j2,
            j4: p.j4,
            mobility: p.mobility,
            kt: p.kt,
            dt: p.dt,
        };
        unit.normalise();
        unit
    }

    fn normalise(&mut self) {
        let total: f64 = self.p.iter().sum();
        self.p.iter_mut().for_each(|p| *p /= total);
    }

    fn gradient(&self, x: f64) -> f64 {
        2.0 * self.j2 * x + 4.0 * self.j4 * x.powi(3)
    }

    /// One step at force `force`.
    pub fn step(&mut self, force: f64) {
        let variance = 2.0 * self.mobility * self.kt * self.dt;
        let mut next = vec![0.0; self.x.len()];
        for (&x, &p) in self.x.iter().zip(&self.p) {
            let centre = x - self.mobility * (self.gradient(x) - force) * self.dt;
            for (next, &y) in next.iter_mut().zip(&self.x) {
                *next += p * (-0.5 * (y - centre).powi(2) / variance).exp();
            }
        }
        self.p = next;
        self.normalise();
    }

    /// The mean of a function.
    pub fn mean(&self, f: impl Fn(f64) -> f64) -> f64 {
        self.x.iter().zip(&self.p).map(|(&x, &p)| p * f(x)).sum()
    }
}
