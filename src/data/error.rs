//! Why a file, or a set of images, was refused: which field, what it holds, what it may hold.

use crate::parameters::ParameterError;
use std::fmt::Display;
use thiserror::Error;

/// A refusal that says in one line what is wrong and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DataError {
    /// A field holds a value outside its limit.
    #[error("{field}: {value}; {limit}")]
    Refused {
        /// The field, for example `rows`, or a setting's name.
        field: String,
        /// The value that was found, in words: `is 0`, `says 70000 images`.
        value: String,
        /// The values that are allowed, in words: `at least 1`.
        limit: String,
    },
    /// The same, with the file it happened in.
    #[error("{file}: {source}")]
    InFile {
        /// The file's name as the user gave it.
        file: String,
        /// The refusal itself.
        source: Box<DataError>,
    },
}

impl DataError {
    /// Builds a refusal from its three parts.
    pub fn refused(field: impl Display, value: impl Display, limit: impl Display) -> Self {
        Self::Refused { field: one_line(&field), value: one_line(&value), limit: one_line(&limit) }
    }

    /// The same refusal, naming the file it happened in.
    #[must_use]
    pub fn in_file(self, file: &str) -> Self {
        Self::InFile { file: one_line(&file), source: Box::new(self) }
    }

    /// The field that was refused.
    pub fn field(&self) -> &str {
        match self {
            Self::Refused { field, .. } => field,
            Self::InFile { source, .. } => source.field(),
        }
    }
}

impl From<ParameterError> for DataError {
    fn from(error: ParameterError) -> Self {
        match error {
            ParameterError::Unknown { name } => Self::refused(name, "is unknown", "a parameter of the table"),
            ParameterError::Invalid { name, value, limit } => {
                Self::refused(name, format_args!("is {value}"), format_args!("must be {limit}"))
            }
        }
    }
}

/// Text from outside on one line of bounded length: a message stays a message.
fn one_line(text: &dyn Display) -> String {
    const LONGEST: usize = 300;
    let text = text.to_string();
    let mut line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_file_field_value_and_limit_on_one_line() {
        let error = DataError::refused("ro\rws", "is 0\n\u{1b}[31m", "at least 1").in_file("a\nb.idx");
        assert_eq!(error.to_string(), "a b.idx: ro ws: is 0  [31m; at least 1");
        assert_eq!(error.field(), "ro ws");
    }
}
