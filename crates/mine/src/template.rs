//! Stages of a template, laid over the order of touchpoints by dynamic programming.

use crate::evidence::Log;
use crate::options::Template;
use crate::words::{self, Topic};
use tropa_model::proposal::LocalText;

/// What a touchpoint's name counts against its place in the journey.
const NAME_WEIGHT: f64 = 1.0;
const PLACE_WEIGHT: f64 = 0.4;

pub struct TemplateStage {
    pub name: LocalText,
    topics: &'static [Topic],
}

/// The stages of a template, in order.
pub fn stages(template: Template) -> Vec<TemplateStage> {
    use Topic::*;
    let rows: &[(&str, &str, &'static [Topic])] = match template {
        Template::AidaLoyalty => &[
            ("Attention", "Внимание", &[Discover]),
            ("Interest", "Интерес", &[Choose]),
            ("Desire", "Желание", &[Cart, Offer, Application]),
            (
                "Action",
                "Действие",
                &[Order, Pay, Delivery, Assembly, Check, Decision, Contract],
            ),
            ("Loyalty", "Лояльность", &[Support, Loyalty]),
        ],
        Template::GenericSeven => &[
            ("Awareness", "Осведомлённость", &[Discover]),
            ("Consideration", "Рассмотрение", &[Choose, Offer]),
            (
                "Purchase",
                "Покупка",
                &[Cart, Order, Pay, Application, Check, Decision, Contract],
            ),
            ("Delivery", "Получение", &[Delivery]),
            ("Use", "Использование", &[Assembly]),
            ("Support", "Поддержка", &[Support]),
            ("Loyalty", "Лояльность", &[Loyalty]),
        ],
    };
    rows.iter()
        .map(|&(en, ru, topics)| TemplateStage {
            name: LocalText::en_ru(en, ru),
            topics,
        })
        .collect()
}

/// For each place of `order`, the template stage it falls into; never falls back to an earlier one.
pub fn fit(log: &Log, order: &[usize], stages: &[TemplateStage]) -> Vec<usize> {
    let fits = |place: usize, stage: usize| {
        let touchpoint = log.touchpoints[order[place]];
        let weight = touchpoint.reach.max(0.01);
        let topic = words::topic(&touchpoint.activity);
        let named = match topic {
            Some(topic) if stages[stage].topics.contains(&topic) => 1.0,
            Some(topic) if stages.iter().any(|s| s.topics.contains(&topic)) => -1.0,
            _ => 0.0,
        };
        let at = |index: usize, of: usize| (index as f64 + 0.5) / of as f64;
        let distance = (at(place, order.len()) - at(stage, stages.len())).abs();
        weight * (NAME_WEIGHT * named - PLACE_WEIGHT * distance)
    };
    // best[place][stage]: the best sum with this place in this stage, and the stage of the place before.
    let mut best: Vec<Vec<(f64, usize)>> = Vec::with_capacity(order.len());
    for place in 0..order.len() {
        let mut before = (0.0, 0);
        let mut row = Vec::with_capacity(stages.len());
        for stage in 0..stages.len() {
            if let Some(previous) = best.last()
                && (stage == 0 || previous[stage].0 > before.0)
            {
                before = (previous[stage].0, stage);
            }
            row.push((before.0 + fits(place, stage), before.1));
        }
        best.push(row);
    }
    let last = best.len() - 1;
    let mut stage = (0..stages.len())
        .max_by(|&a, &b| best[last][a].0.total_cmp(&best[last][b].0).then(b.cmp(&a)))
        .expect("a template has stages");
    let mut chosen = vec![0; order.len()];
    for place in (0..order.len()).rev() {
        chosen[place] = stage;
        stage = best[place][stage].1;
    }
    chosen
}
