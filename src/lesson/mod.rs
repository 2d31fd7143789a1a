//! Systems small enough to be understood: one unit in its well, two coupled units, a small computer and a single
//! step of its training. The dynamics are the computer's own; the densities they are compared with are summed on
//! a grid.

pub mod density;
pub mod ensemble;
pub mod step;
pub mod story;
pub mod well;
