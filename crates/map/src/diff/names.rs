//! Records, fields and values as people call them.

use crate::change::RecordKind;
use crate::document::{Card, Map, Metric, MetricUnit};
use crate::format::{Lang, count, duration, number, percent, plural_ru, signed};
use crate::lane_name;
use serde_json::Value;
use std::collections::HashMap;
use tropa_model::proposal::LocalText;

/// Characters of a value nobody gave words to.
const RAW_CHARS_MAX: usize = 120;

/// Names of the records of both maps, the newer one's where both have it.
pub(crate) struct Names<'a> {
    pub lang: Lang,
    names: HashMap<(RecordKind, &'a str), String>,
}

pub(super) fn text(text: &LocalText, lang: Lang) -> String {
    text.get(lang.tag())
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn quote(text: &str, lang: Lang) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match lang {
        Lang::En => format!("“{text}”"),
        Lang::Ru => format!("«{text}»"),
    }
}

impl<'a> Names<'a> {
    pub fn new(a: &'a Map, b: &'a Map, lang: Lang) -> Self {
        let mut names = Self {
            lang,
            names: HashMap::new(),
        };
        names.add(a);
        names.add(b);
        names
    }

    fn add(&mut self, map: &'a Map) {
        let lang = self.lang;
        let mut put = |kind: RecordKind, id: &'a str, name: String| {
            if !name.is_empty() {
                self.names.insert((kind, id), name);
            }
        };
        for stage in &map.stages {
            put(RecordKind::Stage, &stage.id, text(&stage.name, lang));
            stage
                .steps
                .iter()
                .for_each(|step| put(RecordKind::Step, &step.id, text(&step.name, lang)));
        }
        for lane in &map.lanes {
            let own = text(&lane.name, lang);
            let name = if own.is_empty() {
                lane_name(lang, lane.role).to_owned()
            } else {
                own
            };
            put(RecordKind::Lane, &lane.id, name);
        }
        for persona in &map.personas {
            put(RecordKind::Persona, &persona.id, text(&persona.name, lang));
            persona
                .traits
                .iter()
                .for_each(|one| put(RecordKind::Trait, &one.id, text(&one.text, lang)));
        }
        map.channels
            .iter()
            .for_each(|one| put(RecordKind::Channel, &one.id, text(&one.name, lang)));
        map.items
            .iter()
            .for_each(|one| put(RecordKind::Item, &one.id, text(&one.name, lang)));
        map.paths
            .iter()
            .for_each(|one| put(RecordKind::Path, &one.id, text(&one.name, lang)));
        map.images
            .iter()
            .for_each(|one| put(RecordKind::Image, &one.id, text(&one.alt, lang)));
        map.links
            .iter()
            .for_each(|one| put(RecordKind::Link, &one.id, text(&one.label, lang)));
        map.comments.iter().for_each(|one| {
            put(
                RecordKind::Comment,
                &one.id,
                one.text.split_whitespace().collect::<Vec<_>>().join(" "),
            );
        });
        let steps: HashMap<&str, String> = map
            .stages
            .iter()
            .flat_map(|s| &s.steps)
            .map(|s| (s.id.as_str(), text(&s.name, lang)))
            .collect();
        for way in &map.moves {
            let own = text(&way.label, lang);
            let end = |id: &str| steps.get(id).cloned().unwrap_or_else(|| id.to_owned());
            let name = if own.is_empty() {
                format!("{} → {}", end(&way.from), end(&way.to))
            } else {
                own
            };
            put(RecordKind::Move, &way.id, name);
        }
        for card in &map.cards {
            put(RecordKind::Card, &card.id, card_name(map, card, lang));
        }
    }

    /// The name, or the id of what has none; nothing for cards without words: their place tells them.
    pub fn of(&self, kind: RecordKind, id: &str) -> String {
        match self.names.get(&(kind, id)) {
            Some(name) => name.clone(),
            None if matches!(kind, RecordKind::Card | RecordKind::Map | RecordKind::Move) => String::new(),
            None => id.to_owned(),
        }
    }

    pub fn quoted(&self, kind: RecordKind, id: &str) -> String {
        quote(
            &self
                .names
                .get(&(kind, id))
                .cloned()
                .unwrap_or_else(|| id.to_owned()),
            self.lang,
        )
    }

    /// A record as it is told of: its noun and its name.
    pub fn record(&self, kind: RecordKind, id: &str, name: &LocalText) -> String {
        let noun = super::words::noun(kind, self.lang).0;
        let name = match text(name, self.lang) {
            name if name.is_empty() => self.of(kind, id),
            name => name,
        };
        if name.is_empty() {
            noun.to_owned()
        } else {
            format!("{noun} {}", quote(&name, self.lang))
        }
    }

    /// A field of a kind of record.
    pub fn field(&self, of: RecordKind, path: &str) -> String {
        match (of, path) {
            // Of a card, `state` is what it rests on.
            (RecordKind::Map, "state") => self
                .lang
                .pick("the map shows the journey", "карта показывает путь")
                .to_owned(),
            (_, path) => field(path, self.lang),
        }
    }

    /// A value of a field.
    pub fn value(&self, field: &str, value: &Value) -> String {
        let lang = self.lang;
        let last = field.rsplit('.').next().unwrap_or(field);
        match value {
            Value::Bool(true) => lang.pick("yes", "да").to_owned(),
            Value::Bool(false) => lang.pick("no", "нет").to_owned(),
            Value::String(id) => match kind_of(field).and_then(|kinds| self.known(kinds, id)) {
                Some(name) => quote(&name, lang),
                None if last == "state" => state(id, lang).to_owned(),
                None if matches!(last, "effort" | "impact") => level(id, last, lang).to_owned(),
                None if last == "status" => status(id, lang).to_owned(),
                None if last == "horizon" => horizon(id, lang).to_owned(),
                None => quote(id, lang),
            },
            Value::Number(value) if last == "typical_s" => duration(lang, value.as_f64().unwrap_or_default()),
            Value::Number(value) if value.is_f64() => number(lang, value.as_f64().unwrap_or_default(), 2),
            Value::Number(value) => value.to_string(),
            Value::Object(_) if matches!(last, "metric" | "size" | "reach" | "effect" | "answer") => {
                metric(value, lang).unwrap_or_else(|| raw(value))
            }
            Value::Object(fields) if last == "measured" => fields
                .get("change")
                .and_then(|change| metric(change, lang))
                .unwrap_or_else(|| raw(value)),
            Value::Object(fields) if last == "feeling" => match fields.get("value").and_then(Value::as_f64) {
                Some(value) => {
                    let n = fields.get("n").and_then(Value::as_u64);
                    format!("{}{}", signed(lang, value, 1), n_of(n, lang))
                }
                None => raw(value),
            },
            Value::Object(fields) if last == "target" => match fields.get("value").and_then(Value::as_f64) {
                Some(target) => {
                    let most = fields.get("comparison").and_then(Value::as_str) == Some("at_most");
                    let sign = if most { "≤" } else { "≥" };
                    let by = fields.get("by").and_then(Value::as_str);
                    let by = by.map_or(String::new(), |by| format!(" {} {by}", lang.pick("by", "к")));
                    format!("{sign} {}{by}", number(lang, target, 2))
                }
                None => raw(value),
            },
            // What an entry of the evidence says first.
            Value::Object(fields) if last == "evidence" => evidence(fields, lang),
            Value::Object(fields) if super::fields::is_text(fields) => {
                let said = fields.get(lang.tag()).or_else(|| fields.values().next());
                quote(said.and_then(Value::as_str).unwrap_or_default(), lang)
            }
            Value::Array(values) => {
                let shown: Vec<String> = values.iter().map(|value| self.value(field, value)).collect();
                shown.join(", ")
            }
            other => raw(other),
        }
    }

    fn known(&self, kinds: &[RecordKind], id: &str) -> Option<String> {
        kinds
            .iter()
            .find_map(|kind| self.names.get(&(*kind, id)).cloned())
    }
}

fn card_name(map: &Map, card: &Card, lang: Lang) -> String {
    let own = text(&card.text, lang);
    if !own.is_empty() {
        return own;
    }
    let channel = card
        .channel
        .as_ref()
        .and_then(|id| map.channels.iter().find(|channel| channel.id == *id));
    channel
        .map(|channel| text(&channel.name, lang))
        .unwrap_or_default()
}

fn evidence(fields: &serde_json::Map<String, Value>, lang: Lang) -> String {
    let said = |value: &Value| -> Option<String> {
        match value {
            Value::String(text) => Some(quote(text, lang)),
            Value::Object(texts) => {
                let text = texts
                    .get(lang.tag())
                    .or_else(|| texts.get("und"))
                    .or_else(|| texts.values().next());
                text.and_then(Value::as_str).map(|text| quote(text, lang))
            }
            _ => None,
        }
    };
    let quote_text = fields.get("quote").and_then(|quote| quote.get("text"));
    let note = fields.get("note").and_then(|note| note.get("text"));
    [quote_text, fields.get("reason"), note, fields.get("rule")]
        .into_iter()
        .flatten()
        .find_map(said)
        .unwrap_or_else(|| {
            lang.pick("a question with its answer", "вопрос с ответом")
                .to_owned()
        })
}

fn raw(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= RAW_CHARS_MAX {
        return text;
    }
    text.chars().take(RAW_CHARS_MAX).chain(" …".chars()).collect()
}

fn n_of(n: Option<u64>, lang: Lang) -> String {
    n.map_or(String::new(), |n| format!(" (n\u{a0}=\u{a0}{})", count(lang, n)))
}

fn metric(value: &Value, lang: Lang) -> Option<String> {
    let metric: Metric = serde_json::from_value(value.clone()).ok()?;
    let shown = match metric.unit {
        MetricUnit::Share => percent(lang, metric.value),
        MetricUnit::Seconds => duration(lang, metric.value),
        MetricUnit::Journeys => {
            let n = metric.value as u64;
            format!(
                "{} {}",
                count(lang, n),
                lang.pick("journeys", plural_ru(n, ["путь", "пути", "путей"]))
            )
        }
        _ => number(
            lang,
            metric.value,
            if metric.value.fract() == 0.0 { 0 } else { 2 },
        ),
    };
    Some(format!(
        "{shown}{}",
        n_of(Some(metric.n).filter(|n| *n > 0), lang)
    ))
}

/// What the ids of a field are ids of.
fn kind_of(field: &str) -> Option<&'static [RecordKind]> {
    Some(match field {
        "personas" | "persona" => &[RecordKind::Persona],
        "items" | "touchpoints" => &[RecordKind::Item],
        "channel" => &[RecordKind::Channel],
        "image" | "brand.logo" => &[RecordKind::Image],
        "from" | "to" | "steps" | "until" => &[RecordKind::Step],
        "at" => &[
            RecordKind::Step,
            RecordKind::Stage,
            RecordKind::Card,
            RecordKind::Lane,
            RecordKind::Persona,
        ],
        "opportunity.answers" | "opportunity.solves" | "action.opportunity" => &[RecordKind::Card],
        "moment.touchpoint" => &[RecordKind::Item],
        "lane" => &[RecordKind::Lane],
        "stage" => &[RecordKind::Stage],
        _ => return None,
    })
}

fn state(word: &str, lang: Lang) -> &str {
    match word {
        "measured" => lang.pick("measured", "измерено"),
        "supported_by_text" => lang.pick("said by several people", "сказали несколько человек"),
        "single_voice" => lang.pick("said by one person", "сказал один человек"),
        "assumption" => lang.pick("assumption", "предположение"),
        "as_is" => lang.pick("as is", "как есть"),
        "to_be" => lang.pick("to be", "как должно быть"),
        other => other,
    }
}

fn level<'a>(word: &'a str, of: &str, lang: Lang) -> &'a str {
    match (word, of) {
        ("low", "effort") => lang.pick("low", "низкая"),
        ("medium", "effort") => lang.pick("medium", "средняя"),
        ("high", "effort") => lang.pick("high", "высокая"),
        ("low", _) => lang.pick("low", "слабое"),
        ("medium", _) => lang.pick("medium", "среднее"),
        ("high", _) => lang.pick("high", "сильное"),
        (other, _) => other,
    }
}

fn horizon(word: &str, lang: Lang) -> &str {
    match word {
        "short" => lang.pick("short term", "в ближайшее время"),
        "long" => lang.pick("long term", "надолго вперёд"),
        other => other,
    }
}

fn status(word: &str, lang: Lang) -> &str {
    match word {
        "open" => lang.pick("open", "открыто"),
        "planned" => lang.pick("planned", "запланировано"),
        "doing" => lang.pick("in progress", "в работе"),
        "done" => lang.pick("done", "сделано"),
        "dropped" => lang.pick("dropped", "отменено"),
        other => other,
    }
}

/// A field as people call it, with the language of a text that is not the reader's.
pub(super) fn field(path: &str, lang: Lang) -> String {
    const NAMES: &[(&str, &str, &str)] = &[
        ("name", "name", "название"),
        ("title", "title", "заголовок"),
        ("text", "text", "текст"),
        ("kind", "kind", "вид"),
        ("state", "rests on", "на чём держится"),
        ("purpose", "purpose", "назначение"),
        ("scenario", "scenario", "сценарий"),
        ("scope", "scope", "границы"),
        ("department", "department", "отдел"),
        ("owner", "owner", "ответственный"),
        ("review_date", "review date", "дата пересмотра"),
        ("edited", "edited", "дата правки"),
        ("edition", "edition", "редакция"),
        ("at", "place", "место"),
        ("until", "reaches to", "до шага"),
        ("lane", "lane", "дорожка"),
        ("stage", "stage", "этап"),
        ("goal", "goal", "цель"),
        ("description", "description", "описание"),
        ("activities", "activities of the log", "действия журнала"),
        ("touchpoints", "touchpoints", "точки контакта"),
        ("main", "on the main path", "на основном пути"),
        ("optional", "optional", "необязательный"),
        ("moment_of_truth", "moment of truth", "момент истины"),
        ("intended", "intended feeling", "желаемое чувство"),
        ("expected", "expected", "ожидания"),
        ("typical_s", "usual time", "обычная длительность"),
        ("role", "role", "роль"),
        ("persona", "persona", "персона"),
        ("personas", "personas", "персоны"),
        ("items", "library items", "элементы библиотеки"),
        ("channel", "channel", "канал"),
        ("image", "image", "изображение"),
        ("metric", "number", "число"),
        ("target", "target", "цель по числу"),
        ("feeling", "feeling", "чувство"),
        ("emotions", "named feelings", "названные чувства"),
        ("pain", "harm", "вред"),
        ("opportunity", "opportunity", "возможность"),
        ("action", "action", "задача"),
        ("evidence", "evidence", "основания"),
        ("status", "status", "состояние"),
        ("reach", "reach", "охват"),
        ("effect", "expected effect", "ожидаемый эффект"),
        ("impact", "impact", "влияние"),
        ("effort", "effort", "трудоёмкость"),
        ("confidence", "confidence", "уверенность"),
        ("answers", "answers", "отвечает на"),
        ("solves", "a way to", "решает"),
        ("rank", "rank", "место в очереди"),
        ("horizon", "horizon", "горизонт"),
        ("hypothesis", "hypothesis", "гипотеза"),
        ("started", "started", "начато"),
        ("measured", "measured effect", "измеренный эффект"),
        ("moment", "moment of truth", "момент истины"),
        ("outcome", "decides", "решает, будет ли"),
        ("touchpoint", "touchpoint", "точка контакта"),
        ("due", "due", "срок"),
        ("link", "link", "ссылка"),
        ("summary", "summary", "кратко"),
        ("story", "story", "история"),
        ("quote", "quote", "цитата"),
        ("segment", "segment", "сегмент"),
        ("size", "size", "размер"),
        ("buying_roles", "buying roles", "роли в закупке"),
        ("share", "share", "доля"),
        ("journeys", "journeys", "число путей"),
        ("steps", "steps", "шаги"),
        ("from", "from", "откуда"),
        ("to", "to", "куда"),
        ("label", "label", "подпись"),
        ("icon", "icon", "значок"),
        ("synonyms", "other names", "другие названия"),
        ("library", "id in the library", "код в библиотеке"),
        ("resolved", "resolved", "решён"),
        ("origin", "where the draft comes from", "откуда черновик"),
        ("brand", "brand", "оформление"),
        ("color", "colour", "цвет"),
        ("logo", "logo", "логотип"),
        ("id", "id", "код"),
    ];
    let mut parts: Vec<String> = Vec::new();
    for part in path.split('.') {
        match NAMES.iter().find(|(name, ..)| *name == part) {
            Some((_, en, ru)) => parts.push(lang.pick(en, ru).to_owned()),
            None if part == lang.tag() || part == "und" => {}
            None if !parts.is_empty() && part.len() <= 3 => parts.push(format!("({part})")),
            None => parts.push(part.to_owned()),
        }
    }
    parts.join(" · ").replace(" · (", " (")
}
