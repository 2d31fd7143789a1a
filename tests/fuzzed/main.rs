//! Every reader of bytes and texts from outside, on files that are changed at random: a refusal is a refusal, and nothing
//! panics, hangs or takes memory that the input does not have.
//!
//! The seeds are files that the program itself writes, and small ones by hand. An input is a seed with some of its bytes
//! turned, cut, doubled, exchanged with those of another seed, or put in place of a length. It is a fuzzer of the
//! dull kind, which runs on stable Rust and gives the same inputs every time; it is not led by coverage.
//! The long run is ignored here, and part of `make test-all`.

use std::time::{Duration, Instant};

use thermogen::data::{checkpoint, glyphs, idx, kinds, link, npy, pixels, raster, receipt, tensors};
use thermogen::learn::parts::{self, Parts};
use thermogen::learn::training::Training;
use thermogen::parameters::Parameters;
use thermogen::payload::Payload;
use thermogen::physics::events::parse_events;

const SHORT: usize = 300;
const LONG: usize = 60_000;
/// One input takes less, on a slow machine too: sizes are compared with the bytes there are.
const PATIENCE: Duration = Duration::from_secs(5);

/// Numbers below n, the same in every run.
fn dice(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |n| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n.max(1)
    }
}

/// Numbers that are lengths gone wrong.
const EDGES: [u64; 10] =
    [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff, u64::MAX >> 1, u64::MAX];
/// Texts that mean something to a reader, or nearly.
const WORDS: [&str; 14] = [
    "__proto__",
    "constructor",
    "NaN",
    "-1",
    "1e999",
    "18446744073709551616",
    "\"",
    "\\u0000",
    "\u{1b}[2J",
    "null",
    "[[[[",
    "{\"",
    "<img src=x onerror=alert(1)>",
    "\0",
];

fn mutated(seeds: &[Vec<u8>], roll: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    let mut bytes = seeds[roll(seeds.len())].clone();
    for _ in 0..=roll(4) {
        let at = roll(bytes.len());
        let to = (at + 1 + roll(16)).min(bytes.len());
        match roll(8) {
            0 => bytes.truncate(at),
            1 if at < to => bytes[at] ^= 1 << roll(8),
            2 if at < to => bytes[at..to].fill(roll(256) as u8),
            3 => drop(bytes.splice(at..to, Vec::new())),
            4 => {
                let again = bytes[at..to].to_vec();
                drop(bytes.splice(at..at, again));
            }
            5 => {
                let edge = EDGES[roll(EDGES.len())];
                let all = if roll(2) == 0 { edge.to_be_bytes() } else { edge.to_le_bytes() };
                let width = [1, 2, 4, 8][roll(4)].min(bytes.len() - at.min(bytes.len()));
                bytes[at..at + width].copy_from_slice(&all[..width]);
            }
            6 => {
                let other = &seeds[roll(seeds.len())];
                let from = roll(other.len());
                bytes.truncate(at);
                bytes.extend(&other[from.min(other.len())..]);
            }
            _ => drop(bytes.splice(at..to, WORDS[roll(WORDS.len())].bytes())),
        }
    }
    bytes
}

/// Reads mutated seeds; a panic fails the test, with the input.
fn fuzz(name: &str, count: usize, seeds: &[Vec<u8>], read: impl Fn(&[u8])) {
    for seed in seeds {
        read(seed);
    }
    let mut roll = dice(name.bytes().map(u64::from).sum());
    for k in 0..count {
        let bytes = mutated(seeds, &mut roll);
        let began = Instant::now();
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(&bytes)));
        let shown = bytes.escape_ascii().to_string();
        assert!(result.is_ok(), "{name}, input {k}: {shown}");
        assert!(began.elapsed() < PATIENCE, "{name}, input {k}, takes {:?}: {shown}", began.elapsed());
    }
}

fn model() -> Vec<u8> {
    let parameters = Parameters { hidden: 3, iterations: 1, dt: 0.1, ..Parameters::default() };
    let images = glyphs::draw(&[0, 1], 8, 1, 0).unwrap();
    let mut training = Training::new(parameters, &images).unwrap();
    while !training.advance() {}
    checkpoint::save(&training.model())
}

/// One part of the moments of a training, and what reads it.
fn fuzz_parts(count: usize) {
    let parameters = Parameters { hidden: 3, ..Parameters::default() };
    let images = glyphs::draw(&[0, 1], 8, 1, 0).unwrap();
    let all = Parts::new(&images, &parameters).unwrap();
    let whole = all.sum(all.range(0, 1));
    let files = [all.file(0, 1, &whole), all.file(1, 2, &whole), all.file(0, usize::MAX, &whole)];
    fuzz("parts", count, &files, |bytes| drop(parts::merged([bytes], &images, &parameters)));
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn image_files() -> Vec<Vec<u8>> {
    let images = raster::IdxImages { count: 3, rows: 4, cols: 5, pixels: (0..60).collect() };
    let plain = idx::write_images(&images);
    let labels = idx::write_labels(&[0, 1, 9]);
    let floats = npy::write(&[2, 3, 4], &[0.5; 24]);
    let old = "label,a,b\n1,2,3\n4,5,6\n".into();
    vec![gzipped(&plain), gzipped(&labels), plain, labels, floats, old]
}

fn all(count: usize) {
    let images = image_files();
    fuzz("images", count, &images, |bytes| drop(pixels::read(bytes)));
    fuzz("idx", count, &images, |bytes| drop(idx::read_images(bytes)));
    fuzz("labels", count, &images, |bytes| drop(pixels::read_labels(bytes)));
    fuzz("npy", count, &images, |bytes| drop(npy::read(bytes)));
    fuzz("kinds", count, &images, |bytes| drop(kinds::cure(bytes, "a picture")));
    let models = [model()];
    fuzz("model", count, &models, |bytes| drop(checkpoint::load(bytes)));
    fuzz("tensors", count, &models, |bytes| drop(tensors::read(bytes)));
    let receipts: Vec<Vec<u8>> = ["tests/receipts/schema-1.json", "tests/receipts/schema-2.json"]
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    fuzz("receipt", count, &receipts, |bytes| drop(receipt::Receipt::load(bytes)));
    let texts: Vec<Vec<u8>> = [
        "v=3&scene=own&draw=AAAA&events=12:generate_kt:2,40:lesion:3&compare=kt:0.2&class=each",
        "120:generate_kt:2;130:j2:1.5;140:class:none",
    ]
    .map(Vec::from)
    .into();
    let payloads = [vec![2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], vec![0; 64]];
    fuzz("payload", count, &payloads, |bytes| drop(Payload::from_bytes(bytes)));
    fuzz_parts(count);
    let packs = [std::fs::read("www/data/digits-first.bin").unwrap()];
    fuzz("packs", count, &packs, |bytes| drop(link::Packs::read(bytes, bytes)));
    fuzz("link", count, &texts, |bytes| drop(link::read(&String::from_utf8_lossy(bytes))));
    fuzz("events", count, &texts, |bytes| drop(parse_events(&String::from_utf8_lossy(bytes))));
}

#[test]
fn changed_files_are_read_or_refused() {
    all(SHORT);
}

#[test]
#[ignore = "minutes"]
fn many_changed_files_are_read_or_refused() {
    all(LONG);
}
