//! The bytes of a Parquet file that one reader needs, copied: readers must own theirs, and the file is only lent.

use bytes::{Buf, Bytes};
use parquet::arrow::ProjectionMask;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{ChunkReader, Length};

/// Some stretches of a file, by their place in it.
#[derive(Clone)]
pub struct Pieces {
    length: u64,
    pieces: Vec<(u64, Bytes)>,
}

impl Pieces {
    /// The metadata at the end. `None` when the end is not that of a Parquet file.
    pub fn footer(file: &[u8]) -> Option<Self> {
        let tail = file.len().checked_sub(8)?;
        let stated = u32::from_le_bytes(file[tail..tail + 4].try_into().ok()?) as usize;
        if &file[tail + 4..] != b"PAR1" {
            return None;
        }
        let start = tail.checked_sub(stated)?;
        Some(Self {
            length: file.len() as u64,
            pieces: vec![(start as u64, Bytes::copy_from_slice(&file[start..]))],
        })
    }

    /// The wanted columns of one row group. `None` when one lies outside the file.
    pub fn of_group(file: &[u8], group: &RowGroupMetaData, mask: &ProjectionMask) -> Option<Self> {
        let mut pieces = Vec::new();
        for (leaf, column) in group.columns().iter().enumerate() {
            if mask.leaf_included(leaf) {
                let (start, length) = column.byte_range();
                let stretch = file
                    .get(usize::try_from(start).ok()?..usize::try_from(start.checked_add(length)?).ok()?)?;
                pieces.push((start, Bytes::copy_from_slice(stretch)));
            }
        }
        pieces.sort_by_key(|(start, _)| *start);
        Some(Self {
            length: file.len() as u64,
            pieces,
        })
    }

    /// From `start` to the end of its piece.
    fn from(&self, start: u64) -> Result<Bytes> {
        let place = self.pieces.partition_point(|(s, _)| *s <= start).checked_sub(1);
        let piece = place
            .map(|p| &self.pieces[p])
            .filter(|(s, bytes)| start - s <= bytes.len() as u64);
        let (piece_start, bytes) =
            piece.ok_or_else(|| ParquetError::EOF(format!("nothing is wanted at byte {start}")))?;
        Ok(bytes.slice((start - piece_start) as usize..))
    }
}

impl Length for Pieces {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Pieces {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(self.from(start)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let bytes = self.from(start)?;
        if bytes.len() < length {
            return Err(ParquetError::EOF(format!(
                "{length} bytes wanted at byte {start}, {} are there",
                bytes.len()
            )));
        }
        Ok(bytes.slice(..length))
    }
}
