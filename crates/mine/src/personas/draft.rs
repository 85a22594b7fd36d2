//! A persona for each segment.

use super::habits::{longest_wait, measured, returns, times};
use super::kinds::{WANTED, kind_of_column};
use super::{DraftTrait, DraftTraitKind, PersonaDraft, PersonaOptions, Said, SaidBy, TraitBasis};
use crate::Estimate;
use crate::estimate::LEVEL;
use crate::segments::{Difference, Division, JourneyMeasure, NONE, Segment, Segments};
use crate::text::{count_en, count_ru, journeys_en, journeys_ru, local, percent_en, percent_ru};
use tropa_model::expr::Expr;
use tropa_model::proposal::LocalText;
use tropa_model::{ColumnOf, JourneyValues, Journeys};

/// Traits of one source at most: a persona is read in a minute.
const OF_A_KIND_MAX: usize = 4;
/// Share of journeys from which a channel belongs to the picture.
const CHANNEL_MIN: f64 = 0.1;
/// People who must have said a thing before it is a trait.
const PEOPLE_MIN: u64 = 3;

/// Drafts a persona of each segment. `said` gives what people of each segment said, in the same order; it may be
/// shorter.
pub fn draft(
    journeys: &Journeys,
    division: &Division,
    segments: &Segments,
    said: &[SaidBy],
    options: &PersonaOptions,
) -> Vec<PersonaDraft> {
    let silent = SaidBy::default();
    segments
        .segments
        .iter()
        .enumerate()
        .map(|(place, segment)| {
            let own = place as u32;
            let said = said.get(place).unwrap_or(&silent);
            let mut traits = goals(journeys, &division.of, own, options);
            traits.extend(channels(journeys, &division.of, own, options));
            traits.extend(behaviour(segment, options));
            traits.extend(times(journeys, &division.of, own, options));
            traits.extend(returns(journeys, &division.of, own, options));
            traits.extend(longest_wait(journeys, &division.of, own));
            traits.extend(spoken(said));
            traits.sort_by_key(|t| t.kind);
            PersonaDraft {
                segment: segment.number,
                name: segment.name.clone(),
                summary: summary(segment),
                n: segment.n,
                share: segment.share,
                records: segment.records.clone(),
                typical: segment.typical.clone(),
                missing: WANTED
                    .into_iter()
                    .filter(|kind| traits.iter().all(|t| t.kind != *kind))
                    .collect(),
                traits,
            }
        })
        .collect()
}

fn summary(segment: &Segment) -> LocalText {
    let (share, n) = (segment.share.value, segment.n);
    let told = |language: &str| {
        segment
            .differences
            .iter()
            .take(2)
            .map(|d| d.text.get(language).to_owned())
            .collect::<Vec<_>>()
            .join("; ")
    };
    let (en, ru) = (told("en"), told("ru"));
    let stop = |text: String| {
        if text.is_empty() {
            text
        } else {
            format!(" {text}.")
        }
    };
    local(
        format!("{} of journeys ({}).{}", percent_en(share), count_en(n), stop(en)),
        format!("{} путей ({}).{}", percent_ru(share), count_ru(n), stop(ru)),
    )
}

/// How many reach each goal.
fn goals(journeys: &Journeys, of: &[u32], own: u32, options: &PersonaOptions) -> Vec<DraftTrait> {
    options
        .goals
        .iter()
        .filter_map(|goal| {
            let code = journeys.activities.iter().position(|name| name == goal)? as u32;
            let (a, b) = shares(journeys, of, own, |journey| {
                Some(journeys.codes_of(journey).contains(&code))
            });
            let text = local(
                format!("Reaches «{goal}»: {} of journeys", percent_en(a.value)),
                format!("Доходит до «{goal}»: {} путей", percent_ru(a.value)),
            );
            Some(DraftTrait {
                records: Some(Expr::Has(goal.clone()).to_string()),
                ..measured(DraftTraitKind::Goal, against(text, b), a, b)
            })
        })
        .collect()
}

/// The channels of the segment, most used first.
fn channels(journeys: &Journeys, of: &[u32], own: u32, options: &PersonaOptions) -> Vec<DraftTrait> {
    let mut found: Vec<DraftTrait> = Vec::new();
    for name in &options.channels {
        let Some(column) = journeys.column(name) else {
            continue;
        };
        let JourneyValues::Coded { codes, names } = &column.values else {
            continue;
        };
        let values = |journey: usize| match column.of {
            ColumnOf::Journey => journey..journey + 1,
            ColumnOf::Event => journeys.events(journey),
        };
        for (code, channel) in (1_u32..).zip(names) {
            let (a, b) = shares(journeys, of, own, |journey| {
                let codes = &codes[values(journey)];
                codes.iter().any(|c| *c != 0).then(|| codes.contains(&code))
            });
            if a.value >= CHANNEL_MIN {
                let text = local(
                    format!("{channel}: in {} of journeys", percent_en(a.value)),
                    format!("{channel}: в {} путей", percent_ru(a.value)),
                );
                let equal = Expr::Compare {
                    name: name.clone(),
                    op: tropa_model::expr::Op::Eq,
                    value: tropa_model::expr::Value::Text(channel.clone()),
                };
                found.push(DraftTrait {
                    records: Some(equal.to_string()),
                    ..measured(DraftTraitKind::PreferredChannel, against(text, b), a, b)
                });
            }
        }
    }
    let share = |t: &DraftTrait| t.estimate.map_or(0.0, |e| e.value);
    found.sort_by(|a, b| share(b).total_cmp(&share(a)));
    found.truncate(OF_A_KIND_MAX);
    found
}

/// The share of journeys of which `holds`, in the segment and in the others; journeys of which it is unknown do not
/// count.
fn shares(
    journeys: &Journeys,
    of: &[u32],
    own: u32,
    holds: impl Fn(usize) -> Option<bool>,
) -> (Estimate, Option<Estimate>) {
    let mut counts = [(0, 0); 2];
    for journey in (0..journeys.len()).filter(|journey| of[*journey] != NONE) {
        if let Some(holds) = holds(journey) {
            let side = &mut counts[usize::from(of[journey] != own)];
            *side = (side.0 + u64::from(holds), side.1 + 1);
        }
    }
    let share = |(hits, n): (u64, u64)| Estimate::share(hits, n, LEVEL);
    (share(counts[0]), (counts[1].1 > 0).then(|| share(counts[1])))
}

/// Adds how it is with the others.
fn against(text: LocalText, rest: Option<Estimate>) -> LocalText {
    match rest {
        None => text,
        Some(rest) => local(
            format!("{}, others {}", text.get("en"), percent_en(rest.value)),
            format!("{}, у остальных {}", text.get("ru"), percent_ru(rest.value)),
        ),
    }
}

/// What was found to set the segment apart, as traits: steps, lengths and attributes.
fn behaviour(segment: &Segment, options: &PersonaOptions) -> Vec<DraftTrait> {
    let mut steps = 0;
    let mut found: Vec<DraftTrait> = segment
        .differences
        .iter()
        .filter_map(|difference| {
            let kind = match &difference.what {
                JourneyMeasure::Value { column, .. } if options.channels.contains(column) => return None,
                JourneyMeasure::Value { column, .. } if options.actor.as_ref() == Some(column) => {
                    return None;
                }
                JourneyMeasure::Value { column, .. } | JourneyMeasure::Number { column } => {
                    kind_of_column(column)
                }
                JourneyMeasure::Events | JourneyMeasure::Duration => DraftTraitKind::Habit,
                _ => DraftTraitKind::Scenario,
            };
            steps += usize::from(kind == DraftTraitKind::Scenario);
            (kind != DraftTraitKind::Scenario || steps <= OF_A_KIND_MAX).then(|| trait_of(kind, difference))
        })
        .collect();
    if let Some(typical) = &segment.typical {
        let path = typical.activities.join(" → ");
        found.insert(
            0,
            DraftTrait {
                against: None,
                ..measured(
                    DraftTraitKind::Scenario,
                    local(
                        format!(
                            "Typical journey: {path} (exactly so: {})",
                            journeys_en(typical.journeys)
                        ),
                        format!(
                            "Типичный путь: {path} (в точности так: {})",
                            journeys_ru(typical.journeys)
                        ),
                    ),
                    Estimate::share(typical.journeys, segment.n, LEVEL),
                    None,
                )
            },
        );
    }
    found
}

fn trait_of(kind: DraftTraitKind, difference: &Difference) -> DraftTrait {
    DraftTrait {
        records: difference.records.clone(),
        ..measured(
            kind,
            difference.text.clone(),
            difference.own,
            Some(difference.rest),
        )
    }
}

/// What people of the segment said.
fn spoken(said: &SaidBy) -> Vec<DraftTrait> {
    let lists = [
        (DraftTraitKind::Motive, &said.motives),
        (DraftTraitKind::Problem, &said.pains),
        (DraftTraitKind::Need, &said.questions),
        (DraftTraitKind::Fear, &said.fears),
        (DraftTraitKind::Vocabulary, &said.words),
    ];
    let mut found: Vec<DraftTrait> = lists
        .into_iter()
        .flat_map(|(kind, list)| {
            let mut list: Vec<&Said> = list.iter().filter(|said| said.people >= PEOPLE_MIN).collect();
            list.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.text.cmp(&b.text)));
            list.into_iter().take(OF_A_KIND_MAX).map(move |one| (kind, one))
        })
        .map(|(kind, one)| DraftTrait {
            kind,
            basis: TraitBasis::Quoted,
            text: one.text.clone(),
            estimate: (said.people >= one.people).then(|| Estimate::share(one.people, said.people, LEVEL)),
            against: None,
            records: None,
            quotes: one.items.clone(),
        })
        .collect();
    // The lowest step, where it is surely below the middle.
    let lowest = said
        .feelings
        .iter()
        .filter(|(_, feeling)| feeling.hi < 0.0)
        .min_by(|a, b| a.1.value.total_cmp(&b.1.value));
    if let Some((step, feeling)) = lowest {
        let text = local(
            format!(
                "Feels worst at «{}»: {:+.1} of −2 to +2",
                step.get("en"),
                feeling.value
            ),
            format!(
                "Хуже всего на шаге «{}»: {} по шкале от −2 до +2",
                step.get("ru"),
                format!("{:+.1}", feeling.value)
                    .replace('.', ",")
                    .replace('-', "−")
            ),
        );
        found.push(measured(DraftTraitKind::Disappointment, text, *feeling, None));
    }
    found
}
