//! Rows of plain text taken column by column: the way of nearly every row of nearly every file.
//!
//! Here only what is simply right is read. Anything else, however small, leaves the builder as it was, and the block
//! goes row by row, where every fault has its name.

use super::builder::{Builder, ColumnBuilder, parse_number, push_text, trim};
use super::plan::{Plan, Source};
use crate::text::records::Dialect;
use crate::text::scan::separators;
use crate::{limits, number};

/// Bytes of text read at once: with the places of its separators it stays in the second-level cache.
pub const BLOCK_BYTES: usize = 64 << 10;

/// Whole lines without quotes, all with the right number of fields.
pub struct Block<'t> {
    text: &'t [u8],
    /// Where each field ends.
    ends: &'t [u32],
    columns: usize,
}

impl<'t> Block<'t> {
    /// Splits lines, the last of which ends. `None` unless each has `columns` fields. `room` is used again and again.
    pub fn split(
        text: &'t [u8],
        dialect: Dialect,
        columns: usize,
        room: &'t mut Vec<u32>,
    ) -> Option<Block<'t>> {
        // An empty line has as many fields as a line of one field, but it is no row.
        if columns < 2 || text.len() > limits::FIELD_BYTES_MAX || text.last() != Some(&dialect.terminator) {
            return None;
        }
        room.clear();
        separators(text, dialect, room);
        let ends_line = |place: &u32| text[*place as usize] == dialect.terminator;
        let rows = room.chunks_exact(columns);
        let regular = rows.remainder().is_empty()
            && rows.into_iter().all(|row| {
                let (last, inner) = row.split_last().expect("two columns or more");
                ends_line(last) && !inner.iter().any(ends_line)
            });
        regular.then_some(Block {
            text,
            ends: room,
            columns,
        })
    }

    pub fn rows(&self) -> usize {
        self.ends.len() / self.columns
    }

    /// Start and end of each field of a column, without spaces around and without `\r` at the end of a line.
    #[inline]
    fn fields(&self, column: usize) -> impl Iterator<Item = (usize, usize)> {
        (column..self.ends.len()).step_by(self.columns).map(move |field| {
            let start = if field == 0 {
                0
            } else {
                self.ends[field - 1] as usize + 1
            };
            let end = self.ends[field] as usize;
            match &self.text[start..end] {
                [first, .., last] if *first > b' ' && *last > b' ' => (start, end),
                text => {
                    let start = start + (text.len() - text.trim_ascii_start().len());
                    (start, start + text.trim_ascii().len())
                }
            }
        })
    }

    /// The fields of a column as they are, but for `\r` at the end of a line.
    fn whole_fields(&self, column: usize) -> impl Iterator<Item = &'t [u8]> {
        let ends_line = column + 1 == self.columns;
        (column..self.ends.len()).step_by(self.columns).map(move |field| {
            let start = if field == 0 {
                0
            } else {
                self.ends[field - 1] as usize + 1
            };
            let text = &self.text[start..self.ends[field] as usize];
            if ends_line {
                text.strip_suffix(b"\r").unwrap_or(text)
            } else {
                text
            }
        })
    }
}

/// Whether the plan makes one event of each row, out of its own fields alone.
pub fn is_plain(plan: &Plan) -> bool {
    let slot = |source: &Source| matches!(source, Source::Slot(_));
    let [event] = &plan.events[..] else { return false };
    plan.joins.is_empty()
        && plan.ends.activities.is_empty()
        && !event.optional
        && event.end.is_none()
        && [&plan.actor, &event.activity, &event.time.source]
            .into_iter()
            .all(slot)
        && event.columns.iter().flatten().all(slot)
}

impl Builder<'_> {
    /// Takes all rows of a block, or none of them. `slots` gives the column of each slot; the text is valid UTF-8 and
    /// the plan [`is_plain`].
    pub fn push_block(&mut self, block: &Block, slots: &[u32]) -> bool {
        let before = self.len();
        let taken = self.push_columns(block, slots).is_some();
        if taken {
            self.counts.rows += block.rows() as u64;
        } else {
            self.truncate(before);
        }
        taken
    }

    fn push_columns(&mut self, block: &Block, slots: &[u32]) -> Option<()> {
        let plan = self.plan;
        let event = plan.events.first()?;
        let column = |source: &Source| match source {
            Source::Slot(slot) => slots.get(*slot).map(|column| *column as usize),
            _ => None,
        };
        let (parser, _) = self.times.first_mut()?;
        for (start, end) in block.fields(column(&event.time.source)?) {
            self.time_us.push(parser.parse(&block.text[start..end]).ok()?);
        }
        for (start, end) in block.fields(column(&plan.actor)?) {
            let actor = &block.text[start..end];
            if actor.is_empty()
                || actor.len() > limits::KEY_BYTES_MAX
                || (actor.len() <= 4 && number::is_null_word(actor))
            {
                return None;
            }
            // Short keys are copied with what follows them, which is then taken back: one move of known length.
            match block.text.get(start..start + 16) {
                Some(sixteen) if actor.len() <= 16 => {
                    let filled = self.actor.bytes.len();
                    let sixteen: &[u8; 16] = sixteen.try_into().expect("sixteen bytes");
                    self.actor.bytes.extend_from_slice(sixteen);
                    self.actor.bytes.truncate(filled + actor.len());
                }
                _ => self.actor.bytes.extend_from_slice(actor),
            }
            self.actor.offsets.push(self.actor.bytes.len() as u32);
        }
        for (start, end) in block.fields(column(&event.activity)?) {
            if start == end || end - start > limits::KEY_BYTES_MAX {
                return None;
            }
            self.activity.push_part(block.text, start, end);
        }
        for (index, out) in plan.out.iter().enumerate() {
            let source = event.columns[index].as_ref();
            let Some(source) = source else {
                self.columns[index].push_missing(block.rows());
                continue;
            };
            let place = column(source)?;
            match &mut self.columns[index] {
                ColumnBuilder::Coded(coder) => {
                    for (start, end) in block.fields(place) {
                        coder.push_part(block.text, start, end);
                    }
                }
                ColumnBuilder::Number(values) => {
                    for text in block.whole_fields(place) {
                        values.push(parse_number(plan, out, Some(source), trim(text)).ok()?);
                    }
                }
                ColumnBuilder::Text(column) => {
                    block.whole_fields(place).for_each(|text| push_text(column, text))
                }
            }
        }
        Some(())
    }
}

impl ColumnBuilder {
    fn push_missing(&mut self, rows: usize) {
        match self {
            ColumnBuilder::Coded(coder) => (0..rows).for_each(|_| coder.push(&[])),
            ColumnBuilder::Text(column) => (0..rows).for_each(|_| push_text(column, &[])),
            ColumnBuilder::Number(values) => values.resize(values.len() + rows, f64::NAN),
        }
    }
}
