//! Latent codes of a generation: from a file, of images, or on a path between two training images.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::files::shown;
use crate::flags::{whole, wholes};
use crate::source::{self, Colour};
use crate::{Outcome, Refusal};
use thermogen::data::npy::Array;
use thermogen::model::{Latents, Model, between};

/// Samples of a path unless another number is given.
const STEPS: usize = 8;

// The flags of all of it; a doc comment here would become the help of the command.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Flags {
    /// Latent codes in place of drawn ones: d numbers for all samples, or such a row for each
    #[arg(long, value_name = "Z.npy")]
    pub latent: Option<PathBuf>,
    /// The latent code of each image of a file: the computer makes its own version of it
    #[arg(long, value_name = "IMAGE")]
    latent_of: Option<PathBuf>,
    /// A path of latent codes between two training images, by number from 0
    #[arg(long, value_name = "A,B")]
    between: Option<String>,
    /// Samples on that path, both ends among them (default 8)
    #[arg(long, value_name = "N")]
    steps: Option<String>,
}

impl Flags {
    /// The image file that is read.
    pub fn image(&self) -> Option<&PathBuf> {
        self.latent_of.as_ref()
    }

    /// The latent codes that a model gives for `--latent-of` or `--between`, samples × d.
    pub fn computed(&self, model: &Model) -> Outcome<Option<Array>> {
        let given = [self.latent.is_some(), self.latent_of.is_some(), self.between.is_some()];
        if given.iter().filter(|given| **given).count() > 1 {
            return Err(Refusal("--latent, --latent-of, --between: only one of them can be given".into()));
        }
        if self.steps.is_some() && self.between.is_none() {
            return Err(Refusal("--steps: goes with --between".into()));
        }
        let codes = match (&self.latent_of, &self.between) {
            (Some(path), _) => of_images(path, model, latents_of("latent-of", model)?)?,
            (None, Some(_)) => self.path(latents_of("between", model)?)?,
            (None, None) => return Ok(None),
        };
        let shape = vec![codes.len(), codes[0].len()];
        let values = codes.concat().into_iter().map(f64::from).collect();
        Ok(Some(Array { shape, values }))
    }

    fn path(&self, latents: &Latents) -> Outcome<Vec<Vec<f32>>> {
        let last = latents.groups.len() - 1;
        let ends = wholes("between", &self.between, last)?;
        let Some([a, b]) = ends.as_deref().and_then(|ends| <[usize; 2]>::try_from(ends).ok()) else {
            return Err(Refusal(format!("--between: needs two training images, A,B, from 0 to {last}")));
        };
        let steps = whole("steps", &self.steps, 2, 100_000)?.unwrap_or(STEPS);
        let part = |step: usize| step as f64 / (steps - 1) as f64;
        Ok((0..steps).map(|step| between(latents.code(a), latents.code(b), part(step))).collect())
    }
}

fn latents_of<'a>(flag: &str, model: &'a Model) -> Outcome<&'a Latents> {
    let trained = model.latents.as_ref();
    trained.ok_or_else(|| Refusal(format!("--{flag}: the model was trained without latent codes")))
}

fn of_images(path: &Path, model: &Model, latents: &Latents) -> Outcome<Vec<Vec<f32>>> {
    let (network, p) = (model.couplings.network(), &model.parameters);
    let colour = if network.channels() > 1 { Colour::Kept } else { Colour::Grey };
    let (set, _) = source::read(path, None, Some(network.width()), colour)?;
    let set = set.resized(network.width(), network.height())?;
    if set.channels() != network.channels() {
        return Err(Refusal(format!("{}: is grey; the model's images are in colour", shown(path))));
    }
    let scaled = set.scaled(p.scale, p.scale_factor)?;
    Ok(scaled.chunks(network.visible()).map(|image| latents.drive.code(image)).collect())
}
