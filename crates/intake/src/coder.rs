//! Repeating texts to small numbers, fast: one hash and one comparison per value.

use tropa_model::CodedColumn;

/// Texts up to this length are compared as two numbers.
const SHORT_BYTES: usize = 16;

/// A growing [`CodedColumn`]. Codes are given in order of first appearance.
#[derive(Clone, Debug)]
pub struct Coder {
    pub codes: Vec<u32>,
    names: Vec<String>,
    /// Open addressing; a power of two, at most half full.
    slots: Vec<Slot>,
    truncated: bool,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    key: Key,
    code: u32,
}

const EMPTY: Slot = Slot {
    key: Key {
        words: [0; 2],
        length: 0,
    },
    code: CodedColumn::MISSING,
};

/// A text of up to [`SHORT_BYTES`] whole; of a longer one a hash and its length, which alone do not prove it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Key {
    words: [u64; 2],
    length: u32,
}

impl Key {
    /// Of the text from `start` to `end` of some bytes; what follows it there is masked out.
    #[inline]
    fn of(bytes: &[u8], start: usize, end: usize) -> Key {
        let length = end - start;
        if length > SHORT_BYTES {
            return Key {
                words: [hash_of_long(&bytes[start..end]), 0],
                length: length as u32,
            };
        }
        let sixteen = match bytes.get(start..start + SHORT_BYTES) {
            Some(sixteen) => u128::from_le_bytes(sixteen.try_into().expect("sixteen bytes")),
            None => {
                let (mut sixteen, rest) = ([0; SHORT_BYTES], &bytes[start..]);
                sixteen[..rest.len()].copy_from_slice(rest);
                u128::from_le_bytes(sixteen)
            }
        };
        let surplus = 8 * (SHORT_BYTES - length) as u32;
        // Shifted in two steps: one of all 128 bits, for the empty text, would be none.
        let masked = sixteen & (u128::MAX >> (surplus / 2)) >> (surplus - surplus / 2);
        Key {
            words: [masked as u64, (masked >> 64) as u64],
            length: length as u32,
        }
    }

    #[inline]
    fn hash(self) -> usize {
        fold(
            self.words[0] ^ 0x8ebc_6af0_9c88_c6e3,
            self.words[1] ^ 0x5895_65f1_67b1_f2a5 ^ u64::from(self.length),
        ) as usize
    }
}

impl Coder {
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            codes: Vec::with_capacity(rows),
            names: Vec::new(),
            slots: vec![EMPTY; 256],
            truncated: false,
        }
    }

    /// Appends a value that is valid UTF-8; an empty one is missing.
    #[inline]
    pub fn push(&mut self, text: &[u8]) {
        self.push_part(text, 0, text.len());
    }

    /// Appends the value from `start` to `end` of a text. Faster than [`push`](Self::push) where more text follows.
    #[inline]
    pub fn push_part(&mut self, text: &[u8], start: usize, end: usize) {
        let code = if start == end {
            CodedColumn::MISSING
        } else {
            self.code(text, start, end)
        };
        self.codes.push(code);
    }

    #[inline]
    fn code(&mut self, text: &[u8], start: usize, end: usize) -> u32 {
        let key = Key::of(text, start, end);
        let mask = self.slots.len() - 1;
        let mut place = key.hash() & mask;
        loop {
            let slot = self.slots[place];
            if slot.code == CodedColumn::MISSING {
                return self.add(&text[start..end], key, place);
            }
            let proven = end - start <= SHORT_BYTES;
            if slot.key == key && (proven || self.names[slot.code as usize].as_bytes() == &text[start..end]) {
                return slot.code;
            }
            place = (place + 1) & mask;
        }
    }

    #[cold]
    fn add(&mut self, text: &[u8], key: Key, place: usize) -> u32 {
        let code = self.names.len() as u32;
        self.names.push(String::from_utf8_lossy(text).into_owned());
        self.slots[place] = Slot { key, code };
        if self.names.len() * 2 > self.slots.len() {
            let mask = self.slots.len() * 2 - 1;
            let old = std::mem::replace(&mut self.slots, vec![EMPTY; mask + 1]);
            for slot in old.into_iter().filter(|slot| slot.code != CodedColumn::MISSING) {
                let mut place = slot.key.hash() & mask;
                while self.slots[place].code != CodedColumn::MISSING {
                    place = (place + 1) & mask;
                }
                self.slots[place] = slot;
            }
        }
        code
    }

    /// Takes back the rows from `rows` on.
    pub fn truncate(&mut self, rows: usize) {
        self.truncated |= rows < self.codes.len();
        self.codes.truncate(rows);
    }

    /// Every name is the value of some row.
    pub fn finish(self) -> CodedColumn {
        if !self.truncated {
            return CodedColumn {
                codes: self.codes,
                names: self.names,
            };
        }
        let mut again = Self::with_capacity(self.codes.len());
        for code in self.codes {
            again.push(self.names.get(code as usize).map_or(b"", |name| name.as_bytes()));
        }
        CodedColumn {
            codes: again.codes,
            names: again.names,
        }
    }
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    (wide as u64) ^ (wide >> 64) as u64
}

/// Words of eight bytes multiplied and folded, as wyhash does, of more than sixteen bytes.
fn hash_of_long(text: &[u8]) -> u64 {
    let word = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
    let mut seed = 0;
    let mut rest = text;
    while rest.len() > 16 {
        seed = fold(
            word(&rest[..8]) ^ 0xa076_1d64_78bd_642f ^ seed,
            word(&rest[8..16]) ^ 0xe703_7ed1_a0b4_28db,
        );
        rest = &rest[16..];
    }
    let last = &text[text.len() - 16..];
    fold(
        word(&last[..8]) ^ 0x8ebc_6af0_9c88_c6e3 ^ seed,
        word(&last[8..]) ^ 0x5895_65f1_67b1_f2a5,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_code_and_different_ones_have_different() {
        let mut coder = Coder::with_capacity(0);
        let texts: Vec<String> = (0..20_000)
            .map(|i| format!("{}{}", "long-prefix".repeat(i % 4), i % 5_000))
            .collect();
        texts.iter().for_each(|t| coder.push(t.as_bytes()));
        coder.push(b"");
        let column = coder.finish();
        assert!(
            texts
                .iter()
                .enumerate()
                .all(|(row, t)| column.get(row) == Some(t))
        );
        assert_eq!(column.get(texts.len()), None);
        let mut names = column.names.clone();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), column.names.len());
    }

    #[test]
    fn a_value_taken_back_leaves_no_name() {
        let mut coder = Coder::with_capacity(0);
        [b"a", b"b", b"c"].iter().for_each(|t| coder.push(*t));
        coder.truncate(1);
        coder.push(b"c");
        let column = coder.finish();
        assert_eq!(
            (column.names, column.codes),
            (vec!["a".to_owned(), "c".to_owned()], vec![0, 1])
        );
    }
}
