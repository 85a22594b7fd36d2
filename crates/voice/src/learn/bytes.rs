//! A model as bytes: a mark with the version, then every language with its weights, little-endian.

use super::Model;
use super::head::{Head, LISTS, Weight};
use crate::reading::Language;
use rustc_hash::FxHashMap;

const MARK: &[u8; 8] = b"TROPAVM1";

/// Bytes that are no model of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no voice model of version 1: train it anew from the scored answers")]
pub struct UnreadableModel;

impl Model {
    /// Same model, same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MARK.to_vec();
        out.push(self.heads.len() as u8);
        for (language, head) in &self.heads {
            out.push(code(*language));
            let tails = head
                .sign
                .iter()
                .chain(&head.value)
                .chain([&head.curve.0, &head.curve.1]);
            for number in tails {
                out.extend(number.to_le_bytes());
            }
            for weights in [&head.words, &head.letters] {
                let mut sorted: Vec<(&u32, &Weight)> = weights.iter().collect();
                sorted.sort_unstable_by_key(|(hash, _)| **hash);
                out.extend((sorted.len() as u32).to_le_bytes());
                for (hash, weight) in sorted {
                    out.extend(hash.to_le_bytes());
                    for number in [weight.rarity, weight.sign, weight.value] {
                        out.extend(number.to_le_bytes());
                    }
                }
            }
        }
        out
    }

    /// What [`Model::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, UnreadableModel> {
        let rest = bytes.strip_prefix(MARK).ok_or(UnreadableModel)?;
        let mut rest = Bytes(rest);
        let mut model = Model::default();
        for _ in 0..rest.byte()? {
            let language = language(rest.byte()?).ok_or(UnreadableModel)?;
            let mut tails = [0f32; 2 * (LISTS + 1) + 2];
            for number in &mut tails {
                *number = rest.number()?;
            }
            let (words, letters) = (rest.weights()?, rest.weights()?);
            let head = Head {
                words,
                letters,
                sign: std::array::from_fn(|n| tails[n]),
                value: std::array::from_fn(|n| tails[LISTS + 1 + n]),
                curve: (tails[2 * (LISTS + 1)], tails[2 * (LISTS + 1) + 1]),
            };
            model.heads.insert(language, head);
        }
        if rest.0.is_empty() {
            Ok(model)
        } else {
            Err(UnreadableModel)
        }
    }
}

struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], UnreadableModel> {
        let (first, rest) = self.0.split_first_chunk::<N>().ok_or(UnreadableModel)?;
        self.0 = rest;
        Ok(*first)
    }

    fn byte(&mut self) -> Result<u8, UnreadableModel> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn number(&mut self) -> Result<f32, UnreadableModel> {
        let number = f32::from_le_bytes(self.take()?);
        if number.is_finite() {
            Ok(number)
        } else {
            Err(UnreadableModel)
        }
    }

    fn weights(&mut self) -> Result<FxHashMap<u32, Weight>, UnreadableModel> {
        let n = u32::from_le_bytes(self.take()?) as usize;
        // Sixteen bytes each: a number that the bytes cannot hold asks for no memory.
        if n > self.0.len() / 16 {
            return Err(UnreadableModel);
        }
        (0..n)
            .map(|_| {
                let hash = u32::from_le_bytes(self.take()?);
                let weight = Weight {
                    rarity: self.number()?,
                    sign: self.number()?,
                    value: self.number()?,
                };
                Ok((hash, weight))
            })
            .collect()
    }
}

const LANGUAGES: [Language; 5] = [
    Language::Ru,
    Language::En,
    Language::Mixed,
    Language::Other,
    Language::Unknown,
];

fn code(language: Language) -> u8 {
    LANGUAGES.iter().position(|of| *of == language).unwrap_or(0) as u8
}

fn language(code: u8) -> Option<Language> {
    LANGUAGES.get(usize::from(code)).copied()
}
