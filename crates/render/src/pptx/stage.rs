//! One stage: its figures, its part of the emotion curve, its steps against the lanes. What does not fit one slide goes on
//! to the next with the heads of its columns repeated.

use super::cards::Block;
use super::curve::Labels;
use super::deck::{Body, Dash, Fill, Geometry, Layout, Line, Paragraph, Place, Shape};
use super::figures::figures;
use super::page::Page;
use super::rows::{Columns, RAIL, Row, rows};
use super::{BOTTOM, CONTENT_WIDTH, Ctx, MARGIN, SMALL, TEXT, curve, words};
use crate::icons;
use crate::scene::Area;
use crate::words as fixed;
use tropa_map::document::Stage;

const COLUMNS_MAX: usize = 5;
const PAD: f32 = 5.0;
const CARD_GAP: f32 = 5.0;
/// From roomy to tight: the first with which the stage takes no more slides than with the last.
const CURVE_HEIGHTS: [f32; 5] = [190.0, 150.0, 120.0, 96.0, 78.0];
/// With more cards than this a stage takes many slides anyway: they are filled without trying what looks best.
const CARDS_TRIED_MAX: usize = 150;
/// The name of the shape behind a row.
const GROUND: &str = "Lane ground";
/// Of a single point: there is a value to see, no line.
const CURVE_OF_ONE: f32 = 76.0;
/// A row is not begun in less room than this where another slide has more.
const ROW_ROOM_MIN: f32 = 90.0;
const HEAD_HEIGHT_MIN: f32 = 27.0;

/// As few slides as possible, as evenly filled as possible, the curve as tall as they allow.
pub(super) fn pages<'a>(ctx: &Ctx<'a>, index: usize) -> Vec<Page<'a>> {
    let [roomy @ .., tight] = CURVE_HEIGHTS;
    let stage = &ctx.map.stages[index];
    let at = |id: &str| stage.id == id || stage.steps.iter().any(|step| step.id == id);
    let cards = ctx.map.cards.iter().filter(|card| at(&card.at)).count();
    let fewest = pages_with(ctx, index, tight, BOTTOM);
    if cards > CARDS_TRIED_MAX {
        return fewest;
    }
    // The first slide must not be left without a row: its curve would have nothing beneath.
    let has_rows = |page: &Page| page.shapes.iter().any(|shape| shape.name == GROUND);
    let fits = |pages: &Vec<Page>| pages.len() <= fewest.len() && pages.first().is_some_and(has_rows);
    let curve = roomy
        .into_iter()
        .find(|curve| fits(&pages_with(ctx, index, *curve, BOTTOM)))
        .unwrap_or(tight);
    let lowest = (0..10)
        .map(|i| BOTTOM - 220.0 + 22.0 * i as f32)
        .filter(|_| fewest.len() > 1)
        .find(|bottom| fits(&pages_with(ctx, index, curve, *bottom)));
    pages_with(ctx, index, curve, lowest.unwrap_or(BOTTOM))
}

fn pages_with<'a>(ctx: &Ctx<'a>, index: usize, curve_height: f32, bottom: f32) -> Vec<Page<'a>> {
    let stage = &ctx.map.stages[index];
    let all = stage.steps.len();
    let chunks = all.div_ceil(COLUMNS_MAX).max(1);
    let size = all.div_ceil(chunks).max(1);
    let first = ctx
        .steps
        .iter()
        .position(|(s, _)| *s == index)
        .unwrap_or_default();
    let mut pages: Vec<Page> = Vec::new();
    for chunk in 0..chunks {
        let from = (chunk * size).min(all);
        let columns = Columns {
            first: first + from,
            steps: &stage.steps[from..(from + size).min(all)],
        };
        let rows = rows(ctx, stage, &columns, chunk == 0);
        let mut flow = Flow {
            ctx,
            stage,
            index,
            columns: &columns,
            curve_height,
            bottom,
            pages: Vec::new(),
            y: 0.0,
            rows_from: 0.0,
            plain: false,
        };
        flow.open(chunk == 0);
        rows.into_iter().for_each(|row| flow.row(row));
        pages.extend(flow.pages);
    }
    if let Some(page) = pages.first_mut() {
        page.key = Some(format!("stage {index}"));
        let full = ctx.say(&stage.name);
        if full != ctx.stage_name(stage) {
            page.notes.push(format!("{}: {full}", words::full_name(ctx.lang)));
        }
    }
    pages
}

/// Places rows on slides from top to bottom.
struct Flow<'a, 'c> {
    ctx: &'c Ctx<'a>,
    stage: &'a Stage,
    index: usize,
    columns: &'c Columns<'a>,
    curve_height: f32,
    /// Where the content of a slide ends.
    bottom: f32,
    pages: Vec<Page<'a>>,
    y: f32,
    /// Where rows begin on this slide: nothing stands below it yet.
    rows_from: f32,
    /// It has neither figures nor curve: no slide has more room.
    plain: bool,
}

impl<'a, 'c> Flow<'a, 'c> {
    /// Begins a slide; the first of a stage has its goal and figures, the first of each run of steps the curve.
    fn open(&mut self, opening: bool) {
        let ctx = self.ctx;
        let name = ctx.stage_name(self.stage);
        let section = format!("{}. {name}", self.index + 1);
        let mut page = ctx.page(Layout::Stage, name, section);
        page.add(progress(ctx, self.index));
        page.add([ctx.disc(self.index, MARGIN, page.title_area.y - 1.0, 34.0)]);
        let mut y = page.top();
        let first_of_columns = self.pages.is_empty();
        if opening && first_of_columns {
            let goal = ctx.say(&self.stage.goal);
            if !goal.is_empty() {
                let text = ctx.muted(format!("{}: {goal}", fixed::goal(ctx.lang)), 14.0);
                let h = text.height(&ctx.measure, CONTENT_WIDTH);
                if h <= 70.0 {
                    let (shape, _) = ctx.text_box("Goal", MARGIN, y - 4.0, CONTENT_WIDTH, vec![text]);
                    page.add([shape]);
                    y += h + 6.0;
                } else {
                    page.notes.push(text.text());
                }
            }
            y += figures(ctx, self.stage, y, &mut page);
        }
        if first_of_columns {
            y += self.curve(y, &mut page);
        }
        y += self.heads(y, &mut page);
        self.y = y;
        self.rows_from = y;
        self.plain = !first_of_columns;
        self.pages.push(page);
    }

    fn x(&self, column: usize) -> f32 {
        MARGIN + RAIL + self.columns.width() * column as f32
    }

    fn curve(&self, y: f32, page: &mut Page<'a>) -> f32 {
        let ctx = self.ctx;
        let w = self.columns.width();
        let columns: Vec<(usize, f32)> = (0..self.columns.steps.len())
            .map(|k| (self.columns.first + k, self.x(k) + w / 2.0))
            .collect();
        let height = match columns.len() {
            0 | 1 => self.curve_height.min(CURVE_OF_ONE),
            _ => self.curve_height,
        };
        let area = Area::new(MARGIN + RAIL, y, CONTENT_WIDTH - RAIL, height);
        let labels = Labels {
            all: true,
            n: true,
            size: TEXT,
        };
        let Some(shape) = curve::draw(ctx, area, &columns, labels) else {
            return 0.0;
        };
        page.add([shape]);
        let points = columns.iter().flat_map(|(step, _)| {
            ctx.curves
                .iter()
                .filter_map(move |curve| curve.points[*step].as_ref()?.card)
        });
        page.cards.extend(points);
        height + 4.0
    }

    /// The steps above their columns.
    fn heads(&self, y: f32, page: &mut Page<'a>) -> f32 {
        let ctx = self.ctx;
        let w = self.columns.width() - 4.0;
        let any_main = ctx.steps.iter().any(|(_, step)| step.main);
        let texts: Vec<Vec<Paragraph>> = self
            .columns
            .steps
            .iter()
            .enumerate()
            .map(|(k, step)| {
                let name = format!("{}. {}", self.columns.first + k + 1, ctx.name(&step.name));
                let mut text = vec![ctx.bold(name, TEXT)];
                if step.moment_of_truth {
                    let words = format!("★ {}", fixed::moment_of_truth(ctx.lang));
                    text.push(ctx.colored(words, SMALL, ctx.t.ink).before(2.0));
                }
                text
            })
            .collect();
        let tallest = texts
            .iter()
            .map(|text| ctx.height(text, w - 16.0))
            .fold(0.0, f32::max);
        if texts.is_empty() {
            return 0.0;
        }
        let h = (tallest + 10.0).max(HEAD_HEIGHT_MIN);
        for (k, (text, step)) in texts.into_iter().zip(self.columns.steps).enumerate() {
            let area = Area::new(self.x(k) + 2.0, y, w, h);
            let fill = Fill::Solid(ctx.t.stage_ground(self.index));
            let body = Body::new(text).place(Place::Middle).inset([8.0, 5.0, 8.0, 5.0]);
            let color = ctx.t.stage(self.index);
            let mut head = Shape::form("Step", area, Geometry::Round(5.0), fill).saying(body);
            if step.moment_of_truth {
                head = head.outlined(Line::solid(color, 2.0));
            } else if any_main && !step.main {
                head = head.outlined(Line::dashed(ctx.t.line_strong, 1.0, Dash::Short));
            }
            page.add([head]);
        }
        h + 6.0
    }

    fn width_of(&self, row: &Row) -> f32 {
        let all = CONTENT_WIDTH - RAIL;
        all / row.cells.len().max(1) as f32 - 2.0 * PAD
    }

    fn cell_height(&self, cell: &[Block], w: f32) -> f32 {
        let gaps = CARD_GAP * cell.len().saturating_sub(1) as f32;
        cell.iter().map(|block| block.height(self.ctx, w)).sum::<f32>() + gaps
    }

    fn rail(&self, row: &Row) -> Vec<Paragraph> {
        let ctx = self.ctx;
        let mut text = vec![ctx.bold(super::brief(&row.name, 60), TEXT)];
        let mut below = Vec::new();
        if row.whole {
            below.push(words::whole_stage(ctx.lang));
        }
        if row.goes_on {
            below.push(words::continued(ctx.lang));
        }
        if !below.is_empty() {
            text.push(ctx.muted(below.join(", "), SMALL));
        }
        text
    }

    fn height(&self, row: &Row) -> f32 {
        let w = self.width_of(row);
        let tallest = row
            .cells
            .iter()
            .map(|cell| self.cell_height(cell, w))
            .fold(0.0, f32::max);
        let rail = self.ctx.height(&self.rail(row), RAIL - 34.0);
        tallest.max(rail) + 2.0 * PAD
    }

    fn row(&mut self, row: Row<'a>) {
        let mut rest = Some(row);
        while let Some(row) = rest.take() {
            let tall = self.height(&row);
            if self.y + tall <= self.bottom {
                self.place(row, tall);
                return;
            }
            let fresh = self.y <= self.rows_from;
            let cramped = !self.plain && self.bottom - self.y < ROW_ROOM_MIN;
            if !fresh || cramped {
                self.open(false);
                rest = Some(row);
                continue;
            }
            let (now, later) = self.split(row, self.bottom - self.y - 2.0 * PAD);
            let tall = self.height(&now).min(self.bottom - self.y);
            self.place(now, tall);
            rest = later;
        }
    }

    /// The cards of each cell that fit `room`; of the first card as much as fits.
    fn split(&self, row: Row<'a>, room: f32) -> (Row<'a>, Option<Row<'a>>) {
        let ctx = self.ctx;
        let w = self.width_of(&row);
        let (mut now, mut later) = (Vec::new(), Vec::new());
        for cell in row.cells {
            let (mut fit, mut over): (Vec<Block>, Vec<Block>) = (Vec::new(), Vec::new());
            let mut left = room;
            for block in cell {
                let tall = block.height(ctx, w);
                if !over.is_empty() {
                    over.push(block);
                } else if tall <= left {
                    left -= tall + CARD_GAP;
                    fit.push(block);
                } else if fit.is_empty() {
                    let (head, tail) = block.split(ctx, w, left);
                    fit.push(head);
                    over.extend(tail);
                    left = 0.0;
                } else {
                    over.push(block);
                }
            }
            now.push(fit);
            later.push(over);
        }
        let part = |cells, goes_on| Row {
            role: row.role,
            name: row.name.clone(),
            whole: row.whole,
            goes_on,
            cells,
        };
        let rest = later
            .iter()
            .any(|cell: &Vec<Block>| !cell.is_empty())
            .then(|| part(later, true));
        (part(now, row.goes_on), rest)
    }

    fn place(&mut self, row: Row<'a>, tall: f32) {
        let ctx = self.ctx;
        let y = self.y;
        let w = self.width_of(&row);
        let step = w + 2.0 * PAD;
        let text = self.rail(&row);
        let page = self.pages.last_mut().expect("a slide is open");
        let tint = ctx.t.lane(row.role);
        page.add([Shape::form(
            GROUND,
            Area::new(MARGIN, y, CONTENT_WIDTH, tall - 2.0),
            Geometry::Round(4.0),
            Fill::Solid(tint),
        )]);
        page.add([ctx.icon(
            icons::of_lane(row.role),
            MARGIN + 8.0,
            y + PAD,
            16.0,
            ctx.t.line_strong,
        )]);
        let rail = Area::new(
            MARGIN + 30.0,
            y + PAD,
            RAIL - 34.0,
            ctx.height(&text, RAIL - 34.0),
        );
        page.add([Shape::text("Lane", rail, Body::new(text))]);
        for (k, cell) in row.cells.iter().enumerate() {
            let mut at = y + PAD;
            for block in cell {
                let area = Area::new(MARGIN + RAIL + step * k as f32 + PAD, at, w, block.height(ctx, w));
                page.add([block.shape(ctx, area)]);
                page.cards.extend(block.card);
                at += area.h + CARD_GAP;
            }
        }
        self.y += tall;
    }
}

/// A thin line of all stages at the upper edge, this one in its colour: where on the way we are.
fn progress(ctx: &Ctx, index: usize) -> Vec<Shape> {
    let all = ctx.map.stages.len();
    let gap = if all > 40 { 1.0 } else { 4.0 };
    let w = (CONTENT_WIDTH - gap * (all as f32 - 1.0)) / all as f32;
    let shapes = (0..all)
        .map(|i| {
            let area = Area::new(MARGIN + (w + gap) * i as f32, 16.0, w, 4.0);
            let color = if i == index { ctx.t.stage(i) } else { ctx.t.line };
            Shape::form("Stage", area, Geometry::Round(2.0), Fill::Solid(color))
                .leading_to(format!("stage {i}"))
        })
        .collect();
    vec![Shape::group("Progress", shapes).told(format!("{} / {all}", index + 1))]
}
