//! Images and their classes from whatever file or folder is named.
//!
//! IDX, `.npy`, `.npz`, one picture, a folder of pictures (classes from the names of its folders) or a
//! pattern with `*`. The content decides, not the name. Colour is kept where it is asked for, and else becomes
//! grey by its luminance.

use std::io::{Cursor, Read};
use std::path::Path;

use super::colour::Colour;
use super::{IDX_LIMIT, pictures};
use crate::files::{are_several, is_stream, read_capped, shown};
use crate::{Outcome, Refusal};
use thermogen::data::pixels;
use thermogen::data::raster::Pixels;
use thermogen::data::receipt::FileHash;
use thermogen::data::{DataError, images::ImageSet, npy};

/// The files that images and labels are from, where a receipt can name them.
pub type Origin = Option<(FileHash, Option<FileHash>)>;

/// Names of arrays of images and of labels, the first that is there counts.
const IMAGES: [&str; 7] = ["images", "x_train", "train_images", "x", "X", "data", "arr_0"];
const LABELS: [&str; 6] = ["labels", "y_train", "train_labels", "y", "Y", "targets"];

/// All images of a file or folder; pictures of different sizes are brought to `side`.
pub fn read(
    path: &Path,
    labels: Option<&Path>,
    side: Option<usize>,
    colour: Colour,
) -> Outcome<(ImageSet, Origin)> {
    let named = |error: DataError| error.in_file(&shown(path));
    let mut origin = None;
    let (images, mut classes) = if are_several(path) {
        pictures::read(path, side, colour)?
    } else {
        let bytes = read_capped(path, IDX_LIMIT)?;
        if bytes.starts_with(b"PK\x03\x04") {
            archive(&bytes, colour).map_err(|error| Refusal(format!("{}: {}", shown(path), error.0)))?
        } else if pictures::is_picture(&bytes) {
            (pictures::one(&bytes, side, colour).map_err(named)?, None)
        } else {
            origin = (!is_stream(path)).then(|| (FileHash::new(&shown(path), &bytes), None));
            (colour.of(pixels::read(&bytes).map_err(named)?), None)
        }
    };
    if let Some(path) = labels {
        let bytes = read_capped(path, IDX_LIMIT)?;
        classes = Some(pixels::read_labels(&bytes).map_err(|error| error.in_file(&shown(path)))?);
        match &mut origin {
            Some((_, labels)) if !is_stream(path) => *labels = Some(FileHash::new(&shown(path), &bytes)),
            _ => origin = None,
        }
    }
    let size = [images.cols, images.rows, images.channels];
    let set = ImageSet::of_channels(size, images.bytes, classes).map_err(named)?;
    // A receipt reads files in grey; colour it carries itself.
    let origin = if images.channels == 1 { origin } else { None };
    Ok((set, origin))
}

/// Images and labels of an `.npz` archive.
fn archive(bytes: &[u8], colour: Colour) -> Outcome<(Pixels, Option<Vec<u8>>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let found: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect();
    let mut of = |names: &[&str]| -> Outcome<Option<Vec<u8>>> {
        let name = names.iter().map(|name| format!("{name}.npy")).find(|name| found.contains(name));
        let Some(name) = name else { return Ok(None) };
        let mut bytes = Vec::new();
        archive.by_name(&name)?.take(npy::MAX_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > npy::MAX_BYTES {
            return Err(Refusal(format!("{name}: at most {} bytes are read", npy::MAX_BYTES)));
        }
        Ok(Some(bytes))
    };
    let Some(images) = of(&IMAGES)? else {
        let (wanted, found) = (IMAGES.join(", "), found.join(", "));
        return Err(Refusal(format!(
            "looks like a zip archive that holds {found}; an .npz holds images as one of {wanted}"
        )));
    };
    let labels = of(&LABELS)?.map(|bytes| pixels::read_labels(&bytes)).transpose()?;
    Ok((colour.of(pixels::read(&images)?), labels))
}
