//! Thin products against the naive ones in f64, and one sample against eight to the bit.

use super::*;
use crate::kernels::tiles::definition::numbers;
use crate::simd::portable_only;

/// A matrix in factors: groups of (rows, columns), F, M and d in f32.
struct Naive {
    groups: Vec<(usize, usize)>,
    factors: Vec<Vec<f32>>,
    core: Vec<f32>,
    diagonal: Vec<f32>,
}

impl Naive {
    fn new(groups: &[(usize, usize)]) -> Self {
        let (rows, columns) = groups.iter().fold((0, 0), |(r, c), g| (r + g.0, c + g.1));
        let half = numbers(columns * columns, 1);
        let core = (0..columns * columns).map(|k| {
            let (r, c) = (k / columns, k % columns);
            half[r.min(c) * columns + r.max(c)]
        });
        let mut first = 0;
        let mut factors = vec![vec![0.0; columns]; rows];
        let mut row = 0;
        for &(rows, columns) in groups {
            for _ in 0..rows {
                factors[row][first..first + columns].copy_from_slice(&numbers(columns, row as u32 + 2));
                row += 1;
            }
            first += columns;
        }
        let mut naive =
            Naive { groups: groups.to_vec(), factors, core: core.collect(), diagonal: Vec::new() };
        naive.diagonal = (0..rows).map(|i| naive.pair(i, i) as f32).collect();
        naive
    }

    fn pair(&self, i: usize, j: usize) -> f64 {
        let columns = self.factors[0].len();
        let (a, b) = (&self.factors[i], &self.factors[j]);
        let term = |k: usize| f64::from(a[k / columns]) * f64::from(self.core[k]) * f64::from(b[k % columns]);
        (0..columns * columns).map(term).sum()
    }

    fn thin(&self) -> Thin {
        let group = |row: usize| {
            let (mut first, mut column) = (0, 0);
            for &(rows, columns) in &self.groups {
                if row < first + rows {
                    return column;
                }
                (first, column) = (first + rows, column + columns);
            }
            column
        };
        let factor = |row: usize, column: usize| self.factors[row][group(row) + column];
        Thin::new(&self.groups, factor, self.core.clone(), &self.diagonal)
    }

    /// Σ_(j≠i) J_ij x_j.
    fn times(&self, x: &[f32]) -> Vec<f64> {
        let n = x.len();
        let sum = |i: usize| (0..n).filter(|&j| j != i).map(|j| self.pair(i, j) * f64::from(x[j])).sum();
        (0..n).map(sum).collect()
    }
}

fn blocks(n: usize, sample: u32) -> Vec<Block> {
    (0..n).map(|i| Block(numbers(8, sample + i as u32).try_into().unwrap())).collect()
}

fn lane(x: &[Block], l: usize) -> Vec<Block> {
    x.as_chunks::<LANES>().0.iter().map(|eight| Block(from_fn(|k| eight[k].0[l]))).collect()
}

const SHAPES: [&[(usize, usize)]; 5] =
    [&[(16, 3)], &[(8, 1), (16, 5)], &[(40, 6), (24, 2)], &[(16, 0), (8, 0)], &[(1032, 9), (8, 8)]];

#[test]
fn products_agree_with_the_naive_ones() {
    for groups in SHAPES {
        let naive = Naive::new(groups);
        let thin = naive.thin();
        let x = blocks(2 * thin.size(), 50);
        let mut out = vec![Block::default(); x.len()];
        thin.multiply(&x, &mut out);
        for (x, out) in x.chunks(thin.size()).zip(out.chunks(thin.size())) {
            for l in [0, 5] {
                let one: Vec<f32> = x.iter().map(|x| x.0[l]).collect();
                let want = naive.times(&one);
                let scale = want.iter().fold(1.0f64, |m, x| m.max(x.abs()));
                for (out, want) in out.iter().zip(want) {
                    assert!((f64::from(out.0[l]) - want).abs() < 2e-6 * scale, "{groups:?}");
                }
            }
        }
    }
}

#[test]
fn one_sample_eight_samples_and_all_backends_agree_to_the_bit() {
    let rates = Rates { linear: 0.02, cubic: 0.04, pull: 0.01 };
    for groups in SHAPES {
        let thin = Naive::new(groups).thin();
        let size = thin.size();
        let (x, offset, noise) = (blocks(2 * size, 1), blocks(2 * size, 7), blocks(2 * size, 9));
        let products = || {
            let (mut out, mut moved) = (vec![Block::default(); x.len()], x.clone());
            thin.multiply(&x, &mut out);
            thin.advance(rates, &offset, &noise, &mut moved);
            (out, moved)
        };
        let (out, moved) = products();
        assert_eq!((out.clone(), moved.clone()), portable_only(products));
        for (group, l) in [(0, 0), (0, 7), (1, 3)] {
            let of = |all: &[Block]| lane(&all[group * size..(group + 1) * size], l);
            let (mut single, mut step) = (vec![Block::default(); size / LANES], of(&x));
            thin.multiply_one(&of(&x), &mut single);
            thin.advance_one(rates, &of(&offset), &of(&noise), &mut step);
            assert_eq!((single, step), (of(&out), of(&moved)), "{groups:?}");
        }
    }
}
