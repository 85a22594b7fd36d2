//! The journey along a clock: steps stand where they usually happen, waiting is as long as it is.

use super::*;
use crate::curve::series::Curve;
use crate::layout::{MARGIN, emotion};
use crate::scene::Anchor;
use crate::words;
use tropa_map::document::{MetricName, MetricUnit};
use tropa_map::format::duration;

const LABEL_WIDTH: f32 = 132.0;
const AXIS_Y: f32 = 40.0;
const LABEL_GAP: f32 = 10.0;
/// Steps whose time nobody knows are told in words below the axis.
const TICKS_MAX: usize = 8;

struct Stop {
    number: usize,
    stage: usize,
    name: String,
    /// Seconds before it, since the step before.
    wait: f64,
    at: f64,
    feeling: Option<f64>,
}

pub(super) fn blocks(draw: &Draw, right: f32) -> Vec<Row> {
    let (stops, unknown) = stops(draw);
    if stops.len() < 2 {
        let (nodes, height) = draw.block(
            words::no_times(draw.lang),
            MARGIN,
            0.0,
            right - MARGIN,
            draw.muted(14.0),
        );
        return vec![Row {
            nodes,
            height,
            ..Row::default()
        }];
    }
    let mut rows: Vec<Row> = curve(draw, &stops, right).into_iter().collect();
    rows.push(axis(draw, &stops, right));
    rows.extend(waits(draw, &stops, right));
    if !unknown.is_empty() {
        let text = format!("{}: {}", words::times_unknown(draw.lang), unknown.join("; "));
        let (nodes, height) = draw.block(&text, MARGIN, 0.0, right - MARGIN, draw.muted(12.0));
        rows.push(Row {
            nodes,
            height,
            ..Row::default()
        });
    }
    rows
}

/// Steps of the main path with the time before them: measured waiting first, else the usual time of the step before.
fn stops(draw: &Draw) -> (Vec<Stop>, Vec<String>) {
    let any_main = draw.grid.columns.iter().any(|column| column.step.main);
    let (mut stops, mut unknown, mut clock) = (Vec::<Stop>::new(), Vec::new(), 0.0);
    let mut typical: Option<f64> = None;
    for column in draw
        .grid
        .columns
        .iter()
        .filter(|column| column.step.main || !any_main)
    {
        let measured = of_role(draw, LaneRole::Kpis, &column.step.id)
            .filter_map(|card| card.metric.as_ref())
            .find(|metric| metric.name == MetricName::Wait && metric.unit == MetricUnit::Seconds)
            .map(|metric| metric.value);
        let wait = measured
            .or(typical)
            .filter(|wait| wait.is_finite() && *wait >= 0.0);
        typical = column.step.typical_s;
        let name = draw.say(&column.step.name);
        match wait {
            Some(wait) => clock += wait,
            None if stops.is_empty() => {}
            None => {
                unknown.push(name);
                continue;
            }
        }
        stops.push(Stop {
            number: column.index + 1,
            stage: column.stage,
            name,
            wait: if stops.is_empty() {
                0.0
            } else {
                wait.unwrap_or(0.0)
            },
            at: if stops.is_empty() { 0.0 } else { clock },
            feeling: feeling_at(draw, &column.step.id),
        });
        if stops.len() == 1 {
            clock = 0.0;
        }
    }
    (stops, unknown)
}

/// The curves to the same scale.
fn curve(draw: &Draw, stops: &[Stop], right: f32) -> Option<Row> {
    const PLOT: f32 = 110.0;
    let curves: Vec<&Curve> = draw.curves.iter().collect();
    let known = |stop: &Stop| {
        curves
            .iter()
            .any(|curve| curve.points.get(stop.number - 1).is_some_and(Option::is_some))
    };
    if !stops.iter().any(known) {
        return None;
    }
    let x_of = scale(stops, right);
    let mut columns: Vec<(usize, f32)> = Vec::new();
    for stop in stops {
        // What happens at once stands beside each other: a curve needs a direction.
        let least = columns.last().map_or(f32::MIN, |(_, x)| x + 8.0);
        columns.push((stop.number - 1, x_of(stop.at).max(least)));
    }
    let (nodes, height) = emotion::figure(draw, &curves, &columns, MARGIN, right, PLOT);
    Some(Row {
        nodes,
        height,
        ..Row::default()
    })
}

/// Where on the sheet a moment lies.
fn scale(stops: &[Stop], right: f32) -> impl Fn(f64) -> f32 + use<> {
    let (left, width) = (MARGIN + LABEL_WIDTH / 2.0, right - MARGIN - LABEL_WIDTH);
    let total = stops.last().map_or(1.0, |stop| stop.at).max(1.0);
    move |at: f64| left + width * (at / total) as f32
}

/// A linear axis; labels that would overlap move to lower rows, a thin line leads to each.
fn axis(draw: &Draw, stops: &[Stop], right: f32) -> Row {
    let t = draw.t;
    let (left, width) = (MARGIN + LABEL_WIDTH / 2.0, right - MARGIN - LABEL_WIDTH);
    let total = stops.last().map_or(1.0, |stop| stop.at).max(1.0);
    let x_of = scale(stops, right);
    let mut nodes = vec![Node::line(
        left,
        AXIS_Y,
        left + width,
        AXIS_Y,
        Stroke::solid(t.line_strong, 2.0),
    )];
    for i in 0..=TICKS_MAX / 2 {
        let at = total * i as f64 / (TICKS_MAX / 2) as f64;
        let x = x_of(at);
        nodes.push(Node::line(
            x,
            AXIS_Y - 6.0,
            x,
            AXIS_Y + 6.0,
            Stroke::solid(t.line_strong, 1.0),
        ));
        let text = if i == 0 {
            words::start(draw.lang).to_owned()
        } else {
            duration(draw.lang, at)
        };
        nodes.push(draw.anchored(text, x, 8.0, Anchor::Middle, draw.muted(12.0)));
    }
    let style = draw.style(12.0, Weight::SemiBold);
    let text_of = |stop: &Stop| format!("{}. {}", stop.number, stop.name);
    let height_of = |stop: &Stop| {
        let lines = draw
            .measure
            .wrap(&text_of(stop), LABEL_WIDTH - 16.0, style.size, style.weight)
            .len();
        12.0 + lines as f32 * style.line() + draw.muted(11.0).line()
    };
    let row_height = stops.iter().map(height_of).fold(0.0, f32::max) + LABEL_GAP;
    let mut ends: Vec<f32> = Vec::new();
    let mut labels = Vec::new();
    for stop in stops {
        let x = x_of(stop.at);
        let from = x - LABEL_WIDTH / 2.0;
        let row = ends
            .iter()
            .position(|end| *end + 8.0 <= from)
            .unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(f32::MIN);
        }
        ends[row] = from + LABEL_WIDTH;
        let y = AXIS_Y + 34.0 + row as f32 * row_height;
        let color = t.stage(stop.stage);
        nodes.push(Node::line(
            x,
            AXIS_Y,
            x,
            y,
            Stroke::solid(color.over(t.paper, 0.6), 1.0),
        ));
        let area = Area::new(from, y, LABEL_WIDTH, height_of(stop));
        let mut label = vec![panel(area, t.card, Some(Stroke::solid(color, 1.25)))];
        let (lines, height) = draw.block(&text_of(stop), from + 8.0, y + 6.0, LABEL_WIDTH - 16.0, style);
        label.extend(lines);
        if stop.at > 0.0 {
            let time = format!("+{}", duration(draw.lang, stop.at));
            label.push(draw.text(time, from + 8.0, y + 6.0 + height, draw.muted(11.0)));
        }
        labels.push(group(Role::Heading(2), &text_of(stop), label));
        let fill = stop.feeling.map_or(t.card, |value| t.feeling(value));
        labels.push(Node::Circle {
            x,
            y: AXIS_Y,
            r: 7.0,
            fill: Some(Paint::Solid(fill)),
            stroke: Some(Stroke::solid(color, 2.0)),
        });
    }
    nodes.extend(labels);
    Row {
        nodes,
        height: AXIS_Y + 34.0 + ends.len() as f32 * row_height,
        ..Row::default()
    }
}

/// The waits themselves, the longest in full width.
fn waits(draw: &Draw, stops: &[Stop], right: f32) -> Vec<Row> {
    let t = draw.t;
    let longest = stops.iter().map(|stop| stop.wait).fold(1.0, f64::max);
    let (title, top) = part_title(draw, words::waiting(draw.lang), MARGIN, 0.0, right - MARGIN);
    let label = (right - MARGIN) * 0.36;
    let mut rows: Vec<Row> = stops
        .iter()
        .skip(1)
        .map(|stop| {
            let name = format!("{}. {}", stop.number, stop.name);
            let (mut nodes, height) = draw.block(
                &name,
                MARGIN,
                0.0,
                label - 12.0,
                draw.style(13.0, Weight::Regular),
            );
            let room = right - MARGIN - label - 90.0;
            let w = (room * (stop.wait / longest) as f32).max(2.0);
            nodes.push(Node::fill(
                Area::new(MARGIN + label, 3.0, w, 12.0),
                3.0,
                t.stage(stop.stage),
            ));
            nodes.push(draw.text(
                duration(draw.lang, stop.wait),
                MARGIN + label + w + 8.0,
                0.0,
                draw.style(13.0, Weight::SemiBold),
            ));
            Row {
                nodes: vec![group(Role::Part, &name, nodes)],
                height: height.max(18.0),
                ..Row::default()
            }
        })
        .collect();
    if let Some(first) = rows.first_mut() {
        first.nodes.iter_mut().for_each(|node| node.shift(0.0, top));
        first.nodes.insert(0, title);
        first.height += top;
    }
    rows
}
