//! The task of a room.

use super::RoomLimits;
use super::disk::{bring_to_life, new_blobs};
use super::lines::Client;
use super::orders::{EditError, OpenError, Order, Present, Seen};
use crate::live::{Live, Taken};
use crate::presence::Presence;
use crate::saved;
use crate::store::{Author, Blob, Entry, RoomStore};
use crate::wire;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use tropa_map::Map;

/// Orders taken at once: a batch is one transaction.
const BATCH_MAX: usize = 256;

/// An update that is in the document and not on disk yet.
pub(super) struct Unsaved {
    pub from: Option<u64>,
    pub entry: Entry,
}

pub(super) struct Body<S> {
    pub map_id: String,
    pub store: S,
    pub limits: RoomLimits,
    pub live: Live,
    pub clients: BTreeMap<u64, Client>,
    pub presence: Presence,
    pub unsaved: Vec<Unsaved>,
    pub seq: u64,
    pub updated_at: String,
    /// The map at `seq`, made when it is asked for.
    pub map: Option<Arc<Map>>,
    /// Positions of the written document and the saved state.
    pub document_seq: u64,
    pub snapshot_seq: u64,
    pub document_due: Option<Instant>,
    /// About how large the document is.
    pub bytes: usize,
}

/// The room goes on, or it ends.
enum Next {
    On,
    End,
}

impl<S: RoomStore> Body<S> {
    pub async fn open(map_id: &str, store: S, limits: RoomLimits) -> Result<Self, OpenError<S::Error>> {
        let loaded = store.load().await.map_err(OpenError::Store)?;
        let (seq, document_seq) = (loaded.seq, loaded.document_seq);
        let snapshot_seq = loaded.snapshot.as_ref().map_or(0, |(seq, _)| *seq);
        let updated_at = loaded.updated_at.clone();
        let (live, fresh) = bring_to_life(map_id, &store, loaded).await?;
        let mut body = Self {
            map_id: map_id.to_owned(),
            bytes: 0,
            store,
            limits,
            live,
            clients: BTreeMap::new(),
            presence: Presence::default(),
            unsaved: Vec::new(),
            seq,
            updated_at,
            map: None,
            document_seq,
            snapshot_seq,
            document_due: None,
        };
        if fresh {
            // From now on the document lives: its first state is what the log builds on.
            let state = saved::encode(&body.live);
            body.bytes = state.len();
            body.store
                .put_snapshot(seq, state)
                .await
                .map_err(OpenError::Store)?;
            body.snapshot_seq = seq;
        } else {
            body.bytes = body.live.encode().len();
        }
        Ok(body)
    }

    pub async fn run(mut self, mut queue: mpsc::Receiver<Order>) {
        loop {
            let idle = self.clients.is_empty().then(|| Instant::now() + self.limits.idle);
            let order = tokio::select! {
                order = queue.recv() => order,
                () = at(self.document_due) => {
                    self.write_document().await;
                    continue;
                }
                () = at(idle) => None,
            };
            let Some(first) = order else { break };
            let mut batch = vec![first];
            while batch.len() < BATCH_MAX
                && let Ok(more) = queue.try_recv()
            {
                batch.push(more);
            }
            if matches!(self.take_batch(batch).await, Next::End) {
                // Whoever asked meanwhile is told by the end of the queue.
                return;
            }
        }
        self.save().await;
        // Only now: who finds the queue closed opens the map anew, and all is on disk.
        queue.close();
    }

    async fn take_batch(&mut self, batch: Vec<Order>) -> Next {
        for order in batch {
            match order {
                Order::Join {
                    id,
                    person,
                    author,
                    may_edit,
                    out,
                    code,
                } => {
                    let client = Client {
                        person,
                        author,
                        may_edit,
                        out,
                        code,
                        came: 0,
                        confirmed: 0,
                    };
                    self.flush().await;
                    self.join(id, client);
                }
                Order::Frame { id, bytes } => self.frame(id, &bytes).await,
                Order::Leave { id } => self.leave(id),
                Order::Get { reply } => {
                    self.flush().await;
                    let _ = reply.send(self.seen());
                }
                Order::Edit {
                    author,
                    base,
                    wanted,
                    seen,
                    reply,
                } => {
                    self.flush().await;
                    let result = self.edit(author, base.as_deref(), &wanted, seen).await;
                    let _ = reply.send(result);
                }
                Order::Present { reply } => {
                    self.flush().await;
                    let state = saved::encode_present(&self.live);
                    let Seen { map, seq, .. } = self.seen();
                    let _ = reply.send(Present { map, seq, state });
                }
                Order::Notice(notice) => {
                    let frame = wire::notice(&notice);
                    self.tell(None, &frame);
                }
                Order::Close { code, save, reply } => {
                    if save {
                        self.flush().await;
                        self.save().await;
                    }
                    self.send_all_away(code);
                    let _ = reply.send(());
                    return Next::End;
                }
            }
        }
        self.flush().await;
        Next::On
    }

    pub(super) fn note(&mut self, from: Option<u64>, author: Author, taken: Taken) {
        if taken.update.is_empty() {
            return;
        }
        let Taken { update, changed } = taken;
        let entry = Entry {
            author,
            update,
            changed,
        };
        self.unsaved.push(Unsaved { from, entry });
    }

    /// Mends, saves, confirms and tells what has come since the last time.
    pub(super) async fn flush(&mut self) {
        if !self.unsaved.is_empty() {
            self.bring_blobs().await;
            if let Some(mending) = self.live.settle(false).mending {
                self.note(None, Author::room(), mending);
            }
            if self.save_unsaved(false).await.is_err() {
                return;
            }
        }
        self.confirm();
    }

    pub(super) async fn edit(
        &mut self,
        author: Author,
        base: Option<&Map>,
        wanted: &Map,
        seen: Option<u64>,
    ) -> Result<Seen, EditError> {
        if let Some(seen) = seen
            && seen != self.seq
        {
            return Err(EditError::Changed { seen, seq: self.seq });
        }
        let now = self.seen();
        if *wanted == *now.map {
            return Ok(now);
        }
        let known = self.live.blobs().clone();
        let taken = match base {
            Some(base) if *base != *now.map => self.live.rewrite_since(base, wanted),
            _ => self.live.rewrite(wanted),
        };
        let new: Vec<Blob> = new_blobs(&known, self.live.blobs(), wanted);
        if !new.is_empty()
            && let Err(error) = self.store.put_blobs(new).await
        {
            self.start_over().await;
            return Err(EditError::NotSaved(error.to_string()));
        }
        self.note(None, author, taken);
        if let Some(mending) = self.live.settle(true).mending {
            self.note(None, Author::room(), mending);
        }
        if self.unsaved.is_empty() {
            return Ok(self.seen());
        }
        self.save_unsaved(true).await.map_err(EditError::NotSaved)?;
        Ok(self.seen())
    }

    pub(super) fn seen(&mut self) -> Seen {
        let live = &self.live;
        let map = self.map.get_or_insert_with(|| Arc::new(live.map()));
        Seen {
            map: Arc::clone(map),
            seq: self.seq,
            updated_at: self.updated_at.clone(),
        }
    }
}

async fn at(when: Option<Instant>) {
    match when {
        Some(when) => sleep_until(when).await,
        None => std::future::pending().await,
    }
}
