//! Personas, plan, ways through the journey: what stands before and after the stages.

use super::Page;
use super::escape::{block, cell, line};
use crate::layout::metric_text;
use crate::{tell, terms, words};
use tropa_map::document::{Card, LaneRole, Persona, TraitKind};
use tropa_map::format::{day, journeys, percent};
use tropa_model::feeling::EvidenceState;

impl Page<'_> {
    pub(super) fn personas(&mut self) {
        if self.map.personas.is_empty() {
            return;
        }
        self.heading(2, self.lang.pick("Personas", "Персоны"));
        for persona in &self.map.personas {
            self.persona(persona);
        }
    }

    fn persona(&mut self, persona: &Persona) {
        let lang = self.lang;
        self.heading(3, &self.say(&persona.name));
        let summary = self.say(&persona.summary);
        if !summary.is_empty() {
            self.put(&format!("{}\n", block(&summary, 0)));
        }
        if let Some(quote) = &persona.quote {
            self.put(&format!("> {}\n", line(&tell::quote(quote))));
        }
        let roles: Vec<&str> = persona
            .buying_roles
            .iter()
            .map(|role| terms::buying_role(lang, *role))
            .collect();
        if !roles.is_empty() {
            let name = lang.pick("In the buying centre", "В закупочном центре");
            self.put(&format!("- **{name}:** {}", roles.join(", ")));
        }
        if let Some(size) = &persona.size {
            let name = lang.pick("How many", "Сколько их");
            self.put(&format!("- **{name}:** {}", line(&metric_text(lang, size))));
        }
        if let Some(segment) = &persona.segment {
            self.put(&format!(
                "- **{}:** {}",
                lang.pick("Segment", "Сегмент"),
                line(segment)
            ));
        }
        let mut kinds: Vec<TraitKind> = persona.traits.iter().map(|one| one.kind).collect();
        let mut seen = Vec::new();
        kinds.retain(|kind| {
            !seen.contains(kind) && {
                seen.push(*kind);
                true
            }
        });
        for kind in kinds {
            let told: Vec<String> = persona
                .traits
                .iter()
                .filter(|one| one.kind == kind)
                .map(|one| {
                    let metric = one.metric.as_ref().map(|metric| line(&metric_text(lang, metric)));
                    let parts = [Some(block(&self.say(&one.text), 4)), metric];
                    let parts: Vec<String> = parts
                        .into_iter()
                        .flatten()
                        .filter(|part| !part.is_empty())
                        .collect();
                    format!("{}{}", parts.join(" — "), self.doubt(one.state))
                })
                .collect();
            self.item(terms::trait_kind(lang, kind), &told);
        }
        let story = self.say(&persona.story);
        if !story.is_empty() {
            self.put(&format!("\n{}", block(&story, 0)));
        }
    }

    /// Says what a statement rests on unless it is measured.
    pub(super) fn doubt(&self, state: EvidenceState) -> String {
        match state {
            EvidenceState::Measured => String::new(),
            state => format!(" *({})*", words::evidence(self.lang, state)),
        }
    }

    /// A named item: one text on its line, several below it. All texts are escaped already.
    pub(super) fn item(&mut self, name: &str, told: &[String]) {
        match told {
            [] => {}
            [one] => self.put(&format!("- **{name}:** {one}")),
            several => {
                self.put(&format!("- **{name}:**"));
                several.iter().for_each(|text| self.put(&format!("  - {text}")));
            }
        }
    }

    pub(super) fn opportunities(&mut self) {
        let lang = self.lang;
        for role in [LaneRole::Opportunities, LaneRole::Ideas] {
            let cards = self.all_of(role);
            if cards.is_empty() {
                continue;
            }
            self.heading(2, words::lane(lang, role));
            let rows: Vec<Vec<String>> = cards.iter().map(|card| self.opportunity(card)).collect();
            let head = [
                lang.pick("What", "Что"),
                lang.pick("Where", "Где"),
                lang.pick("Expected effect", "Ожидаемый эффект"),
                lang.pick("Worth and effort", "Эффект и усилия"),
                lang.pick("Status", "Состояние"),
                words::evidence_title(lang),
            ];
            self.table(&head, &rows);
        }
    }

    fn opportunity(&self, card: &Card) -> Vec<String> {
        let lang = self.lang;
        let known = card.opportunity.as_ref();
        let metrics = [
            known.and_then(|known| known.effect.as_ref()),
            known.and_then(|known| known.reach.as_ref()),
            card.metric.as_ref(),
        ];
        let metrics: Vec<String> = metrics
            .into_iter()
            .flatten()
            .map(|metric| {
                let label = self.say(&metric.label);
                let text = metric_text(lang, metric);
                if label.is_empty() {
                    text
                } else {
                    format!("{label}: {text}")
                }
            })
            .collect();
        let worth = [
            known.and_then(|k| k.impact).map(|level| {
                format!(
                    "{} {}",
                    lang.pick("impact", "эффект"),
                    terms::level_of_effect(lang, level)
                )
            }),
            known
                .and_then(|k| k.effort)
                .map(|level| format!("{} {}", lang.pick("effort", "усилия"), terms::level(lang, level))),
            known.and_then(|k| k.confidence).map(|share| {
                format!(
                    "{} {}",
                    lang.pick("confidence", "уверенность"),
                    percent(lang, share)
                )
            }),
        ];
        let worth: Vec<String> = worth.into_iter().flatten().collect();
        let who = known.map(|k| [k.owner.clone().unwrap_or_default(), self.say(&k.department)]);
        let status = known.map(|k| terms::status(lang, k.status).to_owned());
        let status: Vec<String> = status
            .into_iter()
            .chain(who.into_iter().flatten())
            .filter(|part| !part.is_empty())
            .collect();
        vec![
            cell(&self.say(&card.text)),
            cell(&self.place(&card.at)),
            cell(&metrics.join("; ")),
            cell(&worth.join(", ")),
            cell(&status.join(", ")),
            words::evidence(lang, card.state).to_owned(),
        ]
    }

    pub(super) fn actions(&mut self) {
        let lang = self.lang;
        let mut cards = self.all_of(LaneRole::ActionItems);
        if cards.is_empty() {
            return;
        }
        cards.sort_by_key(|card| {
            let due = card.action.as_ref().and_then(|action| action.due.clone());
            (due.is_none(), due)
        });
        self.heading(2, words::lane(lang, LaneRole::ActionItems));
        let rows: Vec<Vec<String>> = cards
            .into_iter()
            .map(|card| {
                let action = card.action.as_ref();
                let who = action.map(|a| [a.owner.clone().unwrap_or_default(), self.say(&a.department)]);
                let who: Vec<String> = who
                    .into_iter()
                    .flatten()
                    .filter(|part| !part.is_empty())
                    .collect();
                let due = action.and_then(|a| a.due.as_deref()).map(|due| day(lang, due));
                let serves = action
                    .and_then(|a| a.opportunity.as_ref())
                    .and_then(|id| self.map.cards.iter().find(|card| card.id == *id))
                    .map(|card| self.say(&card.text));
                vec![
                    cell(&self.say(&card.text)),
                    cell(&self.place(&card.at)),
                    cell(&who.join(", ")),
                    cell(&due.unwrap_or_default()),
                    action.map_or(String::new(), |a| terms::status(lang, a.status).to_owned()),
                    cell(&serves.unwrap_or_default()),
                ]
            })
            .collect();
        let head = [
            lang.pick("What", "Что"),
            lang.pick("Where", "Где"),
            lang.pick("Who", "Кто"),
            lang.pick("Due", "Срок"),
            lang.pick("Status", "Состояние"),
            lang.pick("Serves", "Зачем"),
        ];
        self.table(&head, &rows);
    }

    pub(super) fn paths(&mut self) {
        let lang = self.lang;
        let paths: Vec<_> = self
            .map
            .paths
            .iter()
            .filter(|path| !path.steps.is_empty())
            .collect();
        if !paths.is_empty() {
            self.heading(2, lang.pick("Ways through the journey", "Какими путями идут"));
        }
        for path in paths {
            let steps: Vec<String> = path
                .steps
                .iter()
                .map(|id| line(&self.place(id)))
                .filter(|step| !step.is_empty())
                .collect();
            let name = line(&self.say(&path.name));
            let share = percent(lang, path.share);
            let all = journeys(lang, path.journeys);
            self.put(&format!("- **{name}** — {share}, {all}: {}", steps.join(" → ")));
        }
        if self.map.moves.is_empty() {
            return;
        }
        self.heading(2, lang.pick("Branches and loops", "Развилки и возвраты"));
        let rows: Vec<Vec<String>> = self
            .map
            .moves
            .iter()
            .map(|one| {
                vec![
                    cell(&self.place(&one.from)),
                    cell(&self.place(&one.to)),
                    terms::move_kind(lang, one.kind).to_owned(),
                    cell(&self.say(&one.label)),
                    one.share.map_or("–".to_owned(), |share| percent(lang, share)),
                ]
            })
            .collect();
        let head = [
            lang.pick("From", "Откуда"),
            lang.pick("To", "Куда"),
            lang.pick("Kind", "Вид"),
            lang.pick("When", "Когда"),
            lang.pick("Share", "Доля"),
        ];
        self.table(&head, &rows);
    }
}
