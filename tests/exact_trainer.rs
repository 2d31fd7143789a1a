//! The exact trainer against simpler ways to the same numbers: moments of simulated noising, dense
//! normal equations, its own three ways of multiplying, and moments of halves.

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
        let forward = dot(&rows[i].force_modes, &rows[i + 1].mean_modes);
        let backward = dot(&rows[i + 1].force_modes, &rows[i].mean_modes);
        check(cross[i], forward, "force times neighbour");
        assert!((exact.right[i * exact.network.slots() + i + 1] + forward + backward).abs() < 1e-5);
    }
}

fn glyph_set(count: u8, size: usize, p: &Parameters) -> TrainingSet {
    let ids: Vec<u8> = (0..count).map(|k| k % 10).collect();
    TrainingSet::new(&glyphs::draw(&ids, size, 5, 0).unwrap(), p).unwrap()
}

/// Low rank and full sums of the same images, with single precision products, give the same θ.
#[test]
fn few_columns_or_full_sums_give_the_same_couplings() {
    let p = Parameters { hidden: 60, ..Parameters::default() };
    let set = glyph_set(3, 10, &p);
    let few = averages(&set, &p);
    let mut full = few.clone();
    let slots = few.network.slots();
    let sums = second(&Averages { variances: vec![0.0; slots], ..few.clone() });
    full.second = SecondMoments::Full(sums.iter().map(|&c| c as f32).collect());
    for (iterations, tolerance) in [(8, 1e-7), (20, 1e-6)] {
        let (few, full) = (solved(few.clone(), 0.0, iterations), solved(full.clone(), 0.0, iterations));
        assert!((few.objective() - full.objective()).abs() < 1e-5 * few.objective().abs());
        let mut difference = few.theta().clone();
        difference.add_scaled(-1.0, full.theta());
        let square = difference.dot(&difference) / few.theta().dot(few.theta());
        assert!(square < tolerance, "{iterations} {square}");
    }
}

/// Cut between two runs, or kept as numbers meanwhile, to the bit; cut elsewhere, as near as f32 sums.
#[test]
fn moments_of_parts_add_up_to_those_of_the_whole() {
    let p = Parameters { hidden: 30, ..Parameters::default() };
    let set = glyph_set(200, 9, &p);
    let table = DriveTable::new(&p, 1.0, Resolution::default());
    for (whole, cuts) in [(0..200, [64, 128]), (0..12, [0, 5]), (0..200, [8, 130])] {
        let parts = [0..cuts[0], cuts[0]..cuts[1], cuts[1]..whole.end];
        let exact = cuts[0] % RUN == 0 && cuts[1] % RUN == 0;
        let kept = |images: std::ops::Range<usize>| {
            let numbers = Moments::of(&set, &table, images).to_parts();
            let numbers = Payload::from_bytes(&numbers.to_bytes()).unwrap();
            Moments::from_parts(set.network(), &numbers).unwrap()
        };
        let whole = Moments::of(&set, &table, whole);
        for order in [[0, 1, 2], [2, 0, 1]] {
            let [first, rest @ ..] = order.map(|k| kept(parts[k].clone()));
            let mut merged = first;
            rest.into_iter().for_each(|moments| merged.merge(moments));
            if exact {
                assert_eq!(merged.to_parts(), whole.to_parts());
                continue;
            }
            let (merged, whole) = (merged.averages(), whole.clone().averages());
            let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(x, y)| (x - y).abs() < 1e-6);
            assert!(close(&merged.means, &whole.means) && close(&merged.variances, &whole.variances));
            assert!(close(&merged.right_bias, &whole.right_bias));
            if order == [0, 1, 2] {
                assert!(close(&second(&merged), &second(&whole)));
            }
            // The diagonal and spare slots mean nothing.
            let slots = set.network().slots();
            for i in 0..slots {
                for j in set.network().coupled_slots(i).filter(|&j| j != i) {
                    assert!((merged.right[i * slots + j] - whole.right[i * slots + j]).abs() < 1e-5);
                }
            }
        }
    }
    let wrong = Payload { doubles: vec![1.0; 7], ..Payload::default() };
    assert!(Moments::from_parts(set.network(), &wrong).is_none());
}

#[test]
fn the_loss_falls_with_every_iteration_and_beats_sgd_on_fresh_paths() {
    let images = glyphs::draw(&[0, 1, 2], 9, 5, 0).unwrap();
    let base = Parameters { hidden: 40, dt: 0.01, ..Parameters::default() };
    let train = |trainer: Trainer, iterations: u32| {
        let p = Parameters { trainer, iterations, ..base.clone() };
        let mut training = Training::new(p, &images).unwrap();
        while !training.advance() {}
        training
    };
    let exact = train(Trainer::Exact, 60);
    assert!(exact.history().windows(2).all(|pair| pair[1] <= pair[0] + 1e-9));
    let mut few = train(Trainer::Exact, 5);
    while !few.seek_optimum() {}
    let (optimum, last) = (few.optimum().unwrap(), exact.history().last().unwrap());
    assert!((optimum - last).abs() < 1e-4 * (exact.history()[0] - last), "{optimum} {last}");
    assert_eq!(few.iteration(), 5, "looking ahead is no training");
    let loss = |training: &Training| {
        let set = training.set();
        let theta = training.model().couplings;
        let mut path = thermogen::physics::reverse_path::ReversePath::new(&base, &theta);
        let mut noising = Noising::new(&base, set.network(), Purpose::ValidationNoising);
        let mut displacement = vec![0.0; set.network().slots()];
        for trajectory in 0..60 {
            noising.begin(trajectory, &set.drive(trajectory as usize % set.count()));
            for _ in 0..base.steps() {
                let x = noising.advance(&mut displacement).to_vec();
                path.push(&x, &displacement);
            }
        }
        path.flush();
        path.loss_excess()
    };
    assert!(loss(&exact) < loss(&train(Trainer::Sgd, 300)));
}

/// Without a drive on the hidden units no coupling can be learned (physics: its expected gradient
/// vanishes).
#[test]
fn undriven_hidden_units_learn_nothing() {
    let p = Parameters { hidden: 20, hidden_drive: HiddenDrive::None, ..Parameters::default() };
    let set = glyph_set(3, 9, &p);
    let learned = solved(averages(&set, &p), 0.0, 20);
    let driven = Parameters { hidden: 20, ..Parameters::default() };
    let driven = solved(averages(&glyph_set(3, 9, &driven), &driven), 0.0, 20);
    let size = |solver: &ConjugateGradients| solver.theta().dot(solver.theta()).sqrt();
    assert!(size(&learned) < 1e-3 * size(&driven), "{} {}", size(&learned), size(&driven));
}
