//! Changes somebody proposes and somebody else decides on; what discovery finds over a map that is there arrives here.

use crate::app::edit::apply_all;
use crate::app::history::NamedPerson;
use crate::app::versions::{sound_line, sound_text};
use crate::app::{AppError, Author, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use tropa_catalog::{MapId, Suggestion, SuggestionSource, SuggestionState};
use tropa_map::change::Change;
use utoipa::ToSchema;
use uuid::Uuid;

const TITLE_CHARS_MAX: usize = 200;
const REASON_CHARS_MAX: usize = 4_000;
/// Shown of one map: the open ones, then the latest.
const SUGGESTIONS_SHOWN: u32 = 300;
/// Waiting on one map; more are decided on by nobody.
const OPEN_MAX: usize = 200;

/// A suggestion as people see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SuggestionView {
    pub id: String,
    /// RFC 3339 in UTC.
    pub at: String,
    pub by: NamedPerson,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub changes: Vec<Change>,
    pub state: SuggestionState,
    /// Name of the person who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<String>,
    /// Why it was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    pub source: SuggestionSource,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSuggestion {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// At least one; together they can be made on the map as it is now.
    pub changes: Vec<Change>,
}

/// Which parts are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// Places in the list of changes, from 0. Absent: all. Parts that are not named go on waiting as a suggestion of
    /// their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<usize>>,
}

impl Workspace {
    /// The open suggestions on the map, then those decided on, the newest first.
    pub fn suggestions(&self, id: &MapId) -> Result<Vec<SuggestionView>, AppError> {
        self.wait(self.catalog.map_seq(id))?;
        let found = self.wait(self.catalog.suggestions(id, SUGGESTIONS_SHOWN))?;
        found.into_iter().map(|one| self.suggestion_view(one)).collect()
    }

    /// Proposes changes that can be made on the map as it is now.
    pub fn suggest(
        &self,
        id: &MapId,
        given: &NewSuggestion,
        by: &Author,
    ) -> Result<SuggestionView, AppError> {
        let title = sound_line("title", &given.title, TITLE_CHARS_MAX)?;
        let reason = given.reason.as_deref().unwrap_or_default();
        let reason = sound_text("reason", reason, REASON_CHARS_MAX)?;
        self.keep_suggestion(
            id,
            title,
            reason,
            given.changes.clone(),
            by,
            SuggestionSource::Person,
        )
    }

    /// Makes the changes, as the person who decides. The map is as it was when one of them cannot be made any more.
    pub fn accept_suggestion(
        &self,
        id: &MapId,
        suggestion_id: &str,
        wanted: &Acceptance,
        by: &Author,
    ) -> Result<u64, AppError> {
        let suggestion = self.open_suggestion(id, suggestion_id)?;
        let (taken, left) = parts(&suggestion.changes, wanted)?;
        // Decided first: of two who decide at once only one changes the map.
        self.decide(
            id,
            suggestion_id,
            SuggestionState::Open,
            SuggestionState::Accepted,
            by,
            None,
        )?;
        let edited = self.edit_map(id, by, "suggestion", |map| apply_all(map, &taken));
        let edited = match edited {
            Ok(edited) => edited,
            Err(error) => {
                let (from, to) = (SuggestionState::Accepted, SuggestionState::Open);
                self.decide(id, suggestion_id, from, to, by, None)?;
                return Err(error);
            }
        };
        if !left.is_empty() {
            let rest = Suggestion {
                id: Uuid::now_v7().to_string(),
                changes: left,
                ..suggestion
            };
            self.wait(self.catalog.put_suggestion(id, &rest))?;
        }
        self.tell_room(id, "suggestions", by);
        Ok(edited.revision)
    }

    pub fn reject_suggestion(
        &self,
        id: &MapId,
        suggestion_id: &str,
        reason: Option<&str>,
        by: &Author,
    ) -> Result<SuggestionView, AppError> {
        self.open_suggestion(id, suggestion_id)?;
        let reason = sound_text("reason", reason.unwrap_or_default(), REASON_CHARS_MAX)?;
        let (from, to) = (SuggestionState::Open, SuggestionState::Rejected);
        self.decide(id, suggestion_id, from, to, by, reason.as_deref())?;
        self.tell_room(id, "suggestions", by);
        let rejected = self.wait(self.catalog.suggestion(id, suggestion_id))?;
        self.suggestion_view(rejected.ok_or_else(no_such_suggestion)?)
    }

    /// Keeps changes that can be made on the map as it is now; [`None`] of them is nothing to decide on.
    pub(crate) fn keep_suggestion(
        &self,
        id: &MapId,
        title: String,
        reason: Option<String>,
        changes: Vec<Change>,
        by: &Author,
        source: SuggestionSource,
    ) -> Result<SuggestionView, AppError> {
        if changes.is_empty() {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                "`changes`: a suggestion changes something",
                "`changes`: в предложении должна быть хотя бы одна правка",
            )
            .at("changes")
            .into());
        }
        apply_all(&mut self.map(id)?.map, &changes)?;
        let waiting = self.wait(self.catalog.suggestions(id, SUGGESTIONS_SHOWN))?;
        let waiting = waiting
            .iter()
            .filter(|one| one.state == SuggestionState::Open)
            .count();
        if waiting >= OPEN_MAX {
            return Err(Fault::new(
                ErrorCode::TooLarge,
                format!("{OPEN_MAX} suggestions wait on this map; decide on some first"),
                format!("на карте уже ждут решения {OPEN_MAX} предложений; разберите сначала их"),
            )
            .into());
        }
        let suggestion = Suggestion {
            id: Uuid::now_v7().to_string(),
            at: now_rfc3339(),
            by_person: Some(by.id.clone()),
            by_name: by.name.clone(),
            title,
            reason,
            changes,
            state: SuggestionState::Open,
            decided_by: None,
            decided_at: None,
            decision: None,
            source,
        };
        self.wait(self.catalog.put_suggestion(id, &suggestion))?;
        self.tell_room(id, "suggestions", by);
        self.suggestion_view(suggestion)
    }

    fn open_suggestion(&self, id: &MapId, suggestion_id: &str) -> Result<Suggestion, AppError> {
        let found = self.wait(self.catalog.suggestion(id, suggestion_id))?;
        let found = found.ok_or_else(no_such_suggestion)?;
        if found.state == SuggestionState::Open {
            Ok(found)
        } else {
            Err(decided_already().into())
        }
    }

    pub(crate) fn decide(
        &self,
        id: &MapId,
        suggestion_id: &str,
        from: SuggestionState,
        to: SuggestionState,
        by: &Author,
        answer: Option<&str>,
    ) -> Result<(), AppError> {
        let now = now_rfc3339();
        let by = (to != SuggestionState::Open).then_some((by.id.as_str(), now.as_str()));
        let decided = self
            .catalog
            .decide_suggestion(id, suggestion_id, from, to, by, answer);
        if self.wait(decided)? {
            Ok(())
        } else {
            Err(decided_already().into())
        }
    }

    fn suggestion_view(&self, suggestion: Suggestion) -> Result<SuggestionView, AppError> {
        let decided_by = match &suggestion.decided_by {
            Some(person) => self.wait(self.catalog.person_name(person))?,
            None => None,
        };
        Ok(SuggestionView {
            id: suggestion.id,
            at: suggestion.at,
            by: NamedPerson {
                id: suggestion.by_person.unwrap_or_default(),
                name: suggestion.by_name,
            },
            title: suggestion.title,
            reason: suggestion.reason,
            changes: suggestion.changes,
            state: suggestion.state,
            decided_by,
            decided_at: suggestion.decided_at,
            answer: suggestion.decision,
            source: suggestion.source,
        })
    }
}

/// The changes that are wanted and those that are not, both in order.
fn parts(changes: &[Change], wanted: &Acceptance) -> Result<(Vec<Change>, Vec<Change>), Fault> {
    let Some(parts) = &wanted.parts else {
        return Ok((changes.to_vec(), Vec::new()));
    };
    if parts.is_empty() || parts.iter().any(|part| *part >= changes.len()) {
        return Err(Fault::new(
            ErrorCode::BadRequest,
            format!(
                "`parts`: expected places from 0 to {}",
                changes.len().saturating_sub(1)
            ),
            format!(
                "`parts`: нужны номера от 0 до {}",
                changes.len().saturating_sub(1)
            ),
        )
        .at("parts"));
    }
    let (taken, left): (Vec<_>, Vec<_>) = changes
        .iter()
        .cloned()
        .enumerate()
        .partition(|(place, _)| parts.contains(place));
    let only = |list: Vec<(usize, Change)>| list.into_iter().map(|(_, change)| change).collect();
    Ok((only(taken), only(left)))
}

fn no_such_suggestion() -> Fault {
    Fault::new(
        ErrorCode::NotFound,
        "there is no such suggestion on this map",
        "такого предложения на карте нет",
    )
}

fn decided_already() -> Fault {
    Fault::new(
        ErrorCode::MapChanged,
        "somebody has decided on this suggestion already",
        "по этому предложению уже приняли решение",
    )
}
