//! A training shared by any number of workers, on threads or by messages, ends in the bits of one alone.
#![cfg(feature = "rayon")]

use thermogen::data::glyphs;
use thermogen::data::images::ImageSet;
use thermogen::learn::rounds::Extent;
use thermogen::learn::training::Training;
use thermogen::learn::workers::{Workers, share};
use thermogen::parameters::{Parameters, Trainer, VisibleCouplings};
use thermogen::payload::Payload;

fn images(count: u8) -> ImageSet {
    let ids: Vec<u8> = (0..count).map(|k| k % 10).collect();
    glyphs::draw(&ids, 9, 5, 0).unwrap()
}

/// Every trainer, with several work units in a round where it has any, and what it learns from.
fn cases() -> Vec<(&'static str, Parameters, ImageSet)> {
    let base = Parameters { hidden: 30, iterations: 3, seed: 4, ..Parameters::default() };
    let sgd = Parameters { trainer: Trainer::Sgd, dt: 1e-3, time: 1.1, ..base.clone() };
    let free = Parameters {
        visible_biases: true,
        visible_couplings: VisibleCouplings::Nearest,
        hidden_couplings: false,
        ..sgd.clone()
    };
    let online = Parameters { trainer: Trainer::Online, dt: 0.01, ..base.clone() };
    vec![
        ("sgd", sgd, images(3)),
        ("sgd with nearest neighbours", free, images(2)),
        ("online", online, images(3)),
        ("exact, few images", base.clone(), images(3)),
        ("exact, many images", base.clone(), images(150)),
        ("exact, all couplings", Parameters { visible_couplings: VisibleCouplings::All, ..base }, images(90)),
    ]
}

fn fingerprint(training: &Training) -> String {
    format!("{} {:?}", training.model().couplings.fingerprint(), training.history())
}

fn alone(p: &Parameters, images: &ImageSet) -> String {
    let mut training = Training::new(p.clone(), images).unwrap();
    while !training.advance() {}
    fingerprint(&training)
}

#[test]
fn any_number_of_threads_gives_one_theta() {
    for (name, p, images) in cases() {
        let wanted = alone(&p, &images);
        for copies in [0, 1, 2, 7] {
            let mut training = Training::new(p.clone(), &images).unwrap();
            let mut workers = Workers::of(&training, copies);
            while !workers.advance(&mut training).unwrap() {}
            assert_eq!(fingerprint(&training), wanted, "{name}, {copies} copies");
        }
    }
}

/// As workers do it: results cross as bytes and come back in any order, workers are lost with what they were
/// given and new ones come, and what is late is let go.
#[test]
fn lost_hands_and_late_parts_leave_the_bits_alone() {
    for (name, p, images) in cases() {
        let mut lead = Training::new(p.clone(), &images).unwrap();
        let mut worker = Training::new(p.clone(), &images).unwrap();
        let mut shared = 0;
        let mut late = (0, Payload::default());
        while !lead.is_complete() {
            let (round, work_units) = (lead.round().number(), lead.round().work_units());
            if work_units < 2 {
                lead.advance();
                continue;
            }
            let given = share(work_units, 2, 1);
            lead.give(given.clone());
            if round % 3 == 1 {
                // A new worker, which has followed nothing yet.
                worker = Training::new(p.clone(), &images).unwrap();
            }
            let round_input = Payload::from_bytes(&lead.round_input(Extent::Whole).to_bytes()).unwrap();
            worker.follow(&round_input).unwrap();
            for work_unit in given.clone().rev().skip(usize::from(round % 2 == 0)) {
                let result = worker.work_unit(work_unit).unwrap().to_bytes();
                lead.take(round, work_unit, Payload::from_bytes(&result).unwrap()).unwrap();
                shared += 1;
            }
            // In even rounds the worker is lost before its first work unit.
            lead.take_back(given.clone());
            while lead.round().number() == round && !lead.is_complete() {
                lead.advance();
            }
            lead.take(late.0, 0, late.1).unwrap();
            late = (round, worker.work_unit(1).unwrap());
        }
        assert_eq!(fingerprint(&lead), alone(&p, &images), "{name}");
        assert_eq!(
            shared > 0,
            p.trainer != Trainer::Online,
            "{name}: {shared} work_units were done by another"
        );
    }
}

#[test]
fn what_belongs_elsewhere_is_refused() {
    let (sgd, exact) = (cases().swap_remove(0), cases().swap_remove(4));
    let mut lead = Training::new(sgd.1.clone(), &sgd.2).unwrap();
    let mut other = Training::new(exact.1, &exact.2).unwrap();
    assert!(lead.follow(&other.round_input(Extent::Whole)).is_err());
    assert!(other.follow(&lead.round_input(Extent::Whole)).is_err());
    assert!(lead.follow(&Payload::default()).is_err());
    assert!(lead.work_unit(lead.round().work_units()).is_err());
    let foreign = other.work_unit(0).unwrap();
    let said = lead.take(0, 0, foreign).unwrap_err().to_string();
    assert!(said.contains("does not belong to this training"), "{said}");
    lead.give(0..9999);
    lead.take(0, 9999, Payload::default()).unwrap();
    assert!(!lead.advance(), "all is given away: nothing is done");
}
