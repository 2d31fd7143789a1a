//! The axes of a small symmetric matrix, all of them, in f64 with a fixed order of operations.

/// Eigenvalues of a small symmetric matrix from the largest down, and their eigenvectors, by Jacobi's
/// rotations (Golub & Van Loan, Matrix Computations, 8.5).
pub fn principal_axes(mut a: Vec<Vec<f64>>) -> (Vec<f64>, Vec<Vec<f64>>) {
    /// More sweeps than convergence takes.
    const SWEEPS: usize = 16;
    let n = a.len();
    let mut axes: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|k| f64::from(u8::from(i == k))).collect()).collect();
    for _ in 0..SWEEPS {
        for p in 0..n {
            for q in p + 1..n {
                rotate(&mut a, &mut axes, p, q);
            }
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    // By insertion: there are few, and the general sort is a thirtieth of the page's first module.
    for end in 1..n {
        let mut at = end;
        while at > 0 && a[order[at]][order[at]].total_cmp(&a[order[at - 1]][order[at - 1]]).is_gt() {
            order.swap(at, at - 1);
            at -= 1;
        }
    }
    (order.iter().map(|&i| a[i][i]).collect(), order.iter().map(|&i| axes[i].clone()).collect())
}

/// The rotation that makes a_pq vanish; the axes are rows.
fn rotate(a: &mut [Vec<f64>], axes: &mut [Vec<f64>], p: usize, q: usize) {
    if a[p][q] == 0.0 {
        return;
    }
    let tau = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    let t = f64::copysign(1.0, tau) / (tau.abs() + libm::sqrt(1.0 + tau * tau));
    let c = 1.0 / libm::sqrt(1.0 + t * t);
    let s = t * c;
    for row in a.iter_mut() {
        (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
    }
    for rows in [a, axes] {
        for k in 0..rows[p].len() {
            let (x, y) = (rows[p][k], rows[q][k]);
            (rows[p][k], rows[q][k]) = (c * x - s * y, s * x + c * y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_take_a_matrix_apart() {
        let a: Vec<Vec<f64>> = (0..6)
            .map(|i| (0..6).map(|k| ((i * k) as f64).cos() + ((i + k) as f64).sin()).collect())
            .collect();
        let (sizes, axes) = principal_axes(a.clone());
        for i in 0..6 {
            for k in 0..6 {
                let sum: f64 = (0..6).map(|r| sizes[r] * axes[r][i] * axes[r][k]).sum();
                assert!((sum - a[i][k]).abs() < 1e-12);
            }
        }
        assert!(sizes.is_sorted_by(|a, b| a >= b));
    }
}
