//! The heat that generation emits, its standard error, and its parts:
//! `cargo run --release --example heat`.

use std::error::Error;

use thermogen::{Generation, Statistics, Training, data::glyphs, preset};

/// Samples to average over.
const SAMPLES: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let parameters = preset("quick")?;
    let mut training = Training::new(parameters.clone(), &glyphs::draw(&[0, 1, 2], 14, 1, 0)?)?;
    while !training.advance() {}

    let mut samples = Generation::new(training.model(), parameters, 0, SAMPLES)?;
    samples.advance(u32::MAX)?;
    let heats: Vec<f64> = (0..SAMPLES).map(|sample| samples.heat_emitted(sample).total()).collect();
    let heat = Statistics::new(&heats);
    println!("heat emitted: {:.1} ± {:.1} kT (mean and standard error)", heat.mean, heat.standard_error);
    println!("standard deviation of one sample: {:.1} kT", heat.standard_deviation);
    println!("the first sample by its parts:");
    for (name, part) in samples.heat_emitted(0).parts() {
        println!("{name:>16} {part:8.1} kT");
    }
    Ok(())
}
