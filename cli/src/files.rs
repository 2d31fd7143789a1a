//! Files on disk, for the command line: reading with a limit, writing whole or not at all.
//!
//! A file is written beside its destination under a temporary name and renamed over it, so that
//! nobody ever sees half of it. What is not a regular file (a device, a pipe) is written in place.

use std::{fs::File, io::Read, path::Path};

use thermogen::data::DataError;

/// Reads at most `limit` bytes of the file at `path`.
///
/// # Errors
/// The file cannot be read, or holds more than `limit` bytes.
pub fn read_capped(path: &str, limit: u64) -> Result<Vec<u8>, DataError> {
    let problem = |e: std::io::Error| {
        DataError::refused("file", format!("cannot be read ({e})"), "an existing, readable file")
            .in_file(path)
    };
    let file = File::open(path).map_err(problem)?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(problem)?;
    if bytes.len() as u64 > limit {
        let limit = format!("at most {limit} bytes");
        return Err(DataError::refused("size", "is over the limit", limit).in_file(path));
    }
    Ok(bytes)
}

/// Whether a file could be written at `path`: its folder exists and takes new files.
///
/// # Errors
/// The path is empty or a folder, or its folder cannot be written to.
pub fn check_writable(path: &str) -> Result<(), DataError> {
    let target = Path::new(path);
    if path.is_empty() || path.ends_with('/') || target.is_dir() {
        return Err(unwritable(path, "is a folder"));
    }
    if is_special(target) {
        return Ok(());
    }
    temporary(&resolved(target)).map(drop).map_err(|e| unwritable(path, &e.to_string()))
}

/// Writes `bytes` to `path`, whole or not at all.
///
/// # Errors
/// The folder cannot be written to, or the disk is full.
pub fn write_whole(path: &str, bytes: &[u8]) -> Result<(), DataError> {
    write_all_or_none(&[(path, bytes)])
}

/// Writes several files; none is put in place before all of them are on disk.
///
/// # Errors
/// As [`write_whole`].
pub fn write_all_or_none(files: &[(&str, &[u8])]) -> Result<(), DataError> {
    use std::io::Write;
    let mut waiting = Vec::new();
    for (path, bytes) in files {
        let target = resolved(Path::new(path));
        let fail = |e: std::io::Error| unwritable(path, &e.to_string());
        if is_special(&target) {
            std::fs::write(&target, bytes).map_err(fail)?;
            continue;
        }
        let mut file = temporary(&target).map_err(fail)?;
        file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(fail)?;
        waiting.push((path, target, file));
    }
    for (path, target, file) in waiting {
        file.persist(&target).map_err(|e| unwritable(path, &e.error.to_string()))?;
    }
    Ok(())
}

/// A temporary file beside `target`, with the permissions an ordinary new file gets.
fn temporary(target: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".thermogen-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Where a link leads, so that the link itself is not replaced.
fn resolved(target: &Path) -> std::path::PathBuf {
    target.canonicalize().unwrap_or_else(|_| target.to_path_buf())
}

fn is_special(target: &Path) -> bool {
    std::fs::metadata(target).is_ok_and(|data| !data.is_file() && !data.is_dir())
}

fn unwritable(path: &str, why: &str) -> DataError {
    let limit = "a path in an existing folder that can be written to";
    DataError::refused("output", format!("cannot be written ({why})"), limit).in_file(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_read_back_up_to_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        let path = path.to_str().unwrap();
        write_whole(path, &[1, 2, 3]).unwrap();
        write_whole(path, &[4, 5, 6, 7]).unwrap();
        assert_eq!(read_capped(path, 4).unwrap(), [4, 5, 6, 7]);
        assert!(read_capped(path, 3).unwrap_err().to_string().contains("at most 3 bytes"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn nothing_is_put_in_place_when_one_of_several_fails() {
        let folder = tempfile::tempdir().unwrap();
        let good = folder.path().join("good");
        let bad = folder.path().join("missing/bad");
        let result = write_all_or_none(&[
            (good.to_str().unwrap(), b"x".as_slice()),
            (bad.to_str().unwrap(), b"y".as_slice()),
        ]);
        assert!(result.is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn folders_and_missing_folders_are_refused_early() {
        let folder = tempfile::tempdir().unwrap();
        assert!(check_writable(folder.path().to_str().unwrap()).is_err());
        assert!(check_writable(folder.path().join("no/file").to_str().unwrap()).is_err());
        assert!(check_writable(folder.path().join("file").to_str().unwrap()).is_ok());
        assert!(check_writable("").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_written_in_place_and_endless_ones_are_capped() {
        write_whole("/dev/null", b"gone").unwrap();
        assert!(is_special(Path::new("/dev/null")));
        assert!(read_capped("/dev/zero", 1000).is_err());
    }
}
