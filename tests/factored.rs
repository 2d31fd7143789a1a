//! Couplings in factors against simpler ways to the same numbers: normal equations restricted to the span,
//! the same pairs as numbers, and the first law.

use thermogen::check::reference::{Reference, wide};
use thermogen::data::images::ImageSet;
use thermogen::kernels::philox::{Purpose, Stream};
use thermogen::learn::factored::FactoredExact;
use thermogen::learn::moments::{Averages, Moments, SecondMoments};
use thermogen::learn::state::State;
use thermogen::learn::table::DriveTable;
use thermogen::learn::training::Training;
use thermogen::learn::training_set::TrainingSet;
use thermogen::model::Model;
use thermogen::parameters::{CouplingForm, HiddenDrive, Parameters, VisibleCouplings};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::factored::Factored;
use thermogen::physics::fokker_planck::Resolution;
use thermogen::physics::generation::Generation;
use thermogen::physics::network::Network;
use thermogen::physics::on_site::OnSite;
use thermogen::physics::pairs::Form;
use thermogen::physics::potential::energy;
use thermogen::simd::Block;

fn numbers(n: usize, sample: u32) -> Vec<f64> {
    let mut stream = Stream::new(11, Purpose::Check, sample);
    (0..n).map(|_| 2.0 * stream.uniform() - 1.0).collect()
}

fn tiny(count: u8) -> ImageSet {
    let pixels = numbers(usize::from(count) * 6, 1).iter().map(|x| (127.0 * (x + 1.0)) as u8).collect();
    ImageSet::new(3, 2, pixels, Some((0..count).collect())).unwrap()
}

/// The networks that have factors.
fn settings() -> Vec<Parameters> {
    let p = Parameters { hidden: 5, couplings: CouplingForm::Factored, ..Parameters::default() };
    let all = VisibleCouplings::All;
    vec![
        p.clone(),
        Parameters { hidden_couplings: false, visible_biases: true, ..p.clone() },
        Parameters { hidden: 0, visible_couplings: all, visible_biases: true, ridge: 0.05, ..p.clone() },
        Parameters { visible_couplings: all, visible_biases: true, ..p.clone() },
        Parameters { hidden_drive: HiddenDrive::Class, visible_couplings: all, ridge: 0.01, ..p },
    ]
}

fn trained(p: &Parameters, set: &ImageSet, modes: usize) -> (Model, Vec<f64>) {
    let mut training = match modes {
        1 => Training::by(p.clone(), TrainingSet::new, set, |p, s| {
            Box::new(FactoredExact::with_modes(p, s, 1))
        }),
        2 => Training::by(p.clone(), TrainingSet::new, set, |p, s| Box::new(FactoredExact::new(p, s))),
        _ => Training::by(p.clone(), TrainingSet::new, set, |p, s| {
            Box::new(FactoredExact::with_modes(p, s, 3))
        }),
    }
    .unwrap();
    while !training.advance() {}
    (training.model(), training.history().to_vec())
}

/// One way in which θ may change: J (units × units) and b.
struct Way {
    j: Vec<f64>,
    b: Vec<f64>,
}

/// The moments of all units: C, −(G + Gᵀ), m, −⟨g⟩.
struct Naive {
    n: usize,
    c: Vec<f64>,
    right: Vec<f64>,
    means: Vec<f64>,
    right_bias: Vec<f64>,
}

impl Naive {
    fn new(a: &Averages) -> Self {
        let (network, slots) = (&a.network, a.network.slots());
        let n = network.units();
        let mut c = vec![0.0; n * n];
        let SecondMoments::LowRank(columns) = &a.second else { panic!("few images") };
        for column in columns {
            for k in 0..n * n {
                c[k] += f64::from(column[network.slot(k / n)]) * f64::from(column[network.slot(k % n)]);
            }
        }
        (0..n).for_each(|i| c[i * n + i] += a.variances[network.slot(i)]);
        let of = |x: &[f64]| (0..n).map(|i| x[network.slot(i)]).collect();
        let right = (0..n * n).map(|k| a.right[network.slot(k / n) * slots + network.slot(k % n)]).collect();
        Naive { n, c, right, means: of(&a.means), right_bias: of(&a.right_bias) }
    }

    fn times(&self, j: &[f64], x: &[f64]) -> Vec<f64> {
        j.chunks(self.n).map(|row| row.iter().zip(x).map(|(j, x)| j * x).sum()).collect()
    }

    /// Σ_i ⟨(b_i + (J x)_i) (b′_i + (J′ x)_i)⟩ + ridge (½⟨J, J′⟩ + b·b′).
    fn second(&self, a: &Way, b: &Way, ridge: f64) -> f64 {
        let n = self.n;
        let (am, bm) = (self.times(&a.j, &self.means), self.times(&b.j, &self.means));
        let mut sum = 0.0;
        for i in 0..n {
            let jc = self.times(&self.c, &a.j[i * n..(i + 1) * n]);
            sum += jc.iter().zip(&b.j[i * n..]).map(|(x, y)| x * y).sum::<f64>();
            sum += a.b[i] * bm[i] + b.b[i] * am[i] + (1.0 + ridge) * a.b[i] * b.b[i];
        }
        sum + 0.5 * ridge * a.j.iter().zip(&b.j).map(|(x, y)| x * y).sum::<f64>()
    }

    fn first(&self, a: &Way) -> f64 {
        0.5 * self.right.iter().zip(&a.j).map(|(r, j)| r * j).sum::<f64>()
            + self.right_bias.iter().zip(&a.b).map(|(r, b)| r * b).sum::<f64>()
    }
}

/// All ways that factors leave free.
fn ways(p: &Parameters, factored: &Factored) -> Vec<Way> {
    let network = factored.network();
    let (n, [v, h]) = (network.units(), factored.ranks());
    let columns = v + h;
    let f: Vec<f64> = wide(&factored.factors());
    let mut ways = Vec::new();
    for r in 0..columns {
        for c in r..columns {
            let free = match (r < v, c < v) {
                (true, true) => p.visible_couplings == VisibleCouplings::All,
                (false, false) => p.hidden_couplings,
                _ => true,
            };
            if free {
                let entry = |k: usize| {
                    let (a, b) = (&f[k / n * columns..], &f[k % n * columns..]);
                    if k / n == k % n { 0.0 } else { a[r] * b[c] + if r == c { 0.0 } else { a[c] * b[r] } }
                };
                ways.push(Way { j: (0..n * n).map(entry).collect(), b: vec![0.0; n] });
            }
        }
    }
    let first = if p.visible_biases { 0 } else { network.visible() };
    let bias = |unit: usize| (0..n).map(|k| f64::from(u8::from(k == unit))).collect();
    ways.extend((first..n).map(|unit| Way { j: vec![0.0; n * n], b: bias(unit) }));
    ways
}

/// Gaussian elimination with pivots; directions that change nothing stay at 0.
fn solve(mut a: Vec<Vec<f64>>) -> Vec<f64> {
    let n = a.len();
    let scale = (0..n).map(|k| a[k][k]).fold(0.0, f64::max);
    let mut rows = vec![None; n];
    let mut next = 0;
    for k in 0..n {
        let best = (next..n).max_by(|&x, &y| a[x][k].abs().total_cmp(&a[y][k].abs()));
        let Some(best) = best.filter(|&row| a[row][k].abs() > 1e-13 * scale) else { continue };
        a.swap(next, best);
        let pivot = a[next].clone();
        for (_, x) in a.iter_mut().enumerate().filter(|(row, _)| *row != next) {
            let factor = x[k] / pivot[k];
            x.iter_mut().zip(&pivot).for_each(|(x, p)| *x -= factor * p);
        }
        rows[k] = Some(next);
        next += 1;
    }
    (0..n).map(|k| rows[k].map_or(0.0, |row| a[row][n] / a[row][k])).collect()
}

#[test]
fn the_optimum_solves_the_normal_equations_in_the_span() {
    for p in settings() {
        let p = Parameters { iterations: 600, ..p };
        let images = tiny(2);
        let (model, history) = trained(&p, &images, 2);
        let set = TrainingSet::new(&images, &p).unwrap();
        let table = DriveTable::new(&p, 1.0, Resolution::default());
        let naive = Naive::new(&Moments::of(&set, &table, 0..2).averages());
        let ways = ways(&p, model.couplings.factored().unwrap());
        let row = |a: &Way| {
            ways.iter().map(|b| naive.second(a, b, p.ridge)).chain([naive.first(a)]).collect::<Vec<f64>>()
        };
        let weights = solve(ways.iter().map(row).collect());
        let (n, mut want) = (naive.n, Way { j: vec![0.0; naive.n * naive.n], b: vec![0.0; naive.n] });
        for (way, w) in ways.iter().zip(&weights) {
            want.j.iter_mut().zip(&way.j).for_each(|(x, y)| *x += w * y);
            want.b.iter_mut().zip(&way.b).for_each(|(x, y)| *x += w * y);
        }
        let size = want.j.iter().chain(&want.b).fold(0.0f64, |m, x| m.max(x.abs()));
        let mut worst = 0.0f64;
        for k in 0..n * n {
            worst = worst.max((f64::from(model.couplings.get(k / n, k % n)) - want.j[k]).abs());
        }
        let biases = model.couplings.bias_visible.iter().chain(&model.couplings.bias_hidden);
        biases.zip(&want.b).for_each(|(&b, w)| worst = worst.max((f64::from(b) - w).abs()));
        println!("{worst:e} of {size}, loss {:?}", history.last());
        assert!(worst < 1e-4 * size, "{p:?}");
    }
}

/// A model in factors with its random but fixed training.
fn models() -> Vec<Model> {
    settings().iter().map(|p| trained(p, &tiny(2), 2).0).collect()
}

#[test]
fn the_form_does_not_change_energies_forces_rows_and_ablations() {
    for mut model in models() {
        for cut in [false, true] {
            if cut && model.couplings.network().hidden() > 0 {
                model.couplings.cut(1);
            }
            let theta = &model.couplings;
            let (on_site, n) = (OnSite::new(&model.parameters), theta.network().units());
            let mut dense = Couplings::from(theta.to_dense());
            dense.bias_visible.clone_from(&theta.bias_visible);
            dense.bias_hidden.clone_from(&theta.bias_hidden);
            dense.check().unwrap();
            theta.check().unwrap();
            assert_eq!((theta.form(), dense.form()), (Form::Factored, Form::Dense));
            let x: Vec<f32> = numbers(n, 7).iter().map(|&x| x as f32).collect();
            let drive = vec![0.25; n];
            let (ours, theirs) = (energy(on_site, theta, &drive, &x), energy(on_site, &dense, &drive, &x));
            for ((name, ours), (_, theirs)) in ours.parts().into_iter().zip(theirs.parts()) {
                assert!((ours - theirs).abs() < 1e-6, "{name}: {ours} {theirs}");
            }
            let naive = Reference::new(&model.parameters, &dense);
            let gradient = naive.gradient(&wide(&x));
            for (i, force) in theta.linear_gradient(&wide(&x)).into_iter().enumerate() {
                let own = on_site.gradient(f64::from(x[i]));
                assert!((force + own - gradient[i]).abs() < 1e-5);
                assert_eq!(theta.row(i)[i], 0.0);
                (0..n).for_each(|k| assert!((theta.row(i)[k] - theta.get(i, k)).abs() < 1e-7));
            }
            // The product in f32, with eight samples.
            let slots = theta.network().to_slots(&x);
            let blocks: Vec<Block> = slots.iter().map(|&x| Block([x; 8])).collect();
            let mut product = vec![Block::default(); blocks.len()];
            theta.product().multiply(&blocks, &mut product);
            for (i, force) in theta.times(&wide(&x)).into_iter().enumerate() {
                assert!((f64::from(product[theta.network().slot(i)].0[3]) - force).abs() < 1e-5);
            }
        }
    }
}

#[test]
fn a_run_obeys_the_first_law_and_one_sample_is_as_many() {
    for model in models() {
        let p = Parameters { generate_time: 1.0, cool: 0.2, ..model.parameters.clone() };
        let mut run = Generation::new(model.clone(), p.clone(), 0, 9).unwrap();
        run.sum_midpoints();
        let start: Vec<f64> = (0..9).map(|sample| run.energy(sample).total()).collect();
        run.advance(u32::MAX).unwrap();
        for (sample, start) in start.into_iter().enumerate() {
            let heats = run.midpoint_heats(sample).unwrap();
            let lost = start - run.energy(sample).total();
            let heat = run.heat_emitted(sample).total() + run.heat_of_cooling(sample).total();
            assert!((heat - lost).abs() < 1e-9 * lost.abs().max(1.0));
            assert!((heats[0] + heats[1] - lost).abs() < 1e-9 * lost.abs().max(1.0), "{heats:?} {lost}");
            let mut alone = Generation::new(model.clone(), p.clone(), sample as u32, 1).unwrap();
            alone.advance(u32::MAX).unwrap();
            assert_eq!(alone.units(0), run.units(sample));
        }
    }
}

/// What the checks above are for: with J_ii left in, they fail.
#[test]
fn a_forgotten_diagonal_is_caught() {
    let p = &settings()[3];
    let model = trained(p, &tiny(2), 2).0;
    let factored = model.couplings.factored().unwrap();
    let n = factored.network().units();
    let x = numbers(n, 7);
    // F (M Fᵀ x): the product without d_i x_i.
    let columns: usize = factored.ranks().iter().sum();
    let (f, m) = (wide(&factored.factors()), wide(model.couplings.blocks()[2]));
    let z: Vec<f64> = (0..columns).map(|c| (0..n).map(|i| f[i * columns + c] * x[i]).sum()).collect();
    let w: Vec<f64> = m.chunks(columns).map(|row| row.iter().zip(&z).map(|(m, z)| m * z).sum()).collect();
    let dense = Couplings::from(model.couplings.to_dense());
    let mut apart = 0.0f64;
    for (i, want) in dense.times(&x).into_iter().enumerate() {
        let forgotten: f64 = f[i * columns..(i + 1) * columns].iter().zip(&w).map(|(f, w)| f * w).sum();
        assert!((forgotten - factored.diagonal()[i] * x[i] - want).abs() < 1e-6);
        apart = apart.max((forgotten - want).abs());
    }
    assert!(apart > 1e-2, "{apart}");
}

#[test]
fn more_modes_lose_less_and_the_loss_is_the_dense_one() {
    let images = tiny(3);
    let p = Parameters { hidden: 8, visible_biases: true, iterations: 300, ..Parameters::default() };
    let mut training = Training::new(p.clone(), &images).unwrap();
    while !training.advance() {}
    let dense = *training.history().last().unwrap();
    let losses = [1, 2, 3].map(|modes| *trained(&p, &images, modes).1.last().unwrap());
    println!("dense {dense}, one to three modes {losses:?}");
    assert!(losses[0] > losses[1] && losses[1] > losses[2] - 1e-9 && losses[2] > dense - 1e-6);
    assert!(losses[1] - dense < 0.02 * (losses[0] - dense).max(0.01));
}

#[test]
fn sizes_that_do_not_fit_are_refused() {
    let p = settings()[0].clone();
    let network = Network::new(3, 2, &p).unwrap();
    assert!(Factored::new(network.clone(), &[0.0; 12], &[0.0; 5], &[0.0; 9]).is_some());
    assert!(Factored::new(network.clone(), &[0.0; 13], &[0.0; 5], &[0.0; 9]).is_none());
    assert!(Factored::new(network, &[0.0; 12], &[0.0; 5], &[0.0; 8]).is_none());
    let nearest = Parameters { visible_couplings: VisibleCouplings::Nearest, ..p.clone() };
    assert_eq!(nearest.validate().unwrap_err().name(), "couplings");
    let dense = Parameters { couplings: CouplingForm::Dense, ..p.clone() };
    assert!(Network::new(65, 64, &dense).is_err() && Network::new(65, 64, &p).is_ok());
    assert_eq!(Network::of_channels([256, 256, 3], &p).unwrap().visible(), 196_608);
    assert!(Network::of_channels([256, 256, 2], &p).is_err());
}

/// A training that is shared, or interrupted and gone on with, ends in the bits of a whole one.
#[test]
fn interrupted_trainings_end_in_the_same_bits() {
    let (p, set) = (settings()[3].clone(), tiny(3));
    let (whole, history) = trained(&p, &set, 2);
    for slices in [3, 11, 24] {
        let mut training = Training::new(p.clone(), &set).unwrap();
        (0..slices).for_each(|_| _ = training.advance());
        let state = State::from_flat(&training.state().flat());
        let mut training = Training::new(p.clone(), &set).unwrap();
        training.resume(state.clone()).unwrap();
        assert_eq!(training.state(), state);
        while !training.advance() {}
        assert_eq!(training.model().couplings, whole.couplings);
        assert_eq!(training.history(), history);
        assert!(training.truncation().is_some_and(|part| part < 0.01));
    }
}
