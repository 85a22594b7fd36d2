//! Rooms: the live document of a map that several people edit at once.
//!
//! [`order`], [`flat`] and [`records`] are the form a map has in a live document; `SPEC.md` describes it for those who
//! write it in another language. [`Live`] holds one such document with the typed map beside it and mends what several
//! people's edits together broke.

pub mod fields;
pub mod flat;
pub mod form;
mod gone;
mod live;
mod mend;
pub mod order;
mod presence;
pub mod records;
pub mod room;
pub mod saved;
pub mod state;
pub mod store;
mod typed;
pub mod value;
pub mod wire;

pub use gone::Gone;
pub use live::{Changed, Live, Refused, Settled, Taken, What};
pub use presence::Person;
pub use room::{Room, RoomLimits};
pub use state::{Blobs, Entry, State};
