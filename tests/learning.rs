//! Learning, end to end: each trainer makes the computer draw its patterns, the untrained computer
//! draws nothing, and hidden units that no image drives learn nothing.

mod reference;

use reference::{rms, statistics};
use thermogen::data::glyphs;
use thermogen::data::images::ImageSet;
use thermogen::kernels::philox::Purpose;
use thermogen::learn::quality::Quality;
use thermogen::learn::training::Training;
use thermogen::learn::training_set::TrainingSet;
use thermogen::model::Model;
use thermogen::parameters::{HiddenDrive, Parameters, Trainer, preset};
use thermogen::physics::couplings::Couplings;
use thermogen::physics::generation::Generation;
use thermogen::physics::noising::Noising;
use thermogen::physics::reverse_path::ReversePath;

/// Upright, lying and slanted stripes two pixels wide.
fn stripes(size: usize) -> ImageSet {
    let bright = |kind: usize, x: usize, y: usize| ([x, y, x + y][kind] / 2).is_multiple_of(2);
    let pixel = |i: usize| bright(i / (size * size), i % size, i / size % size);
    let pixels = (0..3 * size * size).map(|i| if pixel(i) { 255 } else { 0 }).collect();
    ImageSet::new(size, size, pixels, None).unwrap()
}

fn trained(p: &Parameters, images: &ImageSet) -> (Model, TrainingSet) {
    let mut training = Training::new(p.clone(), images).unwrap();
    while !training.advance() {}
    (training.model(), training.set().clone())
}

fn generated(p: &Parameters, model: Model) -> Generation {
    let mut generation = Generation::new(model, p.clone(), 0, 64).unwrap();
    generation.advance(u32::MAX).unwrap();
    generation
}

fn heats(generation: &Generation) -> Vec<f64> {
    (0..generation.samples()).map(|sample| generation.heat_emitted(sample).total()).collect()
}

fn quality(p: &Parameters, images: &ImageSet) -> Quality {
    let (model, set) = trained(p, images);
    Quality::of(&generated(p, model).visible(), set.images(), images.size())
}

/// 0.6 is far beyond chance: the best of three overlaps of 64 independent pixels is 0.1 on average
/// and its standard deviation over samples 0.1, so that the mean of 64 samples stays below 0.2.
const LEARNED: f64 = 0.6;

/// Large steps, for speed. α is proportional to Δt; α₀ makes up for it.
fn coarse(trainer: Trainer) -> Parameters {
    Parameters { trainer, dt: 0.02, rate: 0.15, generate_dt: 0.02, ..Parameters::default() }
}

#[test]
fn sgd_learns_glyphs() {
    let p = Parameters { iterations: 240, hidden: 96, generate_time: 5.0, ..coarse(Trainer::Sgd) };
    let images = glyphs::draw(&[0, 1, 2], 8, 1, 0).unwrap();
    let quality = quality(&p, &images);
    assert!(quality.mean_best_overlap > LEARNED, "{quality:?}");
    assert!(quality.shares.iter().all(|&share| share > 0.05), "every pattern appears: {quality:?}");
}

#[test]
fn the_online_rule_learns_stripes() {
    let p = Parameters { iterations: 240, hidden: 96, generate_time: 5.0, ..coarse(Trainer::Online) };
    let quality = quality(&p, &stripes(8));
    assert!(quality.mean_best_overlap > LEARNED, "{quality:?}");
}

#[test]
fn the_quick_preset_draws_its_glyphs() {
    let p = preset("quick").unwrap();
    let quality = quality(&p, &glyphs::draw(&[0, 1, 2], 14, p.seed, 0).unwrap());
    assert!(quality.mean_best_overlap > 0.8 && quality.inverted < 0.1, "{quality:?}");
}

#[test]
fn the_untrained_computer_draws_nothing_and_emits_no_heat() {
    let p = Parameters { iterations: 0, ..preset("quick").unwrap() };
    let images = glyphs::draw(&[0, 1, 2], 14, 1, 0).unwrap();
    let (model, set) = trained(&p, &images);
    let generation = generated(&p, model);
    let quality = Quality::of(&generation.visible(), set.images(), 196);
    assert!(quality.mean_best_overlap < 0.3, "{quality:?}");
    // In equilibrium from the start: heat fluctuates about 0. α = 10⁻⁶, and 0.1 kT for the step.
    let (mean, error) = statistics::mean_and_error(&heats(&generation));
    assert!(mean.abs() < statistics::normal_limit(1e-6, 1) * error + 0.1, "{mean} ± {error}");
}

/// The gradient at θ = 0 over independent trajectories, entry by entry.
fn gradients(p: &Parameters, trajectories: u32) -> Vec<Couplings> {
    let set = TrainingSet::new(&stripes(4), p).unwrap();
    let theta = Couplings::zero(set.network().clone());
    let mut path = ReversePath::new(p, &theta);
    let mut noising = Noising::new(p, set.network(), Purpose::Check);
    let mut displacement = vec![0.0; set.network().slots()];
    let mut gradient = |trajectory: u32| {
        noising.begin(trajectory, &set.drive(trajectory as usize % set.count()));
        path.restart(&theta);
        for _ in 0..p.steps() {
            let arrival = noising.advance(&mut displacement);
            path.push(arrival, &displacement);
        }
        path.flush();
        path.gradient()
    };
    (0..trajectories).map(&mut gradient).collect()
}

/// Deviation of the mean of each entry of one block from 0 in standard errors, largest and rms.
fn deviations(gradients: &[Couplings], block: usize, size: usize) -> (f64, f64) {
    let z: Vec<f64> = (0..gradients[0].blocks()[block].len())
        .filter(|entry| size == 0 || entry / size < entry % size)
        .map(|entry| {
            let values: Vec<f64> = gradients.iter().map(|g| f64::from(g.blocks()[block][entry])).collect();
            let (mean, error) = statistics::mean_and_error(&values);
            mean / error
        })
        .collect();
    (z.iter().fold(0.0f64, |most, z| most.max(z.abs())), rms(z))
}

#[test]
fn undriven_hidden_units_have_no_coupling_gradient() {
    let p = Parameters { hidden: 10, dt: 0.02, ..Parameters::default() };
    let undriven = gradients(&Parameters { hidden_drive: HiddenDrive::None, ..p.clone() }, 600);
    let driven = gradients(&p, 600);
    // 160 visible–hidden and 45 hidden–hidden pairs, 10 biases; α = 10⁻⁶ in all.
    let limit = statistics::normal_limit(1e-6, 215);
    for (block, size) in [(0, 0), (1, 10), (4, 0)] {
        let (largest, _) = deviations(&undriven, block, size);
        assert!(largest < limit, "block {block}: {largest}");
    }
    for (block, size) in [(0, 0), (1, 10)] {
        let (_, rms) = deviations(&driven, block, size);
        assert!(rms > 10.0, "driven ones have one: block {block}, {rms}");
    }
}

/// Sgd takes from undriven units only the noise of its gradients, whose heat is small compared with what
/// the driven ones need for the same images.
#[test]
fn undriven_hidden_units_make_no_heat() {
    let p = Parameters { iterations: 60, hidden: 48, ..coarse(Trainer::Sgd) };
    let images = glyphs::draw(&[0, 1, 2], 8, 1, 0).unwrap();
    let heat = |hidden_drive| {
        let p = Parameters { hidden_drive, ..p.clone() };
        statistics::mean_and_error(&heats(&generated(&p, trained(&p, &images).0)))
    };
    let ((undriven, error), (driven, _)) = (heat(HiddenDrive::None), heat(HiddenDrive::Copy));
    let limit = statistics::normal_limit(1e-6, 1);
    assert!(undriven.abs() < limit * error + 0.02 * driven, "{undriven} ± {error}, driven {driven}");
    assert!(driven > 50.0);
}
