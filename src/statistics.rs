//! Mean, standard deviation and standard error: one definition for reports, receipts and the page.
//!
//! Written here, as receipts and pages compare its bits: every sum has one order.

/// Mean, spread (standard deviation of one) and standard error of the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistics {
    /// Mean.
    pub mean: f64,
    /// Sample standard deviation; 0 for one number.
    pub spread: f64,
    /// Spread of the mean.
    pub standard_error: f64,
}

impl Statistics {
    /// Of at least one number.
    pub fn new(numbers: &[f64]) -> Self {
        let count = numbers.len() as f64;
        let mean = numbers.iter().sum::<f64>() / count;
        let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
        let spread = libm::sqrt(squares / (count - 1.0).max(1.0));
        Self { mean, spread, standard_error: spread / libm::sqrt(count) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_are_those_of_the_textbook() {
        let s = Statistics::new(&[1.0, 2.0, 3.0, 4.0]);
        assert!((s.mean - 2.5).abs() < 1e-15);
        assert!((s.spread - (5.0f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!((s.standard_error - s.spread / 2.0).abs() < 1e-15);
        assert_eq!(Statistics::new(&[7.0]).spread, 0.0);
    }
}
