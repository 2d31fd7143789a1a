//! What a command will take, in seconds and bytes, before it begins: more than a minute is said, and more than
//! a stated limit is refused.
//!
//! The multiplications of the core's own estimates are taken at `RATE` a second and core. A forecast is right to about a
//! factor of three, and says so.

use crate::{Outcome, Refusal, warn};
use thermogen::inspect::costs::multiplications_of_step;
use thermogen::learn::training::Training;
use thermogen::model::Model;
use thermogen::parameters::Parameters;

/// Multiplications that a core does in a second: the dense step of `thermogen bench` does 2 to 4 times as many with AVX2,
/// and half as many without vector instructions.
const RATE: f64 = 1e10;
/// Seconds from which a forecast is said.
const LONG: f64 = 60.0;
/// Seconds beyond which nothing begins: a hundred hours.
const MOST_SECONDS: f64 = 360_000.0;
/// Bytes beyond which nothing begins, where the machine does not say what it has.
const MOST_BYTES: f64 = 16e9;

/// Looks at a training before it begins.
pub fn training(training: &Training) -> Outcome<()> {
    let units = training.set().network().units() as f64;
    said("training", training.work(), 64.0 * units * training.set().count() as f64)
}

/// Looks at a generation before it begins.
pub fn generation(model: &Model, parameters: &Parameters, frames: usize) -> Outcome<()> {
    let units = model.couplings.network().units() as f64;
    let samples = f64::from(parameters.samples);
    let steps = f64::from(parameters.generate_steps()) + f64::from(parameters.cool_steps());
    let work = samples * steps * multiplications_of_step(&model.couplings);
    said("generation", work, 4.0 * samples * units * (frames as f64 + 3.0))
}

fn said(what: &str, multiplications: f64, bytes: f64) -> Outcome<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as f64;
    let seconds = multiplications / (RATE * cores);
    let most = memory().unwrap_or(MOST_BYTES);
    let words = format!("{what} is predicted to take about {} and {:.0} MB", time(seconds), bytes / 1e6);
    if seconds > MOST_SECONDS || bytes > most {
        let limit = format!("at most {} and {:.0} MB are begun", time(MOST_SECONDS), most / 1e6);
        return Err(Refusal(format!(
            "{words}; {limit}: fewer samples, larger steps or fewer units take less"
        )));
    }
    if seconds > LONG { warn(&words) } else { Ok(()) }
}

/// The bytes that Linux says are available.
fn memory() -> Option<f64> {
    let all = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = all.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    Some(1024.0 * line.split_whitespace().next()?.parse::<f64>().ok()?)
}

fn time(seconds: f64) -> String {
    match seconds {
        s if s < 120.0 => format!("{s:.0} s"),
        s if s < 7200.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.0} h", s / 3600.0),
    }
}
