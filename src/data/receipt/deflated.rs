//! Bytes and numbers that a receipt carries itself: deflated, as hexadecimal digits.

use super::MAX_BYTES;
use crate::data::{DataError, npy};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};

/// Deflated bytes as hexadecimal digits.
pub(crate) fn deflate(bytes: &[u8]) -> String {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let bytes = encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Exactly `size` bytes from hexadecimal digits of deflated ones.
///
/// # Errors
/// Anything else.
pub(crate) fn inflate(digits: &str, size: usize) -> Result<Vec<u8>, DataError> {
    let wrong = |value: &str| DataError::refused("deflated", value, format!("{size} deflated bytes in hex"));
    if size as u64 > MAX_BYTES || !digits.is_ascii() {
        return Err(wrong("is too much or no hex"));
    }
    let byte =
        |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Option<Vec<u8>> = digits.as_bytes().chunks(2).map(byte).collect();
    let bytes = bytes.ok_or_else(|| wrong("is no hex"))?;
    let mut out = Vec::new();
    let read = DeflateDecoder::new(&bytes[..]).take(size as u64 + 1).read_to_end(&mut out);
    if read.is_err() || out.len() != size {
        return Err(wrong("does not hold them"));
    }
    Ok(out)
}

/// An array of float32 numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Sizes, slowest axis first.
    pub shape: Vec<usize>,
    /// The numbers, little-endian, deflated.
    pub deflated: String,
}

impl Carried {
    /// Of numbers that fill a shape.
    pub fn new(shape: &[usize], values: &[f32]) -> Self {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Carried { shape: shape.to_vec(), deflated: deflate(&bytes) }
    }

    /// The array again.
    ///
    /// # Errors
    /// Numbers that do not fill the shape.
    pub fn array(&self) -> Result<npy::Array, DataError> {
        let size = self.shape.iter().try_fold(4usize, |size, &side| size.checked_mul(side));
        let bytes = inflate(&self.deflated, size.unwrap_or(usize::MAX))?;
        let values = bytes.as_chunks::<4>().0.iter().map(|&number| f64::from(f32::from_le_bytes(number)));
        Ok(npy::Array { shape: self.shape.clone(), values: values.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_come_back_and_forged_shapes_do_not() {
        let values = [0.1f32, -0.0, f32::MIN_POSITIVE, 3.0e38, 5.0, 6.0];
        let carried = Carried::new(&[2, 3], &values);
        let array = carried.array().unwrap();
        assert_eq!(array.shape, [2, 3]);
        assert!(
            array.values.iter().zip(values).all(|(&read, value)| (read as f32).to_bits() == value.to_bits())
        );
        for shape in [vec![2, 2], vec![7], vec![usize::MAX, 4], vec![1 << 30]] {
            assert_eq!(Carried { shape, ..carried.clone() }.array().unwrap_err().field(), "deflated");
        }
    }
}
