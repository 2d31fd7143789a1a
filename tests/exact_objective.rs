//! The objective of the exact trainer, compared with its definition: the solved density of one noised unit
//! against the brute-force one, and the loss it reports against the loss of fresh noising paths.

mod reference;

use reference::{density, statistics};
use thermogen::data::glyphs;
use thermogen::kernels::philox::Purpose;
use thermogen::learn::training::Training;
use thermogen::parameters::{HiddenDrive, Parameters, VisibleCouplings};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::fokker_planck::{Resolution, noised_unit};
use thermogen::physics::noising::Noising;
use thermogen::physics::reverse_path::ReversePath;

/// Mean, variance and mean reverse force after `time` by brute force at one time step.
fn chain(p: &Parameters, force: f64, time: f64, dt: f64) -> [f64; 3] {
    let p = Parameters { dt, ..p.clone() };
    let share = |t: f64| (1.0 - t / (p.ramp * p.time)).max(0.0);
    let mut unit = density::Unit::prepared(&p, force, 2.1);
    for step in 0..(time / dt).round() as u32 {
        unit.step(force * share(f64::from(step) * dt));
    }
    let mean = unit.mean(|x| x);
    let gradient = unit.mean(|x| 2.0 * p.j2 * x + 4.0 * p.j4 * x.powi(3));
    // ⟨g⟩ = f − 2ṁ/μ with ṁ = μ(f − ⟨∂V₀⟩).
    [mean, unit.mean(|x| x * x) - mean * mean, 2.0 * gradient - force * share(time)]
}

#[test]
fn the_solved_density_is_the_brute_force_density() {
    let base = Parameters { time: 1.6, ..Parameters::default() };
    for (p, force) in [
        (base.clone(), 2.0),
        (base.clone(), -0.7),
        (Parameters { mobility: 1.7, ramp: 0.4, kt: 0.2, ..base.clone() }, 1.0),
        (Parameters { j4: 0.0, ..base.clone() }, 1.5),
        (Parameters { j2: -1.0, ..base.clone() }, 0.4),
        (Parameters { j2: -3.0, j4: 2.0, ..base.clone() }, -0.3),
    ] {
        let solved = noised_unit(&p, force, Resolution { cells: 160, steps: 160 });
        for time in [0.4, 1.0, 1.6] {
            // Two steps, extrapolated to zero: the chain's error is of first order.
            let (coarse, fine) = (chain(&p, force, time, 0.01), chain(&p, force, time, 0.005));
            let at = solved[(time * 100.0).round() as usize];
            let got = [at.mean, at.variance, at.reverse_force];
            for (k, got) in got.into_iter().enumerate() {
                let want = 2.0 * fine[k] - coarse[k];
                let scale = if k == 2 { 4.0 } else { 1.0 };
                assert!((got - want).abs() < 2e-4 * scale, "{force} {time} {k}: {got} {want}, {p:?}");
            }
        }
    }
}

/// The excess loss of a fresh noising path under θ, and how far it is below that of θ = 0.
fn fresh_losses(p: &Parameters, training: &Training, trajectories: u32) -> [Vec<f64>; 2] {
    let (theta, set) = (training.model().couplings, training.set());
    let zero = Couplings::zero(theta.network().clone());
    let (mut path, mut untrained) = (ReversePath::new(p, &theta), ReversePath::new(p, &zero));
    let mut noising = Noising::new(p, set.network(), Purpose::ValidationNoising);
    let mut displacement = vec![0.0; set.network().slots()];
    let mut losses = [vec![], vec![]];
    for trajectory in 0..trajectories {
        noising.begin(trajectory, &set.drive(trajectory as usize % set.count()));
        path.restart(&theta);
        untrained.restart(&zero);
        for _ in 0..p.steps() {
            let arrival = noising.advance(&mut displacement);
            path.push(arrival, &displacement);
            untrained.push(arrival, &displacement);
        }
        path.flush();
        untrained.flush();
        losses[0].push(path.loss_excess());
        losses[1].push(untrained.loss_excess() - path.loss_excess());
    }
    losses
}

#[test]
fn the_reported_loss_is_the_loss_of_fresh_paths() {
    let images = glyphs::draw(&[0, 1, 2], 8, 1, 0).unwrap().resized(4, 3).unwrap();
    let base = Parameters { hidden: 7, dt: 0.002, time: 1.5, iterations: 12, ..Parameters::default() };
    for p in [
        base.clone(),
        Parameters { visible_couplings: VisibleCouplings::All, visible_biases: true, ..base.clone() },
        Parameters { hidden_drive: HiddenDrive::Projection, mobility: 0.8, j4: 0.5, ..base.clone() },
        Parameters { iterations: 2, ridge: 0.5, ..base },
    ] {
        let trained = |p: Parameters| {
            let mut training = Training::new(p, &images).unwrap();
            while !training.advance() {}
            let reported = *training.history().last().unwrap();
            (training, reported)
        };
        let (training, reported) = trained(p.clone());
        // A heavy ridge, which is no part of the loss, holds θ at 0.
        let (_, untrained) = trained(Parameters { ridge: 1000.0, iterations: 1, ..p.clone() });
        let [losses, gains] = fresh_losses(&p, &training, 300).map(|v| statistics::mean_and_error(&v));
        let gain = untrained - reported;
        println!("loss − N/2: {reported:.5} reported, {:.5} ± {:.5} seen", losses.0, losses.1);
        println!("gained: {gain:.5} reported, {:.5} ± {:.5} seen", gains.0, gains.1);
        // α = 10⁻⁶ over eight comparisons, and 2 % for the step, which the moments leave out.
        let limit = statistics::normal_limit(1e-6, 8);
        assert!((losses.0 - reported).abs() < limit * losses.1 + 0.02 * reported.abs());
        assert!((gains.0 - gain).abs() < limit * gains.1 + 0.02 * gain);
    }
}
