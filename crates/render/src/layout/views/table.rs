//! Everything in words, step by step: for reading aloud, for checking, for those who do not like pictures.

use super::*;
use crate::icons;
use crate::layout::MARGIN;
use crate::words;

const LANE_WIDTH: f32 = 190.0;

pub(super) fn blocks(draw: &Draw, right: f32) -> Vec<Row> {
    let mut rows = Vec::new();
    for stage in &draw.grid.stages {
        let name = draw.say(&stage.stage.name);
        rows.push(stage_head(draw, stage.index, &name, right));
        rows.extend(place(draw, &stage.stage.id, right));
        for column in draw
            .grid
            .columns
            .iter()
            .filter(|column| column.stage == stage.index)
        {
            rows.push(step_head(draw, column, right));
            rows.extend(place(draw, &column.step.id, right));
        }
    }
    rows
}

fn stage_head(draw: &Draw, index: usize, name: &str, right: f32) -> Row {
    let t = draw.t;
    let title = format!("{}. {name}", index + 1);
    let (lines, height) = draw.block(
        &title,
        MARGIN + 14.0,
        8.0,
        right - MARGIN - 28.0,
        draw.style(18.0, Weight::Bold),
    );
    let height = height + 16.0;
    let mut nodes = vec![panel(
        Area::new(MARGIN, 0.0, right - MARGIN, height),
        t.stage_ground(index),
        None,
    )];
    nodes.extend(lines);
    Row {
        nodes: vec![crate::layout::heading(2, name, nodes)],
        height,
        on_pages: OnPages::WithNext,
        ..Row::default()
    }
}

fn step_head(draw: &Draw, column: &crate::layout::Column, right: f32) -> Row {
    let name = draw.say(&column.step.name);
    let mut title = format!("{}. {name}", column.index + 1);
    if column.step.moment_of_truth {
        title = format!("{title} — {}", words::moment_of_truth(draw.lang));
    }
    let style = Style {
        color: draw.t.stage(column.stage),
        ..draw.style(15.0, Weight::SemiBold)
    };
    let (lines, height) = draw.block(&title, MARGIN, 0.0, right - MARGIN, style);
    Row {
        nodes: vec![crate::layout::heading(3, &name, lines)],
        height,
        on_pages: OnPages::WithNext,
        ..Row::default()
    }
}

/// One line per lane that says something here.
fn place(draw: &Draw, at: &str, right: f32) -> Vec<Row> {
    let t = draw.t;
    let mut rows = Vec::new();
    for lane in &draw.map.lanes {
        let cards = draw.cards(&lane.id, at);
        if cards.is_empty() {
            continue;
        }
        let name = draw.lane_name(lane);
        let (lines, name_height) = draw.block(&name, MARGIN + 26.0, 0.0, LANE_WIDTH - 36.0, draw.muted(12.0));
        let mut nodes = vec![icon(
            icons::of_lane(lane.role),
            MARGIN + 2.0,
            1.0,
            16.0,
            t.line_strong,
        )];
        nodes.extend(lines);
        let mut y = 0.0;
        for card in cards {
            let x = MARGIN + LANE_WIDTH;
            let mut text = line_of(draw, card);
            if let Some(feeling) = &card.feeling {
                let value = tropa_map::format::signed(draw.lang, feeling.value, 1);
                text = if text.is_empty() {
                    value
                } else {
                    format!("{value}: {text}")
                };
            }
            let (lines, height) = draw.block(
                &text,
                x + 20.0,
                y,
                right - x - 20.0,
                draw.style(13.0, Weight::Regular),
            );
            let mut parts = cards::evidence_sign(draw, card.state, x + 6.0, y + 9.0);
            parts.extend(lines);
            let height = height.max(18.0);
            nodes.push(draw.card_group(card, Area::new(x, y, right - x, height), parts));
            y += height + 4.0;
        }
        rows.push(Row {
            nodes,
            height: y.max(name_height),
            ..Row::default()
        });
    }
    rows
}
