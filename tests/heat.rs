//! The first law, the reversal of heat, and the exact identity between path probabilities and heat.
//!
//! ln(P₀[ω]/P̃_θ[ω̃]) = −½β Σ (∂V₀(x) + ∂V_θ(x′))·Δx + ¼βμΔt Σ (‖∂V_θ(x′)‖² − ‖∂V₀(x)‖²)
//! at any Δt (Wang & Deng, arXiv:2609.15439, made exact); V₀ includes the drive.

mod reference;

use reference::{Reference, random_couplings, rms, wide};
use thermogen::data::glyphs;
use thermogen::kernels::philox::{Purpose, Stream};
use thermogen::learn::training::Training;
use thermogen::model::Model;
use thermogen::parameters::{HiddenDrive, Parameters, Trainer, VisibleCouplings};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::generation::Generation;
use thermogen::physics::heat::heat_of_step;
use thermogen::physics::network::Network;
use thermogen::physics::on_site::OnSite;
use thermogen::physics::potential::energy;

fn parameters() -> Parameters {
    Parameters {
        hidden: 5,
        visible_couplings: VisibleCouplings::Nearest,
        visible_biases: true,
        j4: 0.8,
        dt: 0.01,
        ..Parameters::default()
    }
}

fn computer(p: &Parameters) -> Couplings {
    random_couplings(p, &Network::new(3, 2, p).unwrap(), 0.4, 0)
}

/// Heat emitted along states, step by step, by the crate's rule.
fn heat_along(c: &Reference, states: &[Vec<f64>]) -> f64 {
    let on_site = OnSite { j2: c.j2, j4: c.j4 };
    let heat = |from: &[f64], to: &[f64]| {
        let middle: Vec<f64> = from.iter().zip(to).map(|(x, y)| 0.5 * (x + y)).collect();
        heat_of_step(on_site, &c.linear_gradient(&middle), from, to)
    };
    states.windows(2).map(|pair| heat(&pair[0], &pair[1])).sum()
}

fn start(c: &Reference, stream: &mut Stream) -> Vec<f64> {
    (0..c.units()).map(|_| 2.0 * stream.uniform() - 1.0).collect()
}

#[test]
fn the_energy_is_the_naive_sum_over_pairs() {
    for visible_couplings in [VisibleCouplings::None, VisibleCouplings::Nearest, VisibleCouplings::All] {
        for hidden in [0, 1, 9, 16] {
            let p = Parameters { visible_couplings, hidden, ..parameters() };
            let theta = computer(&p);
            let mut reference = Reference::new(&p, &theta);
            let n = reference.units();
            let x: Vec<f32> = (0..n).map(|i| (2.3 * i as f32).cos()).collect();
            let force: Vec<f32> = (0..n).map(|i| 0.3 * (i as f32).sin()).collect();
            reference.f = wide(&force);
            let parts = energy(OnSite::new(&p), &theta, &force, &x);
            let v = reference.potential(&wide(&x));
            assert!((parts.total() - v).abs() < 1e-12 * v.abs().max(1.0), "{} {v}", parts.total());
            // Each part alone, by leaving out the others.
            let pairs = |kind: [bool; 2]| {
                let mut alone =
                    Reference { b: vec![0.0; n], f: vec![0.0; n], j2: 0.0, j4: 0.0, ..reference.clone() };
                for (i, row) in alone.j.iter_mut().enumerate() {
                    for (k, j) in row.iter_mut().enumerate() {
                        let mut at = [i >= 6, k >= 6];
                        at.sort_unstable();
                        *j *= if at == kind { 1.0 } else { 0.0 };
                    }
                }
                alone.potential(&wide(&x))
            };
            assert!((parts.visible_visible - pairs([false, false])).abs() < 1e-12);
            assert!((parts.visible_hidden - pairs([false, true])).abs() < 1e-12);
            assert!((parts.hidden_hidden - pairs([true, true])).abs() < 1e-12);
        }
    }
}

#[test]
fn heat_by_steps_is_the_energy_difference_and_reversal_flips_it() {
    let p = parameters();
    let mut c = Reference::new(&p, &computer(&p));
    c.f = (0..c.units()).map(|i| 0.2 * i as f64 - 1.0).collect();
    let mut stream = Stream::new(4, Purpose::Check, 0);
    for _ in 0..20 {
        let mut states = c.trajectory(&start(&c, &mut stream), 500, |_| 1.0, &mut stream);
        let difference = c.potential(&states[0]) - c.potential(&states[500]);
        let by_steps = heat_along(&c, &states);
        let naive: f64 = states.windows(2).map(|pair| c.heat_of_step(&pair[0], &pair[1])).sum();
        assert!((by_steps - difference).abs() < 1e-9 * p.kt, "{by_steps} {difference}");
        assert!((naive - difference).abs() < 1e-9 * p.kt);
        // The rule that must not be used, the gradient at the left point, is off by much more.
        let left = |pair: &[Vec<f64>]| {
            let moved = pair[0].iter().zip(&pair[1]).map(|(x, y)| y - x);
            -c.gradient(&pair[0]).iter().zip(moved).map(|(g, d)| g * d).sum::<f64>()
        };
        let left: f64 = states.windows(2).map(left).sum();
        assert!((left - difference).abs() > 10.0 * p.kt, "{left} {difference}");
        states.reverse();
        assert!((heat_along(&c, &states) + by_steps).abs() < 1e-12 * 500.0);
    }
}

/// Q of every sample of the crate, at every step, on its own f32 states.
#[test]
fn a_batchs_heat_is_the_heat_of_its_steps() {
    let p = Parameters { generate_time: 2.0, cool: 0.5, generate_kt: 1.5, ..parameters() };
    let theta = computer(&p);
    let c = Reference::new(&p, &theta);
    let mut generation = Generation::new(Model::new(p.clone(), theta), p.clone(), 7, 5).unwrap();
    generation.clamp(&[(3, 0.4), (8, -0.3)]);
    let mut states: Vec<Vec<Vec<f64>>> = (0..5).map(|s| vec![wide(&generation.units(s))]).collect();
    while generation.advance(1).unwrap() == 1 {
        for (sample, states) in states.iter_mut().enumerate() {
            states.push(wide(&generation.units(sample)));
        }
    }
    assert_eq!(generation.reference_kt(), 1.5 * p.kt);
    for (sample, states) in states.iter().enumerate() {
        let (hot, cooling) = (heat_along(&c, &states[..201]), heat_along(&c, &states[200..]));
        assert!((generation.heat_emitted(sample).total() - hot / (1.5 * p.kt)).abs() < 1e-9);
        assert!((generation.heat_of_cooling(sample).total() - cooling / (1.5 * p.kt)).abs() < 1e-9);
    }
}

/// Q + ΔV = W with the work of a class code's force: W = Σ f Δx, V without the drive.
#[test]
fn the_first_law_holds_with_the_work_of_a_drive() {
    let p = Parameters {
        hidden: 12,
        hidden_drive: HiddenDrive::Class,
        trainer: Trainer::Sgd,
        iterations: 4,
        dt: 0.01,
        ..Parameters::default()
    };
    let images = glyphs::draw(&[0, 7], 8, 1, 0).unwrap();
    let mut training = Training::new(p.clone(), &images).unwrap();
    while !training.advance() {}
    let model = training.model();
    let c = Reference::new(&p, &model.couplings);
    let code = wide(model.class_code(7, p.seed, 0).unwrap());
    let mut generation = Generation::new(model, p.clone(), 0, 6).unwrap();
    generation.ask_for(7).unwrap();
    let before: Vec<Vec<f64>> = (0..6).map(|s| wide(&generation.units(s))).collect();
    generation.advance(u32::MAX).unwrap();
    for (sample, before) in before.iter().enumerate() {
        let after = wide(&generation.units(sample));
        let work: f64 = (0..12).map(|j| p.drive * code[j] * (after[64 + j] - before[64 + j])).sum();
        let heat = generation.heat_emitted(sample);
        let change = c.potential(&after) - c.potential(before);
        assert!((heat.total() * p.kt + change - work).abs() < 1e-9, "{work}");
        assert!((heat.drive * p.kt - work).abs() < 1e-9);
        assert!(work.abs() > 1.0, "the drive does work");
    }
}

/// At full size the crate's f32 trajectories keep the ledger to 0.05 kT, in truth far better: both
/// sums run in f64 over the same states.
#[test]
fn the_first_law_holds_at_full_size() {
    // The rule's α is proportional to Δt: at full size α₀ = 1 would be unstable at this step.
    let p = Parameters {
        trainer: Trainer::Sgd,
        iterations: 6,
        dt: 0.01,
        rate: 0.1,
        generate_time: 0.5,
        ..Parameters::default()
    };
    let images = glyphs::draw(&[0, 1, 2], 28, 1, 0).unwrap();
    let mut training = Training::new(p.clone(), &images).unwrap();
    while !training.advance() {}
    let model = training.model();
    let c = Reference::new(&p, &model.couplings);
    let mut generation = Generation::new(model, p.clone(), 0, 8).unwrap();
    let mut states = vec![wide(&generation.units(3))];
    while generation.advance(1).unwrap() == 1 {
        states.push(wide(&generation.units(3)));
    }
    let heat = generation.heat_emitted(3).total();
    let by_steps = heat_along(&c, &states) / p.kt;
    let difference = (c.potential(&states[0]) - c.potential(states.last().unwrap())) / p.kt;
    println!(
        "heat {heat} kT; by steps {:.1e}, by the naive potential {:.1e} apart",
        by_steps - heat,
        difference - heat
    );
    assert!(heat.abs() > 5.0, "training makes heat: {heat}");
    assert!(
        (heat - by_steps).abs() < 0.05 && (heat - difference).abs() < 0.05,
        "{heat} {by_steps} {difference}"
    );
}

/// Numbers of one noising trajectory: the log-ratio of path probabilities, the exact identity's
/// right-hand side, and the same with midpoint heats in place of end-point ones.
fn identity(p: &Parameters, sample: u32) -> [f64; 3] {
    let theta = Reference::new(p, &computer(p));
    let n = theta.units();
    let mut reference = Reference::uncoupled(p, n);
    reference.f = (0..n).map(|i| 2.0 * (1.3 * i as f64).sin()).collect();
    let share = |step: usize| (1.0 - step as f64 * p.dt / (p.ramp * p.time)).max(0.0);
    let mut stream = Stream::new(6, Purpose::Check, sample);
    let states = reference.trajectory(&start(&theta, &mut stream), p.steps() as usize, share, &mut stream);
    let beta = 1.0 / p.kt;
    let square = |g: &[f64]| g.iter().map(|g| g * g).sum::<f64>();
    let (mut ratio, mut exact, mut midpoint) = (0.0, 0.0, 0.0);
    for (step, pair) in states.windows(2).enumerate() {
        let (x, reached) = (&pair[0], &pair[1]);
        reference.share = share(step);
        ratio += theta.minus_log_reverse(x, reached) - reference.minus_log_forward(x, reached);
        let (left, right) = (reference.gradient(x), theta.gradient(reached));
        let along: f64 = (0..n).map(|i| (left[i] + right[i]) * (reached[i] - x[i])).sum();
        let extra = 0.25 * beta * p.mobility * p.dt * (square(&right) - square(&left));
        exact += -0.5 * beta * along + extra;
        midpoint +=
            0.5 * beta * (reference.heat_of_step(x, reached) + theta.heat_of_step(x, reached)) + extra;
    }
    [ratio, exact, midpoint]
}

#[test]
fn the_path_probability_identity_is_exact_at_any_step() {
    for dt in [0.1, 0.01, 0.001] {
        for sample in 0..10 {
            let [ratio, exact, _] = identity(&Parameters { dt, ..parameters() }, sample);
            assert!((ratio - exact).abs() < 1e-10 * ratio.abs().max(100.0), "{ratio} {exact}");
        }
    }
}

#[test]
fn with_midpoint_heats_its_residual_falls_as_the_root_of_the_step() {
    let residual = |dt: f64| {
        let p = Parameters { dt, time: 0.25, hidden: 2, ..parameters() };
        rms((0..400).map(|sample| {
            let [ratio, _, midpoint] = identity(&p, sample);
            ratio - midpoint
        }))
    };
    let residuals = [residual(0.004), residual(0.001), residual(0.000_25)];
    for pair in residuals.windows(2) {
        // The error of a root mean square of 400 is 3.5 %, of the ratio 5 %: four of them.
        assert!((pair[0] / pair[1] - 2.0).abs() < 0.4, "{residuals:?}");
    }
}

/// Forwards and backwards under one potential: ln(P[ω]/P[ω̃]) → Q/kT, the error falling as Δt.
#[test]
fn forward_over_backward_is_the_heat() {
    let residual = |dt: f64| {
        let p = Parameters { dt, hidden: 2, ..parameters() };
        let c = Reference::new(&p, &computer(&p));
        rms((0..400).map(|sample| {
            let mut stream = Stream::new(8, Purpose::Check, sample);
            let steps = (0.5 / dt).round() as usize;
            let states = c.trajectory(&start(&c, &mut stream), steps, |_| 1.0, &mut stream);
            let ratio: f64 = states
                .windows(2)
                .map(|pair| c.minus_log_reverse(&pair[0], &pair[1]) - c.minus_log_forward(&pair[0], &pair[1]))
                .sum();
            ratio - (c.potential(&states[0]) - c.potential(&states[steps])) / p.kt
        }))
    };
    let residuals = [residual(0.01), residual(0.0025), residual(0.000_625)];
    assert!(residuals[2] < 0.2, "{residuals:?}");
    for pair in residuals.windows(2) {
        assert!((pair[0] / pair[1] - 4.0).abs() < 0.8, "{residuals:?}");
    }
}
