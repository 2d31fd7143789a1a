//! The self-check: small systems, computed here and now, compared with the known results.
//!
//! Each row compares the shipped code with an oracle too simple to be wrong: a naive f64 reference,
//! a closed form, or recorded bits. Rows that draw random numbers do so from fixed seeds, so they
//! always give the same value; their α is the chance that a correct program would have been given a
//! seed that fails. docs/checks.md explains every row under its name.

mod dynamics;
mod factored;
mod gradients;
mod heat;
mod learning;
mod noise;
pub mod reference;
pub mod statistics;
mod subject;

pub use subject::Defect;
use subject::Subject;

use serde::Serialize;

/// Chance that a correct program fails a statistical row with another seed.
const ALPHA: f64 = 1e-6;

/// On which side of the tolerance a value must lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Bound {
    /// At most the tolerance.
    #[serde(rename = "at most")]
    AtMost,
    /// At least the tolerance.
    #[serde(rename = "at least")]
    AtLeast,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Its name, also the heading that explains it.
    pub name: &'static str,
    /// The comparison in words.
    pub compared: &'static str,
    /// The result.
    pub value: f64,
    /// The unit of the value, or "".
    pub unit: &'static str,
    /// Which side of the tolerance is good.
    pub bound: Bound,
    /// The limit.
    pub tolerance: f64,
    /// Whether it is met.
    pub pass: bool,
    /// Sizes and numbers for the reader, or "".
    pub detail: String,
    /// Where the row is explained.
    pub anchor: String,
}

impl Row {
    fn new(name: &'static str, compared: &'static str, value: f64, tolerance: f64) -> Self {
        let anchor = format!("docs/checks.md#{name}");
        let row = Row {
            name,
            compared,
            value,
            unit: "",
            bound: Bound::AtMost,
            tolerance,
            pass: false,
            detail: String::new(),
            anchor,
        };
        row.judged()
    }

    /// A value that is not a number passes nothing.
    fn judged(mut self) -> Self {
        self.pass = match self.bound {
            Bound::AtMost => self.value <= self.tolerance,
            Bound::AtLeast => self.value >= self.tolerance,
        };
        self
    }

    fn at_least(self) -> Self {
        Row { bound: Bound::AtLeast, ..self }.judged()
    }

    fn unit(self, unit: &'static str) -> Self {
        Row { unit, ..self }
    }

    fn detail(self, detail: impl Into<String>) -> Self {
        Row { detail: detail.into(), ..self }
    }
}

/// All rows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The program's version.
    pub version: &'static str,
    /// Whether every row passes.
    pub pass: bool,
    /// The rows in a fixed order.
    pub rows: Vec<Row>,
}

/// The function that computes a row.
type Compute = fn(Subject) -> Row;

/// All rows by name, in the order of the report.
const ROWS: &[(&str, Compute)] = &[
    ("gradient-f64", gradients::reference),
    ("gradient-f32", gradients::shipped),
    ("force", dynamics::force),
    ("factored", factored::factored),
    ("first-law", heat::first_law),
    ("work", heat::work),
    ("reversal", heat::reversal),
    ("path-identity", heat::identity),
    ("midpoint-residual", heat::midpoint_residual),
    ("ornstein-uhlenbeck", dynamics::ornstein_uhlenbeck),
    ("boltzmann", dynamics::boltzmann),
    ("moments", learning::moments),
    ("learnable", learning::learnable),
    ("noise", noise::normals),
    ("golden", |_| learning::golden()),
];

/// The names of all rows in the order of the report.
pub fn names() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|&(name, _)| name)
}

/// The text of docs/checks.md that explains a row, without its heading; "" for a name that is no row's.
pub fn explanation(name: &str) -> &'static str {
    let sections = include_str!("../../docs/checks.md").split("\n## ").skip(1);
    let mut of_row = sections.filter_map(|section| section.split_once('\n'));
    of_row.find(|(heading, _)| *heading == name).map_or("", |(_, text)| text.trim())
}

/// Computes one row; `None` for a name that no row has.
pub fn row(name: &str, defect: Option<Defect>) -> Option<Row> {
    ROWS.iter().find(|(known, _)| *known == name).map(|(_, compute)| compute(Subject(defect)))
}

/// Computes all rows; `defect` puts a fault into the physics that is checked, for tests of the checks.
pub fn run(defect: Option<Defect>) -> Report {
    let rows: Vec<_> = ROWS.iter().map(|(_, compute)| compute(Subject(defect))).collect();
    Report { version: env!("CARGO_PKG_VERSION"), pass: rows.iter().all(|row| row.pass), rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failing(defect: Option<Defect>) -> Vec<&'static str> {
        run(defect).rows.iter().filter(|row| !row.pass).map(|row| row.name).collect()
    }

    #[test]
    fn the_program_passes_and_every_row_is_explained() {
        let report = run(None);
        for (row, name) in report.rows.iter().zip(names()) {
            assert!(row.pass, "{row:#?}");
            assert_eq!(row.name, name);
            assert!(explanation(name).ends_with('.'), "{name} is not explained");
        }
        assert_eq!(row("golden", None).as_ref(), report.rows.last());
        assert!(row("nosuch", None).is_none() && explanation("nosuch").is_empty());
        assert!(report.pass && report.rows.len() == 15);
    }

    /// For each fault: the row that is there to find it, and those that may fail with it.
    #[test]
    fn every_fault_is_found_by_its_row_and_by_none_that_does_not_depend_on_it() {
        let table: [(Defect, &str, &[&str]); 7] = [
            (Defect::WrongGradientSign, "gradient-f64", &["gradient-f32", "learnable"]),
            (
                Defect::ForceAtDeparture,
                "path-identity",
                &["gradient-f64", "gradient-f32", "learnable", "midpoint-residual"],
            ),
            (Defect::LeftPointHeat, "first-law", &["reversal", "midpoint-residual"]),
            (Defect::PairsTwice, "force", &["first-law", "factored"]),
            (Defect::ForgottenDiagonal, "factored", &[]),
            (Defect::WeakNoise, "ornstein-uhlenbeck", &["boltzmann", "moments", "noise"]),
            (Defect::UndrivenHidden, "learnable", &[]),
        ];
        for (defect, named, others) in table {
            let failing = failing(Some(defect));
            assert!(failing.contains(&named), "{defect:?}: {failing:?}");
            let depends = |name: &&str| *name == named || others.contains(name);
            assert!(failing.iter().all(depends), "{defect:?}: {failing:?}");
        }
    }

    #[test]
    fn what_is_not_a_number_does_not_pass() {
        assert!(!Row::new("x", "", f64::NAN, 1.0).pass);
        assert!(!Row::new("x", "", f64::NAN, 1.0).at_least().pass);
    }
}
