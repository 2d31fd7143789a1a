//! The largest time step that Euler–Maruyama can take: beyond 2/(μ c), c the largest curvature of V where
//! the samples go, a displacement along the stiffest mode grows with every step.
//!
//! c is taken at a minimum of V that coordinate descent finds from the drive's side of 0, plus what thermal
//! motion adds to it, 12 J4 kT/c of each unit. Power iteration on the Hessian; f64, some tens of products
//! with J. An estimate: samples may visit stiffer places, and a step within some 20 % of it is inaccurate
//! long before it is unstable.

use super::couplings::Couplings;
use super::on_site::OnSite;
use crate::parameters::Parameters;

/// Products at most, of the descent and of the power iteration each.
const PRODUCTS: usize = 60;
/// Relative change of the curvature that ends the iteration.
const ENOUGH: f64 = 1e-4;

/// Where samples go, and how stiff V is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stability {
    /// The largest curvature, E₀.
    pub curvature: f64,
    /// 2/(μ c), in the units of `dt`.
    pub largest_step: f64,
}

impl Stability {
    /// Of generation with these settings.
    pub fn of(couplings: &Couplings, p: &Parameters) -> Self {
        let on_site = OnSite::new(p);
        let state = settled(on_site, couplings);
        let kt = p.kt * p.generate_kt;
        let own: Vec<f64> = state.iter().map(|&x| own_curvature(on_site, x, kt)).collect();
        let curvature = largest_eigenvalue(couplings, &own);
        Stability { curvature, largest_step: 2.0 / (p.mobility * curvature) }
    }
}

/// The curvature of one unit's own potential, on average over its thermal motion.
fn own_curvature(on_site: OnSite, x: f64, kt: f64) -> f64 {
    let at = |square: f64| 2.0 * on_site.j2 + 12.0 * on_site.j4 * square;
    let still = at(x * x);
    // Where the well is flat the quartic part holds the unit: ⟨x²⟩ is near √(kT/12 J4).
    let floor = libm::sqrt(12.0 * on_site.j4 * kt);
    at(x * x + if kt > 0.0 { kt / still.max(floor).max(f64::MIN_POSITIVE) } else { 0.0 })
}

/// A state near a minimum of V: all units moved at once to their lowest places given the others, halfway.
fn settled(on_site: OnSite, couplings: &Couplings) -> Vec<f64> {
    let units = couplings.network().units();
    let mut state: Vec<f64> = (0..units).map(|k| 0.1 * libm::cos(2.4 * k as f64)).collect();
    for _ in 0..PRODUCTS {
        let linear = couplings.linear_gradient(&state);
        let mut moved = 0.0f64;
        for (x, &pair) in state.iter_mut().zip(&linear) {
            let by = 0.5 * (on_site.minimum(-pair) - *x);
            *x += by;
            moved = moved.max(by.abs());
        }
        if moved < ENOUGH {
            break;
        }
    }
    state
}

/// The largest eigenvalue of diag(own) + J, by power iteration shifted so that it leads in size.
fn largest_eigenvalue(couplings: &Couplings, own: &[f64]) -> f64 {
    let mut x: Vec<f64> = (0..own.len()).map(|k| 1.0 + 0.5 * libm::cos(1.7 * k as f64)).collect();
    let (mut value, mut shift) = (0.0, 0.0);
    for round in 0..PRODUCTS {
        let length = libm::sqrt(x.iter().map(|x| x * x).sum());
        x.iter_mut().for_each(|x| *x /= length);
        let mut next = couplings.times(&x);
        next.iter_mut().zip(own).zip(&x).for_each(|((next, own), x)| *next += own * x);
        let rayleigh: f64 = next.iter().zip(&x).map(|(a, b)| a * b).sum();
        if round > 8 && (rayleigh - value).abs() < ENOUGH * rayleigh.abs() {
            return rayleigh;
        }
        value = rayleigh;
        // Eigenvalues below 0 must not lead: |λ| ≤ the norm of A x is seen so far.
        let size = libm::sqrt(next.iter().map(|x| x * x).sum());
        shift = f64::max(shift, size - rayleigh);
        next.iter_mut().zip(&x).for_each(|(next, x)| *next += shift * x);
        x = next;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::glyphs;
    use crate::learn::training::Training;
    use crate::physics::dense::Dense;
    use crate::physics::generation::Generation;
    use crate::physics::network::Network;

    #[test]
    fn a_harmonic_unit_has_its_known_limit() {
        let p = Parameters { j2: 1.5, j4: 0.0, mobility: 2.0, hidden: 3, ..Parameters::default() };
        let theta = Couplings::zero(Network::new(2, 2, &p).unwrap());
        let stability = Stability::of(&theta, &p);
        assert!(
            (stability.curvature - 3.0).abs() < 1e-3 && (stability.largest_step - 1.0 / 3.0).abs() < 1e-3
        );
    }

    #[test]
    fn a_coupled_pair_has_its_known_limit() {
        let p = Parameters { j4: 0.0, hidden: 1, ..Parameters::default() };
        let mut dense = Dense::zero(Network::new(1, 1, &p).unwrap());
        for j in [0.7f32, -1.3] {
            dense.vh[0] = j;
            let theta = Couplings::from(dense.clone());
            // 2 J2 ± J.
            assert!((Stability::of(&theta, &p).curvature - f64::from(2.0 + j.abs())).abs() < 1e-3, "{j}");
        }
    }

    /// A trained computer runs below the predicted step and breaks well above it.
    #[test]
    fn the_prediction_parts_steps_that_hold_from_steps_that_break() {
        let p = Parameters { hidden: 64, visible_biases: true, ..Parameters::default() };
        let mut training = Training::new(p.clone(), &glyphs::draw(&[0, 1, 2], 12, 1, 0).unwrap()).unwrap();
        while !training.advance() {}
        let model = training.model();
        let most = Stability::of(&model.couplings, &p).largest_step;
        let mean_square = |dt: f64| {
            let p = Parameters { generate_dt: dt, generate_time: 600.0 * dt, ..p.clone() };
            let mut run = Generation::new(model.clone(), p, 0, 8).unwrap();
            run.advance(u32::MAX).ok()?;
            let squares: f64 = run.units(0).iter().map(|&x| f64::from(x * x)).sum();
            Some(squares / run.units(0).len() as f64)
        };
        let fine = mean_square(0.01).unwrap();
        println!(
            "largest step {most}, ⟨x²⟩ {fine}; at 0.5, 0.8, 1.2, 1.6: {:?}",
            [0.5, 0.8, 1.2, 1.6].map(|part| mean_square(part * most))
        );
        assert!((mean_square(0.5 * most).unwrap() / fine - 1.0).abs() < 0.35);
        assert!(mean_square(1.6 * most).is_none_or(|square| square > 1.35 * fine));
    }
}
