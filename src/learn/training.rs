//! A training run: images in, θ out, a slice of work at a time.

pub mod resume;

use super::clusters::Clusters;
use super::theta::Theta;
use super::{exact::Exact, online::Online, sgd::Sgd};
use crate::data::{DataError, images::ImageSet};
use crate::kernels::philox::{Purpose, Stream};
use crate::model::Model;
use crate::parameters::{HiddenDrive, ParameterError, Parameters, Trainer};
use crate::physics::couplings::Couplings;
use crate::physics::network::Network;
use crate::physics::noising::HiddenDrives;

/// A training that cannot begin or go on.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TrainingError {
    /// A parameter forbids it.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The images forbid it.
    #[error(transparent)]
    Data(#[from] DataError),
    /// A loss that grew without end.
    #[error(
        "the training diverged (loss less N/2: {first:.3} at first, {last:.3e} at last): make {field} (now {value}) smaller"
    )]
    Diverged {
        /// The parameter that was too large.
        field: &'static str,
        /// Its value.
        value: f64,
        /// The first iteration's loss less N/2.
        first: f64,
        /// The last iteration's.
        last: f64,
    },
}

impl TrainingError {
    /// The field at fault.
    pub fn field(&self) -> &str {
        match self {
            TrainingError::Parameter(error) => error.name(),
            TrainingError::Data(error) => error.field(),
            TrainingError::Diverged { field, .. } => field,
        }
    }
}

/// What is to be learned: scaled images, their classes, and what drives every unit for each.
#[derive(Clone, Debug)]
pub struct TrainingSet {
    network: Network,
    drives: HiddenDrives,
    images: Vec<f32>,
    classes: Vec<u8>,
    codes: ClassCodes,
}

/// Which images share a class code; codes are numbered class by class.
#[derive(Clone, Debug, Default, PartialEq)]
struct ClassCodes {
    /// The code of each image; empty without codes.
    of_image: Vec<usize>,
    /// How many codes there are.
    count: usize,
    /// Mean image of each code, codes × Nv.
    centres: Vec<f32>,
}

impl ClassCodes {
    fn new(set: &ImageSet, p: &Parameters, images: &[f32]) -> Self {
        let (Some(labels), HiddenDrive::Class | HiddenDrive::CopyClass) = (set.labels(), p.hidden_drive)
        else {
            return ClassCodes::default();
        };
        let (per_class, pixels) = (p.codes_per_class as usize, set.size());
        let mut codes = ClassCodes { of_image: vec![0; set.count()], ..ClassCodes::default() };
        for class in set.classes() {
            let members: Vec<usize> = (0..set.count()).filter(|&image| labels[image] == class).collect();
            let of = |&image: &usize| &images[image * pixels..(image + 1) * pixels];
            let mut stream = Stream::new(p.seed, Purpose::Clusters, u32::from(class));
            let members_of = members.iter().map(of).collect::<Vec<_>>();
            let clusters = Clusters::new(&members_of, pixels, per_class, &mut stream);
            for (&image, &cluster) in members.iter().zip(&clusters.of_image) {
                codes.of_image[image] = codes.count + cluster;
            }
            codes.count += per_class;
            codes.centres.extend(clusters.centres);
        }
        codes
    }

    /// How many images each code has.
    fn shares(&self) -> Vec<f32> {
        let mut shares = vec![0.0; self.count];
        self.of_image.iter().for_each(|&code| shares[code] += 1.0);
        shares
    }
}

impl TrainingSet {
    /// Scales the images and lays out the network for them.
    ///
    /// # Errors
    /// Parameters that forbid each other or do not fit the images.
    pub fn new(set: &ImageSet, p: &Parameters) -> Result<Self, TrainingError> {
        p.validate()?;
        let network = Network::new(set.width(), set.height(), p)?;
        let images = set.scaled(p.scale, p.scale_factor)?;
        let classes = set.classes();
        let codes = ClassCodes::new(set, p, &images);
        let drives = HiddenDrives::new(p, &network, &images, codes.count)?;
        Ok(TrainingSet { network, drives, images, classes, codes })
    }

    /// The units and pairs.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// How many images there are.
    pub fn count(&self) -> usize {
        self.images.len() / self.network.visible()
    }

    /// The scaled images, count × Nv.
    pub fn images(&self) -> &[f32] {
        &self.images
    }

    /// One scaled image.
    pub fn image(&self, index: usize) -> &[f32] {
        let nv = self.network.visible();
        &self.images[index * nv..(index + 1) * nv]
    }

    /// What drives all units for an image, in scaled pixels (N values).
    pub fn drive(&self, index: usize) -> Vec<f32> {
        let image = self.image(index);
        [image, &self.drives.of(image, self.codes.of_image.get(index).copied())].concat()
    }

    fn class_codes(&self) -> Vec<f32> {
        let (nh, code_units) = (self.network.hidden(), self.drives.code_units());
        let silent = vec![0.0; nh - code_units];
        (0..self.codes.count).flat_map(|code| [&silent, self.drives.code(code)].concat()).collect()
    }
}

#[derive(Clone, Debug)]
enum Rule {
    Done(Couplings),
    Sgd(Box<Sgd>),
    Online(Box<Online>),
    Exact(Box<Exact>),
}

/// A training in progress.
#[derive(Clone, Debug)]
pub struct Training {
    parameters: Parameters,
    set: TrainingSet,
    rule: Rule,
    history: Vec<f64>,
}

impl Training {
    /// A training of `parameters.iterations` iterations from θ = 0.
    ///
    /// # Errors
    /// Parameters that forbid each other or do not fit the images.
    pub fn new(parameters: Parameters, images: &ImageSet) -> Result<Self, TrainingError> {
        let set = TrainingSet::new(images, &parameters)?;
        let theta = Couplings::zero(set.network().clone());
        let rule = match parameters.trainer {
            _ if parameters.iterations == 0 => Rule::Done(theta),
            Trainer::Sgd => Rule::Sgd(Box::new(Sgd::new(&parameters, theta))),
            Trainer::Online => Rule::Online(Box::new(Online::new(&parameters, theta))),
            Trainer::Exact => Rule::Exact(Box::new(Exact::new(&parameters, &set))),
        };
        Ok(Training { parameters, set, rule, history: Vec::new() })
    }

    /// Does one slice of work; returns whether the training is complete.
    pub fn advance(&mut self) -> bool {
        if self.is_complete() {
            return true;
        }
        let finished = match &mut self.rule {
            Rule::Done(_) => None,
            Rule::Sgd(sgd) => sgd.advance(&self.set),
            Rule::Online(online) => online.advance(&self.set),
            Rule::Exact(exact) => exact.advance(&self.set),
        };
        self.history.extend(finished);
        self.is_complete()
    }

    /// Whether all iterations are done.
    pub fn is_complete(&self) -> bool {
        self.iteration() >= self.parameters.iterations
    }

    /// Iterations done.
    pub fn iteration(&self) -> u32 {
        self.history.len() as u32
    }

    /// Iterations in all.
    pub fn iterations(&self) -> u32 {
        self.parameters.iterations
    }

    /// Part of the work that is done, from 0 to 1.
    pub fn fraction(&self) -> f64 {
        let within = match &self.rule {
            Rule::Done(_) => return 1.0,
            Rule::Sgd(sgd) => sgd.fraction(),
            Rule::Online(online) => online.fraction(),
            Rule::Exact(exact) => exact.fraction(),
        };
        ((f64::from(self.iteration()) + within) / f64::from(self.parameters.iterations)).min(1.0)
    }

    /// For every iteration done: mean over its steps of −ln P̃ less N/2.
    pub fn history(&self) -> &[f64] {
        &self.history
    }

    /// Whether the training still makes sense: a step too large makes the loss grow without end.
    ///
    /// # Errors
    /// A loss, or after the last iteration a θ, that is far beyond any fluctuation or not finite.
    pub fn check(&self) -> Result<(), TrainingError> {
        let [Some(&first), Some(&last)] = [self.history.first(), self.history.last()] else {
            return Ok(());
        };
        let finite = || {
            let blocks_finite =
                |theta: Couplings| theta.blocks().iter().all(|b| b.iter().all(|x| x.is_finite()));
            !self.is_complete() || blocks_finite(self.model().couplings)
        };
        // An untrained computer stands some units above N/2.
        if last < 10.0 * first.abs() + self.set.network.units() as f64 && finite() {
            return Ok(());
        }
        // θ plays no part in the noising: if that fails, so does the first iteration's loss.
        let p = &self.parameters;
        let (field, value) = if first.is_finite() { ("rate", p.rate) } else { ("dt", p.dt) };
        Err(TrainingError::Diverged { field, value, first, last })
    }

    /// Looks for the least loss there is, one slice of work at a time, without changing the training;
    /// returns whether it is found. Trainers that cannot know it find nothing, at once.
    pub fn seek_optimum(&mut self) -> bool {
        if let Rule::Exact(exact) = &mut self.rule { exact.seek_optimum() } else { true }
    }

    /// The least loss less N/2 as far as [`Training::seek_optimum`] has come.
    pub fn optimum(&self) -> Option<f64> {
        if let Rule::Exact(exact) = &self.rule { exact.optimum() } else { None }
    }

    /// What is being learned.
    pub fn set(&self) -> &TrainingSet {
        &self.set
    }

    /// The computer as trained so far.
    pub fn model(&self) -> Model {
        let couplings = match &self.rule {
            Rule::Done(theta) => theta.clone(),
            Rule::Sgd(sgd) => sgd.theta().clone(),
            Rule::Online(online) => online.theta(),
            Rule::Exact(exact) => {
                exact.theta().map_or_else(|| Couplings::zero(self.set.network().clone()), Theta::couplings)
            }
        };
        Model {
            parameters: self.parameters.clone(),
            couplings,
            classes: self.set.classes.clone(),
            class_codes: self.set.class_codes(),
            class_centres: self.set.codes.centres.clone(),
            class_shares: self.set.codes.shares(),
            copied_pixels: self.set.drives.copied_pixels().to_vec(),
        }
    }
}
