//! k-means: several codes for one class, each for the images that are alike.
//!
//! Lloyd's iterations from a k-means++ start (Arthur & Vassilvitskii, SODA 2007), sums in f64 in the
//! order of the images, so that the bits are the same everywhere.

use super::philox::Stream;
use std::array::from_fn;

/// Iterations at most.
const MOST_ITERATIONS: usize = 50;

/// Groups of images.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clusters {
    /// The group of each image.
    pub of_image: Vec<usize>,
    /// The mean image of each group, groups × pixels; 0 for a group without images.
    pub centres: Vec<f32>,
}

impl Clusters {
    /// Groups `images` (each of `pixels` values) into at most `groups` groups.
    pub(crate) fn new(images: &[&[f32]], pixels: usize, groups: usize, stream: &mut Stream) -> Self {
        let mut centres = start(images, groups, stream);
        let mut of_image = vec![usize::MAX; images.len()];
        for _ in 0..MOST_ITERATIONS {
            let nearest: Vec<usize> = images.iter().map(|image| nearest(image, &centres)).collect();
            if nearest == of_image {
                break;
            }
            of_image = nearest;
            for (group, centre) in centres.iter_mut().enumerate() {
                let members =
                    images.iter().zip(&of_image).filter(|(_, of)| **of == group).map(|(image, _)| *image);
                if let Some(mean) = mean(members, pixels) {
                    *centre = mean;
                }
            }
        }
        centres.resize(groups, vec![0.0; pixels]);
        Clusters { of_image, centres: centres.concat() }
    }
}

/// Distances at once, as an addition waits for the one before it in its sum.
const TOGETHER: usize = 4;

/// The index of the centre that is nearest to an image.
pub(crate) fn nearest<C: AsRef<[f32]>>(image: &[f32], centres: &[C]) -> usize {
    let some = |centres: &[C]| {
        // Centres that are not there are the first one again.
        let all: [&[f32]; TOGETHER] = from_fn(|k| centres.get(k).unwrap_or(&centres[0]).as_ref());
        distances(image, all).into_iter().take(centres.len())
    };
    let distances: Vec<f64> = centres.chunks(TOGETHER).flat_map(some).collect();
    (0..distances.len()).rev().min_by(|&a, &b| distances[a].total_cmp(&distances[b])).unwrap_or(0)
}

/// Square of the Euclidean distance.
pub(crate) fn distance(a: &[f32], b: &[f32]) -> f64 {
    let [distance] = distances(a, [b]);
    distance
}

/// The same of several. Not inlined: engines of WebAssembly replace the slow code of their first tier at a function's
/// next call.
#[inline(never)]
fn distances<const N: usize>(image: &[f32], others: [&[f32]; N]) -> [f64; N] {
    let others = others.map(|other| &other[..image.len()]);
    let mut sums = [0.0; N];
    for (k, &x) in image.iter().enumerate() {
        sums.iter_mut()
            .zip(others)
            .for_each(|(sum, other)| *sum += (f64::from(x) - f64::from(other[k])).powi(2));
    }
    sums
}

fn start(images: &[&[f32]], groups: usize, stream: &mut Stream) -> Vec<Vec<f32>> {
    let mut centres: Vec<Vec<f32>> = Vec::new();
    let mut distances = vec![1.0f64; images.len()];
    while centres.len() < groups.min(images.len()) {
        let total: f64 = distances.iter().sum();
        if total <= 0.0 {
            break;
        }
        let mut left = stream.uniform() * total;
        let chosen = distances.iter().position(|d| {
            left -= d;
            left < 0.0
        });
        let centre = images[chosen.unwrap_or(images.len() - 1)].to_vec();
        let first = centres.is_empty();
        for (old, image) in distances.iter_mut().zip(images) {
            let new = distance(image, &centre);
            *old = if first { new } else { old.min(new) };
        }
        centres.push(centre);
    }
    centres
}

fn mean<'a>(images: impl Iterator<Item = &'a [f32]>, pixels: usize) -> Option<Vec<f32>> {
    let (mut sum, mut count) = (vec![0.0f64; pixels], 0.0);
    for image in images {
        sum.iter_mut().zip(image).for_each(|(s, &x)| *s += f64::from(x));
        count += 1.0;
    }
    (count > 0.0).then(|| sum.into_iter().map(|s| (s / count) as f32).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::philox::Purpose;

    #[test]
    fn separate_groups_are_found() {
        let images: Vec<Vec<f32>> =
            (0..30).map(|i| vec![(i % 3) as f32 * 10.0 + 0.1 * (i / 3) as f32, -((i % 3) as f32)]).collect();
        let images: Vec<&[f32]> = images.iter().map(Vec::as_slice).collect();
        let clusters = Clusters::new(&images, 2, 3, &mut Stream::new(1, Purpose::Check, 0));
        for i in 0..30 {
            assert_eq!(clusters.of_image[i], clusters.of_image[i % 3]);
            let centre = &clusters.centres[2 * clusters.of_image[i]..][..2];
            assert!((centre[0] - ((i % 3) as f32 * 10.0 + 0.45)).abs() < 1e-4);
        }
    }

    #[test]
    fn more_groups_than_images_leave_some_empty() {
        let images = [[1.0f32, 2.0], [1.0, 2.0]];
        let images: Vec<&[f32]> = images.iter().map(|i| &i[..]).collect();
        let clusters = Clusters::new(&images, 2, 4, &mut Stream::new(1, Purpose::Check, 0));
        assert_eq!(clusters.of_image, [0, 0]);
        assert_eq!(clusters.centres.len(), 8);
    }
}
