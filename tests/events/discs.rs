//! Events on a disc of the image: their random values, and the units that they touch.

use super::{SIDE, action, model, parameters, run_of};
use thermogen::parameters::Parameters;
use thermogen::physics::disc::Disc;
use thermogen::physics::generation::Generation;

/// A melted disc has the values of the uncoupled equilibrium, whatever else is on: its second moment and no mean.
#[test]
fn a_melted_disc_is_drawn_from_the_uncoupled_equilibrium() {
    let (model, p) = (model(), Parameters { generate_kt: 0.7, ..parameters() });
    let mut run = Generation::new(model, p.clone(), 0, 500).unwrap();
    run.advance(10).unwrap();
    let before = run.visible();
    run.apply(action("melt:4,4,2")).unwrap();
    let disc: Disc = "4,4,2".parse().unwrap();
    let inside: Vec<usize> = disc.units(run.model().couplings.network());
    let after = run.visible();
    let mut moments = [0.0; 3];
    for (i, (&was, &is)) in before.iter().zip(&after).enumerate() {
        if inside.contains(&(i % (SIDE * SIDE))) {
            let x = f64::from(is);
            moments = [moments[0] + 1.0, moments[1] + x, moments[2] + x * x];
        } else {
            assert_eq!(was, is);
        }
    }
    let [n, sum, squares] = moments;
    let kt = p.kt * p.generate_kt;
    let weight = |x: f64| (-(p.j2 * x * x + p.j4 * x.powi(4)) / kt).exp();
    let grid: Vec<f64> = (-4000..=4000).map(|i| f64::from(i) * 1e-3).collect();
    let total: f64 = grid.iter().map(|&x| weight(x)).sum();
    let moment = |power: i32| grid.iter().map(|&x| x.powi(power) * weight(x)).sum::<f64>() / total;
    let (variance, fourth) = (moment(2), moment(4));
    assert!((sum / n).abs() < 4.0 * (variance / n).sqrt(), "mean {}", sum / n);
    let error = ((fourth - variance * variance) / n).sqrt();
    assert!((squares / n - variance).abs() < 4.0 * error, "{} {variance}", squares / n);
    // Two melts draw two sets of values.
    run.apply(action("melt:4,4,2")).unwrap();
    let again = run.visible();
    assert!(inside.iter().all(|&unit| again[unit] != after[unit]));
}

/// Held units stay where they are until the next hold; units that were clamped before stay clamped after it.
#[test]
fn a_hold_lets_the_last_disc_go_and_no_clamp() {
    let (model, p) = (model(), parameters());
    let mut run = run_of(&model, &p);
    run.clamp(&[(27, 0.4)]);
    run.advance(10).unwrap();
    let disc: Disc = "4,4,2".parse().unwrap();
    let inside: Vec<usize> = disc.units(model.couplings.network());
    assert!(inside.contains(&27) && inside.contains(&28));
    let before = run.units(1);
    run.apply(action("hold:4,4,2")).unwrap();
    run.advance(10).unwrap();
    let held = run.units(1);
    (0..SIDE * SIDE).for_each(|unit| assert_eq!(held[unit] == before[unit], inside.contains(&unit)));
    run.apply(action("clamp:28=0.5")).unwrap();
    run.apply(action("hold:-1")).unwrap();
    run.advance(10).unwrap();
    let free = run.units(1);
    inside.iter().for_each(|&unit| assert_eq!(free[unit] == held[unit], unit == 27));
    assert_eq!((free[27], free[28]), (0.4, 0.5));
}
