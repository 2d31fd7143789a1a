//! Gaussian noise: moments, distribution, tails, and independence of neighbouring streams. Numbers
//! are counted as they are made, so the slow version needs no memory.

mod reference;

use reference::statistics::{chi_square_limit, normal_cumulative, normal_limit};
use thermogen::kernels::gaussian::{NoiseSource, fill_samples, fill_units};
use thermogen::kernels::philox::Purpose;
use thermogen::simd::Block;
use thermogen::statistics::{kolmogorov_distance, kolmogorov_limit};

/// Chance that a correct program fails a test of this file with another seed.
const ALPHA: f64 = 1e-6;
const UNITS: usize = 1296;

/// Noise of eight samples, units × 8.
fn noise(seed: u32, purpose: Purpose, step: u32, first: u32, out: &mut [Block]) {
    let samples = std::array::from_fn(|l| first + l as u32);
    fill_samples(NoiseSource { seed, purpose, step }, samples, 1.0, out);
}

/// Classes of equal probability, by table instead of by a distribution function for every number.
struct Classes(Vec<f64>);

impl Classes {
    fn new(count: usize) -> Self {
        let edge = |k: usize| {
            let (mut low, mut high) = (-9.0, 9.0);
            for _ in 0..60 {
                let middle: f64 = 0.5 * (low + high);
                if normal_cumulative(middle) * (count as f64) < k as f64 {
                    low = middle
                } else {
                    high = middle
                }
            }
            high
        };
        Classes((1..count).map(edge).collect())
    }

    fn of(&self, x: f64) -> usize {
        self.0.partition_point(|&edge| edge < x)
    }
}

/// χ² of counts that should all be equal.
fn chi_square(counts: &[u64]) -> f64 {
    let expected = counts.iter().sum::<u64>() as f64 / counts.len() as f64;
    counts.iter().map(|&c| (c as f64 - expected).powi(2) / expected).sum()
}

/// Moments 1 to 6, χ² over classes, and numbers beyond 1 to 5 σ.
fn check_distribution(steps: u32) {
    let classes = Classes::new(1024);
    let mut counts = vec![0u64; 1024];
    let (mut sums, mut beyond, mut largest) = ([0.0f64; 6], [0u64; 5], 0.0f64);
    let mut out = vec![Block::default(); UNITS];
    for step in 0..steps {
        noise(17, Purpose::Generation, step, 0, &mut out);
        for x in out.iter().flat_map(|block| block.0).map(f64::from) {
            let mut power = 1.0;
            for sum in &mut sums {
                power *= x;
                *sum += power;
            }
            counts[classes.of(x)] += 1;
            largest = largest.max(x.abs());
            for (k, beyond) in beyond.iter_mut().enumerate() {
                *beyond += u64::from(x.abs() > (k + 1) as f64);
            }
        }
    }
    let n = (steps as usize * UNITS * 8) as f64;
    // ⟨x^2k⟩ = (2k − 1)!!
    let moment = |power: usize| {
        if power % 2 == 1 { 0.0 } else { (1..power).step_by(2).product::<usize>() as f64 }
    };
    let limit = normal_limit(ALPHA, 11);
    for (power, sum) in (1..).zip(sums) {
        let error = ((moment(2 * power) - moment(power).powi(2)) / n).sqrt();
        let z = (sum / n - moment(power)) / error;
        println!("{n:.1e} numbers, moment {power}: {:.6}, {z:.2} standard errors", sum / n);
        assert!(z.abs() < limit, "moment {power}: {z}");
    }
    for (k, &count) in beyond.iter().enumerate() {
        let p = 2.0 * normal_cumulative(-((k + 1) as f64));
        let z = (count as f64 - n * p) / (n * p * (1.0 - p)).sqrt();
        println!("beyond {} σ: {count} for {:.1}, {z:.2} standard errors", k + 1, n * p);
        // Counts of a few are not normal; 3 more allow for that.
        assert!((count as f64 - n * p).abs() < limit * (n * p).sqrt() + 3.0, "beyond {} σ", k + 1);
    }
    let chi = chi_square(&counts);
    println!("χ² of 1024 classes: {chi:.0}; largest {largest:.2} σ");
    assert!(chi < chi_square_limit(1023, ALPHA), "χ² = {chi}");
    assert!(largest < 6.57, "2³⁰ points of u end at √(62 ln 2)");
}

/// Each number compared with its neighbours in unit (within and beyond a word pair), sample, step, seed and
/// purpose: 16 × 16 classes of equal probability, and correlations of x and of x².
fn check_independence(steps: u32) {
    let classes = Classes::new(16);
    let names = ["unit + 1", "unit + 2", "unit + 4", "sample + 1", "step + 1", "seed + 1", "purpose"];
    let mut joint = vec![vec![0u64; 256]; names.len()];
    let (mut linear, mut square) = ([0.0f64; 7], [0.0f64; 7]);
    let mut pairs = [0u64; 7];
    let mut here = vec![Block::default(); UNITS];
    let mut others = [here.clone(), here.clone(), here.clone()];
    for step in 0..steps {
        noise(17, Purpose::Noising, step, 8, &mut here);
        noise(17, Purpose::Noising, step + 1, 8, &mut others[0]);
        noise(18, Purpose::Noising, step, 8, &mut others[1]);
        noise(17, Purpose::Generation, step, 8, &mut others[2]);
        for unit in 0..UNITS - 4 {
            for l in 0..7 {
                let x = here[unit].0[l];
                let neighbours = [
                    here[unit + 1].0[l],
                    here[unit + 2].0[l],
                    here[unit + 4].0[l],
                    here[unit].0[l + 1],
                    others[0][unit].0[l],
                    others[1][unit].0[l],
                    others[2][unit].0[l],
                ];
                let (x, row) = (f64::from(x), 16 * classes.of(f64::from(x)));
                for (k, y) in neighbours.into_iter().map(f64::from).enumerate() {
                    joint[k][row + classes.of(y)] += 1;
                    linear[k] += x * y;
                    square[k] += (x * x - 1.0) * (y * y - 1.0);
                    pairs[k] += 1;
                }
            }
        }
    }
    let limit = normal_limit(ALPHA, 14);
    for (k, name) in names.iter().enumerate() {
        let n = pairs[k] as f64;
        let (linear, square) = (linear[k] / n.sqrt(), square[k] / (2.0 * n.sqrt()));
        let chi = chi_square(&joint[k]);
        println!(
            "{name}: correlation {linear:.2}, of squares {square:.2} standard errors; χ² of 256: {chi:.0}"
        );
        assert!(linear.abs() < limit && square.abs() < limit, "{name}: {linear} {square}");
        assert!(chi < chi_square_limit(255, ALPHA / 7.0), "{name}: χ² = {chi}");
    }
}

/// The largest distance between the numbers' distribution and the normal one (Kolmogorov–Smirnov), of all
/// together and of each of eight samples.
fn check_kolmogorov(steps: u32) {
    let mut samples = vec![Vec::new(); 8];
    let mut out = vec![Block::default(); UNITS];
    for step in 0..steps {
        noise(23, Purpose::Generation, step, 40, &mut out);
        for block in &out {
            samples.iter_mut().zip(block.0).for_each(|(sample, x)| sample.push(f64::from(x)));
        }
    }
    let held = |what: &str, numbers: &mut [f64]| {
        let (distance, limit) =
            (kolmogorov_distance(numbers, normal_cumulative), kolmogorov_limit(numbers.len(), ALPHA / 9.0));
        println!("{what}: {} numbers, distance {distance:.2e}, at most {limit:.2e}", numbers.len());
        assert!(distance < limit, "{what}: {distance} ≥ {limit}");
        // √n D is below 0.27 with a probability of 4·10⁻⁷: numbers that are too even.
        assert!(distance * (numbers.len() as f64).sqrt() > 0.27, "{what}: too even");
    };
    samples.iter_mut().for_each(|sample| held("one sample", sample));
    held("eight samples", &mut samples.concat());
}

#[test]
fn the_distribution_is_normal_everywhere() {
    check_kolmogorov(100);
}

#[test]
#[ignore = "slow statistics"]
fn the_distribution_of_thirty_million_numbers_is_normal_everywhere() {
    check_kolmogorov(3_000);
}

#[test]
fn a_few_million_numbers_are_normal() {
    check_distribution(300);
}

#[test]
fn neighbouring_streams_are_independent() {
    check_independence(60);
}

#[test]
#[ignore = "slow statistics"]
fn two_hundred_million_numbers_are_normal_to_five_sigma() {
    check_distribution(20_000);
}

#[test]
#[ignore = "slow statistics"]
fn neighbouring_streams_are_independent_over_thirty_million_pairs() {
    check_independence(3_400);
}

#[test]
fn every_word_of_the_counter_changes_every_number() {
    let base = (3, Purpose::Start, 5, 7);
    let at = |(seed, purpose, step, sample): (u32, Purpose, u32, u32)| {
        let mut out = vec![0.0f32; 64];
        fill_units(NoiseSource { seed, purpose, step }, sample, 1.0, &mut out);
        out
    };
    let here = at(base);
    for other in [
        (4, base.1, base.2, base.3),
        (base.0, Purpose::Prepare, base.2, base.3),
        (base.0, base.1, 6, base.3),
        (base.0, base.1, base.2, 8),
        (base.0, base.1, base.3, base.2),
    ] {
        assert!(at(other).iter().zip(&here).all(|(a, b)| a != b));
    }
    assert!(here.iter().enumerate().all(|(i, x)| !here[..i].contains(x)));
}

#[test]
fn the_deviation_scales_the_noise() {
    let (mut one, mut many) = (vec![0.0f32; 40], vec![0.0f32; 40]);
    let source = NoiseSource { seed: 1, purpose: Purpose::Check, step: 0 };
    fill_units(source, 0, 1.0, &mut one);
    fill_units(source, 0, 0.25, &mut many);
    assert!(one.iter().zip(&many).all(|(one, many)| (one * 0.25 - many).abs() < 1e-6 * one.abs()));
    fill_units(source, 0, 0.0, &mut many);
    assert!(many.iter().all(|x| *x == 0.0));
}
