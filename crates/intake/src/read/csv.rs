//! Delimited text to batches, several chunks at a time.

use super::block::{BLOCK_BYTES, Block, is_plain};
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
use memchr::{memchr, memrchr};
use tropa_model::LocalText;

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
    let mut parser = ChunkParser {
        file,
        layout,
        plan,
        columns,
        quoted: chunk.quoted,
        valid: std::str::from_utf8(text).is_ok(),
        // Rows of a usual log have 40 bytes or more; too small a guess only costs one more allocation.
        builder: Builder::new(plan, file, text.len() / 40),
        parts: Vec::new(),
    };
    let lines = if parser.valid && !chunk.quoted && is_plain(plan) {
        parser.by_block(text)
    } else {
        parser.by_row(text, 0)
    };
    parser.parts.push(parser.builder.finish());
    ChunkParsed {
        parts: parser.parts,
        lines,
        consumed,
    }
}

/// Makes batches of one chunk.
struct ChunkParser<'a> {
    file: &'a str,
    layout: &'a TextLayout,
    plan: &'a Plan,
    columns: &'a [u32],
    quoted: bool,
    /// The whole chunk is UTF-8.
    valid: bool,
    builder: Builder<'a>,
    parts: Vec<Parsed>,
}

impl ChunkParser<'_> {
    fn hand_on_if_full(&mut self) {
        if self.builder.is_full() {
            let next = Builder::new(self.plan, self.file, 0);
            self.parts
                .push(std::mem::replace(&mut self.builder, next).finish());
        }
    }

    /// Takes blocks of lines as a whole, and those that are not simply right row by row; returns the number of lines.
    fn by_block(&mut self, text: &[u8]) -> u64 {
        let (mut start, mut lines, mut room) = (0, 0, Vec::new());
        while start < text.len() {
            let end = block_end(text, start, self.layout.dialect.terminator);
            let part = &text[start..end];
            let block = Block::split(part, self.layout.dialect, self.layout.names.len(), &mut room);
            lines += match block {
                Some(block) if self.builder.push_block(&block, self.columns) => block.rows() as u64,
                _ => self.by_row(part, lines),
            };
            self.hand_on_if_full();
            start = end;
        }
        lines
    }

    /// Takes one row after another; returns the number of lines.
    fn by_row(&mut self, text: &[u8], lines_before: u64) -> u64 {
        let (layout, columns, expected) = (self.layout, self.columns, self.layout.names.len());
        records(text, self.quoted, layout, columns, |cells, line, unclosed| {
            let line = lines_before + line;
            if cells.ends.len() == expected && self.valid && !unclosed {
                self.builder.push(&cells, line);
            } else {
                match fault(&cells, unclosed) {
                    None => self.builder.push(
                        &Cells {
                            ends: &cells.ends[..expected],
                            ..cells
                        },
                        line,
                    ),
                    Some(fault) => {
                        self.builder.counts.rows += 1;
                        self.builder
                            .rejected
                            .push(fault.rejected(self.file, &cells, line));
                    }
                }
            }
            // Looked at now and then: the rows between cannot overflow a text column.
            if self.builder.counts.rows.is_multiple_of(256) {
                self.hand_on_if_full();
            }
            true
        })
    }
}

/// Where the lines end that begin in the block at `start`; at least one.
fn block_end(text: &[u8], start: usize, terminator: u8) -> usize {
    let most = start + BLOCK_BYTES;
    if most >= text.len() {
        return text.len();
    }
    match memrchr(terminator, &text[start..most]) {
        Some(place) => start + place + 1,
        None => memchr(terminator, &text[most..]).map_or(text.len(), |place| most + place + 1),
    }
}

/// Calls `each(cells, line, unclosed)` for each record of a text until it says stop; returns the number of lines.
fn records(
    text: &[u8],
    quoted: bool,
    layout: &TextLayout,
    columns: &[u32],
    mut each: impl FnMut(Cells, u64, bool) -> bool,
) -> u64 {
    let header = &layout.names[..];
    if quoted {
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
        lines_before += records(
            &chunk.text,
            chunk.quoted,
            &layout,
            &columns,
            |cells, line, unclosed| {
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
            },
        );
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
    reason: LocalText,
}

/// Looks at a record that is not simply right: another number of fields, bytes that are no text, a quote without end.
/// `None`: only empty fields too many, what a delimiter at the end of every line makes.
#[cold]
fn fault(cells: &Cells, unclosed: bool) -> Option<Fault> {
    let (expected, seen) = (cells.header.len(), cells.ends.len());
    let all = || (0..seen).map(|c| cells.cell(c));
    if unclosed {
        let reason = LocalText::en_ru(
            "a quote is opened here and never closed; is the file cut off?",
            "здесь открыта кавычка, которая нигде не закрыта; не обрезан ли файл?",
        );
        return Some(Fault {
            code: RejectCode::UnclosedQuote,
            column: None,
            reason,
        });
    }
    if let Some(column) = all().position(|cell| std::str::from_utf8(cell).is_err()) {
        let reason = LocalText::en_ru(
            "not text in UTF-8; state the encoding of the file, such as windows-1251",
            "это не текст в UTF-8; укажите кодировку файла, например windows-1251",
        );
        return Some(Fault {
            code: RejectCode::BadEncoding,
            column: Some(column),
            reason,
        });
    }
    if seen < expected || all().skip(expected).any(|cell| !cell.trim_ascii().is_empty()) {
        let reason = LocalText::en_ru(
            format!("{seen} fields, expected {expected}; quote fields that hold the delimiter"),
            format!("полей {seen}, а нужно {expected}; поля с разделителем внутри возьмите в кавычки"),
        );
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
