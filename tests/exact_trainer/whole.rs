//! Whole trainings and their moments: low rank against full sums, parts against the whole, and the loss.

use super::*;

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
            let numbers = Moments::of(&set, &table, images).to_payload();
            let numbers = Payload::from_bytes(&numbers.to_bytes()).unwrap();
            Moments::from_payload(set.network(), &numbers).unwrap()
        };
        let whole = Moments::of(&set, &table, whole);
        for order in [[0, 1, 2], [2, 0, 1]] {
            let [first, rest @ ..] = order.map(|k| kept(parts[k].clone()));
            let mut merged = first;
            rest.into_iter().for_each(|moments| merged.merge(moments));
            if exact {
                assert_eq!(merged.to_payload(), whole.to_payload());
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
    assert!(Moments::from_payload(set.network(), &wrong).is_none());
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
