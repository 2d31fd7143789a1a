//! The moments of a part of the images, for trainings on several machines.
//!
//! Every machine has all images and builds the same drive table; each sums a range of images that is cut between runs,
//! and one merges the parts in their order. The bits are those of one machine ([`super::moments`] says why).
//!
//! A part's file is safetensors: `doubles` (F64) and `singles` (F32) as [`Moments::to_payload`] has them, and metadata
//! with the part's number and a hash of all that the moments depend on.

use std::ops::Range;

use serde_json::json;

use super::error::TrainingError;
use super::factored;
use super::moments::Moments;
use super::runs::RUN;
use super::table::DriveTable;
use super::table_round::TableRound;
use super::training_set::TrainingSet;
use crate::data::DataError;
use crate::data::images::ImageSet;
use crate::fingerprint::Fingerprint;
use crate::parameters::{Group, ParameterError, Parameters, Trainer, table};
use crate::payload::Payload;

/// The most bytes that a part's file may hold.
pub const MAX_BYTES: u64 = 1 << 32;
const FORMAT: &str = "thermogen moments";

/// A set whose moments are summed in parts.
#[derive(Debug)]
pub struct Parts {
    set: TrainingSet,
    table: DriveTable,
    hash: String,
}

impl Parts {
    /// Of images, for a training with these parameters.
    ///
    /// # Errors
    /// As for a training, or a trainer that has no moments with a number for each pair.
    pub fn new(images: &ImageSet, p: &Parameters) -> Result<Self, TrainingError> {
        let set = TrainingSet::new(images, p)?;
        if p.trainer != Trainer::Exact || factored::is_chosen(p, &set) {
            let limit = "exact, with couplings = dense, to be trained from moments";
            return Err(
                ParameterError::invalid("trainer", format!("{:?}", p.trainer).to_lowercase(), limit).into()
            );
        }
        let mut round = TableRound::new(p, &set);
        let table = loop {
            for level in 0..round.work_units() {
                round.solve(level);
                let solved = round.result();
                round.add(level, &solved);
            }
            if let Some(table) = round.conclude() {
                break table;
            }
        };
        Ok(Parts { hash: hash(images, p), set, table })
    }

    /// The images of a part, from 0, of so many parts.
    pub fn range(&self, part: usize, parts: usize) -> Range<usize> {
        let count = self.set.count();
        let cut = |k: usize| (count.div_ceil(RUN) * k / parts * RUN).min(count);
        cut(part)..cut(part + 1)
    }

    /// Sums some images, a range that is cut between runs.
    pub fn sum(&self, images: Range<usize>) -> Moments {
        Moments::of(&self.set, &self.table, images)
    }

    /// The file of a part.
    pub fn file(&self, part: usize, parts: usize, moments: &Moments) -> Vec<u8> {
        let Payload { singles, doubles } = moments.to_payload();
        let middle = 8 * doubles.len();
        let end = middle + 4 * singles.len();
        let metadata = json!({"format": FORMAT, "part": part.to_string(), "parts": parts.to_string(), "hash": self.hash});
        let header = json!({
            "__metadata__": metadata,
            "doubles": {"dtype": "F64", "shape": [doubles.len()], "data_offsets": [0, middle]},
            "singles": {"dtype": "F32", "shape": [singles.len()], "data_offsets": [middle, end]},
        });
        let mut header = header.to_string().into_bytes();
        header.resize(header.len().next_multiple_of(8), b' ');
        let length = (header.len() as u64).to_le_bytes();
        let (doubles, singles) = (doubles.iter().flat_map(|x| x.to_le_bytes()), singles.iter());
        let numbers = doubles.chain(singles.flat_map(|x| x.to_le_bytes()));
        length.into_iter().chain(header).chain(numbers).collect()
    }
}

/// A part as it was read.
struct Read {
    part: usize,
    parts: usize,
    payload: Payload,
}

/// Merges the files of all parts, given in any order.
///
/// # Errors
/// A file that is no part of this training, or parts that are missing or twice there.
pub fn merged<'a>(
    files: impl IntoIterator<Item = &'a [u8]>,
    images: &ImageSet,
    p: &Parameters,
) -> Result<Moments, TrainingError> {
    let (set, hash) = (TrainingSet::new(images, p)?, hash(images, p));
    let mut all =
        files.into_iter().map(|file| read(file, &hash)).collect::<Result<Vec<Read>, DataError>>()?;
    all.sort_by_key(|read| read.part);
    let parts = all.first().map_or(1, |read| read.parts);
    let found: Vec<usize> = all.iter().map(|read| read.part).collect();
    if !found.iter().copied().eq(0..parts) || all.iter().any(|read| read.parts != parts) {
        let named: Vec<String> =
            all.iter().map(|read| format!("{}/{}", read.part.saturating_add(1), read.parts)).collect();
        let limit = format!("each of the {parts} parts once");
        return Err(DataError::refused("moments", format!("are of {}", named.join(", ")), limit).into());
    }
    let mut whole: Option<Moments> = None;
    for read in all {
        let moments = Moments::from_payload(set.network(), &read.payload).ok_or(TrainingError::Foreign)?;
        match &mut whole {
            Some(whole) => whole.merge(moments),
            None => whole = Some(moments),
        }
    }
    whole.ok_or(TrainingError::Foreign)
}

fn read(bytes: &[u8], hash: &str) -> Result<Read, DataError> {
    let refused = |value: String| DataError::refused("moments", value, "a file of thermogen moments");
    let odd = |error: safetensors::SafeTensorError| refused(error.to_string());
    let (_, header) = safetensors::SafeTensors::read_metadata(bytes).map_err(odd)?;
    let file = safetensors::SafeTensors::deserialize(bytes).map_err(odd)?;
    let entry =
        |name: &str| header.metadata().as_ref().and_then(|all| all.get(name)).cloned().unwrap_or_default();
    if entry("format") != FORMAT {
        return Err(refused("have another format".into()));
    }
    if entry("hash") != hash {
        return Err(DataError::refused(
            "moments",
            "are of other images or settings",
            "those of this training",
        ));
    }
    let whole = |name: &str| entry(name).parse().map_err(|_| refused(format!("have no {name}")));
    let data = |name: &str| file.tensor(name).map(|tensor| tensor.data()).map_err(odd);
    let (doubles, singles) = (data("doubles")?.as_chunks().0, data("singles")?.as_chunks().0);
    let payload = Payload {
        doubles: doubles.iter().map(|&word| f64::from_le_bytes(word)).collect(),
        singles: singles.iter().map(|&word| f32::from_le_bytes(word)).collect(),
    };
    if payload.doubles.iter().any(|x| !x.is_finite()) || payload.singles.iter().any(|x| !x.is_finite()) {
        return Err(refused("hold numbers that are not finite".into()));
    }
    Ok(Read { part: whole("part")?, parts: whole("parts")?, payload })
}

/// A hash of the images and of all settings that the moments depend on.
fn hash(images: &ImageSet, p: &Parameters) -> String {
    let mut hash = Fingerprint::default();
    hash.add_bytes(images.pixels());
    hash.add_bytes(images.labels().unwrap_or_default());
    let of_moments = |group: Group| matches!(group, Group::Physics | Group::Data | Group::Network);
    for (row, (name, value)) in table().into_iter().zip(p.values()) {
        if of_moments(row.group) || name == "seed" {
            hash.add_bytes(format!("{name}={value};").as_bytes());
        }
    }
    hash.to_string()
}
