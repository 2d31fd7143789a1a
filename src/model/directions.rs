//! Directions of latent codes that have a name: along each, one measure of the images changes most.
//!
//! Each training image, as its code gives it, has three measures by moments of its ink, the brightness above the
//! darkest place of the mean image: `slant`, the shear −m_xy / m_yy; `ink`, the sum; `width`, the spread across the
//! sheared image divided by its height, √((m_xx − m_xy² / m_yy) / m_yy). A direction is the covariance of a measure
//! with the codes, the measure taken from its mean over the images of the class, made orthogonal to the directions
//! before it, of length 1. As codes are standardised, a step of 1 along it is one standard deviation of the training
//! images. It is a linear answer: far from the middle, measures change otherwise and together.

use super::Latents;
use super::Model;

/// Their names, in order.
pub const DIRECTIONS: [&str; 3] = ["slant", "ink", "width"];

/// Sums over the ink: of 1, x, y, x², xy, y².
type Sums = [f64; 6];

impl Model {
    /// The directions, d numbers each; all 0 where a measure does not change. None without latent codes.
    pub fn directions(&self) -> Vec<Vec<f64>> {
        let Some(latents) = &self.latents else { return Vec::new() };
        let measures = self.measures(latents);
        let size = latents.drive.components();
        let mut found: Vec<Vec<f64>> = Vec::new();
        for at in 0..DIRECTIONS.len() {
            let centred =
                self.minus_class_means(latents, measures.iter().map(|measure| measure[at]).collect());
            let mut direction = vec![0.0; size];
            for (image, measure) in centred.iter().enumerate() {
                let code = latents.code(image);
                direction.iter_mut().zip(code).for_each(|(sum, &z)| *sum += measure * f64::from(z));
            }
            for other in &found {
                let along = dot(&direction, other);
                direction.iter_mut().zip(other).for_each(|(x, u)| *x -= along * u);
            }
            let length = libm::sqrt(dot(&direction, &direction));
            direction.iter_mut().for_each(|x| *x = if length > 1e-9 { *x / length } else { 0.0 });
            found.push(direction);
        }
        found
    }

    /// The measures of each training image.
    fn measures(&self, latents: &Latents) -> Vec<[f64; 3]> {
        let drive = &latents.drive;
        let darkest = drive.mean.iter().copied().fold(f32::INFINITY, f32::min);
        let middle = self.sums(drive.mean.iter().map(|x| f64::from(x - darkest)));
        let axes: Vec<Sums> = drive
            .components
            .chunks(drive.mean.len())
            .zip(&drive.deviations)
            .map(|(axis, &deviation)| self.sums(axis.iter().map(|&w| f64::from(w) * f64::from(deviation))))
            .collect();
        let of = |image: usize| {
            let mut sums = middle;
            for (axis, &z) in axes.iter().zip(latents.code(image)) {
                sums.iter_mut().zip(axis).for_each(|(sum, part)| *sum += f64::from(z) * part);
            }
            measured(sums)
        };
        (0..latents.groups.len()).map(of).collect()
    }

    fn sums(&self, ink: impl Iterator<Item = f64>) -> Sums {
        let network = self.couplings.network();
        let (width, height) = (network.width(), network.height());
        let mut sums = [0.0; 6];
        for (at, ink) in ink.enumerate() {
            let pixel = at / network.channels();
            let x = (pixel % width) as f64 - (width - 1) as f64 / 2.0;
            let y = (pixel / width) as f64 - (height - 1) as f64 / 2.0;
            let parts = [1.0, x, y, x * x, x * y, y * y];
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += ink * part);
        }
        sums
    }

    /// Values of the training images minus their mean over the class.
    fn minus_class_means(&self, latents: &Latents, mut values: Vec<f64>) -> Vec<f64> {
        let classes = self.classes.len().max(1);
        let class = |group: u32| group as usize * classes / self.class_shares.len().max(1);
        for one in 0..classes {
            let members: Vec<usize> =
                (0..values.len()).filter(|&i| class(latents.groups[i]) == one).collect();
            let mean = members.iter().map(|&i| values[i]).sum::<f64>() / members.len().max(1) as f64;
            members.iter().for_each(|&i| values[i] -= mean);
        }
        values
    }
}

fn measured([ink, x, y, xx, xy, yy]: Sums) -> [f64; 3] {
    let (x, y) = (x / ink, y / ink);
    let (xx, xy, yy) = (xx / ink - x * x, xy / ink - x * y, yy / ink - y * y);
    let measures = [-xy / yy, ink, libm::sqrt(((xx - xy * xy / yy) / yy).max(0.0))];
    // An image of no ink, or of all its ink in one row, has none of them.
    measures.map(|measure| if measure.is_finite() { measure } else { 0.0 })
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
