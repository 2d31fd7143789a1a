//! Principal components: the mean of many rows of numbers and the directions in which they vary most.
//!
//! The covariance is summed in f32 over chunks of rows and in f64 over the chunks. A block of directions,
//! more than are wanted, is multiplied by it and made orthonormal, again and again (Golub & Van Loan, Matrix
//! Computations, 8.2); its axes under the covariance are the components. Every sum has a fixed order, so that
//! the bits are the same in every build. A component's sign is that of its largest entry, which is positive.
//!
//! What takes time is in small functions that are called often and not inlined: engines of WebAssembly replace
//! the slow code of their first tier at a function's next call.

use super::axes::principal_axes;
use super::philox::{Purpose, Stream};
use super::symmetric_sums::{Steps, SymmetricSum};
use crate::simd::LANES;
use std::array::from_fn;

/// Rows that are summed in f32.
const CHUNK: usize = 64;
/// Directions that are carried along and dropped at the end.
const MORE: usize = 16;
/// Products with the covariance.
const ITERATIONS: usize = 30;
/// A variance this small compared with the largest is none.
const NOTHING: f64 = 1e-9;

/// The mean and the components, largest first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Components {
    /// The mean row.
    pub mean: Vec<f64>,
    /// Unit vectors; 0 where the rows do not vary in so many directions.
    pub axes: Vec<Vec<f64>>,
    /// Standard deviations along them.
    pub deviations: Vec<f64>,
}

impl Components {
    /// The first `count` components of rows of `width` numbers.
    pub(crate) fn new(rows: &[f32], width: usize, count: usize) -> Self {
        let mean = mean(rows, width);
        let covariance = Symmetric::covariance(rows, &mean);
        let mut block = start((count + MORE).min(width), width);
        for _ in 0..ITERATIONS {
            orthonormalise(&mut block);
            block = covariance.product(&block);
        }
        orthonormalise(&mut block);
        let (variances, turns) = principal_axes(products(&covariance.product(&block), &block));
        let least = NOTHING * variances.first().copied().unwrap_or(0.0);
        let mut components = Components { mean, axes: Vec::new(), deviations: Vec::new() };
        let mut found = variances.iter().zip(&turns);
        for _ in 0..count {
            let (axis, deviation) = match found.next().filter(|(variance, _)| **variance > least) {
                Some((variance, turn)) => (combined(turn, &block), libm::sqrt(*variance)),
                None => (vec![0.0; width], 0.0),
            };
            components.axes.push(with_sign(axis));
            components.deviations.push(deviation);
        }
        components
    }
}

fn mean(rows: &[f32], width: usize) -> Vec<f64> {
    let mut sum = vec![0.0; width];
    for row in rows.chunks(width) {
        sum.iter_mut().zip(row).for_each(|(sum, &x)| *sum += f64::from(x));
    }
    let count = (rows.len() / width).max(1) as f64;
    sum.into_iter().map(|sum| sum / count).collect()
}

/// Columns of a symmetric matrix that are multiplied at once, and rows of a block.
const TILE: usize = 4;

/// A symmetric matrix in panels of a few columns, each from the first row to the last.
struct Symmetric {
    width: usize,
    panels: Vec<Vec<[f64; TILE]>>,
}

impl Symmetric {
    /// The covariance, width × width.
    fn covariance(rows: &[f32], mean: &[f64]) -> Self {
        let width = mean.len();
        let slots = width.next_multiple_of(LANES);
        let mut sum = SymmetricSum::new(slots, |block| 0..(block + 1) * LANES);
        let (mut totals, mut steps) = (vec![0.0f64; sum.len()], Steps::new(slots, CHUNK));
        for chunk in rows.chunks(CHUNK * width) {
            for row in chunk.chunks(width) {
                let mut centred: Vec<f32> =
                    row.iter().zip(mean).map(|(&x, m)| (f64::from(x) - m) as f32).collect();
                centred.resize(slots, 0.0);
                steps.push(&centred);
            }
            sum.add_square(&steps);
            totals.iter_mut().zip(sum.values()).for_each(|(total, &x)| *total += f64::from(x));
            sum.clear();
            steps.clear();
        }
        let count = (rows.len() / width).max(1) as f64;
        let mut panels = vec![vec![[0.0; TILE]; width]; width.div_ceil(TILE)];
        sum.for_each_place(|place, row, column| {
            if row <= column && column < width {
                let value = totals[place] / count;
                panels[column / TILE][row][column % TILE] = value;
                panels[row / TILE][column][row % TILE] = value;
            }
        });
        Symmetric { width, panels }
    }

    /// Every row of the block times the matrix.
    fn product(&self, block: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mut out = vec![vec![0.0; self.width]; block.len()];
        for (rows, out) in block.chunks(TILE).zip(out.chunks_mut(TILE)) {
            // Rows that are not there are those of the first one again, and are dropped.
            let rows: [&[f64]; TILE] = from_fn(|k| rows.get(k).unwrap_or(&rows[0]).as_slice());
            for (p, panel) in self.panels.iter().enumerate() {
                for (out, sums) in out.iter_mut().zip(tile(panel, rows)) {
                    out[p * TILE..].iter_mut().zip(sums).for_each(|(out, sum)| *out = sum);
                }
            }
        }
        out
    }
}

/// The products of some rows with the columns of a panel.
#[inline(never)]
fn tile(panel: &[[f64; TILE]], rows: [&[f64]; TILE]) -> [[f64; TILE]; TILE] {
    let rows = rows.map(|row| &row[..panel.len()]);
    let mut sums = [[0.0; TILE]; TILE];
    for (k, x) in panel.iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            sums.iter_mut().zip(x).for_each(|(sum, x)| *sum += row[k] * x);
        }
    }
    sums
}

/// Directions to begin from, the same for every set.
fn start(count: usize, width: usize) -> Vec<Vec<f64>> {
    let direction = |k: usize| {
        let mut stream = Stream::new(0, Purpose::Components, k as u32);
        (0..width).map(|_| stream.uniform() - 0.5).collect()
    };
    (0..count).map(direction).collect()
}

/// Gram–Schmidt, twice; a direction that depends on those before it becomes 0.
fn orthonormalise(block: &mut [Vec<f64>]) {
    for k in 0..block.len() {
        let (before, rest) = block.split_at_mut(k);
        let row = &mut rest[0];
        let size = libm::sqrt(dot(row, row));
        for other in before.iter().chain(before.iter()) {
            let along = dot(row, other);
            take_out(row, along, other);
        }
        let length = libm::sqrt(dot(row, row));
        let scale = if length > NOTHING * size { 1.0 / length } else { 0.0 };
        row.iter_mut().for_each(|x| *x *= scale);
    }
}

/// The products of all rows of `a` with all of `b`, made symmetric.
fn products(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let entry = |i: usize, k: usize| 0.5 * (dot(&a[i], &b[k]) + dot(&a[k], &b[i]));
    (0..a.len()).map(|i| (0..b.len()).map(|k| entry(i, k)).collect()).collect()
}

/// Σ weight × row.
fn combined(weights: &[f64], rows: &[Vec<f64>]) -> Vec<f64> {
    let mut sum = vec![0.0; rows[0].len()];
    for (weight, row) in weights.iter().zip(rows) {
        sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += weight * x);
    }
    sum
}

/// Takes a multiple of another row out of a row.
#[inline(never)]
fn take_out(row: &mut [f64], along: f64, other: &[f64]) {
    row.iter_mut().zip(other).for_each(|(x, y)| *x -= along * y);
}

#[inline(never)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The axis or its opposite, so that the entry of the largest size, the first of equals, is positive.
fn with_sign(mut axis: Vec<f64>) -> Vec<f64> {
    let largest = axis.iter().copied().fold(0.0f64, |most, x| if x.abs() > most.abs() { x } else { most });
    if largest < 0.0 {
        axis.iter_mut().for_each(|x| *x = -*x);
    }
    axis
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 200 rows that vary along few directions and a little along all others.
    fn rows(width: usize) -> Vec<f32> {
        let mut stream = Stream::new(3, Purpose::Check, 0);
        let directions: Vec<Vec<f64>> =
            (0..6).map(|_| (0..width).map(|_| stream.uniform() - 0.5).collect()).collect();
        let row = |_| {
            let sizes: Vec<f64> = (0..6).map(|k| (stream.uniform() - 0.3) * 3.0 / f64::from(k + 1)).collect();
            let mut row = combined(&sizes, &directions);
            row.iter_mut().for_each(|x| *x += 0.05 * stream.uniform());
            row.into_iter().map(|x| x as f32).collect::<Vec<f32>>()
        };
        (0..200).flat_map(row).collect()
    }

    #[test]
    fn components_are_those_of_the_whole_matrix() {
        let width = 30;
        let rows = rows(width);
        let found = Components::new(&rows, width, 5);
        // The covariance again, simply, and all of its axes.
        let mean = mean(&rows, width);
        let entry = |i: usize, k: usize| {
            let of = |row: &[f32]| (f64::from(row[i]) - mean[i]) * (f64::from(row[k]) - mean[k]);
            rows.chunks(width).map(of).sum::<f64>() / 200.0
        };
        let whole = (0..width).map(|i| (0..width).map(|k| entry(i, k)).collect()).collect();
        let (variances, axes) = principal_axes(whole);
        for k in 0..5 {
            let size = variances[k].sqrt();
            assert!((found.deviations[k] - size).abs() < 1e-6 * size, "{k}");
            assert!(1.0 - dot(&found.axes[k], &axes[k]).abs() < 1e-9, "{k}");
            assert!((dot(&found.axes[k], &found.axes[k]) - 1.0).abs() < 1e-12);
        }
        assert_eq!(found, Components::new(&rows, width, 5));
    }

    #[test]
    fn directions_that_are_not_there_are_zero() {
        let found = Components::new(&[1.0, 2.0, 3.0, 2.0, 2.0, 3.0], 3, 5);
        assert_eq!(found.mean, [1.5, 2.0, 3.0]);
        assert!((found.deviations[0] - 0.5).abs() < 1e-12);
        assert!((found.axes[0][0] - 1.0).abs() < 1e-12);
        for k in 1..5 {
            assert_eq!((found.deviations[k], &found.axes[k]), (0.0, &vec![0.0; 3]));
        }
    }
}
