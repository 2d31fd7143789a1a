//! Pixels as files store them: pictures of one size with one or more channels, 0 to 255.
//!
//! Numbers of other ranges are brought to 0…255: booleans become 0 and 255; floats in 0…1 and in
//! −1…1 are stretched; integers beyond 255 are divided by 257 (16 bits). Colour becomes grey by its
//! luminance (ITU-R BT.709), alpha is the share of the colour over black.

use super::idx::{self, IdxImages, MAX_SIDE};
use super::npy::{Range, View};
use super::{DataError, kinds};

/// Pictures one after another, each row by row, the channels of a pixel side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Number of pictures.
    pub count: usize,
    /// Height.
    pub rows: usize,
    /// Width.
    pub cols: usize,
    /// 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha.
    pub channels: usize,
    /// `count × rows × cols × channels` bytes.
    pub bytes: Vec<u8>,
}

/// Reads images from the bytes of an IDX file (plain or gzipped) or of a `.npy` array.
///
/// # Errors
/// One refusal that names the field, its value and its limit.
pub fn read(bytes: &[u8]) -> Result<Pixels, DataError> {
    if bytes.starts_with(b"\x93NUMPY") { from_npy(bytes) } else { idx::read_pixels(bytes) }
}

fn from_npy(bytes: &[u8]) -> Result<Pixels, DataError> {
    let view = View::new(bytes)?;
    let shape = Shape::of(view.shape())?;
    let (range, values) = (view.range(), || view.values());
    shape.pixels(to_bytes(range, values)?)
}

/// The axes of an array of images.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    sizes: [usize; 4],
    /// Whether the channels of a picture come one after another.
    planes: bool,
}

impl Shape {
    /// Of H × W, N × H × W, N × H × W × C or N × C × H × W; two channels are taken for such only where no
    /// other reading is left.
    pub fn of(shape: &[usize]) -> Result<Self, DataError> {
        let (sizes, planes) = match *shape {
            [rows, cols] => ([1, rows, cols, 1], false),
            [count, rows, cols] => ([count, rows, cols, 1], false),
            [count, rows, cols, channels @ (1 | 3 | 4)] => ([count, rows, cols, channels], false),
            [count, channels @ (1 | 3 | 4), rows, cols] => ([count, rows, cols, channels], true),
            [count, rows, cols, 2] => ([count, rows, cols, 2], false),
            [count, 2, rows, cols] => ([count, rows, cols, 2], true),
            _ => {
                let limit = "images × rows × columns, and at most 4 channels after them";
                return Err(DataError::refused("shape", format!("is {shape:?}"), limit));
            }
        };
        for (size, name) in sizes.into_iter().zip(["images", "rows", "columns"]) {
            if size == 0 {
                return Err(DataError::refused(name, "is 0", "at least 1"));
            }
        }
        if let Some(side) = sizes[1..3].iter().find(|&&side| side > MAX_SIDE as usize) {
            return Err(DataError::refused(
                "shape",
                format!("has a side of {side}"),
                format!("at most {MAX_SIDE}"),
            ));
        }
        Ok(Shape { sizes, planes })
    }

    /// The pixels of this shape.
    pub fn pixels(self, bytes: Vec<u8>) -> Result<Pixels, DataError> {
        let [count, rows, cols, channels] = self.sizes;
        let picture = rows * cols;
        let bytes = if self.planes && channels > 1 {
            let of = |image: &[u8]| -> Vec<u8> {
                (0..picture)
                    .flat_map(|at| (0..channels).map(move |c| c * picture + at))
                    .map(|at| image[at])
                    .collect()
            };
            bytes.chunks_exact(picture * channels).flat_map(of).collect()
        } else {
            bytes
        };
        Ok(Pixels { count, rows, cols, channels, bytes })
    }
}

/// Numbers as bytes; they are read twice, so that they need not be held.
pub(super) fn to_bytes<I: Iterator<Item = f64>>(
    range: Range,
    values: impl Fn() -> I,
) -> Result<Vec<u8>, DataError> {
    let stretched = |from: f64, factor: f64| values().map(|x| ((x - from) * factor + 0.5) as u8).collect();
    match range {
        Range::Bytes => return Ok(values().map(|x| x as u8).collect()),
        Range::Switches => return Ok(stretched(0.0, 255.0)),
        Range::Integers | Range::Floats => (),
    }
    if let Some(odd) = values().find(|x| !x.is_finite()) {
        return Err(DataError::refused("pixels", format!("hold {odd}"), "finite numbers only"));
    }
    let (least, most) = values().fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
    let floats = range == Range::Floats;
    match (least >= 0.0, most) {
        (true, ..=1.0) if floats => Ok(stretched(0.0, 255.0)),
        (true, ..=255.0) => Ok(stretched(0.0, 1.0)),
        (true, ..=65535.0) if !floats => Ok(stretched(0.0, 1.0 / 257.0)),
        (false, ..=1.0) if floats && least >= -1.0 => Ok(stretched(-1.0, 127.5)),
        _ => {
            let limit = "0 to 255, or for floats also 0 to 1 and -1 to 1; scale them";
            Err(DataError::refused("pixels", format!("are from {least} to {most}"), limit))
        }
    }
}

impl Pixels {
    /// The same pictures in colour, three channels, over black; in grey, one channel, where no pixel of any
    /// picture has a colour.
    pub fn colour(self) -> Pixels {
        let over_black = |c: &[u8]| {
            let alpha = f64::from(c[3]) / 255.0;
            [c[0], c[1], c[2]].map(|part| (f64::from(part) * alpha + 0.5) as u8)
        };
        let bytes = match self.channels {
            3 => self.bytes,
            4 => self.bytes.chunks_exact(4).flat_map(over_black).collect(),
            _ => return self.grey().into(),
        };
        let Pixels { count, rows, cols, .. } = self;
        let grey = bytes.chunks_exact(3).all(|c| c[0] == c[1] && c[1] == c[2]);
        let bytes = if grey { bytes.into_iter().step_by(3).collect() } else { bytes };
        Pixels { count, rows, cols, channels: if grey { 1 } else { 3 }, bytes }
    }

    /// The same pictures in grey.
    pub fn grey(self) -> IdxImages {
        let luminance = |c: &[u8]| {
            let [red, green, blue] = [c[0], c[1], c[2]].map(f64::from);
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let over_black = |brightness: f64, alpha: u8| (brightness * f64::from(alpha) / 255.0 + 0.5) as u8;
        let pixels = match self.channels {
            2 => self.bytes.chunks_exact(2).map(|c| over_black(f64::from(c[0]), c[1])).collect(),
            3 => self.bytes.chunks_exact(3).map(|c| (luminance(c) + 0.5) as u8).collect(),
            4 => self.bytes.chunks_exact(4).map(|c| over_black(luminance(c), c[3])).collect(),
            _ => self.bytes,
        };
        IdxImages { count: self.count, rows: self.rows, cols: self.cols, pixels }
    }
}

impl From<IdxImages> for Pixels {
    fn from(images: IdxImages) -> Self {
        let IdxImages { count, rows, cols, pixels } = images;
        Pixels { count, rows, cols, channels: 1, bytes: pixels }
    }
}

/// Reads labels from the bytes of an IDX file, a `.npy` array or a CSV table.
///
/// Of several numbers for each image the first is read (QMNIST); of a CSV table the column called
/// `label` or `class`, or the last one.
///
/// # Errors
/// One refusal that names the field, its value and its limit.
pub fn read_labels(bytes: &[u8]) -> Result<Vec<u8>, DataError> {
    if bytes.starts_with(b"\x93NUMPY") {
        let view = View::new(bytes)?;
        let width = match *view.shape() {
            [_] => 1,
            [_, width] if width > 0 => width,
            _ => {
                let value = format!("is {:?}", view.shape());
                return Err(DataError::refused("shape", value, "one label for each image"));
            }
        };
        return view.values().step_by(width).map(label).collect();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if is_list(text) && kinds::of(bytes).is_none_or(|(name, _)| name.contains("CSV")) => {
            from_text(text)
        }
        _ => idx::read_labels(bytes),
    }
}

fn is_list(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && !text.contains(|c: char| c.is_control() && !c.is_whitespace())
}

fn from_text(text: &str) -> Result<Vec<u8>, DataError> {
    let mut rows =
        text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty()).peekable();
    let cells = |line: &'_ str| {
        line.split([',', ';', '\t'])
            .map(|cell| cell.trim().trim_matches('"').to_lowercase())
            .collect::<Vec<_>>()
    };
    let first = rows.peek().map(|line| cells(line)).unwrap_or_default();
    let last = first.len().saturating_sub(1);
    let named = first.iter().position(|cell| ["label", "labels", "class", "target"].contains(&cell.as_str()));
    if first.get(named.unwrap_or(last)).is_some_and(|cell| cell.parse::<f64>().is_err()) {
        rows.next();
    }
    let read = |line: &str| {
        let cells = cells(line);
        let cell = cells.get(named.unwrap_or(last)).cloned().unwrap_or_default();
        let number =
            cell.parse().map_err(|_| DataError::refused("labels", format!("hold '{cell}'"), LABELS))?;
        label(number)
    };
    rows.map(read).collect()
}

const LABELS: &str = "whole numbers from 0 to 255";

/// A class from a number.
pub(super) fn label(number: f64) -> Result<u8, DataError> {
    let whole = number.fract() == 0.0 && (0.0..=255.0).contains(&number);
    if whole { Ok(number as u8) } else { Err(DataError::refused("labels", format!("hold {number}"), LABELS)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(descr: &str, shape: &str, elements: &[u8]) -> Vec<u8> {
        let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}");
        let length = (header.len() as u16).to_le_bytes();
        [b"\x93NUMPY\x01\x00", length.as_slice(), header.as_bytes(), elements].concat()
    }

    #[test]
    fn arrays_of_every_range_become_bytes() {
        let floats = |values: [f32; 3]| values.map(f32::to_le_bytes).concat();
        for (descr, elements, bytes) in [
            ("|u1", vec![0, 1, 255], [0, 1, 255]),
            ("|b1", vec![0, 1, 1], [0, 255, 255]),
            ("<f4", floats([0.0, 0.5, 1.0]), [0, 128, 255]),
            ("<f4", floats([-1.0, 0.0, 1.0]), [0, 128, 255]),
            ("<f4", floats([0.0, 2.0, 255.0]), [0, 2, 255]),
            ("<i2", [0i16, 7, 255].map(i16::to_le_bytes).concat(), [0, 7, 255]),
            (">u2", [0u16, 257, 65535].map(u16::to_be_bytes).concat(), [0, 1, 255]),
        ] {
            assert_eq!(read(&npy(descr, "(1, 1, 3)", &elements)).unwrap().bytes, bytes, "{descr}");
        }
        assert!(read(&npy("<f4", "(1, 3)", &floats([0.0, f32::NAN, 0.0]))).is_err());
        assert!(read(&npy("<f4", "(1, 3)", &floats([-3.0, 9.0, 0.0]))).is_err());
        assert!(read(&npy("|u1", "(3,)", &[0; 3])).is_err());
    }

    #[test]
    fn colour_becomes_grey_wherever_the_channels_are() {
        let last = read(&npy("|u1", "(1, 1, 2, 3)", &[255, 0, 0, 0, 255, 0])).unwrap();
        assert_eq!((last.channels, last.grey().pixels), (3, vec![54, 182]));
        let first = read(&npy("|u1", "(1, 3, 5, 2)", &[[255; 10], [0; 10], [0; 10]].concat())).unwrap();
        assert_eq!((first.rows, first.cols, first.grey().pixels), (5, 2, vec![54; 10]));
        let alpha = read(&npy("|u1", "(1, 1, 2, 2)", &[200, 255, 200, 0])).unwrap();
        assert_eq!(alpha.grey().pixels, [200, 0]);
    }

    #[test]
    fn pictures_keep_their_colour_unless_they_have_none() {
        let with_alpha =
            read(&npy("|u1", "(1, 1, 2, 4)", &[200, 100, 50, 255, 9, 9, 9, 0])).unwrap().colour();
        assert_eq!((with_alpha.channels, with_alpha.bytes), (3, vec![200, 100, 50, 0, 0, 0]));
        let grey = read(&npy("|u1", "(1, 1, 2, 3)", &[7, 7, 7, 8, 8, 8])).unwrap().colour();
        assert_eq!((grey.channels, grey.bytes), (1, vec![7, 8]));
    }

    #[test]
    fn labels_are_read_from_what_people_have() {
        let qmnist = [0, 0, 12, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 9, 0, 0, 0, 3, 0, 0, 0, 9];
        for bytes in [
            npy("<i8", "(2,)", &[7i64, 3].map(i64::to_le_bytes).concat()),
            b"7\n3\n".to_vec(),
            b"label,file\r\n7,a.png\r\n3,b.png\r\n".to_vec(),
            b"a.png,7\nb.png,3".to_vec(),
            idx::write_labels(&[7, 3]),
            qmnist.to_vec(),
        ] {
            assert_eq!(read_labels(&bytes).unwrap(), [7, 3]);
        }
        assert!(read_labels(b"7\nx\n").is_err() && read_labels(b"7\n256\n").is_err());
    }
}
