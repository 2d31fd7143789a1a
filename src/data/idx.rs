//! IDX, the format of MNIST: two zero bytes, an element type, the number of dimensions, the
//! dimensions as big-endian u32, then the elements. Plain or gzipped, told apart by the first bytes.
//!
//! Elements are bytes, integers or floats. Images have three dimensions, colour ones four; labels
//! one, or two (QMNIST). Nothing is allocated for a size until the header's claim has been compared with
//! the bytes there are (deflate expands at most 1032-fold) and with [`MAX_BYTES`].
//! Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".

mod members;

use std::io::Read;

use super::DataError;
use super::kinds::{cure, is_gzip};
use super::npy::Range;
use super::raster::{IdxImages, MAX_SIDE, Pixels, Shape, label, to_bytes};
use members::Members;

/// How many dimensions a file may have.
type Dimensions = std::ops::RangeInclusive<u8>;

/// The most bytes that the elements of one file may take (a browser tab has less memory).
pub const MAX_BYTES: u64 = if cfg!(target_family = "wasm") { 1 << 28 } else { 1 << 30 };
/// No deflate stream grows by more than this factor.
const DEFLATE_LIMIT: u64 = 1032;
const UNSIGNED_BYTE: u8 = 0x08;
const SIGNED_BYTE: u8 = 0x09;
const SHORT: u8 = 0x0b;
const INTEGER: u8 = 0x0c;
const FLOAT: u8 = 0x0d;
const DOUBLE: u8 = 0x0e;

/// Reads an IDX file of images (`.gz` or plain), in grey.
///
/// # Errors
/// One refusal that names the field, its value and its limit.
pub fn read_images(bytes: &[u8]) -> Result<IdxImages, DataError> {
    read_pixels(bytes).map(Pixels::grey)
}

/// Reads an IDX file of images (`.gz` or plain), with all its channels.
///
/// # Errors
/// As [`read_images`].
pub(crate) fn read_pixels(bytes: &[u8]) -> Result<Pixels, DataError> {
    let file = read(
        bytes,
        &["images", "rows", "columns", "channels"],
        3..=4,
        "images have 3 (a file with 1 holds labels)",
    )?;
    let range = match file.element {
        UNSIGNED_BYTE => return Shape::of(&file.sizes)?.pixels(file.bytes),
        FLOAT | DOUBLE => Range::Floats,
        _ => Range::Integers,
    };
    Shape::of(&file.sizes)?.pixels(to_bytes(range, || file.numbers())?)
}

/// Reads an IDX file of labels (`.gz` or plain): one number for each image, or the first of several.
///
/// # Errors
/// One refusal that names the field, its value and its limit.
pub fn read_labels(bytes: &[u8]) -> Result<Vec<u8>, DataError> {
    let file = read(bytes, &["labels", "columns"], 1..=2, "labels have 1")?;
    let width = file.sizes.get(1).copied().unwrap_or(1);
    file.numbers().step_by(width).map(label).collect()
}

/// Writes `pixels` (`count × rows × cols` bytes) as an IDX file of images.
pub fn write_images(images: &IdxImages) -> Vec<u8> {
    write(&[images.count, images.rows, images.cols], &images.pixels)
}

/// Writes labels as an IDX file.
pub fn write_labels(labels: &[u8]) -> Vec<u8> {
    write(&[labels.len()], labels)
}

fn write(sizes: &[usize], elements: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, UNSIGNED_BYTE, sizes.len() as u8];
    for &size in sizes {
        bytes.extend((size as u32).to_be_bytes());
    }
    bytes.extend(elements);
    bytes
}

/// A file as stored.
struct Idx {
    element: u8,
    sizes: Vec<usize>,
    bytes: Vec<u8>,
}

impl Idx {
    fn numbers(&self) -> impl Iterator<Item = f64> {
        let number = move |raw: &[u8]| match (self.element, raw) {
            (SIGNED_BYTE, &[a]) => f64::from(a as i8),
            (SHORT, &[a, b]) => f64::from(i16::from_be_bytes([a, b])),
            (INTEGER, &[a, b, c, d]) => f64::from(i32::from_be_bytes([a, b, c, d])),
            (FLOAT, &[a, b, c, d]) => f64::from(f32::from_be_bytes([a, b, c, d])),
            (DOUBLE, &[a, b, c, d, e, f, g, h]) => f64::from_be_bytes([a, b, c, d, e, f, g, h]),
            _ => f64::from(raw[0]),
        };
        self.bytes.chunks_exact(size_of_element(self.element).unwrap_or(1)).map(number)
    }
}

/// Bytes of one element.
fn size_of_element(element: u8) -> Option<usize> {
    match element {
        UNSIGNED_BYTE | SIGNED_BYTE => Some(1),
        SHORT => Some(2),
        INTEGER | FLOAT => Some(4),
        DOUBLE => Some(8),
        _ => None,
    }
}

fn read(bytes: &[u8], names: &[&str], allowed: Dimensions, usual: &str) -> Result<Idx, DataError> {
    let read = if is_gzip(bytes) {
        let room = (bytes.len() as u64).saturating_mul(DEFLATE_LIMIT);
        read_from(Members::new(bytes), room, names, allowed, usual)
    } else {
        read_from(bytes, bytes.len() as u64, names, allowed, usual)
    };
    read.map_err(|error| match error {
        DataError::Refused { field, value, limit } if field == "magic number" || field == "element type" => {
            DataError::refused(field, value, cure(bytes, &limit))
        }
        other => other,
    })
}

/// Reads header and elements from `source`, which can yield at most `room` bytes.
fn read_from(
    mut source: impl Read,
    room: u64,
    names: &[&str],
    allowed: Dimensions,
    usual: &str,
) -> Result<Idx, DataError> {
    let magic = take(&mut source, 4, "header")?;
    let size = check_magic(&magic, allowed, usual)?;
    let dimensions = usize::from(magic[3]);
    let header = take(&mut source, 4 * dimensions as u64, "header")?;
    let words = header.chunks_exact(4).map(|word| u32::from_be_bytes([word[0], word[1], word[2], word[3]]));
    let sizes: Vec<u32> = words.collect();
    let wanted = check_sizes(&sizes, names, size as u64, room.saturating_sub(4 + 4 * dimensions as u64))?;
    let bytes = take(&mut source, wanted, names[0])?;
    match source.read(&mut [0]) {
        Ok(0) => {
            Ok(Idx { element: magic[2], sizes: sizes.iter().map(|&size| size as usize).collect(), bytes })
        }
        Ok(_) => Err(DataError::refused(
            names[0],
            "more bytes follow the last element",
            format!("the header's sizes ask for {wanted} bytes, no more"),
        )),
        Err(problem) => Err(broken(names[0], &problem)),
    }
}

/// The size of an element, once it is known that the file can be read.
fn check_magic(magic: &[u8], allowed: Dimensions, usual: &str) -> Result<usize, DataError> {
    let number = u32::from_be_bytes([magic[0], magic[1], magic[2], magic[3]]);
    if magic[0] != 0 || magic[1] != 0 {
        let value = format!("is 0x{number:08x}");
        return Err(DataError::refused("magic number", value, "an IDX file starts with two zero bytes"));
    }
    let size = size_of_element(magic[2]).ok_or_else(|| {
        let value = format!("is 0x{:02x}", magic[2]);
        DataError::refused("element type", value, "0x08, 0x09, 0x0b, 0x0c, 0x0d and 0x0e are known")
    })?;
    if !allowed.contains(&magic[3]) {
        return Err(DataError::refused("dimensions", format!("is {}", magic[3]), usual));
    }
    Ok(size)
}

/// The number of bytes of the elements, once it is known that it can be met.
fn check_sizes(sizes: &[u32], names: &[&str], element: u64, room: u64) -> Result<u64, DataError> {
    for (&size, name) in sizes.iter().zip(names) {
        if size == 0 {
            return Err(DataError::refused(*name, "is 0", "at least 1"));
        }
    }
    for (&side, name) in sizes.iter().zip(names).skip(1) {
        if side > MAX_SIDE {
            return Err(DataError::refused(*name, format!("is {side}"), format!("at most {MAX_SIDE}")));
        }
    }
    let sides = sizes.iter().map(|&size| u64::from(size));
    let wanted = sides.fold(element, u64::saturating_mul);
    let claim = format!("says {}, {wanted} bytes of elements", sizes[0]);
    if wanted > MAX_BYTES {
        return Err(DataError::refused(names[0], claim, format!("at most {MAX_BYTES} bytes")));
    }
    if wanted > room {
        let limit = format!("the file can hold at most {room}; it may be cut short");
        return Err(DataError::refused(names[0], claim, limit));
    }
    Ok(wanted)
}

/// Exactly `count` bytes; the caller has checked that `count` is worth allocating.
fn take(source: &mut impl Read, count: u64, field: &str) -> Result<Vec<u8>, DataError> {
    let mut bytes = Vec::new();
    let short = |found: usize| {
        DataError::refused(field, format!("is cut short after {found} bytes"), format!("{count} expected"))
    };
    if bytes.try_reserve_exact(count as usize).is_err() {
        return Err(DataError::refused(field, format!("needs {count} bytes"), "no memory for that"));
    }
    match source.by_ref().take(count).read_to_end(&mut bytes) {
        Ok(found) if found as u64 == count => Ok(bytes),
        Ok(found) => Err(short(found)),
        Err(problem) => Err(broken(field, &problem)),
    }
}

fn broken(field: &str, problem: &std::io::Error) -> DataError {
    DataError::refused(field, format!("the gzip stream is broken ({problem})"), "a whole .gz file")
}

#[cfg(test)]
mod tests;
