//! `thermogen moments`: one machine's part of the sums that the exact trainer needs.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use rayon::prelude::*;

use super::flags::{All, WithPreset, required};
use super::report::Report;
use super::{Outcome, Refusal, source};
use crate::files::{check_outputs, read_capped, shown, write_whole};
use thermogen::data::images::ImageSet;
use thermogen::learn::moments::Moments;
use thermogen::learn::parts::{self, Parts};
use thermogen::parameters::Parameters;

/// Sum a part of the images' moments, for a training on several machines; all have all images
#[derive(Args, Clone, Debug)]
pub struct Flags {
    #[command(flatten)]
    source: source::Flags,
    /// Which part, from 1, of how many: 3/8
    #[arg(long, value_name = "I/N")]
    part: Option<String>,
    /// The part, as safetensors, for `thermogen train --moments`
    #[arg(long, value_name = "PART")]
    out: Option<PathBuf>,
    #[command(flatten)]
    table: WithPreset<All>,
}

/// Sums and writes.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let parameters = flags.table.settings(Parameters::default())?;
    let (part, of) = place(required("part", &flags.part)?.to_str().unwrap_or_default())?;
    let out = required("out", &flags.out)?;
    check_outputs(&[("out", Some(out))], &flags.source.inputs())?;
    let images = flags.source.images(&parameters)?;
    let began = Instant::now();
    let all = Parts::new(&images, &parameters)?;
    let table = began.elapsed().as_secs_f64();
    let range = all.range(part, of);
    write_whole(out, &all.file(part, of, &sum(&all, part, of)))?;
    let mut report = Report::default();
    report
        .add("out", shown(out))
        .add("part", format!("{}/{of}", part + 1))
        .add("images", range.len())
        .add("seconds_of_table", table)
        .add("seconds", began.elapsed().as_secs_f64());
    Ok(report)
}

/// The part's moments, on all cores.
fn sum(all: &Parts, part: usize, of: usize) -> Moments {
    let cores = rayon::current_num_threads();
    let shares = (part * cores..(part + 1) * cores).collect::<Vec<_>>();
    let shares: Vec<Moments> =
        shares.into_par_iter().map(|share| all.sum(all.range(share, of * cores))).collect();
    let mut shares = shares.into_iter();
    let first = shares.next().unwrap_or_else(|| all.sum(0..0));
    shares.fold(first, |mut sum, share| {
        sum.merge(share);
        sum
    })
}

/// `3/8` as 2 of 8.
fn place(text: &str) -> Outcome<(usize, usize)> {
    let read = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    match read {
        Some((i, n)) if (1..=100_000).contains(&n) && (1..=n).contains(&i) => Ok((i - 1, n)),
        _ => Err(Refusal(format!("--part: is '{text}'; I/N, I from 1 to N, N at most 100000"))),
    }
}

/// The moments of all parts, from the files that a pattern names.
pub fn merged(pattern: &str, images: &ImageSet, parameters: &Parameters) -> Outcome<Moments> {
    let paths: Vec<PathBuf> = glob::glob(pattern)?.collect::<Result<_, _>>()?;
    if paths.is_empty() {
        return Err(Refusal(format!("--moments: no file is named {pattern}")));
    }
    let files = paths.iter().map(|path| read_capped(path, parts::MAX_BYTES));
    let files = files.collect::<Result<Vec<_>, _>>()?;
    Ok(parts::merged(files.iter().map(Vec::as_slice), images, parameters)?)
}
