//! The probability of the reversed path: finite differences against the analytic gradient, both in
//! f64 by the naive reference, and the crate's f32 products and trainers against the reference.
#![allow(clippy::needless_range_loop)] // formulas keep their indices

mod reference;

use reference::{Recorded, Reference, distance, may_couple, noised, random_couplings};
use thermogen::data::glyphs;
use thermogen::kernels::philox::Purpose;
use thermogen::learn::training::Training;
use thermogen::learn::training_set::TrainingSet;
use thermogen::parameters::{HiddenDrive, Parameters, Trainer, VisibleCouplings};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::network::Network;
use thermogen::physics::noising::Noising;
use thermogen::physics::reverse_path::ReversePath;

/// Every connectivity, with sizes that fill no block of eight, one that does, and single units.
fn computers() -> Vec<(Parameters, Network)> {
    let mut all = Vec::new();
    for visible_couplings in [VisibleCouplings::None, VisibleCouplings::Nearest, VisibleCouplings::All] {
        for (hidden_couplings, visible_biases) in [(true, false), (false, true)] {
            for ((width, height), hidden) in
                [((1, 1), 0), ((1, 1), 1), ((3, 2), 5), ((4, 4), 8), ((5, 3), 11)]
            {
                let p = Parameters {
                    hidden,
                    visible_couplings,
                    hidden_couplings,
                    visible_biases,
                    dt: 0.01,
                    j4: 0.7,
                    mobility: 1.3,
                    ..Parameters::default()
                };
                let network = Network::new(width, height, &p).unwrap();
                all.push((p, network));
            }
        }
    }
    all
}

/// A different drive for every unit.
fn image(units: usize) -> Vec<f32> {
    (0..units).map(|i| (1.7 * i as f32).sin()).collect()
}

#[test]
fn finite_differences_give_the_reference_gradient() {
    for (p, network) in computers() {
        let theta = random_couplings(&p, &network, 0.3, 0);
        let reference = Reference::new(&p, &theta);
        let steps = noised(&p, &network, 0, &image(network.units()), 9);
        let (by_j, by_b) = reference.loss_gradient(&steps);
        // The loss is quadratic in θ: central differences are exact, so the step may be large.
        let h = 0.25;
        let slope = |change: &dyn Fn(&mut Reference, f64)| {
            let at = |h: f64| {
                let mut moved = reference.clone();
                change(&mut moved, h);
                moved.loss(&steps)
            };
            (at(h) - at(-h)) / (2.0 * h)
        };
        let limit = 1e-10 * reference.loss(&steps);
        for i in 0..network.units() {
            assert!((slope(&|c, h| c.b[i] += h) - by_b[i]).abs() < limit, "bias {i}");
            for k in 0..i {
                let by_hand = slope(&|c, h| {
                    c.j[i][k] += h;
                    c.j[k][i] += h;
                });
                assert!((by_hand - by_j[i][k]).abs() < limit, "coupling {i} {k}");
            }
        }
    }
}

/// Pushes recorded steps into the crate's sum.
fn summed(p: &Parameters, theta: &Couplings, trajectory: u32, s: &[f32], steps: u32) -> ReversePath {
    let network = theta.network();
    let mut noising = Noising::new(p, network, Purpose::Noising);
    noising.begin(trajectory, s);
    let mut path = ReversePath::new(p, theta);
    let mut displacement = vec![0.0; network.slots()];
    for _ in 0..steps {
        let arrival = noising.advance(&mut displacement);
        path.push(arrival, &displacement);
    }
    path.flush();
    path
}

/// Entries of a gradient compared with the reference's, and 0 wherever nothing is coupled; the largest
/// difference in parts of the largest entry.
fn relative_error(p: &Parameters, gradient: &Couplings, by_j: &[Vec<f64>], by_b: &[f64]) -> f64 {
    let network = gradient.network();
    let (nv, n) = (network.visible(), network.units());
    let (mut worst, mut largest) = (0.0f64, 1e-300f64);
    let mut compare = |got: f32, want: f64, free: bool| {
        let want = if free { want } else { 0.0 };
        worst = worst.max((f64::from(got) - want).abs());
        largest = largest.max(want.abs());
    };
    for i in 0..n {
        let bias = if i < nv { gradient.bias_visible[i] } else { gradient.bias_hidden[i - nv] };
        compare(bias, by_b[i], i >= nv || p.visible_biases);
        for k in 0..n {
            compare(gradient.get(i, k), by_j[i][k], may_couple(p, network.width(), nv, i, k));
        }
    }
    let dense = gradient.to_dense();
    for (block, size) in [(&dense.hh, network.hidden()), (&dense.vv, nv)] {
        for (index, value) in block.iter().enumerate() {
            let (i, k) = (index / size, index % size);
            assert_eq!(value.to_bits(), block[k * size + i].to_bits(), "symmetric");
            assert!(i != k || *value == 0.0, "no unit is coupled with itself");
        }
    }
    worst / largest
}

#[test]
fn the_crates_gradient_and_loss_are_the_references() {
    for (p, network) in computers() {
        let theta = random_couplings(&p, &network, 0.3, 1);
        let reference = Reference::new(&p, &theta);
        let s = image(network.units());
        // Chunks are 64 steps: less than one, one, one more, and several with a rest.
        for steps in [1, 63, 64, 65, 203] {
            let recorded = noised(&p, &network, steps, &s, steps);
            let path = summed(&p, &theta, steps, &s, steps);
            let loss = reference.loss(&recorded);
            assert!((path.loss() - loss).abs() < 2e-5 * loss, "{} {loss}", path.loss());
            let excess = loss / f64::from(steps) - 0.5 * network.units() as f64;
            assert!((path.loss_excess() - excess).abs() < 2e-5 * (loss / f64::from(steps)));
            let (by_j, by_b) = reference.loss_gradient(&recorded);
            let error = relative_error(&p, &path.gradient(), &by_j, &by_b);
            assert!(error < 2e-5, "{error} at {steps} steps, {} units", network.units());
        }
    }
}

#[test]
fn a_restarted_sum_forgets_everything() {
    let (p, network) = computers().pop().unwrap();
    let (old, new) = (random_couplings(&p, &network, 0.3, 2), random_couplings(&p, &network, 0.3, 3));
    let s = image(network.units());
    let mut path = summed(&p, &old, 0, &s, 70);
    path.restart(&new);
    let mut noising = Noising::new(&p, &network, Purpose::Noising);
    let mut displacement = vec![0.0; network.slots()];
    noising.begin(5, &s);
    for _ in 0..70 {
        let arrival = noising.advance(&mut displacement);
        path.push(arrival, &displacement);
    }
    path.flush();
    let fresh = summed(&p, &new, 5, &s, 70);
    assert_eq!(path.gradient().fingerprint(), fresh.gradient().fingerprint());
    assert_eq!(path.loss(), fresh.loss());
}

/// The trainers' rules by the reference: θ ← θ − α Σ after each trajectory, or after each step,
/// with α = α₀ Δt / t_f, on the crate's noising trajectories, the images in the order given.
fn trained_by_hand(p: &Parameters, set: &TrainingSet) -> (Reference, Vec<f64>) {
    let network = set.network();
    let (nv, n) = (network.visible(), network.units());
    let mut reference = Reference::new(p, &Couplings::zero(network.clone()));
    let rate = p.rate * p.dt / p.time;
    let descend = |reference: &mut Reference, steps: &[Recorded]| {
        let (by_j, by_b) = reference.loss_gradient(steps);
        for i in 0..n {
            if i >= nv || p.visible_biases {
                reference.b[i] -= rate * by_b[i];
            }
            for k in 0..n {
                if may_couple(p, network.width(), nv, i, k) {
                    reference.j[i][k] -= rate * by_j[i][k];
                }
            }
        }
    };
    let mut history = Vec::new();
    for iteration in 0..p.iterations {
        let s = set.drive(iteration as usize % set.count());
        let steps = noised(p, network, iteration, &s, p.steps());
        let mut loss = 0.0;
        if p.trainer == Trainer::Online {
            for step in &steps {
                loss += reference.loss(std::slice::from_ref(step));
                descend(&mut reference, std::slice::from_ref(step));
            }
        } else {
            loss = reference.loss(&steps);
            descend(&mut reference, &steps);
        }
        history.push(loss / f64::from(p.steps()) - 0.5 * n as f64);
    }
    (reference, history)
}

#[test]
fn the_trainers_follow_their_rules() {
    for trainer in [Trainer::Sgd, Trainer::Online] {
        for visible_couplings in [VisibleCouplings::None, VisibleCouplings::Nearest, VisibleCouplings::All] {
            let p = Parameters {
                trainer,
                visible_couplings,
                visible_biases: visible_couplings == VisibleCouplings::All,
                hidden_couplings: visible_couplings != VisibleCouplings::Nearest,
                hidden_drive: HiddenDrive::Copy,
                hidden: 13,
                iterations: 5,
                dt: 0.02,
                time: 1.5,
                ..Parameters::default()
            };
            let images = glyphs::draw(&[0, 1, 2], 8, 1, 0).unwrap().resized(5, 3).unwrap();
            let mut training = Training::new(p.clone(), &images).unwrap();
            while !training.advance() {}
            let (reference, history) = trained_by_hand(&p, training.set());
            let theta = Reference::new(&p, &training.model().couplings);
            let largest = reference.j.iter().flatten().fold(0.0f64, |m, j| m.max(j.abs()));
            assert!(largest > 0.01, "something was learned");
            for (got, want) in theta.j.iter().zip(&reference.j) {
                assert!(distance(got, want) < 1e-5 * largest, "{}", distance(got, want));
            }
            assert!(distance(&theta.b, &reference.b) < 1e-5 * largest);
            assert!(distance(training.history(), &history) < 1e-4);
        }
    }
}

#[test]
fn the_loss_falls_along_the_gradient_and_rises_against_it() {
    let (p, network) = computers().pop().unwrap();
    let theta = Couplings::zero(network.clone());
    let s = image(network.units());
    let gradient = summed(&p, &theta, 0, &s, 250).gradient();
    let loss = |scale: f32| {
        let mut moved = theta.clone();
        moved.add_scaled(scale, &gradient);
        summed(&p, &moved, 0, &s, 250).loss()
    };
    assert!(loss(-0.001) < loss(0.0) && loss(0.0) < loss(0.001));
}
