//! The actors of one bucket and their numbers.

use tropa_model::TextColumn;
use tropa_model::run::actor_hash;

/// Keys up to this length lie in the table itself, so that finding one touches one line of memory.
const INLINE_BYTES: usize = 16;

/// Distinct actors of one bucket, numbered in order of first appearance.
///
/// An import looks an actor up for every event, in no order that caches like; what that costs is memory latency. So a
/// slot holds the whole key where it is short, and [`ActorTable::find_all`] looks many up without waiting for one.
#[derive(Debug, Default)]
pub(crate) struct ActorTable {
    /// A power of two of them, at most half full; empty before the first actor.
    slots: Vec<Slot>,
    pub keys: TextColumn,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    key: ShortKey,
    code: u32,
}

const EMPTY: Slot = Slot {
    key: ShortKey {
        words: [0; 2],
        length: 0,
    },
    code: ActorTable::UNKNOWN,
};

/// A key of up to [`INLINE_BYTES`] whole; of a longer one its hash and its end, which alone do not prove it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct ShortKey {
    words: [u64; 2],
    length: u32,
}

impl ShortKey {
    /// The key that begins at `start` of `bytes`; what follows it there is masked out.
    #[inline]
    fn of(bytes: &[u8], start: usize, end: usize, hash: u64) -> ShortKey {
        let length = end - start;
        if length > INLINE_BYTES {
            let last = bytes[end - 8..end].try_into().expect("eight bytes");
            return ShortKey {
                words: [hash, u64::from_le_bytes(last)],
                length: length as u32,
            };
        }
        let word = match bytes.get(start..start + INLINE_BYTES) {
            Some(sixteen) => u128::from_le_bytes(sixteen.try_into().expect("sixteen bytes")),
            None => {
                let mut sixteen = [0; INLINE_BYTES];
                sixteen[..length].copy_from_slice(&bytes[start..end]);
                u128::from_le_bytes(sixteen)
            }
        };
        let masked = if length == INLINE_BYTES {
            word
        } else {
            word & ((1 << (8 * length)) - 1)
        };
        ShortKey {
            words: [masked as u64, (masked >> 64) as u64],
            length: length as u32,
        }
    }

    /// All ones where the two differ, else 0.
    #[inline]
    fn differs(self, other: ShortKey) -> u32 {
        let words = (self.words[0] ^ other.words[0]) | (self.words[1] ^ other.words[1]);
        u32::from(words | u64::from(self.length ^ other.length) != 0).wrapping_neg()
    }

    fn proves(self) -> bool {
        self.length as usize <= INLINE_BYTES
    }
}

impl ActorTable {
    pub const UNKNOWN: u32 = u32::MAX;

    /// The low bits of the hash chose the bucket, so inside one they are all alike: the table takes the high ones.
    #[inline]
    fn home(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.slots.len() - 1)
    }

    /// Numbers of the actors with these keys, appended to `codes`; new ones get the next.
    pub fn intern_all(&mut self, hashes: &[u64], keys: &TextColumn, codes: &mut Vec<u32>) {
        let first = codes.len();
        self.find_all(hashes, keys, codes);
        for (row, &hash) in hashes.iter().enumerate() {
            if codes[first + row] == Self::UNKNOWN {
                codes[first + row] = self.intern(hash, keys.get_bytes(row));
            }
        }
    }

    /// Looks only at each actor's first two slots: no step waits for the one before, so many loads are under way at
    /// once.
    fn find_all(&self, hashes: &[u64], keys: &TextColumn, codes: &mut Vec<u32>) {
        if self.slots.is_empty() {
            codes.resize(codes.len() + hashes.len(), Self::UNKNOWN);
            return;
        }
        codes.extend(hashes.iter().zip(keys.offsets.windows(2)).map(|(&hash, ends)| {
            let key = ShortKey::of(&keys.bytes, ends[0] as usize, ends[1] as usize, hash);
            let home = self.home(hash);
            let (first, second) = (
                &self.slots[home],
                &self.slots[(home + 1) & (self.slots.len() - 1)],
            );
            if !key.proves() {
                return Self::UNKNOWN;
            }
            // No branch on what is loaded: a wrong guess would throw away the loads begun after it. At most one of the
            // two is the actor's, and `UNKNOWN` is all ones.
            (first.code | first.key.differs(key)) & (second.code | second.key.differs(key))
        }));
    }

    /// The actor's number; a new one gets the next.
    pub fn intern(&mut self, hash: u64, key: &[u8]) -> u32 {
        if 2 * (self.keys.len() + 1) > self.slots.len() {
            self.grow();
        }
        let short = ShortKey::of(key, 0, key.len(), hash);
        let mut place = self.home(hash);
        loop {
            let slot = self.slots[place];
            if slot.code == Self::UNKNOWN {
                break;
            }
            if slot.key == short && (short.proves() || self.keys.get_bytes(slot.code as usize) == key) {
                return slot.code;
            }
            place = (place + 1) & (self.slots.len() - 1);
        }
        let code = self.keys.len() as u32;
        self.keys.bytes.extend_from_slice(key);
        self.keys.offsets.push(self.keys.bytes.len() as u32);
        self.slots[place] = Slot { key: short, code };
        code
    }

    fn grow(&mut self) {
        self.slots = vec![EMPTY; (self.slots.len() * 2).max(64)];
        for code in 0..self.keys.len() {
            let key = self.keys.get_bytes(code);
            let hash = actor_hash(key);
            let mut place = self.home(hash);
            while self.slots[place].code != Self::UNKNOWN {
                place = (place + 1) & (self.slots.len() - 1);
            }
            self.slots[place] = Slot {
                key: ShortKey::of(key, 0, key.len(), hash),
                code: code as u32,
            };
        }
    }

    /// Memory held, nearly.
    pub fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>()
            + self.keys.bytes.capacity()
            + 4 * self.keys.offsets.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn every_key_has_one_number_whatever_its_length() {
        let mut table = ActorTable::default();
        let mut expected: HashMap<String, u32> = HashMap::new();
        for round in 0..3 {
            let keys: Vec<String> = (0..5_000_usize)
                .map(|n| {
                    let n = n * (round + 1) % 4_001;
                    // Around the border of what lies in the table, zeros at the end, and long shared beginnings and ends.
                    format!(
                        "{}{n}{}",
                        ["", "u", "a rather long beginning ", "\0"][n % 4],
                        ["", "\0", " and a long end"][n % 3]
                    )
                })
                .collect();
            let texts: TextColumn = keys.iter().map(String::as_str).collect();
            let hashes: Vec<u64> = keys.iter().map(|key| actor_hash(key.as_bytes())).collect();
            let mut codes = Vec::new();
            table.intern_all(&hashes, &texts, &mut codes);
            for (key, code) in keys.iter().zip(codes) {
                let next = expected.len() as u32;
                assert_eq!(*expected.entry(key.clone()).or_insert(next), code, "{key:?}");
            }
        }
        assert_eq!(table.keys.len(), expected.len());
    }
}
