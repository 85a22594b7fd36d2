//! Delimited text to batches, several chunks at a time.

use super::builder::{Builder, Parsed};
use super::plan::Plan;
use super::rows::{Visitor, Wanted};
use crate::mapping::Layout;
use crate::pool::{in_order, threads};
use crate::rejected::shown;
use crate::text::chunks::Chunk;
use crate::text::layout::{TextLayout, chunks, resolve};
use crate::text::records::{Cells, Fields, quoted_records};
use crate::text::scan::plain_records;
use crate::text::stream::Consumed;
use crate::{Input, IntakeError, RejectCode, RejectedRow};

/// What came of one chunk; rows in rejections count from the chunk's first line until they are shifted.
struct ChunkParsed {
    parts: Vec<Parsed>,
    lines: u64,
    consumed: u64,
}

/// The column of each slot.
pub fn slot_columns(file: &str, slots: &[String], names: &[String]) -> Result<Vec<u32>, IntakeError> {
    let find = |slot: &String| {
        let place = names.iter().position(|n| n == slot);
        place
            .map(|p| p as u32)
            .ok_or_else(|| missing_column(file, slot, names))
    };
    slots.iter().map(find).collect()
}

pub fn missing_column(file: &str, column: &str, names: &[String]) -> IntakeError {
    const SHOWN: usize = 40;
    let mut present = names
        .iter()
        .take(SHOWN)
        .map(|n| format!("«{n}»"))
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > SHOWN {
        present.push_str(&format!(" and {} more", names.len() - SHOWN));
    }
    IntakeError::MissingColumn {
        file: file.into(),
        column: column.into(),
        present,
    }
}

/// Reads all records of a text and gives what came of them, in order, with the bytes used so far.
pub fn read(
    input: &Input,
    layout: &TextLayout,
    plan: &Plan,
    mut deliver: impl FnMut(Parsed, u64) -> Result<(), IntakeError>,
) -> Result<(), IntakeError> {
    let columns = slot_columns(input.name, &plan.slots, &layout.names)?;
    let consumed = Consumed::default();
    let mut source = chunks(input, layout, &consumed)?;
    let mut failed = false;
    let next = || {
        if failed {
            return None;
        }
        let chunk = source.next_chunk().transpose();
        failed = matches!(chunk, Some(Err(_)));
        chunk.map(|c| c.map(|chunk| (chunk, consumed.get())))
    };
    let work = |item: Result<(Chunk, u64), IntakeError>| {
        item.map(|(chunk, consumed)| parse_chunk(input.name, &chunk, layout, plan, &columns, consumed))
    };
    let mut lines_before = layout.data_line;
    in_order(threads(), next, work, |result| {
        let ChunkParsed {
            parts,
            lines,
            consumed,
        } = result?;
        for mut part in parts {
            part.rejected.iter_mut().for_each(|r| r.row += lines_before);
            deliver(part, consumed)?;
        }
        lines_before += lines;
        Ok(())
    })
}

fn parse_chunk(
    file: &str,
    chunk: &Chunk,
    layout: &TextLayout,
    plan: &Plan,
    columns: &[u32],
    consumed: u64,
) -> ChunkParsed {
    let text = &chunk.text[..];
    let valid = std::str::from_utf8(text).is_ok();
    // Rows of a usual log have 30 bytes or more; too small a guess only costs one more allocation.
    let rows = text.len() / 32;
    let mut parts = Vec::new();
    let mut builder = Builder::new(plan, file, rows);
    let header = &layout.names[..];
    let lines = records(chunk, layout, columns, |cells, line, unclosed| {
        if cells.ends.len() == header.len() && valid && !unclosed {
            builder.push(&cells, line);
        } else {
            match fault(&cells, unclosed) {
                None => builder.push(
                    &Cells {
                        ends: &cells.ends[..header.len()],
                        ..cells
                    },
                    line,
                ),
                Some(fault) => {
                    builder.counts.rows += 1;
                    builder.rejected.push(fault.rejected(file, &cells, line));
                }
            }
        }
        // Looked at now and then: the rows between cannot overflow a text column.
        if builder.counts.rows.is_multiple_of(256) && builder.is_full() {
            parts.push(std::mem::replace(&mut builder, Builder::new(plan, file, 0)).finish());
        }
        true
    });
    parts.push(builder.finish());
    ChunkParsed {
        parts,
        lines,
        consumed,
    }
}

/// Calls `each(cells, line, unclosed)` for each record of a chunk until it says stop; returns the number of lines.
fn records(
    chunk: &Chunk,
    layout: &TextLayout,
    columns: &[u32],
    mut each: impl FnMut(Cells, u64, bool) -> bool,
) -> u64 {
    let text = &chunk.text[..];
    let header = &layout.names[..];
    if chunk.quoted {
        return quoted_records(text, layout.dialect, |fields, ends, line, unclosed| {
            each(
                Cells {
                    bytes: fields,
                    start: 0,
                    ends,
                    gap: 0,
                    columns,
                    header,
                },
                line,
                unclosed,
            )
        });
    }
    let mut goes_on = true;
    plain_records(text, layout.dialect, |start, ends, line| {
        goes_on = goes_on
            && each(
                Cells {
                    bytes: text,
                    start,
                    ends,
                    gap: 1,
                    columns,
                    header,
                },
                line,
                false,
            );
    })
}

/// Visits the records of a text one after another.
pub fn visit(
    input: &Input,
    layout: &Layout,
    wanted: Wanted,
    visitor: &mut dyn Visitor,
) -> Result<(), IntakeError> {
    let (layout, _) = resolve(input, layout)?;
    let columns = match wanted {
        Wanted::All => (0..layout.names.len() as u32).collect(),
        Wanted::Slots(slots) => slot_columns(input.name, slots, &layout.names)?,
    };
    visitor.names(&layout.names);
    let consumed = Consumed::default();
    let mut source = chunks(input, &layout, &consumed)?;
    let mut lines_before = layout.data_line;
    let mut outcome = Ok(true);
    while let Some(chunk) = source.next_chunk()? {
        let valid = std::str::from_utf8(&chunk.text).is_ok();
        lines_before += records(&chunk, &layout, &columns, |cells, line, unclosed| {
            let row = lines_before + line;
            let right = cells.ends.len() == layout.names.len() && valid && !unclosed;
            outcome = match if right { None } else { fault(&cells, unclosed) } {
                Some(fault) => visitor.bad(fault.rejected(input.name, &cells, row)),
                None => visitor.row(
                    &Cells {
                        ends: &cells.ends[..layout.names.len()],
                        ..cells
                    },
                    row,
                ),
            };
            matches!(outcome, Ok(true))
        });
        if !std::mem::replace(&mut outcome, Ok(true))? {
            return Ok(());
        }
        visitor.used(consumed.get())?;
    }
    Ok(())
}

/// What is wrong with a record as a whole.
struct Fault {
    code: RejectCode,
    column: Option<usize>,
    reason: String,
}

/// Looks at a record that is not simply right: another number of fields, bytes that are no text, a quote without end.
/// `None`: only empty fields too many, what a delimiter at the end of every line makes.
#[cold]
fn fault(cells: &Cells, unclosed: bool) -> Option<Fault> {
    let (expected, seen) = (cells.header.len(), cells.ends.len());
    let all = || (0..seen).map(|c| cells.cell(c));
    if unclosed {
        let reason = "a quote is opened here and never closed; is the file cut off?".to_owned();
        return Some(Fault {
            code: RejectCode::UnclosedQuote,
            column: None,
            reason,
        });
    }
    if let Some(column) = all().position(|cell| std::str::from_utf8(cell).is_err()) {
        let reason = "not text in UTF-8; pass the encoding of the file, such as windows-1251".to_owned();
        return Some(Fault {
            code: RejectCode::BadEncoding,
            column: Some(column),
            reason,
        });
    }
    if seen < expected || all().skip(expected).any(|cell| !cell.trim_ascii().is_empty()) {
        let reason = format!("{seen} fields, expected {expected}; quote fields that hold the delimiter");
        return Some(Fault {
            code: RejectCode::WrongFieldCount,
            column: None,
            reason,
        });
    }
    None
}

impl Fault {
    fn rejected(self, file: &str, cells: &Cells, row: u64) -> RejectedRow {
        let name = |c: usize| {
            cells
                .header
                .get(c)
                .cloned()
                .unwrap_or_else(|| format!("column_{}", c + 1))
        };
        RejectedRow {
            code: self.code,
            file: file.to_owned(),
            row,
            value: shown(cells.cell(self.column.unwrap_or(0))),
            column: self.column.map(name),
            reason: self.reason,
            raw: cells.raw(),
        }
    }
}
