//! A person accepts or rejects; accepting goes the ways that work done by hand goes.

use super::suggestions::{Proposed, ProposedView, StorySentence};
use crate::app::voice::{NewCode, NewCoding};
use crate::app::{AppError, Author, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tropa_catalog::{AssistantState, MapId};
use tropa_map::change::{Change, RecordKind};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// How a suggestion is taken; empty: as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AcceptProposal {
    /// Another name for the topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<LocalText>,
    /// Places of the story's sentences that are wanted, from 0; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentences: Option<Vec<usize>>,
}

impl Workspace {
    /// The map a suggestion would change, if it is about one: its right is asked for besides that of the workspace.
    pub fn map_of_suggestion(&self, id: &str) -> Result<Option<MapId>, AppError> {
        match self.assistant_suggestion(id)?.proposed {
            Proposed::PersonaStory { map, .. } => Ok(Some(
                MapId::new(&map).map_err(|error| AppError::bad_map_id(&error))?,
            )),
            _ => Ok(None),
        }
    }

    /// Does what a suggestion proposes, in the name of the person who accepts it.
    pub fn accept_proposal(
        &self,
        id: &str,
        how: &AcceptProposal,
        by: &Author,
    ) -> Result<ProposedView, AppError> {
        let view = self.assistant_suggestion(id)?;
        if view.stale {
            return Err(Fault::new(
                ErrorCode::Gone,
                "the words this suggestion rests on were erased; reject it",
                "слова, на которых держится предложение, стёрты; отклоните его",
            )
            .into());
        }
        // Decided first: of two who decide at once only one does it.
        self.decide_proposal(id, AssistantState::Open, AssistantState::Accepted, by)?;
        if let Err(error) = self.make_true(view.proposed, how, by) {
            self.decide_proposal(id, AssistantState::Accepted, AssistantState::Open, by)?;
            return Err(error);
        }
        self.assistant_suggestion(id)
    }

    pub fn reject_proposal(&self, id: &str, by: &Author) -> Result<ProposedView, AppError> {
        self.assistant_suggestion(id)?;
        self.decide_proposal(id, AssistantState::Open, AssistantState::Rejected, by)?;
        self.assistant_suggestion(id)
    }

    fn decide_proposal(
        &self,
        id: &str,
        from: AssistantState,
        to: AssistantState,
        by: &Author,
    ) -> Result<(), AppError> {
        let now = now_rfc3339();
        if self.wait(
            self.catalog
                .decide_assistant_suggestion(id, from, to, &by.name, &now),
        )? {
            return Ok(());
        }
        Err(Fault::new(
            ErrorCode::Gone,
            "somebody has decided on this suggestion already",
            "это предложение уже разобрали",
        )
        .into())
    }

    fn make_true(&self, proposed: Proposed, how: &AcceptProposal, by: &Author) -> Result<(), AppError> {
        match proposed {
            Proposed::TopicName { topic, name, .. } => {
                self.rename_topic_in(&topic, how.name.as_ref().unwrap_or(&name))?;
            }
            Proposed::PersonaStory {
                map,
                persona,
                language,
                sentences,
                ..
            } => {
                let id = MapId::new(&map).map_err(|error| AppError::bad_map_id(&error))?;
                let story = Change::Set {
                    of: RecordKind::Persona,
                    id: persona,
                    field: vec!["story".into(), language],
                    value: Some(Value::String(told(&sentences, how)?)),
                };
                self.change_map(&id, by, "assistant", &[story], None)?;
            }
            Proposed::Coding {
                conversation,
                code,
                name,
                cite,
            } => {
                let known = self.codes()?.items;
                let code = known
                    .iter()
                    .find(|one| Some(&one.id) == code.as_ref())
                    .or_else(|| {
                        known
                            .iter()
                            .find(|one| one.name.to_lowercase() == name.to_lowercase())
                    })
                    .map(|one| one.id.clone());
                let code = match code {
                    Some(code) => code,
                    None => {
                        let own = name.rsplit(" > ").next().unwrap_or(&name).to_owned();
                        self.add_code(&NewCode {
                            name: own,
                            parent: None,
                        })?
                        .id
                    }
                };
                let coding = NewCoding {
                    item: cite.item,
                    span: cite.span,
                    code,
                    step: None,
                };
                self.add_coding(&cite.source, &conversation, &coding, by)?;
            }
        }
        Ok(())
    }
}

/// The sentences that are wanted, as one text.
fn told(sentences: &[StorySentence], how: &AcceptProposal) -> Result<String, AppError> {
    let wanted = |at: &usize| how.sentences.as_ref().is_none_or(|wanted| wanted.contains(at));
    let taken: Vec<&str> = (0..sentences.len())
        .filter(wanted)
        .map(|at| sentences[at].text.as_str())
        .collect();
    if taken.is_empty() {
        return Err(Fault::new(
            ErrorCode::BadRequest,
            "`sentences`: name at least one of the story, or reject it",
            "`sentences`: выберите хотя бы одно предложение рассказа или отклоните его",
        )
        .at("sentences")
        .into());
    }
    Ok(taken.join(" "))
}
