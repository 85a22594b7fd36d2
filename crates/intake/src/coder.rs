//! Repeating texts to small numbers, fast: one hash and one comparison per value.

use tropa_model::CodedColumn;

const EMPTY: u32 = u32::MAX;

/// A growing [`CodedColumn`]. Codes are given in order of first appearance.
#[derive(Clone, Debug)]
pub struct Coder {
    pub codes: Vec<u32>,
    names: Vec<String>,
    /// Open addressing over codes; a power of two, at most half full.
    slots: Vec<u32>,
    truncated: bool,
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
        let code = if text.is_empty() {
            CodedColumn::MISSING
        } else {
            self.code(text)
        };
        self.codes.push(code);
    }

    #[inline]
    fn code(&mut self, text: &[u8]) -> u32 {
        let mask = self.slots.len() - 1;
        let mut slot = hash(text) as usize & mask;
        loop {
            let code = self.slots[slot];
            if code == EMPTY {
                return self.add(text, slot);
            }
            if self.names[code as usize].as_bytes() == text {
                return code;
            }
            slot = (slot + 1) & mask;
        }
    }

    #[cold]
    fn add(&mut self, text: &[u8], slot: usize) -> u32 {
        let code = self.names.len() as u32;
        self.names.push(String::from_utf8_lossy(text).into_owned());
        self.slots[slot] = code;
        if self.names.len() * 2 > self.slots.len() {
            let mask = self.slots.len() * 2 - 1;
            let mut slots = vec![EMPTY; mask + 1];
            for (code, name) in self.names.iter().enumerate() {
                let mut slot = hash(name.as_bytes()) as usize & mask;
                while slots[slot] != EMPTY {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = code as u32;
            }
            self.slots = slots;
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

/// Words of eight bytes multiplied and folded, as wyhash does.
#[inline]
fn hash(text: &[u8]) -> u64 {
    let fold = |a: u64, b: u64| {
        let wide = u128::from(a) * u128::from(b);
        (wide as u64) ^ (wide >> 64) as u64
    };
    let word = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
    let half = |bytes: &[u8]| u64::from(u32::from_le_bytes(bytes.try_into().expect("four bytes")));
    let n = text.len();
    let (a, b) = if n >= 8 {
        let mut seed = 0;
        let mut rest = text;
        while rest.len() > 16 {
            seed = fold(
                word(&rest[..8]) ^ 0xa076_1d64_78bd_642f ^ seed,
                word(&rest[8..16]) ^ 0xe703_7ed1_a0b4_28db,
            );
            rest = &rest[16..];
        }
        if rest.len() >= 8 {
            (word(&rest[..8]) ^ seed, word(&rest[rest.len() - 8..]))
        } else {
            (word(&text[n - 8..]), seed)
        }
    } else if n >= 4 {
        (half(&text[..4]), half(&text[n - 4..]))
    } else {
        let at = |i: usize| u64::from(text[i]);
        (
            if n == 0 {
                0
            } else {
                at(0) | at(n / 2) << 8 | at(n - 1) << 16
            },
            0,
        )
    };
    fold(a ^ 0x8ebc_6af0_9c88_c6e3, b ^ 0x5895_65f1_67b1_f2a5 ^ n as u64)
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
