//! A browser's side of the live line, as small as it can be.

use futures::{SinkExt, StreamExt};
use serde_json::Value;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tropa_map::pieces::RecordKind;
use tropa_sync::{form, records, wire};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Doc, GetString, Map as _, Out, ReadTxn, Text, Transact, Update};

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the server said.
#[derive(Debug, PartialEq)]
pub enum Heard {
    /// How many of our sync messages are on disk.
    Saved(u64),
    /// Somebody's edit; it is in the document now.
    Edit,
    /// The answer to step 1.
    UpToDate,
    Presence,
    Denied(String),
    Notice(Value),
    Closed(u16),
    Other,
}

pub struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub doc: Doc,
    pub sent: u64,
    pub saved: u64,
}

impl Client {
    /// Comes into the room and holds what it holds.
    pub async fn enter(address: SocketAddr, map: &str) -> Client {
        let mut client = Client::knock(address, map).await;
        client.hear_until(|heard| *heard == Heard::UpToDate).await;
        client
    }

    /// Comes in and asks for what it lacks.
    pub async fn knock(address: SocketAddr, map: &str) -> Client {
        let request = format!("ws://{address}/api/v1/maps/{map}/live");
        let request = request.into_client_request().unwrap();
        let (socket, _) = connect_async(request).await.unwrap();
        let doc = records::new_doc();
        for kind in form::kinds() {
            records::root(&doc, kind);
        }
        let mut client = Client {
            socket,
            doc,
            sent: 0,
            saved: 0,
        };
        let vector = client.doc.transact().state_vector().encode_v1();
        client.send(wire::step1(&vector).to_vec()).await;
        client
    }

    pub async fn send(&mut self, bytes: Vec<u8>) {
        self.socket.send(Message::Binary(bytes.into())).await.unwrap();
    }

    pub async fn leave(mut self) {
        let _ = self.socket.close(None).await;
    }

    /// What comes next.
    pub async fn hear(&mut self) -> Heard {
        let next = tokio::time::timeout(PATIENCE, self.socket.next());
        match next.await.expect("the server says something") {
            Some(Ok(Message::Binary(bytes))) => self.understand(&bytes),
            Some(Ok(Message::Close(Some(frame)))) => Heard::Closed(frame.code.into()),
            Some(Ok(Message::Close(None)) | Err(_)) | None => Heard::Closed(1006),
            Some(Ok(_)) => Heard::Other,
        }
    }

    /// The next frame as it is; `None` at the end of the line.
    pub async fn hear_raw(&mut self) -> Option<Vec<u8>> {
        loop {
            match self.socket.next().await? {
                Ok(Message::Binary(bytes)) => return Some(bytes.into()),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// Takes in what a frame says.
    pub fn understand(&mut self, message: &[u8]) -> Heard {
        match message[0] {
            0 => match wire::read(message) {
                Some(wire::FromClient::Step1(_)) => Heard::Other,
                Some(wire::FromClient::Update(update)) => {
                    let answer = message[1] == 1;
                    self.apply(update);
                    if answer { Heard::UpToDate } else { Heard::Edit }
                }
                other => panic!("{other:?}"),
            },
            1 => Heard::Presence,
            2 => Heard::Denied(String::from_utf8_lossy(&message[3..]).into_owned()),
            100 => {
                self.saved = number(&message[1..]).0;
                Heard::Saved(self.saved)
            }
            101 => {
                let (_, length) = number(&message[1..]);
                Heard::Notice(serde_json::from_slice(&message[1 + length..]).unwrap())
            }
            other => panic!("message {other}"),
        }
    }

    pub async fn hear_until(&mut self, mut done: impl FnMut(&Heard) -> bool) -> Heard {
        let begun = std::time::Instant::now();
        loop {
            let heard = self.hear().await;
            assert!(begun.elapsed() < PATIENCE, "nothing of it was said");
            if done(&heard) {
                return heard;
            }
            assert!(!matches!(heard, Heard::Closed(_)), "{heard:?}");
        }
    }

    /// Hears until a card's text reads so.
    pub async fn hear_text(&mut self, card: &str, wanted: impl Fn(&str) -> bool) {
        while !wanted(&self.text(card)) {
            self.hear_until(|heard| *heard == Heard::Edit).await;
        }
    }

    /// Hears until all that was sent is on disk.
    pub async fn hear_saved(&mut self) {
        let sent = self.sent;
        if self.saved < sent {
            self.hear_until(|heard| *heard == Heard::Saved(sent)).await;
        }
    }

    fn apply(&mut self, update: &[u8]) {
        let update = Update::decode_v1(update).unwrap();
        self.doc.transact_mut().apply_update(update).unwrap();
    }

    /// Edits the document and sends the edit.
    pub async fn edit(&mut self, edit: impl FnOnce(&Doc)) {
        let before = self.doc.transact().state_vector();
        edit(&self.doc);
        let update = self.doc.transact().encode_state_as_update_v1(&before);
        self.sent += 1;
        self.send(wire::update(&update).to_vec()).await;
    }

    /// Writes at the end of a card's text.
    pub async fn write(&mut self, card: &str, words: &str) {
        self.edit(|doc| {
            let root = records::root(doc, RecordKind::Card);
            let mut txn = doc.transact_mut();
            let Some(Out::YMap(card)) = root.get(&txn, card) else {
                panic!("no card")
            };
            let Some(Out::YText(text)) = card.get(&txn, "text:en") else {
                panic!("no text")
            };
            let end = text.len(&txn);
            text.insert(&mut txn, end, words);
        })
        .await;
    }

    /// A card's text as it reads here.
    pub fn text(&self, card: &str) -> String {
        let root = records::root(&self.doc, RecordKind::Card);
        let txn = self.doc.transact();
        let Some(Out::YMap(card)) = root.get(&txn, card) else {
            return String::new();
        };
        match card.get(&txn, "text:en") {
            Some(Out::YText(text)) => text.get_string(&txn),
            _ => String::new(),
        }
    }
}

fn number(bytes: &[u8]) -> (u64, usize) {
    let (mut value, mut length) = (0, 0);
    for byte in bytes {
        value |= u64::from(byte & 0x7f) << (7 * length);
        length += 1;
        if byte & 0x80 == 0 {
            break;
        }
    }
    (value, length)
}
