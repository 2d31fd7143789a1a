//! A training that is interrupted anywhere, and goes on from its state, reaches the bits of one that is
//! not interrupted: each trainer, layouts of every kind, any slice, more than once.
#![cfg(not(target_family = "wasm"))]

use proptest::prelude::*;
use thermogen::data::glyphs;
use thermogen::data::images::ImageSet;
use thermogen::learn::state::State;
use thermogen::learn::training::Training;
use thermogen::parameters::{HiddenDrive, Parameters, Trainer, VisibleCouplings};

/// Few steps and units, so that a whole training is a few hundred slices at most.
fn settings(trainer: Trainer, hidden: u32, many: bool) -> Parameters {
    Parameters {
        trainer,
        hidden,
        iterations: 5,
        dt: 0.01,
        rate: 0.05,
        seed: 7,
        hidden_drive: if many { HiddenDrive::CopyClass } else { HiddenDrive::Copy },
        class_units: 4,
        visible_biases: many,
        visible_couplings: if many { VisibleCouplings::Nearest } else { VisibleCouplings::None },
        ..Parameters::default()
    }
}

fn images(count: usize) -> ImageSet {
    let ids: Vec<u8> = (0..count).map(|i| (i % 3) as u8).collect();
    glyphs::draw(&ids, 8, 7, 0).unwrap()
}

fn finish(mut training: Training) -> Training {
    while !training.advance() {}
    training
}

fn bits(training: &Training) -> (String, Vec<u64>) {
    let history = training.history().iter().map(|loss| loss.to_bits()).collect();
    (training.model().couplings.fingerprint().to_string(), history)
}

/// Interrupts after each of these numbers of slices, and goes on from the state alone.
fn interrupted(p: &Parameters, set: &ImageSet, slices: &[u32]) -> Training {
    let mut training = Training::new(p.clone(), set).unwrap();
    for &slices in slices {
        (0..slices).for_each(|_| _ = training.advance());
        let (before, state) = (training.iteration(), training.state());
        training = Training::new(p.clone(), set).unwrap();
        training.resume(State::from_flat(&state.flat())).unwrap();
        assert_eq!(training.iteration(), before);
        assert_eq!(training.state(), state, "a state must survive being resumed from");
    }
    finish(training)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]
    #[test]
    fn an_interrupted_training_reaches_the_bits_of_a_whole_one(
        trainer in prop_oneof![Just(Trainer::Sgd), Just(Trainer::Online), Just(Trainer::Exact)],
        // 64 + 16 units are solved in f64, more by products in f32.
        hidden in prop_oneof![Just(16u32), Just(40)],
        (many, count) in prop_oneof![Just((false, 3)), Just((true, 6)), Just((true, 70))],
        slices in proptest::collection::vec(0u32..60, 1..4),
    ) {
        let (p, set) = (settings(trainer, hidden, many), images(count));
        let whole = finish(Training::new(p.clone(), &set).unwrap());
        prop_assert!(bits(&whole).0 != bits(&Training::new(p.clone(), &set).unwrap()).0);
        prop_assert_eq!(bits(&interrupted(&p, &set, &slices)), bits(&whole));
    }
}

#[test]
fn a_state_of_another_training_is_refused() {
    let set = images(3);
    for trainer in [Trainer::Sgd, Trainer::Online, Trainer::Exact] {
        let p = settings(trainer, 16, false);
        let state = finish(Training::new(p.clone(), &set).unwrap()).state();
        let broken = |change: &dyn Fn(&mut State)| {
            let mut state = state.clone();
            change(&mut state);
            let refusal = Training::new(p.clone(), &set).unwrap().resume(state).err();
            refusal.map(|error| error.to_string()).unwrap_or_default()
        };
        assert!(broken(&|_| ()).is_empty());
        for change in [
            &(|state: &mut State| _ = state.numbers.pop()) as &dyn Fn(&mut State),
            &|state| state.numbers[3] = f64::NAN,
            &|state| state.history.push(0.0),
            &|state| state.made = u32::MAX,
            &|state| *state = State::from_flat(&[]),
            &|state| *state = State::from_flat(&state.flat()[..9]),
        ] {
            let error = broken(change);
            assert!(error.contains("state"), "{error}");
        }
    }
}
