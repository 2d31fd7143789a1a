//! Small networks and images that the tests of factors share.

use thermogen::data::images::ImageSet;
use thermogen::kernels::philox::{Purpose, Stream};
use thermogen::learn::factored::FactoredExact;
use thermogen::learn::training::Training;
use thermogen::learn::training_set::TrainingSet;
use thermogen::model::Model;
use thermogen::parameters::{CouplingForm, HiddenDrive, Parameters, VisibleCouplings};

pub fn numbers(n: usize, sample: u32) -> Vec<f64> {
    let mut stream = Stream::new(11, Purpose::Check, sample);
    (0..n).map(|_| 2.0 * stream.uniform() - 1.0).collect()
}

pub fn tiny(count: u8) -> ImageSet {
    let pixels = numbers(usize::from(count) * 6, 1).iter().map(|x| (127.0 * (x + 1.0)) as u8).collect();
    ImageSet::new(3, 2, pixels, Some((0..count).collect())).unwrap()
}

/// The networks that have factors.
pub fn settings() -> Vec<Parameters> {
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

pub fn trained(p: &Parameters, set: &ImageSet, modes: usize) -> (Model, Vec<f64>) {
    let mut training: Training<FactoredExact> = match modes {
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
