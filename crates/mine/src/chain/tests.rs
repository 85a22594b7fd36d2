use super::*;
use crate::random::Random;
use tropa_model::Journeys;

/// `2:abG ab`: every word a journey, every letter an activity a minute apart, `G` the goal; `2:` two such.
fn journeys(text: &str) -> Journeys {
    let mut found = Journeys {
        starts: vec![0],
        ..Journeys::default()
    };
    let mut names: Vec<String> = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(|c| c.to_string())
        .collect();
    names.sort();
    names.dedup();
    for word in text.split_whitespace() {
        let (times, word) = word
            .split_once(':')
            .map_or((1, word), |(n, w)| (n.parse().unwrap(), w));
        for _ in 0..times {
            for (minute, c) in word.chars().enumerate() {
                found
                    .codes
                    .push(names.iter().position(|n| *n == c.to_string()).unwrap() as u32);
                found.times_us.push(minute as i64 * 60_000_000);
            }
            found.starts.push(found.codes.len());
        }
    }
    found.activities = names;
    found
}

fn chain(text: &str, order: u8) -> Chain {
    let options = ChainOptions {
        goals: vec!["G".into()],
        order: Some(order),
        ..ChainOptions::default()
    };
    Chain::of(&journeys(text), &options)
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} is not {b}");
}

#[test]
fn the_chain_gives_back_what_was_counted() {
    for order in [1, 2] {
        let told = what_if(&chain("6:abG 2:aabG 2:ab 3:a 1:bG", order), &[], 50, 1).unwrap();
        near(told.completed.before.value, 9.0 / 14.0);
        near(told.loads[0].before.value, 15.0 / 14.0);
        near(told.steps.before.value, (15.0 + 11.0) / 14.0);
        // Each of the 15 moves between steps and to the goal takes a minute.
        near(
            told.duration_s.before.value,
            60.0 * (6.0 * 2.0 + 2.0 * 3.0 + 2.0 + 1.0) / 14.0,
        );
        assert!(told.completed.before.lo < 9.0 / 14.0 && told.completed.before.hi > 9.0 / 14.0);
    }
}

#[test]
fn moving_half_of_the_lost_on_brings_half_of_what_they_would_have_done() {
    let edit = Edit::Move {
        from: "a".into(),
        out_of: Place::Dropped,
        into: Place::Activity("b".into()),
        share: 0.5,
    };
    let told = what_if(&chain("60:abG 20:ab 20:a", 1), &[edit], 400, 1).unwrap();
    near(told.completed.before.value, 0.6);
    near(told.completed.after.value, 0.675);
    near(told.completed.change.value, 0.075);
    near(
        told.loads
            .iter()
            .find(|l| l.activity == "b")
            .unwrap()
            .change
            .value,
        0.1,
    );
    let change = told.completed.change;
    assert!(change.lo > 0.03 && change.hi < 0.13, "{change:?}");
}

#[test]
fn edits_do_what_their_names_say() {
    let chain = chain("50:abcG 30:acG 20:ab", 1);
    let after = |edit: Edit| what_if(&chain, &[edit], 0, 1).unwrap().completed.after.value;
    near(after(Edit::Close { activity: "b".into() }), 0.3);
    near(after(Edit::Close { activity: "c".into() }), 0.0);
    // Of 70 at b 50 go on: who comes straight to what follows b does the same.
    near(after(Edit::Bypass { activity: "b".into() }), 0.8);
    near(
        after(Edit::Connect {
            from: "a".into(),
            into: Place::Completed,
            share: 0.5,
        }),
        0.5 + 0.5 * 0.8,
    );
    let slow = Edit::Pace {
        from: Some("a".into()),
        to: "b".into(),
        factor: 3.0,
    };
    let told = what_if(&chain, &[slow], 0, 1).unwrap();
    near(told.duration_s.change.value, 0.7 * 120.0);
    let unknown = what_if(&chain, &[Edit::Close { activity: "z".into() }], 0, 1).unwrap_err();
    assert_eq!(unknown.activity, "z");
}

#[test]
fn equations_agree_with_walking_within_three_standard_errors() {
    let mut random = Random::new(11, 0);
    let mut text = String::new();
    for _ in 0..300 {
        let n = 1 + random.below(8);
        text.extend((0..n).map(|_| (b'a' + random.below(6) as u8) as char));
        text.push_str(if random.chance(0.5) { "G " } else { " " });
    }
    let chain = chain(&text, 2);
    let told = what_if(&chain, &[], 0, 1).unwrap();
    let walks = 40_000;
    let (mut won, mut steps) = (0.0, Vec::new());
    for _ in 0..walks {
        let (mut row, mut length) = (&chain.start, 0.0);
        loop {
            let weights: Vec<f64> = row.iter().map(|m| m.count).collect();
            match row[random.weighted(&weights)].to {
                To::State(state) => row = &chain.moves[state as usize],
                To::Completed => {
                    won += 1.0;
                    break;
                }
                To::Dropped => break,
            }
            length += 1.0;
        }
        steps.push(length);
    }
    let rate = won / f64::from(walks);
    let se = (rate * (1.0 - rate) / f64::from(walks)).sqrt();
    assert!((rate - told.completed.before.value).abs() < 3.0 * se);
    let mean = Estimate::mean(&steps, 0.997);
    assert!(
        !mean.excludes(told.steps.before.value),
        "{mean:?} {}",
        told.steps.before.value
    );
}

#[test]
fn elimination_and_sweeps_agree() {
    let chain = chain("6:abcG 2:aabG 2:abca 3:aba 1:bG 4:cabcabG", 2);
    let rows = Rows::of(&chain, &mut |moves: &[Move]| {
        moves.iter().map(|m| m.count).collect()
    });
    let n = chain.states();
    let right = || [vec![0.25; n], (0..n).map(|at| at as f64).collect::<Vec<f64>>()];
    let ([a, b], v) = eliminate(&rows.rows[..n], right(), vec![0.5; n]);
    let ([x, y], w) = sweep(&rows.rows[..n], right(), vec![0.5; n]);
    for at in 0..n {
        assert!((a[at] - x[at]).abs() < 1e-8 && (b[at] - y[at]).abs() < 1e-8 && (v[at] - w[at]).abs() < 1e-8);
    }
}

#[test]
fn memory_is_found_where_there_is_some_and_only_there() {
    // Where one goes from b depends on where one came from.
    let with = chain("400:abG 400:cbd 20:abd 20:cbG", 1).memory;
    assert!(with.p < 1e-6 && with.bits / with.of_bits > 0.5, "{with:?}");
    let without = chain("100:abG 100:cbG 100:abd 100:cbd", 1).memory;
    assert!(without.p > 0.9 && without.bits < 1e-9, "{without:?}");
    let auto = |text: &str| {
        let options = ChainOptions {
            goals: vec!["G".into()],
            ..ChainOptions::default()
        };
        Chain::of(&journeys(text), &options).order
    };
    assert_eq!(auto("400:abG 400:cbd 20:abd 20:cbG"), 2);
    assert_eq!(auto("100:abG 100:cbG 100:abd 100:cbd"), 1);
}

#[test]
fn journeys_still_on_their_way_lend_their_steps_and_not_their_end() {
    let options = ChainOptions {
        goals: vec!["G".into()],
        closed_until_us: Some(30_000_000),
        order: Some(1),
    };
    let chain = Chain::of(&journeys("3:aG 1:a 4:ab"), &options);
    assert_eq!((chain.journeys, chain.open), (8, 4));
    let told = what_if(&chain, &[], 0, 1).unwrap();
    // Half go to b, from where no end is known yet: nobody may be called lost there.
    near(told.completed.before.value, 3.0 / 8.0);
}
