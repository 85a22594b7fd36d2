//! TheyDo drop files: insights, opportunities, solutions, metrics and answers, each with a key that stays the same, so
//! that reading a newer file again updates the same cards.
//!
//! The files know no stages: their cards wait in a column of their own until somebody places them.

use super::build::Builder;
use super::ojf::{json, malformed};
use super::text::{clean, day, line};
use super::{Format, FormatError, ImportOptions, Imported};
use crate::document::{
    Card, Comparison, Evidence, ItemKind, LaneRole, Metric, MetricName, MetricUnit, Opportunity, Quote,
    Status, Target,
};
use serde_json::Value;
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::LocalText;

pub(super) fn looks_like(text: &str) -> bool {
    text.contains("\"THEYDO_")
}

/// The column cards wait in.
const STAGE_ID: &str = "stage-unplaced";
const STEP_ID: &str = "step-unplaced";

fn word<'v>(value: &'v Value, field: &str) -> &'v str {
    value.get(field).and_then(Value::as_str).map_or("", str::trim)
}

fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value
        .get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn number(value: &Value, field: &str) -> Option<f64> {
    value.get(field).and_then(Value::as_f64).filter(|n| n.is_finite())
}

pub(super) fn import(text: &str, options: &ImportOptions) -> Result<Imported, FormatError> {
    let root = json(text, Format::TheyDo)?;
    let mut build = Builder::new(Format::TheyDo, options);
    build.stage(STAGE_ID, "").name = LocalText::en_ru("To be placed", "Ещё не разнесено");
    build.step(STEP_ID, "").name = LocalText::en_ru("From TheyDo", "Из TheyDo");
    let title = match word(&root, "format") {
        "THEYDO_INSIGHTS_V1" => {
            list(&root, "insights")
                .iter()
                .enumerate()
                .for_each(|(i, one)| insight(&mut build, i, one));
            "Insights"
        }
        "THEYDO_OPPORTUNITIES_V1" => {
            let all = list(&root, "opportunities").iter().enumerate();
            all.for_each(|(i, one)| {
                opportunity(&mut build, LaneRole::Opportunities, "opportunities", i, one)
            });
            "Opportunities"
        }
        "THEYDO_SOLUTIONS_V1" => {
            let all = list(&root, "solutions").iter().enumerate();
            all.for_each(|(i, one)| opportunity(&mut build, LaneRole::Ideas, "solutions", i, one));
            "Solutions"
        }
        "THEYDO_METRICS_V1" => {
            list(&root, "metrics")
                .iter()
                .enumerate()
                .for_each(|(i, one)| metric(&mut build, i, one));
            "Metrics"
        }
        "THEYDO_SURVEY_RESPONSES_V1" | "THEYDO_FEEDBACK_RESPONSES_V1" => {
            responses(&mut build, &root);
            let name = root.get("metadata").map_or("", |m| word(m, "name"));
            return build.finish("", if name.is_empty() { "Responses" } else { name });
        }
        other => {
            let other: String = other.chars().take(60).collect();
            let saw = LocalText::en_ru(format!("format «{other}»"), format!("формат «{other}»"));
            let known =
                "THEYDO_INSIGHTS_V1, _OPPORTUNITIES_V1, _SOLUTIONS_V1, _METRICS_V1, _SURVEY_RESPONSES_V1";
            let last = "_FEEDBACK_RESPONSES_V1";
            let expected = (format!("{known} or {last}"), format!("{known} или {last}"));
            return Err(malformed(
                Format::TheyDo,
                LocalText::plain("format"),
                saw,
                (&expected.0, &expected.1),
            ));
        }
    };
    build.finish("", title)
}

/// Title in the first line, description below.
fn texts(one: &Value) -> String {
    let (title, description) = (line(word(one, "title")), clean(word(one, "description")));
    if description.is_empty() {
        title
    } else {
        format!("{title}\n{description}")
    }
}

/// A card under its import key; `None`, with a note, where key or title are missing.
fn keyed<'b>(build: &'b mut Builder, role: LaneRole, place: &str, one: &Value) -> Option<&'b mut Card> {
    let key = word(one, "importKey");
    if key.is_empty() || word(one, "title").is_empty() {
        build.note(
            place,
            "importKey or title is missing; the entry was left out",
            "нет importKey или title; запись пропущена",
        );
        return None;
    }
    let lane = build.lane_of(role);
    Some(build.card(key, &lane, STEP_ID, &texts(one)))
}

fn insight(build: &mut Builder, i: usize, one: &Value) {
    let place = format!("insights[{i}]");
    let kind = word(one, "type").to_lowercase();
    let role = match () {
        () if kind.contains("pain") => LaneRole::Pains,
        () if kind.contains("gain") || kind.contains("delight") => LaneRole::Delights,
        () if kind.contains("need") => LaneRole::Needs,
        () if kind.contains("quote") => LaneRole::Quotes,
        () => LaneRole::Thoughts,
    };
    // Empathy scores of theirs are −1..=1 or −100..=100 in the files seen; neither is a scale they publish.
    let feeling =
        number(one, "empathyScore").map(|score| if score.abs() <= 2.0 { score } else { score / 50.0 });
    let feeling = feeling.map(|value| build.feeling(value, &format!("{place}.empathyScore")));
    if let Some(card) = keyed(build, role, &place, one) {
        card.feeling = feeling;
    }
}

fn opportunity(build: &mut Builder, role: LaneRole, list: &str, i: usize, one: &Value) {
    let place = format!("{list}[{i}]");
    let status = match word(one, "status")
        .to_lowercase()
        .replace([' ', '-'], "_")
        .as_str()
    {
        "planned" | "to_do" | "todo" => Status::Planned,
        "in_progress" | "doing" | "active" => Status::Doing,
        "done" | "completed" | "delivered" | "implemented" => Status::Done,
        "dropped" | "rejected" | "archived" | "discarded" => Status::Dropped,
        _ => Status::Open,
    };
    let impact = match word(one, "priority") {
        "HIGH" => Some(crate::document::Level::High),
        "MEDIUM" => Some(crate::document::Level::Medium),
        "LOW" => Some(crate::document::Level::Low),
        _ => None,
    };
    let owner = Some(word(one, "ownerEmail").to_owned()).filter(|owner| !owner.is_empty());
    if let Some(card) = keyed(build, role, &place, one) {
        card.opportunity = Some(Opportunity {
            status,
            impact,
            owner,
            ..Opportunity::default()
        });
    }
}

/// The newest point of a metric, reckoned from its counts; n is what the counts add up to.
fn metric(build: &mut Builder, i: usize, one: &Value) {
    let place = format!("metrics[{i}]");
    let points = list(one, "dataPoints");
    let newest = points.iter().max_by_key(|point| word(point, "dateOfMeasurement"));
    let Some(newest) = newest else {
        build.note(
            &place,
            "there is no data point; the metric was left out",
            "нет ни одного измерения; показатель пропущен",
        );
        return;
    };
    let of = |field: &str| number(newest, field).unwrap_or_default().max(0.0);
    let (value, unit, n) = match word(one, "type") {
        "NPS" => {
            let n = of("detractors") + of("passives") + of("promoters");
            (
                100.0 * (of("promoters") - of("detractors")) / n.max(1.0),
                MetricUnit::Points,
                n,
            )
        }
        "CSAT" => {
            let happy = of("satisfied") + of("verySatisfied");
            let n = happy + of("veryUnsatisfied") + of("unsatisfied") + of("neutral");
            (happy / n.max(1.0), MetricUnit::Share, n)
        }
        "CES" => (of("score"), MetricUnit::Points, of("respondents")),
        "RATIO" if of("numerator") <= of("denominator") => (
            of("numerator") / of("denominator").max(1.0),
            MetricUnit::Share,
            of("denominator"),
        ),
        "RATIO" => (
            of("numerator") / of("denominator").max(1.0),
            MetricUnit::Times,
            of("denominator"),
        ),
        _ => (of("value"), MetricUnit::Number, 0.0),
    };
    let title = line(word(one, "title"));
    build.item(word(one, "importKey"), ItemKind::Metric, &title);
    let label = build.text(&title);
    let scale = if unit == MetricUnit::Share { 100.0 } else { 1.0 };
    let target = number(one, "target").map(|target| Target {
        comparison: match word(one, "targetComparisonOperator") {
            "LESS_THAN_OR_EQUAL_TO" => Comparison::AtMost,
            _ => Comparison::AtLeast,
        },
        // Targets of shares are given in per cent.
        value: if target.abs() > 1.0 {
            target / scale
        } else {
            target
        },
        ..Target::default()
    });
    let measured_on = day(word(newest, "dateOfMeasurement"));
    if points.len() > 1 {
        let n = points.len();
        build.note(
            &place,
            format!("of {n} data points the newest was taken"),
            format!("измерений {n}, взято последнее"),
        );
    }
    let lane = build.lane_of(LaneRole::Kpis);
    let card = build.card(
        &format!("{} figure", word(one, "importKey")),
        &lane,
        STEP_ID,
        &title,
    );
    card.target = target;
    card.metric = Some(Metric {
        name: MetricName::Own,
        value,
        unit,
        n: n as u64,
        base: LocalText::en_ru("respondents", "ответивших"),
        label,
        to: measured_on,
        ..Metric::default()
    });
}

/// Answers are words of people: each becomes a quote, one voice, with its record.
fn responses(build: &mut Builder, root: &Value) {
    let metadata = root.get("metadata").unwrap_or(&Value::Null);
    let fields = list(metadata, "fields");
    let study = word(metadata, "id").to_owned();
    let wanted = |id: &str, kind: &str| {
        fields
            .iter()
            .any(|f| word(f, "fieldId") == id && word(f, "fieldType") == kind)
    };
    for (i, response) in list(root, "responses").iter().enumerate() {
        let id = word(response, "responseId");
        let answers = list(response, "responseFields");
        let texts_of = |kind: &'static str| {
            let fit = answers
                .iter()
                .filter(move |answer| wanted(word(answer, "fieldId"), kind));
            fit.map(|answer| clean(word(answer, "textValue")))
                .filter(|text| !text.is_empty())
        };
        let people: Vec<String> = texts_of("PERSONA").map(|name| build.persona("", &name)).collect();
        let words: Vec<String> = texts_of("TEXT").collect();
        if words.is_empty() {
            build.note(
                format!("responses[{i}]"),
                "no words; the answer was left out",
                "нет слов; ответ пропущен",
            );
            continue;
        }
        let lane = build.lane_of(LaneRole::Quotes);
        for (k, text) in words.iter().enumerate() {
            let key = if k == 0 {
                id.to_owned()
            } else {
                format!("{id} {}", k + 1)
            };
            let card = build.card(&key, &lane, STEP_ID, text);
            card.personas.clone_from(&people);
            if !id.is_empty() {
                card.state = EvidenceState::SingleVoice;
                card.evidence.push(Evidence {
                    quote: Some(Quote {
                        text: text.clone(),
                        record: Some(format!("{study}/{id}")),
                        ..Quote::default()
                    }),
                    ..Evidence::default()
                });
            }
        }
    }
}
