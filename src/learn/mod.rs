//! Three trainers of one objective, the probability of the reversed noising path, and the measures
//! of what they learn.

pub mod class_quality;
pub mod clusters;
pub mod conjugate_gradients;
pub mod error;
pub mod exact;
pub mod levels;
pub mod moments;
pub mod online;
pub mod products;
pub mod quality;
pub mod rounds;
pub mod runs;
pub mod sgd;
pub mod state;
pub mod table;
pub mod theta;
pub mod training;
pub mod training_set;
#[cfg(feature = "rayon")]
pub mod workers;
