//! Three trainers of one objective, the probability of the reversed noising path, and the measures
//! of what they learn.

pub mod class_quality;
pub mod clusters;
pub mod exact;
pub mod moments;
pub mod online;
pub mod quality;
pub mod sgd;
pub mod table;
pub mod theta;
pub mod training;
