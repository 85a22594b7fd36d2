//! Tables as text.

use super::{Cell, Read, grid, list, shape};
use crate::document::Map;
use crate::formats::place::at_line;
use crate::formats::text::decoded;
use crate::formats::{ExportOptions, Format, FormatError, ImportOptions, Imported, Shape};
use tropa_model::proposal::LocalText;

/// First characters by which spreadsheets take a text for a formula.
const FORMULA_SIGNS: [char; 9] = ['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠'];

/// Delimiters tried, the first of equals wins.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Records looked at to tell the delimiter.
const RECORDS_SNIFFED: usize = 50;

/// Rows times columns; a map of every limit has fewer.
pub const CELLS_MAX: usize = 4_000_000;

pub fn write(map: &Map, options: &ExportOptions) -> Result<Vec<u8>, FormatError> {
    // A decimal point beside semicolons would be read as a date by spreadsheets of the countries that use them.
    let decimal = if options.delimiter == ';' { ',' } else { '.' };
    let rows = match shape(options.shape, Format::Csv) {
        Shape::List => list::write(map, &options.lang).rows,
        Shape::Grid => grid::write(map, &options.lang, decimal).repeated_rows(),
    };
    let mut bytes = Vec::new();
    if options.bom {
        bytes.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut writer = csv::WriterBuilder::new()
        .delimiter(u8::try_from(options.delimiter).unwrap_or(b','))
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes);
    // Rows of one width: readers tell the delimiter from them.
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    for mut row in rows {
        row.resize(width, Cell::Empty);
        let fields = row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Number(value) => value.to_string().replace('.', &decimal.to_string()),
            Cell::Text(text) => guarded(text),
        });
        let fields: Vec<String> = fields.collect();
        writer
            .write_record(&fields)
            .expect("writing to memory cannot fail");
    }
    writer.flush().expect("writing to memory cannot fail");
    drop(writer);
    Ok(bytes)
}

/// A text that a spreadsheet would run is begun with an apostrophe; numbers stay numbers.
fn guarded(text: &str) -> String {
    let bare = text.trim_start_matches('\'');
    let runs = bare.starts_with(FORMULA_SIGNS) && super::cell::value(text).is_none();
    if runs { format!("'{text}") } else { text.to_owned() }
}

fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA_SIGNS) => rest,
        _ => text,
    }
}

pub fn import(bytes: &[u8], options: &ImportOptions) -> Result<Imported, FormatError> {
    super::import(&read(bytes)?, Format::Csv, options)
}

/// The rows of a file.
pub fn read(bytes: &[u8]) -> Result<Read, FormatError> {
    let text = decoded(bytes, Format::Csv)?;
    // Excel writes this line to say which delimiter it used.
    let (told, text) = match text.strip_prefix("sep=") {
        Some(rest) => (
            rest.bytes().next(),
            rest.split_once('\n').map_or("", |(_, below)| below),
        ),
        None => (None, text.as_str()),
    };
    let delimiter = told
        .filter(|d| DELIMITERS.contains(d))
        .unwrap_or_else(|| delimiter(text));
    let mut read = Read {
        stages_repeat: true,
        ..Read::default()
    };
    let mut cells = 0;
    for record in reader(text, delimiter).into_records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            FormatError::Malformed {
                format: "CSV",
                place: at_line(line as usize),
                saw: LocalText::plain(error.to_string()),
                expected: LocalText::en_ru("fields with quotes closed", "поля с закрытыми кавычками"),
            }
        })?;
        cells += record.len();
        if cells > CELLS_MAX {
            return Err(FormatError::TooMuch {
                format: "CSV",
                what: "cells",
                found: cells,
                max: CELLS_MAX,
            });
        }
        read.rows
            .push(record.iter().map(|field| unguarded(field).to_owned()).collect());
    }
    Ok(read)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The delimiter by which the largest part of the first records has the same number of fields, more than one.
fn delimiter(text: &str) -> u8 {
    let agreement = |delimiter: u8| {
        let widths: Vec<usize> = reader(text, delimiter)
            .into_records()
            .take(RECORDS_SNIFFED)
            .filter_map(|record| Some(record.ok()?.len()))
            .collect();
        let agree = |width: &usize| widths.iter().filter(|w| *w == width).count();
        // In a thousand: a wrong delimiter breaks quoted texts into more records, not into more alike ones.
        let share = |width: &usize| agree(width) * 1_000 / widths.len();
        widths
            .iter()
            .filter(|w| **w > 1)
            .map(|w| (share(w), *w))
            .max()
            .unwrap_or_default()
    };
    let mut best = (b',', (0, 0));
    for candidate in DELIMITERS {
        let found = agreement(candidate);
        if found > best.1 {
            best = (candidate, found);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_texts_and_negative_numbers_stay_numbers() {
        let all = [
            "=1+1",
            "-1.4",
            "−1,4",
            "-не пришло",
            "+7 495 000-00-00",
            "@name",
            "'=x",
            "'quoted'",
            "plain",
            "''-",
        ];
        let written: Vec<String> = all.iter().map(|t| guarded(t)).collect();
        assert_eq!(
            written,
            [
                "'=1+1",
                "-1.4",
                "−1,4",
                "'-не пришло",
                "'+7 495 000-00-00",
                "'@name",
                "''=x",
                "'quoted'",
                "plain",
                "'''-"
            ]
        );
        for (text, written) in all.iter().zip(&written) {
            assert_eq!(unguarded(written), *text);
        }
    }

    #[test]
    fn the_delimiter_is_told_from_the_rows() {
        assert_eq!(delimiter("a;b;c\n1,5;2;3\n"), b';');
        assert_eq!(delimiter("a,b\n\"x;y;z\",2\n"), b',');
        assert_eq!(delimiter("a\tb\n1\t2\n"), b'\t');
    }
}
