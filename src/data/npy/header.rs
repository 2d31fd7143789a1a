//! The header of a `.npy` file: a Python dictionary as text, matched literally rather than evaluated.

use super::element::Element;
use crate::data::DataError;

/// The most bytes of a header: NumPy itself reads ten thousand, and wide ones are padded.
const MAX_HEADER: usize = 1 << 16;
const MAX_DIMENSIONS: usize = 8;
pub(super) const MAGIC: &[u8] = b"\x93NUMPY";

/// The meaning of the bytes that follow.
pub(super) struct Header {
    /// Sizes, slowest axis first.
    pub shape: Vec<usize>,
    /// How one element is stored.
    pub element: Element,
    /// Whether the first axis runs fastest.
    pub fortran: bool,
}

/// The header and the elements that it describes.
pub(super) fn read(bytes: &[u8]) -> Result<(Header, &[u8]), DataError> {
    let (text, elements) = split(bytes)?;
    let descr = string_after(text, "'descr':")?;
    let fortran = is_fortran_order(text)?;
    let shape = shape_after(text)?;
    let element = Element::of(descr)?;
    let wanted = shape.iter().try_fold(element.size, |product, &side| product.checked_mul(side));
    if wanted != Some(elements.len()) {
        let value = format!("{shape:?} of {descr}");
        let limit = format!("must fill the {} bytes that follow the header", elements.len());
        return Err(DataError::refused("shape", value, limit));
    }
    Ok((Header { shape, element, fortran }, elements))
}

/// Header text and elements.
fn split(bytes: &[u8]) -> Result<(&str, &[u8]), DataError> {
    let short = || {
        DataError::refused("header", format!("is cut short after {} bytes", bytes.len()), "a whole .npy file")
    };
    if !bytes.starts_with(&MAGIC[..MAGIC.len().min(bytes.len())]) {
        let limit = crate::data::kinds::cure(bytes, "a NumPy .npy file");
        return Err(DataError::refused("magic number", "is not \\x93NUMPY", limit));
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

/// The text that follows `key` in the header, spaces skipped.
fn after<'a>(header: &'a str, key: &str) -> Result<&'a str, DataError> {
    let start = header.find(key).ok_or_else(|| {
        DataError::refused(key.trim_matches([':', '\'']), "is missing from the header", "NumPy's three keys")
    })?;
    Ok(header[start + key.len()..].trim_start())
}

fn string_after<'a>(header: &'a str, key: &str) -> Result<&'a str, DataError> {
    let rest = after(header, key)?;
    rest.strip_prefix('\'').and_then(|rest| rest.split_once('\'')).map(|(text, _)| text).ok_or_else(|| {
        DataError::refused("descr", "is not a plain element type", "numbers, for example '<f4'")
    })
}

fn is_fortran_order(header: &str) -> Result<bool, DataError> {
    let rest = after(header, "'fortran_order':")?;
    match (rest.starts_with("False"), rest.starts_with("True")) {
        (true, _) => Ok(false),
        (_, true) => Ok(true),
        _ => Err(DataError::refused("fortran_order", "is neither False nor True", "False or True")),
    }
}

fn shape_after(header: &str) -> Result<Vec<usize>, DataError> {
    let odd = |value: &str| {
        DataError::refused("shape", format!("is {value:?}"), "a tuple of at most 8 whole numbers")
    };
    let rest = after(header, "'shape':")?;
    let tuple = rest.strip_prefix('(').ok_or_else(|| odd(rest))?;
    // A side may be written as np.int64(64), so the tuple ends at the bracket that closes no other.
    let mut depth = 1;
    let end = tuple.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0
    });
    let inside = &tuple[..end.ok_or_else(|| odd(rest))?];
    let sides: Vec<&str> = inside.split(',').map(str::trim).filter(|side| !side.is_empty()).collect();
    if sides.len() > MAX_DIMENSIONS {
        return Err(odd(inside));
    }
    sides.into_iter().map(|written| side(written).ok_or_else(|| odd(inside))).collect()
}

/// A whole number as any Python has written it: 64, 64L (Python 2) or np.int64(64) (NumPy 2).
fn side(written: &str) -> Option<usize> {
    let called = written.split_once('(').filter(|(kind, _)| {
        let kind = kind.strip_prefix("np.").or_else(|| kind.strip_prefix("numpy.")).unwrap_or_default();
        kind.starts_with("int") || kind.starts_with("uint")
    });
    let digits = match called {
        Some((_, rest)) => rest.strip_suffix(')')?,
        None => written.strip_suffix('L').unwrap_or(written),
    };
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}
