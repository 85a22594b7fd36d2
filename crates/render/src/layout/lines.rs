//! The three lines of a service blueprint between the lanes; where they run is the map's own rule (`tropa_map::lines`).

use super::{Draw, MARGIN, Row};
use crate::scene::{Area, Group, Node, Place, Role, Stroke, Weight};
use crate::text::Style;
use crate::words;
use tropa_map::document::Lane;
use tropa_map::{Lang, Line, LineKind, Map};

const HEIGHT: f32 = 30.0;

/// The lines between lanes in this order.
pub(super) fn of(lanes: &[&Lane]) -> Vec<Line> {
    let ordered = Map {
        lanes: lanes.iter().map(|lane| (*lane).clone()).collect(),
        ..Map::default()
    };
    tropa_map::lines(&ordered)
}

pub(super) fn name(lang: Lang, kind: LineKind) -> &'static str {
    match kind {
        LineKind::Interaction => words::line_of_interaction(lang),
        LineKind::Visibility => words::line_of_visibility(lang),
        LineKind::InternalInteraction => words::line_of_internal_interaction(lang),
    }
}

fn style(draw: &Draw) -> Style {
    Style {
        color: draw.t.muted,
        ..draw.style(11.0, Weight::Bold)
    }
}

/// A dashed rule across the sheet with its name.
pub(super) fn divider(draw: &Draw, name: &str, right: f32) -> Row {
    let (mut row, rail) = parts(draw, name, right);
    row.nodes.extend(rail);
    row
}

/// The same for the grid: the rule in the columns, its name on the rail.
pub(super) fn grid(draw: &Draw, name: &str) -> (Row, Vec<Node>) {
    parts(draw, name, draw.right())
}

fn parts(draw: &Draw, name: &str, right: f32) -> (Row, Vec<Node>) {
    let style = style(draw);
    let text = name.to_uppercase();
    let y = HEIGHT / 2.0;
    let w = draw.width(&text, style);
    let from = MARGIN + w + 12.0;
    let rule = Node::line(
        from,
        y,
        right,
        y,
        Stroke::dashed(draw.t.line_strong, 1.5, 6.0, 4.0),
    );
    let ground = Node::fill(Area::new(MARGIN, 2.0, w + 8.0, HEIGHT - 4.0), 0.0, draw.t.paper);
    let text = draw.text(text, MARGIN, y - style.line() / 2.0, style);
    let row = Row {
        nodes: vec![Group::node(Role::Decoration, "", vec![rule])],
        height: HEIGHT,
        ..Row::default()
    };
    let named = Group::placed(Group::node(Role::Part, name, vec![ground, text]), Place::Across);
    (row, vec![named])
}
