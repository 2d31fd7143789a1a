//! The potential along a pattern.

use crate::physics::couplings::Couplings;
use crate::physics::on_site::OnSite;
use crate::physics::potential::{Energy, energy};

/// Sweeps of coordinate descent at most.
const SWEEPS: usize = 200;
/// A sweep that moves no unit by more than this ends the descent.
const STILL: f64 = 1e-6;

/// V where the visible units are α times a pattern, in its parts, for each α. The hidden units are at 0,
/// or relaxed: each in turn moved to its lowest place given all others until no unit moves, from those of
/// the α before, which begin from 0 at the α nearest 0 on either side. A relaxed state is a minimum over
/// the hidden units, not always the deepest.
pub fn along_pattern(
    on_site: OnSite,
    couplings: &Couplings,
    pattern: &[f32],
    alphas: &[f64],
    relaxed: bool,
) -> Vec<Energy> {
    let units = couplings.network().units();
    let (drive, mut found) = (vec![0.0; units], vec![Energy::default(); alphas.len()]);
    let mut order: Vec<usize> = (0..alphas.len()).collect();
    order.sort_by(|&a, &b| alphas[a].abs().total_cmp(&alphas[b].abs()));
    for side in [false, true] {
        let mut state = vec![0.0f64; units];
        for &k in order.iter().filter(|&&k| (alphas[k] < 0.0) == side) {
            for (x, &p) in state.iter_mut().zip(pattern) {
                *x = alphas[k] * f64::from(p);
            }
            if relaxed {
                relax(on_site, couplings, &mut state, couplings.network().visible());
            }
            let narrow: Vec<f32> = state.iter().map(|&x| x as f32).collect();
            found[k] = energy(on_site, couplings, &drive, &narrow);
        }
    }
    found
}

/// Moves the units from `first` on to a minimum of V over them, one at a time.
pub fn relax(on_site: OnSite, couplings: &Couplings, state: &mut [f64], first: usize) {
    let rows: Vec<Vec<f32>> =
        (first..state.len()).map(|unit| couplings.row(unit)[first..].to_vec()).collect();
    let mut linear = couplings.linear_gradient(state)[first..].to_vec();
    for _ in 0..SWEEPS {
        let mut moved = 0.0f64;
        for (unit, row) in rows.iter().enumerate() {
            let to = on_site.minimum(-linear[unit]);
            let by = to - state[first + unit];
            if by.abs() < STILL {
                continue;
            }
            moved = moved.max(by.abs());
            state[first + unit] = to;
            linear.iter_mut().zip(row).for_each(|(linear, &j)| *linear += by * f64::from(j));
        }
        if moved == 0.0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reference::{Reference, random_couplings, wide};
    use crate::parameters::{Parameters, VisibleCouplings};
    use crate::physics::network::Network;
    use crate::physics::potential::UnitPotential;

    fn computer() -> (Parameters, Couplings) {
        let p = Parameters {
            hidden: 5,
            visible_couplings: VisibleCouplings::Nearest,
            visible_biases: true,
            j4: 0.7,
            ..Parameters::default()
        };
        let theta = random_couplings(&p, &Network::new(3, 2, &p).unwrap(), 0.6, 1);
        (p, theta)
    }

    #[test]
    fn one_units_potential_is_the_naive_energy_with_that_unit_moved() {
        let (p, theta) = computer();
        let drive: Vec<f32> = (0..11).map(|k| 0.25 * k as f32 - 1.0).collect();
        let state: Vec<f32> = (0..11).map(|k| (k as f32).cos()).collect();
        let mut c = Reference::new(&p, &theta);
        c.f = wide(&drive);
        for unit in [0, 4, 7, 10] {
            let potential = UnitPotential::new(OnSite::new(&p), &theta, &drive, &state, unit);
            let at = |x: f64| {
                let mut moved = wide(&state);
                moved[unit] = x;
                c.potential(&moved)
            };
            for x in [-1.5, -0.2, 0.0, 0.7, 2.0] {
                assert!((potential.at(x) - (at(x) - at(0.0))).abs() < 1e-12);
            }
            let lowest = potential.lowest();
            let grid = (-300..=300).map(|k| potential.at(0.01 * f64::from(k)));
            assert!(grid.fold(f64::INFINITY, f64::min) >= potential.at(lowest) - 1e-12);
        }
    }

    #[test]
    fn along_a_pattern_the_energy_is_the_naive_one_and_relaxing_lowers_it_to_a_minimum() {
        let (p, theta) = computer();
        let c = Reference::new(&p, &theta);
        let pattern: Vec<f32> = (0..6).map(|k| (1.3 * k as f32).sin()).collect();
        let alphas: Vec<f64> = (-4..=4).map(|k| 0.25 * f64::from(k)).collect();
        let plain = along_pattern(OnSite::new(&p), &theta, &pattern, &alphas, false);
        let relaxed = along_pattern(OnSite::new(&p), &theta, &pattern, &alphas, true);
        for ((alpha, plain), relaxed) in alphas.iter().zip(&plain).zip(&relaxed) {
            let mut state: Vec<f64> = pattern.iter().map(|&x| alpha * f64::from(x)).chain([0.0; 5]).collect();
            assert!((plain.total() - c.potential(&state)).abs() < 1e-6);
            relax(OnSite::new(&p), &theta, &mut state, 6);
            assert!(relaxed.total() < plain.total() + 1e-9);
            let slope = c.gradient(&state);
            assert!(slope[6..].iter().all(|slope| slope.abs() < 1e-4), "{slope:?}");
        }
    }
}
