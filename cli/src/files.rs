//! Files on disk, for the command line: reading with a limit, writing whole or not at all.
//!
//! A new file is written under a temporary name in the folder of its destination and renamed, so
//! that nobody ever sees half of it. A file that is replaced keeps its mode and its owner. A file
//! with several names (hard links), or with an owner that cannot be kept, is written in place once
//! its bytes are known to fit on the disk. Links are followed, also those that lead to no file yet.
//! A device, a pipe and `-` (standard input and output) are written and read as they come.
//! Limits: access lists and extended attributes of a replaced file are not kept.

mod listed;
mod place;
mod target;

use std::{
    ffi::OsStr,
    fs::File,
    io::{self, Read},
    path::Path,
    sync::{OnceLock, atomic::Ordering},
};

use thermogen::data::DataError;

pub use listed::{are_several, listed};
pub use place::check_outputs;
use target::Target;

/// An input or output of a command: its flag, and the path if one was given.
pub type Named<'a> = (&'static str, Option<&'a Path>);

/// Whether a path stands for standard input or output.
pub fn is_stream(path: &Path) -> bool {
    path.as_os_str() == OsStr::new("-")
}

/// Reads at most `limit` bytes of the file at `path`.
///
/// # Errors
/// The file cannot be read, or holds more than `limit` bytes.
pub fn read_capped(path: &Path, limit: u64) -> Result<Vec<u8>, DataError> {
    let bytes =
        if is_stream(path) { standard_input(limit) } else { File::open(path).and_then(capped(limit)) };
    let bytes = bytes.map_err(|error| {
        let limit = "an existing, readable file";
        DataError::refused("file", format!("cannot be read ({error})"), limit).in_file(&shown(path))
    })?;
    if bytes.len() as u64 > limit {
        let limit = format!("at most {limit} bytes");
        return Err(DataError::refused("size", "is over the limit", limit).in_file(&shown(path)));
    }
    Ok(bytes)
}

/// Standard input can be read once, so its bytes are kept for whoever asks again.
fn standard_input(limit: u64) -> io::Result<Vec<u8>> {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(bytes) = BYTES.get() {
        return Ok(bytes.clone());
    }
    let bytes = capped(limit)(io::stdin())?;
    Ok(BYTES.get_or_init(|| bytes).clone())
}

/// One byte more than the limit is read, which tells a longer file.
fn capped<R: Read>(limit: u64) -> impl FnOnce(R) -> io::Result<Vec<u8>> {
    move |source| {
        let mut bytes = Vec::new();
        source.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Whether the bytes of a file went to standard output, so that a report must go elsewhere.
pub fn output_taken() -> bool {
    target::STANDARD_OUTPUT_TAKEN.load(Ordering::Relaxed)
}

/// A path in a message or a report.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Whether a file could be written at `path`: its folder exists and takes new files, and a file
/// that is there may be written to.
///
/// # Errors
/// The path is empty, a folder or a read-only file, or its folder cannot be written to.
pub fn check_writable(path: &Path) -> Result<(), DataError> {
    Target::new(path).and_then(|target| target.check()).map_err(|error| unwritable(path, &error))
}

/// Writes `bytes` to `path`, whole or not at all.
///
/// # Errors
/// The folder cannot be written to, or the disk is full.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), DataError> {
    write_all_or_none(&[(path, bytes)])
}

/// Writes several files; no file is put in place before all of them are on disk.
///
/// # Errors
/// As [`write_whole`].
pub fn write_all_or_none(files: &[(impl AsRef<Path>, impl AsRef<[u8]>)]) -> Result<(), DataError> {
    let mut waiting = Vec::new();
    for (path, bytes) in files {
        let path = path.as_ref();
        let prepared = Target::new(path).and_then(|target| target.prepare(bytes.as_ref()));
        waiting.push((path, prepared.map_err(|error| unwritable(path, &error))?));
    }
    // Outputs that cannot be taken back go first: a device or a closed pipe may still refuse.
    waiting.sort_by_key(|(_, prepared)| !prepared.is_stream());
    waiting
        .into_iter()
        .try_for_each(|(path, prepared)| prepared.put().map_err(|error| unwritable(path, &error)))
}

fn unwritable(path: &Path, why: &io::Error) -> DataError {
    let limit = "a path in an existing folder that can be written to";
    DataError::refused("output", format!("cannot be written ({why})"), limit).in_file(&shown(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_read_back_up_to_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        write_whole(&path, &[1, 2, 3]).unwrap();
        write_whole(&path, &[4, 5, 6, 7]).unwrap();
        assert_eq!(read_capped(&path, 4).unwrap(), [4, 5, 6, 7]);
        assert!(read_capped(&path, 3).unwrap_err().to_string().contains("at most 3 bytes"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn nothing_is_put_in_place_when_one_of_several_fails() {
        let folder = tempfile::tempdir().unwrap();
        let good = folder.path().join("good");
        let bad = folder.path().join("missing/bad");
        let result = write_all_or_none(&[(&good, b"x"), (&bad, b"y")]);
        assert!(result.is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn folders_and_missing_folders_are_refused_early() {
        let folder = tempfile::tempdir().unwrap();
        assert!(check_writable(folder.path()).is_err());
        assert!(check_writable(&folder.path().join("no/file")).is_err());
        assert!(check_writable(&folder.path().join("file")).is_ok());
        assert!(check_writable(Path::new("")).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_written_in_place_and_endless_ones_are_capped() {
        write_whole(Path::new("/dev/null"), b"gone").unwrap();
        assert!(read_capped(Path::new("/dev/zero"), 1000).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_device_keeps_the_other_files_out() {
        let folder = tempfile::tempdir().unwrap();
        let good = folder.path().join("good");
        let full = Path::new("/dev/full");
        assert!(write_all_or_none(&[(good.as_path(), b"x"), (full, b"y")]).is_err());
        assert!(!good.exists());
    }
}
