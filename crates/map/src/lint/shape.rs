//! Columns and rows: silence, doubles, size.

use super::LintCode as C;
use super::Severity::{Note, Warning};
use super::{Notes, View, is_customer_side, names};
use crate::document::ItemKind;
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::proposal::LocalText;

/// What a wall chart or a screen shows at a readable size; see the sizes of paper in the guide.
const STEPS_MAX: usize = 30;
const STAGES_MAX: usize = 9;
const STEPS_OF_STAGE_MAX: usize = 10;

pub(super) fn check(view: &View<'_>, notes: &mut Notes) {
    silence(view, notes);
    doubles(view, notes);
    departments(view, notes);
    size(view, notes);
    unused(view, notes);
}

fn silence(view: &View<'_>, notes: &mut Notes) {
    for (i, stage) in view.map.stages.iter().enumerate() {
        let (en, ru) = names(&stage.name);
        let mut cards = view.of_stage(i).peekable();
        let nothing = cards.peek().is_none();
        if !cards.any(|card| is_customer_side(view.role(card))) {
            notes.add(
                Warning,
                C::SilentStage,
                format!("stages[{i}]"),
                format!("Stage «{en}» says nothing about the person: what do they do, think and feel here?"),
                format!("На этапе «{ru}» ничего не сказано о человеке: что он делает, думает и чувствует?"),
            );
        }
        if nothing {
            continue;
        }
        for (k, step) in stage.steps.iter().enumerate() {
            if view.at(&step.id).next().is_none() {
                let (en, ru) = names(&step.name);
                notes.add(
                    Note,
                    C::SilentStep,
                    format!("stages[{i}].steps[{k}]"),
                    format!("Step «{en}» has no card"),
                    format!("На шаге «{ru}» нет ни одной карточки"),
                );
            }
        }
    }
    let used: BTreeSet<&str> = view.map.cards.iter().map(|card| card.lane.as_str()).collect();
    if view.map.cards.is_empty() {
        return;
    }
    for (i, lane) in view.map.lanes.iter().enumerate() {
        if !used.contains(lane.id.as_str()) {
            notes.add(
                Note,
                C::EmptyLane,
                format!("lanes[{i}]"),
                "This row is empty on the whole map: fill it or take it out",
                "Эта полоса пуста на всей карте: заполните её или уберите",
            );
        }
    }
}

/// Names of one kind, compared as people read them.
struct Seen(BTreeMap<(String, String), String>);

impl Seen {
    /// The place where one of the texts of `name` was seen before.
    fn again(&mut self, name: &LocalText, beside: &str, place: &str) -> Option<String> {
        let mut before = None;
        for text in name.0.values() {
            let key = text
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase();
            if key.is_empty() {
                continue;
            }
            match self.0.get(&(key.clone(), beside.to_owned())) {
                Some(other) if other != place => before = Some(other.clone()),
                Some(_) => {}
                None => {
                    self.0.insert((key, beside.to_owned()), place.to_owned());
                }
            }
        }
        before
    }
}

fn doubles(view: &View<'_>, notes: &mut Notes) {
    let mut double = |seen: &mut Seen, name: &LocalText, beside: &str, place: String| {
        if let Some(first) = seen.again(name, beside, &place) {
            let (en, ru) = names(name);
            notes.add(
                Warning,
                C::DuplicateName,
                place,
                format!("«{en}» has the same name as {first}: two different things need two names"),
                format!("«{ru}» называется так же, как {first}: разному нужны разные имена"),
            );
        }
    };
    let (mut stages, mut steps, mut items) = (
        Seen(BTreeMap::new()),
        Seen(BTreeMap::new()),
        Seen(BTreeMap::new()),
    );
    for (i, stage) in view.map.stages.iter().enumerate() {
        double(&mut stages, &stage.name, "", format!("stages[{i}]"));
        for (k, step) in stage.steps.iter().enumerate() {
            double(&mut steps, &step.name, "", format!("stages[{i}].steps[{k}]"));
        }
    }
    for (i, item) in view.map.items.iter().enumerate() {
        // The same call in two channels is two touchpoints.
        let beside = format!("{:?} {}", item.kind, item.channel.as_deref().unwrap_or_default());
        double(&mut items, &item.name, &beside, format!("items[{i}]"));
    }
}

/// Words companies name their departments by; stages are named by what the person goes through.
const DEPARTMENTS: &[&str] = &[
    "marketing",
    "sales",
    "sales department",
    "customer service",
    "customer support",
    "finance",
    "accounting",
    "logistics",
    "warehouse",
    "legal",
    "hr",
    "human resources",
    "it",
    "operations",
    "back office",
    "fulfilment",
    "fulfillment",
    "маркетинг",
    "продажи",
    "отдел продаж",
    "отдел маркетинга",
    "бухгалтерия",
    "логистика",
    "склад",
    "юристы",
    "юридический отдел",
    "кадры",
    "отдел кадров",
    "ит",
    "колл-центр",
    "контакт-центр",
    "служба поддержки",
    "клиентская служба",
    "бэк-офис",
    "операционный отдел",
];

fn departments(view: &View<'_>, notes: &mut Notes) {
    let map = view.map;
    let mut own: BTreeSet<String> = BTreeSet::new();
    let departments = map.items.iter().filter(|item| item.kind == ItemKind::Department);
    for text in departments
        .flat_map(|item| item.name.0.values())
        .chain(map.department.0.values())
    {
        own.insert(text.trim().to_lowercase());
    }
    let is_department = |name: &LocalText| {
        name.0.values().any(|text| {
            let text = text.trim().to_lowercase();
            !text.is_empty() && (own.contains(&text) || DEPARTMENTS.contains(&text.as_str()))
        })
    };
    for (i, stage) in map.stages.iter().enumerate() {
        if is_department(&stage.name) {
            let (en, ru) = names(&stage.name);
            notes.add(
                Warning,
                C::DepartmentStage,
                format!("stages[{i}].name"),
                format!("Stage «{en}» is named after a department: name what the person goes through"),
                format!("Этап «{ru}» назван по отделу: назовите то, что проходит человек"),
            );
        }
    }
}

fn size(view: &View<'_>, notes: &mut Notes) {
    let (stages, steps) = (view.map.stages.len(), view.steps.len());
    if stages > STAGES_MAX {
        notes.add(
            Note,
            C::TooManyStages,
            "stages",
            format!("{stages} stages; up to {STAGES_MAX} are read at a glance: make the finer ones steps"),
            format!("Этапов {stages}; с одного взгляда читают до {STAGES_MAX}: мелкие сделайте шагами"),
        );
    }
    if steps > STEPS_MAX {
        notes.add(
            Note,
            C::TooManySteps,
            "stages",
            format!(
                "{steps} steps; beyond {STEPS_MAX} split the map: one map of stages, one map per episode"
            ),
            format!(
                "Шагов {steps}; если больше {STEPS_MAX}, разделите карту: одна по этапам, по одной на эпизод"
            ),
        );
    }
    for (i, stage) in view.map.stages.iter().enumerate() {
        if stage.steps.len() > STEPS_OF_STAGE_MAX {
            let (en, ru) = names(&stage.name);
            let n = stage.steps.len();
            notes.add(
                Note,
                C::TooManySteps,
                format!("stages[{i}].steps"),
                format!("Stage «{en}» has {n} steps: split it, or tell it on a map of its own"),
                format!("На этапе «{ru}» шагов: {n}; разделите его или вынесите на отдельную карту"),
            );
        }
    }
}

fn unused(view: &View<'_>, notes: &mut Notes) {
    let map = view.map;
    let steps = map.stages.iter().flat_map(|stage| &stage.steps);
    let used: BTreeSet<&str> = map
        .cards
        .iter()
        .flat_map(|card| &card.items)
        .chain(steps.flat_map(|step| &step.touchpoints))
        .map(String::as_str)
        .collect();
    for (i, item) in map.items.iter().enumerate() {
        if !used.contains(item.id.as_str()) {
            let (en, ru) = names(&item.name);
            notes.add(
                Note,
                C::UnusedItem,
                format!("items[{i}]"),
                format!("«{en}» is used by no card and no step"),
                format!("«{ru}» не упоминается ни в одной карточке и ни на одном шаге"),
            );
        }
    }
}
