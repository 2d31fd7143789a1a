//! The set to be learned: images as the units see them, with the drives of the hidden units.

use super::error::TrainingError;
use crate::data::DataError;
use crate::data::images::ImageSet;
use crate::kernels::clusters::Clusters;
use crate::kernels::philox::{Purpose, Stream};
use crate::model::{Latents, Model};
use crate::parameters::{HiddenDrive, ParameterError, Parameters};
use crate::physics::couplings::Couplings;
use crate::physics::latent::{LatentDrive, latent_units};
use crate::physics::network::Network;
use crate::physics::noising::HiddenDrives;

/// The set to be learned: scaled images, their classes, and the drive of every unit for each.
#[derive(Clone, Debug)]
pub struct TrainingSet {
    network: Network,
    drives: HiddenDrives,
    images: Vec<f32>,
    classes: Vec<u8>,
    codes: ClassCodes,
    latent: Option<LatentCodes>,
}

/// How latent codes drive, the codes of all images, and the drives of the latent units by them.
#[derive(Clone, Debug)]
struct LatentCodes {
    latents: Latents,
    drives: Vec<f32>,
    first: usize,
}

impl LatentCodes {
    fn new(p: &Parameters, images: &[f32], network: &Network) -> Option<Self> {
        let drive = LatentDrive::new(p, images, network.visible())?;
        let code = |image: &[f32]| drive.code(image);
        let codes: Vec<f32> = images.chunks(network.visible()).flat_map(code).collect();
        let of = |code: &[f32]| drive.drive(p.latent_scale, code);
        let drives = codes.chunks(drive.components()).flat_map(of).collect();
        let groups = vec![0; images.len() / network.visible()];
        let first = latent_units(p, network.hidden()).start;
        Some(LatentCodes { drives, latents: Latents::new(drive, codes, groups), first })
    }

    /// Sets the drives of the latent units among those of the hidden ones.
    fn set(&self, image: usize, hidden: &mut [f32]) {
        let units = self.latents.drive.units();
        let drives = &self.drives[image * units..(image + 1) * units];
        hidden[self.first..self.first + units].copy_from_slice(drives);
    }
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
    /// A code for every image.
    fn of_pictures(count: usize, images: &[f32]) -> Self {
        ClassCodes { of_image: (0..count).collect(), count, centres: images.to_vec() }
    }

    fn new(set: &ImageSet, p: &Parameters, images: &[f32]) -> Self {
        let none = matches!(p.hidden_drive, HiddenDrive::None | HiddenDrive::Copy | HiddenDrive::Projection);
        let Some(labels) = set.labels().filter(|_| !none) else { return ClassCodes::default() };
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
    /// The images that a model was trained on, of which `image` must be one.
    ///
    /// # Errors
    /// Images that do not fit the model.
    pub(crate) fn of_model(model: &Model, images: &ImageSet, image: usize) -> Result<Self, TrainingError> {
        let set = TrainingSet::new(images, &model.parameters)?;
        if set.network() != model.couplings.network() || image >= set.count() {
            let limit = "those that the model was trained on, and one of them";
            return Err(DataError::refused("images", "are others", limit).into());
        }
        Ok(set)
    }

    /// Scales the images and lays out the network for them.
    ///
    /// # Errors
    /// Parameters that forbid each other or do not fit the images.
    pub fn new(set: &ImageSet, p: &Parameters) -> Result<Self, TrainingError> {
        if p.hidden_drive == HiddenDrive::Picture {
            return TrainingSet::of_pictures(set, p);
        }
        let mut all = TrainingSet::copying(set, p)?;
        all.codes = ClassCodes::new(set, p, &all.images);
        all.drives = HiddenDrives::new(p, &all.network, &all.images, all.codes.count)?;
        all.latent = LatentCodes::new(p, &all.images, &all.network);
        Ok(all)
    }

    /// The same where every image is a class and hidden units carry its code, whatever the parameters say of that.
    ///
    /// # Errors
    /// Parameters that forbid each other or do not fit the images.
    pub fn of_pictures(set: &ImageSet, p: &Parameters) -> Result<Self, TrainingError> {
        let mut all = TrainingSet::copying(set, p)?;
        all.classes = picture_classes(set.count(), p)?;
        all.codes = ClassCodes::of_pictures(set.count(), &all.images);
        all.drives = HiddenDrives::coded(p.seed, &all.network, set.count());
        Ok(all)
    }

    /// The same where hidden units copy pixels in their order, or are not driven, whatever the parameters
    /// say of that.
    ///
    /// # Errors
    /// Parameters that forbid each other or do not fit the images.
    pub fn copying(set: &ImageSet, p: &Parameters) -> Result<Self, TrainingError> {
        p.validate()?;
        let network = Network::of_channels([set.width(), set.height(), set.channels()], p)?;
        let images = set.scaled(p.scale, p.scale_factor)?;
        let classes = set.classes();
        let copies = if p.hidden_drive == HiddenDrive::None { 0 } else { network.hidden() };
        let drives = HiddenDrives::copying(&network, copies);
        Ok(TrainingSet { network, drives, images, classes, codes: ClassCodes::default(), latent: None })
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

    /// The drive of all units for an image, in scaled pixels (N values).
    pub fn drive(&self, index: usize) -> Vec<f32> {
        let image = self.image(index);
        let mut hidden = self.drives.of(image, self.codes.of_image.get(index).copied());
        self.latent.iter().for_each(|latent| latent.set(index, &mut hidden));
        [image, &hidden].concat()
    }

    /// A computer that learned this set.
    pub fn model(&self, parameters: Parameters, couplings: Couplings) -> Model {
        Model {
            parameters,
            couplings,
            classes: self.classes.clone(),
            class_codes: self.class_codes(),
            class_centres: self.codes.centres.clone(),
            class_shares: self.codes.shares(),
            copied_pixels: self.drives.copied_pixels().to_vec(),
            latents: self.latent.as_ref().map(|latent| self.latents(latent)),
        }
    }

    fn latents(&self, latent: &LatentCodes) -> Latents {
        let group = |image: usize| self.codes.of_image.get(image).map_or(0, |&code| code as u32);
        let mut latents = latent.latents.clone();
        latents.groups = (0..self.count()).map(group).collect();
        latents
    }

    fn class_codes(&self) -> Vec<f32> {
        let (nh, code_units) = (self.network.hidden(), self.drives.code_units());
        let silent = vec![0.0; nh - code_units];
        (0..self.codes.count).flat_map(|code| [&silent, self.drives.code(code)].concat()).collect()
    }
}

/// A class for every image, by its place.
fn picture_classes(count: usize, p: &Parameters) -> Result<Vec<u8>, ParameterError> {
    let last = u8::try_from(count - 1).ok().filter(|_| p.codes_per_class == 1);
    let limit = "another drive for more than 256 images or for more than one code for each";
    let last = last.ok_or_else(|| ParameterError::invalid("hidden_drive", "picture", limit))?;
    Ok((0..=last).collect())
}
