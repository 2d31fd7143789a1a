//! Round trips, lies about sizes, every truncation, and random bytes.

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
        (header(0x0a, &[1, 1, 1]), "element type: is 0x0a"),
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
fn floats_and_colour_are_read() {
    let values = [0.0f32, 0.5, 1.0].map(f32::to_be_bytes).concat();
    let floats = [header(0x0d, &[1, 1, 3]), values].concat();
    assert_eq!(read_images(&floats).unwrap().pixels, [0, 128, 255]);
    let colour = [header(8, &[1, 1, 1, 3]), vec![255, 255, 0]].concat();
    let pixels = read_pixels(&colour).unwrap();
    assert_eq!((pixels.channels, pixels.grey().pixels), (3, vec![237]));
}

#[test]
fn zeros_and_newlines_after_a_gzip_member_are_padding() {
    for padding in [&[0; 512][..], b"\n", b"\r\n\0"] {
        let bytes = [&gzip(&write_images(&sample())), padding].concat();
        assert_eq!(read_images(&bytes).unwrap(), sample());
    }
    assert!(refusal(&[&gzip(&write_images(&sample())), b"more".as_slice()].concat()).contains("gzip"));
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
