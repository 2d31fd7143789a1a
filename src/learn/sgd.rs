//! The paper's trainer: for each iteration one noising trajectory of one image, the gradient of
//! −ln P̃ summed over its steps at fixed θ, and one step θ ← θ − α Σ with α = α₀ Δt / t_f.

use super::training::TrainingSet;
use crate::kernels::philox::Purpose;
use crate::parameters::Parameters;
use crate::physics::couplings::Couplings;
use crate::physics::noising::Noising;
use crate::physics::reverse_path::ReversePath;

/// The paper's trainer in progress.
#[derive(Clone, Debug)]
pub struct Sgd {
    theta: Couplings,
    noising: Noising,
    path: ReversePath,
    displacement: Vec<f32>,
    rate: f32,
    steps: u32,
    iteration: u32,
    made: u32,
}

impl Sgd {
    /// Begins at θ = `theta`.
    pub fn new(p: &Parameters, theta: Couplings) -> Self {
        let network = theta.network();
        Sgd {
            noising: Noising::new(p, network, Purpose::Noising),
            path: ReversePath::new(p, &theta),
            displacement: vec![0.0; network.slots()],
            rate: learning_rate(p),
            steps: p.steps(),
            iteration: 0,
            made: 0,
            theta,
        }
    }

    /// Goes on from θ after so many iterations.
    pub fn resume(&mut self, theta: Couplings, iterations: u32) {
        self.path.restart(&theta);
        (self.theta, self.iteration) = (theta, iterations);
    }

    /// Noises and sums one chunk of steps; at the end of a trajectory changes θ and returns the
    /// iteration's mean loss less N/2.
    pub fn advance(&mut self, set: &TrainingSet) -> Option<f64> {
        if self.made == 0 {
            self.noising.begin(self.iteration, &set.drive(self.iteration as usize % set.count()));
        }
        while self.made < self.steps {
            let arrival = self.noising.advance(&mut self.displacement);
            self.made += 1;
            if self.path.push(arrival, &self.displacement) {
                break;
            }
        }
        if self.made < self.steps {
            return None;
        }
        self.path.flush();
        let loss = self.path.loss_excess();
        self.theta.add_scaled(-self.rate, &self.path.gradient());
        self.path.restart(&self.theta);
        (self.iteration, self.made) = (self.iteration + 1, 0);
        Some(loss)
    }

    /// θ after the last whole iteration.
    pub fn theta(&self) -> &Couplings {
        &self.theta
    }

    /// Part of the running iteration that is done.
    pub fn fraction(&self) -> f64 {
        f64::from(self.made) / f64::from(self.steps)
    }
}

/// α = α₀ Δt / t_f, for one trajectory per update.
pub fn learning_rate(p: &Parameters) -> f32 {
    (p.rate * p.dt / p.time) as f32
}
