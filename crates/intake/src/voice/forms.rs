//! The form of a file of feedback: whatever it is, it becomes rows with named columns.

use super::{docx, json, transcript, xml};
use crate::formats::sniff::{Format, sniff};
use crate::mapping::Layout;
use crate::read::rows::{Row, Visitor, Wanted, visit};
use crate::text::layout::sample;
use crate::{Input, IntakeError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a file is, beside the formats that events also have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Rows of a table in any format that events have.
    Table,
    /// One element per item.
    Xml,
    /// JSON with the messages of a conversation in a list.
    Conversations,
    /// Text or DOCX with `Name:` before what each person says.
    Transcript,
    /// One text per file.
    Document,
    /// Researchers' coded segments of interviews: quotes with their codes, no feedback of its own.
    CodedSegments,
    /// The tree of codes beside them.
    CodeSystem,
}

/// The form of a file; `None` when it is a log of events (XES, OCEL) or nothing that can be read as feedback.
pub fn form_of(input: &Input) -> Result<Option<Form>, IntakeError> {
    if docx::is_docx(input)? {
        let text = docx::text(input)?;
        return Ok(Some(if transcript::is_transcript(&text) {
            Form::Transcript
        } else {
            Form::Document
        }));
    }
    let format = match sniff(input) {
        Ok(format) => format,
        Err(IntakeError::UnknownFormat { .. }) if xml::is_records(input)? => return Ok(Some(Form::Xml)),
        Err(error) => return Err(error),
    };
    Ok(match format {
        Format::Xes | Format::OcelJson | Format::OcelXml | Format::OcelSqlite => None,
        Format::Xlsx | Format::Parquet => Some(Form::Table),
        Format::Jsonl if json::holds_conversations(input)? => Some(Form::Conversations),
        Format::Jsonl => Some(Form::Table),
        Format::Csv => Some(text_form(input)?),
    })
}

fn text_form(input: &Input) -> Result<Form, IntakeError> {
    let head = sample(input, None)?;
    let text = String::from_utf8_lossy(&head.text);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first: Vec<&str> = lines.by_ref().take(2).collect();
    let begins = |title: &str| first.iter().any(|line| line.starts_with(title));
    if begins("Document name Code Segment") || begins("Document name\tCode\tSegment") {
        return Ok(Form::CodedSegments);
    }
    if begins("Code System Memo") || begins("Code System\tMemo") {
        return Ok(Form::CodeSystem);
    }
    let name = input.name.to_lowercase();
    let is_prose = [".txt", ".md", ".vtt", ".srt", ".text"]
        .iter()
        .any(|ending| name.ends_with(ending));
    if !is_prose && !transcript::is_mostly_turns(&text) {
        return Ok(Form::Table);
    }
    Ok(if transcript::is_transcript(&text) {
        Form::Transcript
    } else if is_prose && !looks_like_table(&text) {
        Form::Document
    } else {
        Form::Table
    })
}

/// A `.txt` may well be a table: tabs or semicolons, as many in every line.
fn looks_like_table(text: &str) -> bool {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(20)
        .collect();
    let same = |sign: char| {
        let count = |line: &&str| line.matches(sign).count();
        lines.len() > 1 && count(&lines[0]) > 0 && lines.iter().all(|line| count(line) == count(&lines[0]))
    };
    same('\t') || same(';')
}

/// The whole text of a file, decoded.
pub fn whole_text(input: &Input) -> Result<String, IntakeError> {
    if docx::is_docx(input)? {
        return docx::text(input);
    }
    let bytes = crate::text::stream::whole(input)?;
    let (encoding, mark) =
        crate::text::encoding::detect(&bytes[..bytes.len().min(crate::limits::SAMPLE_BYTES)])
            .unwrap_or((crate::Encoding::Utf8, 0));
    Ok(encoding
        .rs()
        .decode_without_bom_handling(&bytes[mark..])
        .0
        .into_owned())
}

/// Visits the rows of a file of any form that has rows.
pub fn visit_rows(
    input: &Input,
    form: Form,
    layout: &Layout,
    visitor: &mut dyn Visitor,
) -> Result<(), IntakeError> {
    match form {
        Form::Table => visit(input, layout, Wanted::All, visitor),
        Form::Xml => xml::visit(input, visitor),
        Form::Conversations => json::visit(input, visitor),
        Form::Transcript => {
            let text = whole_text(input)?;
            let mut table = Rows::new(&["document", "turn", "speaker", "text", "time_offset"]);
            let document = stem(input.name);
            for (place, turn) in transcript::turns(&text).iter().enumerate() {
                let number = place.to_string();
                table.push(
                    turn.line,
                    &[&document, &number, &turn.speaker, &turn.text, &turn.offset],
                );
            }
            table.visit(visitor)
        }
        Form::Document => {
            let text = whole_text(input)?;
            let mut table = Rows::new(&["document", "folder", "text"]);
            table.push(1, &[&stem(input.name), folder(input.name), text.trim()]);
            table.visit(visitor)
        }
        Form::CodedSegments | Form::CodeSystem => Ok(()),
    }
}

/// The file's name without folders and ending.
pub fn stem(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let base = base.strip_suffix(".gz").unwrap_or(base);
    base.rsplit_once('.').map_or(base, |(stem, _)| stem).to_owned()
}

/// The folder the file lies in, where its name says.
fn folder(name: &str) -> &str {
    let mut parts = name.rsplit(['/', '\\']);
    parts.next();
    parts.next().unwrap_or("")
}

/// A table in memory whose columns may still grow.
pub struct Rows {
    pub names: Vec<String>,
    rows: Vec<(u64, Vec<(u32, String)>)>,
}

impl Rows {
    pub fn new(names: &[&str]) -> Self {
        Self {
            names: names.iter().map(ToString::to_string).collect(),
            rows: Vec::new(),
        }
    }

    /// A row with a value for each of the first columns.
    pub fn push(&mut self, place: u64, values: &[&str]) {
        let values = values.iter().enumerate();
        let filled = values
            .filter(|(_, value)| !value.is_empty())
            .map(|(slot, value)| (slot as u32, (*value).to_owned()));
        self.rows.push((place, filled.collect()));
    }

    /// A row of values by name; names not seen before become columns.
    pub fn push_named(&mut self, place: u64, values: Vec<(String, String)>) {
        let mut row = Vec::with_capacity(values.len());
        for (name, value) in values {
            let slot = self.names.iter().position(|known| *known == name);
            let slot = slot.unwrap_or_else(|| {
                self.names.push(name);
                self.names.len() - 1
            });
            row.push((slot as u32, value));
        }
        self.rows.push((place, row));
    }

    pub fn visit(&self, visitor: &mut dyn Visitor) -> Result<(), IntakeError> {
        visitor.names(&self.names);
        let (mut bytes, mut values) = (Vec::new(), Vec::new());
        for (place, row) in &self.rows {
            bytes.clear();
            values.clear();
            values.resize(self.names.len(), (0, 0));
            for (slot, value) in row {
                let start = bytes.len() as u32;
                bytes.extend_from_slice(value.as_bytes());
                values[*slot as usize] = (start, bytes.len() as u32);
            }
            let fields = Row {
                bytes: &bytes,
                values: &values,
                names: &self.names,
            };
            if !visitor.row(&fields, *place)? {
                break;
            }
        }
        Ok(())
    }
}
