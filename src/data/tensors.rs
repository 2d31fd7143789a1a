//! Named float32 tensors with text metadata, as safetensors: what models and gradients are kept in.
//!
//! Reading is the crate's, after the header's length has been compared with a limit and the file;
//! the crate checks that offsets neither overlap nor leave gaps and that shapes fill them. Writing
//! the header is ours, with sorted keys, so that the same model gives the same bytes.

use std::collections::BTreeMap;

use safetensors::{Dtype, SafeTensors};
use serde_json::{Map, Value, json};

use super::DataError;

/// The most bytes a file may hold (a browser tab has less memory).
pub const MAX_BYTES: u64 = if cfg!(target_family = "wasm") { 1 << 28 } else { 1 << 31 };
const MAX_HEADER: u64 = 1 << 20;
const MAX_TENSORS: usize = 64;

/// One tensor: sizes, slowest axis first, and its elements.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// Sizes, slowest axis first.
    pub shape: Vec<usize>,
    /// Elements, all finite; their number is the product of `shape`.
    pub values: Vec<f32>,
}

/// Tensors by name.
pub type Tensors = BTreeMap<String, Tensor>;
/// Text by name.
pub type Metadata = BTreeMap<String, String>;

/// Writes tensors and metadata.
pub fn write(tensors: &Tensors, metadata: &Metadata) -> Vec<u8> {
    let mut header = Map::new();
    header.insert("__metadata__".into(), json!(metadata));
    let mut start = 0;
    for (name, tensor) in tensors {
        let end = start + 4 * tensor.values.len();
        header.insert(
            name.clone(),
            json!({"dtype": "F32", "shape": tensor.shape, "data_offsets": [start, end]}),
        );
        start = end;
    }
    let mut header = Value::Object(header).to_string().into_bytes();
    header.resize(header.len().next_multiple_of(8), b' ');
    let mut bytes = Vec::with_capacity(8 + header.len() + start);
    bytes.extend((header.len() as u64).to_le_bytes());
    bytes.extend(header);
    for tensor in tensors.values() {
        tensor.values.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
    }
    bytes
}

/// Reads tensors and metadata.
///
/// # Errors
/// One refusal that names the field, its value and its limit.
pub fn read(bytes: &[u8]) -> Result<(Tensors, Metadata), DataError> {
    check_header_length(bytes)?;
    let refused = |e: safetensors::SafeTensorError| {
        DataError::refused("header", e.to_string(), "a whole safetensors file")
    };
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(refused)?;
    let file = SafeTensors::deserialize(bytes).map_err(refused)?;
    if file.len() > MAX_TENSORS {
        let limit = format!("at most {MAX_TENSORS}");
        return Err(DataError::refused("tensors", format!("are {}", file.len()), limit));
    }
    let mut tensors = Tensors::new();
    for (name, view) in file.iter() {
        if view.dtype() != Dtype::F32 {
            return Err(DataError::refused(name, format!("holds {}", view.dtype()), "F32 only"));
        }
        let word = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        let values: Vec<f32> = view.data().chunks_exact(4).map(word).collect();
        if let Some(at) = values.iter().position(|value| !value.is_finite()) {
            let value = format!("holds {} at element {at}", values[at]);
            return Err(DataError::refused(name, value, "finite numbers only"));
        }
        tensors.insert(name.to_owned(), Tensor { shape: view.shape().to_vec(), values });
    }
    let metadata = header.metadata().iter().flatten();
    Ok((tensors, metadata.map(|(key, text)| (key.clone(), text.clone())).collect()))
}

fn check_header_length(bytes: &[u8]) -> Result<(), DataError> {
    if bytes.len() as u64 > MAX_BYTES {
        let limit = format!("at most {MAX_BYTES}");
        return Err(DataError::refused("size", format!("is {} bytes", bytes.len()), limit));
    }
    let Some(&length) = bytes.first_chunk::<8>() else {
        let value = format!("is cut short after {} bytes", bytes.len());
        return Err(DataError::refused("header", value, "a whole safetensors file"));
    };
    let length = u64::from_le_bytes(length);
    let room = (bytes.len() as u64 - 8).min(MAX_HEADER);
    if length > room {
        let value = format!("says {length} bytes");
        return Err(DataError::refused("header length", value, format!("at most {room} here")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Tensors, Metadata) {
        let tensor =
            |shape: &[usize], values: &[f32]| Tensor { shape: shape.to_vec(), values: values.to_vec() };
        let tensors = [
            ("a".to_owned(), tensor(&[2, 3], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.5])),
            ("empty".to_owned(), tensor(&[4, 0], &[])),
            ("z".to_owned(), tensor(&[1], &[-0.25])),
        ];
        (
            tensors.into(),
            [("kt".to_owned(), "0.1".to_owned()), ("what".to_owned(), "a \"test\"".to_owned())].into(),
        )
    }

    /// A file with any header text and any data.
    fn file(header: &str, data: &[u8]) -> Vec<u8> {
        [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), data].concat()
    }

    fn refusal(bytes: &[u8]) -> String {
        read(bytes).expect_err("must be refused").to_string()
    }

    #[test]
    fn what_is_written_is_read_and_the_same_bytes_come_out() {
        let (tensors, metadata) = sample();
        let bytes = write(&tensors, &metadata);
        assert_eq!(read(&bytes).unwrap(), (tensors.clone(), metadata.clone()));
        assert_eq!(write(&tensors, &metadata), bytes);
    }

    #[test]
    fn lies_are_refused() {
        let entry =
            |shape: &str, offsets: &str| format!(r#""dtype":"F32","shape":{shape},"data_offsets":{offsets}"#);
        let one = |shape: &str, offsets: &str| format!(r#"{{"a":{{{}}}}}"#, entry(shape, offsets));
        let two = |first: &str, second: &str| {
            format!(r#"{{"a":{{{}}},"b":{{{}}}}}"#, entry("[2]", first), entry("[2]", second))
        };
        for (bytes, expected) in [
            (file(&one("[2]", "[0,8]"), &[0; 4]), "header: incomplete metadata"),
            (file(&one("[2]", "[0,8]"), &[0; 12]), "header: incomplete metadata"),
            (file(&one("[3]", "[0,8]"), &[0; 8]), "header: invalid shape"),
            (file(&one("[4294967296,4294967296]", "[0,8]"), &[0; 8]), "header: overflow"),
            (file(&one("[-2]", "[0,8]"), &[0; 8]), "header: invalid JSON"),
            (file(&two("[0,8]", "[4,12]"), &[0; 12]), "header: invalid offset"),
            (file(&two("[0,8]", "[12,20]"), &[0; 20]), "header: invalid offset"),
            (file(&one("[1]", "[0,8]").replace("F32", "F64"), &[0; 8]), "a: holds F64; F32 only"),
            (file(&one("[1]", "[0,4]"), &f32::NAN.to_le_bytes()), "a: holds NaN at element 0"),
            (file(&one("[1]", "[0,4]"), &f32::INFINITY.to_le_bytes()), "a: holds inf at element 0"),
            (file(&"[".repeat(100_000), &[]), "header: invalid JSON"),
            (file("\u{fffd}", &[]), "header: invalid JSON"),
            (u64::MAX.to_le_bytes().to_vec(), "header length: says 18446744073709551615 bytes"),
            (vec![1, 2, 3], "header: is cut short after 3 bytes"),
        ] {
            let message = refusal(&bytes);
            assert!(message.starts_with(expected), "{message}");
            assert!(!message.contains('\n'));
        }
    }

    #[test]
    fn every_truncation_is_refused() {
        let (tensors, metadata) = sample();
        let bytes = write(&tensors, &metadata);
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
                let _ = read(&file(&String::from_utf8_lossy(&bytes), &bytes));
            }

            #[test]
            fn one_changed_byte_never_panics(position in 0usize..10_000, value in any::<u8>()) {
                let (tensors, metadata) = sample();
                let mut bytes = write(&tensors, &metadata);
                let position = position % bytes.len();
                bytes[position] = value;
                let _ = read(&bytes);
            }
        }
    }
}
