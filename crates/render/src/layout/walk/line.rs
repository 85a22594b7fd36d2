//! The whole journey as one line at the foot of each frame: how it feels, how far one is.

use super::{MARGIN, TOKEN, WIDTH};
use crate::curve::monotone;
use crate::layout::{Draw, icon};
use crate::scene::{Anchor, Area, Group, Node, Paint, Role, Seg, Stroke, Weight};
use crate::theme::face;
use crate::words;
use tropa_map::document::LaneRole;
use tropa_model::feeling::EvidenceState;

const TOP: f32 = 556.0;
const BOTTOM: f32 = 668.0;
/// From the edge of the frame, for the faces of the scale.
const LEFT: f32 = MARGIN + 32.0;
const RIGHT: f32 = WIDTH - MARGIN;
const TOKEN_RADIUS: f32 = 13.0;

/// A step on the line.
pub(super) struct Stop {
    pub x: f32,
    /// `None` where nobody has said how it feels.
    pub feeling: Option<f64>,
    measured: bool,
}

pub(super) struct Line {
    pub stops: Vec<Stop>,
}

fn height_of(value: f64) -> f32 {
    let middle = (TOP + BOTTOM) / 2.0;
    middle - value.clamp(-2.0, 2.0) as f32 * (BOTTOM - TOP) / 4.0
}

impl Line {
    pub fn new(draw: &Draw) -> Self {
        let columns = &draw.grid.columns;
        let each = (RIGHT - LEFT) / columns.len().max(1) as f32;
        let stops = columns.iter().enumerate().map(|(i, column)| {
            let lanes = draw.lanes.iter().filter(|lane| lane.role == LaneRole::Feelings);
            let said: Vec<(f64, bool)> = lanes
                .flat_map(|lane| draw.cards(&lane.id, &column.step.id))
                .filter_map(|card| {
                    Some((
                        card.feeling.as_ref()?.value,
                        card.state == EvidenceState::Measured,
                    ))
                })
                .filter(|(value, _)| value.is_finite())
                .collect();
            let sum: f64 = said.iter().map(|(value, _)| value).sum();
            Stop {
                x: LEFT + each * (i as f32 + 0.5),
                feeling: (!said.is_empty()).then(|| sum / said.len() as f64),
                measured: !said.is_empty() && said.iter().all(|(_, measured)| *measured),
            }
        });
        Self {
            stops: stops.collect(),
        }
    }

    /// Whether anybody has said how anything feels.
    pub fn is_felt(&self) -> bool {
        self.stops.iter().any(|stop| stop.feeling.is_some())
    }

    /// The stop with the lowest or the highest feeling; `None` where there are fewer than two, or all feel alike.
    pub fn extreme(&self, highest: bool) -> Option<(usize, f64)> {
        let felt: Vec<(usize, f64)> = self
            .stops
            .iter()
            .enumerate()
            .filter_map(|(i, stop)| Some((i, stop.feeling?)))
            .collect();
        let least = felt.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))?;
        // Of several equal ones the first.
        let most = felt.iter().rev().copied().max_by(|a, b| a.1.total_cmp(&b.1))?;
        (least.1 < most.1).then_some(if highest { most } else { least })
    }

    /// With the mark at stop `at`; without one before the journey has begun and after it.
    pub fn nodes(&self, draw: &Draw, at: Option<usize>) -> Vec<Node> {
        let t = draw.t;
        let mut nodes = Vec::new();
        let rule = |y: f32, dash: bool| {
            let stroke = if dash {
                Stroke::dashed(t.line, 1.0, 3.0, 4.0)
            } else {
                Stroke::solid(t.line, 1.0)
            };
            Node::line(LEFT, y, RIGHT, y, stroke)
        };
        if self.is_felt() {
            for value in [2.0, 0.0, -2.0] {
                nodes.push(rule(height_of(value), value != 0.0));
                nodes.push(icon(
                    face(value),
                    MARGIN,
                    height_of(value) - 10.0,
                    20.0,
                    t.feeling(value),
                ));
            }
        } else {
            nodes.push(rule(height_of(0.0), false));
        }
        for run in self.runs() {
            let path = |stroke| Node::Path {
                segs: monotone(&run),
                fill: None,
                stroke: Some(stroke),
            };
            nodes.push(path(Stroke::solid(t.line, 5.0)));
            let reached = at.map_or(RIGHT, |at| self.stops[at].x);
            let way = until(&run, reached);
            if way.len() > 1 {
                nodes.push(Node::Path {
                    segs: way,
                    fill: None,
                    stroke: Some(Stroke {
                        paint: Paint::Vertical {
                            top: TOP,
                            bottom: BOTTOM,
                            stops: t.feelings_down(),
                        },
                        width: 5.0,
                        dash: None,
                    }),
                });
            }
        }
        for (i, stop) in self.stops.iter().enumerate() {
            let been = at.is_none_or(|at| i <= at);
            let color = match stop.feeling {
                Some(value) if been => t.feeling(value),
                _ => t.line_strong,
            };
            let filled = stop.measured && been;
            nodes.push(Node::Circle {
                x: stop.x,
                y: height_of(stop.feeling.unwrap_or(0.0)),
                r: if stop.feeling.is_some() { 5.0 } else { 3.0 },
                fill: Some(Paint::Solid(if filled { color } else { t.paper })),
                stroke: Some(Stroke::solid(color, 2.0)),
            });
        }
        if let Some(at) = at {
            nodes.push(self.token(draw, at));
        }
        vec![Group::node(Role::Decoration, "", nodes)]
    }

    /// The mark of where one is, in a layer of its own: it moves from frame to frame.
    fn token(&self, draw: &Draw, at: usize) -> Node {
        let t = draw.t;
        let stop = &self.stops[at];
        let y = height_of(stop.feeling.unwrap_or(0.0));
        let color = stop.feeling.map_or(t.line_strong, |value| t.feeling(value));
        let disc = Node::Circle {
            x: stop.x,
            y,
            r: TOKEN_RADIUS,
            fill: Some(Paint::Solid(color)),
            stroke: Some(Stroke::solid(t.paper, 3.0)),
        };
        let person = icon("person", stop.x - 8.0, y - 8.0, 16.0, t.on_disc);
        Group::layer(TOKEN, vec![disc, person])
    }

    /// Neighbouring stops with a feeling: a gap stays a gap.
    fn runs(&self) -> Vec<Vec<(f32, f32)>> {
        self.stops
            .chunk_by(|a, b| a.feeling.is_some() == b.feeling.is_some())
            .filter(|run| run[0].feeling.is_some())
            .map(|run| {
                run.iter()
                    .filter_map(|stop| Some((stop.x, height_of(stop.feeling?))))
                    .collect()
            })
            .collect()
    }

    /// What the line says where nothing is felt.
    pub fn note(&self, draw: &Draw) -> Vec<Node> {
        if self.is_felt() {
            return Vec::new();
        }
        let style = draw.muted(13.0);
        let text = words::no_feelings(draw.lang);
        vec![draw.anchored(text, WIDTH / 2.0, TOP + 20.0, Anchor::Middle, style)]
    }

    /// The numbers of the stops, where they can be told apart.
    pub fn numbers(&self, draw: &Draw, at: Option<usize>) -> Vec<Node> {
        if self.stops.len() > 48 {
            return Vec::new();
        }
        let number = |(i, stop): (usize, &Stop)| {
            let style = if at == Some(i) {
                draw.style(13.0, Weight::Bold)
            } else {
                draw.muted(12.0)
            };
            draw.anchored((i + 1).to_string(), stop.x, BOTTOM + 18.0, Anchor::Middle, style)
        };
        let nodes = self.stops.iter().enumerate().map(number).collect();
        vec![Group::node(Role::Decoration, "", nodes)]
    }
}

/// The curve up to the stop at `x`.
fn until(run: &[(f32, f32)], x: f32) -> Vec<Seg> {
    // The pieces of the whole curve, not a curve of the first points: it would bend otherwise.
    let count = run.iter().filter(|point| point.0 <= x + 0.5).count();
    monotone(run).into_iter().take(count).collect()
}

/// Where the line is drawn.
pub(super) fn area() -> Area {
    Area::new(MARGIN, TOP, WIDTH - 2.0 * MARGIN, BOTTOM - TOP)
}
