//! The on-site potential V₀(x) = J2 x² + J4 x⁴ (paper, Eq. 1), and its minima under a force.

use crate::parameters::Parameters;

/// The on-site potential J2 x² + J4 x⁴.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnSite {
    /// Quadratic coefficient, E₀.
    pub j2: f64,
    /// Quartic coefficient, E₀.
    pub j4: f64,
}

impl OnSite {
    /// From the parameters j2 and j4.
    pub fn new(parameters: &Parameters) -> Self {
        OnSite { j2: parameters.j2, j4: parameters.j4 }
    }

    /// Its value.
    pub fn energy(&self, x: f64) -> f64 {
        x * x * (self.j2 + self.j4 * x * x)
    }

    /// Its derivative.
    pub fn gradient(&self, x: f64) -> f64 {
        x * (2.0 * self.j2 + 4.0 * self.j4 * x * x)
    }

    /// Beyond this distance from 0 the gradient of V₀(x) − f x has the sign of x.
    pub(crate) fn radius(&self, force: f64) -> f64 {
        let OnSite { j2, j4 } = *self;
        if j4 > 0.0 {
            1.0 + libm::sqrt(j2.abs() / j4) + libm::cbrt(force.abs() / j4)
        } else {
            1.0 + force.abs() / j2
        }
    }

    /// Where V₀ bends from a barrier into a well; 0 without a barrier.
    pub(crate) fn inflection(&self) -> f64 {
        let OnSite { j2, j4 } = *self;
        if j2 < 0.0 { libm::sqrt(-j2 / (6.0 * j4)) } else { 0.0 }
    }

    /// The deepest minimum of V₀(x) − f x, the right one of two equals.
    pub fn minimum(&self, force: f64) -> f64 {
        // On the side the force points to, V₀ − f x falls and then rises: bisect its derivative.
        let (start, end) = (self.inflection(), self.radius(force));
        let (low, high) = if force < 0.0 { (-end, -start) } else { (start, end) };
        bisect(low, high, |x| self.gradient(x) - force)
    }

    /// The minimum on the other side of the barrier, if the force leaves one.
    pub(crate) fn other_minimum(&self, force: f64) -> Option<f64> {
        let (start, end) = (self.inflection(), self.radius(force));
        let side = if force < 0.0 { 1.0 } else { -1.0 };
        // Mirrored so that the well lies to the right.
        let slope = |x: f64| side * (self.gradient(side * x) - force);
        (start > 0.0 && slope(start) < 0.0).then(|| side * bisect(start, end, slope))
    }
}

/// The root of a function that is negative on the left and positive on the right.
fn bisect(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) > 0.0 { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}
