//! J4 = 0: the chain x ← x − μ(Kx + b − f)Δt + σξ, K = 2 J2 + J, is Gaussian, and its mean and
//! covariance follow exactly from m ← Am − μΔt(b − f), C ← ACAᵀ + σ², A = 1 − μΔt K.

mod reference;

use reference::{Reference, random_couplings, statistics::normal_limit};
use thermogen::parameters::{Parameters, VisibleCouplings};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::langevin::Batch;
use thermogen::physics::network::Network;
use thermogen::physics::step::Step;

/// Chance that a correct program fails a statistical test of this file with another seed.
const ALPHA: f64 = 1e-6;

type Matrix = Vec<Vec<f64>>;

fn zero(n: usize) -> Matrix {
    vec![vec![0.0; n]; n]
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    let n = a.len();
    let mut c = zero(n);
    for i in 0..n {
        for k in 0..n {
            for l in 0..n {
                c[i][k] += a[i][l] * b[l][k];
            }
        }
    }
    c
}

fn transposed(a: &Matrix) -> Matrix {
    (0..a.len()).map(|i| a.iter().map(|row| row[i]).collect()).collect()
}

fn sum(a: &Matrix, b: &Matrix, scale: f64) -> Matrix {
    a.iter().zip(b).map(|(a, b)| a.iter().zip(b).map(|(a, b)| a + scale * b).collect()).collect()
}

fn largest(a: &Matrix) -> f64 {
    a.iter().flatten().fold(0.0, |m, x| m.max(x.abs()))
}

fn identity(n: usize) -> Matrix {
    let mut one = zero(n);
    (0..n).for_each(|i| one[i][i] = 1.0);
    one
}

/// K.
fn stiffness(c: &Reference) -> Matrix {
    sum(&c.j, &identity(c.units()), 2.0 * c.j2)
}

/// Mean and covariance after `steps` steps from the state `start`, units in `clamps` held.
fn discrete(c: &Reference, start: &[f64], clamps: &[usize], steps: usize) -> (Vec<f64>, Matrix) {
    let n = c.units();
    let mut a = sum(&identity(n), &stiffness(c), -c.mobility * c.dt);
    let mut shift: Vec<f64> = (0..n).map(|i| -c.mobility * c.dt * (c.b[i] - c.f[i])).collect();
    let mut noise = sum(&zero(n), &identity(n), 2.0 * c.mobility * c.kt * c.dt);
    for &held in clamps {
        a[held].fill(0.0);
        (shift[held], noise[held][held]) = (start[held], 0.0);
    }
    let (mut mean, mut covariance) = (start.to_vec(), zero(n));
    for _ in 0..steps {
        mean = (0..n).map(|i| shift[i] + (0..n).map(|k| a[i][k] * mean[k]).sum::<f64>()).collect();
        covariance = sum(&product(&product(&a, &covariance), &transposed(&a)), &noise, 1.0);
    }
    (mean, covariance)
}

/// The covariance in continuous time, ∫₀ᵗ exp(−2μKs) 2μkT ds, by doubling a short time's Taylor series.
fn continuous_covariance(c: &Reference, time: f64) -> Matrix {
    let n = c.units();
    let short = time / f64::from(1 << 20);
    let a = sum(&zero(n), &stiffness(c), -2.0 * c.mobility * short);
    let a2 = product(&a, &a);
    let mut decay = sum(&sum(&identity(n), &a, 1.0), &a2, 0.5);
    let mut grown = sum(&sum(&identity(n), &a, 0.5), &a2, 1.0 / 6.0);
    grown = sum(&zero(n), &grown, 2.0 * c.mobility * c.kt * short);
    for _ in 0..20 {
        grown = sum(&grown, &product(&decay, &grown), 1.0);
        decay = product(&decay, &decay);
    }
    grown
}

fn computer(visible_couplings: VisibleCouplings) -> (Parameters, Couplings) {
    let p = Parameters {
        j2: 1.2,
        j4: 0.0,
        kt: 0.3,
        mobility: 0.8,
        dt: 0.05,
        hidden: 4,
        visible_couplings,
        visible_biases: true,
        ..Parameters::default()
    };
    let network = Network::new(3, 1, &p).unwrap();
    let theta = random_couplings(&p, &network, 0.4, 0);
    (p, theta)
}

/// The crate's ensemble against the exact mean and covariance at several times.
fn check_ensemble(clamps: &[usize], force: &[f32], visible_couplings: VisibleCouplings) {
    const SAMPLES: usize = 20_000;
    let (p, theta) = computer(visible_couplings);
    let mut reference = Reference::new(&p, &theta);
    reference.f = reference::wide(force);
    let n = reference.units();
    let start: Vec<f32> = (0..n).map(|i| 0.5 - 0.2 * i as f32).collect();
    let mut batch = Batch::new(&theta, 5, 0, SAMPLES);
    (0..batch.samples()).for_each(|sample| batch.drive(sample, force));
    (0..SAMPLES).for_each(|sample| batch.set(sample, &start));
    let held: Vec<(usize, f32)> = clamps.iter().map(|&unit| (unit, start[unit])).collect();
    (0..SAMPLES).for_each(|sample| batch.clamp(sample, &held));
    let limit = normal_limit(ALPHA, 3 * (n + n * (n + 1) / 2));
    for steps in [1, 6, 60] {
        batch.advance(Step::of_noising(&p), steps - batch.step()).unwrap();
        let (mean, covariance) = discrete(&reference, &reference::wide(&start), clamps, steps as usize);
        let states: Vec<Vec<f64>> = (0..SAMPLES).map(|s| reference::wide(&batch.get(s))).collect();
        let average = |f: &dyn Fn(&[f64]) -> f64| states.iter().map(|x| f(x)).sum::<f64>() / SAMPLES as f64;
        for i in 0..n {
            let error = (covariance[i][i] / SAMPLES as f64).sqrt();
            // Rounding in f32 is far below the statistical error.
            assert!((average(&|x| x[i]) - mean[i]).abs() <= limit * error + 1e-6, "mean {i} at {steps}");
            for k in 0..=i {
                let got = average(&|x| (x[i] - mean[i]) * (x[k] - mean[k]));
                let variance = covariance[i][i] * covariance[k][k] + covariance[i][k].powi(2);
                let error = (variance / SAMPLES as f64).sqrt();
                assert!(
                    (got - covariance[i][k]).abs() <= limit * error + 1e-7,
                    "covariance {i} {k} at {steps}: {got} for {}",
                    covariance[i][k]
                );
            }
        }
    }
}

#[test]
fn an_ensemble_has_the_exact_mean_and_covariance() {
    check_ensemble(&[], &[0.0; 7], VisibleCouplings::None);
}

#[test]
fn so_it_has_when_driven_and_clamped() {
    check_ensemble(&[1, 5], &[0.5, 0.0, -1.0, 0.0, 0.3, 0.0, 2.0], VisibleCouplings::All);
}

#[test]
fn halving_the_step_halves_the_distance_to_continuous_time() {
    let (p, theta) = computer(VisibleCouplings::All);
    let exact = continuous_covariance(&Reference::new(&p, &theta), 2.0);
    let error = |dt: f64| {
        let reference = Reference::new(&Parameters { dt, ..p.clone() }, &theta);
        let (_, covariance) = discrete(&reference, &[0.0; 7], &[], (2.0 / dt).round() as usize);
        largest(&sum(&covariance, &exact, -1.0)) / largest(&exact)
    };
    let errors = [error(0.02), error(0.01), error(0.005)];
    assert!(errors[2] < 0.01);
    for pair in errors.windows(2) {
        assert!((pair[0] / pair[1] - 2.0).abs() < 0.1, "{errors:?}");
    }
}

#[test]
fn the_equilibrium_is_kt_over_the_stiffness() {
    let (p, theta) = computer(VisibleCouplings::None);
    let reference = Reference::new(&p, &theta);
    let covariance = continuous_covariance(&reference, 40.0);
    let unity = product(&stiffness(&reference), &covariance);
    let error = largest(&sum(&unity, &identity(7), -p.kt)) / p.kt;
    assert!(error < 1e-6, "{error}");
}
