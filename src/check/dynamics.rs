//! The dynamics: its force against the slope of the energy, its ensembles against exact ones.

use super::gradients::computer;
use super::reference::{Reference, random_couplings, wide};
use super::statistics::{Density, normal_limit};
use super::{ALPHA, Row, Subject};
use crate::parameters::{Parameters, VisibleCouplings};
use crate::physics::couplings::Couplings;
use crate::physics::langevin::Batch;
use crate::physics::network::Network;
use crate::physics::on_site::OnSite;
use crate::physics::step::Step;
use crate::statistics::{kolmogorov_distance, kolmogorov_limit};

/// Steps that no small system of the checks can fail at: a state that stops being finite is a NaN.
fn advance(batch: &mut Batch, step: Step, steps: u32) {
    // A value that is not finite shows in the row.
    let _ = batch.advance(step, steps);
}

/// −Δx/(μΔt) of one step at kT = 0 against the slope of the energy.
pub(super) fn force(subject: Subject) -> Row {
    let (p, theta) = computer();
    let (on_site, n) = (OnSite::new(&p), theta.network().units());
    // Halves, quarters, … so that shifted states are exact in f32.
    let x: Vec<f32> = (0..n).map(|i| ((900.0 * (2.3 * i as f32).cos()) as i32) as f32 / 1024.0).collect();
    let drive: Vec<f32> = (0..n).map(|i| 0.3 * (i as f32).sin()).collect();
    let mut batch = Batch::new(&theta, 1, 0, 1);
    batch.drive(0, &drive);
    batch.set(0, &x);
    let pull = 0.125;
    advance(&mut batch, Step::new(on_site, 1.0, pull, 0.0), 1);
    let after = batch.get(0);
    let slope = |i: usize| {
        let at = |h: f32| {
            let mut moved = x.clone();
            moved[i] += h;
            subject.energy(on_site, &theta, &drive, &moved).total()
        };
        // Exact for a polynomial of fourth order.
        let h = 0.0625;
        (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * f64::from(h))
    };
    let slopes: Vec<f64> = (0..n).map(slope).collect();
    let largest = slopes.iter().fold(0.0f64, |m, s| m.max(s.abs()));
    let off = |i: usize| ((f64::from(x[i]) - f64::from(after[i])) / pull - slopes[i]).abs();
    let worst = (0..n).map(off).fold(0.0, f64::max);
    Row::new(
        "force",
        "one step at kT = 0 against the slope of the energy, largest difference in parts of the largest force",
        worst / largest,
        1e-5,
    )
}

type Matrix = Vec<Vec<f64>>;

/// Mean and covariance of x ← Ax − μΔt b + σξ, A = 1 − μΔt(2 J2 + J), after `steps` steps from `start`.
fn exact_gaussian(c: &Reference, start: &[f64], steps: u32) -> (Vec<f64>, Matrix) {
    let (n, pull) = (c.units(), c.mobility * c.dt);
    let a: Matrix = (0..n)
        .map(|i| {
            (0..n)
                .map(|k| f64::from(u8::from(i == k)) * (1.0 - 2.0 * c.j2 * pull) - pull * c.j[i][k])
                .collect()
        })
        .collect();
    let times =
        |x: &[f64]| -> Vec<f64> { a.iter().map(|row| row.iter().zip(x).map(|(a, x)| a * x).sum()).collect() };
    let (mut mean, mut covariance) = (start.to_vec(), vec![vec![0.0; n]; n]);
    for _ in 0..steps {
        mean = times(&mean).iter().zip(&c.b).map(|(m, b)| m - pull * b).collect();
        // A C Aᵀ, row by row: C and A are symmetric.
        let left: Matrix = covariance.iter().map(|row| times(row)).collect();
        covariance = (0..n).map(|i| times(&left.iter().map(|row| row[i]).collect::<Vec<_>>())).collect();
        (0..n).for_each(|i| covariance[i][i] += 2.0 * c.kt * pull);
    }
    (mean, covariance)
}

/// The lower triangle L of C = L Lᵀ.
fn cholesky(c: &Matrix) -> Matrix {
    let n = c.len();
    let mut l = vec![vec![0.0; n]; n];
    for i in 0..n {
        for k in 0..=i {
            let rest = c[i][k] - (0..k).map(|m| l[i][m] * l[k][m]).sum::<f64>();
            l[i][k] = if i == k { rest.sqrt() } else { rest / l[k][k] };
        }
    }
    l
}

/// J4 = 0: an ensemble of the shipped dynamics, whitened by the exact discrete covariance, against
/// independent standard normals: every mean, every product, and the sum of all squares.
pub(crate) fn ornstein_uhlenbeck(subject: Subject) -> Row {
    const SAMPLES: usize = 8192;
    let p = Parameters {
        j2: 1.2,
        j4: 0.0,
        kt: 0.3,
        mobility: 0.8,
        dt: 0.05,
        hidden: 4,
        visible_couplings: VisibleCouplings::All,
        visible_biases: true,
        ..Parameters::default()
    };
    let network = Network::new(3, 1, &p).unwrap_or_else(|error| unreachable!("{error}"));
    let theta = random_couplings(&p, &network, 0.4, 0);
    let (c, n) = (Reference::new(&p, &theta), network.units());
    let start: Vec<f32> = (0..n).map(|i| 0.5 - 0.2 * i as f32).collect();
    let mut batch = Batch::new(&theta, 5, 0, SAMPLES);
    (0..SAMPLES).for_each(|sample| batch.set(sample, &start));
    let step = subject.step(Step::of_noising(&p));
    let (mut worst, mut comparisons, mut squares) = (0.0f64, 0, 0.0);
    for steps in [1, 6, 60] {
        let made = batch.step();
        advance(&mut batch, step, steps - made);
        let (mean, covariance) = exact_gaussian(&c, &wide(&start), steps);
        let l = cholesky(&covariance);
        let whitened: Matrix =
            (0..SAMPLES).map(|sample| whiten(&l, &mean, &wide(&batch.get(sample)))).collect();
        let root = (SAMPLES as f64).sqrt();
        let mut compare = |sum: f64, errors: f64| {
            let z = (sum / errors).abs();
            worst = if z > worst || z.is_nan() { z } else { worst };
            comparisons += 1;
        };
        for i in 0..n {
            compare(whitened.iter().map(|z| z[i]).sum(), root);
            for k in 0..=i {
                let one = f64::from(u8::from(i == k));
                compare(whitened.iter().map(|z| z[i] * z[k] - one).sum(), root * (1.0 + one).sqrt());
            }
        }
        squares = whitened.iter().flatten().map(|z| z * z).sum::<f64>() / (SAMPLES * n) as f64;
        compare((squares - 1.0) * (SAMPLES * n) as f64, (2.0 * (SAMPLES * n) as f64).sqrt());
    }
    Row::new(
        "ornstein-uhlenbeck",
        "ensemble at J₄ = 0 against the exact mean and covariance of the discrete Ornstein–Uhlenbeck process, largest deviation",
        worst,
        normal_limit(ALPHA, comparisons),
    )
    .unit("standard errors")
    .detail(format!(
        "{SAMPLES} samples of {n} units at three times, {comparisons} comparisons, α = {ALPHA:e}; variance in parts of the exact one: {squares:.4}"
    ))
}

fn whiten(l: &Matrix, mean: &[f64], x: &[f64]) -> Vec<f64> {
    let mut z = Vec::with_capacity(x.len());
    for i in 0..x.len() {
        let known: f64 = l[i][..i].iter().zip(&z).map(|(l, z)| l * z).sum();
        z.push((x[i] - mean[i] - known) / l[i][i]);
    }
    z
}

/// Uncoupled units, each on its own in a quartic well, against the Boltzmann density.
pub(super) fn boltzmann(subject: Subject) -> Row {
    const SAMPLES: usize = 64;
    const SIDE: usize = 48;
    let p = Parameters { hidden: 0, ..Parameters::default() };
    let network = Network::new(SIDE, SIDE, &p).unwrap_or_else(|error| unreachable!("{error}"));
    let mut batch = Batch::new(&Couplings::zero(network), 3, 0, SAMPLES);
    let on_site = OnSite::new(&p);
    // From 0; the slowest part of the density decays by e⁻⁸ (2 J2 μ = 2).
    let step = |dt| subject.step(Step::new(on_site, p.mobility, dt, p.kt));
    advance(&mut batch, step(0.02), 125);
    advance(&mut batch, step(0.005), 100);
    let mut units: Vec<f64> = (0..SAMPLES).flat_map(|sample| wide(&batch.get(sample))).collect();
    let density = Density::new(-3.0, 3.0, |x| -on_site.energy(x) / p.kt);
    let count = units.len();
    Row::new(
        "boltzmann",
        "uncoupled units after a long time against the Boltzmann density, Kolmogorov–Smirnov distance",
        kolmogorov_distance(&mut units, |x| density.cumulative(x)),
        kolmogorov_limit(count, ALPHA),
    )
    .detail(format!("{count} units, J₂ = J₄ = 1, kT = 0.1, α = {ALPHA:e}"))
}
