//! IDX, the format of MNIST: two zero bytes, an element type, the number of dimensions, the
//! dimensions as big-endian u32, then the elements. Plain or gzipped, told apart by the first bytes.
//!
//! Limits: unsigned bytes only; images have three dimensions, labels one. Nothing is allocated
//! for a size until the header's claim has been held against the bytes at hand (deflate expands
//! at most 1032-fold) and against [`MAX_BYTES`].
//! Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::DataError;

/// The most bytes that the elements of one file may take (a browser tab has less room).
pub const MAX_BYTES: u64 = if cfg!(target_family = "wasm") { 1 << 28 } else { 1 << 30 };
/// The largest width and height of an image.
pub const MAX_SIDE: u32 = 1024;
/// No deflate stream grows by more than this factor.
const DEFLATE_LIMIT: u64 = 1032;
const UNSIGNED_BYTE: u8 = 0x08;

/// Images as stored: `count × rows × cols` bytes, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdxImages {
    /// Number of images.
    pub count: usize,
    /// Height in pixels.
    pub rows: usize,
    /// Width in pixels.
    pub cols: usize,
    /// Pixels, 0 to 255, images one after another.
    pub pixels: Vec<u8>,
}

/// Reads an IDX file of images (`.gz` or plain).
///
/// # Errors
/// One refusal that names the field, its value and its limit.
pub fn read_images(bytes: &[u8]) -> Result<IdxImages, DataError> {
    let (sizes, pixels) = read::<3>(bytes, ["images", "rows", "columns"])?;
    let [count, rows, cols] = sizes.map(|size| size as usize);
    Ok(IdxImages { count, rows, cols, pixels })
}

/// Reads an IDX file of labels (`.gz` or plain).
///
/// # Errors
/// One refusal that names the field, its value and its limit.
pub fn read_labels(bytes: &[u8]) -> Result<Vec<u8>, DataError> {
    Ok(read::<1>(bytes, ["labels"])?.1)
}

/// Writes `pixels` (`count × rows × cols` bytes) as an IDX file of images.
pub fn write_images(images: &IdxImages) -> Vec<u8> {
    write(&[images.count, images.rows, images.cols], &images.pixels)
}

/// Writes labels as an IDX file.
pub fn write_labels(labels: &[u8]) -> Vec<u8> {
    write(&[labels.len()], labels)
}

fn write(sizes: &[usize], elements: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, UNSIGNED_BYTE, sizes.len() as u8];
    for &size in sizes {
        bytes.extend((size as u32).to_be_bytes());
    }
    bytes.extend(elements);
    bytes
}

fn read<const D: usize>(bytes: &[u8], names: [&str; D]) -> Result<([u32; D], Vec<u8>), DataError> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let room = (bytes.len() as u64).saturating_mul(DEFLATE_LIMIT);
        read_from(MultiGzDecoder::new(bytes), room, names)
    } else {
        read_from(bytes, bytes.len() as u64, names)
    }
}

/// Reads header and elements from `source`, which can yield at most `room` bytes.
fn read_from<const D: usize>(
    mut source: impl Read,
    room: u64,
    names: [&str; D],
) -> Result<([u32; D], Vec<u8>), DataError> {
    check_magic(&take(&mut source, 4, "header")?, D)?;
    let header = take(&mut source, 4 * D as u64, "header")?;
    let mut sizes = [0; D];
    for (size, word) in sizes.iter_mut().zip(header.chunks_exact(4)) {
        *size = u32::from_be_bytes([word[0], word[1], word[2], word[3]]);
    }
    let wanted = check_sizes(&sizes, &names, room.saturating_sub(4 + 4 * D as u64))?;
    let elements = take(&mut source, wanted, names[0])?;
    match source.read(&mut [0]) {
        Ok(0) => Ok((sizes, elements)),
        Ok(_) => Err(DataError::refused(
            names[0],
            "more bytes follow the last element",
            format!("the header's sizes ask for {wanted} bytes, no more"),
        )),
        Err(problem) => Err(broken(names[0], &problem)),
    }
}

fn check_magic(magic: &[u8], dimensions: usize) -> Result<(), DataError> {
    let number = u32::from_be_bytes([magic[0], magic[1], magic[2], magic[3]]);
    if magic[0] != 0 || magic[1] != 0 {
        let value = format!("is 0x{number:08x}");
        return Err(DataError::refused("magic number", value, "an IDX file starts with two zero bytes"));
    }
    if magic[2] != UNSIGNED_BYTE {
        let value = format!("is 0x{:02x}", magic[2]);
        return Err(DataError::refused("element type", value, "only 0x08 (unsigned bytes) is read"));
    }
    if usize::from(magic[3]) != dimensions {
        let what = if dimensions == 3 { "images have 3" } else { "labels have 1" };
        return Err(DataError::refused("dimensions", format!("is {}", magic[3]), what));
    }
    Ok(())
}

/// The number of elements the header asks for, once it is known that it can be met.
fn check_sizes(sizes: &[u32], names: &[&str], room: u64) -> Result<u64, DataError> {
    for (&size, name) in sizes.iter().zip(names) {
        if size == 0 {
            return Err(DataError::refused(*name, "is 0", "at least 1"));
        }
    }
    for (&side, name) in sizes.iter().zip(names).skip(1) {
        if side > MAX_SIDE {
            return Err(DataError::refused(*name, format!("is {side}"), format!("at most {MAX_SIDE}")));
        }
    }
    let wanted = sizes.iter().map(|&size| u64::from(size)).product::<u64>();
    let claim = format!("says {}, {wanted} bytes of elements", sizes[0]);
    if wanted > MAX_BYTES {
        return Err(DataError::refused(names[0], claim, format!("at most {MAX_BYTES} bytes")));
    }
    if wanted > room {
        let limit = format!("the file can hold at most {room}");
        return Err(DataError::refused(names[0], claim, limit));
    }
    Ok(wanted)
}

/// Exactly `count` bytes; the caller has checked that `count` is worth allocating.
fn take(source: &mut impl Read, count: u64, field: &str) -> Result<Vec<u8>, DataError> {
    let mut bytes = Vec::new();
    let short = |found: usize| {
        DataError::refused(field, format!("is cut short after {found} bytes"), format!("{count} expected"))
    };
    if bytes.try_reserve_exact(count as usize).is_err() {
        return Err(DataError::refused(field, format!("needs {count} bytes"), "no memory for that"));
    }
    match source.by_ref().take(count).read_to_end(&mut bytes) {
        Ok(found) if found as u64 == count => Ok(bytes),
        Ok(found) => Err(short(found)),
        Err(problem) => Err(broken(field, &problem)),
    }
}

fn broken(field: &str, problem: &std::io::Error) -> DataError {
    DataError::refused(field, format!("the gzip stream is broken ({problem})"), "a whole .gz file")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn sample() -> IdxImages {
        IdxImages { count: 2, rows: 3, cols: 4, pixels: (0..24).collect() }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn header(kind: u8, sizes: &[u32]) -> Vec<u8> {
        let mut bytes = vec![0, 0, kind, sizes.len() as u8];
        sizes.iter().for_each(|size| bytes.extend(size.to_be_bytes()));
        bytes
    }

    fn refusal(bytes: &[u8]) -> String {
        read_images(bytes).expect_err("must be refused").to_string()
    }

    #[test]
    fn images_and_labels_survive_a_round_trip_plain_and_gzipped() {
        let bytes = write_images(&sample());
        assert_eq!(read_images(&bytes).unwrap(), sample());
        assert_eq!(read_images(&gzip(&bytes)).unwrap(), sample());
        let labels = write_labels(&[3, 1, 4]);
        assert_eq!(read_labels(&labels).unwrap(), [3, 1, 4]);
        assert_eq!(read_labels(&gzip(&labels)).unwrap(), [3, 1, 4]);
    }

    #[test]
    fn several_gzip_members_are_one_file() {
        let bytes = write_images(&sample());
        let (head, tail) = bytes.split_at(9);
        assert_eq!(read_images(&[gzip(head), gzip(tail)].concat()).unwrap(), sample());
    }

    #[test]
    fn lies_about_the_size_are_refused_before_anything_is_allocated() {
        let huge = header(8, &[u32::MAX, 1024, 1024]);
        assert!(refusal(&huge).starts_with("images: says 4294967295,"), "{}", refusal(&huge));
        assert!(refusal(&gzip(&huge)).contains("at most"));
        let lying = [header(8, &[1000, 28, 28]), vec![0; 100]].concat();
        assert!(refusal(&lying).contains("the file can hold at most 100"));
        assert!(refusal(&gzip(&lying)).contains("the file can hold at most"));
        let noise = (0..700_000u32).map(|k| (k.wrapping_mul(k) >> 7) as u8).collect();
        let padded = [header(8, &[1000, 28, 28]), noise].concat();
        assert!(refusal(&gzip(&padded)).contains("cut short after 700000 bytes"));
    }

    #[test]
    fn a_bomb_stops_at_the_size_its_header_states() {
        let bomb = [write_images(&sample()), vec![0; 50_000_000]].concat();
        assert!(refusal(&gzip(&bomb)).contains("more bytes follow"));
        assert!(refusal(&bomb).contains("more bytes follow"));
    }

    #[test]
    fn wrong_headers_say_what_is_wrong() {
        for (bytes, expected) in [
            (vec![], "header: is cut short after 0 bytes"),
            (vec![0, 0, 8], "header: is cut short after 3 bytes"),
            (b"\x89PNG\r\n\x1a\n".to_vec(), "magic number: is 0x89504e47"),
            (header(0x0d, &[1, 1, 1]), "element type: is 0x0d"),
            (header(8, &[4]), "dimensions: is 1; images have 3"),
            (header(8, &[0, 1, 1]), "images: is 0"),
            (header(8, &[1, 0, 1]), "rows: is 0"),
            (header(8, &[1, 1, 5000]), "columns: is 5000; at most 1024"),
            (vec![0x1f, 0x8b, 8, 0, 0], "header: the gzip stream is broken"),
        ] {
            let message = refusal(&bytes);
            assert!(message.starts_with(expected), "{message}");
        }
        let message = read_labels(&header(8, &[1, 1, 1])).unwrap_err().to_string();
        assert_eq!(message, "dimensions: is 3; labels have 1");
    }

    #[test]
    fn every_truncation_is_refused() {
        for bytes in [write_images(&sample()), gzip(&write_images(&sample()))] {
            for length in 0..bytes.len() {
                assert!(read_images(&bytes[..length]).is_err(), "cut at {length}");
            }
        }
    }

    #[cfg(not(target_family = "wasm"))]
    mod properties {
        use proptest::prelude::*;

        use super::*;

        proptest! {
            #[test]
            fn any_bytes_give_a_result_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
                let _ = read_images(&bytes);
                let _ = read_labels(&[&[0, 0, 8, 1][..], &bytes].concat());
                let _ = read_images(&[&[0, 0, 8, 3][..], &bytes].concat());
                let _ = read_images(&[&[0x1f, 0x8b, 8, 0][..], &bytes].concat());
            }

            #[test]
            fn one_flipped_bit_never_panics(position in 0usize..1000, bit in 0u8..8) {
                let mut bytes = gzip(&write_images(&sample()));
                let position = position % bytes.len();
                bytes[position] ^= 1 << bit;
                let _ = read_images(&bytes);
            }

            #[test]
            fn what_is_written_is_read(rows in 1usize..6, cols in 1usize..6, count in 1usize..5, seed in any::<u8>()) {
                let pixels = (0..count * rows * cols).map(|k| seed.wrapping_mul(31).wrapping_add(k as u8)).collect();
                let images = IdxImages { count, rows, cols, pixels };
                prop_assert_eq!(read_images(&write_images(&images)).unwrap(), images);
            }
        }
    }
}
