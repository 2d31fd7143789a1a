//! `thermogen quality`: do samples show the images, and are they what was asked for, various, and new?
//!
//! Definitions: [`thermogen::learn::quality`], [`thermogen::learn::class_quality`]. The class is read by a reader of real images that the
//! model never saw, whose own accuracy on further such images is reported with the result. With `--net` the whole set
//! of measures in docs/quality.md is reported.

mod features;
mod net;
mod reader;
mod whole;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::flags::{required, whole, wholes};
use super::report::Report;
use super::{Outcome, Refusal, source};
use crate::files::{read_capped, shown};
use net::Net;
use reader::Reader;
use thermogen::data::images::ImageSet;
use thermogen::data::{npy, receipt};
use thermogen::learn::class_quality::{ClassQuality, Labelled, OFF_TARGET};
use thermogen::learn::quality::{Quality, RECOGNISED};
use whole::{Set, Whole};

/// Most bytes of a feature net.
const NET_LIMIT: u64 = 1 << 24;

/// Overlaps of samples with their training images; of classes also accuracy, diversity, novelty
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Brightness of samples, as generate --pixels writes it; all count
    #[arg(long, value_name = "P.npy,…")]
    pixels: Option<OsString>,
    /// Brightness of the same samples read hot, without cooling, for --net: as many files as --pixels
    #[arg(long, value_name = "H.npy,…")]
    hot: Option<OsString>,
    /// The feature net of bench/quality/net.py: also Fréchet distance, precision, recall, density, coverage
    #[arg(long, value_name = "NET")]
    net: Option<PathBuf>,
    /// The class asked for, one for each file, or `each`: all in turn, sample by sample; leave it out where no class was asked for
    #[arg(long, value_name = "LABEL,…")]
    class: Option<String>,
    /// Real images, IDX or IDX.gz
    #[arg(long, value_name = "F.idx")]
    images: Option<PathBuf>,
    /// Their classes, IDX or IDX.gz
    #[arg(long, value_name = "F.idx")]
    labels: Option<PathBuf>,
    /// The model was trained on these images; the others are unseen
    #[arg(long, value_name = "I,J,…")]
    indices: Option<String>,
    /// The model was trained on the first K of each class (150 unless --indices is given)
    #[arg(long, value_name = "K")]
    per_class: Option<String>,
    /// Width and height to bring the images to
    #[arg(long, value_name = "PIXELS")]
    size: Option<String>,
}

/// Reads, measures.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let (images, labels) = (required("images", &flags.images)?, required("labels", &flags.labels)?);
    let size = whole("size", &flags.size, 1, 64)?;
    let (set, _) = source::read(images, Some(labels), size, source::Colour::Grey)?;
    let set = match size {
        Some(size) => set.resized(size, size)?,
        None => set,
    };
    let (training, unseen) = real(flags, &set)?;
    let names = files(&flags.pixels)?;
    let given = given(flags, names.len())?;
    let files = samples(&names, set.size())?;
    let classes = asked(given, &set.classes(), &files, set.size());
    let images: Vec<&[f32]> = unseen.bright.chunks(set.size()).collect();
    let reader = Reader::new(&images, &unseen.labels, (set.width(), set.height()))?;
    let all = files.concat();
    let read = reader.read(&all.chunks(set.size()).collect::<Vec<_>>())?;
    let mut report = Report::default();
    report.add("samples", read.len());
    if let Some(classes) = &classes {
        let asked = classes.concat();
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
    if let Some(path) = &flags.net {
        let classes = classes.ok_or_else(|| Refusal("--net: needs --class, the classes asked for".into()))?;
        let sets = files.into_iter().zip(classes).map(|(bright, classes)| Set { bright, classes });
        add_whole(&mut report, flags, path, [training, unseen], sets.collect(), set.size())?;
    }
    Ok(report)
}

/// The images that the model was trained on, and all others.
fn real(flags: &Flags, set: &ImageSet) -> Outcome<(Real, Real)> {
    let trained = match source::selection(&flags.indices, &flags.per_class)? {
        (Some(indices), _) => indices,
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
pub struct Real {
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
fn samples(files: &[PathBuf], pixels: usize) -> Outcome<Vec<Vec<f32>>> {
    let read = |path: &PathBuf| {
        let bytes = read_capped(path, npy::MAX_BYTES)?;
        let path = shown(path);
        let array = npy::read(&bytes).map_err(|error| error.in_file(&path))?;
        match array.shape[..] {
            [count, width] if width == pixels && count > 0 => Ok(array.finite(&path)?),
            _ => {
                let shape = &array.shape;
                Err(Refusal(format!("{path}: shape: is {shape:?}; [samples, {pixels} pixels]")))
            }
        }
    };
    files.iter().map(read).collect()
}

/// The files of --pixels or --hot. A comma parts two names unless a file has it in its name.
fn files(given: &Option<OsString>) -> Outcome<Vec<PathBuf>> {
    let given = given.as_ref().ok_or_else(|| Refusal("--pixels is needed".into()))?;
    let Some(text) = given.to_str() else { return Ok(vec![given.into()]) };
    let names: Vec<&str> = text.split(',').collect();
    let (mut files, mut from) = (Vec::new(), 0);
    while from < names.len() {
        let joined = |to: &usize| names[from..*to].join(",");
        let whole = (from + 2..=names.len()).rev().find(|to| Path::new(joined(to).trim()).is_file());
        let to = whole.unwrap_or(from + 1);
        files.push(PathBuf::from(joined(&to).trim()));
        from = to;
    }
    Ok(files)
}

/// The classes that the files were asked for.
enum Given {
    /// Every class in turn, within each file.
    Each,
    /// One class for each file.
    Classes(Vec<usize>),
}

/// What `--class` says, for so many files.
fn given(flags: &Flags, files: usize) -> Outcome<Option<Given>> {
    if flags.class.as_deref() == Some("each") {
        return Ok(Some(Given::Each));
    }
    let Some(classes) = wholes("class", &flags.class, 255)? else { return Ok(None) };
    let count = classes.len();
    if count != files {
        let limit = format!("one for each of the {files} files of --pixels, or each");
        return Err(Refusal(format!("--class: holds {count}; {limit}")));
    }
    Ok(Some(Given::Classes(classes)))
}

/// The class that each sample was asked for, file by file.
fn asked(given: Option<Given>, known: &[u8], files: &[Vec<f32>], pixels: usize) -> Option<Vec<Vec<u8>>> {
    let count = |file: &Vec<f32>| file.len() / pixels;
    Some(match given? {
        Given::Each => {
            files.iter().map(|file| known.iter().copied().cycle().take(count(file)).collect()).collect()
        }
        Given::Classes(classes) => {
            classes.iter().zip(files).map(|(&class, file)| vec![class as u8; count(file)]).collect()
        }
    })
}

/// The rows of `--net`.
fn add_whole(
    report: &mut Report,
    flags: &Flags,
    net: &Path,
    [training, unseen]: [Real; 2],
    cooled: Vec<Set>,
    pixels: usize,
) -> Outcome<()> {
    let bytes = read_capped(net, NET_LIMIT)?;
    let hot = match flags.hot {
        Some(_) => samples(&files(&flags.hot)?, pixels)?,
        None => Vec::new(),
    };
    let fits = hot.iter().zip(&cooled).all(|(hot, cooled)| hot.len() == cooled.bright.len());
    if !hot.is_empty() && (hot.len() != cooled.len() || !fits) {
        return Err(Refusal("--hot: holds other samples; as many files and samples as --pixels".into()));
    }
    let classes = cooled.iter().map(|set| set.classes.clone());
    let hot: Vec<Set> =
        hot.into_iter().zip(classes).map(|(bright, classes)| Set { bright, classes }).collect();
    let whole = Whole::new(Net::read(&bytes)?, training, unseen, pixels)?;
    let [floor, ceiling] = whole.bounds()?;
    report.add("net", receipt::hash(&bytes)).add("floor", floor).add("ceiling", ceiling);
    report.add("cooled", whole.row(&cooled)?);
    if !hot.is_empty() {
        report.add("hot", whole.row(&hot)?);
    }
    Ok(())
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
