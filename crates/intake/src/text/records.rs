//! Records of delimited text and access to their fields by slot.

use crate::rejected::raw_json;
use memchr::{memchr, memchr2};

/// The three characters that structure a delimited text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    /// Absent: quotes are ordinary characters.
    pub quote: Option<u8>,
    /// `\n`, before which `\r` is dropped; `\r` in files of old programs.
    pub terminator: u8,
}

/// The values of one row by slot: the place of a column in the plan's list of wanted columns.
pub trait Fields {
    /// Empty when missing.
    fn field(&self, slot: usize) -> &[u8];
    /// The row as a JSON object, for quarantine.
    fn raw(&self) -> String;
}

/// One record of delimited text.
pub struct Cells<'a> {
    pub bytes: &'a [u8],
    pub start: usize,
    pub ends: &'a [u32],
    /// Bytes between the end of a field and the start of the next: 1 in plain text, 0 in unquoted copies.
    pub gap: usize,
    /// Slot to column.
    pub columns: &'a [u32],
    pub header: &'a [String],
}

impl Cells<'_> {
    #[inline]
    pub fn cell(&self, column: usize) -> &[u8] {
        let start = if column == 0 {
            self.start
        } else {
            self.ends[column - 1] as usize + self.gap
        };
        &self.bytes[start..self.ends[column] as usize]
    }
}

impl Fields for Cells<'_> {
    #[inline]
    fn field(&self, slot: usize) -> &[u8] {
        self.cell(self.columns[slot] as usize)
    }

    fn raw(&self) -> String {
        let surplus: Vec<String> = (self.header.len()..self.ends.len())
            .map(|column| format!("column_{}", column + 1))
            .collect();
        let names = self.header.iter().chain(&surplus);
        raw_json(
            names
                .enumerate()
                .take(self.ends.len())
                .map(|(column, name)| (name.as_str(), self.cell(column))),
        )
    }
}

/// Where one record of text with quotes ended.
pub struct Ended {
    pub next: usize,
    /// A quote was opened and the text ended.
    pub unclosed: bool,
}

/// Splits the record at `position` into `fields` (quotes removed) and `ends`. A quote opens only at the start of a
/// field; doubled inside it stands for itself; what follows a closing quote belongs to the field.
pub fn quoted_record(
    text: &[u8],
    mut position: usize,
    dialect: Dialect,
    fields: &mut Vec<u8>,
    ends: &mut Vec<u32>,
) -> Ended {
    fields.clear();
    ends.clear();
    let mut unclosed = false;
    loop {
        if dialect.quote.is_some() && text.get(position).copied() == dialect.quote {
            let quote = text[position];
            position += 1;
            loop {
                let Some(length) = memchr(quote, &text[position..]) else {
                    fields.extend_from_slice(&text[position..]);
                    position = text.len();
                    unclosed = true;
                    break;
                };
                fields.extend_from_slice(&text[position..position + length]);
                position += length + 1;
                if text.get(position) != Some(&quote) {
                    break;
                }
                fields.push(quote);
                position += 1;
            }
        }
        let length = memchr2(dialect.delimiter, dialect.terminator, &text[position..]);
        let part = &text[position..length.map_or(text.len(), |n| position + n)];
        position += part.len() + 1;
        let ended = length.is_none() || text[position - 1] == dialect.terminator;
        let part = if ended {
            part.strip_suffix(b"\r").unwrap_or(part)
        } else {
            part
        };
        fields.extend_from_slice(part);
        ends.push(fields.len() as u32);
        if ended {
            return Ended {
                next: position.min(text.len()),
                unclosed,
            };
        }
    }
}

/// Calls `record(fields, ends, line, unclosed)` for each record of text that may have quotes; see
/// [`super::scan::plain_records`].
pub fn quoted_records(
    text: &[u8],
    dialect: Dialect,
    mut record: impl FnMut(&[u8], &[u32], u64, bool) -> bool,
) -> u64 {
    let (mut fields, mut ends) = (Vec::new(), Vec::new());
    let (mut position, mut line) = (0, 0);
    while position < text.len() {
        let blank = match &text[position..] {
            [first, ..] if *first == dialect.terminator => 1,
            [b'\r', second, ..] if *second == dialect.terminator => 2,
            [b'\r'] => 1,
            _ => 0,
        };
        if blank > 0 {
            position += blank;
            line += 1;
            continue;
        }
        let ended = quoted_record(text, position, dialect, &mut fields, &mut ends);
        if !record(&fields, &ends, line, ended.unclosed) {
            return line;
        }
        line += lines_in(&text[position..ended.next], dialect.terminator);
        position = ended.next;
    }
    line
}

/// Line ends in a record, the last line counted also when nothing ends it.
fn lines_in(record: &[u8], terminator: u8) -> u64 {
    let ends = memchr::memchr_iter(terminator, record).count() as u64;
    ends + u64::from(record.last() != Some(&terminator))
}

/// The end of the first record at or after `at_least`, walking field by field from a record's start. `None`: the text
/// ends before.
pub fn boundary(text: &[u8], mut position: usize, at_least: usize, dialect: Dialect) -> Option<usize> {
    let quote = dialect.quote?;
    loop {
        if text.get(position) == Some(&quote) {
            position += 1;
            loop {
                position += memchr(quote, text.get(position..)?)? + 1;
                if text.get(position) != Some(&quote) {
                    break;
                }
                position += 1;
            }
        }
        position += memchr2(dialect.delimiter, dialect.terminator, text.get(position..)?)? + 1;
        if text[position - 1] == dialect.terminator && position >= at_least {
            return Some(position);
        }
    }
}
