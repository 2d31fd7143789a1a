//! The potential of one unit, V(x) = J2 x² + J4 x⁴ + b x, or of two,
//! V(x₁, x₂) = Σ (J2 xᵢ² + J4 xᵢ⁴) + b x₁ + J x₁ x₂ (paper, Eq. 1): the bias pulls the first unit alone, and
//! the second feels it through the coupling.

use crate::parameters::{ParameterError, Parameters, VisibleCouplings};
use crate::physics::couplings::Couplings;
use crate::physics::dense::Dense;
use crate::physics::network::Network;
use crate::physics::on_site::OnSite;
use crate::physics::step::Step;

/// Widest that biases and couplings may be, E₀.
const WIDEST: f64 = 10.0;

/// One or two units and their bath.
#[derive(Clone, Debug, PartialEq)]
pub struct Well {
    units: usize,
    /// j2, j4, kt, mobility and dt.
    parameters: Parameters,
    bias: f64,
    coupling: f64,
}

impl Well {
    /// `units` of them (1 or 2), with the j2, j4, kt, mobility and dt of `parameters`; bias and coupling in
    /// E₀, the latter idle with one unit.
    ///
    /// # Errors
    /// A value out of its range; kT = 0, where there is no density; a potential without a lowest place.
    pub fn new(
        units: usize,
        parameters: &Parameters,
        bias: f64,
        coupling: f64,
    ) -> Result<Self, ParameterError> {
        let bad = |name, value: f64, limit: &str| Err(ParameterError::invalid(name, value, limit));
        if !(1..=2).contains(&units) {
            return bad("units", units as f64, "1 or 2");
        }
        for (name, value) in [("bias", bias), ("coupling", coupling)] {
            if value.is_nan() || value.abs() > WIDEST {
                return bad(name, value, &format!("from -{WIDEST} to {WIDEST}"));
            }
        }
        let p = parameters;
        if p.kt < 1e-3 {
            return bad("kt", p.kt, "at least 0.001");
        }
        let lowest = if units == 2 { coupling.abs() } else { 0.0 };
        if p.j4 == 0.0 && 2.0 * p.j2 <= lowest {
            return bad(
                "j4",
                p.j4,
                "above 0 where 2 J2 is not above the coupling: nothing else holds the units",
            );
        }
        Ok(Well { units, parameters: parameters.clone(), bias, coupling })
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.units
    }

    /// kT, E₀.
    pub fn kt(&self) -> f64 {
        self.parameters.kt
    }

    /// The time step.
    pub fn dt(&self) -> f64 {
        self.parameters.dt
    }

    /// The core's own step.
    pub fn step(&self) -> Step {
        let p = &self.parameters;
        Step::new(OnSite::new(p), p.mobility, p.dt, p.kt)
    }

    /// The same units as a computer without hidden ones.
    pub fn couplings(&self) -> Couplings {
        let all = Parameters { hidden: 0, visible_couplings: VisibleCouplings::All, ..Parameters::default() };
        let network = Network::new(self.units, 1, &all).expect("one or two units are a network");
        let mut dense = Dense::zero(network);
        if self.units == 2 {
            (dense.vv[1], dense.vv[2]) = (self.coupling as f32, self.coupling as f32);
        }
        let mut couplings = Couplings::from(dense);
        couplings.bias_visible[0] = self.bias as f32;
        couplings
    }

    /// V, E₀; with one unit only `x[0]` counts.
    pub fn energy(&self, x: [f64; 2]) -> f64 {
        let on_site = OnSite::new(&self.parameters);
        let one = on_site.energy(x[0]) + self.bias * x[0];
        if self.units == 1 { one } else { one + on_site.energy(x[1]) + self.coupling * x[0] * x[1] }
    }

    /// ∂V.
    pub fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        let on_site = OnSite::new(&self.parameters);
        if self.units == 1 {
            return [on_site.gradient(x[0]) + self.bias, 0.0];
        }
        let [a, b] = x.map(|x| on_site.gradient(x));
        [a + self.bias + self.coupling * x[1], b + self.coupling * x[0]]
    }

    /// Σ ∂ᵢ∂ᵢV.
    pub(crate) fn laplacian(&self, x: [f64; 2]) -> f64 {
        let p = &self.parameters;
        x[..self.units].iter().map(|x| 2.0 * p.j2 + 12.0 * p.j4 * x * x).sum()
    }

    /// By how much the density of the stepped units differs from Boltzmann's at x, relative to it, to first
    /// order in Δt: μΔt (|∂V|²/4kT − Σ∂∂V/2), up to its mean. (Euler–Maruyama's second-order generator,
    /// e.g. Leimkuhler, Matthews & Tretyakov, Proc. R. Soc. A 470, 20140120 (2014), §2.)
    pub(crate) fn step_error(&self, x: [f64; 2]) -> f64 {
        let p = &self.parameters;
        let squared: f64 = self.gradient(x).iter().map(|g| g * g).sum();
        p.mobility * p.dt * (0.25 * squared / p.kt - 0.5 * self.laplacian(x))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::physics::potential::energy;

    #[test]
    fn it_is_the_computers_potential_and_its_derivatives() {
        let p = Parameters { j2: -0.7, j4: 1.3, ..Parameters::default() };
        for units in [1, 2] {
            let well = Well::new(units, &p, 0.4, -1.5).unwrap();
            for x in [[0.3, -0.8], [-1.1, 0.2]] {
                let narrow: Vec<f32> = x[..units].iter().map(|&x| x as f32).collect();
                let of = energy(OnSite::new(&p), &well.couplings(), &vec![0.0; units], &narrow).total();
                assert!((well.energy(x) - of).abs() < 1e-6);
                let h = 1e-4;
                for unit in 0..units {
                    let moved = |by: f64| {
                        let mut y = x;
                        y[unit] += by;
                        y
                    };
                    let slope = (well.energy(moved(h)) - well.energy(moved(-h))) / (2.0 * h);
                    assert!((slope - well.gradient(x)[unit]).abs() < 1e-6);
                }
                let curvature = |unit: usize| {
                    let (mut up, mut down) = (x, x);
                    (up[unit], down[unit]) = (x[unit] + h, x[unit] - h);
                    (well.energy(up) + well.energy(down) - 2.0 * well.energy(x)) / (h * h)
                };
                let sum: f64 = (0..units).map(curvature).sum();
                assert!((sum - well.laplacian(x)).abs() < 1e-4);
            }
        }
    }

    #[test]
    fn what_has_no_density_is_refused() {
        let field = |units, p: Parameters, bias, coupling| {
            Well::new(units, &p, bias, coupling).unwrap_err().name().to_owned()
        };
        let p = Parameters::default();
        assert_eq!(field(3, p.clone(), 0.0, 0.0), "units");
        assert_eq!(field(1, p.clone(), f64::NAN, 0.0), "bias");
        assert_eq!(field(2, p.clone(), 0.0, 11.0), "coupling");
        assert_eq!(field(1, Parameters { kt: 0.0, ..p.clone() }, 0.0, 0.0), "kt");
        assert_eq!(field(2, Parameters { j4: 0.0, ..p.clone() }, 0.0, -2.0), "j4");
        assert!(Well::new(2, &Parameters { j4: 0.0, ..p }, 0.0, -1.9).is_ok());
    }
}
