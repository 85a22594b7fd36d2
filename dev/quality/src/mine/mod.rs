//! How good discovery is, on public benchmarks and planted truth: `cargo xtask quality mine`.
//!
//! One file per subject; a subject is a function from the folder of data to its rows.

mod represent;

use crate::Subject;

/// Everything that is measured, in the order of the table.
pub const SUBJECTS: &[Subject] = &[("Representative journeys", represent::representative)];
