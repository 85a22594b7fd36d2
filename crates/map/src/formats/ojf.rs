//! OpenJourney Format (`.ojf`, Ptolemy): a grid of stages and swimlanes as JSON. Read in both shapes found in the wild:
//! by its specification, and with a `metadata` record; written by the specification with `metadata.title`.

use super::build::Builder;
use super::place;
use super::text::{clean, line};
use super::words::{exact_role, lane_name, role_of};
use super::{ExportOptions, Format, FormatError, ImportOptions, Imported};
use crate::document::{Card, LaneRole, Map};
use serde_json::{Value, json};
use std::collections::HashMap;
use tropa_model::proposal::LocalText;

/// Their scores run from −5 to +5, ours from −2 to +2.
const PER_POINT: f64 = 2.5;
/// The swimlane our steps stand in; their format has stages only.
const STEPS: &str = "steps";
/// Begins the tag that says at which step a node stands.
const STEP_TAG: &str = "step:";

pub(super) fn looks_like(text: &str) -> bool {
    text.contains("\"swimlanes\"") && text.contains("\"nodes\"")
}

pub(super) fn malformed(
    format: Format,
    place: LocalText,
    saw: LocalText,
    expected: (&str, &str),
) -> FormatError {
    FormatError::Malformed {
        format: format.title(),
        place,
        saw,
        expected: LocalText::en_ru(expected.0, expected.1),
    }
}

/// JSON of another program; nesting is bounded by the reader itself.
pub(super) fn json(text: &str, format: Format) -> Result<Value, FormatError> {
    serde_json::from_str(text).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let saw = {
            let reason = crate::read::reason(&error);
            LocalText::en_ru(&reason, crate::russian::of_parser(&reason))
        };
        malformed(format, place::said(&place), saw, ("JSON", "JSON"))
    })
}

/// The first of the fields that holds a text.
fn word<'v>(value: &'v Value, fields: &[&str]) -> &'v str {
    fields
        .iter()
        .find_map(|field| value.get(*field)?.as_str())
        .map_or("", str::trim)
}

fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value
        .get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

pub(super) fn import(text: &str, options: &ImportOptions) -> Result<Imported, FormatError> {
    let root = json(text, Format::Ojf)?;
    let (stages, lanes, nodes) = (
        list(&root, "stages"),
        list(&root, "swimlanes"),
        list(&root, "nodes"),
    );
    if stages.is_empty() {
        return Err(malformed(
            Format::Ojf,
            LocalText::plain("stages"),
            LocalText::en_ru("no stages", "нет этапов"),
            ("a list of {id, name}", "список из {id, name}"),
        ));
    }
    let mut build = Builder::new(Format::Ojf, options);
    let metadata = root.get("metadata").unwrap_or(&Value::Null);
    let of_both = |fields: &[&str]| {
        [word(&root, fields), word(metadata, fields)]
            .into_iter()
            .find(|t| !t.is_empty())
            .unwrap_or_default()
    };
    let persona = of_both(&["persona"]);
    if !persona.is_empty() {
        build.persona("", persona);
    }
    build.map.scenario = build.text(of_both(&["pointOfView", "pov", "description"]));

    let mut places = Places::default();
    for stage in stages {
        let (id, name) = (word(stage, &["id"]), word(stage, &["name", "title"]));
        build.stage(id, if name.is_empty() { id } else { name });
        places
            .stages
            .insert(id.to_owned(), build.map.stages.len().saturating_sub(1));
    }
    let steps_lane = lanes.iter().any(|lane| word(lane, &["id"]) == STEPS);
    for (i, node) in nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| steps_lane && word(node, &["swimlaneId", "swimlane"]) == STEPS)
    {
        let stage = word(node, &["stageId", "stage"]);
        let Some(stage) = places.stages.get(stage).copied() else {
            left_out(&mut build, i, "stage", stage);
            continue;
        };
        let id = word(node, &["id"]);
        let step = build.step_of(stage, id, word(node, &["title"]));
        step.moment_of_truth = node
            .get("isMomentOfTruth")
            .and_then(Value::as_bool)
            .unwrap_or_default();
        let own = step.id.clone();
        places.steps.insert(id.to_owned(), own);
    }
    if !steps_lane {
        // A stage without steps has no column: each gets one of its own name.
        for i in 0..build.map.stages.len() {
            let name = build.map.stages[i].name.get("").to_owned();
            let step = build.step_of(i, "", &name).id.clone();
            places.only_steps.insert(i, step);
        }
    }
    for lane in lanes
        .iter()
        .filter(|lane| word(lane, &["id"]) != STEPS || !steps_lane)
    {
        let (id, name) = (word(lane, &["id"]), word(lane, &["name", "title"]));
        let role = exact_role(word(lane, &["role", "type"])).unwrap_or_else(|| role_of(name));
        let usual = [crate::Lang::En, crate::Lang::Ru]
            .iter()
            .any(|lang| lane_name(*lang, role) == name);
        let lane = build.lane(id, role, if usual { "" } else { name });
        places.lanes.insert(id.to_owned(), (lane, role));
    }
    // 0..10 in an early text of theirs.
    let ten = nodes
        .iter()
        .filter_map(|n| n.get("score")?.as_f64())
        .any(|score| score > 5.0);
    for (i, node) in nodes.iter().enumerate() {
        if !(steps_lane && word(node, &["swimlaneId", "swimlane"]) == STEPS) {
            places.node(&mut build, i, node, ten);
        }
    }
    let title = of_both(&["title", "name"]);
    build.finish(of_both(&["id"]), title)
}

fn left_out(build: &mut Builder, node: usize, what: &str, id: &str) {
    build.note(
        format!("nodes[{node}]"),
        format!("there is no {what} «{id}»; the node was left out"),
        format!("нет записи «{id}» ({what}); узел пропущен"),
    );
}

#[derive(Default)]
struct Places {
    stages: HashMap<String, usize>,
    steps: HashMap<String, String>,
    /// Of stages whose file knows no steps.
    only_steps: HashMap<usize, String>,
    lanes: HashMap<String, (String, LaneRole)>,
}

impl Places {
    fn node(&self, build: &mut Builder, i: usize, node: &Value, ten: bool) {
        let stage_id = word(node, &["stageId", "stage"]);
        let Some(stage) = self.stages.get(stage_id) else {
            return left_out(build, i, "stage", stage_id);
        };
        let lane_id = word(node, &["swimlaneId", "swimlane"]);
        let Some((lane, role)) = self.lanes.get(lane_id).cloned() else {
            return left_out(build, i, "swimlane", lane_id);
        };
        let tagged = list(node, "tags")
            .iter()
            .filter_map(Value::as_str)
            .find_map(|tag| self.steps.get(tag.strip_prefix(STEP_TAG)?));
        let at = tagged.or_else(|| self.only_steps.get(stage)).cloned();
        let Some(at) = at.or_else(|| build.map.stages.get(*stage).map(|s| s.id.clone())) else {
            return;
        };
        let score = node
            .get("score")
            .and_then(Value::as_f64)
            .filter(|score| score.is_finite());
        // Not trimmed: a description may begin with an indented line.
        let raw = |field: &str| node.get(field).and_then(Value::as_str).unwrap_or_default();
        let text = match (raw("title"), raw("description")) {
            (title, "") => title.to_owned(),
            ("", description) => description.to_owned(),
            (title, description) => format!("{title}\n{description}"),
        };
        // Theirs is 0 unless somebody said otherwise: only in a lane of feelings is 0 a statement.
        let rated = score.filter(|score| *score != 0.0 || role == LaneRole::Feelings);
        let value = rated.map(|score| {
            if ten {
                (score - 5.0) / PER_POINT
            } else {
                score / PER_POINT
            }
        });
        let feeling =
            value.map(|value| build.feeling((value * 1e6).round() / 1e6, &format!("nodes[{i}].score")));
        if role == LaneRole::Channels {
            let channel = build.channel("", text.lines().next().unwrap_or_default());
            let rest = clean(text.split_once('\n').map_or("", |(_, rest)| rest));
            build.card(word(node, &["id"]), &lane, &at, &rest).channel = Some(channel);
        } else if !text.trim().is_empty() || feeling.is_some() {
            build.card(word(node, &["id"]), &lane, &at, &text).feeling = feeling;
        }
        if tagged.is_none() && node.get("isMomentOfTruth").and_then(Value::as_bool) == Some(true) {
            let steps = build.map.stages.iter_mut().flat_map(|s| &mut s.steps);
            steps
                .filter(|step| step.id == at)
                .for_each(|step| step.moment_of_truth = true);
        }
        self.blueprint(build, node, &at);
    }

    /// What goes on around a node, in lanes of its own.
    fn blueprint(&self, build: &mut Builder, node: &Value, at: &str) {
        let Some(blueprint) = node.get("blueprint") else {
            return;
        };
        let parts: [(&str, LaneRole, [&str; 2]); 4] = [
            ("evidence", LaneRole::Touchpoints, ["type", "item"]),
            ("onstage", LaneRole::FrontStage, ["actor", "action"]),
            ("backstage", LaneRole::BackStage, ["actor", "action"]),
            ("support", LaneRole::Support, ["system", "description"]),
        ];
        for (field, role, [who, what]) in parts {
            for part in list(blueprint, field) {
                let texts: Vec<&str> = [word(part, &[who]), word(part, &[what])]
                    .into_iter()
                    .filter(|t| !t.is_empty())
                    .collect();
                if !texts.is_empty() {
                    let lane = build.lane_of(role);
                    build.card("", &lane, at, &texts.join(": "));
                }
            }
        }
    }
}

fn purpose(role: LaneRole) -> &'static str {
    match role {
        LaneRole::Pains => "pain-point",
        LaneRole::Touchpoints | LaneRole::Channels => "touchpoint",
        LaneRole::Opportunities | LaneRole::Ideas => "opportunity",
        LaneRole::Delights => "gain",
        LaneRole::MomentsOfTruth => "milestone",
        _ => "action",
    }
}

pub(super) fn write(map: &Map, options: &ExportOptions) -> String {
    let lang = options.lang.as_str();
    let words = options.words();
    let stages: Vec<Value> = map
        .stages
        .iter()
        .map(|s| json!({"id": s.id, "name": line(s.name.get(lang))}))
        .collect();
    let mut lanes = vec![json!({"id": STEPS, "name": words.pick("Steps", "Шаги")})];
    lanes.extend(map.lanes.iter().map(|lane| {
        let own = line(lane.name.get(lang));
        let name = if own.is_empty() {
            lane_name(words, lane.role).to_owned()
        } else {
            own
        };
        json!({"id": lane.id, "name": name, "role": super::build::role_code(lane.role)})
    }));
    let mut nodes: Vec<Value> = Vec::new();
    let mut places: HashMap<&str, (&str, Option<&str>)> = HashMap::new();
    for stage in &map.stages {
        places.insert(&stage.id, (&stage.id, None));
        for step in &stage.steps {
            places.insert(&step.id, (&stage.id, Some(&step.id)));
            nodes.push(json!({
                "id": step.id, "stageId": stage.id, "swimlaneId": STEPS, "title": line(step.name.get(lang)),
                "purpose": "milestone", "isMomentOfTruth": step.moment_of_truth,
            }));
        }
    }
    nodes.extend(map.cards.iter().filter_map(|card| node(map, card, &places, lang)));
    let title = line(map.title.get(lang));
    let mut document = json!({
        "version": "1.0",
        "metadata": {"title": title, "id": map.id},
        "stages": stages,
        "swimlanes": lanes,
        "nodes": nodes,
    });
    if let [persona, ..] = map.personas.as_slice() {
        document["persona"] = json!(line(persona.name.get(lang)));
    }
    if !map.scenario.0.is_empty() {
        document["pointOfView"] = json!(clean(map.scenario.get(lang)));
    }
    let mut text = serde_json::to_string_pretty(&document).expect("plain values can always be written");
    text.push('\n');
    text
}

fn node(map: &Map, card: &Card, places: &HashMap<&str, (&str, Option<&str>)>, lang: &str) -> Option<Value> {
    let (stage, step) = places.get(card.at.as_str())?;
    let role = map
        .lanes
        .iter()
        .find(|lane| lane.id == card.lane)
        .map(|lane| lane.role)
        .unwrap_or_default();
    let channel = card.channel.as_ref().filter(|_| role == LaneRole::Channels);
    let channel = channel.and_then(|id| map.channels.iter().find(|c| c.id == *id));
    let text = clean(card.text.get(lang));
    let text = match channel {
        Some(channel) => format!("{}\n{text}", line(channel.name.get(lang))),
        None => text,
    };
    let (title, description) = text.split_once('\n').unwrap_or((&text, ""));
    let mut node = json!({
        "id": card.id, "stageId": stage, "swimlaneId": card.lane, "title": title, "purpose": purpose(role),
    });
    if !description.is_empty() {
        node["description"] = json!(description);
    }
    if let Some(feeling) = &card.feeling {
        node["score"] = json!((feeling.value * PER_POINT * 1e6).round() / 1e6);
    }
    if let Some(step) = step {
        node["tags"] = json!([format!("{STEP_TAG}{step}")]);
    }
    Some(node)
}
