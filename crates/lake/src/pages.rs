//! Parquet pages made from a run's own codes.
//!
//! The general writer looks every text of every row up in a dictionary again; a run already has its dictionaries and
//! its actors in stretches, so encoding them takes a few nanoseconds per row. Only the pages are made here; header,
//! footer and metadata stay with the library. Encodings as in the Parquet specification: `PLAIN`, `RLE_DICTIONARY`,
//! definition levels as the RLE/bit-packing hybrid.

use bytes::Bytes;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::Result;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::statistics::Statistics;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;
use tropa_model::CodedColumn;

/// Rows per page: a reader that wants one actor skips the others whole.
pub(crate) const PAGE_ROWS: usize = 32 * 1024;

/// A column chunk in memory and what the row group must know of it.
pub(crate) struct Chunk {
    pub bytes: Bytes,
    pub close: ColumnCloseResult,
}

/// Makes one column chunk, page by page.
pub(crate) struct ChunkBuilder {
    column: ColumnDescPtr,
    sink: TrackedWrite<Vec<u8>>,
    rows: u64,
    nulls: u64,
    dictionary_end: Option<u64>,
    plain: bool,
    bounds: Option<Statistics>,
}

impl ChunkBuilder {
    pub fn new(column: ColumnDescPtr, bytes: usize) -> Self {
        let sink = TrackedWrite::new(Vec::with_capacity(bytes));
        Self {
            column,
            sink,
            rows: 0,
            nulls: 0,
            dictionary_end: None,
            plain: false,
            bounds: None,
        }
    }

    pub fn bounds(&mut self, bounds: Statistics) {
        self.bounds = Some(bounds);
    }

    fn write(&mut self, page: Page) -> Result<u64> {
        let length = page.buffer().len();
        SerializedPageWriter::new(&mut self.sink)
            .write_page(CompressedPage::new(page, length))
            .map(|spec| spec.bytes_written)
    }

    /// The texts that codes stand for; comes before all data.
    pub fn dictionary<'t>(&mut self, texts: impl Iterator<Item = &'t [u8]>) -> Result<()> {
        let mut buffer = Vec::new();
        let mut count = 0;
        for text in texts {
            put_text(&mut buffer, text);
            count += 1;
        }
        let page = Page::DictionaryPage {
            buf: buffer.into(),
            num_values: count,
            encoding: Encoding::PLAIN,
            is_sorted: false,
        };
        self.dictionary_end = Some(self.write(page)?);
        Ok(())
    }

    pub fn integer_dictionary(&mut self, values: &[i64]) -> Result<()> {
        let buffer: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let num_values = values.len() as u32;
        let page = Page::DictionaryPage {
            buf: buffer.into(),
            num_values,
            encoding: Encoding::PLAIN,
            is_sorted: false,
        };
        self.dictionary_end = Some(self.write(page)?);
        Ok(())
    }

    /// Values that are all there, already encoded.
    fn data(&mut self, rows: usize, buffer: Vec<u8>, encoding: Encoding) -> Result<()> {
        self.rows += rows as u64;
        self.plain |= encoding == Encoding::PLAIN;
        let page = Page::DataPage {
            buf: buffer.into(),
            num_values: rows as u32,
            encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        self.write(page).map(drop)
    }

    /// Stretches of one code each: (code, rows).
    pub fn stretches(&mut self, codes: usize, stretches: impl Iterator<Item = (u32, usize)>) -> Result<()> {
        let width = width_of(codes);
        let mut buffer = vec![width as u8];
        let mut rows = 0;
        for (code, length) in stretches {
            put_repeated(&mut buffer, width, code, length);
            rows += length;
        }
        self.data(rows, buffer, Encoding::RLE_DICTIONARY)
    }

    /// Codes of a column that is never missing.
    pub fn codes(&mut self, codes: &[u32], names: usize) -> Result<()> {
        let width = width_of(names);
        let mut buffer = Vec::with_capacity(2 + 5 + codes.len() * width / 8 + 64);
        buffer.push(width as u8);
        put_packed(&mut buffer, width, codes);
        self.data(codes.len(), buffer, Encoding::RLE_DICTIONARY)
    }

    /// Codes of a column that may be missing.
    pub fn optional_codes(&mut self, codes: &[u32], names: usize) -> Result<()> {
        let missing = codes.iter().filter(|&&code| code == CodedColumn::MISSING).count();
        let width = width_of(names);
        let mut buffer = Vec::with_capacity(16 + codes.len() / 8 + codes.len() * width / 8 + 64);
        self.levels(&mut buffer, codes.len(), missing, |row| {
            codes[row] != CodedColumn::MISSING
        });
        buffer.push(width as u8);
        if missing == 0 {
            put_packed(&mut buffer, width, codes);
        } else {
            let there: Vec<u32> = codes
                .iter()
                .copied()
                .filter(|&code| code != CodedColumn::MISSING)
                .collect();
            put_packed(&mut buffer, width, &there);
        }
        self.data(codes.len(), buffer, Encoding::RLE_DICTIONARY)
    }

    pub fn integers(&mut self, values: &[i64]) -> Result<()> {
        let mut buffer = Vec::with_capacity(8 * values.len());
        values
            .iter()
            .for_each(|value| buffer.extend_from_slice(&value.to_le_bytes()));
        self.data(values.len(), buffer, Encoding::PLAIN)
    }

    /// NaN is missing.
    pub fn optional_numbers(&mut self, values: &[f64]) -> Result<()> {
        let missing = values.iter().filter(|value| value.is_nan()).count();
        let mut buffer = Vec::with_capacity(16 + 9 * values.len());
        self.levels(&mut buffer, values.len(), missing, |row| !values[row].is_nan());
        for value in values.iter().filter(|value| !value.is_nan()) {
            buffer.extend_from_slice(&value.to_le_bytes());
        }
        self.data(values.len(), buffer, Encoding::PLAIN)
    }

    /// An empty text is missing.
    pub fn optional_texts<'t>(&mut self, texts: impl Iterator<Item = &'t [u8]> + Clone) -> Result<()> {
        let there: Vec<bool> = texts.clone().map(|text| !text.is_empty()).collect();
        let missing = there.iter().filter(|there| !**there).count();
        let mut buffer = Vec::new();
        self.levels(&mut buffer, there.len(), missing, |row| there[row]);
        for text in texts.filter(|text| !text.is_empty()) {
            put_text(&mut buffer, text);
        }
        self.data(there.len(), buffer, Encoding::PLAIN)
    }

    /// Definition levels: 1 where there is a value.
    fn levels(&mut self, buffer: &mut Vec<u8>, rows: usize, missing: usize, there: impl Fn(usize) -> bool) {
        self.nulls += missing as u64;
        let start = buffer.len();
        buffer.extend_from_slice(&[0; 4]);
        if missing == 0 || missing == rows {
            put_repeated(buffer, 1, u32::from(missing == 0), rows);
        } else {
            let levels: Vec<u32> = (0..rows).map(|row| u32::from(there(row))).collect();
            put_packed(buffer, 1, &levels);
        }
        let length = (buffer.len() - start - 4) as u32;
        buffer[start..start + 4].copy_from_slice(&length.to_le_bytes());
    }

    pub fn finish(self) -> Result<Chunk> {
        let bytes = Bytes::from(self.sink.into_inner()?);
        let encodings = match (self.dictionary_end, self.plain) {
            (Some(_), _) => vec![Encoding::PLAIN, Encoding::RLE, Encoding::RLE_DICTIONARY],
            (None, _) => vec![Encoding::PLAIN, Encoding::RLE],
        };
        let length = bytes.len() as i64;
        let statistics = match self.bounds {
            Some(bounds) => bounds,
            None => no_bounds(&self.column, self.nulls),
        };
        let metadata = ColumnChunkMetaData::builder(self.column)
            .set_compression(Compression::UNCOMPRESSED)
            .set_encodings(encodings)
            .set_total_compressed_size(length)
            .set_total_uncompressed_size(length)
            .set_num_values(self.rows as i64)
            .set_data_page_offset(self.dictionary_end.unwrap_or(0) as i64)
            .set_dictionary_page_offset(self.dictionary_end.map(|_| 0))
            .set_statistics(statistics)
            .build()?;
        let close = ColumnCloseResult {
            bytes_written: bytes.len() as u64,
            rows_written: self.rows,
            metadata,
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        Ok(Chunk { bytes, close })
    }
}

fn no_bounds(column: &ColumnDescPtr, nulls: u64) -> Statistics {
    use parquet::basic::Type;
    match column.physical_type() {
        Type::INT64 => Statistics::int64(None, None, None, Some(nulls), false),
        Type::DOUBLE => Statistics::double(None, None, None, Some(nulls), false),
        _ => Statistics::byte_array(None, None, None, Some(nulls), false),
    }
}

/// Bits of a code below `codes`; at least one, because not every reader takes none.
fn width_of(codes: usize) -> usize {
    let largest = codes.saturating_sub(1) as u32;
    (32 - largest.leading_zeros() as usize).max(1)
}

fn put_text(buffer: &mut Vec<u8>, text: &[u8]) {
    buffer.extend_from_slice(&(text.len() as u32).to_le_bytes());
    buffer.extend_from_slice(text);
}

fn put_varint(buffer: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        buffer.push(value as u8 | 0x80);
        value >>= 7;
    }
    buffer.push(value as u8);
}

/// A run of one value.
fn put_repeated(buffer: &mut Vec<u8>, width: usize, value: u32, length: usize) {
    put_varint(buffer, (length as u64) << 1);
    buffer.extend_from_slice(&value.to_le_bytes()[..width.div_ceil(8)]);
}

/// A bit-packed run; the last group of eight is filled up with zeros, which readers leave out by the page's count.
fn put_packed(buffer: &mut Vec<u8>, width: usize, values: &[u32]) {
    let groups = values.len().div_ceil(8);
    put_varint(buffer, (groups as u64) << 1 | 1);
    let end = buffer.len() + groups * width;
    buffer.reserve(groups * width + 8);
    let (mut held, mut bits) = (0_u64, 0);
    for &value in values {
        held |= u64::from(value) << bits;
        bits += width;
        if bits >= 32 {
            buffer.extend_from_slice(&(held as u32).to_le_bytes());
            held >>= 32;
            bits -= 32;
        }
    }
    buffer.extend_from_slice(&held.to_le_bytes());
    buffer.resize(end, 0);
}
