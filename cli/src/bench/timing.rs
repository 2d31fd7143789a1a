//! The time of a piece of work by two clocks, and the memory of this process.

use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Shortest slice that is timed.
const SLICE: Duration = Duration::from_millis(10);

/// Seconds that one call of the work took.
pub(super) struct Timing {
    /// By the clock: the fastest slice.
    wall: f64,
    /// Of the processor: the mean, as it does not count what others took.
    cpu: Option<f64>,
}

impl Timing {
    /// Of at least three slices, and of at least `time` in all.
    pub(super) fn of(time: Duration, mut work: impl FnMut()) -> Timing {
        let mut timed = |calls: u32| {
            let start = Instant::now();
            (0..calls).for_each(|_| work());
            start.elapsed()
        };
        let mut calls = 1;
        while timed(calls) < SLICE {
            calls *= 2;
        }
        let (mut best, mut spent, mut slices) = (Duration::MAX, Duration::ZERO, 0);
        let before = processor_time();
        while spent < time || slices < 3 {
            let slice = timed(calls);
            (best, spent, slices) = (best.min(slice), spent + slice, slices + 1);
        }
        let cpu = processor_time().zip(before).map(|(after, before)| (after - before) / f64::from(slices));
        Timing { wall: best.as_secs_f64() / f64::from(calls), cpu: cpu.map(|slice| slice / f64::from(calls)) }
    }

    /// The figures that `figure` makes of the seconds.
    pub(super) fn figures(&self, figure: impl Fn(f64) -> f64) -> Value {
        json!({"wall": figure(self.wall), "cpu": self.cpu.map(figure)})
    }
}

/// Seconds that this thread has run for, where the system tells.
fn processor_time() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? * 1e-9)
}

/// The most memory that this process has held, where the system tells.
pub(super) fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? * 1024)
}
