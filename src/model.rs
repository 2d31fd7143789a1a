//! A trained computer: θ, and all that is needed to run and to understand it.

use crate::parameters::Parameters;
use crate::physics::couplings::Couplings;

/// A trained computer.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What it was trained with, and how it wants to be read.
    pub parameters: Parameters,
    /// θ.
    pub couplings: Couplings,
    /// The labels of the classes it was trained on, ascending.
    pub classes: Vec<u8>,
    /// The hidden units' drive that asks for each class, in scaled pixels, classes × Nh; empty for a
    /// computer trained without class codes.
    pub class_codes: Vec<f32>,
    /// The pixel that each copying hidden unit was driven by, where that followed the images.
    pub copied_pixels: Vec<usize>,
}

impl Model {
    /// The hidden units' drive that asks for a class (Nh values), if the computer knows it.
    pub fn class_code(&self, class: u8) -> Option<&[f32]> {
        let nh = self.couplings.network().hidden();
        let position = self.classes.binary_search(&class).ok()?;
        self.class_codes.get(position * nh..(position + 1) * nh)
    }
}
