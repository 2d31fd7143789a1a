//! Sets of images compared by their features.
//!
//! *Fréchet distance*: |m − m′|² + tr(C + C′ − 2 (C C′)^½) of the two means and covariances (Heusel et al.,
//! NeurIPS 2017). A set's *manifold* is the balls about its points that reach to the k-th nearest other point of
//! the set. *Precision*: the share of samples in the manifold of real images; *recall*: the share of real images
//! in that of the samples (Kynkäänniemi et al., NeurIPS 2019). *Density*: in how many balls of real images a
//! sample lies, over k; *coverage*: the share of real images whose ball holds a sample (Naeem et al., ICML 2020).

use rayon::prelude::*;
use thermogen::kernels::axes::principal_axes;

/// Neighbours to which a ball reaches.
pub const NEIGHBOURS: usize = 5;

type Matrix = Vec<Vec<f64>>;

/// A set of points, with its mean, covariance, and the squares of the balls' radii.
pub struct Points {
    points: Matrix,
    mean: Vec<f64>,
    covariance: Matrix,
    radii: Vec<f64>,
}

/// How samples compare with real images.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// The Fréchet distance.
    pub frechet: f64,
    /// Share of samples that look real.
    pub precision: f64,
    /// Share of real images that samples can look like.
    pub recall: f64,
    /// How densely real images surround samples.
    pub density: f64,
    /// Share of real images with a sample near.
    pub coverage: f64,
}

impl Points {
    /// At least [`NEIGHBOURS`] + 1 points of the same length.
    pub fn new(points: Matrix) -> Self {
        let count = points.len() as f64;
        let size = points[0].len();
        let mean: Vec<f64> =
            (0..size).map(|k| points.iter().map(|point| point[k]).sum::<f64>() / count).collect();
        let centred: Matrix =
            points.iter().map(|point| point.iter().zip(&mean).map(|(x, m)| x - m).collect()).collect();
        let mut covariance = vec![vec![0.0; size]; size];
        for point in &centred {
            for (row, x) in covariance.iter_mut().zip(point) {
                row.iter_mut().zip(point).for_each(|(sum, y)| *sum += x * y / (count - 1.0));
            }
        }
        let radius = |i: usize| {
            let others = points.iter().enumerate().filter(|(k, _)| *k != i);
            let mut squares: Vec<f64> = others.map(|(_, other)| square(&points[i], other)).collect();
            *squares.select_nth_unstable_by(NEIGHBOURS - 1, f64::total_cmp).1
        };
        let radii = (0..points.len()).into_par_iter().map(radius).collect();
        Points { mean, covariance, radii, points }
    }

    /// Compares samples with these real images.
    pub fn compare(&self, samples: &Points) -> Compared {
        let (real, count) = (self.points.len() as f64, samples.points.len() as f64);
        // For each real image: the samples in its ball, and whether it is in the ball of a sample.
        let look = |i: usize| {
            let squares: Vec<f64> =
                samples.points.iter().map(|sample| square(&self.points[i], sample)).collect();
            let held: Vec<usize> = (0..squares.len()).filter(|&s| squares[s] <= self.radii[i]).collect();
            let is_held = squares.iter().zip(&samples.radii).any(|(square, radius)| square <= radius);
            (held, is_held)
        };
        let looked: Vec<(Vec<usize>, bool)> = (0..self.points.len()).into_par_iter().map(look).collect();
        let mut real_balls = vec![0usize; samples.points.len()];
        looked.iter().flat_map(|(held, _)| held).for_each(|&sample| real_balls[sample] += 1);
        let share = |number: usize, of: f64| number as f64 / of;
        Compared {
            frechet: self.frechet(samples),
            precision: share(real_balls.iter().filter(|balls| **balls > 0).count(), count),
            recall: share(looked.iter().filter(|(_, is_held)| *is_held).count(), real),
            density: share(real_balls.iter().sum(), count * NEIGHBOURS as f64),
            coverage: share(looked.iter().filter(|(held, _)| !held.is_empty()).count(), real),
        }
    }

    fn frechet(&self, other: &Points) -> f64 {
        let root = root(&self.covariance);
        let inner = product(&product(&root, &other.covariance), &root);
        let size = inner.len();
        // Rounding leaves it almost symmetric.
        let even = (0..size).map(|i| (0..size).map(|k| 0.5 * (inner[i][k] + inner[k][i])).collect());
        let roots: f64 = principal_axes(even.collect()).0.into_iter().map(|x| x.max(0.0).sqrt()).sum();
        let trace = |matrix: &Matrix| (0..size).map(|i| matrix[i][i]).sum::<f64>();
        square(&self.mean, &other.mean) + trace(&self.covariance) + trace(&other.covariance) - 2.0 * roots
    }
}

fn square(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    let row = |row: &Vec<f64>| {
        let mut sum = vec![0.0; b[0].len()];
        for (x, b) in row.iter().zip(b) {
            sum.iter_mut().zip(b).for_each(|(sum, y)| *sum += x * y);
        }
        sum
    };
    a.iter().map(row).collect()
}

/// The square root of a covariance.
fn root(matrix: &Matrix) -> Matrix {
    let (sizes, axes) = principal_axes(matrix.clone());
    let scaled: Matrix = sizes
        .iter()
        .zip(&axes)
        .map(|(size, axis)| axis.iter().map(|x| x * size.max(0.0).sqrt()).collect())
        .collect();
    let turned: Matrix = (0..axes.len()).map(|i| axes.iter().map(|axis| axis[i]).collect()).collect();
    product(&turned, &scaled)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points on a line, at these places.
    fn line(places: &[f64]) -> Points {
        Points::new(places.iter().map(|&x| vec![x, 0.0]).collect())
    }

    #[test]
    fn balls_are_those_counted_by_hand() {
        // Radii of 0 … 9: the fifth nearest is 5, 4, 3, 3, 3, 3, 3, 3, 4, 5 away.
        let real = line(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
        assert_eq!(real.radii, [25.0, 16.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 16.0, 25.0]);
        // Six samples at 0 in one place, whose balls are of radius 0, and one far off, whose ball holds all.
        let samples = line(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 100.0]);
        let found = real.compare(&samples);
        // 0 lies in the balls of 0, 1, 2 and 3; the samples' balls hold 0, and that of 100 holds all.
        assert_eq!(found.coverage, 0.4);
        assert_eq!(found.precision, 6.0 / 7.0);
        assert!((found.density - 6.0 * 4.0 / (7.0 * 5.0)).abs() < 1e-12);
        assert_eq!(found.recall, 1.0);
        assert_eq!(real.compare(&line(&[50.0; 6])).recall, 0.0);
    }

    #[test]
    fn the_distance_of_two_normal_sets_is_known() {
        // Along the axes, variances 4/3·(1, 4) and 4/3·(9, 4), means 3 apart: 9 + 4/3·(1 + 9 − 6).
        let corners = |x: f64, y: f64, at: f64| {
            let signs = [[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]];
            let doubled: Vec<Vec<f64>> =
                signs.iter().chain(&signs).map(|s| vec![at + s[0] * x, s[1] * y]).collect();
            Points::new(doubled)
        };
        let (a, b) = (corners(1.0, 2.0, 0.0), corners(3.0, 2.0, 3.0));
        let scale = 8.0 / 7.0;
        assert!((a.frechet(&b) - (9.0 + scale * (1.0 + 9.0 - 6.0))).abs() < 1e-9);
        assert!(a.frechet(&a).abs() < 1e-9);
    }
}
