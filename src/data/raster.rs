//! Pictures of one size with one or more channels, 0 to 255, as every reader of files gives them.
//!
//! Numbers of other ranges are brought to 0…255: booleans become 0 and 255; floats in 0…1 and in
//! −1…1 are stretched; integers beyond 255 are divided by 257 (16 bits). Colour becomes grey by its
//! luminance (ITU-R BT.709), alpha is the share of the colour over black.

use super::DataError;
use super::npy::Range;

/// The largest width and height of an image.
pub const MAX_SIDE: u32 = 1024;

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

/// Images as stored: `count × rows × cols` bytes, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdxImages {
    /// Number of images.
    pub count: usize,
    /// Height in pixels.
    pub rows: usize,
    /// Width in pixels.
    pub cols: usize,
    /// Pixels, 0 to 255, images one after another.
    pub pixels: Vec<u8>,
}

/// The axes of an array of images.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    sizes: [usize; 4],
    /// Whether the channels of a picture come one after another.
    planes: bool,
}

impl Shape {
    /// Of H × W, N × H × W, N × H × W × C or N × C × H × W; two channels are read only where there
    /// cannot be three or four, and one channel before the rows only where there is no other reading.
    pub(super) fn of(shape: &[usize]) -> Result<Self, DataError> {
        let (sizes, planes) = match *shape {
            [rows, cols] => ([1, rows, cols, 1], false),
            [count, rows, cols] => ([count, rows, cols, 1], false),
            [count, rows, cols, channels @ (1 | 3 | 4)] => ([count, rows, cols, channels], false),
            [count, channels @ (3 | 4), rows, cols] => ([count, rows, cols, channels], true),
            [count, rows, cols, 2] => ([count, rows, cols, 2], false),
            [count, channels @ (1 | 2), rows, cols] => ([count, rows, cols, channels], true),
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
    pub(super) fn pixels(self, bytes: Vec<u8>) -> Result<Pixels, DataError> {
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

pub(super) const LABELS: &str = "whole numbers from 0 to 255";

/// A class from a number.
pub(super) fn label(number: f64) -> Result<u8, DataError> {
    let whole = number.fract() == 0.0 && (0.0..=255.0).contains(&number);
    if whole { Ok(number as u8) } else { Err(DataError::refused("labels", format!("hold {number}"), LABELS)) }
}
