//! The statistics that stochastic checks and tests share. Every seed is fixed, so a test passes always or
//! never; its α is the chance that a correct program would have been given a seed that fails.

/// Mean and its standard error.
pub fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}

/// Largest distance between the empirical distributions of two sets of samples.
pub fn two_sample_distance(a: &mut [f64], b: &mut [f64]) -> f64 {
    a.sort_by(f64::total_cmp);
    b.sort_by(f64::total_cmp);
    let part = |set: &[f64], x: f64| set.partition_point(|&y| y <= x) as f64 / set.len() as f64;
    a.iter().chain(b.iter()).map(|&x| (part(a, x) - part(b, x)).abs()).fold(0.0, f64::max)
}

/// The distance that two sets of n and m samples exceed with probability α.
pub fn two_sample_limit(n: usize, m: usize, alpha: f64) -> f64 {
    let (n, m) = (n as f64, m as f64);
    ((2.0 / alpha).ln() / 2.0 * (n + m) / (n * m)).sqrt()
}

/// A density on a grid, given by its logarithm, with its cumulative distribution; trapezoidal sums.
#[derive(Clone, Debug)]
pub struct Density {
    first: f64,
    width: f64,
    cumulative: Vec<f64>,
}

impl Density {
    /// The density ∝ exp(log_density(x)) on [first, last].
    pub fn new(first: f64, last: f64, log_density: impl Fn(f64) -> f64) -> Self {
        let cells = 200_000;
        let width = (last - first) / f64::from(cells);
        let logs: Vec<f64> = (0..=cells).map(|i| log_density(first + f64::from(i) * width)).collect();
        let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (mut cumulative, mut total) = (vec![0.0], 0.0);
        for pair in logs.windows(2) {
            total += 0.5 * ((pair[0] - top).exp() + (pair[1] - top).exp());
            cumulative.push(total);
        }
        cumulative.iter_mut().for_each(|c| *c /= total);
        Density { first, width, cumulative }
    }

    /// The probability below x.
    pub fn cumulative(&self, x: f64) -> f64 {
        let t = ((x - self.first) / self.width).clamp(0.0, (self.cumulative.len() - 1) as f64);
        let cell = (t as usize).min(self.cumulative.len() - 2);
        let (low, high) = (self.cumulative[cell], self.cumulative[cell + 1]);
        low + (t - cell as f64) * (high - low)
    }

    /// The mean of a function.
    pub fn mean(&self, f: impl Fn(f64) -> f64) -> f64 {
        let middle = |i: usize| self.first + (i as f64 + 0.5) * self.width;
        self.cumulative.windows(2).enumerate().map(|(i, c)| (c[1] - c[0]) * f(middle(i))).sum()
    }
}

/// P(Z ≤ z) of a standard normal: the series of the error function near 0, its continued fraction
/// in the tails.
pub fn normal_cumulative(z: f64) -> f64 {
    let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if z.abs() < 3.0 {
        // Σ z^(2k+1) / (1·3·5…(2k+1))
        let (mut term, mut sum) = (z, z);
        for k in 1..80 {
            term *= z * z / f64::from(2 * k + 1);
            sum += term;
        }
        return 0.5 + density * sum;
    }
    // 1 / (z + 1/(z + 2/(z + 3/(…))))
    let tail = density / (1..200).rev().fold(z.abs(), |fraction, k| z.abs() + f64::from(k) / fraction);
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// How many standard errors the largest of `comparisons` normal deviations exceeds with probability
/// at most α (Bonferroni, two-sided).
pub fn normal_limit(alpha: f64, comparisons: usize) -> f64 {
    let each = 0.5 * alpha / comparisons as f64;
    let (mut low, mut high) = (0.0, 12.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if normal_cumulative(-middle) > each { low = middle } else { high = middle }
    }
    high
}

/// The value that χ² of `freedom` degrees exceeds with probability α (Wilson & Hilferty).
pub fn chi_square_limit(freedom: usize, alpha: f64) -> f64 {
    let part = 2.0 / (9.0 * freedom as f64);
    freedom as f64 * (1.0 - part + normal_limit(2.0 * alpha, 1) * part.sqrt()).powi(3)
}
