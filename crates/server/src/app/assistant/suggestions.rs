//! What a model proposed, as people see it.

use super::plan::{AssistantTask, OPEN_MAX};
use crate::app::{AppError, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use tropa_catalog::{AssistantState, MapId, StoredSuggestion};
use tropa_model::{LocalText, Span};
use utoipa::{IntoParams, ToSchema};

const PAGE_MAX: usize = 200;
const PAGE_DEFAULT: usize = 50;
/// Version of the stored form.
const SCHEMA: &str = "tropa.assistant/1";

/// Words of an item of the workspace that show a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AssistantCite)]
pub struct Cite {
    pub source: String,
    pub item: String,
    pub span: Span,
    /// The words there, as they are now; never stored.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A sentence of a story with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StorySentence {
    pub text: String,
    /// Facts of the persona, as they stood on the map.
    pub facts: Vec<String>,
    pub cites: Vec<Cite>,
}

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = AssistantProposal)]
pub enum Proposed {
    TopicName {
        topic: String,
        /// What it was called.
        was: LocalText,
        name: LocalText,
        cites: Vec<Cite>,
    },
    PersonaStory {
        map: String,
        persona: String,
        name: String,
        /// `en` or `ru`.
        language: String,
        sentences: Vec<StorySentence>,
    },
    Coding {
        conversation: String,
        /// Id of the code; absent: a new one of the name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        /// With the names above it: `Delivery > Waiting`.
        name: String,
        cite: Cite,
    },
}

impl Proposed {
    pub(super) fn cites(&self) -> Vec<&Cite> {
        match self {
            Self::TopicName { cites, .. } => cites.iter().collect(),
            Self::PersonaStory { sentences, .. } => sentences.iter().flat_map(|one| &one.cites).collect(),
            Self::Coding { cite, .. } => vec![cite],
        }
    }

    fn cites_mut(&mut self) -> Vec<&mut Cite> {
        match self {
            Self::TopicName { cites, .. } => cites.iter_mut().collect(),
            Self::PersonaStory { sentences, .. } => {
                sentences.iter_mut().flat_map(|one| &mut one.cites).collect()
            }
            Self::Coding { cite, .. } => vec![cite],
        }
    }
}

/// As it is stored.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredProposal {
    schema: String,
    model: String,
    proposed: Proposed,
}

impl StoredProposal {
    pub fn of(model: &str, proposed: &Proposed) -> Self {
        Self {
            schema: SCHEMA.into(),
            model: model.to_owned(),
            proposed: proposed.clone(),
        }
    }
}

/// A suggestion of the assistant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AssistantSuggestion)]
pub struct ProposedView {
    pub id: String,
    pub state: AssistantState,
    /// Which run it came from.
    pub run: String,
    /// RFC 3339 in UTC.
    pub at: String,
    /// Which model proposed it.
    pub model: String,
    pub proposed: Proposed,
    /// The words it showed itself by are no more.
    pub stale: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<String>,
    /// Name of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AssistantSuggestionList)]
pub struct ProposedList {
    /// The oldest first.
    pub items: Vec<ProposedView>,
    /// `after` of the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// All that match.
    pub n: u64,
}

/// Which suggestions are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ProposedWish {
    /// Absent: open ones.
    pub state: Option<AssistantState>,
    pub task: Option<AssistantTask>,
    /// Id of a run.
    pub run: Option<String>,
    /// Id of the last one of the page before.
    pub after: Option<String>,
    /// At most 200; 50 when absent.
    pub limit: Option<u32>,
}

impl Workspace {
    /// Suggestions of the assistant. `sees`: whether the caller may see a map.
    pub fn assistant_suggestions(
        &self,
        wish: &ProposedWish,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<ProposedList, AppError> {
        let state = wish.state.unwrap_or(AssistantState::Open);
        let all = self.wait(self.catalog.assistant_suggestions(state, "", OPEN_MAX * 10))?;
        let mut matching = Vec::new();
        for row in all {
            let fits = wish.task.is_none_or(|task| task.word() == row.task)
                && wish.run.as_ref().is_none_or(|run| *run == row.run);
            if fits && self.may_see(&row, sees) {
                matching.push(row);
            }
        }
        let n = matching.len() as u64;
        let after = wish.after.as_deref().unwrap_or_default();
        let limit = wish
            .limit
            .map_or(PAGE_DEFAULT, |limit| limit as usize)
            .clamp(1, PAGE_MAX);
        let mut rest = matching.into_iter().filter(|row| row.id.as_str() > after);
        let page: Vec<StoredSuggestion> = rest.by_ref().take(limit).collect();
        let next = rest.next().and(page.last().map(|row| row.id.clone()));
        let items = page.into_iter().map(|row| self.proposed_view(row));
        Ok(ProposedList {
            items: items.collect::<Result<_, _>>()?,
            next,
            n,
        })
    }

    fn may_see(&self, row: &StoredSuggestion, sees: &dyn Fn(&MapId) -> bool) -> bool {
        match stored(row).map(|stored| stored.proposed) {
            Ok(Proposed::PersonaStory { map, .. }) => MapId::new(&map).is_ok_and(|id| sees(&id)),
            _ => true,
        }
    }

    /// One of them, where it is there.
    pub fn assistant_suggestion(&self, id: &str) -> Result<ProposedView, AppError> {
        let row = self.wait(self.catalog.assistant_suggestion(id))?;
        let row = row.ok_or_else(|| {
            let (en, ru) = ("there is no such suggestion", "такого предложения нет");
            Fault::new(ErrorCode::NotFound, en, ru).at("id")
        })?;
        self.proposed_view(row)
    }

    fn proposed_view(&self, row: StoredSuggestion) -> Result<ProposedView, AppError> {
        let mut kept = stored(&row)?;
        let heard = self.heard()?;
        let (mut all, mut gone) = (0, 0);
        for cite in kept.proposed.cites_mut() {
            let item = heard.find(&cite.source, &cite.item);
            let words = item.and_then(|item| cite.span.of(item.said));
            cite.text = words.unwrap_or_default().trim().to_owned();
            all += 1;
            gone += u32::from(words.is_none());
        }
        Ok(ProposedView {
            id: row.id,
            state: row.state,
            run: row.run,
            at: row.at,
            model: kept.model,
            proposed: kept.proposed,
            stale: all > 0 && all == gone,
            decided_at: row.decided_at,
            decided_by: row.decided_by,
        })
    }

    /// Removes suggestions that rest on items that are no more: a story may tell what an erased person said.
    pub(crate) fn forget_suggestions_about(&self, source: &str, items: &[String]) -> Result<(), AppError> {
        let mut ids = Vec::new();
        for state in [
            AssistantState::Open,
            AssistantState::Accepted,
            AssistantState::Rejected,
        ] {
            let mut after = String::new();
            loop {
                let rows = self.wait(self.catalog.assistant_suggestions(state, &after, OPEN_MAX))?;
                let Some(last) = rows.last() else { break };
                after.clone_from(&last.id);
                for row in &rows {
                    let about = |cite: &&Cite| cite.source == source && items.contains(&cite.item);
                    if stored(row)?.proposed.cites().iter().any(about) {
                        ids.push(row.id.clone());
                    }
                }
            }
        }
        self.wait(self.catalog.delete_assistant_suggestions(&ids))?;
        Ok(())
    }
}

fn stored(row: &StoredSuggestion) -> Result<StoredProposal, AppError> {
    serde_json::from_str(&row.document).map_err(|e| {
        tracing::error!("suggestion {} cannot be read: {e}", row.id);
        Fault::ours().into()
    })
}

/// The word a value has in documents: `preferred_channel`, with spaces for people and models.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.replace('_', " "),
        _ => String::new(),
    }
}
