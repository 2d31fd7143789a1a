//! Couplings in factors, energy and force, against the same couplings pair by pair.
//!
//! J = offdiag(F M Fᵀ) is formed here by plain loops in f64, and a naive reference has the energy and its
//! slope from it. The factored form never has J: it takes the diagonal d out again, which is easily forgotten.

use super::reference::{Reference, wide};
use super::{Row, Subject};
use crate::parameters::{Parameters, VisibleCouplings};
use crate::physics::couplings::Couplings;
use crate::physics::factored::Factored;
use crate::physics::langevin::Batch;
use crate::physics::network::Network;
use crate::physics::on_site::OnSite;
use crate::physics::pairs::Pairs;
use crate::physics::step::Step;

/// Columns of the visible and of the hidden units.
const RANKS: [usize; 2] = [3, 2];

/// Numbers between −1 and 1 without a pattern.
fn numbers(count: usize, pace: f32) -> Vec<f32> {
    (0..count).map(|k| (pace * (k + 1) as f32).sin()).collect()
}

/// A small computer in factors: 3 × 2 visible and 4 hidden units, every pair coupled.
fn computer() -> (Parameters, Factored) {
    let p = Parameters { hidden: 4, visible_couplings: VisibleCouplings::All, ..Parameters::default() };
    // Ten units are within the limits of a network.
    let network = Network::new(3, 2, &p).unwrap_or_else(|error| unreachable!("{error}"));
    let columns = RANKS[0] + RANKS[1];
    let half = numbers(columns * columns, 1.7);
    let core: Vec<f32> =
        (0..half.len()).map(|at| half[at] + half[at % columns * columns + at / columns]).collect();
    let (visible, hidden) = (numbers(6 * RANKS[0], 2.3), numbers(4 * RANKS[1], 3.1));
    // The sizes are those of the network.
    let factored = Factored::new(network, &visible, &hidden, &core).unwrap_or_else(|| unreachable!());
    (p, factored)
}

/// The couplings pair by pair, and the diagonal that is not among them.
fn by_pairs(factored: &Factored) -> (Vec<Vec<f64>>, Vec<f64>) {
    let columns = RANKS[0] + RANKS[1];
    let (f, m) = (wide(&factored.factors()), wide(factored.blocks()[2]));
    let n = factored.network().units();
    let entry = |i: usize, k: usize| -> f64 {
        let term = |at: usize| f[i * columns + at / columns] * m[at] * f[k * columns + at % columns];
        (0..columns * columns).map(term).sum()
    };
    let pair = |i, k| if i == k { 0.0 } else { entry(i, k) };
    let j = (0..n).map(|i| (0..n).map(|k| pair(i, k)).collect()).collect();
    (j, (0..n).map(|i| entry(i, i)).collect())
}

/// Energy of a state, and the force of one step at kT = 0, each in parts of its largest number.
pub(super) fn factored(subject: Subject) -> Row {
    let (p, factored) = computer();
    let (j, diagonal) = by_pairs(&factored);
    let theta = Couplings::from(factored);
    let reference = Reference { j, ..Reference::uncoupled(&p, diagonal.len()) };
    let (on_site, pull) = (OnSite::new(&p), 0.125);
    let x = numbers(diagonal.len(), 0.9);
    let mut batch = Batch::new(&theta, 1, 0, 1);
    batch.set(0, &x);
    // A state that stops being finite shows in the row's value.
    let _ = batch.advance(Step::new(on_site, 1.0, pull, 0.0), 1);
    let (from, to) = (wide(&x), wide(&batch.get(0)));
    let slopes = reference.gradient(&from);
    let largest = slopes.iter().fold(0.0f64, |most, slope| most.max(slope.abs()));
    let off = |i: usize| {
        let forgotten = subject.forgotten(diagonal[i] * from[i]);
        ((from[i] - to[i]) / pull + forgotten - slopes[i]).abs() / largest
    };
    let force = (0..from.len()).map(off).fold(0.0, f64::max);
    let own: f64 = diagonal.iter().zip(&from).map(|(d, x)| 0.5 * d * x * x).sum();
    let none = vec![0.0; x.len()];
    let energy = subject.energy(on_site, &theta, &none, &x).total();
    let exact = reference.potential(&from);
    let energy = ((energy + subject.forgotten(own) - exact) / exact).abs();
    Row::new(
        "factored",
        "energy and force of couplings in factors against the same couplings pair by pair, largest difference in parts of the largest",
        force.max(energy),
        1e-5,
    )
    .detail(format!("{} units, {} columns; energy {energy:.1e}, force {force:.1e}", x.len(), RANKS[0] + RANKS[1]))
}
