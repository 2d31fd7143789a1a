//! A few colour pictures in factors: they condense from noise, and a sample shows the picture that it is
//! asked for or that it draws.

use std::time::Instant;
use thermogen::data::checkpoint;
use thermogen::data::images::ImageSet;
use thermogen::data::pictures;
use thermogen::learn::quality::overlaps;
use thermogen::learn::training::Training;
use thermogen::model::Model;
use thermogen::parameters::preset;
use thermogen::physics::generation::Generation;

fn pictures(side: usize) -> ImageSet {
    ImageSet::of_channels([side, side, 3], pictures::draw(&[0, 1, 2], side).unwrap(), None).unwrap()
}

fn trained(set: &ImageSet) -> Training {
    let mut training = Training::new(preset("pictures").unwrap(), set).unwrap();
    while !training.advance() {}
    training
}

/// For every sample: the picture that it is nearest to, and the overlap with it.
fn nearest(run: &Generation, targets: &[f32], nv: usize) -> Vec<(usize, f64)> {
    let best = |sample: &[f32]| {
        let all = overlaps(sample, targets).into_iter().enumerate();
        all.max_by(|a, b| a.1.abs().total_cmp(&b.1.abs())).unwrap()
    };
    run.visible().chunks(nv).map(best).collect()
}

/// Checks that samples show their pictures; mean overlaps hot and cooled.
fn show(model: &Model, targets: &[f32], samples: usize, class: Option<u8>) -> (Vec<usize>, [f64; 2]) {
    let (p, nv) = (model.parameters.clone(), model.couplings.network().visible());
    let mut run = Generation::new(model.clone(), p.clone(), 0, samples).unwrap();
    class.into_iter().for_each(|class| run.ask_for(class).unwrap());
    run.advance(p.generate_steps()).unwrap();
    let mean = |all: &[(usize, f64)]| all.iter().map(|x| x.1).sum::<f64>() / samples as f64;
    let hot = mean(&nearest(&run, targets, nv));
    run.advance(u32::MAX).unwrap();
    let cooled = nearest(&run, targets, nv);
    let mut shares = vec![0; 3];
    for (sample, &(picture, overlap)) in cooled.iter().enumerate() {
        assert!(overlap > 0.0, "no sample is inverted");
        assert_eq!(run.class(sample), Some(picture as u8), "sample {sample}");
        shares[picture] += 1;
    }
    (shares, [hot, mean(&cooled)])
}

#[test]
fn pictures_condense_and_codes_choose() {
    let set = pictures(24);
    let training = trained(&set);
    let (model, targets) = (training.model(), training.set().images().to_vec());
    assert_eq!(model.couplings.network().visible(), 1728);
    let (shares, [hot, cooled]) = show(&model, &targets, 24, None);
    println!("shares {shares:?}, overlap hot {hot}, cooled {cooled}");
    assert!(hot > 0.9 && cooled > 0.97 && shares.iter().all(|&share| share > 2));
    let (shares, _) = show(&model, &targets, 8, Some(2));
    assert_eq!(shares, [0, 0, 8]);
    let bytes = checkpoint::save(&model);
    assert_eq!(checkpoint::load(&bytes).unwrap(), model);
    assert_eq!(checkpoint::save(&checkpoint::load(&bytes).unwrap()), bytes);
}

/// 49,152 units; `cargo test --release --test pictures -- --ignored --nocapture`.
#[test]
#[ignore = "takes seconds and says how many"]
fn large_pictures_take_moments() {
    let set = pictures(128);
    let start = Instant::now();
    let training = trained(&set);
    println!("training {:.3} s", start.elapsed().as_secs_f64());
    let model = training.model();
    let start = Instant::now();
    let (shares, overlap) = show(&model, training.set().images(), 16, None);
    println!(
        "16 samples {:.3} s: {shares:?}, overlap hot and cooled {overlap:?}",
        start.elapsed().as_secs_f64()
    );
}
