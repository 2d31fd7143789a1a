//! The reference process: preparation, the ramp of the drive, what drives the hidden units, and the
//! noised density in time.

mod reference;

use reference::{Reference, density, distance, noise_of, statistics, units_of, wide};
use thermogen::data::glyphs;
use thermogen::data::images::ImageSet;
use thermogen::kernels::philox::{Purpose, Stream};
use thermogen::learn::training_set::TrainingSet;
use thermogen::parameters::{CopyPixels, HiddenDrive, Parameters, Scale};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::equilibrium::Equilibrium;
use thermogen::physics::network::Network;
use thermogen::physics::noising::{HiddenDrives, Noising};
use thermogen::physics::on_site::OnSite;
use thermogen::physics::{langevin::Batch, step::Step};
use thermogen::statistics::{kolmogorov_distance, kolmogorov_limit};

/// Chance that a correct program fails a statistical test of this file with another seed.
const ALPHA: f64 = 1e-6;

#[test]
fn a_trajectory_is_the_references_with_the_same_noise() {
    let p = Parameters { hidden: 5, dt: 0.01, ramp: 0.6, j4: 1.4, mobility: 0.9, ..Parameters::default() };
    let network = Network::new(3, 3, &p).unwrap();
    let s: Vec<f32> = (0..14).map(|i| 0.2 * i as f32 - 1.0).collect();
    let mut noising = Noising::new(&p, &network, Purpose::ValidationNoising);
    noising.begin(3, &s);
    let mut reference = Reference::uncoupled(&p, 14);
    reference.f = s.iter().map(|&s| p.drive * f64::from(s)).collect();
    let mut x = units_of(&network, noising.state());
    let mut displacement = vec![0.0; network.slots()];
    for step in 0..p.steps() {
        // Drive × max(0, 1 − t / (ramp t_f)), at the beginning of the step.
        let share = (1.0 - f64::from(step) * p.dt / (p.ramp * p.time)).max(0.0);
        assert!((noising.ramp(step) - share).abs() < 1e-12);
        let xi = noise_of(&network, p.seed, Purpose::ValidationNoising, 3, step);
        reference.share = share;
        let next = reference.step(&x, &xi);
        let reached = units_of(&network, noising.advance(&mut displacement));
        assert!(distance(&reached, &next) < 2e-5, "step {step}");
        let moved: Vec<f64> = next.iter().zip(&x).map(|(next, x)| next - x).collect();
        assert!(distance(&units_of(&network, &displacement), &moved) < 2e-5);
        x = next;
    }
    assert_eq!((noising.ramp(149) > 0.0, noising.ramp(150), noising.ramp(250)), (true, 0.0, 0.0));
}

#[test]
fn integrating_from_zero_prepares_the_same_equilibrium() {
    let p = Parameters { hidden: 0, ..Parameters::default() };
    let network = Network::new(8, 8, &p).unwrap();
    let theta = Couplings::zero(network.clone());
    for s in [0.0f32, 1.0, -0.4] {
        let force = (p.drive * f64::from(s)) as f32;
        let mut batch = Batch::new(&theta, 2, 0, 128);
        (0..128).for_each(|sample| batch.drive(sample, &[force; 64]));
        batch.advance(Step::of_noising(&p), p.steps()).unwrap();
        let mut integrated: Vec<f64> = (0..128).flat_map(|k| wide(&batch.get(k))).collect();
        let mut noising = Noising::new(&p, &network, Purpose::Noising);
        let mut prepared = Vec::new();
        for trajectory in 0..128 {
            noising.begin(trajectory, &[s; 64]);
            prepared.extend(units_of(&network, noising.state()));
        }
        let limit = statistics::two_sample_limit(integrated.len(), prepared.len(), ALPHA / 3.0);
        assert!(statistics::two_sample_distance(&mut integrated, &mut prepared) < limit, "s = {s}");
    }
}

#[test]
fn the_noised_density_is_the_brute_force_density() {
    const TRAJECTORIES: u32 = 200;
    let p = Parameters { hidden: 24, dt: 0.01, time: 1.6, ..Parameters::default() };
    let network = Network::new(6, 12, &p).unwrap();
    let n = network.units();
    let checked = [1, 40, 80, 120, 121, 160];
    let limit = statistics::normal_limit(ALPHA, 3 * 3 * checked.len());
    for s in [1.0f32, -0.6, 0.0] {
        let mut noising = Noising::new(&p, &network, Purpose::Noising);
        let mut displacement = vec![0.0; network.slots()];
        // Per checked step: x′, x′² and g = ∂V₀(x′) − Δx/(μΔt) of every unit and trajectory.
        let mut seen = vec![[vec![], vec![], vec![]]; checked.len()];
        for trajectory in 0..TRAJECTORIES {
            noising.begin(trajectory, &vec![s; n]);
            for step in 1..=p.steps() {
                let x = units_of(&network, noising.advance(&mut displacement));
                let moved = units_of(&network, &displacement);
                let Some(row) = checked.iter().position(|&c| c == step) else { continue };
                for (x, d) in x.into_iter().zip(moved) {
                    let g = 2.0 * p.j2 * x + 4.0 * p.j4 * x.powi(3) - d / (p.mobility * p.dt);
                    seen[row][0].push(x);
                    seen[row][1].push(x * x);
                    seen[row][2].push(g);
                }
            }
        }
        let force = p.drive * f64::from(s);
        let mut unit = density::Unit::prepared(&p, force, 1.8);
        for step in 1..=p.steps() {
            let before = unit.mean(|x| x);
            unit.step(force * (1.0 - f64::from(step - 1) * p.dt / (p.ramp * p.time)).max(0.0));
            let Some(row) = checked.iter().position(|&c| c == step) else { continue };
            let velocity = (unit.mean(|x| x) - before) / p.dt;
            let g = unit.mean(|x| 2.0 * p.j2 * x + 4.0 * p.j4 * x.powi(3)) - velocity / p.mobility;
            for (values, want) in seen[row].iter().zip([unit.mean(|x| x), unit.mean(|x| x * x), g]) {
                let (mean, error) = statistics::mean_and_error(values);
                assert!(
                    (mean - want).abs() < limit * error,
                    "s = {s}, step {step}: {mean} ± {error}, {want}"
                );
            }
        }
    }
}

/// ⟨g⟩ = f − 2ṁ/μ as Δt → 0: from dm/dt = μ(f − ⟨∂V₀⟩).
#[test]
fn the_mean_of_g_is_the_force_less_twice_the_velocity() {
    let error = |dt: f64| {
        let p = Parameters { dt, time: 0.8, j4: 0.5, ..Parameters::default() };
        let mut unit = density::Unit::prepared(&p, p.drive, 1.8);
        let mut worst = 0.0f64;
        for step in 0..p.steps() {
            let force = p.drive * (1.0 - f64::from(step) * dt / (p.ramp * p.time)).max(0.0);
            let before = unit.mean(|x| x);
            unit.step(force);
            let velocity = (unit.mean(|x| x) - before) / dt;
            let g = unit.mean(|x| 2.0 * p.j2 * x + 4.0 * p.j4 * x.powi(3)) - velocity;
            worst = worst.max((g - (force - 2.0 * velocity)).abs());
        }
        worst
    };
    let errors = [error(0.04), error(0.02), error(0.01)];
    assert!(errors[2] < 0.1, "{errors:?}");
    for pair in errors.windows(2) {
        assert!((pair[0] / pair[1] - 2.0).abs() < 0.2, "{errors:?}");
    }
}

#[test]
fn given_the_image_units_are_independent() {
    const TRAJECTORIES: usize = 3000;
    let p = Parameters { hidden: 2, dt: 0.02, ..Parameters::default() };
    let network = Network::new(2, 2, &p).unwrap();
    let s = [1.0, -0.5, 0.2, 0.9, 0.0, -1.0];
    let mut noising = Noising::new(&p, &network, Purpose::Noising);
    let mut displacement = vec![0.0; network.slots()];
    let states: Vec<Vec<f64>> = (0..TRAJECTORIES as u32)
        .map(|trajectory| {
            noising.begin(trajectory, &s);
            (0..30).for_each(|_| {
                noising.advance(&mut displacement);
            });
            units_of(&network, noising.state())
        })
        .collect();
    let limit = statistics::normal_limit(ALPHA, 15);
    let column = |i: usize| states.iter().map(|x| x[i]).collect::<Vec<_>>();
    for i in 0..6 {
        for k in 0..i {
            let (a, b) = (column(i), column(k));
            let ((ma, ea), (mb, eb)) = (statistics::mean_and_error(&a), statistics::mean_and_error(&b));
            let covariance =
                a.iter().zip(&b).map(|(a, b)| (a - ma) * (b - mb)).sum::<f64>() / TRAJECTORIES as f64;
            let z = covariance / (ea * eb * (TRAJECTORIES as f64).sqrt());
            assert!(z.abs() < limit, "{i} {k}: {z}");
        }
    }
}

fn set(p: &Parameters) -> TrainingSet {
    let images = glyphs::draw(&[3, 1, 3, 0], 8, 1, 0).unwrap().resized(5, 4).unwrap();
    TrainingSet::new(&images, p).unwrap()
}

#[test]
fn hidden_units_copy_pixels_by_their_index() {
    let p = Parameters { hidden: 47, ..Parameters::default() };
    let set = set(&p);
    for image in 0..set.count() {
        let (pixels, drive) = (set.image(image), set.drive(image));
        assert_eq!(&drive[..20], pixels);
        assert!((0..47).all(|j| drive[20 + j] == pixels[j % 20]));
    }
}

#[test]
fn hidden_units_copy_the_pixels_that_vary_most() {
    let p = Parameters { hidden: 6, copy_pixels: CopyPixels::Variance, ..Parameters::default() };
    let set = set(&p);
    let variance = |pixel: usize| {
        let values: Vec<f64> = (0..4).map(|i| f64::from(set.image(i)[pixel])).collect();
        let mean = values.iter().sum::<f64>() / 4.0;
        values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 4.0
    };
    let mut order: Vec<usize> = (0..20).collect();
    order.sort_by(|&a, &b| variance(b).total_cmp(&variance(a)));
    for image in 0..4 {
        let drive = set.drive(image);
        for j in 0..6 {
            assert!((variance(order[j]) - variance_of_copy(&set, j)).abs() < 1e-9);
            assert!(set.image(image).contains(&drive[20 + j]));
        }
    }
}

/// The variance over the images of what drives hidden unit j.
fn variance_of_copy(set: &TrainingSet, j: usize) -> f64 {
    let values: Vec<f64> = (0..4).map(|i| f64::from(set.drive(i)[20 + j])).collect();
    let mean = values.iter().sum::<f64>() / 4.0;
    values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 4.0
}

#[test]
fn undriven_hidden_units_have_no_drive() {
    let p = Parameters { hidden: 9, hidden_drive: HiddenDrive::None, ..Parameters::default() };
    assert!(set(&p).drive(0)[20..].iter().all(|&s| s == 0.0));
}

#[test]
fn projections_are_linear_fixed_and_of_the_images_size() {
    let p = Parameters { hidden: 400, hidden_drive: HiddenDrive::Projection, ..Parameters::default() };
    let network = Network::new(10, 10, &p).unwrap();
    let drives = HiddenDrives::new(&p, &network, &[], 0).unwrap();
    let at = |pixel: usize| {
        let mut image = vec![0.0; 100];
        image[pixel] = 1.0;
        drives.of(&image, None)
    };
    // Columns of P: N(0, 1/Nv), 40,000 of them.
    let mut entries: Vec<f64> = (0..100).flat_map(|pixel| wide(&at(pixel))).map(|p| 10.0 * p).collect();
    let limit = kolmogorov_limit(entries.len(), ALPHA);
    assert!(kolmogorov_distance(&mut entries, statistics::normal_cumulative) < limit);
    let sum: Vec<f32> = at(3).iter().zip(at(8)).map(|(a, b)| 2.0 * a - b).collect();
    let mut image = vec![0.0; 100];
    (image[3], image[8]) = (2.0, -1.0);
    assert!(distance(&wide(&drives.of(&image, None)), &wide(&sum)) < 1e-6);
    assert_eq!(HiddenDrives::new(&p, &network, &[], 0).unwrap(), drives);
    assert_ne!(HiddenDrives::new(&Parameters { seed: 2, ..p }, &network, &[], 0).unwrap(), drives);
}

#[test]
fn class_codes_depend_on_the_class_alone() {
    let all = Parameters { hidden: 64, hidden_drive: HiddenDrive::Class, ..Parameters::default() };
    let set_all = set(&all);
    let code = |image: usize| set_all.drive(image)[20..].to_vec();
    assert!((0..4).all(|image| code(image).iter().all(|&s| s == 1.0 || s == -1.0)));
    assert_eq!(code(0), code(2));
    assert!(code(0) != code(1) && code(1) != code(3));
    let (hidden_drive, copy_pixels) = (HiddenDrive::CopyClass, CopyPixels::Paper);
    let some = Parameters { class_units: 24, hidden_drive, copy_pixels, ..all };
    let set_some = set(&some);
    for image in 0..4 {
        let drive = set_some.drive(image);
        assert!((0..40).all(|j| drive[20 + j] == drive[j % 20]), "the first hidden units copy");
        assert!(drive[60..].iter().all(|&s| s == 1.0 || s == -1.0), "the last ones carry the code");
    }
    assert_eq!(set_some.drive(0)[60..], set_some.drive(2)[60..]);
    let unlabelled = ImageSet::new(2, 1, vec![0, 255], None).unwrap();
    let error = TrainingSet::new(&unlabelled, &some).unwrap_err();
    assert_eq!(error.field(), "hidden_drive");
}

#[test]
fn pixels_are_scaled_as_they_are_named() {
    let images = ImageSet::new(2, 2, vec![0, 255, 51, 204, 10, 10, 10, 250], None).unwrap();
    let scaled = |scale, factor| wide(&images.scaled(scale, factor).unwrap());
    let pm1 = [-1.0, 1.0, -0.6, 0.6];
    assert!(distance(&scaled(Scale::Pm1, 1.0)[..4], &pm1) < 1e-6);
    assert!(distance(&scaled(Scale::Pm1, 0.5)[..4], &pm1.map(|s| 0.5 * s)) < 1e-6);
    for image in scaled(Scale::Unit, 1.6).chunks(4) {
        assert!(image.iter().sum::<f64>().abs() < 1e-5);
        assert!((image.iter().map(|s| s * s).sum::<f64>() / 4.0 - 1.6 * 1.6).abs() < 1e-5);
    }
    let standard = |pixel: f64| (pixel / 255.0 - 0.13066) / 0.30811;
    let norm = |image: &[f64]| image.iter().map(|s| s * s).sum::<f64>().sqrt();
    let raw: Vec<f64> = images.pixels().iter().map(|&p| standard(f64::from(p))).collect();
    let largest = norm(&raw[..4]).max(norm(&raw[4..]));
    let want: Vec<f64> = raw
        .chunks(4)
        .flat_map(|image| image.iter().map(|s| s * largest / norm(image)).collect::<Vec<_>>())
        .collect();
    assert!(distance(&scaled(Scale::L2Max, 1.0), &want) < 1e-5);
}

/// The prepared state of every unit comes from the density of its own drive.
#[test]
fn every_unit_is_prepared_by_its_own_drive() {
    let p = Parameters { hidden: 0, kt: 1e-4, ..Parameters::default() };
    let network = Network::new(3, 1, &p).unwrap();
    let mut noising = Noising::new(&p, &network, Purpose::Noising);
    noising.begin(0, &[-1.0, 0.25, 2.0]);
    let mut stream = Stream::new(9, Purpose::Check, 0);
    for (x, s) in units_of(&network, noising.state()).into_iter().zip([-1.0, 0.25, 2.0]) {
        let minimum = Equilibrium::new(OnSite::new(&p), 0.0, p.drive * s).sample(&mut stream);
        assert!((x - minimum).abs() < 0.05, "{x} {minimum}");
    }
}
