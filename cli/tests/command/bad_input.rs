//! Every bad input: exit code 2, one line that says what and where, no file left behind.

use super::{Folder, SMALL};
use thermogen::data::{npy, tensors};

#[test]
fn wrong_calls() {
    let folder = Folder::new();
    for (call, expected) in [
        ("", "thermogen: "),
        ("nosuch", "unrecognized subcommand 'nosuch'"),
        ("train --nosuch 1", "unexpected argument '--nosuch'"),
        ("train --out", "--out"),
        ("train --glyphs 0", "--out is needed"),
        ("train --out m", "--images or --glyphs: one of them is needed"),
        ("train --out m --glyphs 0 --images x", "only one of them"),
        ("train --out m --glyphs comma", "glyphs: names 'comma'"),
        ("train --out m --glyphs 0 --size 7", "--size: is '7'; a whole number from 8 to 28"),
        ("train --out m --glyphs 0 --kt -1", "kt = -1: must be"),
        ("train --out m --glyphs 0 --kt=nan", "kt = "),
        ("train --out m --glyphs 0 --kt x", "kt = x"),
        ("train --out m --glyphs 0 --seed 4294967296", "seed = 4294967296"),
        ("train --out m --glyphs 0 --hidden 1.5", "hidden = 1.5"),
        ("train --out m --glyphs 0 --scale big", "scale = big: must be one of pm1, unit, l2max"),
        ("train --out m --glyphs 0 --hidden-couplings maybe", "hidden_couplings = maybe: must be on or off"),
        ("train --out m --glyphs 0 --dt 0.05 --time 0.01", "dt = 0.05"),
        ("train --out m --glyphs 0 --preset nosuch", "preset = nosuch: must be one of"),
        ("train --out m --images nosuch --indices 0", "nosuch: file: cannot be read"),
        ("train --out no/m --glyphs 0", "no/m: output: cannot be written"),
        ("train --out . --glyphs 0", ".: output: cannot be written (is a folder)"),
        ("generate --out s", "--model is needed"),
        ("generate --model m", "--out or --pixels: one of them is needed"),
        ("generate --model nosuch --out s", "nosuch: file: cannot be read"),
        ("glyphs --out g --per-class 0", "--per-class: is '0'"),
        ("glyphs --out no/g", "no/g: output: cannot be written"),
    ] {
        let line = folder.bad(call);
        assert!(line.starts_with("thermogen: ") && line.contains(expected), "{call}: {line}");
    }
}

#[test]
fn wrong_images() {
    let folder = Folder::new();
    folder.good("glyphs --glyphs 0,1 --per-class 2 --size 8 --out g --labels l");
    folder.write("empty", b"");
    folder.write("cut", &folder.read("g")[..100]);
    folder.write("long", &[folder.read("g"), vec![0]].concat());
    folder
        .write("lying", &[&[0, 0, 8, 3, 255, 255, 255, 255, 0, 0, 4, 0, 0, 0, 4, 0], &[0; 50][..]].concat());
    folder.write("broken.gz", &[0x1f, 0x8b, 8, 0, 1, 2, 3]);
    folder.write("few", &[0, 0, 8, 1, 0, 0, 0, 1, 7]);
    for (choice, expected) in [
        ("--images g", "--indices or --per-class: one of them is needed"),
        ("--images g --indices 4", "g: indices: name image 4; the set holds 4 images, 0 to 3"),
        ("--images g --indices 0,x", "--indices: holds 'x'"),
        ("--images g --indices -1", "--indices: holds '-1'"),
        ("--images g --indices 0 --per-class 1", "only one of them"),
        ("--images g --per-class 1", "labels: are missing"),
        ("--images g --labels l --per-class 3", "per-class: asks for 3; the set holds 2 of class 0"),
        (
            "--images g --labels l --per-class 1 --classes 9",
            "per-class: asks for 1; the set holds 0 of class 9",
        ),
        ("--images g --labels l --per-class 1 --classes 300", "--classes: holds '300'"),
        ("--images g --labels few --indices 0", "g: labels: are 1; one for each of the 4 images"),
        ("--images l --indices 0", "l: dimensions: is 1; images have 3"),
        ("--images g --labels g --indices 0", "g: dimensions: is 3; labels have 1"),
        ("--images empty --indices 0", "empty: header: is cut short"),
        ("--images cut --indices 0", "cut: images: says 4"),
        ("--images long --indices 0", "long: images: more bytes follow"),
        ("--images lying --indices 0", "lying: images: says 4294967295"),
        ("--images broken.gz --indices 0", "broken.gz: header: the gzip stream is broken"),
        ("--images . --indices 0", ".: file: cannot be read"),
        ("--images g --indices 0 --size 65", "--size: is '65'"),
    ] {
        let line = folder.bad(&format!("train --out m {choice}"));
        assert!(line.contains(expected), "{choice}: {line}");
    }
}

#[test]
fn wrong_models() {
    let folder = Folder::with_model();
    let whole = folder.read("m");
    folder.write("cut", &whole[..whole.len() - 1]);
    folder.write("long", &[&whole[..], &[0]].concat());
    folder.write("header", &whole[..7]);
    folder.write("lying", &[&u64::MAX.to_le_bytes()[..], &whole[8..]].concat());
    folder.write("text", b"not a model at all, but long enough for a header");
    let (mut tensors, metadata) = folder.tensors("m");
    tensors.get_mut("couplings_hh").unwrap().values[1] += 1.0;
    folder.write("asymmetric", &tensors::write(&tensors, &metadata));
    folder.write("bare", &tensors::write(&folder.tensors("m").0, &tensors::Metadata::new()));
    for (model, expected) in [
        ("cut", "cut: header: incomplete metadata"),
        ("long", "long: header: incomplete metadata"),
        ("header", "header: header: is cut short after 7 bytes"),
        ("lying", "lying: header length: says 18446744073709551615 bytes"),
        ("text", "text: header length: says"),
        ("asymmetric", "asymmetric: couplings_hh: [1, 0] is"),
        ("bare", "bare: schema_version: is missing"),
    ] {
        for call in [
            format!("generate --model {model} --out s"),
            format!("noise --model {model} --glyphs 0 --size 8 --out x --displacements d"),
            format!("loss --model {model} --glyphs 0 --size 8"),
        ] {
            let line = folder.bad(&call);
            assert!(line.contains(expected), "{call}: {line}");
        }
    }
}

#[test]
fn wrong_requests_of_a_good_model() {
    let folder = Folder::with_model();
    folder.write("flat", &npy::write(&[76], &[0.0; 76]));
    folder.write("narrow", &npy::write(&[2, 75], &[0.0; 150]));
    folder.write("infinite", &npy::write(&[1, 76], &[f32::INFINITY; 76]));
    folder.write("two", &npy::write(&[2, 76], &[0.0; 152]));
    folder.write("three", &npy::write(&[3, 76], &[0.0; 228]));
    for (call, expected) in [
        ("generate --out s --samples 0", "samples = 0"),
        ("generate --out s --dt 0", "generate_dt = 0"),
        ("generate --out s --dt 0.1 --time 0.05", "generate_dt = 0.1"),
        ("generate --out s --time 0.2 --frames 1", "--frames: is '1'; a whole number from 2 to 21"),
        ("generate --out s --time 0.2 --frames 22", "--frames: is '22'"),
        ("generate --out s --samples 100000 --frames 200", "at most"),
        ("generate --out s --class 0", "trained without class codes"),
        ("generate --out s --class x", "--class: is 'x'"),
        ("generate --out s --start flat", "flat: shape: is [76]"),
        ("generate --out s --start narrow", "narrow: shape: is [2, 75]"),
        ("generate --out s --start infinite", "infinite: values: element 0 is inf"),
        ("generate --out s --start two --samples 3", "samples = 3: must be 2"),
        ("generate --out s --clamp-mask flat", "one needs the other"),
        ("generate --out s --clamp-mask narrow --clamp-values narrow", "narrow: shape: is [2, 75]"),
        ("generate --out s --events 3:kt:1", "event = kt: must be one of generate_kt, j2,"),
        ("generate --out s --events 3:lesion", "event = 3:lesion: must be step:name:value"),
        (
            "generate --out s --events 3:lesion:12",
            "lesion = 12: must be below the number of hidden units, 12",
        ),
        ("generate --out s --events 251:lesion:1", "event = 251:lesion:1: must be at a step from 0 to 250"),
        ("generate --out s --events 3:class:0", "trained without class codes"),
        ("generate --out s --hidden 3", "unexpected argument '--hidden'"),
        ("generate --out s --heat no/h.csv", "no/h.csv: output: cannot be written"),
        ("generate --out s --pixels .", ".: output: cannot be written"),
        ("noise --out x --displacements d --glyphs 0,1 --size 8", "images: 2 are chosen; noise takes one"),
        ("noise --out x --displacements d --glyphs 0 --size 9", "images: are 9 × 9; the model is for 8 × 8"),
        ("noise --out x --glyphs 0 --size 8", "--displacements is needed"),
        (
            "noise --out x --displacements d --glyphs 0 --size 8 --dt 1e-6 --time 1000",
            "dt: gives 1000000000 steps",
        ),
        (
            "gradient --out g --trajectory two --displacements three",
            "displacements: hold 3 steps; the trajectory holds 2",
        ),
        (
            "gradient --out g --trajectory narrow --displacements two",
            "narrow: shape: is [2, 75]; [steps, 76]",
        ),
        ("gradient --out g --trajectory two --displacements m", "m: magic number: is not"),
        ("gradient --out g --trajectory two --displacements two --kt 0", "kt = 0: must be above 0"),
        ("loss --glyphs 0 --size 8 --trajectories 0", "--trajectories: is '0'"),
        ("loss --glyphs 0 --size 8 --kt 0", "kt = 0: must be above 0"),
    ] {
        let (command, rest) = call.split_once(' ').unwrap();
        let line = folder.bad(&format!("{command} --model m {rest}"));
        assert!(line.contains(expected), "{call}: {line}");
    }
}

#[test]
fn a_refused_run_leaves_an_older_file_as_it_was() {
    let folder = Folder::with_model();
    let before = folder.read("m");
    folder.bad(&format!("train {SMALL} --rate 1000 --out m --kt 99"));
    folder.bad("generate --model m --samples 2 --dt 0.1 --time 0.05 --out m");
    assert_eq!(folder.read("m"), before);
}

#[test]
fn a_training_that_diverges_says_so_and_writes_nothing() {
    let line = Folder::new()
        .bad(&format!("train {} --rate 100 --out m", SMALL.replace("--iterations 4", "--iterations 30")));
    assert!(line.contains("diverged") && line.contains("rate (now 100) smaller"), "{line}");
}

#[test]
fn a_run_that_diverges_says_so_and_writes_nothing() {
    let folder = Folder::with_model();
    let (mut tensors, metadata) = folder.tensors("m");
    tensors.get_mut("couplings_vh").unwrap().values.iter_mut().for_each(|j| *j = -100.0);
    folder.write("stiff", &tensors::write(&tensors, &metadata));
    let output = folder.run("generate --model stiff --samples 2 --dt 0.1 --time 2 --out s --heat h");
    assert_eq!(output.status.code(), Some(2));
    let said = super::text(&output.stderr);
    let [warning, line] = said.lines().collect::<Vec<_>>()[..] else { panic!("{said}") };
    assert!(warning.contains("predicted to stand"), "{warning}");
    assert!(!folder.path().join("s").exists() && !folder.path().join("h").exists());
    assert!(line.contains("stopped being finite") && line.contains("smaller"), "{line}");
}

/// Files whose sizes are lies, read by a process that may not have the memory they ask for.
#[cfg(target_os = "linux")]
#[test]
fn lies_about_sizes_never_cost_memory() {
    use std::io::Write;

    let folder = Folder::with_model();
    let header = |count: u32, side: u32| {
        [&[0, 0, 8, 3][..], &count.to_be_bytes(), &side.to_be_bytes(), &side.to_be_bytes()].concat()
    };
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    folder.write("lying", &header(1_000_000, 32));
    folder.write("lying.gz", &gzip(&header(1_000_000, 32)));
    let bomb = gzip(&[header(1, 8), vec![0; 100_000_000]].concat());
    folder.write("bomb.gz", &bomb);
    let npy = b"\x93NUMPY\x01\x00\x46\x00{'descr': '<f8', 'fortran_order': False, 'shape': (100000, 100000), }   \n";
    folder.write("lying.npy", npy);
    let entry = r#"{"a":{"dtype":"F32","shape":[100000,10000],"data_offsets":[0,4000000000]}}"#;
    folder.write("lying.model", &[&(entry.len() as u64).to_le_bytes(), entry.as_bytes()].concat());
    for call in [
        "train --out t --indices 0 --images lying",
        "train --out t --indices 0 --images lying.gz",
        "train --out t --indices 0 --images bomb.gz",
        "train --out t --indices 0 --images /dev/zero",
        "generate --out s --model lying.model",
        "generate --out s --model m --start lying.npy",
    ] {
        let limited = format!("ulimit -v 200000; exec {} {call}", env!("CARGO_BIN_EXE_thermogen"));
        let output = std::process::Command::new("sh")
            .args(["-c", &limited])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{call}: {said}");
        assert_eq!(said.lines().count(), 1, "{call}: {said}");
    }
}

#[test]
fn what_takes_days_is_refused_before_it_begins() {
    let folder = Folder::with_model();
    let line = folder.bad("generate --model m --dt 1e-6 --time 1000 --samples 100000 --out x.npy");
    assert!(line.contains("generation is predicted to take about"), "{line}");
    assert!(line.contains("at most 100 h"), "{line}");
}
