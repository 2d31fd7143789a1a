//! A trained computer: θ, and all that is needed to run and to understand it.

mod directions;
mod latents;

pub use directions::DIRECTIONS;
pub use latents::{Latents, between};

use crate::data::DataError;
use crate::kernels::clusters::nearest;
use crate::kernels::philox::{Purpose, Stream};
use crate::parameters::Parameters;
use crate::physics::couplings::Couplings;
use crate::physics::latent::latent_units;
use crate::physics::pairs::check_numbers;

/// A trained computer.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The settings of its training, which also say how it is run.
    pub parameters: Parameters,
    /// θ.
    pub couplings: Couplings,
    /// The labels of the classes it was trained on, ascending.
    pub classes: Vec<u8>,
    /// The hidden units' drives that ask for a class, in scaled pixels, codes × Nh, the same number of
    /// codes for each class in turn; empty for a computer trained without class codes.
    pub class_codes: Vec<f32>,
    /// The mean scaled image of each code, codes × Nv.
    pub class_centres: Vec<f32>,
    /// How many images each code stands for.
    pub class_shares: Vec<f32>,
    /// The pixel that each copying hidden unit was driven by, where that followed the images.
    pub copied_pixels: Vec<usize>,
    /// Latent codes, where hidden units are driven by them.
    pub latents: Option<Latents>,
}

impl Model {
    /// A computer that knows no classes.
    pub fn new(parameters: Parameters, couplings: Couplings) -> Self {
        Model {
            parameters,
            couplings,
            classes: Vec::new(),
            class_codes: Vec::new(),
            class_centres: Vec::new(),
            class_shares: Vec::new(),
            copied_pixels: Vec::new(),
            latents: None,
        }
    }

    /// The numbers of a class's codes, if the computer knows it.
    fn codes_of(&self, class: u8) -> Option<std::ops::Range<usize>> {
        let position = self.classes.binary_search(&class).ok().filter(|_| !self.class_codes.is_empty())?;
        let per_class = self.class_shares.len() / self.classes.len();
        Some(position * per_class..(position + 1) * per_class)
    }

    /// The drive of the hidden units (Nh values) by one class code.
    pub(crate) fn code(&self, code: usize) -> &[f32] {
        let nh = self.couplings.network().hidden();
        &self.class_codes[code * nh..(code + 1) * nh]
    }

    /// The hidden units' drive (Nh values) that asks for a class, for one sample: one of the class's
    /// codes, drawn as often as it has images.
    pub fn class_code(&self, class: u8, seed: u32, sample: u32) -> Option<&[f32]> {
        self.drawn_code(class, seed, sample).map(|code| self.code(code))
    }

    /// The number of that code.
    pub(crate) fn drawn_code(&self, class: u8, seed: u32, sample: u32) -> Option<usize> {
        let codes = self.codes_of(class)?;
        let shares = &self.class_shares[codes.clone()];
        let total: f32 = shares.iter().sum();
        let mut left = (Stream::new(seed, Purpose::ClassCode, sample).uniform() as f32) * total;
        let drawn = shares.iter().position(|share| {
            left -= share;
            left < 0.0
        });
        Some(codes.start + drawn.unwrap_or(0))
    }

    /// The number of a class's code that suits a latent code: that of the training image nearest to it.
    pub(crate) fn group_of_latent(&self, class: u8, code: &[f32]) -> Option<usize> {
        let (codes, latents) = (self.codes_of(class)?, self.latents.as_ref()?);
        let image = latents.nearest(code, &|group| codes.contains(&group))?;
        Some(latents.groups[image] as usize)
    }

    /// The class of the training image whose latent code is nearest, where images have classes.
    pub fn class_of_latent(&self, code: &[f32]) -> Option<u8> {
        let latents = self.latents.as_ref().filter(|_| !self.class_codes.is_empty())?;
        let group = latents.groups[latents.nearest(code, &|_| true)?] as usize;
        self.classes.get(group * self.classes.len() / self.class_shares.len()).copied()
    }

    /// The code that stands for a scaled image of a class: that of the nearest mean image.
    pub fn code_of_image(&self, class: u8, image: &[f32]) -> Option<&[f32]> {
        let codes = self.codes_of(class)?;
        let nv = self.couplings.network().visible();
        let known: Vec<usize> = codes.filter(|&code| self.class_shares[code] > 0.0).collect();
        let centre = |&code: &usize| &self.class_centres[code * nv..(code + 1) * nv];
        let centres: Vec<&[f32]> = known.iter().map(centre).collect();
        known.get(nearest(image, &centres)).map(|&code| self.code(code))
    }

    /// Checks a model that came from outside: it must have blocks of the network's sizes
    /// with finite entries, symmetric and empty where no pair is coupled, and codes that fit the classes.
    ///
    /// # Errors
    /// One refusal that names the block, its value and its limit.
    pub fn check(&self) -> Result<(), DataError> {
        self.parameters.validate()?;
        self.check_classes()?;
        self.couplings.check()
    }

    fn check_classes(&self) -> Result<(), DataError> {
        let network = self.couplings.network();
        let (nv, nh) = (network.visible(), network.hidden());
        if !self.classes.is_sorted_by(|a, b| a < b) {
            return Err(DataError::refused("classes", "are not ascending", "labels from low to high"));
        }
        if self.copied_pixels.len() > nh || self.copied_pixels.iter().any(|&pixel| pixel >= nv) {
            let limit = format_args!("at most {nh} pixels below {nv}");
            return Err(DataError::refused("copied_pixels", "do not fit the network", limit));
        }
        // The three blocks of class codes are all present or all missing.
        let codes = if self.class_shares.is_empty() {
            0
        } else {
            self.classes.len() * self.parameters.codes_per_class as usize
        };
        check_numbers("class_shares", &self.class_shares, codes)?;
        check_numbers("class_codes", &self.class_codes, codes * nh)?;
        check_numbers("class_centres", &self.class_centres, codes * nv)?;
        if self.class_shares.iter().any(|&share| share < 0.0) {
            return Err(DataError::refused("class_shares", "are below 0", "numbers of images"));
        }
        match (&self.latents, latent_units(&self.parameters, nh).is_empty()) {
            (Some(latents), false) => latents.check(&self.parameters, network, codes),
            (None, true) => Ok(()),
            _ => {
                Err(DataError::refused("latent_codes", "do not fit hidden_drive", "those of a trained model"))
            }
        }
    }
}
