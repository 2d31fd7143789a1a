//! Latent codes: few numbers that say how an image differs from the mean one, and the drive they give.
//!
//! The latent code z of an image has its first d principal components over the training images, each
//! divided by its standard deviation. Latent units are driven by s = clip(α P z, −1, 1), P being a fixed
//! random matrix with entries N(0, 1/d): while noising by the image's own code, in generation by any code.

use crate::kernels::components::Components;
use crate::kernels::philox::{Purpose, Stream};
use crate::parameters::{HiddenDrive, Parameters};
use std::ops::Range;

/// The largest size of a number of a latent code.
pub(crate) const MOST_LATENT: f32 = 1000.0;

/// How images become latent codes and latent codes drives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LatentDrive {
    /// The mean scaled image, Nv values.
    pub mean: Vec<f32>,
    /// Unit vectors, d × Nv.
    pub components: Vec<f32>,
    /// Standard deviations along them; 0 where the images do not vary in so many directions.
    pub deviations: Vec<f32>,
    /// P, latent units × d.
    pub projection: Vec<f32>,
}

/// Not inlined: engines of WebAssembly replace the slow code of their first tier at a function's next call.
#[inline(never)]
fn product(row: &[f32], x: &[f64]) -> f64 {
    row.iter().zip(x).map(|(&w, x)| f64::from(w) * x).sum()
}

/// The hidden units that latent codes drive, of so many: the last ones before those of class codes.
pub fn latent_units(p: &Parameters, hidden: usize) -> Range<usize> {
    let (latent, class) = (p.latent_units as usize, p.class_units as usize);
    match p.hidden_drive {
        HiddenDrive::Latent => 0..hidden,
        HiddenDrive::CopyLatent => hidden.saturating_sub(latent)..hidden,
        HiddenDrive::CopyClassLatent => {
            let last = hidden.saturating_sub(class);
            last.saturating_sub(latent)..last
        }
        _ => hidden..hidden,
    }
}

impl LatentDrive {
    /// Of scaled images of `pixels` numbers; `None` where no unit has a latent drive.
    pub fn new(p: &Parameters, images: &[f32], pixels: usize) -> Option<Self> {
        let units = latent_units(p, p.hidden as usize).len();
        if units == 0 {
            return None;
        }
        let count = p.latent_components as usize;
        let found = Components::new(images, pixels, count);
        let narrow = |numbers: Vec<f64>| numbers.into_iter().map(|x| x as f32).collect::<Vec<f32>>();
        let mut stream = Stream::new(p.seed, Purpose::HiddenDrive, 2);
        let scale = 1.0 / libm::sqrt(count as f64);
        Some(LatentDrive {
            mean: narrow(found.mean),
            components: narrow(found.axes.concat()),
            deviations: narrow(found.deviations),
            projection: (0..units * count).map(|_| (scale * stream.normal()) as f32).collect(),
        })
    }

    /// d.
    pub fn components(&self) -> usize {
        self.deviations.len()
    }

    /// Units that it drives.
    pub fn units(&self) -> usize {
        self.projection.len() / self.components().max(1)
    }

    /// The latent code of a scaled image, d numbers.
    pub fn code(&self, image: &[f32]) -> Vec<f32> {
        let parts = image.iter().zip(&self.mean).map(|(&x, &m)| f64::from(x) - f64::from(m));
        let parts: Vec<f64> = parts.collect();
        let along = |(axis, &deviation): (&[f32], &f32)| {
            let sum = product(axis, &parts);
            if deviation > 0.0 { (sum / f64::from(deviation)) as f32 } else { 0.0 }
        };
        self.components.chunks(self.mean.len()).zip(&self.deviations).map(along).collect()
    }

    /// The scaled image that a latent code stands for: the mean and the components, nothing else.
    pub fn image(&self, code: &[f32]) -> Vec<f32> {
        let mut image: Vec<f64> = self.mean.iter().map(|&x| f64::from(x)).collect();
        let axes = self.components.chunks(self.mean.len());
        for ((axis, &deviation), &z) in axes.zip(&self.deviations).zip(code) {
            let size = f64::from(deviation) * f64::from(z);
            image.iter_mut().zip(axis).for_each(|(x, &w)| *x += size * f64::from(w));
        }
        image.into_iter().map(|x| x as f32).collect()
    }

    /// The drive of the latent units by a latent code, in scaled pixels: clip(α P z, −1, 1).
    pub fn drive(&self, scale: f64, code: &[f32]) -> Vec<f32> {
        let code: Vec<f64> = code.iter().map(|&z| f64::from(z)).collect();
        let of = |row: &[f32]| (scale * product(row, &code)).clamp(-1.0, 1.0) as f32;
        self.projection.chunks(self.components()).map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::glyphs;
    use crate::parameters::Scale;

    fn parameters() -> Parameters {
        Parameters {
            hidden: 30,
            hidden_drive: HiddenDrive::CopyClassLatent,
            class_units: 8,
            latent_units: 12,
            latent_components: 4,
            ..Parameters::default()
        }
    }

    #[test]
    fn latent_units_are_before_those_of_class_codes() {
        let mut p = parameters();
        assert_eq!(latent_units(&p, 30), 10..22);
        p.hidden_drive = HiddenDrive::CopyLatent;
        assert_eq!(latent_units(&p, 30), 18..30);
        p.hidden_drive = HiddenDrive::Latent;
        assert_eq!(latent_units(&p, 30), 0..30);
        p.hidden_drive = HiddenDrive::CopyClass;
        assert_eq!(latent_units(&p, 30), 30..30);
        assert_eq!(LatentDrive::new(&p, &[0.0, 1.0], 1), None);
    }

    #[test]
    fn codes_are_standardised_and_name_their_image() {
        let ids: Vec<u8> = (0..40).map(|i| i % 4).collect();
        let images = glyphs::draw(&ids, 12, 1, 0).unwrap().scaled(Scale::Pm1, 0.7).unwrap();
        let p = Parameters { latent_components: 40, ..parameters() };
        let latent = LatentDrive::new(&p, &images, 144).unwrap();
        let codes: Vec<Vec<f32>> = images.chunks(144).map(|image| latent.code(image)).collect();
        for k in 0..39 {
            let mean = codes.iter().map(|z| z[k]).sum::<f32>() / 40.0;
            let square = codes.iter().map(|z| z[k] * z[k]).sum::<f32>() / 40.0;
            assert!(mean.abs() < 1e-4 && (square - 1.0).abs() < 1e-3, "{k}: {mean} {square}");
        }
        // As many components as the images span give every image again.
        for (z, image) in codes.iter().zip(images.chunks(144)) {
            let again = latent.image(z);
            assert!(again.iter().zip(image).all(|(a, b)| (a - b).abs() < 1e-3));
        }
    }

    #[test]
    fn the_drive_is_the_clipped_projection() {
        let latent = LatentDrive {
            mean: vec![0.0; 2],
            components: vec![1.0, 0.0, 0.0, 1.0],
            deviations: vec![2.0, 0.0],
            projection: vec![0.5, 1.0, -3.0, 0.25, 1.0, 1.0],
        };
        assert_eq!(latent.code(&[3.0, 5.0]), [1.5, 0.0]);
        assert_eq!(latent.drive(0.5, &[1.0, 2.0]), [1.0, -1.0, 1.0]);
        assert_eq!(latent.drive(0.25, &[1.0, 2.0]), [0.625, -0.625, 0.75]);
        assert_eq!((latent.units(), latent.components()), (3, 2));
    }
}
