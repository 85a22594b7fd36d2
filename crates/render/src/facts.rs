//! What a card says of its worth and its work, in short lines: what a moment of truth decides, how large an opportunity is,
//! who does what by when and what came of it.

use crate::layout::metric_text;
use crate::terms;
use crate::text::clean;
use tropa_map::Lang;
use tropa_map::document::{
    ActionItem, Card, EffectDesign, Horizon, Map, MeasuredEffect, Metric, Moment, Opportunity, Status,
};
use tropa_map::format::{day, percent};
use tropa_model::proposal::LocalText;

/// One line for each thing that is known; empty for most cards.
pub(crate) fn facts(lang: Lang, map: &Map, card: &Card) -> Vec<String> {
    let tell = Tell { lang, map };
    let mut lines = Vec::new();
    if let Some(moment) = &card.moment {
        tell.moment(moment, &mut lines);
    }
    if let Some(opportunity) = &card.opportunity {
        tell.opportunity(opportunity, &mut lines);
    }
    if let Some(action) = &card.action {
        tell.action(action, &mut lines);
    }
    lines
}

struct Tell<'a> {
    lang: Lang,
    map: &'a Map,
}

impl Tell<'_> {
    fn say(&self, text: &LocalText) -> String {
        clean(text.get(self.lang.tag()))
    }

    fn pick(&self, en: &'static str, ru: &'static str) -> &'static str {
        self.lang.pick(en, ru)
    }

    /// `name: value`, with the number's own label for a name where it has one.
    fn number(&self, name: &str, metric: &Metric) -> String {
        let label = self.say(&metric.label);
        let name = if label.is_empty() { name } else { &label };
        format!("{name}: {}", metric_text(self.lang, metric))
    }

    fn moment(&self, moment: &Moment, lines: &mut Vec<String>) {
        let outcome = self.say(&moment.outcome);
        if !outcome.is_empty() {
            lines.push(format!("{}: {outcome}", self.pick("Decides", "Решает")));
        }
        if let Some(effect) = &moment.effect {
            // Without a design that says more, a moment of truth is associated with what follows.
            let name = self.pick(
                "after a good experience, not a bad one (associated)",
                "после хорошего опыта против плохого (связано)",
            );
            lines.push(self.number(name, effect));
        }
        let touchpoint = moment
            .touchpoint
            .as_ref()
            .and_then(|id| self.map.items.iter().find(|item| item.id == *id));
        if let Some(item) = touchpoint {
            let name = self.say(&item.name);
            lines.push(format!("{}: {name}", self.pick("Touchpoint", "Точка контакта")));
        }
    }

    fn opportunity(&self, known: &Opportunity, lines: &mut Vec<String>) {
        let lang = self.lang;
        let place = known.rank.map(|rank| format!("№ {rank}"));
        let impact = known.impact.map(|level| {
            let level = terms::level_of_effect(lang, level);
            format!("{} {level}", self.pick("impact", "эффект"))
        });
        let effort = known.effort.map(|level| {
            let level = terms::level(lang, level);
            format!("{} {level}", self.pick("effort", "усилия"))
        });
        let sure = known.confidence.map(|share| {
            format!(
                "{} {}",
                self.pick("confidence", "уверенность"),
                percent(lang, share)
            )
        });
        push(lines, [place, impact, effort, sure]);
        if let Some(reach) = &known.reach {
            lines.push(self.number(self.pick("reaches", "охват"), reach));
        }
        if let Some(effect) = &known.effect {
            lines.push(self.number(self.pick("expected", "ожидается"), effect));
        }
        let who = [
            known.owner.clone().unwrap_or_default(),
            self.say(&known.department),
        ];
        push(lines, self.work(known.status, who, known.horizon, None));
        if let Some(names) = self.names(&known.solves) {
            lines.push(format!("{}: {names}", self.pick("A way to", "Решение для")));
        }
    }

    fn action(&self, action: &ActionItem, lines: &mut Vec<String>) {
        let who = [
            action.owner.clone().unwrap_or_default(),
            self.say(&action.department),
        ];
        push(
            lines,
            self.work(action.status, who, action.horizon, action.due.as_deref()),
        );
        let hypothesis = self.say(&action.hypothesis);
        if !hypothesis.is_empty() {
            lines.push(format!("{}: {hypothesis}", self.pick("We expect", "Ожидаем")));
        }
        if let Some(measured) = &action.measured {
            self.measured(measured, lines);
        }
    }

    /// Caused or associated: the design of the measurement decides which may be said.
    fn measured(&self, effect: &MeasuredEffect, lines: &mut Vec<String>) {
        let design = match effect.design {
            EffectDesign::BeforeAfter => self.pick("associated: before and after", "связано: до и после"),
            EffectDesign::Compared => {
                self.pick("associated: against others", "связано: в сравнении с другими")
            }
            EffectDesign::Randomised => self.pick("caused: chosen by lot", "причина: выбор по жребию"),
        };
        let on = effect.on.as_deref().map(|on| clean(&day(self.lang, on)));
        let on = on.map_or(String::new(), |on| format!(", {on}"));
        let number = self.number(self.pick("Measured", "Измерено"), &effect.change);
        lines.push(format!("{number} ({design}{on})"));
        let caveats: Vec<String> = effect.caveats.iter().map(|text| self.say(text)).collect();
        if !caveats.is_empty() {
            lines.push(format!("{}: {}", self.pick("But", "Но"), caveats.join("; ")));
        }
    }

    fn work(
        &self,
        status: Status,
        who: [String; 2],
        horizon: Option<Horizon>,
        due: Option<&str>,
    ) -> Vec<Option<String>> {
        let [owner, department] = who;
        let status = (status != Status::Open).then(|| terms::status(self.lang, status).to_owned());
        let due = due.map(|due| format!("{} {}", self.pick("by", "до"), clean(&day(self.lang, due))));
        let horizon = horizon.map(|horizon| {
            let word = match horizon {
                Horizon::Short => self.pick("soon", "скоро"),
                Horizon::Long => self.pick("later", "позже"),
            };
            word.to_owned()
        });
        vec![status, Some(clean(&owner)), Some(department), due, horizon]
    }

    fn names(&self, ids: &[String]) -> Option<String> {
        let names: Vec<String> = ids
            .iter()
            .filter_map(|id| self.map.cards.iter().find(|card| card.id == *id))
            .map(|card| self.say(&card.text))
            .collect();
        (!names.is_empty()).then(|| names.join("; "))
    }
}

/// What is known of the parts as one line.
fn push(lines: &mut Vec<String>, parts: impl IntoIterator<Item = Option<String>>) {
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    if !parts.is_empty() {
        lines.push(parts.join(" · "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(card: serde_json::Value, lang: Lang) -> Vec<String> {
        let mut whole = json!({"id": "c", "lane": "l", "at": "s", "state": "measured"});
        let fields = card.as_object().expect("fields").clone();
        whole.as_object_mut().expect("a card").extend(fields);
        let card: Card = serde_json::from_value(whole).expect("a card");
        facts(lang, &Map::default(), &card)
    }

    #[test]
    fn a_moment_of_truth_says_what_it_decides_and_that_it_is_associated() {
        let moment = json!({"moment": {
            "outcome": {"en": "whether they buy again", "ru": "купят ли ещё раз"},
            "effect": {"name": "own", "value": 0.12, "unit": "share", "lo": 0.08, "hi": 0.16, "n": 900, "base": {"en": "orders"}},
        }});
        assert_eq!(
            of(moment.clone(), Lang::En),
            [
                "Decides: whether they buy again",
                "after a good experience, not a bad one (associated): 12% (8–16%), n = 900"
            ]
        );
        assert!(of(moment, Lang::Ru)[0].contains("Решает: купят ли ещё раз"));
    }

    #[test]
    fn only_a_lot_lets_an_action_have_caused_its_effect() {
        let action = |design: &str| {
            json!({"action": {
                "status": "done", "owner": "Ann", "due": "2026-12-31", "hypothesis": {"en": "fewer calls"},
                "measured": {"design": design, "change": {"name": "own", "value": -0.03, "unit": "share", "n": 400, "base": {"en": "orders"}}},
            }})
        };
        let told = of(action("before_after"), Lang::En);
        assert_eq!(told[0], "done · Ann · by 31\u{a0}Dec\u{a0}2026");
        assert_eq!(told[1], "We expect: fewer calls");
        assert!(
            told[2].contains("associated") && !told[2].contains("caused"),
            "{told:?}"
        );
        assert!(of(action("randomised"), Lang::En)[2].contains("caused"));
    }

    #[test]
    fn an_opportunity_tells_its_worth_before_its_owner() {
        let told = of(
            json!({"opportunity": {"status": "planned", "rank": 1, "impact": "high", "effort": "low", "owner": "Ann", "horizon": "short"}}),
            Lang::En,
        );
        assert_eq!(told, ["№ 1 · impact high · effort low", "planned · Ann · soon"]);
        assert_eq!(
            of(json!({"opportunity": {"status": "open"}}), Lang::En),
            [] as [&str; 0]
        );
    }
}
