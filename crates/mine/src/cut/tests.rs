//! Simulated lives of which the true journeys are known.

use super::*;
use crate::Random;

/// Journeys of a small shop one after another; `wait` gives seconds before an event, told whether it begins a journey.
fn shop(
    seed: u64,
    people: usize,
    journeys_each: usize,
    wait: impl Fn(&mut Random, bool, usize) -> f64,
) -> (Journeys, Vec<bool>) {
    let mut random = Random::new(seed, 0);
    let names = [
        "visit", "search", "look", "compare", "cart", "pay", "ask", "leave",
    ];
    let mut lives = Journeys {
        activities: names.map(str::to_owned).to_vec(),
        starts: vec![0],
        ..Journeys::default()
    };
    let mut begins = Vec::new();
    for _ in 0..people {
        let mut now_us = 1_700_000_000_000_000 + random.below(1_000_000) as i64;
        for _ in 0..1 + random.below(2 * journeys_each - 1) {
            let mut journey = vec![0_usize];
            for _ in 0..1 + random.below(3) {
                journey.extend([[1, 2], [2, 3]][random.below(2)]);
            }
            if random.chance(0.2) {
                journey.push(6);
            }
            journey.extend(if random.chance(0.5) { vec![4, 5] } else { vec![7] });
            for (place, code) in journey.into_iter().enumerate() {
                now_us += (wait(&mut random, place == 0, code) * 1e6) as i64;
                lives.codes.push(code as u32);
                lives.times_us.push(now_us);
                begins.push(place == 0);
            }
        }
        lives.starts.push(lives.codes.len());
    }
    (lives, begins)
}

/// Probability that a cut scores above another gap.
fn auc(lives: &Journeys, scores: &[f64], begins: &[bool]) -> f64 {
    let mut ranked: Vec<(f64, bool)> = inner(lives).map(|event| (scores[event], begins[event])).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins, mut cuts) = (0.0, 0.0, 0.0);
    for (_, begins) in ranked {
        if begins {
            wins += below;
            cuts += 1.0;
        } else {
            below += 1.0;
        }
    }
    wins / (below * cuts)
}

fn exponential(random: &mut Random, mean: f64) -> f64 {
    -mean * (1.0 - random.unit()).ln()
}

#[test]
fn long_pauses_between_visits_are_found_with_their_length() {
    for seed in 0..10 {
        let (lives, begins) = shop(seed, 200, 4, |random, first, _| {
            let median = if first { 4.0 * 86_400.0 } else { 60.0 };
            median * random.normal().exp()
        });
        let found = propose(&lives, &CutWish::Auto);
        assert_eq!(found.by, CutBy::Gap, "seed {seed}: {:?}", found.why);
        let wrong = found.places.iter().zip(&begins).filter(|(a, b)| a != b).count();
        assert!(
            wrong * 100 < begins.len(),
            "seed {seed}: {wrong} of {}",
            begins.len()
        );
        assert_eq!(
            found.cut.as_ref().and_then(|cut| cut.idle_s),
            found.gaps.valley_s.map(|s| s.round() as u64)
        );
        assert_eq!(
            propose(&lives, &CutWish::Auto),
            found,
            "the same lives give the same proposal"
        );
    }
}

#[test]
fn where_pauses_hardly_tell_the_context_does() {
    for seed in 0..5 {
        let (lives, begins) = shop(seed, 60, 12, |random, first, _| {
            exponential(random, 1.0) + if first { 0.2 } else { 0.0 }
        });
        let scores = scores(&lives).unwrap();
        let ours = auc(&lives, &scores.log_odds, &begins);
        let gaps: Vec<f64> = (0..begins.len())
            .map(|event| if event == 0 { 0.0 } else { wait_s(&lives, event) })
            .collect();
        assert!(
            ours > 0.95 && ours > auc(&lives, &gaps, &begins) + 0.2,
            "seed {seed}: {ours}"
        );
        let found = propose(&lives, &CutWish::Auto);
        assert_eq!(found.by, CutBy::Context, "seed {seed}: {:?}", found.why);
        let truth = begins.iter().filter(|b| **b).count() as f64;
        assert!(
            (found.journeys as f64 / truth - 1.0).abs() < 0.2,
            "seed {seed}: {} of {truth}",
            found.journeys
        );
    }
}

#[test]
fn waits_of_their_own_do_not_hide_where_journeys_begin() {
    let waits = [1.0, 0.4, 5.0, 0.3, 20.0, 2.0, 0.5, 3.0];
    for seed in 0..5 {
        let (lives, begins) = shop(seed, 300, 4, |random, first, code| {
            (if first { 4.0 } else { waits[code] }) * (0.7 * random.normal()).exp()
        });
        let ours = auc(&lives, &scores(&lives).unwrap().log_odds, &begins);
        assert!(ours > 0.97, "seed {seed}: {ours}");
    }
}

#[test]
fn lives_that_are_one_journey_are_left_whole() {
    for seed in 0..10 {
        // Some steps wait for days: long pauses alone do not make journeys.
        let (lives, _) = shop(seed, 500, 1, |random, _, code| {
            (if code >= 4 { 200_000.0 } else { 30.0 }) * random.normal().exp()
        });
        let found = propose(&lives, &CutWish::Auto);
        assert_eq!(
            (found.by, found.journeys),
            (CutBy::Whole, 500),
            "seed {seed}: {:?}",
            found.why
        );
        assert!(found.cut.is_none() && found.places.is_empty());
        let (lives, _) = shop(seed, 500, 1, |random, _, _| exponential(random, 50.0));
        assert_eq!(propose(&lives, &CutWish::Auto).by, CutBy::Whole, "seed {seed}");
    }
}

#[test]
fn a_rule_cuts_where_it_says_and_tells_what_came_of_it() {
    let (lives, begins) = shop(1, 50, 4, |random, _, _| exponential(random, 50.0));
    let rule = Cut {
        begins: vec!["visit".into()],
        ..Cut::default()
    };
    let found = propose(&lives, &CutWish::Rule(rule.clone()));
    assert_eq!(found.places, begins);
    assert_eq!(found.journeys as usize, begins.iter().filter(|b| **b).count());
    assert_eq!(found, of_places(&lives, &rule, begins));
    assert!(found.why.get("ru").contains("Людей: 50"), "{:?}", found.why);
    assert_eq!(found.examples.len(), 5);
    let none = propose(&Journeys::default(), &CutWish::Auto);
    assert_eq!((none.by, none.people, none.journeys), (CutBy::Whole, 0, 0));
}
