//! Maps as tables: one card per row, or as on the wall. The same two shapes in CSV and in workbooks.
//!
//! A cell of a grid reads `↔ [Anna, Oleg] −1.4 | text ‹figures›`, each part only where there is something to say: `↔` a
//! card of the whole stage, `[…]` whom it speaks of, a feeling or a channel before the bar in lanes of those, figures
//! that are shown but not read. Several cards of one cell are lines that begin with `• `.

pub(super) mod cell;
pub(super) mod csv;
mod grid;
mod head;
mod list;
pub(super) mod xlsx;

use super::{Format, FormatError, ImportOptions, Imported, Shape};
use crate::formats::place::at_cell;
use std::collections::BTreeMap;
use tropa_model::proposal::LocalText;

/// One value of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        match text.into() {
            text if text.is_empty() => Self::Empty,
            text => Self::Text(text),
        }
    }
}

/// A table read from a file, and what its hidden part knows.
#[derive(Default)]
pub(super) struct Read {
    pub rows: Vec<Vec<String>>,
    /// (lane id, step or stage id) → what each of its cards showed, and the card's id.
    pub cards: BTreeMap<(String, String), Vec<(String, String)>>,
    /// Names of stages stand in every column of the stage, not in the first alone.
    pub stages_repeat: bool,
}

/// A map from a table of either shape.
pub(super) fn import(read: &Read, format: Format, options: &ImportOptions) -> Result<Imported, FormatError> {
    for (r, row) in read.rows.iter().enumerate() {
        for (c, text) in row
            .iter()
            .enumerate()
            .filter(|(_, text)| text.len() > CELL_CHARS_MAX)
        {
            let found = text.chars().count();
            if found > CELL_CHARS_MAX {
                return Err(FormatError::Malformed {
                    format: format.title(),
                    place: at_cell(r + 1, c + 1),
                    saw: LocalText::en_ru(
                        format!("a cell of {found} characters"),
                        format!("в ячейке {found} знаков"),
                    ),
                    expected: LocalText::en_ru(
                        format!("at most {CELL_CHARS_MAX}"),
                        format!("не больше {CELL_CHARS_MAX}"),
                    ),
                });
            }
        }
    }
    match list_header(read) {
        Some(header) => list::import(read, &header, format, options),
        None => grid::import(read, format, options),
    }
}

/// Where the table is one card per row.
fn list_header(read: &Read) -> Option<head::Header> {
    head::list_header(&read.rows).filter(|_| !grid::is_grid(&read.rows))
}

/// The shape a file of a table is in; `None` for formats that are none.
pub(super) fn shape_of(bytes: &[u8], format: Format) -> Result<Option<Shape>, FormatError> {
    let read = match format {
        Format::Csv => csv::read(bytes)?,
        Format::Xlsx => xlsx::read(bytes)?,
        _ => return Ok(None),
    };
    Ok(Some(match list_header(&read) {
        Some(_) => Shape::List,
        None => Shape::Grid,
    }))
}

/// What one cell of a spreadsheet can hold.
const CELL_CHARS_MAX: usize = 32_767;

/// The shape a format is written in unless told otherwise.
pub(super) fn shape(asked: Option<Shape>, format: Format) -> Shape {
    asked.unwrap_or(match format {
        Format::Csv => Shape::List,
        _ => Shape::Grid,
    })
}

/// What the columns of a list are called, in English and Russian.
pub(super) fn column_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    head::COLUMNS.iter().map(|(_, en, ru, _)| (*en, *ru))
}
