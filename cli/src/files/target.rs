//! Where a file is to be written, and how: under a temporary name, in place, or as a stream.

use std::{
    fs::{File, Metadata, OpenOptions},
    io::{self, Error, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use tempfile::NamedTempFile;

use super::{is_stream, place::followed};

/// Whether bytes of a file went to standard output.
pub static STANDARD_OUTPUT_TAKEN: AtomicBool = AtomicBool::new(false);

/// A destination, its links followed.
pub struct Target {
    path: PathBuf,
    /// The file that is there now, if there is one.
    there: Option<Metadata>,
}

/// Bytes on their way to a destination.
pub enum Prepared<'a> {
    /// They go to a device, a pipe or standard output.
    Stream(PathBuf, &'a [u8]),
    /// They are on disk under another name.
    Renamed(NamedTempFile, PathBuf),
    /// They are on disk, and go into the file that is there, which has other names or another owner.
    InPlace(NamedTempFile, PathBuf, &'a [u8]),
}

impl Target {
    /// A destination by its path.
    pub fn new(path: &Path) -> io::Result<Self> {
        if is_stream(path) {
            return Ok(Target { path: path.into(), there: None });
        }
        let ends_as_folder = path.to_string_lossy().ends_with(std::path::is_separator);
        if path.as_os_str().is_empty() || ends_as_folder || path.is_dir() {
            return Err(Error::other("is a folder"));
        }
        let path = followed(path)?;
        Ok(Target { there: std::fs::metadata(&path).ok(), path })
    }

    fn is_stream(&self) -> bool {
        is_stream(&self.path) || self.there.as_ref().is_some_and(|there| !there.is_file())
    }

    /// Whether it could be written to.
    pub fn check(&self) -> io::Result<()> {
        if self.is_stream() {
            return Ok(());
        }
        if let Some(there) = &self.there {
            // An administrator could open it all the same, against what its owner asked for.
            if there.permissions().readonly() {
                return Err(Error::other("is read-only"));
            }
            OpenOptions::new().append(true).open(&self.path)?;
        }
        self.temporary().map(drop)
    }

    /// Brings the bytes on disk, but not yet to their name.
    pub fn prepare(self, bytes: &[u8]) -> io::Result<Prepared<'_>> {
        self.check()?;
        if self.is_stream() {
            return Ok(Prepared::Stream(self.path, bytes));
        }
        let mut file = self.temporary()?;
        file.write_all(bytes)?;
        let in_place = match &self.there {
            None => false,
            Some(there) => !keep(file.as_file(), there)?,
        };
        file.as_file().sync_all()?;
        Ok(if in_place {
            Prepared::InPlace(file, self.path, bytes)
        } else {
            Prepared::Renamed(file, self.path)
        })
    }

    /// A temporary file in the same folder, with the permissions an ordinary new file gets.
    fn temporary(&self) -> io::Result<NamedTempFile> {
        let folder = self.path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".thermogen-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        builder.tempfile_in(folder)
    }
}

/// Gives a new file the owner and the mode of the old one; whether it can take its place.
#[cfg(unix)]
fn keep(file: &File, old: &Metadata) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    let same_owner = (new.uid(), new.gid()) == (old.uid(), old.gid());
    if old.nlink() > 1 || !(same_owner || fchown(file, Some(old.uid()), Some(old.gid())).is_ok()) {
        return Ok(false);
    }
    file.set_permissions(old.permissions())?;
    Ok(true)
}

#[cfg(not(unix))]
fn keep(file: &File, old: &Metadata) -> io::Result<bool> {
    file.set_permissions(old.permissions())?;
    Ok(true)
}

impl Prepared<'_> {
    /// Whether these bytes cannot be taken back once they are written.
    pub fn is_stream(&self) -> bool {
        matches!(self, Prepared::Stream(..))
    }

    /// Puts the bytes where they belong.
    pub fn put(self) -> io::Result<()> {
        match self {
            Prepared::Stream(path, bytes) if is_stream(&path) => {
                STANDARD_OUTPUT_TAKEN.store(true, Ordering::Relaxed);
                let mut out = io::stdout().lock();
                out.write_all(bytes).and_then(|()| out.flush())
            }
            Prepared::Stream(path, bytes) => OpenOptions::new().write(true).open(path)?.write_all(bytes),
            Prepared::Renamed(file, path) => file.persist(path).map(drop).map_err(|error| error.error),
            Prepared::InPlace(copy, path, bytes) => {
                let mut file = File::create(path)?;
                let written = file.write_all(bytes).and_then(|()| file.sync_all());
                if written.is_err() {
                    // The old bytes are gone, so the new ones are left under their temporary name.
                    let _ = copy.keep();
                }
                written
            }
        }
    }
}
