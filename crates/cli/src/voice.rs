//! `tropa voice`: what people say, as tables or as JSON.

use crate::args::{
    MeasureWord, OutcomeWord, PeriodWord, SurveyArgs, VoiceArgs, VoiceAskArgs, VoiceCommand, VoiceFilterArgs,
};
use crate::output::{self, Failure};
use crate::progress::Bar;
use crate::table::{Align, Table, count, or_dash, share};
use serde_json::json;
use tropa_model::Measure;
use tropa_server::Workspace;
use tropa_server::app::voice::{
    AdoptEverything, AdoptOrder, AskedList, DriverList, DriverOutcome, DriversWish, Estimate, ItemFilter,
    QuoteList, SaidOften, StepVoiceList, StepsWish, TopicList, VoiceItemList, VoiceMapOrder, VoiceOverview,
    VoiceQuality, WaveList, WavePeriod, WavesWish,
};
use tropa_server::app::{Author, Via};
use tropa_server::{AppError, MapId};

pub fn run(args: &VoiceArgs) -> Result<(), Failure> {
    let ask = match ask_of(&args.command) {
        Ok(ask) => ask,
        Err(survey) => return crate::survey::run(survey),
    };
    let workspace = ask.source.data.open_existing()?;
    let failed = |error: AppError| Failure::of(&error, ask.lang);
    let mut bar = Bar::new();
    let listened = workspace.listen(&mut |progress| bar.show(progress));
    bar.clear();
    listened.map_err(failed)?;
    let lang = ask.lang.tag();
    let source = ask.source.source.clone();
    let sees = |_: &MapId| true;
    match &args.command {
        VoiceCommand::Summary(_) => {
            let answer = workspace.voice_summary().map_err(failed)?;
            show(ask, &answer, summary)
        }
        VoiceCommand::Steps {
            map,
            segment,
            journeys,
            n_min,
            ..
        } => {
            let wish = StepsWish {
                map: map.clone(),
                source,
                segment: segment.clone(),
                journeys: journeys.clone(),
                n_min: *n_min,
                ..StepsWish::default()
            };
            let answer = workspace.voice_steps(&wish, &sees).map_err(failed)?;
            show(ask, &answer, |answer| steps(answer, lang))
        }
        VoiceCommand::Topics(given) => {
            let answer = workspace.voice_topics(&filter(given)?, &sees).map_err(failed)?;
            show(ask, &answer, |answer| topics(answer, lang, given.limit))
        }
        VoiceCommand::Quotes(given) => {
            let answer = workspace.voice_quotes(&filter(given)?, &sees).map_err(failed)?;
            show(ask, &answer, quotes)
        }
        VoiceCommand::Questions(given) => {
            let answer = workspace
                .voice_questions(&filter(given)?, &sees)
                .map_err(failed)?;
            show(ask, &answer, |answer| asked(answer, lang, given.limit))
        }
        VoiceCommand::Missing(given) => {
            let answer = workspace.voice_missing(&filter(given)?, &sees).map_err(failed)?;
            show(ask, &answer, |answer| asked(answer, lang, given.limit))
        }
        VoiceCommand::Items(given) => {
            let answer = workspace
                .voice_item_list(&filter(given)?, true, &sees)
                .map_err(failed)?;
            show(ask, &answer, |answer| items(answer, lang))
        }
        VoiceCommand::Quality(_) => {
            let answer = workspace.voice_quality().map_err(failed)?;
            show(ask, &answer, |answer| quality(answer, lang))
        }
        VoiceCommand::Waves {
            measure, by, step, ..
        } => {
            let wish = WavesWish {
                measure: measure.map(measure_of),
                by: Some(period_of(*by)),
                source,
                step: step.clone(),
                ..WavesWish::default()
            };
            let answer = workspace.voice_waves(&wish, &sees).map_err(failed)?;
            show(ask, &answer, |answer| waves(answer, lang))
        }
        VoiceCommand::Drivers { outcome, .. } => {
            let wish = DriversWish {
                outcome: Some(outcome_of(*outcome)),
                source,
                ..DriversWish::default()
            };
            let answer = workspace.voice_drivers(&wish, &sees).map_err(failed)?;
            show(ask, &answer, |answer| drivers(answer, lang))
        }
        VoiceCommand::Map { name, steps, .. } => {
            let order = VoiceMapOrder {
                name: name.clone(),
                steps: steps.clone(),
                source,
                kind: None,
            };
            let by = Author::local(Via::CommandLine);
            let id = workspace.map_of_voice(&order, &by, &mut |_| ()).map_err(failed)?;
            told(&workspace, ask, &id, None)
        }
        VoiceCommand::Adopt { map, .. } => {
            let id = MapId::new(map).map_err(|error| Failure::new(error.to_string()))?;
            let order = AdoptOrder {
                everything: Some(AdoptEverything::default()),
                ..AdoptOrder::default()
            };
            let by = Author::local(Via::CommandLine);
            let adopted = workspace.adopt_voice(&id, &order, &by).map_err(failed)?;
            told(&workspace, ask, id.as_str(), Some(adopted.cards.len() as u64))
        }
        VoiceCommand::Survey(survey) => crate::survey::run(survey),
    }
}

/// What a command asks of; a survey's has words of its own.
fn ask_of(command: &VoiceCommand) -> Result<&VoiceAskArgs, &SurveyArgs> {
    Ok(match command {
        VoiceCommand::Summary(ask) | VoiceCommand::Quality(ask) => ask,
        VoiceCommand::Steps { ask, .. }
        | VoiceCommand::Waves { ask, .. }
        | VoiceCommand::Drivers { ask, .. }
        | VoiceCommand::Map { ask, .. }
        | VoiceCommand::Adopt { ask, .. } => ask,
        VoiceCommand::Topics(given)
        | VoiceCommand::Quotes(given)
        | VoiceCommand::Questions(given)
        | VoiceCommand::Missing(given)
        | VoiceCommand::Items(given) => &given.ask,
        VoiceCommand::Survey(survey) => return Err(survey),
    })
}

/// The words of the command line as the API takes them; refused in its words.
fn filter(given: &VoiceFilterArgs) -> Result<ItemFilter, Failure> {
    let mut words = serde_json::Map::new();
    let texts = [
        ("source", &given.ask.source.source),
        ("step", &given.step),
        ("topic", &given.topic),
        ("aspect", &given.aspect),
        ("feeling", &given.feeling),
        ("act", &given.act),
        ("emotion", &given.emotion),
        ("language", &given.language),
        ("segment", &given.segment),
        ("where", &given.journeys),
        ("q", &given.query),
        ("from", &given.from),
        ("to", &given.to),
        ("order", &given.order),
        ("after", &given.after),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            words.insert(name.into(), json!(value));
            let one = json!({name: value});
            let known: Result<ItemFilter, _> = serde_json::from_value(one);
            known.map_err(|error| Failure::new(format!("--{name}: {error}")))?;
        }
    }
    words.insert("limit".into(), json!(given.limit));
    serde_json::from_value(words.into()).map_err(|error| Failure::new(error.to_string()))
}

fn show<T: serde::Serialize>(
    ask: &VoiceAskArgs,
    answer: &T,
    text: impl Fn(&T) -> String,
) -> Result<(), Failure> {
    if ask.source.json {
        return output::json(answer);
    }
    output::text(&text(answer))
}

fn told(workspace: &Workspace, ask: &VoiceAskArgs, id: &str, cards: Option<u64>) -> Result<(), Failure> {
    let map = workspace.map(&MapId::new(id).map_err(|error| Failure::new(error.to_string()))?)?;
    if ask.source.json {
        return output::json(&map.map);
    }
    let what = match cards {
        Some(cards) => format!("{} cards on the map «{id}»", count(cards)),
        None => format!(
            "the map is in the workspace as «{id}» with {} cards",
            count(map.map.cards.len() as u64)
        ),
    };
    output::text(&format!("{what}; look at it with: tropa serve --open\n"))
}

fn summary(answer: &VoiceOverview) -> String {
    if answer.sources.is_empty() {
        return "nobody has said anything yet; import reviews, answers, tickets or interviews: tropa import FILE\n".into();
    }
    let mut table = Table::new(&[
        ("source", Align::Left),
        ("kind", Align::Left),
        ("items", Align::Right),
        ("texts", Align::Right),
        ("from", Align::Left),
        ("to", Align::Left),
        ("languages", Align::Left),
        ("scores", Align::Left),
    ]);
    for source in &answer.sources {
        let join = |parts: Vec<String>| parts.join(", ");
        table.row(vec![
            source.name.clone(),
            join(source.kinds.iter().map(|one| output::word(&one.kind)).collect()),
            count(source.n),
            count(source.n_texts),
            source.from.clone().unwrap_or_else(|| "–".into()),
            source.to.clone().unwrap_or_else(|| "–".into()),
            join(
                source
                    .languages
                    .iter()
                    .map(|one| format!("{} {}", output::word(&one.language), count(one.n)))
                    .collect(),
            ),
            join(
                source
                    .scores
                    .iter()
                    .map(|score| {
                        format!(
                            "{} {}–{}: mean {:.2}",
                            output::word(&score.measure),
                            score.scale.lo,
                            score.scale.hi,
                            score.mean
                        )
                    })
                    .collect(),
            ),
        ]);
    }
    let feelings = answer.feelings;
    let mut text = table.to_text();
    text.push_str(&format!(
        "\nitems: {} in the words of customers, {} of others\nfeelings: {} bad, {} neutral, {} good, {} not told\n",
        count(answer.n),
        count(answer.n_others),
        count(feelings.bad),
        count(feelings.neutral),
        count(feelings.good),
        count(feelings.none)
    ));
    let by: Vec<String> = answer
        .attached
        .by
        .iter()
        .map(|one| format!("{} {}", output::word(&one.by), count(one.n)))
        .collect();
    text.push_str(&format!(
        "at steps: {} of {} ({}){}{}\n",
        count(answer.attached.n),
        count(answer.attached.of),
        share(answer.attached.share),
        if by.is_empty() { "" } else { ": " },
        by.join(", ")
    ));
    text.push_str(&format!(
        "steps: {}, topics: {}, items that ask: {}, items that miss something: {}\nsnapshot: {}\n",
        count(answer.steps),
        count(answer.topics),
        count(answer.questions),
        count(answer.missing),
        answer.of.snapshot
    ));
    text
}

/// `−9.98 [−14.11, −5.83]`.
fn estimate(estimate: &Estimate) -> String {
    match estimate.value {
        Some(value) => with_interval(value, estimate.lo, estimate.hi),
        None => format!("– (n = {})", estimate.n),
    }
}

fn with_interval(value: f64, lo: Option<f64>, hi: Option<f64>) -> String {
    match (lo, hi) {
        (Some(lo), Some(hi)) => format!("{value:.2} [{lo:.2}, {hi:.2}]"),
        _ => format!("{value:.2}"),
    }
}

fn steps(answer: &StepVoiceList, lang: &str) -> String {
    let mut table = Table::new(&[
        ("step", Align::Left),
        ("items", Align::Right),
        ("measure", Align::Left),
        ("mean", Align::Right),
        ("index", Align::Right),
        ("feeling", Align::Right),
        ("known", Align::Left),
        ("pains", Align::Left),
        ("delights", Align::Left),
    ]);
    for step in &answer.items {
        let score = step.scores.first();
        let said = |said: &[SaidOften]| {
            let shown: Vec<String> = said
                .iter()
                .take(2)
                .map(|one| format!("{} {}", one.name.get(lang), count(one.n)))
                .collect();
            shown.join(", ")
        };
        table.row(vec![
            step.name.get(lang).to_owned(),
            count(step.n_items),
            score
                .map(|score| output::word(&score.measure))
                .unwrap_or_default(),
            or_dash(score, |score| with_interval(score.raw_mean, score.lo, score.hi)),
            or_dash(score.and_then(|score| score.index.as_ref()), |index| {
                estimate(index)
            }),
            or_dash(step.curve.value, |value| format!("{value:+.2}")),
            output::word(&step.curve.state),
            said(&step.pains),
            said(&step.delights),
        ]);
    }
    let mut text = table.to_text();
    text.push_str(&format!(
        "\nat no step: {} of {}\n95% intervals; NPS is an index from −100 to 100 and never a point of the curve\nsnapshot: {}\n",
        count(answer.unattached.n),
        count(answer.n),
        answer.of.snapshot
    ));
    if answer.mixes_questions {
        text.push_str("note: the steps were asked different questions: do not compare heights\n");
    }
    text
}

fn topics(answer: &TopicList, lang: &str, limit: u32) -> String {
    let mut table = Table::new(&[
        ("id", Align::Left),
        ("topic", Align::Left),
        ("texts", Align::Right),
        ("share", Align::Right),
        ("feeling", Align::Right),
        ("state", Align::Left),
        ("stability", Align::Right),
        ("words", Align::Left),
    ]);
    for topic in answer.items.iter().take(limit as usize) {
        table.row(vec![
            topic.id.clone(),
            topic.name.get(lang).to_owned(),
            count(topic.n),
            share(topic.share),
            or_dash(topic.feeling.mean, |mean| format!("{mean:+.2}")),
            output::word(&topic.state),
            or_dash(topic.stability, |stability| format!("{stability:.2}")),
            topic.words.join(" "),
        ]);
    }
    let mut text = table.to_text();
    for topic in answer.items.iter().take(limit as usize) {
        if let Some(quote) = topic.quotes.first() {
            text.push_str(&format!(
                "\n{}: «{}»",
                topic.name.get(lang),
                one_line(&quote.text)
            ));
        }
    }
    text.push_str(&format!(
        "\n\n{} of {} texts are about no topic\nsnapshot: {}\n",
        count(answer.unsorted),
        count(answer.n),
        answer.of.snapshot
    ));
    text
}

fn quotes(answer: &QuoteList) -> String {
    let mut text = String::new();
    for quote in &answer.items {
        let feeling = quote
            .feeling
            .map(|feeling| format!("{feeling:+.1}  "))
            .unwrap_or_default();
        let step = quote
            .step
            .as_deref()
            .map(|step| format!("  {step}"))
            .unwrap_or_default();
        text.push_str(&format!(
            "{feeling}«{}»\n      {}/{}{step}\n",
            one_line(&quote.text),
            quote.source,
            quote.item
        ));
    }
    text.push_str(&format!(
        "\n{} items match\nsnapshot: {}\n",
        count(answer.n),
        answer.of.snapshot
    ));
    text
}

fn asked(answer: &AskedList, lang: &str, limit: u32) -> String {
    let mut table = Table::new(&[
        ("", Align::Right),
        ("in the words of one", Align::Left),
        ("items", Align::Right),
        ("people", Align::Right),
        ("steps", Align::Left),
        ("segments", Align::Left),
    ]);
    for group in answer.items.iter().take(limit as usize) {
        let steps: Vec<String> = group
            .steps
            .iter()
            .take(3)
            .map(|step| format!("{} {}", step.name.get(lang), count(step.n)))
            .collect();
        let segments: Vec<String> = group
            .segments
            .iter()
            .take(3)
            .map(|one| format!("{} {}", one.segment, count(one.n)))
            .collect();
        table.row(vec![
            group.rank.to_string(),
            one_line(&group.text),
            count(group.n),
            count(group.people),
            steps.join(", "),
            segments.join(", "),
        ]);
    }
    format!(
        "{}\n{} items in all\nsnapshot: {}\n",
        table.to_text(),
        count(answer.n),
        answer.of.snapshot
    )
}

fn items(answer: &VoiceItemList, lang: &str) -> String {
    let mut text = String::new();
    for item in &answer.items {
        let step = item.step.as_ref().map(|step| {
            format!(
                "{} ({}, {:.0} %)",
                step.name.get(lang),
                output::word(&step.by),
                step.confidence * 100.0
            )
        });
        let why = item
            .unattached
            .as_ref()
            .map(|why| format!("no step: {}", why.get(lang)));
        let score = item
            .score
            .map(|score| format!("{} of {}", score.value, score.scale.hi));
        let feeling = item
            .reading
            .opinion
            .map(|opinion| format!("words {:+.1}", opinion.feeling.0));
        let parts = [
            Some(format!("{}/{}", item.source, item.id)),
            item.time.as_deref().map(|time| time.chars().take(10).collect()),
            Some(output::word(&item.reading.language)),
            score,
            feeling,
            step.or(why),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        text.push_str(&parts.join("  "));
        text.push('\n');
        for part in &item.texts {
            text.push_str(&format!("    {}\n", one_line(&part.text)));
        }
    }
    text.push_str(&format!("\n{} items match\n", count(answer.n)));
    if let Some(next) = &answer.next {
        text.push_str(&format!("more: --after {next}\n"));
    }
    text.push_str(&format!("snapshot: {}\n", answer.of.snapshot));
    text
}

fn quality(answer: &VoiceQuality, lang: &str) -> String {
    let mut text = format!("analyser: version {}\n", answer.analyser);
    let languages = answer.model.iter().flat_map(|model| &model.languages);
    if answer.model.is_none() {
        text.push_str("learned from scored answers: nothing, there are too few with words\n");
    }
    for model in languages.filter(|model| model.n_train > 0) {
        text.push_str(&format!(
            "learned from scored answers, {}: {} texts; right on {} held out: {} (word lists alone {}, gain {:+.1} % [{:+.1}, {:+.1}]), calibration error {:.3}{}\n",
            output::word(&model.language),
            count(model.n_train as u64),
            count(model.n_held_out as u64),
            share(model.accuracy),
            share(model.seed_accuracy),
            100.0 * model.gain,
            100.0 * model.gain_lo,
            100.0 * model.gain_hi,
            model.calibration_error,
            if model.used { "" } else { "; not used, it is no better than the word lists" }
        ));
    }
    let at = &answer.attachment;
    text.push_str(&format!(
        "at steps: {} of {}; named {}, by text {}, by time {}, learned {}, pinned {}\n",
        count(at.n - at.unattached),
        count(at.n),
        count(at.named),
        count(at.text),
        count(at.time),
        count(at.learned),
        count(at.pinned)
    ));
    let learned = &at.report;
    if let Some(accuracy) = learned.accuracy {
        text.push_str(&format!(
            "  from words alone, on items left out of learning: {} right (the most frequent step: {}){}\n",
            share(accuracy),
            or_dash(learned.majority, share),
            if learned.used { "" } else { "; not used" }
        ));
    }
    let taught = answer.taught;
    text.push_str(&format!(
        "taught by people: {} pins, {} rejections, {} topics renamed, {} merged, {} codings\n{}\n",
        taught.pins,
        taught.rejects,
        taught.topics_renamed,
        taught.topics_merged,
        taught.codings,
        answer.how.get(lang)
    ));
    text
}

fn waves(answer: &WaveList, lang: &str) -> String {
    let mut table = Table::new(&[
        ("period", Align::Left),
        ("answers", Align::Right),
        ("value", Align::Right),
        ("change", Align::Right),
        ("", Align::Left),
    ]);
    for row in &answer.rows {
        table.row(vec![
            row.name.clone(),
            count(row.n),
            or_dash(row.value, |value| with_interval(value, row.lo, row.hi)),
            or_dash(row.change, |change| {
                with_interval(change.value, Some(change.lo), Some(change.hi))
            }),
            match row.change {
                Some(change) if change.is_sure => "changed".into(),
                _ => String::new(),
            },
        ]);
    }
    let what = answer
        .measure
        .map(|measure| output::word(&measure))
        .unwrap_or_default();
    let mut text = format!("{what}, {}\n{}", output::word(&answer.unit), table.to_text());
    if let Some(note) = &answer.note {
        text.push_str(&format!("note: {}\n", note.get(lang)));
    }
    text.push_str(&format!("95% intervals\nsnapshot: {}\n", answer.of.snapshot));
    text
}

fn drivers(answer: &DriverList, lang: &str) -> String {
    if let Some(why) = &answer.suppressed {
        return format!("no drivers: {}\n", why.get(lang));
    }
    let mut table = Table::new(&[
        ("rank", Align::Right),
        ("driver", Align::Left),
        ("share", Align::Right),
        ("95 %", Align::Left),
        ("ranks", Align::Left),
        ("correlation", Align::Right),
        ("feels", Align::Right),
        ("items", Align::Right),
        ("", Align::Left),
    ]);
    for driver in &answer.rows {
        table.row(vec![
            driver.rank.to_string(),
            driver.name.get(lang).to_owned(),
            share(driver.share),
            format!("{}–{}", share(driver.lo), share(driver.hi)),
            format!("{}–{}", driver.rank_lo, driver.rank_hi),
            format!("{:+.2}", driver.correlation),
            or_dash(driver.performance, |feeling| format!("{feeling:+.2}")),
            count(driver.n),
            driver
                .quadrant
                .map(|quadrant| output::word(&quadrant))
                .unwrap_or_default(),
        ]);
    }
    format!(
        "{}\nR² {:.2}, n = {}; associated, not caused\nsnapshot: {}\n",
        table.to_text(),
        answer.r2,
        count(answer.n),
        answer.of.snapshot
    )
}

/// Without line breaks and what could move a terminal's cursor.
fn one_line(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn measure_of(word: MeasureWord) -> Measure {
    match word {
        MeasureWord::Nps => Measure::Nps,
        MeasureWord::Csat => Measure::Csat,
        MeasureWord::Ces => Measure::Ces,
        MeasureWord::Stars => Measure::Stars,
        MeasureWord::Other => Measure::Other,
    }
}

fn period_of(word: PeriodWord) -> WavePeriod {
    match word {
        PeriodWord::Week => WavePeriod::Week,
        PeriodWord::Month => WavePeriod::Month,
        PeriodWord::Quarter => WavePeriod::Quarter,
    }
}

fn outcome_of(word: OutcomeWord) -> DriverOutcome {
    match word {
        OutcomeWord::Nps => DriverOutcome::Nps,
        OutcomeWord::Csat => DriverOutcome::Csat,
        OutcomeWord::Ces => DriverOutcome::Ces,
        OutcomeWord::Stars => DriverOutcome::Stars,
        OutcomeWord::Other => DriverOutcome::Other,
        OutcomeWord::Feeling => DriverOutcome::Feeling,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_customer_cannot_move_the_cursor() {
        assert_eq!(one_line("a\u{1b}[2J\n b"), "a [2J b");
    }
}
