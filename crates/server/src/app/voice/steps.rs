//! What is said at each step: scores, feelings, pains and delights with how many say so, and the words themselves.

use super::filter::refused;
use super::heard::{Heard, HeardItem};
use super::places::{keys_of_stage, keys_of_step};
use super::summary::most_first;
use super::views::{EmotionCount, FeelingWord, NEUTRAL_TO, TopicName, VoiceQuote, VoiceState};
use crate::app::{AppError, Workspace, no_such_map};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_catalog::MapId;
use tropa_map::Map;
use tropa_model::{LocalText, Measure, Scale};
use tropa_voice::SpeechAct;
use tropa_voice::curve::{self, Curve, Point, PointState};
use tropa_voice::survey::{self, Estimate, Rules, Sample, Statistic};
use utoipa::{IntoParams, ToSchema};

/// Told of one step; the rest is one click away.
const PAINS_MAX: usize = 6;
const QUOTES_MAX: usize = 5;
/// What a single person says is a voice, not a pain of many.
const SAID_MIN: u64 = 2;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct StepsWish {
    /// Id of a map: its steps and stages. Absent: all steps that are spoken of.
    pub map: Option<String>,
    /// Names of sources, separated by commas.
    pub source: Option<String>,
    pub segment: Option<String>,
    /// Of people for whose journeys this holds, as `where` of questions: a persona's segment, late delivery.
    #[serde(rename = "where")]
    pub journeys: Option<String>,
    /// First and last day, `2026-01-31`, both included.
    pub from: Option<String>,
    pub to: Option<String>,
    /// Numbers of fewer answers are not shown; 30 when absent.
    pub n_min: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepVoiceList {
    /// In the order of the map, each stage before its steps; without a map the most spoken of first.
    pub items: Vec<StepVoice>,
    /// Items of the base that belong to none of them.
    pub unattached: Unattached,
    /// All items of the base.
    pub n: u64,
    /// The question most points of the curve are measured by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<curve::Asked>,
    /// Points of the curve are measured by different questions: the line between them compares unlike things.
    pub mixes_questions: bool,
    #[serde(flatten)]
    pub of: VoiceState,
}

/// Items without a place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Unattached {
    pub n: u64,
    /// Of the base, 0..=1.
    pub share: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepVoiceKind {
    Step,
    /// A stage of a map, with all that is said at its steps.
    Stage,
}

/// What is said at one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepVoice {
    /// As filters name it. Of a map's step: its id, together with `map`.
    pub key: String,
    /// Id of the map's step or stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    pub kind: StepVoiceKind,
    /// Id of the stage a step of a map is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    pub name: LocalText,
    pub n_items: u64,
    pub n_texts: u64,
    /// Of the question most answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<StepScore>,
    /// Each measure, scale and question by itself; most answers first.
    pub scores: Vec<StepScore>,
    /// Questions with too few answers to show a number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suppressed: Vec<SuppressedScore>,
    /// An index of the question most answered; never a point of the curve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nps: Option<NpsOfStep>,
    /// Mean feeling of the words, −2..=+2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentiment: Option<StepSentiment>,
    /// The point of the curve.
    pub curve: StepPoint,
    /// The same for each segment, in order of names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Point>,
    /// What is felt as bad and as good, and how many say so; the most said first.
    pub pains: Vec<SaidOften>,
    pub delights: Vec<SaidOften>,
    /// Items with such a sentence.
    pub questions: u64,
    pub needs: u64,
    pub missing: u64,
    pub emotions: Vec<EmotionCount>,
    pub expected: ExpectedCounts,
    pub best_quotes: Vec<VoiceQuote>,
}

/// Answers to one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepScore {
    pub measure: Measure,
    pub scale: Scale,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// In points of the scale, with its 95 % interval.
    pub raw_mean: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lo: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hi: Option<f64>,
    pub n: u64,
    /// The same on the scale of feelings.
    pub feeling: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling_lo: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling_hi: Option<f64>,
    /// NPS in points, or per cent of top answers; never a point of the curve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<Estimate>,
}

/// A question too few answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SuppressedScore {
    pub measure: Measure,
    pub scale: Scale,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    pub n: u64,
    pub why: LocalText,
}

/// The net promoter score, −100..=100, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NpsOfStep {
    pub value: f64,
    pub lo: f64,
    pub hi: f64,
    pub n: u64,
    /// 9 and 10.
    pub promoters: u64,
    pub passives: u64,
    /// 0 to 6.
    pub detractors: u64,
}

/// Mean feeling of words with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepSentiment {
    pub mean: f64,
    pub lo: f64,
    pub hi: f64,
    pub n: u64,
}

/// A point of the emotion curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepPoint {
    pub state: PointState,
    /// −2..=+2; absent where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lo: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hi: Option<f64>,
    /// Scores and texts that tell it.
    pub n: u64,
    pub n_scores: u64,
    pub n_texts: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    /// What was asked, where scores tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<curve::Asked>,
    /// How far it was drawn towards the other steps, 0..=1.
    pub shrunk: f64,
    /// What a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalText>,
}

impl StepPoint {
    fn of(point: &Point) -> Self {
        let note = point.notes.iter().cloned().reduce(|mut all, more| {
            for (language, words) in &mut all.0 {
                words.push_str("; ");
                words.push_str(more.get(language));
            }
            all
        });
        Self {
            state: point.state,
            value: point.value,
            lo: point.lo,
            hi: point.hi,
            n: point.n_scores + point.n_texts,
            n_scores: point.n_scores,
            n_texts: point.n_texts,
            measure: point.asked.as_ref().map(|asked| asked.measure),
            asked: point.asked.clone(),
            shrunk: point.shrunk,
            note,
        }
    }
}

/// What several people feel about the same thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SaidOften {
    pub name: LocalText,
    /// The topic it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<TopicName>,
    /// Or the aspect: `delivery`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect: Option<String>,
    /// Items that say so.
    pub n: u64,
    /// Of the step's items with words, 0..=1.
    pub share: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<VoiceQuote>,
}

/// Items that compare what happened with what was expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExpectedCounts {
    pub r#as: u64,
    pub better: u64,
    pub worse: u64,
}

/// A column and the steps of the vocabulary that it stands for.
pub(crate) struct Column {
    pub key: String,
    pub at: Option<String>,
    pub kind: StepVoiceKind,
    pub stage: Option<String>,
    pub name: LocalText,
    pub places: BTreeSet<usize>,
}

impl Workspace {
    /// What is said at each step of a map, or at each step that is spoken of.
    pub fn voice_steps(
        &self,
        wish: &StepsWish,
        sees: &dyn Fn(&MapId) -> bool,
    ) -> Result<StepVoiceList, AppError> {
        let heard = self.heard()?;
        let filter = super::filter::ItemFilter {
            source: wish.source.clone(),
            segment: wish.segment.clone(),
            journeys: wish.journeys.clone(),
            from: wish.from.clone(),
            to: wish.to.clone(),
            ..Default::default()
        };
        let wanted = self.wanted(&filter, &heard, sees)?;
        let columns = match &wish.map {
            None => of_vocabulary(&heard),
            Some(map) => {
                let id = MapId::new(map).map_err(|error| AppError::bad_map_id(&error))?;
                if !sees(&id) {
                    return Err(no_such_map(map).into());
                }
                of_map(&heard, &self.map(&id)?.map)
            }
        };
        let rules = Rules {
            n_min: match wish.n_min {
                None => Rules::default().n_min,
                Some(0) => {
                    return Err(
                        refused("n_min", "expected 1 or more".into(), "нужно 1 или больше".into()).into(),
                    );
                }
                Some(n_min) => n_min.into(),
            },
            ..Rules::default()
        };
        let items: Vec<HeardItem<'_>> = wanted.of(&heard).collect();
        let mut list = at_columns(&heard, &columns, &items, &rules);
        if wish.map.is_none() {
            list.items.retain(|step| step.n_items > 0);
            list.items.sort_by_key(|step| std::cmp::Reverse(step.n_items));
        }
        Ok(list)
    }
}

/// Every step that is known.
pub(crate) fn of_vocabulary(heard: &Heard) -> Vec<Column> {
    let steps = heard.vocabulary.steps.iter().enumerate();
    steps
        .map(|(place, step)| Column {
            key: step.key.clone(),
            at: None,
            kind: StepVoiceKind::Step,
            stage: None,
            name: step.name.clone(),
            places: BTreeSet::from([place]),
        })
        .collect()
}

/// Stages and steps of a map, each stage before its steps.
pub(crate) fn of_map(heard: &Heard, map: &Map) -> Vec<Column> {
    let mut columns = Vec::new();
    for stage in &map.stages {
        let mut whole = heard.vocabulary.places(&keys_of_stage(stage));
        let steps: Vec<Column> = stage
            .steps
            .iter()
            .map(|step| Column {
                key: step.id.clone(),
                at: Some(step.id.clone()),
                kind: StepVoiceKind::Step,
                stage: Some(stage.id.clone()),
                name: step.name.clone(),
                places: heard.vocabulary.places(&keys_of_step(step)),
            })
            .collect();
        whole.extend(steps.iter().flat_map(|step| &step.places));
        columns.push(Column {
            key: stage.id.clone(),
            at: Some(stage.id.clone()),
            kind: StepVoiceKind::Stage,
            stage: None,
            name: stage.name.clone(),
            places: whole,
        });
        columns.extend(steps);
    }
    columns
}

/// What the items say at each column.
pub(crate) fn at_columns(
    heard: &Heard,
    columns: &[Column],
    items: &[HeardItem<'_>],
    rules: &Rules,
) -> StepVoiceList {
    let mut by_place: BTreeMap<usize, Vec<HeardItem<'_>>> = BTreeMap::new();
    for item in items {
        if let Some(step) = item.step {
            by_place.entry(step.place).or_default().push(*item);
        }
    }
    let there: Vec<Vec<HeardItem<'_>>> = columns
        .iter()
        .map(|column| {
            column
                .places
                .iter()
                .filter_map(|place| by_place.get(place))
                .flatten()
                .copied()
                .collect()
        })
        .collect();
    let placed: BTreeSet<usize> = columns
        .iter()
        .flat_map(|column| column.places.iter().copied())
        .collect();
    let unattached = items
        .iter()
        .filter(|item| item.step.is_none_or(|step| !placed.contains(&step.place)))
        .count();
    // Stages and steps are two curves: a stage's items are those of its steps.
    let of_steps = curve_of(columns, &there, StepVoiceKind::Step, rules);
    let of_stages = curve_of(columns, &there, StepVoiceKind::Stage, rules);
    let steps = columns.iter().zip(&there).map(|(column, items)| {
        let of_kind = if column.kind == StepVoiceKind::Step {
            &of_steps
        } else {
            &of_stages
        };
        step_voice(heard, column, items, of_kind, rules)
    });
    StepVoiceList {
        items: steps.collect(),
        unattached: Unattached {
            n: unattached as u64,
            share: unattached as f64 / items.len().max(1) as f64,
        },
        n: items.len() as u64,
        asked: of_steps.asked.clone(),
        mixes_questions: of_steps.mixes_questions,
        of: heard.state(),
    }
}

fn curve_of(columns: &[Column], there: &[Vec<HeardItem<'_>>], kind: StepVoiceKind, rules: &Rules) -> Curve {
    let of_kind = || {
        columns
            .iter()
            .zip(there)
            .filter(move |(column, _)| column.kind == kind)
    };
    let keys: Vec<String> = of_kind().map(|(column, _)| column.key.clone()).collect();
    let voices: Vec<curve::Voice> = of_kind()
        .flat_map(|(column, items)| {
            items.iter().map(|item| curve::Voice {
                step: column.key.clone(),
                group: item.said.segment.clone(),
                score: item.said.score,
                question: item.said.question.clone(),
                opinion: item.reading.opinion,
            })
        })
        .collect();
    curve::curve(&keys, &voices, rules)
}

fn step_voice(
    heard: &Heard,
    column: &Column,
    items: &[HeardItem<'_>],
    curve: &Curve,
    rules: &Rules,
) -> StepVoice {
    let of_column = |point: &&Point| point.step == column.key;
    let texts: Vec<HeardItem<'_>> = items.iter().filter(|item| has_words(item)).copied().collect();
    let with_act = |act: SpeechAct| items.iter().filter(|item| says(item, act)).count() as u64;
    let mut emotions = BTreeMap::new();
    for item in items {
        let found: BTreeSet<_> = item
            .reading
            .sentences
            .iter()
            .flat_map(|s| &s.emotions)
            .map(|found| found.emotion)
            .collect();
        for emotion in found {
            *emotions.entry(emotion).or_insert(0) += 1;
        }
    }
    let mut points = curve.points.iter().filter(of_column);
    let (scores, suppressed) = scores(items, rules);
    StepVoice {
        key: column.key.clone(),
        at: column.at.clone(),
        kind: column.kind,
        stage: column.stage.clone(),
        name: column.name.clone(),
        n_items: items.len() as u64,
        n_texts: texts.len() as u64,
        score: scores.first().cloned(),
        nps: scores.first().and_then(|score| nps(items, score)),
        scores,
        suppressed,
        sentiment: sentiment(&texts, rules),
        curve: StepPoint::of(
            &points
                .clone()
                .find(|point| point.group.is_none())
                .cloned()
                .unwrap_or_else(|| missing(column)),
        ),
        groups: points
            .by_ref()
            .filter(|point| point.group.is_some())
            .cloned()
            .collect(),
        pains: said_often(heard, &texts, FeelingWord::Bad),
        delights: said_often(heard, &texts, FeelingWord::Good),
        questions: with_act(SpeechAct::Question),
        needs: with_act(SpeechAct::Need),
        missing: with_act(SpeechAct::MissingFunction),
        emotions: most_first(emotions, |emotion, n| EmotionCount { emotion, n }),
        expected: ExpectedCounts {
            r#as: with_act(SpeechAct::AsExpected),
            better: with_act(SpeechAct::BetterThanExpected),
            worse: with_act(SpeechAct::WorseThanExpected),
        },
        best_quotes: super::quotes::best(&texts, QUOTES_MAX),
    }
}

fn missing(column: &Column) -> Point {
    Point {
        step: column.key.clone(),
        group: None,
        state: PointState::Missing,
        value: None,
        lo: None,
        hi: None,
        n_scores: 0,
        n_texts: 0,
        raw_mean: None,
        asked: None,
        shrunk: 0.0,
        notes: Vec::new(),
    }
}

pub(crate) fn has_words(item: &HeardItem<'_>) -> bool {
    item.said.texts.iter().any(|(_, text)| !text.trim().is_empty())
}

pub(crate) fn says(item: &HeardItem<'_>, act: SpeechAct) -> bool {
    item.reading
        .sentences
        .iter()
        .any(|sentence| sentence.acts.iter().any(|(one, _)| *one == act))
}

/// Scores by measure, scale and question: what was not asked alike is never put together.
fn scores(items: &[HeardItem<'_>], rules: &Rules) -> (Vec<StepScore>, Vec<SuppressedScore>) {
    let mut by_question: BTreeMap<(Measure, u64, u64, Option<&str>), Vec<f64>> = BTreeMap::new();
    for item in items {
        if let Some(score) = item.said.score {
            let key = (
                score.measure,
                score.scale.lo.to_bits(),
                score.scale.hi.to_bits(),
                item.said.question.as_deref(),
            );
            by_question.entry(key).or_default().push(score.value);
        }
    }
    let (mut shown, mut suppressed) = (Vec::new(), Vec::new());
    for ((measure, lo, hi, question), values) in by_question {
        let scale = Scale {
            lo: f64::from_bits(lo),
            hi: f64::from_bits(hi),
        };
        let question = question.map(str::to_owned);
        let mean = survey::mean(&values, rules);
        let Some(raw_mean) = mean.value else {
            suppressed.push(SuppressedScore {
                measure,
                scale,
                question,
                n: mean.n,
                why: mean.suppressed.unwrap_or_default(),
            });
            continue;
        };
        let feeling = |value: f64| scale.feeling(value).0;
        let index = match survey::of_measure(measure, scale) {
            Statistic::Mean => None,
            other => Some(survey::estimate(Sample::of(&values), other, rules)),
        };
        shown.push(StepScore {
            measure,
            scale,
            question,
            raw_mean,
            lo: mean.lo,
            hi: mean.hi,
            n: mean.n,
            feeling: feeling(raw_mean),
            feeling_lo: mean.lo.map(feeling),
            feeling_hi: mean.hi.map(feeling),
            index,
        });
    }
    shown.sort_by_key(|score| std::cmp::Reverse(score.n));
    (shown, suppressed)
}

/// The index of answers to the same question as `score`, where that is asked for it.
fn nps(items: &[HeardItem<'_>], score: &StepScore) -> Option<NpsOfStep> {
    let index = score.index.as_ref().filter(|_| score.measure == Measure::Nps)?;
    let answers = || {
        let scored = items.iter().filter(|item| item.said.question == score.question);
        let scored = scored.filter_map(|item| item.said.score);
        scored.filter(|one| one.measure == score.measure && one.scale == score.scale)
    };
    let promoters = answers().filter(|one| one.value >= 9.0).count() as u64;
    let detractors = answers().filter(|one| one.value <= 6.0).count() as u64;
    Some(NpsOfStep {
        value: index.value?,
        lo: index.lo?,
        hi: index.hi?,
        n: index.n,
        promoters,
        passives: index.n.saturating_sub(promoters + detractors),
        detractors,
    })
}

/// Two texts at least: one tells no spread.
fn sentiment(texts: &[HeardItem<'_>], rules: &Rules) -> Option<StepSentiment> {
    let opinions = texts.iter().filter_map(|item| item.reading.opinion);
    let feelings: Vec<f64> = opinions.map(|opinion| opinion.feeling.0).collect();
    let mean = survey::mean(&feelings, &Rules { n_min: 2, ..*rules });
    Some(StepSentiment {
        mean: mean.value?,
        lo: mean.lo?,
        hi: mean.hi?,
        n: mean.n,
    })
}

/// Topics and aspects that are felt so, the most said first.
fn said_often(heard: &Heard, texts: &[HeardItem<'_>], word: FeelingWord) -> Vec<SaidOften> {
    let is_so = |feeling: f64| match word {
        FeelingWord::Bad => feeling < -NEUTRAL_TO,
        _ => feeling > NEUTRAL_TO,
    };
    let mut by_topic: BTreeMap<String, (TopicName, Vec<HeardItem<'_>>)> = BTreeMap::new();
    let mut by_aspect: BTreeMap<&str, Vec<HeardItem<'_>>> = BTreeMap::new();
    for item in texts {
        if item.feeling().is_some_and(is_so) {
            for topic in item.topics() {
                by_topic
                    .entry(topic.id.clone())
                    .or_insert_with(|| (topic, Vec::new()))
                    .1
                    .push(*item);
            }
        }
        let aspects: BTreeSet<&str> = item
            .reading
            .sentences
            .iter()
            .flat_map(|sentence| &sentence.aspects)
            .filter(|aspect| aspect.opinion.is_some_and(|opinion| is_so(opinion.feeling.0)))
            .map(|aspect| aspect.aspect.as_str())
            .collect();
        for aspect in aspects {
            by_aspect.entry(aspect).or_default().push(*item);
        }
    }
    let all = texts.len().max(1) as f64;
    let of_topics = by_topic.into_values().map(|(topic, items)| SaidOften {
        name: topic.name.clone(),
        n: items.len() as u64,
        share: items.len() as f64 / all,
        quote: super::quotes::of_topic(heard, &items, &topic.id, word),
        topic: Some(topic),
        aspect: None,
    });
    let of_aspects = by_aspect.into_iter().map(|(aspect, items)| SaidOften {
        name: heard.read.aspect_name(aspect),
        n: items.len() as u64,
        share: items.len() as f64 / all,
        quote: super::quotes::of_aspect(&items, aspect, word),
        topic: None,
        aspect: Some(aspect.to_owned()),
    });
    let mut said: Vec<SaidOften> = of_topics
        .chain(of_aspects)
        .filter(|said| said.n >= SAID_MIN)
        .collect();
    said.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.name.cmp(&b.name)));
    // A topic and an aspect of one name are one thing.
    let mut names = BTreeSet::new();
    said.retain(|said| names.insert(super::places::folded(said.name.get("ru"))));
    said.truncate(PAINS_MAX);
    said
}
