//! Why a training cannot begin or go on.

use crate::data::DataError;
use crate::parameters::ParameterError;

/// A training that cannot begin or go on.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TrainingError {
    /// A parameter forbids it.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The images forbid it.
    #[error(transparent)]
    Data(#[from] DataError),
    /// Work of another training, or no work at all, where a part of this one was expected.
    #[error("a worker sent data that does not belong to this training")]
    Foreign,
    /// A loss that grew without end.
    #[error(
        "the training diverged (excess loss: {first:.3} at first, {last:.3e} at last): make {field} (now {value}) smaller"
    )]
    Diverged {
        /// The parameter that was too large.
        field: &'static str,
        /// Its value.
        value: f64,
        /// The first iteration's excess loss.
        first: f64,
        /// The last iteration's.
        last: f64,
    },
}

impl TrainingError {
    /// The field at fault.
    pub fn field(&self) -> &str {
        match self {
            TrainingError::Parameter(error) => error.name(),
            TrainingError::Data(error) => error.field(),
            TrainingError::Foreign => "training",
            TrainingError::Diverged { field, .. } => field,
        }
    }
}
