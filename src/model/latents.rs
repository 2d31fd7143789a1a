//! The latent codes of a computer's training images, from which new ones are drawn.
//!
//! A new code goes from that of a training image a random part of the way towards that of one of its
//! nearest neighbours in the same group, the images of one class code. So it stays where images are.

use crate::data::DataError;
use crate::kernels::clusters::distance;
use crate::kernels::philox::{Purpose, Stream};
use crate::parameters::Parameters;
use crate::physics::events::MOST_LATENT;
use crate::physics::latent::{LatentDrive, latent_units};
use crate::physics::network::Network;
use crate::physics::pairs::check_numbers;

/// How latent codes drive a computer, and those of its training images.
#[derive(Clone, Debug, PartialEq)]
pub struct Latents {
    /// Images to codes, codes to drives.
    pub drive: LatentDrive,
    /// The codes of the training images, images × d.
    pub codes: Vec<f32>,
    /// The group of each training image: its class code, or 0 without classes.
    pub groups: Vec<u32>,
}

impl Latents {
    /// The latent code of a training image.
    pub fn code(&self, image: usize) -> &[f32] {
        let size = self.drive.components();
        &self.codes[image * size..(image + 1) * size]
    }

    /// The training images of one group, or all.
    fn members(&self, group: Option<usize>) -> Vec<usize> {
        let of = |&image: &usize| group.is_none_or(|group| self.groups[image] as usize == group);
        (0..self.groups.len()).filter(of).collect()
    }

    /// The latent code of a sample that is given none; see the module.
    pub(crate) fn drawn(&self, p: &Parameters, group: Option<usize>, sample: u32) -> Vec<f32> {
        let mut stream = Stream::new(p.seed, Purpose::Latent, sample);
        let mut one_of = |count: usize| (stream.uniform() * count as f64) as usize;
        let members = self.members(group);
        let Some(&image) = members.get(one_of(members.len())) else {
            return vec![0.0; self.drive.components()];
        };
        let mut others = self.members(Some(self.groups[image] as usize));
        others.retain(|&other| other != image);
        let from = self.code(image);
        others.sort_by(|&a, &b| distance(from, self.code(a)).total_cmp(&distance(from, self.code(b))));
        others.truncate(p.latent_neighbours as usize);
        let Some(&other) = others.get(one_of(others.len())) else { return from.to_vec() };
        between(from, self.code(other), p.latent_reach * stream.uniform())
    }

    /// The training image whose latent code is nearest, among the groups that are allowed.
    pub(crate) fn nearest(&self, code: &[f32], allowed: impl Fn(usize) -> bool) -> Option<usize> {
        let images = (0..self.groups.len()).filter(|&image| allowed(self.groups[image] as usize));
        images.min_by(|&a, &b| distance(code, self.code(a)).total_cmp(&distance(code, self.code(b))))
    }

    /// Checks a latent code from outside.
    pub(crate) fn check_code(&self, code: &[f32]) -> Result<(), DataError> {
        let size = self.drive.components();
        if code.len() != size || code.iter().any(|z| !z.is_finite() || z.abs() > MOST_LATENT) {
            let limit = format_args!("{size} numbers from -{MOST_LATENT} to {MOST_LATENT}");
            return Err(DataError::refused("latent", format_args!("has {} numbers", code.len()), limit));
        }
        Ok(())
    }

    /// Checks what came from outside; `codes` is how many class codes the computer has.
    pub(super) fn check(&self, p: &Parameters, network: &Network, codes: usize) -> Result<(), DataError> {
        let (nv, d) = (network.visible(), p.latent_components as usize);
        let units = latent_units(p, network.hidden()).len();
        check_numbers("latent_mean", &self.drive.mean, nv)?;
        check_numbers("latent_components", &self.drive.components, d * nv)?;
        check_numbers("latent_deviations", &self.drive.deviations, d)?;
        check_numbers("latent_projection", &self.drive.projection, units * d)?;
        check_numbers("latent_codes", &self.codes, self.groups.len() * d)?;
        if self.groups.iter().any(|&group| group as usize >= codes.max(1)) {
            let limit = format_args!("numbers of groups below {}", codes.max(1));
            return Err(DataError::refused("latent_groups", "do not fit the classes", limit));
        }
        Ok(())
    }
}

/// The code at a part of the way from one to another.
pub fn between(from: &[f32], to: &[f32], part: f64) -> Vec<f32> {
    let at = |(&a, &b): (&f32, &f32)| (f64::from(a) + part * (f64::from(b) - f64::from(a))) as f32;
    from.iter().zip(to).map(at).collect()
}
