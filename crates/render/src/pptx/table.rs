//! Native tables over as many slides as their rows need, the header repeated on each.

use super::deck::{Body, Layout, Paragraph, Place, Shape, Table, TableCell, TableRow, height, split};
use super::page::Page;
use super::{BOTTOM, CONTENT_WIDTH, Ctx, MARGIN, TEXT};
use crate::scene::{Anchor, Color, Weight};
use tropa_map::document::Card;

const INSET: [f32; 4] = [8.0, 6.0, 8.0, 6.0];

/// One row: paragraphs per column, and whose evidence the notes hold.
pub(super) struct Line<'a> {
    pub cells: Vec<Vec<Paragraph>>,
    pub fill: Option<Color>,
    pub cards: Vec<&'a Card>,
}

/// What all pages of a table share. Widths are shares of the slide's width.
pub(super) struct Head<'t> {
    pub title: &'t str,
    pub section: &'t str,
    pub columns: &'t [(&'t str, f32)],
}

pub(super) fn pages<'a>(ctx: &Ctx<'a>, head: &Head, lines: Vec<Line<'a>>) -> Vec<Page<'a>> {
    let sum: f32 = head.columns.iter().map(|(_, share)| share).sum();
    let widths: Vec<f32> = head
        .columns
        .iter()
        .map(|(_, share)| CONTENT_WIDTH * share / sum)
        .collect();
    let header = header(ctx, head, &widths);
    let mut pages = Vec::new();
    let mut open: Option<Open> = None;
    for line in lines {
        let mut rest = Some(line);
        while let Some(line) = rest.take() {
            let current = open.get_or_insert_with(|| Open::new(ctx, head, header.clone()));
            let tall = line_height(ctx, &line, &widths);
            if current.y + tall <= BOTTOM {
                current.push(line, tall);
            } else if current.rows.len() > 1 {
                pages.extend(open.take().map(|full| full.close(ctx, &widths)));
                rest = Some(line);
            } else {
                let room = BOTTOM - current.y - INSET[1] - INSET[3];
                let (now, later) = split_line(ctx, line, &widths, room);
                let tall = line_height(ctx, &now, &widths).min(BOTTOM - current.y);
                current.push(now, tall);
                rest = later;
            }
        }
    }
    pages.extend(open.map(|last| last.close(ctx, &widths)));
    pages
}

struct Open<'a> {
    page: Page<'a>,
    rows: Vec<TableRow>,
    y: f32,
}

impl<'a> Open<'a> {
    fn new(ctx: &Ctx<'a>, head: &Head, header: TableRow) -> Self {
        let page = ctx.page(Layout::Plain, head.title, head.section);
        let y = page.top() + header.height;
        Self {
            page,
            rows: vec![header],
            y,
        }
    }

    fn push(&mut self, line: Line<'a>, tall: f32) {
        self.y += tall;
        self.page.cards.extend(line.cards);
        let cells = line.cells.into_iter().map(|paragraphs| TableCell {
            body: Body::new(paragraphs).inset(INSET),
            fill: line.fill,
        });
        self.rows.push(TableRow {
            height: tall,
            cells: cells.collect(),
        });
    }

    fn close(mut self, ctx: &Ctx, widths: &[f32]) -> Page<'a> {
        let table = Table {
            columns: widths.to_vec(),
            rows: self.rows,
            line: ctx.t.line,
        };
        let top = self.page.top();
        let name = self.page.title.clone();
        self.page.add([Shape::table(name, MARGIN, top, table)]);
        self.page
    }
}

fn header(ctx: &Ctx, head: &Head, widths: &[f32]) -> TableRow {
    let cells: Vec<TableCell> = head
        .columns
        .iter()
        .map(|(name, _)| TableCell {
            body: Body::new(vec![Paragraph::new(*name, TEXT, Weight::Bold, ctx.t.muted)])
                .inset(INSET)
                .place(Place::Bottom),
            fill: None,
        })
        .collect();
    let tallest = cells
        .iter()
        .zip(widths)
        .map(|(cell, w)| cell.body.height(&ctx.measure, *w))
        .fold(0.0, f32::max);
    TableRow {
        height: tallest,
        cells,
    }
}

fn line_height(ctx: &Ctx, line: &Line, widths: &[f32]) -> f32 {
    let tallest = line
        .cells
        .iter()
        .zip(widths)
        .map(|(cell, w)| height(cell, &ctx.measure, w - INSET[0] - INSET[2]))
        .fold(0.0, f32::max);
    tallest + INSET[1] + INSET[3]
}

fn split_line<'a>(ctx: &Ctx, line: Line<'a>, widths: &[f32], room: f32) -> (Line<'a>, Option<Line<'a>>) {
    let (mut now, mut later) = (Vec::new(), Vec::new());
    for (cell, w) in line.cells.into_iter().zip(widths) {
        let (head, tail) = split(cell, &ctx.measure, w - INSET[0] - INSET[2], room);
        now.push(head);
        later.push(tail);
    }
    let part = |cells| Line {
        cells,
        fill: line.fill,
        cards: line.cards.clone(),
    };
    let rest = later.iter().any(|cell| !cell.is_empty()).then(|| part(later));
    (part(now), rest)
}

/// A number set to the right of its column.
pub(super) fn figure(text: Paragraph) -> Paragraph {
    text.align(Anchor::End)
}
