//! Which files a path names: itself, the pictures of a folder, or those of a pattern.

use std::path::{Path, PathBuf};

const READ: [&str; 4] = ["png", "jpg", "jpeg", "webp"];
/// Pictures that are not read, but not passed over in silence either.
const REFUSED: [&str; 8] = ["heic", "heif", "avif", "svg", "tif", "tiff", "bmp", "gif"];

/// Whether a path names several pictures: a folder, or a pattern that is no file's name.
pub fn are_several(path: &Path) -> bool {
    path.is_dir() || (!path.exists() && path.to_string_lossy().contains(['*', '?', '[']))
}

/// The pictures that a folder or a pattern names, each with its class's folder, in the order of names.
pub fn listed(path: &Path) -> Vec<(PathBuf, Option<PathBuf>)> {
    if !path.is_dir() {
        let found = path.to_str().and_then(|pattern| glob::glob(pattern).ok());
        return found
            .into_iter()
            .flatten()
            .flatten()
            .filter(|path| path.is_file())
            .map(|path| (path, None))
            .collect();
    }
    let inside = entries(path);
    let folders: Vec<_> = inside.iter().filter(|path| path.is_dir()).collect();
    let of_class = |folder: &&PathBuf| -> Vec<_> {
        let files = entries(folder).into_iter().filter(|path| has_ending(path));
        files.map(|path| (path, Some((*folder).clone()))).collect()
    };
    let classes: Vec<_> = folders.iter().flat_map(of_class).collect();
    if classes.is_empty() {
        return inside
            .into_iter()
            .filter(|path| path.is_file() && has_ending(path))
            .map(|path| (path, None))
            .collect();
    }
    classes
}

/// The entries of a folder, by name; hidden files are left out.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut shown: Vec<_> = all
        .filter(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.')))
        .collect();
    shown.sort();
    shown
}

fn has_ending(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    READ.contains(&ending.as_str()) || REFUSED.contains(&ending.as_str())
}
