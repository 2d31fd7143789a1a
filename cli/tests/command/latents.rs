//! Latent codes on the command line, and the measures of samples by a feature net.

use super::Folder;
use std::collections::BTreeMap;
use thermogen::data::{idx, npy, tensors};

const LATENT: &str = "--glyphs 0,1,2 --per-class 6 --size 8 --hidden 30 --hidden-drive copy+class+latent \
                      --class-units 6 --latent-units 12 --latent-components 4 --iterations 5 --seed 7";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.good(&format!("train {LATENT} --out m --receipt t.json"));
    folder
}

#[test]
fn codes_of_a_path_of_a_file_and_of_images_replay() {
    let folder = folder();
    folder.good("glyphs --out g.idx --labels l.idx --glyphs 0,1,2 --per-class 2 --size 8");
    folder.write("z.npy", &npy::write(&[4], &[1.0, -0.5, 2.0, 0.0]));
    for (codes, samples) in [
        ("--between 0,3 --steps 5", 5),
        ("--latent z.npy --samples 3", 3),
        ("--latent-of g.idx", 6),
        ("--samples 2 --class 1 --events 4:latent:2=1.5;9:latent:0=-1", 2),
    ] {
        let run =
            format!("generate --model m {codes} --time 0.3 --out x.npy --trained t.json --receipt r.json");
        assert_eq!(folder.json(&run)["samples"], samples, "{codes}");
        assert_eq!(folder.json("replay r.json")["verdict"], "match", "{codes}");
    }
    // The ends of a path are asked for by their classes: glyphs take turns.
    folder.good("generate --model m --between 0,2 --steps 3 --time 0.3 --out x.npy --receipt r.json");
    let receipt: serde_json::Value = serde_json::from_slice(&folder.read("r.json")).unwrap();
    let classes = &receipt["generation"]["classes"];
    assert_eq!((&classes[0], &classes[2]), (&0.into(), &2.into()));
}

#[test]
fn codes_that_do_not_fit_are_refused_by_name() {
    let folder = folder();
    folder.good(&format!("train {} --out plain", super::SMALL));
    folder.write("z.npy", &npy::write(&[3], &[0.0; 3]));
    for (run, said) in [
        ("generate --model m --latent z.npy --out x.npy", "latent: has 3 numbers"),
        ("generate --model m --between 0 --out x.npy", "--between: needs two training images"),
        ("generate --model m --between 0,99 --out x.npy", "--between: holds '99'"),
        ("generate --model m --steps 4 --out x.npy", "--steps: goes with --between"),
        ("generate --model m --latent z.npy --between 0,1 --out x.npy", "only one of them"),
        ("generate --model m --events 1:latent:4=1 --out x.npy", "latent = 4"),
        ("generate --model plain --between 0,1 --out x.npy", "--between: the model was trained without"),
        ("generate --model plain --events 1:latent:0=1 --out x.npy", "latent = 0"),
    ] {
        let line = folder.bad(run);
        assert!(line.contains(said), "{run}: {line}");
    }
}

/// A net with weights that are small and all different.
fn net() -> Vec<u8> {
    let mut at = 0u32;
    let mut next = |_| {
        at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (at >> 8) as f32 / (1u32 << 24) as f32 * 0.4 - 0.2
    };
    let mut all = tensors::Tensors::new();
    for (name, shape) in [
        ("conv1", vec![5, 5, 1, 16]),
        ("conv1_bias", vec![16]),
        ("conv2", vec![5, 5, 16, 32]),
        ("conv2_bias", vec![32]),
        ("dense1", vec![512, 64]),
        ("dense1_bias", vec![64]),
        ("dense2", vec![64, 10]),
        ("dense2_bias", vec![10]),
    ] {
        let values = (0..shape.iter().product()).map(&mut next).collect();
        all.insert(name.into(), tensors::Tensor { shape, values });
    }
    tensors::write(&all, &BTreeMap::new())
}

#[test]
fn the_reference_itself_is_at_no_distance_and_covers_all() {
    let folder = Folder::new();
    folder.good("glyphs --out g.idx --labels l.idx --glyphs 0,1,2 --per-class 40 --size 28");
    folder.write("net", &net());
    let (images, labels) =
        (idx::read_images(&folder.read("g.idx")).unwrap(), idx::read_labels(&folder.read("l.idx")).unwrap());
    // Of each class the first 10 are learned; of the others every second one, from the first on, is the reference.
    let of_class = |class: u8| -> Vec<&[u8]> {
        let all = images.pixels.chunks(784).zip(&labels).filter(|(_, label)| **label == class);
        all.map(|(image, _)| image).skip(10).step_by(2).collect()
    };
    let classes = [0, 1, 2].map(of_class);
    let in_turn = (0..15).flat_map(|k| classes.iter().map(move |class| class[k]));
    let bright: Vec<f32> = in_turn.flatten().map(|&byte| f32::from(byte) / 255.0).collect();
    folder.write("p.npy", &npy::write(&[45, 784], &bright));
    folder.write("h.npy", &npy::write(&[45, 784], &vec![0.5; 45 * 784]));
    let real = "--images g.idx --labels l.idx --per-class 10";
    let report =
        folder.json(&format!("quality {real} --net net --class each --pixels p.npy,p.npy --hot h.npy,h.npy"));
    let cooled = &report["cooled"];
    for name in ["precision", "recall", "coverage"] {
        assert_eq!((&cooled[name], &report["floor"][name].is_f64()), (&1.0.into(), &true), "{report}");
    }
    assert!(cooled["frechet"].as_f64().unwrap().abs() < 1e-6, "{report}");
    assert_eq!((&cooled["samples"], &cooled["frechet_standard_error"]), (&90.into(), &0.0.into()));
    assert!(report["floor"]["frechet"].as_f64() < report["ceiling"]["frechet"].as_f64(), "{report}");
    assert_eq!(report["hot"]["recall"], 0.0);
    let one = folder.bad(&format!("quality {real} --net net --class each --pixels p.npy,p.npy --hot h.npy"));
    assert!(one.contains("--hot: holds other samples"), "{one}");
}
