//! The two header rows: stages as arrows that lead on, steps below them.

use super::{Draw, PAD, heading, icon};
use crate::scene::{Anchor, Area, Group, Node, Paint, Place, Seg, Stroke, Weight};
use crate::text::Style;
use crate::words;
use std::sync::Arc;

/// How far the tip of a stage's arrow reaches out.
const TIP: f32 = 10.0;
const DISC: f32 = 12.0;
const LINE_BELOW: f32 = 18.0;

/// Nodes from y = 0 and the height of both rows; `brief` shows the numbers only.
pub(super) fn heads(draw: &Draw, brief: bool) -> (Vec<Node>, f32) {
    let say = |text| if brief { String::new() } else { draw.say(text) };
    let t = draw.t;
    let name_style = draw.style(15.0, Weight::SemiBold);
    let goal_style = draw.muted(12.0);
    let mut stage_height = 44.0_f32;
    let mut stages = Vec::new();
    for column in &draw.grid.stages {
        let (name, goal) = (say(&column.stage.name), say(&column.stage.goal));
        let room = column.w - 52.0 - TIP;
        let (name_lines, name_height) = draw.block(&name, column.x + 44.0, 0.0, room, name_style);
        let goal_text = if goal.is_empty() {
            goal
        } else {
            format!("{}: {goal}", words::goal(draw.lang))
        };
        let (goal_lines, goal_height) =
            draw.block(&goal_text, column.x + 44.0, name_height, room, goal_style);
        stage_height = stage_height.max(name_height + goal_height + 2.0 * 11.0);
        stages.push((name, name_lines, name_height, goal_lines, goal_height));
    }
    // A step's number and sign stand left of its name.
    let step_style = |main: bool| draw.style(13.0, if main { Weight::SemiBold } else { Weight::Regular });
    let mut step_height = 52.0_f32;
    let mut steps = Vec::new();
    for column in &draw.grid.columns {
        let name = say(&column.step.name);
        let (lines, height) = draw.block(
            &name,
            column.x + 32.0,
            0.0,
            column.w - 40.0,
            step_style(column.step.main),
        );
        step_height = step_height.max(height + extra(column) + 20.0);
        steps.push((name, lines, height));
    }

    let mut nodes = Vec::new();
    let mut step_index = 0;
    for (i, (column, (name, mut name_lines, name_height, mut goal_lines, goal_height))) in
        draw.grid.stages.iter().zip(stages).enumerate()
    {
        let top = (stage_height - name_height - goal_height) / 2.0;
        name_lines
            .iter_mut()
            .chain(&mut goal_lines)
            .for_each(|line| line.shift(0.0, top));
        let color = t.stage(column.index);
        let number = Style {
            color: t.on_disc,
            ..draw.style(12.0, Weight::Bold)
        };
        let (cx, cy) = (column.x + 24.0, stage_height / 2.0);
        let mut parts = vec![
            arrow(
                column.x,
                column.w,
                stage_height,
                i > 0,
                t.stage_ground(column.index),
            ),
            Node::Circle {
                x: cx,
                y: cy,
                r: DISC,
                fill: Some(Paint::Solid(color)),
                stroke: None,
            },
            draw.anchored(
                (column.index + 1).to_string(),
                cx,
                cy - number.line() / 2.0,
                Anchor::Middle,
                number,
            ),
        ];
        parts.append(&mut name_lines);
        parts.append(&mut goal_lines);
        nodes.push(told(column.index, None, heading(2, &name, parts)));
        while let Some(column) = draw
            .grid
            .columns
            .get(step_index)
            .filter(|step| step.stage == column.index)
        {
            let (name, lines, height) = &steps[step_index];
            nodes.push(step_head(
                draw,
                column,
                name,
                lines,
                *height,
                stage_height + 4.0,
                step_height,
            ));
            step_index += 1;
        }
    }
    (nodes, stage_height + 4.0 + step_height + 4.0)
}

/// What stands below the name of a step: that it is a moment of truth, that many go without it.
fn extra(column: &super::Column) -> f32 {
    let lines = usize::from(column.step.moment_of_truth) + usize::from(column.step.optional);
    lines as f32 * LINE_BELOW
}

fn told(stage: usize, step: Option<usize>, heading: Node) -> Node {
    let lane = Arc::from("");
    Group::placed(heading, Place::At { stage, step, lane })
}

fn step_head(
    draw: &Draw,
    column: &super::Column,
    name: &str,
    lines: &[Node],
    text_height: f32,
    y: f32,
    height: f32,
) -> Node {
    let t = draw.t;
    let color = t.stage(column.stage);
    let area = Area::new(column.x + 2.0, y, column.w - 4.0, height - 4.0);
    let truth = column.step.moment_of_truth;
    let border = match (truth, column.step.optional) {
        (true, true) => Stroke::dashed(color, 2.0, 6.0, 4.0),
        (true, false) => Stroke::solid(color, 2.0),
        (false, true) => Stroke::dashed(t.line_strong, 1.25, 5.0, 4.0),
        (false, false) => Stroke::solid(t.card_line, 1.0),
    };
    let mut parts = vec![Node::Rect {
        area,
        radius: 6.0,
        fill: Some(Paint::Solid(t.card)),
        stroke: Some(border),
    }];
    // The main path runs along the foot of its steps; a step beside it has a broken line.
    let (foot, inset) = (area.bottom() - 4.0, 8.0);
    let stroke = if column.step.main {
        Stroke::solid(color, 3.0)
    } else {
        Stroke::dashed(t.line_strong, 1.5, 2.0, 4.0)
    };
    parts.push(Node::line(
        area.x + inset,
        foot,
        area.right() - inset,
        foot,
        stroke,
    ));
    let top = y + (height - 8.0 - text_height - extra(column)) / 2.0;
    let number = Style {
        color: t.muted,
        ..draw.style(11.0, Weight::SemiBold)
    };
    parts.push(draw.anchored(
        (column.index + 1).to_string(),
        column.x + 18.0,
        top + 1.0,
        Anchor::Middle,
        number,
    ));
    let mut lines = lines.to_vec();
    lines.iter_mut().for_each(|line| line.shift(0.0, top));
    parts.append(&mut lines);
    let mut below = top + text_height + 2.0;
    if truth {
        let style = Style {
            color,
            ..draw.style(11.0, Weight::SemiBold)
        };
        parts.push(icon("review", column.x + 32.0, below, 14.0, color));
        let x = column.x + 32.0 + 14.0 + PAD / 2.0;
        parts.push(draw.text(words::moment_of_truth(draw.lang), x, below, style));
        below += LINE_BELOW;
    }
    if column.step.optional {
        let text = words::optional(draw.lang);
        parts.push(draw.text(text, column.x + 32.0, below, draw.muted(11.0)));
    }
    told(column.stage, Some(column.index), heading(3, name, parts))
}

/// A band whose right end points on and whose left end, but for the first, takes up the tip before it.
fn arrow(x: f32, w: f32, h: f32, notched: bool, color: crate::scene::Color) -> Node {
    let right = x + w;
    let mut segs = vec![
        Seg::Move(x, 0.0),
        Seg::Line(right, 0.0),
        Seg::Line(right + TIP, h / 2.0),
        Seg::Line(right, h),
        Seg::Line(x, h),
    ];
    if notched {
        segs.push(Seg::Line(x + TIP, h / 2.0));
    }
    segs.push(Seg::Close);
    Node::Path {
        segs,
        fill: Some(Paint::Solid(color)),
        stroke: None,
    }
}
