//! `tropa cut`, `tropa conform`, `tropa predict`: what a journey is, how it should go, what becomes of it.

use crate::args::{ConformArgs, CutArgs, PredictArgs};
use crate::cuts;
use crate::findings::{head, shares};
use crate::output::{self, Failure};
use crate::table::{Align, Table, count, share, span};
use tropa_server::app::{ConformOrder, CutOrder, PredictOrder};
use tropa_server::{Map, MapId};

pub fn cut(args: &CutArgs) -> Result<(), Failure> {
    let order = CutOrder {
        source: args.source.source.clone(),
        wish: cuts::wish(&args.cut)?,
    };
    let found = args.source.data.open_existing()?.propose_cut(&order)?;
    if args.source.json {
        return output::json(&found);
    }
    let proposal = &found.found;
    let mut text = head(&found);
    text.push_str(&format!("{}\n", proposal.why.get("en")));
    text.push_str(&format!(
        "people: {}; journeys: {}; with more than one journey: {}\n",
        count(proposal.people),
        count(proposal.journeys),
        share(proposal.more_than_one)
    ));
    if let Some(cut) = &proposal.cut {
        text.push_str(&format!("the rule: {cut}\n"));
    }
    for example in &proposal.examples {
        let gap = span(example.gap_s);
        text.push_str(&format!(
            "   {} │ {} after {gap}\n",
            example.before, example.after
        ));
    }
    output::text(&text)
}

pub fn conform(args: &ConformArgs) -> Result<(), Failure> {
    let order = ConformOrder {
        source: args.question.source.source.clone(),
        filter: args.question.filter.clone(),
        cut: args.question.cut()?,
        by: args.by.clone(),
        as_far_as_they_got: args.as_far_as_they_got,
    };
    let workspace = args.question.source.data.open_existing()?;
    let found = match file(&args.map)? {
        Some(map) => workspace.conform_to(&map, &order)?,
        None => {
            let id = MapId::new(&args.map).map_err(|e| Failure::new(e.to_string()))?;
            workspace.conform(&id, &order)?
        }
    };
    if args.question.source.json {
        return output::json(&found);
    }
    let kept = &found.found;
    let mut text = head(&found);
    text.push_str(&format!(
        "exactly as planned: {}\nfitness {:.3}, {:.2} deviations per journey\n\n",
        shares(&kept.kept),
        kept.fitness,
        kept.cost
    ));
    let mut steps = Table::new(&[
        ("step", Align::Left),
        ("met", Align::Right),
        ("skipped", Align::Right),
    ]);
    for step in &kept.steps {
        steps.row(vec![step.step.clone(), count(step.met), shares(&step.skipped)]);
    }
    text.push_str(&steps.to_text());
    let mut inserted = Table::new(&[
        ("not planned there", Align::Left),
        ("after", Align::Left),
        ("before", Align::Left),
        ("journeys", Align::Right),
    ]);
    let or_edge = |step: &Option<String>| step.clone().unwrap_or_else(|| "–".into());
    for one in kept.inserted.iter().take(15) {
        inserted.row(vec![
            one.activity.clone(),
            or_edge(&one.after),
            or_edge(&one.before),
            shares(&one.journeys),
        ]);
    }
    text.push_str(&format!("\n{}", inserted.to_text()));
    if !kept.groups.is_empty() {
        let mut groups = Table::new(&[
            ("group", Align::Left),
            ("as planned", Align::Right),
            ("fitness", Align::Right),
        ]);
        for group in &kept.groups {
            let fitness = format!("{:.3}", group.fitness);
            groups.row(vec![or_edge(&group.group), shares(&group.kept), fitness]);
        }
        text.push_str(&format!("\n{}", groups.to_text()));
    }
    output::text(&text)
}

pub fn predict(args: &PredictArgs) -> Result<(), Failure> {
    let order = PredictOrder {
        source: args.question.source.source.clone(),
        filter: args.question.filter.clone(),
        cut: args.question.cut()?,
        goals: args.goals.clone(),
        against: (!args.against.is_empty()).then(|| args.against.clone()),
    };
    let found = args.question.source.data.open_existing()?.predict(&order)?;
    if args.question.source.json {
        return output::json(&found);
    }
    let prediction = &found.found.prediction;
    let mut text = head(&found);
    text.push_str(&format!(
        "on their way: {}; of them will get there: about {:.0}; learned from {} that ended\n\n",
        count(prediction.open),
        prediction.goals_expected,
        count(prediction.known)
    ));
    let mut risks = Table::new(&[
        ("who", Align::Left),
        ("gets there", Align::Right),
        ("stands at", Align::Left),
        ("silent", Align::Right),
        ("why", Align::Left),
    ]);
    for (risk, actor) in prediction.at_risk.iter().zip(&found.found.actors).take(args.top) {
        risks.row(vec![
            actor.clone(),
            share(risk.goal),
            risk.last.clone(),
            span(risk.silent_s),
            risk.reason.get("en").to_owned(),
        ]);
    }
    text.push_str(&risks.to_text());
    for note in &prediction.notes {
        text.push_str(&format!("note: {}\n", note.get("en")));
    }
    output::text(&text)
}

/// The map of a file; `None` where there is no such file: then it is an id.
pub fn file(name: &str) -> Result<Option<Map>, Failure> {
    let path = std::path::Path::new(name);
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = std::fs::read(path).map_err(|e| Failure::new(format!("{name}: {e}")))?;
    tropa_map::read_bytes(&bytes, tropa_map::Form::of_name(name))
        .map(Some)
        .map_err(|e| Failure::new(format!("{name}: {e}")))
}
