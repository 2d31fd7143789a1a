//! The kind of a file by its first bytes, for refusals: what it looks like, and what helps.
//!
//! Names lie and extensions are missing, so only the content is looked at. A gzip file is judged by
//! what is in it.

use std::io::Read;

use flate2::read::GzDecoder;

/// Bytes that are looked at.
const HEAD: u64 = 512;

/// Kinds that start with known bytes: how far in, the bytes, the name, the cure.
const MAGICS: [(usize, &[u8], &str, &str); 26] = [
    (0, b"version https://git-lfs", "a Git LFS pointer", "fetch the file itself with: git lfs pull"),
    (0, b"\x93NUMPY", "a NumPy .npy array", "give it where an array can be read"),
    (
        0,
        b"PK\x03\x04",
        "a zip archive",
        "unpack it and name the file in it; the command line reads the .npz of NumPy as it is",
    ),
    (0, b"\x89PNG", "a PNG picture", "name it as images"),
    (0, b"\xff\xd8\xff", "a JPEG picture", "name it as images"),
    (8, b"WEBP", "a WebP picture", "name it as images"),
    (4, b"ftypavif", "an AVIF picture", "save it as PNG or JPEG"),
    (4, b"ftyphei", "a HEIC picture", "save it as PNG or JPEG (on the phone: most compatible)"),
    (4, b"ftypmif1", "a HEIC picture", "save it as PNG or JPEG (on the phone: most compatible)"),
    (0, b"GIF8", "a GIF picture", "save it as PNG"),
    (0, b"BM", "a BMP picture", "save it as PNG"),
    (0, b"II*\0", "a TIFF picture", "save it as PNG"),
    (0, b"MM\0*", "a TIFF picture", "save it as PNG"),
    (0, b"%PDF", "a PDF document", "save its picture as PNG"),
    (0, b"\x89HDF", "an HDF5 file", "in Python: numpy.save('images.npy', h5py.File(…)[…][:])"),
    (0, b"PAR1", "a Parquet file", "save its images as .npy"),
    (0, b"MATLAB", "a MATLAB file", "in Python: numpy.save('images.npy', scipy.io.loadmat(…)[…])"),
    (0, b"\x80\x04", "a Python pickle", "in Python: numpy.save('images.npy', …)"),
    (0, b"Rar!", "a RAR archive", "unpack it"),
    (0, b"7z\xbc\xaf", "a 7z archive", "unpack it"),
    (0, b"BZh", "a bzip2 file", "unpack it"),
    (0, b"\xfd7zXZ", "an xz file", "unpack it"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard file", "unpack it"),
    (257, b"ustar", "a tar archive", "unpack it and name the folder or the file in it"),
    (0, b"\0\0\0\x0cJXL ", "a JPEG XL picture", "save it as PNG or JPEG"),
    (0, b"\xff\x0a", "a JPEG XL picture", "save it as PNG or JPEG"),
];

/// Whether bytes are gzipped.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// The kind of a file and its cure, where it is known.
pub fn of(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if is_gzip(bytes) {
        let mut head = Vec::new();
        // As much as a damaged stream yields is enough to tell.
        let _ = GzDecoder::new(bytes).take(HEAD).read_to_end(&mut head);
        return of_plain(&head);
    }
    of_plain(&bytes[..bytes.len().min(HEAD as usize)])
}

fn of_plain(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let magic =
        |(at, magic, ..): &&(usize, &[u8], _, _)| head.get(*at..).is_some_and(|b| b.starts_with(magic));
    if let Some((.., name, cure)) = MAGICS.iter().find(magic) {
        return Some((name, cure));
    }
    let text = head.trim_ascii_start().to_ascii_lowercase();
    let within = |mark: &[u8]| text.windows(mark.len()).any(|window| window == mark);
    if text.starts_with(b"<!doctype html") || text.starts_with(b"<html") {
        return Some((
            "an HTML page",
            "the address answered with a page in place of the file: download it again",
        ));
    }
    if text.starts_with(b"<svg") || (text.starts_with(b"<?xml") && within(b"<svg")) {
        return Some(("an SVG drawing", "save it as PNG"));
    }
    if text.starts_with(b"{\"") || text.starts_with(b"[{") {
        return Some(("a JSON text", "it may say in place of the file why there is none: download it again"));
    }
    let is_text = !text.is_empty() && text.iter().all(|&b| b >= b' ' || b.is_ascii_whitespace());
    let is_table = is_text && text.contains(&b',') && text.contains(&b'\n');
    is_table
        .then_some(("a CSV table", "it is read as labels; in Python, numpy.save makes images of its rows"))
}

/// The expected kind, and the cure with a file that is of another kind.
pub fn cure(bytes: &[u8], expected: &str) -> String {
    match of(bytes) {
        None => expected.into(),
        Some((name, cure)) => {
            let packed = if is_gzip(bytes) { "gzip of " } else { "" };
            format!("{expected}; this looks like {packed}{name}: {cure}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        for (bytes, name) in [
            (b"  <!DOCTYPE html><p>503".as_slice(), "an HTML page"),
            (b"version https://git-lfs.github.com/spec/v1\noid", "a Git LFS pointer"),
            (b"PK\x03\x04abc", "a zip archive"),
            (b"\0\0\0\x18ftypheic", "a HEIC picture"),
            (b"RIFF\0\0\0\0WEBP", "a WebP picture"),
            (b"label,p0,p1\n1,2,3\n", "a CSV table"),
            (b"\xfd7zXZ\0", "an xz file"),
            (b"{\"message\": \"Not Found\"}", "a JSON text"),
            (&[[0; 257].as_slice(), b"ustar\0"].concat(), "a tar archive"),
            (b"<?xml version='1.0'?><svg>", "an SVG drawing"),
        ] {
            assert_eq!(of(bytes).map(|(name, _)| name), Some(name));
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(bytes).unwrap();
            assert!(
                cure(&encoder.finish().unwrap(), "x")
                    .starts_with(&format!("x; this looks like gzip of {name}"))
            );
        }
        assert_eq!((of(b""), of(b"\0\0\x08\x03"), of(&[0x1f, 0x8b, 8])), (None, None, None));
    }
}
