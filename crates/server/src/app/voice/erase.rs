//! Keeping the voice lake as the events' one is kept: erased from, compacted, checked.

use super::store::FOLDER;
use crate::app::keep::{CompactedSource, FoundProblem};
use crate::app::{AppError, Workspace};
use std::collections::BTreeSet;
use std::time::Duration;
use tropa_lake::{ErasureReceipt, Lake};
use tropa_model::SourceName;

impl Workspace {
    /// Everything the person said, and what was answered to them: what is looked for in maps.
    pub(crate) fn voice_words_of(&self, actor: &str) -> Result<BTreeSet<String>, AppError> {
        let mut words = BTreeSet::new();
        let Some(lake) = self.voice_lake_if_any()? else {
            return Ok(words);
        };
        for info in lake.sources()? {
            let run = lake.snapshot(&info.name, None)?.actor(actor)?;
            for item in super::rows::of_run(&run) {
                words.extend(item.texts.into_iter().map(|(_, text)| text));
                words.extend(item.reply);
            }
        }
        Ok(words)
    }

    /// Removes what the person said, the other side of their conversations with it, and what was made of it.
    pub(crate) fn erase_voice(&self, actor: &str, at_us: i64) -> Result<Option<ErasureReceipt>, AppError> {
        let Some(lake) = self.voice_lake_if_any()? else {
            return Ok(None);
        };
        for info in lake.sources()? {
            let run = lake.snapshot(&info.name, None)?.actor(actor)?;
            let ids: Vec<String> = super::rows::of_run(&run)
                .into_iter()
                .map(|item| item.id)
                .collect();
            if !ids.is_empty() {
                self.wait(self.catalog.forget_voice_items(info.name.as_str(), &ids))?;
                self.forget_suggestions_about(info.name.as_str(), &ids)?;
            }
        }
        let receipt = lake.erase(actor, at_us)?;
        let derived = self.dir.join("derived").join(FOLDER);
        match std::fs::remove_dir_all(&derived) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(AppError::io("remove", &derived, e)),
            _ => Ok(Some(receipt)),
        }
    }

    /// Merges small files of a source of feedback, or of all.
    pub(crate) fn compact_voice(
        &self,
        source: Option<&SourceName>,
        keep: Duration,
    ) -> Result<Vec<CompactedSource>, AppError> {
        let Some(lake) = self.voice_lake_if_any()? else {
            return Ok(Vec::new());
        };
        let names = match source {
            Some(name) => vec![name.clone()],
            None => sources(lake)?,
        };
        let mut compacted = Vec::new();
        for name in names {
            let rewrite = lake.compact(&name)?;
            let vacuumed = lake.vacuum(&name, keep)?;
            compacted.push(CompactedSource {
                source: format!("{FOLDER}/{name}"),
                version: rewrite.version,
                files_before: rewrite.files_before,
                files_after: rewrite.files_after,
                files_removed: vacuumed.files,
                bytes_removed: vacuumed.bytes,
            });
        }
        Ok(compacted)
    }

    /// Reads everything and says what is damaged; how many sources there are.
    pub(crate) fn check_voice(&self) -> Result<(u64, Vec<FoundProblem>), AppError> {
        let Some(lake) = self.voice_lake_if_any()? else {
            return Ok((0, Vec::new()));
        };
        let problems = lake.check()?.into_iter().map(|problem| FoundProblem {
            place: format!("{FOLDER} source {}", problem.source),
            file: problem.file,
            what: problem.what,
        });
        Ok((sources(lake)?.len() as u64, problems.collect()))
    }
}

fn sources(lake: &Lake) -> Result<Vec<SourceName>, AppError> {
    let infos = lake.sources()?;
    Ok(infos.into_iter().map(|info| info.name).collect())
}
