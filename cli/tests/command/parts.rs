//! Several machines: parts of moments and shares of samples give the bits of one.

use super::Folder;

const IMAGES: &str = "--glyphs 0,1,2,3,4 --per-class 40 --size 8";
const TRAIN: &str = "--hidden 12 --iterations 6 --visible-biases on";

#[test]
fn a_training_from_parts_has_the_bits_of_one_machine() {
    let folder = Folder::new();
    let whole = folder.json(&format!("train {IMAGES} {TRAIN} --out whole"));
    for parts in [1, 3, 7] {
        for part in (1..=parts).rev() {
            folder.good(&format!(
                "moments {IMAGES} {TRAIN} --part {part}/{parts} --out part-{part}-of-{parts}"
            ));
        }
        let pattern = format!("part-*-of-{parts}");
        let merged = folder.json(&format!("train {IMAGES} {TRAIN} --moments {pattern} --out merged"));
        assert_eq!(merged["fingerprint"], whole["fingerprint"], "{parts} parts");
        assert_eq!(merged["loss_excess_last"], whole["loss_excess_last"]);
        assert_eq!(folder.read("merged"), folder.read("whole"));
    }
    for (call, message) in [
        (format!("train {IMAGES} {TRAIN} --moments part-2-of-* --out n"), "each of the 3 parts once"),
        (
            format!("train {IMAGES} {TRAIN} --moments part-?-of-3 --kt 0.2 --out n"),
            "other images or settings",
        ),
        (format!("train {IMAGES} {TRAIN} --moments whole --out n"), "another format"),
        (format!("train {IMAGES} {TRAIN} --moments nosuch* --out n"), "no file is named"),
        (format!("moments {IMAGES} {TRAIN} --part 4/3 --out n"), "--part: is '4/3'"),
        (
            format!("moments {IMAGES} {TRAIN} --trainer sgd --part 1/3 --out n"),
            "trainer = sgd: must be exact",
        ),
    ] {
        assert!(folder.bad(&call).contains(message), "{call}");
    }
}

#[test]
fn shares_of_samples_merge_to_the_files_of_one_machine() {
    let folder = Folder::with_model();
    let whole = folder
        .json("generate --model m --samples 7 --time 0.2 --frames 3 --out x.npy --pixels p.npy --heat h.csv");
    for (first, samples) in [(0, 3), (3, 4)] {
        folder.good(&format!(
            "generate --model m --samples {samples} --first {first} --time 0.2 --frames 3 --out x{first}.npy --pixels p{first}.npy --heat h{first}.csv"
        ));
    }
    let merged = folder.json("merge x0.npy x3.npy --out y.npy");
    assert_eq!(merged["fingerprint"], whole["fingerprint"]);
    folder.good("merge p0.npy p3.npy --out q.npy");
    folder.good("merge h0.csv h3.csv --out g.csv");
    for (merged, whole) in [("y.npy", "x.npy"), ("q.npy", "p.npy"), ("g.csv", "h.csv")] {
        assert_eq!(folder.read(merged), folder.read(whole), "{whole}");
    }
    assert!(folder.bad("merge x0.npy p3.npy --out z.npy").contains("but for the samples"));
    assert!(folder.bad("merge x0.npy x3.npy --out x0.npy").contains("is the same file as"));
}
