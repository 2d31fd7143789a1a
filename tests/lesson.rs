//! The two rungs below the computer, each against its oracle: Boltzmann's density on a grid of its own, the
//! density of the stepped chain by brute force, χ² of independent units; and what must not agree.

mod reference;

use reference::density::Unit;
use thermogen::check::statistics::chi_square_limit;
use thermogen::learn::quality;
use thermogen::lesson::density::Density;
use thermogen::lesson::ensemble::Ensemble;
use thermogen::lesson::story::{Story, UPDATES};
use thermogen::lesson::well::Well;
use thermogen::parameters::{Parameters, Trainer};

fn well(units: usize, j2: f64, kt: f64, dt: f64, bias: f64, coupling: f64) -> Well {
    let p = Parameters { j2, j4: 1.0, kt, dt, ..Parameters::default() };
    Well::new(units, &p, bias, coupling).unwrap()
}

fn counted(well: Well, wait: f64, samples: u32) -> Ensemble {
    let mut ensemble = Ensemble::new(well, wait, 5).unwrap();
    while ensemble.agreement().samples < samples {
        ensemble.work().unwrap();
    }
    ensemble
}

#[test]
fn one_units_cells_are_boltzmanns() {
    for (j2, bias) in [(1.0, 0.0), (-1.5, 0.2), (1.0, -3.0)] {
        let well = well(1, j2, 0.1, 0.01, bias, 0.0);
        let density = Density::new(&well, 48, 32);
        // A grid of its own, wide and fine, by the trapezoidal rule.
        let h = 1e-5;
        let weight = |x: f64| (-(j2 * x * x + x.powi(4) + bias * x) / 0.1).exp();
        let mut cells = vec![0.0; 48];
        let points = (-300_000..=300_000).map(|k| h * f64::from(k));
        for x in points {
            cells[density.cell(&[x as f32])] += weight(x);
        }
        let total: f64 = cells.iter().sum();
        for (cell, p) in cells.iter().zip(&density.boltzmann) {
            assert!((cell / total - p).abs() < 6e-5, "{} {p}", cell / total);
        }
    }
}

#[test]
fn two_units_cells_are_boltzmanns() {
    let density = Density::new(&well(2, 1.0, 0.1, 0.01, 0.1, -3.0), 24, 8);
    let h = 5e-4;
    let mut cells = vec![0.0; 24 * 24];
    let at = |k: i32| h * (f64::from(k) + 0.5);
    for row in -3200..3200 {
        for column in -3200..3200 {
            let (x, y) = (at(column), at(row));
            let v = x * x + x.powi(4) + y * y + y.powi(4) + 0.1 * x - 3.0 * x * y;
            cells[density.cell(&[x as f32, y as f32])] += (-v / 0.1).exp();
        }
    }
    let total: f64 = cells.iter().sum();
    let off: f64 = cells.iter().zip(&density.boltzmann).map(|(c, p)| (c / total - p).abs()).sum();
    assert!(0.5 * off < 3e-3, "{off}"); // total variation
}

/// The first-order density against the chain's own, by brute force: what is left falls as Δt².
#[test]
fn the_time_steps_error_is_named_right_to_first_order() {
    let left = |dt: f64| {
        let p = Parameters { dt, ..Parameters::default() };
        let mut chain = Unit::prepared(&p, 0.0, 1.6);
        (0..(4.0 / dt) as u32).for_each(|_| chain.step(0.0));
        let well = Well::new(1, &p, 0.0, 0.0).unwrap();
        let density = Density::new(&well, 4096, 1);
        let [low, high] = density.range;
        let x = |k: usize| low + (k as f64 + 0.5) * (high - low) / 4096.0;
        let second = |cells: &[f64]| cells.iter().enumerate().map(|(k, p)| p * x(k) * x(k)).sum::<f64>();
        let exact = chain.mean(|x| x * x);
        (second(&density.boltzmann) - exact, second(&density.stepped) - exact)
    };
    let ((raw, corrected), (_, corrected_fine)) = (left(0.04), left(0.02));
    assert!(corrected.abs() < 0.15 * raw.abs(), "{raw} {corrected}");
    let order = corrected / corrected_fine;
    assert!((2.8..5.5).contains(&order), "{corrected} {corrected_fine}");
}

/// α = 10⁻⁶ in each.
#[test]
fn independent_units_agree_with_boltzmann() {
    for (units, j2, bias, coupling) in
        [(1, 1.0, 0.0, 0.0), (1, 1.0, 0.8, 0.0), (1, -0.4, 0.0, 0.0), (2, 1.0, 0.0, -2.5)]
    {
        let ensemble = counted(well(units, j2, 0.1, 0.002, bias, coupling), 6.0, 20_000);
        let agreement = ensemble.agreement();
        assert!(agreement.classes > 20);
        assert!(agreement.step_excess < 2.0, "{agreement:?}");
        let limit = chi_square_limit(agreement.classes as usize - 1, 1e-6) + 3.0 * agreement.step_excess;
        assert!(agreement.chi_square < limit, "{agreement:?}, at most {limit}");
    }
}

#[test]
fn a_large_step_shows_in_the_test_by_as_much_as_is_said() {
    let agreement = counted(well(1, 1.0, 0.1, 0.05, 0.0, 0.0), 5.0, 100_000).agreement();
    assert!(agreement.step_excess > 100.0, "{agreement:?}");
    let exact = f64::from(agreement.classes - 1);
    assert!(agreement.chi_square > exact + 8.0 * (2.0 * exact).sqrt(), "{agreement:?}");
    let off = (agreement.chi_square - agreement.expected()) / agreement.standard_deviation();
    // Second order in Δt is a tenth of the excess here.
    assert!(off.abs() < 4.9 + 0.2 * agreement.step_excess / agreement.standard_deviation(), "{agreement:?}");
}

/// Behind a barrier of 10 kT no time that is given here is enough, and χ² says so.
#[test]
fn units_that_had_no_time_to_cross_a_barrier_do_not_agree() {
    let agreement = counted(well(1, -2.0, 0.1, 0.005, 0.15, 0.0), 2.0, 4_000).agreement();
    assert!(
        agreement.chi_square > agreement.expected() + 20.0 * agreement.standard_deviation(),
        "{agreement:?}"
    );
}

#[test]
fn the_watched_unit_makes_the_cores_steps_and_the_ensemble_has_other_noise() {
    let run = || {
        let mut ensemble = Ensemble::new(well(2, 1.0, 0.1, 0.01, 0.0, -2.5), 1.0, 7).unwrap();
        ensemble.place(&[0.5, -0.5]);
        let path = ensemble.watch(50).unwrap();
        while !ensemble.work().unwrap() {}
        (path, ensemble.counts().to_vec())
    };
    let (path, counts) = run();
    assert_eq!(run(), (path.clone(), counts.clone()));
    assert_eq!((path.len(), counts.iter().sum::<u32>()), (100, 256));
    let p = Parameters { dt: 0.01, ..Parameters::default() };
    let well = well(2, 1.0, 0.1, 0.01, 0.0, -2.5);
    let naive = reference::Reference::new(&p, &well.couplings());
    let mut x = vec![0.5, -0.5];
    for (step, at) in path.chunks(2).enumerate() {
        let purpose = thermogen::kernels::philox::Purpose::Generation;
        let xi = reference::noise_of(well.couplings().network(), 7, purpose, 0, step as u32);
        x = naive.step(&x, &xi);
        assert!(reference::distance(&x, &reference::wide(at)) < 1e-5);
    }
}

#[test]
fn a_wait_of_no_step_is_refused() {
    for wait in [0.0, f64::NAN, 1e9] {
        assert_eq!(Ensemble::new(well(1, 1.0, 0.1, 0.01, 0.0, 0.0), wait, 1).unwrap_err().name(), "wait");
    }
}

/// The small computer of the page that explains, by either trainer.
fn trained(trainer: Trainer, iterations: u32) -> Story {
    let mut story = Story::new(trainer, 1).unwrap();
    while !story.train(iterations) {}
    story
}

#[test]
fn kicks_of_a_crossing_are_those_of_the_recorded_steps() {
    let story = trained(Trainer::Sgd, 3);
    let crossing = story.crossing(0, 60, 4).unwrap();
    for unit in [83, 250] {
        let kicks = story.kicks(&crossing, unit);
        for (trajectory, kick) in kicks.iter().enumerate() {
            let step = story.step(0, trajectory as u32, 60).unwrap();
            assert!((kick - step.kicks()[unit]).abs() < 1e-6, "{kick} {}", step.kicks()[unit]);
        }
    }
}

/// Without training the missing kicks of a unit that the picture holds do not scatter about 0; training brings their
/// mean nearer to it, and the odds down, which Gibbs' inequality keeps above 0.
#[test]
fn training_makes_the_kicks_that_are_missing_ordinary_and_the_odds_small() {
    let mut story = Story::new(Trainer::Sgd, 1).unwrap();
    let crossing = story.crossing(0, 60, 300).unwrap();
    let mean = |story: &Story| story.kicks(&crossing, 83).iter().sum::<f64>() / 300.0;
    let odds = |story: &Story| (0..6).map(|k| story.odds(k % 3, k as u32).unwrap()).sum::<f64>() / 6.0;
    let (kicks, before) = (mean(&story), odds(&story));
    assert!(kicks.abs() > 0.35 && before > 1000.0, "{kicks} {before}");
    while !story.train(UPDATES) {}
    let (after, left) = (mean(&story), odds(&story));
    assert!(after.abs() < 0.7 * kicks.abs(), "{after} {kicks}");
    assert!((0.0..0.1 * before).contains(&left), "{left} {before}");
}

/// The mean of |x| at the beginning, against a sum over Boltzmann's density on a grid of its own.
#[test]
fn a_film_begins_in_the_density_of_its_drive() {
    let story = Story::new(Trainer::Sgd, 1).unwrap();
    let count = 40;
    let mut far = 0.0;
    for trajectory in 0..count {
        let film = story.film(0, trajectory).unwrap();
        far += film.states[..196].iter().map(|x| f64::from(x.abs())).sum::<f64>() / 196.0;
        assert_eq!(film.states.len(), film.units * film.shares.len());
        assert!((film.shares[0] - 1.0).abs() < 1e-12 && film.shares[250] == 0.0);
    }
    // Of a unit under the whole force; pixels that are neither black nor white hold theirs with less.
    let h = 1e-4;
    let weight = |x: f64| (-(x * x + x.powi(4) - 2.0 * x) / 0.1).exp();
    let points: Vec<f64> = (-30_000..30_000).map(|k| h * (f64::from(k) + 0.5)).collect();
    let norm: f64 = points.iter().map(|&x| weight(x)).sum();
    let held: f64 = points.iter().map(|&x| x.abs() * weight(x)).sum::<f64>() / norm;
    let found = far / f64::from(count);
    assert!(found < held + 0.01 && found > 0.9 * held, "{found} {held}");
}

#[test]
fn the_opening_picture_goes_down_in_energy_and_one_drawing_stands_in_it() {
    let story = trained(Trainer::Exact, 20);
    let mut run = story.generation(0, 16).unwrap();
    run.advance(500).unwrap();
    let heat = (0..16).map(|sample| run.heat_emitted(sample).total()).sum::<f64>() / 16.0;
    assert!(heat > 200.0, "{heat}");
    let overlaps = quality::overlaps(&run.visible()[..196], story.training().set().images());
    assert!(overlaps.iter().any(|&overlap| overlap > 0.7), "{overlaps:?}");
    let plane = story.plane();
    let heights = story.heights(&plane, &[[0.0, 0.0], plane.place(&run.visible()[..196])]);
    assert!(heights[0].abs() < 20.0 && heights[1] < heights[0] - 100.0, "{heights:?}");
}
