//! A reader of digits: the three nearest of real labelled images, by histograms of gradient directions.
//!
//! An image becomes 7 × 7 cells of 8 directions, each gradient shared between its nearest cells and
//! directions (Dalal & Triggs, CVPR 2005), root-scaled to length 1, so that strokes count more than
//! their exact place or thickness. It learns from four of every five images of a class and is examined on
//! the fifth.

use rayon::prelude::*;
use smartcore::algorithm::neighbour::KNNAlgorithmName;
use smartcore::linalg::basic::matrix::DenseMatrix;
use smartcore::metrics::distance::Distance;
use smartcore::neighbors::knn_classifier::{KNNClassifier, KNNClassifierParameters};

use crate::{Outcome, Refusal};

const CELLS: usize = 7;
const DIRECTIONS: usize = 8;
const FEATURES: usize = CELLS * CELLS * DIRECTIONS;
/// Every so many images of a class one is kept for the examination.
const EXAMINED: usize = 5;
/// Neighbours that vote.
const NEIGHBOURS: usize = 3;
/// Images that one core reads at a time.
const BATCH: usize = 64;

/// The square of the Euclidean distance, in eight sums that the compiler can hold in one register.
#[derive(Clone, Debug)]
struct Squared;

impl Distance<Vec<f32>> for Squared {
    fn distance(&self, a: &Vec<f32>, b: &Vec<f32>) -> f64 {
        let mut sums = [0.0f32; 8];
        for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
            for lane in 0..8 {
                sums[lane] += (a[lane] - b[lane]) * (a[lane] - b[lane]);
            }
        }
        f64::from(sums.iter().sum::<f32>())
    }
}

type Neighbours = KNNClassifier<f32, u8, DenseMatrix<f32>, Vec<u8>, Squared>;

/// A reader that has learned.
pub struct Reader {
    neighbours: Neighbours,
    size: (usize, usize),
    /// Images it learned from.
    pub learned: usize,
    /// Images it was examined on.
    pub examined: usize,
    /// Share of these that it read rightly.
    pub accuracy: f64,
}

impl Reader {
    /// Learns from real images of `size` (width, height), brightness 0 to 1, and is examined.
    pub fn new(images: &[&[f32]], labels: &[u8], size: (usize, usize)) -> Outcome<Self> {
        let mut of_class = [0usize; 256];
        let (mut learned, mut examined) = (Vec::new(), Vec::new());
        for (i, &label) in labels.iter().enumerate() {
            let count = &mut of_class[usize::from(label)];
            *count += 1;
            if *count % EXAMINED == 0 { examined.push(i) } else { learned.push(i) }
        }
        if learned.len() < NEIGHBOURS || examined.is_empty() {
            let found = images.len();
            return Err(Refusal(format!(
                "images: {found} are left for the reader; at least {EXAMINED} are needed"
            )));
        }
        let pick = |which: &[usize]| which.iter().map(|&i| images[i]).collect::<Vec<_>>();
        let classes = |which: &[usize]| which.iter().map(|&i| labels[i]).collect::<Vec<_>>();
        let parameters = KNNClassifierParameters::default()
            .with_k(NEIGHBOURS)
            .with_algorithm(KNNAlgorithmName::LinearSearch)
            .with_distance(Squared);
        let neighbours =
            KNNClassifier::fit(&features(&pick(&learned), size)?, &classes(&learned), parameters)?;
        let mut reader =
            Reader { neighbours, size, learned: learned.len(), examined: examined.len(), accuracy: 0.0 };
        let read = reader.read(&pick(&examined))?;
        let right = read.iter().zip(classes(&examined)).filter(|(read, class)| **read == *class).count();
        reader.accuracy = right as f64 / examined.len() as f64;
        Ok(reader)
    }

    /// The class of each image.
    pub fn read(&self, images: &[&[f32]]) -> Outcome<Vec<u8>> {
        let batches = images
            .par_chunks(BATCH)
            .map(|batch| Ok::<_, Refusal>(self.neighbours.predict(&features(batch, self.size)?)?));
        Ok(batches.collect::<Outcome<Vec<_>>>()?.concat())
    }
}

fn features(images: &[&[f32]], (width, height): (usize, usize)) -> Outcome<DenseMatrix<f32>> {
    let values = images.iter().flat_map(|image| histograms(image, width, height)).collect();
    Ok(DenseMatrix::new(images.len(), FEATURES, values, false)?)
}

/// Shares a position between two of its neighbours: the lower one and the weight of the upper one.
fn between(position: f64) -> (isize, f64) {
    (position.floor() as isize, position - position.floor())
}

/// The features of one image.
fn histograms(image: &[f32], width: usize, height: usize) -> Vec<f32> {
    let mut sums = vec![0.0f64; FEATURES];
    let at = |x: usize, y: usize| f64::from(image[y * width + x]);
    for y in 1..height.saturating_sub(1) {
        for x in 1..width.saturating_sub(1) {
            let (gx, gy) = (at(x + 1, y) - at(x - 1, y), at(x, y + 1) - at(x, y - 1));
            let size = gx.hypot(gy);
            if size == 0.0 {
                continue;
            }
            let turn = gy.atan2(gx) / std::f64::consts::TAU * DIRECTIONS as f64;
            let place = |at: usize, of: usize| between((at as f64 + 0.5) * CELLS as f64 / of as f64 - 0.5);
            let ((row, down), (column, right), (direction, on)) =
                (place(y, height), place(x, width), between(turn));
            for (row, v) in [(row, 1.0 - down), (row + 1, down)] {
                for (column, h) in [(column, 1.0 - right), (column + 1, right)] {
                    let inside = 0..CELLS as isize;
                    if !inside.contains(&row) || !inside.contains(&column) {
                        continue;
                    }
                    let cell = (row as usize * CELLS + column as usize) * DIRECTIONS;
                    for (direction, d) in [(direction, 1.0 - on), (direction + 1, on)] {
                        sums[cell + direction.rem_euclid(DIRECTIONS as isize) as usize] += size * v * h * d;
                    }
                }
            }
        }
    }
    let total: f64 = sums.iter().sum::<f64>().max(1e-12);
    sums.iter().map(|sum| (sum / total).sqrt() as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use thermogen::data::glyphs;

    #[test]
    fn a_reader_reads_jittered_glyphs() {
        let ids: Vec<u8> = (0..10).collect::<Vec<u8>>().repeat(20);
        let set = glyphs::draw(&ids, 14, 3, 0).unwrap();
        let bright: Vec<f32> = set.pixels().iter().map(|&p| f32::from(p) / 255.0).collect();
        let images: Vec<&[f32]> = bright.chunks(set.size()).collect();
        let reader = Reader::new(&images, set.labels().unwrap_or(&ids), (14, 14)).unwrap();
        assert_eq!((reader.learned, reader.examined), (160, 40));
        assert!(reader.accuracy > 0.9, "{}", reader.accuracy);
        assert!(Reader::new(&images[..3], &ids[..3], (14, 14)).is_err());
    }

    #[test]
    fn histograms_are_of_length_one_and_tell_an_edge_from_its_turn() {
        let upright: Vec<f32> = (0..64).map(|i| if i % 8 < 4 { 0.0 } else { 1.0 }).collect();
        let lying: Vec<f32> = (0..64).map(|i| if i / 8 < 4 { 0.0 } else { 1.0 }).collect();
        let (a, b) = (histograms(&upright, 8, 8), histograms(&lying, 8, 8));
        assert!((a.iter().map(|x| x * x).sum::<f32>() - 1.0).abs() < 1e-5);
        assert_eq!(a.iter().zip(&b).map(|(a, b)| a * b).sum::<f32>(), 0.0);
        assert!(histograms(&[0.5; 64], 8, 8).iter().all(|x| *x == 0.0));
    }
}
