//! Keeping the folder: erasing a person, compacting, checking.

use crate::app::clock::now_us;
use crate::app::{AppError, Author, Via, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::Duration;
use tropa_catalog::MapId;
use tropa_map::Map;
use tropa_map::document::Evidence;
use tropa_model::answer::Rows;
use tropa_model::question::{Ask, Question};
use tropa_model::{ColumnValues, LocalText, Role, SourceName};
use utoipa::ToSchema;

/// Versions younger than this keep their files when a source is compacted: a question under way still finds them.
const OLD_VERSIONS_KEPT: Duration = Duration::from_secs(7 * 24 * 3600);
/// A person's words shorter than this are not looked for in maps: they would be found in everybody's.
const QUOTE_CHARS_MIN: usize = 3;

/// What was removed of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ErasureReport {
    /// `tropa.erasure/1`.
    pub schema: String,
    /// As the lake keeps it: without the person's name, and enough to recognise them in a restored backup.
    #[schema(value_type = Object)]
    pub receipt: tropa_lake::ErasureReceipt,
    /// The same for what the person said; absent where nobody has said anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub voice: Option<tropa_lake::ErasureReceipt>,
    /// Maps in which words or example journeys of the person were blanked.
    pub maps: Vec<String>,
    /// Files that waited to be imported and may have named the person: removed.
    pub uploads: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompactReport {
    /// `tropa.compact/1`.
    pub schema: String,
    pub sources: Vec<CompactedSource>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompactedSource {
    pub source: String,
    /// The version compaction made; absent where there was nothing to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    pub files_before: u64,
    pub files_after: u64,
    /// Removed because no version younger than a week needs them.
    pub files_removed: u64,
    pub bytes_removed: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckReport {
    /// `tropa.check/1`.
    pub schema: String,
    /// Nothing is wrong.
    pub whole: bool,
    pub sources: u64,
    pub maps: u64,
    pub problems: Vec<FoundProblem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FoundProblem {
    /// `source loans`, `map shop`, `index of loans`.
    pub place: String,
    /// Relative to the part of the workspace it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    pub what: String,
}

impl Workspace {
    /// Removes a person everywhere: facts, what they said, quarantine, indexes, waiting uploads, and their words and example journeys
    /// in maps. Nothing of it can be brought back.
    pub fn erase(&self, actor: &str) -> Result<ErasureReport, AppError> {
        // Answers that wait are erased from the lake with all others.
        self.store_answers()?;
        let words = self.words_of(actor)?;
        self.wait(self.catalog.erase_from_surveys(actor))?;
        let maps = self.blank_in_maps(actor, &words)?;
        self.wait(self.catalog.empty_log())?;
        let at_us = now_us();
        let receipt = self.lake.erase(actor, at_us)?;
        let voice = self.erase_voice(actor, at_us)?;
        for info in self.lake.sources()? {
            self.forget(&info.name);
            self.index(&info.name)?;
            tropa_journey::retire(&self.derived_dir(), info.name.as_str(), &[info.version])?;
        }
        let uploads = self.sweep_uploads(Duration::ZERO) as u64;
        Ok(ErasureReport {
            schema: "tropa.erasure/1".into(),
            receipt,
            voice,
            maps,
            uploads,
        })
    }

    /// Everything the person wrote, in all sources.
    fn words_of(&self, actor: &str) -> Result<BTreeSet<String>, AppError> {
        let mut words = self.voice_words_of(actor)?;
        for info in self.lake.sources()? {
            let run = self.lake.snapshot(&info.name, None)?.actor(actor)?;
            for column in run.columns.iter().filter(|column| column.role == Role::Text) {
                match &column.values {
                    ColumnValues::Text(texts) => words.extend(texts.iter().map(str::to_owned)),
                    ColumnValues::Coded(coded) => words.extend(coded.names.iter().cloned()),
                    ColumnValues::Number(_) => {}
                }
            }
        }
        words.retain(|text| text.trim().chars().count() >= QUOTE_CHARS_MIN);
        Ok(words)
    }

    /// Takes the person out of every map, and out of the history of maps that ever held something of them.
    fn blank_in_maps(&self, actor: &str, words: &BTreeSet<String>) -> Result<Vec<String>, AppError> {
        let needles = needles(actor, words);
        let mut changed = Vec::new();
        for summary in self.maps()? {
            let id = MapId::new(&summary.id).map_err(|e| AppError::bad_map_id(&e))?;
            let by = Author::local(Via::CommandLine);
            let (now, _) = self.change_live(&id, &by, "erasure", |map| Ok(blank(map, actor, words)))?;
            if now || self.held_before(&id, actor, words, &needles)? {
                self.forget_history(&id)?;
                changed.push(id.to_string());
            }
        }
        self.wait(self.catalog.forget_copies())?;
        Ok(changed)
    }

    /// Whether an earlier state of the map, or a proposal for it, holds words or the key of the person.
    fn held_before(
        &self,
        id: &MapId,
        actor: &str,
        words: &BTreeSet<String>,
        needles: &[Vec<u8>],
    ) -> Result<bool, AppError> {
        if self.wait(self.catalog.history_holds(id, needles))? {
            return Ok(true);
        }
        for version in self.wait(self.catalog.versions(id))? {
            if let Some((_, mut map)) = self.wait(self.catalog.version(id, &version.id))?
                && blank(&mut map, actor, words)
            {
                return Ok(true);
            }
        }
        let proposed = self.wait(self.catalog.suggestions(id, u32::MAX))?;
        let proposed = serde_json::to_vec(&proposed).unwrap_or_default();
        Ok(needles
            .iter()
            .any(|needle| proposed.windows(needle.len()).any(|window| window == &**needle)))
    }

    /// Merges small files of a source, or of all, and removes files that no version of the last week needs.
    pub fn compact(&self, source: Option<&str>) -> Result<CompactReport, AppError> {
        let of_voice = match source {
            // Only what is no source of events is looked for among those of feedback.
            Some(name) if self.resolve(Some(name)).is_err() => self.voice_source(name).ok(),
            _ => None,
        };
        if let Some(name) = of_voice {
            return Ok(CompactReport {
                schema: "tropa.compact/1".into(),
                sources: self.compact_voice(Some(&name), OLD_VERSIONS_KEPT)?,
            });
        }
        let names: Vec<SourceName> = match source {
            Some(name) => vec![self.resolve(Some(name))?],
            None => self.lake.sources()?.into_iter().map(|info| info.name).collect(),
        };
        let mut sources = Vec::new();
        for name in names {
            let rewrite = self.lake.compact(&name)?;
            let vacuumed = self.lake.vacuum(&name, OLD_VERSIONS_KEPT)?;
            self.index(&name)?;
            sources.push(CompactedSource {
                source: name.to_string(),
                version: rewrite.version,
                files_before: rewrite.files_before,
                files_after: rewrite.files_after,
                files_removed: vacuumed.files,
                bytes_removed: vacuumed.bytes,
            });
        }
        if source.is_none() {
            sources.extend(self.compact_voice(None, OLD_VERSIONS_KEPT)?);
        }
        Ok(CompactReport {
            schema: "tropa.compact/1".into(),
            sources,
        })
    }

    /// Reads everything and says what is damaged.
    pub fn check(&self) -> Result<CheckReport, AppError> {
        let mut problems: Vec<FoundProblem> = self
            .lake
            .check()?
            .into_iter()
            .map(|problem| FoundProblem {
                place: format!("source {}", problem.source),
                file: problem.file,
                what: problem.what,
            })
            .collect();
        let (voice_sources, of_voice) = self.check_voice()?;
        problems.extend(of_voice);
        let sources = self.lake.sources()?;
        for info in &sources {
            let found = |what: String| FoundProblem {
                place: format!("index of {}", info.name),
                file: None,
                what,
            };
            match self.index(&info.name) {
                Err(error) => problems.push(found(error.full_message())),
                Ok(index) => {
                    let counts = index.counts();
                    if (counts.events, counts.journeys) != (info.events, info.actors) {
                        problems.push(found(format!(
                            "it counts {} events of {} actors, the facts {} of {}; remove the folder derived/ to build it again",
                            counts.events, counts.journeys, info.events, info.actors
                        )));
                    }
                }
            }
        }
        let maps = self.maps()?;
        for summary in &maps {
            let place = format!("map {}", summary.id);
            let found = |what: String| FoundProblem {
                place: place.clone(),
                file: None,
                what,
            };
            match MapId::new(&summary.id)
                .map_err(|e| e.to_string())
                .and_then(|id| self.map(&id).map_err(|e| e.full_message()))
            {
                Ok(stored) => problems.extend(
                    tropa_map::validate(&stored.map)
                        .iter()
                        .map(|p| found(p.to_string())),
                ),
                Err(message) => problems.push(found(message)),
            }
        }
        Ok(CheckReport {
            schema: "tropa.check/1".into(),
            whole: problems.is_empty(),
            sources: sources.len() as u64 + voice_sources,
            maps: maps.len() as u64,
            problems,
        })
    }
}

/// What to look for in stored bytes: as it is, and as JSON writes it.
fn needles(actor: &str, words: &BTreeSet<String>) -> Vec<Vec<u8>> {
    let mut needles = BTreeSet::new();
    let quoted = [format!("\"{actor}\""), format!("'{actor}'")];
    for text in words
        .iter()
        .map(String::as_str)
        .chain(quoted.iter().map(String::as_str))
    {
        needles.insert(text.as_bytes().to_vec());
        let json = serde_json::Value::from(text).to_string();
        needles.insert(json.as_bytes()[1..json.len() - 1].to_vec());
    }
    needles.into_iter().collect()
}

/// Takes a person's words, example journeys and name out of a map's evidence; whether there was anything.
fn blank(map: &mut Map, actor: &str, words: &BTreeSet<String>) -> bool {
    let mut changed = false;
    for card in &mut map.cards {
        let is_said = card.evidence.iter().any(|reason| {
            reason
                .rule
                .as_deref()
                .is_some_and(|rule| rule.starts_with("voice."))
        });
        let mut said = card.text.0.values().map(|text| text.trim());
        if is_said && said.any(|said| words.iter().any(|text| text.contains(said))) {
            card.text = LocalText::en_ru("Erased", "Стёрто");
            changed = true;
        }
    }
    let cards = map.cards.iter_mut().map(|record| &mut record.evidence);
    let traits = map.personas.iter_mut().flat_map(|persona| &mut persona.traits);
    let traits = traits.map(|record| &mut record.evidence);
    let moves = map.moves.iter_mut().map(|record| &mut record.evidence);
    let paths = map.paths.iter_mut().map(|record| &mut record.evidence);
    for evidence in cards.chain(traits).chain(moves).chain(paths).flatten() {
        changed |= blank_evidence(evidence, actor, words);
    }
    for answer in map.origin.iter_mut().flat_map(|origin| &mut origin.answers) {
        if let Rows::Journeys(rows) = &mut answer.rows {
            let before = rows.len();
            rows.retain(|row| row.actor != actor);
            changed |= rows.len() != before;
        }
    }
    changed
}

fn blank_evidence(evidence: &mut Evidence, actor: &str, words: &BTreeSet<String>) -> bool {
    let mut changed = false;
    if evidence.quote.as_ref().is_some_and(|quote| {
        words
            .iter()
            .any(|text| text.contains(quote.text.as_str()) || quote.text.contains(text.as_str()))
    }) {
        evidence.quote = None;
        changed = true;
    }
    if evidence
        .question
        .as_ref()
        .is_some_and(|question| names(question, actor))
    {
        evidence.question = None;
        changed = true;
    }
    if evidence
        .records
        .as_ref()
        .is_some_and(|records| quotes(records, actor))
    {
        evidence.records = None;
        changed = true;
    }
    changed
}

fn names(question: &Question, actor: &str) -> bool {
    let of_actor = match &question.ask {
        Ask::Journeys(ask) => ask.actor.as_deref() == Some(actor) || ask.after.as_deref() == Some(actor),
        _ => false,
    };
    of_actor
        || question
            .filter
            .as_deref()
            .is_some_and(|filter| quotes(filter, actor))
}

/// Whether an expression has the key as one of its texts.
fn quotes(expression: &str, actor: &str) -> bool {
    let escaped = actor.replace('\\', "\\\\").replace('"', "\\\"");
    expression.contains(&format!("\"{escaped}\"")) || expression.contains(&format!("'{actor}'"))
}
