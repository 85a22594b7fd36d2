//! A text cut into pieces of whole records that can be parsed side by side.

use super::records::{Dialect, boundary};
use super::stream::Consumed;
use crate::{IntakeError, limits};
use memchr::{memchr, memchr2, memrchr};
use std::borrow::Cow;
use std::io::Read;

/// Whole records.
pub struct Chunk<'a> {
    pub text: Cow<'a, [u8]>,
    /// Has a quote, so fields must be unquoted one by one.
    pub quoted: bool,
}

enum Source<'a> {
    /// Lies in memory as UTF-8.
    Slice { all: &'a [u8], rest: &'a [u8] },
    Stream {
        reader: Box<dyn Read + Send + 'a>,
        carry: Vec<u8>,
        ended: bool,
    },
}

/// Cuts a text at record ends, about [`limits::CHUNK_BYTES`] apart.
pub struct Chunks<'a> {
    file: String,
    dialect: Dialect,
    source: Source<'a>,
    consumed: Consumed,
    total: u64,
    /// Line of the next chunk's first record, from 1.
    line: u64,
}

enum Cut {
    At { end: usize, quoted: bool },
    NeedsMore,
}

impl<'a> Chunks<'a> {
    /// Text that lies in memory as UTF-8, without its byte order mark.
    pub fn of_slice(file: &str, text: &'a [u8], dialect: Dialect, consumed: Consumed, total: u64) -> Self {
        Self {
            file: file.into(),
            dialect,
            source: Source::Slice {
                all: text,
                rest: text,
            },
            consumed,
            total,
            line: 1,
        }
    }

    /// Text that arrives as UTF-8; `consumed` is kept by the reader below.
    pub fn of_stream(
        file: &str,
        reader: Box<dyn Read + Send + 'a>,
        dialect: Dialect,
        consumed: Consumed,
        total: u64,
    ) -> Self {
        let source = Source::Stream {
            reader,
            carry: Vec::new(),
            ended: false,
        };
        Self {
            file: file.into(),
            dialect,
            source,
            consumed,
            total,
            line: 1,
        }
    }

    /// Says on which line of the file the text begins, where that is not the first.
    pub fn starting_at_line(mut self, line: u64) -> Self {
        self.line = line;
        self
    }

    /// The next chunk, or `None` at the end.
    pub fn next_chunk(&mut self) -> Result<Option<Chunk<'a>>, IntakeError> {
        let dialect = self.dialect;
        let Self {
            file,
            source,
            consumed,
            total,
            line,
            ..
        } = self;
        let ends = |text: &[u8]| memchr::memchr_iter(dialect.terminator, text).count() as u64;
        let too_long = |line: u64, text: &[u8]| IntakeError::RecordTooLong {
            file: file.clone(),
            line: line + ends(&text[..last_record(text, dialect)]),
            max: limits::RECORD_BYTES_MAX,
            quote: dialect.quote.map_or(String::new(), |q| char::from(q).to_string()),
        };
        match source {
            Source::Slice { all, rest } => {
                if rest.is_empty() {
                    return Ok(None);
                }
                // A window: looking for a record's end never reads more than one record too far.
                let window = rest.len().min(limits::CHUNK_BYTES + limits::RECORD_BYTES_MAX);
                let Cut::At { end, quoted } = cut(&rest[..window], window == rest.len(), dialect) else {
                    // Counted only now: a file in memory is read faster without.
                    let before = ends(&all[..all.len() - rest.len()]);
                    return Err(too_long(*line + before, &rest[..window]));
                };
                let (chunk, after) = rest.split_at(end);
                *rest = after;
                consumed.set(*total - after.len() as u64);
                Ok(Some(Chunk {
                    text: Cow::Borrowed(chunk),
                    quoted,
                }))
            }
            Source::Stream { reader, carry, ended } => loop {
                if *ended && carry.is_empty() {
                    return Ok(None);
                }
                if *ended || carry.len() > limits::CHUNK_BYTES {
                    match cut(carry, *ended, dialect) {
                        Cut::At { end, quoted } => {
                            let after = carry.split_off(end);
                            let text = std::mem::replace(carry, after);
                            *line += ends(&text);
                            return Ok(Some(Chunk {
                                text: Cow::Owned(text),
                                quoted,
                            }));
                        }
                        Cut::NeedsMore if carry.len() > limits::CHUNK_BYTES + limits::RECORD_BYTES_MAX => {
                            return Err(too_long(*line, carry));
                        }
                        Cut::NeedsMore => {}
                    }
                }
                let had = carry.len();
                let wanted = (limits::CHUNK_BYTES + (256 << 10))
                    .saturating_sub(had)
                    .max(1 << 20);
                let read = reader.by_ref().take(wanted as u64).read_to_end(carry);
                read.map_err(|e| super::stream::io_trouble(file, &e))?;
                *ended = carry.len() == had;
            },
        }
    }
}

/// Where the record begins that does not end in this text.
fn last_record(text: &[u8], dialect: Dialect) -> usize {
    let mut start = 0;
    while let Some(next) = boundary(text, start, start + 1, dialect) {
        start = next;
    }
    start
}

/// Where to cut: at the end of the record that holds the byte at `CHUNK_BYTES`.
fn cut(text: &[u8], ended: bool, dialect: Dialect) -> Cut {
    let whole = || Cut::At {
        end: text.len(),
        quoted: dialect.quote.is_some_and(|q| memchr(q, text).is_some()),
    };
    if text.len() <= limits::CHUNK_BYTES {
        return if ended { whole() } else { Cut::NeedsMore };
    }
    let at_least = limits::CHUNK_BYTES;
    let none = || if ended { whole() } else { Cut::NeedsMore };
    let Some(quote) = dialect.quote else {
        return memchr(dialect.terminator, &text[at_least..]).map_or_else(none, |n| Cut::At {
            end: at_least + n + 1,
            quoted: false,
        });
    };
    let first_quote = match memchr(quote, &text[..at_least]) {
        Some(place) => place,
        None => match memchr2(quote, dialect.terminator, &text[at_least..]) {
            None => return none(),
            Some(n) if text[at_least + n] != quote => {
                return Cut::At {
                    end: at_least + n + 1,
                    quoted: false,
                };
            }
            Some(n) => at_least + n,
        },
    };
    // Before the first quote every line end ends a record.
    let record_start = memrchr(dialect.terminator, &text[..first_quote]).map_or(0, |n| n + 1);
    boundary(text, record_start, at_least, dialect).map_or_else(none, |end| Cut::At { end, quoted: true })
}
