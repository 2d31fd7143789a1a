//! One unit alone: sampled starts, prepared states and long runs against the Boltzmann density
//! p ∝ exp(−(J2 x² + J4 x⁴ − f x)/kT), by Kolmogorov and Smirnov's test.

mod reference;

use reference::statistics::Density;
use thermogen::kernels::philox::{Purpose, Stream};
use thermogen::model::Model;
use thermogen::parameters::Parameters;
use thermogen::physics::couplings::Couplings;
use thermogen::physics::equilibrium::Equilibrium;
use thermogen::physics::generation::Generation;
use thermogen::physics::langevin::Batch;
use thermogen::physics::network::Network;
use thermogen::physics::noising::Noising;
use thermogen::physics::on_site::OnSite;
use thermogen::physics::step::Step;
use thermogen::statistics::{kolmogorov_distance, kolmogorov_limit};

/// Chance that a correct program fails a statistical test of this file with another seed.
const ALPHA: f64 = 1e-6;

/// The density by brute force, on a range that holds all but 10⁻²⁰ of it.
fn boltzmann(j2: f64, j4: f64, kt: f64, force: f64) -> Density {
    let energy = move |x: f64| j2 * x * x + j4 * x.powi(4) - force * x;
    let lowest = (-40_000..40_000).map(|i| energy(f64::from(i) * 1e-3)).fold(f64::INFINITY, f64::min);
    let mut reach = 40.0;
    while energy(reach).min(energy(-reach)) > lowest + 50.0 * kt {
        reach *= 0.99;
    }
    reach /= 0.99;
    Density::new(-reach, reach, move |x| -energy(x) / kt)
}

/// j2, j4, kT, force.
const WELLS: [[f64; 4]; 14] = [
    [1.0, 1.0, 0.1, 0.0],
    [1.0, 1.0, 0.1, 2.0],
    [1.0, 1.0, 0.1, -3.2],
    [2.0, 0.0, 0.3, 0.7],
    [0.0, 1.0, 0.1, 0.0],
    [-1.0, 1.0, 0.1, 0.0],
    [-2.0, 1.0, 0.1, 0.05],
    [-2.0, 0.5, 0.05, -0.01],
    [10.0, 10.0, 1.0, 20.0],
    [1.0, 1.0, 1e-4, 2.0],
    [-10.0, 0.1, 0.01, 0.0],
    // Two wells far narrower than their distance.
    [-10.0, 0.01, 0.001, 0.0],
    [-10.0, 0.01, 0.001, 2e-5],
    [-10.0, 0.01, 0.001, -1e-5],
];

#[test]
fn starts_are_drawn_from_the_boltzmann_density() {
    const SAMPLES: usize = 200_000;
    let limit = kolmogorov_limit(SAMPLES, ALPHA / WELLS.len() as f64);
    for (case, [j2, j4, kt, force]) in WELLS.into_iter().enumerate() {
        let density = boltzmann(j2, j4, kt, force);
        let unit = Equilibrium::new(OnSite { j2, j4 }, kt, force);
        let mut stream = Stream::new(1, Purpose::Check, case as u32);
        let mut samples: Vec<f64> = (0..SAMPLES).map(|_| unit.sample(&mut stream)).collect();
        let distance = kolmogorov_distance(&mut samples, |x| density.cumulative(x));
        assert!(distance < limit, "{j2} {j4} {kt} {force}: {distance} {limit}");
        for power in 1..=4 {
            let (got, want) = (unit.mean(|x| x.powi(power)), density.mean(|x| x.powi(power)));
            let scale = density.mean(|x| x.powi(2 * power)).sqrt();
            assert!((got - want).abs() < 1e-4 * scale, "⟨x^{power}⟩ at {j2} {j4} {kt} {force}: {got} {want}");
        }
    }
}

#[test]
fn generation_starts_in_the_equilibrium_of_its_own_bath() {
    let p = Parameters { hidden: 30, generate_kt: 2.5, ..Parameters::default() };
    let network = Network::new(7, 10, &p).unwrap();
    let model = Model::new(p.clone(), Couplings::zero(network));
    let generation = Generation::new(model, p, 0, 300).unwrap();
    let mut samples: Vec<f64> = (0..300).flat_map(|s| reference::wide(&generation.units(s))).collect();
    let density = boltzmann(1.0, 1.0, 0.25, 0.0);
    let limit = kolmogorov_limit(samples.len(), ALPHA);
    assert!(kolmogorov_distance(&mut samples, |x| density.cumulative(x)) < limit);
}

#[test]
fn noising_is_prepared_in_the_equilibrium_of_its_drive() {
    let p = Parameters { hidden: 40, ..Parameters::default() };
    let network = Network::new(6, 10, &p).unwrap();
    let mut noising = Noising::new(&p, &network, Purpose::Noising);
    for s in [1.0, -0.37, 0.0] {
        let mut samples = Vec::new();
        for trajectory in 0..300 {
            noising.begin(trajectory, &[s; 100]);
            samples.extend(reference::units_of(&network, noising.state()));
        }
        let density = boltzmann(1.0, 1.0, 0.1, 2.0 * f64::from(s));
        let limit = kolmogorov_limit(samples.len(), ALPHA / 3.0);
        assert!(kolmogorov_distance(&mut samples, |x| density.cumulative(x)) < limit);
    }
}

/// Long runs from x = 0 (J2 < 0 too: a symmetric start needs no crossing of the barrier). The step
/// widens the density by less than 1 %, which moves the distribution by 0.002; noise that is too small
/// by 5 % moves it by 0.012, and the limit is 0.008.
#[test]
fn long_runs_end_in_the_boltzmann_density() {
    for (j2, j4, force) in [(1.0, 1.0, 0.0), (1.0, 1.0, 2.0), (-1.0, 1.0, 0.0)] {
        let p = Parameters { j2, j4, dt: 0.005, hidden: 0, ..Parameters::default() };
        let network = Network::new(16, 16, &p).unwrap();
        let theta = Couplings::zero(network);
        let mut batch = Batch::new(&theta, 9, 0, 512);
        (0..batch.samples()).for_each(|sample| batch.drive(sample, &[force; 256]));
        batch.advance(Step::of_noising(&p), 1000).unwrap();
        let mut samples: Vec<f64> = (0..512).flat_map(|s| reference::wide(&batch.get(s))).collect();
        let density = boltzmann(j2, j4, p.kt, f64::from(force));
        let limit = kolmogorov_limit(samples.len(), ALPHA / 3.0);
        let distance = kolmogorov_distance(&mut samples, |x| density.cumulative(x));
        assert!(distance < limit, "{j2} {force}: {distance} {limit}");
    }
}

/// The test that must fail does: 5 % too little noise, the half-counted quartic.
#[test]
fn the_test_has_the_power_to_see_a_wrong_density() {
    let n = 200_000;
    let limit = kolmogorov_limit(n, ALPHA);
    let right = boltzmann(1.0, 1.0, 0.1, 0.0);
    for (j4, kt) in [(1.0, 0.1 * 0.95 * 0.95), (0.5, 0.1)] {
        let wrong = Equilibrium::new(OnSite { j2: 1.0, j4 }, kt, 0.0);
        let mut stream = Stream::new(1, Purpose::Check, 0);
        let mut samples: Vec<f64> = (0..n).map(|_| wrong.sample(&mut stream)).collect();
        assert!(kolmogorov_distance(&mut samples, |x| right.cumulative(x)) > limit);
    }
}
