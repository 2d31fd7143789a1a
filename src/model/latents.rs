//! The latent codes of a computer's training images, from which new ones are drawn.
//!
//! A new code is drawn near that of a training image: z = m + √(1 − h²) (z_i − m) + h Σ_k g_k (z_k − m) / √K over
//! the K nearest images k of its group, the images of one class code; m is their mean, g_k are normal numbers and
//! h is the spread. So codes vary as images do there (a smoothed bootstrap: Silverman & Young, Biometrika 74, 1987).

use crate::data::DataError;
use crate::kernels::clusters::distance;
use crate::kernels::philox::{Purpose, Stream};
use crate::parameters::Parameters;
use crate::physics::latent::{LatentDrive, MOST_LATENT, latent_units};
use crate::physics::network::Network;
use crate::physics::pairs::check_numbers;
use std::fmt;

/// How latent codes drive a computer, and those of its training images.
#[derive(Clone, Debug, PartialEq)]
pub struct Latents {
    /// Images to codes, codes to drives.
    pub drive: LatentDrive,
    /// The codes of the training images, images × d.
    pub codes: Vec<f32>,
    /// The group of each training image: its class code, or 0 without classes.
    pub groups: Vec<u32>,
    ways: Ways,
}

/// Which groups a search may find images of.
type Allowed<'a> = &'a dyn Fn(usize) -> bool;

/// The drawing and the comparing of codes, by pointers: a program that makes no latent codes links none of it, which
/// is 6 kB of the page's first module.
#[derive(Clone, Copy)]
struct Ways {
    drawn: fn(&Latents, &Parameters, Option<usize>, u32) -> Vec<f32>,
    nearest: fn(&Latents, &[f32], Allowed) -> Option<usize>,
}

impl PartialEq for Ways {
    fn eq(&self, _: &Ways) -> bool {
        true // there is one of each
    }
}

impl fmt::Debug for Ways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ways")
    }
}

impl Latents {
    /// Codes of training images (images × d), with the group of each.
    pub fn new(drive: LatentDrive, codes: Vec<f32>, groups: Vec<u32>) -> Self {
        Latents { drive, codes, groups, ways: Ways { drawn, nearest } }
    }

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
        (self.ways.drawn)(self, p, group, sample)
    }

    /// A code drawn around one as new codes are, among the nearest images of the group of the nearest.
    pub(crate) fn around(
        &self,
        code: &[f32],
        spread: f64,
        neighbours: usize,
        stream: &mut Stream,
    ) -> Vec<f32> {
        let group = nearest(self, code, &|_| true).map(|image| self.groups[image] as usize);
        among(code, &self.near(code, self.members(group), neighbours), spread, stream)
    }

    /// The codes of so many of these images that are nearest to a code.
    fn near(&self, code: &[f32], mut images: Vec<usize>, count: usize) -> Vec<&[f32]> {
        images.sort_by(|&a, &b| distance(code, self.code(a)).total_cmp(&distance(code, self.code(b))));
        images.truncate(count);
        images.into_iter().map(|image| self.code(image)).collect()
    }

    /// The training image whose latent code is nearest, among the groups that are allowed.
    pub(crate) fn nearest(&self, code: &[f32], allowed: Allowed) -> Option<usize> {
        (self.ways.nearest)(self, code, allowed)
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

fn drawn(all: &Latents, p: &Parameters, group: Option<usize>, sample: u32) -> Vec<f32> {
    let mut stream = Stream::new(p.seed, Purpose::Latent, sample);
    let mut one_of = |count: usize| (stream.uniform() * count as f64) as usize;
    let members = all.members(group);
    let Some(&image) = members.get(one_of(members.len())) else {
        return vec![0.0; all.drive.components()];
    };
    let mut others = all.members(Some(all.groups[image] as usize));
    others.retain(|&other| other != image);
    let from = all.code(image);
    among(from, &all.near(from, others, p.latent_neighbours as usize), p.latent_spread, &mut stream)
}

fn nearest(all: &Latents, code: &[f32], allowed: Allowed) -> Option<usize> {
    let images = (0..all.groups.len()).filter(|&image| allowed(all.groups[image] as usize));
    images.min_by(|&a, &b| distance(code, all.code(a)).total_cmp(&distance(code, all.code(b))))
}

/// A code near one, as its neighbours differ.
fn among(code: &[f32], near: &[&[f32]], spread: f64, stream: &mut Stream) -> Vec<f32> {
    if near.is_empty() {
        return code.to_vec();
    }
    let (count, kept) = (near.len() as f64, libm::sqrt(1.0 - spread * spread));
    let weights: Vec<f64> = near.iter().map(|_| spread / libm::sqrt(count) * stream.normal()).collect();
    let at = |(k, &z): (usize, &f32)| {
        let mean = near.iter().map(|other| f64::from(other[k])).sum::<f64>() / count;
        let noise = weights.iter().zip(near).map(|(g, other)| g * (f64::from(other[k]) - mean));
        (mean + kept * (f64::from(z) - mean) + noise.sum::<f64>()) as f32
    };
    code.iter().enumerate().map(at).collect()
}

/// The code at a part of the way from one to another.
pub fn between(from: &[f32], to: &[f32], part: f64) -> Vec<f32> {
    let at = |(&a, &b): (&f32, &f32)| (f64::from(a) + part * (f64::from(b) - f64::from(a))) as f32;
    from.iter().zip(to).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_codes_vary_as_the_neighbours_do() {
        let near = [[1.0f32, 0.0], [3.0, 0.0], [2.0, 2.0], [2.0, -2.0]];
        let near: Vec<&[f32]> = near.iter().map(|z| &z[..]).collect();
        let mut stream = Stream::new(1, Purpose::Check, 0);
        assert_eq!(among(&[5.0, 1.0], &near, 0.0, &mut stream), [5.0, 1.0]);
        assert_eq!(among(&[5.0, 1.0], &[], 0.7, &mut stream), [5.0, 1.0]);
        // The mean is (2, 0); deviations along the axes are √½ and √2.
        let count = 20_000;
        let drawn: Vec<Vec<f32>> = (0..count).map(|_| among(&[5.0, 1.0], &near, 0.6, &mut stream)).collect();
        for (k, mean, square) in [(0, 2.0 + 0.8 * 3.0, 0.36 * 0.5), (1, 0.8, 0.36 * 2.0)] {
            let sum: f64 = drawn.iter().map(|z| f64::from(z[k])).sum();
            let squares: f64 = drawn.iter().map(|z| (f64::from(z[k]) - mean).powi(2)).sum();
            assert!((sum / f64::from(count) - mean).abs() < 0.04, "{k}");
            assert!((squares / f64::from(count) / square - 1.0).abs() < 0.06, "{k}");
        }
    }

    #[test]
    fn the_way_between_two_codes_is_straight() {
        assert_eq!(between(&[1.0, 2.0], &[3.0, -2.0], 0.25), [1.5, 1.0]);
    }
}
