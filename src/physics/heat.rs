//! Heat emitted to the bath by a trajectory at fixed θ.
//!
//! Q = V(x(0)) − V(x(t)), positive when released (paper, below Eq. 14). Step by step the same
//! number is −Σ ∂V∘Δx: the midpoint rule, exact for the quadratic part of V, and for the quartic
//! part the discrete gradient (x + x′)(x² + x′²), so that the sum telescopes to rounding.

use super::couplings::Couplings;
use super::on_site::OnSite;

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

/// Heat emitted in one step between two f32 states (units) under θ and an outside drive (units), by
/// the same rule in f64, in energy units. A product with J: as costly as the step itself, and more.
pub(crate) fn heat_between(
    on_site: OnSite,
    theta: &Couplings,
    drive: &[f32],
    from: &[f32],
    to: &[f32],
) -> f64 {
    let wide = |x: &[f32]| x.iter().map(|&x| f64::from(x)).collect::<Vec<f64>>();
    let (from, to) = (wide(from), wide(to));
    let middle: Vec<f64> = from.iter().zip(&to).map(|(x, y)| 0.5 * (x + y)).collect();
    let mut force = theta.linear_gradient(&middle);
    force.iter_mut().zip(drive).for_each(|(force, &drive)| *force -= f64::from(drive));
    heat_of_step(on_site, &force, &from, &to)
}
