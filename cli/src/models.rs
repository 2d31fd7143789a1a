//! Models from files.

use std::path::Path;

use super::Outcome;
use crate::files::{read_capped, shown};
use thermogen::data::{checkpoint, tensors};
use thermogen::model::Model;

/// Reads the model at `path`.
///
/// # Errors
/// A file that cannot be read or holds no model, by its name.
pub fn read(path: &Path) -> Outcome<Model> {
    let bytes = read_capped(path, tensors::MAX_BYTES)?;
    Ok(checkpoint::load(&bytes).map_err(|error| error.in_file(&shown(path)))?)
}
