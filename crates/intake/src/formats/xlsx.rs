//! The rows of one sheet of a workbook, cell by cell: the sheet is never laid out in memory as a grid, because one
//! cell in the last corner would make it seventeen billion cells.

use crate::mapping::Layout;
use crate::read::csv::missing_column;
use crate::read::rows::{Row, Visitor, Wanted};
use crate::text::layout::{distinct_names, looks_like_names};
use crate::text::stream::whole;
use crate::{Input, IntakeError, limits};
use calamine::{DataRef, Reader, Xlsx};
use std::io::{Cursor, Read};
use tropa_model::LocalText;

/// The sheet that is read: the one named, or the first with a cell.
pub fn sheet(input: &Input, layout: &Layout) -> Result<String, IntakeError> {
    let bytes = whole(input)?;
    let mut book = open(input.name, &bytes)?;
    choose(input.name, &mut book, layout)
}

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

fn broken(file: &str, error: impl std::fmt::Display) -> IntakeError {
    let (place, expected) = (
        LocalText::en_ru("workbook", "книга"),
        LocalText::en_ru(
            "an .xlsx workbook; open and save it again",
            "книга .xlsx; откройте и сохраните её заново",
        ),
    );
    IntakeError::Malformed {
        file: file.into(),
        place,
        saw: LocalText::plain(error.to_string()),
        expected,
    }
}

fn open<'b>(file: &str, bytes: &'b [u8]) -> Result<Book<'b>, IntakeError> {
    check_size(file, bytes)?;
    Xlsx::new(Cursor::new(bytes)).map_err(|e| broken(file, e))
}

/// Unpacks every part once without keeping it: the sizes that an archive states may be lies.
fn check_size(file: &str, bytes: &[u8]) -> Result<(), IntakeError> {
    let truncated = |e: zip::result::ZipError| IntakeError::Truncated {
        file: file.into(),
        cause: damaged(&e),
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(truncated)?;
    let mut left = limits::XLSX_BYTES_MAX;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(truncated)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|e| IntakeError::Truncated {
            file: file.into(),
            cause: damaged(&e),
        })?;
        left = left.checked_sub(read).ok_or_else(|| IntakeError::Bomb {
            file: file.into(),
            bytes: limits::XLSX_BYTES_MAX,
            reason: LocalText::en_ru(
                "no sheet that a spreadsheet can hold is that large",
                "таких больших листов в таблицах не бывает",
            ),
        })?;
    }
    Ok(())
}

fn damaged(error: &dyn std::fmt::Display) -> LocalText {
    LocalText::en_ru(
        format!("the archive is damaged: {error}"),
        format!("архив повреждён: {error}"),
    )
}

fn choose(file: &str, book: &mut Book, layout: &Layout) -> Result<String, IntakeError> {
    let names = book.sheet_names();
    if let Some(wanted) = &layout.sheet {
        let known = names.iter().any(|n| n == wanted);
        return known
            .then(|| wanted.clone())
            .ok_or_else(|| IntakeError::Malformed {
                file: file.into(),
                place: LocalText::en_ru(format!("sheet «{wanted}»"), format!("лист «{wanted}»")),
                saw: LocalText::en_ru("no such sheet", "такого листа нет"),
                expected: LocalText::en_ru(
                    format!("one of {}", names.join(", ")),
                    format!("один из {}", names.join(", ")),
                ),
            });
    }
    for name in names {
        // Chart sheets have no cells to read.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        while let Some(cell) = cells.next_cell().map_err(|e| broken(file, e))? {
            if *cell.get_value() != DataRef::Empty {
                return Ok(name);
            }
        }
    }
    Err(IntakeError::Empty { file: file.into() })
}

/// Visits the rows of the sheet below its header; rows are those of the spreadsheet.
pub fn visit(
    input: &Input,
    layout: &Layout,
    wanted: Wanted,
    visitor: &mut dyn Visitor,
) -> Result<(), IntakeError> {
    let bytes = whole(input)?;
    let mut book = open(input.name, &bytes)?;
    let sheet = choose(input.name, &mut book, layout)?;
    let mut cells = book
        .worksheet_cells_reader(&sheet)
        .map_err(|e| broken(input.name, e))?;
    let mut table = Table {
        file: input.name,
        layout,
        wanted,
        visitor,
        columns: None,
        names: Vec::new(),
        row: Vec::new(),
    };
    let mut current = None;
    while let Some(cell) = cells.next_cell().map_err(|e| broken(input.name, e))? {
        let (row, column) = cell.get_position();
        if current != Some(row) {
            if let Some(row) = current
                && !table.end_row(row)?
            {
                return Ok(());
            }
            current = Some(row);
        }
        table.cell(column as usize, cell.get_value())?;
    }
    if let Some(row) = current {
        table.end_row(row)?;
    }
    visitor.used(input.bytes.len() as u64)
}

struct Table<'t> {
    file: &'t str,
    layout: &'t Layout,
    wanted: Wanted<'t>,
    visitor: &'t mut dyn Visitor,
    /// Column of each slot, known after the first row.
    columns: Option<Vec<usize>>,
    names: Vec<String>,
    /// Texts of the row so far.
    row: Vec<String>,
}

impl Table<'_> {
    fn cell(&mut self, column: usize, value: &DataRef) -> Result<(), IntakeError> {
        if column >= limits::COLUMNS_MAX {
            let (columns, max) = (column + 1, limits::COLUMNS_MAX);
            return Err(IntakeError::TooManyColumns {
                file: self.file.into(),
                columns,
                max,
                delimiter: "sheet".into(),
            });
        }
        let text = text_of(value);
        if !text.is_empty() {
            if self.row.len() <= column {
                self.row.resize(column + 1, String::new());
            }
            self.row[column] = text;
        }
        Ok(())
    }

    /// `row` counts from 0 as the sheet does.
    fn end_row(&mut self, row: u32) -> Result<bool, IntakeError> {
        let texts = std::mem::take(&mut self.row);
        if texts.iter().all(String::is_empty) {
            return Ok(true);
        }
        let Some(columns) = &self.columns else {
            let header = self.layout.header.unwrap_or_else(|| looks_like_names(&texts));
            let names = if header {
                texts.clone()
            } else {
                vec![String::new(); texts.len()]
            };
            self.names = distinct_names(names.into_iter().map(|n| n.trim().to_owned()).collect());
            let find = |slot: &String| {
                self.names
                    .iter()
                    .position(|n| n == slot)
                    .ok_or_else(|| missing_column(self.file, slot, &self.names))
            };
            let columns = match self.wanted {
                Wanted::All => (0..self.names.len()).collect(),
                Wanted::Slots(slots) => slots.iter().map(find).collect::<Result<Vec<_>, _>>()?,
            };
            self.columns = Some(columns);
            self.visitor.names(&self.names);
            if header {
                return Ok(true);
            }
            self.row = texts;
            return self.end_row(row);
        };
        let (mut bytes, mut values) = (Vec::new(), Vec::with_capacity(columns.len()));
        let mut slot_names = Vec::with_capacity(columns.len());
        for column in columns {
            let start = bytes.len() as u32;
            bytes.extend_from_slice(texts.get(*column).map_or(b"", |t| t.as_bytes()));
            values.push((start, bytes.len() as u32));
            slot_names.push(self.names[*column].clone());
        }
        self.visitor.row(
            &Row {
                bytes: &bytes,
                values: &values,
                names: &slot_names,
            },
            u64::from(row) + 1,
        )
    }
}

/// A cell as text: dates in ISO, whole numbers without a point, errors as nothing.
fn text_of(value: &DataRef) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(time) if time.is_duration() => (time.as_f64() * 86_400.0).to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, h, m, s, ms) = time.to_ymd_hms_milli();
            let text = format!("{year:04}-{month:02}-{day:02} {h:02}:{m:02}:{s:02}");
            if ms == 0 { text } else { format!("{text}.{ms:03}") }
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
