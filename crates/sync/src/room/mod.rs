//! A room: one task that holds a map's live document, saves what is done to it and tells everybody.
//!
//! Whatever comes is put into one bounded queue. The task takes what is there, applies it, mends it, writes one durable
//! transaction, and only then confirms and tells the others. So nobody ever sees an edit that could be lost.

mod body;
mod disk;
mod lines;
mod orders;

pub use orders::{Author, Connection, EditError, OpenError, Present, Room, Seen, Sender, Sent};

use std::time::Duration;

/// How a room keeps house.
#[derive(Clone, Copy, Debug)]
pub struct RoomLimits {
    /// A room nobody is in and nobody asks is closed after this time.
    pub idle: Duration,
    /// The written document lags behind edits by at most this time.
    pub document_lag: Duration,
    /// Entries of the log after which the whole state is saved, so that opening reads no more than these.
    pub entries_per_snapshot: u64,
    /// Orders that wait for the room; who brings more waits.
    pub queue: usize,
    /// Frames that wait for one client; one that is slower is sent away and comes again.
    pub frames_per_client: usize,
    /// People and windows in one room.
    pub connections: usize,
    /// Bytes of a live document; a larger one takes no more edits of clients.
    pub document_bytes: usize,
}

impl RoomLimits {
    pub const DEFAULT: Self = Self {
        idle: Duration::from_secs(60),
        document_lag: Duration::from_secs(1),
        entries_per_snapshot: 500,
        queue: 1_024,
        frames_per_client: 512,
        connections: 500,
        document_bytes: 96 << 20,
    };
}

/// Why a connection ends, as WebSocket close codes.
pub mod close {
    /// The server stops, or the room is being closed: come again.
    pub const GOING_AWAY: u16 = 1001;
    pub const NOT_ALLOWED: u16 = 4403;
    pub const NO_SUCH_MAP: u16 = 4404;
    /// Too slow, or out of step: come again.
    pub const COME_AGAIN: u16 = 4408;
    pub const TOO_LARGE: u16 = 4413;
}
