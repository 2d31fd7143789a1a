//! The trained computer in motion: the batch against the naive f64 chain with the same noise, the
//! bits of a sample whatever the batch, drives, clamps, cooling, step halving.

mod reference;

use reference::{Reference, distance, noise_of, random_couplings, statistics, wide};
use thermogen::kernels::philox::Purpose;
use thermogen::model::Model;
use thermogen::parameters::{Parameters, VisibleCouplings};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::generation::Generation;
use thermogen::physics::langevin::Batch;
use thermogen::physics::network::Network;
use thermogen::physics::step::Step;
use thermogen::simd::portable_only;

fn computer(width: usize, hidden: u32, visible_couplings: VisibleCouplings) -> (Parameters, Couplings) {
    let p = Parameters {
        hidden,
        visible_couplings,
        visible_biases: true,
        dt: 0.01,
        generate_time: 1.0,
        mobility: 1.1,
        ..Parameters::default()
    };
    let network = Network::new(width, 3, &p).unwrap();
    let theta = random_couplings(&p, &network, 0.3, 0);
    (p, theta)
}

#[test]
fn a_batch_follows_the_reference_with_the_same_noise() {
    for (width, hidden, visible) in
        [(3, 7, VisibleCouplings::None), (5, 16, VisibleCouplings::Nearest), (4, 0, VisibleCouplings::All)]
    {
        let (p, theta) = computer(width, hidden, visible);
        let network = theta.network().clone();
        let n = network.units();
        let mut reference = Reference::new(&p, &theta);
        let force: Vec<f32> = (0..n).map(|i| 0.1 * i as f32 - 0.5).collect();
        reference.f = wide(&force);
        for samples in [2, 11] {
            let mut batch = Batch::new(&theta, 21, 40, samples);
            (0..batch.samples()).for_each(|sample| batch.drive(sample, &force));
            let mut states = vec![vec![0.0; n]; samples];
            for step in 0..150 {
                batch.advance(Step::of_noising(&p), 1).unwrap();
                for (sample, x) in states.iter_mut().enumerate() {
                    let xi = noise_of(&network, 21, Purpose::Generation, 40 + sample as u32, step);
                    *x = reference.step(x, &xi);
                    let error = distance(x, &wide(&batch.get(sample)));
                    assert!(error < 2e-5, "{error} at step {step}");
                }
            }
        }
    }
}

#[test]
fn a_samples_bits_do_not_depend_on_its_batch() {
    let (p, theta) = computer(5, 19, VisibleCouplings::Nearest);
    let run = |first: u32, samples: usize| {
        let mut generation =
            Generation::new(Model::new(p.clone(), theta.clone()), p.clone(), first, samples).unwrap();
        generation.advance(30).unwrap();
        generation.advance(u32::MAX).unwrap();
        (0..samples)
            .map(|s| generation.units(s).iter().map(|x| x.to_bits()).collect())
            .collect::<Vec<Vec<_>>>()
    };
    let alone: Vec<_> = (0..70).map(|sample| run(sample, 1).remove(0)).collect();
    for samples in [1, 2, 3, 4, 5, 8, 9, 64] {
        for first in [0, 5] {
            let together = run(first, samples);
            assert!(together.iter().zip(&alone[first as usize..]).all(|(a, b)| a == b), "{samples} {first}");
        }
    }
    assert_eq!(run(u32::MAX - 1, 9)[2..], alone[..7], "indices wrap");
}

#[test]
fn the_portable_backend_gives_the_same_bits() {
    let (p, theta) = computer(7, 33, VisibleCouplings::All);
    for samples in [1, 16] {
        let run = || {
            let mut generation =
                Generation::new(Model::new(p.clone(), theta.clone()), p.clone(), 0, samples).unwrap();
            generation.advance(u32::MAX).unwrap();
            generation.fingerprint()
        };
        assert_eq!(portable_only(run), run());
    }
}

#[test]
fn clamped_units_stay_and_the_others_feel_them() {
    let (p, theta) = computer(3, 7, VisibleCouplings::None);
    let network = theta.network().clone();
    let reference = Reference::new(&p, &theta);
    for samples in [1, 8] {
        let mut batch = Batch::new(&theta, 3, 0, samples);
        (0..batch.samples()).for_each(|sample| batch.clamp(sample, &[(2, 0.75), (12, -0.5)]));
        let mut x = vec![0.0; network.units()];
        (x[2], x[12]) = (0.75, -0.5);
        for step in 0..100 {
            batch.advance(Step::of_noising(&p), 1).unwrap();
            x = reference.step(&x, &noise_of(&network, 3, Purpose::Generation, 0, step));
            (x[2], x[12]) = (0.75, -0.5);
            assert!(distance(&x, &wide(&batch.get(0))) < 2e-5, "step {step}");
        }
    }
}

/// A clamp outlives a new start, whichever comes first.
#[test]
fn clamps_hold_from_a_given_start_too() {
    let (p, theta) = computer(3, 7, VisibleCouplings::None);
    let units = theta.network().units();
    let run = |clamp_first: bool| {
        let mut generation = Generation::new(Model::new(p.clone(), theta.clone()), p.clone(), 0, 2).unwrap();
        let start = vec![0.1; 2 * units];
        if clamp_first {
            generation.clamp(&[(4, 0.9)]);
            generation.start_from(&start);
        } else {
            generation.start_from(&start);
            generation.clamp(&[(4, 0.9)]);
        }
        assert_eq!(generation.units(1)[4], 0.9);
        assert!(generation.heat_emitted(1).total().abs() < 1e-12, "setting a clamp is no heat");
        generation.advance(u32::MAX).unwrap();
        (generation.fingerprint(), generation.heat_emitted(1).total())
    };
    assert_eq!(run(true), run(false));
}

/// Cooling is the same chain without noise: downhill, towards a minimum.
#[test]
fn cooling_goes_downhill() {
    let (p, theta) = computer(3, 7, VisibleCouplings::None);
    let p = Parameters { cool: 3.0, ..p };
    let reference = Reference::new(&p, &theta);
    let mut generation = Generation::new(Model::new(p.clone(), theta), p.clone(), 0, 1).unwrap();
    assert_eq!(generation.advance(p.generate_steps()).unwrap(), 100);
    let mut energy = reference.potential(&wide(&generation.units(0)));
    let hot = generation.heat_emitted(0);
    while generation.advance(1).unwrap() == 1 {
        let next = reference.potential(&wide(&generation.units(0)));
        assert!(next <= energy + 1e-6);
        energy = next;
    }
    assert_eq!((generation.step(), generation.steps()), (400, 400));
    assert_eq!(generation.heat_emitted(0), hot, "the cooling's heat is recorded apart");
    assert!(generation.heat_of_cooling(0).total() > 0.0);
    let slope = reference.gradient(&wide(&generation.units(0)));
    assert!(slope.iter().all(|slope| slope.abs() < 0.1), "{slope:?}");
}

#[test]
fn observables_do_not_depend_on_the_step() {
    const SAMPLES: usize = 4000;
    let (p, theta) = computer(3, 12, VisibleCouplings::None);
    let observe = |generate_dt: f64, seed: u32| {
        let p = Parameters { generate_dt, seed, ..p.clone() };
        let mut generation = Generation::new(Model::new(p.clone(), theta.clone()), p, 0, SAMPLES).unwrap();
        generation.advance(u32::MAX).unwrap();
        let units = |s: usize| wide(&generation.units(s));
        let heat = (0..SAMPLES).map(|s| generation.heat_emitted(s).total()).collect::<Vec<_>>();
        let square = (0..SAMPLES).map(|s| units(s).iter().map(|x| x * x).sum()).collect::<Vec<_>>();
        let pair = (0..SAMPLES).map(|s| units(s)[0] * units(s)[9]).collect::<Vec<_>>();
        [heat, square, pair].map(|values| statistics::mean_and_error(&values))
    };
    // Three observables, α = 10⁻⁶ in all; the bias of the larger step is far below the error here.
    let limit = statistics::normal_limit(1e-6, 3);
    for ((coarse, e1), (fine, e2)) in observe(0.01, 1).into_iter().zip(observe(0.005, 2)) {
        assert!((coarse - fine).abs() < limit * e1.hypot(e2), "{coarse} ± {e1}, {fine} ± {e2}");
    }
}

#[test]
fn slices_of_work_do_not_change_a_run() {
    let (p, theta) = computer(4, 9, VisibleCouplings::None);
    let p = Parameters { cool: 0.2, ..p };
    let run = |slice: u32| {
        let mut generation = Generation::new(Model::new(p.clone(), theta.clone()), p.clone(), 0, 6).unwrap();
        while generation.advance(slice).unwrap() > 0 {}
        (
            generation.fingerprint(),
            generation.step(),
            generation.heat_emitted(5),
            generation.heat_of_cooling(5),
        )
    };
    let whole = run(1000);
    assert!([1, 7, 100, 119, 120].into_iter().all(|slice| run(slice) == whole));
}
