//! `thermogen glyphs`: stroke glyphs as an IDX file.

use std::io::Write;

use clap::{ArgMatches, Command};
use flate2::{Compression, write::GzEncoder};

use super::flags::{self, optional, required, value, whole};
use super::{Outcome, report::Report, source};
use crate::files::{check_writable, write_all_or_none};
use thermogen::data::{glyphs, idx};
use thermogen::parameters::{Entry, Parameters};

fn seed(entry: &Entry) -> bool {
    entry.name == "seed"
}

/// The command's flags.
pub fn command() -> Command {
    let command = Command::new("glyphs").about("Draw stroke glyphs into an IDX file").args([
        value("out", "F.idx", "Images; a name that ends in .gz is gzipped"),
        value("labels", "F.idx", "Their classes (a digit's is the digit, symbols follow)"),
        value("glyphs", "NAMES", "Which, with commas between them; all if not given"),
        value("per-class", "K", "How many of each (default 100)"),
        value("size", "PIXELS", "Width and height, 8 to 28 (default 28)"),
    ]);
    flags::add(command, seed)
}

/// Draws and writes.
pub fn run(matches: &ArgMatches) -> Outcome<Report> {
    let parameters = flags::settings(matches, Parameters::default(), seed)?;
    let out = required(matches, "out")?;
    let size = whole(matches, "size", *glyphs::SIZES.start(), *glyphs::SIZES.end())?.unwrap_or(28);
    let of_each = whole(matches, "per-class", 1, 100_000)?.unwrap_or(100);
    let all = glyphs::names().join(",");
    let ids = source::glyph_ids(optional(matches, "glyphs").unwrap_or(&all), of_each)?;
    let labels = optional(matches, "labels");
    for path in [Some(out), labels].into_iter().flatten() {
        check_writable(path)?;
    }
    let set = glyphs::draw(&ids, size, parameters.seed, 0)?;
    let count = set.count();
    let images = idx::IdxImages { count, rows: size, cols: size, pixels: set.pixels().to_vec() };
    let images = packed(out, idx::write_images(&images))?;
    let classes = labels
        .map(|path| Ok::<_, super::Refusal>((path, packed(path, idx::write_labels(&ids))?)))
        .transpose()?;
    let mut files = vec![(out, images.as_slice())];
    files.extend(classes.as_ref().map(|(path, bytes)| (*path, bytes.as_slice())));
    write_all_or_none(&files)?;
    let mut report = Report::default();
    report.add("images", count).add("size", size).add("seed", parameters.seed).add("out", out);
    Ok(report)
}

/// The bytes, gzipped if the name asks for it.
fn packed(path: &str, bytes: Vec<u8>) -> Outcome<Vec<u8>> {
    if !path.ends_with(".gz") {
        return Ok(bytes);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&bytes)?;
    Ok(encoder.finish()?)
}
