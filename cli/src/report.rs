//! The results of a command, and how far it has come.

use std::io::{ErrorKind, Write};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value};

use super::{Outcome, Refusal};
use thermogen::parameters;

/// The form of printed results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object.
    Json,
    /// One line for each result, or a text for people.
    Lines,
}

/// Named results in the order in which they were found.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<(&'static str, Value)>,
    /// The text that is printed for people in place of the rows.
    text: Option<String>,
    failed: bool,
}

impl Report {
    /// Adds a result.
    pub fn add(&mut self, name: &'static str, value: impl Into<Value>) -> &mut Self {
        self.rows.push((name, value.into()));
        self
    }

    /// Prints this text for people in place of the results.
    pub fn say(&mut self, text: String) -> &mut Self {
        self.text = Some(text);
        self
    }

    /// Marks that what was to be checked does not hold: the command exits with 1.
    pub fn fail(&mut self) -> &mut Self {
        self.failed = true;
        self
    }

    /// Whether what was to be checked does not hold.
    pub fn failed(&self) -> bool {
        self.failed
    }

    /// Adds a parameter; whole numbers are printed as such.
    pub fn add_parameter(&mut self, name: &'static str, value: &parameters::Value) -> &mut Self {
        match value {
            parameters::Value::Number(x) if x.fract() == 0.0 && x.abs() < 1e15 => self.add(name, *x as i64),
            parameters::Value::Number(x) => self.add(name, *x),
            parameters::Value::Switch(on) => self.add(name, *on),
            parameters::Value::Text(text) => self.add(name, text.as_str()),
        }
    }

    /// A result by its name.
    #[cfg(test)]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.rows.iter().find_map(|(row, value)| (*row == name).then_some(value))
    }

    /// Prints one JSON object, or one line per result; on standard error where standard output
    /// carries a file.
    ///
    /// # Errors
    /// The result cannot be written, be it that the disk is full or that nobody reads the object.
    pub fn print(&self, format: Format) -> Outcome<()> {
        let to_error = crate::files::output_taken();
        let mut out: Box<dyn Write> =
            if to_error { Box::new(std::io::stderr()) } else { Box::new(std::io::stdout()) };
        let text = match format {
            Format::Json => self.object(),
            Format::Lines => self.lines(),
        };
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            // Whoever closes a pipe has seen enough lines; half an object is of no use.
            Err(error) if format == Format::Json || error.kind() != ErrorKind::BrokenPipe => {
                let stream = if to_error { "standard error" } else { "standard output" };
                Err(Refusal(format!("{stream}: the result cannot be written ({error})")))
            }
            _ => Ok(()),
        }
    }

    fn object(&self) -> String {
        let object: Map<String, Value> =
            self.rows.iter().map(|(name, value)| ((*name).into(), value.clone())).collect();
        format!("{}\n", Value::Object(object))
    }

    fn lines(&self) -> String {
        if let Some(text) = &self.text {
            return text.clone();
        }
        let width = self.rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        let line = |(name, value): &(&str, Value)| match value {
            Value::String(text) => format!("{name:width$}  {text}\n"),
            Value::Array(items) if items.iter().any(Value::is_object) => {
                items.iter().map(|item| format!("{name:width$}  {}\n", words(item))).collect()
            }
            other => format!("{name:width$}  {other}\n"),
        };
        self.rows.iter().map(line).collect()
    }
}

/// An item of a list as words: what it has, and not what it lacks.
fn words(item: &Value) -> String {
    let Value::Object(entries) = item else { return item.to_string() };
    let entry = |(name, value): (&String, &Value)| match value {
        Value::Null => None,
        Value::String(text) => Some(format!("{name} {text}")),
        Value::Object(_) => Some(format!("{name} ({})", words(value))),
        other => Some(format!("{name} {other}")),
    };
    entries.iter().filter_map(entry).collect::<Vec<_>>().join(", ")
}

/// A bar on a terminal's standard error, and nothing elsewhere.
pub fn progress(length: u64, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {elapsed} (left {eta})");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length).with_style(style).with_prefix(what)
}
