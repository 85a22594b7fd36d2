//! Workbooks: written so that people edit them in Excel and LibreOffice, and read back with their ids.

use super::csv::CELLS_MAX;
use super::{Cell, Read, grid, head, list, shape};
use crate::Lang;
use crate::document::{LaneRole, Map};
use crate::formats::words::{lane_name, roles};
use crate::formats::{ExportOptions, Format as MapFormat, FormatError, ImportOptions, Imported, Shape};
use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet, XlsxError,
};
use std::io::{Cursor, Read as _};
use tropa_model::proposal::LocalText;

/// The hidden sheet: ids of cards, and the words that validation offers.
const HIDDEN: &str = "_tropa";
/// Where the words of lane types stand in the hidden sheet, as a column.
const WORDS_COLUMN: u16 = 5;
/// All parts of a workbook unpacked; a map of every limit stays under a tenth.
const UNPACKED_BYTES_MAX: u64 = 256 << 20;
/// Parts of a workbook; ours has about fifteen.
const PARTS_MAX: usize = 10_000;
const COLUMNS_MAX: usize = 16_384;
const FONT: &str = "Calibri";

pub fn write(map: &Map, options: &ExportOptions) -> Result<Vec<u8>, FormatError> {
    let written = match shape(options.shape, MapFormat::Xlsx) {
        Shape::Grid => write_grid(map, options),
        Shape::List => write_list(map, options),
    };
    written.map_err(|error| FormatError::Malformed {
        format: "XLSX",
        place: LocalText::en_ru("map", "карта"),
        saw: LocalText::plain(error.to_string()),
        expected: LocalText::en_ru(
            "texts and sizes that fit into a sheet of Excel",
            "тексты и размеры, которые помещаются на лист Excel",
        ),
    })
}

/// The same map gives the same bytes: nothing in the file says when it was written.
fn book(map: &Map, options: &ExportOptions) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_title(map.title.get(&options.lang))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    Ok(book)
}

fn base() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(11)
        .set_align(FormatAlign::Top)
        .set_text_wrap()
}

/// Soft tint of a lane, by what it is about.
fn tint(role: LaneRole) -> u32 {
    use LaneRole::*;
    match role {
        Actions | Goals | ActionItems | Needs => 0xEF_F6FF,
        Touchpoints | Channels | Content => 0xEC_FEFF,
        Thoughts | Quotes | Questions => 0xF5_F3FF,
        Pains => 0xFF_F1F2,
        Delights => 0xF0_FDF4,
        Opportunities | Ideas | MomentsOfTruth => 0xFE_FCE8,
        Kpis => 0xF1_F5F9,
        FrontStage => 0xFF_F7ED,
        BackStage | Support => 0xF5_F5F4,
        Feelings | Expectations | Owner | Images | Text => 0xFF_FFFF,
    }
}

/// Colour of a value on −2..=+2: blue above, red below, both dark enough to read.
fn feeling_color(value: f64) -> u32 {
    match value {
        v if v < -1.5 => 0xA5_0026,
        v if v < -0.5 => 0xC2_410C,
        v if v <= 0.5 => 0x6B_7280,
        v if v <= 1.5 => 0x25_63A8,
        _ => 0x1E_3A8A,
    }
}

fn write_grid(map: &Map, options: &ExportOptions) -> Result<Vec<u8>, XlsxError> {
    let words = options.words();
    let grid = grid::write(map, &options.lang, '.');
    let mut book = book(map, options)?;
    let width = grid.rows.get(grid.stage_row).map_or(0, Vec::len);
    let pages = width
        .saturating_sub(grid::COLUMNS_BEFORE)
        .div_ceil(COLUMNS_PER_PAGE)
        .max(1);
    let sheet = book.add_worksheet();
    sheet.set_name(words.pick("Map", "Карта"))?;
    sheet
        .set_landscape()
        .set_paper_size(8)
        .set_print_fit_to_pages(pages as u16, 0)
        .set_screen_gridlines(false);
    let line = FormatBorder::Thin;
    let label = base().set_bold().set_font_color(0x1F_2937);
    let muted = base().set_font_color(0x4B_5563).set_font_size(9);
    let stage = base()
        .set_bold()
        .set_font_size(12)
        .set_align(FormatAlign::Center)
        .set_background_color(0xE2_E8F0)
        .set_border(line)
        .set_border_color(0x94_A3B8);
    let step = base()
        .set_bold()
        .set_background_color(0xF8_FAFC)
        .set_border(line)
        .set_border_color(0xCB_D5E1);
    let moment = step.clone().set_background_color(0xFE_F3C7);

    sheet
        .set_column_width(0, 22)?
        .set_column_width(1, 14)?
        .set_column_hidden(2)?;
    for column in grid::COLUMNS_BEFORE..width {
        sheet.set_column_width(column as u16, 28)?;
    }
    for (r, row) in grid.rows.iter().enumerate() {
        let lane = r
            .checked_sub(grid.id_row + 1)
            .and_then(|i| grid.lanes.get(i))
            .copied();
        for (c, cell) in row.iter().enumerate() {
            let format = match lane {
                _ if r == 0 && c == grid::COLUMNS_BEFORE => continue,
                _ if c == 0 => label.clone(),
                _ if c < grid::COLUMNS_BEFORE || r == grid.id_row => muted.clone(),
                _ if r == grid.stage_row => continue,
                _ if r == grid.step_row && grid.moments.contains(&c) => moment.clone(),
                _ if r == grid.step_row => step.clone(),
                Some(role) => base()
                    .set_background_color(tint(role))
                    .set_border(line)
                    .set_border_color(0xE2_E8F0),
                None => base(),
            };
            put(sheet, r, c, cell, format, lane)?;
        }
    }
    // The title runs over the columns beside it.
    let title_format = Format::new().set_font_name(FONT).set_bold().set_font_size(16);
    let title_column = grid::COLUMNS_BEFORE;
    put(
        sheet,
        0,
        title_column,
        &grid.rows[0][title_column],
        title_format,
        None,
    )?;
    for (first, columns) in &grid.stages {
        let (row, from) = (grid.stage_row as u32, *first as u16);
        let Cell::Text(name) = &grid.rows[grid.stage_row][*first] else {
            continue;
        };
        match *columns as u16 {
            1 => sheet.write_string_with_format(row, from, name, &stage)?,
            n => sheet.merge_range(row, from, row, from + n - 1, name, &stage)?,
        };
    }
    for (r, row) in grid.rows.iter().enumerate().skip(1) {
        sheet.set_row_height(r as u32, height(row))?;
    }
    sheet.set_row_height(0, 24)?;
    sheet.set_row_hidden(grid.id_row as u32)?;
    sheet.set_freeze_panes(grid.id_row as u32 + 1, grid::COLUMNS_BEFORE as u16)?;
    sheet.set_repeat_rows(0, grid.step_row as u32)?;
    sheet.set_repeat_columns(0, 0)?;
    // Some rows below the last lane are ready for new ones.
    let lanes = grid.id_row as u32 + 1..=(grid.rows.len() as u32 + 20);
    lane_words(sheet, lanes, 1, words)?;
    hidden(&mut book, words, &grid.cards)?;
    book.save_to_buffer()
}

/// Points a row of wrapped texts needs: programs that do not measure texts when they open a file cut them else.
fn height(row: &[Cell]) -> f64 {
    let lines = row.iter().enumerate().map(|(column, cell)| match cell {
        Cell::Text(text) if column == 0 || column >= grid::COLUMNS_BEFORE => text
            .lines()
            .map(|line| line.chars().count().div_ceil(CHARS_PER_LINE).max(1))
            .sum(),
        _ => 1,
    });
    let lines: usize = lines.max().unwrap_or(1);
    (lines as f64 * LINE_POINTS + 3.0).min(ROW_POINTS_MAX)
}

/// Of Cyrillic in a column 28 wide; Latin is narrower, so its rows are a little too high rather than cut.
const CHARS_PER_LINE: usize = 25;
const LINE_POINTS: f64 = 15.0;
/// Excel's own limit.
const ROW_POINTS_MAX: f64 = 409.0;
/// Columns of steps that can be read on one sheet of A3.
const COLUMNS_PER_PAGE: usize = 8;

fn put(
    sheet: &mut Worksheet,
    r: usize,
    c: usize,
    cell: &Cell,
    format: Format,
    lane: Option<LaneRole>,
) -> Result<(), XlsxError> {
    let (row, column) = (r as u32, c as u16);
    match cell {
        Cell::Empty if lane.is_some() && c >= grid::COLUMNS_BEFORE => {
            sheet.write_blank(row, column, &format)?;
        }
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, text, &format)?;
        }
        Cell::Number(value) => {
            let format = match lane {
                Some(LaneRole::Feelings) => format
                    .set_num_format("+0.0;-0.0;0.0")
                    .set_bold()
                    .set_align(FormatAlign::Center)
                    .set_font_color(feeling_color(*value)),
                _ => format,
            };
            sheet.write_number_with_format(row, column, *value, &format)?;
        }
    }
    Ok(())
}

/// Lane types are chosen from a list; another word is allowed and becomes free text.
fn lane_words(
    sheet: &mut Worksheet,
    rows: std::ops::RangeInclusive<u32>,
    column: u16,
    words: Lang,
) -> Result<(), XlsxError> {
    let range = format!("='{HIDDEN}'!$F$1:$F${}", roles().count());
    let validation = DataValidation::new()
        .allow_list_formula(Formula::new(range))
        .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Information)
        .set_error_message(words.pick(
            "A lane of this type is read as notes.",
            "Дорожка такого типа будет прочитана как заметки.",
        ))?;
    sheet.add_data_validation(*rows.start(), column, *rows.end(), column, &validation)?;
    Ok(())
}

fn hidden(book: &mut Workbook, words: Lang, cards: &[[String; 4]]) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(HIDDEN)?.set_hidden(true);
    let plain = Format::new();
    for (r, card) in cards.iter().enumerate() {
        for (c, text) in card.iter().enumerate() {
            sheet.write_string_with_format(r as u32, c as u16, text, &plain)?;
        }
    }
    for (r, role) in roles().enumerate() {
        sheet.write_string_with_format(r as u32, WORDS_COLUMN, lane_name(words, role), &plain)?;
    }
    Ok(())
}

fn write_list(map: &Map, options: &ExportOptions) -> Result<Vec<u8>, XlsxError> {
    use head::Column;
    let words = options.words();
    let list = list::write(map, &options.lang);
    let mut book = book(map, options)?;
    let sheet = book.add_worksheet();
    sheet.set_name(words.pick("Cards", "Карточки"))?;
    let header = base().set_bold().set_background_color(0xE2_E8F0);
    for (r, row) in list.rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            let format = match r {
                0 => header.clone(),
                _ => base(),
            };
            put(sheet, r, c, cell, format, None)?;
        }
    }
    let last = list.rows.len() as u32;
    for (c, column) in list.columns.iter().enumerate() {
        let c = c as u16;
        let width = match column {
            Column::Text | Column::Quote => 60,
            Column::Step | Column::Stage | Column::Lane | Column::LaneType => 24,
            Column::Persona
            | Column::Channel
            | Column::Metric
            | Column::Base
            | Column::Department
            | Column::Emotions => 20,
            _ => 12,
        };
        sheet.set_column_width(c, width)?;
        match column {
            Column::LaneType => lane_words(sheet, 1..=last + 200, c, words)?,
            Column::Status => {
                let choice = DataValidation::new()
                    .allow_list_strings(&["open", "planned", "doing", "done", "dropped"])?;
                sheet.add_data_validation(1, c, last + 200, c, &choice)?;
            }
            Column::Map
            | Column::MapId
            | Column::LaneOrder
            | Column::StageId
            | Column::StepId
            | Column::LaneId
            | Column::CardId => {
                sheet.set_column_hidden(c)?;
            }
            _ => {}
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.autofilter(
        0,
        0,
        last.saturating_sub(1),
        list.columns.len().saturating_sub(1) as u16,
    )?;
    hidden(&mut book, words, &[])?;
    book.save_to_buffer()
}

fn broken(error: impl std::fmt::Display) -> FormatError {
    FormatError::Malformed {
        format: "XLSX",
        place: LocalText::en_ru("workbook", "книга"),
        saw: LocalText::plain(error.to_string()),
        expected: LocalText::en_ru(
            "an .xlsx workbook; open it and save it again",
            "книга .xlsx; откройте её и сохраните заново",
        ),
    }
}

fn too_much(what: &'static str, found: usize, max: usize) -> FormatError {
    FormatError::TooMuch {
        format: "XLSX",
        what,
        found,
        max,
    }
}

pub fn import(bytes: &[u8], options: &ImportOptions) -> Result<Imported, FormatError> {
    super::import(&read(bytes)?, MapFormat::Xlsx, options)
}

/// The rows of the first sheet that has any, and the ids beside them.
pub fn read(bytes: &[u8]) -> Result<Read, FormatError> {
    check_size(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names();
    let mut read = Read::default();
    for name in names.iter().filter(|name| *name != HIDDEN) {
        // Sheets of charts have no cells.
        read.rows = cells(&mut book, name).or_else(|error| match error {
            FormatError::TooMuch { .. } => Err(error),
            _ => Ok(Vec::new()),
        })?;
        if read.rows.iter().any(|row| !row.is_empty()) {
            break;
        }
    }
    if names.iter().any(|name| name == HIDDEN) {
        for row in cells(&mut book, HIDDEN)? {
            if let [lane, at, shown, card, ..] = row.as_slice()
                && !card.is_empty()
            {
                let known = read.cards.entry((lane.clone(), at.clone())).or_default();
                known.push((shown.clone(), card.clone()));
            }
        }
    }
    Ok(read)
}

/// Unpacks every part once without keeping it: the sizes an archive states may be lies.
fn check_size(bytes: &[u8]) -> Result<(), FormatError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > PARTS_MAX {
        return Err(too_much("parts", archive.len(), PARTS_MAX));
    }
    let mut left = UNPACKED_BYTES_MAX;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(broken)?;
        left = left.checked_sub(read).ok_or_else(|| {
            let max = UNPACKED_BYTES_MAX as usize;
            too_much("bytes when unpacked", max + 1, max)
        })?;
    }
    Ok(())
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<Vec<String>>, FormatError> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut held = 0;
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if column >= COLUMNS_MAX {
            return Err(too_much("columns", column + 1, COLUMNS_MAX));
        }
        // Counts the empty cells before it too: one cell in the last corner must not fill the memory.
        held += (row + 1).saturating_sub(rows.len())
            + (column + 1).saturating_sub(rows.get(row).map_or(0, Vec::len));
        if held > CELLS_MAX {
            return Err(too_much("cells", held, CELLS_MAX));
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        rows[row][column] = text;
    }
    Ok(rows)
}

/// A cell as text: dates as 2026-12-31, whole numbers without a point, errors as nothing.
fn text_of(value: &DataRef) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
