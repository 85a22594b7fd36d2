//! Rows of feedback in quarantine, read again.

use super::import::{BUCKETS, mapping_document, mapping_of_receipt, summary};
use super::receive::{Receiver, begin, commit};
use crate::app::progress::Watch;
use crate::app::quarantine::{Group, REPLAY, ReplaySummary, parse_export};
use crate::app::{AppError, Workspace, now_rfc3339};
use std::collections::BTreeSet;
use std::time::Instant;
use tropa_intake::voice::{VoiceMapping, VoiceSink, VoiceSummary};
use tropa_intake::{Format, Input, Layout, RejectedRow, SinkError};
use tropa_lake::{FileReceipt, ImportOptions};
use tropa_model::feedback::{Feedback, FeedbackKind};

impl Workspace {
    /// Whether the name is that of a source of feedback, and not of events.
    pub fn is_voice_source(&self, source: Option<&str>) -> Result<bool, AppError> {
        let (lake, source) = self.lake_of(source)?;
        let voice = self.voice_lake_if_any()?;
        Ok(voice.is_some_and(|voice| std::ptr::eq(voice, lake)) && lake.source(&source).is_ok())
    }

    /// Reads rows of feedback in quarantine again: with `mapping`, else with the source's last one, which may be better
    /// than the one they came with; with the corrections of an export where given. Rows that are well become items, in one
    /// new version; all others stay in quarantine.
    pub fn replay_voice(
        &self,
        source: Option<&str>,
        mapping: Option<&VoiceMapping>,
        corrected: Option<&str>,
        watch: &mut Watch<'_>,
    ) -> Result<ReplaySummary, AppError> {
        let began = Instant::now();
        let (lake, source) = self.lake_of(source)?;
        let corrections = corrected.map(parse_export).transpose()?;
        let rows = lake.rejected(&source)?;
        let total = rows.len() as u64;
        let replays: BTreeSet<u64> = rows.iter().map(|row| row.import).collect();
        let (mut group, mut kept) = (Group::default(), Vec::new());
        for row in rows {
            let raw = match &corrections {
                Some(corrections) => {
                    let place = (row.import, row.row.file.clone(), row.row.row);
                    corrections.get(&place).cloned()
                }
                None => row.row.raw.clone(),
            };
            match raw {
                Some(raw) => group.add(row.row, &raw),
                None => kept.push(row.row),
            }
        }
        let mut answer = ReplaySummary {
            schema: REPLAY.into(),
            source: source.to_string(),
            released: 0,
            remaining: total,
            import: None,
            voice: None,
        };
        if group.files.is_empty() {
            return Ok(answer);
        }
        let used = match mapping {
            Some(mapping) => Some(mapping.clone()),
            None => self.saved_voice_mapping(&source)?,
        };
        let used = as_objects(used.unwrap_or_else(|| VoiceMapping::new(FeedbackKind::Answer)));
        let masks = self.masker()?;
        let mut hasher = blake3::Hasher::new();
        group
            .files
            .values()
            .for_each(|(text, _)| _ = hasher.update(text.as_bytes()));
        hasher.update(format!("{replays:?} {}", used.to_json()).as_bytes());
        let options = ImportOptions {
            files: vec![FileReceipt {
                name: "rows from quarantine".into(),
                bytes: group.bytes(),
                blake3: hasher.finalize().to_hex().to_string(),
            }],
            mapping: mapping_of_receipt(&used, &masks),
            buckets: Some(BUCKETS),
            replays: replays.into_iter().collect(),
            ..ImportOptions::default()
        };
        let mut receiver = Receiver::new(begin(lake, &source, options)?, watch);
        let read = read_again(&group, &used, &masks, &mut receiver);
        if let Some(refused) = receiver.refused {
            return Err(refused.into());
        }
        let read = read?;
        let (times, kept_rows) = (receiver.times, kept.len() as u64);
        for row in kept {
            receiver.import.reject(row)?;
        }
        let receipt = commit(receiver.import, receiver.watch)?;
        if let Some(mapping) = mapping {
            let name = mapping_document(&source);
            self.wait(
                self.catalog
                    .put_voice_document(&name, &mapping.to_json(), &now_rfc3339()),
            )?;
        }
        answer.remaining = read.rejected + kept_rows;
        answer.released = total - answer.remaining;
        answer.voice = Some(summary(&receipt, &read, &used, &masks, times, began));
        Ok(answer)
    }
}

/// The mapping for rows that are JSON objects now; what was looked up for them came with them.
fn as_objects(mut mapping: VoiceMapping) -> VoiceMapping {
    mapping.lookups.clear();
    mapping.layout = Layout {
        format: Some(Format::Jsonl),
        decimal: mapping.layout.decimal,
        ..Layout::default()
    };
    mapping
}

fn read_again(
    group: &Group,
    mapping: &VoiceMapping,
    masks: &tropa_intake::voice::Masks,
    receiver: &mut Receiver<'_, '_>,
) -> Result<VoiceSummary, AppError> {
    let inputs: Vec<Input<'_>> = group
        .files
        .iter()
        .map(|(name, (text, _))| Input {
            name,
            bytes: text.as_bytes(),
        })
        .collect();
    let mut placed = InPlace { group, receiver };
    Ok(tropa_intake::voice::read(&inputs, mapping, masks, &mut placed)?)
}

/// Gives rows that are refused again the place they had at first.
struct InPlace<'g, 'r, 'a, 'w> {
    group: &'g Group,
    receiver: &'r mut Receiver<'a, 'w>,
}

impl VoiceSink for InPlace<'_, '_, '_, '_> {
    fn items(&mut self, items: Vec<Feedback>) -> Result<(), SinkError> {
        self.receiver.items(items)
    }

    fn reject(&mut self, mut row: RejectedRow) -> Result<(), SinkError> {
        if let Some(first) = self.group.first_place(&row.file, row.row) {
            row.row = first;
        }
        self.receiver.reject(row)
    }
}
