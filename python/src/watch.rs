//! Long work on a thread of its own, while Python's thread listens to Ctrl-C and tells how far it has come.
//!
//! The interpreter is free for other threads in the meantime. After Ctrl-C the call returns at once; the work
//! ends by itself at its next look at the watch.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

/// Between two looks at signals.
const PAUSE: Duration = Duration::from_millis(50);

/// Progress is told in such parts of the work.
pub const PARTS: u32 = 1000;

/// How far work has come, and whether anybody still wants it.
#[derive(Default)]
pub struct Watch {
    done: AtomicU32,
    left: AtomicBool,
}

impl Watch {
    /// Notes the part that is done, from 0 to 1.
    pub fn tell(&self, fraction: f64) {
        self.done.store((fraction * f64::from(PARTS)) as u32, Ordering::Relaxed);
    }

    /// Whether the caller has gone.
    pub fn is_left(&self) -> bool {
        self.left.load(Ordering::Relaxed)
    }
}

/// Does the work; `progress` is called with the thousandths that are done.
pub fn run<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&Watch) -> T + Send + 'static,
) -> PyResult<T> {
    let watch = Arc::new(Watch::default());
    let (send, mut receive) = mpsc::channel();
    let theirs = watch.clone();
    thread::spawn(move || send.send(work(&theirs)).is_ok());
    loop {
        let receive = &mut receive;
        match py.detach(move || receive.recv_timeout(PAUSE)) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err("the computation ended without a result"));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        let tell =
            |progress: &Bound<'_, PyAny>| progress.call1((watch.done.load(Ordering::Relaxed),)).map(drop);
        if let Err(error) = py.check_signals().and_then(|()| progress.map_or(Ok(()), tell)) {
            watch.left.store(true, Ordering::Relaxed);
            return Err(error);
        }
    }
}
