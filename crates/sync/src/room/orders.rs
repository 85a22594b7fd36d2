//! What a room can be asked, and the handle to ask it.

use super::RoomLimits;
use super::body::Body;
use crate::presence::Person;
use crate::store::RoomStore;
use crate::wire::Frame;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicU64, Ordering};
use tokio::sync::{mpsc, oneshot};
use tropa_map::Map;

pub use crate::store::Author;

/// A map as it is in a room.
#[derive(Clone, Debug)]
pub struct Seen {
    pub map: Arc<Map>,
    /// Position in the log.
    pub seq: u64,
    /// When it was last changed, RFC 3339.
    pub updated_at: String,
}

/// All there is of a map at one position.
#[derive(Clone, Debug)]
pub struct Present {
    pub map: Arc<Map>,
    pub seq: u64,
    /// In the form of [`crate::saved`], without the memory of what was removed.
    pub state: Vec<u8>,
}

/// Why an edit was not made. The map is as it was.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EditError {
    #[error("the map is at position {seq} now, not at {seen}")]
    Changed { seen: u64, seq: u64 },
    /// Nothing was changed; asking again opens the room anew.
    #[error("the room is closing")]
    Closing,
    #[error("the change could not be saved: {0}")]
    NotSaved(String),
}

/// What a room sends to a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    Frame(Frame),
    Close(u16),
}

pub(super) enum Order {
    Join {
        id: u64,
        person: Person,
        author: Author,
        may_edit: bool,
        out: mpsc::Sender<Frame>,
        code: Arc<AtomicU16>,
    },
    Frame {
        id: u64,
        bytes: Vec<u8>,
    },
    Leave {
        id: u64,
    },
    Get {
        reply: oneshot::Sender<Seen>,
    },
    Edit {
        author: Author,
        base: Option<Arc<Map>>,
        wanted: Arc<Map>,
        seen: Option<u64>,
        reply: oneshot::Sender<Result<Seen, EditError>>,
    },
    Present {
        reply: oneshot::Sender<Present>,
    },
    Notice(Value),
    Close {
        code: u16,
        /// Write the document and the state first; not for a map that is being deleted.
        save: bool,
        reply: oneshot::Sender<()>,
    },
}

/// A handle to a room. The room ends by itself when nobody is in it for a while; asking then fails with
/// [`EditError::Closing`] or `None`, and the map is to be opened anew.
#[derive(Clone, Debug)]
pub struct Room {
    orders: mpsc::Sender<Order>,
    next: Arc<AtomicU64>,
    frames_per_client: usize,
}

impl std::fmt::Debug for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Order")
    }
}

impl Room {
    /// Reads the map and starts its task on the runtime.
    ///
    /// # Errors
    /// What the store says, or that the map cannot be read.
    pub async fn open<S: RoomStore>(
        map_id: &str,
        store: S,
        limits: RoomLimits,
        runtime: &tokio::runtime::Handle,
    ) -> Result<Room, OpenError<S::Error>> {
        let (orders, queue) = mpsc::channel(limits.queue);
        let body = Body::open(map_id, store, limits).await?;
        runtime.spawn(body.run(queue));
        Ok(Room {
            orders,
            next: Arc::new(AtomicU64::new(1)),
            frames_per_client: limits.frames_per_client,
        })
    }

    /// Whether the room still takes orders.
    pub fn is_open(&self) -> bool {
        !self.orders.is_closed()
    }

    /// Lets somebody in; `None` when the room is closing.
    pub async fn join(&self, person: Person, author: Author, may_edit: bool) -> Option<Connection> {
        let (out, frames) = mpsc::channel(self.frames_per_client);
        let code = Arc::new(AtomicU16::new(super::close::COME_AGAIN));
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let join = Order::Join {
            id,
            person,
            author,
            may_edit,
            out,
            code: Arc::clone(&code),
        };
        self.orders.send(join).await.ok()?;
        Some(Connection {
            room: self.clone(),
            id,
            frames,
            code,
            done: false,
        })
    }

    /// The map as it is, with everything that was sent before this was asked.
    pub async fn get(&self) -> Option<Seen> {
        let (reply, answer) = oneshot::channel();
        self.orders.send(Order::Get { reply }).await.ok()?;
        answer.await.ok()
    }

    /// Changes the map into `wanted`, which has no mistakes, as somebody with rights to all of it.
    ///
    /// `base`: the map `wanted` was made of; only their difference is made, whatever others did meanwhile. Without it the
    /// map becomes `wanted`. `seen`: only if the map is still at that position.
    ///
    /// # Errors
    /// [`EditError`]; nothing was changed then.
    pub async fn edit(
        &self,
        author: Author,
        base: Option<Arc<Map>>,
        wanted: Arc<Map>,
        seen: Option<u64>,
    ) -> Result<Seen, EditError> {
        let (reply, answer) = oneshot::channel();
        let order = Order::Edit {
            author,
            base,
            wanted,
            seen,
            reply,
        };
        self.orders.send(order).await.map_err(|_| EditError::Closing)?;
        answer.await.unwrap_or(Err(EditError::Closing))
    }

    /// All of the map, to be kept instead of its history; `None` when the room is closing.
    pub async fn present_state(&self) -> Option<Present> {
        let (reply, answer) = oneshot::channel();
        self.orders.send(Order::Present { reply }).await.ok()?;
        answer.await.ok()
    }

    /// Tells everybody to fetch something again.
    pub async fn notice(&self, notice: Value) {
        let _ = self.orders.send(Order::Notice(notice)).await;
    }

    /// Ends the room; everybody is sent away with `code`. Returns when it is done.
    pub async fn close(&self, code: u16, save: bool) {
        let (reply, done) = oneshot::channel();
        if self.orders.send(Order::Close { code, save, reply }).await.is_ok() {
            let _ = done.await;
        }
    }
}

/// Why a room could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError<E> {
    #[error(transparent)]
    Store(E),
    #[error("the saved map cannot be read: {0}")]
    Saved(#[from] crate::saved::SavedError),
}

/// Somebody's place in a room. Dropping it is leaving.
#[derive(Debug)]
pub struct Connection {
    room: Room,
    id: u64,
    frames: mpsc::Receiver<Frame>,
    code: Arc<AtomicU16>,
    done: bool,
}

impl Connection {
    /// Brings a message of the client to the room. `false` when the room is closing.
    pub async fn send(&self, bytes: Vec<u8>) -> bool {
        let order = Order::Frame { id: self.id, bytes };
        self.room.orders.send(order).await.is_ok()
    }

    /// What the room sends next; after a [`Sent::Close`] nothing more comes.
    pub async fn receive(&mut self) -> Sent {
        if self.done {
            return std::future::pending().await;
        }
        match self.frames.recv().await {
            Some(frame) => Sent::Frame(frame),
            None => {
                self.done = true;
                Sent::Close(self.code.load(Ordering::Acquire))
            }
        }
    }

    /// Splits what goes in from what comes out, so that a slow reader holds up no writer.
    pub fn sender(&self) -> Sender {
        Sender {
            orders: self.room.orders.clone(),
            id: self.id,
        }
    }
}

/// The way into the room of one connection.
#[derive(Clone, Debug)]
pub struct Sender {
    orders: mpsc::Sender<Order>,
    id: u64,
}

impl Sender {
    /// [`Connection::send`]
    pub async fn send(&self, bytes: Vec<u8>) -> bool {
        let order = Order::Frame { id: self.id, bytes };
        self.orders.send(order).await.is_ok()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let leave = Order::Leave { id: self.id };
        if let Err(mpsc::error::TrySendError::Full(leave)) = self.room.orders.try_send(leave) {
            // A full queue: leave as soon as there is room. Outside a runtime the frames' end is noticed instead.
            if let Ok(runtime) = tokio::runtime::Handle::try_current() {
                let orders = self.room.orders.clone();
                runtime.spawn(async move {
                    let _ = orders.send(leave).await;
                });
            }
        }
    }
}
