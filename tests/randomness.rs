//! The random words themselves, by classical tests, along every axis a stream is read on: counters within
//! a stream, steps, samples and seeds. Knuth, TAOCP 2, §3.3.2; Marsaglia's rank and birthday tests.
//!
//! `random_words` of examples/ gives the same words to outside batteries (docs/checks.md).

mod reference;

use reference::statistics::{chi_square_limit, normal_limit};
use thermogen::kernels::philox::{Purpose, key, philox};

/// Chance that a correct program fails a test of this file with another seed.
const ALPHA: f64 = 1e-6;
/// Tests of one run.
const TESTS: usize = 7 * AXES.len();
const AXES: [&str; 5] = ["counter", "step", "sample", "seed", "all at once"];

/// The words of one axis: the others stand still.
fn words(axis: usize, count: usize) -> impl Iterator<Item = u32> {
    (0..count.div_ceil(4) as u32)
        .flat_map(move |k| {
            let at = |own: usize| if axis == own { k } else { 5 };
            let all = axis == 4;
            let [quad, step, sample, seed] =
                if all { [k % 324, k / 324 % 250, k / 81_000, 7] } else { [at(0), at(1), at(2), at(3)] };
            philox(key(seed), [quad, step, sample, Purpose::Generation as u32])
        })
        .take(count)
}

fn chi_square(counts: &[f64], expected: &[f64]) -> f64 {
    counts.iter().zip(expected).map(|(c, e)| (c - e).powi(2) / e).sum()
}

/// χ² compared with the limit of so many degrees of freedom.
fn held(what: &str, axis: usize, chi: f64, freedom: usize) {
    let limit = chi_square_limit(freedom, ALPHA / TESTS as f64);
    println!("{what} along {}: χ² = {chi:.1} of {freedom}, at most {limit:.1}", AXES[axis]);
    assert!(chi < limit, "{what} along {}: {chi} ≥ {limit}", AXES[axis]);
}

/// Every bit is 1 half of the time, and its own neighbour as often as not, in time and in the word.
fn bits(axis: usize, count: usize) {
    let (mut ones, mut repeats, mut neighbours) = ([0.0; 32], [0.0; 32], [0.0; 32]);
    let mut last = 0u32;
    for word in words(axis, count) {
        let sums =
            [(&mut ones, word), (&mut repeats, word ^ last), (&mut neighbours, word ^ word.rotate_left(1))];
        for (sum, bits) in sums {
            sum.iter_mut().enumerate().for_each(|(b, sum)| *sum += f64::from(bits >> b & 1));
        }
        last = word;
    }
    let half = count as f64 / 2.0;
    for (what, sums) in [("ones", ones), ("repeated bits", repeats)] {
        let chi = sums.iter().map(|s| (s - half).powi(2) / (half / 2.0)).sum();
        held(what, axis, chi, 32);
    }
    // Exclusive ors around a word sum to an even number, which costs no bit its own variance.
    let z = normal_limit(ALPHA, 32 * TESTS) * (half / 2.0).sqrt();
    assert!(neighbours.iter().all(|s| (s - half).abs() < z), "neighbouring bits along {}", AXES[axis]);
}

/// Pairs of bytes that follow each other, within and between words.
fn pairs(axis: usize, count: usize) {
    let mut counts = vec![0.0; 1 << 16];
    let bytes: Vec<u8> = words(axis, count).flat_map(u32::to_le_bytes).collect();
    bytes.chunks(2).for_each(|pair| counts[usize::from(pair[0]) << 8 | usize::from(pair[1])] += 1.0);
    let expected = bytes.len() as f64 / 2.0 / counts.len() as f64;
    held("pairs of bytes", axis, chi_square(&counts, &vec![expected; counts.len()]), counts.len() - 1);
}

/// Gaps between words below a sixteenth (Knuth's gap test).
fn gaps(axis: usize, count: usize) {
    const LONGEST: usize = 80;
    let (p, mut counts, mut gap) = (1.0f64 / 16.0, vec![0.0; LONGEST + 1], 0);
    for word in words(axis, count) {
        if word < 1 << 28 {
            counts[gap.min(LONGEST)] += 1.0;
            gap = 0;
        } else {
            gap += 1;
        }
    }
    let total: f64 = counts.iter().sum();
    let share = |k: usize| (1.0 - p).powi(k as i32) * if k < LONGEST { p } else { 1.0 };
    let expected: Vec<f64> = (0..=LONGEST).map(|k| total * share(k)).collect();
    held("gaps", axis, chi_square(&counts, &expected), LONGEST);
}

/// Ranks of 32 × 32 matrices of bits.
fn ranks(axis: usize, count: usize) {
    let (mut counts, mut matrix) = ([0.0; 3], Vec::with_capacity(32));
    for word in words(axis, count) {
        matrix.push(word);
        if matrix.len() == 32 {
            counts[(32 - rank(&mut matrix)).min(2)] += 1.0;
            matrix.clear();
        }
    }
    let total: f64 = counts.iter().sum();
    // P(rank 32 − d) for d = 0, 1 and more.
    let full: f64 = (1..=32).map(|k| 1.0 - 0.5f64.powi(k)).product();
    let expected = [full, 2.0 * full, 1.0 - 3.0 * full].map(|share| share * total);
    held("ranks", axis, chi_square(&counts, &expected), 2);
}

fn rank(rows: &mut [u32]) -> usize {
    let mut rank = 0;
    for bit in 0..32 {
        let Some(pivot) = (rank..rows.len()).find(|&r| rows[r] >> bit & 1 == 1) else { continue };
        rows.swap(rank, pivot);
        let row = rows[rank];
        rows[rank + 1..].iter_mut().filter(|r| **r >> bit & 1 == 1).for_each(|r| *r ^= row);
        rank += 1;
    }
    rank
}

/// Spacings between 1024 birthdays in a year of 2²⁴ days that have occurred before (Marsaglia's test).
fn birthdays(axis: usize, count: usize) {
    let all: Vec<u32> = words(axis, count).collect();
    let (mut twice, mut years) = (0.0f64, 0.0f64);
    for days in all.chunks_exact(1024) {
        let mut days: Vec<u32> = days.iter().map(|word| word >> 8).collect();
        days.sort_unstable();
        let mut spacings: Vec<u32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
        spacings.sort_unstable();
        twice += spacings.windows(2).filter(|pair| pair[0] == pair[1]).count() as f64;
        years += 1.0;
    }
    // Of s spacings, k are equal with probability q^(k − 1)/k, q = m/n; a run of k equal ones counts k − 1
    // times: pairs minus triples and so on. About 15.73, where the leading term m³/(4n) is 16.
    let (s, q) = (1023.0, 1024.0 / f64::from(1 << 24));
    let pairs = s * (s - 1.0) / 2.0 * q / 2.0;
    let triples = s * (s - 1.0) * (s - 2.0) / 6.0 * q * q / 3.0;
    let fours = s * (s - 1.0) * (s - 2.0) * (s - 3.0) / 24.0 * q.powi(3) / 4.0;
    let expected = (pairs - triples + fours) * years;
    let z = (twice - expected) / expected.sqrt();
    let limit = normal_limit(ALPHA, TESTS);
    println!("birthdays along {}: {twice} for {expected}, {z:.2} of {limit:.2}", AXES[axis]);
    assert!(z.abs() < limit, "birthdays along {}: {z}", AXES[axis]);
}

/// Which of five words in a row is the least, the next and so on: 120 orders (Knuth's permutation test).
fn orders(axis: usize, count: usize) {
    let all: Vec<u32> = words(axis, count).collect();
    let mut counts = vec![0.0; 120];
    for five in all.chunks_exact(5) {
        let place = |i: usize| five[i + 1..].iter().filter(|w| **w < five[i]).count();
        counts[(0..4).fold(0, |sum, i| sum * (5 - i) + place(i))] += 1.0;
    }
    let expected = (all.len() / 5) as f64 / 120.0;
    held("orders of five", axis, chi_square(&counts, &[expected; 120]), 119);
}

fn all(count: usize) {
    for axis in 0..AXES.len() {
        bits(axis, count);
        pairs(axis, count);
        gaps(axis, count);
        ranks(axis, count);
        birthdays(axis, count);
        orders(axis, count);
    }
}

#[test]
fn words_pass_the_classical_tests() {
    all(2_000_000);
}

#[test]
#[ignore = "slow statistics"]
fn forty_million_words_on_every_axis_pass_the_classical_tests() {
    all(40_000_000);
}

/// One bit of key or counter changes each bit of the words half of the time.
#[test]
fn every_bit_of_key_and_counter_changes_every_bit() {
    const TRIALS: u32 = 2000;
    let mut least = f64::INFINITY;
    let mut most = 0.0f64;
    for bit in 0..160 {
        let mut flips = [0.0; 128];
        for trial in 0..TRIALS {
            let base = [trial, 3, trial.wrapping_mul(7), 1, 5];
            let mut other = base;
            other[bit / 32] ^= 1 << (bit % 32);
            let at = |c: [u32; 5]| philox(key(c[4]), [c[0], c[1], c[2], c[3]]);
            for (word, (a, b)) in at(base).into_iter().zip(at(other)).enumerate() {
                (0..32).for_each(|k| flips[32 * word + k] += f64::from((a ^ b) >> k & 1));
            }
        }
        for share in flips.map(|f| f / f64::from(TRIALS)) {
            (least, most) = (least.min(share), most.max(share));
        }
    }
    let off = normal_limit(ALPHA, 160 * 128) * (0.25 / f64::from(TRIALS)).sqrt();
    println!("bits change {least:.3} to {most:.3} of the time, {off:.3} from a half allowed");
    assert!(0.5 - least < off && most - 0.5 < off);
}
