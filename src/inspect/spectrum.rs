//! All eigenvalues of J, and the eigenvector of the lowest.
//!
//! Near x = 0 the potential curves by 2 J2 + λ along an eigenvector of J with eigenvalue λ: a mode with
//! λ < −2 J2 leaves 0, and these modes carry what was learned. Householder's reduction to a tridiagonal
//! matrix, then implicit QL with Wilkinson's shift; the eigenvector by inverse iteration on the
//! tridiagonal matrix and the reflections taken back (Golub & Van Loan, Matrix Computations, 8.3).
//! Everything in f64; 4/3 N³ operations, for N = 1296 a second or a few. Written here and not taken
//! from a crate, so that every operation has one order and page and command line show the same bits.

use crate::physics::couplings::Couplings;
use crate::physics::factored::Factored;

/// Units up to which all eigenvalues are found, whatever the form.
const MOST_WHOLE: usize = 2048;

/// The spectrum of J.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// All eigenvalues, ascending, E₀.
    pub values: Vec<f64>,
    /// The eigenvector of the lowest, of length 1, over all units; its largest entry is positive.
    pub lowest: Vec<f64>,
}

impl Spectrum {
    /// Of a computer's couplings; ablated and biases play no part.
    pub fn of(couplings: &Couplings) -> Self {
        let n = couplings.network().units();
        if let Some(factored) = couplings.factored().filter(|_| n > MOST_WHOLE) {
            return Spectrum::of_shared_modes(factored);
        }
        let rows = (0..n).map(|i| couplings.row(i)[..=i].iter().map(|&j| f64::from(j)).collect());
        Spectrum::of_lower(rows.collect())
    }

    /// Of couplings in factors on many units: the modes that the units share, R of them. All other
    /// eigenvalues lie among the −d_i, which are smaller by about N/R.
    fn of_shared_modes(factored: &Factored) -> Self {
        let columns = factored.ranks().iter().sum();
        let projected = factored.projected();
        let rows = (0..columns).map(|r| projected[r * columns..][..=r].to_vec());
        let modes = Spectrum::of_lower(rows.collect());
        let along = |f: &[f32]| f.iter().zip(&modes.lowest).map(|(&f, x)| f64::from(f) * x).sum();
        let lowest = factored.factors().chunks(columns.max(1)).map(along).collect();
        Spectrum { values: modes.values, lowest }
    }

    /// Of a symmetric matrix, given by its lower triangle, row by row.
    fn of_lower(mut a: Vec<Vec<f64>>) -> Self {
        let (diagonal, subdiagonal) = tridiagonal(&mut a);
        let mut values = eigenvalues(diagonal.clone(), subdiagonal.clone());
        values.sort_by(f64::total_cmp);
        let mut lowest = inverse_iteration(&diagonal, &subdiagonal, values.first().copied().unwrap_or(0.0));
        take_back(&a, &mut lowest);
        let largest = lowest.iter().copied().fold(0.0f64, |m, x| if x.abs() > m.abs() { x } else { m });
        if largest < 0.0 {
            lowest.iter_mut().for_each(|x| *x = -*x);
        }
        Spectrum { values, lowest }
    }

    /// How many modes lie below −2 J2, so that 0 is no minimum along them.
    pub fn below(&self, j2: f64) -> usize {
        self.values.partition_point(|&value| value < -2.0 * j2)
    }
}

/// Diagonal and subdiagonal of an orthogonally similar tridiagonal matrix. Row k of `a` is left
/// with the reflection that cleared it: its first k entries the vector v of 1 − 2 v vᵀ, of length 1 or 0.
fn tridiagonal(a: &mut [Vec<f64>]) -> (Vec<f64>, Vec<f64>) {
    let n = a.len();
    let (mut subdiagonal, mut p) = (vec![0.0; n], vec![0.0; n]);
    for k in (1..n).rev() {
        let (above, rest) = a.split_at_mut(k);
        let v = &mut rest[0][..k];
        let length = libm::sqrt(v.iter().map(|x| x * x).sum());
        let last = v[k - 1];
        subdiagonal[k] = if last > 0.0 { -length } else { length };
        v[k - 1] = last - subdiagonal[k];
        let norm = libm::sqrt(v.iter().map(|x| x * x).sum());
        if norm == 0.0 {
            continue;
        }
        v.iter_mut().for_each(|x| *x /= norm);
        // p = A v, from the lower triangle; then w = 2 (p − (v·p) v) and A ← A − v wᵀ − w vᵀ.
        let p = &mut p[..k];
        p.fill(0.0);
        for (i, row) in above.iter().enumerate() {
            let (left, own) = (&row[..i], row[i]);
            let mut sum = own * v[i];
            for ((&a, p), &v_j) in left.iter().zip(&mut p[..i]).zip(&v[..i]) {
                sum += a * v_j;
                *p += a * v[i];
            }
            p[i] += sum;
        }
        let along: f64 = v.iter().zip(&*p).map(|(v, p)| v * p).sum();
        p.iter_mut().zip(&*v).for_each(|(p, v)| *p = 2.0 * (*p - along * v));
        for (i, row) in above.iter_mut().enumerate() {
            for ((a, &w), &v_j) in row.iter_mut().zip(&*p).zip(&*v) {
                *a -= v[i] * w + p[i] * v_j;
            }
        }
    }
    ((0..n).map(|i| a[i][i]).collect(), subdiagonal)
}

/// The eigenvalues of a tridiagonal matrix; `e[k]` stands between k − 1 and k.
fn eigenvalues(mut d: Vec<f64>, mut e: Vec<f64>) -> Vec<f64> {
    let n = d.len();
    e.rotate_left(usize::from(n > 0));
    for l in 0..n {
        // Thirty rounds are many more than convergence takes.
        for _ in 0..30 {
            let small = |m: usize| e[m].abs() <= f64::EPSILON * (d[m].abs() + d[m + 1].abs());
            let m = (l..n - 1).find(|&m| small(m)).unwrap_or(n - 1);
            if m == l {
                break;
            }
            rotate(&mut d, &mut e, l, m);
        }
    }
    d
}

/// One implicit QL sweep from row m up to row l.
fn rotate(d: &mut [f64], e: &mut [f64], l: usize, m: usize) {
    let g = (d[l + 1] - d[l]) / (2.0 * e[l]);
    let r = libm::hypot(g, 1.0);
    let mut g = d[m] - d[l] + e[l] / (g + if g < 0.0 { -r } else { r });
    let (mut s, mut c, mut p) = (1.0, 1.0, 0.0);
    for i in (l..m).rev() {
        let (f, b) = (s * e[i], c * e[i]);
        let r = libm::hypot(f, g);
        e[i + 1] = r;
        if r == 0.0 {
            d[i + 1] -= p;
            e[m] = 0.0;
            return;
        }
        (s, c) = (f / r, g / r);
        let shifted = d[i + 1] - p;
        let t = (d[i] - shifted) * s + 2.0 * c * b;
        p = s * t;
        d[i + 1] = shifted + p;
        g = c * t - b;
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0.0;
}

/// The eigenvector of a tridiagonal matrix to an eigenvalue, of length 1.
fn inverse_iteration(d: &[f64], e: &[f64], value: f64) -> Vec<f64> {
    let n = d.len();
    let scale = d.iter().chain(e).fold(1e-100f64, |m, x| m.max(x.abs()));
    let mut x = vec![1.0; n];
    for _ in 0..4 {
        // Gaussian elimination with pivots chosen between neighbouring rows: three upper diagonals.
        let mut upper = vec![[0.0; 3]; n];
        let row = |k: usize| [d[k] - value, e.get(k + 1).copied().unwrap_or(0.0), 0.0];
        let mut current = if n > 0 { row(0) } else { [0.0; 3] };
        for k in 0..n {
            if k + 1 < n {
                let [own, right, _] = row(k + 1);
                let mut next = [e[k + 1], own, right];
                if next[0].abs() > current[0].abs() {
                    std::mem::swap(&mut next, &mut current);
                    x.swap(k, k + 1);
                }
                let factor = if current[0] == 0.0 { 0.0 } else { next[0] / current[0] };
                x[k + 1] -= factor * x[k];
                upper[k] = current;
                current = [next[1] - factor * current[1], next[2] - factor * current[2], 0.0];
            } else {
                upper[k] = current;
            }
        }
        for k in (0..n).rev() {
            let beyond = |by: usize| x.get(k + by).copied().unwrap_or(0.0);
            let rest = upper[k][1] * beyond(1) + upper[k][2] * beyond(2);
            let pivot =
                if upper[k][0].abs() < f64::EPSILON * scale { f64::EPSILON * scale } else { upper[k][0] };
            x[k] = (x[k] - rest) / pivot;
        }
        let length = libm::sqrt(x.iter().map(|x| x * x).sum());
        x.iter_mut().for_each(|x| *x /= length);
    }
    x
}

/// Turns an eigenvector of the tridiagonal matrix into one of the matrix that was reduced.
fn take_back(a: &[Vec<f64>], x: &mut [f64]) {
    for k in 1..a.len() {
        let v = &a[k][..k];
        let along: f64 = v.iter().zip(&*x).map(|(v, x)| v * x).sum();
        x.iter_mut().zip(v).for_each(|(x, v)| *x -= 2.0 * along * v);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::philox::{Purpose, Stream};

    fn random(n: usize, sample: u32) -> Vec<Vec<f64>> {
        let mut stream = Stream::new(9, Purpose::Check, sample);
        (0..n).map(|i| (0..=i).map(|_| 2.0 * stream.uniform() - 1.0).collect()).collect()
    }

    fn entry(a: &[Vec<f64>], i: usize, k: usize) -> f64 {
        a[i.max(k)][i.min(k)]
    }

    /// det(A − λ) by elimination, as the number of negative pivots: eigenvalues below λ (Sylvester).
    #[allow(clippy::needless_range_loop)] // the formula keeps its indices
    fn below(a: &[Vec<f64>], value: f64) -> usize {
        let n = a.len();
        let mut m: Vec<Vec<f64>> = (0..n)
            .map(|i| (0..n).map(|k| entry(a, i, k) - if i == k { value } else { 0.0 }).collect())
            .collect();
        let mut count = 0;
        for k in 0..n {
            count += usize::from(m[k][k] < 0.0);
            for i in k + 1..n {
                let factor = m[i][k] / m[k][k];
                for j in k..n {
                    let above = m[k][j];
                    m[i][j] -= factor * above;
                }
            }
        }
        count
    }

    #[test]
    fn eigenvalues_part_as_sylvesters_law_of_inertia_says() {
        for (n, sample) in [(1, 0), (2, 1), (3, 2), (8, 3), (33, 4), (64, 5)] {
            let a = random(n, sample);
            let spectrum = Spectrum::of_lower(a.clone());
            assert_eq!(spectrum.values.len(), n);
            for (k, &value) in spectrum.values.iter().enumerate() {
                assert_eq!((below(&a, value - 1e-9), below(&a, value + 1e-9)), (k, k + 1), "{n}");
            }
            // A x = λ x.
            for i in 0..n {
                let ax: f64 = (0..n).map(|k| entry(&a, i, k) * spectrum.lowest[k]).sum();
                assert!((ax - spectrum.values[0] * spectrum.lowest[i]).abs() < 1e-9, "{n}");
            }
            let length: f64 = spectrum.lowest.iter().map(|x| x * x).sum();
            assert!((length - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_ring_and_a_pattern_have_their_known_spectra() {
        let n = 24;
        let ring =
            (0..n).map(|i| (0..=i).map(|k| f64::from(u8::from(i - k == 1 || i - k == n - 1))).collect());
        let mut want: Vec<f64> =
            (0..n).map(|k| 2.0 * (std::f64::consts::TAU * k as f64 / n as f64).cos()).collect();
        want.sort_by(f64::total_cmp);
        for (found, want) in Spectrum::of_lower(ring.collect()).values.iter().zip(want) {
            assert!((found - want).abs() < 1e-12);
        }
        // −ξ ξᵀ: one mode, the pattern's, and zeros.
        let pattern: Vec<f64> = (0..n).map(|i| (i as f64).sin()).collect();
        let square: f64 = pattern.iter().map(|x| x * x).sum();
        let spectrum =
            Spectrum::of_lower((0..n).map(|i| (0..=i).map(|k| -pattern[i] * pattern[k]).collect()).collect());
        assert!((spectrum.values[0] + square).abs() < 1e-10);
        assert!(spectrum.values[1..].iter().all(|value| value.abs() < 1e-10));
        assert_eq!((spectrum.below(0.4 * square), spectrum.below(0.6 * square)), (1, 0));
        let overlap: f64 = spectrum.lowest.iter().zip(&pattern).map(|(a, b)| a * b / square.sqrt()).sum();
        assert!((overlap.abs() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_uncoupled_has_zeros_only() {
        let spectrum = Spectrum::of_lower(vec![vec![0.0], vec![0.0, 0.0], vec![0.0; 3]]);
        assert_eq!(spectrum.values, [0.0; 3]);
        assert!(spectrum.lowest.iter().all(|x| x.is_finite()));
        assert_eq!(Spectrum::of_lower(Vec::new()).values, [0.0; 0]);
    }
}
