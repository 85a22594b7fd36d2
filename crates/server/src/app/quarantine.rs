//! Rows that could not become events: shown, exported, read again.

use crate::app::import::{ImportSummary, summary};
use crate::app::progress::Watch;
use crate::app::receive::Receiver;
use crate::app::voice::VoiceImportSummary;
use crate::app::{AppError, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Instant;
use tropa_intake::{Format, Input, Layout, Mapping, ReadSummary, RejectedRow, Sink, SinkError};
use tropa_lake::{FileReceipt, ImportOptions, Rejected};
use tropa_model::{EventBatch, LocalText};
use utoipa::ToSchema;

/// A row in quarantine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuarantinedRow {
    /// `bad_time`, `missing_actor`, …
    pub code: String,
    pub file: String,
    /// 1-based, as a person counts in the file.
    pub row: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What was expected and what to do.
    pub reason: LocalText,
    /// The row as a JSON object of column names and texts; absent where it was too long to keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuarantineList {
    /// `tropa.quarantine/1`.
    pub schema: String,
    pub source: String,
    /// By import and place.
    pub items: Vec<QuarantinedRow>,
    /// All rows in quarantine.
    pub total: u64,
    /// Where the next rows begin: to be sent as `after`. Absent at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The last row of a page: its import and its place among the rows of that import. Stays right while rows come and
/// go, because an import's rows never change their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuarantinePlace {
    import: u64,
    row: u64,
}

impl std::str::FromStr for QuarantinePlace {
    type Err = AppError;

    fn from_str(text: &str) -> Result<Self, AppError> {
        let parts = text.split_once('.');
        let numbers = parts.and_then(|(import, row)| Some((import.parse().ok()?, row.parse().ok()?)));
        let (import, row) = numbers.ok_or_else(|| AppError::BadName {
            what: LocalText::plain("after"),
            problem: LocalText::en_ru(
                "expected what the page before gave as `next`",
                "нужно то, что предыдущая страница назвала `next`",
            ),
        })?;
        Ok(Self { import, row })
    }
}

impl fmt::Display for QuarantinePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.import, self.row)
    }
}

/// What came of reading rows again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReplaySummary {
    /// `tropa.replay/1`.
    pub schema: String,
    pub source: String,
    /// Rows that left quarantine.
    pub released: u64,
    /// Rows that are still in quarantine.
    pub remaining: u64,
    /// What was imported; absent where no row could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<ImportSummary>,
    /// The same of rows of feedback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<VoiceImportSummary>,
}

impl Workspace {
    /// `limit` rows in quarantine from behind `after` on, and how many there are in all.
    pub fn quarantine(
        &self,
        source: Option<&str>,
        after: Option<QuarantinePlace>,
        limit: usize,
    ) -> Result<QuarantineList, AppError> {
        let (lake, source) = self.lake_of(source)?;
        let rows = lake.rejected(&source)?;
        let total = rows.len() as u64;
        let mut last = QuarantinePlace { import: 0, row: 0 };
        let placed = rows.into_iter().map(|row| {
            let number = if row.import == last.import {
                last.row + 1
            } else {
                1
            };
            last = QuarantinePlace {
                import: row.import,
                row: number,
            };
            (last, row.row)
        });
        let behind = placed.filter(|(place, _)| after.is_none_or(|after| *place > after));
        let mut page: Vec<(QuarantinePlace, Rejected)> = behind.take(limit.saturating_add(1)).collect();
        let more = page.len() > limit;
        page.truncate(limit);
        Ok(QuarantineList {
            schema: "tropa.quarantine/1".into(),
            source: source.to_string(),
            total,
            next: page.last().filter(|_| more).map(|(place, _)| place.to_string()),
            items: page.into_iter().map(|(_, row)| view(row)).collect(),
        })
    }

    /// All rows in quarantine, one JSON object in a line: place and reason, and under `raw` the row itself, which may
    /// be corrected and [replayed](Self::replay).
    pub fn export_quarantine(&self, source: Option<&str>) -> Result<String, AppError> {
        let (lake, source) = self.lake_of(source)?;
        let mut text = String::new();
        for row in lake.rejected(&source)? {
            let line = ExportedRow {
                import: row.import,
                file: row.row.file,
                row: row.row.row,
                code: row.row.code,
                column: row.row.column,
                reason: local(&row.row.reason),
                raw: row
                    .row
                    .raw
                    .as_deref()
                    .and_then(|raw| serde_json::from_str(raw).ok()),
            };
            text.push_str(&serde_json::to_string(&line).expect("texts and numbers have a JSON form"));
            text.push('\n');
        }
        Ok(text)
    }

    /// Reads rows in quarantine again: with `mapping`, else with the one they came with; with the corrections of an
    /// export where given. Rows that are well become events, in one new version; all others stay in quarantine.
    pub fn replay(
        &self,
        source: Option<&str>,
        mapping: Option<&Mapping>,
        corrected: Option<&str>,
        watch: &mut Watch<'_>,
    ) -> Result<ReplaySummary, AppError> {
        let began = Instant::now();
        let source = self.resolve(source)?;
        let info = self.lake.source(&source)?;
        let corrections = corrected.map(parse_export).transpose()?;
        let rows = self.lake.rejected(&source)?;
        let total = rows.len() as u64;
        let replays: BTreeSet<u64> = rows.iter().map(|row| row.import).collect();
        let mut hasher = blake3::Hasher::new();
        let mut groups: BTreeMap<u64, Group> = BTreeMap::new();
        let mut kept = Vec::new();
        for row in rows {
            let place = (row.import, row.row.file.clone(), row.row.row);
            let raw = match &corrections {
                Some(corrections) => corrections.get(&place).cloned(),
                None => row.row.raw.clone(),
            };
            match raw {
                Some(raw) => {
                    hasher.update(raw.as_bytes());
                    groups.entry(row.import).or_default().add(row.row, &raw);
                }
                None => kept.push(row.row),
            }
        }
        if groups.is_empty() {
            let source = source.to_string();
            return Ok(ReplaySummary {
                schema: REPLAY.into(),
                source,
                released: 0,
                remaining: total,
                import: None,
                voice: None,
            });
        }
        let mappings = groups
            .keys()
            .map(|ordinal| match mapping {
                Some(mapping) => Ok(replay_mapping(mapping)),
                None => {
                    let receipt = info.imports.iter().find(|receipt| receipt.ordinal == *ordinal);
                    let text = receipt.map_or("", |receipt| receipt.mapping.as_str());
                    Ok(replay_mapping(&Mapping::from_json(text)?))
                }
            })
            .collect::<Result<Vec<Mapping>, AppError>>()?;
        hasher.update(format!("{replays:?}").as_bytes());
        mappings
            .iter()
            .for_each(|mapping| _ = hasher.update(mapping.to_json().as_bytes()));
        let options = ImportOptions {
            files: vec![FileReceipt {
                name: "rows from quarantine".into(),
                bytes: groups.values().map(Group::bytes).sum(),
                blake3: hasher.finalize().to_hex().to_string(),
            }],
            mapping: mapping.unwrap_or(&mappings[0]).to_json(),
            score_scale: info.score_scale.or(mappings[0].score_scale),
            replays: replays.into_iter().collect(),
            ..ImportOptions::default()
        };
        let mut receiver = Receiver::new(self.begin_import(&source, options.clone())?, watch);
        let mut read = ReadSummary::default();
        let mut outcome = Ok(());
        for (group, mapping) in groups.values().zip(&mappings) {
            match group.read(mapping, &mut receiver) {
                Ok(more) => add(&mut read, more),
                Err(error) => {
                    outcome = Err(error);
                    break;
                }
            }
        }
        let mut import = receiver.end(outcome)?;
        let kept_rows = kept.len() as u64;
        for row in kept {
            import.reject(row)?;
        }
        let receipt = self.commit_import(&source, import, &options, watch)?;
        let remaining = read.rejected + kept_rows;
        if let Some(mapping) = mapping {
            let saved = serde_json::to_value(mapping).expect("a mapping has a JSON form");
            self.wait(self.catalog.put_mapping(&source, &saved, &now_rfc3339()))?;
        }
        Ok(ReplaySummary {
            schema: REPLAY.into(),
            source: source.to_string(),
            released: total - remaining,
            remaining,
            import: Some(summary(&receipt, &read, began)),
            voice: None,
        })
    }
}

pub(crate) const REPLAY: &str = "tropa.replay/1";

/// A line of an export.
#[derive(Serialize, Deserialize)]
struct ExportedRow {
    import: u64,
    file: String,
    row: u64,
    #[serde(default)]
    code: String,
    #[serde(default)]
    column: Option<String>,
    #[serde(default, deserialize_with = "any_reason")]
    reason: LocalText,
    /// The row as columns and texts.
    raw: Option<serde_json::Value>,
}

pub(crate) type Place = (u64, String, u64);

pub(crate) fn parse_export(text: &str) -> Result<BTreeMap<Place, String>, AppError> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .filter_map(|(place, line)| match serde_json::from_str::<ExportedRow>(line) {
            Ok(row) => row
                .raw
                .map(|raw| Ok(((row.import, row.file, row.row), raw.to_string()))),
            Err(e) => {
                let line = place + 1;
                Some(Err(AppError::BadName {
                    what: LocalText::en_ru("corrected rows", "исправленные строки"),
                    problem: LocalText::en_ru(
                        format!("line {line}: {e}; expected a line as `tropa quarantine export` writes it"),
                        format!("строка {line}: {e}; нужна строка, как её пишет `tropa quarantine export`"),
                    ),
                }))
            }
        })
        .collect()
}

/// The mapping for rows that are JSON objects now, whatever they were. A refused row brings along what was looked up
/// for it, under the names that joins give it (`customers.city`), so nothing is looked up again.
fn replay_mapping(mapping: &Mapping) -> Mapping {
    let mut mapping = mapping.clone();
    mapping.inputs.retain(|input| !input.events.is_empty());
    for input in &mut mapping.inputs {
        input.joins.clear();
        input.layout = Layout {
            format: Some(Format::Jsonl),
            decimal: input.layout.decimal,
            ..Layout::default()
        };
    }
    mapping
}

/// Rows of one import: per file its rows as JSON lines, and where each stood.
#[derive(Default)]
pub(crate) struct Group {
    pub files: BTreeMap<String, (String, Vec<Rejected>)>,
}

impl Group {
    pub fn add(&mut self, row: Rejected, raw: &str) {
        let (text, rows) = self.files.entry(row.file.clone()).or_default();
        text.push_str(raw);
        text.push('\n');
        rows.push(row);
    }

    pub fn bytes(&self) -> u64 {
        self.files.values().map(|(text, _)| text.len() as u64).sum()
    }

    /// Where the row stood that is the `row`th of the file now, from 1.
    pub fn first_place(&self, file: &str, row: u64) -> Option<u64> {
        let (_, rows) = self.files.get(file)?;
        Some(rows.get((row as usize).checked_sub(1)?)?.row)
    }

    fn read(&self, mapping: &Mapping, receiver: &mut Receiver<'_, '_>) -> Result<ReadSummary, AppError> {
        let inputs: Vec<Input<'_>> = self
            .files
            .iter()
            .map(|(name, (text, _))| Input {
                name,
                bytes: text.as_bytes(),
            })
            .collect();
        Ok(tropa_intake::read(
            &inputs,
            mapping,
            &mut InPlace {
                group: self,
                receiver,
            },
        )?)
    }
}

/// Gives rows that are refused again the place they had at first.
struct InPlace<'a, 'r, 'w> {
    group: &'a Group,
    receiver: &'a mut Receiver<'r, 'w>,
}

impl Sink for InPlace<'_, '_, '_> {
    fn events(&mut self, batch: EventBatch) -> Result<(), SinkError> {
        self.receiver.events(batch)
    }

    fn reject(&mut self, mut row: RejectedRow) -> Result<(), SinkError> {
        if let Some(first) = self.group.first_place(&row.file, row.row) {
            row.row = first;
        }
        self.receiver.reject(row)
    }
}

fn add(all: &mut ReadSummary, more: ReadSummary) {
    all.rows += more.rows;
    all.events += more.events;
    all.rejected += more.rejected;
    for (code, rows) in more.rejected_by_code {
        *all.rejected_by_code.entry(code).or_default() += rows;
    }
    all.notes.extend(more.notes);
}

fn view(row: Rejected) -> QuarantinedRow {
    let Rejected {
        code,
        file,
        row,
        column,
        value,
        reason,
        raw,
    } = row;
    QuarantinedRow {
        code,
        file,
        row,
        column,
        value,
        reason: local(&reason),
        raw,
    }
}

/// A stored reason: texts by language as JSON; rows of earlier versions hold the English text alone.
fn local(stored: &str) -> LocalText {
    serde_json::from_str(stored).unwrap_or_else(|_| LocalText::plain(stored))
}

/// A reason plays no part in a replay, so a person may have written anything there.
fn any_reason<'de, D: serde::Deserializer<'de>>(from: D) -> Result<LocalText, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}
