//! Images, labels and masks in the files that people have: each is read, or refused with a cure.

use std::io::{Cursor, Write};

use super::{Folder, SMALL};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage};

/// A `.npy` file.
fn npy(descr: &str, fortran: &str, shape: &str, elements: &[u8]) -> Vec<u8> {
    let header = format!("{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}");
    let length = (header.len() as u16).to_le_bytes();
    [b"\x93NUMPY\x01\x00", length.as_slice(), header.as_bytes(), elements].concat()
}

/// Three images of 8 × 8 pixels.
fn pixels() -> Vec<u8> {
    (0..3 * 64u32).map(|k| (k * k % 251) as u8).collect()
}

fn encoded(image: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn picture(index: usize) -> DynamicImage {
    let pixels = pixels()[64 * index..64 * (index + 1)].to_vec();
    DynamicImage::ImageLuma8(GrayImage::from_raw(8, 8, pixels).unwrap())
}

/// Trains on the second and the first image and returns the model's bytes and the labels.
fn trained(folder: &Folder, choice: &str) -> (Vec<u8>, serde_json::Value) {
    let small = SMALL.replace("--glyphs 0,1,2 --size 8", choice);
    let said = folder.json(&format!("train {small} --out m"));
    (folder.read("m"), said["labels"].clone())
}

#[test]
fn the_same_images_give_the_same_model_whatever_file_they_are_in() {
    let folder = Folder::new();
    let pixels = pixels();
    folder.write("i.idx", &[&[0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 8, 0, 0, 0, 8][..], &pixels].concat());
    folder.write("i.npy", &npy("|u1", "False", "(3, 8, 8)", &pixels));
    let fortran: Vec<u8> = (0..192).map(|at| pixels[at % 3 * 64 + at / 3 % 8 * 8 + at / 24]).collect();
    folder.write("fortran.npy", &npy("|u1", "True", "(3L, 8L, 8L)", &fortran));
    let floats: Vec<u8> = pixels.iter().flat_map(|&p| (f32::from(p)).to_be_bytes()).collect();
    folder.write("floats.npy", &npy(">f4", "False", "(3, np.int64(8), 8)", &floats));
    folder.write("floats.idx", &[&[0, 0, 13, 3, 0, 0, 0, 3, 0, 0, 0, 8, 0, 0, 0, 8][..], &floats].concat());
    let colour: Vec<u8> = pixels.iter().flat_map(|&p| [p; 3]).collect();
    folder.write("colour.npy", &npy("|u1", "False", "(3, 8, 8, 3)", &colour));
    let idx4 = [0, 0, 8, 4, 0, 0, 0, 3, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 3];
    folder.write("colour.idx", &[&idx4[..], &colour].concat());
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&folder.read("i.idx")).unwrap();
    let gzip = gzip.finish().unwrap();
    folder.write("newline.gz", &[&gzip, b"\n".as_slice()].concat());
    folder.write("zeros.gz", &[&gzip, [0; 512].as_slice()].concat());
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("x_train.npy", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(&folder.read("i.npy")).unwrap();
    folder.write("i.npz", &archive.finish().unwrap().into_inner());
    std::fs::create_dir(folder.path().join("p")).unwrap();
    for index in 0..3 {
        folder.write(&format!("p/{index}.PNG"), &encoded(picture(index), ImageFormat::Png));
    }
    let (want, _) = trained(&folder, "--images i.idx --indices 1,0");
    for file in [
        "i.npy",
        "fortran.npy",
        "floats.npy",
        "floats.idx",
        "colour.npy",
        "colour.idx",
        "newline.gz",
        "zeros.gz",
        "i.npz",
        "p",
        "p/*.PNG",
    ] {
        assert!(trained(&folder, &format!("--images {file} --indices 1,0")).0 == want, "{file}");
    }
}

#[test]
fn labels_come_from_arrays_tables_and_names_of_folders() {
    let folder = Folder::new();
    folder.write("i.npy", &npy("|u1", "False", "(3, 8, 8)", &pixels()));
    folder.write("l.npy", &npy("<i8", "False", "(3,)", &[4i64, 2, 9].map(i64::to_le_bytes).concat()));
    folder.write("l.csv", b"file,label\na.png,4\nb.png,2\nc.png,9\n");
    folder.write(
        "l.idx",
        &[&[0, 0, 12, 1, 0, 0, 0, 3][..], &[4i32, 2, 9].map(i32::to_be_bytes).concat()].concat(),
    );
    for labels in ["l.npy", "l.csv", "l.idx"] {
        let (_, found) = trained(&folder, &format!("--images i.npy --labels {labels} --indices 0,2"));
        assert_eq!(found, serde_json::json!([4, 9]), "{labels}");
    }
    for (index, class) in ["A", "B", "C"].into_iter().enumerate() {
        std::fs::create_dir_all(folder.path().join("letters").join(class)).unwrap();
        folder.write(&format!("letters/{class}/0.png"), &encoded(picture(index), ImageFormat::Png));
    }
    let (_, found) = trained(&folder, "--images letters --per-class 1");
    assert_eq!(found, serde_json::json!([0, 1, 2]));
}

#[test]
fn alpha_is_the_shape_where_the_ink_is_of_one_colour() {
    let folder = Folder::new();
    let ink = |tone: u8| {
        let pixel = |x: u32, y: u32| Rgba([tone, tone, tone, if x == y { 255 } else { 0 }]);
        DynamicImage::ImageRgba8(RgbaImage::from_fn(8, 8, pixel))
    };
    folder.write("white.png", &encoded(ink(255), ImageFormat::Png));
    folder.write("black.webp", &encoded(ink(0), ImageFormat::WebP));
    let opaque = GrayImage::from_fn(8, 8, |x, y| Luma([if x == y { 255 } else { 0 }]));
    folder.write("opaque.png", &encoded(DynamicImage::ImageLuma8(opaque), ImageFormat::Png));
    let [white, black, opaque] = ["white.png", "black.webp", "opaque.png"]
        .map(|file| trained(&folder, &format!("--images {file} --indices 0")).0);
    assert!(white == opaque && black == opaque);
}

#[test]
fn a_training_on_pictures_replays_without_them() {
    let folder = Folder::new();
    folder.write("a.png", &encoded(picture(0), ImageFormat::Png));
    let small = SMALL.replace("--glyphs 0,1,2 --size 8", "--images a.png --indices 0");
    folder.good(&format!("train {small} --out m --receipt r.json"));
    std::fs::remove_file(folder.path().join("a.png")).unwrap();
    assert_eq!(folder.json("replay r.json")["verdict"], "match");
}

#[test]
fn refusals_name_the_file_its_kind_and_the_cure() {
    let folder = Folder::new();
    folder.write("page.gz", b"<!DOCTYPE html><html>503</html>");
    folder.write("pointer", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
    folder.write("phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    folder.write("table.csv", b"label,a,b\n1,2,3\n");
    folder.write("flat.png", &encoded(DynamicImage::new_luma8(8, 8), ImageFormat::Png));
    folder.write("cut.png", &encoded(picture(0), ImageFormat::Png)[..60]);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("readme.txt", zip::write::SimpleFileOptions::default()).unwrap();
    folder.write("other.zip", &archive.finish().unwrap().into_inner());
    // One bit per pixel: small to store, and 144 megabytes when decoded.
    let mut bomb = Vec::new();
    let mut encoder = png::Encoder::new(&mut bomb, 12_000, 12_000);
    encoder.set_depth(png::BitDepth::One);
    encoder.write_header().unwrap().write_image_data(&vec![0; 12_000 * 1500]).unwrap();
    folder.write("bomb.png", &bomb);
    for (file, kind, cure) in [
        ("page.gz", "an HTML page", "download it again"),
        ("pointer", "a Git LFS pointer", "git lfs pull"),
        ("phone.heic", "a HEIC picture", "PNG or JPEG"),
        ("table.csv", "a CSV table", "numpy.save"),
        ("other.zip", "a zip archive", "x_train"),
        ("flat.png", "of one tone", "shows something"),
        ("cut.png", "picture", "a whole picture"),
        ("bomb.png", "12000 × 12000", "smaller"),
        ("nosuch/*.png", "cannot be read", "pattern"),
    ] {
        let line = folder.bad(&format!("train --out m --images {file} --indices 0"));
        assert!(line.contains(file) && line.contains(kind) && line.contains(cure), "{line}");
    }
}

#[test]
fn masks_of_any_type_hold_the_same_units() {
    let folder = Folder::with_model();
    let held: Vec<bool> = (0..64).map(|unit| unit % 3 == 0).collect();
    let of = |bytes: fn(bool) -> Vec<u8>| held.iter().flat_map(|&held| bytes(held)).collect::<Vec<u8>>();
    for (name, descr, shape, elements) in [
        ("bool", "|b1", "(8, 8)", of(|held| vec![u8::from(held)])),
        ("long", "<i8", "(64L,)", of(|held| i64::from(held).to_le_bytes().to_vec())),
        ("big", ">f4", "(np.int64(64),)", of(|held| f32::from(u8::from(held)).to_be_bytes().to_vec())),
        ("half", "<f2", "(64,)", of(|held| (if held { 0x3c00u16 } else { 0 }).to_le_bytes().to_vec())),
    ] {
        folder.write(name, &npy(descr, "False", shape, &elements));
        folder.good(&format!("generate --model m --samples 2 --time 0.1 --clamp-mask {name} --clamp-values {name} --out s-{name}"));
        assert_eq!(folder.read(&format!("s-{name}")), folder.read("s-bool"), "{name}");
    }
}

/// Three pictures of 24 × 24 pixels in colour, drawn by our own code.
fn colour_pictures(folder: &Folder) {
    std::fs::create_dir(folder.path().join("colour")).unwrap();
    for (id, pixels) in (0..3).map(|id| (id, thermogen::data::pictures::draw(&[id], 24).unwrap())) {
        let image = DynamicImage::ImageRgb8(image::RgbImage::from_raw(24, 24, pixels).unwrap());
        folder.write(&format!("colour/{id}.png"), &encoded(image, ImageFormat::Png));
    }
}

#[test]
fn a_folder_of_colour_pictures_is_trained_in_factors_and_each_can_be_asked_for() {
    let folder = Folder::new();
    colour_pictures(&folder);
    let said = folder.json("train --images colour --preset pictures --out m");
    assert_eq!((&said["visible"], &said["images"]), (&(24 * 24 * 3).into(), &3.into()));
    folder.good("generate --model m --preset pictures --samples 6 --pixels any.npy");
    assert_eq!(folder.npy("any.npy").shape, [6, 24 * 24 * 3]);
    for class in 0..3u8 {
        folder.good(&format!(
            "generate --model m --preset pictures --class {class} --samples 4 --pixels p.npy"
        ));
        let want: Vec<f64> =
            thermogen::data::pictures::draw(&[class], 24).unwrap().iter().map(|&p| f64::from(p)).collect();
        for sample in folder.npy("p.npy").values.chunks(want.len()) {
            assert!(correlation(sample, &want) > 0.9, "{class}");
        }
    }
    folder.good("generate --model m --samples 2 --out s --receipt r.json");
    folder.good("train --images colour --preset pictures --out m2 --receipt t.json");
    folder.good("replay t.json");
    let pixels: Vec<u8> = (0..3).flat_map(|id| thermogen::data::pictures::draw(&[id], 24).unwrap()).collect();
    folder.write("colour.npy", &npy("|u1", "False", "(3, 24, 24, 3)", &pixels));
    folder.good("train --images colour.npy --preset pictures --out same");
    assert!(folder.read("same") == folder.read("m"));
}

/// The correlation of two rows of numbers.
fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let (ma, mb) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(b).map(|(a, b)| f(a - ma, b - mb)).sum::<f64>();
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}
