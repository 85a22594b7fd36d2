//! How good discovery is, on public benchmarks and planted truth: `cargo xtask quality mine`.
//!
//! One file per subject; a subject is a function from the folder of data to its rows.

mod attribution;
mod chain;
mod drivers;
mod lives;
mod predict;
mod represent;
mod segments;
mod stages;

use crate::Subject;

/// Everything that is measured, in the order of the table.
pub const SUBJECTS: &[Subject] = &[
    ("Lives cut into journeys", lives::cutting),
    ("Finished or going on", lives::finishing),
    ("Representative journeys", represent::representative),
    ("Moments of truth, planted", drivers::planted),
    ("Attribution", attribution::credits),
    ("What if, on a known chain", chain::chains),
    ("Predictions", predict::predicted),
    ("Segments of journeys", segments::segments),
    ("Stages", stages::stages),
];
