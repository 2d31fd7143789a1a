//! Couplings in factors at the paper's size, 784 + 512 units: against a dense model cut to rank 2p, and
//! against dense training, with the same noise.

use thermogen::data::glyphs;
use thermogen::data::images::ImageSet;
use thermogen::learn::quality::Quality;
use thermogen::learn::training::Training;
use thermogen::model::Model;
use thermogen::parameters::{CouplingForm, Parameters};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::dense::Dense;
use thermogen::physics::factored::Factored;
use thermogen::physics::generation::Generation;

/// Samples of one run.
const SAMPLES: usize = 32;

fn images() -> ImageSet {
    glyphs::draw(&[0, 1, 2], 28, 1, 0).unwrap()
}

fn trained(couplings: CouplingForm) -> (Model, Vec<f64>) {
    let p = Parameters { couplings, generate_time: 5.0, ..Parameters::default() };
    let mut training = Training::new(p, &images()).unwrap();
    while !training.advance() {}
    (training.model(), training.history().to_vec())
}

/// Mean best overlap, mean heat, all units.
fn run(model: &Model, couplings: &Couplings, targets: &[f32]) -> (f64, f64, Vec<f32>) {
    let model = Model { couplings: couplings.clone(), ..model.clone() };
    let parameters = model.parameters.clone();
    let mut run = Generation::new(model, parameters, 0, SAMPLES).unwrap();
    run.advance(u32::MAX).unwrap();
    let heat = (0..SAMPLES).map(|s| run.heat_emitted(s).total()).sum::<f64>() / SAMPLES as f64;
    let overlap = Quality::of(&run.visible(), targets, 784).mean_best_overlap;
    (overlap, heat, (0..SAMPLES).flat_map(|s| run.units(s)).collect())
}

fn rms(a: &[f32], b: &[f32]) -> f64 {
    let square: f64 = a.iter().zip(b).map(|(a, b)| f64::from(a - b).powi(2)).sum();
    (square / a.len() as f64).sqrt()
}

/// Rows × columns, row by row, from a function.
fn matrix(rows: usize, columns: usize, entry: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    (0..rows * columns).map(|k| entry(k / columns, k % columns)).collect()
}

/// The columns made orthonormal.
fn orthonormal(mut x: Vec<f64>, columns: usize) -> Vec<f64> {
    for _ in 0..2 {
        for c in 0..columns {
            for b in 0..=c {
                let along: f64 = x.chunks(columns).map(|row| row[b] * row[c]).sum();
                let scale = if b == c { 1.0 / along.sqrt() } else { along };
                for row in x.chunks_mut(columns) {
                    row[c] = if b == c { row[c] * scale } else { row[c] - scale * row[b] };
                }
            }
        }
    }
    x
}

/// J y or Jᵀ y of a matrix with `width` columns, y of `columns` columns.
fn times(j: &[f32], width: usize, y: &[f64], columns: usize, transposed: bool) -> Vec<f64> {
    let rows = if transposed { width } else { j.len() / width };
    let mut out = vec![0.0; rows * columns];
    for (k, &j) in j.iter().enumerate() {
        let (from, to) = if transposed { (k / width, k % width) } else { (k % width, k / width) };
        for c in 0..columns {
            out[to * columns + c] += f64::from(j) * y[from * columns + c];
        }
    }
    out
}

/// The `rank` leading axes of a symmetric matrix whose diagonal is free: it is filled in round by round with that
/// of the matrix in those axes.
fn completed(j: &[f32], n: usize, rank: usize) -> (Vec<f64>, Vec<f64>) {
    let mut axes = orthonormal(matrix(n, rank, |i, c| ((i * (c + 2)) as f64).cos()), rank);
    let mut diagonal = vec![0.0; n];
    let mut core = Vec::new();
    for _ in 0..60 {
        let mut image = times(j, n, &axes, rank, false);
        for (k, image) in image.iter_mut().enumerate() {
            *image += diagonal[k / rank] * axes[k];
        }
        core = small(&axes, &image, rank);
        let own = |row: &[f64]| (0..rank * rank).map(|k| row[k / rank] * core[k] * row[k % rank]).sum();
        diagonal = axes.chunks(rank).map(own).collect();
        axes = orthonormal(image, rank);
    }
    let mut image = times(j, n, &axes, rank, false);
    image.iter_mut().enumerate().for_each(|(k, image)| *image += diagonal[k / rank] * axes[k]);
    core.clone_from(&small(&axes, &image, rank));
    (axes, core)
}

/// Aᵀ B of matrices with `rank` columns.
fn small(a: &[f64], b: &[f64], rank: usize) -> Vec<f64> {
    matrix(rank, rank, |r, c| a.chunks(rank).zip(b.chunks(rank)).map(|(a, b)| a[r] * b[c]).sum())
}

/// The couplings of a dense model of p images, J_vh and J_hh each cut to `rank` axes of their own.
fn cut(dense: &Dense, rank: usize) -> Couplings {
    let (nv, nh) = (dense.network().visible(), dense.network().hidden());
    let mut h = orthonormal(matrix(nh, rank, |i, c| ((i * (c + 1)) as f64).sin()), rank);
    for _ in 0..12 {
        let v = times(&dense.vh, nh, &h, rank, false);
        h = orthonormal(times(&dense.vh, nh, &v, rank, true), rank);
    }
    // J_vh ≈ (J_vh H) Hᵀ with F_v orthonormal, J_hh ≈ E B Eᵀ, F_h = (H, E).
    let image = times(&dense.vh, nh, &h, rank, false);
    let v = orthonormal(image.clone(), rank);
    let vh = small(&v, &image, rank);
    let (axes, hh) = completed(&dense.hh, nh, rank);
    let both =
        matrix(nh, 2 * rank, |i, c| if c < rank { h[i * rank + c] } else { axes[i * rank + c - rank] });
    let core = matrix(3 * rank, 3 * rank, |r, c| match (r / rank, c / rank) {
        (0, 1) => vh[r * rank + c - rank],
        (1, 0) => vh[c * rank + r - rank],
        (2, 2) => 0.5 * (hh[r % rank * rank + c % rank] + hh[c % rank * rank + r % rank]),
        _ => 0.0,
    });
    let narrow = |x: &[f64]| x.iter().map(|&x| x as f32).collect::<Vec<f32>>();
    assert_eq!(v.len(), nv * rank);
    Factored::new(dense.network().clone(), &narrow(&v), &narrow(&both), &narrow(&core)).unwrap().into()
}

#[test]
fn factors_run_as_the_dense_couplings_do() {
    let (dense, dense_loss) = trained(CouplingForm::Dense);
    let set = images();
    let targets = set.scaled(dense.parameters.scale, 1.0).unwrap();
    let (overlap, heat, states) = run(&dense, &dense.couplings, &targets);
    let mut rank_six = cut(dense.couplings.dense().unwrap(), 6);
    rank_six.bias_hidden.clone_from(&dense.couplings.bias_hidden);
    let (_, cut_heat, cut_states) = run(&dense, &rank_six, &targets);
    println!("cut: rms {:e}, heat {heat} {cut_heat}", rms(&states, &cut_states));
    let (factored, loss) = trained(CouplingForm::Auto);
    let (ours, our_heat, our_states) = run(&dense, &factored.couplings, &targets);
    println!("overlap {overlap} {ours}, heat {heat} {our_heat}, rms {:e}", rms(&states, &our_states));
    println!("loss {:?} {:?}", dense_loss.last(), loss.last());
    assert!(rms(&states, &cut_states) < 1e-3 && (heat - cut_heat).abs() < 1.0);
    assert_eq!(factored.couplings.factored().unwrap().ranks(), [6, 6]);
    assert!((overlap - ours).abs() < 0.005);
    assert!((heat / our_heat - 1.0).abs() < 0.01);
    assert!(rms(&states, &our_states) < 2e-2);
}

/// Times of a step and of a training; `cargo test --release -- --ignored --nocapture`.
#[test]
#[ignore = "takes time and says how much"]
fn times_of_both_forms() {
    use std::time::Instant;
    for form in [CouplingForm::Dense, CouplingForm::Factored] {
        let start = Instant::now();
        let (model, _) = trained(form);
        let training = start.elapsed().as_secs_f64();
        for samples in [1, 64] {
            let p = Parameters { generate_time: 1e3, ..model.parameters.clone() };
            let mut run = Generation::new(model.clone(), p, 0, samples).unwrap();
            run.advance(20).unwrap();
            let start = Instant::now();
            run.advance(400).unwrap();
            let step = start.elapsed().as_secs_f64() / 400.0;
            println!("{form:?}: training {training:.3} s, {samples} samples {:.4} ms a step", 1e3 * step);
        }
    }
}
