//! The members of a gzip file, one after another.
//!
//! Zero bytes and line ends after a member are padding, as tapes and text tools add it.

use std::io::{Error, ErrorKind, Read, Result};

use flate2::bufread::GzDecoder;

use crate::data::kinds::is_gzip;

/// Reads all members of a gzip file as one.
pub(super) struct Members<'a>(GzDecoder<&'a [u8]>);

impl<'a> Members<'a> {
    /// Of the bytes of the file.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Members(GzDecoder::new(bytes))
    }
}

impl Read for Members<'_> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        loop {
            let count = self.0.read(out)?;
            if count > 0 || out.is_empty() {
                return Ok(count);
            }
            let rest = *self.0.get_ref();
            if rest.iter().all(|byte| matches!(byte, 0 | b'\n' | b'\r')) {
                return Ok(0);
            }
            if !is_gzip(rest) {
                return Err(Error::new(ErrorKind::InvalidData, "other bytes follow the gzip stream"));
            }
            self.0 = GzDecoder::new(rest);
        }
    }
}
