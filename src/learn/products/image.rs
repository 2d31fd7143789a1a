//! The operator's image of a direction: H + Hᵀ of the products that are done, and what the variances, the biases and
//! the ridge add.

use super::Products;
use crate::learn::moments::Averages;
use crate::learn::theta::Theta;
use crate::simd::LANES;

impl Products {
    /// Writes the operator's image of the direction, with the ridge, once all chunks are done.
    pub fn finish(&self, averages: &Averages, ridge: f64, direction: &Theta, image: &mut Theta) {
        let slots = averages.network.slots();
        let rest = Rest { m: &averages.means, v: &averages.variances, db: &direction.bias_slots(), ridge };
        let pulls = direction.times(rest.m);
        let bias = |i: usize, db: f64| pulls[i] + db + ridge * db;
        match self {
            Products::Small(c) => {
                let h = |i: usize, j: usize| -> f64 {
                    let coupled = averages.network.coupled_slots(i);
                    coupled.map(|k| direction.pair(i, k) * c[k * slots + j]).sum()
                };
                let pairs = |i: usize, j: usize, dj: &[f64], out: &mut [f64]| {
                    rest.add(i, j, dj, out, |k| h(i, j + k) + h(j + k, i));
                };
                image.fill(direction, pairs, bias);
            }
            Products::LowRank(low) => {
                let mut full = vec![0.0f32; slots * slots];
                low.sum.for_each(|i, j, value| {
                    full[i * slots + j] = value;
                    full[j * slots + i] = value;
                });
                let pairs = |i: usize, j: usize, dj: &[f64], out: &mut [f64]| {
                    let sums = &full[i * slots + j..][..dj.len()];
                    rest.add(i, j, dj, out, |k| f64::from(sums[k]));
                };
                image.fill(direction, pairs, bias);
            }
            Products::Full(full) => {
                let pairs = |i: usize, j: usize, dj: &[f64], out: &mut [f64]| {
                    let across = &full.product[j / LANES * slots + i].0[j % LANES..][..dj.len()];
                    let down = &full.product[i / LANES * slots + j..][..dj.len()];
                    rest.add(i, j, dj, out, |k| f64::from(across[k]) + f64::from(down[k].0[i % LANES]));
                };
                image.fill(direction, pairs, bias);
            }
        }
    }
}

/// What the variances, the biases and the ridge add to every pair.
struct Rest<'a> {
    m: &'a [f64],
    v: &'a [f64],
    db: &'a [f64],
    ridge: f64,
}

impl Rest<'_> {
    /// Writes the operator's image of row i's pairs from column j on, with their sums `h`.
    fn add(&self, i: usize, j: usize, dj: &[f64], out: &mut [f64], h: impl Fn(usize) -> f64) {
        let count = out.len();
        let [m, v, db] = [self.m, self.v, self.db].map(|all| &all[j..j + count]);
        let [mi, vi, dbi] = [self.m, self.v, self.db].map(|all| all[i]);
        for (k, (out, &dj)) in out.iter_mut().zip(dj).enumerate() {
            let whole = h(k) + (dj * (vi + v[k]) + dbi * m[k] + mi * db[k]);
            *out = whole + self.ridge * dj;
        }
    }
}
