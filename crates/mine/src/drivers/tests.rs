use super::*;
use crate::random::Random;
use tropa_model::JourneyColumn;

/// Visitors of two kinds: keen ones look at the review more often and buy more often, but the review does nothing;
/// the helpful call does.
fn shop(n: usize, seed: u64) -> Journeys {
    let names = ["open", "review", "photos", "form", "call", "mail", "pay"];
    let mut log = Journeys {
        activities: names.map(str::to_owned).to_vec(),
        starts: vec![0],
        ..Journeys::default()
    };
    let mut keen_codes = Vec::new();
    for journey in 0..n {
        let mut random = Random::new(seed, journey as u64);
        let keen = random.chance(0.4);
        let review = random.chance(if keen { 0.7 } else { 0.2 });
        let call = random.chance(0.5);
        let pays = random.chance(if keen { 0.6 } else { 0.2 } + if call { 0.2 } else { 0.0 });
        let mut time = journey as i64 * 60_000_000;
        let steps = [0, if review { 1 } else { 2 }, 3, if call { 4 } else { 5 }];
        for code in steps.into_iter().chain(pays.then_some(6)) {
            time += 1_000_000 * (60 + random.below(600) as i64);
            log.codes.push(code);
            log.times_us.push(time);
        }
        log.starts.push(log.codes.len());
        keen_codes.push(if keen { 1 } else { 2 });
    }
    log.columns.push(JourneyColumn {
        name: "kind".into(),
        of: ColumnOf::Journey,
        values: JourneyValues::Coded {
            codes: keen_codes,
            names: vec!["keen".into(), "calm".into()],
        },
    });
    log
}

fn told(log: &Journeys, adjust: &[&str]) -> Drivers {
    let mut options = DriverOptions::new(Outcome::Goal(vec!["pay".into()]));
    options.adjust = adjust.iter().map(|a| (*a).to_owned()).collect();
    options.horizon_us = Some(3_600_000_000);
    drivers(log, &options)
}

fn find<'a>(all: &'a Drivers, kind: DriverKind, activity: &str) -> &'a Driver {
    all.drivers
        .iter()
        .find(|d| d.kind == kind && d.activity == activity)
        .unwrap()
}

#[test]
fn a_decoy_of_the_keen_is_no_moment_of_truth_once_they_are_told_apart() {
    let log = shop(6_000, 1);
    let all = told(&log, &["kind"]);
    let review = find(&all, DriverKind::Met, "review");
    assert!(!review.told && review.crude > 0.1, "{review:?}");
    let call = find(&all, DriverKind::Met, "call");
    assert!(call.told && (call.effect.value - 0.2).abs() < 0.05, "{call:?}");
    assert!(call.title.get("en").contains("associated") && call.title.get("ru").contains("связано"));
    assert_eq!(call.records, r#"follows("form", "call")"#);
    // Not told apart, the decoy looks like a driver: the E-value says how little it takes.
    assert!(find(&told(&log, &[]), DriverKind::Met, "review").told);
}

#[test]
fn a_step_that_everyone_must_take_is_refused() {
    let all = told(&shop(3_000, 2), &["kind"]);
    let form = all.refused.iter().find(|r| r.activity == "form").unwrap();
    assert_eq!(form.why, Refusal::Required);
    assert!(
        !all.drivers
            .iter()
            .any(|d| d.kind == DriverKind::Met && d.activity == "form")
    );
}

#[test]
fn who_cannot_be_followed_is_on_neither_side() {
    let log = shop(3_000, 3);
    let mut options = DriverOptions::new(Outcome::Goal(vec!["pay".into()]));
    options.horizon_us = Some(3_600_000_000);
    let all = drivers(&log, &options);
    options.until_us = Some(1_500 * 60_000_000);
    let half = drivers(&log, &options);
    let n = |d: &Drivers| {
        let call = find(d, DriverKind::Met, "call");
        call.exposed + call.unexposed
    };
    assert!(n(&half) < n(&all) / 2, "{} of {}", n(&half), n(&all));
}

#[test]
fn nothing_is_told_of_nothing() {
    let empty = drivers(
        &Journeys::default(),
        &DriverOptions::new(Outcome::Goal(vec!["pay".into()])),
    );
    assert!(empty.drivers.is_empty() && empty.refused.is_empty());
}
