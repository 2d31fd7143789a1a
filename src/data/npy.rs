//! NumPy's `.npy`: a magic number, a Python dictionary as text, then the elements.
//!
//! Reads little-endian float32 and float64 (and bytes and booleans, for masks) in C order;
//! writes float32. Object arrays, Fortran order, and headers that NumPy would not write are
//! refused. The dictionary is matched literally rather than evaluated.
//! Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".

use super::DataError;

/// The most bytes a file may hold.
pub const MAX_BYTES: u64 = 1 << 30;
const MAX_HEADER: usize = 4096;
const MAX_DIMENSIONS: usize = 8;
const MAGIC: &[u8] = b"\x93NUMPY";

/// An array in C order.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    /// Sizes, slowest axis first.
    pub shape: Vec<usize>,
    /// Elements; their number is the product of `shape`.
    pub values: Vec<f64>,
}

impl Array {
    /// The elements as float32, all of them finite.
    ///
    /// # Errors
    /// An element that is not, in the file `path`.
    pub fn finite(&self, path: &str) -> Result<Vec<f32>, DataError> {
        let values: Vec<f32> = self.values.iter().map(|&value| value as f32).collect();
        match values.iter().position(|value| !value.is_finite()) {
            None => Ok(values),
            Some(at) => {
                let value = format!("element {at} is {}", self.values[at]);
                Err(DataError::refused("values", value, "finite numbers only").in_file(path))
            }
        }
    }

    /// The rows of the slowest axis of a two-dimensional array, as float32.
    ///
    /// # Errors
    /// As [`Array::finite`].
    pub fn rows(&self, path: &str) -> Result<Vec<Vec<f32>>, DataError> {
        let width = self.shape.last().copied().unwrap_or(1).max(1);
        Ok(self.finite(path)?.chunks(width).map(<[f32]>::to_vec).collect())
    }
}

/// Reads an array of numbers.
///
/// # Errors
/// One refusal that names the field, its value and its limit.
pub fn read(bytes: &[u8]) -> Result<Array, DataError> {
    let (header, elements) = split(bytes)?;
    let descr = string_after(header, "'descr':")?;
    if is_fortran_order(header)? {
        return Err(DataError::refused("fortran_order", "is True", "C order only"));
    }
    let shape = shape_after(header)?;
    let (size, convert) = element_type(descr)?;
    let wanted = shape.iter().try_fold(size, |product, &side| product.checked_mul(side));
    if wanted != Some(elements.len()) {
        let value = format!("{shape:?} of {descr}");
        let limit = format!("must fill the {} bytes that follow the header", elements.len());
        return Err(DataError::refused("shape", value, limit));
    }
    Ok(Array { shape, values: elements.chunks_exact(size).map(convert).collect() })
}

/// Writes float32 elements in C order.
///
/// # Panics
/// If `values` does not fill `shape`.
pub fn write(shape: &[usize], values: &[f32]) -> Vec<u8> {
    assert_eq!(shape.iter().product::<usize>(), values.len(), "values must fill the shape");
    let sides: Vec<String> = shape.iter().map(|side| format!("{side},")).collect();
    let sides = sides.join(" ");
    let sides = if shape.len() > 1 { sides.trim_end_matches(',') } else { &sides };
    let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({sides}), }}");
    // NumPy aligns the elements to 64 bytes: 10 bytes before the header, a newline after it.
    let padding = (64 - (10 + header.len() + 1) % 64) % 64;
    let length = (header.len() + padding + 1) as u16;
    let mut bytes = Vec::with_capacity(10 + usize::from(length) + 4 * values.len());
    bytes.extend(MAGIC);
    bytes.extend([1, 0]);
    bytes.extend(length.to_le_bytes());
    bytes.extend(header.bytes());
    bytes.extend(std::iter::repeat_n(b' ', padding));
    bytes.push(b'\n');
    values.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
    bytes
}

/// Header text and elements.
fn split(bytes: &[u8]) -> Result<(&str, &[u8]), DataError> {
    let short = || {
        DataError::refused("header", format!("is cut short after {} bytes", bytes.len()), "a whole .npy file")
    };
    if !bytes.starts_with(&MAGIC[..MAGIC.len().min(bytes.len())]) {
        return Err(DataError::refused("magic number", "is not \\x93NUMPY", "a NumPy .npy file"));
    }
    let &[major, _] = bytes.get(6..8).ok_or_else(short)? else {
        return Err(short());
    };
    let (start, length) = match major {
        1 => (10, bytes.get(8..10).map(|b| usize::from(u16::from_le_bytes([b[0], b[1]])))),
        2 | 3 => (12, bytes.get(8..12).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)),
        _ => {
            return Err(DataError::refused("version", format!("is {major}"), "1, 2 or 3"));
        }
    };
    let length = length.ok_or_else(short)?;
    if length > MAX_HEADER {
        let limit = format!("at most {MAX_HEADER}");
        return Err(DataError::refused("header length", format!("says {length} bytes"), limit));
    }
    let header = bytes.get(start..start + length).ok_or_else(short)?;
    let text = std::str::from_utf8(header)
        .map_err(|_| DataError::refused("header", "is not text", "a Python dictionary"))?;
    Ok((text, &bytes[start + length..]))
}

/// What follows `key` in the header, spaces skipped.
fn after<'a>(header: &'a str, key: &str) -> Result<&'a str, DataError> {
    let start = header.find(key).ok_or_else(|| {
        DataError::refused(key.trim_matches([':', '\'']), "is missing from the header", "NumPy's three keys")
    })?;
    Ok(header[start + key.len()..].trim_start())
}

fn string_after<'a>(header: &'a str, key: &str) -> Result<&'a str, DataError> {
    let rest = after(header, key)?;
    rest.strip_prefix('\'')
        .and_then(|rest| rest.split_once('\''))
        .map(|(text, _)| text)
        .ok_or_else(|| DataError::refused("descr", "is not a plain element type", "'<f4' or '<f8'"))
}

fn is_fortran_order(header: &str) -> Result<bool, DataError> {
    let rest = after(header, "'fortran_order':")?;
    match (rest.starts_with("False"), rest.starts_with("True")) {
        (true, _) => Ok(false),
        (_, true) => Ok(true),
        _ => Err(DataError::refused("fortran_order", "is neither False nor True", "False")),
    }
}

fn shape_after(header: &str) -> Result<Vec<usize>, DataError> {
    let odd = |value: &str| {
        DataError::refused("shape", format!("is {value:?}"), "a tuple of at most 8 whole numbers")
    };
    let rest = after(header, "'shape':")?;
    let inside = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).ok_or_else(|| odd(rest))?.0;
    let sides: Vec<&str> = inside.split(',').map(str::trim).filter(|side| !side.is_empty()).collect();
    if sides.len() > MAX_DIMENSIONS {
        return Err(odd(inside));
    }
    sides.iter().map(|side| side.parse().map_err(|_| odd(inside))).collect()
}

type Convert = fn(&[u8]) -> f64;

/// Bytes per element, and how to read one.
fn element_type(descr: &str) -> Result<(usize, Convert), DataError> {
    match descr {
        "<f4" => Ok((4, |b| f64::from(f32::from_le_bytes([b[0], b[1], b[2], b[3]])))),
        "<f8" => Ok((8, |b| f64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]))),
        "|b1" | "|u1" => Ok((1, |b| f64::from(b[0]))),
        _ => Err(DataError::refused(
            "descr",
            format!("is '{descr}'"),
            "'<f4' or '<f8' (little-endian floats; '|b1' or '|u1' for masks)",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(header: &str, elements: &[u8]) -> Vec<u8> {
        let mut bytes = [MAGIC, &[1, 0]].concat();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.bytes());
        bytes.extend(elements);
        bytes
    }

    fn refusal(bytes: &[u8]) -> String {
        read(bytes).expect_err("must be refused").to_string()
    }

    #[test]
    fn what_is_written_is_read() {
        for shape in [vec![6], vec![2, 3], vec![1, 2, 3], vec![0, 3]] {
            let count = shape.iter().product::<usize>();
            let values: Vec<f32> = (0..count).map(|k| k as f32 * 0.1 - 0.3).collect();
            let bytes = write(&shape, &values);
            assert_eq!((bytes.len() - 4 * count) % 64, 0);
            let array = read(&bytes).unwrap();
            assert_eq!(array.shape, shape);
            assert!(array.values.iter().zip(&values).all(|(&a, &b)| a as f32 == b));
        }
    }

    #[test]
    fn the_header_is_the_one_numpy_writes() {
        let bytes = write(&[2, 3], &[0.0; 6]);
        let text = String::from_utf8_lossy(&bytes[10..80]).into_owned();
        assert!(text.starts_with("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"));
        let text = String::from_utf8_lossy(&write(&[3], &[0.0; 3])[10..80]).into_owned();
        assert!(text.contains("'shape': (3,), }"));
    }

    #[test]
    fn doubles_and_masks_are_read() {
        let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n";
        let elements = [1.5f64, -2.0].map(f64::to_le_bytes).concat();
        assert_eq!(read(&file(header, &elements)).unwrap().values, [1.5, -2.0]);
        let header = "{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }\n";
        assert_eq!(read(&file(header, &[0, 1, 1])).unwrap().values, [0.0, 1.0, 1.0]);
    }

    #[test]
    fn odd_headers_say_what_is_odd() {
        for (header, expected) in [
            ("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "descr: is '|O'"),
            ("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", "descr: is '>f4'"),
            ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "descr: is not a plain"),
            ("{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }", "fortran_order: is True"),
            (
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
                "shape: [3] of <f4; must fill the 8",
            ),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "shape: is"),
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (18446744073709551615, 9), }", "shape: "),
            ("{'descr': '<f4', 'fortran_order': False, }", "shape: is missing"),
            ("((((((((", "descr: is missing"),
        ] {
            let message = refusal(&file(header, &[0; 8]));
            assert!(message.starts_with(expected), "{message}");
        }
        assert!(refusal(b"PK\x03\x04").starts_with("magic number"));
        assert!(refusal(b"\x93NUMPY\x02\x00\xff\xff\xff\xff").starts_with("header length: says 4294967295"));
        assert!(refusal(b"\x93NUMPY\x07\x00").starts_with("version: is 7"));
    }

    #[test]
    fn every_truncation_is_refused() {
        let bytes = write(&[2, 2], &[1.0; 4]);
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length]).is_err(), "cut at {length}");
        }
    }

    #[cfg(not(target_family = "wasm"))]
    mod properties {
        use proptest::prelude::*;

        use super::*;

        proptest! {
            #[test]
            fn any_bytes_give_a_result_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
                let _ = read(&bytes);
                let _ = read(&[MAGIC, &[1, 0], &bytes].concat());
            }

            #[test]
            fn any_header_text_gives_a_result_and_no_panic(descr in ".{0,6}", shape in ".{0,20}") {
                let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({shape}), }}");
                let _ = read(&file(&header, &[0; 24]));
            }
        }
    }
}
