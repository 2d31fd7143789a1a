//! The exact trainer against simpler ways to the same numbers: moments of simulated noising, dense
//! normal equations, its own three ways of multiplying, and moments of halves.

mod whole;

use thermogen::data::glyphs;
use thermogen::data::images::ImageSet;
use thermogen::kernels::philox::{Purpose, Stream};
use thermogen::learn::conjugate_gradients::ConjugateGradients;
use thermogen::learn::moments::{Averages, Moments, SecondMoments};
use thermogen::learn::runs::RUN;
use thermogen::learn::table::DriveTable;
use thermogen::learn::training::Training;
use thermogen::learn::training_set::TrainingSet;
use thermogen::parameters::{HiddenDrive, Parameters, Trainer, VisibleCouplings};
use thermogen::payload::Payload;
use thermogen::physics::fokker_planck::Resolution;
use thermogen::physics::noising::Noising;
use thermogen::physics::on_site::OnSite;

fn numbers(n: usize, sample: u32) -> Vec<f64> {
    let mut stream = Stream::new(11, Purpose::Check, sample);
    (0..n).map(|_| 2.0 * stream.uniform() - 1.0).collect()
}

fn tiny(count: u8) -> ImageSet {
    let pixels = numbers(usize::from(count) * 6, 1).iter().map(|x| (127.0 * (x + 1.0)) as u8).collect();
    ImageSet::new(3, 2, pixels, Some((0..count).collect())).unwrap()
}

fn averages(set: &TrainingSet, p: &Parameters) -> Averages {
    let table = DriveTable::new(p, 2.0, Resolution::default());
    Moments::of(set, &table, 0..set.count()).averages()
}

fn second(averages: &Averages) -> Vec<f64> {
    let slots = averages.network.slots();
    let mut c = match &averages.second {
        SecondMoments::Full(full) => full.iter().map(|&c| f64::from(c)).collect(),
        SecondMoments::LowRank(columns) => {
            let entry = |k: usize| {
                let product = |u: &Vec<f32>| f64::from(u[k / slots]) * f64::from(u[k % slots]);
                columns.iter().map(product).sum()
            };
            (0..slots * slots).map(entry).collect::<Vec<f64>>()
        }
    };
    (0..slots).for_each(|i| c[i * slots + i] += averages.variances[i]);
    c
}

/// Couplings by pair of slots and biases by slot.
type DenseSolution = (Vec<(usize, usize, f64)>, Vec<(usize, f64)>);

/// Minimises the same objective by Gaussian elimination on the normal equations of all free entries.
fn dense_solution(averages: &Averages, ridge: f64) -> DenseSolution {
    let network = &averages.network;
    let (slots, c, m) = (network.slots(), second(averages), &averages.means);
    let used: Vec<usize> = (0..slots).filter(|&slot| network.unit(slot).is_some()).collect();
    let coupled = |i: usize, j: usize| {
        let (a, b) = (network.unit(i).unwrap(), network.unit(j).unwrap());
        let (nv, hidden) = (network.visible(), a.min(b) >= network.visible());
        if a.max(b) < nv { network.visible_pair(a, b) } else { !hidden || network.hidden_couplings() }
    };
    let pairs: Vec<(usize, usize)> = used
        .iter()
        .flat_map(|&i| used.iter().filter(move |&&j| j > i).map(move |&j| (i, j)))
        .filter(|&(i, j)| coupled(i, j))
        .collect();
    let free_bias = |&&i: &&usize| network.unit(i).unwrap() >= network.visible() || network.visible_biases();
    let biases: Vec<usize> = used.iter().filter(free_bias).copied().collect();
    let n = pairs.len() + biases.len();
    // Row i of J x′ holds x′_j for each pair (i, j): ∂/∂θ_p ∂/∂θ_q ½⟨‖g + b + J x′‖²⟩.
    let parts = |p: usize| -> Vec<(usize, Option<usize>)> {
        if p < pairs.len() {
            let (i, j) = pairs[p];
            vec![(i, Some(j)), (j, Some(i))]
        } else {
            vec![(biases[p - pairs.len()], None)]
        }
    };
    let mean_of = |a: Option<usize>, b: Option<usize>| match (a, b) {
        (Some(a), Some(b)) => c[a * slots + b],
        (Some(a), None) | (None, Some(a)) => m[a],
        (None, None) => 1.0,
    };
    let second_derivative = |p: usize, q: usize| -> f64 {
        let both = parts(p).into_iter().flat_map(|a| parts(q).into_iter().map(move |b| (a, b)));
        both.filter(|(a, b)| a.0 == b.0).map(|(a, b)| mean_of(a.1, b.1)).sum()
    };
    let mut matrix = vec![vec![0.0; n + 1]; n];
    for p in 0..n {
        matrix[p] = (0..=n).map(|q| if q < n { second_derivative(p, q) } else { 0.0 }).collect();
        matrix[p][p] += ridge;
        matrix[p][n] = if p < pairs.len() {
            averages.right[pairs[p].0 * slots + pairs[p].1]
        } else {
            averages.right_bias[biases[p - pairs.len()]]
        };
    }
    for k in 0..n {
        let best = (k..n).max_by(|&a, &b| matrix[a][k].abs().total_cmp(&matrix[b][k].abs())).unwrap();
        matrix.swap(k, best);
        for i in 0..n {
            if i != k {
                let factor = matrix[i][k] / matrix[k][k];
                let pivot = matrix[k].clone();
                matrix[i].iter_mut().zip(&pivot).skip(k).for_each(|(x, y)| *x -= factor * y);
            }
        }
    }
    let value = |p: usize| matrix[p][n] / matrix[p][p];
    let couplings = pairs.iter().enumerate().map(|(p, &(i, j))| (i, j, value(p))).collect();
    let biases = biases.iter().enumerate().map(|(k, &i)| (i, value(pairs.len() + k))).collect();
    (couplings, biases)
}

fn solved(averages: Averages, ridge: f64, iterations: usize) -> ConjugateGradients {
    let mut solver = ConjugateGradients::new(averages, ridge);
    for _ in 0..iterations {
        while !solver.advance() {}
    }
    solver
}

#[test]
fn converged_couplings_solve_the_dense_normal_equations() {
    for (case, visible_couplings) in
        [VisibleCouplings::None, VisibleCouplings::Nearest, VisibleCouplings::All].into_iter().enumerate()
    {
        for (hidden_couplings, visible_biases, ridge) in [(true, false, 0.0), (false, true, 0.01)] {
            let p = Parameters {
                hidden: 5,
                visible_couplings,
                hidden_couplings,
                visible_biases,
                hidden_drive: HiddenDrive::Projection,
                seed: case as u32,
                ..Parameters::default()
            };
            let set = TrainingSet::new(&tiny(4), &p).unwrap();
            let averages = averages(&set, &p);
            let (couplings, biases) = dense_solution(&averages, ridge);
            let solver = solved(averages, ridge, 400);
            assert!(solver.relative_residual() < 1e-9, "{}", solver.relative_residual());
            let theta = solver.theta();
            let size =
                couplings.iter().map(|c| c.2 * c.2).chain(biases.iter().map(|b| b.1 * b.1)).sum::<f64>();
            let bias = theta.bias_slots();
            let wrong = couplings.iter().map(|&(i, j, x)| (theta.pair(i, j) - x).powi(2));
            let wrong = wrong.chain(biases.iter().map(|&(i, x)| (bias[i] - x).powi(2))).sum::<f64>();
            assert!((wrong / size).sqrt() < 1e-5, "{case} {}", (wrong / size).sqrt());
        }
    }
}

/// The mean over simulated trajectories of what the table gives without any, at a step so short that
/// its own error is far below the sampling error.
#[test]
fn exact_moments_agree_with_simulated_noising() {
    let p = Parameters { hidden: 2, dt: 5e-4, ..Parameters::default() };
    let set = TrainingSet::new(&tiny(1), &p).unwrap();
    let network = set.network();
    let exact = averages(&set, &p);
    let c = second(&exact);
    let slots = network.slots();
    let trajectories = 1500;
    let (mut mean, mut square) = (vec![[0.0; 2]; slots], vec![[0.0; 2]; slots]);
    let mut cross = vec![[0.0; 2]; slots];
    let on_site = OnSite::new(&p);
    let mut noising = Noising::new(&p, network, Purpose::Noising);
    let mut displacement = vec![0.0; slots];
    for trajectory in 0..trajectories {
        noising.begin(trajectory, &set.drive(0));
        let (mut x_sum, mut xx_sum, mut gx_sum) = (vec![0.0; slots], vec![0.0; slots], vec![0.0; slots]);
        for _ in 0..p.steps() {
            let x = noising.advance(&mut displacement);
            for i in network.used_slots().into_iter().flatten() {
                let y = f64::from(x[i]);
                let g = on_site.gradient(y) - f64::from(displacement[i]) / (p.mobility * p.dt);
                // The partner of unit i in products: the next unit, cyclically within the visible.
                let partner = f64::from(x[(i + 1) % 6]);
                x_sum[i] += y / f64::from(p.steps());
                xx_sum[i] += y * y / f64::from(p.steps());
                gx_sum[i] += g * partner / f64::from(p.steps());
            }
        }
        for i in 0..slots {
            for (sums, value) in [(&mut mean, x_sum[i]), (&mut square, xx_sum[i]), (&mut cross, gx_sum[i])] {
                sums[i][0] += value;
                sums[i][1] += value * value;
            }
        }
    }
    let n = f64::from(trajectories);
    // Two-sided 4.5 standard errors over about 20 comparisons: α ≈ 1.4·10⁻⁴.
    let check = |[sum, squares]: [f64; 2], want: f64, what: &str| {
        let average = sum / n;
        let error = ((squares / n - average * average) / n).sqrt();
        assert!((average - want).abs() < 4.5 * error + 5e-4, "{what}: {average} ± {error}, exact {want}");
    };
    for i in network.used_slots().into_iter().flatten() {
        check(mean[i], exact.means[i], "mean");
        check(square[i], c[i * slots + i], "square");
    }
    // Pairs 0–1 … are uncoupled in the paper's network, so look at the sum G_ij + G_ji through all.
    let all = Parameters { visible_couplings: VisibleCouplings::All, ..p.clone() };
    let set = TrainingSet::new(&tiny(1), &all).unwrap();
    let exact = averages(&set, &all);
    for i in 0..5 {
        // ⟨g_i x_{i+1}⟩ + ⟨g_{i+1} x_i⟩ needs both; by independence G_ij = ∫ g_i m_j, so test the sum
        // through the table's own product instead of a second simulation.
        let table = DriveTable::new(&all, 2.0, Resolution::default());
        let rows: Vec<_> = set.drive(0).iter().map(|&s| table.row(f64::from(s))).collect();
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let forward = dot(rows[i].force_modes(), rows[i + 1].mean_modes());
        let backward = dot(rows[i + 1].force_modes(), rows[i].mean_modes());
        check(cross[i], forward, "force times neighbour");
        assert!((exact.right[i * exact.network.slots() + i + 1] + forward + backward).abs() < 1e-5);
    }
}
