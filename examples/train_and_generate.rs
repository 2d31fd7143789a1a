//! Trains on three stroke glyphs and prints one sample of the model as characters:
//! `cargo run --release --example train_and_generate`.

use std::error::Error;

use thermogen::{Generation, Quality, Training, data::glyphs, preset};

/// Pixels on a side.
const SIDE: usize = 14;

fn main() -> Result<(), Box<dyn Error>> {
    let images = glyphs::draw(&[0, 1, 2], SIDE, 1, 0)?;
    let parameters = preset("quick")?;
    let mut training = Training::new(parameters.clone(), &images)?;
    while !training.advance() {}
    println!("model {}", training.model().couplings.fingerprint());

    let mut samples = Generation::new(training.model(), parameters, 0, 16)?;
    samples.advance(u32::MAX)?;
    for row in samples.pixels()[..SIDE * SIDE].chunks(SIDE) {
        let character = |&pixel: &u8| [' ', '.', 'o', '#'][usize::from(pixel / 64)];
        println!("{}", row.iter().map(character).collect::<String>());
    }
    let quality = Quality::of(&samples.visible(), training.set().images(), SIDE * SIDE);
    println!("samples {}, mean overlap {:.3}", samples.fingerprint(), quality.mean_best_overlap);
    Ok(())
}
