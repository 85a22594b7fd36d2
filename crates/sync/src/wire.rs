//! Messages between a room and its clients: y-protocols, and two of our own.

use serde_json::Value;
use std::sync::Arc;

/// The largest message a client may send: a month of edits made without a line is smaller.
pub const MESSAGE_BYTES_MAX: usize = 8 << 20;
/// The largest state of presence a client may send.
pub const PRESENCE_BYTES_MAX: usize = 4 << 10;

/// Bytes of one frame, sent to many.
pub type Frame = Arc<[u8]>;

const SYNC: u64 = 0;
const AWARENESS: u64 = 1;
const AUTH: u64 = 2;
const QUERY_AWARENESS: u64 = 3;
const SAVED: u64 = 100;
const NOTICE: u64 = 101;

/// What a client says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromClient<'a> {
    /// What it has seen, as a state vector.
    Step1(&'a [u8]),
    /// What it knows and others may not: an update, in answer or of its own.
    Update(&'a [u8]),
    Awareness(Vec<PresenceOf<'a>>),
    QueryAwareness,
    /// Of a newer version; not an error.
    Unknown,
}

/// One client's state of presence as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresenceOf<'a> {
    pub client: u64,
    pub clock: u64,
    /// JSON; `null` for one who left.
    pub state: &'a str,
}

/// Reads a message; `None` for bytes that are none.
pub fn read(bytes: &[u8]) -> Option<FromClient<'_>> {
    let mut from = Reader { bytes };
    let message = match from.number()? {
        SYNC => {
            let step = from.number()?;
            let body = from.bytes()?;
            match step {
                0 => FromClient::Step1(body),
                1 | 2 => FromClient::Update(body),
                _ => return None,
            }
        }
        AWARENESS => {
            let mut inner = Reader { bytes: from.bytes()? };
            let count = inner.number()?;
            // Each takes three bytes at least.
            if count > inner.bytes.len() as u64 / 3 {
                return None;
            }
            let mut states = Vec::new();
            for _ in 0..count {
                states.push(PresenceOf {
                    client: inner.number()?,
                    clock: inner.number()?,
                    state: std::str::from_utf8(inner.bytes()?).ok()?,
                });
            }
            FromClient::Awareness(states)
        }
        QUERY_AWARENESS => FromClient::QueryAwareness,
        _ => FromClient::Unknown,
    };
    Some(message)
}

/// «This is what I have seen»: a state vector.
pub fn step1(state_vector: &[u8]) -> Frame {
    sync(0, state_vector)
}

/// The answer to step 1: an update.
pub fn step2(update: &[u8]) -> Frame {
    sync(1, update)
}

/// An edit as it happens.
pub fn update(update: &[u8]) -> Frame {
    sync(2, update)
}

fn sync(step: u64, body: &[u8]) -> Frame {
    let mut to = Vec::with_capacity(body.len() + 8);
    number(&mut to, SYNC);
    number(&mut to, step);
    chunk(&mut to, body);
    to.into()
}

/// States of presence.
pub fn awareness<'a>(states: impl IntoIterator<Item = PresenceOf<'a>>) -> Frame {
    let (mut body, mut count) = (Vec::new(), 0);
    for one in states {
        number(&mut body, one.client);
        number(&mut body, one.clock);
        chunk(&mut body, one.state.as_bytes());
        count += 1;
    }
    let mut inner = Vec::with_capacity(body.len() + 4);
    number(&mut inner, count);
    inner.extend(body);
    let mut to = Vec::with_capacity(inner.len() + 4);
    number(&mut to, AWARENESS);
    chunk(&mut to, &inner);
    to.into()
}

/// «What you sent is not taken in», and why.
pub fn denied(reason: &str) -> Frame {
    let mut to = Vec::new();
    number(&mut to, AUTH);
    number(&mut to, 0);
    chunk(&mut to, reason.as_bytes());
    to.into()
}

/// How many sync messages with an update of this connection are on disk.
pub fn saved(messages: u64) -> Frame {
    let mut to = Vec::new();
    number(&mut to, SAVED);
    number(&mut to, messages);
    to.into()
}

/// «Fetch again», and what.
pub fn notice(notice: &Value) -> Frame {
    let mut to = Vec::new();
    number(&mut to, NOTICE);
    chunk(&mut to, notice.to_string().as_bytes());
    to.into()
}

fn number(to: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        to.push(value as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

fn chunk(to: &mut Vec<u8>, bytes: &[u8]) {
    number(to, bytes.len() as u64);
    to.extend_from_slice(bytes);
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            value |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        if length > self.bytes.len() {
            return None;
        }
        let (chunk, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        Some(chunk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_those_of_y_protocols() {
        assert_eq!(*step1(&[1, 2]), [0, 0, 2, 1, 2]);
        assert_eq!(*update(&[7]), [0, 2, 1, 7]);
        assert_eq!(*saved(300), [100, 0xac, 2]);
        assert_eq!(*denied("no"), [2, 0, 2, b'n', b'o']);
        assert_eq!(read(&step2(&[9])), Some(FromClient::Update(&[9])));
        assert_eq!(read(&[3]), Some(FromClient::QueryAwareness));
        let one = PresenceOf {
            client: 1 << 52,
            clock: 3,
            state: "{\"я\":1}",
        };
        assert_eq!(
            read(&awareness([one.clone()])),
            Some(FromClient::Awareness(vec![one]))
        );
    }

    #[test]
    fn damaged_bytes_are_no_message() {
        for bad in [
            &[][..],
            &[0],
            &[0, 0],
            &[0, 0, 5, 1],
            &[0, 9, 0],
            &[1, 1, 200],
            &[255; 11],
        ] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
        let mut seed = 1_u64;
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(7);
            let bytes: Vec<u8> = seed.to_le_bytes().iter().map(|b| b % 13).collect();
            let _ = read(&bytes[..(seed >> 60) as usize % 9]);
        }
    }
}
