//! Arrow IPC files: one record batch each, written once, memory-mapped and checked against their recorded checksum.

use crate::error::IndexError;
use crate::manifest::FileEntry;
use arrow::array::RecordBatch;
use arrow::buffer::Buffer;
use arrow::ipc::convert::fb_to_schema;
use arrow::ipc::reader::{FileDecoder, read_footer_length};
use arrow::ipc::root_as_footer;
use arrow::ipc::writer::FileWriter;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

/// Writes a file that nobody reads before it is whole.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), IndexError> {
    std::fs::write(path, bytes).map_err(IndexError::file("write", path))
}

/// Counts and sums what passes through, so that the checksum costs no second reading.
struct Checked<W> {
    inner: W,
    bytes: u64,
    crc: crc32fast::Hasher,
}

impl<W: Write> Write for Checked<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.crc.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

/// Not synced to disk: a file lost to a power cut no longer has its checksum and is built again.
pub(crate) fn write_batch(dir: &Path, file: String, batch: &RecordBatch) -> Result<FileEntry, IndexError> {
    let path = dir.join(&file);
    let temporary = dir.join(format!("{file}.{}.tmp", std::process::id()));
    let inner = File::create(&temporary).map_err(IndexError::file("create", &temporary))?;
    let sink = Checked {
        inner: BufWriter::with_capacity(1 << 18, inner),
        bytes: 0,
        crc: crc32fast::Hasher::new(),
    };
    let write = || -> Result<Checked<_>, arrow::error::ArrowError> {
        let mut writer = FileWriter::try_new(sink, &batch.schema())?;
        writer.write(batch)?;
        writer.finish()?;
        writer.into_inner()
    };
    let mut sink = write().map_err(|error| match error {
        arrow::error::ArrowError::IoError(_, source) => IndexError::file("write", &temporary)(source),
        other => IndexError::Format {
            path: temporary.clone(),
            reason: other.to_string(),
        },
    })?;
    sink.flush().map_err(IndexError::file("write", &temporary))?;
    std::fs::rename(&temporary, &path).map_err(IndexError::file("rename", &path))?;
    Ok(FileEntry {
        file,
        bytes: sink.bytes,
        crc32: sink.crc.finalize(),
    })
}

/// Whether the file holds what was written.
pub(crate) fn is_sound(dir: &Path, entry: &FileEntry) -> bool {
    map(dir, entry).is_ok()
}

/// Whether the file is there in its recorded length. Its checksum is compared when it is read.
pub(crate) fn is_whole(dir: &Path, entry: &FileEntry) -> bool {
    std::fs::metadata(dir.join(&entry.file)).is_ok_and(|m| m.is_file() && m.len() == entry.bytes)
}

/// The batch of a file without copying it; an error when it is not what was written.
pub(crate) fn map_batch(dir: &Path, entry: &FileEntry) -> Result<RecordBatch, IndexError> {
    let buffer = Buffer::from(bytes::Bytes::from_owner(map(dir, entry)?));
    decode(&buffer).map_err(|error| IndexError::Format {
        path: dir.join(&entry.file),
        reason: error.to_string(),
    })
}

fn map(dir: &Path, entry: &FileEntry) -> Result<memmap2::Mmap, IndexError> {
    let path = dir.join(&entry.file);
    let damaged = |reason: String| IndexError::Format {
        path: path.clone(),
        reason,
    };
    let file = File::open(&path).map_err(IndexError::file("open", &path))?;
    // SAFETY: index files are written under another name, renamed into place once and only ever unlinked after
    // that, which leaves existing maps valid. Somebody who truncates one by hand while we read it gets a SIGBUS.
    let map = unsafe { memmap2::Mmap::map(&file) }.map_err(IndexError::file("map", &path))?;
    if map.len() as u64 != entry.bytes {
        return Err(damaged(format!("{} bytes instead of {}", map.len(), entry.bytes)));
    }
    if crc32fast::hash(&map) != entry.crc32 {
        return Err(damaged("its checksum is not the recorded one".into()));
    }
    Ok(map)
}

/// Reads the only batch of an Arrow IPC file; its arrays point into `buffer`.
fn decode(buffer: &Buffer) -> Result<RecordBatch, arrow::error::ArrowError> {
    let wrong = |what: &str| arrow::error::ArrowError::IpcError(what.to_owned());
    const TRAILER: usize = 10;
    let trailer_at = buffer
        .len()
        .checked_sub(TRAILER)
        .ok_or_else(|| wrong("no trailer"))?;
    let trailer = buffer[trailer_at..].try_into().expect("ten bytes");
    let footer_at = trailer_at
        .checked_sub(read_footer_length(trailer)?)
        .ok_or_else(|| wrong("no footer"))?;
    let footer = root_as_footer(&buffer[footer_at..trailer_at]).map_err(|e| wrong(&e.to_string()))?;
    let schema = fb_to_schema(footer.schema().ok_or_else(|| wrong("no schema"))?);
    let mut decoder = FileDecoder::new(Arc::new(schema), footer.version()).with_require_alignment(true);
    let slice = |block: &arrow::ipc::Block| -> Result<Buffer, arrow::error::ArrowError> {
        let (at, len) = (
            block.offset() as usize,
            block.bodyLength() as usize + block.metaDataLength() as usize,
        );
        if at.checked_add(len).is_none_or(|end| end > buffer.len()) {
            return Err(wrong("a block lies outside the file"));
        }
        Ok(buffer.slice_with_length(at, len))
    };
    for block in footer.dictionaries().iter().flatten() {
        decoder.read_dictionary(block, &slice(block)?)?;
    }
    let batches = footer
        .recordBatches()
        .filter(|b| b.len() == 1)
        .ok_or_else(|| wrong("not one batch"))?;
    let block = batches.get(0);
    decoder
        .read_record_batch(block, &slice(block)?)?
        .ok_or_else(|| wrong("no batch"))
}
