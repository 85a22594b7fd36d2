//! Segments of journeys: found, by an attribute or by rules; what sets each apart; two of them side by side.

use super::{Base, Found, Looked};
use crate::app::{AppError, DiscoverOrder, ErrorCode, Fault, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_journey::AttributeKind;
use tropa_mine::segments::{
    ClusterOptions, CompareOptions, Division, NONE, SEGMENTS_MAX, SegmentComparison, Segments, by_attribute,
    by_journeys, by_rules, compare, describe,
};
use tropa_model::{Cut, JourneyValues, LocalText};
use utoipa::ToSchema;

/// Columns that may set segments apart; more are not looked at.
const COLUMNS_MAX: usize = 12;
/// A column with so many values names things, not groups.
const VALUES_MAX: usize = 20;
const RULES_MAX: usize = 24;
const ACTOR: &str = "actor";

/// What journeys are divided by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SegmentsBy {
    /// How people walk: as many segments as the evidence carries, or as many as were asked for.
    Journeys(ClusterOptions),
    /// The values of a column.
    Attribute(String),
    /// Filters people wrote; a journey belongs to the first it meets.
    Rules(Vec<SegmentRule>),
}

impl Default for SegmentsBy {
    fn default() -> Self {
        Self::Journeys(ClusterOptions::default())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SegmentRule {
    pub name: String,
    #[serde(rename = "where")]
    pub filter: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SegmentsOrder {
    /// Absent: the only source there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Keep only journeys for which this holds.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Where one person's life is cut into journeys; absent: a journey is a whole life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    #[serde(default)]
    pub by: SegmentsBy,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompareOrder {
    /// As the segments were asked for.
    pub segments: SegmentsOrder,
    /// Numbers of the two segments, from 1.
    pub own: u32,
    pub other: u32,
}

impl Workspace {
    /// Every segment with its size, what sets it apart, a journey that stands for it and a filter where there is one.
    pub fn segments(&self, order: &SegmentsOrder) -> Result<Found<Segments>, AppError> {
        let (base, division) = self.divided(order)?;
        let described = describe(&base.journeys, &division);
        Ok(base.found(described))
    }

    /// Two segments on every measure: funnel of the stages discovery finds, touchpoints, ways, channels, times.
    pub fn compare_segments(&self, order: &CompareOrder) -> Result<Found<SegmentComparison>, AppError> {
        let (base, division) = self.divided(&order.segments)?;
        let place = |number: u32| {
            let there = number >= 1 && number as usize <= division.parts.len();
            there
                .then(|| number - 1)
                .ok_or_else(|| no_such_segment(number, division.parts.len()))
        };
        let (own, other) = (place(order.own)?, place(order.other)?);
        let plan = self.plan(&DiscoverOrder {
            source: order.segments.source.clone(),
            filter: order.segments.filter.clone(),
            cut: order.segments.cut.clone(),
            ..DiscoverOrder::default()
        })?;
        let options = CompareOptions {
            stages: plan
                .stages
                .into_iter()
                .map(|stage| (stage.name, stage.activities))
                .collect(),
            channels: vec!["channel".into()],
        };
        let compared = compare(&base.journeys, &division, own, other, &options)
            .ok_or_else(|| no_such_segment(order.own, division.parts.len()))?;
        Ok(base.found(compared))
    }

    pub(super) fn divided(&self, order: &SegmentsOrder) -> Result<(Base, Division), AppError> {
        let looked = Looked {
            source: order.source.clone(),
            filter: order.filter.clone(),
            cut: order.cut.clone(),
        };
        let mut columns = self.telling_columns(&looked)?;
        match &order.by {
            SegmentsBy::Attribute(column) if !columns.contains(column) => columns.push(column.clone()),
            SegmentsBy::Rules(_) => columns.push(ACTOR.into()),
            _ => {}
        }
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let mut base = self.base(&looked, &[], &columns)?;
        let division = match &order.by {
            SegmentsBy::Journeys(options) => {
                if options.segments.is_some_and(|n| n == 0 || n > SEGMENTS_MAX) {
                    return Err(too_many_segments().into());
                }
                by_journeys(&base.journeys, options).0
            }
            SegmentsBy::Attribute(column) => {
                by_attribute(&base.journeys, column).ok_or_else(|| no_texts(column))?
            }
            SegmentsBy::Rules(rules) => {
                if rules.is_empty() || rules.len() > RULES_MAX {
                    return Err(too_many_segments().into());
                }
                let of = self.by_rule(&looked, &base, rules)?;
                // The key was only needed to know who meets which rule.
                base.journeys.columns.retain(|column| column.name != ACTOR);
                let named = rules
                    .iter()
                    .map(|rule| (LocalText::plain(&rule.name), rule.filter.clone()));
                by_rules(named.collect(), of)
            }
        };
        Ok((base, division))
    }

    /// The place of the first rule each journey meets.
    fn by_rule(&self, looked: &Looked, base: &Base, rules: &[SegmentRule]) -> Result<Vec<u32>, AppError> {
        let coded = |values: &JourneyValues| match values {
            JourneyValues::Coded { codes, names } => codes
                .iter()
                .map(|code| names[*code as usize - 1].clone())
                .collect(),
            JourneyValues::Number(_) => Vec::new(),
        };
        let actors = |journeys: &tropa_model::Journeys| -> Vec<String> {
            journeys
                .column(ACTOR)
                .map_or_else(Vec::new, |column| coded(&column.values))
        };
        let keys = actors(&base.journeys);
        let places: BTreeMap<&str, usize> = keys
            .iter()
            .enumerate()
            .map(|(at, key)| (key.as_str(), at))
            .collect();
        let mut of = vec![NONE; base.journeys.len()];
        let source = self.resolve(looked.source.as_deref())?;
        for (rule, written) in rules.iter().enumerate() {
            let filter = match looked.filter.as_deref().map(str::trim) {
                None | Some("") => written.filter.clone(),
                Some(outer) => format!("({outer}) and ({})", written.filter),
            };
            let met = Looked {
                filter: Some(filter),
                ..looked.clone()
            };
            for key in actors(&self.journeys_of(&source, &met, &[ACTOR])?) {
                if let Some(&at) = places.get(key.as_str())
                    && of[at] == NONE
                {
                    of[at] = rule as u32;
                }
            }
        }
        Ok(of)
    }

    /// Columns whose values may set people apart: few texts, or numbers.
    fn telling_columns(&self, looked: &Looked) -> Result<Vec<String>, AppError> {
        let source = self.resolve(looked.source.as_deref())?;
        let mut columns: Vec<String> = self
            .index(&source)?
            .attributes()?
            .into_iter()
            .filter(|attribute| match attribute.kind {
                AttributeKind::Coded => (2..VALUES_MAX).contains(&attribute.values.len()),
                AttributeKind::Number => true,
                AttributeKind::Text => false,
            })
            .map(|attribute| attribute.name)
            .collect();
        columns.truncate(COLUMNS_MAX);
        Ok(columns)
    }
}

fn no_such_segment(number: u32, segments: usize) -> Fault {
    Fault::new(
        ErrorCode::NotFound,
        format!("there is no segment {number}: these journeys have {segments}"),
        format!("сегмента {number} нет: в этих путях их {segments}"),
    )
}

fn too_many_segments() -> Fault {
    Fault::new(
        ErrorCode::BadRequest,
        format!("`by`: 1 to {SEGMENTS_MAX} segments, or 1 to {RULES_MAX} rules"),
        format!("`by`: от 1 до {SEGMENTS_MAX} сегментов или от 1 до {RULES_MAX} правил"),
    )
    .at("by")
}

fn no_texts(column: &str) -> Fault {
    let column: String = column.chars().take(120).collect();
    Fault::new(
        ErrorCode::BadRequest,
        format!("«{column}» is not a column of texts"),
        format!("«{column}» — не столбец со словами"),
    )
    .at("by")
}
