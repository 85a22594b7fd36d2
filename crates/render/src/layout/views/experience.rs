//! Channels × stages: where each channel serves the journey, how it feels there, and the map of each episode.

use super::*;
use crate::icons;
use crate::layout::{GAP, MARGIN};
use crate::words;
use tropa_map::document::{MapLinkKind, MetricName};
use tropa_map::format::percent;

const RAIL: f32 = 168.0;

pub(super) fn blocks(draw: &Draw, right: f32) -> Vec<Row> {
    let stages = draw.grid.stages.len().max(1);
    let left = MARGIN + RAIL + GAP;
    let w = (right - left) / stages as f32;
    let mut rows = vec![Row {
        on_pages: OnPages::Repeated,
        ..heads(draw, left, w)
    }];
    for channel in &draw.map.channels {
        rows.push(channel_row(draw, channel, left, w));
    }
    end_table(&mut rows);
    rows.extend(episodes(draw, right));
    rows
}

fn heads(draw: &Draw, left: f32, w: f32) -> Row {
    let t = draw.t;
    let (mut nodes, mut height) = (Vec::new(), 0.0_f32);
    for (i, stage) in draw.grid.stages.iter().enumerate() {
        let x = left + w * i as f32;
        let name = draw.say(&stage.stage.name);
        let title = format!("{}. {name}", stage.index + 1);
        let (lines, h) = draw.block(&title, x + 10.0, 10.0, w - 26.0, draw.style(14.0, Weight::Bold));
        height = height.max(h + 20.0);
        nodes.push((stage.index, x, name, lines));
    }
    let nodes = nodes.into_iter().map(|(index, x, name, lines)| {
        let mut inner = vec![panel(
            Area::new(x, 0.0, w - 6.0, height),
            t.stage_ground(index),
            None,
        )];
        inner.extend(lines);
        crate::layout::heading(2, &name, inner)
    });
    Row {
        nodes: nodes.collect(),
        height,
        ..Row::default()
    }
}

fn channel_row(draw: &Draw, channel: &tropa_map::document::Channel, left: f32, w: f32) -> Row {
    let t = draw.t;
    let name = draw.say(&channel.name);
    let (lines, name_height) = draw.block(
        &name,
        MARGIN + 34.0,
        10.0,
        RAIL - 40.0,
        draw.style(13.0, Weight::SemiBold),
    );
    let mut rail = vec![icon(icons::named(&channel.icon), MARGIN + 4.0, 8.0, 22.0, t.ink)];
    rail.extend(lines);
    let mut nodes = vec![crate::layout::heading(3, &name, rail)];
    let mut height = (name_height + 20.0).max(44.0);
    let mut cells = Vec::new();
    for (i, stage) in draw.grid.stages.iter().enumerate() {
        let x = left + w * i as f32;
        let steps: Vec<_> = draw
            .grid
            .columns
            .iter()
            .filter(|column| column.stage == stage.index)
            .filter_map(|column| {
                let card = of_role(draw, LaneRole::Channels, &column.step.id)
                    .find(|card| card.channel.as_deref() == Some(channel.id.as_str()))?;
                Some((column, card))
            })
            .collect();
        let mut inner = Vec::new();
        let mut y = 8.0;
        for (column, card) in &steps {
            let mut text = format!("{}. {}", column.index + 1, draw.say(&column.step.name));
            if let Some(metric) = card
                .metric
                .as_ref()
                .filter(|m| m.name == MetricName::ChannelShare)
            {
                text = format!("{text} · {}", percent(draw.lang, metric.value));
            }
            let (lines, h) = draw.block(&text, x + 28.0, y, w - 44.0, draw.style(12.0, Weight::Regular));
            let feeling = feeling_at(draw, &column.step.id);
            let (sign, color) = feeling.map_or(("other", t.line_strong), |value| {
                (crate::theme::face(value), t.feeling(value))
            });
            let mut parts = vec![icon(sign, x + 8.0, y, 16.0, color)];
            parts.extend(lines);
            let h = h.max(18.0);
            inner.push(draw.card_group(card, Area::new(x + 4.0, y, w - 14.0, h), parts));
            y += h + 5.0;
        }
        height = height.max(y + 3.0);
        cells.push((x, steps.is_empty(), inner));
    }
    for (x, empty, inner) in cells {
        let area = Area::new(x, 0.0, w - 6.0, height);
        let fill = if empty {
            t.paper
        } else {
            t.lane(LaneRole::Channels)
        };
        nodes.push(group(
            Role::Decoration,
            "",
            vec![panel(area, fill, Some(Stroke::solid(t.line, 1.0)))],
        ));
        nodes.extend(inner);
    }
    Row {
        nodes,
        height,
        ..Row::default()
    }
}

/// Which maps tell an episode in detail.
fn episodes(draw: &Draw, right: f32) -> Vec<Row> {
    let links: Vec<_> = draw
        .map
        .links
        .iter()
        .filter(|link| {
            matches!(
                link.kind,
                MapLinkKind::Child | MapLinkKind::Employee | MapLinkKind::Customer
            )
        })
        .collect();
    if links.is_empty() {
        return Vec::new();
    }
    let (title, mut y) = part_title(draw, words::episodes(draw.lang), MARGIN, 0.0, right - MARGIN);
    let mut nodes = vec![title];
    for link in links {
        let own = draw.say(&link.label);
        let name = if own.is_empty() {
            crate::text::clean(&link.map)
        } else {
            own
        };
        let at = link.at.as_deref().unwrap_or_default();
        let stage = draw.grid.stages.iter().find(|stage| stage.stage.id == at);
        let step = draw.grid.columns.iter().find(|column| column.step.id == at);
        let place = match (stage, step) {
            (Some(stage), _) => format!("{} → ", draw.say(&stage.stage.name)),
            (_, Some(column)) => format!("{} → ", draw.say(&column.step.name)),
            _ => String::new(),
        };
        let area = Area::new(MARGIN, y, right - MARGIN, 0.0);
        let (line, height) = signed_line(
            draw,
            "layers",
            draw.t.stage(0),
            &format!("{place}{name}"),
            area,
            draw.style(13.0, Weight::Regular),
        );
        nodes.extend(line);
        y += height + 4.0;
    }
    vec![Row {
        nodes,
        height: y,
        ..Row::default()
    }]
}
