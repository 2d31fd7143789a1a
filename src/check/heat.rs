//! Heat: the first law, its reversal, and what it has to do with path probabilities.
//!
//! ln(P₀[ω]/P̃_θ[ω̃]) = −½β Σ (∂V₀(x) + ∂V_θ(x′))·Δx + ¼βμΔt Σ (‖∂V_θ(x′)‖² − ‖∂V₀(x)‖²)
//! at any Δt (Wang & Deng, arXiv:2609.15439, with V₀ including the drive); the paper's Eqs 13–14 are
//! −½β(Q₀ + Q_θ) alone, with midpoint heats.

use super::gradients::computer;
use super::reference::{Recorded, Reference, rms, wide};
use super::{Row, Subject};
use crate::kernels::philox::{Purpose, Stream};
use crate::model::Model;
use crate::parameters::Parameters;
use crate::physics::events::parse_events;
use crate::physics::generation::Generation;
use crate::physics::langevin::Batch;
use crate::physics::on_site::OnSite;
use crate::physics::step::Step;

const SAMPLES: usize = 8;

/// For each sample of a batch in shipped f32, driven: its states, the reference, kT.
fn states() -> (Vec<Vec<Vec<f32>>>, Reference, Vec<f32>) {
    let (p, theta) = computer();
    let n = theta.network().units();
    let drive: Vec<f32> = (0..n).map(|i| 0.2 * i as f32 - 1.0).collect();
    let mut batch = Batch::new(&theta, 4, 0, SAMPLES);
    for sample in 0..SAMPLES {
        batch.drive(sample, &drive);
        batch.set(sample, &(0..n).map(|i| ((sample + 3 * i) as f32).sin()).collect::<Vec<_>>());
    }
    let mut states: Vec<_> = (0..SAMPLES).map(|sample| vec![batch.get(sample)]).collect();
    for _ in 0..300 {
        // A value that is not finite shows in the row.
        let _ = batch.advance(Step::of_noising(&p), 1);
        states.iter_mut().enumerate().for_each(|(sample, states)| states.push(batch.get(sample)));
    }
    let mut c = Reference::new(&p, &theta);
    c.f = wide(&drive);
    (states, c, drive)
}

fn heat_along<'a>(subject: Subject, c: &Reference, states: impl Iterator<Item = &'a Vec<f32>>) -> f64 {
    let states: Vec<Vec<f64>> = states.map(|x| wide(x)).collect();
    states.windows(2).map(|pair| subject.heat_of_step(c, &pair[0], &pair[1])).sum()
}

fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |m, x| if x.abs() > m || x.is_nan() { x.abs() } else { m })
}

/// V(x(0)) − V(x(t)) against the sum over steps, on f32 trajectories with f64 sums.
pub(crate) fn first_law(subject: Subject) -> Row {
    let (_, theta) = computer();
    let (states, c, drive) = states();
    let on_site = OnSite { j2: c.j2, j4: c.j4 };
    let energy = |x: &Vec<f32>| subject.energy(on_site, &theta, &drive, x).total();
    let heats: Vec<f64> =
        states.iter().map(|states| energy(&states[0]) - energy(&states[states.len() - 1])).collect();
    let off = states.iter().zip(&heats).map(|(states, heat)| heat - heat_along(subject, &c, states.iter()));
    Row::new(
        "first-law",
        "heat as energy difference against the sum over steps (midpoint, exact discrete gradient of x⁴), largest difference",
        largest(off) / c.kt,
        1e-9,
    )
    .unit("kT")
    .detail(format!("{SAMPLES} driven trajectories of 300 steps, heats up to {:.0} kT", largest(heats.into_iter()) / c.kt))
}

/// The events of the shipped samples, and when they happen.
const EVENTS: &str = "20:j2:0.5;35:clamp:2=0.75;50:lesion:3;60:generate_kt:2;80:release:2;90:restore:3;100:j4:1.5;110:clamp:4=-1";

/// Naive energy at the end minus that at the start against work minus heat, the heat by the midpoint sum.
pub(super) fn work(_: Subject) -> Row {
    let (p, theta) = computer();
    let p = Parameters { generate_time: 1.2, cool: 0.3, ..p };
    let last = Parameters { j2: 0.5, j4: 1.5, ..p.clone() };
    let (first, last) = (Reference::new(&p, &theta), Reference::new(&last, &theta));
    let run = || -> Result<Generation, Box<dyn std::error::Error>> {
        let mut run = Generation::new(Model::new(p.clone(), theta.clone()), p.clone(), 0, SAMPLES)?;
        run.schedule(&parse_events(EVENTS)?)?;
        run.sum_midpoints();
        Ok(run)
    };
    let off = run().and_then(|mut run| {
        let starts: Vec<f64> =
            (0..SAMPLES).map(|sample| first.potential(&wide(&run.units(sample)))).collect();
        run.advance(u32::MAX)?;
        let off = |(sample, start): (usize, &f64)| {
            let risen = (last.potential(&wide(&run.units(sample))) - start) / run.reference_kt();
            let [hot, cooled] = run.midpoint_heats(sample).unwrap_or([f64::NAN; 2]);
            risen - (run.work(sample).total() - hot - cooled)
        };
        Ok(largest(starts.iter().enumerate().map(off)))
    });
    Row::new(
        "work",
        "energy gained while potential, clamps and ablations change against work minus heat (midpoint sum), largest difference",
        off.unwrap_or(f64::NAN),
        1e-9,
    )
    .unit("kT")
    .detail(format!("{SAMPLES} trajectories of 150 steps, cooled in the last 30, with {EVENTS}"))
}

/// The heat of a trajectory taken backwards is minus its heat.
pub(super) fn reversal(subject: Subject) -> Row {
    let (states, c, _) = states();
    let sum = |states: &Vec<Vec<f32>>| {
        heat_along(subject, &c, states.iter()) + heat_along(subject, &c, states.iter().rev())
    };
    Row::new(
        "reversal",
        "heat of a trajectory plus the heat of the same backwards, largest",
        largest(states.iter().map(sum)) / c.kt,
        1e-9,
    )
    .unit("kT")
}

/// Of one noising trajectory: the log-ratio of path probabilities, the identity's two terms with
/// end-point forces, the heats' term with midpoint forces.
fn log_ratio(subject: Subject, dt: f64, sample: u32) -> [f64; 4] {
    let (p, theta) = computer();
    let p = Parameters { dt, ..p };
    let theta = Reference { dt, ..Reference::new(&p, &theta) };
    let n = theta.units();
    let mut reference = Reference::uncoupled(&p, n);
    reference.f = (0..n).map(|i| 2.0 * (1.3 * i as f64).sin()).collect();
    let share = |step: usize| (1.0 - step as f64 * p.dt / (p.ramp * p.time)).max(0.0);
    let mut stream = Stream::new(6, Purpose::Check, sample);
    let start: Vec<f64> = (0..n).map(|_| 2.0 * stream.uniform() - 1.0).collect();
    let states = reference.trajectory(&start, p.steps() as usize, share, &mut stream);
    let beta = 1.0 / p.kt;
    let square = |g: &[f64]| g.iter().map(|g| g * g).sum::<f64>();
    let (mut sums, mut room) = ([0.0; 4], Recorded::default());
    for (step, pair) in states.windows(2).enumerate() {
        let recorded = (pair[0].clone(), pair[1].clone());
        let (x, reached) = &recorded;
        reference.share = share(step);
        let (from, to) = subject.reversed(&recorded, &mut room);
        let (left, right) = (reference.gradient(x), theta.gradient(reached));
        let along: f64 = (0..n).map(|i| (left[i] + right[i]) * (reached[i] - x[i])).sum();
        let heats = subject.heat_of_step(&reference, x, reached) + subject.heat_of_step(&theta, x, reached);
        let terms = [
            theta.minus_log_reverse(from, to) - reference.minus_log_forward(x, reached),
            -0.5 * beta * along,
            0.25 * beta * p.mobility * p.dt * (square(&right) - square(&left)),
            0.5 * beta * heats,
        ];
        sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
    }
    sums
}

/// The identity with forces at the ends of the steps, exact at any Δt.
pub(super) fn identity(subject: Subject) -> Row {
    let off = [0.1, 0.01, 0.001].into_iter().flat_map(|dt| {
        (0..4).map(move |sample| {
            let [ratio, along, extra, _] = log_ratio(subject, dt, sample);
            (ratio - along - extra) / ratio.abs().max(100.0)
        })
    });
    Row::new(
        "path-identity",
        "ln(P₀[ω]/P̃[ω̃]) against Wang & Deng's terms with forces at the ends of the steps, largest relative difference at Δt = 0.1, 0.01, 0.001",
        largest(off),
        1e-10,
    )
}

/// With midpoint heats what is left falls as √Δt; the paper's approximation drops a term that stays.
pub(crate) fn midpoint_residual(subject: Subject) -> Row {
    const PATHS: u32 = 100;
    let paths = |dt: f64| (0..PATHS).map(|sample| log_ratio(subject, dt, sample)).collect::<Vec<_>>();
    let residual =
        |paths: &[[f64; 4]]| rms(paths.iter().map(|[ratio, _, extra, heats]| ratio - heats - extra));
    let (coarse, fine) = (paths(0.004), paths(0.001));
    let size = |part: usize| rms(fine.iter().map(|path| path[part]));
    let (before, after) = (residual(&coarse), residual(&fine));
    Row::new(
        "midpoint-residual",
        "the same with midpoint heats: how far the fall of the residual from Δt = 0.004 to 0.001 is from a half",
        (after / before - 0.5).abs(),
        // Four standard errors of the ratio of two root mean squares of 100.
        0.2,
    )
    .detail(format!(
        "root mean squares: log-ratio {:.1}; the heats' part, which is the paper's approximation, {:.1}; the term it drops {:.1}; residual {before:.2} at Δt = 0.004, {after:.2} at 0.001",
        size(0),
        size(3),
        size(2)
    ))
}
