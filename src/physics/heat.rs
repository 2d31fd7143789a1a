//! Heat emitted to the bath by a trajectory at fixed θ.
//!
//! Q = V(x(0)) − V(x(t)), positive when released (paper, below Eq. 14). Step by step the same
//! number is −Σ ∂V∘Δx: the midpoint rule, exact for the quadratic part of V, and for the quartic
//! part the discrete gradient (x + x′)(x² + x′²), so that the sum telescopes to rounding.

use super::potential::OnSite;

/// Heat emitted in one step x → x′ by the midpoint rule with the discrete quartic gradient, in
/// energy units; `midpoint_force` is Σ_j J_ij x_j + b_i at the midpoint of the step.
pub fn heat_of_step(on_site: OnSite, midpoint_force: &[f64], from: &[f64], to: &[f64]) -> f64 {
    let terms = from.iter().zip(to).zip(midpoint_force);
    -terms
        .map(|((&x, &y), &pair)| {
            let quadratic = on_site.j2 * (x + y);
            let quartic = on_site.j4 * (x + y) * (x * x + y * y);
            (quadratic + quartic + pair) * (y - x)
        })
        .sum::<f64>()
}
