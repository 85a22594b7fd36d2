//! `tropa segments`: groups of journeys, what sets each apart, two of them side by side.

use crate::args::SegmentsArgs;
use crate::findings::{head, numbers, shares};
use crate::output::{self, Failure};
use crate::table::{Align, Table, count, share};
use tropa_server::app::{CompareOrder, Found, SegmentRule, SegmentsBy, SegmentsOrder};
use tropa_server::findings::{
    ClusterOptions, Difference, DifferenceScale, Estimate, SegmentComparison, Segments,
};

pub fn run(args: &SegmentsArgs) -> Result<(), Failure> {
    let order = SegmentsOrder {
        source: args.question.source.source.clone(),
        filter: args.question.filter.clone(),
        cut: args.question.cut()?,
        by: by(args)?,
    };
    let workspace = args.question.source.data.open_existing()?;
    if let Some(pair) = &args.compare {
        let (own, other) = two(pair)?;
        let compared = workspace.compare_segments(&CompareOrder {
            segments: order,
            own,
            other,
        })?;
        if args.question.source.json {
            return output::json(&compared);
        }
        return output::text(&compared_text(&compared, own, other));
    }
    let found = workspace.segments(&order)?;
    if args.question.source.json {
        return output::json(&found);
    }
    output::text(&segments_text(&found))
}

fn by(args: &SegmentsArgs) -> Result<SegmentsBy, Failure> {
    if !args.rules.is_empty() {
        let rules = args.rules.iter().map(|text| {
            let (name, filter) = text
                .split_once('=')
                .ok_or_else(|| Failure::new(format!("--rule {text}: expected NAME=EXPR")))?;
            Ok(SegmentRule {
                name: name.trim().to_owned(),
                filter: filter.trim().to_owned(),
            })
        });
        return Ok(SegmentsBy::Rules(rules.collect::<Result<_, Failure>>()?));
    }
    Ok(by_word(&args.segments))
}

/// `auto`, a number, or a column.
pub fn by_word(word: &str) -> SegmentsBy {
    let word = word.trim();
    if word == "auto" {
        return SegmentsBy::default();
    }
    match word.parse::<u32>() {
        Ok(n) => SegmentsBy::Journeys(ClusterOptions {
            segments: Some(n),
            ..ClusterOptions::default()
        }),
        Err(_) => SegmentsBy::Attribute(word.to_owned()),
    }
}

fn two(pair: &str) -> Result<(u32, u32), Failure> {
    pair.split_once(',')
        .and_then(|(own, other)| Some((own.trim().parse().ok()?, other.trim().parse().ok()?)))
        .ok_or_else(|| {
            Failure::new(format!(
                "--compare {pair}: expected two numbers of segments, such as 1,2"
            ))
        })
}

fn segments_text(found: &Found<Segments>) -> String {
    let mut text = head(found);
    for segment in &found.found.segments {
        text.push_str(&format!(
            "{}. {}: {} journeys, {}\n",
            segment.number,
            segment.name.get("en"),
            count(segment.n),
            shares(&segment.share)
        ));
        for difference in &segment.differences {
            text.push_str(&format!("   · {}\n", difference.text.get("en")));
        }
        if let Some(typical) = &segment.typical {
            text.push_str(&format!(
                "   typical ({} exactly so, likeness {}): {}\n",
                count(typical.journeys),
                share(typical.likeness),
                typical.activities.join(" → ")
            ));
        }
        if let Some(records) = &segment.records {
            text.push_str(&format!("   its journeys: --where '{records}'\n"));
        }
        text.push('\n');
    }
    if found.found.outside > 0 {
        text.push_str(&format!(
            "in no segment: {} journeys\n",
            count(found.found.outside)
        ));
    }
    if let Some(choice) = &found.found.choice {
        text.push_str(&format!("{}\n", choice.reason.get("en")));
    }
    for note in &found.found.notes {
        text.push_str(&format!("note: {}\n", note.get("en")));
    }
    text
}

fn compared_text(found: &Found<SegmentComparison>, own: u32, other: u32) -> String {
    let compared = &found.found;
    let mut text = head(found);
    let (a, b) = (
        format!("segment {own} (n = {})", count(compared.own.n)),
        format!("segment {other} (n = {})", count(compared.other.n)),
    );
    let mut table = |title: &str, rows: Vec<&Difference>| {
        if rows.is_empty() {
            return;
        }
        let mut table = Table::new(&[
            (title, Align::Left),
            (&a, Align::Right),
            (&b, Align::Right),
            ("difference", Align::Right),
            ("q", Align::Right),
        ]);
        for row in rows {
            table.row(vec![
                row.text.get("en").to_owned(),
                shown(row.scale, &row.own),
                shown(row.scale, &row.rest),
                shown(row.scale, &row.difference),
                format!("{:.3}", row.q),
            ]);
        }
        text.push_str(&format!("{}\n", table.to_text()));
    };
    table("stage", compared.funnel.iter().map(|row| &row.reached).collect());
    for (title, rows) in [
        ("touchpoint", &compared.touchpoints),
        ("way", &compared.transitions),
        ("channel", &compared.channels),
        ("attribute", &compared.attributes),
        ("time", &compared.times),
    ] {
        table(title, rows.iter().filter(|row| row.tells()).take(12).collect());
    }
    text
}

fn shown(scale: DifferenceScale, estimate: &Estimate) -> String {
    match scale {
        DifferenceScale::Share => shares(estimate),
        DifferenceScale::Ratio | DifferenceScale::Mean => numbers(estimate),
    }
}
