//! The people in a room: their frames in and out.

use super::body::Body;
use super::close;
use crate::live::Refused;
use crate::presence::{Person, Presence};
use crate::store::{Author, RoomStore};
use crate::wire::{self, Frame, FromClient};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use tokio::sync::mpsc;
use yrs::StateVector;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;

/// What an update without anything in it looks like: no structs, nothing deleted.
const NOTHING: [u8; 2] = [0, 0];

pub(super) struct Client {
    pub person: Person,
    pub author: Author,
    pub may_edit: bool,
    pub out: mpsc::Sender<Frame>,
    pub code: Arc<AtomicU16>,
    /// Sync messages with an update that came, and that were confirmed.
    pub came: u64,
    pub confirmed: u64,
}

impl<S: RoomStore> Body<S> {
    pub(super) fn join(&mut self, id: u64, client: Client) {
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

    pub(super) fn leave(&mut self, id: u64) {
        if self.clients.remove(&id).is_some()
            && let Some(left) = self.presence.leave(id)
        {
            self.tell(Some(id), &left);
        }
    }

    pub(super) async fn frame(&mut self, id: u64, bytes: &[u8]) {
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

    pub(super) async fn update(&mut self, id: u64, update: &[u8]) {
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

    pub(super) fn confirm(&mut self) {
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

    /// To everybody but one.
    pub(super) fn tell(&mut self, but: Option<u64>, frame: &Frame) {
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

    pub(super) fn send(&mut self, id: u64, frame: Frame) {
        let Some(client) = self.clients.get(&id) else {
            return;
        };
        if client.out.try_send(frame).is_err() {
            // Too slow, or gone.
            self.send_away(id, close::COME_AGAIN);
        }
    }

    pub(super) fn send_away(&mut self, id: u64, code: u16) {
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

    pub(super) fn send_all_away(&mut self, code: u16) {
        for client in self.clients.values() {
            client.code.store(code, Ordering::Release);
        }
        self.clients.clear();
        self.presence = Presence::default();
    }
}
