//! The second lake: what people say lies under `voice/`, in the format and with the guarantees of the events.

use super::rows;
use crate::app::{AppError, Workspace};
use std::path::Path;
use tropa_lake::{Lake, LakeError, SourceInfo};
use tropa_model::feedback::Feedback;
use tropa_model::{Snapshot, SourceName};

/// The folder beside `lake/`.
pub(super) const FOLDER: &str = "voice";

/// The items of a source at a version.
#[derive(Clone, Debug, PartialEq)]
pub struct VoiceItems {
    /// What the answers made of them state.
    pub snapshot: Snapshot,
    /// In order of their ids.
    pub items: Vec<Feedback>,
}

/// The voice lake of a workspace: opened when it is first asked for, made by the first import.
#[derive(Default)]
pub(crate) struct VoiceLake(std::sync::OnceLock<Lake>);

impl VoiceLake {
    fn open(&self, dir: &Path) -> Result<&Lake, LakeError> {
        if let Some(lake) = self.0.get() {
            return Ok(lake);
        }
        let lake = Lake::open(dir)?;
        Ok(self.0.get_or_init(|| lake))
    }
}

impl Workspace {
    /// Where items are written.
    pub(crate) fn voice_lake(&self) -> Result<&Lake, AppError> {
        Ok(self.voice.open(&self.dir.join(FOLDER))?)
    }

    /// The lake, unless nobody has said anything yet: asking leaves no empty folder.
    pub(crate) fn voice_lake_if_any(&self) -> Result<Option<&Lake>, AppError> {
        if !self.dir.join(FOLDER).is_dir() {
            return Ok(None);
        }
        self.voice_lake().map(Some)
    }

    /// Sources of what people say, in order of their names.
    pub fn voice_source_infos(&self) -> Result<Vec<SourceInfo>, AppError> {
        match self.voice_lake_if_any()? {
            Some(lake) => Ok(lake.sources()?),
            None => Ok(Vec::new()),
        }
    }

    /// The newest version of every source: what is made of items is good for as long as this stays.
    pub fn voice_snapshots(&self) -> Result<Vec<Snapshot>, AppError> {
        let infos = self.voice_source_infos()?;
        Ok(infos
            .into_iter()
            .map(|info| Snapshot {
                source: info.name.to_string(),
                version: info.version,
            })
            .collect())
    }

    /// The source of that name.
    pub fn voice_source(&self, given: &str) -> Result<SourceName, AppError> {
        let infos = self.voice_source_infos()?;
        match infos.iter().find(|info| info.name.as_str() == given) {
            Some(info) => Ok(info.name.clone()),
            None => Err(AppError::NoSuchSource {
                given: given.chars().take(80).collect(),
                known: infos.iter().map(|info| info.name.to_string()).collect(),
            }),
        }
    }

    /// The lake that has the source, and its name: that of events first, which alone is meant where none is named.
    pub(crate) fn lake_of(&self, source: Option<&str>) -> Result<(&Lake, SourceName), AppError> {
        let of_events = self.resolve(source);
        let Err(AppError::NoSuchSource { .. } | AppError::NoSources { .. }) = of_events else {
            return Ok((&self.lake, of_events?));
        };
        let infos = self.voice_source_infos()?;
        let mut fits = infos
            .iter()
            .filter(|info| source.is_none_or(|name| info.name.as_str() == name));
        match (fits.next(), fits.next()) {
            (Some(info), None) => Ok((self.voice_lake()?, info.name.clone())),
            (Some(_), Some(_)) => Err(AppError::WhichSource {
                known: infos.iter().map(|info| info.name.to_string()).collect(),
            }),
            (None, _) => Ok((&self.lake, of_events?)),
        }
    }

    /// The items of one source, or of all, by source; masked already when they came in.
    pub fn voice_items(&self, source: Option<&str>) -> Result<Vec<VoiceItems>, AppError> {
        let sources: Vec<SourceName> = match source {
            Some(given) => vec![self.voice_source(given)?],
            None => {
                let infos = self.voice_source_infos()?;
                infos.into_iter().map(|info| info.name).collect()
            }
        };
        sources
            .iter()
            .map(|source| {
                let mut items = Vec::new();
                let snapshot = self.visit_voice(source, |mut part| items.append(&mut part))?;
                items.sort_by(|a, b| a.id.cmp(&b.id));
                Ok(VoiceItems { snapshot, items })
            })
            .collect()
    }

    /// Hands on the items of a source bucket by bucket, so that a million of them need not lie in memory at once.
    pub fn visit_voice(
        &self,
        source: &SourceName,
        mut visit: impl FnMut(Vec<Feedback>),
    ) -> Result<Snapshot, AppError> {
        let snapshot = self.voice_lake()?.snapshot(source, None)?;
        for bucket in 0..snapshot.buckets() {
            visit(rows::of_run(&snapshot.read(bucket)?));
        }
        Ok(snapshot.id())
    }
}
