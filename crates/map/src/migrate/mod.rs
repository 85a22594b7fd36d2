//! Maps of other versions of the format: older ones become maps of this one, this one can be written for older programs.

mod down;
mod up;

pub use down::{Lost, Older, write_version_1};
pub(crate) use up::up;
