//! `thermogen quality` on stroke glyphs: real images are what they are, and refusals say why.

use super::Folder;
use thermogen::data::{idx, npy};

const REAL: &str = "--images g.idx --labels l.idx --per-class 10";

/// A folder with 60 glyphs of each of three digits.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.good("glyphs --out g.idx --labels l.idx --glyphs 0,1,2 --per-class 60 --size 14");
    folder
}

/// The brightness of the glyphs with one label, from the twentieth on.
fn glyphs(folder: &Folder, label: u8) -> Vec<f32> {
    let (images, labels) =
        (idx::read_images(&folder.read("g.idx")).unwrap(), idx::read_labels(&folder.read("l.idx")).unwrap());
    let of_label = images.pixels.chunks(196).zip(labels).filter(|(_, of)| *of == label);
    of_label.skip(20).flat_map(|(image, _)| image.iter().map(|&p| f32::from(p) / 255.0)).collect()
}

#[test]
fn real_images_are_right_various_and_new() {
    let folder = folder();
    for label in 0..3 {
        let values = glyphs(&folder, label);
        folder.write(&format!("p{label}.npy"), &npy::write(&[40, 196], &values));
    }
    let report = folder.json(&format!("quality --pixels p0.npy,p1.npy,p2.npy --class 0,1,2 {REAL}"));
    let number = |name: &str| report[name].as_f64().unwrap();
    assert_eq!(report["samples"], 120);
    assert_eq!((&report["reader_learned_from"], &report["reader_examined_on"]), (&120.into(), &30.into()));
    assert!(number("reader_accuracy_on_real_images") > 0.9 && number("class_accuracy") > 0.9, "{report}");
    assert!((number("diversity") - 1.0).abs() < 0.1 && (number("novelty") - 1.0).abs() < 0.1, "{report}");
    let wrong = folder.json(&format!("quality --pixels p0.npy,p1.npy --class 1,0 {REAL}"));
    assert!(wrong["class_accuracy"].as_f64().unwrap() < 0.1, "{wrong}");
}

/// The preset for classes, on jittered glyphs: 32 samples, all of which count.
#[test]
fn classes_asked_for_come_and_vary() {
    let folder = Folder::new();
    folder.good("glyphs --out g.idx --labels l.idx --glyphs 0,1,2,3 --per-class 60 --size 14");
    let real = "--images g.idx --labels l.idx --per-class 30";
    folder.good(&format!("train {real} --preset class-conditional --out model"));
    for label in 0..4 {
        let files = format!("--out s.npy --pixels p{label}.npy");
        folder.good(&format!("generate --model model --class {label} --samples 8 --seed {label} {files}"));
    }
    let report = folder.json(&format!("quality --pixels p0.npy,p1.npy,p2.npy,p3.npy --class 0,1,2,3 {real}"));
    let number = |name: &str| report[name].as_f64().unwrap();
    // One in four would be right by chance.
    assert!(number("class_accuracy") > 0.9 && number("off_target") < 0.1, "{report}");
    assert!(number("diversity") > 0.6 && number("novelty") > 0.6, "{report}");
}

#[test]
fn the_same_image_again_and_again_is_not_various() {
    let folder = folder();
    let one = glyphs(&folder, 2)[..196].repeat(5);
    folder.write("p.npy", &npy::write(&[5, 196], &one));
    let report = folder.json(&format!("quality --pixels p.npy --class 2 {REAL}"));
    assert_eq!(report["diversity"], 0.0);
}

/// Samples of a computer that knows no classes: overlaps alone, by the images it was trained on.
#[test]
fn overlaps_need_no_class() {
    let folder = folder();
    folder.good("train --images g.idx --labels l.idx --indices 2,1,0 --preset quick --out model");
    folder.good("generate --model model --samples 24 --seed 3 --out s.npy --pixels p.npy");
    let real = "--images g.idx --labels l.idx";
    let report = folder.json(&format!("quality --pixels p.npy {real} --indices 2,1,0"));
    let number = |name: &str| report[name].as_f64().unwrap();
    assert!(number("mean_best_overlap") > 0.85 && number("recognised") > 0.85, "{report}");
    assert!(number("mean_best_overlap_standard_error") < 0.05 && number("inverted") < 0.1, "{report}");
    let shares: Vec<f64> = serde_json::from_value(report["nearest_image_shares"].clone()).unwrap();
    assert!(shares.len() == 3 && (shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{report}");
    assert!(report.get("class_accuracy").is_none(), "{report}");
    let wrong = folder.json(&format!("quality --pixels p.npy {real} --indices 3"));
    assert!(wrong["recognised"].as_f64().unwrap() < number("recognised"), "{wrong}");
}

#[test]
fn what_does_not_fit_is_refused() {
    let folder = folder();
    folder.write("p.npy", &npy::write(&[1, 9], &[0.0; 9]));
    let line = folder.bad(&format!("quality --pixels p.npy --class 2 {REAL}"));
    assert!(line.contains("p.npy: shape: is [1, 9]; [samples, 196 pixels]"), "{line}");
    let line = folder.bad(&format!("quality --pixels p.npy,p.npy --class 2 {REAL}"));
    assert!(line.contains("one for each of the 2 files"), "{line}");
    folder.write("q.npy", &npy::write(&[1, 196], &[0.0; 196]));
    let line = folder.bad("quality --pixels q.npy --class 2 --images g.idx --labels l.idx --per-class 60");
    assert!(line.contains("leaves no image unseen"), "{line}");
}
