//! Three trainers of one objective, the probability of the reversed noising path, and the measures
//! of what they learn.

pub mod class_quality;
pub mod conjugate_gradients;
pub mod drives;
pub mod error;
pub mod exact;
pub mod factored;
pub(crate) mod levels;
mod modes;
pub mod moments;
pub mod online;
pub mod parts;
pub(crate) mod products;
pub mod quality;
pub mod rounds;
pub mod runs;
pub mod sgd;
mod span;
pub mod state;
pub mod table;
mod table_round;
pub(crate) mod theta;
pub mod training;
pub mod training_set;
pub mod validation;
#[cfg(feature = "rayon")]
pub mod workers;
