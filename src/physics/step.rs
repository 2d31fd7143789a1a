//! One Euler–Maruyama step: its constants, and the drift it gives a unit.

use super::on_site::OnSite;
use crate::parameters::Parameters;

/// The constants of one time step: x ← x + σξ − (x (linear + cubic x²) + pull (b − f + Jx)).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// 2 J2 μ Δt.
    pub linear: f32,
    /// 4 J4 μ Δt.
    pub cubic: f32,
    /// μ Δt.
    pub pull: f32,
    /// √(2 μ kT Δt).
    pub sigma: f32,
}

impl Step {
    /// A step of `dt` at thermal energy `kt`.
    pub fn new(on_site: OnSite, mobility: f64, dt: f64, kt: f64) -> Self {
        Step {
            linear: (2.0 * on_site.j2 * mobility * dt) as f32,
            cubic: (4.0 * on_site.j4 * mobility * dt) as f32,
            pull: (mobility * dt) as f32,
            sigma: libm::sqrt(2.0 * mobility * kt * dt) as f32,
        }
    }

    /// The step of noising and of the reversed path.
    pub fn of_noising(p: &Parameters) -> Self {
        Step::new(OnSite::new(p), p.mobility, p.dt, p.kt)
    }

    /// The step of generation.
    pub fn of_generation(p: &Parameters) -> Self {
        Step::new(OnSite::new(p), p.mobility, p.generate_dt, p.kt * p.generate_kt)
    }

    /// The same step at kT = 0.
    pub fn cooled(self) -> Self {
        Step { sigma: 0.0, ..self }
    }

    /// μ ∂V Δt of a unit at `x` whose other forces sum to −`pair`.
    #[inline(always)]
    pub(crate) fn drift(self, x: f32, pair: f32) -> f32 {
        x * (self.linear + self.cubic * (x * x)) + self.pull * pair
    }
}
