//! Runs a program and measures it from outside: seconds, and the most memory that it held.

use std::io;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long between two looks at a program that runs.
const PAUSE: Duration = Duration::from_millis(2);

/// What one run took.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Seconds from start to end.
    pub seconds: f64,
    /// The most memory that it held, in KiB, as the system counts it while it runs.
    pub peak_kib: u64,
}

/// Runs a program once. What it prints on standard output is dropped.
///
/// # Errors
///
/// That it could not be run, or ended with a fault.
pub fn run(command: &mut Command) -> io::Result<Run> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak_kib = 0;
    loop {
        if let Some(status) = child.try_wait()? {
            let seconds = start.elapsed().as_secs_f64();
            if !status.success() {
                return Err(io::Error::other(format!("{command:?}: {status}")));
            }
            return Ok(Run { seconds, peak_kib });
        }
        // The mark only rises, so the last look has the highest.
        if let Some(mark) = high_mark(&status_file) {
            peak_kib = peak_kib.max(mark);
        }
        thread::sleep(PAUSE);
    }
}

fn high_mark(status_file: &str) -> Option<u64> {
    let text = std::fs::read_to_string(status_file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The run in the middle, by seconds; `peak_kib` is the middle one of its own.
#[must_use]
pub fn median(runs: &[Run]) -> Option<Run> {
    let mut seconds: Vec<f64> = runs.iter().map(|run| run.seconds).collect();
    seconds.sort_by(f64::total_cmp);
    let mut peaks: Vec<u64> = runs.iter().map(|run| run.peak_kib).collect();
    peaks.sort_unstable();
    Some(Run {
        seconds: *seconds.get(seconds.len() / 2)?,
        peak_kib: *peaks.get(peaks.len() / 2)?,
    })
}
