//! Files that are written are read again: shapes, orders, names, the same bits twice.

use super::{Folder, SMALL};

#[test]
fn a_model_remembers_what_it_was_trained_with() {
    let folder = Folder::with_model();
    let (tensors, metadata) = folder.tensors("m");
    for (name, shape) in [
        ("couplings_vh", vec![64, 12]),
        ("couplings_hh", vec![12, 12]),
        ("bias_visible", vec![64]),
        ("bias_hidden", vec![12]),
    ] {
        assert_eq!(tensors[name].shape, shape, "{name}");
    }
    assert_eq!(tensors.len(), 4);
    assert!(tensors["couplings_vh"].values.iter().any(|&j| j != 0.0));
    assert!(tensors["bias_visible"].values.iter().all(|&b| b == 0.0));
    for (name, text) in [
        ("schema_version", "1"),
        ("kt", "0.1"),
        ("dt", "0.01"),
        ("time", "0.5"),
        ("seed", "7"),
        ("hidden", "12"),
        ("scale", "pm1"),
        ("scale_factor", "1"),
        ("trainer", "sgd"),
        ("classes", "0,1,2"),
        ("width", "8"),
    ] {
        assert_eq!(metadata[name], text, "{name}");
    }
    assert!(metadata["units"].contains("E0"));
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let folder = Folder::with_model();
    folder.good(&format!("train {SMALL} --seed 7 --out again"));
    folder.good(&format!("train {SMALL} --seed 8 --out other"));
    assert_eq!(folder.read("m"), folder.read("again"));
    assert_ne!(folder.read("m"), folder.read("other"));
    let run = "generate --model m --samples 9 --time 0.2 --seed";
    let a = folder.json(&format!("{run} 3 --out a --heat ha"));
    let b = folder.json(&format!("{run} 3 --out b --heat hb"));
    let c = folder.json(&format!("{run} 4 --out c"));
    assert_eq!(folder.read("a"), folder.read("b"));
    assert_eq!(folder.read("ha"), folder.read("hb"));
    assert_eq!(a["fingerprint"], b["fingerprint"]);
    assert_ne!(a["fingerprint"], c["fingerprint"]);
}

#[test]
fn a_sample_does_not_depend_on_how_many_are_made_with_it() {
    let folder = Folder::with_model();
    for samples in [1, 5, 40] {
        folder.good(&format!("generate --model m --samples {samples} --time 0.2 --seed 3 --out s{samples}"));
    }
    let (one, five, many) = (folder.npy("s1"), folder.npy("s5"), folder.npy("s40"));
    assert_eq!(one.values[..], many.values[..76]);
    assert_eq!(five.values[..], many.values[..5 * 76]);
}

#[test]
fn states_pixels_heat_and_frames_have_their_shapes() {
    let folder = Folder::with_model();
    folder.good("generate --model m --samples 3 --time 0.2 --seed 3 --out s --pixels p --heat h.csv");
    folder.good("generate --model m --samples 3 --time 0.2 --seed 3 --frames 5 --out f");
    let (states, pixels, frames) = (folder.npy("s"), folder.npy("p"), folder.npy("f"));
    assert_eq!(states.shape, [3, 76]);
    assert_eq!(pixels.shape, [3, 64]);
    assert_eq!(frames.shape, [5, 3, 76]);
    assert_eq!(frames.values[4 * 3 * 76..], states.values, "the last frame is the end");
    for (pixel, state) in pixels.values.chunks(64).zip(states.values.chunks(76)) {
        for (pixel, x) in pixel.iter().zip(state) {
            assert!((pixel - (0.5 + 0.5 * x / 0.5).clamp(0.0, 1.0)).abs() < 1e-6);
        }
    }
    let table = String::from_utf8(folder.read("h.csv")).unwrap();
    let mut lines = table.lines();
    let header = lines.next().unwrap();
    assert!(
        header.starts_with("sample,heat_emitted_kT,on_site_kT,bias_kT,visible_hidden_kT,hidden_hidden_kT")
    );
    for (index, line) in lines.enumerate() {
        let row: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        assert_eq!(row[0] as usize, index);
        let parts: f64 = row[2..8].iter().sum();
        assert!((row[1] - parts).abs() < 1e-9 * row[1].abs().max(1.0));
    }
    assert_eq!(table.lines().count(), 4);
}

#[test]
fn a_start_from_states_goes_on_from_them() {
    let folder = Folder::with_model();
    folder.good("generate --model m --samples 6 --time 0.2 --seed 3 --frames 2 --out f");
    let first: Vec<f32> = folder.npy("f").values[..6 * 76].iter().map(|&x| x as f32).collect();
    folder.write("x", &thermogen::data::npy::write(&[6, 76], &first));
    folder.good("generate --model m --start x --time 0.2 --seed 3 --out again");
    assert_eq!(folder.npy("again").values, folder.npy("f").values[6 * 76..]);
}

#[test]
fn clamped_units_stay_where_they_are_held() {
    let folder = Folder::with_model();
    let mask: Vec<f32> = (0..64).map(|k| f32::from(u8::from(k < 32))).collect();
    let values: Vec<f32> = (0..64).map(|k| k as f32 / 64.0).collect();
    folder.write("mask", &thermogen::data::npy::write(&[8, 8], &mask));
    folder.write("values", &thermogen::data::npy::write(&[64], &values));
    folder.good("generate --model m --samples 2 --time 0.2 --clamp-mask mask --clamp-values values --out s");
    for sample in folder.npy("s").values.chunks(76) {
        assert!(sample[..32].iter().zip(&values).all(|(&x, &v)| x as f32 == v));
        assert!(sample[32..64].iter().zip(&values[32..]).any(|(&x, &v)| x as f32 != v));
    }
}

#[test]
fn indices_keep_their_order_and_gzip_changes_nothing() {
    let folder = Folder::new();
    for suffix in ["", ".gz"] {
        let files = format!("--out g.idx{suffix} --labels l.idx{suffix}");
        folder.good(&format!("glyphs --glyphs 0,1,2,star --per-class 2 --size 8 --seed 5 {files}"));
    }
    assert_ne!(folder.read("g.idx"), folder.read("g.idx.gz"));
    let small = SMALL.split_once("--hidden").unwrap().1;
    for (name, choice) in [
        ("a", "--images g.idx --labels l.idx --indices 3,2,0"),
        ("b", "--images g.idx.gz --labels l.idx.gz --indices 3,2,0"),
        ("c", "--images g.idx --labels l.idx --indices 0,2,3"),
    ] {
        let said = folder.json(&format!("train {choice} --hidden {small} --out {name}"));
        if name == "a" {
            assert_eq!(said["labels"], serde_json::json!([10, 2, 0]));
        }
    }
    assert_eq!(folder.read("a"), folder.read("b"));
    assert_ne!(folder.read("a"), folder.read("c"));
}

#[test]
fn per_class_takes_the_first_of_each_in_file_order() {
    let folder = Folder::new();
    folder.good("glyphs --glyphs 3,1,2 --per-class 3 --size 8 --out g --labels l");
    let small = SMALL.split_once("--hidden").unwrap().1;
    let train =
        |choice: &str| folder.json(&format!("train --images g --labels l {choice} --hidden {small} --out m"));
    assert_eq!(train("--per-class 2 --classes 1,3")["labels"], serde_json::json!([3, 1, 3, 1]));
    assert_eq!(train("--per-class 1")["labels"], serde_json::json!([3, 1, 2]));
    assert_eq!(train("--per-class 1 --size 10")["visible"], 100);
}

#[test]
fn glyphs_are_the_same_bytes_for_the_same_seed() {
    let folder = Folder::new();
    folder.good("glyphs --size 8 --per-class 2 --seed 1 --out a");
    folder.good("glyphs --size 8 --per-class 2 --seed 1 --out b");
    folder.good("glyphs --size 8 --per-class 2 --seed 2 --out c");
    assert_eq!(folder.read("a"), folder.read("b"));
    assert_ne!(folder.read("a"), folder.read("c"));
    assert_eq!(folder.read("a").len(), 16 + 36 * 64);
}

#[test]
fn explicit_flags_win_over_a_preset_and_a_preset_over_the_defaults() {
    let folder = Folder::new();
    let fast = "--glyphs 0,1,2 --size 8 --time 0.2";
    folder.good(&format!("train {fast} --preset quick --iterations 2 --hidden 9 --trainer sgd --out m"));
    let (_, metadata) = folder.tensors("m");
    assert_eq!(metadata["iterations"], "2");
    assert_eq!(metadata["hidden"], "9");
    assert_eq!(metadata["generate_time"], "5");
    assert_eq!(metadata["kt"], "0.1");
}

#[test]
fn generation_follows_the_model_unless_told_otherwise() {
    let folder = Folder::new();
    folder.good(&format!("train {SMALL} --generate-time 0.3 --generate-dt 0.02 --out m"));
    assert_eq!(folder.json("generate --model m --samples 1 --out s")["steps"], 15);
    let said = folder.json("generate --model m --samples 1 --dt 0.1 --time 1 --out s");
    assert_eq!((said["steps"].as_u64(), said["dt"].as_f64()), (Some(10), Some(0.1)));
}

#[test]
fn the_quick_preset_trains_exactly_and_makes_its_digits() {
    let folder = Folder::new();
    folder.good("train --preset quick --glyphs 0,1,2 --seed 2 --out m");
    folder.good("train --preset quick --glyphs 0,1,2 --seed 2 --out again");
    assert_eq!(folder.tensors("m").1["trainer"], "exact");
    assert_eq!(folder.read("m"), folder.read("again"));
    folder.good("generate --model m --samples 24 --seed 3 --out s --pixels p");
    let images = thermogen::data::glyphs::draw(&[0, 1, 2], 14, 2, 0).unwrap();
    let centred = |values: Vec<f64>| -> Vec<f64> {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let norm = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>().sqrt();
        values.iter().map(|x| (x - mean) / norm).collect()
    };
    let images = images.pixels().chunks(196);
    let images: Vec<Vec<f64>> = images.map(|i| centred(i.iter().map(|&p| f64::from(p)).collect())).collect();
    let overlap = |sample: &[f64]| {
        let sample = centred(sample.to_vec());
        let of = |image: &Vec<f64>| image.iter().zip(&sample).map(|(a, b)| a * b).sum::<f64>();
        images.iter().map(of).fold(f64::MIN, f64::max)
    };
    let pixels = folder.npy("p").values;
    let mean = pixels.chunks(196).map(overlap).sum::<f64>() / 24.0;
    assert!(mean > 0.8, "mean best signed overlap {mean}");
}

#[test]
fn a_class_can_be_asked_for() {
    let folder = Folder::new();
    let said = folder.json(
        "train --glyphs 0,1,star --size 8 --hidden 40 --hidden-drive copy+class --class-units 20 --copy-pixels variance --seed 2 --out m",
    );
    assert_eq!(said["labels"], serde_json::json!([0, 1, 10]));
    let (tensors, metadata) = folder.tensors("m");
    assert_eq!(tensors["class_codes"].shape, [3, 40]);
    for code in tensors["class_codes"].values.chunks(40) {
        assert!(code[..20].iter().all(|&c| c == 0.0) && code[20..].iter().all(|&c| c.abs() == 1.0));
    }
    assert_eq!(metadata["classes"], "0,1,10");
    assert_eq!(metadata["copied_pixels"].split(',').count(), 20);
    let asked = |class: u8, out: &str| {
        folder.json(&format!("generate --model m --samples 4 --class {class} --out {out}"))
    };
    assert_eq!(asked(10, "a")["class"], 10);
    asked(0, "b");
    assert_ne!(folder.npy("a").values, folder.npy("b").values);
    assert!(
        folder.bad("generate --model m --out s --class 5").contains("class = 5: must be one of 0, 1, 10")
    );
    folder.good("noise --model m --glyphs star --size 8 --out x --displacements d");
    assert!(
        folder
            .bad("noise --model m --glyphs 7 --size 8 --out y --displacements e")
            .contains("labels: hold class 7")
    );
    folder.good("loss --model m --glyphs 0,1,star --size 8 --trajectories 3");
}

#[test]
fn the_bench_names_what_it_measures() {
    let folder = Folder::new();
    let quick = "--milliseconds 1 --samples 1,64 --hidden 32 --size 8";
    let said = folder.json(&format!("bench {quick}"));
    let figures = "sgd_cycle_s exact_s exact_factored_s exact_pictures_s normals_per_s product_flop_per_s";
    for name in figures.split(' ') {
        assert!(said[name]["wall"].as_f64().unwrap() > 0.0, "{name}");
    }
    for name in ["step_us", "step_factored_us"] {
        assert!(said[name]["64"]["wall"].as_f64().unwrap() > 0.0, "{name}");
    }
    let dense = folder.json(&format!("bench {quick} --only exact-pictures-dense"));
    assert!(dense["exact_pictures_dense_s"]["wall"].as_f64().unwrap() > 0.0);
}

#[test]
#[ignore = "slow: full size"]
fn the_bench_runs_at_its_own_size() {
    let said = Folder::new().json("bench --milliseconds 1");
    assert!(said["step_us"]["100"]["wall"].as_f64().unwrap() > 0.0);
}

#[test]
fn help_and_version_are_no_errors() {
    let folder = Folder::new();
    assert!(folder.good("--help").contains("generate"));
    assert!(folder.good("train --help").contains("--hidden-drive"));
    assert!(folder.good("--version").starts_with("thermogen "));
}
