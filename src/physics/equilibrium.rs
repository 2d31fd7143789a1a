//! The equilibrium of one uncoupled unit under a constant force: p(x) ∝ exp(−(V₀(x) − f x)/kT).
//!
//! Sampled by inverting the cumulative distribution of a density whose logarithm is piecewise
//! linear on a grid of 2,048 cells; at kT = 0.1 the density is wrong by less than 10⁻³ of itself
//! anywhere. Where two wells are each narrower than some cells (J2 < 0 and kT below about 10⁻⁵ of
//! the barrier) the grid is too coarse for their shape. kT = 0 gives the deepest minimum, and of
//! two equal ones either.

use super::potential::OnSite;
use crate::kernels::philox::Stream;
use libm::{exp, expm1, log1p};

const CELLS: usize = 2048;
/// Energies this many kT above the minimum are left out: a probability below 10⁻¹⁵.
const CUT: f64 = 36.0;

/// The equilibrium density of one unit, ready for sampling.
#[derive(Clone, Debug)]
pub struct Equilibrium {
    /// At kT = 0: the place of the minimum, whose sign is free where the potential is even.
    frozen: Option<(f64, bool)>,
    first: f64,
    width: f64,
    /// −V/kT above its minimum, at the CELLS + 1 grid points.
    log_density: Vec<f64>,
    /// Cumulative probability at the grid points, from 0 to 1.
    cumulative: Vec<f64>,
}

impl Equilibrium {
    /// The density for thermal energy `kt` ≥ 0 and force `force`.
    pub fn new(on_site: OnSite, kt: f64, force: f64) -> Self {
        let energy = |x: f64| on_site.energy(x) - force * x;
        let minimum = minimum(on_site, force);
        if kt == 0.0 {
            let frozen = Some((minimum, force == 0.0));
            return Equilibrium { frozen, first: 0.0, width: 0.0, log_density: vec![], cumulative: vec![] };
        }
        let within = |x: f64| energy(x) - energy(minimum) < CUT * kt;
        let reach = |side: f64| {
            let mirror = side * minimum.abs();
            let start = if within(mirror) { mirror } else { minimum };
            let mut step = 1e-9;
            while within(start + step * side) {
                step *= 1.1;
            }
            start + step * side
        };
        let (first, last) = (reach(-1.0), reach(1.0));
        let width = (last - first) / CELLS as f64;
        let log_density: Vec<f64> =
            (0..=CELLS).map(|i| (energy(minimum) - energy(first + i as f64 * width)) / kt).collect();
        let mut cumulative = vec![0.0; CELLS + 1];
        for i in 0..CELLS {
            let (low, slope) = (log_density[i], log_density[i + 1] - log_density[i]);
            cumulative[i + 1] = cumulative[i] + exp(low) * relative_area(slope);
        }
        let total = cumulative[CELLS];
        cumulative.iter_mut().for_each(|c| *c /= total);
        Equilibrium { frozen: None, first, width, log_density, cumulative }
    }

    /// One sample.
    pub fn sample(&self, stream: &mut Stream) -> f64 {
        let u = stream.uniform();
        if let Some((minimum, free)) = self.frozen {
            return if free && u < 0.5 { -minimum } else { minimum };
        }
        let cell = self.cumulative.partition_point(|&c| c <= u).clamp(1, CELLS) - 1;
        let (low, high) = (self.cumulative[cell], self.cumulative[cell + 1]);
        let part = ((u - low) / (high - low)).clamp(0.0, 1.0);
        let slope = self.log_density[cell + 1] - self.log_density[cell];
        // Inverts (e^{st} − 1) / (e^s − 1) = part.
        let t = if slope.abs() < 1e-9 { part } else { log1p(part * expm1(slope)) / slope };
        self.first + (cell as f64 + t) * self.width
    }

    /// Mean of a function under the density, by the trapezoidal rule.
    pub fn mean(&self, f: impl Fn(f64) -> f64) -> f64 {
        if let Some((minimum, free)) = self.frozen {
            return if free { 0.5 * (f(-minimum) + f(minimum)) } else { f(minimum) };
        }
        let (mut sum, mut norm) = (0.0, 0.0);
        for (i, &l) in self.log_density.iter().enumerate() {
            let weight = exp(l) * if i == 0 || i == CELLS { 0.5 } else { 1.0 };
            sum += weight * f(self.first + i as f64 * self.width);
            norm += weight;
        }
        sum / norm
    }
}

/// ∫₀¹ e^{st} dt.
fn relative_area(slope: f64) -> f64 {
    if slope.abs() < 1e-9 { 1.0 } else { expm1(slope) / slope }
}

/// The deepest minimum of V₀(x) − f x, the right one of two equals.
fn minimum(on_site: OnSite, force: f64) -> f64 {
    let OnSite { j2, j4 } = on_site;
    // Beyond this radius the gradient has the sign of x.
    let radius = if j4 > 0.0 {
        1.0 + libm::sqrt(j2.abs() / j4) + libm::cbrt(force.abs() / j4)
    } else {
        1.0 + force.abs() / j2
    };
    let (low, high) = if force < 0.0 { (-radius, 0.0) } else { (0.0, radius) };
    // On the side the force points to, V₀ − f x falls and then rises: bisect its derivative.
    let start = if j2 < 0.0 { libm::sqrt(-j2 / (6.0 * j4)) } else { 0.0 };
    let (mut low, mut high) = if force < 0.0 { (low, -start) } else { (start, high) };
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if on_site.gradient(middle) - force > 0.0 { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::philox::Purpose;

    #[test]
    fn a_harmonic_well_has_its_gaussian_moments() {
        let unit = Equilibrium::new(OnSite { j2: 2.0, j4: 0.0 }, 0.3, 0.7);
        let mean = unit.mean(|x| x);
        assert!((mean - 0.7 / 4.0).abs() < 1e-9);
        assert!((unit.mean(|x| (x - mean) * (x - mean)) - 0.3 / 4.0).abs() < 1e-9);
    }

    #[test]
    fn the_virial_theorem_holds() {
        for (j2, j4, kt, f) in [(1.0, 1.0, 0.1, 2.0), (-2.0, 1.0, 0.1, 0.3), (1.0, 0.1, 1.0, -4.0)] {
            let on_site = OnSite { j2, j4 };
            let unit = Equilibrium::new(on_site, kt, f);
            // ⟨x (V₀′ − f)⟩ = kT and ⟨V₀′⟩ = f
            assert!((unit.mean(|x| x * (on_site.gradient(x) - f)) - kt).abs() < 1e-6 * kt);
            assert!((unit.mean(|x| on_site.gradient(x)) - f).abs() < 1e-6);
        }
    }

    #[test]
    fn samples_have_the_densitys_moments() {
        for (j2, f) in [(1.0, 0.0), (1.0, 2.0), (-2.0, 0.05)] {
            let unit = Equilibrium::new(OnSite { j2, j4: 1.0 }, 0.1, f);
            let n = 100_000;
            let mut stream = Stream::new(3, Purpose::Check, 0);
            let samples: Vec<f64> = (0..n).map(|_| unit.sample(&mut stream)).collect();
            for power in 1..=4 {
                let want = unit.mean(|x| x.powi(power));
                let spread = (unit.mean(|x| x.powi(2 * power)) - want * want).sqrt();
                let got = samples.iter().map(|x| x.powi(power)).sum::<f64>() / f64::from(n);
                assert!((got - want).abs() < 4.5 * spread / f64::from(n).sqrt(), "{j2} {f} {power}");
            }
        }
    }

    #[test]
    fn at_zero_temperature_a_unit_lies_in_a_minimum() {
        let mut stream = Stream::new(3, Purpose::Check, 0);
        let unit = Equilibrium::new(OnSite { j2: 1.0, j4: 1.0 }, 0.0, 6.0);
        assert!((unit.sample(&mut stream) - 1.0).abs() < 1e-5);
        let unit = Equilibrium::new(OnSite { j2: -2.0, j4: 1.0 }, 0.0, 0.0);
        assert!((unit.sample(&mut stream).abs() - 1.0).abs() < 1e-5);
    }
}
