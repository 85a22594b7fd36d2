//! The grid on paper: on one sheet where it fits with text one can read, else on sheets by stage, each with the names of
//! its stages, steps and lanes. Nothing is shortened; what is higher than a page goes on on the next.

use super::bands::{self, Band};
use super::grid::{COLUMN_MAX, COLUMN_MIN, Slice, columns_of, width_for};
use super::sheet::{Page, SCALE_MAX, SCALE_MIN, Sheet};
use super::{Draw, Grid, MARGIN, Row, cut, header, highlights, legend, stages};
use crate::scene::{Group, Node, Pages, Role, Weight};
use crate::{Paper, PaperSize, words};

/// Columns on paper may be wider than on a screen: the sheet is there anyway.
const COLUMN_ON_PAPER_MAX: f32 = 420.0;
/// From this many tiles on, header and legend stand on a sheet of their own with a list of the tiles.
const TILES_WITH_COVER: usize = 3;
/// In units: the figures of the header block stand side by side.
const COVER_WIDTH_MIN: f32 = 800.0;
/// Of a page: names of stages and steps that take more stand on pages of their own, and the rows below their numbers.
const HEAD_SHARE_MAX: f32 = 0.45;
/// Of a page: a header block that takes more stands on a page of its own.
const HEADER_SHARE_MAX: f32 = 0.4;
/// Of a page: a row that would leave less than this empty is not begun on it.
const SPLIT_SHARE_MIN: f32 = 0.5;
/// Maps with more cards are laid out at one scale only.
const CARDS_WITH_CHOICE_MAX: usize = 2_000;

pub(super) fn pages(draw: &mut Draw, paper: Paper) -> Pages {
    let slices = draw.slices.clone();
    if paper.size == PaperSize::Auto {
        for sheet in Sheet::sizes(paper) {
            if let Some(page) = single(draw, &slices, &sheet) {
                return sheet.bind(draw, vec![page]);
            }
        }
    }
    let sheet = Sheet::of(paper);
    let pages = match single(draw, &slices, &sheet) {
        Some(page) => vec![page],
        None => tiles(draw, &slices, &sheet),
    };
    sheet.bind(draw, pages)
}

/// The whole map on one sheet, as large as it goes.
fn single<'a>(draw: &mut Draw<'a>, slices: &[Slice<'a>], sheet: &Sheet) -> Option<Page> {
    let mut page = single_at(draw, slices, sheet, SCALE_MIN)?;
    let (mut low, mut high) = (SCALE_MIN, SCALE_MAX);
    for _ in 0..5 {
        let middle = (low + high) / 2.0;
        match single_at(draw, slices, sheet, middle) {
            Some(larger) => (page, low) = (larger, middle),
            None => high = middle,
        }
    }
    Some(page)
}

fn single_at<'a>(draw: &mut Draw<'a>, slices: &[Slice<'a>], sheet: &Sheet, scale: f32) -> Option<Page> {
    let (width, height) = sheet.room(scale);
    let column = width_for(width, slices).min(COLUMN_ON_PAPER_MAX);
    if column < COLUMN_MIN {
        return None;
    }
    draw.grid = Grid::with_columns_of(column, slices);
    draw.grid.right = draw.grid.right.max(MARGIN + width - draw.second_rail_width());
    let mut scene = super::sheet_of_all(draw);
    if scene.height - 2.0 * MARGIN > height {
        return None;
    }
    scene
        .nodes
        .iter_mut()
        .for_each(|node| node.shift(-MARGIN, -MARGIN));
    let marks = scene.marks.into_iter();
    Some(Page {
        nodes: scene.nodes,
        scale,
        part: String::new(),
        marks: marks.map(|(name, x, y)| (name, x - MARGIN, y - MARGIN)).collect(),
    })
}

/// The fewest sheets; among scales with as few, the largest.
fn tiles<'a>(draw: &mut Draw<'a>, slices: &[Slice<'a>], sheet: &Sheet) -> Vec<Page> {
    let mut best = tiles_at(draw, slices, sheet, SCALE_MIN);
    if draw.cards_shown.len() <= CARDS_WITH_CHOICE_MAX {
        for scale in [0.95, 1.1, 1.3] {
            let pages = tiles_at(draw, slices, sheet, scale);
            if pages.len() <= best.len() {
                best = pages;
            }
        }
    }
    best
}

fn tiles_at<'a>(draw: &mut Draw<'a>, slices: &[Slice<'a>], sheet: &Sheet, scale: f32) -> Vec<Page> {
    let (width, height) = sheet.room(scale);
    let groups = groups(slices, width);
    let widths = groups.iter().map(|group| width_for(width, group));
    let column = widths.fold(COLUMN_MAX, f32::min).max(COLUMN_MIN);

    draw.grid = Grid::blank(width);
    let (before, after) = (front(draw), back(draw));
    let cover = groups.len() >= TILES_WITH_COVER || height_of(&before) > HEADER_SHARE_MAX * height;
    let mut filler = Filler::new(height, scale);
    if !cover {
        filler.place_all(before);
    }
    let mut contents = Vec::new();
    for group in &groups {
        draw.grid = Grid::with_columns_of(column, group);
        let first = filler.pages.len();
        let part = part(draw, group);
        tile(draw, &mut filler, &part);
        contents.push((part, first, filler.pages.len()));
    }
    draw.grid = Grid::blank(width);
    if !cover {
        filler.place_all(after);
        return filler.finish();
    }
    let mut pages = filler.finish();
    // The page numbers in the list depend on how many pages the list takes: usually one.
    let mut covers = 1;
    loop {
        let front = cover_pages(draw, sheet, scale, &contents, covers);
        if front.len() <= covers {
            pages.splice(0..0, front);
            return pages;
        }
        covers = front.len();
    }
}

/// What the map is, what stands out, which sheet shows what, what the signs mean.
fn cover_pages(
    draw: &mut Draw,
    sheet: &Sheet,
    scale: f32,
    contents: &[(String, usize, usize)],
    covers: usize,
) -> Vec<Page> {
    let mut at = |scale: f32| {
        let (width, height) = sheet.room(scale);
        draw.grid = Grid::blank(width);
        let mut filler = Filler::new(height, scale);
        let mut blocks = front(draw);
        blocks.push(list(draw, contents, covers, width));
        blocks.extend(back(draw));
        filler.place_all(blocks);
        filler.finish()
    };
    [2.0, 1.6, 1.3, 1.0]
        .into_iter()
        .filter(|larger| *larger > scale && sheet.room(*larger).0 >= COVER_WIDTH_MIN)
        .map(&mut at)
        .find(|pages| pages.len() == 1)
        .unwrap_or_else(|| at(scale))
}

fn front(draw: &Draw) -> Vec<Row> {
    let mut blocks = vec![header::header(draw)];
    let highlights = highlights::highlights(draw);
    if highlights.height > 0.0 {
        blocks.push(highlights);
    }
    blocks
}

fn back(draw: &Draw) -> Vec<Row> {
    vec![legend::legend(draw), legend::footer(draw)]
}

fn height_of(blocks: &[Row]) -> f32 {
    blocks.iter().map(|row| row.height + BETWEEN).sum()
}

/// Which sheets show which stages.
fn list(draw: &Draw, contents: &[(String, usize, usize)], covers: usize, width: f32) -> Row {
    let title = words::sheets(draw.lang);
    let mut nodes = vec![super::heading(
        2,
        title,
        vec![draw.text(title, MARGIN, 0.0, draw.style(13.0, Weight::SemiBold))],
    )];
    let mut y = 24.0;
    for (part, first, end) in contents {
        let (from, to) = (first + covers + 1, *end + covers);
        let pages = words::page_range(draw.lang, from, to.max(from));
        let (lines, height) = draw.block(&format!("{part}: {pages}"), MARGIN, y, width, draw.muted(12.0));
        nodes.push(Group::node(Role::Part, "", lines));
        y += height + 2.0;
    }
    Row {
        nodes,
        height: y,
        ..Row::default()
    }
}

/// `Stages 3–4 of 9`, `Stage 3 of 9, steps 1–8 of 12`.
fn part(draw: &Draw, group: &[Slice]) -> String {
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return String::new();
    };
    let all = draw.map.stages.len();
    let stages = words::stages_of(draw.lang, first.index + 1, last.index + 1, all);
    let steps = first.stage.steps.len();
    if group.len() > 1 || first.steps.len() == steps {
        return stages;
    }
    let steps = words::steps_of(draw.lang, first.steps.start + 1, first.steps.end, steps);
    format!("{stages}, {steps}")
}

/// The stages in groups that fit a page, whole where they can be, as even as they can be in as few groups as it takes.
fn groups<'a>(slices: &[Slice<'a>], width: f32) -> Vec<Vec<Slice<'a>>> {
    let most = (1..)
        .take_while(|n| width_for_columns(width, *n) >= COLUMN_MIN)
        .count()
        .max(1);
    let fewest = pack(slices, most, width);
    (1..most)
        .map(|limit| pack(slices, limit, width))
        .find(|groups| groups.len() == fewest.len())
        .unwrap_or(fewest)
}

fn width_for_columns(width: f32, columns: usize) -> f32 {
    (width - columns_of(columns)) / columns as f32
}

fn pack<'a>(slices: &[Slice<'a>], most: usize, width: f32) -> Vec<Vec<Slice<'a>>> {
    let mut groups: Vec<Vec<Slice>> = Vec::new();
    for slice in slices {
        if let Some(group) = groups.last_mut() {
            let columns: usize = group.iter().map(Slice::columns).sum();
            group.push(slice.clone());
            if columns + slice.columns() <= most && width_for(width, group) >= COLUMN_MIN {
                continue;
            }
            group.pop();
        }
        // A stage of more steps than a page shows: in parts of the same size.
        let count = slice.columns().div_ceil(most);
        let size = slice.columns().div_ceil(count);
        for i in 0..count {
            let steps =
                slice.steps.start + i * size..(slice.steps.start + (i + 1) * size).min(slice.steps.end);
            groups.push(vec![Slice {
                steps: steps.start..steps.end.max(steps.start),
                ..slice.clone()
            }]);
        }
    }
    groups
}

/// The rows of the columns of `draw.grid`, on as many pages as they take.
fn tile(draw: &Draw, filler: &mut Filler, part: &str) {
    let (head, height) = stages::heads(draw, false);
    let (head, height) = if height > HEAD_SHARE_MAX * filler.height {
        filler.place_all(vec![Row {
            nodes: head,
            height,
            ..Row::default()
        }]);
        stages::heads(draw, true)
    } else {
        (head, height)
    };
    // Not under a header block that leaves too little room for rows.
    if filler.y > 0.0 && filler.height - filler.y - height < SPLIT_SHARE_MIN * filler.height {
        filler.next_page();
    }
    if filler.y == 0.0 {
        filler.parts.clear();
    }
    filler.parts.push(part.to_owned());
    let marks = draw.grid.stages.iter().filter(|column| column.begins);
    let marks = marks.map(|column| (draw.say(&column.stage.name), column.x - MARGIN, filler.y));
    filler.marks.extend(marks);
    let mut page = TilePage {
        draw,
        filler,
        head,
        head_height: height,
        fresh: true,
    };
    page.begin();
    for band in bands::bands(draw) {
        page.band(band);
    }
    page.filler.y += BETWEEN;
}

/// A page of a tile while rows are placed on it.
struct TilePage<'p, 'a> {
    draw: &'p Draw<'a>,
    filler: &'p mut Filler,
    head: Vec<Node>,
    head_height: f32,
    /// No row stands on it yet.
    fresh: bool,
}

impl TilePage<'_, '_> {
    fn begin(&mut self) {
        self.filler.push(self.head.clone(), self.head_height);
        self.fresh = true;
    }

    fn turn(&mut self) {
        self.filler.next_page();
        // Names said once are repeated for the eye only.
        self.head = vec![Group::node(
            Role::Decoration,
            "",
            bare(std::mem::take(&mut self.head)),
        )];
        self.begin();
    }

    /// Places a row, on further pages where this one is full; its name says where it is continued.
    fn band(&mut self, mut band: Band) {
        let draw = self.draw;
        let mut waiting = Some(band.rail(draw, false));
        let mut again = false;
        loop {
            let (rail_nodes, rail_height) = waiting.take().unwrap_or_else(|| band.rail(draw, true));
            let room = self.filler.height - self.filler.y;
            let may_split = band.strip.may_split() && room >= SPLIT_SHARE_MIN * self.filler.height;
            let fits = band.strip.height().max(rail_height) + band.keep <= room;
            let row = (fits || self.fresh || may_split)
                .then(|| band.strip.take(room, self.fresh))
                .flatten();
            let Some(mut row) = row else {
                waiting = Some((rail_nodes, rail_height));
                self.turn();
                continue;
            };
            let (mut named, mut named_height) = (rail_nodes, rail_height);
            if rail_height > room {
                let halves = cut::cut(named, room - GROUND);
                (named, named_height) = (halves.above, room);
                waiting = Some((halves.below, rail_height - halves.moved));
            }
            if again {
                named = vec![Group::node(Role::Decoration, "", bare(named))];
            }
            again = true;
            let height = row.height.max(named_height);
            let mut nodes = band.ground(draw, height);
            nodes.append(&mut row.nodes);
            nodes.extend(band.second_rail(draw, &named));
            nodes.append(&mut named);
            nodes.append(&mut row.rail);
            self.filler.push(nodes, height);
            self.fresh = false;
            if band.strip.is_empty() && waiting.is_none() {
                return;
            }
            self.turn();
        }
    }
}

/// The shapes without the groups that say what they are.
pub(super) fn bare(nodes: Vec<Node>) -> Vec<Node> {
    let inner = nodes.into_iter().flat_map(|node| match node {
        Node::Group(group) => bare(group.nodes),
        other => vec![other],
    });
    inner.collect()
}

/// Below the last line of a cut name.
const GROUND: f32 = 8.0;
/// Between two blocks of a page.
const BETWEEN: f32 = 22.0;

/// Fills one page after another.
struct Filler {
    height: f32,
    scale: f32,
    pages: Vec<Page>,
    /// Of the page that is being filled.
    nodes: Vec<Node>,
    marks: Vec<(String, f32, f32)>,
    parts: Vec<String>,
    y: f32,
}

impl Filler {
    fn new(height: f32, scale: f32) -> Self {
        Self {
            height,
            scale,
            pages: Vec::new(),
            nodes: Vec::new(),
            marks: Vec::new(),
            parts: Vec::new(),
            y: 0.0,
        }
    }

    /// Nodes as the endless sheet places them, with their top at 0.
    fn push(&mut self, mut nodes: Vec<Node>, height: f32) {
        let y = self.y;
        nodes.iter_mut().for_each(|node| node.shift(-MARGIN, y));
        self.nodes.append(&mut nodes);
        self.y += height;
    }

    fn next_page(&mut self) {
        self.pages.push(Page {
            nodes: std::mem::take(&mut self.nodes),
            scale: self.scale,
            part: self.parts.join("; "),
            marks: std::mem::take(&mut self.marks),
        });
        // A page that begins goes on with the last part.
        self.parts.drain(..self.parts.len().saturating_sub(1));
        self.y = 0.0;
    }

    /// Blocks below each other, each on one page where it can be.
    fn place_all(&mut self, blocks: Vec<Row>) {
        for mut block in blocks {
            block.nodes.append(&mut block.rail);
            if self.y > 0.0 && self.y + block.height > self.height {
                self.next_page();
            }
            while block.height > self.height {
                let halves = cut::cut(block.nodes, self.height);
                self.push(halves.above, self.height);
                self.next_page();
                (block.nodes, block.height) = (halves.below, block.height - halves.moved);
            }
            self.push(block.nodes, block.height + BETWEEN);
        }
    }

    fn finish(mut self) -> Vec<Page> {
        if !self.nodes.is_empty() {
            self.next_page();
        }
        self.pages
    }
}
