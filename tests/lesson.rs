//! The two rungs below the computer, each against its oracle: Boltzmann's density on a grid of its own, the
//! density of the stepped chain by brute force, χ² of independent units; and what must not agree.

mod reference;

use reference::density::Unit;
use thermogen::check::statistics::chi_square_limit;
use thermogen::lesson::density::Density;
use thermogen::lesson::ensemble::Ensemble;
use thermogen::lesson::well::Well;
use thermogen::parameters::Parameters;

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
