//! From a proposal to a map: every number becomes a card that says where it was counted.

mod paths;

use crate::channels::{icon_for, name_for};
use crate::document::{
    Card, Channel, Evidence, FeelingPoint, Lane, LaneRole, Map, MapKind, MapState, Metric, MetricName,
    MetricUnit, Origin, Pain, Stage, Step,
};
use crate::format::{Lang, journeys, number};
use crate::ids::Ids;
use std::collections::BTreeMap;
use tropa_model::feeling::EvidenceState;
use tropa_model::proposal::{Because, LocalText, PainProposal, Proposal, StageProposal, TouchpointProposal};

/// Channels named per step; a touchpoint with more than these is shown by its largest.
const CHANNELS_PER_STEP_MAX: usize = 6;
/// A channel that carries less of a touchpoint's events than this is noise on a map.
const CHANNEL_SHARE_MIN: f64 = 0.005;

/// The map a proposal stands for, all parts accepted. The same proposal gives the same bytes.
///
/// Ids are made from the names in the log, so a map found again in newer facts has the same ids where the log kept its
/// names. Every card is measured: it carries the rule, the reason in both languages, the question that gives the number
/// again, the filter that selects the journeys and the snapshot they were counted in. A touchpoint without scores gets
/// no card on the feelings lane: the curve has a gap there.
pub fn adopt(proposal: &Proposal, title: LocalText, id: String) -> Map {
    let mut drawer = Drawer::new(proposal);
    let stages: Vec<Stage> = proposal.stages.iter().map(|stage| drawer.stage(stage)).collect();
    for (stage, drawn) in proposal.stages.iter().zip(&stages) {
        for (touchpoint, step) in stage.touchpoints.iter().zip(&drawn.steps) {
            drawer.actions(touchpoint, &step.id);
            drawer.channels(touchpoint, &step.id);
            drawer.feeling(touchpoint, &step.id);
            drawer.wait(touchpoint, &step.id);
        }
        drawer.kpis(stage, &drawn.id);
    }
    for pain in &proposal.pains {
        drawer.pain(pain);
    }
    let paths = std::iter::once(&proposal.main_path)
        .chain(&proposal.alternatives)
        .enumerate()
        .filter_map(|(place, path)| drawer.path(place, path))
        .collect();

    Map {
        format: crate::FORMAT.to_owned(),
        version: crate::VERSION,
        id,
        title,
        kind: MapKind::Customer,
        state: MapState::AsIs,
        stages,
        lanes: [
            LaneRole::Actions,
            LaneRole::Channels,
            LaneRole::Feelings,
            LaneRole::Pains,
            LaneRole::Kpis,
        ]
        .map(|role| Lane {
            id: lane_id(role).to_owned(),
            role,
            ..Lane::default()
        })
        .into(),
        cards: drawer.cards,
        channels: drawer.channels.into_values().collect(),
        paths,
        origin: Some(Origin {
            snapshot: proposal.snapshot.to_string(),
            from: proposal.window.from.clone(),
            to: proposal.window.to.clone(),
            n: proposal.n,
            base: proposal.base.clone(),
            filter: proposal.filter.clone(),
            notes: proposal.notes.clone(),
            answers: proposal.answers.clone(),
            ..Origin::default()
        }),
        ..Map::default()
    }
}

fn lane_id(role: LaneRole) -> &'static str {
    match role {
        LaneRole::Actions => "lane-actions",
        LaneRole::Channels => "lane-channels",
        LaneRole::Feelings => "lane-feelings",
        LaneRole::Pains => "lane-pains",
        LaneRole::Kpis => "lane-kpis",
        _ => "lane",
    }
}

struct Drawer<'a> {
    proposal: &'a Proposal,
    ids: Ids,
    cards: Vec<Card>,
    /// By the channel's name in the log.
    channels: BTreeMap<String, Channel>,
    /// Activity → (step id, name).
    steps: BTreeMap<&'a str, (String, &'a LocalText)>,
}

impl<'a> Drawer<'a> {
    fn new(proposal: &'a Proposal) -> Self {
        Self {
            proposal,
            ids: Ids::default(),
            cards: Vec::new(),
            channels: BTreeMap::new(),
            steps: BTreeMap::new(),
        }
    }

    fn stage(&mut self, stage: &'a StageProposal) -> Stage {
        let id = self.ids.take("stage", stage.name.get("en"));
        let steps = stage
            .touchpoints
            .iter()
            .map(|touchpoint| {
                let id = self.ids.take("step", &touchpoint.activity);
                self.steps
                    .insert(&touchpoint.activity, (id.clone(), &touchpoint.name));
                Step {
                    id,
                    name: touchpoint.name.clone(),
                    activities: vec![touchpoint.activity.clone()],
                    main: touchpoint.main,
                    ..Step::default()
                }
            })
            .collect();
        Stage {
            id,
            name: stage.name.clone(),
            steps,
            ..Stage::default()
        }
    }

    fn evidence(&self, because: &Because) -> Evidence {
        Evidence {
            rule: Some(because.rule.clone()),
            reason: because.reason.clone(),
            question: because.question.clone(),
            records: because.records.clone(),
            snapshot: Some(self.proposal.snapshot.to_string()),
            ..Evidence::default()
        }
    }

    /// The same reason and question, with the journeys of one number; `None` where the number counts nobody by definition.
    fn evidence_of(&self, because: &Because, records: Option<&String>) -> Evidence {
        Evidence {
            records: records.cloned(),
            ..self.evidence(because)
        }
    }

    /// A measured card of `lane`; `what` keeps several cards of one cell apart in their ids.
    fn card(&mut self, role: LaneRole, what: &str, at: &str, evidence: Evidence) -> &mut Card {
        let place = at.split_once('-').map_or(at, |(_, name)| name);
        let id = self.ids.take(what, place);
        self.cards.push(Card {
            id,
            lane: lane_id(role).to_owned(),
            at: at.to_owned(),
            state: EvidenceState::Measured,
            evidence: vec![evidence],
            ..Card::default()
        });
        self.cards
            .last_mut()
            .expect("a card was pushed in the line above")
    }

    fn all_journeys(&self) -> LocalText {
        LocalText::en_ru(
            format!("all {}", journeys(Lang::En, self.proposal.n)),
            format!("все {}", journeys(Lang::Ru, self.proposal.n)),
        )
    }

    /// How many come here, and how often each does it.
    fn actions(&mut self, touchpoint: &TouchpointProposal, at: &str) {
        let (evidence, base) = (self.evidence(&touchpoint.because), self.all_journeys());
        let n = self.proposal.n;
        let often = touchpoint.events as f64 / touchpoint.journeys.max(1) as f64;
        let card = self.card(LaneRole::Actions, "reach", at, evidence);
        card.text = if often < 1.05 {
            LocalText::en_ru("Once per journey", "Один раз за путь")
        } else {
            LocalText::en_ru(
                format!("{} times per journey on average", number(Lang::En, often, 1)),
                format!("В среднем {} раза за путь", number(Lang::Ru, often, 1)),
            )
        };
        card.metric = Some(share(
            MetricName::Reach,
            touchpoint.reach,
            touchpoint.journeys,
            n,
            base,
        ));
    }

    fn channels(&mut self, touchpoint: &TouchpointProposal, at: &str) {
        let shown = touchpoint
            .channels
            .iter()
            .filter(|channel| !channel.channel.is_empty() && channel.share >= CHANNEL_SHARE_MIN);
        let known: u64 = touchpoint.channels.iter().map(|channel| channel.events).sum();
        for carried in shown.take(CHANNELS_PER_STEP_MAX) {
            let name = &carried.channel;
            if !self.channels.contains_key(name) {
                let id = self.ids.take("channel", name);
                let channel = Channel {
                    id,
                    name: name_for(name),
                    icon: icon_for(name).to_owned(),
                    ..Channel::default()
                };
                self.channels.insert(name.clone(), channel);
            }
            let channel = &self.channels[name];
            let (id, text) = (channel.id.clone(), channel.name.clone());
            let evidence = self.evidence_of(&touchpoint.because, Some(&carried.records));
            let base = if known == touchpoint.events {
                LocalText::en_ru("events of the step", "события шага")
            } else {
                LocalText::en_ru(
                    "events of the step with a known channel",
                    "события шага с известным каналом",
                )
            };
            let card = self.card(LaneRole::Channels, &id, at, evidence);
            card.text = text;
            card.channel = Some(id);
            card.metric = Some(share(
                MetricName::ChannelShare,
                carried.share,
                carried.events,
                known,
                base,
            ));
        }
    }

    fn feeling(&mut self, touchpoint: &TouchpointProposal, at: &str) {
        let Some(feeling) = touchpoint.feeling else { return };
        let evidence = self.evidence_of(&touchpoint.because, touchpoint.feeling_records.as_ref());
        let card = self.card(LaneRole::Feelings, "feeling", at, evidence);
        card.feeling = Some(FeelingPoint {
            value: feeling.value.0,
            lo: feeling.lo.map(|f| f.0.max(-2.0)),
            hi: feeling.hi.map(|f| f.0.min(2.0)),
            n: Some(feeling.n),
            raw_mean: Some(feeling.raw_mean),
            raw_scale: Some(feeling.raw_scale),
            ..FeelingPoint::default()
        });
        let mean = |lang| number(lang, feeling.raw_mean, 2);
        let end = |lang, value: f64| number(lang, value, usize::from(value.fract() != 0.0));
        let scale = feeling.raw_scale;
        card.text = LocalText::en_ru(
            format!(
                "Mean score {} on a scale of {} to {}",
                mean(Lang::En),
                end(Lang::En, scale.lo),
                end(Lang::En, scale.hi)
            ),
            format!(
                "Средняя оценка {} по шкале от {} до {}",
                mean(Lang::Ru),
                end(Lang::Ru, scale.lo),
                end(Lang::Ru, scale.hi)
            ),
        );
    }

    fn wait(&mut self, touchpoint: &TouchpointProposal, at: &str) {
        let Some(wait) = touchpoint.wait.filter(|wait| wait.n > 0) else {
            return;
        };
        let evidence = self.evidence_of(&touchpoint.because, touchpoint.wait_records.as_ref());
        let card = self.card(LaneRole::Kpis, "wait", at, evidence);
        card.text = LocalText::en_ru("Median wait before", "Ожидание до шага, медиана");
        card.metric = Some(Metric {
            name: MetricName::Wait,
            value: wait.p50_s,
            unit: MetricUnit::Seconds,
            n: wait.n,
            base: LocalText::en_ru("transitions into the step", "переходы на этот шаг"),
            ..Metric::default()
        });
    }

    fn kpis(&mut self, stage: &StageProposal, at: &str) {
        // Beyond the last stage there is nowhere to go on to.
        let last = self
            .proposal
            .stages
            .last()
            .is_some_and(|other| std::ptr::eq(other, stage));
        let all = self.all_journeys();
        let reached = LocalText::en_ru("journeys that reached the stage", "пути, дошедшие до этапа");
        let part = |name, count: u64| {
            let value = if stage.reached == 0 {
                0.0
            } else {
                count as f64 / stage.reached as f64
            };
            share(name, value, count, stage.reached, reached.clone())
        };
        let loss = Metric {
            value: stage.loss,
            // Rounding may put the end of an interval a hair beyond the value it is the interval of.
            lo: Some(stage.loss_lo.min(stage.loss)),
            hi: Some(stage.loss_hi.max(stage.loss)),
            ..part(MetricName::Loss, stage.lost)
        };
        let time = stage.duration.filter(|time| time.n > 0).map(|time| Metric {
            name: MetricName::MedianTime,
            value: time.p50_s,
            unit: MetricUnit::Seconds,
            n: time.n,
            base: reached.clone(),
            ..Metric::default()
        });
        let records = &stage.records;
        let rows = [
            (
                "reached",
                "Reached",
                "Дошли",
                Some(share(
                    MetricName::Reach,
                    stage.reach,
                    stage.reached,
                    self.proposal.n,
                    all,
                )),
                &records.reached,
            ),
            (
                "continued",
                "Continued",
                "Пошли дальше",
                Some(part(MetricName::Continued, stage.continued)).filter(|_| !last || stage.continued > 0),
                &records.continued,
            ),
            (
                "completed",
                "Completed",
                "Завершили",
                Some(part(MetricName::Completed, stage.completed)).filter(|_| stage.completed > 0),
                &records.completed,
            ),
            (
                "open",
                "Still open",
                "Ещё в пути",
                Some(part(MetricName::StillOpen, stage.open)),
                &records.open,
            ),
            ("loss", "Lost", "Потеряны", Some(loss), &records.lost),
            ("time", "Median time", "Время, медиана", time, &records.reached),
        ];
        for (what, en, ru, metric, records) in rows {
            let Some(metric) = metric else { continue };
            let evidence = self.evidence_of(&stage.because, records.as_ref());
            let card = self.card(LaneRole::Kpis, what, at, evidence);
            card.text = LocalText::en_ru(en, ru);
            card.metric = Some(metric);
        }
    }

    /// A pain whose touchpoint is on no stage has no place on the map and is left out.
    fn pain(&mut self, pain: &PainProposal) {
        let Some((at, _)) = self.steps.get(pain.activity.as_str()).cloned() else {
            return;
        };
        let evidence = self.evidence(&pain.because);
        let base = LocalText::en_ru(
            "journeys it could have happened to",
            "пути, с которыми это могло случиться",
        );
        let card = self.card(LaneRole::Pains, "pain", &at, evidence);
        card.text = pain.title.clone();
        card.metric = Some(Metric {
            name: MetricName::JourneysHarmed,
            value: pain.journeys as f64,
            unit: MetricUnit::Journeys,
            n: pain.of,
            base,
            count: Some(pain.journeys),
            ..Metric::default()
        });
        card.pain = Some(Pain {
            kind: pain.kind,
            severity: pain.severity,
            severity_unit: pain.severity_unit.clone(),
            ..Pain::default()
        });
    }
}

fn share(name: MetricName, value: f64, count: u64, n: u64, base: LocalText) -> Metric {
    Metric {
        name,
        value,
        unit: MetricUnit::Share,
        n,
        base,
        count: Some(count),
        ..Metric::default()
    }
}
