//! `thermogen merge`: shares of samples, made by `generate --first`, as one file.
//!
//! Arrays are joined along the axis of samples and hashed as one run would be; tables of heat are joined row by row and
//! numbered again.

use std::path::{Path, PathBuf};

use clap::Args;

use super::flags::required;
use super::report::Report;
use super::{Outcome, Refusal};
use crate::files::{check_outputs, read_capped, shown, write_whole};
use thermogen::data::npy::{self, Array};
use thermogen::fingerprint::Fingerprint;

/// Join shares of samples (`generate --first`): .npy arrays, or tables of heat
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// The shares, in the order of their first samples
    #[arg(value_name = "SHARE", required = true)]
    shares: Vec<PathBuf>,
    /// The whole
    #[arg(long, value_name = "WHOLE")]
    out: Option<PathBuf>,
}

/// Joins and writes.
pub fn run(flags: &Flags) -> Outcome<Report> {
    let out = required("out", &flags.out)?;
    let inputs: Vec<_> = flags.shares.iter().map(|path| ("share", Some(path.as_path()))).collect();
    check_outputs(&[("out", Some(out))], &inputs)?;
    let files = flags.shares.iter().map(|path| Ok((path.as_path(), read_capped(path, npy::MAX_BYTES)?)));
    let files = files.collect::<Outcome<Vec<(&Path, Vec<u8>)>>>()?;
    let mut report = Report::default();
    report.add("out", shown(out)).add("shares", files.len());
    let tables = files.iter().all(|(_, bytes)| bytes.starts_with(b"sample,"));
    write_whole(out, &if tables { table(&files)? } else { array(&files, &mut report)? })?;
    Ok(report)
}

/// Arrays of samples × numbers, or of frames × samples × numbers.
fn array(files: &[(&Path, Vec<u8>)], report: &mut Report) -> Outcome<Vec<u8>> {
    let read = |(path, bytes): &(&Path, Vec<u8>)| -> Outcome<Array> {
        let array = npy::read(bytes).map_err(|error| error.in_file(&shown(path)))?;
        match array.shape.len() {
            2 | 3 => Ok(array),
            _ => Err(Refusal(format!("{}: shape: is {:?}; two or three axes", shown(path), array.shape))),
        }
    };
    let arrays = files.iter().map(read).collect::<Outcome<Vec<Array>>>()?;
    let framed = |array: &Array| [vec![1; 3 - array.shape.len()], array.shape.clone()].concat();
    let first = framed(&arrays[0]);
    for (array, (path, _)) in arrays.iter().zip(files) {
        let shape = framed(array);
        if array.shape.len() != arrays[0].shape.len() || (shape[0], shape[2]) != (first[0], first[2]) {
            let limit = format!("as in {}, {:?}, but for the samples", shown(files[0].0), arrays[0].shape);
            return Err(Refusal(format!("{}: shape: is {:?}; {limit}", shown(path), array.shape)));
        }
    }
    let (frames, units) = (first[0], first[2]);
    let samples: usize = arrays.iter().map(|array| framed(array)[1]).sum();
    let of_frame = |frame: usize| {
        arrays.iter().flat_map(move |array| {
            let size = array.values.len() / frames.max(1);
            &array.values[frame * size..(frame + 1) * size]
        })
    };
    let values: Vec<f32> = (0..frames).flat_map(of_frame).map(|&x| x as f32).collect();
    let last = &values[values.len() - samples * units..];
    let fingerprint = Fingerprint::of_samples(last.chunks(units.max(1)).map(Fingerprint::of));
    report.add("samples", samples).add("fingerprint", fingerprint.to_string());
    Ok(npy::write(&[frames, samples, units][3 - arrays[0].shape.len()..], &values))
}

/// Tables of heat, their samples numbered from 0.
fn table(files: &[(&Path, Vec<u8>)]) -> Outcome<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut header = None;
    let mut sample = 0;
    for (path, bytes) in files {
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let names = reader.headers()?.clone();
        if header.get_or_insert_with(|| names.clone()) != &names {
            return Err(Refusal(format!("{}: has other columns than {}", shown(path), shown(files[0].0))));
        }
        if sample == 0 {
            writer.write_record(&names)?;
        }
        for row in reader.records() {
            let number = sample.to_string();
            writer.write_record(std::iter::once(number.as_str()).chain(row?.iter().skip(1)))?;
            sample += 1;
        }
    }
    writer.into_inner().map_err(|error| Refusal(error.to_string()))
}
