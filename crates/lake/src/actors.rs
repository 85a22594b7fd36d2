//! The actors of one bucket and their numbers.

use tropa_model::TextColumn;

/// Keys up to this length are compared as two numbers.
const SHORT_BYTES: usize = 16;

/// Slots looked at without asking whether one more is needed: half a line of memory.
const PROBES: usize = 4;

/// Distinct actors of one bucket, numbered in order of first appearance.
///
/// An import looks an actor up for every event, in no order that caches like; what that costs is memory latency. So the
/// table is small (its slots hold half the hash and the number, the keys lie once, side by side), and
/// [`ActorTable::find_all`] looks many up without waiting for one.
#[derive(Debug, Default)]
pub(crate) struct ActorTable {
    /// A power of two of them and [`PROBES`] − 1 more, so that looking ahead never wraps around. At most half full;
    /// empty before the first actor.
    slots: Vec<Slot>,
    pub keys: TextColumn,
}

/// An actor's place in the table: the high half of the hash, of which the table's size takes the low bits, and the
/// number.
#[derive(Clone, Copy, Debug)]
struct Slot {
    tag: u32,
    code: u32,
}

const EMPTY: Slot = Slot {
    tag: 0,
    code: ActorTable::UNKNOWN,
};

/// A key of up to [`SHORT_BYTES`] as numbers.
#[derive(Clone, Copy)]
struct ShortKey {
    words: u128,
    length: usize,
}

impl ShortKey {
    /// The key that begins at `start` of `bytes`; what follows it there is masked out. A longer one is cut, its
    /// length tells.
    #[inline]
    fn of(bytes: &[u8], start: usize, end: usize) -> ShortKey {
        let length = end - start;
        let words = match bytes.get(start..start + SHORT_BYTES) {
            Some(sixteen) => u128::from_le_bytes(sixteen.try_into().expect("sixteen bytes")),
            None => {
                let (mut sixteen, rest) = ([0; SHORT_BYTES], &bytes[start..]);
                sixteen[..rest.len()].copy_from_slice(rest);
                u128::from_le_bytes(sixteen)
            }
        };
        let surplus = 8 * SHORT_BYTES.saturating_sub(length) as u32;
        // Shifted in two steps: one of all 128 bits, for the empty key, would be none.
        let mask = (u128::MAX >> (surplus / 2)) >> (surplus - surplus / 2);
        ShortKey {
            words: words & mask,
            length,
        }
    }

    /// All ones where the two differ, or are too long to tell; else 0.
    #[inline]
    fn differs(self, other: ShortKey) -> u32 {
        let words = self.words ^ other.words;
        let differ = (words as u64 | (words >> 64) as u64 | (self.length ^ other.length) as u64) != 0;
        u32::from(differ | (self.length > SHORT_BYTES)).wrapping_neg()
    }
}

impl ActorTable {
    pub const UNKNOWN: u32 = u32::MAX;

    /// The low bits of the hash chose the bucket, so inside one they are all alike: the table takes the high ones.
    #[inline]
    fn tag(hash: u64) -> u32 {
        (hash >> 32) as u32
    }

    /// A slot's home is given by the low bits of its tag.
    fn mask(&self) -> usize {
        self.slots.len() - PROBES
    }

    fn after(&self, place: usize) -> usize {
        if place + 1 == self.slots.len() {
            0
        } else {
            place + 1
        }
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

    /// Looks only at each actor's first [`PROBES`] slots: no step waits for the one before, so many loads are under
    /// way at once.
    fn find_all(&self, hashes: &[u64], keys: &TextColumn, codes: &mut Vec<u32>) {
        let Some(last) = self.keys.len().checked_sub(1) else {
            codes.resize(codes.len() + hashes.len(), Self::UNKNOWN);
            return;
        };
        let mask = self.mask();
        codes.extend(hashes.iter().zip(keys.offsets.windows(2)).map(|(&hash, ends)| {
            let tag = Self::tag(hash);
            let home = tag as usize & mask;
            // No branch on what is loaded: a wrong guess would throw away the loads begun after it. `UNKNOWN` is all
            // ones, so a slot of another tag adds nothing; the key decides whether to believe the rest.
            let code = self.slots[home..home + PROBES]
                .iter()
                .fold(Self::UNKNOWN, |code, slot| {
                    code & (slot.code | u32::from(slot.tag != tag).wrapping_neg())
                });
            let known = (code as usize).min(last);
            let [start, end] = [self.keys.offsets[known], self.keys.offsets[known + 1]];
            let given = ShortKey::of(&keys.bytes, ends[0] as usize, ends[1] as usize);
            code | given.differs(ShortKey::of(&self.keys.bytes, start as usize, end as usize))
        }));
    }

    /// The actor's number; a new one gets the next.
    pub fn intern(&mut self, hash: u64, key: &[u8]) -> u32 {
        if 2 * (self.keys.len() + 1) + PROBES > self.slots.len() {
            self.grow();
        }
        let (tag, mask) = (Self::tag(hash), self.mask());
        let mut place = tag as usize & mask;
        loop {
            let slot = self.slots[place];
            if slot.code == Self::UNKNOWN {
                break;
            }
            if slot.tag == tag && self.keys.get_bytes(slot.code as usize) == key {
                return slot.code;
            }
            place = self.after(place);
        }
        let code = self.keys.len() as u32;
        self.keys.bytes.extend_from_slice(key);
        self.keys.offsets.push(self.keys.bytes.len() as u32);
        self.slots[place] = Slot { tag, code };
        code
    }

    fn grow(&mut self) {
        let homes = match self.slots.len() {
            0 => 64,
            slots => 2 * (slots + 1 - PROBES),
        };
        let old = std::mem::replace(&mut self.slots, vec![EMPTY; homes + PROBES - 1]);
        let mask = self.mask();
        for slot in old.into_iter().filter(|slot| slot.code != Self::UNKNOWN) {
            let mut place = slot.tag as usize & mask;
            while self.slots[place].code != Self::UNKNOWN {
                place = self.after(place);
            }
            self.slots[place] = slot;
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
    use tropa_model::run::actor_hash;

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
