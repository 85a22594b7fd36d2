//! `tropa drivers`, `tropa attribution`, `tropa what-if`: what discovery learns beyond a map.

use crate::args::{AttributionArgs, DriversArgs, WhatIfArgs};
use crate::output::{self, Failure};
use crate::steps::span_s;
use crate::table::{Align, Table, count, share, span};
use tropa_server::app::{AttributionOrder, DriversOrder, Found, WhatIfOrder};
use tropa_server::findings::{ChainChange, ChainEdit, ChainPlace, Estimate, Model, Outcome};

pub fn drivers(args: &DriversArgs) -> Result<(), Failure> {
    let order = DriversOrder {
        source: args.question.source.source.clone(),
        filter: args.question.filter.clone(),
        cut: args.question.cut()?,
        goals: args.goals.clone(),
        number: args.number.clone(),
        horizon_s: seconds(args.horizon.as_deref(), "--horizon")?,
        adjust: args.adjust.clone(),
        fdr: Some(args.fdr),
    };
    let found = args.question.source.data.open_existing()?.drivers(&order)?;
    if args.question.source.json {
        return output::json(&found);
    }
    let mut text = head(&found);
    let is_share = matches!(found.found.outcome, Outcome::Goal(_));
    let shown = |estimate: &Estimate| {
        if is_share {
            shares(estimate)
        } else {
            numbers(estimate)
        }
    };
    let mut table = Table::new(&[
        ("experience", Align::Left),
        ("with", Align::Right),
        ("without", Align::Right),
        ("difference", Align::Right),
        ("q", Align::Right),
        ("journeys", Align::Right),
    ]);
    let told = found
        .found
        .drivers
        .iter()
        .filter(|driver| args.all || driver.told);
    let mut rows = 0;
    for driver in told {
        rows += 1;
        table.row(vec![
            driver.title.get("en").to_owned(),
            shown(&driver.with),
            shown(&driver.without),
            shown(&driver.effect),
            format!("{:.3}", driver.q),
            format!("{} / {}", count(driver.exposed), count(driver.unexposed)),
        ]);
    }
    if rows == 0 {
        text.push_str(&format!(
            "nothing is told: of {} comparisons none is clearly more than chance (see them with --all)\n",
            found.found.drivers.len()
        ));
    } else {
        text.push_str(&table.to_text());
    }
    for refused in &found.found.refused {
        text.push_str(&format!("not compared: {}\n", refused.reason.get("en")));
    }
    text.push_str(&format!("\n{}\n", found.found.design.get("en")));
    output::text(&text)
}

pub fn attribution(args: &AttributionArgs) -> Result<(), Failure> {
    let order = AttributionOrder {
        source: args.question.source.source.clone(),
        filter: args.question.filter.clone(),
        cut: args.question.cut()?,
        goals: args.goals.clone(),
        by: args.by.clone(),
        value: args.value.clone(),
        lookback_s: seconds(args.lookback.as_deref(), "--lookback")?,
        models: args
            .models
            .iter()
            .map(|word| model(word))
            .collect::<Result<_, _>>()?,
    };
    let found = args.question.source.data.open_existing()?.attribution(&order)?;
    if args.question.source.json {
        return output::json(&found);
    }
    let mut text = head(&found);
    let attribution = &found.found;
    text.push_str(&format!(
        "goals reached: {} of {} journeys with a touch; still open: {}\n\n",
        count(attribution.conversions),
        count(attribution.n),
        count(attribution.open)
    ));
    let titles: Vec<&str> = attribution
        .models
        .iter()
        .map(|model| model.title.get("en"))
        .collect();
    let columns: Vec<(&str, Align)> = std::iter::once(("touch", Align::Left))
        .chain(titles.iter().map(|title| (*title, Align::Right)))
        .collect();
    let mut table = Table::new(&columns);
    let touches = attribution.models.first().map_or(0, |model| model.credits.len());
    for touch in 0..touches {
        let mut row = vec![attribution.models[0].credits[touch].channel.clone()];
        row.extend(
            attribution
                .models
                .iter()
                .map(|model| shares(&model.credits[touch].share)),
        );
        table.row(row);
    }
    text.push_str(&table.to_text());
    for note in &attribution.notes {
        text.push_str(&format!("note: {}\n", note.get("en")));
    }
    output::text(&text)
}

pub fn what_if(args: &WhatIfArgs) -> Result<(), Failure> {
    let order = WhatIfOrder {
        source: args.question.source.source.clone(),
        filter: args.question.filter.clone(),
        cut: args.question.cut()?,
        goals: args.goals.clone(),
        edits: edits(args)?,
    };
    let found = args.question.source.data.open_existing()?.what_if(&order)?;
    if args.question.source.json {
        return output::json(&found);
    }
    let mut text = head(&found);
    let chain = &found.found;
    let mut whole = Table::new(&[
        ("of all journeys", Align::Left),
        ("now", Align::Right),
        ("then", Align::Right),
        ("change", Align::Right),
    ]);
    let mut row = |name: &str, change: &ChainChange, show: &dyn Fn(&Estimate) -> String| {
        whole.row(vec![
            name.to_owned(),
            show(&change.before),
            show(&change.after),
            show(&change.change),
        ]);
    };
    row("completed", &chain.completed, &shares);
    row("time from first to last", &chain.duration_s, &spans);
    row("events", &chain.steps, &numbers);
    text.push_str(&whole.to_text());
    let mut loads = Table::new(&[
        ("touchpoint", Align::Left),
        ("visits per journey", Align::Right),
        ("then", Align::Right),
        ("completes from here", Align::Right),
    ]);
    for load in &chain.loads {
        loads.row(vec![
            load.activity.clone(),
            numbers(&load.before),
            numbers(&load.after),
            shares(&load.completes),
        ]);
    }
    text.push_str(&format!("\n{}", loads.to_text()));
    for note in &chain.notes {
        text.push_str(&format!("note: {}\n", note.get("en")));
    }
    output::text(&text)
}

pub fn head<T>(found: &Found<T>) -> String {
    let goals = if found.goals.is_empty() {
        String::new()
    } else {
        format!("\nsuccess: {}", found.goals.join(", "))
    };
    format!(
        "base: {} (n = {})\nwindow: {} to {}\nsnapshot: {}{goals}\n\n",
        found.base,
        count(found.n),
        found.window.from,
        found.window.to,
        found.snapshot
    )
}

fn seconds(text: Option<&str>, option: &'static str) -> Result<Option<u64>, Failure> {
    text.map(|text| span_s(text, option)).transpose()
}

fn edits(args: &WhatIfArgs) -> Result<Vec<ChainEdit>, Failure> {
    let mut edits = Vec::new();
    for text in &args.moves {
        let (way, part) = numbered(text, "--move", "FROM>OUT_OF>INTO:SHARE")?;
        let parts: Vec<&str> = way.split('>').map(str::trim).collect();
        let [from, out_of, into] = parts[..] else {
            return Err(Failure::new(format!(
                "--move {text}: expected FROM>OUT_OF>INTO:SHARE"
            )));
        };
        edits.push(ChainEdit::Move {
            from: from.to_owned(),
            out_of: place(out_of),
            into: place(into),
            share: of_all(part, text, "--move")?,
        });
    }
    edits.extend(args.bypass.iter().map(|activity| ChainEdit::Bypass {
        activity: activity.clone(),
    }));
    edits.extend(args.close.iter().map(|activity| ChainEdit::Close {
        activity: activity.clone(),
    }));
    for text in &args.connect {
        let (way, part) = numbered(text, "--connect", "FROM>INTO:SHARE")?;
        let Some((from, into)) = way.split_once('>') else {
            return Err(Failure::new(format!(
                "--connect {text}: expected FROM>INTO:SHARE"
            )));
        };
        edits.push(ChainEdit::Connect {
            from: from.trim().to_owned(),
            into: place(into.trim()),
            share: of_all(part, text, "--connect")?,
        });
    }
    for text in &args.pace {
        let (to, factor) = numbered(text, "--pace", "TO:FACTOR")?;
        if !(0.0..=1_000.0).contains(&factor) {
            return Err(Failure::new(format!(
                "--pace {text}: a factor lies between 0 and 1000"
            )));
        }
        edits.push(ChainEdit::Pace {
            from: None,
            to: to.trim().to_owned(),
            factor,
        });
    }
    Ok(edits)
}

fn numbered<'a>(text: &'a str, option: &str, form: &str) -> Result<(&'a str, f64), Failure> {
    text.rsplit_once(':')
        .and_then(|(way, number)| Some((way, number.trim().parse().ok()?)))
        .ok_or_else(|| Failure::new(format!("{option} {text}: expected {form}")))
}

fn of_all(part: f64, text: &str, option: &str) -> Result<f64, Failure> {
    if (0.0..=1.0).contains(&part) {
        return Ok(part);
    }
    Err(Failure::new(format!(
        "{option} {text}: a share lies between 0 and 1"
    )))
}

fn place(text: &str) -> ChainPlace {
    match text {
        "dropped" => ChainPlace::Dropped,
        "completed" => ChainPlace::Completed,
        activity => ChainPlace::Activity(activity.to_owned()),
    }
}

fn model(word: &str) -> Result<Model, Failure> {
    Ok(match word {
        "first" => Model::First,
        "last" => Model::Last,
        "linear" => Model::Linear,
        "position" => Model::Position,
        "j" => Model::J,
        "inverse_j" => Model::InverseJ,
        "decay" => Model::USUAL[6],
        "participation" => Model::Participation,
        "markov" | "markov:1" => Model::Markov { order: 1 },
        "markov:2" => Model::Markov { order: 2 },
        "markov:3" => Model::Markov { order: 3 },
        "shapley" => Model::Shapley,
        "shapley_rate" => Model::ShapleyRate,
        other => {
            return Err(Failure::new(format!(
                "--model {other}: known are first, last, linear, position, j, inverse_j, decay, participation, markov, \
                 markov:2, markov:3, shapley, shapley_rate"
            )));
        }
    })
}

pub fn shares(estimate: &Estimate) -> String {
    format!(
        "{} ({:.1}…{:.1})",
        share(estimate.value),
        estimate.lo * 100.0,
        estimate.hi * 100.0
    )
}

pub fn numbers(estimate: &Estimate) -> String {
    format!("{:.2} ({:.2}…{:.2})", estimate.value, estimate.lo, estimate.hi)
}

fn spans(estimate: &Estimate) -> String {
    let signed = |seconds: f64| {
        if seconds < 0.0 {
            format!("−{}", span(-seconds))
        } else {
            span(seconds)
        }
    };
    format!(
        "{} ({}…{})",
        signed(estimate.value),
        signed(estimate.lo),
        signed(estimate.hi)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_is_mistyped_says_what_was_expected() {
        assert_eq!(
            numbered("a>b", "--connect", "FROM>INTO:SHARE")
                .unwrap_err()
                .to_string(),
            "--connect a>b: expected FROM>INTO:SHARE"
        );
        assert!(of_all(1.5, "a>b:1.5", "--connect").is_err());
        assert_eq!(place("dropped"), ChainPlace::Dropped);
        assert_eq!(model("markov:2").unwrap(), Model::Markov { order: 2 });
        assert!(model("markov:9").is_err());
    }
}
