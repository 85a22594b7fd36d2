//! What a source holds, as people are shown it.

use crate::app::{AppError, Workspace};
use serde::{Deserialize, Serialize};
use tropa_lake::SourceInfo;
use tropa_model::{Scale, Snapshot};
use utoipa::ToSchema;

/// A stream of imported facts at its newest version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SourceView {
    pub name: String,
    pub version: u64,
    /// `name@version`, as in answers.
    pub snapshot: String,
    pub events: u64,
    pub actors: u64,
    /// Distinct activities.
    pub activities: u64,
    /// First and last event, both included, RFC 3339 in UTC; absent without events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// On which scores were asked, both ends included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_scale: Option<Scale>,
    /// What filters and breakdowns may name, by name.
    pub attributes: Vec<AttributeView>,
    /// Most frequent first.
    pub activity_names: Vec<String>,
    /// Imports that are part of it.
    pub imports: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttributeView {
    pub name: String,
    pub of: AttributeOf,
    pub kind: AttributeKind,
    /// The most frequent, at most twenty; only of coded attributes.
    pub values: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttributeOf {
    /// Holds for the whole journey.
    Actor,
    Event,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// Few distinct values.
    Coded,
    Number,
    /// Many distinct texts.
    Text,
}

impl Workspace {
    pub(crate) fn source_view(&self, info: &SourceInfo) -> Result<SourceView, AppError> {
        let index = self.index(&info.name)?;
        Ok(SourceView {
            name: info.name.to_string(),
            version: info.version,
            snapshot: Snapshot {
                source: info.name.to_string(),
                version: info.version,
            }
            .to_string(),
            events: info.events,
            actors: info.actors,
            activities: info.activity_names.len() as u64,
            from: info.from.clone(),
            to: info.to.clone(),
            score_scale: info.score_scale,
            attributes: index.attributes()?.into_iter().map(AttributeView::from).collect(),
            activity_names: info.activity_names.clone(),
            imports: info.imports.len() as u64,
        })
    }
}

impl From<tropa_journey::Attribute> for AttributeView {
    fn from(attribute: tropa_journey::Attribute) -> Self {
        let of = match attribute.of {
            tropa_journey::AttributeOf::Actor => AttributeOf::Actor,
            tropa_journey::AttributeOf::Event => AttributeOf::Event,
        };
        let kind = match attribute.kind {
            tropa_journey::AttributeKind::Coded => AttributeKind::Coded,
            tropa_journey::AttributeKind::Number => AttributeKind::Number,
            tropa_journey::AttributeKind::Text => AttributeKind::Text,
        };
        Self {
            name: attribute.name,
            of,
            kind,
            values: attribute.values,
        }
    }
}
