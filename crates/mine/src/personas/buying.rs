//! The buying centre: which parts people of one account play, found by who does what and when.

use super::roles::{BuyingRoleName, spoken_for};
use crate::Estimate;
use crate::estimate::LEVEL;
use crate::segments::{ClusterOptions, Difference, Segments, by_journeys, describe};
use crate::text::{local, percent_en, percent_ru};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_model::proposal::LocalText;
use tropa_model::{ColumnOf, JourneyValues, Journeys};
use utoipa::ToSchema;

/// Parts people of an account play.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BuyingCentre {
    /// Accounts in which at least two people were seen.
    pub accounts: u64,
    /// People in them.
    pub people: u64,
    /// In the order they come in.
    pub parts: Vec<BuyingPart>,
    /// Who takes over from whom, most frequent first.
    pub hand_overs: Vec<HandOver>,
    /// Why so many parts.
    pub reason: LocalText,
}

/// One part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BuyingPart {
    /// A known part where the evidence speaks for one, else absent: the name is then a letter.
    pub role: Option<BuyingRoleName>,
    pub name: LocalText,
    /// Why it is called so.
    pub because: LocalText,
    /// People who play it.
    pub people: u64,
    /// Accounts that have one, of all.
    pub accounts: Estimate,
    /// Accounts whose first event is theirs, of those that have one.
    pub opens: Estimate,
    /// Accounts whose last event is theirs, of those that have one.
    pub closes: Estimate,
    /// Mean place of their first event among the events of the account: 0 first, 1 last.
    pub enters_at: f64,
    /// What they do that others do not.
    pub differences: Vec<Difference>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HandOver {
    /// Places in `parts`.
    pub from: u32,
    pub to: u32,
    /// Times an event of one part was followed by an event of the other, in the same account.
    pub times: u64,
}

/// Share of what a part's activities stand for that one part must do before it bears the name.
const DOES_MIN: f64 = 0.5;
/// And how many times its share of all events: who does everything is not known by anything.
const LIFT_MIN: f64 = 1.5;
/// Events that speak for a name at least.
const EVENTS_MIN: u64 = 20;
/// Accounts opened by a part from which it is the initiator.
const OPENS_MIN: f64 = 0.6;

/// Finds the parts people play. `journeys` are accounts; `person` is the column of events that says who acted. `None`
/// where there is no such column or no account with two people.
///
/// People are divided as journeys are, by what each of them does in their account; a part bears the name of a known
/// role only where most of the events that speak for the role are theirs.
pub fn buying_centre(journeys: &Journeys, person: &str) -> Option<BuyingCentre> {
    let column = journeys.column(person)?;
    let (ColumnOf::Event, JourneyValues::Coded { codes, .. }) = (column.of, &column.values) else {
        return None;
    };
    let (people, seats, accounts) = people(journeys, codes);
    if people.is_empty() {
        return None;
    }
    let options = ClusterOptions {
        pace: false,
        ..ClusterOptions::default()
    };
    let (division, _) = by_journeys(&without_order(&people), &options);
    let described = describe(&people, &division);
    let part_of: BTreeMap<(usize, u32), u32> =
        seats.iter().copied().zip(division.of.iter().copied()).collect();
    let mut seen = Seen::of(journeys, codes, &accounts, &part_of, division.parts.len());
    seen.enter(journeys, codes, &seats, &division.of);
    Some(centre(
        &seen,
        &described,
        accounts.len() as u64,
        seats.len() as u64,
    ))
}

/// Everybody's own events as journeys, whose they are (account, person), and the accounts with two people or more.
fn people(journeys: &Journeys, codes: &[u32]) -> (Journeys, Vec<(usize, u32)>, Vec<usize>) {
    let mut people = Journeys {
        activities: journeys.activities.clone(),
        starts: vec![0],
        ..Journeys::default()
    };
    let (mut seats, mut accounts) = (Vec::new(), Vec::new());
    for account in 0..journeys.len() {
        let mut own: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for event in journeys.events(account).filter(|event| codes[*event] != 0) {
            own.entry(codes[event]).or_default().push(event);
        }
        if own.len() < 2 {
            continue;
        }
        accounts.push(account);
        for (person, events) in own {
            seats.push((account, person));
            people
                .codes
                .extend(events.iter().map(|event| journeys.codes[*event]));
            people
                .times_us
                .extend(events.iter().map(|event| journeys.times_us[*event]));
            people.starts.push(people.codes.len());
        }
    }
    (people, seats, accounts)
}

/// The same people with two pauses before each event: a model that remembers two steps then sees only what somebody
/// does and how often. Order is left out because parts whose activities have nothing in common differ in nothing else
/// once the first event is known: everybody's own events foretell each other.
fn without_order(people: &Journeys) -> Journeys {
    let pause = people.activities.len() as u32;
    let mut padded = Journeys {
        activities: people.activities.clone(),
        starts: people.starts.iter().map(|start| start * 3).collect(),
        ..Journeys::default()
    };
    padded.activities.push(String::new());
    for (&code, &time) in people.codes.iter().zip(&people.times_us) {
        padded.codes.extend([pause, pause, code]);
        padded.times_us.extend([time; 3]);
    }
    padded
}

/// What was counted of each part.
#[derive(Default)]
struct Seen {
    accounts: Vec<u64>,
    opens: Vec<u64>,
    closes: Vec<u64>,
    events: Vec<u64>,
    spoken: BTreeMap<BuyingRoleName, Vec<u64>>,
    hand_overs: BTreeMap<(u32, u32), u64>,
    enters: Vec<(f64, u64)>,
}

impl Seen {
    fn of(
        journeys: &Journeys,
        codes: &[u32],
        accounts: &[usize],
        part_of: &BTreeMap<(usize, u32), u32>,
        parts: usize,
    ) -> Self {
        let roles: Vec<Option<BuyingRoleName>> =
            journeys.activities.iter().map(|name| spoken_for(name)).collect();
        let mut seen = Self {
            accounts: vec![0; parts],
            opens: vec![0; parts],
            closes: vec![0; parts],
            events: vec![0; parts],
            enters: vec![(0.0, 0); parts],
            ..Self::default()
        };
        for &account in accounts {
            let mut present = vec![false; parts];
            let mut last: Option<u32> = None;
            for event in journeys.events(account) {
                let Some(&part) = part_of.get(&(account, codes[event])) else {
                    continue;
                };
                match last {
                    None => seen.opens[part as usize] += 1,
                    Some(before) if before != part => {
                        *seen.hand_overs.entry((before, part)).or_default() += 1
                    }
                    Some(_) => {}
                }
                last = Some(part);
                present[part as usize] = true;
                seen.events[part as usize] += 1;
                if let Some(role) = roles[journeys.codes[event] as usize] {
                    seen.spoken.entry(role).or_insert_with(|| vec![0; parts])[part as usize] += 1;
                }
            }
            if let Some(part) = last {
                seen.closes[part as usize] += 1;
            }
            for (count, present) in seen.accounts.iter_mut().zip(present) {
                *count += u64::from(present);
            }
        }
        seen
    }

    fn enter(&mut self, journeys: &Journeys, codes: &[u32], seats: &[(usize, u32)], of: &[u32]) {
        for (&(account, person), &part) in seats.iter().zip(of) {
            let events = journeys.events(account);
            let last = (events.len() - 1).max(1) as f64;
            let first = events
                .clone()
                .position(|event| codes[event] == person)
                .unwrap_or(0);
            let (sum, n) = &mut self.enters[part as usize];
            *sum += first as f64 / last;
            *n += 1;
        }
    }

    /// The role the evidence speaks for, with the share of its events that are this part's.
    fn role(&self, part: usize) -> Option<(BuyingRoleName, f64)> {
        let all: u64 = self.events.iter().sum();
        let usual = self.events[part] as f64 / all.max(1) as f64;
        let by_words = self
            .spoken
            .iter()
            .filter(|(_, counts)| counts.iter().sum::<u64>() >= EVENTS_MIN)
            .map(|(role, counts)| (*role, counts[part] as f64 / counts.iter().sum::<u64>() as f64))
            .filter(|(_, share)| *share >= DOES_MIN && *share >= LIFT_MIN * usual)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let opens = self.opens[part] as f64 / self.accounts[part].max(1) as f64;
        by_words.or((opens >= OPENS_MIN && self.opens[part] >= EVENTS_MIN)
            .then_some((BuyingRoleName::Initiator, opens)))
    }
}

fn centre(seen: &Seen, described: &Segments, accounts: u64, people: u64) -> BuyingCentre {
    let enters = |part: usize| seen.enters[part].0 / seen.enters[part].1.max(1) as f64;
    let mut order: Vec<usize> = (0..described.segments.len()).collect();
    order.sort_by(|&a, &b| enters(a).total_cmp(&enters(b)).then(a.cmp(&b)));
    let roles: Vec<Option<(BuyingRoleName, f64)>> = (0..order.len()).map(|part| seen.role(part)).collect();
    let parts = order
        .iter()
        .enumerate()
        .map(|(place, &part)| {
            // One name, one part: the one that does more of it.
            let role = roles[part].filter(|(role, share)| {
                let better = |other: &Option<(BuyingRoleName, f64)>| {
                    other.is_some_and(|(r, s)| r == *role && s > *share)
                };
                !roles.iter().any(better)
            });
            let letter = char::from(b'A' + place as u8);
            let (name, because) = match role {
                Some((role, share)) => (role.text(), because(role, share)),
                None => (
                    local(format!("Role {letter}"), format!("Роль {letter}")),
                    local(
                        "No known part does most of what this one does.".into(),
                        "Ни к одной известной роли эти действия однозначно не относятся.".into(),
                    ),
                ),
            };
            BuyingPart {
                role: role.map(|(role, _)| role),
                name,
                because,
                people: described.segments[part].n,
                accounts: Estimate::share(seen.accounts[part], accounts, LEVEL),
                opens: Estimate::share(seen.opens[part], seen.accounts[part], LEVEL),
                closes: Estimate::share(seen.closes[part], seen.accounts[part], LEVEL),
                enters_at: enters(part),
                differences: described.segments[part].differences.clone(),
            }
        })
        .collect();
    let place = |part: u32| order.iter().position(|&o| o == part as usize).unwrap_or(0) as u32;
    let mut hand_overs: Vec<HandOver> = seen
        .hand_overs
        .iter()
        .map(|(&(from, to), &times)| HandOver {
            from: place(from),
            to: place(to),
            times,
        })
        .collect();
    hand_overs.sort_by_key(|h| (std::cmp::Reverse(h.times), h.from, h.to));
    BuyingCentre {
        accounts,
        people,
        parts,
        hand_overs,
        reason: described
            .choice
            .as_ref()
            .map(|choice| choice.reason.clone())
            .unwrap_or_default(),
    }
}

fn because(role: BuyingRoleName, share: f64) -> LocalText {
    match role {
        BuyingRoleName::Initiator => local(
            format!(
                "Makes the first contact in {} of the accounts that have one.",
                percent_en(share)
            ),
            format!(
                "Начинает общение в {} компаний, где такой человек есть.",
                percent_ru(share)
            ),
        ),
        _ => local(
            format!(
                "Does {} of the events whose names speak for this part.",
                percent_en(share)
            ),
            format!(
                "На этих людей приходится {} событий, по названию свойственных этой роли.",
                percent_ru(share)
            ),
        ),
    }
}
