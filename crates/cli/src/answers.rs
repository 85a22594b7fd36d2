//! Answers as aligned tables. Above each table stands what its numbers are: unit, base, window, n, snapshot.

use crate::table::{Align::Left, Align::Right, Table, count, or_dash, share, span};
use tropa_model::answer::{
    Answer, BetweenRow, DailyRow, FunnelRow, GraphRow, JourneyRow, PathNode, PathRow, Rows, StageRow, TimesS,
    TouchpointRow, Unit, VariantRow,
};

pub fn to_text(answer: &Answer) -> String {
    let mut text = head(answer);
    text.push('\n');
    text.push_str(&match &answer.rows {
        Rows::Graph(rows) => graph(rows),
        Rows::Funnel(rows) => funnel(rows),
        Rows::Variants(rows) => variants(rows),
        Rows::Paths(rows) => paths(rows),
        Rows::Daily(rows) => daily(rows),
        Rows::Between(rows) => between(rows),
        Rows::Touchpoints(rows) => touchpoints(rows),
        Rows::Stages(rows) => stages(rows),
        Rows::Journeys(rows) => journeys(rows),
    });
    for note in &answer.notes {
        text.push_str(&format!("note: {note}\n"));
    }
    text
}

fn head(answer: &Answer) -> String {
    let unit = match answer.unit {
        Unit::Journeys => "journeys",
        Unit::Events => "events",
        Unit::Transitions => "transitions",
        Unit::Actors => "actors",
    };
    let mut text = format!(
        "{}: {unit}\nbase: {} (n = {})\nwindow: {} to {}\nsnapshot: {}\n",
        answer.question.ask.name(),
        answer.base,
        count(answer.n),
        answer.window.from,
        answer.window.to,
        answer.snapshot,
    );
    if let Some(idle_s) = answer.idle_s {
        text.push_str(&format!(
            "a journey counts as over after {} without an event\n",
            span(idle_s as f64)
        ));
    }
    text
}

fn median(time: &Option<TimesS>) -> String {
    or_dash(time.as_ref(), |time| span(time.p50_s))
}

fn graph(rows: &[GraphRow]) -> String {
    let mut table = Table::new(&[
        ("from", Left),
        ("to", Left),
        ("transitions", Right),
        ("journeys", Right),
        ("share", Right),
        ("median", Right),
        ("mean", Right),
        ("p90", Right),
    ]);
    for row in rows {
        table.row(vec![
            row.from.clone().unwrap_or_else(|| "▶ start".into()),
            row.to.clone().unwrap_or_else(|| "■ end".into()),
            count(row.transitions),
            count(row.journeys),
            share(row.share),
            median(&row.time),
            or_dash(row.time.as_ref(), |time| span(time.mean_s)),
            or_dash(row.time.as_ref(), |time| span(time.p90_s)),
        ]);
    }
    table.to_text()
}

fn funnel(rows: &[FunnelRow]) -> String {
    let grouped = rows.iter().any(|row| row.group.is_some());
    let mut columns = vec![
        ("step", Left),
        ("reached", Right),
        ("share", Right),
        ("95 % interval", Right),
        ("continued", Right),
        ("still open", Right),
        ("dropped", Right),
        ("median", Right),
    ];
    if grouped {
        columns.insert(0, ("group", Left));
    }
    let mut table = Table::new(&columns);
    for row in rows {
        let mut cells = vec![
            format!("{}. {}", row.step, row.label),
            count(row.reached),
            share(row.share),
            format!("{} – {}", share(row.share_lo), share(row.share_hi)),
            count(row.continued),
            count(row.open),
            count(row.dropped),
            median(&row.time),
        ];
        if grouped {
            cells.insert(0, row.group.clone().unwrap_or_else(|| "(none)".into()));
        }
        table.row(cells);
    }
    table.to_text()
}

fn variants(rows: &[VariantRow]) -> String {
    let mut table = Table::new(&[
        ("journeys", Right),
        ("share", Right),
        ("coverage", Right),
        ("steps", Right),
        ("median duration", Right),
        ("sequence", Left),
    ]);
    for row in rows {
        table.row(vec![
            count(row.journeys),
            share(row.share),
            share(row.coverage),
            count(row.activities.len() as u64),
            span(row.duration.p50_s),
            row.activities.join(" → "),
        ]);
    }
    let all = rows.first().map_or(0, |row| row.variants);
    format!(
        "{}{} of {} variants\n",
        table.to_text(),
        count(rows.len() as u64),
        count(all)
    )
}

fn node(node: &PathNode) -> String {
    match node {
        PathNode::Activity(name) => name.clone(),
        PathNode::Other => "(other)".into(),
        PathNode::End => "■ end".into(),
    }
}

fn paths(rows: &[PathRow]) -> String {
    let mut table = Table::new(&[
        ("place", Right),
        ("from", Left),
        ("to", Left),
        ("journeys", Right),
        ("share of all", Right),
    ]);
    for row in rows {
        table.row(vec![
            format!("{} → {}", row.step, row.step + 1),
            node(&row.source),
            node(&row.target),
            count(row.journeys),
            share(row.share),
        ]);
    }
    table.to_text()
}

fn daily(rows: &[DailyRow]) -> String {
    let mut table = Table::new(&[
        ("day", Left),
        ("activity", Left),
        ("journeys", Right),
        ("events", Right),
    ]);
    for row in rows {
        let activity = row.activity.clone().unwrap_or_else(|| "(any)".into());
        table.row(vec![
            row.day.clone(),
            activity,
            count(row.journeys),
            count(row.events),
        ]);
    }
    table.to_text()
}

fn between(rows: &[BetweenRow]) -> String {
    let mut text = String::new();
    for row in rows {
        let mut table = Table::new(&[
            ("started", Right),
            ("arrived", Right),
            ("still open", Right),
            ("dropped", Right),
            ("median", Right),
            ("mean", Right),
            ("p90", Right),
        ]);
        table.row(vec![
            count(row.started),
            count(row.arrived),
            count(row.open),
            count(row.dropped),
            median(&row.time),
            or_dash(row.time.as_ref(), |time| span(time.mean_s)),
            or_dash(row.time.as_ref(), |time| span(time.p90_s)),
        ]);
        text.push_str(&table.to_text());
        if !row.histogram.is_empty() {
            let mut bins = Table::new(&[("from", Right), ("to", Right), ("journeys", Right), ("", Left)]);
            let most = row
                .histogram
                .iter()
                .map(|bin| bin.journeys)
                .max()
                .unwrap_or(1)
                .max(1);
            for bin in &row.histogram {
                let bar = "█".repeat((bin.journeys * 40).div_ceil(most) as usize);
                bins.row(vec![span(bin.lo_s), span(bin.hi_s), count(bin.journeys), bar]);
            }
            text.push('\n');
            text.push_str(&bins.to_text());
        }
    }
    text
}

fn touchpoints(rows: &[TouchpointRow]) -> String {
    let mut table = Table::new(&[
        ("touchpoint", Left),
        ("journeys", Right),
        ("reach", Right),
        ("events", Right),
        ("place", Right),
        ("lost here", Right),
        ("still open", Right),
        ("come back", Right),
        ("repeat", Right),
        ("wait", Right),
        ("score", Right),
        ("channels", Left),
    ]);
    for row in rows {
        let channels = row
            .channels
            .iter()
            .take(3)
            .map(|c| c.channel.clone())
            .collect::<Vec<_>>()
            .join(", ");
        table.row(vec![
            row.activity.clone(),
            count(row.journeys),
            share(row.reach),
            count(row.events),
            format!("{:.2}", row.position),
            count(row.lost),
            count(row.open),
            count(row.returning),
            count(row.repeating),
            median(&row.wait),
            or_dash(row.score, |score| {
                format!("{:.2} (n = {})", score.mean, count(score.n))
            }),
            channels,
        ]);
    }
    table.to_text()
}

fn stages(rows: &[StageRow]) -> String {
    let mut table = Table::new(&[
        ("stage", Left),
        ("reached", Right),
        ("reach", Right),
        ("continued", Right),
        ("completed", Right),
        ("still open", Right),
        ("lost", Right),
        ("loss", Right),
        ("95 % interval", Right),
        ("median", Right),
        ("come back", Right),
    ]);
    for row in rows {
        table.row(vec![
            format!("{}. {}", row.stage, row.label),
            count(row.reached),
            share(row.reach),
            count(row.continued),
            count(row.completed),
            count(row.open),
            count(row.lost),
            share(row.loss),
            format!("{} – {}", share(row.loss_lo), share(row.loss_hi)),
            median(&row.duration),
            count(row.returning),
        ]);
    }
    table.to_text()
}

fn journeys(rows: &[JourneyRow]) -> String {
    let mut text = String::new();
    for row in rows {
        let attributes: Vec<String> = row
            .attributes
            .iter()
            .map(|(name, value)| format!("{name} = {value}"))
            .collect();
        text.push_str(&format!("{}  {}\n", row.actor, attributes.join(", ")));
        let mut table = Table::new(&[("time", Left), ("activity", Left), ("details", Left)]);
        for event in &row.events {
            let details: Vec<String> = event
                .attributes
                .iter()
                .map(|(name, value)| format!("{name} = {value}"))
                .collect();
            table.row(vec![
                event.time.clone(),
                event.activity.clone(),
                details.join(", "),
            ]);
        }
        text.push_str(&table.to_text());
        text.push('\n');
    }
    text
}
