//! Where images come from: files and folders, by index or by class, or our own glyphs.

mod colour;
pub mod pictures;
mod reader;

use std::path::{Path, PathBuf};

use clap::Args;

use super::flags::{whole, wholes};
use super::{Outcome, Refusal};
use crate::files::{Named, shown};
pub use colour::Colour;
pub use reader::read;
use thermogen::data::receipt::{Images, Source};
use thermogen::data::{glyphs, idx, images::ImageSet};
use thermogen::parameters::{CouplingForm, HiddenDrive, Parameters};

/// Side of a drawn glyph unless another is given.
const GLYPH_SIZE: usize = 14;
/// Header and a spare byte above the elements: more is refused.
pub const IDX_LIMIT: u64 = idx::MAX_BYTES + 17;

// The flags that name images; a doc comment here would become the help of the command.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Flags {
    /// Images, IDX or IDX.gz; also .npy, .npz, a picture, a folder of pictures or a pattern of names
    #[arg(long, value_name = "F.idx")]
    images: Option<PathBuf>,
    /// Their classes, IDX or IDX.gz; also .npy or CSV
    #[arg(long, value_name = "F.idx")]
    labels: Option<PathBuf>,
    /// Images by index from 0, in this order
    #[arg(long, value_name = "I,J,…")]
    indices: Option<String>,
    /// The first K images of each class, in file order (of glyphs: K of each)
    #[arg(long, value_name = "K")]
    per_class: Option<String>,
    /// The classes for --per-class; all if not given
    #[arg(long, value_name = "C,D,…")]
    classes: Option<String>,
    /// Stroke glyphs instead of files: 0 to 9, star, heart, …
    #[arg(long, value_name = "NAMES")]
    glyphs: Option<String>,
    /// Width and height to draw glyphs at (default 14) or to bring images to
    #[arg(long, value_name = "PIXELS")]
    size: Option<String>,
    /// Exchange rows and columns of every image, as those of EMNIST lie on their side
    #[arg(long)]
    transpose: bool,
}

impl Flags {
    /// The files that are read.
    pub fn inputs(&self) -> [Named<'_>; 2] {
        [("images", self.images.as_deref()), ("labels", self.labels.as_deref())]
    }

    /// Whether any images are named.
    pub fn given(&self) -> bool {
        self.images.is_some() || self.glyphs.is_some()
    }

    /// The images that the flags name, as a training with these parameters takes them.
    pub fn images(&self, p: &Parameters) -> Outcome<ImageSet> {
        self.described(p).map(|(set, _)| set)
    }

    /// The same, with how to have them again.
    pub fn described(&self, p: &Parameters) -> Outcome<(ImageSet, Images)> {
        match (&self.images, &self.glyphs) {
            (Some(_), Some(_)) => Err(Refusal("--images and --glyphs: only one of them can be given".into())),
            (None, None) => Err(Refusal("--images or --glyphs: one of them is needed".into())),
            (Some(path), None) => self.chosen(path, p),
            (None, Some(names)) => self.drawn(names, p.seed),
        }
    }

    fn chosen(&self, path: &Path, p: &Parameters) -> Outcome<(ImageSet, Images)> {
        let (colour, most) = match p.couplings {
            CouplingForm::Dense => (Colour::Grey, 64),
            CouplingForm::Auto | CouplingForm::Factored => (Colour::Kept, 256),
        };
        let size = whole("size", &self.size, 1, most)?;
        let (set, origin) = read(path, self.labels.as_deref(), size, colour)?;
        let indices = match selection(&self.indices, &self.per_class)? {
            // Every picture has a code of its own.
            (None, None) if p.hidden_drive == HiddenDrive::Picture => Ok((0..set.count()).collect()),
            (None, None) => {
                Err(Refusal("--indices or --per-class: one of them is needed to choose images".into()))
            }
            (Some(indices), _) => {
                if self.classes.is_some() {
                    return Err(Refusal("--classes: goes with --per-class, not with --indices".into()));
                }
                Ok(indices)
            }
            (None, Some(per_class)) => {
                let classes = match wholes("classes", &self.classes, 255)? {
                    Some(classes) => classes.into_iter().map(|class| class as u8).collect(),
                    None => set.classes(),
                };
                Ok(set.first_of_each(per_class, &classes)?)
            }
        }?;
        let set = set.select(&indices).map_err(|error| error.in_file(&shown(path)))?;
        let (set, origin) = if self.transpose { (set.transposed(), None) } else { (set, origin) };
        let set = match size {
            Some(size) => set.resized(size, size)?,
            None => set,
        };
        let images = match origin {
            Some((images, labels)) => Images::new(Source::Idx { images, labels, indices, size }, &set),
            None => Images::carried(&set),
        };
        Ok((set, images))
    }

    fn drawn(&self, names: &str, seed: u32) -> Outcome<(ImageSet, Images)> {
        let given = [
            ("labels", self.labels.is_some()),
            ("indices", self.indices.is_some()),
            ("classes", self.classes.is_some()),
            ("transpose", self.transpose),
        ];
        if let Some((name, _)) = given.iter().find(|(_, given)| *given) {
            return Err(Refusal(format!("--{name}: goes with --images, not with --glyphs")));
        }
        let (least, most) = (*glyphs::SIZES.start(), *glyphs::SIZES.end());
        let size = whole("size", &self.size, least, most)?.unwrap_or(GLYPH_SIZE);
        let of_each = whole("per-class", &self.per_class, 1, 100_000)?.unwrap_or(1);
        let ids = glyph_ids(names, of_each)?;
        let set = glyphs::draw(&ids, size, seed, 0)?;
        let images = Images::new(Source::Glyphs { ids, size, seed, first: 0 }, &set);
        Ok((set, images))
    }
}

/// The images named by index, or how many of each class; not both.
pub fn selection(
    indices: &Option<String>,
    per_class: &Option<String>,
) -> Outcome<(Option<Vec<usize>>, Option<usize>)> {
    match (wholes("indices", indices, usize::MAX)?, whole("per-class", per_class, 1, usize::MAX)?) {
        (Some(_), Some(_)) => Err(Refusal("--indices and --per-class: only one of them can be given".into())),
        chosen => Ok(chosen),
    }
}

/// The ids of the names, all of them `of_each` times over.
pub fn glyph_ids(names: &str, of_each: usize) -> Outcome<Vec<u8>> {
    let ids = names.split(',').map(|name| glyphs::id(name.trim())).collect::<Result<Vec<u8>, _>>()?;
    Ok(ids.repeat(of_each))
}
