//! The loss of a model on noising trajectories that its training did not use: −ln P̃ of a step, minus N/2.

use super::drives::drives;
use super::error::TrainingError;
use crate::data::images::ImageSet;
use crate::kernels::philox::Purpose;
use crate::model::Model;
use crate::parameters::{ParameterError, Parameters};
use crate::physics::noising::Noising;
use crate::physics::reverse_path::ReversePath;

/// What all trajectories share: a model, settings of the noising, and the drives of the images.
#[derive(Clone, Debug)]
pub struct Validation<'a> {
    model: &'a Model,
    parameters: &'a Parameters,
    drives: Vec<Vec<f32>>,
}

/// One process that is used again for each trajectory.
#[derive(Debug)]
pub struct Trajectories<'a> {
    validation: &'a Validation<'a>,
    noising: Noising,
    path: ReversePath,
    displacement: Vec<f32>,
}

impl<'a> Validation<'a> {
    /// Of a model on images, noised as `parameters` say.
    ///
    /// # Errors
    /// Images that do not fit the model, or kT = 0, where no path has a probability.
    pub fn new(
        model: &'a Model,
        parameters: &'a Parameters,
        images: &ImageSet,
    ) -> Result<Self, TrainingError> {
        if parameters.kt == 0.0 {
            let limit = "above 0, or no path has a probability";
            return Err(ParameterError::invalid("kt", 0.0, limit).into());
        }
        Ok(Validation { model, parameters, drives: drives(model, parameters, images)? })
    }

    /// N/2, the loss of pure noise.
    pub fn level(&self) -> f64 {
        0.5 * self.model.couplings.network().units() as f64
    }

    /// A process for some of the trajectories.
    pub fn begin(&'a self) -> Trajectories<'a> {
        let network = self.model.couplings.network();
        Trajectories {
            noising: Noising::new(self.parameters, network, Purpose::ValidationNoising),
            path: ReversePath::new(self.parameters, &self.model.couplings),
            displacement: vec![0.0; network.slots()],
            validation: self,
        }
    }
}

impl Trajectories<'_> {
    /// The excess loss of a trajectory by its number, the images in turn.
    pub fn excess(&mut self, trajectory: u32) -> f64 {
        let Validation { model, parameters, drives } = self.validation;
        self.path.restart(&model.couplings);
        self.noising.begin(trajectory, &drives[trajectory as usize % drives.len()]);
        for _ in 0..parameters.steps() {
            let arrival = self.noising.advance(&mut self.displacement);
            self.path.push(arrival, &self.displacement);
        }
        self.path.flush();
        self.path.loss_excess()
    }
}
