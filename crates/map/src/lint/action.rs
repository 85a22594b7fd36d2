//! Whether anything will come of it: targets, opportunities, owners, dates.

use super::LintCode as C;
use super::Severity::{Note, Warning};
use super::{Notes, View};
use crate::document::{Card, LaneRole, MetricName, Status};
use std::collections::BTreeSet;

pub(super) fn check(view: &View<'_>, today: &str, notes: &mut Notes) {
    for (i, card) in view.map.cards.iter().enumerate() {
        let place = format!("cards[{i}]");
        kpi(view, card, &place, notes);
        opportunity(card, &place, notes);
        action(card, &place, today, notes);
    }
    pains(view, notes);
}

/// Figures a program counted for every stage are not yet KPIs; those people chose are.
fn kpi(view: &View<'_>, card: &Card, place: &str, notes: &mut Notes) {
    let counted = card.evidence.iter().any(|evidence| evidence.rule.is_some());
    let chosen = match &card.metric {
        Some(metric) => !counted || matches!(metric.name, MetricName::Own | MetricName::Score),
        None => !counted,
    };
    if view.role(card) == LaneRole::Kpis && chosen && card.target.is_none() {
        notes.add(
            Warning,
            C::KpiWithoutTarget,
            place,
            "A KPI without a target: say what it should become and by when",
            "Показатель без цели: укажите, каким он должен стать и к какому сроку",
        );
    }
}

fn is_over(status: Status) -> bool {
    matches!(status, Status::Done | Status::Dropped)
}

fn nobody(owner: Option<&String>, department: &tropa_model::proposal::LocalText) -> bool {
    owner.is_none_or(|owner| owner.trim().is_empty()) && department.0.values().all(|d| d.trim().is_empty())
}

fn opportunity(card: &Card, place: &str, notes: &mut Notes) {
    let Some(opportunity) = card.opportunity.as_ref().filter(|o| !is_over(o.status)) else {
        return;
    };
    if nobody(opportunity.owner.as_ref(), &opportunity.department) {
        notes.add(
            Warning,
            C::OpportunityWithoutOwner,
            format!("{place}.opportunity.owner"),
            "Nobody owns this opportunity",
            "У возможности нет владельца",
        );
    }
}

fn action(card: &Card, place: &str, today: &str, notes: &mut Notes) {
    let Some(action) = card.action.as_ref().filter(|a| !is_over(a.status)) else {
        return;
    };
    if nobody(action.owner.as_ref(), &action.department) {
        notes.add(
            Warning,
            C::ActionWithoutOwner,
            format!("{place}.action.owner"),
            "Nobody does this task: name a person or a department",
            "У задачи нет исполнителя: назовите человека или отдел",
        );
    }
    match &action.due {
        None => notes.add(
            Warning,
            C::ActionWithoutDue,
            format!("{place}.action.due"),
            "The task has no date",
            "У задачи нет срока",
        ),
        Some(due) if crate::validate::is_date(due) && due.as_str() < today => notes.add(
            Warning,
            C::ActionOverdue,
            format!("{place}.action.due"),
            format!("The task was due on {due} and is not done"),
            format!("Срок задачи — {due}, она не сделана"),
        ),
        Some(_) => {}
    }
}

/// A pain is answered by an opportunity that names it, or by one at the same place.
fn pains(view: &View<'_>, notes: &mut Notes) {
    let answering = |card: &&Card| {
        card.opportunity.is_some() || matches!(view.role(card), LaneRole::Opportunities | LaneRole::Ideas)
    };
    let opportunities: Vec<&Card> = view.map.cards.iter().filter(answering).collect();
    let named: BTreeSet<&str> = opportunities
        .iter()
        .filter_map(|card| card.opportunity.as_ref())
        .flat_map(|opportunity| &opportunity.answers)
        .map(String::as_str)
        .collect();
    let mut places: BTreeSet<&str> = opportunities.iter().map(|card| card.at.as_str()).collect();
    for stage in &view.map.stages {
        if places.contains(stage.id.as_str()) {
            places.extend(stage.steps.iter().map(|step| step.id.as_str()));
        }
    }
    let pains: Vec<usize> = (0..view.map.cards.len())
        .filter(|i| view.role(&view.map.cards[*i]) == LaneRole::Pains)
        .collect();
    if opportunities.is_empty() {
        if let Some(first) = pains.first() {
            notes.add(
                Note,
                C::PainWithoutOpportunity,
                format!("cards[{first}]"),
                format!("Pains: {}, opportunities: none. What could be done?", pains.len()),
                format!(
                    "Болевых точек: {}, возможностей — ни одной. Что можно сделать?",
                    pains.len()
                ),
            );
        }
        return;
    }
    for i in pains {
        let card = &view.map.cards[i];
        if !named.contains(card.id.as_str()) && !places.contains(card.at.as_str()) {
            notes.add(
                Note,
                C::PainWithoutOpportunity,
                format!("cards[{i}]"),
                "No opportunity answers this pain",
                "На эту болевую точку не отвечает ни одна возможность",
            );
        }
    }
}
