//! What a map says, taken apart into single facts: comparing two maps fact by fact shows what a format lost.
//!
//! Facts name their place by words, not by ids, so that formats without ids are judged by what people read.

use super::build::role_code;
use super::words::lane_name;
use super::{ExportOptions, Format, ImportOptions};
use crate::Lang;
use crate::document::{Card, Map};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// A kind of statement a map makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FormatPart)]
pub enum Part {
    Title,
    /// Kind, state, purpose, scenario, scope, department, owner, dates, edition.
    Head,
    Stages,
    /// Goals and descriptions of stages.
    StageDetails,
    Steps,
    /// Descriptions, log activities, touchpoints, optional, wanted and expected feelings, typical time.
    StepDetails,
    MomentsOfTruth,
    Lanes,
    Texts,
    /// Cards over several steps.
    Spans,
    Feelings,
    /// Intervals, counts and raw scores behind the curve.
    FeelingIntervals,
    Emotions,
    Channels,
    Metrics,
    Targets,
    PainKinds,
    Opportunities,
    Actions,
    /// Which cards are measured, told by people, or one voice.
    EvidenceStates,
    Evidence,
    Personas,
    /// Traits, stories, sizes, buying roles.
    PersonaDetails,
    /// Which card speaks of whom.
    CardPersonas,
    Moves,
    Paths,
    Items,
    Images,
    Links,
    Comments,
    /// Own words of the scale, brand, earlier ids.
    Settings,
    /// Snapshot, window and answers of a drafted map.
    Origin,
    Ids,
    Translations,
    /// Fields of a newer version of the format.
    Unknown,
}

/// One kind of statement that a file of another format does not make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = FormatLoss)]
pub struct Loss {
    pub what: Part,
    /// The first of them, as in `cards[12].metric`.
    pub place: String,
    pub count: u64,
    /// One sentence for people.
    pub text: LocalText,
}

impl Part {
    /// «figures (reach, loss, time)», counted: the text of a [`Loss`] is «12 × …».
    pub fn label(self) -> LocalText {
        use Part::*;
        let (en, ru) = match self {
            Title => ("title", "название"),
            Head => (
                "what the map is for: kind, state, purpose, scenario, scope, owner, dates",
                "сведения о карте: вид, состояние, цель, сценарий, границы, ответственный, даты",
            ),
            Stages => ("stages", "этапы"),
            StageDetails => ("goals and descriptions of stages", "цели и описания этапов"),
            Steps => ("steps", "шаги"),
            StepDetails => (
                "details of steps: description, activities of the log, wanted and expected feelings",
                "подробности шагов: описание, события журнала, желаемое и ожидаемое чувство",
            ),
            MomentsOfTruth => ("moments of truth", "моменты истины"),
            Lanes => ("lanes", "дорожки"),
            Texts => ("texts of cards", "тексты карточек"),
            Spans => ("cards over several steps", "карточки на несколько шагов"),
            Feelings => ("points of the emotion curve", "точки кривой эмоций"),
            FeelingIntervals => (
                "intervals and counts behind the curve",
                "интервалы и число ответов у точек кривой",
            ),
            Emotions => ("named feelings", "названные чувства"),
            Channels => ("channels", "каналы"),
            Metrics => ("figures", "показатели"),
            Targets => ("targets", "целевые значения"),
            PainKinds => ("kind and severity of pains", "вид и тяжесть болевых точек"),
            Opportunities => ("estimates of opportunities", "оценки возможностей"),
            Actions => ("who does what by when", "кто, что и к какому сроку делает"),
            EvidenceStates => (
                "marks «measured», «said by people»: all becomes an assumption",
                "отметки «измерено» и «сказали люди»: всё станет предположением",
            ),
            Evidence => ("evidence of cards", "основания карточек"),
            Personas => ("personas", "персоны"),
            PersonaDetails => ("traits and stories of personas", "черты и истории персон"),
            CardPersonas => ("whom a card speaks of", "о ком говорит карточка"),
            Moves => ("branches, loops and exits", "развилки, петли и выходы"),
            Paths => ("paths", "пути"),
            Items => (
                "library items and references to them",
                "записи библиотеки и ссылки на них",
            ),
            Images => ("images", "изображения"),
            Links => ("links to other maps", "связи с другими картами"),
            Comments => ("comments", "комментарии"),
            Settings => (
                "own words of the scale, brand, earlier ids",
                "свои слова шкалы, фирменный стиль, прежние идентификаторы",
            ),
            Origin => (
                "snapshot and answers the map was drafted from",
                "снимок и ответы, по которым построен черновик",
            ),
            Ids => (
                "ids of stages, steps, lanes and cards",
                "идентификаторы этапов, шагов, дорожек и карточек",
            ),
            Translations => ("texts in other languages", "тексты на других языках"),
            Unknown => ("fields of a newer version", "поля более новой версии"),
        };
        LocalText::en_ru(en, ru)
    }
}

/// What the file written as `bytes` no longer says.
pub(super) fn lost(map: &Map, format: Format, bytes: &[u8], options: &ExportOptions) -> Vec<Loss> {
    let reading = ImportOptions {
        lang: Some(options.lang.clone()),
        ..ImportOptions::default()
    };
    let kept = match super::import(bytes, format, &reading) {
        Ok(imported) => facts(&imported.map, &options.lang),
        // A format that is only written keeps what its own module says.
        Err(_) => Vec::new(),
    };
    let mut left: BTreeMap<(Part, String), u64> = BTreeMap::new();
    for fact in kept {
        *left.entry((fact.part, fact.says)).or_default() += 1;
    }
    let mut losses: BTreeMap<Part, (String, u64)> = BTreeMap::new();
    for fact in facts(map, &options.lang) {
        match left.get_mut(&(fact.part, fact.says)) {
            Some(n) if *n > 0 => *n -= 1,
            _ => losses.entry(fact.part).or_insert((fact.place, 0)).1 += 1,
        }
    }
    let mut losses: Vec<Loss> = losses
        .into_iter()
        .map(|(what, (place, count))| {
            let label = what.label();
            Loss {
                what,
                place,
                count,
                text: LocalText::en_ru(
                    format!("{count} × {}", label.get("en")),
                    format!("{count} × {}", label.get("ru")),
                ),
            }
        })
        .collect();
    losses.sort_by(|a, b| b.count.cmp(&a.count).then(a.what.cmp(&b.what)));
    losses
}

/// One thing the map says.
pub(super) struct Fact {
    pub part: Part,
    pub says: String,
    pub place: String,
}

struct Facts<'a> {
    lang: &'a str,
    facts: Vec<Fact>,
    /// Ids to what people call the thing.
    columns: BTreeMap<&'a str, String>,
    lanes: BTreeMap<&'a str, String>,
    personas: BTreeMap<&'a str, String>,
    channels: BTreeMap<&'a str, String>,
}

/// Everything the map says to readers of the language.
pub(super) fn facts(map: &Map, lang: &str) -> Vec<Fact> {
    let mut facts = Facts {
        lang,
        facts: Vec::new(),
        columns: BTreeMap::new(),
        lanes: BTreeMap::new(),
        personas: BTreeMap::new(),
        channels: BTreeMap::new(),
    };
    facts.head(map);
    facts.columns(map);
    facts.people(map);
    for (i, channel) in map.channels.iter().enumerate() {
        let name = facts.name(&channel.name);
        facts.channels.insert(&channel.id, name);
        facts.translations(&format!("channels[{i}].name"), &channel.name);
    }
    facts.cards(map);
    facts.rest(map);
    facts.facts
}

impl<'a> Facts<'a> {
    fn add(&mut self, part: Part, place: impl Into<String>, says: impl Into<String>) {
        self.facts.push(Fact {
            part,
            says: says.into(),
            place: place.into(),
        });
    }

    /// Names read the same whatever white space is between their words.
    fn name(&self, text: &LocalText) -> String {
        super::text::line(text.get(self.lang))
    }

    fn text(&self, text: &LocalText) -> String {
        super::text::clean(text.get(self.lang))
    }

    fn translations(&mut self, place: &str, text: &LocalText) {
        let own = text.get(self.lang).to_owned();
        let others: Vec<_> = text.0.iter().filter(|(_, t)| **t != own).collect();
        for (language, text) in others {
            self.add(
                Part::Translations,
                format!("{place}.{language}"),
                format!("{place} {language} {text}"),
            );
        }
    }

    fn whole(&mut self, part: Part, place: String, value: &impl Serialize) {
        let mut value = serde_json::to_value(value).unwrap_or_default();
        in_one_language(&mut value, self.lang);
        self.add(part, place, value.to_string());
    }

    fn head(&mut self, map: &'a Map) {
        let title = self.name(&map.title);
        self.add(Part::Title, "title", title);
        self.translations("title", &map.title);
        self.add(Part::Ids, "id", format!("map {}", map.id));
        let texts = [
            ("purpose", &map.purpose),
            ("scenario", &map.scenario),
            ("scope", &map.scope),
            ("department", &map.department),
        ];
        for (name, text) in texts.into_iter().filter(|(_, text)| !text.0.is_empty()) {
            let says = format!("{name} {}", self.text(text));
            self.add(Part::Head, name, says);
            self.translations(name, text);
        }
        let words = [
            ("owner", &map.owner),
            ("review_date", &map.review_date),
            ("edited", &map.edited),
            ("edition", &map.edition),
        ];
        for (name, word) in words {
            if let Some(word) = word {
                self.add(Part::Head, name, format!("{name} {word}"));
            }
        }
        if map.kind != Default::default() {
            self.add(Part::Head, "kind", format!("{:?}", map.kind));
        }
        if map.state != Default::default() {
            self.add(Part::Head, "state", format!("{:?}", map.state));
        }
    }

    fn columns(&mut self, map: &'a Map) {
        let mut stages: BTreeMap<String, u32> = BTreeMap::new();
        for (i, stage) in map.stages.iter().enumerate() {
            let place = format!("stages[{i}]");
            let called = numbered(&mut stages, self.name(&stage.name));
            self.add(Part::Stages, &place, &called);
            self.add(Part::Ids, format!("{place}.id"), format!("{called} {}", stage.id));
            self.translations(&format!("{place}.name"), &stage.name);
            for (name, text) in [("goal", &stage.goal), ("description", &stage.description)] {
                if !text.0.is_empty() {
                    let says = format!("{called} {name} {}", self.text(text));
                    self.add(Part::StageDetails, format!("{place}.{name}"), says);
                    self.translations(&format!("{place}.{name}"), text);
                }
            }
            let mut steps: BTreeMap<String, u32> = BTreeMap::new();
            for (k, step) in stage.steps.iter().enumerate() {
                let place = format!("{place}.steps[{k}]");
                let called = format!("{called} / {}", numbered(&mut steps, self.name(&step.name)));
                self.step(&place, &called, step);
                self.columns.insert(&step.id, called);
            }
            self.columns.insert(&stage.id, called);
            self.unknown(&place, &stage.unknown);
        }
        let mut lanes: BTreeMap<String, u32> = BTreeMap::new();
        for (i, lane) in map.lanes.iter().enumerate() {
            let place = format!("lanes[{i}]");
            // A lane called as its role is called has no name of its own.
            let own = self.name(&lane.name);
            let usual = [Lang::En, Lang::Ru]
                .iter()
                .any(|l| lane_name(*l, lane.role) == own);
            let name = format!("{} {}", role_code(lane.role), if usual { "" } else { &own });
            let called = numbered(&mut lanes, name);
            self.add(Part::Lanes, &place, &called);
            self.add(
                Part::Ids,
                format!("{place}.id"),
                format!("lane {called} {}", lane.id),
            );
            self.translations(&format!("{place}.name"), &lane.name);
            if let Some(persona) = &lane.persona {
                self.add(
                    Part::CardPersonas,
                    format!("{place}.persona"),
                    format!("lane {called} {persona}"),
                );
            }
            self.lanes.insert(&lane.id, called);
            self.unknown(&place, &lane.unknown);
        }
    }

    fn step(&mut self, place: &str, called: &str, step: &crate::document::Step) {
        self.add(Part::Steps, place, called);
        self.add(Part::Ids, format!("{place}.id"), format!("{called} {}", step.id));
        self.translations(&format!("{place}.name"), &step.name);
        if step.moment_of_truth {
            self.add(Part::MomentsOfTruth, format!("{place}.moment_of_truth"), called);
        }
        let mut detail = |name: &str, says: String| {
            self.add(
                Part::StepDetails,
                format!("{place}.{name}"),
                format!("{called} {name} {says}"),
            );
        };
        if !step.description.0.is_empty() {
            let text = super::text::clean(step.description.get("und"));
            detail("description", text);
        }
        step.activities
            .iter()
            .for_each(|a| detail("activities", a.clone()));
        step.touchpoints
            .iter()
            .for_each(|t| detail("touchpoints", t.clone()));
        if step.optional {
            detail("optional", String::new());
        }
        if step.main {
            detail("main", String::new());
        }
        for (name, wish) in [("intended", &step.intended), ("expected", &step.expected)] {
            if let Some(wish) = wish {
                detail(name, serde_json::to_string(wish).unwrap_or_default());
            }
        }
        if let Some(seconds) = step.typical_s {
            detail("typical_s", seconds.to_string());
        }
        self.unknown(place, &step.unknown);
    }

    fn people(&mut self, map: &'a Map) {
        for (i, persona) in map.personas.iter().enumerate() {
            let place = format!("personas[{i}]");
            let name = self.name(&persona.name);
            self.add(Part::Personas, &place, &name);
            self.translations(&format!("{place}.name"), &persona.name);
            let mut details = serde_json::to_value(persona).unwrap_or_default();
            if let Some(fields) = details.as_object_mut() {
                for (field, value) in std::mem::take(fields) {
                    if !matches!(field.as_str(), "id" | "name") {
                        self.whole(
                            Part::PersonaDetails,
                            format!("{place}.{field}"),
                            &(&name, &field, value),
                        );
                    }
                }
            }
            self.personas.insert(&persona.id, name);
        }
    }

    fn cards(&mut self, map: &'a Map) {
        let mut cells: BTreeMap<String, u32> = BTreeMap::new();
        for (i, card) in map.cards.iter().enumerate() {
            let lane = self.lanes.get(card.lane.as_str()).cloned().unwrap_or_default();
            let at = self.columns.get(card.at.as_str()).cloned().unwrap_or_default();
            let cell = numbered(&mut cells, format!("{lane} @ {at}"));
            self.card(&format!("cards[{i}]"), &cell, card, map);
        }
    }

    fn card(&mut self, place: &str, cell: &str, card: &'a Card, map: &'a Map) {
        let at = |field: &str| format!("{place}.{field}");
        self.add(Part::Ids, at("id"), format!("{cell} {}", card.id));
        // A text that only repeats the channel says nothing of its own.
        let channel = card
            .channel
            .as_ref()
            .and_then(|id| self.channels.get(id.as_str()));
        let repeats = channel.is_some_and(|name| *name == self.text(&card.text));
        if !card.text.0.is_empty() && !repeats {
            let says = format!("{cell} {}", self.text(&card.text));
            self.add(Part::Texts, at("text"), says);
            self.translations(&at("text"), &card.text);
        }
        if let Some(until) = card
            .until
            .as_ref()
            .and_then(|u| self.columns.get(u.as_str()))
            .cloned()
        {
            self.add(Part::Spans, at("until"), format!("{cell} {until}"));
        }
        if let Some(feeling) = &card.feeling {
            self.add(
                Part::Feelings,
                at("feeling"),
                format!("{cell} {}", (feeling.value * 100.0).round() as i64),
            );
            let behind = (
                feeling.lo,
                feeling.hi,
                feeling.n,
                feeling.raw_mean,
                feeling.raw_scale,
            );
            if behind != (None, None, None, None, None) {
                self.whole(Part::FeelingIntervals, at("feeling"), &(cell, behind));
            }
        }
        for emotion in &card.emotions {
            self.whole(Part::Emotions, at("emotions"), &(cell, emotion));
        }
        if let Some(channel) = &card.channel {
            let name = self.channels.get(channel.as_str()).cloned().unwrap_or_default();
            self.add(Part::Channels, at("channel"), format!("{cell} {name}"));
        }
        // Nobody named and everybody named is the same.
        let mut people: Vec<&String> = card
            .personas
            .iter()
            .filter_map(|p| self.personas.get(p.as_str()))
            .collect();
        people.sort();
        people.dedup();
        if !people.is_empty() && people.len() < map.personas.len() {
            let says = format!("{cell} {people:?}");
            self.add(Part::CardPersonas, at("personas"), says);
        }
        if let Some(metric) = &card.metric {
            self.whole(Part::Metrics, at("metric"), &(cell, metric));
        }
        if let Some(target) = &card.target {
            self.whole(Part::Targets, at("target"), &(cell, target));
        }
        if let Some(pain) = &card.pain {
            self.whole(Part::PainKinds, at("pain"), &(cell, pain));
        }
        if let Some(moment) = &card.moment {
            self.whole(Part::MomentsOfTruth, at("moment"), &(cell, moment));
        }
        if let Some(opportunity) = &card.opportunity {
            self.whole(Part::Opportunities, at("opportunity"), &(cell, opportunity));
        }
        if let Some(action) = &card.action {
            self.whole(Part::Actions, at("action"), &(cell, action));
        }
        if card.state != EvidenceState::Assumption {
            self.whole(Part::EvidenceStates, at("state"), &(cell, card.state));
        }
        for (k, evidence) in card.evidence.iter().enumerate() {
            self.whole(
                Part::Evidence,
                format!("{place}.evidence[{k}]"),
                &(cell, evidence),
            );
        }
        for item in &card.items {
            self.add(Part::Items, at("items"), format!("{cell} {item}"));
        }
        if let Some(image) = &card.image {
            self.add(Part::Images, at("image"), format!("{cell} {image}"));
        }
        self.unknown(place, &card.unknown);
    }

    fn rest(&mut self, map: &'a Map) {
        for (i, one) in map.moves.iter().enumerate() {
            self.whole(Part::Moves, format!("moves[{i}]"), one);
        }
        for (i, path) in map.paths.iter().enumerate() {
            self.whole(Part::Paths, format!("paths[{i}]"), path);
        }
        for (i, item) in map.items.iter().enumerate() {
            self.whole(Part::Items, format!("items[{i}]"), item);
        }
        for (i, image) in map.images.iter().enumerate() {
            self.add(
                Part::Images,
                format!("images[{i}]"),
                format!("{} {}", image.id, image.bytes.len()),
            );
        }
        for (i, link) in map.links.iter().enumerate() {
            self.whole(Part::Links, format!("links[{i}]"), link);
        }
        for (i, comment) in map.comments.iter().enumerate() {
            self.whole(Part::Comments, format!("comments[{i}]"), comment);
        }
        for (i, word) in map.feeling_words.iter().enumerate() {
            self.whole(Part::Settings, format!("feeling_words[{i}]"), &(i, word));
        }
        for (i, former) in map.former.iter().enumerate() {
            self.whole(Part::Settings, format!("former[{i}]"), former);
        }
        if let Some(brand) = &map.brand {
            self.whole(Part::Settings, "brand".to_owned(), brand);
        }
        if let Some(origin) = &map.origin {
            self.whole(Part::Origin, "origin".to_owned(), origin);
        }
        self.unknown("", &map.unknown);
    }

    fn unknown(&mut self, place: &str, unknown: &crate::document::Unknown) {
        for (name, value) in unknown {
            self.whole(Part::Unknown, format!("{place}.{name}"), &(place, name, value));
        }
    }
}

/// `Search #2` for the second of the same name.
fn numbered(taken: &mut BTreeMap<String, u32>, name: String) -> String {
    let n = taken.entry(name.clone()).or_default();
    *n += 1;
    if *n == 1 { name } else { format!("{name} #{n}") }
}

/// Texts inside a record become the one a reader of the language sees.
fn in_one_language(value: &mut Value, lang: &str) {
    let is_tag = |key: &String| {
        let primary = key.split('-').next().unwrap_or_default();
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase())
    };
    match value {
        Value::Object(fields)
            if !fields.is_empty() && fields.iter().all(|(k, v)| is_tag(k) && v.is_string()) =>
        {
            if let Ok(text) = serde_json::from_value::<LocalText>(std::mem::take(value)) {
                *value = Value::String(super::text::clean(text.get(lang)));
            }
        }
        Value::Object(fields) => fields.values_mut().for_each(|field| in_one_language(field, lang)),
        Value::Array(items) => items.iter_mut().for_each(|item| in_one_language(item, lang)),
        _ => {}
    }
}
