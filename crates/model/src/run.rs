//! Events grouped by actor: what the lake writes and reads, and what the journey index is built from.

use crate::batch::{Role, TextColumn};

/// A stretch of events of one bucket, sorted by (actor, time, arrival).
///
/// Actor `i` (in ascending byte order of the key) owns events `offsets[i]..offsets[i + 1]`; inside, times never fall
/// and equal times keep their arrival order. Every per-event column has `time_us.len()` rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActorRun {
    pub bucket: u32,
    pub actors: TextColumn,
    /// `actors.len() + 1` ends; the first is 0.
    pub offsets: Vec<u64>,
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub time_us: Vec<i64>,
    /// Codes into `activity_names`.
    pub activity: Vec<u32>,
    pub activity_names: Vec<String>,
    pub columns: Vec<RunColumn>,
}

/// A column of an [`ActorRun`], one value per event, also for attributes of the actor.
#[derive(Clone, Debug, PartialEq)]
pub struct RunColumn {
    pub role: Role,
    pub values: crate::batch::ColumnValues,
}

impl ActorRun {
    pub fn events(&self) -> usize {
        self.time_us.len()
    }

    pub fn events_of(&self, actor: usize) -> std::ops::Range<usize> {
        self.offsets[actor] as usize..self.offsets[actor + 1] as usize
    }
}

/// The bucket an actor's events live in. `buckets` is a power of two.
///
/// Written into tables and indexes, so it never changes: FNV-1a with a final mix (MurmurHash3's `fmix64`), the low
/// bits taken. Other systems only need the partition column, not this function.
pub fn bucket_of(actor: &[u8], buckets: u32) -> u32 {
    debug_assert!(buckets.is_power_of_two());
    (actor_hash(actor) as u32) & (buckets - 1)
}

/// The 64-bit hash behind [`bucket_of`]; its high bits are free for hash tables of actors.
#[inline]
pub fn actor_hash(actor: &[u8]) -> u64 {
    // Eight bytes at a step: FNV-1a over words instead of bytes, then the tail, then the length.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut words = actor.chunks_exact(8);
    for word in &mut words {
        let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
        hash = (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3);
        hash ^= hash >> 29;
    }
    let mut tail = 0_u64;
    for (place, byte) in words.remainder().iter().enumerate() {
        tail |= u64::from(*byte) << (8 * place);
    }
    hash = (hash ^ tail).wrapping_mul(0x0000_0100_0000_01b3) ^ actor.len() as u64;
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bucket_of_an_actor_never_changes() {
        // Stored on disk: a changed value here would lose every actor already written.
        let buckets: Vec<u32> = ["", "1", "u000000001", "Иван", "a-long-actor-id-0123456789"]
            .iter()
            .map(|a| bucket_of(a.as_bytes(), 1024))
            .collect();
        expect_test::expect!["[507, 825, 500, 60, 1015]"].assert_eq(&format!("{buckets:?}"));
    }

    #[test]
    fn sequential_ids_spread_evenly() {
        let mut counts = [0_u32; 16];
        for i in 0..160_000 {
            counts[bucket_of(format!("u{i:09}").as_bytes(), 16) as usize] += 1;
        }
        assert!(counts.iter().all(|&n| (9_500..10_500).contains(&n)), "{counts:?}");
    }
}
