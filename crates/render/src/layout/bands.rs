//! The rows of the grid from top to bottom, the same on a sheet without end, on paper and in a comparison.

use super::rows::{self, Cells, Piece, Stack, Strip};
use super::{Draw, PAD, Row, emotion, lines, moves, paths};
use crate::curve::series::Tells;
use crate::scene::{Area, Group, Node, Place};
use crate::words;
use tropa_map::document::{Lane, LaneRole, Step, Wish};

/// A row of the grid, not placed yet.
pub(super) struct Band<'a> {
    /// The lane it shows; `None` for what the map says beside its lanes.
    pub lane: Option<&'a Lane>,
    pub strip: Strip,
    /// Room that must be left below it: it belongs to what comes next.
    pub keep: f32,
    rail: Rail<'a>,
    ground: Ground,
}

enum Rail<'a> {
    Lane(&'a Lane),
    Named(&'static str, &'static str),
    Fixed(Vec<Node>, f32),
}

enum Ground {
    Lane(LaneRole),
    Paper,
    None,
}

impl Band<'_> {
    /// The name beside the row, and the height it needs.
    pub fn rail(&self, draw: &Draw, continued: bool) -> (Vec<Node>, f32) {
        match &self.rail {
            Rail::Lane(lane) => rows::rail(draw, lane, continued),
            Rail::Named(sign, name) if continued => {
                let name = format!("{name} {}", words::continued(draw.lang));
                rows::rail_text(draw, sign, &name, "")
            }
            Rail::Named(sign, name) => rows::rail_text(draw, sign, name, ""),
            Rail::Fixed(nodes, height) => (nodes.clone(), *height),
        }
    }

    /// The same name at the other end of a wide map.
    pub fn second_rail(&self, draw: &Draw, rail: &[Node]) -> Vec<Node> {
        match self.ground {
            Ground::None => Vec::new(),
            _ => rows::second_rail(draw, rail),
        }
    }

    pub fn ground(&self, draw: &Draw, height: f32) -> Vec<Node> {
        match self.ground {
            Ground::Lane(role) => rows::ground(draw, role, height),
            Ground::Paper => paths::ground(draw, height),
            Ground::None => Vec::new(),
        }
    }
}

/// A band in its place: what lies in the columns, and what lies on the rail; both from y = 0.
pub(super) struct Placed {
    pub body: Vec<Node>,
    pub rail: Vec<Node>,
    pub rail_height: f32,
    pub height: f32,
}

/// All of a band at once.
pub(super) fn whole(draw: &Draw, band: Band) -> Placed {
    let (mut rail, rail_height) = band.rail(draw, false);
    let height = band.strip.height().max(rail_height);
    let mut body = band.ground(draw, height);
    let second = band.second_rail(draw, &rail);
    let row = band.strip.row();
    body.extend(row.nodes);
    body.extend(second);
    rail.extend(row.rail);
    Placed {
        body,
        rail,
        rail_height,
        height,
    }
}

/// Ways beside the order, the lanes with the lines of service between them, the paths people take.
pub(super) fn bands<'a>(draw: &Draw<'a>) -> Vec<Band<'a>> {
    let mut bands = Vec::new();
    if let Some(row) = moves::row(draw) {
        let (rail, height) = moves::rail(draw);
        bands.push(Band {
            lane: None,
            strip: row.into(),
            keep: 0.0,
            rail: Rail::Fixed(rail, height),
            ground: Ground::Paper,
        });
    }
    let between = lines::of(&draw.lanes);
    let curve = draw.lanes.iter().position(|lane| lane.role == LaneRole::Feelings);
    for (i, lane) in draw.lanes.iter().copied().enumerate() {
        bands.push(Band {
            lane: Some(lane),
            strip: rows::lane(draw, lane),
            keep: 0.0,
            rail: Rail::Lane(lane),
            ground: Ground::Lane(lane.role),
        });
        if curve == Some(i) {
            bands.extend(wishes(draw));
        }
        for line in between.iter().filter(|line| line.after == lane.id) {
            let (row, rail) = lines::grid(draw, lines::name(draw.lang, line.kind));
            bands.push(Band {
                lane: None,
                keep: 80.0,
                rail: Rail::Fixed(rail, row.height),
                strip: row.into(),
                ground: Ground::None,
            });
        }
    }
    if curve.is_none() {
        bands.extend(wishes(draw));
    }
    bands.extend(paths::rows(draw).into_iter().map(|path| {
        Band {
            lane: None,
            strip: Row {
                nodes: path.nodes,
                height: path.height,
                ..Row::default()
            }
            .into(),
            keep: 0.0,
            rail: Rail::Fixed(path.rail, path.rail_height),
            ground: Ground::Paper,
        }
    }));
    bands
}

/// What people expected and what the company wants them to feel, where the steps say so.
fn wishes<'a>(draw: &Draw<'a>) -> Vec<Band<'a>> {
    type Of = fn(&Step) -> Option<&Wish>;
    let rows: [(Tells, &'static str, &'static str, LaneRole, Of); 2] = [
        (
            Tells::Expected,
            "idea",
            words::expected(draw.lang),
            LaneRole::Expectations,
            |step| step.expected.as_ref(),
        ),
        (
            Tells::Intended,
            "target",
            words::intended(draw.lang),
            LaneRole::Feelings,
            |step| step.intended.as_ref(),
        ),
    ];
    let says = |of: Of| {
        let mut steps = draw.slices.iter().flat_map(|slice| &slice.stage.steps);
        steps.any(|step| of(step).is_some())
    };
    let rows = rows.into_iter().filter(|row| says(row.4));
    rows.map(|(tells, sign, name, role, of)| {
        let stacks = draw.grid.columns.iter().map(|column| {
            let cell = Area::new(column.x + PAD, 0.0, column.w - 2.0 * PAD, 0.0);
            let piece =
                of(column.step).and_then(|wish| emotion::wished(draw, tells, wish, column.index, cell));
            let told = |mut piece: Piece| {
                let place = Place::At {
                    stage: column.stage,
                    step: Some(column.index),
                    lane: name.into(),
                };
                let nodes = piece.nodes.into_iter();
                piece.nodes = nodes.map(|node| Group::placed(node, place.clone())).collect();
                piece
            };
            Stack {
                pieces: piece.map(told).into_iter().collect(),
                gap: 0.0,
            }
        });
        Band {
            lane: None,
            strip: Strip::of_cells(Cells::of_steps(stacks.collect())),
            keep: 0.0,
            rail: Rail::Named(sign, name),
            ground: Ground::Lane(role),
        }
    })
    .collect()
}
