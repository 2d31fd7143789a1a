//! How much more probable a noising trajectory is than its reverse under θ.
//!
//! ln(P₀(ω)/P̃_θ(ω̃)) of a recorded trajectory ω with steps x → x′ is, at any Δt,
//! −½β Σ (∂V₀(x) + ∂V_θ(x′))·Δx + ¼βμΔt Σ (‖∂V_θ(x′)‖² − ‖∂V₀(x)‖²)
//! (Wang & Deng, arXiv:2609.15439, made exact; V₀ includes the drive). The paper's Eqs 13–14 keep
//! −½β(Q₀ + Q_θ), Q = Σ ∂V∘Δx along ω with midpoint forces, which is half the heat in kT that the bath
//! would get from both. The term they drop does not vanish with Δt.

use crate::data::images::ImageSet;
use crate::kernels::philox::Purpose;
use crate::learn::error::TrainingError;
use crate::learn::training_set::TrainingSet;
use crate::model::Model;
use crate::parameters::Parameters;
use crate::physics::heat::heat_of_step;
use crate::physics::noising::Noising;
use crate::physics::on_site::OnSite;
use crate::physics::potential::energy;
use serde_json::{Value, json};

/// The entropy balance of one trajectory, in units of kT, each number a sum over its steps.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PathBalance {
    /// Steps.
    pub steps: u32,
    /// ln(P₀(ω)/P̃_θ(ω̃)), straight from the two probabilities.
    pub log_ratio: f64,
    /// −½β Σ (∂V₀(x) + ∂V_θ(x′))·Δx, with forces at the ends of the steps.
    pub end_points: f64,
    /// ¼βμΔt Σ (‖∂V_θ(x′)‖² − ‖∂V₀(x)‖²), which the paper's approximation drops.
    pub dropped: f64,
    /// −½β(Q₀ + Q_θ) with midpoint heats: the paper's approximation of the log-ratio.
    pub approximation: f64,
    /// β times the heat that the bath gets while noising: the entropy it gains.
    pub noising_heat: f64,
}

impl PathBalance {
    /// How far the exact identity is from exact: rounding.
    pub fn exact_residual(&self) -> f64 {
        self.log_ratio - self.end_points - self.dropped
    }

    /// How far the identity with midpoint heats is: falls as √Δt.
    pub(crate) fn midpoint_residual(&self) -> f64 {
        self.log_ratio - self.approximation - self.dropped
    }

    /// How far the paper's approximation is.
    pub(crate) fn approximation_error(&self) -> f64 {
        self.log_ratio - self.approximation
    }

    /// Adds one unit's move under the forces at both ends of a step.
    fn add(&mut self, p: &Parameters, moved: f64, left: f64, right: f64) {
        let pull = p.mobility * p.dt;
        let (forward, backward) = (moved + pull * left, pull * right - moved);
        self.log_ratio += (backward * backward - forward * forward) / (4.0 * p.kt * pull);
        self.end_points -= 0.5 * (left + right) * moved / p.kt;
        self.dropped += 0.25 * pull * (right * right - left * left) / p.kt;
    }

    /// All of it by name.
    pub fn to_json(&self) -> Value {
        json!({
            "steps": self.steps, "log_ratio": self.log_ratio, "end_points": self.end_points,
            "dropped": self.dropped, "approximation": self.approximation, "noising_heat": self.noising_heat,
            "exact_residual": self.exact_residual(), "midpoint_residual": self.midpoint_residual(),
            "approximation_error": self.approximation_error(),
        })
    }
}

/// The entropy balance of one noising trajectory of an image that the model was trained on, at the time step and
/// kT of its training. `trajectory` numbers the noise.
///
/// # Errors
/// Images that do not fit the model's settings, or kT = 0, where no path has a probability.
pub fn balance(
    model: &Model,
    images: &ImageSet,
    image: usize,
    trajectory: u32,
) -> Result<PathBalance, TrainingError> {
    let p = &model.parameters;
    let set = TrainingSet::of_model(model, images, image)?;
    if p.kt == 0.0 {
        return Err(crate::parameters::ParameterError::invalid("kt", 0.0, "above 0").into());
    }
    let (network, on_site) = (set.network(), OnSite::new(p));
    let s = set.drive(image);
    let mut noising = Noising::new(p, network, Purpose::ValidationNoising);
    noising.begin(trajectory, &s);
    let units = |slots: &[f32]| -> Vec<f32> {
        network.used_slots().into_iter().flat_map(|r| slots[r].to_vec()).collect()
    };
    let mut state = units(noising.state());
    let start = state.clone();
    let mut displacement = vec![0.0; network.slots()];
    let (mut sums, mut noising_heat) = (PathBalance { steps: p.steps(), ..PathBalance::default() }, 0.0);
    for step in 0..p.steps() {
        let share = noising.ramp(step);
        let next = units(noising.advance(&mut displacement));
        let (from, to) = (wide(&state), wide(&next));
        let drive: Vec<f64> = s.iter().map(|&s| -share * p.drive * f64::from(s)).collect();
        let theta = model.couplings.linear_gradient(&to);
        noising_heat += heat_of_step(on_site, &drive, &from, &to);
        for i in 0..from.len() {
            let moved = to[i] - from[i];
            let left = on_site.gradient(from[i]) + drive[i];
            let right = on_site.gradient(to[i]) + theta[i];
            sums.add(p, moved, left, right);
        }
        state = next;
    }
    let still = vec![0.0; state.len()];
    let v = |x: &[f32]| energy(on_site, &model.couplings, &still, x).total();
    sums.noising_heat = noising_heat / p.kt;
    sums.approximation = 0.5 * (sums.noising_heat + (v(&start) - v(&state)) / p.kt);
    Ok(sums)
}

fn wide(x: &[f32]) -> Vec<f64> {
    x.iter().map(|&x| f64::from(x)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::glyphs;
    use crate::learn::training::Training;
    use crate::parameters::{Parameters, Trainer};

    fn of(dt: f64, trajectory: u32) -> PathBalance {
        let p = Parameters { hidden: 12, time: 0.5, dt, ..Parameters::default() };
        let images = glyphs::draw(&[0, 1, 2], 9, 1, 0).unwrap();
        // The exact trainer's θ does not depend on the noise of a time step.
        let mut training = Training::new(p, &images).unwrap();
        while !training.advance() {}
        balance(&training.model(), &images, 1, trajectory).unwrap()
    }

    #[test]
    fn the_identity_is_exact_and_the_papers_approximation_is_not() {
        for dt in [0.02, 0.002] {
            let balance = of(dt, 0);
            assert!(
                balance.exact_residual().abs() < 1e-10 * balance.log_ratio.abs().max(100.0),
                "{balance:?}"
            );
            assert!(balance.dropped.abs() > 5.0, "{balance:?}");
            let off = (balance.approximation_error() - balance.dropped - balance.midpoint_residual()).abs();
            assert!(off < 1e-9);
        }
    }

    /// As √Δt where the couplings' part of it leads, as Δt where that of x⁴ does.
    #[test]
    fn the_midpoint_residual_falls_at_least_as_the_root_of_the_step() {
        let size = |dt: f64| {
            let squares: f64 = (0..40).map(|k| of(dt, k).midpoint_residual().powi(2)).sum();
            (squares / 40.0).sqrt()
        };
        // The error of the ratio of two root mean squares of 40 is 16 %: two of them below 2.
        let ratio = size(0.008) / size(0.002);
        assert!(ratio > 1.4, "{ratio}");
    }

    #[test]
    fn other_images_and_kt_zero_are_refused() {
        let p = Parameters { hidden: 4, trainer: Trainer::Exact, ..Parameters::default() };
        let images = glyphs::draw(&[0], 9, 1, 0).unwrap();
        let mut training = Training::new(p, &images).unwrap();
        while !training.advance() {}
        let mut model = training.model();
        let field = |model: &Model, images: &ImageSet, image| {
            balance(model, images, image, 0).unwrap_err().field().to_owned()
        };
        assert_eq!(field(&model, &images, 1), "images");
        assert_eq!(field(&model, &glyphs::draw(&[0], 8, 1, 0).unwrap(), 0), "images");
        model.parameters.kt = 0.0;
        assert_eq!(field(&model, &images, 0), "kt");
    }
}
