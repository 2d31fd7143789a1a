//! Generation: from the undriven, uncoupled equilibrium, θ is switched on and the computer runs for
//! a time; its visible units are then read (paper, Eqs 3 and 12). Optionally a class code drives it,
//! units are clamped, and a time at kT = 0 precedes the read-out.

use super::equilibrium::Equilibrium;
use super::heat::heat_between;
use super::langevin::{Batch, Diverged, Step};
use super::potential::{Energy, OnSite, energy};
use crate::fingerprint::Fingerprint;
use crate::kernels::philox::{Purpose, Stream};
use crate::model::Model;
use crate::parameters::{ParameterError, Parameters};

/// A generation that cannot begin or go on.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DenoisingError {
    /// A parameter forbids it.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// A state that stopped being finite.
    #[error(transparent)]
    Diverged(#[from] Diverged),
}

impl DenoisingError {
    /// The field at fault.
    pub fn field(&self) -> &str {
        match self {
            DenoisingError::Parameter(error) => error.name(),
            DenoisingError::Diverged(_) => "generate_dt",
        }
    }
}

/// Samples being generated.
#[derive(Clone, Debug)]
pub struct Denoising {
    model: Model,
    parameters: Parameters,
    batch: Batch,
    /// The force of its class code on each sample's units.
    drives: Vec<Vec<f32>>,
    start: Vec<Vec<f32>>,
    /// The states when cooling began.
    hot: Option<Vec<Vec<f32>>>,
}

impl Denoising {
    /// Samples with the indices first … first + samples − 1, drawn from the equilibrium of uncoupled
    /// units at the bath's temperature. `parameters` gives the seed and all of generation.
    ///
    /// # Errors
    /// Parameters that forbid each other.
    pub fn new(
        model: Model,
        parameters: Parameters,
        first: u32,
        samples: usize,
    ) -> Result<Self, ParameterError> {
        parameters.validate()?;
        let units = model.couplings.network().units();
        let kt = parameters.kt * parameters.generate_kt;
        let equilibrium = Equilibrium::new(OnSite::new(&parameters), kt, 0.0);
        let draw = |sample: usize| {
            let index = first.wrapping_add(sample as u32);
            let mut stream = Stream::new(parameters.seed, Purpose::Start, index);
            (0..units).map(|_| equilibrium.sample(&mut stream) as f32).collect::<Vec<_>>()
        };
        let start: Vec<Vec<f32>> = (0..samples).map(draw).collect();
        let mut batch = Batch::new(&model.couplings, parameters.seed, first, samples);
        start.iter().enumerate().for_each(|(sample, units)| batch.set(sample, units));
        Ok(Denoising { drives: vec![vec![0.0; units]; samples], batch, start, hot: None, model, parameters })
    }

    /// Starts from given states (samples × units) instead; units that are clamped stay so.
    pub fn start_from(&mut self, states: &[f32]) {
        let units = self.model.couplings.network().units();
        states.chunks(units).enumerate().for_each(|(sample, units)| self.batch.set(sample, units));
        self.start = (0..self.batch.samples()).map(|sample| self.batch.get(sample)).collect();
    }

    /// Asks for a class in all samples: one of its codes drives the hidden units of each.
    ///
    /// # Errors
    /// A class that the computer was not trained on, or a computer without class codes.
    pub fn ask_for(&mut self, class: u8) -> Result<(), ParameterError> {
        (0..self.samples()).try_for_each(|sample| self.ask(sample, class))
    }

    /// Asks for a class in one sample.
    ///
    /// # Errors
    /// A class that the computer was not trained on, or a computer without class codes.
    pub fn ask(&mut self, sample: usize, class: u8) -> Result<(), ParameterError> {
        let index = self.batch.first().wrapping_add(sample as u32);
        let code = self.model.class_code(class, self.parameters.seed, index).ok_or_else(|| {
            let known = self.model.classes.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
            let limit = if self.model.class_codes.is_empty() {
                "absent: this computer was trained without class codes".into()
            } else {
                format!("one of {known}")
            };
            ParameterError::invalid("class", class, limit)
        })?;
        let amplitude = self.parameters.drive * self.parameters.class_drive;
        let hidden = &mut self.drives[sample][self.model.couplings.network().visible()..];
        for (drive, &s) in hidden.iter_mut().zip(code) {
            *drive = (amplitude * f64::from(s)) as f32;
        }
        self.batch.drive(sample, &self.drives[sample]);
        Ok(())
    }

    /// Holds units of all samples at given values from the start on.
    pub fn clamp(&mut self, values: &[(usize, f32)]) {
        (0..self.samples()).for_each(|sample| self.clamp_sample(sample, values));
    }

    /// Holds units of one sample at given values from the start on.
    pub fn clamp_sample(&mut self, sample: usize, values: &[(usize, f32)]) {
        self.batch.clamp(sample, values);
        self.start[sample] = self.batch.get(sample);
    }

    /// The computer.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Steps made.
    pub fn step(&self) -> u32 {
        self.batch.step()
    }

    /// Steps in all, the cooling included.
    pub fn steps(&self) -> u32 {
        self.parameters.generate_steps() + self.parameters.cool_steps()
    }

    /// Time since θ was switched on.
    pub fn time(&self) -> f64 {
        f64::from(self.step()) * self.parameters.generate_dt
    }

    /// Makes up to `steps` steps, fewer at the end; returns how many.
    ///
    /// # Errors
    /// A state that stopped being finite.
    pub fn advance(&mut self, steps: u32) -> Result<u32, Diverged> {
        let (start, hot) = (self.step(), self.parameters.generate_steps());
        let last = start.saturating_add(steps).min(self.steps());
        let step = Step::of_generation(&self.parameters);
        if start < hot {
            self.batch.advance(step, last.min(hot) - start)?;
        }
        if self.step() == hot && self.hot.is_none() {
            self.hot = Some((0..self.batch.samples()).map(|sample| self.batch.get(sample)).collect());
        }
        if last > hot {
            self.batch.advance(step.cooled(), last - self.step())?;
        }
        Ok(last - start)
    }

    /// One sample's units now.
    pub fn units(&self, sample: usize) -> Vec<f32> {
        self.batch.get(sample)
    }

    /// How many samples there are.
    pub fn samples(&self) -> usize {
        self.batch.samples()
    }

    /// The visible units of all samples now, samples × Nv.
    pub fn visible(&self) -> Vec<f32> {
        let nv = self.model.couplings.network().visible();
        (0..self.samples()).flat_map(|sample| self.units(sample)[..nv].to_vec()).collect()
    }

    /// Brightness of the visible units, 0 to 255, samples × Nv: ½ + ½ x / `readout_scale`, cut off.
    pub fn pixels(&self) -> Vec<u8> {
        let half = (0.5 / self.parameters.readout_scale) as f32;
        let brightness = |x: f32| (0.5 + half * x).clamp(0.0, 1.0) * 255.0 + 0.5;
        self.visible().into_iter().map(|x| brightness(x) as u8).collect()
    }

    /// The thermal energy that heat is counted in: the bath's, or the nominal one of a bath at 0,
    /// or 1 E₀ where that is 0 too.
    pub fn reference_kt(&self) -> f64 {
        let nominal = self.parameters.kt;
        let candidates = [nominal * self.parameters.generate_kt, nominal, 1.0];
        candidates.into_iter().find(|&kt| kt > 0.0).unwrap_or(1.0)
    }

    /// The energy of a state of one sample's units, its class code's drive included, E₀.
    pub fn energy(&self, sample: usize, units: &[f32]) -> Energy {
        energy(OnSite::new(&self.parameters), &self.model.couplings, &self.drives[sample], units)
    }

    fn heat(&self, sample: usize, from: &[f32], to: &[f32]) -> Energy {
        self.energy(sample, from).difference(&self.energy(sample, to), 1.0 / self.reference_kt())
    }

    /// Heat that a sample has emitted to the bath since the start, without the cooling's, in parts,
    /// in units of [`Denoising::reference_kt`].
    pub fn heat_emitted(&self, sample: usize) -> Energy {
        let now = self.units(sample);
        self.heat(sample, &self.start[sample], self.hot.as_ref().map_or(&now, |hot| &hot[sample]))
    }

    /// Heat that a sample has emitted while cooling, booked apart.
    pub fn heat_of_cooling(&self, sample: usize) -> Energy {
        let now = self.units(sample);
        self.heat(sample, self.hot.as_ref().map_or(&now, |hot| &hot[sample]), &now)
    }

    /// Heat that a sample emitted in one step between two states, by the midpoint rule, in units of
    /// [`Denoising::reference_kt`].
    pub fn heat_of_step(&self, sample: usize, from: &[f32], to: &[f32]) -> f64 {
        let on_site = OnSite::new(&self.parameters);
        heat_between(on_site, &self.model.couplings, &self.drives[sample], from, to) / self.reference_kt()
    }

    /// A hash of the bits of all units of all samples.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_samples(self.sample_fingerprints())
    }

    /// A hash of the bits of the units of each sample.
    pub fn sample_fingerprints(&self) -> Vec<Fingerprint> {
        (0..self.samples()).map(|sample| Fingerprint::of(&self.units(sample))).collect()
    }
}
