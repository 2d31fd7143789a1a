//! `thermogen check`: the self-check, row by row.

use std::time::Instant;

use clap::Args;

use super::Outcome;
use super::report::Report;
use thermogen::check::{self, Bound, Row};

/// Check the physics against oracles, here and now; exit with 1 if a row fails
#[derive(Args, Clone, Debug)]
pub struct Flags {}

/// Computes and judges all rows.
pub fn run() -> Outcome<Report> {
    let began = Instant::now();
    let checked = check::run(None);
    let seconds = began.elapsed().as_secs_f64();
    let mut report = Report::default();
    report
        .add("version", checked.version)
        .add("pass", checked.pass)
        .add("rows", serde_json::to_value(&checked.rows)?)
        .add("seconds", seconds)
        .say(checked.rows.iter().map(lines).collect());
    if !checked.pass {
        report.fail();
    }
    Ok(report)
}

/// A row for people.
fn lines(row: &Row) -> String {
    let verdict = if row.pass { "pass" } else { "FAIL" };
    let bound = if row.bound == Bound::AtMost { "at most" } else { "at least" };
    let unit = if row.unit.is_empty() { String::new() } else { format!(" {}", row.unit) };
    let mut text = format!(
        "{verdict}  {:18}  {:.3e}{unit}, {bound} {:.3e}  ({})\n      {}\n",
        row.name, row.value, row.tolerance, row.anchor, row.compared
    );
    if !row.detail.is_empty() {
        text += &format!("      {}\n", row.detail);
    }
    text
}
