//! The trainer in factors: against normal equations restricted to the span, with one to three modes for each
//! image, and interrupted.

mod factors;

use factors::{settings, tiny, trained};
use thermogen::check::reference::wide;
use thermogen::learn::moments::{Averages, Moments, SecondMoments};
use thermogen::learn::state::State;
use thermogen::learn::table::DriveTable;
use thermogen::learn::training::Training;
use thermogen::learn::training_set::TrainingSet;
use thermogen::parameters::{Parameters, VisibleCouplings};
use thermogen::physics::factored::Factored;
use thermogen::physics::fokker_planck::Resolution;

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

/// A training that is interrupted and gone on with ends in the bits of a whole one.
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
