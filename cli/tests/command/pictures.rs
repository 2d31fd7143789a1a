//! A few colour pictures, learned in factors and generated again by the preset made for them.

use super::Folder;
use thermogen::data::pictures;

/// Side of the pictures.
const SIDE: usize = 32;

/// The folder `pictures` with three of them, in the order of their names.
fn with_pictures(folder: &Folder) -> Vec<Vec<f64>> {
    std::fs::create_dir(folder.path().join("pictures")).unwrap();
    let drawn = |id: u8| {
        let bytes = pictures::draw(&[id], SIDE).unwrap();
        let path = folder.path().join(format!("pictures/{id}.png"));
        image::save_buffer(path, &bytes, SIDE as u32, SIDE as u32, image::ExtendedColorType::Rgb8).unwrap();
        bytes.into_iter().map(f64::from).collect()
    };
    (0..3).map(drawn).collect()
}

/// The picture that a sample is most like, and the correlation.
fn nearest(sample: &[f64], pictures: &[Vec<f64>]) -> (usize, f64) {
    let all = pictures.iter().map(|picture| correlation(sample, picture)).enumerate();
    all.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap()
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let sums = a.iter().zip(b).fold([0.0; 3], |[ab, aa, bb], (a, b)| {
        let (a, b) = (a - mean_a, b - mean_b);
        [ab + a * b, aa + a * a, bb + b * b]
    });
    sums[0] / (sums[1] * sums[2]).sqrt()
}

#[test]
fn colour_pictures_are_learned_in_factors_and_drawn_when_asked_for() {
    let folder = Folder::new();
    let pictures = with_pictures(&folder);
    folder.good("train --images pictures --preset pictures --out m");
    folder.good("generate --model m --preset pictures --samples 4 --class 1 --pixels asked.npy");
    folder.good("generate --model m --preset pictures --samples 24 --pixels drawn.npy");
    let (asked, drawn) = (folder.npy("asked.npy"), folder.npy("drawn.npy"));
    assert_eq!(asked.shape, [4, SIDE * SIDE * 3]);
    for sample in asked.values.chunks(SIDE * SIDE * 3) {
        let (picture, overlap) = nearest(sample, &pictures);
        assert!(picture == 1 && overlap > 0.95, "picture {picture}, {overlap}");
    }
    let mut counts = [0; 3];
    for sample in drawn.values.chunks(SIDE * SIDE * 3) {
        counts[nearest(sample, &pictures).0] += 1;
    }
    assert!(counts.iter().all(|&count| count > 0), "each sample draws a picture: {counts:?}");
}
