//! From files and a mapping to items: masked, each with its id, bad rows with their reason.

mod row;

use super::forms::{Form, form_of, visit_rows};
use super::ids::Ids;
use super::mapping::VoiceMapping;
use super::masks::{MaskKind, Masks};
use crate::mapping::Layout;
use crate::read::rows::Visitor;
use crate::text::records::Fields;
use crate::{Input, IntakeError, Progress, RejectCode, RejectedRow, SinkError};
use row::{Looked, RowReader};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::LocalText;
use tropa_model::feedback::Feedback;
use utoipa::ToSchema;

/// Items are handed on in batches of this many.
const BATCH_ITEMS: usize = 20_000;

/// Receives what is read. Called from one thread, in order; an error stops the reading.
pub trait VoiceSink {
    fn items(&mut self, items: Vec<Feedback>) -> Result<(), SinkError>;
    fn reject(&mut self, row: RejectedRow) -> Result<(), SinkError>;
    fn progress(&mut self, _progress: Progress) -> Result<(), SinkError> {
        Ok(())
    }
}

/// What came of a reading. A row has an item, several (wide surveys) or goes to quarantine as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoiceSummary {
    pub rows: u64,
    pub items: u64,
    /// Items with a text.
    pub texts: u64,
    /// Items with a score.
    pub scores: u64,
    pub rejected: u64,
    pub rejected_by_code: BTreeMap<RejectCode, u64>,
    /// Places taken out by the masks, by rule, in items and in quarantined rows.
    pub masked: BTreeMap<MaskKind, u64>,
    pub notes: Vec<LocalText>,
}

/// Reads all files by a mapping and hands everything to the sink, in the order of the files and of their rows.
pub fn read(
    inputs: &[Input],
    mapping: &VoiceMapping,
    masks: &Masks,
    sink: &mut dyn VoiceSink,
) -> Result<VoiceSummary, IntakeError> {
    let looked = Looked::up(inputs, mapping)?;
    let total = inputs.iter().map(|input| input.bytes.len() as u64).sum();
    let mut reading = Reading {
        reader: RowReader::new(mapping, masks, looked)?,
        ids: Ids::default(),
        sink,
        ready: Vec::new(),
        summary: VoiceSummary::default(),
        file: String::new(),
        hash: String::new(),
        done: 0,
        of_file: 0,
        total,
    };
    let mut read_any = false;
    for input in inputs {
        if mapping.only_looks_up(input.name) {
            reading.done += input.bytes.len() as u64;
            continue;
        }
        let form = form_of(input)?.unwrap_or(Form::Table);
        if matches!(form, Form::CodedSegments | Form::CodeSystem) {
            continue;
        }
        reading.file = input.name.to_owned();
        reading.hash = blake3::hash(input.bytes).to_hex()[..16].to_owned();
        reading.of_file = 0;
        reading.reader.begin_file(input.name);
        visit_rows(input, form, layout_for(mapping, form), &mut reading)?;
        reading.done += input.bytes.len() as u64;
        read_any = true;
    }
    if !read_any {
        return Err(IntakeError::NoFile {
            input: "feedback".into(),
            pattern: "*".into(),
            given: inputs
                .iter()
                .map(|input| input.name)
                .collect::<Vec<_>>()
                .join(", "),
        });
    }
    reading.reader.check_columns()?;
    reading.flush()?;
    reading.sink.progress(Progress {
        file: String::new(),
        bytes_done: total,
        bytes_total: total,
        rows: reading.summary.rows,
    })?;
    let mut summary = reading.summary;
    summary.masked = reading.reader.masked();
    Ok(summary)
}

fn layout_for(mapping: &VoiceMapping, form: Form) -> &Layout {
    static DETECTED: std::sync::LazyLock<Layout> = std::sync::LazyLock::new(Layout::default);
    if form == Form::Table {
        &mapping.layout
    } else {
        &DETECTED
    }
}

struct Reading<'r> {
    reader: RowReader<'r>,
    ids: Ids,
    sink: &'r mut dyn VoiceSink,
    ready: Vec<Feedback>,
    summary: VoiceSummary,
    file: String,
    hash: String,
    /// Bytes of the files before this one.
    done: u64,
    of_file: u64,
    total: u64,
}

impl Reading<'_> {
    fn flush(&mut self) -> Result<(), IntakeError> {
        if !self.ready.is_empty() {
            self.sink.items(std::mem::take(&mut self.ready))?;
        }
        Ok(())
    }

    fn reject(&mut self, mut row: RejectedRow) -> Result<(), IntakeError> {
        self.summary.rejected += 1;
        *self.summary.rejected_by_code.entry(row.code).or_default() += 1;
        self.reader.mask_rejected(&mut row);
        Ok(self.sink.reject(row)?)
    }
}

impl Visitor for Reading<'_> {
    fn names(&mut self, names: &[String]) {
        self.reader.names(names);
    }

    fn row(&mut self, fields: &dyn Fields, row: u64) -> Result<bool, IntakeError> {
        self.summary.rows += 1;
        match self.reader.read(fields, row) {
            Ok(items) => {
                for (mut item, given) in items {
                    self.ids.name(&mut item, given.as_deref(), &self.hash);
                    self.summary.items += 1;
                    self.summary.texts += u64::from(!item.texts.is_empty());
                    self.summary.scores += u64::from(item.score.is_some());
                    self.ready.push(item);
                }
            }
            Err(rejected) => {
                let raw = fields.raw();
                self.reject(RejectedRow {
                    code: rejected.code,
                    file: self.file.clone(),
                    row,
                    column: rejected.column,
                    value: rejected.value,
                    reason: rejected.reason,
                    raw,
                })?;
            }
        }
        if self.ready.len() >= BATCH_ITEMS {
            self.flush()?;
        }
        Ok(true)
    }

    fn bad(&mut self, row: RejectedRow) -> Result<bool, IntakeError> {
        self.summary.rows += 1;
        self.reject(row)?;
        Ok(true)
    }

    fn note(&mut self, note: LocalText) {
        self.summary.notes.push(note);
    }

    fn used(&mut self, bytes: u64) -> Result<(), IntakeError> {
        self.of_file = bytes;
        Ok(self.sink.progress(Progress {
            file: self.file.clone(),
            bytes_done: self.done + bytes,
            bytes_total: self.total,
            rows: self.summary.rows,
        })?)
    }
}
