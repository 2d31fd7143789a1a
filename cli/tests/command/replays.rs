//! Receipts and links are run again, and end in the same bits.

use super::{Folder, SMALL};

#[test]
fn a_receipt_replays_to_the_same_bits_and_a_changed_one_does_not() {
    let folder = Folder::new();
    folder.good(&format!("train {SMALL} --seed 7 --out m --receipt t.json"));
    folder.good(
        "generate --model m --samples 9 --time 0.5 --seed 3 --out x.npy --trained t.json --receipt r.json",
    );
    let training = folder.json("replay t.json");
    assert_eq!(training["verdict"], "match");
    // The computer is trained again: its file is not needed.
    std::fs::remove_file(folder.path().join("m")).unwrap();
    let report = folder.json("replay r.json");
    assert_eq!(report["verdict"], "match");
    assert_eq!(report["heat_emitted_mean_kT"], report["heat_emitted_mean_recorded_kT"]);
    let mut receipt: serde_json::Value = serde_json::from_slice(&folder.read("r.json")).unwrap();
    receipt["generation"]["settings"]["seed"] = 4.into();
    folder.write("r2.json", receipt.to_string().as_bytes());
    let output = folder.run("replay r2.json --json");
    assert_eq!(output.status.code(), Some(1));
    assert!(super::text(&output.stdout).contains("\"mismatch\""));
    receipt["schema"] = 3.into();
    folder.write("r3.json", receipt.to_string().as_bytes());
    assert!(folder.bad("replay r3.json").contains("r3.json: schema: is 3"));
}

/// Acted on, clamped by files, asked for classes in turn, not from the first sample on.
#[test]
fn a_receipt_carries_all_that_went_into_a_run() {
    let folder = Folder::new();
    folder.good(&format!("train {SMALL} --hidden-drive class --seed 7 --out m --receipt t.json"));
    let mask: Vec<f32> = (0..64).map(|unit| f32::from(u8::from(unit % 5 == 0))).collect();
    folder.write("mask.npy", &thermogen::data::npy::write(&[64], &mask));
    let held = "--clamp-mask mask.npy --clamp-values mask.npy";
    folder.good(&format!(
        "generate --model m --samples 5 --first 30 --class each {held} --time 0.5 --seed 3 \
         --events 7:generate_kt:2.2;20:lesion:3 --out x.npy --trained t.json --receipt r.json"
    ));
    assert_eq!(folder.json("replay r.json")["verdict"], "match");
    let mut receipt: serde_json::Value = serde_json::from_slice(&folder.read("r.json")).unwrap();
    let generation = &mut receipt["generation"];
    assert_eq!(generation["classes"], serde_json::json!([0, 1, 2, 0, 1]));
    assert_eq!(generation["events"], serde_json::json!(["7:generate_kt:2.2", "20:lesion:3"]));
    // The same arrays in the receipt itself, as the page writes it.
    let carried = serde_json::to_value(thermogen::data::receipt::Carried::new(&[64], &mask)).unwrap();
    generation["arrays"] = serde_json::json!({"clamp-mask": carried, "clamp-values": carried});
    generation["files"] = serde_json::json!({});
    folder.write("carried.json", receipt.to_string().as_bytes());
    std::fs::remove_file(folder.path().join("mask.npy")).unwrap();
    assert!(folder.bad("replay r.json").contains("mask.npy: file"));
    assert_eq!(folder.json("replay carried.json")["verdict"], "match");
    // Whatever is left out, other bits come out.
    for field in ["events", "arrays", "classes", "first"] {
        let mut less = receipt.clone();
        less["generation"].as_object_mut().unwrap().remove(field);
        folder.write("less.json", less.to_string().as_bytes());
        assert_eq!(folder.run("replay less.json --json").status.code(), Some(1), "{field}");
    }
}

#[test]
fn a_link_is_run_and_says_what_it_left_out() {
    let folder = Folder::new();
    let link = |fields: &str| {
        let fast = "hidden=12&trainer=exact&iterations=2&generate_time=0.5&samples=4";
        let digits = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/data");
        folder.json(&format!("replay v=1&{fast}&{fields} --digits {digits}"))
    };
    let said = link("size=8&seed=7");
    assert_eq!(said["left_out"], serde_json::Value::Null);
    let flags = "--glyphs 0,1,2 --size 8 --preset quick --hidden 12 --iterations 2";
    folder.good(&format!("train {flags} --seed 7 --out m --generate-time 0.5"));
    let made = folder.json("generate --model m --samples 4 --out x.npy");
    assert_eq!(said["generation"], made["fingerprint"]);
    assert_eq!(link("size=8&seed=7&nosuch=1")["left_out"].as_array().unwrap().len(), 1);
    assert_ne!(link("size=8&seed=7&events=9:lesion:2")["generation"], made["fingerprint"]);
    let compared = link("size=8&seed=7&compare=generate_kt:2");
    assert_eq!(compared["generation"], made["fingerprint"]);
    assert_eq!(compared["compared_model"], compared["model"]);
    assert_ne!(compared["compared_generation"], made["fingerprint"]);
    for scene in ["classes&each=5&class_units=8", "complete&each=2&erase=left", "own", "digits&names=4,5"] {
        assert!(link(&format!("scene={scene}"))["generation"].is_string(), "{scene}");
    }
    assert!(folder.bad("replay scene=digits --digits nowhere").contains("digits-first.bin"));
}

/// The page is held to the same fingerprints (tests/page/address.test.mjs).
#[test]
fn a_link_ends_in_the_fingerprints_that_the_page_shows() {
    let folder = Folder::new();
    let shared: serde_json::Value = serde_json::from_str(include_str!("../../../tests/links.json")).unwrap();
    for run in shared["runs"].as_array().unwrap() {
        let link = run["link"].as_str().unwrap();
        let said = folder.json(&format!("replay {link}"));
        assert_eq!((&said["model"], &said["generation"]), (&run["model"], &run["generation"]), "{link}");
    }
}

/// A receipt of each schema there was, as the program of its time wrote it.
#[test]
fn receipts_of_every_schema_still_replay() {
    let folder = Folder::new();
    folder.write("1.json", include_bytes!("../../../tests/receipts/schema-1.json"));
    folder.write("2.json", include_bytes!("../../../tests/receipts/schema-2.json"));
    for receipt in ["1.json", "2.json"] {
        assert_eq!(folder.json(&format!("replay {receipt}"))["verdict"], "match");
    }
}

#[test]
fn a_receipt_without_training_knows_the_model_by_its_file_and_idx_files_may_move() {
    let folder = Folder::new();
    folder.good("glyphs --glyphs 0,1,2 --size 8 --per-class 2 --out g.idx --labels l.idx --seed 1");
    let small = SMALL.replace("--glyphs 0,1,2 --size 8", "--images g.idx --labels l.idx --indices 4,1");
    folder.good(&format!("train {small} --seed 7 --out m --receipt t.json"));
    folder.good("generate --model m --samples 3 --time 0.5 --out x.npy");
    folder.good("generate --model m --samples 3 --time 0.5 --start x.npy --out y.npy --receipt r.json");
    assert_eq!(folder.json("replay r.json")["verdict"], "match");
    std::fs::rename(folder.path().join("m"), folder.path().join("n")).unwrap();
    assert!(folder.bad("replay r.json").contains("m: file"));
    assert_eq!(folder.json("replay r.json --model n")["verdict"], "match");
    std::fs::rename(folder.path().join("g.idx"), folder.path().join("h.idx")).unwrap();
    assert_eq!(folder.json("replay t.json --images h.idx")["verdict"], "match");
    folder.write("h.idx", &folder.read("l.idx"));
    assert!(folder.bad("replay t.json --images h.idx").contains("h.idx: hash"));
}
