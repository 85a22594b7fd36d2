//! Files of feedback in: looked at, read and kept.

use super::receive::{Receiver, begin, commit};
use crate::app::import::{FileSummary, ReasonCount};
use crate::app::inputs::{InputFile, OpenFile};
use crate::app::progress::Watch;
use crate::app::{AppError, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use tropa_intake::voice::{
    MaskKind, Masks, VoiceMapping, VoiceOptions, VoiceProposed, VoiceSink, VoiceSummary,
};
use tropa_intake::{Input, RejectedRow, SinkError};
use tropa_lake::{ImportOptions, LakeError, Receipt};
use tropa_model::feedback::{Feedback, FeedbackKind};
use tropa_model::time::rfc3339;
use tropa_model::{LocalText, Snapshot, SourceName};
use utoipa::ToSchema;

/// Buckets of a new source of feedback: it is smaller than a log of events by orders of magnitude.
pub(super) const BUCKETS: u32 = 4;
/// Files up to this size are read as a whole before they are imported, so that the preview says how many items there
/// are; of larger ones only the beginning.
const COUNTED_BYTES_MAX: u64 = 256 << 20;
/// Items and rows that a preview shows.
const SHOWN: usize = 10;

/// What to import and what is known about it.
#[derive(Clone, Debug, Default)]
pub struct VoiceImportOrder {
    /// All are read by one mapping and become one version.
    pub files: Vec<InputFile>,
    /// Absent: named after the first file.
    pub source: Option<SourceName>,
    /// Absent: the source's last one where it fits, else the proposed one.
    pub mapping: Option<VoiceMapping>,
    pub options: VoiceOptions,
}

/// What files of feedback hold and how they would be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceExamined {
    /// `tropa.voice_preview/1`.
    pub schema: String,
    pub source: String,
    /// «These are reviews: 7,937 items, stars 1..5».
    pub says: LocalText,
    pub proposed: VoiceProposed,
    /// The mapping is the one kept from the source's last import.
    pub reused: bool,
    /// Absent while the mapping is undecided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<VoicePreview>,
}

/// The first items, masked as they would be kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoicePreview {
    pub items: Vec<Feedback>,
    /// The first rows that would go to quarantine.
    pub rejected: Vec<RejectedRow>,
    pub counts: VoiceSummary,
    /// The files were read to their end.
    pub whole: bool,
}

/// What came of an import of feedback.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VoiceImportSummary {
    /// `tropa.voice_import/1`.
    pub schema: String,
    pub source: String,
    pub snapshot: String,
    pub kind: FeedbackKind,
    /// The files were part of the source already; nothing was added.
    pub already_imported: bool,
    pub files: Vec<FileSummary>,
    pub rows: u64,
    /// Items added.
    pub accepted: u64,
    /// Items not added because the source has one of the same id.
    pub duplicates: u64,
    /// Rows in quarantine.
    pub quarantined: u64,
    /// By reason, most frequent first.
    pub reasons: Vec<ReasonCount>,
    /// Of the items read: with words, with a score.
    pub texts: u64,
    pub scores: u64,
    /// Measures and scales of the mapping's scores, by column.
    pub scales: BTreeMap<String, String>,
    /// Places taken out by the masks, by rule.
    pub masked: BTreeMap<MaskKind, u64>,
    /// Of the rules that were used.
    pub masks_version: u64,
    /// First and last item that has a time, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    pub duration_s: f64,
    pub notes: Vec<LocalText>,
}

impl Workspace {
    /// Looks whether files hold what people say, without importing them. `None`: they do not look like it.
    pub fn examine_voice(&self, order: &VoiceImportOrder) -> Result<Option<VoiceExamined>, AppError> {
        let open = open(&order.files)?;
        let inputs = inputs(&open);
        let source = source_of(order);
        let Some((proposed, reused)) = self.voice_mapping_for(&inputs, order, &source)? else {
            return Ok(None);
        };
        let masks = self.masker()?;
        let preview = match &proposed.mapping {
            Some(mapping) => Some(preview(&inputs, mapping, &masks)?),
            None => None,
        };
        Ok(Some(VoiceExamined {
            schema: "tropa.voice_preview/1".into(),
            source: source.to_string(),
            says: said(&proposed, preview.as_ref()),
            proposed,
            reused,
            preview,
        }))
    }

    /// Whether files look like feedback: their beginnings are looked at, nothing else.
    pub fn recognise_voice(&self, order: &VoiceImportOrder) -> Result<Option<VoiceProposed>, AppError> {
        let open = open(&order.files)?;
        Ok(tropa_intake::voice::recognise(&inputs(&open), &order.options)?)
    }

    /// Imports files of feedback as one version of a source. Files that are part of it already add nothing, and items
    /// that it has by their ids neither.
    pub fn import_voice(
        &self,
        order: &VoiceImportOrder,
        watch: &mut Watch<'_>,
    ) -> Result<VoiceImportSummary, AppError> {
        let began = Instant::now();
        let mut open = open(&order.files)?;
        let source = source_of(order);
        let left_out = self.leave_out_known(&mut open, &source)?;
        let inputs = inputs(&open);
        let (proposed, _) = self
            .voice_mapping_for(&inputs, order, &source)?
            .ok_or_else(no_feedback)?;
        let mapping = proposed
            .mapping
            .clone()
            .ok_or_else(|| crate::app::import::undecided(&[], &proposed.missing))?;
        let masks = self.masker()?;
        let options = ImportOptions {
            // A table that is only looked up may come again with other files.
            files: open
                .iter()
                .filter(|file| !mapping.only_looks_up(&file.name))
                .map(OpenFile::receipt)
                .collect(),
            mapping: mapping_of_receipt(&mapping, &masks),
            buckets: Some(BUCKETS),
            ..ImportOptions::default()
        };
        let lake = self.voice_lake()?;
        let import = match begin(lake, &source, options.clone()) {
            Err(known @ LakeError::AlreadyImported { .. }) => {
                let note = AppError::from(known).text();
                return self.no_voice_added(&source, &mapping, &options, &masks, note, began);
            }
            import => import?,
        };
        let mut receiver = Receiver::new(import, watch);
        let read = tropa_intake::voice::read(&inputs, &mapping, &masks, &mut receiver);
        if let Some(refused) = receiver.refused {
            return Err(refused.into());
        }
        let read = read?;
        let times = receiver.times;
        let before = self.saved_voice_mapping(&source)?;
        let receipt = match commit(receiver.import, receiver.watch) {
            Err(known @ LakeError::AlreadyImported { .. }) => {
                let note = AppError::from(known).text();
                return self.no_voice_added(&source, &mapping, &options, &masks, note, began);
            }
            receipt => receipt?,
        };
        self.wait(self.catalog.put_voice_document(
            &mapping_document(&source),
            &mapping.to_json(),
            &now_rfc3339(),
        ))?;
        let mut notes = proposed.notes;
        if let Some(before) = before {
            notes.extend(scale_changes(&before, &mapping));
        }
        notes.extend(left_out);
        notes.extend(read.notes.iter().cloned());
        notes.extend(self.keep_coded_segments(&source, &inputs)?);
        if receipt.conflicts > 0 {
            let n = receipt.conflicts;
            notes.push(LocalText::en_ru(
                format!("{n} items repeat a known id but say something else; the first of each was kept"),
                format!("высказываний с известным номером, но с другим содержанием: {n}; оставлено первое из каждых"),
            ));
        }
        Ok(VoiceImportSummary {
            notes,
            ..summary(&receipt, &read, &mapping, &masks, times, began)
        })
    }

    /// The mapping that the source's last files were read with.
    pub fn saved_voice_mapping(&self, source: &SourceName) -> Result<Option<VoiceMapping>, AppError> {
        let saved = self.wait(self.catalog.voice_document(&mapping_document(source)))?;
        Ok(saved.and_then(|saved| VoiceMapping::from_json(&saved).ok()))
    }

    fn voice_mapping_for(
        &self,
        inputs: &[Input<'_>],
        order: &VoiceImportOrder,
        source: &SourceName,
    ) -> Result<Option<(VoiceProposed, bool)>, AppError> {
        let options = match &order.mapping {
            // Who gives a mapping says that it is feedback.
            Some(mapping) => VoiceOptions {
                kind: Some(mapping.kind),
                ..order.options.clone()
            },
            None => order.options.clone(),
        };
        let Some(mut proposed) = tropa_intake::voice::recognise(inputs, &options)? else {
            return Ok(None);
        };
        if let Some(mapping) = &order.mapping {
            proposed.kind = mapping.kind;
            proposed.mapping = Some(mapping.clone());
            proposed.missing.clear();
            return Ok(Some((proposed, false)));
        }
        let stated = order.options != VoiceOptions::default();
        let kept = if stated {
            None
        } else {
            self.saved_voice_mapping(source)?
        };
        let fits = |kept: &VoiceMapping| {
            let found: BTreeSet<&str> = match &proposed.mapping {
                Some(mapping) => mapping
                    .columns
                    .iter()
                    .map(|column| column.from.as_str())
                    .collect(),
                None => return true,
            };
            kept.kind == proposed.kind
                && kept
                    .columns
                    .iter()
                    .all(|column| found.contains(column.from.as_str()))
        };
        if let Some(mapping) = kept.filter(|kept| fits(kept)) {
            proposed.mapping = Some(mapping);
            proposed.missing.clear();
            return Ok(Some((proposed, true)));
        }
        Ok(Some((proposed, false)))
    }

    /// Of many files (a folder of texts, transcripts) only those are read that are new; where none is, all stay and the
    /// lake says that they are known.
    fn leave_out_known(
        &self,
        open: &mut Vec<OpenFile>,
        source: &SourceName,
    ) -> Result<Option<LocalText>, AppError> {
        let lake = self.voice_lake()?;
        if open.len() < 2 || !lake.sources()?.iter().any(|info| info.name == *source) {
            return Ok(None);
        }
        let receipts = lake.source(source)?.imports;
        let known: BTreeSet<&str> = receipts
            .iter()
            .flat_map(|receipt| receipt.files.iter().map(|file| file.blake3.as_str()))
            .collect();
        let is_known: Vec<bool> = open
            .iter()
            .map(|file| known.contains(file.receipt().blake3.as_str()))
            .collect();
        let n = is_known.iter().filter(|known| **known).count();
        if n == 0 || n == open.len() {
            return Ok(None);
        }
        let mut is_known = is_known.into_iter();
        open.retain(|_| !is_known.next().expect("one for each file"));
        Ok(Some(LocalText::en_ru(
            format!("{n} files were part of the source already and are left out"),
            format!("файлов, уже бывших в источнике и пропущенных: {n}"),
        )))
    }

    fn no_voice_added(
        &self,
        source: &SourceName,
        mapping: &VoiceMapping,
        options: &ImportOptions,
        masks: &Masks,
        note: LocalText,
        began: Instant,
    ) -> Result<VoiceImportSummary, AppError> {
        let info = self.voice_lake()?.source(source)?;
        let receipt = Receipt {
            id: String::new(),
            source: source.to_string(),
            ordinal: 0,
            version: info.version,
            at: String::new(),
            files: options.files.clone(),
            mapping: String::new(),
            score_scale: None,
            replays: Vec::new(),
            accepted: 0,
            duplicates: 0,
            conflicts: 0,
            rejected: 0,
            actors: 0,
            activities: 0,
            from: None,
            to: None,
        };
        let read = VoiceSummary::default();
        Ok(VoiceImportSummary {
            already_imported: true,
            notes: vec![note],
            ..summary(&receipt, &read, mapping, masks, None, began)
        })
    }
}

/// The mapping with the version of the masks, as the import's receipt keeps them.
pub(super) fn mapping_of_receipt(mapping: &VoiceMapping, masks: &Masks) -> String {
    let mut json = serde_json::to_value(mapping).expect("a mapping has a JSON form");
    json["masks_version"] = masks.rules().version.into();
    json.to_string()
}

pub(super) fn mapping_document(source: &SourceName) -> String {
    format!("mapping/{source}")
}

fn open(files: &[InputFile]) -> Result<Vec<OpenFile>, AppError> {
    files.iter().map(OpenFile::open).collect()
}

fn inputs(open: &[OpenFile]) -> Vec<Input<'_>> {
    open.iter()
        .map(|file| Input {
            name: &file.name,
            bytes: file.raw(),
        })
        .collect()
}

fn source_of(order: &VoiceImportOrder) -> SourceName {
    let name = || order.files.first().map_or("", |file| file.name.as_str());
    order
        .source
        .clone()
        .unwrap_or_else(|| SourceName::from_file_name(name()))
}

fn no_feedback() -> AppError {
    Fault::new(
        ErrorCode::UndecidedMapping,
        "the files do not look like feedback; say what they are with --as reviews, survey, tickets, chat, interview or observations",
        "файлы не похожи на отзывы и ответы; скажите, что это, через --as: reviews, survey, tickets, chat, interview или observations",
    )
    .into()
}

fn preview(inputs: &[Input<'_>], mapping: &VoiceMapping, masks: &Masks) -> Result<VoicePreview, AppError> {
    let bytes: u64 = inputs.iter().map(|input| input.bytes.len() as u64).sum();
    let mut shown = Shown {
        preview: VoicePreview::default(),
        stop: bytes > COUNTED_BYTES_MAX,
        stopped: false,
    };
    let read = tropa_intake::voice::read(inputs, mapping, masks, &mut shown);
    match read {
        Ok(counts) => shown.preview.counts = counts,
        Err(_) if shown.stopped => {}
        Err(error) => return Err(error.into()),
    }
    shown.preview.whole = !shown.stopped;
    Ok(shown.preview)
}

/// Keeps the first items and rows of a reading.
struct Shown {
    preview: VoicePreview,
    stop: bool,
    stopped: bool,
}

impl VoiceSink for Shown {
    fn items(&mut self, items: Vec<Feedback>) -> Result<(), SinkError> {
        let room = SHOWN.saturating_sub(self.preview.items.len());
        self.preview.items.extend(items.into_iter().take(room));
        if self.stop {
            self.stopped = true;
            return Err(SinkError {
                message: "enough was seen".into(),
                source: None,
            });
        }
        Ok(())
    }

    fn reject(&mut self, row: RejectedRow) -> Result<(), SinkError> {
        if self.preview.rejected.len() < SHOWN {
            self.preview.rejected.push(row);
        }
        Ok(())
    }
}

/// Hands items on to an import that has begun.
/// What was asked on another scale before: the answers are counted apart, and whoever imports must know it.
fn scale_changes(before: &VoiceMapping, now: &VoiceMapping) -> Vec<LocalText> {
    let changed = now.columns.iter().filter_map(|column| {
        let (measure, scale) = column.role.score()?;
        let was = before.columns.iter().find(|known| known.from == column.from)?;
        let (was_measure, was_scale) = was.role.score()?;
        let same = (was_measure, was_scale) == (measure, scale);
        (!same).then(|| {
            let (from, lo, hi) = (&column.from, scale.lo, scale.hi);
            let (was_lo, was_hi) = (was_scale.lo, was_scale.hi);
            LocalText::en_ru(
                format!(
                    "«{from}» was on a scale of {was_lo} to {was_hi} in earlier files of this source and is on {lo} to {hi} \
                     here: the two are counted apart and never averaged; if it is one scale, import again with --scale \
                     {from}={was_lo}..{was_hi} under another --source"
                ),
                format!(
                    "«{from}» в прежних файлах этого источника — по шкале от {was_lo} до {was_hi}, здесь — от {lo} до {hi}: \
                     оценки считаются отдельно и не усредняются вместе; если шкала одна, загрузите файл в другой источник \
                     (--source) с --scale {from}={was_lo}..{was_hi}"
                ),
            )
        })
    });
    changed.collect()
}

pub(super) fn snapshot_of(receipt: &Receipt) -> String {
    Snapshot {
        source: receipt.source.clone(),
        version: receipt.version,
    }
    .to_string()
}

pub(super) fn summary(
    receipt: &Receipt,
    read: &VoiceSummary,
    mapping: &VoiceMapping,
    masks: &Masks,
    times: Option<(i64, i64)>,
    began: Instant,
) -> VoiceImportSummary {
    let mut reasons: Vec<ReasonCount> = read
        .rejected_by_code
        .iter()
        .map(|(code, rows)| ReasonCount {
            code: code.name().to_owned(),
            rows: *rows,
        })
        .collect();
    reasons.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.code.cmp(&b.code)));
    VoiceImportSummary {
        schema: "tropa.voice_import/1".into(),
        source: receipt.source.clone(),
        snapshot: snapshot_of(receipt),
        kind: mapping.kind,
        already_imported: false,
        files: receipt.files.iter().map(FileSummary::from).collect(),
        rows: read.rows,
        accepted: receipt.accepted,
        duplicates: receipt.duplicates,
        quarantined: receipt.rejected,
        reasons,
        texts: read.texts,
        scores: read.scores,
        scales: scales(mapping),
        masked: read.masked.clone(),
        masks_version: masks.rules().version,
        from: times.map(|(from, _)| rfc3339(from)),
        to: times.map(|(_, to)| rfc3339(to)),
        duration_s: began.elapsed().as_secs_f64(),
        notes: Vec::new(),
    }
}

fn scales(mapping: &VoiceMapping) -> BTreeMap<String, String> {
    mapping
        .scores()
        .map(|(column, score)| {
            let word = serde_json::to_value(score.measure).unwrap_or_default();
            let word = word.as_str().unwrap_or_default();
            (
                column.to_owned(),
                format!("{word} {}..{}", score.scale.lo, score.scale.hi),
            )
        })
        .collect()
}

/// One sentence on what the files are.
fn said(proposed: &VoiceProposed, preview: Option<&VoicePreview>) -> LocalText {
    let (en, ru) = match proposed.kind {
        FeedbackKind::Answer => ("survey answers", "ответы на опрос"),
        FeedbackKind::Review => ("reviews", "отзывы"),
        FeedbackKind::Ticket => ("tickets", "обращения"),
        FeedbackKind::Chat => ("chats", "переписки"),
        FeedbackKind::Interview => ("interviews", "интервью"),
        FeedbackKind::Observation => ("observations", "наблюдения"),
        FeedbackKind::Post => ("posts", "сообщения форума"),
    };
    let (mut en, mut ru) = (format!("these are {en}"), format!("это {ru}"));
    if let Some(preview) = preview.filter(|preview| preview.whole) {
        let n = preview.counts.items;
        en.push_str(&format!(", {n} items"));
        ru.push_str(&format!(", высказываний: {n}"));
    }
    let scales = proposed.mapping.as_ref().map(scales).unwrap_or_default();
    let scales: BTreeSet<String> = scales.into_values().collect();
    for scale in scales {
        en.push_str(&format!(", {scale}"));
        ru.push_str(&format!(", {scale}"));
    }
    LocalText::en_ru(en, ru)
}
