//! `thermogen quality`: are samples what was asked for, various, and new?
//!
//! Definitions: [`crate::learn::quality`]. The class is read by a reader of real images that the
//! model never saw, whose own accuracy on further such images stands beside the result.

mod reader;

use clap::{ArgMatches, Command};
use serde_json::json;

use super::flags::{required, value, whole, wholes};
use super::report::Report;
use super::{Outcome, Refusal, source};
use crate::data::files::read_capped;
use crate::data::images::ImageSet;
use crate::data::npy;
use crate::learn::quality::{ClassQuality, Labelled, OFF_TARGET, Quality};
use reader::Reader;

/// The command's flags.
pub fn command() -> Command {
    let about = "Class accuracy, diversity, novelty and overlaps of samples, all of which count";
    Command::new("quality").about(about).args([
        value("pixels", "P.npy,…", "Brightness of samples, as generate --pixels writes it"),
        value("class", "LABEL,…", "The class asked for, one for each file"),
        value("images", "F.idx", "Real images, IDX or IDX.gz"),
        value("labels", "F.idx", "Their classes, IDX or IDX.gz"),
        value(
            "per-class",
            "K",
            "The model was trained on the first K of each class (default 150); the others are unseen",
        ),
        value("size", "PIXELS", "Width and height to bring the images to"),
    ])
}

/// Reads, measures.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let (set, ..) = source::read(required(matches, "images")?, Some(required(matches, "labels")?))?;
    let set = match whole(matches, "size", 1, 64)? {
        Some(size) => set.resized(size, size)?,
        None => set,
    };
    let (samples, asked) = samples(matches, set.size())?;
    let per_class = whole(matches, "per-class", 1, usize::MAX)?.unwrap_or(150);
    let trained = set.first_of_each(per_class, &set.classes())?;
    let mut seen = vec![false; set.count()];
    trained.iter().for_each(|&index| seen[index] = true);
    let rest: Vec<usize> = (0..set.count()).filter(|&index| !seen[index]).collect();
    if rest.is_empty() {
        return Err(Refusal("per-class: leaves no image unseen".into()));
    }
    let (training, unseen) = (Real::new(&set, &trained)?, Real::new(&set, &rest)?);
    let images: Vec<&[f32]> = unseen.bright.chunks(set.size()).collect();
    let reader = Reader::new(&images, &unseen.labels, (set.width(), set.height()))?;
    let read = reader.read(&samples.chunks(set.size()).collect::<Vec<_>>())?;
    let labelled = Labelled::new(&samples, &asked, set.size());
    let (Some(drawn), Some(seen), Some(new)) =
        (labelled, training.labelled(set.size()), unseen.labelled(set.size()))
    else {
        return Err(Refusal("labels: are not one for each image".into()));
    };
    let quality = ClassQuality::of(drawn, seen, Some(new));
    let overlaps = Quality::of(&samples, &training.bright, set.size());
    Ok(report(&reader, &read, &asked, &quality, &overlaps))
}

/// Real images as brightness.
struct Real {
    bright: Vec<f32>,
    labels: Vec<u8>,
}

impl Real {
    fn new(set: &ImageSet, indices: &[usize]) -> Outcome<Self> {
        let set = set.select(indices)?;
        let bright = set.pixels().iter().map(|&pixel| f32::from(pixel) / 255.0).collect();
        Ok(Real { bright, labels: set.labels().unwrap_or_default().to_vec() })
    }

    fn labelled(&self, pixels: usize) -> Option<Labelled<'_>> {
        Labelled::new(&self.bright, &self.labels, pixels)
    }
}

/// All samples, and the class that was asked for by each.
fn samples(matches: &ArgMatches, pixels: usize) -> Outcome<(Vec<f32>, Vec<u8>)> {
    let paths: Vec<&str> = required(matches, "pixels")?.split(',').map(str::trim).collect();
    required(matches, "class")?;
    let classes = wholes(matches, "class", 255)?.unwrap_or_default();
    if classes.len() != paths.len() {
        let (files, given) = (paths.len(), classes.len());
        return Err(Refusal(format!(
            "--class: holds {given}; one for each of the {files} files of --pixels"
        )));
    }
    let (mut samples, mut asked) = (Vec::new(), Vec::new());
    for (path, class) in paths.into_iter().zip(classes) {
        let array = npy::read(&read_capped(path, npy::MAX_BYTES)?).map_err(|error| error.in_file(path))?;
        match array.shape[..] {
            [count, width] if width == pixels => asked.extend(vec![class as u8; count]),
            _ => {
                let shape = &array.shape;
                return Err(Refusal(format!("{path}: shape: is {shape:?}; [samples, {pixels} pixels]")));
            }
        }
        samples.extend(array.finite(path)?);
    }
    if asked.is_empty() {
        return Err(Refusal("--pixels: holds no sample".into()));
    }
    Ok((samples, asked))
}

fn report(reader: &Reader, read: &[u8], asked: &[u8], quality: &ClassQuality, overlaps: &Quality) -> Report {
    let mut histogram = std::collections::BTreeMap::<u8, usize>::new();
    read.iter().for_each(|class| *histogram.entry(*class).or_default() += 1);
    let right = read.iter().zip(asked).filter(|(read, asked)| read == asked).count();
    let accuracy = right as f64 / asked.len() as f64;
    let mut report = Report::default();
    report
        .add("samples", asked.len())
        .add("class_accuracy", accuracy)
        .add("class_accuracy_standard_error", (accuracy * (1.0 - accuracy) / asked.len() as f64).sqrt())
        .add("reader_accuracy_on_real_images", reader.accuracy)
        .add("reader_learned_from", reader.learned)
        .add("reader_examined_on", reader.examined)
        .add("diversity", quality.diversity)
        .add("novelty", quality.novelty)
        .add("read_as", json!(histogram))
        .add("nearest_prototype_accuracy", quality.accuracy)
        .add("nearest_prototype_shares", json!(quality.histogram))
        .add("off_target", quality.off_target)
        .add("off_target_overlap_below", OFF_TARGET)
        .add("mean_best_overlap", overlaps.mean_best_overlap)
        .add("inverted", overlaps.inverted);
    report
}
