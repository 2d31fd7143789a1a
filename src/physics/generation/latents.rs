//! Latent codes of samples being generated: given, or drawn from those of the training images.

use super::Generation;
use crate::data::DataError;
use crate::kernels::philox::{Purpose, Stream};
use crate::physics::coding::{Along, Coding, Setting};
use crate::physics::latent::latent_units;

impl Generation {
    /// Gives one sample a latent code from the start on, in place of one that is drawn.
    ///
    /// # Errors
    /// A computer without latent codes, or a code that does not fit it.
    pub fn give_latent(&mut self, sample: usize, code: &[f32]) -> Result<(), DataError> {
        let Some(latents) = &self.model.latents else {
            let limit = "absent: this computer was trained without latent codes";
            return Err(DataError::refused("latent", "is given", limit));
        };
        latents.check_code(code)?;
        self.latents[sample] = code.to_vec();
        self.given[sample] = true;
        self.drive(sample);
        Ok(())
    }

    /// The latent code that drives a sample now; no number without latent codes.
    pub fn latent(&self, sample: usize) -> &[f32] {
        &self.latents[sample]
    }

    /// Draws the latent codes that were not given, each of the class that its sample is asked for.
    pub(super) fn draw_latents(&mut self) {
        (0..self.samples()).for_each(|sample| self.draw_latent(sample));
    }

    /// Draws the latent code of one sample, unless it was given, and drives the sample by it.
    pub(super) fn draw_latent(&mut self, sample: usize) {
        let Some(latents) = self.model.latents.as_ref().filter(|_| !self.given[sample]) else { return };
        let (index, group) = (self.index(sample), self.group(sample));
        self.latents[sample] = latents.drawn(&self.parameters, group, index);
        self.drive(sample);
    }

    /// Sets numbers of the latent codes of all samples.
    pub(super) fn set_latent(&mut self, setting: &Setting) {
        let directions = self.model.directions();
        for &(along, value) in &setting.0 {
            for code in &mut self.latents {
                match along {
                    Along::Component(number) => code[number] = value,
                    Along::Direction(at) => shift(code, &directions[at], f64::from(value)),
                }
            }
        }
    }

    /// Asks all samples for latent codes, and for the class of the training image that is nearest to them.
    pub(super) fn set_codes(&mut self, coding: &Coding) {
        let event = self.events.len() as u32;
        for sample in 0..self.samples() {
            let Some(latents) = &self.model.latents else { return };
            let index = self.index(sample);
            let mut stream = Stream::of_event(self.parameters.seed, Purpose::Latent, index, event + 1);
            let neighbours = self.parameters.latent_neighbours as usize;
            let [code, like] = coding.of(latents, index, &mut stream, neighbours);
            self.classes[sample] = self.model.class_of_latent(&like);
            self.latents[sample] = code;
            self.given[sample] = true;
            self.drive(sample);
        }
    }

    /// The number of the class code that a sample is asked for by: of its class the one that is drawn, or
    /// where its latent code was given, that of the training image nearest to it.
    pub(super) fn group(&self, sample: usize) -> Option<usize> {
        let class = self.classes[sample]?;
        if self.given[sample] {
            return self.model.group_of_latent(class, &self.latents[sample]);
        }
        self.model.drawn_code(class, self.parameters.seed, self.index(sample))
    }

    /// The forces of a sample's latent code on the latent units, with the number of the first.
    pub(super) fn latent_forces(&self, sample: usize) -> Option<(usize, Vec<f32>)> {
        let latents = self.model.latents.as_ref()?;
        let trained = &self.model.parameters;
        let first = latent_units(trained, self.model.couplings.network().hidden()).start;
        let drive = latents.drive.drive(trained.latent_scale, &self.latents[sample]);
        let amplitude = self.parameters.drive * self.parameters.latent_drive;
        Some((first, drive.into_iter().map(|s| (amplitude * f64::from(s)) as f32).collect()))
    }

    /// The number of a sample among all of its seed.
    pub(super) fn index(&self, sample: usize) -> u32 {
        self.batch.first().wrapping_add(sample as u32)
    }
}

/// Moves a code along a direction of length 1, to where it has a value.
fn shift(code: &mut [f32], direction: &[f64], value: f64) {
    let now: f64 = code.iter().zip(direction).map(|(&z, u)| f64::from(z) * u).sum();
    for (z, u) in code.iter_mut().zip(direction) {
        *z = (f64::from(*z) + (value - now) * u) as f32;
    }
}
