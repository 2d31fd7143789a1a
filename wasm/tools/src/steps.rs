//! One step of training, for the page that explains.

use crate::data::{self, ImageData};
use crate::{Model, Outcome};
use thermogen::lesson::step;
use thermogen::parameters::ParameterError;
use wasm_bindgen::prelude::*;

/// One recorded step of a noising trajectory and what it adds to the gradient; over units, visible first.
#[wasm_bindgen]
pub struct TrainingStep(step::TrainingStep);

#[wasm_bindgen]
impl TrainingStep {
    /// Of images that the model was trained on, with its θ and settings.
    #[wasm_bindgen(constructor)]
    pub fn new(
        model: &Model,
        images: JsValue,
        image: usize,
        trajectory: u32,
        step: u32,
    ) -> Outcome<TrainingStep> {
        let images = data::read::<ImageData>("images", images)?.set()?;
        Ok(TrainingStep(step::TrainingStep::new(&model.0, &images, image, trajectory, step)?))
    }
    /// x′, where the step arrived.
    pub fn arrival(&self) -> Vec<f64> {
        self.0.arrival.clone()
    }
    /// Δx.
    pub fn displacement(&self) -> Vec<f64> {
        self.0.displacement.clone()
    }
    /// μ ∂V(x′) Δt.
    pub fn pull(&self) -> Vec<f64> {
        self.0.pull.clone()
    }
    /// r = (−Δx + μ ∂V(x′) Δt) / (2 kT).
    pub fn residual(&self) -> Vec<f64> {
        self.0.residual.clone()
    }
    /// The drive's force during the step.
    pub fn drive(&self) -> Vec<f64> {
        self.0.drive.clone()
    }
    /// r_i x′_j + r_j x′_i.
    #[wasm_bindgen(js_name = landsOn)]
    pub fn lands_on(&self, i: usize, j: usize) -> Outcome<f64> {
        self.within(i.max(j))?;
        Ok(self.0.lands_on(i, j))
    }
    /// The excess loss of this step.
    #[wasm_bindgen(js_name = lossExcess)]
    pub fn loss_excess(&self) -> f64 {
        self.0.loss_excess()
    }
    /// −∂ ln P̃ of the whole trajectory by the coupling of two units.
    pub fn gradient(&self, i: usize, j: usize) -> Outcome<f64> {
        self.within(i.max(j))?;
        Ok(f64::from(self.0.gradient.get(i, j)))
    }
    fn within(&self, unit: usize) -> Outcome<()> {
        let units = self.0.arrival.len();
        if unit < units {
            return Ok(());
        }
        Err(ParameterError::invalid("unit", unit, format!("below {units}")).into())
    }
}
