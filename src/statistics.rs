//! Mean, standard deviation and standard error, one definition for reports, receipts and the page; and
//! the Kolmogorov–Smirnov distance.
//!
//! They are written here because receipts and pages compare their bits: every sum has one order.

/// Mean, standard deviation of one number, and standard error of the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistics {
    /// Mean.
    pub mean: f64,
    /// Sample standard deviation; 0 for one number.
    pub standard_deviation: f64,
    /// Standard deviation of the mean.
    pub standard_error: f64,
}

impl Statistics {
    /// Of at least one number.
    pub fn new(numbers: &[f64]) -> Self {
        let count = numbers.len() as f64;
        let mean = numbers.iter().sum::<f64>() / count;
        let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
        let standard_deviation = libm::sqrt(squares / (count - 1.0).max(1.0));
        Self { mean, standard_deviation, standard_error: standard_deviation / libm::sqrt(count) }
    }
}

/// Largest distance between the empirical distribution of samples and a cumulative distribution.
pub fn kolmogorov_distance(samples: &mut [f64], cumulative: impl Fn(f64) -> f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    let n = samples.len() as f64;
    let at = |(i, &x): (usize, &f64)| {
        let c = cumulative(x);
        (c - i as f64 / n).abs().max((c - (i + 1) as f64 / n).abs())
    };
    samples.iter().enumerate().map(at).fold(0.0, f64::max)
}

/// The distance that n samples exceed with probability α, for large n: 2 exp(−2 n D²) = α.
pub fn kolmogorov_limit(n: usize, alpha: f64) -> f64 {
    ((2.0 / alpha).ln() / (2.0 * n as f64)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_are_those_of_the_textbook() {
        let s = Statistics::new(&[1.0, 2.0, 3.0, 4.0]);
        assert!((s.mean - 2.5).abs() < 1e-15);
        assert!((s.standard_deviation - (5.0f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!((s.standard_error - s.standard_deviation / 2.0).abs() < 1e-15);
        assert_eq!(Statistics::new(&[7.0]).standard_deviation, 0.0);
    }
}
