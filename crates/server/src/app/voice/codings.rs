//! Codings that researchers made elsewhere, brought in beside the interviews they belong to.

use crate::app::{AppError, Author, Via, Workspace, now_rfc3339};
use std::collections::BTreeMap;
use tropa_catalog::VoiceCoding;
use tropa_intake::Input;
use tropa_intake::voice::{coded_segments, find_codings};
use tropa_model::feedback::{Feedback, FeedbackKind};
use tropa_model::{LocalText, SourceName};

/// Who made codings that came with a file.
const BY: &str = "import";

impl Workspace {
    /// Finds the coded segments among the files in the turns of the source, and keeps codes and codings. The same file
    /// again changes nothing: their ids come from what they say. What was not found is told.
    pub(super) fn keep_coded_segments(
        &self,
        source: &SourceName,
        inputs: &[Input<'_>],
    ) -> Result<Option<LocalText>, AppError> {
        let segments = coded_segments(inputs)?;
        if segments.is_empty() {
            return Ok(None);
        }
        let mut turns: Vec<Feedback> = Vec::new();
        self.visit_voice(source, |items| {
            turns.extend(
                items
                    .into_iter()
                    .filter(|item| item.kind == FeedbackKind::Interview),
            );
        })?;
        let (found, lost) = find_codings(&segments, &turns);
        let now = now_rfc3339();
        let mut ids: BTreeMap<Vec<String>, String> = BTreeMap::new();
        for coding in &found {
            for depth in 1..=coding.code.len() {
                let path = &coding.code[..depth];
                if !ids.contains_key(path) {
                    let id = id_of(&path.join(" > "));
                    let parent = ids.get(&path[..depth - 1]).cloned();
                    let name = &path[depth - 1];
                    self.wait(self.catalog.put_voice_code(&id, name, parent.as_deref(), &now))?;
                    ids.insert(path.to_vec(), id);
                }
            }
        }
        let conversations: BTreeMap<&str, &str> = turns
            .iter()
            .filter_map(|turn| Some((turn.id.as_str(), turn.conversation.as_deref()?)))
            .collect();
        let author = Author::local(Via::CommandLine);
        let codings: Vec<VoiceCoding> = found
            .iter()
            .map(|coding| VoiceCoding {
                id: id_of(&format!(
                    "{source} {} {:?} {:?}",
                    coding.item, coding.span, coding.code
                )),
                source: source.to_string(),
                conversation: conversations
                    .get(coding.item.as_str())
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
                item: coding.item.clone(),
                span: coding.span,
                code: ids[&coding.code].clone(),
                step: None,
                by_person: author.id.clone(),
                by_name: BY.to_owned(),
                at: now.clone(),
            })
            .collect();
        let new = self.wait(self.catalog.put_voice_codings(&codings))?;
        let (n, all) = (segments.len() - lost, segments.len());
        Ok(Some(LocalText::en_ru(
            format!("{n} of {all} coded segments were found in the interviews, {new} codings added"),
            format!("в интервью найдено размеченных отрывков: {n} из {all}, добавлено пометок: {new}"),
        )))
    }
}

fn id_of(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes());
    let bytes: [u8; 16] = hash.as_bytes()[..16].try_into().expect("sixteen of 32 bytes");
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
