//! The computer of the page that explains: glyphs of 14 × 14 pixels and 96 hidden units that copy pixels, no biases
//! on pixels, as in the paper; steps of 0.01, so that all of it is computed while the page is read.
//!
//! It is trained by the exact trainer, soon, or by the paper's, one trajectory of one image for each update.

use super::step::TrainingStep;
use crate::data::glyphs;
use crate::data::images::ImageSet;
use crate::inspect::density::UnitDensity;
use crate::inspect::paths;
use crate::inspect::plane::Plane;
use crate::kernels::philox::Purpose;
use crate::learn::error::TrainingError;
use crate::learn::factored::FactoredExact;
use crate::learn::rounds::TrainingRule;
use crate::learn::sgd::Sgd;
use crate::learn::training::Training;
use crate::learn::training_set::TrainingSet;
use crate::model::Model;
use crate::parameters::{CouplingForm, ParameterError, Parameters, Trainer};
use crate::physics::couplings::Couplings;
use crate::physics::generation::Generation;
use crate::physics::noising::Noising;
use crate::physics::on_site::OnSite;

/// Pixels of a side.
pub const SIDE: usize = 14;
/// Which glyphs are learned: 0, 1 and 2.
const GLYPHS: [u8; 3] = [0, 1, 2];
/// The updates of the paper's trainer: 100 cycles of the three images, as in the paper.
pub const UPDATES: u32 = 300;

/// Images, a training on them, and the computer as it was when the training was last looked at.
#[derive(Debug)]
pub struct Story {
    images: ImageSet,
    training: Training,
    model: Model,
}

/// The states of a noising trajectory, steps + 1 of them, visible units first.
#[derive(Clone, Debug, PartialEq)]
pub struct Film {
    /// Units of a state.
    pub units: usize,
    /// The state before the first step and after each, one behind the other.
    pub states: Vec<f32>,
    /// The drive's share of its first value at each state.
    pub shares: Vec<f64>,
}

/// The same step of many noising trajectories of one image.
#[derive(Clone, Debug)]
pub struct Crossing {
    /// x′ of each trajectory, units.
    arrivals: Vec<Vec<f64>>,
    /// Δx of each.
    displacements: Vec<Vec<f64>>,
}

impl Story {
    /// With the paper's trainer, or with the exact one.
    ///
    /// # Errors
    /// None in fact: the settings fit the images.
    pub fn new(trainer: Trainer, seed: u32) -> Result<Self, TrainingError> {
        let sgd = trainer == Trainer::Sgd;
        let p = Parameters {
            hidden: 96,
            dt: 0.01,
            generate_dt: 0.01,
            generate_time: 5.0,
            rate: 0.25,
            iterations: if sgd { UPDATES } else { 20 },
            couplings: if sgd { CouplingForm::Dense } else { CouplingForm::Factored },
            trainer,
            seed,
            ..Parameters::default()
        };
        let images = glyphs::draw(&GLYPHS, SIDE, seed, 0)?;
        let training =
            Training::<dyn TrainingRule>::by(p, TrainingSet::copying, &images, |p, set| match p.trainer {
                Trainer::Sgd => Box::new(Sgd::new(p, Couplings::zero(set.network().clone()))),
                _ => Box::new(FactoredExact::new(p, set)),
            })?;
        let model = training.model();
        Ok(Story { images, training, model })
    }

    /// Trains up to so many iterations; a slice of work at a time. Whether they are done.
    pub fn train(&mut self, iterations: u32) -> bool {
        let goal = iterations.min(self.training.iterations());
        if self.training.iteration() < goal {
            self.training.advance();
        }
        let done = self.training.iteration() >= goal;
        if done {
            self.model = self.training.model();
        }
        done
    }

    /// The training.
    pub fn training(&self) -> &Training {
        &self.training
    }

    /// The computer as it is: untrained, until iterations asked for are done.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// A noising trajectory of an image.
    ///
    /// # Errors
    /// An image that there is not.
    pub fn film(&self, image: usize, trajectory: u32) -> Result<Film, ParameterError> {
        let (set, p) = (self.training.set(), &self.model.parameters);
        if image >= set.count() {
            return Err(ParameterError::invalid("image", image, format!("below {}", set.count())));
        }
        let network = set.network();
        let mut noising = Noising::new(p, network, Purpose::ValidationNoising);
        noising.begin(trajectory, &set.drive(image));
        let mut moved = vec![0.0; network.slots()];
        let mut states = Vec::with_capacity(network.units() * (p.steps() as usize + 1));
        let mut keep = |slots: &[f32]| {
            network.used_slots().into_iter().for_each(|range| states.extend_from_slice(&slots[range]));
        };
        keep(noising.state());
        (0..p.steps()).for_each(|_| keep(noising.advance(&mut moved)));
        let shares = (0..=p.steps()).map(|step| noising.ramp(step)).collect();
        Ok(Film { units: network.units(), states, shares })
    }

    /// Step number `step` of so many noising trajectories of an image.
    ///
    /// # Errors
    /// An image or a step that there is not.
    pub fn crossing(&self, image: usize, step: u32, trajectories: u32) -> Result<Crossing, ParameterError> {
        let (set, p) = (self.training.set(), &self.model.parameters);
        if image >= set.count() || step >= p.steps() {
            return Err(ParameterError::invalid("step", step, "one of an image's noising"));
        }
        let network = set.network();
        let units = |slots: &[f32]| -> Vec<f64> {
            network.used_slots().into_iter().flatten().map(|slot| f64::from(slots[slot])).collect()
        };
        let mut noising = Noising::new(p, network, Purpose::Noising);
        let mut moved = vec![0.0; network.slots()];
        let mut crossing = Crossing { arrivals: Vec::new(), displacements: Vec::new() };
        for trajectory in 0..trajectories {
            noising.begin(trajectory, &set.drive(image));
            (0..step).for_each(|_| {
                noising.advance(&mut moved);
            });
            crossing.arrivals.push(units(noising.advance(&mut moved)));
            crossing.displacements.push(units(&moved));
        }
        Ok(crossing)
    }

    /// The kick that a unit would need for its step back in each trajectory, in standard deviations of kicks.
    pub fn kicks(&self, crossing: &Crossing, unit: usize) -> Vec<f64> {
        let (p, theta) = (&self.model.parameters, &self.model.couplings);
        let (on_site, row) = (OnSite::new(p), theta.row(unit));
        let bias = theta.linear_gradient(&vec![0.0; row.len()])[unit];
        let sigma = (2.0 * p.mobility * p.kt * p.dt).sqrt();
        let needed = |(x, moved): (&Vec<f64>, &Vec<f64>)| {
            let coupled: f64 = row.iter().zip(x).map(|(&j, x)| f64::from(j) * x).sum();
            let gradient = on_site.gradient(x[unit]) + bias + coupled;
            (p.mobility * gradient * p.dt - moved[unit]) / sigma
        };
        crossing.arrivals.iter().zip(&crossing.displacements).map(needed).collect()
    }

    /// One recorded step of the same noise as the training's, and what it adds to the gradient.
    ///
    /// # Errors
    /// An image or a step that there is not.
    pub fn step(&self, image: usize, trajectory: u32, step: u32) -> Result<TrainingStep, TrainingError> {
        TrainingStep::new(&self.model, &self.images, image, trajectory, step)
    }

    /// The odds that a film of noising was made forwards and not, run backwards, by the computer: ln(P₀(ω)/P̃(ω̃)),
    /// the states where either begins included. The held state has the density of the full drive, noise that of
    /// uncoupled units. By Gibbs' inequality its mean over films is not below 0.
    ///
    /// # Errors
    /// An image that there is not.
    pub fn odds(&self, image: usize, trajectory: u32) -> Result<f64, TrainingError> {
        let (set, p) = (self.training.set(), &self.model.parameters);
        let film = self.film(image, trajectory)?;
        let drive = set.drive(image);
        let (first, last) = (&film.states[..film.units], &film.states[film.states.len() - film.units..]);
        let held = first.iter().zip(&drive).map(|(&x, &s)| ln_density(p, p.drive * f64::from(s), x));
        let free = last.iter().map(|&x| ln_density(p, 0.0, x));
        let path = paths::balance(&self.model, &self.images, image, trajectory)?.log_ratio;
        Ok(path + held.sum::<f64>() - free.sum::<f64>())
    }

    /// Samples of the computer as it is, from the index `first` on.
    ///
    /// # Errors
    /// None in fact: the settings are the computer's own.
    pub fn generation(&self, first: u32, samples: usize) -> Result<Generation, ParameterError> {
        Generation::new(self.model.clone(), self.model.parameters.clone(), first, samples)
    }

    /// The plane of the images' principal directions.
    pub fn plane(&self) -> Plane {
        Plane::of(self.training.set().images(), SIDE * SIDE)
    }

    /// V over places of the plane in a row, kT.
    pub fn heights(&self, plane: &Plane, places: &[[f64; 2]]) -> Vec<f64> {
        let dense = Couplings::from(self.model.couplings.to_dense());
        let p = &self.model.parameters;
        plane.energies(OnSite::new(p), &dense, places).iter().map(|v| v / p.kt).collect()
    }
}

/// ln of the Boltzmann density of an uncoupled unit under a force.
fn ln_density(p: &Parameters, force: f64, x: f32) -> f64 {
    libm::log(UnitDensity::new(OnSite::new(p), p.kt, &[-force]).at(f64::from(x)))
}
