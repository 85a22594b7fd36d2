//! The map as a document to read: what it is, its stages, every step with its cards, pains, paths, evidence.
//!
//! Written for people, on paper, in a repository or a wiki.

mod escape;
mod extras;

use crate::curve::series::{curves, summary};
use crate::layout::{metric_text, value_text, verdict, verdict_word};
use crate::shown::{Ends, asked_stage};
use crate::text::clean;
use crate::{RenderOptions, tell, terms, words};
use escape::{block, cell, line};
use rustc_hash::FxHashMap;
use std::fmt::Write as _;
use tropa_map::document::{Card, Evidence, Lane, LaneRole, Map, MetricName, MetricUnit, Step};
use tropa_map::format::{count, day, percent, signed};
use tropa_map::{Lang, coverage};
use tropa_model::proposal::LocalText;

pub(crate) fn markdown(map: &Map, options: &RenderOptions) -> String {
    let mut cards: FxHashMap<(&str, &str), Vec<&Card>> = FxHashMap::default();
    for card in &map.cards {
        cards.entry((&card.lane, &card.at)).or_default().push(card);
    }
    let mut page = Page {
        map,
        lang: Lang::of(&options.lang),
        // A stage that is not on the map was refused before.
        stage: asked_stage(map, options).unwrap_or_default(),
        ends: Ends::of(map),
        cards,
        text: String::new(),
    };
    page.header();
    page.personas();
    page.at_a_glance();
    page.curve();
    let mut number = 0;
    for (i, stage) in map.stages.iter().enumerate() {
        if page.stage.is_some_and(|asked| asked != i) {
            number += stage.steps.len();
            continue;
        }
        page.heading(2, &format!("{}. {}", i + 1, page.say(&stage.name)));
        page.goal(&stage.goal);
        page.about(&stage.description);
        page.cards_at(&stage.id);
        for step in &stage.steps {
            number += 1;
            page.step(number, step);
        }
    }
    page.pains();
    page.opportunities();
    page.actions();
    page.paths();
    page.evidence();
    page.source();
    page.text
}

struct Page<'a> {
    map: &'a Map,
    lang: Lang,
    /// The stage that is asked for, from 0.
    stage: Option<usize>,
    ends: Ends<'a>,
    /// By lane and by step or stage.
    cards: FxHashMap<(&'a str, &'a str), Vec<&'a Card>>,
    text: String,
}

impl<'a> Page<'a> {
    fn say(&self, text: &LocalText) -> String {
        clean(text.get(self.lang.tag()))
    }

    fn lane_name(&self, lane: &Lane) -> String {
        let own = self.say(&lane.name);
        if own.is_empty() {
            words::lane(self.lang, lane.role).to_owned()
        } else {
            own
        }
    }

    fn put(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// With an empty line around it; `text` is not escaped yet.
    fn heading(&mut self, level: usize, text: &str) {
        let mark = "#".repeat(level);
        let text = line(text);
        let before = if self.text.is_empty() { "" } else { "\n" };
        let _ = write!(self.text, "{before}{mark} {text}\n\n");
    }

    /// `text` is escaped already.
    fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        self.put(&format!("| {} |", head.join(" | ")));
        self.put(&format!("|{}", " --- |".repeat(head.len())));
        for row in rows {
            self.put(&format!("| {} |", row.join(" | ")));
        }
    }

    fn header(&mut self) {
        let (map, lang) = (self.map, self.lang);
        self.heading(1, &self.say(&map.title));
        self.put(&format!(
            "*{} · {}*",
            words::kind(lang, map.kind),
            words::state(lang, map.state)
        ));
        self.put("");
        let mut facts: Vec<(&str, String)> = [
            (words::purpose(lang), &map.purpose),
            (words::scenario(lang), &map.scenario),
            (words::scope(lang), &map.scope),
            (words::department(lang), &map.department),
        ]
        .into_iter()
        .map(|(name, text)| (name, self.say(text)))
        .collect();
        let edited = map.edited.as_deref().map(|date| day(lang, date));
        facts.push((
            lang.pick("Edition", "Редакция"),
            map.edition.clone().unwrap_or_default(),
        ));
        facts.push((lang.pick("Edited", "Изменена"), edited.unwrap_or_default()));
        facts.push((words::owner(lang), map.owner.clone().unwrap_or_default()));
        let review = map.review_date.as_deref().map(|date| day(lang, date));
        facts.push((words::review(lang), review.unwrap_or_default()));
        if let Some(origin) = &map.origin {
            facts.push((lang.pick("Journeys", "Путей"), count(lang, origin.n)));
            let window = format!("{} – {}", day(lang, &origin.from), day(lang, &origin.to));
            facts.push((lang.pick("Observed", "Период"), window));
            facts.push((words::filter(lang), origin.filter.clone().unwrap_or_default()));
        }
        let covered = coverage(map);
        if covered.total > 0 {
            let share = percent(lang, covered.backed as f64 / covered.total as f64);
            let of = format!(
                "{} {} {} {} ({share})",
                count(lang, covered.backed),
                lang.pick("of", "из"),
                count(lang, covered.total),
                words::evidence_label(lang)
            );
            facts.push((words::evidence_title(lang), of));
        }
        for (name, text) in facts.iter().filter(|(_, text)| !text.is_empty()) {
            self.put(&format!("- **{name}:** {}", block(text, 2)));
        }
    }

    /// One row per stage: its steps, how many reach it and how many it loses, how many pains it has.
    fn at_a_glance(&mut self) {
        let lang = self.lang;
        if self.map.stages.is_empty() {
            return;
        }
        self.heading(2, lang.pick("Stages at a glance", "Этапы кратко"));
        let rows: Vec<Vec<String>> = self
            .map
            .stages
            .iter()
            .enumerate()
            .filter(|(i, _)| self.stage.is_none_or(|asked| asked == *i))
            .map(|(i, stage)| {
                let steps: Vec<String> = stage.steps.iter().map(|step| self.say(&step.name)).collect();
                let pains = stage
                    .steps
                    .iter()
                    .map(|step| step.id.as_str())
                    .chain([stage.id.as_str()])
                    .map(|at| self.of_role(LaneRole::Pains, at).len())
                    .sum::<usize>();
                let share = |name| {
                    let metric = self
                        .of_role(LaneRole::Kpis, &stage.id)
                        .into_iter()
                        .find_map(|card| {
                            let metric = card.metric.as_ref()?;
                            (metric.name == name && metric.unit == MetricUnit::Share).then_some(metric)
                        });
                    metric.map_or("–".to_owned(), |metric| cell(&value_text(lang, metric)))
                };
                vec![
                    format!("{}. {}", i + 1, cell(&self.say(&stage.name))),
                    cell(&steps.join(", ")),
                    share(MetricName::Reach),
                    share(MetricName::Loss),
                    pains.to_string(),
                ]
            })
            .collect();
        let head = [
            lang.pick("Stage", "Этап"),
            lang.pick("Steps", "Шаги"),
            lang.pick("Reached", "Дошли"),
            lang.pick("Lost", "Потеряны"),
            words::lane(lang, LaneRole::Pains),
        ];
        self.table(&head, &rows);
    }

    fn of_role(&self, role: LaneRole, at: &str) -> Vec<&'a Card> {
        let lanes = self.map.lanes.iter().filter(|lane| lane.role == role);
        lanes
            .filter_map(|lane| self.cards.get(&(lane.id.as_str(), at)))
            .flatten()
            .copied()
            .collect()
    }

    fn curve(&mut self) {
        let curves = curves(self.map, None, self.lang);
        let Some(summary) = summary(self.map, &curves, self.lang) else {
            return;
        };
        self.heading(2, words::lane(self.lang, LaneRole::Feelings));
        let summary = line(&summary);
        self.put(&summary);
    }

    fn goal(&mut self, goal: &LocalText) {
        let text = self.say(goal);
        if !text.is_empty() {
            self.put(&format!("**{}:** {}\n", words::goal(self.lang), block(&text, 0)));
        }
    }

    fn about(&mut self, description: &LocalText) {
        let text = self.say(description);
        if !text.is_empty() {
            self.put(&format!("{}\n", block(&text, 0)));
        }
    }

    fn step(&mut self, number: usize, step: &Step) {
        let mut star = String::new();
        if step.moment_of_truth {
            star.push_str(&format!(" · {}", words::moment_of_truth(self.lang)));
        }
        if step.optional {
            star.push_str(&format!(" · {}", words::optional(self.lang)));
        }
        self.heading(3, &format!("{number}. {}{star}", self.say(&step.name)));
        self.about(&step.description);
        let lang = self.lang;
        let wishes = [
            (words::expected(lang), &step.expected),
            (words::intended(lang), &step.intended),
        ];
        for (name, wish) in wishes {
            let Some(wish) = wish else { continue };
            let value = wish
                .feeling
                .map(|value| signed(lang, value, 1))
                .unwrap_or_default();
            let parts = [self.say(&wish.text), value, terms::emotions(lang, &wish.emotions)];
            let parts: Vec<String> = parts
                .iter()
                .filter(|part| !part.is_empty())
                .map(|part| line(part))
                .collect();
            self.item(name, &[parts.join(" — ")]);
        }
        self.cards_at(&step.id);
    }

    /// The cards of a step or stage by lane: one on the lane's line, several below it.
    fn cards_at(&mut self, at: &str) {
        for lane in &self.map.lanes {
            let Some(cards) = self.cards.get(&(lane.id.as_str(), at)) else {
                continue;
            };
            let name = line(&self.lane_name(lane));
            let told: Vec<String> = cards.iter().map(|card| self.card(lane.role, card)).collect();
            self.item(&name, &told);
        }
    }

    /// Text, number, point of the curve, quotes, and what it rests on unless it is measured.
    fn card(&self, role: LaneRole, card: &Card) -> String {
        const INDENT: usize = 4;
        let channel = card
            .channel
            .as_ref()
            .and_then(|id| self.map.channels.iter().find(|channel| channel.id == *id));
        let mut text = self.say(&card.text);
        if text.is_empty() {
            text = channel.map_or(String::new(), |channel| self.say(&channel.name));
        }
        let metric = card.metric.as_ref().map(|metric| {
            let label = self.say(&metric.label);
            let name = match (label.is_empty(), role == LaneRole::Kpis && text.is_empty()) {
                (false, _) => label,
                (true, true) => words::metric(self.lang, metric.name).to_owned(),
                (true, false) => String::new(),
            };
            let told = match metric.n {
                // A number people wrote down themselves has no count behind it.
                0 => value_text(self.lang, metric),
                _ => metric_text(self.lang, metric),
            };
            if name.is_empty() {
                told
            } else {
                format!("{name}: {told}")
            }
        });
        let feeling = card.feeling.as_ref();
        let feeling = feeling.map(|point| tell::feeling(self.lang, point, text.is_empty()));
        let target = card.target.as_ref();
        let target = target.map(|target| {
            let told = terms::target(self.lang, target, card.metric.as_ref());
            match verdict(card) {
                Some(verdict) => format!("{told}: {}", verdict_word(self.lang, verdict)),
                None => told,
            }
        });
        let named = Some(terms::emotions(self.lang, &card.emotions)).filter(|named| !named.is_empty());
        let numbers = [metric, target, feeling, named].into_iter().flatten();
        let numbers: Vec<String> = numbers.map(|text| line(&text)).collect();
        let mut parts = vec![block(&text, INDENT), numbers.join(", ")];
        parts.retain(|part| !part.is_empty());
        let mut told = parts.join(" — ");
        for quote in card
            .evidence
            .iter()
            .filter_map(|evidence| evidence.quote.as_ref())
        {
            let _ = write!(told, " — {}", block(&tell::quote(quote), INDENT));
        }
        let about: Vec<String> = card
            .personas
            .iter()
            .filter_map(|id| self.map.personas.iter().find(|persona| persona.id == *id))
            .map(|persona| line(&self.say(&persona.name)))
            .collect();
        if !about.is_empty() {
            let _ = write!(told, " ({})", about.join(", "));
        }
        if let Some((_, last)) = self.ends.span(card) {
            let _ = write!(told, " ({})", words::until(self.lang, last + 1));
        }
        told.push_str(&self.doubt(card.state));
        told
    }

    /// `11. Звонит в поддержку`
    fn place(&self, at: &str) -> String {
        if let Some(i) = self.map.stages.iter().position(|stage| stage.id == at) {
            return format!("{}. {}", i + 1, self.say(&self.map.stages[i].name));
        }
        let mut steps = self.map.stages.iter().flat_map(|stage| &stage.steps).enumerate();
        let found = steps.find(|(_, step)| step.id == at);
        found.map_or(String::new(), |(i, step)| {
            format!("{}. {}", i + 1, self.say(&step.name))
        })
    }

    /// Cards of a role in the order of the map.
    fn all_of(&self, role: LaneRole) -> Vec<&'a Card> {
        let map = self.map;
        let places = map.stages.iter().flat_map(|stage| {
            std::iter::once(stage.id.as_str()).chain(stage.steps.iter().map(|step| step.id.as_str()))
        });
        places.flat_map(|at| self.of_role(role, at)).collect()
    }

    fn pains(&mut self) {
        let lang = self.lang;
        let mut cards = self.all_of(LaneRole::Pains);
        let harmed = |card: &Card| card.metric.as_ref().and_then(|metric| metric.count);
        cards.sort_by_key(|card| std::cmp::Reverse(harmed(card)));
        if cards.is_empty() {
            return;
        }
        self.heading(2, words::lane(lang, LaneRole::Pains));
        let rows: Vec<Vec<String>> = cards
            .into_iter()
            .map(|card| {
                let metric = card.metric.as_ref().map(|metric| metric_text(lang, metric));
                vec![
                    cell(&self.say(&card.text)),
                    cell(&self.place(&card.at)),
                    cell(&metric.unwrap_or_else(|| "–".to_owned())),
                    words::evidence(lang, card.state).to_owned(),
                ]
            })
            .collect();
        let head = [
            lang.pick("Pain point", "Болевая точка"),
            lang.pick("Where", "Где"),
            lang.pick("Journeys harmed", "Задето путей"),
            words::evidence_title(lang),
        ];
        self.table(&head, &rows);
    }

    /// Every reason once, with the number of cards that rest on it.
    fn evidence(&mut self) {
        let lang = self.lang;
        let mut found: Vec<(&Evidence, u64)> = Vec::new();
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        for evidence in self.map.cards.iter().flat_map(|card| &card.evidence) {
            let at = *known.entry(tell::evidence(lang, evidence)).or_insert_with(|| {
                found.push((evidence, 0));
                found.len() - 1
            });
            found[at].1 += 1;
        }
        if found.is_empty() {
            return;
        }
        self.heading(2, words::evidence_title(lang));
        let rows: Vec<Vec<String>> = found
            .iter()
            .map(|(evidence, n)| {
                let said = self.say(&evidence.reason);
                let quote = evidence.quote.as_ref().map(tell::quote);
                let said = [Some(said), quote]
                    .into_iter()
                    .flatten()
                    .filter(|text| !text.is_empty());
                vec![
                    cell(&said.collect::<Vec<_>>().join(" ")),
                    cell(evidence.rule.as_deref().unwrap_or("–")),
                    cell(evidence.records.as_deref().unwrap_or("–")),
                    cell(evidence.snapshot.as_deref().unwrap_or("–")),
                    n.to_string(),
                ]
            })
            .collect();
        let head = [
            lang.pick("What is known", "Что известно"),
            words::rule(lang),
            words::records(lang),
            words::snapshot(lang),
            lang.pick("Cards", "Карточек"),
        ];
        self.table(&head, &rows);
    }

    fn source(&mut self) {
        let lang = self.lang;
        self.put("\n---\n");
        if let Some(origin) = &self.map.origin {
            for note in &origin.notes {
                let note = block(&self.say(note), 2);
                self.put(&format!("- {note}"));
            }
            let parts = [
                format!("{}: {}", words::snapshot(lang), line(&origin.snapshot)),
                line(&origin.base),
            ];
            self.put(&format!("- {}", parts.join(" · ")));
        }
        self.put(&format!("- {}", words::made_with(lang)));
    }
}
