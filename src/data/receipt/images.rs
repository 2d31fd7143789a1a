//! Training images in a receipt: how to have them again, and the hash of what they were.
//!
//! Glyphs are named by id, size and seed, IDX files by path and hash; anything else is carried, pixel
//! by pixel.

use super::deflated::{deflate, inflate};
use crate::data::{DataError, glyphs, images::ImageSet, pixels};
use crate::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};

/// A file by its path and the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileHash {
    /// As the user gave it.
    pub path: String,
    /// FNV-1a of its bytes.
    pub hash: String,
}

impl FileHash {
    /// Of the file's bytes.
    pub fn new(path: &str, bytes: &[u8]) -> Self {
        FileHash { path: path.into(), hash: hash(bytes) }
    }

    /// Reads the file and compares its hash.
    ///
    /// # Errors
    /// A refusal of `read`, or other bytes than the receipt's.
    pub fn read(&self, read: &Reader) -> Result<Vec<u8>, DataError> {
        let bytes = read(&self.path)?;
        let found = hash(&bytes);
        if found != self.hash {
            let limit = format!("{}, as the receipt says", self.hash);
            return Err(DataError::refused("hash", format!("is {found}"), limit).in_file(&self.path));
        }
        Ok(bytes)
    }
}

/// Reads the file of a path.
pub type Reader<'a> = dyn Fn(&str) -> Result<Vec<u8>, DataError> + 'a;

/// FNV-1a of bytes.
pub fn hash(bytes: &[u8]) -> String {
    let mut fingerprint = Fingerprint::default();
    fingerprint.add_bytes(bytes);
    fingerprint.to_string()
}

/// Training images: how to have them again, and the hash of what they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Images {
    /// Where they are from.
    #[serde(flatten)]
    pub source: Source,
    /// Hash of their size, labels and pixels.
    pub hash: String,
}

/// Where images are from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "source", rename_all = "lowercase")]
pub enum Source {
    /// Our own glyphs.
    Glyphs {
        /// One id per image.
        ids: Vec<u8>,
        /// Pixels on a side.
        size: usize,
        /// Of the jitter.
        seed: u32,
        /// The number of the first one's jitter.
        #[serde(default)]
        first: u32,
    },
    /// Images of IDX files.
    Idx {
        /// The file of images.
        images: FileHash,
        /// The file of labels.
        labels: Option<FileHash>,
        /// Which ones.
        indices: Vec<usize>,
        /// The side they were brought to.
        size: Option<usize>,
    },
    /// The pixels themselves.
    Pixels {
        /// Pixels in a row.
        width: usize,
        /// Rows.
        height: usize,
        /// Colour channels.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        channels: usize,
        /// How many images.
        count: usize,
        /// One class per image.
        labels: Option<Vec<u8>>,
        /// All pixels, deflated, as hexadecimal digits.
        deflated: String,
    },
}

impl Images {
    /// Images and where they are from.
    pub fn new(source: Source, set: &ImageSet) -> Self {
        Images { source, hash: hash_of_images(set) }
    }

    /// Images that the receipt itself carries.
    pub fn carried(set: &ImageSet) -> Self {
        let deflated = deflate(set.pixels());
        let labels = set.labels().map(<[u8]>::to_vec);
        let (width, height, channels, count) = (set.width(), set.height(), set.channels(), set.count());
        Images::new(Source::Pixels { width, height, channels, count, labels, deflated }, set)
    }

    /// The images again.
    ///
    /// # Errors
    /// A refusal of `read`, or images that are not those of the receipt.
    pub fn again(&self, read: &Reader) -> Result<ImageSet, DataError> {
        let set = self.source.images(read)?;
        let found = hash_of_images(&set);
        if found != self.hash {
            let limit = format!("{}, as the receipt says", self.hash);
            return Err(DataError::refused("images", format!("have the hash {found}"), limit));
        }
        Ok(set)
    }
}

impl Source {
    fn images(&self, read: &Reader) -> Result<ImageSet, DataError> {
        match self {
            Source::Glyphs { ids, size, seed, first } => glyphs::draw(ids, *size, *seed, *first),
            Source::Idx { images, labels, indices, size } => {
                let read_labels = |file: &FileHash| pixels::read_labels(&file.read(read)?);
                let labels = labels.as_ref().map(read_labels).transpose()?;
                let images = pixels::read(&images.read(read)?)?.grey();
                let set = ImageSet::new(images.cols, images.rows, images.pixels, labels)?.select(indices)?;
                size.map_or(Ok(set.clone()), |size| set.resized(size, size))
            }
            Source::Pixels { width, height, channels, count, labels, deflated } => {
                let numbers = [*height, *channels, *count].into_iter().fold(*width, usize::saturating_mul);
                let pixels = inflate(deflated, numbers)?;
                ImageSet::of_channels([*width, *height, *channels], pixels, labels.clone())
            }
        }
    }
}

fn one() -> usize {
    1
}

fn is_one(channels: &usize) -> bool {
    *channels == 1
}

fn hash_of_images(set: &ImageSet) -> String {
    let mut fingerprint = Fingerprint::default();
    fingerprint.add_bytes(&(set.width() as u32).to_le_bytes());
    fingerprint.add_bytes(&(set.height() as u32).to_le_bytes());
    if set.channels() > 1 {
        fingerprint.add_bytes(&(set.channels() as u32).to_le_bytes());
    }
    fingerprint.add_bytes(set.labels().unwrap_or_default());
    fingerprint.add_bytes(set.pixels());
    fingerprint.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::idx;

    fn no_file(path: &str) -> Result<Vec<u8>, DataError> {
        Err(DataError::refused("file", "is absent", "a file").in_file(path))
    }

    #[test]
    fn carried_images_come_back_and_damage_is_noticed() {
        let set = glyphs::draw(&[0, 7, 3], 9, 5, 0).unwrap();
        let images = Images::carried(&set);
        assert_eq!(images.again(&no_file).unwrap(), set);
        let Source::Pixels { width, height, channels, count, labels, deflated } = images.source.clone()
        else {
            panic!("pixels")
        };
        let bad = |count, deflated: String| {
            let labels = labels.clone();
            let source = Source::Pixels { width, height, channels, count, labels, deflated };
            Images { source, hash: images.hash.clone() }.again(&no_file).unwrap_err().to_string()
        };
        assert!(bad(2, deflated.clone()).contains("does not hold them"));
        assert!(bad(usize::MAX, deflated.clone()).contains("too much"));
        assert!(bad(count, "zz".into()).contains("no hex"));
        assert!(bad(count, "é".into()).contains("no hex"));
        let other = Images::carried(&glyphs::draw(&[0, 7, 4], 9, 5, 0).unwrap());
        let forged = Images { hash: images.hash.clone(), ..other };
        assert_eq!(forged.again(&no_file).unwrap_err().field(), "images");
    }

    #[test]
    fn idx_files_are_known_by_their_hash() {
        let set = glyphs::draw(&[0, 1, 2], 9, 5, 0).unwrap();
        let (count, pixels) = (set.count(), set.pixels().to_vec());
        let file = idx::write_images(&crate::data::raster::IdxImages { count, rows: 9, cols: 9, pixels });
        let images = FileHash::new("a.idx", &file);
        let source = Source::Idx { images, labels: None, indices: vec![2, 0], size: Some(5) };
        let chosen = ImageSet::new(9, 9, set.pixels().to_vec(), None).unwrap();
        let chosen = chosen.select(&[2, 0]).unwrap().resized(5, 5).unwrap();
        let images = Images::new(source, &chosen);
        assert_eq!(images.again(&|_| Ok(file.clone())).unwrap(), chosen);
        let mut other = file.clone();
        *other.last_mut().unwrap() ^= 1;
        assert_eq!(images.again(&|_| Ok(other.clone())).unwrap_err().field(), "hash");
    }
}
