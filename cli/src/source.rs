//! Where images come from: IDX files, by index or by class, or our own glyphs.

use clap::{ArgMatches, Command};

use super::flags::{optional, value, whole, wholes};
use super::{Outcome, Refusal};
use crate::files::read_capped;
use thermogen::data::receipt::{FileHash, Images, Source};
use thermogen::data::{DataError, glyphs, idx, images::ImageSet};

/// What glyphs are drawn at unless told otherwise.
const GLYPH_SIZE: usize = 14;
/// Header and a spare byte above the elements: more is refused.
pub const IDX_LIMIT: u64 = idx::MAX_BYTES + 17;

/// Adds the flags that name images.
pub fn add(command: Command) -> Command {
    command.args([
        value("images", "F.idx", "Images, IDX or IDX.gz"),
        value("labels", "F.idx", "Their classes, IDX or IDX.gz"),
        value("indices", "I,J,…", "Images by index from 0, in this order"),
        value("per-class", "K", "The first K images of each class, in file order (of glyphs: K of each)"),
        value("classes", "C,D,…", "The classes for --per-class; all if not given"),
        value("glyphs", "NAMES", "Stroke glyphs instead of files: 0 to 9, star, heart, …"),
        value("size", "PIXELS", "Width and height to draw glyphs at (default 14) or to bring images to"),
    ])
}

/// The images that the flags name; glyphs are jittered by `seed`.
pub fn images(flags: &ArgMatches, seed: u32) -> Outcome<ImageSet> {
    described(flags, seed).map(|(set, _)| set)
}

/// The same, with how to have them again.
pub fn described(flags: &ArgMatches, seed: u32) -> Outcome<(ImageSet, Images)> {
    match (optional(flags, "images"), optional(flags, "glyphs")) {
        (Some(_), Some(_)) => Err(Refusal("--images and --glyphs: only one of them can be given".into())),
        (None, None) => Err(Refusal("--images or --glyphs: one of them is needed".into())),
        (Some(path), None) => chosen(flags, path),
        (None, Some(names)) => drawn(flags, names, seed),
    }
}

fn chosen(flags: &ArgMatches, path: &str) -> Outcome<(ImageSet, Images)> {
    let (set, images, labels) = read(path, optional(flags, "labels"))?;
    let indices = match selection(flags)? {
        (None, None) => {
            Err(Refusal("--indices or --per-class: one of them is needed to choose images".into()))
        }
        (Some(indices), _) => {
            if optional(flags, "classes").is_some() {
                return Err(Refusal("--classes: goes with --per-class, not with --indices".into()));
            }
            Ok(indices)
        }
        (None, Some(per_class)) => {
            let classes = match wholes(flags, "classes", 255)? {
                Some(classes) => classes.into_iter().map(|class| class as u8).collect(),
                None => set.classes(),
            };
            Ok(set.first_of_each(per_class, &classes)?)
        }
    }?;
    let set = set.select(&indices).map_err(|error| error.in_file(path))?;
    let size = whole(flags, "size", 1, 64)?;
    let set = match size {
        Some(size) => set.resized(size, size)?,
        None => set,
    };
    let images = Images::new(Source::Idx { images, labels, indices, size }, &set);
    Ok((set, images))
}

/// The images named by index, or how many of each class; not both.
pub fn selection(flags: &ArgMatches) -> Outcome<(Option<Vec<usize>>, Option<usize>)> {
    match (wholes(flags, "indices", usize::MAX)?, whole(flags, "per-class", 1, usize::MAX)?) {
        (Some(_), Some(_)) => Err(Refusal("--indices and --per-class: only one of them can be given".into())),
        chosen => Ok(chosen),
    }
}

/// A whole IDX file of images, with labels if there is a file of them, and the files' hashes.
pub fn read(path: &str, labels: Option<&str>) -> Outcome<(ImageSet, FileHash, Option<FileHash>)> {
    let named = |error: DataError| error.in_file(path);
    let bytes = read_capped(path, IDX_LIMIT)?;
    let images = idx::read_images(&bytes).map_err(named)?;
    let read_labels = |path: &str| -> Outcome<(FileHash, Vec<u8>)> {
        let bytes = read_capped(path, IDX_LIMIT)?;
        let labels = idx::read_labels(&bytes).map_err(|error| error.in_file(path))?;
        Ok((FileHash::new(path, &bytes), labels))
    };
    let (hash, labels) = labels.map(read_labels).transpose()?.unzip();
    let set = ImageSet::new(images.cols, images.rows, images.pixels, labels).map_err(named)?;
    Ok((set, FileHash::new(path, &bytes), hash))
}

fn drawn(flags: &ArgMatches, names: &str, seed: u32) -> Outcome<(ImageSet, Images)> {
    for name in ["labels", "indices", "classes"] {
        if optional(flags, name).is_some() {
            return Err(Refusal(format!("--{name}: goes with --images, not with --glyphs")));
        }
    }
    let size = whole(flags, "size", *glyphs::SIZES.start(), *glyphs::SIZES.end())?.unwrap_or(GLYPH_SIZE);
    let of_each = whole(flags, "per-class", 1, 100_000)?.unwrap_or(1);
    let ids = glyph_ids(names, of_each)?;
    let set = glyphs::draw(&ids, size, seed, 0)?;
    let images = Images::new(Source::Glyphs { ids, size, seed, first: 0 }, &set);
    Ok((set, images))
}

/// The ids of the names, all of them `of_each` times over.
pub fn glyph_ids(names: &str, of_each: usize) -> Outcome<Vec<u8>> {
    let ids = names.split(',').map(|name| glyphs::id(name.trim())).collect::<Result<Vec<u8>, _>>()?;
    Ok(ids.repeat(of_each))
}
