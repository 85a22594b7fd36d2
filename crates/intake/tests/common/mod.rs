//! What tests share: real data where it lies beside the repository, and a sink that keeps everything.
#![allow(dead_code)]

pub mod sqlite;

use std::path::PathBuf;
use tropa_intake::{
    Detected, Input, MapOptions, Mapping, Proposed, ReadOptions, ReadSummary, Sink, SinkError, Tally, detect,
    propose, read,
};
use tropa_model::EventBatch;

/// A file of the developers' data, or `None` with a printed message where it is absent.
pub fn shared(path: &str) -> Option<Vec<u8>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root = std::env::var_os("TROPA_SHARED").map_or(beside, PathBuf::from);
    let file = root.join("data").join(path);
    let bytes = std::fs::read(&file);
    if bytes.is_err() {
        println!("skipped: {} is not here", file.display());
    }
    bytes.ok()
}

pub fn detected(name: &str, bytes: &[u8]) -> Detected {
    detect(&Input { name, bytes }, &ReadOptions::default()).unwrap()
}

pub fn proposed(name: &str, bytes: &[u8], options: &MapOptions) -> Proposed {
    propose(&[detected(name, bytes)], options)
}

/// Proposes, reads and counts.
#[track_caller]
pub fn import(name: &str, bytes: &[u8], options: &MapOptions) -> (Mapping, ReadSummary, Tally) {
    let proposed = proposed(name, bytes, options);
    let mapping = proposed
        .mapping
        .unwrap_or_else(|| panic!("{name}: {:#?}", proposed.missing));
    let mut tally = Tally::new(5);
    let summary = read(&[Input { name, bytes }], &mapping, &mut tally).unwrap();
    (mapping, summary, tally)
}

/// Every batch and rejection, for looking at.
#[derive(Default)]
pub struct Kept {
    pub batches: Vec<EventBatch>,
    pub rejected: Vec<tropa_intake::RejectedRow>,
}

impl Sink for Kept {
    fn events(&mut self, batch: EventBatch) -> Result<(), SinkError> {
        self.batches.push(batch);
        Ok(())
    }

    fn reject(&mut self, row: tropa_intake::RejectedRow) -> Result<(), SinkError> {
        self.rejected.push(row);
        Ok(())
    }
}

/// SplitMix64: the same numbers from the same seed everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
