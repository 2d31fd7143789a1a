//! NumPy's `.npy`: a magic number, a Python dictionary as text, then the elements.
//!
//! Reads booleans, integers and floats of any size, byte order and memory order, as any version of
//! NumPy writes them; writes float32. Objects, texts, complex numbers and records are refused.
//! Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".

mod element;
mod header;

use super::DataError;
use element::Kind;
use header::{Header, MAGIC};

/// The most bytes a file may hold.
pub const MAX_BYTES: u64 = 1 << 30;

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
    let view = View::new(bytes)?;
    Ok(Array { values: view.values().collect(), shape: view.header.shape })
}

/// An array in the bytes of its file: large ones are never held as numbers.
pub(super) struct View<'a> {
    header: Header,
    elements: &'a [u8],
}

impl<'a> View<'a> {
    /// Of the bytes of a file.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, DataError> {
        header::read(bytes).map(|(header, elements)| View { header, elements })
    }

    /// Sizes, slowest axis first.
    pub(super) fn shape(&self) -> &[usize] {
        &self.header.shape
    }

    /// Whether the elements are bytes, floats or booleans.
    pub(super) fn range(&self) -> Range {
        match (self.header.element.kind, self.header.element.size) {
            (Kind::Unsigned, 1) => Range::Bytes,
            (Kind::Bool, _) => Range::Switches,
            (Kind::Float, _) => Range::Floats,
            _ => Range::Integers,
        }
    }

    /// All elements in C order, whatever order they are stored in.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        let Header { shape, element, fortran } = &self.header;
        let count = self.elements.len() / element.size;
        let mut steps = vec![1; shape.len()];
        for axis in 1..shape.len() {
            steps[axis] = steps[axis - 1] * shape[axis - 1];
        }
        let place = move |mut index: usize| {
            let axes = shape.iter().zip(&steps).rev();
            axes.fold(0, |place, (side, step)| {
                let along = index % side;
                index /= side;
                place + along * step
            })
        };
        (0..count).map(move |index| {
            let at = element.size * if *fortran { place(index) } else { index };
            element.number(&self.elements[at..])
        })
    }
}

/// The numbers that elements can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// 0 to 255.
    Bytes,
    /// 0 or 1.
    Switches,
    /// Other whole numbers.
    Integers,
    /// Real numbers.
    Floats,
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
    fn fortran_order_and_the_shapes_of_other_pythons_are_read() {
        for shape in ["(2, 3)", "(2L, 3L)", "(np.int64(2), np.int64(3))"] {
            let header = format!("{{'descr': '|u1', 'fortran_order': True, 'shape': {shape}, }}");
            let array = read(&file(&header, &[0, 3, 1, 4, 2, 5])).unwrap();
            assert_eq!((array.shape, array.values), (vec![2, 3], vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]));
        }
    }

    #[test]
    fn odd_headers_say_what_is_odd() {
        for (header, expected) in [
            ("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "descr: is '|O'"),
            ("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "descr: is '<c8'"),
            ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "descr: is not a plain"),
            ("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,), }", "fortran_order: is neither"),
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
