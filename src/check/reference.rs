//! The oracle: a naive reference implementation in f64, double loops over pairs, straight from the
//! formulas. It shares no code with the rest of the crate but its noise and the table of parameters.
//!
//! V(x) = Σ J2 x² + J4 x⁴ + Σ b x + Σ_(i<j) J_ij x_i x_j − Σ f x
//! x ← x − μ ∂V Δt + √(2 μ kT Δt) ξ                        (S. Whitelam, arXiv:2506.15121, Eqs 1–3)
//! −ln P̃ = Σ (−Δx + μ ∂V(x′) Δt)² / (4 μ kT Δt)             (Eqs 8–11)
//!
//! No limit on anything but patience: N up to some tens.
#![allow(clippy::needless_range_loop)] // formulas keep their indices

use crate::kernels::philox::{Purpose, Stream};
use crate::parameters::{Parameters, VisibleCouplings};
use crate::physics::couplings::Couplings;
use crate::physics::dense::Dense;
use crate::physics::network::Network;
use crate::physics::noising::Noising;
use rand_distr::{Distribution, StandardNormal};

/// Potential, bath and time step of a computer, all in f64.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Quadratic coefficient.
    pub j2: f64,
    /// Quartic coefficient.
    pub j4: f64,
    /// Thermal energy.
    pub kt: f64,
    /// μ.
    pub mobility: f64,
    /// Δt.
    pub dt: f64,
    /// N × N, symmetric, zero diagonal.
    pub j: Vec<Vec<f64>>,
    /// N.
    pub b: Vec<f64>,
    /// N: the force of a drive.
    pub f: Vec<f64>,
    /// The share of the drive that acts.
    pub share: f64,
}

/// A recorded step: the state it left, the state it reached.
pub type Recorded = (Vec<f64>, Vec<f64>);

impl Reference {
    /// The computer of these couplings at the training's kT and time step.
    pub fn new(p: &Parameters, theta: &Couplings) -> Self {
        let n = theta.network().units();
        let j = (0..n).map(|i| (0..n).map(|k| f64::from(theta.get(i, k))).collect()).collect();
        let b = theta.bias_visible.iter().chain(&theta.bias_hidden).map(|&b| f64::from(b)).collect();
        let (j2, j4, kt, mobility, dt) = (p.j2, p.j4, p.kt, p.mobility, p.dt);
        Reference { j2, j4, kt, mobility, dt, j, b, f: vec![0.0; n], share: 1.0 }
    }

    /// The uncoupled computer.
    pub fn uncoupled(p: &Parameters, units: usize) -> Self {
        let (j2, j4, kt, mobility, dt) = (p.j2, p.j4, p.kt, p.mobility, p.dt);
        let zero = vec![0.0; units];
        Reference {
            j2,
            j4,
            kt,
            mobility,
            dt,
            j: vec![zero.clone(); units],
            b: zero.clone(),
            f: zero,
            share: 1.0,
        }
    }

    /// N.
    pub fn units(&self) -> usize {
        self.b.len()
    }

    /// V(x), each pair once.
    pub fn potential(&self, x: &[f64]) -> f64 {
        let mut v = 0.0;
        for i in 0..x.len() {
            v +=
                self.j2 * x[i].powi(2) + self.j4 * x[i].powi(4) + (self.b[i] - self.share * self.f[i]) * x[i];
            for k in i + 1..x.len() {
                v += self.j[i][k] * x[i] * x[k];
            }
        }
        v
    }

    /// Σ_j J_ij x_j + b_i − f_i.
    pub fn linear_gradient(&self, x: &[f64]) -> Vec<f64> {
        let row = |i: usize| -> f64 { (0..x.len()).map(|k| self.j[i][k] * x[k]).sum() };
        (0..x.len()).map(|i| row(i) + self.b[i] - self.share * self.f[i]).collect()
    }

    /// ∂_i V.
    pub fn gradient(&self, x: &[f64]) -> Vec<f64> {
        let linear = self.linear_gradient(x);
        let on_site = |x: f64| 2.0 * self.j2 * x + 4.0 * self.j4 * x.powi(3);
        x.iter().zip(linear).map(|(&x, linear)| on_site(x) + linear).collect()
    }

    /// One step of Euler–Maruyama with the standard normals `xi`.
    pub fn step(&self, x: &[f64], xi: &[f64]) -> Vec<f64> {
        let sigma = (2.0 * self.mobility * self.kt * self.dt).sqrt();
        let gradient = self.gradient(x);
        (0..x.len()).map(|i| x[i] - self.mobility * gradient[i] * self.dt + sigma * xi[i]).collect()
    }

    /// A trajectory of `steps` steps, its drive `f` multiplied by `share(step)`; noise from `stream`.
    pub fn trajectory(
        &self,
        start: &[f64],
        steps: usize,
        share: impl Fn(usize) -> f64,
        stream: &mut Stream,
    ) -> Vec<Vec<f64>> {
        let (mut states, mut driven) = (vec![start.to_vec()], self.clone());
        for step in 0..steps {
            let xi: Vec<f64> = start.iter().map(|_| StandardNormal.sample(stream)).collect();
            driven.share = share(step);
            let next = driven.step(&states[step], &xi);
            states.push(next);
        }
        states
    }

    /// −ln P of x → x′ without the constant that every step shares: Σ (Δx + μ ∂V(x) Δt)² / (4 μ kT Δt).
    pub fn minus_log_forward(&self, x: &[f64], reached: &[f64]) -> f64 {
        let gradient = self.gradient(x);
        let excess = |i: usize| reached[i] - x[i] + self.mobility * gradient[i] * self.dt;
        (0..x.len()).map(|i| excess(i).powi(2)).sum::<f64>() / (4.0 * self.mobility * self.kt * self.dt)
    }

    /// −ln P̃ of the same step taken backwards, from x′ to x.
    pub fn minus_log_reverse(&self, x: &[f64], reached: &[f64]) -> f64 {
        self.minus_log_forward(reached, x)
    }

    /// −ln P̃ summed over steps.
    pub fn loss(&self, steps: &[Recorded]) -> f64 {
        steps.iter().map(|(x, reached)| self.minus_log_reverse(x, reached)).sum()
    }

    /// The analytic gradient of [`Reference::loss`]: by J (each pair once, kept symmetric) and by b.
    pub fn loss_gradient(&self, steps: &[Recorded]) -> (Vec<Vec<f64>>, Vec<f64>) {
        let n = self.units();
        let (mut by_j, mut by_b) = (vec![vec![0.0; n]; n], vec![0.0; n]);
        for (x, reached) in steps {
            let gradient = self.gradient(reached);
            let r: Vec<f64> = (0..n)
                .map(|i| (x[i] - reached[i] + self.mobility * gradient[i] * self.dt) / (2.0 * self.kt))
                .collect();
            for i in 0..n {
                by_b[i] += r[i];
                for k in 0..n {
                    if i != k {
                        by_j[i][k] += r[i] * reached[k] + r[k] * reached[i];
                    }
                }
            }
        }
        (by_j, by_b)
    }

    /// Heat emitted in a step: −∂V·Δx with the gradient of the quadratic part at the midpoint and
    /// the exact discrete gradient of x⁴.
    pub fn heat_of_step(&self, x: &[f64], reached: &[f64]) -> f64 {
        let middle: Vec<f64> = x.iter().zip(reached).map(|(x, y)| 0.5 * (x + y)).collect();
        let linear = self.linear_gradient(&middle);
        let term = |i: usize| {
            let (x, y) = (x[i], reached[i]);
            let quartic = self.j4 * (x.powi(3) + x * x * y + x * y * y + y.powi(3));
            (2.0 * self.j2 * middle[i] + quartic + linear[i]) * (y - x)
        };
        -(0..x.len()).map(term).sum::<f64>()
    }
}

/// Whether units i and k of a network may be coupled, told from the settings alone.
pub fn may_couple(p: &Parameters, width: usize, nv: usize, i: usize, k: usize) -> bool {
    if i == k {
        return false;
    }
    match (i < nv, k < nv) {
        (true, true) => match p.visible_couplings {
            VisibleCouplings::None => false,
            VisibleCouplings::All => true,
            VisibleCouplings::Nearest => {
                let (a, b) = (i.min(k), i.max(k));
                b - a == width || (b - a == 1 && a % width != width - 1)
            }
        },
        (false, false) => p.hidden_couplings,
        _ => true,
    }
}

/// θ with normal entries of deviation `size` wherever the settings allow one.
pub fn random_couplings(p: &Parameters, network: &Network, size: f64, sample: u32) -> Couplings {
    let mut stream = Stream::new(11, Purpose::Check, sample);
    let mut theta = Dense::zero(network.clone());
    let (nv, nh) = (network.visible(), network.hidden());
    let mut normal = || -> f32 {
        let x: f64 = StandardNormal.sample(&mut stream);
        (size * x) as f32
    };
    for i in 0..nv + nh {
        for k in i + 1..nv + nh {
            let value = normal();
            if !may_couple(p, network.width(), nv, i, k) {
                continue;
            }
            match (i < nv, k < nv) {
                (true, true) => (theta.vv[i * nv + k], theta.vv[k * nv + i]) = (value, value),
                (true, false) => theta.vh[i * nh + k - nv] = value,
                _ => {
                    let (a, b) = (i - nv, k - nv);
                    (theta.hh[a * nh + b], theta.hh[b * nh + a]) = (value, value);
                }
            }
        }
    }
    let mut theta = Couplings::from(theta);
    theta.bias_hidden.iter_mut().for_each(|b| *b = normal());
    if p.visible_biases {
        theta.bias_visible.iter_mut().for_each(|b| *b = normal());
    }
    theta
}

/// f32 values in f64.
pub fn wide(x: &[f32]) -> Vec<f64> {
    x.iter().map(|&x| f64::from(x)).collect()
}

/// The values of units among those of slots, in f64.
pub fn units_of(network: &Network, slots: &[f32]) -> Vec<f64> {
    (0..network.units()).map(|unit| f64::from(slots[network.slot(unit)])).collect()
}

/// Largest difference of two vectors.
pub fn distance(a: &[f64], b: &[f64]) -> f64 {
    debug_assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// Root of the mean square.
pub fn rms(values: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, count) = values.into_iter().fold((0.0, 0.0), |(sum, n), x| (sum + x * x, n + 1.0));
    (sum / f64::max(count, 1.0)).sqrt()
}

/// The steps of one noising trajectory of the crate, as (x′ − Δx, x′).
pub fn noised(p: &Parameters, network: &Network, trajectory: u32, s: &[f32], steps: u32) -> Vec<Recorded> {
    let mut noising = Noising::new(p, network, Purpose::Noising);
    noising.begin(trajectory, s);
    let mut displacement = vec![0.0; network.slots()];
    (0..steps)
        .map(|_| {
            let reached = units_of(network, noising.advance(&mut displacement));
            let moved = units_of(network, &displacement);
            (reached.iter().zip(moved).map(|(x, d)| x - d).collect(), reached)
        })
        .collect()
}
