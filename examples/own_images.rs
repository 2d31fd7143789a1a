//! Trains on images of your own, an IDX file or a NumPy array, and writes the model:
//! `cargo run --release --example own_images -- images.npy model.safetensors`.

use std::{env, error::Error, fs};

use thermogen::{ImageSet, Training, data::checkpoint, data::pixels, preset};

/// Images that are learned, the first ones of the file.
const LEARNED: usize = 3;
/// Largest side; larger images are brought to it.
const SIDE: usize = 28;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [from, to] = arguments.as_slice() else {
        return Err("two names are needed: a file of images and the model to write".into());
    };
    let images = pixels::read(&fs::read(from)?)?.grey();
    let set = ImageSet::new(images.cols, images.rows, images.pixels, None)?;
    let chosen: Vec<usize> = (0..set.count().min(LEARNED)).collect();
    let set = set.select(&chosen)?;
    let set = set.resized(set.width().min(SIDE), set.height().min(SIDE))?;

    let mut training = Training::new(preset("digits")?, &set)?;
    while !training.advance() {}
    println!("excess loss {:.2}", training.history().last().copied().unwrap_or(f64::NAN));
    fs::write(to, checkpoint::save(&training.model()))?;
    Ok(())
}
