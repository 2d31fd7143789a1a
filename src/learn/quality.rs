//! How well samples show the patterns they were trained on.
//!
//! Overlaps are signed correlations; all samples count. A sample is *inverted* where the overlap of
//! largest size is negative, and *recognised* where the largest is above [`RECOGNISED`].

/// The overlap with its pattern above which a sample is recognised.
pub const RECOGNISED: f64 = 0.7;

/// The correlation of two patterns (Pearson's, from −1 to 1): 1 is the pattern itself, −1 its
/// contrast-inverted twin. 0 where a pattern has no contrast.
pub fn overlap(a: &[f32], b: &[f32]) -> f64 {
    let n = a.len().max(1) as f64;
    let mean = |x: &[f32]| x.iter().map(|&x| f64::from(x)).sum::<f64>() / n;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (&a, &b) in a.iter().zip(b) {
        let (a, b) = (f64::from(a) - mean_a, f64::from(b) - mean_b);
        ab += a * b;
        aa += a * a;
        bb += b * b;
    }
    if aa > 0.0 && bb > 0.0 { ab / (aa * bb).sqrt() } else { 0.0 }
}

/// The overlap of a sample with each of several patterns (patterns × pixels).
pub fn overlaps(sample: &[f32], patterns: &[f32]) -> Vec<f64> {
    patterns.chunks(sample.len()).map(|pattern| overlap(sample, pattern)).collect()
}

/// Quality of a set of samples: signed overlaps with the nearest pattern.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quality {
    /// Mean over samples of the largest signed overlap.
    pub mean_best_overlap: f64,
    /// Its standard error; `None` for one sample.
    pub mean_best_overlap_error: Option<f64>,
    /// Share of samples whose largest overlap is above [`RECOGNISED`].
    pub recognised: f64,
    /// Share of samples whose overlap of largest size is negative.
    pub inverted: f64,
    /// For each pattern, the share of samples that it overlaps most.
    pub shares: Vec<f64>,
}

impl Quality {
    /// Measures samples (samples × pixels) against patterns (patterns × pixels).
    pub fn of(samples: &[f32], patterns: &[f32], pixels: usize) -> Self {
        let count = samples.len() / pixels;
        let mut quality = Quality { shares: vec![0.0; patterns.len() / pixels], ..Quality::default() };
        if count == 0 || patterns.is_empty() {
            return quality;
        }
        let weight = 1.0 / count as f64;
        let mut squares = 0.0;
        for sample in samples.chunks(pixels) {
            let overlaps = overlaps(sample, patterns);
            let by = |key: fn(f64) -> f64| {
                let larger = |a: &usize, b: &usize| key(overlaps[*a]).total_cmp(&key(overlaps[*b]));
                (0..overlaps.len()).rev().max_by(larger).unwrap_or(0)
            };
            let (best, largest) = (by(|o| o), by(f64::abs));
            quality.mean_best_overlap += weight * overlaps[best];
            squares += weight * overlaps[best] * overlaps[best];
            quality.recognised += if overlaps[best] > RECOGNISED { weight } else { 0.0 };
            quality.shares[best] += weight;
            quality.inverted += if overlaps[largest] < 0.0 { weight } else { 0.0 };
        }
        let variance = (squares - quality.mean_best_overlap * quality.mean_best_overlap).max(0.0);
        quality.mean_best_overlap_error = (count > 1).then(|| (variance / (count - 1) as f64).sqrt());
        quality
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_overlaps_itself_and_is_opposite_to_its_inverse() {
        let (a, b) = ([1.0, -1.0, 3.0, 0.0], [-2.0, 2.0, -6.0, 0.0]);
        assert!((overlap(&a, &a) - 1.0).abs() < 1e-12);
        assert!((overlap(&a, &b) + 1.0).abs() < 1e-12);
        assert_eq!(overlap(&a, &[2.0; 4]), 0.0);
    }

    #[test]
    fn quality_counts_every_sample() {
        let patterns = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0];
        let samples = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, -1.0, 0.0, 0.0];
        let quality = Quality::of(&samples, &patterns, 3);
        assert_eq!(quality.shares, [0.25, 0.75]);
        assert_eq!(quality.inverted, 0.25);
        // Best overlaps 1, 1, 1 and ½.
        assert!((quality.mean_best_overlap - (3.0 + 0.5) / 4.0).abs() < 1e-12);
        assert!((quality.mean_best_overlap_error.unwrap() - 0.125).abs() < 1e-12);
        assert_eq!(quality.recognised, 0.75);
    }
}
