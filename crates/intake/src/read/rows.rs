//! The rows of a file of any format, one after another: for samples, joined tables, previews and all formats without
//! a faster way of their own.

use super::csv;
use crate::formats::sniff::{is_sqlite, sniff};
use crate::formats::{jsonl, ocel, parquet, xes, xlsx};
use crate::mapping::Layout;
use crate::rejected::raw_json;
use crate::text::records::Fields;
use crate::{Format, Input, IntakeError, RejectedRow};
use tropa_model::LocalText;

/// Receives rows. `Ok(false)` ends the visit early.
pub trait Visitor {
    /// Told once, before the first row, unless names only show while reading (XES, JSON): then whenever they grow.
    fn names(&mut self, _names: &[String]) {}
    fn row(&mut self, fields: &dyn Fields, row: u64) -> Result<bool, IntakeError>;
    /// A record that could not even be split into fields.
    fn bad(&mut self, _row: RejectedRow) -> Result<bool, IntakeError> {
        Ok(true)
    }
    /// Something that the summary must say.
    fn note(&mut self, _note: LocalText) {}
    /// Bytes of the file used so far.
    fn used(&mut self, _bytes: u64) -> Result<(), IntakeError> {
        Ok(())
    }
}

/// Which columns a visitor wants.
#[derive(Clone, Copy)]
pub enum Wanted<'a> {
    /// Slot `i` is column `i` of the file.
    All,
    Slots(&'a [String]),
}

/// One row of a format without records of its own: values by slot in one buffer.
#[derive(Debug, Default)]
pub struct Row<'a> {
    pub bytes: &'a [u8],
    /// Start and end by slot; missing slots are empty.
    pub values: &'a [(u32, u32)],
    pub names: &'a [String],
}

impl Fields for Row<'_> {
    fn field(&self, slot: usize) -> &[u8] {
        self.values
            .get(slot)
            .map_or(&[], |(start, end)| &self.bytes[*start as usize..*end as usize])
    }

    fn raw(&self) -> String {
        let filled = self
            .names
            .iter()
            .enumerate()
            .filter(|(slot, _)| !self.field(*slot).is_empty());
        raw_json(filled.map(|(slot, name)| (name.as_str(), self.field(slot))))
    }
}

/// The format given, or found.
pub fn format_of(input: &Input, layout: &Layout) -> Result<Format, IntakeError> {
    match layout.format {
        Some(format) => Ok(format),
        None => sniff(input),
    }
}

/// Visits the rows of a file.
pub fn visit(
    input: &Input,
    layout: &Layout,
    wanted: Wanted,
    visitor: &mut dyn Visitor,
) -> Result<(), IntakeError> {
    match format_of(input, layout)? {
        Format::Csv => csv::visit(input, layout, wanted, visitor),
        Format::Xes => xes::visit(input, wanted, visitor),
        // The document made of the rows stands in for the database.
        Format::OcelSqlite if !is_sqlite(input.bytes) => {
            let log = ocel::open(input, Format::OcelJson)?;
            ocel::visit(
                &log,
                input.name,
                layout,
                wanted,
                matches!(wanted, Wanted::All),
                visitor,
            )
        }
        Format::OcelSqlite => Err(IntakeError::SqliteNeedsRows {
            file: input.name.into(),
        }),
        Format::Jsonl => jsonl::visit(input, layout, wanted, visitor),
        Format::Xlsx => xlsx::visit(input, layout, wanted, visitor),
        Format::Parquet => parquet::visit(input, wanted, visitor),
        format @ (Format::OcelJson | Format::OcelXml) => {
            let log = ocel::open(input, format)?;
            ocel::visit(
                &log,
                input.name,
                layout,
                wanted,
                matches!(wanted, Wanted::All),
                visitor,
            )
        }
    }
}
