//! Files in: look, propose or reuse a mapping, read, keep.

use crate::app::files::Files;
use crate::app::inputs::InputFile;
use crate::app::progress::Watch;
use crate::app::receive::Receiver;
use crate::app::{AppError, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use std::time::Instant;
use tropa_intake::{Detected, MapOptions, Mapping, Missing, Preview, Proposed, ReadSummary};
use tropa_lake::{FileReceipt, ImportOptions, LakeError, Receipt};
use tropa_model::{LocalText, Snapshot, SourceName};
use utoipa::ToSchema;

/// What to import and what is known about it.
#[derive(Clone, Debug, Default)]
pub struct ImportOrder {
    /// All are read by one mapping and become one version.
    pub files: Vec<InputFile>,
    /// Absent: named after the first file.
    pub source: Option<SourceName>,
    /// Absent: the source's last one where it fits, else the proposed one.
    pub mapping: Option<Mapping>,
    pub options: MapOptions,
}

/// What files hold and how they would be read.
#[derive(Clone, Debug)]
pub struct Examined {
    pub source: SourceName,
    /// In the order of the files.
    pub detected: Vec<Detected>,
    pub proposed: Proposed,
    /// The mapping is the one kept from the source's last import.
    pub reused: bool,
    /// Absent while the mapping is undecided.
    pub preview: Option<Preview>,
}

/// What came of an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportSummary {
    /// `tropa.import/1`.
    pub schema: String,
    pub source: String,
    /// `source@version` that the import made, or that was there already.
    pub snapshot: String,
    /// The files were part of the source already; nothing was added.
    pub already_imported: bool,
    pub files: Vec<FileSummary>,
    /// Rows read: accepted, in quarantine, or without an event.
    pub rows: u64,
    /// Events added.
    pub accepted: u64,
    /// Events not added because the source has one of the same id.
    pub duplicates: u64,
    /// Rows in quarantine.
    pub quarantined: u64,
    /// By reason, most frequent first.
    pub reasons: Vec<ReasonCount>,
    /// Distinct among the events added.
    pub actors: u64,
    /// Distinct among the events added.
    pub activities: u64,
    /// First and last event added, both included, RFC 3339 in UTC; absent where none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// From the first look at the files until the source could be asked.
    pub duration_s: f64,
    /// What the reader must know: joins with repeated keys, skipped artificial ends.
    pub notes: Vec<LocalText>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileSummary {
    pub name: String,
    pub bytes: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReasonCount {
    /// `bad_time`, `missing_actor`, …
    pub code: String,
    pub rows: u64,
}

impl Workspace {
    /// Looks at files without importing them: what they are, how they would be read, their first `rows` rows.
    pub fn examine(&self, order: &ImportOrder, rows: usize) -> Result<Examined, AppError> {
        let files = Files::open(self, &order.files)?;
        let source = source_of(order);
        let (detected, proposed, reused) = self.mapping_for(&files, order, &source)?;
        let preview = proposed
            .mapping
            .as_ref()
            .map(|mapping| files.preview(mapping, rows))
            .transpose()?;
        Ok(Examined {
            source,
            detected,
            proposed,
            reused,
            preview,
        })
    }

    /// Imports files as one version, makes the source answerable and keeps the mapping for its next files. Files that
    /// are part of the source already add nothing, and the summary says so.
    pub fn import(&self, order: &ImportOrder, watch: &mut Watch<'_>) -> Result<ImportSummary, AppError> {
        let began = Instant::now();
        let files = Files::open(self, &order.files)?;
        let source = source_of(order);
        let mapping = match &order.mapping {
            Some(mapping) => mapping.clone(),
            None => {
                let (detected, proposed, _) = self.mapping_for(&files, order, &source)?;
                proposed
                    .mapping
                    .clone()
                    .ok_or_else(|| undecided(&detected, &proposed.missing))?
            }
        };
        let options = ImportOptions {
            files: files.receipts(),
            mapping: mapping.to_json(),
            score_scale: mapping.score_scale,
            ..ImportOptions::default()
        };
        let import = match self.begin_import(&source, options.clone()) {
            Err(AppError::Lake(known @ LakeError::AlreadyImported { .. })) => {
                return self.nothing_added(&source, &options, &AppError::from(known).text(), began);
            }
            import => import?,
        };
        let mut receiver = Receiver::new(import, watch);
        let read = files.read(&mapping, &mut receiver);
        let (read, outcome) = match read {
            Ok(summary) => (Some(summary), Ok(())),
            Err(error) => (None, Err(error)),
        };
        let import = receiver.end(outcome)?;
        let read = read.expect("an error has returned before");
        let receipt = match self.commit_import(&source, import, &options, watch) {
            // Another process was faster with the same file.
            Err(AppError::Lake(known @ LakeError::AlreadyImported { .. })) => {
                return self.nothing_added(&source, &options, &AppError::from(known).text(), began);
            }
            receipt => receipt?,
        };
        let saved = serde_json::to_value(&mapping).expect("a mapping has a JSON form");
        self.wait(self.catalog.put_mapping(&source, &saved, &now_rfc3339()))?;
        Ok(summary(&receipt, &read, began))
    }

    /// The mapping kept from the source's last import, if it can still be read.
    pub fn saved_mapping(&self, source: &SourceName) -> Result<Option<Mapping>, AppError> {
        let saved = self.wait(self.catalog.mapping(source))?;
        Ok(saved.and_then(|saved| serde_json::from_value(saved).ok()))
    }

    /// What the files are and the mapping to read them with: the given one, the kept one where nothing was stated and
    /// it fits these files, else the proposed one.
    fn mapping_for(
        &self,
        files: &Files,
        order: &ImportOrder,
        source: &SourceName,
    ) -> Result<(Vec<Detected>, Proposed, bool), AppError> {
        let detected = files.detect(order)?;
        let mut proposed = tropa_intake::propose(&detected, &order.options);
        if let Some(mapping) = &order.mapping {
            proposed.mapping = Some(mapping.clone());
            proposed.missing.clear();
            return Ok((detected, proposed, false));
        }
        let stated = order.options != MapOptions::default();
        let kept = if stated { None } else { self.saved_mapping(source)? };
        if let Some(mapping) = kept.filter(|mapping| files.preview(mapping, FIT_ROWS).is_ok()) {
            proposed.mapping = Some(mapping);
            proposed.missing.clear();
            return Ok((detected, proposed, true));
        }
        Ok((detected, proposed, false))
    }

    fn nothing_added(
        &self,
        source: &SourceName,
        options: &ImportOptions,
        note: &LocalText,
        began: Instant,
    ) -> Result<ImportSummary, AppError> {
        let snapshot = self.index(source)?.snapshot().to_string();
        Ok(ImportSummary {
            schema: SCHEMA.into(),
            source: source.to_string(),
            snapshot,
            already_imported: true,
            files: options.files.iter().map(FileSummary::from).collect(),
            rows: 0,
            accepted: 0,
            duplicates: 0,
            quarantined: 0,
            reasons: Vec::new(),
            actors: 0,
            activities: 0,
            from: None,
            to: None,
            duration_s: began.elapsed().as_secs_f64(),
            notes: vec![note.clone()],
        })
    }
}

const SCHEMA: &str = "tropa.import/1";
/// Rows a kept mapping is tried on before it is used for other files.
const FIT_ROWS: usize = 10;

/// What was seen and what to pass, in words.
pub(crate) fn undecided(detected: &[Detected], missing: &[Missing]) -> AppError {
    let mut lines: Vec<LocalText> = missing
        .iter()
        .map(|missing| {
            let (what, saw, pass) = (missing.what.shown(), &missing.saw, &missing.pass);
            let file = match missing.file.as_str() {
                "" => String::new(),
                file => format!("{file}: "),
            };
            LocalText::en_ru(
                format!("{file}{what} cannot be told: {saw}; pass {pass}"),
                format!(
                    "{file}{}: не удалось понять, {}; укажите {}",
                    what.get("ru"),
                    saw.get("ru"),
                    pass.get("ru")
                ),
            )
        })
        .collect();
    // With values one sees what a column holds; of many files that would be a wall of text.
    for file in detected
        .iter()
        .filter(|file| detected.len() == 1 && !file.columns.is_empty())
    {
        let columns: Vec<String> = file
            .columns
            .iter()
            .map(|column| match column.samples.first() {
                Some(sample) => format!("{} ({sample})", column.name),
                None => column.name.clone(),
            })
            .collect();
        let columns = columns.join(", ");
        lines.push(LocalText::en_ru(
            format!("{} has the columns {columns}", file.name),
            format!("в {} столбцы: {columns}", file.name),
        ));
    }
    AppError::Undecided { missing: lines }
}

pub(crate) fn summary(receipt: &Receipt, read: &ReadSummary, began: Instant) -> ImportSummary {
    let mut reasons: Vec<ReasonCount> = read
        .rejected_by_code
        .iter()
        .map(|(code, rows)| ReasonCount {
            code: code.name().to_owned(),
            rows: *rows,
        })
        .collect();
    reasons.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.code.cmp(&b.code)));
    let mut notes = read.notes.clone();
    if receipt.conflicts > 0 {
        let n = receipt.conflicts;
        notes.push(LocalText::en_ru(
            format!("{n} events repeat a known id but say something else; the first of each was kept"),
            format!(
                "событий с уже известным номером, но с другим содержанием: {n}; оставлено первое из каждых"
            ),
        ));
    }
    ImportSummary {
        schema: SCHEMA.into(),
        source: receipt.source.clone(),
        snapshot: Snapshot {
            source: receipt.source.clone(),
            version: receipt.version,
        }
        .to_string(),
        already_imported: false,
        files: receipt.files.iter().map(FileSummary::from).collect(),
        rows: read.rows,
        accepted: receipt.accepted,
        duplicates: receipt.duplicates,
        quarantined: receipt.rejected,
        reasons,
        actors: receipt.actors,
        activities: receipt.activities,
        from: receipt.from.clone(),
        to: receipt.to.clone(),
        duration_s: began.elapsed().as_secs_f64(),
        notes,
    }
}

impl From<&FileReceipt> for FileSummary {
    fn from(file: &FileReceipt) -> Self {
        Self {
            name: file.name.clone(),
            bytes: file.bytes,
        }
    }
}

fn source_of(order: &ImportOrder) -> SourceName {
    let name = || order.files.first().map_or("", |file| file.name.as_str());
    order
        .source
        .clone()
        .unwrap_or_else(|| SourceName::from_file_name(name()))
}
