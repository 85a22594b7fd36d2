//! Places of separators in text without quotes, 64 bytes at a step.

use super::records::Dialect;

/// Calls `record(start, ends, line)` for each record of a chunk that has no quote: field `i` lies between the end of
/// field `i − 1` plus the delimiter (or `start`) and `ends[i]`. Empty lines are skipped; lines count from 0.
///
/// Returns the number of lines, the last one counted also when nothing ends it.
pub fn plain_records(chunk: &[u8], dialect: Dialect, mut record: impl FnMut(usize, &[u32], u64)) -> u64 {
    let mut ends: Vec<u32> = Vec::with_capacity(64);
    let (mut start, mut line) = (0, 0);
    let mut separators = |place: usize, start: &mut usize, line: &mut u64, ends: &mut Vec<u32>| {
        if chunk[place] != dialect.terminator {
            ends.push(place as u32);
            return;
        }
        finish(chunk, *start, place, ends, |ends| record(*start, ends, *line));
        *start = place + 1;
        *line += 1;
    };
    let (blocks, tail) = chunk.as_chunks::<64>();
    for (index, block) in blocks.iter().enumerate() {
        let mut mask = either_mask(block, dialect.delimiter, dialect.terminator);
        while mask != 0 {
            separators(
                index * 64 + mask.trailing_zeros() as usize,
                &mut start,
                &mut line,
                &mut ends,
            );
            mask &= mask - 1;
        }
    }
    let tail_start = blocks.len() * 64;
    for (offset, byte) in tail.iter().enumerate() {
        if *byte == dialect.delimiter || *byte == dialect.terminator {
            separators(tail_start + offset, &mut start, &mut line, &mut ends);
        }
    }
    if start < chunk.len() {
        finish(chunk, start, chunk.len(), &mut ends, |ends| {
            record(start, ends, line)
        });
        line += 1;
    }
    line
}

/// The places of all delimiters and terminators, in order.
pub fn separators(text: &[u8], dialect: Dialect, places: &mut Vec<u32>) {
    let (blocks, tail) = text.as_chunks::<64>();
    for (index, block) in blocks.iter().enumerate() {
        let mut mask = either_mask(block, dialect.delimiter, dialect.terminator);
        places.reserve(64);
        while mask != 0 {
            places.push((index * 64) as u32 + mask.trailing_zeros());
            mask &= mask - 1;
        }
    }
    let is_separator = |byte: u8| byte == dialect.delimiter || byte == dialect.terminator;
    let in_tail = tail.iter().enumerate().filter(|(_, byte)| is_separator(**byte));
    places.extend(in_tail.map(|(offset, _)| (blocks.len() * 64 + offset) as u32));
}

#[inline]
fn finish(chunk: &[u8], start: usize, place: usize, ends: &mut Vec<u32>, record: impl FnOnce(&[u32])) {
    let end = if place > start && chunk[place - 1] == b'\r' {
        place - 1
    } else {
        place
    };
    if end > start {
        ends.push(end as u32);
        record(ends);
    }
    ends.clear();
}

/// Bit `i` is set where byte `i` is `a` or `b`.
#[inline]
#[cfg(target_arch = "x86_64")]
fn either_mask(block: &[u8; 64], a: u8, b: u8) -> u64 {
    use std::arch::x86_64::{
        __m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
    };
    // SAFETY: every x86_64 has SSE2, and each load reads 16 bytes inside the block of 64.
    unsafe {
        let (a, b) = (_mm_set1_epi8(a as i8), _mm_set1_epi8(b as i8));
        let quarter = |i: usize| {
            let bytes = _mm_loadu_si128(block.as_ptr().add(16 * i).cast::<__m128i>());
            let hits = _mm_or_si128(_mm_cmpeq_epi8(bytes, a), _mm_cmpeq_epi8(bytes, b));
            u64::from(_mm_movemask_epi8(hits) as u32) << (16 * i)
        };
        quarter(0) | quarter(1) | quarter(2) | quarter(3)
    }
}

#[inline]
#[cfg(not(target_arch = "x86_64"))]
fn either_mask(block: &[u8; 64], a: u8, b: u8) -> u64 {
    block.iter().enumerate().fold(0, |mask, (i, byte)| {
        mask | (u64::from(*byte == a || *byte == b) << i)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&[&str]]) {
        let mut got: Vec<Vec<&str>> = Vec::new();
        plain_records(
            text.as_bytes(),
            Dialect {
                delimiter: b',',
                quote: Some(b'"'),
                terminator: b'\n',
            },
            |start, ends, _| {
                let starts = std::iter::once(start).chain(ends.iter().map(|e| *e as usize + 1));
                got.push(starts.zip(ends).map(|(s, e)| &text[s..*e as usize]).collect());
            },
        );
        assert_eq!(got, expected, "{text:?}");
    }

    #[test]
    fn fields_lie_between_separators_whatever_the_line_end() {
        check("a,b\n1,2\n", &[&["a", "b"], &["1", "2"]]);
        check("a,b\r\n1,2", &[&["a", "b"], &["1", "2"]]);
        check("\n\r\n,\n\n", &[&["", ""]]);
        check("", &[]);
        let long = "x".repeat(100);
        check(&format!("{long},{long}\n"), &[&[&long, &long]]);
    }
}
