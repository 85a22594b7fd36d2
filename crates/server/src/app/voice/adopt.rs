//! What people say put on a map's cards: exact words with their places, counts, measured points of the curve.

use super::filter::refused;
use super::heard::{Heard, HeardItem};
use super::items::found;
use super::places::no_such_place;
use super::steps::{
    Column, SaidOften, StepPoint, StepScore, StepVoice, StepVoiceKind, StepVoiceList, at_columns, of_map,
};
use super::views::VoiceQuote;
use crate::app::{AppError, Author, Workspace};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_catalog::MapId;
use tropa_map::Map;
use tropa_map::document::{
    Card, Evidence, FeelingPoint, Lane, LaneRole, Metric, MetricName, MetricUnit, Quote,
};
use tropa_map::slug;
use tropa_model::{EvidenceState, LocalText, Measure, Scale, Span, TextPart};
use tropa_voice::Language;
use tropa_voice::curve::PointState;
use tropa_voice::survey::{Estimate, Rules};
use utoipa::ToSchema;

const CARDS_MAX: usize = 200;
const QUOTES_MAX: usize = 20;
const TEXT_CHARS_MAX: usize = 2_000;
const PER_CELL_DEFAULT: u32 = 3;
const PER_CELL_MAX: u32 = 10;
/// Lanes that words are put on.
const LANES: [LaneRole; 10] = [
    LaneRole::Quotes,
    LaneRole::Thoughts,
    LaneRole::Questions,
    LaneRole::Pains,
    LaneRole::Delights,
    LaneRole::Needs,
    LaneRole::Expectations,
    LaneRole::Feelings,
    LaneRole::Ideas,
    LaneRole::Opportunities,
];

/// What to put on a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptOrder {
    /// Cards one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<AdoptCard>,
    /// All that is said at the map's own steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub everything: Option<AdoptEverything>,
}

/// One card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptCard {
    /// The lane it goes to; made where the map has none of the role.
    pub lane: LaneRole,
    /// Id of a step or stage.
    pub at: String,
    /// Absent: the words of the first quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<QuotePlace>,
    /// How many say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// What one click opens: `step=Order&feeling=bad`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Id of the persona who says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<String>,
}

/// Where words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotePlace {
    pub source: String,
    pub item: String,
    pub span: Span,
}

/// Which of all that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AdoptEverything {
    pub quotes: bool,
    pub pains: bool,
    pub delights: bool,
    pub questions: bool,
    /// Points of the curve, with indices such as NPS beside them.
    pub feelings: bool,
    /// Cards of one kind at one step, at most ten.
    pub per_cell_max: u32,
}

impl Default for AdoptEverything {
    fn default() -> Self {
        Self {
            quotes: true,
            pains: true,
            delights: true,
            questions: true,
            feelings: true,
            per_cell_max: PER_CELL_DEFAULT,
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Adopted {
    /// The map's position after it.
    pub revision: u64,
    /// Ids of cards that are new or said anew.
    pub cards: Vec<String>,
}

impl Workspace {
    /// Puts what people say on a map, as a change of `by`; who has the map open sees it at once.
    pub fn adopt_voice(&self, id: &MapId, order: &AdoptOrder, by: &Author) -> Result<Adopted, AppError> {
        let heard = self.heard()?;
        let edited = self.edit_map(id, by, "voice", |map| {
            let mut cards = Vec::new();
            if order.cards.len() > CARDS_MAX {
                return Err(refused(
                    "cards",
                    format!("at most {CARDS_MAX} at once"),
                    format!("за один раз — не больше {CARDS_MAX}"),
                )
                .into());
            }
            for (place, card) in order.cards.iter().enumerate() {
                cards.push(put_one(map, &heard, card, place)?);
            }
            if let Some(everything) = &order.everything {
                cards.extend(put_everything(map, &heard, everything));
            }
            Ok(cards)
        })?;
        Ok(Adopted {
            revision: edited.revision,
            cards: edited.outcome,
        })
    }

    /// What is said at the steps of a map found in events, put on it before anybody sees it. Nothing where nobody said
    /// anything.
    pub(crate) fn with_voice(&self, map: &mut Map) -> Result<(), AppError> {
        if self.voice_snapshots()?.is_empty() {
            return Ok(());
        }
        let heard = self.heard()?;
        let everything = AdoptEverything {
            questions: false,
            ..AdoptEverything::default()
        };
        put_everything(map, &heard, &everything);
        Ok(())
    }
}

fn put_one(map: &mut Map, heard: &Heard, wanted: &AdoptCard, place: usize) -> Result<String, AppError> {
    let at_field = |field: &str| format!("cards[{place}].{field}");
    if !LANES.contains(&wanted.lane) {
        return Err(refused(
            &at_field("lane"),
            "words are put on lanes of quotes, thoughts, questions, pains, delights, needs, expectations, feelings, ideas or opportunities".into(),
            "слова кладут на линии цитат, мыслей, вопросов, болей, восторгов, потребностей, ожиданий, чувств, идей или возможностей".into(),
        )
        .into());
    }
    let is_there = |stage: &tropa_map::document::Stage| {
        stage.id == wanted.at || stage.steps.iter().any(|step| step.id == wanted.at)
    };
    if !map.stages.iter().any(is_there) {
        return Err(no_such_place(&wanted.at).at(at_field("at")).into());
    }
    if let Some(persona) = &wanted.persona
        && !map.personas.iter().any(|one| one.id == *persona)
    {
        return Err(refused(
            &at_field("persona"),
            "there is no such persona on the map".into(),
            "такой персоны на карте нет".into(),
        )
        .into());
    }
    if wanted.quotes.len() > QUOTES_MAX {
        return Err(refused(
            &at_field("quotes"),
            format!("at most {QUOTES_MAX} on one card"),
            format!("на одной карточке — не больше {QUOTES_MAX}"),
        )
        .into());
    }
    let mut quotes = Vec::new();
    let mut people = BTreeSet::new();
    for (number, one) in wanted.quotes.iter().enumerate() {
        let item = found(heard, &one.source, &one.item)?;
        let quote = super::quotes::quote(&item, one.span, item.feeling());
        quotes.push(quote.ok_or_else(|| {
            refused(
                &format!("{}[{number}].span", at_field("quotes")),
                "there are no words at this place".into(),
                "на этом месте нет слов".into(),
            )
        })?);
        people.insert(who(&item));
    }
    let text = match wanted
        .text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        Some(text) if text.chars().count() > TEXT_CHARS_MAX => {
            return Err(refused(
                &at_field("text"),
                format!("at most {TEXT_CHARS_MAX} characters"),
                format!("не больше {TEXT_CHARS_MAX} знаков"),
            )
            .into());
        }
        Some(text) => LocalText::plain(text),
        None => match quotes.first() {
            Some(quote) => words_of(quote),
            None => {
                return Err(refused(
                    &at_field("quotes"),
                    "a card needs words of its own or a quote".into(),
                    "карточке нужен свой текст или цитата".into(),
                )
                .into());
            }
        },
    };
    let said = wanted.n.unwrap_or(people.len() as u64);
    let state = match said.max(people.len() as u64) {
        0 => EvidenceState::Assumption,
        1 => EvidenceState::SingleVoice,
        _ => EvidenceState::SupportedByText,
    };
    let mut evidence: Vec<Evidence> = quotes
        .iter()
        .map(|quote| quoted(heard, quote, "voice.quote", LocalText::default(), None))
        .collect();
    if wanted.filter.is_some() || wanted.n.is_some() {
        evidence.insert(0, counted(heard, said, wanted.filter.clone()));
    }
    let id = format!("voice-{}", uuid::Uuid::now_v7().simple());
    let lane = lane(map, wanted.lane);
    map.cards.push(Card {
        id: id.clone(),
        lane,
        at: wanted.at.clone(),
        text,
        personas: wanted.persona.iter().cloned().collect(),
        state,
        evidence,
        ..Card::default()
    });
    Ok(id)
}

/// Who says it, as far as people are told apart.
fn who(item: &HeardItem<'_>) -> String {
    match &item.said.actor {
        Some(actor) => actor.clone(),
        None => format!("{}/{}", item.source, item.said.id),
    }
}

/// Puts all that is said at the steps on the map; ids of cards that are new or said anew. Cards that people made their
/// own stay as they are.
pub(crate) fn put_everything(map: &mut Map, heard: &Heard, wanted: &AdoptEverything) -> Vec<String> {
    let rules = Rules::default();
    let columns = of_map(heard, map);
    // What is said at a step belongs on the step; a stage is given what belongs to none of its steps.
    let of_steps: BTreeSet<usize> = columns
        .iter()
        .filter(|c| c.kind == StepVoiceKind::Step)
        .flat_map(|c| c.places.iter().copied())
        .collect();
    let columns: Vec<Column> = columns
        .into_iter()
        .map(|mut column| {
            if column.kind == StepVoiceKind::Stage {
                column.places.retain(|place| !of_steps.contains(place));
            }
            column
        })
        .filter(|column| !column.places.is_empty())
        .collect();
    let items: Vec<HeardItem<'_>> = heard.own_words().collect();
    let said = at_columns(heard, &columns, &items, &rules);
    let mut writer = Writer {
        map,
        heard,
        written: Vec::new(),
    };
    for step in &said.items {
        if step.n_items > 0 {
            writer.step(step, wanted, &said);
        }
    }
    writer.written
}

struct Writer<'w> {
    map: &'w mut Map,
    heard: &'w Heard,
    written: Vec<String>,
}

impl Writer<'_> {
    fn step(&mut self, step: &StepVoice, wanted: &AdoptEverything, all: &StepVoiceList) {
        let Some(at) = step.at.clone() else { return };
        let most = wanted.per_cell_max.clamp(1, PER_CELL_MAX) as usize;
        if wanted.feelings {
            self.feeling(step, &at, all);
            self.indices(step, &at);
        }
        let told = [
            (wanted.pains, LaneRole::Pains, "pain", &step.pains, "bad"),
            (
                wanted.delights,
                LaneRole::Delights,
                "delight",
                &step.delights,
                "good",
            ),
        ];
        for (is_wanted, role, kind, said, feeling) in told {
            for one in said.iter().take(if is_wanted { most } else { 0 }) {
                self.said_often(role, kind, one, feeling, step, &at);
            }
        }
        if wanted.quotes {
            for (number, quote) in step.best_quotes.iter().take(most).enumerate() {
                let id = format!("voice-quote-{}-{}", slug(&at), number + 1);
                let filter = self.filter(&at, "");
                let reason = LocalText::en_ru(
                    "the words that tell most of what is said here",
                    "слова, которые точнее всего передают сказанное здесь",
                );
                self.card(LaneRole::Quotes, id, &at, |card, heard| {
                    card.text = words_of(quote);
                    card.state = EvidenceState::SingleVoice;
                    card.evidence = vec![quoted(
                        heard,
                        quote,
                        "voice.quote",
                        reason.clone(),
                        Some(filter.clone()),
                    )];
                });
            }
        }
        if wanted.questions {
            let places = of_places(self.heard, self.map, &at);
            for (number, group) in super::asked::at_places(self.heard, &places, most)
                .into_iter()
                .enumerate()
            {
                let id = format!("voice-question-{}-{}", slug(&at), number + 1);
                let filter = self.filter(&at, "act=question");
                self.card(LaneRole::Questions, id, &at, |card, heard| {
                    card.text = LocalText::plain(&group.text);
                    card.state = state_of(group.n);
                    card.metric = Some(how_many(group.n));
                    let reason = asked_by(group.n);
                    card.evidence = group
                        .quotes
                        .iter()
                        .take(3)
                        .map(|quote| {
                            quoted(
                                heard,
                                quote,
                                "voice.question",
                                reason.clone(),
                                Some(filter.clone()),
                            )
                        })
                        .collect();
                });
            }
        }
    }

    /// The point of the curve. One that events have measured already stays.
    fn feeling(&mut self, step: &StepVoice, at: &str, all: &StepVoiceList) {
        let point = &step.curve;
        let Some(value) = point.value else { return };
        let feelings = self
            .map
            .lanes
            .iter()
            .filter(|lane| lane.role == LaneRole::Feelings)
            .map(|lane| lane.id.clone());
        let feelings: BTreeSet<String> = feelings.collect();
        let id = format!("voice-feeling-{}", slug(at));
        let has_point = |card: &Card| {
            card.id != id
                && card.at == at
                && feelings.contains(&card.lane)
                && card.feeling.is_some()
                && card.personas.is_empty()
        };
        if self.map.cards.iter().any(has_point) {
            return;
        }
        let measured = point.state == PointState::Measured;
        let asked = point.asked.as_ref().filter(|_| measured);
        let score = asked.and_then(|asked| {
            step.scores.iter().find(|score| {
                score.measure == asked.measure
                    && score.scale == asked.scale
                    && score.question == asked.question
            })
        });
        // The same estimate as on the page of the voice: one curve, wherever it is drawn. The plain mean stands beside it.
        let feeling = FeelingPoint {
            value: tidy(value),
            lo: point.lo.map(|lo| tidy(lo.min(value).max(-2.0))),
            hi: point.hi.map(|hi| tidy(hi.max(value).min(2.0))),
            n: Some(point.n),
            raw_mean: score.map(|score| score.raw_mean),
            raw_scale: score.map(|score| score.scale),
            ..FeelingPoint::default()
        };
        let mut reason = match score {
            Some(score) => estimated(point, score),
            None => LocalText::en_ru(
                format!(
                    "from {} scores and {} texts, drawn towards the other steps",
                    point.n_scores, point.n_texts
                ),
                format!(
                    "по оценкам ({}) и текстам ({}), со сдвигом к остальным шагам",
                    point.n_scores, point.n_texts
                ),
            ),
        };
        if let Some(note) = &point.note {
            append(&mut reason, note);
        }
        if all.mixes_questions && score.is_some() {
            append(
                &mut reason,
                &LocalText::en_ru(
                    "points of this curve were measured by different questions",
                    "точки этой кривой измерены разными вопросами",
                ),
            );
        }
        let state = if score.is_some() {
            EvidenceState::Measured
        } else {
            EvidenceState::SupportedByText
        };
        let text = match score {
            Some(score) => mean_words(score),
            None => LocalText::en_ru("Felt from what people write", "По словам клиентов"),
        };
        let emotions: Vec<_> = step
            .emotions
            .iter()
            .filter(|one| one.n > 1)
            .take(2)
            .map(|one| one.emotion)
            .collect();
        let filter = self.filter(at, "");
        self.card(LaneRole::Feelings, id, at, |card, heard| {
            card.text = text;
            card.feeling = Some(feeling);
            card.emotions = emotions;
            card.state = state;
            card.evidence = vec![Evidence {
                rule: Some("voice.curve".into()),
                reason,
                snapshot: Some(heard.read.snapshot()),
                texts: Some(filter),
                ..Evidence::default()
            }];
        });
    }

    /// NPS and shares of top answers: numbers of the lane of KPIs, never points of the curve.
    fn indices(&mut self, step: &StepVoice, at: &str) {
        for score in &step.scores {
            let Some(index) = score.index.as_ref().filter(|index| index.value.is_some()) else {
                continue;
            };
            let (word, label) = match score.measure {
                Measure::Nps => ("nps", LocalText::plain("NPS")),
                Measure::Ces => (
                    "ces",
                    LocalText::en_ru("Easy (CES, top answers)", "Легко (CES, верхние оценки)"),
                ),
                _ => (
                    "csat",
                    LocalText::en_ru("Satisfied (CSAT, top answers)", "Довольны (CSAT, верхние оценки)"),
                ),
            };
            let id = format!("voice-{word}-{}", slug(at));
            if self.written.contains(&id) {
                continue;
            }
            let points = score.measure == Measure::Nps;
            let metric = metric_of(index, points, label.clone());
            let reason = measured_by(index.n, score.measure, score.scale, score.question.as_deref());
            let filter = self.filter(at, "");
            self.card(LaneRole::Kpis, id, at, |card, heard| {
                card.text = label;
                card.metric = Some(metric);
                card.state = EvidenceState::Measured;
                card.evidence = vec![Evidence {
                    rule: Some("voice.score".into()),
                    reason,
                    snapshot: Some(heard.read.snapshot()),
                    texts: Some(filter),
                    ..Evidence::default()
                }];
            });
        }
    }

    fn said_often(
        &mut self,
        role: LaneRole,
        kind: &str,
        said: &SaidOften,
        feeling: &str,
        step: &StepVoice,
        at: &str,
    ) {
        let which = match (&said.topic, &said.aspect) {
            (Some(topic), _) => format!("topic={}", topic.id),
            (None, Some(aspect)) => format!("aspect={aspect}"),
            (None, None) => String::new(),
        };
        let key = said
            .topic
            .as_ref()
            .map(|topic| topic.id.as_str())
            .or(said.aspect.as_deref())
            .unwrap_or("said");
        let id = format!("voice-{kind}-{}-{}", slug(at), slug(key));
        let filter = match &said.topic {
            Some(_) => self.filter(at, &format!("{which}&feeling={feeling}")),
            None => self.filter(at, &which),
        };
        let reason = LocalText::en_ru(
            format!("{} of {} texts at this step say so", said.n, step.n_texts),
            format!("так говорят {} из {} текстов на этом шаге", said.n, step.n_texts),
        );
        let rule = format!("voice.{kind}");
        self.card(role, id, at, |card, heard| {
            card.text = said.name.clone();
            card.state = state_of(said.n);
            card.metric = Some(Metric {
                name: MetricName::Own,
                label: LocalText::en_ru("say so", "так говорят"),
                value: said.share,
                unit: MetricUnit::Share,
                n: step.n_texts,
                base: LocalText::en_ru("texts at this step", "тексты на этом шаге"),
                count: Some(said.n),
                ..Metric::default()
            });
            card.evidence = vec![match &said.quote {
                Some(quote) => quoted(heard, quote, &rule, reason, Some(filter)),
                None => Evidence {
                    rule: Some(rule),
                    reason,
                    snapshot: Some(heard.read.snapshot()),
                    texts: Some(filter),
                    ..Evidence::default()
                },
            }];
        });
    }

    /// What one click opens, as the address of the list of texts says it.
    fn filter(&self, at: &str, more: &str) -> String {
        let (map, at) = (encoded(&self.map.id), encoded(at));
        let end = if more.is_empty() {
            String::new()
        } else {
            format!("&{more}")
        };
        format!("map={map}&step={at}{end}")
    }

    /// Writes a card under an id of its own. One that a person has made their own is left to them.
    fn card(&mut self, role: LaneRole, id: String, at: &str, write: impl FnOnce(&mut Card, &Heard)) {
        let lane = lane(self.map, role);
        let mut card = Card {
            id: id.clone(),
            lane,
            at: at.to_owned(),
            ..Card::default()
        };
        write(&mut card, self.heard);
        match self.map.cards.iter_mut().find(|one| one.id == id) {
            None => self.map.cards.push(card),
            Some(old) => {
                let is_ours = old.state != EvidenceState::Assumption
                    && old.evidence.first().is_some_and(|reason| {
                        reason
                            .rule
                            .as_deref()
                            .is_some_and(|rule| rule.starts_with("voice."))
                    });
                if !is_ours
                    || (old.text == card.text && old.metric == card.metric && old.feeling == card.feeling)
                {
                    return;
                }
                // Where people have moved it, it stays.
                (card.at, card.lane) = (old.at.clone(), old.lane.clone());
                *old = card;
            }
        }
        self.written.push(id);
    }
}

fn of_places(heard: &Heard, map: &Map, at: &str) -> BTreeSet<usize> {
    let columns = of_map(heard, map);
    columns
        .into_iter()
        .find(|column| column.at.as_deref() == Some(at))
        .map(|column| column.places)
        .unwrap_or_default()
}

/// Id of the map's first lane of the role, which is made where there is none.
fn lane(map: &mut Map, role: LaneRole) -> String {
    if let Some(lane) = map
        .lanes
        .iter()
        .find(|lane| lane.role == role && lane.persona.is_none())
    {
        return lane.id.clone();
    }
    let word = serde_json::to_value(role)
        .ok()
        .and_then(|word| word.as_str().map(str::to_owned))
        .unwrap_or_default();
    let mut id = format!("lane-{}", word.replace('_', "-"));
    while map.lanes.iter().any(|lane| lane.id == id) {
        id.push_str("-2");
    }
    map.lanes.push(Lane {
        id: id.clone(),
        role,
        ..Lane::default()
    });
    id
}

/// A quote as evidence, with what one click opens.
fn quoted(
    heard: &Heard,
    quote: &VoiceQuote,
    rule: &str,
    reason: LocalText,
    filter: Option<String>,
) -> Evidence {
    Evidence {
        rule: Some(rule.to_owned()),
        reason,
        snapshot: Some(heard.read.snapshot()),
        texts: filter,
        quote: Some(Quote {
            text: quote.text.clone(),
            lang: language_tag(quote.language).map(str::to_owned),
            record: Some(record(&quote.source, &quote.item, quote.span.part)),
            from: Some(quote.span.start.into()),
            to: Some(quote.span.end.into()),
            ..Quote::default()
        }),
        ..Evidence::default()
    }
}

/// How a quote names where it stands: `voice:SOURCE/ITEM#PART`.
pub(crate) fn record(source: &str, item: &str, part: TextPart) -> String {
    let part = match part {
        TextPart::Title => "title",
        TextPart::Pros => "pros",
        TextPart::Cons => "cons",
        TextPart::Body => "body",
    };
    format!("voice:{source}/{item}#{part}")
}

fn counted(heard: &Heard, n: u64, filter: Option<String>) -> Evidence {
    Evidence {
        rule: Some("voice.said".into()),
        reason: LocalText::en_ru(format!("said by {n}"), format!("так сказали: {n}")),
        snapshot: Some(heard.read.snapshot()),
        texts: filter,
        ..Evidence::default()
    }
}

fn words_of(quote: &VoiceQuote) -> LocalText {
    match language_tag(quote.language) {
        Some(tag) => LocalText(BTreeMap::from([(tag.to_owned(), quote.text.clone())])),
        None => LocalText::plain(&quote.text),
    }
}

fn language_tag(language: Language) -> Option<&'static str> {
    match language {
        Language::Ru => Some("ru"),
        Language::En => Some("en"),
        Language::Mixed | Language::Other | Language::Unknown => None,
    }
}

fn state_of(n: u64) -> EvidenceState {
    if n > 1 {
        EvidenceState::SupportedByText
    } else {
        EvidenceState::SingleVoice
    }
}

fn how_many(n: u64) -> Metric {
    Metric {
        name: MetricName::Own,
        label: LocalText::en_ru("ask this", "спрашивают"),
        value: n as f64,
        unit: MetricUnit::Number,
        n,
        base: LocalText::en_ru("texts at this step", "тексты на этом шаге"),
        ..Metric::default()
    }
}

fn asked_by(n: u64) -> LocalText {
    LocalText::en_ru(
        format!("{n} texts ask this"),
        format!("об этом спрашивают в {n} текстах"),
    )
}

fn metric_of(index: &Estimate, points: bool, label: LocalText) -> Metric {
    // Shares are 0..=1 on a map, and per cent in surveys.
    let by = if points { 1.0 } else { 100.0 };
    Metric {
        name: MetricName::Own,
        label,
        value: index.value.unwrap_or_default() / by,
        unit: if points {
            MetricUnit::Number
        } else {
            MetricUnit::Share
        },
        lo: index.lo.zip(index.value).map(|(lo, value)| lo.min(value) / by),
        hi: index.hi.zip(index.value).map(|(hi, value)| hi.max(value) / by),
        n: index.n,
        base: index.base.clone(),
        ..Metric::default()
    }
}

fn measured_by(n: u64, measure: Measure, scale: Scale, question: Option<&str>) -> LocalText {
    let word = match measure {
        Measure::Nps => "NPS",
        Measure::Csat => "CSAT",
        Measure::Ces => "CES",
        Measure::Stars => "★",
        Measure::Other => "",
    };
    let asked = question
        .map(|question| format!(" «{question}»"))
        .unwrap_or_default();
    let (lo, hi) = (scale.lo, scale.hi);
    LocalText::en_ru(
        format!("mean of {n} answers {word} on a scale of {lo} to {hi}{asked}").replace("  ", " "),
        format!("среднее {n} ответов {word} по шкале от {lo} до {hi}{asked}").replace("  ", " "),
    )
}

/// Without the last digits, in which sums of the same numbers differ.
fn tidy(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// What a measured point of the curve is made of, and how far it is from the plain mean.
fn estimated(point: &StepPoint, score: &StepScore) -> LocalText {
    let mut reason = measured_by(score.n, score.measure, score.scale, score.question.as_deref());
    if point.n_texts > 0 {
        let n = point.n_texts;
        let texts = LocalText::en_ru(
            format!("with {n} texts that have no score"),
            format!("и тексты без оценки: {n}"),
        );
        append(&mut reason, &texts);
    }
    let plain = score.feeling;
    let percent = (point.shrunk * 100.0).round();
    let shrunk = if percent >= 1.0 {
        LocalText::en_ru(
            format!(
                "estimate with a 95 % interval, drawn {percent:.0} % of the way to the other steps from the plain {plain:+.2}"
            ),
            format!(
                "оценка с интервалом 95 %, сдвинута к остальным шагам на {percent:.0} % от простого среднего {}",
                format!("{plain:+.2}").replace('.', ",").replace('-', "−")
            ),
        )
    } else {
        LocalText::en_ru("estimate with a 95 % interval", "оценка с интервалом 95 %")
    };
    append(&mut reason, &shrunk);
    reason
}

fn mean_words(score: &StepScore) -> LocalText {
    let (mean, lo, hi, n) = (score.raw_mean, score.scale.lo, score.scale.hi, score.n);
    LocalText::en_ru(
        format!("Mean score {mean:.2} on a scale of {lo} to {hi}, n = {n}"),
        format!(
            "Средняя оценка {} по шкале от {lo} до {hi}, n = {n}",
            format!("{mean:.2}").replace('.', ",")
        ),
    )
}

fn append(text: &mut LocalText, more: &LocalText) {
    for (language, words) in &mut text.0 {
        words.push_str("; ");
        words.push_str(more.get(language));
    }
}

/// For the value of a parameter in an address.
fn encoded(value: &str) -> String {
    let mut text = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => text.push(byte as char),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}
