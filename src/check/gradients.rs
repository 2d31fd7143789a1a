//! The gradient of −ln P̃ (paper, Eqs 8–11): by explicit sums, by finite differences, and by the crate's
//! products in f32.
#![allow(clippy::needless_range_loop)] // formulas keep their indices

use super::reference::{Recorded, Reference, noised, random_couplings};
use super::{Row, Subject};
use crate::kernels::philox::Purpose;
use crate::parameters::{Parameters, VisibleCouplings};
use crate::physics::couplings::Couplings;
use crate::physics::network::Network;
use crate::physics::noising::Noising;
use crate::physics::reverse_path::ReversePath;

/// A small computer with every kind of coupling and bias: 3 × 2 visible and 5 hidden units.
pub(super) fn computer() -> (Parameters, Couplings) {
    let p = Parameters {
        hidden: 5,
        visible_couplings: VisibleCouplings::Nearest,
        visible_biases: true,
        j4: 0.8,
        dt: 0.01,
        time: 0.5,
        ..Parameters::default()
    };
    // Six pixels are within the limits of a network.
    let network = Network::new(3, 2, &p).unwrap_or_else(|error| unreachable!("{error}"));
    let theta = random_couplings(&p, &network, 0.4, 0);
    (p, theta)
}

fn image(units: usize) -> Vec<f32> {
    (0..units).map(|i| (1.7 * i as f32).sin()).collect()
}

/// The gradient as the crate's rule has it, in f64: by J and by b.
fn by_hand(subject: Subject, c: &Reference, steps: &[Recorded]) -> (Vec<Vec<f64>>, Vec<f64>) {
    let taken: Vec<Recorded> =
        steps.iter().map(|step| subject.reversed(step, &mut Recorded::default()).clone()).collect();
    let (mut by_j, mut by_b) = c.loss_gradient(&taken);
    by_j.iter_mut().flatten().chain(&mut by_b).for_each(|x| *x *= subject.gradient_sign());
    (by_j, by_b)
}

/// The formula against finite differences of −ln P̃, both in f64.
pub(super) fn reference(subject: Subject) -> Row {
    let (p, theta) = computer();
    let (c, network) = (Reference::new(&p, &theta), theta.network());
    let steps = noised(&p, network, 0, &image(network.units()), 9);
    let (by_j, by_b) = by_hand(subject, &c, &steps);
    // −ln P̃ is quadratic in θ: central differences are exact at any size.
    let h = 0.25;
    let slope = |change: &dyn Fn(&mut Reference, f64)| {
        let at = |h: f64| {
            let mut moved = c.clone();
            change(&mut moved, h);
            moved.loss(&steps)
        };
        (at(h) - at(-h)) / (2.0 * h)
    };
    let mut worst = 0.0f64;
    for i in 0..c.units() {
        worst = worst.max((slope(&|c, h| c.b[i] += h) - by_b[i]).abs());
        for k in 0..i {
            let both = |c: &mut Reference, h: f64| {
                c.j[i][k] += h;
                c.j[k][i] += h;
            };
            worst = worst.max((slope(&both) - by_j[i][k]).abs());
        }
    }
    Row::new(
        "gradient-f64",
        "gradient of −ln P̃ by formula against finite differences, f64, largest difference in parts of −ln P̃",
        worst / c.loss(&steps),
        1e-10,
    )
}

/// The crate's products in f32 against the reference in f64.
pub(super) fn shipped(subject: Subject) -> Row {
    let (p, theta) = computer();
    let (c, network) = (Reference::new(&p, &theta), theta.network());
    // Chunks are of 64 steps: one, and a rest.
    let (s, steps) = (image(network.units()), 65);
    let (by_j, by_b) = c.loss_gradient(&noised(&p, network, 1, &s, steps));
    let mut noising = Noising::new(&p, network, Purpose::Noising);
    noising.begin(1, &s);
    let mut path = ReversePath::new(&p, &theta);
    let mut displacement = vec![0.0; network.slots()];
    for _ in 0..steps {
        let arrival = noising.advance(&mut displacement);
        path.push(&subject.arrival(arrival, &displacement), &displacement);
    }
    path.flush();
    let gradient = path.gradient();
    let biases = gradient.bias_visible.iter().chain(&gradient.bias_hidden);
    let (mut worst, mut largest) = (0.0f64, 0.0f64);
    let mut compare = |got: f32, want: f64| {
        worst = worst.max((subject.gradient_sign() * f64::from(got) - want).abs());
        largest = largest.max(want.abs());
    };
    biases.zip(&by_b).for_each(|(&got, &want)| compare(got, want));
    let (nv, n) = (network.visible(), network.units());
    for i in 0..n {
        for k in (i + 1..n).filter(|&k| k >= nv || network.visible_pair(i, k)) {
            compare(gradient.get(i, k), by_j[i][k]);
        }
    }
    Row::new(
        "gradient-f32",
        "gradient of −ln P̃ by the shipped f32 products against the f64 formula, largest difference in parts of the largest entry",
        worst / largest,
        2e-5,
    )
}
