//! `thermogen glyphs`: stroke glyphs as an IDX file.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use flate2::{Compression, write::GzEncoder};

use super::flags::{Rows, Table, required, whole};
use super::{Outcome, report::Report, source};
use crate::files::{check_outputs, shown, write_all_or_none};
use thermogen::data::{glyphs, idx, raster};
use thermogen::parameters::{Entry, Parameters};

/// The rows of the table that this command takes.
#[derive(Clone, Debug)]
pub struct Seed;

impl Rows for Seed {
    fn wanted(entry: &Entry) -> bool {
        entry.name == "seed"
    }
}

/// Draw stroke glyphs into an IDX file
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Images; a name that ends in .gz is gzipped
    #[arg(long, value_name = "F.idx")]
    out: Option<PathBuf>,
    /// Their classes (a digit's is the digit, symbols follow)
    #[arg(long, value_name = "F.idx")]
    labels: Option<PathBuf>,
    /// Which, with commas between them; all if not given
    #[arg(long, value_name = "NAMES")]
    glyphs: Option<String>,
    /// How many of each (default 100)
    #[arg(long, value_name = "K")]
    per_class: Option<String>,
    /// Width and height, 8 to 28 (default 28)
    #[arg(long, value_name = "PIXELS")]
    size: Option<String>,
    #[command(flatten)]
    table: Table<Seed>,
}

/// Draws and writes.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let parameters = flags.table.settings(Parameters::default())?;
    let out = required("out", &flags.out)?;
    let size = whole("size", &flags.size, *glyphs::SIZES.start(), *glyphs::SIZES.end())?.unwrap_or(28);
    let of_each = whole("per-class", &flags.per_class, 1, 100_000)?.unwrap_or(100);
    let all = glyphs::names().join(",");
    let ids = source::glyph_ids(flags.glyphs.as_deref().unwrap_or(&all), of_each)?;
    let labels = flags.labels.as_deref();
    check_outputs(&[("out", Some(out)), ("labels", labels)], &[])?;
    let set = glyphs::draw(&ids, size, parameters.seed, 0)?;
    let count = set.count();
    let images = raster::IdxImages { count, rows: size, cols: size, pixels: set.pixels().to_vec() };
    let images = packed(out, idx::write_images(&images))?;
    let classes = labels
        .map(|path| Ok::<_, super::Refusal>((path, packed(path, idx::write_labels(&ids))?)))
        .transpose()?;
    let mut files = vec![(out, images)];
    files.extend(classes);
    write_all_or_none(&files)?;
    let mut report = Report::default();
    report.add("images", count).add("size", size).add("seed", parameters.seed).add("out", shown(out));
    Ok(report)
}

/// The bytes, gzipped if the name asks for it.
fn packed(path: &Path, bytes: Vec<u8>) -> Outcome<Vec<u8>> {
    if !path.to_string_lossy().ends_with(".gz") {
        return Ok(bytes);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&bytes)?;
    Ok(encoder.finish()?)
}
