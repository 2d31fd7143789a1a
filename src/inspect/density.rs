//! The Boltzmann density of one unit, alone or among others that are held.
//!
//! Alone, p(x) ∝ exp(−(J2 x² + J4 x⁴)/kT). Among others the unit feels a conditional bias as well, and in
//! equilibrium its distribution is the mean of its conditional densities over the states of the others:
//! an identity of Gibbs distributions, so that samples which differ from it by more than their number
//! allows are not in equilibrium. Each density is an [`Equilibrium`]; its norm is a trapezoidal sum, which
//! for a smooth density that vanishes at both ends is right to rounding.

use crate::physics::equilibrium::Equilibrium;
use crate::physics::on_site::OnSite;
use crate::statistics::kolmogorov_distance;

/// The mean of the Boltzmann densities that belong to some biases.
#[derive(Clone, Debug)]
pub struct UnitDensity {
    /// One equilibrium for each bias, and its norm.
    equilibria: Vec<(Equilibrium, f64)>,
}

impl UnitDensity {
    /// Of a unit at thermal energy `kt` > 0 under each of the biases, E₀; one bias of 0 for a unit alone.
    /// The potential must be bounded below.
    pub fn new(on_site: OnSite, kt: f64, biases: &[f64]) -> Self {
        let of = |&bias: &f64| {
            let equilibrium = Equilibrium::new(on_site, kt, -bias);
            let norm = equilibrium.norm();
            (equilibrium, norm)
        };
        UnitDensity { equilibria: biases.iter().map(of).collect() }
    }

    fn mean(&self, value: impl Fn(&(Equilibrium, f64)) -> f64) -> f64 {
        self.equilibria.iter().map(value).sum::<f64>() / self.equilibria.len() as f64
    }

    /// Its value.
    pub fn at(&self, x: f64) -> f64 {
        self.mean(|(equilibrium, norm)| equilibrium.weight(x) / norm)
    }

    /// The probability below x.
    pub fn cumulative(&self, x: f64) -> f64 {
        self.mean(|(equilibrium, _)| equilibrium.cumulative(x))
    }

    /// The Kolmogorov–Smirnov distance of samples from it.
    pub fn distance(&self, samples: &mut [f64]) -> f64 {
        kolmogorov_distance(samples, |x| self.cumulative(x))
    }

    /// Where it is not negligible: from minus this to this.
    pub fn reach(&self) -> f64 {
        self.equilibria.iter().map(|(equilibrium, _)| equilibrium.reach()).fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::philox::{Purpose, Stream};
    use crate::parameters::Parameters;
    use crate::statistics::kolmogorov_limit;

    fn well(j2: f64, j4: f64) -> OnSite {
        OnSite::new(&Parameters { j2, j4, ..Parameters::default() })
    }

    #[test]
    fn a_harmonic_unit_has_a_gaussian() {
        let density = UnitDensity::new(well(1.5, 0.0), 0.3, &[0.6]);
        // ½ k = 1.5: variance kT/3 = 0.1, mean −0.6/3.
        for x in [-1.0f64, -0.2, 0.0, 0.45] {
            let z = (x + 0.2) / 0.1f64.sqrt();
            let want = (-0.5 * z * z).exp() / (std::f64::consts::TAU * 0.1).sqrt();
            assert!((density.at(x) - want).abs() < 1e-10, "{x}");
        }
        assert!((density.cumulative(-0.2) - 0.5).abs() < 1e-7);
        assert_eq!((density.cumulative(-9.0), density.cumulative(9.0)), (0.0, 1.0));
    }

    /// ∫ exp(−x⁴/s) dx = 2 Γ(5/4) s^¼.
    #[test]
    fn a_quartic_unit_has_its_known_height() {
        let density = UnitDensity::new(well(0.0, 2.0), 0.1, &[0.0]);
        let norm = 2.0 * 0.906_402_477_055_477 * 0.05f64.powf(0.25);
        assert!((density.at(0.0) * norm - 1.0).abs() < 1e-9);
    }

    #[test]
    fn several_biases_give_the_mean_of_their_densities() {
        let on_site = well(-1.0, 1.0);
        let of = |biases: &[f64]| UnitDensity::new(on_site, 0.1, biases);
        let (both, one, other) = (of(&[-0.4, 0.7]), of(&[-0.4]), of(&[0.7]));
        for x in [-1.0, -0.3, 0.0, 0.8] {
            assert!((both.at(x) - 0.5 * (one.at(x) + other.at(x))).abs() < 1e-10);
            assert!((both.cumulative(x) - 0.5 * (one.cumulative(x) + other.cumulative(x))).abs() < 1e-5);
        }
    }

    /// α = 1e-6.
    #[test]
    fn samples_of_the_equilibrium_lie_as_close_as_their_number_allows() {
        let (on_site, kt) = (well(1.0, 1.0), 0.1);
        let equilibrium = Equilibrium::new(on_site, kt, -0.3);
        let mut stream = Stream::new(5, Purpose::Check, 0);
        let mut samples: Vec<f64> = (0..40_000).map(|_| equilibrium.sample(&mut stream)).collect();
        let limit = kolmogorov_limit(samples.len(), 1e-6);
        assert!(UnitDensity::new(on_site, kt, &[0.3]).distance(&mut samples) < limit);
        assert!(UnitDensity::new(on_site, 1.1 * kt, &[0.3]).distance(&mut samples) > limit);
    }
}
