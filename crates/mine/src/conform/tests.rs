use super::*;
use crate::Random;
use std::collections::BTreeMap;
use tropa_model::JourneyColumn;

/// `a b? c` with edges `a>b`, `>a` for a start and `c>` for an end; letters name steps and activities.
fn planned(steps: &str, edges: &str) -> Planned {
    let steps: Vec<PlannedStep> = steps
        .split_whitespace()
        .map(|word| {
            let name = word.trim_end_matches('?').to_owned();
            PlannedStep {
                activities: vec![name.clone()],
                name,
                optional: word.ends_with('?'),
            }
        })
        .collect();
    let place = |name: &str| steps.iter().position(|step| step.name == name).unwrap();
    let mut planned = Planned::default();
    for edge in edges.split_whitespace() {
        match edge.split_once('>').unwrap() {
            ("", to) => planned.starts.push(place(to)),
            (from, "") => planned.ends.push(place(from)),
            (from, to) => planned.edges.push((place(from), place(to))),
        }
    }
    planned.steps = steps;
    planned
}

fn journeys(rows: &[&str]) -> Journeys {
    let mut names: Vec<String> = rows
        .iter()
        .flat_map(|row| row.split_whitespace().map(str::to_owned))
        .collect();
    names.sort();
    names.dedup();
    let mut journeys = Journeys {
        starts: vec![0],
        ..Journeys::default()
    };
    for row in rows {
        for word in row.split_whitespace() {
            let code = names.iter().position(|name| name == word).unwrap();
            journeys.codes.push(code as u32);
        }
        journeys.starts.push(journeys.codes.len());
    }
    journeys.times_us = vec![0; journeys.codes.len()];
    journeys.activities = names;
    journeys
}

fn cost(planned: &Planned, row: &str) -> u32 {
    let journeys = journeys(&[row]);
    Ready::new(planned, &journeys.activities)
        .align(&journeys.codes, true)
        .0
}

#[test]
fn skipped_steps_and_inserted_touchpoints_are_counted_where_they_happen() {
    let plan = planned("a b c d?", ">a a>b b>c c>d c> d>");
    let log = journeys(&["a b c", "a b c d", "a c", "a b x c", "b a c"]);
    let found = conform(&log, &plan, &ConformOptions::default()).unwrap();
    assert_eq!((found.n, found.kept.value), (5, 0.4));
    let skipped: Vec<(u64, f64)> = found
        .steps
        .iter()
        .map(|step| (step.met, step.skipped.value * step.skipped.n as f64))
        .collect();
    // «b a c» keeps one of a and b and skips the other.
    assert_eq!(skipped[2], (5, 0.0));
    assert_eq!(skipped[0].0 + skipped[1].0, 8);
    assert_eq!(skipped[0].1 + skipped[1].1, 2.0);
    let x = found.inserted.iter().find(|row| row.activity == "x").unwrap();
    assert_eq!(
        (x.after.as_deref(), x.before.as_deref(), x.planned),
        (Some("b"), Some("c"), false)
    );
    let against: Vec<(&str, &str)> = found
        .against
        .iter()
        .map(|row| (row.from.as_str(), row.to.as_str()))
        .collect();
    assert_eq!(against, [("a", "c"), ("b", "a")]);
}

#[test]
fn a_journey_under_way_is_judged_as_far_as_it_got() {
    let plan = planned("a b c", ">a a>b b>c c>");
    let log = journeys(&["a b"]);
    let options = ConformOptions {
        as_far_as_they_got: true,
        ..ConformOptions::default()
    };
    assert_eq!(conform(&log, &plan, &options).unwrap().kept.value, 1.0);
    assert_eq!(
        conform(&log, &plan, &ConformOptions::default()).unwrap().cost,
        1.0
    );
}

#[test]
fn groups_and_weeks_add_up_to_all_journeys() {
    let plan = planned("a b", ">a a>b b>");
    let mut log = journeys(&["a b", "a", "a b"]);
    log.times_us = vec![
        0,
        1,
        FIRST_MONDAY_US,
        FIRST_MONDAY_US,
        FIRST_MONDAY_US + WEEK_US - 1,
    ];
    log.columns = vec![JourneyColumn {
        name: "who".into(),
        of: ColumnOf::Journey,
        values: JourneyValues::Coded {
            codes: vec![1, 1, 0],
            names: vec!["new".into()],
        },
    }];
    let options = ConformOptions {
        by: Some("who".into()),
        ..ConformOptions::default()
    };
    let found = conform(&log, &plan, &options).unwrap();
    let groups: Vec<_> = found
        .groups
        .iter()
        .map(|row| (row.group.as_deref(), row.kept.n, row.kept.value))
        .collect();
    assert_eq!(groups, [(Some("new"), 2, 0.5), (None, 1, 1.0)]);
    let weeks: Vec<_> = found.weeks.iter().map(|row| (row.week_us, row.kept.n)).collect();
    assert_eq!(weeks, [(FIRST_MONDAY_US - WEEK_US, 1), (FIRST_MONDAY_US, 2)]);
}

#[test]
fn a_plan_whose_end_cannot_be_reached_is_refused() {
    for (steps, edges) in [("a b", ">a b>"), ("a", "a>"), ("a", ">a")] {
        assert!(
            conform(
                &journeys(&["a"]),
                &planned(steps, edges),
                &ConformOptions::default()
            )
            .is_err(),
            "{steps}, {edges}"
        );
    }
}

/// Shortest path over (event, step) by relaxing until nothing changes: slow and obvious.
fn slow(planned: &Planned, codes: &[String]) -> u32 {
    let n = planned.steps.len();
    let mut cost: BTreeMap<(usize, usize), u32> = BTreeMap::from([((0, n), 0)]);
    loop {
        let mut changed = false;
        for ((event, at), so_far) in cost.clone() {
            let next: Vec<usize> = if at == n {
                planned.starts.clone()
            } else {
                planned
                    .edges
                    .iter()
                    .filter(|(from, _)| *from == at)
                    .map(|(_, to)| *to)
                    .collect()
            };
            let mut moves = Vec::new();
            if event < codes.len() {
                moves.push(((event + 1, at), 1));
            }
            for to in next {
                let step = &planned.steps[to];
                moves.push(((event, to), u32::from(!step.optional)));
                if event < codes.len() && step.activities.contains(&codes[event]) {
                    moves.push(((event + 1, to), 0));
                }
            }
            for (state, price) in moves {
                let price = so_far + price;
                if cost.get(&state).is_none_or(|&known| price < known) {
                    cost.insert(state, price);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    planned
        .ends
        .iter()
        .filter_map(|&end| cost.get(&(codes.len(), end)).copied())
        .min()
        .unwrap()
}

#[test]
fn the_quick_way_costs_what_the_slow_one_costs_and_its_moves_add_up() {
    for seed in 0..300 {
        let mut random = Random::new(seed, 9);
        let n = 1 + random.below(6);
        let letter = |at: usize| char::from(b'a' + at as u8).to_string();
        let steps = (0..n)
            .map(|at| PlannedStep {
                name: format!("{at}"),
                activities: vec![letter(random.below(5))],
                optional: random.chance(0.3),
            })
            .collect();
        let mut plan = Planned::line(steps);
        for _ in 0..random.below(5) {
            plan.edges.push((random.below(n), random.below(n)));
        }
        let row: Vec<String> = (0..random.below(9)).map(|_| letter(random.below(6))).collect();
        let log = journeys(&[&row.join(" ")]);
        let (cost, moves) = Ready::new(&plan, &log.activities).align(&log.codes, true);
        assert_eq!(cost, slow(&plan, &row), "seed {seed}");
        let told: u32 = moves
            .iter()
            .map(|one| match one {
                Move::Met { .. } => 0,
                Move::Inserted { .. } => 1,
                Move::Skipped { step } => u32::from(!plan.steps[*step].optional),
            })
            .sum();
        assert_eq!(told, cost, "seed {seed}: {moves:?}");
        let events = moves
            .iter()
            .filter(|one| !matches!(one, Move::Skipped { .. }))
            .count();
        assert_eq!(events, row.len(), "seed {seed}");
    }
}

/// Costs that pm4py's alignments gave: tests/peers/conform_pm4py.py wrote the file.
#[test]
fn costs_are_those_of_an_independent_implementation() {
    let lines = include_str!("../../tests/peers/conform_pm4py.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let mut compared = 0;
    for line in lines {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [steps, edges, row, expected] = parts[..] else {
            panic!("{line}")
        };
        assert_eq!(
            cost(&planned(steps, edges), row),
            expected.parse::<u32>().unwrap(),
            "{line}"
        );
        compared += 1;
    }
    assert!(compared >= 200, "{compared}");
}
