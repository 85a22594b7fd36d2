//! Differences in words a manager reads: what was added, removed, changed, stage by stage.

use super::names::{self, Names};
use super::{Difference, FieldDifference, MatchReason, What, Whereabouts};
use crate::change::RecordKind;
use crate::document::{Map, MapState};
use crate::format::{Lang, count};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// All differences of two maps, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapDiffReport)]
pub struct Report {
    pub title: String,
    /// How many of what; or that there are none.
    pub summary: String,
    /// What concerns the whole map first, then the stages in map order.
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapDiffSection)]
pub struct Section {
    pub title: String,
    /// Stage id; none for the whole map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MapDiffLine)]
pub struct Line {
    pub what: What,
    pub of: RecordKind,
    /// As in [`Difference::id`].
    pub id: String,
    pub text: String,
    /// Field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
}

impl What {
    /// A sign that tells the kinds of difference apart without colour.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Removed => "−",
            Self::Renamed | Self::Changed => "≠",
            Self::Moved => "→",
            Self::Split => "÷",
            Self::Merged => "∪",
        }
    }

    /// `added`, «добавлено».
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Added => lang.pick("added", "добавлено"),
            Self::Removed => lang.pick("removed", "удалено"),
            Self::Renamed => lang.pick("renamed", "переименовано"),
            Self::Changed => lang.pick("changed", "изменено"),
            Self::Moved => lang.pick("moved", "перенесено"),
            Self::Split => lang.pick("split", "разделено"),
            Self::Merged => lang.pick("merged", "объединено"),
        }
    }
}

/// The differences of `b`, the newer map, from `a`, in the reader's language.
pub fn report(a: &Map, b: &Map, differences: &[Difference], lang: Lang) -> Report {
    let names = Names::new(a, b, lang);
    let mut sections: Vec<Section> = std::iter::once(None)
        .chain(stages(a, b).into_iter().map(Some))
        .map(|stage| Section {
            title: match &stage {
                None => lang.pick("The whole map", "Карта в целом").to_owned(),
                Some(id) => format!(
                    "{} {}",
                    lang.pick("Stage", "Этап"),
                    names.quoted(RecordKind::Stage, id)
                ),
            },
            stage,
            lines: Vec::new(),
        })
        .collect();
    for difference in differences {
        let at = sections
            .iter()
            .position(|section| section.stage == difference.at.stage)
            .unwrap_or(0);
        sections[at].lines.push(line(difference, &names));
    }
    sections.retain(|section| !section.lines.is_empty());
    Report {
        title: title(a, b, lang),
        summary: summary(differences, lang),
        sections,
    }
}

/// [`report`] as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut text = format!("# {}\n\n{}\n", escaped(&report.title), report.summary);
    for section in &report.sections {
        text.push_str(&format!("\n## {}\n\n", escaped(&section.title)));
        for line in &section.lines {
            text.push_str(&format!("- `{}` {}\n", line.what.sign(), escaped(&line.text)));
            line.details
                .iter()
                .for_each(|detail| text.push_str(&format!("  - {}\n", escaped(detail))));
        }
    }
    text
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\n{}", self.title, self.summary)?;
        for section in &self.sections {
            write!(f, "\n\n{}", section.title)?;
            for line in &section.lines {
                write!(f, "\n  {} {}", line.what.sign(), line.text)?;
                line.details
                    .iter()
                    .try_for_each(|detail| write!(f, "\n      {detail}"))?;
            }
        }
        Ok(())
    }
}

/// What a map says is shown as it is said, never as Markdown or HTML of its own.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => {
                safe.push('\\');
                safe.push(c);
            }
            '\n' | '\r' => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// Stages of both maps in the order of the newer one, those that are gone after the one they followed.
pub(crate) fn stages(a: &Map, b: &Map) -> Vec<String> {
    let mut order: Vec<String> = b.stages.iter().map(|stage| stage.id.clone()).collect();
    for (i, stage) in a.stages.iter().enumerate() {
        if order.contains(&stage.id) {
            continue;
        }
        let before = a.stages[..i]
            .iter()
            .rev()
            .find_map(|s| order.iter().position(|id| *id == s.id));
        order.insert(before.map_or(0, |at| at + 1), stage.id.clone());
    }
    order
}

fn title(a: &Map, b: &Map, lang: Lang) -> String {
    let (old, new) = (a.title.get(lang.tag()), b.title.get(lang.tag()));
    let state = |map: &Map| match map.state {
        MapState::AsIs => lang.pick("as is", "как есть"),
        MapState::ToBe => lang.pick("to be", "как должно быть"),
    };
    if a.state != b.state {
        let title = if old == new {
            new.to_owned()
        } else {
            format!("{old} → {new}")
        };
        return format!("{title}: {} → {}", state(a), state(b));
    }
    let edition = |map: &Map| map.edition.clone().or(map.edited.clone());
    let title = if old == new {
        new.to_owned()
    } else {
        format!("{old} → {new}")
    };
    match (edition(a), edition(b)) {
        (Some(old), Some(new)) if old != new => format!("{title}: {old} → {new}"),
        _ => title,
    }
}

fn summary(differences: &[Difference], lang: Lang) -> String {
    if differences.is_empty() {
        return lang
            .pick("The maps say the same.", "Карты говорят одно и то же.")
            .to_owned();
    }
    const ORDER: [What; 7] = [
        What::Added,
        What::Removed,
        What::Renamed,
        What::Changed,
        What::Moved,
        What::Split,
        What::Merged,
    ];
    let parts: Vec<String> = ORDER
        .iter()
        .filter_map(|what| {
            let n = differences
                .iter()
                .filter(|difference| difference.what == *what)
                .count() as u64;
            (n > 0).then(|| match lang {
                Lang::En => format!("{} {}", count(lang, n), what.word(lang)),
                Lang::Ru => format!("{} {}", what.word(lang), count(lang, n)),
            })
        })
        .collect();
    let all = count(lang, differences.len() as u64);
    match (lang, differences.len()) {
        (Lang::En, 1) => format!("1 difference: {}.", parts.join(", ")),
        (Lang::En, _) => format!("{all} differences: {}.", parts.join(", ")),
        (Lang::Ru, _) => format!("Отличий: {all}, из них {}.", parts.join(", ")),
    }
}

fn line(difference: &Difference, names: &Names) -> Line {
    let lang = names.lang;
    let mut text = said(difference, names);
    if let Some(matched) = &difference.matched {
        text.push_str(&matched_by(matched.by, lang));
    }
    Line {
        what: difference.what,
        of: difference.of,
        id: difference.id.clone(),
        text,
        details: match difference.what {
            What::Renamed => Vec::new(),
            _ => difference
                .fields
                .iter()
                .map(|field| detail(difference.of, field, names))
                .collect(),
        },
    }
}

/// Grammatical gender of a Russian noun.
#[derive(Clone, Copy)]
pub(super) enum Gender {
    He,
    She,
    It,
}

pub(super) fn noun(kind: RecordKind, lang: Lang) -> (&'static str, Gender) {
    use Gender::{He, It, She};
    let (en, ru, gender) = match kind {
        RecordKind::Map => ("map", "карта", She),
        RecordKind::Stage => ("stage", "этап", He),
        RecordKind::Step => ("step", "шаг", He),
        RecordKind::Lane => ("lane", "дорожка", She),
        RecordKind::Card => ("card", "карточка", She),
        RecordKind::Persona => ("persona", "персона", She),
        RecordKind::Trait => ("trait", "черта", She),
        RecordKind::Channel => ("channel", "канал", He),
        RecordKind::Item => ("library item", "элемент библиотеки", He),
        RecordKind::Move => ("move", "переход", He),
        RecordKind::Path => ("path", "маршрут", He),
        RecordKind::Link => ("link to a map", "ссылка на карту", She),
        RecordKind::Image => ("image", "изображение", It),
        RecordKind::Comment => ("comment", "комментарий", He),
        RecordKind::Former => ("former id", "прежний код", He),
    };
    (lang.pick(en, ru), gender)
}

fn verb(what: What, gender: Gender, lang: Lang) -> &'static str {
    let [en, he, she, it] = match what {
        What::Added => ["Added", "Добавлен", "Добавлена", "Добавлено"],
        What::Removed => ["Removed", "Удалён", "Удалена", "Удалено"],
        What::Renamed => ["Renamed", "Переименован", "Переименована", "Переименовано"],
        What::Changed => ["Changed", "Изменён", "Изменена", "Изменено"],
        What::Moved => ["Moved", "Перенесён", "Перенесена", "Перенесено"],
        What::Split => ["Split", "Разделён", "Разделена", "Разделено"],
        What::Merged => ["Merged", "Влит", "Влита", "Влито"],
    };
    let ru = match gender {
        Gender::He => he,
        Gender::She => she,
        Gender::It => it,
    };
    lang.pick(en, ru)
}

fn said(difference: &Difference, names: &Names) -> String {
    let lang = names.lang;
    let kind = difference.of;
    let (noun, gender) = noun(kind, lang);
    let name = match names::text(&difference.name, lang) {
        name if name.is_empty() => names.of(kind, &difference.id),
        name => name,
    };
    let mut said = format!("{} {noun}", verb(difference.what, gender, lang));
    // The map's name stands above all.
    if !name.is_empty() && kind != RecordKind::Map && difference.what != What::Renamed {
        said.push_str(&format!(" {}", names::quote(&name, lang)));
    }
    match difference.what {
        What::Renamed => {
            let renames = difference.fields.iter().map(|field| {
                let side = |value: &Option<Value>| {
                    let text = value.as_ref().and_then(Value::as_str).unwrap_or_default();
                    names::quote(text, lang)
                };
                format!(
                    "{} → {}{}",
                    side(&field.before),
                    side(&field.after),
                    language(&field.field, lang)
                )
            });
            said.push_str(&format!(": {}", renames.collect::<Vec<_>>().join("; ")));
        }
        What::Moved => said.push_str(&format!(": {}", way(difference, names))),
        What::Split => {
            let now = difference.now.iter().map(|id| names.quoted(kind, id));
            let into = lang.pick(" into ", " на ");
            said.push_str(&format!("{into}{}", now.collect::<Vec<_>>().join(", ")));
        }
        What::Merged => {
            let into = difference
                .now
                .first()
                .map(|id| names.quoted(kind, id))
                .unwrap_or_default();
            said.push_str(&format!("{}{into}", lang.pick(" into ", " в ")));
        }
        What::Added | What::Removed | What::Changed => {
            let place = place(&difference.at, kind, names);
            if !place.is_empty() {
                said.push_str(&format!(" ({place})"));
            }
        }
    }
    said
}

/// Lane and step; the stage is the heading above.
fn place(at: &Whereabouts, kind: RecordKind, names: &Names) -> String {
    let lang = names.lang;
    let mut parts = Vec::new();
    if let Some(lane) = at.lane.as_ref().filter(|_| kind != RecordKind::Lane) {
        parts.push(names.of(RecordKind::Lane, lane));
    }
    if let Some(step) = &at.step {
        let first = names.quoted(RecordKind::Step, step);
        parts.push(match &at.until {
            Some(until) => format!(
                "{} {first} – {}",
                lang.pick("steps", "шаги"),
                names.quoted(RecordKind::Step, until)
            ),
            None => format!("{} {first}", lang.pick("step", "шаг")),
        });
    } else if at.lane.is_some() && at.stage.is_some() {
        parts.push(lang.pick("the whole stage", "весь этап").to_owned());
    }
    if let Some(persona) = &at.persona {
        parts.push(names.quoted(RecordKind::Persona, persona));
    }
    parts.join(", ")
}

/// From where to where, only what is different.
fn way(difference: &Difference, names: &Names) -> String {
    let lang = names.lang;
    let from = difference.from.clone().unwrap_or_default();
    let to = &difference.at;
    let mut parts = Vec::new();
    let mut part = |kind: RecordKind, noun: &str, from: &Option<String>, to: &Option<String>| {
        if from != to {
            let side = |id: &Option<String>| match id {
                Some(id) => names.quoted(kind, id),
                None => "–".to_owned(),
            };
            parts.push(format!("{noun} {} → {}", side(from), side(to)));
        }
    };
    part(
        RecordKind::Stage,
        lang.pick("stage", "этап"),
        &from.stage,
        &to.stage,
    );
    if from.step.is_some() || to.step.is_some() {
        part(RecordKind::Step, lang.pick("step", "шаг"), &from.step, &to.step);
    }
    part(
        RecordKind::Lane,
        lang.pick("lane", "дорожка"),
        &from.lane,
        &to.lane,
    );
    part(
        RecordKind::Step,
        lang.pick("reaches to step", "до шага"),
        &from.until,
        &to.until,
    );
    part(
        RecordKind::Persona,
        lang.pick("persona", "персона"),
        &from.persona,
        &to.persona,
    );
    if parts.is_empty() {
        parts.push(match &to.after {
            Some(after) => format!(
                "{} {}",
                lang.pick("now after", "теперь после"),
                names.quoted(difference.of, after)
            ),
            None => lang.pick("now first", "теперь в начале").to_owned(),
        });
    }
    parts.join(", ")
}

fn matched_by(by: MatchReason, lang: Lang) -> String {
    let reason = match by {
        MatchReason::Link => lang.pick("linked maps", "карты связаны ссылкой"),
        MatchReason::Library => lang.pick("same record of the library", "одна запись библиотеки"),
        MatchReason::Activities => lang.pick("same activities of the log", "те же действия журнала"),
        MatchReason::Name => lang.pick("same name", "то же название"),
        MatchReason::Role => lang.pick("same kind of lane", "дорожка того же рода"),
        MatchReason::Place => lang.pick("same place on the map", "то же место на карте"),
    };
    format!(
        " [{}: {reason}]",
        lang.pick("taken for the same", "считается той же записью")
    )
}

/// `(en)` after a text in another language than the reader's.
fn language(field: &str, lang: Lang) -> String {
    match field.rsplit_once('.') {
        Some((_, tag)) if tag != lang.tag() && tag != "und" => format!(" ({tag})"),
        _ => String::new(),
    }
}

fn detail(of: RecordKind, field: &FieldDifference, names: &Names) -> String {
    let lang = names.lang;
    let name = names.field(of, &field.field);
    if let (Some(Value::Array(before)), Some(Value::Array(after))) = (
        &field.before.clone().or(Some(Value::Array(vec![]))),
        &field.after.clone().or(Some(Value::Array(vec![]))),
    ) && (field.before.is_some() || field.after.is_some())
    {
        let shown = |values: &[Value], others: &[Value], sign: &str| {
            let only = values.iter().filter(|value| !others.contains(value));
            only.map(|value| format!("{sign} {}", names.value(&field.field, value)))
                .collect::<Vec<_>>()
        };
        let parts = [shown(before, after, "−"), shown(after, before, "+")].concat();
        return match parts.is_empty() {
            true => format!("{name}: {}", lang.pick("another order", "другой порядок")),
            false => format!("{name}: {}", parts.join("; ")),
        };
    }
    let side = |value: &Value| names.value(&field.field, value);
    match (&field.before, &field.after) {
        (Some(before), Some(after)) => format!("{name}: {} → {}", side(before), side(after)),
        (None, Some(after)) => format!("{name}: + {}", side(after)),
        (Some(before), None) => format!("{name}: − {}", side(before)),
        (None, None) => name,
    }
}
