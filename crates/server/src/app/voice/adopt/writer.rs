//! All that is said at one step, as cards and points of the curve.

use super::super::heard::Heard;
use super::super::steps::{SaidOften, StepVoice, StepVoiceList};
use super::words::{
    append, asked_by, encoded, estimated, how_many, lane, mean_words, measured_by, metric_of, of_places,
    quoted, state_of, tidy, words_of,
};
use super::{AdoptEverything, PER_CELL_MAX};
use std::collections::BTreeSet;
use tropa_map::document::{Card, Evidence, FeelingPoint, LaneRole, Metric, MetricName, MetricUnit};
use tropa_map::{Map, slug};
use tropa_model::{EvidenceState, LocalText, Measure};
use tropa_voice::curve::PointState;

pub(super) struct Writer<'w> {
    pub map: &'w mut Map,
    pub heard: &'w Heard,
    pub written: Vec<String>,
}

impl Writer<'_> {
    pub fn step(&mut self, step: &StepVoice, wanted: &AdoptEverything, all: &StepVoiceList) {
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
            for (number, group) in super::super::asked::at_places(self.heard, &places, most)
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
