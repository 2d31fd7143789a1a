//! Which file a path means, so that no output destroys an input or another output.
//!
//! Files are compared, not spellings: by device and inode where a file exists, otherwise by the real
//! path of its folder and its name. Devices and pipes may be named as often as one likes.

use std::{
    io::{self, Error},
    path::{Path, PathBuf},
};

use super::listed::{are_several, listed};
use super::{Named, check_writable, is_stream, shown};
use crate::{Outcome, Refusal};

/// Most links that lead from one to the next.
const MOST_LINKS: usize = 40;

/// A file, however its path is spelled.
#[derive(PartialEq, Eq)]
enum Identity {
    /// Of an existing file.
    #[cfg(unix)]
    Node(u64, u64),
    /// Of a file that is not there yet.
    Path(PathBuf),
    /// Standard output that is no file.
    Stream,
}

/// Refuses outputs that cannot be written to, or that are an input or another output.
///
/// # Errors
/// One line that names both flags.
pub fn check_outputs(outputs: &[Named], inputs: &[Named]) -> Outcome<()> {
    let mut taken: Vec<(&str, PathBuf, Identity)> = Vec::new();
    for (flag, path) in given(inputs) {
        for path in members(path) {
            taken.extend(identity(&path, "/dev/stdin").map(|identity| (flag, path, identity)));
        }
    }
    // Two inputs may be one file; an input that reads standard input is not standard output.
    taken.retain(|(_, _, identity)| *identity != Identity::Stream);
    for (flag, path) in given(outputs) {
        check_writable(path)?;
        let Some(own) = identity(path, "/dev/stdout") else { continue };
        if let Some((other, same, _)) = taken.iter().find(|(.., identity)| *identity == own) {
            let (path, same) = (shown(path), shown(same.as_path()));
            return Err(Refusal(format!(
                "--{flag}: {path} is the same file as --{other} {same}; an output needs a file of its own"
            )));
        }
        taken.push((flag, path.into(), own));
    }
    Ok(())
}

fn given<'a>(named: &[Named<'a>]) -> impl Iterator<Item = (&'static str, &'a Path)> {
    named.iter().filter_map(|(flag, path)| Some((*flag, (*path)?)))
}

/// The files that an input is: those of a folder or a pattern, or itself.
fn members(path: &Path) -> Vec<PathBuf> {
    match are_several(path) {
        true => listed(path).into_iter().map(|(path, _)| path).collect(),
        false => vec![path.into()],
    }
}

/// The file that a path means, unless it is a device, a pipe or a folder.
fn identity(path: &Path, stream: &str) -> Option<Identity> {
    let at = if is_stream(path) { Path::new(stream) } else { path };
    match std::fs::metadata(at) {
        Ok(data) if data.is_file() => Some(of_file(at, &data)),
        _ if is_stream(path) => Some(Identity::Stream),
        Ok(_) => None,
        Err(_) => Some(Identity::Path(followed(path).unwrap_or_else(|_| path.into()))),
    }
}

#[cfg(unix)]
fn of_file(_: &Path, data: &std::fs::Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    Identity::Node(data.dev(), data.ino())
}

#[cfg(not(unix))]
fn of_file(path: &Path, _: &std::fs::Metadata) -> Identity {
    Identity::Path(path.canonicalize().unwrap_or_else(|_| path.into()))
}

/// Where a path leads: all links followed, also to a file that is not there yet.
pub fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        match std::fs::read_link(&path) {
            Ok(next) => path = folder(&path).join(next),
            Err(_) => {
                let name = path.file_name().ok_or_else(|| Error::other("is a folder"))?;
                return Ok(folder(&path).canonicalize()?.join(name));
            }
        }
    }
    Err(Error::other("is a link that leads in a circle"))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
