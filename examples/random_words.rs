//! The random words of a stream after the other, for batteries of tests that read bytes:
//! `cargo run --release --example random_words | dieharder -a -g 200`.
//!
//! The counter runs through units, steps and samples in the order in which a generation uses them.

use std::io::Write;
use thermogen::kernels::philox::{Purpose, key, philox};

fn main() {
    let mut out = std::io::stdout().lock();
    let counters = (0..u32::MAX).flat_map(|sample| {
        (0..500)
            .flat_map(move |step| (0..324).map(move |quad| [quad, step, sample, Purpose::Generation as u32]))
    });
    let mut bytes = Vec::new();
    for counter in counters {
        bytes.extend(philox(key(7), counter).into_iter().flat_map(u32::to_le_bytes));
        // Whoever reads says when it is enough, by closing the pipe.
        if bytes.len() > 1 << 20 && out.write_all(&std::mem::take(&mut bytes)).is_err() {
            return;
        }
    }
}
