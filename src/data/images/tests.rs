//! Scales, choices and sizes of images.

use super::*;

fn set() -> ImageSet {
    let pixels = vec![0, 255, 51, 102, 10, 20, 30, 40, 1, 2, 3, 250];
    ImageSet::new(2, 2, pixels, Some(vec![7, 3, 7])).unwrap()
}

#[test]
fn pm1_maps_black_and_white_to_the_ends() {
    let scaled = set().scaled(Scale::Pm1, 2.0).unwrap();
    assert_eq!(&scaled[..2], [-2.0, 2.0]);
    assert!((scaled[2] + 1.2).abs() < 1e-6);
}

#[test]
fn unit_gives_every_image_mean_0_and_variance_1() {
    for image in set().scaled(Scale::Unit, 1.0).unwrap().chunks(4) {
        let mean = image.iter().sum::<f32>() / 4.0;
        let variance = image.iter().map(|s| s * s).sum::<f32>() / 4.0;
        assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-6);
    }
    let flat = ImageSet::new(2, 1, vec![9, 9], None).unwrap();
    assert!(flat.scaled(Scale::Unit, 1.0).unwrap_err().to_string().contains("no contrast"));
}

#[test]
fn l2max_gives_every_image_the_largest_norm() {
    let norm = |image: &[f32]| image.iter().map(|s| f64::from(s * s)).sum::<f64>().sqrt();
    let scaled = set().scaled(Scale::L2Max, 1.0).unwrap();
    let norms: Vec<f64> = scaled.chunks(4).map(norm).collect();
    assert!(norms.iter().all(|n| (n - norms[0]).abs() < 1e-5));
    // The largest is the first image's, calculated separately: (p/255 − 0.13066)/0.30811.
    let by_hand: f64 =
        [0.0, 255.0, 51.0, 102.0].iter().map(|p| ((p / 255.0 - 0.13066) / 0.30811f64).powi(2)).sum();
    let other: f64 =
        [1.0, 2.0, 3.0, 250.0].iter().map(|p| ((p / 255.0 - 0.13066) / 0.30811f64).powi(2)).sum();
    assert!((norms[0] - by_hand.max(other).sqrt()).abs() < 1e-5);
}

#[test]
fn indices_keep_their_order_and_classes_take_the_first_in_file_order() {
    let chosen = set().select(&[2, 0]).unwrap();
    assert_eq!(chosen.pixels(), [1, 2, 3, 250, 0, 255, 51, 102]);
    assert_eq!(chosen.labels().unwrap(), [7, 7]);
    assert_eq!(set().first_of_each(1, &[7, 3]).unwrap(), [0, 1]);
    assert_eq!(set().first_of_each(2, &[7]).unwrap(), [0, 2]);
    assert_eq!(set().classes(), [3, 7]);
}

#[test]
fn impossible_choices_say_why() {
    for (error, expected) in [
        (set().select(&[3]).unwrap_err(), "indices: name image 3; the set holds 3 images, 0 to 2"),
        (set().select(&[]).unwrap_err(), "indices: are none; at least 1"),
        (set().first_of_each(2, &[3]).unwrap_err(), "per-class: asks for 2; the set holds 1 of class 3"),
        (set().first_of_each(0, &[3]).unwrap_err(), "per-class: is 0; at least 1"),
        (
            ImageSet::new(2, 2, vec![0; 5], None).unwrap_err(),
            "pixels: hold 5 bytes; a whole number (at least 1) of 2 × 2 images",
        ),
        (
            ImageSet::new(1, 1, vec![0; 2], Some(vec![1])).unwrap_err(),
            "labels: are 1; one for each of the 2 images",
        ),
    ] {
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn resizing_keeps_the_mean_brightness() {
    let image = ImageSet::new(4, 2, vec![0, 100, 200, 100, 40, 60, 80, 20], None).unwrap();
    assert_eq!(image.resized(2, 1).unwrap().pixels(), [50, 100]);
    assert_eq!(image.resized(8, 2).unwrap().pixels()[..4], [0, 0, 100, 100]);
    assert_eq!(image.resized(4, 2).unwrap(), image);
    let thirds = image.resized(3, 2).unwrap();
    assert_eq!(thirds.pixels()[..3], [25, 150, 125]);
}

#[test]
fn channels_are_units_of_their_own() {
    let colour = ImageSet::of_channels([2, 1, 3], vec![0, 10, 20, 100, 110, 120], None).unwrap();
    assert_eq!((colour.size(), colour.count(), colour.channels()), (6, 1, 3));
    assert_eq!(colour.resized(1, 1).unwrap().pixels(), [50, 60, 70]);
    assert_eq!(colour.resized(4, 1).unwrap().pixels()[..6], [0, 10, 20, 0, 10, 20]);
    assert_eq!(ImageSet::of_channels([2, 1, 2], vec![0; 4], None).unwrap_err().field(), "channels");
}

#[test]
fn transposed_images_have_rows_for_columns_and_turn_back() {
    let grey = ImageSet::new(3, 2, vec![1, 2, 3, 4, 5, 6], Some(vec![8])).unwrap();
    let turned = grey.transposed();
    assert_eq!((turned.width(), turned.height(), turned.pixels()), (2, 3, &[1, 4, 2, 5, 3, 6][..]));
    assert_eq!(turned.transposed(), grey);
    let colour = ImageSet::of_channels([2, 1, 3], vec![1, 2, 3, 4, 5, 6], None).unwrap();
    assert_eq!(colour.transposed().pixels(), colour.pixels());
    assert_eq!(colour.transposed().height(), 2);
}
