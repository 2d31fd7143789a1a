//! Latent codes: the drive of every unit by its definition, codes that are drawn and given, the first law with
//! events on them, and files.
#![cfg(not(target_family = "wasm"))]

use thermogen::data::checkpoint;
use thermogen::data::glyphs;
use thermogen::learn::training::Training;
use thermogen::learn::training_set::TrainingSet;
use thermogen::model::{Latents, Model};
use thermogen::parameters::{HiddenDrive, Parameters};
use thermogen::physics::events::{Action, Event, parse_events};
use thermogen::physics::generation::Generation;

const SIDE: usize = 8;
const PIXELS: usize = SIDE * SIDE;
const COPIES: usize = 10;
const LATENT: usize = 12;
const CODED: usize = 6;

fn parameters() -> Parameters {
    Parameters {
        hidden: (COPIES + LATENT + CODED) as u32,
        hidden_drive: HiddenDrive::CopyClassLatent,
        class_units: CODED as u32,
        codes_per_class: 2,
        latent_units: LATENT as u32,
        latent_components: 5,
        latent_neighbours: 4,
        scale_factor: 0.7,
        iterations: 10,
        generate_time: 0.5,
        cool: 0.2,
        seed: 11,
        ..Parameters::default()
    }
}

fn images() -> thermogen::data::images::ImageSet {
    let ids: Vec<u8> = (0..30).map(|i| [0, 3, 7][i % 3]).collect();
    glyphs::draw(&ids, SIDE, 2, 0).unwrap()
}

fn model(p: &Parameters) -> Model {
    let mut training = Training::new(p.clone(), &images()).unwrap();
    while !training.advance() {}
    training.model()
}

fn latents(model: &Model) -> &Latents {
    model.latents.as_ref().unwrap()
}

#[test]
fn every_unit_is_driven_as_its_kind_says() {
    let p = parameters();
    let set = TrainingSet::new(&images(), &p).unwrap();
    let model = model(&p);
    let latent = &latents(&model).drive;
    for image in 0..set.count() {
        let (drive, pixels) = (set.drive(image), set.image(image));
        assert_eq!(&drive[..PIXELS], pixels);
        for (unit, &pixel) in model.copied_pixels.iter().enumerate() {
            assert_eq!(drive[PIXELS + unit], pixels[pixel]);
        }
        // z and α P z again, in the plainest way.
        let z: Vec<f64> = (0..5)
            .map(|k| {
                let along = |i: usize| {
                    f64::from(latent.components[k * PIXELS + i])
                        * (f64::from(pixels[i]) - f64::from(latent.mean[i]))
                };
                (0..PIXELS).map(along).sum::<f64>() / f64::from(latent.deviations[k])
            })
            .collect();
        for unit in 0..LATENT {
            let sum: f64 = (0..5).map(|k| f64::from(latent.projection[unit * 5 + k]) * z[k]).sum();
            let s = f64::from(drive[PIXELS + COPIES + unit]);
            assert!((s - (0.5 * sum).clamp(-1.0, 1.0)).abs() < 1e-5);
        }
        assert!(drive[PIXELS + COPIES + LATENT..].iter().all(|s| s.abs() == 1.0));
        let code = latents(&model).code(image);
        assert!(code.iter().zip(&z).all(|(a, b)| (f64::from(*a) - b).abs() < 1e-4));
    }
}

#[test]
fn other_combinations_leave_parts_out() {
    let set = |drive, hidden| {
        TrainingSet::new(&images(), &Parameters { hidden_drive: drive, hidden, ..parameters() }).unwrap()
    };
    let copied = set(HiddenDrive::CopyLatent, 20);
    let alone = set(HiddenDrive::Latent, 12);
    let both = set(HiddenDrive::CopyClassLatent, 28);
    for image in 0..30 {
        let latent = &both.drive(image)[PIXELS + COPIES..PIXELS + COPIES + LATENT];
        assert_eq!(&copied.drive(image)[PIXELS + 8..], latent);
        assert_eq!(&alone.drive(image)[PIXELS..], latent);
    }
    let p = Parameters { latent_units: 23, ..parameters() };
    assert_eq!(
        TrainingSet::new(&images(), &p).unwrap_err().to_string().split(' ').next(),
        Some("latent_units")
    );
}

#[test]
fn codes_are_drawn_of_the_class_that_is_asked_for_or_given() {
    let (p, model) = (Parameters { latent_spread: 0.0, ..parameters() }, model(&parameters()));
    let images = images();
    let of_class = |code: &[f32], class: u8| {
        (0..30).any(|i| images.labels().unwrap()[i] == class && latents(&model).code(i) == code)
    };
    let mut run = Generation::new(model.clone(), p.clone(), 0, 12).unwrap();
    run.ask_for(3).unwrap();
    assert!((0..12).all(|sample| of_class(run.latent(sample), 3)));
    // Another class takes other codes; a given code stays.
    let given = [1.0, -2.0, 0.5, 0.0, 3.0];
    run.give_latent(5, &given).unwrap();
    run.apply(Action::Class(Some(7))).unwrap();
    for sample in 0..12 {
        assert!(if sample == 5 { run.latent(5) == given } else { of_class(run.latent(sample), 7) });
    }
    assert!(run.give_latent(0, &[1.0]).is_err());
    assert!(run.give_latent(0, &[f32::NAN; 5]).is_err());
    assert_eq!(model.class_of_latent(latents(&model).code(4)), Some(3));
}

#[test]
fn events_on_latent_codes_keep_the_first_law_and_change_the_samples() {
    let (p, model) = (parameters(), model(&parameters()));
    let events = "10:latent:0=2.5;25:latent:4=-1;25:class:7;55:latent:1=0.25";
    let run = |events: &str| {
        let mut run = Generation::new(model.clone(), p.clone(), 2, 4).unwrap();
        run.ask_for(0).unwrap();
        run.schedule(&parse_events(events).unwrap()).unwrap();
        run.sum_midpoints();
        let start: Vec<f64> = (0..4).map(|sample| run.energy(sample).total()).collect();
        while run.advance(1).unwrap() > 0 {
            for (sample, start) in start.iter().enumerate() {
                let heat: f64 = run.midpoint_heats(sample).unwrap().iter().sum();
                let risen = run.energy(sample).total() - start;
                assert!((risen - run.work(sample).total() + heat).abs() < 1e-8);
            }
        }
        run
    };
    let (acted, again, left) = (run(events), run(events), run(""));
    assert_eq!(acted.fingerprint(), again.fingerprint());
    assert_ne!(acted.fingerprint(), left.fingerprint());
    assert_eq!((acted.latent(1)[1], left.work(0).total()), (0.25, 0.0));
    assert!((0..4).all(|sample| acted.work(sample).total() != 0.0));
    let wrong: Event = "0:latent:5=1".parse().unwrap();
    let mut fresh = Generation::new(model.clone(), p.clone(), 0, 1).unwrap();
    assert_eq!(fresh.apply(wrong.action).unwrap_err().name(), "latent");
}

/// Slant and ink of an image by moments, in the plainest way.
fn slant_and_ink(image: &[f32], darkest: f32) -> [f64; 2] {
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        let at = |(i, &x): (usize, &f32)| f64::from(x - darkest) * of((i % SIDE) as f64, (i / SIDE) as f64);
        image.iter().enumerate().map(at).sum()
    };
    let ink = sum(&|_, _| 1.0);
    let (x, y) = (sum(&|x, _| x) / ink, sum(&|_, y| y) / ink);
    let tall = sum(&|_, v| (v - y) * (v - y));
    [-sum(&|u, v| (u - x) * (v - y)) / tall, ink]
}

#[test]
fn directions_are_orthonormal_and_change_what_they_are_named_after() {
    let model = model(&parameters());
    let directions = model.directions();
    for (i, a) in directions.iter().enumerate() {
        for (k, b) in directions.iter().enumerate() {
            let product: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
            assert!((product - f64::from(u8::from(i == k))).abs() < 1e-9, "{i} {k}: {product}");
        }
    }
    let drive = &latents(&model).drive;
    let darkest = drive.mean.iter().copied().fold(f32::INFINITY, f32::min);
    for (k, direction) in directions.iter().take(2).enumerate() {
        let at = |value: f64| {
            let code: Vec<f32> = direction.iter().map(|u| (value * u) as f32).collect();
            slant_and_ink(&drive.image(&code), darkest)[k]
        };
        assert!(at(-1.0) < at(0.0) && at(0.0) < at(1.0), "{k}: {} {} {}", at(-1.0), at(0.0), at(1.0));
    }
}

#[test]
fn whole_codes_are_asked_for_by_events() {
    let (p, model) = (parameters(), model(&parameters()));
    let run = |event: &str| {
        let mut run = Generation::new(model.clone(), p.clone(), 0, 5).unwrap();
        run.ask_for(0).unwrap();
        run.schedule(&parse_events(event).unwrap()).unwrap();
        run.advance(6).unwrap();
        run
    };
    let code = |run: &Generation, sample: usize| run.latent(sample).to_vec();
    let same = run("5:code:4");
    assert!((0..5).all(|k| same.latent(k) == latents(&model).code(4)));
    assert!((0..5).all(|k| same.class(k) == Some(3)), "the class of that image");
    assert!((0..5).all(|k| same.work(k).total() != 0.0));
    let written = run("5:code:x80a060ff00");
    assert_eq!(written.latent(2), [0.0, 1.0, -1.0, 3.96875, -4.0]);
    let path = run("5:code:4,x80a060ff00,5");
    assert_eq!([code(&path, 0), code(&path, 4)], [code(&same, 0), code(&written, 0)]);
    let around = run("5:code:4,0.5");
    assert_ne!(code(&around, 0), code(&around, 1));
    assert!((0..5).all(|k| around.class(k) == Some(3)));
    assert_eq!((run("5:code:4,0").latent(3)), latents(&model).code(4));
    // A part of the samples has the bits that it has among all.
    let mut part = Generation::new(model.clone(), p.clone(), 3, 2).unwrap();
    part.ask_for(0).unwrap();
    part.schedule(&parse_events("5:code:4,0.5").unwrap()).unwrap();
    part.advance(6).unwrap();
    assert_eq!(part.latent(0), around.latent(3));
    let slanted = run("5:latent:slant=1.5,0=2");
    assert_eq!(slanted.latent(1)[0], 2.0);
    let along = run("5:latent:slant=1.5");
    let value: f64 = along.latent(1).iter().zip(&model.directions()[0]).map(|(&z, u)| f64::from(z) * u).sum();
    assert!((value - 1.5).abs() < 1e-5);
    let mut fresh = Generation::new(model.clone(), p, 0, 1).unwrap();
    for wrong in ["0:code:30", "0:code:x80", "0:code:4,x80,3"] {
        assert_eq!(fresh.apply(wrong.parse::<Event>().unwrap().action).unwrap_err().name(), "code");
    }
}

#[test]
fn a_file_keeps_latent_codes_to_the_bit_and_lacks_none_of_them() {
    let model = model(&parameters());
    let bytes = checkpoint::save(&model);
    assert_eq!(checkpoint::load(&bytes).unwrap(), model);
    let mut without = model.clone();
    without.latents = None;
    let error = checkpoint::load(&checkpoint::save(&without)).unwrap_err().to_string();
    assert!(error.starts_with("latent_mean: is missing"), "{error}");
    let mut odd = model;
    odd.latents.as_mut().unwrap().groups[0] = 6;
    let error = checkpoint::load(&checkpoint::save(&odd)).unwrap_err().to_string();
    assert!(error.starts_with("latent_groups: do not fit"), "{error}");
}
