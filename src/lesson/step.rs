//! One step of training, in slow motion: a recorded displacement Δx, the force with which the computer
//! would go back, the residual, and what it adds to the gradient of one coupling (paper, Eqs 8–11).

use crate::data::images::ImageSet;
use crate::kernels::philox::Purpose;
use crate::learn::error::TrainingError;
use crate::learn::training_set::TrainingSet;
use crate::model::Model;
use crate::parameters::{ParameterError, Parameters};
use crate::physics::couplings::Couplings;
use crate::physics::noising::Noising;
use crate::physics::on_site::OnSite;
use crate::physics::reverse_path::ReversePath;

/// Everything about one recorded step, over units.
#[derive(Clone, Debug)]
pub struct TrainingStep {
    parameters: Parameters,
    /// x′, where the step arrived.
    pub arrival: Vec<f64>,
    /// Δx = x′ − x.
    pub displacement: Vec<f64>,
    /// μ ∂V_θ(x′) Δt: minus the way that the computer's forces alone would take from x′.
    pub pull: Vec<f64>,
    /// r = (−Δx + μ ∂V_θ(x′) Δt) / (2 kT).
    pub residual: Vec<f64>,
    /// The force of the drive on every unit during the step.
    pub drive: Vec<f64>,
    /// −∂ ln P̃ of the whole trajectory.
    pub gradient: Couplings,
}

impl TrainingStep {
    /// Step number `step` (from 0) of a noising trajectory of one of the images that the model was trained
    /// on, with the model's θ and settings. `trajectory` numbers the noise, as in the paper's trainer.
    ///
    /// # Errors
    /// Images that do not fit the model's settings, a step beyond the trajectory, kT = 0.
    pub fn new(
        model: &Model,
        images: &ImageSet,
        image: usize,
        trajectory: u32,
        step: u32,
    ) -> Result<Self, TrainingError> {
        let p = &model.parameters;
        let set = TrainingSet::of_model(model, images, image)?;
        if step >= p.steps() {
            let limit = format!("below {}, the steps of a trajectory", p.steps());
            return Err(ParameterError::invalid("step", step, limit).into());
        }
        if p.kt == 0.0 {
            return Err(ParameterError::invalid("kt", 0.0, "above 0").into());
        }
        let (network, s) = (set.network(), set.drive(image));
        let units = |slots: &[f32]| -> Vec<f64> {
            let used = network.used_slots().into_iter().flatten();
            used.map(|slot| f64::from(slots[slot])).collect()
        };
        let mut noising = Noising::new(p, network, Purpose::Noising);
        noising.begin(trajectory, &s);
        let mut path = ReversePath::new(p, &model.couplings);
        let mut moved = vec![0.0; network.slots()];
        let (mut arrival, mut displacement) = (Vec::new(), Vec::new());
        for k in 0..p.steps() {
            let at = noising.advance(&mut moved);
            if k == step {
                (arrival, displacement) = (units(at), units(&moved));
            }
            path.push(at, &moved);
        }
        path.flush();
        let share = noising.ramp(step) * p.drive;
        let (on_site, linear) = (OnSite::new(p), model.couplings.linear_gradient(&arrival));
        let force = arrival.iter().zip(linear).map(|(&x, linear)| on_site.gradient(x) + linear);
        let pull: Vec<f64> = force.map(|gradient| p.mobility * gradient * p.dt).collect();
        let residual = pull.iter().zip(&displacement).map(|(pull, moved)| (pull - moved) / (2.0 * p.kt));
        Ok(TrainingStep {
            residual: residual.collect(),
            drive: s.iter().map(|&s| share * f64::from(s)).collect(),
            gradient: path.gradient(),
            parameters: p.clone(),
            arrival,
            displacement,
            pull,
        })
    }

    /// This step's part of the gradient of the coupling of two units: r_i x′_j + r_j x′_i.
    pub fn lands_on(&self, i: usize, j: usize) -> f64 {
        self.residual[i] * self.arrival[j] + self.residual[j] * self.arrival[i]
    }

    /// The kick that each unit would need for its step back, (−Δx + μ ∂V_θ(x′) Δt) / √(2 μ kT Δt): in standard
    /// deviations of kicks. Half the sum of their squares is the loss of the step.
    pub fn kicks(&self) -> Vec<f64> {
        let p = &self.parameters;
        let scale = 2.0 * p.kt / (2.0 * p.mobility * p.kt * p.dt).sqrt();
        self.residual.iter().map(|r| r * scale).collect()
    }

    /// The excess loss of this step, −ln P̃ minus N/2: Σ r² kT/(μΔt) − N/2.
    pub fn loss_excess(&self) -> f64 {
        let p = &self.parameters;
        let squares: f64 = self.residual.iter().map(|r| r * r).sum();
        squares * p.kt / (p.mobility * p.dt) - 0.5 * self.residual.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reference::{Reference, random_couplings};
    use crate::data::glyphs;
    use crate::learn::training_set::TrainingSet;

    fn computer() -> (Model, ImageSet) {
        let p = Parameters { hidden: 7, time: 0.05, dt: 0.005, ..Parameters::default() };
        let images = glyphs::draw(&[0, 1], 8, 1, 0).unwrap();
        let set = TrainingSet::new(&images, &p).unwrap();
        let theta = random_couplings(&p, set.network(), 0.3, 4);
        (Model::new(p, theta), images)
    }

    #[test]
    fn what_its_steps_land_on_a_coupling_is_the_trajectorys_gradient() {
        let (model, images) = computer();
        let all: Vec<TrainingStep> =
            (0..10).map(|step| TrainingStep::new(&model, &images, 1, 3, step).unwrap()).collect();
        for (i, j) in [(0, 64), (27, 70), (65, 69)] {
            let sum: f64 = all.iter().map(|step| step.lands_on(i, j)).sum();
            let whole = f64::from(all[0].gradient.get(i, j));
            assert!((sum - whole).abs() < 1e-4 * (1.0 + whole.abs()), "{i} {j}: {sum} {whole}");
        }
    }

    /// In f64 and with a wide difference, as the loss is quadratic in θ.
    #[test]
    fn a_steps_product_is_the_slope_of_its_loss() {
        let (model, images) = computer();
        let step = TrainingStep::new(&model, &images, 0, 0, 4).unwrap();
        let from: Vec<f64> = step.arrival.iter().zip(&step.displacement).map(|(to, d)| to - d).collect();
        let mut c = Reference::new(&model.parameters, &model.couplings);
        let own = c.minus_log_reverse(&from, &step.arrival) - 0.5 * 71.0;
        let unlucky: f64 = step.kicks().iter().map(|kick| 0.5 * kick * kick).sum();
        assert!((unlucky - 35.5 - own).abs() < 1e-6 * own.abs().max(1.0));
        assert!((own - step.loss_excess()).abs() < 1e-6 * own.abs().max(1.0), "{own} {}", step.loss_excess());
        let (i, j, h) = (30, 66, 0.5);
        let mut at = |by: f64| {
            let before = c.j[i][j];
            (c.j[i][j], c.j[j][i]) = (before + by, before + by);
            let loss = c.minus_log_reverse(&from, &step.arrival);
            (c.j[i][j], c.j[j][i]) = (before, before);
            loss
        };
        let slope = (at(h) - at(-h)) / (2.0 * h);
        assert!((slope - step.lands_on(i, j)).abs() < 1e-6 * slope.abs().max(1.0));
    }

    #[test]
    fn a_step_beyond_the_trajectory_is_refused() {
        let (model, images) = computer();
        let field =
            |image, step| TrainingStep::new(&model, &images, image, 0, step).unwrap_err().field().to_owned();
        assert_eq!(field(0, 10), "step");
        assert_eq!(field(2, 0), "images");
    }
}
