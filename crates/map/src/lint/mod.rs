//! Advice about a map: what makes it hard to believe, to read or to act on. Advice never stands in the way of editing.

mod action;
mod belief;
mod head;
mod jargon;
mod language;
mod shape;

use crate::document::{Card, LaneRole, Map};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_model::proposal::LocalText;
use utoipa::ToSchema;

/// Notes of one kind that are told one by one; the rest is told as a number.
const SAME_MAX: usize = 40;

/// One piece of advice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LintNote {
    pub code: LintCode,
    pub severity: Severity,
    /// `cards[12].text`; empty for the map as a whole.
    pub place: String,
    /// What is the matter and what to do, in English and Russian.
    pub message: LocalText,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LintSeverity)]
pub enum Severity {
    /// The file says something this program does not understand.
    Error,
    /// Readers will be misled, or nothing will come of it.
    Warning,
    /// Could be better.
    Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LintCode {
    NoOwner,
    NoPurpose,
    NoScenario,
    NoPersona,
    NoReviewDate,
    ReviewOverdue,
    NothingBacked,
    ClaimWithoutEvidence,
    FeelingWithoutN,
    MetricWithoutN,
    MomentWithoutEvidence,
    MomentWithoutFeeling,
    AssumptionOnlyStage,
    SilentStage,
    SilentStep,
    EmptyLane,
    DuplicateName,
    DepartmentStage,
    TooManySteps,
    TooManyStages,
    Jargon,
    KpiWithoutTarget,
    PainWithoutOpportunity,
    OpportunityWithoutOwner,
    ActionWithoutOwner,
    ActionWithoutDue,
    ActionOverdue,
    MissingTranslation,
    ImageWithoutAlt,
    UnusedItem,
    /// A word this version does not know: a slip of the pen, or a newer version's.
    UnknownWord,
}

/// What a team does otherwise than most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintRules {
    /// Company words that must not stand in the customer's mouth, beside the usual ones.
    pub jargon: Vec<String>,
    /// Words that are no jargon here: «CRM» on the map of a CRM's users.
    pub allowed: Vec<String>,
    /// Advice this team does not want.
    pub off: BTreeSet<LintCode>,
}

/// Advice about the map as it stands on `today` (`2026-12-31`), the weightiest first, then in the order of the map.
pub fn lint(map: &Map, today: &str) -> Vec<LintNote> {
    lint_with(map, today, &LintRules::default())
}

/// [`lint`] by a team's own rules.
pub fn lint_with(map: &Map, today: &str, rules: &LintRules) -> Vec<LintNote> {
    let view = View::of(map);
    let mut notes = Notes::default();
    head::check(map, today, &mut notes);
    shape::check(&view, &mut notes);
    belief::check(&view, &mut notes);
    action::check(&view, today, &mut notes);
    jargon::check(&view, rules, &mut notes);
    language::check(map, &mut notes);
    let mut notes = notes.capped(rules);
    notes.sort_by_key(|note| note.severity);
    notes
}

#[derive(Default)]
struct Notes(Vec<LintNote>);

impl Notes {
    fn add(
        &mut self,
        severity: Severity,
        code: LintCode,
        place: impl Into<String>,
        en: impl Into<String>,
        ru: impl Into<String>,
    ) {
        self.0.push(LintNote {
            code,
            severity,
            place: place.into(),
            message: LocalText::en_ru(en, ru),
        });
    }

    /// Without what is switched off; of many notes of one kind the first ones and how many more there are.
    fn capped(self, rules: &LintRules) -> Vec<LintNote> {
        let mut seen: BTreeMap<LintCode, usize> = BTreeMap::new();
        let mut more: BTreeMap<LintCode, (usize, Severity)> = BTreeMap::new();
        let mut kept = Vec::new();
        for note in self.0 {
            if rules.off.contains(&note.code) {
                continue;
            }
            let count = seen.entry(note.code).or_default();
            *count += 1;
            if *count <= SAME_MAX {
                kept.push(note);
            } else {
                more.entry(note.code).or_insert((0, note.severity)).0 += 1;
            }
        }
        kept.extend(more.into_iter().map(|(code, (n, severity))| LintNote {
            code,
            severity,
            place: String::new(),
            message: LocalText::en_ru(
                format!("and {n} more of this kind"),
                format!("и ещё таких же: {n}"),
            ),
        }));
        kept
    }
}

/// A map with what the checks ask for again and again.
struct View<'a> {
    map: &'a Map,
    roles: BTreeMap<&'a str, LaneRole>,
    /// Steps from left to right: (place, step's index in the stage, stage's index).
    steps: Vec<(usize, usize)>,
    /// Cards by the id of the step or stage they stand at.
    at: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> View<'a> {
    fn of(map: &'a Map) -> Self {
        let mut at: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, card) in map.cards.iter().enumerate() {
            at.entry(card.at.as_str()).or_default().push(i);
        }
        let steps = map
            .stages
            .iter()
            .enumerate()
            .flat_map(|(i, stage)| (0..stage.steps.len()).map(move |k| (i, k)))
            .collect();
        let mut view = Self {
            map,
            roles: map
                .lanes
                .iter()
                .map(|lane| (lane.id.as_str(), lane.role))
                .collect(),
            steps,
            at,
        };
        view.spread();
        view
    }

    /// A card that spans several steps stands at each of them.
    fn spread(&mut self) {
        let columns: Vec<&str> = self
            .steps
            .iter()
            .map(|(i, k)| self.map.stages[*i].steps[*k].id.as_str())
            .collect();
        let mut place: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (n, (i, _)) in self.steps.iter().enumerate() {
            let stage = self.map.stages[*i].id.as_str();
            place.entry(stage).or_insert((n, n)).1 = n;
            place.insert(columns[n], (n, n));
        }
        for (index, card) in self.map.cards.iter().enumerate() {
            let Some(until) = &card.until else { continue };
            let ends = (place.get(card.at.as_str()), place.get(until.as_str()));
            let (Some((first, _)), Some((_, last))) = ends else {
                continue;
            };
            for column in columns.iter().take(*last + 1).skip(*first) {
                let cards = self.at.entry(column).or_default();
                if !cards.contains(&index) {
                    cards.push(index);
                }
            }
        }
    }

    fn role(&self, card: &Card) -> LaneRole {
        self.roles.get(card.lane.as_str()).copied().unwrap_or_default()
    }

    /// Cards at a stage as a whole or at one of its steps.
    fn of_stage(&self, stage: usize) -> impl Iterator<Item = &'a Card> {
        let stage = &self.map.stages[stage];
        let ids = std::iter::once(stage.id.as_str()).chain(stage.steps.iter().map(|step| step.id.as_str()));
        ids.flat_map(|id| self.at(id)).collect::<Vec<_>>().into_iter()
    }

    fn at(&self, id: &str) -> impl Iterator<Item = &'a Card> {
        let map = self.map;
        self.at.get(id).into_iter().flatten().map(move |i| &map.cards[*i])
    }
}

/// Rows about the person whose journey it is.
fn is_customer_side(role: LaneRole) -> bool {
    use LaneRole as R;
    matches!(
        role,
        R::Goals
            | R::Actions
            | R::Touchpoints
            | R::Thoughts
            | R::Feelings
            | R::Needs
            | R::Expectations
            | R::Pains
            | R::Delights
            | R::MomentsOfTruth
            | R::Quotes
            | R::Questions
            | R::Images
    )
}

/// «Waits for news» as people would name it in messages: the English and the Russian name.
fn names(name: &LocalText) -> (&str, &str) {
    (name.get("en"), name.get("ru"))
}
