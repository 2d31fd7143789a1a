//! Receipts: what a run was set to, what it was made from and what came out, so that anyone can run
//! it again and compare bits. JSON with a schema version; receipts of older schemas keep loading.
//!
//! Images are named so that they can be had again: glyphs by id, size and seed, IDX files by path and
//! hash, anything else by the pixels themselves (deflated, as hexadecimal digits).

use super::{DataError, glyphs, idx, images::ImageSet};
use crate::fingerprint::Fingerprint;
use crate::parameters::{Parameters, Value};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// The schema that is written.
pub const SCHEMA: u32 = 1;
/// Most bytes of a receipt.
pub const MAX_BYTES: u64 = 64 << 20;

/// Every parameter of the table by name.
pub type Settings = BTreeMap<String, Value>;

/// A run on paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// The form of this receipt.
    pub schema: u32,
    /// The program's version.
    pub version: String,
    /// What ran it: a machine's platform or a browser.
    pub made_by: String,
    /// The preset it began from, if any.
    #[serde(default)]
    pub preset: Option<String>,
    /// The trained computer.
    pub model: TrainedModel,
    /// What was generated with it, if anything.
    #[serde(default)]
    pub generation: Option<Generation>,
}

/// A training and its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainedModel {
    /// All parameters it was trained with.
    pub settings: Settings,
    /// What it was trained on; without it the model's file is needed.
    #[serde(default)]
    pub images: Option<Images>,
    /// The model's file, where it is known by that alone.
    #[serde(default)]
    pub file: Option<String>,
    /// Hash of the bits of θ.
    pub fingerprint: String,
    /// Mean loss of the last iteration less N/2.
    #[serde(default)]
    pub loss_excess: Option<f64>,
    /// Wall time of the training.
    #[serde(default)]
    pub seconds: Option<f64>,
}

/// A generation and its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Generation {
    /// All parameters it ran with, the number of samples and the seed among them.
    pub settings: Settings,
    /// The class that was asked for.
    #[serde(default)]
    pub class: Option<u8>,
    /// Further files that went in, by the flag that named them.
    #[serde(default)]
    pub files: BTreeMap<String, FileHash>,
    /// What acted on it from outside, each `step:name:value`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// Hash of the bits of all units of all samples at the end.
    pub fingerprint: String,
    /// Mean heat emitted per sample, kT.
    pub heat_emitted_mean_kt: f64,
    /// Its spread over samples, kT.
    pub heat_emitted_spread_kt: f64,
    /// Wall time.
    #[serde(default)]
    pub seconds: Option<f64>,
}

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
    /// What `read` refuses, or other bytes than the receipt's.
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
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        // Writing to memory cannot fail.
        let bytes = encoder.write_all(set.pixels()).and_then(|()| encoder.finish()).unwrap_or_default();
        let deflated = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let labels = set.labels().map(<[u8]>::to_vec);
        let (width, height, count) = (set.width(), set.height(), set.count());
        Images::new(Source::Pixels { width, height, count, labels, deflated }, set)
    }

    /// The images again.
    ///
    /// # Errors
    /// What `read` refuses, or images that are not those of the receipt.
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
            Source::Glyphs { ids, size, seed } => glyphs::draw(ids, *size, *seed, 0),
            Source::Idx { images, labels, indices, size } => {
                let read_labels = |file: &FileHash| idx::read_labels(&file.read(read)?);
                let labels = labels.as_ref().map(read_labels).transpose()?;
                let images = idx::read_images(&images.read(read)?)?;
                let set = ImageSet::new(images.cols, images.rows, images.pixels, labels)?.select(indices)?;
                size.map_or(Ok(set.clone()), |size| set.resized(size, size))
            }
            Source::Pixels { width, height, count, labels, deflated } => {
                let pixels = inflate(deflated, width.saturating_mul(*height).saturating_mul(*count))?;
                ImageSet::new(*width, *height, pixels, labels.clone())
            }
        }
    }
}

/// Exactly `size` bytes from hexadecimal digits of deflated ones.
fn inflate(digits: &str, size: usize) -> Result<Vec<u8>, DataError> {
    let wrong = |value: &str| DataError::refused("deflated", value, format!("{size} deflated pixels in hex"));
    if size as u64 > MAX_BYTES || !digits.is_ascii() {
        return Err(wrong("is too much or no hex"));
    }
    let byte =
        |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Option<Vec<u8>> = digits.as_bytes().chunks(2).map(byte).collect();
    let bytes = bytes.ok_or_else(|| wrong("is no hex"))?;
    let mut pixels = Vec::new();
    let read = DeflateDecoder::new(&bytes[..]).take(size as u64 + 1).read_to_end(&mut pixels);
    if read.is_err() || pixels.len() != size {
        return Err(wrong("does not hold them"));
    }
    Ok(pixels)
}

fn hash_of_images(set: &ImageSet) -> String {
    let mut fingerprint = Fingerprint::default();
    fingerprint.add_bytes(&(set.width() as u32).to_le_bytes());
    fingerprint.add_bytes(&(set.height() as u32).to_le_bytes());
    fingerprint.add_bytes(set.labels().unwrap_or_default());
    fingerprint.add_bytes(set.pixels());
    fingerprint.to_string()
}

/// All parameters by name.
pub fn settings_of(parameters: &Parameters) -> Settings {
    parameters.values().into_iter().map(|(name, value)| (name.into(), value)).collect()
}

/// Parameters from a receipt; those it does not name, being newer, have their defaults.
///
/// # Errors
/// A name or a value that the table does not know.
pub fn parameters_of(settings: &Settings) -> Result<Parameters, DataError> {
    let mut parameters = Parameters::default();
    for (name, value) in settings {
        parameters.set(name, value)?;
    }
    parameters.validate()?;
    Ok(parameters)
}

impl Receipt {
    /// A receipt of this version and machine.
    pub fn new(made_by: String, preset: Option<String>, model: TrainedModel) -> Self {
        let version = env!("CARGO_PKG_VERSION").into();
        Receipt { schema: SCHEMA, version, made_by, preset, model, generation: None }
    }

    /// As JSON text.
    pub fn save(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }

    /// From JSON text of any schema up to ours.
    ///
    /// # Errors
    /// No receipt, or one of a later schema.
    pub fn load(bytes: &[u8]) -> Result<Self, DataError> {
        #[derive(Deserialize)]
        struct Head {
            schema: u32,
        }
        let no_receipt =
            |error: serde_json::Error| DataError::refused("receipt", error.to_string(), "a receipt as JSON");
        let head: Head = serde_json::from_slice(bytes).map_err(no_receipt)?;
        if !(1..=SCHEMA).contains(&head.schema) {
            let limit = format!("1 to {SCHEMA}; a newer version may read it");
            return Err(DataError::refused("schema", format!("is {}", head.schema), limit));
        }
        serde_json::from_slice(bytes).map_err(no_receipt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no_file(path: &str) -> Result<Vec<u8>, DataError> {
        Err(DataError::refused("file", "is absent", "a file").in_file(path))
    }

    #[test]
    fn carried_images_come_back_and_damage_is_noticed() {
        let set = glyphs::draw(&[0, 7, 3], 9, 5, 0).unwrap();
        let images = Images::carried(&set);
        assert_eq!(images.again(&no_file).unwrap(), set);
        let Source::Pixels { width, height, count, labels, deflated } = images.source.clone() else {
            panic!("pixels")
        };
        let bad = |count, deflated: String| {
            let source = Source::Pixels { width, height, count, labels: labels.clone(), deflated };
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
        let file = idx::write_images(&idx::IdxImages { count, rows: 9, cols: 9, pixels });
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

    #[test]
    fn what_is_no_receipt_is_refused() {
        for (text, field) in
            [("", "receipt"), ("{}", "receipt"), (r#"{"schema": 99}"#, "schema"), ("[1]", "receipt")]
        {
            assert_eq!(Receipt::load(text.as_bytes()).unwrap_err().field(), field, "{text}");
        }
    }

    #[test]
    fn settings_survive_and_newer_parameters_have_their_defaults() {
        let parameters = Parameters { kt: 0.1 + 0.2, hidden: 3, ..Parameters::default() };
        let mut settings = settings_of(&parameters);
        let text = serde_json::to_string(&settings).unwrap();
        assert_eq!(parameters_of(&serde_json::from_str(&text).unwrap()).unwrap(), parameters);
        settings.remove("hidden");
        assert_eq!(parameters_of(&settings).unwrap().hidden, Parameters::default().hidden);
        settings.insert("nosuch".into(), Value::Switch(true));
        assert_eq!(parameters_of(&settings).unwrap_err().field(), "nosuch");
    }
}
