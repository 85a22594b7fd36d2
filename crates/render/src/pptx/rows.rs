//! What stands below the steps of a slide: lane after lane, a cell for each step or cards of the whole stage.

use super::cards::Block;
use super::{CONTENT_WIDTH, Ctx, TEXT, words};
use crate::{terms, words as fixed};
use tropa_map::document::{Card, Lane, LaneRole, Stage, Step, Wish};
use tropa_map::format::signed;

/// The names of the lanes stand left of the columns.
pub(super) const RAIL: f32 = 128.0;
/// Cards of a whole stage stand side by side, up to so many.
const ACROSS_MAX: usize = 3;

/// A lane's cells on this slide: one per column, or cards of the whole stage side by side.
pub(super) struct Row<'a> {
    pub role: LaneRole,
    pub name: String,
    pub whole: bool,
    pub goes_on: bool,
    pub cells: Vec<Vec<Block<'a>>>,
}

/// The steps of one slide.
pub(super) struct Columns<'a> {
    /// Number of the first step in the whole map, from 0.
    pub first: usize,
    pub steps: &'a [Step],
}

impl Columns<'_> {
    pub fn width(&self) -> f32 {
        (CONTENT_WIDTH - RAIL) / self.steps.len().max(1) as f32
    }
}

/// The lanes with anything to say here. Figures of the stage and feelings have a place of their own.
pub(super) fn rows<'a>(
    ctx: &Ctx<'a>,
    stage: &'a Stage,
    columns: &Columns<'a>,
    with_whole: bool,
) -> Vec<Row<'a>> {
    let mut rows = of_steps(ctx, columns);
    for lane in &ctx.map.lanes {
        let blocks = |at: &str| -> Vec<Block<'a>> {
            ctx.cards(&lane.id, at)
                .iter()
                .filter(|card| !is_point(lane, card))
                .map(|card| Block::of(ctx, lane.role, card))
                .collect()
        };
        let cells: Vec<_> = columns.steps.iter().map(|step| blocks(&step.id)).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row {
                role: lane.role,
                name: ctx.lane_name(lane),
                whole: false,
                goes_on: false,
                cells,
            });
        }
        if !with_whole {
            continue;
        }
        let whole: Vec<Block> = ctx
            .cards(&lane.id, &stage.id)
            .iter()
            .filter(|card| !is_point(lane, card) && !is_figure(lane, card))
            .map(|card| Block::of(ctx, lane.role, card))
            .collect();
        if !whole.is_empty() {
            let across = whole.len().min(ACROSS_MAX);
            let mut cells = vec![Vec::new(); across];
            for (i, block) in whole.into_iter().enumerate() {
                cells[i % across].push(block);
            }
            rows.push(Row {
                role: lane.role,
                name: ctx.lane_name(lane),
                whole: true,
                goes_on: false,
                cells,
            });
        }
    }
    rows
}

/// Role that gives the row its colour, its name, what it says of a step.
type Kind<'k> = (LaneRole, &'k str, &'k dyn Fn(&Step) -> Vec<String>);

/// What the steps say of themselves: what they are, what people expect, what the company wants them to feel.
fn of_steps<'a>(ctx: &Ctx<'a>, columns: &Columns<'a>) -> Vec<Row<'a>> {
    let about = |step: &Step| {
        let text = ctx.say(&step.description);
        let optional = step.optional.then(|| words::optional(ctx.lang).to_owned());
        [text]
            .into_iter()
            .chain(optional)
            .filter(|text| !text.is_empty())
            .collect()
    };
    let expected = |step: &Step| {
        step.expected
            .as_ref()
            .map_or_else(Vec::new, |wish| wished(ctx, wish))
    };
    let intended = |step: &Step| {
        step.intended
            .as_ref()
            .map_or_else(Vec::new, |wish| wished(ctx, wish))
    };
    let kinds: [Kind; 3] = [
        (LaneRole::Text, words::about_step(ctx.lang), &about),
        (LaneRole::Expectations, fixed::expected(ctx.lang), &expected),
        (LaneRole::Needs, fixed::intended(ctx.lang), &intended),
    ];
    let row = |(role, name, said): Kind| {
        let cells: Vec<Vec<Block>> = columns
            .steps
            .iter()
            .map(|step| {
                let lines = said(step);
                let paragraphs = lines
                    .into_iter()
                    .map(|line| ctx.ink(line, TEXT))
                    .collect::<Vec<_>>();
                if paragraphs.is_empty() {
                    Vec::new()
                } else {
                    vec![Block::bare(paragraphs)]
                }
            })
            .collect();
        cells.iter().any(|cell| !cell.is_empty()).then(|| Row {
            role,
            name: name.to_owned(),
            whole: false,
            goes_on: false,
            cells,
        })
    };
    kinds.into_iter().filter_map(row).collect()
}

/// In words, as named feelings, as a value of the scale.
fn wished(ctx: &Ctx, wish: &Wish) -> Vec<String> {
    let value = wish
        .feeling
        .map(|value| signed(ctx.lang, value, 1))
        .unwrap_or_default();
    let named = terms::emotions(ctx.lang, &wish.emotions);
    let short = [value, named]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    [ctx.say(&wish.text), short]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect()
}

/// Drawn as a point of the curve and nothing besides.
fn is_point(lane: &Lane, card: &Card) -> bool {
    let silent = card.text.0.is_empty() && card.emotions.is_empty();
    lane.role == LaneRole::Feelings && card.feeling.is_some() && silent
}

pub(super) fn is_figure(lane: &Lane, card: &Card) -> bool {
    lane.role == LaneRole::Kpis && card.metric.is_some()
}
