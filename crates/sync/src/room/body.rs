//! The task of a room.

use super::orders::{EditError, OpenError, Order, Present, Seen};
use super::{RoomLimits, close};
use crate::live::{Live, Refused, Taken};
use crate::presence::{Person, Presence};
use crate::saved;
use crate::state::Blobs;
use crate::store::{Author, Blob, Entry, Loaded, RoomStore};
use crate::wire::{self, Frame, FromClient};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use tropa_map::Map;
use yrs::StateVector;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;

/// Orders taken at once: a batch is one transaction.
const BATCH_MAX: usize = 256;
/// What an update without anything in it looks like: no structs, nothing deleted.
const NOTHING: [u8; 2] = [0, 0];

struct Client {
    person: Person,
    author: Author,
    may_edit: bool,
    out: mpsc::Sender<Frame>,
    code: Arc<AtomicU16>,
    /// Sync messages with an update that came, and that were confirmed.
    came: u64,
    confirmed: u64,
}

/// An update that is in the document and not on disk yet.
struct Unsaved {
    from: Option<u64>,
    entry: Entry,
}

pub(super) struct Body<S> {
    map_id: String,
    store: S,
    limits: RoomLimits,
    live: Live,
    clients: BTreeMap<u64, Client>,
    presence: Presence,
    unsaved: Vec<Unsaved>,
    seq: u64,
    updated_at: String,
    /// The map at `seq`, made when it is asked for.
    map: Option<Arc<Map>>,
    /// Positions of the written document and the saved state.
    document_seq: u64,
    snapshot_seq: u64,
    document_due: Option<Instant>,
    /// About how large the document is.
    bytes: usize,
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

    fn join(&mut self, id: u64, client: Client) {
        if self.clients.len() >= self.limits.connections {
            client.code.store(close::COME_AGAIN, Ordering::Release);
            return;
        }
        let mut greeting = vec![wire::step1(&self.live.state_vector().encode_v1())];
        if !client.may_edit {
            greeting.push(wire::denied("read only"));
        }
        greeting.extend(self.presence.all());
        for frame in greeting {
            let _ = client.out.try_send(frame);
        }
        self.clients.insert(id, client);
    }

    fn leave(&mut self, id: u64) {
        if self.clients.remove(&id).is_some()
            && let Some(left) = self.presence.leave(id)
        {
            self.tell(Some(id), &left);
        }
    }

    async fn frame(&mut self, id: u64, bytes: &[u8]) {
        if !self.clients.contains_key(&id) {
            return;
        }
        if bytes.len() > wire::MESSAGE_BYTES_MAX {
            return self.send_away(id, close::TOO_LARGE);
        }
        match wire::read(bytes) {
            None => self.send_away(id, close::COME_AGAIN),
            Some(FromClient::Step1(vector)) => {
                let Ok(seen) = StateVector::decode_v1(vector) else {
                    return self.send_away(id, close::COME_AGAIN);
                };
                self.flush().await;
                let answer = wire::step2(&self.live.encode_since(&seen));
                self.send(id, answer);
            }
            Some(FromClient::Update(update)) => self.update(id, update).await,
            Some(FromClient::Awareness(states)) => {
                let Some(client) = self.clients.get(&id) else {
                    return;
                };
                let told = self.presence.take(id, &client.person, &states);
                if let Some(frame) = told {
                    self.tell(Some(id), &frame);
                }
            }
            Some(FromClient::QueryAwareness) => {
                if let Some(all) = self.presence.all() {
                    self.send(id, all);
                }
            }
            Some(FromClient::Unknown) => {}
        }
    }

    async fn update(&mut self, id: u64, update: &[u8]) {
        let Some(client) = self.clients.get_mut(&id) else {
            return;
        };
        let author = client.author.clone();
        if update != NOTHING {
            let reason = if !client.may_edit {
                Some("read only")
            } else if self.bytes > self.limits.document_bytes {
                Some("the map is full")
            } else {
                None
            };
            if let Some(reason) = reason {
                return self.send(id, wire::denied(reason));
            }
            match self.live.take_in(update) {
                Ok(taken) => self.note(Some(id), author, taken),
                Err(Refused::Broken) => {
                    tracing::warn!(map = %self.map_id, "an update could not be applied; the map is read anew");
                    self.send_away(id, close::COME_AGAIN);
                    return self.start_over().await;
                }
                Err(refused) => {
                    tracing::debug!(map = %self.map_id, "an update is not taken in: {refused}");
                    return self.send_away(id, close::COME_AGAIN);
                }
            }
        }
        if let Some(client) = self.clients.get_mut(&id) {
            client.came += 1;
        }
    }

    fn note(&mut self, from: Option<u64>, author: Author, taken: Taken) {
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
    async fn flush(&mut self) {
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

    /// Pictures that came in are looked up before anything is mended: one without bytes cannot stand.
    async fn bring_blobs(&mut self) {
        let wanted = self.live.wanted_blobs();
        if wanted.is_empty() {
            return;
        }
        match self.store.blobs(wanted).await {
            Ok(found) => {
                let mut blobs = Blobs::default();
                for blob in found {
                    blobs.put(&blob.bytes);
                }
                self.live.add_blobs(blobs);
            }
            Err(error) => tracing::error!(map = %self.map_id, "pictures cannot be read: {error}"),
        }
    }

    async fn save_unsaved(&mut self, with_document: bool) -> Result<(), String> {
        let unsaved = std::mem::take(&mut self.unsaved);
        let entries: Vec<Entry> = unsaved.iter().map(|one| one.entry.clone()).collect();
        let bytes: usize = entries.iter().map(|entry| entry.update.len()).sum();
        let document = with_document.then(|| self.live.map());
        let written = document.clone();
        match self.store.append(self.seq, entries, document).await {
            Ok((seq, at)) => {
                self.seq = seq;
                self.updated_at = at;
                self.bytes += bytes;
                self.map = written.map(Arc::new);
                if with_document {
                    self.document_seq = seq;
                    self.document_due = None;
                } else if self.document_due.is_none() {
                    self.document_due = Some(Instant::now() + self.limits.document_lag);
                }
            }
            Err(error) => {
                let error = error.to_string();
                tracing::error!(map = %self.map_id, "edits cannot be saved: {error}");
                // What clients have they keep, and bring again; nothing of it was confirmed.
                self.send_all_away(close::COME_AGAIN);
                self.start_over().await;
                return Err(error);
            }
        }
        for one in &unsaved {
            let frame = wire::update(&one.entry.update);
            self.tell(one.from, &frame);
        }
        if self.seq - self.snapshot_seq >= self.limits.entries_per_snapshot {
            self.save_state().await;
        }
        Ok(())
    }

    fn confirm(&mut self) {
        let mut due = Vec::new();
        for (id, client) in &mut self.clients {
            if client.came > client.confirmed {
                client.confirmed = client.came;
                due.push((*id, client.came));
            }
        }
        for (id, came) in due {
            self.send(id, wire::saved(came));
        }
    }

    async fn edit(
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

    fn seen(&mut self) -> Seen {
        let live = &self.live;
        let map = self.map.get_or_insert_with(|| Arc::new(live.map()));
        Seen {
            map: Arc::clone(map),
            seq: self.seq,
            updated_at: self.updated_at.clone(),
        }
    }

    /// Reads the map anew from disk: what is in memory cannot be trusted. Edits that were not saved are brought again by
    /// the clients that made them.
    async fn start_over(&mut self) {
        self.unsaved.clear();
        self.map = None;
        self.send_all_away(close::COME_AGAIN);
        let loaded = match self.store.load().await {
            Ok(loaded) => loaded,
            Err(error) => return tracing::error!(map = %self.map_id, "the map cannot be read: {error}"),
        };
        self.seq = loaded.seq;
        self.document_seq = loaded.document_seq;
        match bring_to_life(&self.map_id, &self.store, loaded).await {
            Ok((live, _)) => self.live = live,
            Err(error) => tracing::error!(map = %self.map_id, "the map cannot be read: {error}"),
        }
    }

    async fn write_document(&mut self) {
        self.document_due = None;
        if self.document_seq >= self.seq {
            return;
        }
        let map = (*self.seen().map).clone();
        match self.store.write_document(self.seq, map).await {
            Ok(()) => self.document_seq = self.seq,
            Err(error) => tracing::error!(map = %self.map_id, "the document cannot be written: {error}"),
        }
    }

    async fn save_state(&mut self) {
        if self.snapshot_seq >= self.seq {
            return;
        }
        let state = saved::encode(&self.live);
        let bytes = state.len();
        match self.store.put_snapshot(self.seq, state).await {
            Ok(()) => (self.snapshot_seq, self.bytes) = (self.seq, bytes),
            Err(error) => tracing::error!(map = %self.map_id, "the state cannot be saved: {error}"),
        }
    }

    async fn save(&mut self) {
        self.write_document().await;
        self.save_state().await;
    }

    /// To everybody but one.
    fn tell(&mut self, but: Option<u64>, frame: &Frame) {
        let ids: Vec<u64> = self
            .clients
            .keys()
            .copied()
            .filter(|id| Some(*id) != but)
            .collect();
        for id in ids {
            self.send(id, Arc::clone(frame));
        }
    }

    fn send(&mut self, id: u64, frame: Frame) {
        let Some(client) = self.clients.get(&id) else {
            return;
        };
        if client.out.try_send(frame).is_err() {
            // Too slow, or gone.
            self.send_away(id, close::COME_AGAIN);
        }
    }

    fn send_away(&mut self, id: u64, code: u16) {
        if let Some(client) = self.clients.get(&id) {
            client.code.store(code, Ordering::Release);
        }
        // Its frames end with it, which tells the connection.
        if self.clients.remove(&id).is_some()
            && let Some(left) = self.presence.leave(id)
        {
            let ids: Vec<u64> = self.clients.keys().copied().collect();
            for other in ids {
                if let Some(client) = self.clients.get(&other) {
                    let _ = client.out.try_send(Arc::clone(&left));
                }
            }
        }
    }

    fn send_all_away(&mut self, code: u16) {
        for client in self.clients.values() {
            client.code.store(code, Ordering::Release);
        }
        self.clients.clear();
        self.presence = Presence::default();
    }
}

/// The live document of what is on disk; `true` when its state is to be saved because the log does not lead to it.
async fn bring_to_life<S: RoomStore>(
    map_id: &str,
    store: &S,
    loaded: Loaded,
) -> Result<(Live, bool), OpenError<S::Error>> {
    let Some((mut at, state)) = loaded.snapshot else {
        let live = Live::from_map(&loaded.document);
        let pictures = new_blobs(&Blobs::default(), live.blobs(), &loaded.document);
        if !pictures.is_empty() {
            store.put_blobs(pictures).await.map_err(OpenError::Store)?;
        }
        return Ok((live, true));
    };
    let mut live = saved::decode(map_id, &state)?;
    bring_pictures(&mut live, store).await?;
    let mut mended = live.settle(true).mending.is_some();
    for (seq, update) in &loaded.updates {
        live.take_in(update).map_err(saved::SavedError::from)?;
        at = *seq;
    }
    bring_pictures(&mut live, store).await?;
    mended |= live.settle(true).mending.is_some();
    let written_whole = loaded.document_seq > at;
    if written_whole {
        // Somebody wrote the document as a whole, past the log.
        let blobs = live.blobs().clone();
        live.rewrite(&loaded.document);
        live.settle(true);
        let new = new_blobs(&blobs, live.blobs(), &loaded.document);
        store.put_blobs(new).await.map_err(OpenError::Store)?;
    }
    Ok((live, mended || written_whole))
}

async fn bring_pictures<S: RoomStore>(live: &mut Live, store: &S) -> Result<(), OpenError<S::Error>> {
    let wanted = live.wanted_blobs();
    if wanted.is_empty() {
        return Ok(());
    }
    let mut blobs = Blobs::default();
    for blob in store.blobs(wanted).await.map_err(OpenError::Store)? {
        blobs.put(&blob.bytes);
    }
    live.add_blobs(blobs);
    Ok(())
}

/// Pictures that were not known before, with their bytes.
fn new_blobs(known: &Blobs, now: &Blobs, map: &Map) -> Vec<Blob> {
    let mut hashes = Blobs::default();
    let mut new = Vec::new();
    for image in &map.images {
        let hash = hashes.put_base64(&image.bytes);
        if known.has(&hash) {
            continue;
        }
        if let Some(bytes) = now.bytes(&hash) {
            new.push(Blob {
                hash,
                media_type: image.media_type.clone(),
                bytes,
            });
        }
    }
    new
}

async fn at(when: Option<Instant>) {
    match when {
        Some(when) => sleep_until(when).await,
        None => std::future::pending().await,
    }
}
