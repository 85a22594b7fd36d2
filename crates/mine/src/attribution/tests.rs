use super::*;
use tropa_model::{ColumnOf, JourneyColumn, JourneyValues, Journeys};

/// `ABC+ A- BC-`: every word a path of channels, `+` reached the goal, `-` did not; `3:` before it three such.
fn paths(text: &str) -> TouchPaths {
    let mut channels: Vec<String> = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(|c| c.to_string())
        .collect();
    channels.sort();
    channels.dedup();
    let place = |c: char| channels.iter().position(|name| *name == c.to_string()).unwrap() as u32;
    let paths = text
        .split_whitespace()
        .map(|word| {
            let (times, word) = word
                .split_once(':')
                .map_or((1.0, word), |(n, w)| (n.parse().unwrap(), w));
            let won = word.ends_with('+');
            let touches: Vec<u32> = word.trim_end_matches(['+', '-']).chars().map(place).collect();
            TouchPath {
                ages_s: (0..touches.len()).rev().map(|k| k as f64).collect(),
                channels: touches,
                conversions: if won { times } else { 0.0 },
                value: if won { 10.0 * times } else { 0.0 },
                nulls: if won { 0.0 } else { times },
            }
        })
        .collect();
    TouchPaths {
        channels,
        paths,
        ..TouchPaths::default()
    }
}

fn said(text: &str, model: Model) -> String {
    let all = attribution(&paths(text), &[model], 0, 1);
    let credits = &all.models[0].credits;
    credits
        .iter()
        .map(|c| format!("{} {:.3}", c.channel, c.conversions.value))
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn rules_share_a_conversion_as_their_names_say() {
    let path = "ABCD+ A-";
    assert_eq!(said(path, Model::First), "A 1.000 | B 0.000 | C 0.000 | D 0.000");
    assert_eq!(said(path, Model::Last), "A 0.000 | B 0.000 | C 0.000 | D 1.000");
    assert_eq!(said(path, Model::Linear), "A 0.250 | B 0.250 | C 0.250 | D 0.250");
    assert_eq!(
        said(path, Model::Position),
        "A 0.400 | B 0.100 | C 0.100 | D 0.400"
    );
    assert_eq!(said(path, Model::J), "A 0.200 | B 0.100 | C 0.100 | D 0.600");
    assert_eq!(
        said(path, Model::InverseJ),
        "A 0.600 | B 0.100 | C 0.100 | D 0.200"
    );
    assert_eq!(said("AB+", Model::J), "A 0.250 | B 0.750");
    assert_eq!(said("ABA+", Model::Participation), "A 1.000 | B 1.000");
    // Ages 2, 1, 0 with a half-life of one: a quarter, a half, a whole.
    assert_eq!(
        said("ABC+", Model::Decay { half_life_s: 1.0 }),
        "A 0.143 | B 0.286 | C 0.571"
    );
}

#[test]
fn the_removal_effect_of_the_published_example_is_exact() {
    let chain = PathChain::new(&paths("ABC+ A- BC-"), 1);
    let removal = chain.removal(&[(1.0, 0.0), (0.0, 1.0), (0.0, 1.0)]);
    assert!((removal.rate - 1.0 / 3.0).abs() < 1e-14);
    for (effect, expected) in removal.effects.iter().zip([0.5, 1.0, 1.0]) {
        assert!((effect - expected).abs() < 1e-14, "{:?}", removal.effects);
    }
    assert_eq!(
        said("ABC+ A- BC-", Model::Markov { order: 1 }),
        "A 0.200 | B 0.400 | C 0.400"
    );
}

#[test]
fn elimination_and_sweeps_agree() {
    let mut random = Random::new(5, 0);
    let letters: Vec<char> = ('A'..='Z').chain('a'..='z').collect();
    let mut text = String::new();
    for _ in 0..400 {
        let n = 1 + random.below(7);
        text.extend((0..n).map(|_| letters[random.below(letters.len())]));
        text.push_str(if random.chance(0.4) { "+ " } else { "- " });
    }
    let few: String = text
        .chars()
        .map(|c| {
            if c.is_alphabetic() {
                (b'A' + c as u8 % 6) as char
            } else {
                c
            }
        })
        .collect();
    for text in [&few, &text] {
        let all = paths(text);
        let weights: Vec<(f64, f64)> = all.paths.iter().map(|p| (p.conversions, p.nulls)).collect();
        let removal = PathChain::new(&all, 1).removal(&weights);
        let rate = all.conversions() / (all.conversions() + all.nulls());
        assert!(
            (removal.rate - rate).abs() < 1e-12,
            "the chain converts as often as the paths did"
        );
        let walked = walk(&all, 1, 60_000);
        for (exact, walked) in removal.effects.iter().zip(&walked) {
            assert!(
                (exact - walked).abs() < 0.02,
                "{exact} by equations, {walked} by walking"
            );
        }
    }
}

/// The slow and obvious way: random walks in the observed transitions.
fn walk(all: &TouchPaths, seed: u64, walks: usize) -> Vec<f64> {
    const START: u32 = 1_000;
    let mut next: std::collections::BTreeMap<u32, Vec<u32>> = std::collections::BTreeMap::new();
    for path in &all.paths {
        let end = if path.conversions > 0.0 { 2_000 } else { 3_000 };
        let steps: Vec<u32> = std::iter::once(START)
            .chain(path.channels.iter().copied())
            .chain([end])
            .collect();
        steps
            .windows(2)
            .for_each(|p| next.entry(p[0]).or_default().push(p[1]));
    }
    let mut random = Random::new(seed, 9);
    let (mut won, mut lost_without) = (0.0, vec![0.0; all.channels.len()]);
    for _ in 0..walks {
        let (mut at, mut met) = (START, vec![false; all.channels.len()]);
        while at < 2_000 {
            let to = &next[&at];
            at = to[random.below(to.len())];
            if at < START {
                met[at as usize] = true;
            }
        }
        if at == 2_000 {
            won += 1.0;
            met.iter()
                .zip(&mut lost_without)
                .filter(|(met, _)| **met)
                .for_each(|(_, lost)| *lost += 1.0);
        }
    }
    lost_without.iter().map(|lost| lost / won).collect()
}

#[test]
fn shapley_by_subsets_by_orders_and_in_closed_form_agree() {
    let all = paths("4:ABC+ 3:A+ 2:BC+ 5:AC- 1:D+ 6:ABD-");
    let n = all.channels.len();
    let mut won = vec![0.0; 1 << n];
    for path in &all.paths {
        won[path.channels.iter().fold(0_usize, |bits, &c| bits | 1 << c)] += path.conversions;
    }
    shapley::sums_of_subsets(n, &mut won);
    let exact = shapley_exact(n, &won);
    let sampled = shapley_sampled(n, 3, |inside| {
        won[inside
            .iter()
            .enumerate()
            .filter(|(_, i)| **i)
            .fold(0_usize, |bits, (at, _)| bits | 1 << at)]
    });
    let closed = attribution(&all, &[Model::Shapley], 0, 1);
    for at in 0..n {
        assert!((exact[at] - closed.models[0].credits[at].conversions.value).abs() < 1e-12);
        assert!((exact[at] - sampled[at]).abs() < 0.15, "{exact:?} {sampled:?}");
    }
    assert!(
        (exact.iter().sum::<f64>() - all.conversions()).abs() < 1e-12,
        "efficiency"
    );
}

#[test]
fn shapley_is_symmetric_and_gives_nothing_to_a_player_who_brings_nothing() {
    // v(S) = 6 when both of the first two are in, 1 for either alone; the third never matters.
    let worth: Vec<f64> = (0..8)
        .map(|s: usize| match s & 3 {
            3 => 6.0,
            0 => 0.0,
            _ => 1.0,
        })
        .collect();
    assert_eq!(shapley_exact(3, &worth), [3.0, 3.0, 0.0]);
}

#[test]
fn every_model_but_participation_gives_away_exactly_what_was_won() {
    let all = paths("40:ABC+ 30:A+ 20:BC+ 50:AC- 10:D+ 60:ABD- 7:AABBD+");
    let mut models = Model::USUAL.to_vec();
    models.extend([
        Model::Markov { order: 2 },
        Model::Markov { order: 3 },
        Model::ShapleyRate,
    ]);
    let told = attribution(&all, &models, 50, 7);
    for model in &told.models {
        let sum: f64 = model.credits.iter().map(|c| c.conversions.value).sum();
        let value: f64 = model.credits.iter().map(|c| c.value).sum();
        if model.model != Model::Participation {
            assert!((sum - 107.0).abs() < 1e-9, "{:?} {sum}", model.model);
            assert!((value - 1_070.0).abs() < 1e-9, "{:?} {value}", model.model);
        }
        for credit in &model.credits {
            assert!(credit.share.lo <= credit.share.value && credit.share.value <= credit.share.hi);
        }
    }
    assert_eq!(told, attribution(&all, &models, 50, 7), "same seed, same numbers");
}

#[test]
fn touches_after_the_goal_and_open_journeys_do_not_count() {
    let journeys = Journeys {
        activities: vec!["look".into(), "pay".into()],
        starts: vec![0, 3, 5, 6],
        codes: vec![0, 1, 0, 0, 0, 0],
        times_us: vec![0, 10, 20, 0, 50, 1_000],
        columns: vec![JourneyColumn {
            name: "channel".into(),
            of: ColumnOf::Event,
            values: JourneyValues::Coded {
                codes: vec![2, 1, 2, 1, 0, 1],
                names: vec!["web".into(), "app".into()],
            },
        }],
    };
    let options = TouchOptions {
        goals: vec!["pay".into()],
        channel: Some("channel".into()),
        value: None,
        lookback_us: None,
        closed_until_us: Some(500),
    };
    let found = TouchPaths::of(&journeys, &options);
    assert_eq!(found.channels, ["app", "web"]);
    assert_eq!(found.open, 1);
    let told: Vec<(&[u32], f64)> = found
        .paths
        .iter()
        .map(|p| (&p.channels[..], p.conversions))
        .collect();
    assert_eq!(told, [(&[0, 1][..], 1.0), (&[1][..], 0.0)]);
}
