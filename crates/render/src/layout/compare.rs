//! Two maps on one sheet: the newer one with what was removed still on it, and a mark on everything that is different.
//!
//! A mark is an outline and a sign: added solid with plus, removed broken with minus and struck through, changed dotted
//! with an unequal sign, moved thin with an arrow. Colour only repeats what the shapes say.

use super::{Draw, MARGIN, bands, header, place, stages};
use crate::RenderOptions;
use crate::scene::{Area, Color, Group, Node, Paint, Role, Scene, Seg, Stroke, Weight};
use crate::text::{Style, clean};
use std::collections::HashMap;
use tropa_map::change::RecordKind;
use tropa_map::diff::{Difference, Report, What};
use tropa_map::{Lang, Map};

const BADGE: f32 = 9.0;
/// Of a column of the list below the map.
const LIST_WIDTH: f32 = 560.0;

/// What is different about each record, the most important first.
pub(crate) struct Marks(HashMap<(RecordKind, String), Vec<What>>);

impl Marks {
    pub fn new(differences: &[Difference]) -> Self {
        let mut marks: HashMap<(RecordKind, String), Vec<What>> = HashMap::new();
        for difference in differences {
            let what = match difference.what {
                What::Renamed => What::Changed,
                what => what,
            };
            // What split or merged is marked where it is now.
            let ids = if difference.now.is_empty() {
                std::slice::from_ref(&difference.id)
            } else {
                &difference.now
            };
            for id in ids {
                let marks = marks.entry((difference.of, clean(id))).or_default();
                if !marks.contains(&what) {
                    marks.push(what);
                }
            }
        }
        marks.values_mut().for_each(|marks| marks.sort());
        Self(marks)
    }

    fn of(&self, kind: RecordKind, id: &str) -> &[What] {
        self.0.get(&(kind, clean(id))).map_or(&[], Vec::as_slice)
    }
}

/// The drawing; `map` holds the records of both, `newer` those of the newer one. With `list` everything is told in words below.
pub(crate) fn scene<'a>(
    map: &'a Map,
    newer: &'a Map,
    options: &'a RenderOptions,
    marks: &Marks,
    report: &Report,
    list: bool,
) -> Option<Scene> {
    let draw = Draw::new(map, options).ok()?;
    let mut nodes = Vec::new();
    let mut y = MARGIN;
    // The figures above the map are those of the newer one alone.
    let mut above = Draw::new(map, options).ok()?;
    above.map = newer;
    place(&mut nodes, &mut y, header::header(&above), 12.0);
    let (key, key_height) = key(&draw, report);
    shift_into(&mut nodes, key, y);
    y += key_height + 20.0;

    let (mut head, head_height) = stages::heads(&draw, false);
    mark_heads(&draw, &mut head, marks);
    let mut head = vec![Group::layer("head", head)];
    head.iter_mut().for_each(|node| node.shift(0.0, y));
    let places = draw
        .grid
        .stages
        .iter()
        .map(|s| (draw.say(&s.stage.name), s.x, y))
        .collect();
    y += head_height;

    let (mut rail, mut body) = (Vec::new(), Vec::new());
    for band in bands::bands(&draw) {
        let lane = band.lane;
        let mut placed = bands::whole(&draw, band);
        let mut cards = Vec::new();
        find_cards(&placed.body, &mut cards);
        for (id, area) in cards {
            let found = mark(&draw, area, marks.of(RecordKind::Card, &id));
            placed.body.extend(found);
        }
        if let Some(lane) = lane {
            let beside = Area::new(MARGIN + 2.0, 3.0, super::RAIL - 6.0, placed.rail_height - 6.0);
            let found = mark(&draw, beside, marks.of(RecordKind::Lane, &lane.id));
            placed.rail.extend(found);
        }
        placed
            .body
            .iter_mut()
            .chain(&mut placed.rail)
            .for_each(|node| node.shift(0.0, y));
        body.append(&mut placed.body);
        rail.append(&mut placed.rail);
        y += placed.height;
    }
    nodes.append(&mut head);
    nodes.extend(body);
    nodes.push(Group::layer("rail", rail));
    y += 28.0;
    if list {
        let (list, height) = told(&draw, report);
        shift_into(&mut nodes, list, y);
        y += height;
    }
    Some(Scene {
        width: draw.right() + MARGIN,
        height: (y + MARGIN).ceil(),
        background: draw.t.paper,
        lang: draw.lang.tag(),
        title: clean(&report.title),
        description: clean(&report.summary),
        marks: places,
        nodes,
    })
}

fn shift_into(nodes: &mut Vec<Node>, mut new: Vec<Node>, y: f32) {
    new.iter_mut().for_each(|node| node.shift(0.0, y));
    nodes.append(&mut new);
}

fn find_cards(nodes: &[Node], found: &mut Vec<(String, Area)>) {
    for node in nodes {
        if let Node::Group(group) = node {
            if let (Role::Card(id), Some(cell)) = (&group.role, group.cell) {
                found.push((id.clone(), cell));
            }
            find_cards(&group.nodes, found);
        }
    }
}

/// The headings come in the order of the columns: each stage, then its steps.
fn mark_heads(draw: &Draw, head: &mut [Node], marks: &Marks) {
    let mut stages = draw.grid.stages.iter();
    let mut steps = draw.grid.columns.iter();
    for node in head {
        let Node::Group(group) = node else { continue };
        let found = match group.role {
            Role::Heading(2) => stages
                .next()
                .map(|column| marks.of(RecordKind::Stage, &column.stage.id)),
            Role::Heading(3) => steps
                .next()
                .map(|column| marks.of(RecordKind::Step, &column.step.id)),
            _ => None,
        };
        if let (Some(found), Some(area)) = (found, group.nodes.first().and_then(bounds)) {
            group.nodes.extend(mark(draw, area, found));
        }
    }
}

fn bounds(node: &Node) -> Option<Area> {
    match node {
        Node::Rect { area, .. } => Some(*area),
        Node::Path { segs, .. } => {
            let points = segs.iter().filter_map(|seg| match seg {
                Seg::Move(x, y) | Seg::Line(x, y) | Seg::Cubic(.., x, y) => Some((*x, *y)),
                Seg::Close => None,
            });
            let start = (f32::MAX, f32::MAX, f32::MIN, f32::MIN);
            let (x1, y1, x2, y2) = points.fold(start, |(a, b, c, d), (x, y)| {
                (a.min(x), b.min(y), c.max(x), d.max(y))
            });
            (x1 < x2).then(|| Area::new(x1, y1, x2 - x1, y2 - y1))
        }
        _ => None,
    }
}

fn color(draw: &Draw, what: What) -> Color {
    match what {
        What::Added => draw.t.feelings[3],
        What::Removed => draw.t.feelings[0],
        What::Moved => draw.t.muted,
        _ => draw.t.changed,
    }
}

fn outline(draw: &Draw, what: What) -> Stroke {
    let color = color(draw, what);
    match what {
        What::Added => Stroke::solid(color, 2.5),
        What::Removed => Stroke::dashed(color, 2.0, 7.0, 4.0),
        What::Moved => Stroke::solid(color, 1.5),
        _ => Stroke::dashed(color, 2.5, 0.5, 5.0),
    }
}

/// Outline, signs at the upper right corner, and a stroke through what is gone.
fn mark(draw: &Draw, area: Area, what: &[What]) -> Vec<Node> {
    let Some(first) = what.first() else {
        return Vec::new();
    };
    let mut nodes = Vec::new();
    if *first == What::Removed {
        nodes.push(Node::Rect {
            area,
            radius: 6.0,
            fill: Some(Paint::Faint(draw.t.paper, 0.55)),
            stroke: None,
        });
        let stroke = Stroke::solid(color(draw, *first), 1.25);
        nodes.push(Node::line(area.x, area.bottom(), area.right(), area.y, stroke));
    }
    nodes.push(Node::Rect {
        area,
        radius: 6.0,
        fill: None,
        stroke: Some(outline(draw, *first)),
    });
    for (i, what) in what.iter().enumerate() {
        let x = area.right() - 5.0 - i as f32 * (2.0 * BADGE + 2.0);
        nodes.extend(badge(draw, *what, x, area.y + 2.0));
    }
    vec![Group::node(Role::Decoration, "", nodes)]
}

/// A disc with the sign of the difference.
fn badge(draw: &Draw, what: What, x: f32, y: f32) -> Vec<Node> {
    let ink = Stroke::solid(draw.t.paper, 1.75);
    let line = |x1: f32, y1: f32, x2: f32, y2: f32| Node::line(x + x1, y + y1, x + x2, y + y2, ink);
    let mut nodes = vec![Node::Circle {
        x,
        y,
        r: BADGE,
        fill: Some(Paint::Solid(color(draw, what))),
        stroke: Some(Stroke::solid(draw.t.paper, 1.5)),
    }];
    nodes.extend(match what {
        What::Added => vec![line(-4.5, 0.0, 4.5, 0.0), line(0.0, -4.5, 0.0, 4.5)],
        What::Removed => vec![line(-4.5, 0.0, 4.5, 0.0)],
        What::Moved => vec![
            line(-4.5, 0.0, 4.5, 0.0),
            line(1.0, -3.5, 4.5, 0.0),
            line(1.0, 3.5, 4.5, 0.0),
        ],
        What::Split => vec![
            line(-4.5, 0.0, 0.0, 0.0),
            line(0.0, 0.0, 4.0, -4.0),
            line(0.0, 0.0, 4.0, 4.0),
        ],
        What::Merged => vec![
            line(-4.0, -4.0, 0.0, 0.0),
            line(-4.0, 4.0, 0.0, 0.0),
            line(0.0, 0.0, 4.5, 0.0),
        ],
        What::Changed | What::Renamed => vec![
            line(-4.0, -1.8, 4.0, -1.8),
            line(-4.0, 1.8, 4.0, 1.8),
            line(-2.5, 4.5, 2.5, -4.5),
        ],
    });
    nodes
}

/// What the marks mean, and how many there are.
fn key(draw: &Draw, report: &Report) -> (Vec<Node>, f32) {
    let style = draw.style(15.0, Weight::SemiBold);
    let width = draw.right() - MARGIN;
    // The map's own title stands above already.
    let title = if clean(&report.title) == draw.say(&draw.map.title) {
        String::new()
    } else {
        clean(&report.title)
    };
    let (mut nodes, mut y) = match title.is_empty() {
        true => (Vec::new(), 0.0),
        false => draw.block(&title, MARGIN, 0.0, width, style),
    };
    let (summary, height) = draw.block(&clean(&report.summary), MARGIN, y + 2.0, width, draw.muted(13.0));
    nodes.extend(summary);
    y += height + 14.0;
    let words = draw.style(13.0, Weight::Regular);
    let mut x = MARGIN;
    for what in [
        What::Added,
        What::Removed,
        What::Changed,
        What::Moved,
        What::Split,
        What::Merged,
    ] {
        let shown = |line: &tropa_map::diff::Line| {
            line.what == what || what == What::Changed && line.what == What::Renamed
        };
        if !report
            .sections
            .iter()
            .flat_map(|section| &section.lines)
            .any(shown)
        {
            continue;
        }
        let word = what.word(draw.lang);
        let w = draw.width(word, words);
        let area = Area::new(x, y, w + 34.0, 28.0);
        nodes.extend(mark(draw, area, &[what]));
        nodes.push(draw.text(word, x + 12.0, y + (28.0 - words.line()) / 2.0, words));
        x += w + 60.0;
    }
    (
        vec![Group::node(Role::Part, clean(&report.summary), nodes)],
        y + 28.0,
    )
}

/// All differences in words, in columns.
fn told(draw: &Draw, report: &Report) -> (Vec<Node>, f32) {
    let width = draw.right() - MARGIN;
    let columns = (width / LIST_WIDTH).floor().clamp(1.0, 4.0);
    let room = width / columns - 24.0;
    let title = draw.style(15.0, Weight::SemiBold);
    let line = Style {
        line_height: 1.35,
        ..draw.style(13.0, Weight::Regular)
    };
    // Each block is kept together; a column is full when it has its share of the height.
    let mut blocks: Vec<(Vec<Node>, f32)> = Vec::new();
    for section in &report.sections {
        let (nodes, height) = draw.block(&clean(&section.title), 0.0, 0.0, room, title);
        let mut pending = (vec![super::heading(2, &section.title, nodes)], height + 8.0);
        for told in &section.lines {
            let y = pending.1;
            pending.0.push(Group::node(
                Role::Decoration,
                "",
                badge(draw, told.what, BADGE, y + BADGE + 1.0),
            ));
            let (nodes, height) = draw.block(&clean(&told.text), 28.0, y, room - 28.0, line);
            pending.0.extend(nodes);
            pending.1 += height.max(2.0 * BADGE + 2.0);
            for detail in &told.details {
                let (nodes, height) =
                    draw.block(&clean(detail), 28.0, pending.1, room - 28.0, draw.muted(12.0));
                pending.0.extend(nodes);
                pending.1 += height;
            }
            pending.1 += 8.0;
            blocks.push(std::mem::take(&mut pending));
        }
        if let Some(last) = blocks.last_mut() {
            last.1 += 10.0;
        }
    }
    let share = blocks.iter().map(|(_, height)| height).sum::<f32>() / columns;
    let (mut nodes, mut x, mut y, mut most) = (Vec::new(), MARGIN, 0.0_f32, 0.0_f32);
    for (mut block, height) in blocks {
        if y > 0.0 && y + height / 2.0 > share && x + room * 1.5 < MARGIN + width {
            x += width / columns;
            y = 0.0;
        }
        block.iter_mut().for_each(|node| node.shift(x, y));
        nodes.append(&mut block);
        y += height;
        most = most.max(y);
    }
    (nodes, most)
}

/// The language of the fixed texts.
pub(crate) fn lang(options: &RenderOptions) -> Lang {
    Lang::of(&options.lang)
}
