//! From files and a mapping to batches of events.

pub mod block;
pub mod builder;
pub mod csv;
pub mod join;
pub mod lifecycle;
pub mod plan;
pub mod rows;
pub mod run;
