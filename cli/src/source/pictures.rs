//! Pictures as images: PNG, JPEG and WebP, one, a folder of them, or a pattern of names.
//!
//! The size is read from the header before anything is decoded. A photo is turned as its camera says.
//! Alpha is the share of the colour over black; where the colour is one tone, alpha itself is the shape.
//! Folders in a folder are classes: their names are the labels if all are numbers, else their order is.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use rayon::prelude::*;

use super::colour::Colour;
use crate::files::{listed, read_capped, shown};
use crate::{Outcome, Refusal};
use thermogen::data::raster::{MAX_SIDE, Pixels};
use thermogen::data::{DataError, images::ImageSet, kinds};

/// The most bytes of a picture's file, and the most pixels that are decoded.
const MOST_BYTES: u64 = 1 << 28;
const MOST_PIXELS: u64 = 1 << 25;
/// Grey levels that one tone may differ by.
const TONE: u8 = 8;
/// Images, and their classes if they are known.
type Found = (Pixels, Option<Vec<u8>>);

/// Whether bytes are a picture of a kind that is read.
pub fn is_picture(bytes: &[u8]) -> bool {
    matches!(format(bytes), Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP))
}

fn format(bytes: &[u8]) -> Option<ImageFormat> {
    image::guess_format(bytes).ok()
}

/// All pictures of a folder or a pattern, brought to `side` if one is given.
pub fn read(path: &Path, side: Option<usize>, colour: Colour) -> Outcome<Found> {
    let files = listed(path);
    if files.is_empty() {
        let found = "no PNG, JPEG or WebP pictures are found";
        return Err(Refusal(format!(
            "{}: file: cannot be read ({found}); a folder of them, or a pattern",
            shown(path)
        )));
    }
    let decoded = files.par_iter().map(|(path, _)| {
        let bytes = read_capped(path, MOST_BYTES)?;
        one(&bytes, side, colour).map_err(|error| error.in_file(&shown(path)))
    });
    let (images, broken): (Vec<_>, Vec<_>) =
        decoded.collect::<Vec<Result<_, DataError>>>().into_iter().partition(Result::is_ok);
    let mut broken = broken.into_iter().filter_map(Result::err);
    if let Some(first) = broken.next() {
        let more = broken.map(|error| error.to_string().split(':').next().unwrap_or_default().to_owned());
        let more: Vec<String> = more.collect();
        let also = if more.is_empty() { String::new() } else { format!(" (also {})", more.join(", ")) };
        return Err(Refusal(format!("{first}{also}")));
    }
    let images: Vec<Pixels> = images.into_iter().filter_map(Result::ok).collect();
    let labels = labels(&files)?;
    Ok((together(images, &files)?, labels))
}

/// One set of pictures of one size; all are in colour where one is.
fn together(images: Vec<Pixels>, files: &[(PathBuf, Option<PathBuf>)]) -> Outcome<Pixels> {
    let (rows, cols) = images.first().map_or((0, 0), |first| (first.rows, first.cols));
    let other = images.iter().position(|image| (image.rows, image.cols) != (rows, cols));
    if let Some(at) = other {
        let (path, image) = (shown(&files[at].0), &images[at]);
        return Err(Refusal(format!(
            "{path}: is {} × {}; the first picture is {cols} × {rows} (--size brings all to one size)",
            image.cols, image.rows
        )));
    }
    let channels = images.iter().map(|image| image.channels).max().unwrap_or(1);
    let count = images.len();
    let repeated = |image: Pixels| {
        let times = channels / image.channels;
        image.bytes.into_iter().flat_map(move |byte| std::iter::repeat_n(byte, times))
    };
    let bytes = images.into_iter().flat_map(repeated).collect();
    Ok(Pixels { count, rows, cols, channels, bytes })
}

/// The class of each picture from the name of its folder, if it has one.
fn labels(files: &[(PathBuf, Option<PathBuf>)]) -> Outcome<Option<Vec<u8>>> {
    let mut folders: Vec<&PathBuf> = files.iter().filter_map(|(_, folder)| folder.as_ref()).collect();
    folders.dedup();
    let number = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_str()?.parse::<u8>().ok());
    let numbers: Option<Vec<u8>> = folders.iter().map(|folder| number(folder)).collect();
    if folders.len() > 256 {
        return Err(Refusal(format!("images: have {} folders of classes; at most 256", folders.len())));
    }
    let classes = numbers.unwrap_or_else(|| (0..folders.len()).map(|class| class as u8).collect());
    let of = |folder: &PathBuf| folders.iter().position(|known| *known == folder).map(|at| classes[at]);
    Ok(files.iter().map(|(_, folder)| of(folder.as_ref()?)).collect())
}

/// One picture, brought to `side` if one is given.
pub fn one(bytes: &[u8], side: Option<usize>, colour: Colour) -> Result<Pixels, DataError> {
    let picture = colour.of(shape_or_picture(decoded(bytes)?));
    let Pixels { rows, cols, channels, .. } = picture;
    if picture.bytes.chunks_exact(channels).all(|pixel| *pixel == picture.bytes[..channels]) {
        return Err(DataError::refused("picture", "is of one tone", "a picture that shows something"));
    }
    if let Some(side) = side {
        let set = ImageSet::of_channels([cols, rows, channels], picture.bytes, None)?.resized(side, side)?;
        return Ok(Pixels { count: 1, rows: side, cols: side, channels, bytes: set.pixels().to_vec() });
    }
    if rows.max(cols) > MAX_SIDE as usize {
        let limit = format!("at most {MAX_SIDE} pixels on a side (--size makes it smaller)");
        return Err(DataError::refused("picture", format!("is {cols} × {rows}"), limit));
    }
    Ok(picture)
}

fn decoded(bytes: &[u8]) -> Result<DynamicImage, DataError> {
    if !is_picture(bytes) {
        let value = if bytes.is_empty() { "is empty" } else { "is broken or of another kind" };
        let limit =
            kinds::cure(bytes, "a PNG, JPEG or WebP picture; remove it or name the others by a pattern");
        return Err(DataError::refused("picture", value, limit));
    }
    let broken = |error: image::ImageError| {
        DataError::refused("picture", format!("cannot be decoded ({error})"), "a whole picture")
    };
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|error| broken(image::ImageError::IoError(error)))?;
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let limit = format!("at most {MOST_PIXELS} pixels; make it smaller");
        return Err(DataError::refused("picture", format!("is {width} × {height}"), limit));
    }
    let orientation = decoder.orientation().map_err(broken)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// The pixels of a picture; where its colour is one tone under an alpha, the alpha.
fn shape_or_picture(image: DynamicImage) -> Pixels {
    let (cols, rows) = (image.width() as usize, image.height() as usize);
    if !image.color().has_alpha() {
        return Pixels { count: 1, rows, cols, channels: 3, bytes: image.to_rgb8().into_raw() };
    }
    let bytes = image.to_rgba8().into_raw();
    let visible = || bytes.chunks_exact(4).filter(|pixel| pixel[3] > 0);
    let first = visible().next().map(|pixel| [pixel[0], pixel[1], pixel[2]]).unwrap_or_default();
    let one_tone = visible().all(|pixel| pixel.iter().zip(first).all(|(a, b)| a.abs_diff(b) <= TONE));
    if one_tone {
        let bytes = bytes.chunks_exact(4).map(|pixel| pixel[3]).collect();
        return Pixels { count: 1, rows, cols, channels: 1, bytes };
    }
    Pixels { count: 1, rows, cols, channels: 4, bytes }
}
