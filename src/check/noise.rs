//! The quality of the thermal noise: moments, distribution, tails, and no memory between units,
//! steps and samples.

use super::statistics::{normal_cumulative, normal_limit};
use super::{ALPHA, Row, Subject};
use crate::kernels::gaussian::{NoiseSource, fill_units};
use crate::kernels::philox::Purpose;
use crate::statistics::{kolmogorov_distance, kolmogorov_limit};

const UNITS: usize = 1024;
const STEPS: u32 = 16;
const SAMPLES: u32 = 16;

/// Normals over units, then steps, then samples.
fn draw(subject: Subject) -> Vec<f32> {
    let mut all = Vec::new();
    for sample in 0..SAMPLES {
        for step in 0..STEPS {
            let mut units = vec![0.0; UNITS];
            fill_units(NoiseSource { seed: 9, purpose: Purpose::Check, step }, sample, 1.0, &mut units);
            all.append(&mut units);
        }
    }
    subject.normals(all)
}

/// How far the noise is from independent standard normals, in the worst of all respects.
pub(super) fn normals(subject: Subject) -> Row {
    let x: Vec<f64> = draw(subject).into_iter().map(f64::from).collect();
    let n = x.len() as f64;
    let mean = |f: &dyn Fn(f64) -> f64| x.iter().map(|&x| f(x)).sum::<f64>() / n;
    // Deviations of moments and of tail shares, and their variances for one number.
    let mut respects = vec![
        ("mean", mean(&|x| x), 1.0),
        ("variance", mean(&|x| x * x - 1.0), 2.0),
        ("third moment", mean(&|x| x.powi(3)), 15.0),
        ("fourth moment", mean(&|x| x.powi(4) - 3.0), 96.0),
    ];
    for limit in [2.0, 3.0, 4.0] {
        let share = 2.0 * normal_cumulative(-limit);
        let beyond = mean(&|x| f64::from(u8::from(x.abs() > limit))) - share;
        respects.push(("tails", beyond, share * (1.0 - share)));
    }
    let along = [("units", 1), ("steps", UNITS), ("samples", UNITS * STEPS as usize)];
    for (name, distance) in along {
        let product = x.iter().zip(&x[distance..]).map(|(a, b)| a * b).sum::<f64>() / n;
        let squares =
            x.iter().zip(&x[distance..]).map(|(a, b)| (a * a - 1.0) * (b * b - 1.0)).sum::<f64>() / n;
        respects.push((name, product, 1.0));
        respects.push((name, squares, 4.0));
    }
    let limit = normal_limit(0.5 * ALPHA, respects.len());
    let scores =
        respects.iter().map(|(name, off, variance)| (*name, (off / (variance / n).sqrt()).abs() / limit));
    let mut sorted = x.clone();
    let distance =
        kolmogorov_distance(&mut sorted, normal_cumulative) / kolmogorov_limit(x.len(), 0.5 * ALPHA);
    let worst = scores
        .chain([("Kolmogorov–Smirnov", distance)])
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap_or(("", f64::NAN));
    Row::new(
        "noise",
        "thermal noise against independent standard normals: moments, tails, Kolmogorov–Smirnov, correlations; largest deviation in parts of its limit",
        worst.1,
        1.0,
    )
    .detail(format!("{} numbers, {} comparisons, α = {ALPHA:e}; largest in: {}", x.len(), respects.len() + 1, worst.0))
}
