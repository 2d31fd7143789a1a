//! The images that a link names, as the page takes them, and the digit that it completes.
//!
//! The page's digits are packs: gzip around `DIG1`, count (u16), rows, columns, labels, pixels.

use super::{From, MOST_PATTERNS, PARTS, Place, decode, unpack};
use crate::data::{DataError, glyphs, images::ImageSet, pictures};
use crate::physics::readout::Readout;
use flate2::read::GzDecoder;
use std::io::Read;

/// Most bytes of an unpacked pack.
const MOST_BYTES: u64 = 1 << 26;

/// The page's two packs of digits, small and large.
#[derive(Clone, Debug)]
pub struct Packs {
    first: ImageSet,
    more: ImageSet,
}

/// Visible units that are held, and at what.
pub type Clamp = Vec<(usize, f32)>;

impl Packs {
    /// From the bytes of `digits-first.bin` and `digits-more.bin`.
    ///
    /// # Errors
    /// Bytes that are no pack of digits.
    pub fn read(first: &[u8], more: &[u8]) -> Result<Self, DataError> {
        Ok(Packs { first: pack(first)?, more: pack(more)? })
    }
}

fn pack(bytes: &[u8]) -> Result<ImageSet, DataError> {
    let wrong = |what: &str| DataError::refused("digits", what, "a pack of digits of the page");
    let mut inside = Vec::new();
    GzDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut inside).map_err(|_| wrong("are no gzip"))?;
    let Some(([b'D', b'I', b'G', b'1', low, high, rows, columns], rest)) = inside.split_first_chunk::<8>()
    else {
        return Err(wrong("do not begin with DIG1"));
    };
    let count = usize::from(u16::from_le_bytes([*low, *high]));
    let (labels, pixels) = rest.split_at_checked(count).ok_or_else(|| wrong("are cut short"))?;
    ImageSet::new(usize::from(*columns), usize::from(*rows), pixels.to_vec(), Some(labels.to_vec()))
}

/// Where the images of a class are.
fn of_class(set: &ImageSet, class: u8) -> Vec<usize> {
    let labels = set.labels().unwrap_or_default();
    (0..labels.len()).filter(|&at| labels[at] == class).collect()
}

impl Place {
    fn digits(&self) -> Vec<u8> {
        self.patterns.names.iter().filter_map(|name| name.parse().ok()).collect()
    }

    /// The images that are learned; `packs` is asked for digits only.
    ///
    /// # Errors
    /// What `packs` refuses.
    pub fn images(&self, packs: &dyn Fn() -> Result<Packs, DataError>) -> Result<ImageSet, DataError> {
        let patterns = &self.patterns;
        match patterns.from {
            From::Glyphs => {
                let ids =
                    patterns.names.iter().map(|name| glyphs::id(name)).collect::<Result<Vec<u8>, _>>()?;
                let ids = ids.repeat(patterns.each.unwrap_or(1) as usize);
                glyphs::draw(&ids, patterns.size, self.parameters.seed, patterns.first * MOST_PATTERNS as u32)
            }
            From::Drawn => {
                let drawn = unpack(&patterns.drawing, patterns.size);
                let labels = (0..drawn.len() as u8).collect();
                let pixels = drawn.into_iter().flatten().map(|level| 85 * level).collect();
                ImageSet::new(patterns.size, patterns.size, pixels, Some(labels))
            }
            From::Mnist => self.chosen(&packs()?),
            From::Pictures => pictures::set(&patterns.names, patterns.size),
        }
    }

    /// The first examples of each class in the order of the pack, or the one asked for of each.
    fn chosen(&self, packs: &Packs) -> Result<ImageSet, DataError> {
        let each = self.patterns.each.unwrap_or(1) as usize;
        if each > 1 {
            let mut all: Vec<usize> = self
                .digits()
                .iter()
                .flat_map(|&class| of_class(&packs.more, class).into_iter().take(each))
                .collect();
            all.sort_unstable();
            return packs.more.select(&all);
        }
        let first = self.patterns.first as usize;
        let pack = if first < packs.first.count() / 10 { &packs.first } else { &packs.more };
        let example = |&class: &u8| {
            let all = of_class(pack, class);
            all.get(first % all.len().max(1)).copied()
        };
        pack.select(&self.digits().iter().filter_map(example).collect::<Vec<_>>())
    }

    /// What is held while a digit is completed: all that is not erased, at s (2p − 1), p the brightness
    /// and s the read-out scale. None where none is.
    ///
    /// # Errors
    /// What `packs` refuses.
    pub fn clamp(&self, packs: &dyn Fn() -> Result<Packs, DataError>) -> Result<Option<Clamp>, DataError> {
        if self.scene.preset != "completion" {
            return Ok(None);
        }
        let (packs, digits) = (packs()?, self.digits());
        let (index, kinds) = (self.digit as usize, digits.len());
        let seen = self.patterns.each.unwrap_or(1) as usize;
        let spare: Vec<usize> =
            of_class(&packs.more, digits[index * 7 % kinds]).into_iter().skip(seen).collect();
        let Some(&at) = spare.get(index / kinds % spare.len().max(1)) else { return Ok(None) };
        let digit = packs.more.select(&[at])?;
        let erased = self.erased(digit.width(), digit.height());
        let readout = Readout::new(&self.parameters);
        let level = |byte: u8| readout.value(f64::from(byte) / 255.0);
        let pixels = digit.pixels().iter().enumerate();
        Ok(Some(pixels.filter(|(at, _)| !erased[*at]).map(|(at, &byte)| (at, level(byte))).collect()))
    }

    /// Which pixels are erased.
    fn erased(&self, width: usize, height: usize) -> Vec<bool> {
        if !PARTS.contains(&self.erased.as_str()) {
            let bits = decode(&self.erased).unwrap_or_default();
            return bits.iter().flat_map(|byte| (0..8).map(move |bit| byte >> (7 - bit) & 1 == 1)).collect();
        }
        let inside = |x: usize, y: usize| match self.erased.as_str() {
            "lower" => 2 * y >= height,
            "upper" => 2 * y < height,
            "left" => 2 * x < width,
            "right" => 2 * x >= width,
            _ => false,
        };
        (0..width * height).map(|at| inside(at % width, at / width)).collect()
    }
}
