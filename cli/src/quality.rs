//! `thermogen quality`: do samples show the images, and are they what was asked for, various, and new?
//!
//! Definitions: [`thermogen::learn::quality`], [`thermogen::learn::class_quality`]. The class is read by a reader of real images that the
//! model never saw, whose own accuracy on further such images stands beside the result.

mod reader;

use clap::{ArgMatches, Command};
use serde_json::json;

use super::flags::{required, value, whole, wholes};
use super::report::Report;
use super::{Outcome, Refusal, source};
use crate::files::read_capped;
use reader::Reader;
use thermogen::data::images::ImageSet;
use thermogen::data::npy;
use thermogen::learn::class_quality::{ClassQuality, Labelled, OFF_TARGET};
use thermogen::learn::quality::{Quality, RECOGNISED};

/// The command's flags.
pub fn command() -> Command {
    let about =
        "Overlaps of samples with their training images; of classes also accuracy, diversity, novelty";
    Command::new("quality").about(about).args([
        value("pixels", "P.npy,…", "Brightness of samples, as generate --pixels writes it; all count"),
        value("class", "LABEL,…", "The class asked for, one for each file; none where none was asked for"),
        value("images", "F.idx", "Real images, IDX or IDX.gz"),
        value("labels", "F.idx", "Their classes, IDX or IDX.gz"),
        value("indices", "I,J,…", "The model was trained on these images; the others are unseen"),
        value(
            "per-class",
            "K",
            "The model was trained on the first K of each class (150 unless --indices is given)",
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
    let (training, unseen) = real(matches, &set)?;
    let classes = asked(matches)?;
    let files = samples(matches, set.size())?;
    let images: Vec<&[f32]> = unseen.bright.chunks(set.size()).collect();
    let reader = Reader::new(&images, &unseen.labels, (set.width(), set.height()))?;
    let all = files.concat();
    let read = reader.read(&all.chunks(set.size()).collect::<Vec<_>>())?;
    let mut report = Report::default();
    report.add("samples", read.len());
    if let Some(classes) = classes {
        let of_file = |(class, file): (u8, &Vec<f32>)| vec![class; file.len() / set.size()];
        let asked: Vec<u8> = classes.into_iter().zip(&files).flat_map(of_file).collect();
        let labelled = Labelled::new(&all, &asked, set.size());
        let (Some(drawn), Some(seen), Some(new)) =
            (labelled, training.labelled(set.size()), unseen.labelled(set.size()))
        else {
            return Err(Refusal("labels: are not one for each image".into()));
        };
        add_classes(&mut report, &read, &asked, &ClassQuality::of(drawn, seen, Some(new)));
    }
    add_reader(&mut report, &reader, &read);
    add_overlaps(&mut report, &Quality::of(&all, &training.bright, set.size()));
    Ok(report)
}

/// The images that the model was trained on, and all others.
fn real(matches: &ArgMatches, set: &ImageSet) -> Outcome<(Real, Real)> {
    let trained = match (wholes(matches, "indices", usize::MAX)?, whole(matches, "per-class", 1, usize::MAX)?)
    {
        (Some(_), Some(_)) => {
            return Err(Refusal("--indices and --per-class: only one of them can be given".into()));
        }
        (Some(indices), None) => indices,
        (None, per_class) => set.first_of_each(per_class.unwrap_or(150), &set.classes())?,
    };
    let training = Real::new(set, &trained)?;
    let mut seen = vec![false; set.count()];
    trained.iter().for_each(|&index| seen[index] = true);
    let rest: Vec<usize> = (0..set.count()).filter(|&index| !seen[index]).collect();
    if rest.is_empty() {
        return Err(Refusal("per-class: leaves no image unseen".into()));
    }
    Ok((training, Real::new(set, &rest)?))
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

/// The samples of each file, samples × pixels.
fn samples(matches: &ArgMatches, pixels: usize) -> Outcome<Vec<Vec<f32>>> {
    let read = |path: &str| {
        let array = npy::read(&read_capped(path, npy::MAX_BYTES)?).map_err(|error| error.in_file(path))?;
        match array.shape[..] {
            [count, width] if width == pixels && count > 0 => Ok(array.finite(path)?),
            _ => {
                let shape = &array.shape;
                Err(Refusal(format!("{path}: shape: is {shape:?}; [samples, {pixels} pixels]")))
            }
        }
    };
    required(matches, "pixels")?.split(',').map(str::trim).map(read).collect()
}

/// The class that was asked for by the samples of each file, if any was.
fn asked(matches: &ArgMatches) -> Outcome<Option<Vec<u8>>> {
    let Some(classes) = wholes(matches, "class", 255)? else { return Ok(None) };
    let (files, given) = (required(matches, "pixels")?.split(',').count(), classes.len());
    if given != files {
        return Err(Refusal(format!(
            "--class: holds {given}; one for each of the {files} files of --pixels"
        )));
    }
    Ok(Some(classes.into_iter().map(|class| class as u8).collect()))
}

fn add_classes(report: &mut Report, read: &[u8], asked: &[u8], quality: &ClassQuality) {
    let right = read.iter().zip(asked).filter(|(read, asked)| read == asked).count();
    let accuracy = right as f64 / asked.len() as f64;
    report
        .add("class_accuracy", accuracy)
        .add("class_accuracy_standard_error", (accuracy * (1.0 - accuracy) / asked.len() as f64).sqrt())
        .add("diversity", quality.diversity)
        .add("novelty", quality.novelty)
        .add("nearest_prototype_accuracy", quality.accuracy)
        .add("nearest_prototype_shares", json!(quality.histogram))
        .add("off_target", quality.off_target)
        .add("off_target_overlap_below", OFF_TARGET);
}

fn add_reader(report: &mut Report, reader: &Reader, read: &[u8]) {
    let mut histogram = std::collections::BTreeMap::<u8, usize>::new();
    read.iter().for_each(|class| *histogram.entry(*class).or_default() += 1);
    report
        .add("read_as", json!(histogram))
        .add("reader_accuracy_on_real_images", reader.accuracy)
        .add("reader_learned_from", reader.learned)
        .add("reader_examined_on", reader.examined);
}

/// Shares of single images are listed where there are few.
fn add_overlaps(report: &mut Report, quality: &Quality) {
    report
        .add("mean_best_overlap", quality.mean_best_overlap)
        .add("mean_best_overlap_standard_error", quality.mean_best_overlap_error)
        .add("recognised", quality.recognised)
        .add("recognised_overlap_above", RECOGNISED)
        .add("inverted", quality.inverted);
    const FEW: usize = 20;
    if quality.shares.len() <= FEW {
        report.add("nearest_image_shares", json!(quality.shares));
    }
}
