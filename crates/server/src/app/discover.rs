//! From facts to a proposed map: ask, plan, ask about the stages, propose, adopt.

use crate::app::maps::MadeFrom;
use crate::app::progress::{Progress, ProgressStage, Watch};
use crate::app::{AppError, Author, Workspace};
use serde::{Deserialize, Serialize};
use tropa_catalog::MapId;
use tropa_map::Map;
use tropa_mine::{DiscoverOptions, Plan, StagesWish};
use tropa_model::Cut;
use tropa_model::proposal::{LocalText, Proposal};
use tropa_model::question::{Ask, GraphAsk, Question, TouchpointsAsk, VariantsAsk};
use utoipa::ToSchema;

/// Whole paths looked at: enough for the main path and its alternatives also where most journeys differ.
const VARIANTS_ASKED: u32 = 10_000;
/// Asking three times, planning, asking about stages, proposing.
const STEPS: u64 = 6;

/// What to find a map in, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DiscoverOrder {
    /// Absent: the only source there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Absent: as many stages as the flow shows.
    #[serde(default)]
    pub stages: StagesWish,
    /// Keep only journeys for which this holds.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Where one person's life is cut into journeys; absent: a journey is a whole life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    /// The map's title; absent: made from the source's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A map found in facts, not kept anywhere yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovered {
    pub map: Map,
    pub proposal: Proposal,
}

impl Workspace {
    /// Finds a map. Every number in it is the answer to a question that is kept beside it.
    pub fn discover(&self, order: &DiscoverOrder, watch: &mut Watch<'_>) -> Result<Discovered, AppError> {
        let source = self.resolve(order.source.as_deref())?;
        self.index_watched(&source, watch)?;
        let mut done = 0;
        let mut step = || {
            let (unit, total) = ("steps", Some(STEPS));
            watch(Progress {
                stage: ProgressStage::Discovering,
                done,
                total,
                unit,
                rows: None,
            });
            done += 1;
        };
        let question = |ask| Question {
            source: Some(source.to_string()),
            filter: order.filter.clone(),
            cut: order.cut.clone(),
            ask,
        };
        let mut ask = |ask: Ask| {
            step();
            self.ask(&question(ask))
        };
        let touchpoints = ask(Ask::Touchpoints(TouchpointsAsk::default()))?;
        let graph = ask(Ask::Graph(GraphAsk::default()))?;
        let variants = ask(Ask::Variants(VariantsAsk {
            limit: VARIANTS_ASKED,
        }))?;
        let plan = tropa_mine::plan(
            &touchpoints,
            &graph,
            &variants,
            &DiscoverOptions {
                stages: order.stages,
                ..Default::default()
            },
        )?;
        let stages = ask(Ask::Stages(plan.stages_ask()))?;
        let proposal = tropa_mine::propose(&plan, &touchpoints, &graph, &variants, &stages)?;
        let title = match order.name.as_deref().map(str::trim) {
            Some(name) if !name.is_empty() => LocalText::plain(name),
            _ => LocalText::en_ru(format!("Journey: {source}"), format!("Путь: {source}")),
        };
        let id = map_id(order.name.as_deref().unwrap_or(source.as_str()), source.as_str());
        step();
        let mut map = tropa_map::adopt(&proposal, title, id.to_string());
        // What people say of the same steps stands on the map from the beginning.
        self.with_voice(&mut map)?;
        Ok(Discovered { map, proposal })
    }

    /// The first half of [`discover`](Self::discover): which touchpoints, in which order and stages, and what ends a
    /// journey.
    pub(crate) fn plan(&self, order: &DiscoverOrder) -> Result<Plan, AppError> {
        let source = self.resolve(order.source.as_deref())?;
        let ask = |ask: Ask| {
            self.ask(&Question {
                source: Some(source.to_string()),
                filter: order.filter.clone(),
                cut: order.cut.clone(),
                ask,
            })
        };
        let touchpoints = ask(Ask::Touchpoints(TouchpointsAsk::default()))?;
        let graph = ask(Ask::Graph(GraphAsk::default()))?;
        let variants = ask(Ask::Variants(VariantsAsk {
            limit: VARIANTS_ASKED,
        }))?;
        let options = DiscoverOptions {
            stages: order.stages,
            ..Default::default()
        };
        Ok(tropa_mine::plan(&touchpoints, &graph, &variants, &options)?)
    }

    /// [`discover`](Self::discover), with the map kept in the workspace under an id of its own, which is returned.
    pub fn discover_into_workspace(
        &self,
        order: &DiscoverOrder,
        by: &Author,
        watch: &mut Watch<'_>,
    ) -> Result<String, AppError> {
        let found = self.discover(order, watch)?;
        self.keep_new(found.map, by).map(|id| id.to_string())
    }

    /// Keeps a map that was found under its own id, or under the first free one of `id-2`, `id-3`, …
    pub fn keep_new(&self, map: Map, by: &Author) -> Result<MapId, AppError> {
        let wanted = map.id.clone();
        let snapshot = map.origin.as_ref().map(|origin| origin.snapshot.as_str());
        let source = snapshot.and_then(|snapshot| snapshot.rsplit_once('@'));
        let origin = MadeFrom::Source(source.map_or(String::new(), |(source, _)| source.to_owned()));
        Ok(self.add_map(map, &wanted, &origin, by)?.0)
    }
}

/// The nearest allowed id to a title; `fallback` where no letter of it is allowed.
fn map_id(title: &str, fallback: &str) -> MapId {
    let mut text = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => text.push(c),
            _ if text.ends_with('-') || text.is_empty() => {}
            '_' => text.push('_'),
            _ => text.push('-'),
        }
    }
    let text: String = text.chars().take(MapId::LENGTH_MAX).collect();
    MapId::new(text.trim_end_matches(['-', '_']))
        .or_else(|_| MapId::new(fallback))
        .unwrap_or_else(|_| MapId::new("map").expect("an allowed id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_the_nearest_id() {
        assert_eq!(map_id("Loans: 2012 (all)", "x").as_str(), "loans-2012-all");
        assert_eq!(map_id("Заявки", "bpic_2012").as_str(), "bpic_2012");
        assert_eq!(map_id(&"long ".repeat(40), "x").as_str().len(), 64);
    }
}
