//! Degenerate settings work or are refused in one clear line; any setting of the parameter table ends
//! in finite numbers or in such a line, never in a panic.
#![cfg(not(target_family = "wasm"))]

mod any;
#[path = "../reference/mod.rs"]
mod reference;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use reference::{Reference, random_couplings, statistics, wide};
use thermogen::data::images::ImageSet;
use thermogen::learn::{error::TrainingError, training::Training};
use thermogen::model::Model;
use thermogen::parameters::{
    HiddenDrive, Kind, Parameters, Restarts, Trainer, Value, VisibleCouplings, table,
};
use thermogen::physics::generation::{Generation, GenerationError};
use thermogen::physics::network::Network;

/// The possible ends of a run: the computer and its samples, or the field and the line of an error.
type Ended = Result<(Model, Generation), (String, String)>;

fn run(p: &Parameters, images: &ImageSet, samples: usize) -> Ended {
    let refused = |error: TrainingError| (error.field().to_string(), error.to_string());
    let mut training = Training::new(p.clone(), images).map_err(refused)?;
    while !training.advance() {
        training.check().map_err(refused)?;
    }
    training.check().map_err(refused)?;
    let refused = |error: GenerationError| (error.field().to_string(), error.to_string());
    let generation = Generation::new(training.model(), p.clone(), 0, samples);
    let mut generation = generation.map_err(|error| refused(error.into()))?;
    generation.advance(u32::MAX).map_err(|error| refused(error.into()))?;
    Ok((training.model(), generation))
}

/// Grey levels that are not all alike, labelled.
fn images(width: usize, height: usize, count: usize) -> ImageSet {
    let pixels = (0..width * height * count).map(|i| (i * 97 % 256) as u8).collect();
    ImageSet::new(width, height, pixels, Some((0..count as u8).collect())).unwrap()
}

fn quick() -> Parameters {
    Parameters {
        hidden: 6,
        iterations: 3,
        trainer: Trainer::Sgd,
        dt: 0.01,
        time: 0.5,
        generate_time: 0.5,
        ..Parameters::default()
    }
}

fn finite(generation: &Generation) -> bool {
    (0..generation.samples()).all(|sample| {
        generation.units(sample).iter().all(|x| x.is_finite())
            && generation.heat_emitted(sample).total().is_finite()
            && generation.heat_of_cooling(sample).total().is_finite()
    })
}

const TRAINERS: [Trainer; 3] = [Trainer::Exact, Trainer::Sgd, Trainer::Online];

#[test]
fn one_unit_alone_works() {
    for trainer in TRAINERS {
        for visible_biases in [false, true] {
            let p = Parameters { hidden: 0, trainer, visible_biases, ..quick() };
            let (model, generation) = run(&p, &images(1, 1, 2), 3).unwrap();
            assert_eq!(model.couplings.network().units(), 1);
            assert!(finite(&generation));
        }
    }
}

#[test]
fn no_hidden_units_work() {
    for trainer in TRAINERS {
        for visible_couplings in [VisibleCouplings::None, VisibleCouplings::Nearest, VisibleCouplings::All] {
            let p = Parameters { hidden: 0, trainer, visible_couplings, ..quick() };
            let (model, generation) = run(&p, &images(3, 3, 2), 3).unwrap();
            let learned = model.couplings.blocks().iter().any(|block| block.iter().any(|j| *j != 0.0));
            assert_eq!(learned, visible_couplings != VisibleCouplings::None);
            assert!(finite(&generation));
        }
    }
}

#[test]
fn every_hidden_drive_works_with_every_trainer() {
    for trainer in TRAINERS {
        for hidden_drive in [
            HiddenDrive::None,
            HiddenDrive::Copy,
            HiddenDrive::Projection,
            HiddenDrive::Class,
            HiddenDrive::CopyClass,
        ] {
            for hidden_couplings in [false, true] {
                let p = Parameters { trainer, hidden_drive, hidden_couplings, class_units: 3, ..quick() };
                assert!(finite(&run(&p, &images(3, 2, 2), 2).unwrap().1));
            }
        }
    }
}

/// A harmonic computer, and units with two wells: their squares as by the naive chain.
#[test]
fn harmonic_and_double_wells_work() {
    for (j2, j4) in [(1.0, 0.0), (-1.0, 1.0), (0.0, 1.0), (-10.0, 2.0)] {
        for trainer in TRAINERS {
            let p = Parameters { j2, j4, trainer, dt: 0.005, ..quick() };
            let (_, generation) = run(&p, &images(3, 2, 2), 6).unwrap();
            assert!(finite(&generation), "{j2} {j4}");
            let square = (0..6).flat_map(|s| wide(&generation.units(s))).map(|x| x * x).sum::<f64>() / 72.0;
            let well = if j4 > 0.0 { (-j2 / (2.0 * j4)).max(0.0) } else { 0.0 };
            assert!(square > 0.5 * well && square < well + 1.0, "{j2} {j4}: {square}");
        }
    }
}

/// At kT = 0 a generation is the descent into the nearest minimum, the same in every run.
#[test]
fn generation_at_zero_temperature_goes_downhill() {
    let p = Parameters { generate_kt: 0.0, generate_time: 20.0, j2: -0.5, ..quick() };
    let network = Network::new(3, 2, &p).unwrap();
    let theta = random_couplings(&p, &network, 0.3, 0);
    let mut generation = Generation::new(Model::new(p.clone(), theta.clone()), p.clone(), 0, 9).unwrap();
    let reference = Reference::new(&p, &theta);
    assert_eq!(generation.reference_kt(), p.kt);
    let well = (0.25f64).sqrt();
    for sample in 0..9 {
        assert!(generation.units(sample).iter().all(|x| (f64::from(x.abs()) - well).abs() < 1e-6));
    }
    generation.advance(u32::MAX).unwrap();
    for sample in 0..9 {
        let slope = reference.gradient(&wide(&generation.units(sample)));
        assert!(slope.iter().all(|slope| slope.abs() < 1e-3), "{slope:?}");
        assert!(generation.heat_emitted(sample).total() >= 0.0);
    }
}

#[test]
fn an_untrained_computer_runs_at_zero_temperature() {
    let p = Parameters { kt: 0.0, iterations: 0, ..quick() };
    let (_, generation) = run(&p, &images(3, 2, 2), 3).unwrap();
    assert!((0..3).all(|s| generation.units(s).iter().all(|x| x.abs() < 1e-6)));
    assert_eq!(generation.reference_kt(), 1.0);
}

#[test]
fn nonsense_is_refused_by_name() {
    let refusal = |p: Parameters| run(&p, &images(3, 2, 2), 2).expect_err("refused");
    let cases = [
        (Parameters { dt: 0.6, ..quick() }, "dt"),
        (Parameters { generate_dt: 0.6, ..quick() }, "generate_dt"),
        (Parameters { j2: 0.0, j4: 0.0, ..quick() }, "j2"),
        (Parameters { j2: -1.0, j4: 0.0, ..quick() }, "j2"),
        (Parameters { kt: 0.0, ..quick() }, "kt"),
        (Parameters { hidden_drive: HiddenDrive::CopyClass, class_units: 7, ..quick() }, "class_units"),
        // Noising itself is unstable: μ Δt V″ is far above 2.
        (Parameters { mobility: 100.0, dt: 0.1, ..quick() }, "dt"),
        (Parameters { rate: 1000.0, iterations: 40, ..quick() }, "rate"),
        (Parameters { mobility: 100.0, dt: 1e-4, time: 0.01, generate_dt: 0.1, ..quick() }, "generate_dt"),
    ];
    for (p, field) in cases {
        let (found, line) = refusal(p);
        assert_eq!(found, field, "{line}");
        assert!(!line.contains('\n') && line.len() > 20, "{line}");
    }
    let unlabelled = ImageSet::new(2, 1, vec![0, 9], None).unwrap();
    let p = Parameters { hidden_drive: HiddenDrive::Class, ..quick() };
    assert_eq!(run(&p, &unlabelled, 1).unwrap_err().0, "hidden_drive");
}

#[test]
fn a_step_too_large_is_reported_with_its_place() {
    let p = Parameters { generate_dt: 0.1, generate_time: 10.0, j4: 10.0, kt: 1.0, ..quick() };
    let network = Network::new(3, 2, &p).unwrap();
    let theta = random_couplings(&p, &network, 20.0, 0);
    for samples in [1, 12] {
        let mut generation =
            Generation::new(Model::new(p.clone(), theta.clone()), p.clone(), 5, samples).unwrap();
        let error = generation.advance(100).unwrap_err();
        assert!((5..5 + samples as u32).contains(&error.sample) && error.unit < 12 && error.step <= 100);
        assert!(error.to_string().contains("time step is too large"), "{error}");
    }
}

/// Images that drive nothing teach nothing, and end.
#[test]
fn undriven_images_teach_nothing() {
    for trainer in TRAINERS {
        for p in [Parameters { scale_factor: 0.0, ..quick() }, Parameters { drive: 0.0, ..quick() }] {
            let (model, generation) = run(&Parameters { trainer, ..p }, &images(3, 2, 2), 2).unwrap();
            assert!(finite(&generation));
            let largest = model.couplings.blocks()[0].iter().fold(0.0f32, |m, j| m.max(j.abs()));
            assert!(largest < if trainer == Trainer::Exact { 1e-6 } else { 0.5 }, "{largest}");
        }
    }
}

/// The shortest of everything.
#[test]
fn one_step_works() {
    for trainer in TRAINERS {
        let p = Parameters { dt: 0.01, time: 0.01, generate_time: 0.01, trainer, ..quick() };
        let (_, generation) = run(&p, &images(3, 2, 1), 1).unwrap();
        assert_eq!((generation.step(), finite(&generation)), (1, true));
    }
}

/// A harmonic unit of the trained network keeps its variance: generation with θ = 0 is stationary.
#[test]
fn an_untrained_computer_stays_in_equilibrium() {
    let p = Parameters { j4: 0.0, iterations: 0, generate_dt: 0.01, generate_time: 2.0, ..quick() };
    let (_, generation) = run(&p, &images(8, 8, 1), 64).unwrap();
    let squares: Vec<f64> = (0..64).flat_map(|s| wide(&generation.units(s))).map(|x| x * x).collect();
    let (mean, error) = statistics::mean_and_error(&squares);
    // kT / 2 J2, raised by a part μ J2 Δt of itself; α = 10⁻⁶.
    let want = 0.05 / (1.0 - 0.01);
    assert!((mean - want).abs() < statistics::normal_limit(1e-6, 1) * error, "{mean} ± {error}, {want}");
}
