//! Quality of samples of classes that were asked for, compared with the images they were trained on and
//! images never seen.
//!
//! *Diversity* is the median distance between two samples of a class over the same between real images
//! of it; *novelty* the median distance from a sample to the nearest training image of its class over
//! the same from unseen real images; distances are Euclidean, of brightness. The class of a sample is
//! read by the nearest prototype, the mean training image that it overlaps most, and is *off target*
//! where that overlap is below [`OFF_TARGET`]. Grain inflates diversity and novelty: samples should be
//! read cooled. No sample is left out.

use std::collections::BTreeMap;

use super::quality::overlap;
use crate::kernels::clusters::distance;
use serde::Serialize;

/// The overlap with its prototype below which a sample is of no class.
pub const OFF_TARGET: f64 = 0.35;
/// Real images of a class that are compared, the first ones.
pub(crate) const MOST_REAL: usize = 200;

/// Images of one size, each with its class.
#[derive(Clone, Copy, Debug)]
pub struct Labelled<'a> {
    images: &'a [f32],
    labels: &'a [u8],
    pixels: usize,
}

impl<'a> Labelled<'a> {
    /// Images × pixels of brightness from 0 to 1, and one label for each; `None` if they do not match.
    pub fn new(images: &'a [f32], labels: &'a [u8], pixels: usize) -> Option<Self> {
        (images.len() == labels.len() * pixels).then_some(Labelled { images, labels, pixels })
    }

    /// The classes present, ascending.
    pub fn classes(&self) -> Vec<u8> {
        let mut classes = self.labels.to_vec();
        classes.sort_unstable();
        classes.dedup();
        classes
    }

    fn all(&self) -> impl Iterator<Item = (u8, &'a [f32])> {
        self.labels.iter().copied().zip(self.images.chunks(self.pixels.max(1)))
    }

    fn of(&self, class: u8) -> Vec<&'a [f32]> {
        self.all().filter(|(label, _)| *label == class).map(|(_, image)| image).collect()
    }
}

/// The mean image of every class.
#[derive(Clone, Debug, PartialEq)]
pub struct Prototypes(Vec<(u8, Vec<f32>)>);

impl Prototypes {
    /// Of training images.
    pub fn new(training: Labelled<'_>) -> Self {
        let mean = |class: u8| {
            let images = training.of(class);
            let sum = |pixel: usize| images.iter().map(|image| f64::from(image[pixel])).sum::<f64>();
            (0..training.pixels).map(|pixel| (sum(pixel) / images.len() as f64) as f32).collect()
        };
        Prototypes(training.classes().into_iter().map(|class| (class, mean(class))).collect())
    }

    /// The mean image of a class.
    pub fn mean(&self, class: u8) -> Option<&[f32]> {
        self.0.iter().find(|(of, _)| *of == class).map(|(_, mean)| mean.as_slice())
    }

    /// The class whose prototype an image overlaps most, and that overlap.
    pub fn read(&self, image: &[f32]) -> Option<(u8, f64)> {
        let overlaps = self.0.iter().map(|(class, mean)| (*class, overlap(image, mean)));
        overlaps.rev().max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Quality of samples of classes that were asked for; see the module for each measure.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ClassQuality {
    /// Samples, all of which count.
    pub samples: usize,
    /// By class, the share of samples that the nearest prototype reads as it.
    pub histogram: BTreeMap<u8, f64>,
    /// Share of samples that overlap no prototype enough.
    pub off_target: f64,
    /// Share of samples that the nearest prototype reads as the class asked for.
    pub accuracy: f64,
    /// Mean over the classes; `None` where no class has two samples and two real images.
    pub diversity: Option<f64>,
    /// Mean over the classes; `None` where no class has training images and real ones to compare.
    pub novelty: Option<f64>,
    /// Whether the real images were unseen. Otherwise they are the training images themselves, for
    /// novelty each compared with the others.
    pub unseen: bool,
}

impl ClassQuality {
    /// Measures samples, labelled by the class that was asked for.
    pub fn of(samples: Labelled<'_>, training: Labelled<'_>, unseen: Option<Labelled<'_>>) -> Self {
        let prototypes = Prototypes::new(training);
        let count = samples.labels.len();
        let share = |of: usize| of as f64 / count.max(1) as f64;
        let read = |(asked, sample)| {
            let read = prototypes.read(sample).filter(|(_, overlap)| *overlap >= OFF_TARGET);
            (asked, read.map(|(class, _)| class))
        };
        let read: Vec<(u8, Option<u8>)> = samples.all().map(read).collect();
        let number = |wanted: &dyn Fn(u8, Option<u8>) -> bool| {
            share(read.iter().filter(|(asked, read)| wanted(*asked, *read)).count())
        };
        let histogram =
            prototypes.0.iter().map(|(class, _)| (*class, number(&|_, read| read == Some(*class))));
        let mut quality = ClassQuality {
            samples: count,
            histogram: histogram.filter(|(_, share)| *share > 0.0).collect(),
            off_target: number(&|_, read| read.is_none()),
            accuracy: number(&|asked, read| read == Some(asked)),
            unseen: unseen.is_some(),
            ..Self::default()
        };
        let of_class = |class: &u8| {
            let real = unseen.unwrap_or(training).of(*class);
            (samples.of(*class), training.of(*class), real[..real.len().min(MOST_REAL)].to_vec())
        };
        let classes: Vec<_> = samples.classes().iter().map(of_class).collect();
        quality.diversity = mean(classes.iter().filter_map(|(samples, _, real)| diversity(samples, real)));
        let except: fn(usize) -> Option<usize> = if unseen.is_none() { Some } else { |_| None };
        quality.novelty = mean(
            classes.iter().filter_map(|(samples, training, real)| novelty(samples, training, real, except)),
        );
        quality
    }
}

/// The median distance between two samples over that between two real images.
pub fn diversity(samples: &[&[f32]], real: &[&[f32]]) -> Option<f64> {
    let pairs = |images: &[&[f32]]| {
        let others = |i: usize| images[i + 1..].iter().map(move |b| distance(images[i], b).sqrt());
        median((0..images.len()).flat_map(others).collect())
    };
    ratio(pairs(samples), pairs(real))
}

/// The median distance to the nearest training image, of samples over that of real images. A real image is
/// not compared with the training image of the index `except`, which is the same image.
fn novelty(
    samples: &[&[f32]],
    training: &[&[f32]],
    real: &[&[f32]],
    except: fn(usize) -> Option<usize>,
) -> Option<f64> {
    let nearest = |image: &[f32], except: Option<usize>| {
        let others = training.iter().enumerate().filter(|(i, _)| Some(*i) != except);
        others.map(|(_, other)| distance(image, other).sqrt()).min_by(f64::total_cmp)
    };
    let drawn = samples.iter().filter_map(|image| nearest(image, None)).collect();
    let seen = real.iter().enumerate().filter_map(|(i, image)| nearest(image, except(i))).collect();
    ratio(median(drawn), median(seen))
}

fn ratio(above: Option<f64>, below: Option<f64>) -> Option<f64> {
    Some(above? / below.filter(|below| *below > 0.0)?)
}

/// The middle number, or the mean of the two in the middle.
fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_unstable_by(f64::total_cmp);
    let half = numbers.len() / 2;
    let upper = *numbers.get(half)?;
    Some(if numbers.len() % 2 == 1 { upper } else { 0.5 * (numbers[half - 1] + upper) })
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let numbers: Vec<f64> = numbers.collect();
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_those_of_the_textbook() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 9.0]), Some(3.0));
    }

    /// Two classes of points in the plane, so that all distances can be seen.
    const TRAINING: [f32; 8] = [0.0, 1.0, 0.0, 0.5, 1.0, 0.0, 0.5, 0.0];

    #[test]
    fn class_quality_counts_every_sample() {
        let training = Labelled::new(&TRAINING, &[4, 4, 7, 7], 2).unwrap();
        // Asked for 4: two like it and one like 7; asked for 7: one without contrast.
        let samples = [0.0, 1.0, 0.1, 0.9, 1.0, 0.0, 0.3, 0.3];
        let samples = Labelled::new(&samples, &[4, 4, 4, 7], 2).unwrap();
        let quality = ClassQuality::of(samples, training, None);
        assert_eq!((quality.samples, quality.accuracy, quality.off_target), (4, 0.5, 0.25));
        assert_eq!(quality.histogram, BTreeMap::from([(4, 0.5), (7, 0.25)]));
        assert!(!quality.unseen);
    }

    #[test]
    fn diversity_and_novelty_are_medians_compared_with_real_images() {
        let samples = [0.0, 0.0, 0.0, 3.0, 4.0, 0.0];
        let unseen = [0.0, 0.0, 0.0, 2.0];
        let training = [0.0, 1.0, 10.0, 10.0];
        let labelled = |images, labels| Labelled::new(images, labels, 2).unwrap();
        let (samples, training) = (labelled(&samples, &[1, 1, 1]), labelled(&training, &[1, 1]));
        let quality = ClassQuality::of(samples, training, Some(labelled(&unseen, &[1, 1])));
        // Distances 3, 4 and 5 between samples, 2 between real ones; to the training image (0, 1) the
        // samples are at 1, 2 and √17, the unseen ones at 1.
        assert!((quality.diversity.unwrap() - 2.0).abs() < 1e-12);
        assert!((quality.novelty.unwrap() - 2.0).abs() < 1e-12);
        // Without unseen images, training images are compared with each other: √(10² + 9²).
        let quality = ClassQuality::of(samples, training, None);
        assert!((quality.novelty.unwrap() - 2.0 / 181f64.sqrt()).abs() < 1e-6);
        assert!((quality.diversity.unwrap() - 4.0 / 181f64.sqrt()).abs() < 1e-6);
    }

    #[test]
    fn what_cannot_be_compared_is_not_measured() {
        let training = Labelled::new(&TRAINING, &[4, 4, 7, 7], 2).unwrap();
        let quality = ClassQuality::of(Labelled::new(&[0.0, 1.0], &[5], 2).unwrap(), training, None);
        assert_eq!((quality.diversity, quality.novelty, quality.accuracy), (None, None, 0.0));
        assert!(Labelled::new(&[0.0; 3], &[1], 2).is_none());
        let none = ClassQuality::of(Labelled::new(&[], &[], 2).unwrap(), training, None);
        assert_eq!((none.samples, none.off_target), (0, 0.0));
    }
}
