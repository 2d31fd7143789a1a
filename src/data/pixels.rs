//! Readers of images and labels, whatever the kind of file: IDX, a `.npy` array, and for labels a CSV table.

use super::npy::View;
use super::raster::{LABELS, Pixels, Shape, label, to_bytes};
use super::{DataError, idx, kinds};

/// Reads images from the bytes of an IDX file (plain or gzipped) or of a `.npy` array.
///
/// # Errors
/// One refusal that names the field, its value and its limit.
pub fn read(bytes: &[u8]) -> Result<Pixels, DataError> {
    if bytes.starts_with(b"\x93NUMPY") { from_npy(bytes) } else { idx::read_pixels(bytes) }
}

fn from_npy(bytes: &[u8]) -> Result<Pixels, DataError> {
    let view = View::new(bytes)?;
    let shape = Shape::of(view.shape())?;
    let (range, values) = (view.range(), || view.values());
    shape.pixels(to_bytes(range, values)?)
}

/// Reads labels from the bytes of an IDX file, a `.npy` array or a CSV table.
///
/// Of several numbers for each image the first is read (QMNIST); of a CSV table the column called
/// `label` or `class`, or the last one.
///
/// # Errors
/// One refusal that names the field, its value and its limit.
pub fn read_labels(bytes: &[u8]) -> Result<Vec<u8>, DataError> {
    if bytes.starts_with(b"\x93NUMPY") {
        let view = View::new(bytes)?;
        let width = match *view.shape() {
            [_] => 1,
            [_, width] if width > 0 => width,
            _ => {
                let value = format!("is {:?}", view.shape());
                return Err(DataError::refused("shape", value, "one label for each image"));
            }
        };
        return view.values().step_by(width).map(label).collect();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if is_list(text) && kinds::of(bytes).is_none_or(|(name, _)| name.contains("CSV")) => {
            from_text(text)
        }
        _ => idx::read_labels(bytes),
    }
}

fn is_list(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && !text.contains(|c: char| c.is_control() && !c.is_whitespace())
}

fn from_text(text: &str) -> Result<Vec<u8>, DataError> {
    let mut rows =
        text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty()).peekable();
    let cells = |line: &'_ str| {
        line.split([',', ';', '\t'])
            .map(|cell| cell.trim().trim_matches('"').to_lowercase())
            .collect::<Vec<_>>()
    };
    let first = rows.peek().map(|line| cells(line)).unwrap_or_default();
    let last = first.len().saturating_sub(1);
    let named = first.iter().position(|cell| ["label", "labels", "class", "target"].contains(&cell.as_str()));
    if first.get(named.unwrap_or(last)).is_some_and(|cell| cell.parse::<f64>().is_err()) {
        rows.next();
    }
    let read = |line: &str| {
        let cells = cells(line);
        let cell = cells.get(named.unwrap_or(last)).cloned().unwrap_or_default();
        let number =
            cell.parse().map_err(|_| DataError::refused("labels", format!("hold '{cell}'"), LABELS))?;
        label(number)
    };
    rows.map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(descr: &str, shape: &str, elements: &[u8]) -> Vec<u8> {
        let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}");
        let length = (header.len() as u16).to_le_bytes();
        [b"\x93NUMPY\x01\x00", length.as_slice(), header.as_bytes(), elements].concat()
    }

    #[test]
    fn arrays_of_every_range_become_bytes() {
        let floats = |values: [f32; 3]| values.map(f32::to_le_bytes).concat();
        for (descr, elements, bytes) in [
            ("|u1", vec![0, 1, 255], [0, 1, 255]),
            ("|b1", vec![0, 1, 1], [0, 255, 255]),
            ("<f4", floats([0.0, 0.5, 1.0]), [0, 128, 255]),
            ("<f4", floats([-1.0, 0.0, 1.0]), [0, 128, 255]),
            ("<f4", floats([0.0, 2.0, 255.0]), [0, 2, 255]),
            ("<i2", [0i16, 7, 255].map(i16::to_le_bytes).concat(), [0, 7, 255]),
            (">u2", [0u16, 257, 65535].map(u16::to_be_bytes).concat(), [0, 1, 255]),
        ] {
            assert_eq!(read(&npy(descr, "(1, 1, 3)", &elements)).unwrap().bytes, bytes, "{descr}");
        }
        assert!(read(&npy("<f4", "(1, 3)", &floats([0.0, f32::NAN, 0.0]))).is_err());
        assert!(read(&npy("<f4", "(1, 3)", &floats([-3.0, 9.0, 0.0]))).is_err());
        assert!(read(&npy("|u1", "(3,)", &[0; 3])).is_err());
    }

    #[test]
    fn colour_becomes_grey_wherever_the_channels_are() {
        let last = read(&npy("|u1", "(1, 1, 2, 3)", &[255, 0, 0, 0, 255, 0])).unwrap();
        assert_eq!((last.channels, last.grey().pixels), (3, vec![54, 182]));
        let first = read(&npy("|u1", "(1, 3, 5, 2)", &[[255; 10], [0; 10], [0; 10]].concat())).unwrap();
        assert_eq!((first.rows, first.cols, first.grey().pixels), (5, 2, vec![54; 10]));
        let alpha = read(&npy("|u1", "(1, 1, 2, 2)", &[200, 255, 200, 0])).unwrap();
        assert_eq!(alpha.grey().pixels, [200, 0]);
    }

    #[test]
    fn pictures_keep_their_colour_unless_they_have_none() {
        let with_alpha =
            read(&npy("|u1", "(1, 1, 2, 4)", &[200, 100, 50, 255, 9, 9, 9, 0])).unwrap().colour();
        assert_eq!((with_alpha.channels, with_alpha.bytes), (3, vec![200, 100, 50, 0, 0, 0]));
        let grey = read(&npy("|u1", "(1, 1, 2, 3)", &[7, 7, 7, 8, 8, 8])).unwrap().colour();
        assert_eq!((grey.channels, grey.bytes), (1, vec![7, 8]));
    }

    #[test]
    fn labels_are_read_from_what_people_have() {
        let qmnist = [0, 0, 12, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 9, 0, 0, 0, 3, 0, 0, 0, 9];
        for bytes in [
            npy("<i8", "(2,)", &[7i64, 3].map(i64::to_le_bytes).concat()),
            b"7\n3\n".to_vec(),
            b"label,file\r\n7,a.png\r\n3,b.png\r\n".to_vec(),
            b"a.png,7\nb.png,3".to_vec(),
            idx::write_labels(&[7, 3]),
            qmnist.to_vec(),
        ] {
            assert_eq!(read_labels(&bytes).unwrap(), [7, 3]);
        }
        assert!(read_labels(b"7\nx\n").is_err() && read_labels(b"7\n256\n").is_err());
    }
}
