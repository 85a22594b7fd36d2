use super::*;
use crate::random::Random;

/// Who compares twice buys rarely, who calls buys often; a third drops out in silence.
fn shop(n: usize, seed: u64) -> Journeys {
    let names = ["open", "compare", "call", "cart", "pay", "cancel"];
    let mut log = Journeys {
        activities: names.map(str::to_owned).to_vec(),
        starts: vec![0],
        ..Journeys::default()
    };
    const DAY_US: i64 = 86_400_000_000;
    for journey in 0..n {
        let mut random = Random::new(seed, journey as u64);
        let mut codes = vec![0];
        let compares = random.below(3);
        codes.extend(vec![1; compares]);
        let calls = random.chance(0.4);
        if calls {
            codes.push(2);
        }
        if !random.chance(0.3) {
            codes.push(3);
            let p = 0.5 - 0.2 * compares as f64 + if calls { 0.35 } else { 0.0 };
            codes.push(if random.chance(p) { 4 } else { 5 });
        }
        let mut time = journey as i64 * DAY_US / 20;
        for code in codes {
            time += DAY_US / 24 * (1 + random.below(20) as i64);
            log.codes.push(code);
            log.times_us.push(time);
        }
        log.starts.push(log.codes.len());
    }
    log
}

fn asked(log: &Journeys) -> PredictOptions {
    let last = log.times_us.iter().copied().max().unwrap_or(0);
    PredictOptions {
        goals: vec!["pay".into()],
        against: vec!["cancel".into()],
        closed_until_us: last - 3 * 86_400_000_000,
        now_us: last,
    }
}

#[test]
fn probabilities_are_better_than_the_base_and_calibrated() {
    let log = shop(4_000, 1);
    let told = predict(&log, &asked(&log));
    let quality = told.quality.unwrap();
    let outcome = quality.outcome.unwrap();
    assert!(outcome.brier < 0.9 * outcome.brier_of_base, "{outcome:?}");
    assert!(
        outcome.auc > 0.7 && outcome.calibration_error < 0.05,
        "{outcome:?}"
    );
    assert!(quality.next_log_loss < quality.next_log_loss_of_none);
    assert!(
        (0.7..0.9).contains(&quality.left_within.value),
        "{:?}",
        quality.left_within
    );
    assert!(told.open > 0 && told.at_risk.len() as u64 == told.open);
    assert!(told.at_risk.windows(2).all(|pair| pair[0].goal <= pair[1].goal));
    assert!(!told.at_risk[0].reason.get("ru").is_empty());
}

#[test]
fn the_next_step_is_a_probability_and_remembers_what_it_saw() {
    let sequences: [&[u32]; 3] = [&[0, 1, 2], &[0, 1, 2], &[3, 1, 4]];
    let model = NextStep::learn(sequences.into_iter(), 5, 5);
    for past in [&[][..], &[0, 1], &[3, 1], &[4, 4, 4], &[2]] {
        assert!(
            (model.after(past).iter().sum::<f64>() - 1.0).abs() < 1e-12,
            "{past:?}"
        );
    }
    assert!(model.after(&[0, 1])[2] > 0.6 && model.after(&[3, 1])[4] > 0.5);
    assert!(model.after(&[2])[5] > 0.5, "after 2 all ended");
}

#[test]
fn nothing_after_the_decision_is_looked_at() {
    let mut log = shop(1_500, 2);
    let plain = predict(&log, &asked(&log));
    // A mark that is written after the goal only would tell everything to whoever looked at it.
    let options = asked(&log);
    log.activities.push("receipt".into());
    let (mut codes, mut times, mut starts) = (Vec::new(), Vec::new(), vec![0]);
    for journey in 0..log.len() {
        codes.extend_from_slice(log.codes_of(journey));
        times.extend_from_slice(log.times_of(journey));
        if codes.last() == Some(&4) {
            codes.push(6);
            times.push(times[times.len() - 1]);
        }
        starts.push(codes.len());
    }
    (log.codes, log.times_us, log.starts) = (codes, times, starts);
    let marked = predict(&log, &options);
    let auc = |p: &Prediction| p.quality.as_ref().unwrap().outcome.as_ref().unwrap().auc;
    assert!(
        (auc(&plain) - auc(&marked)).abs() < 0.02,
        "{} {}",
        auc(&plain),
        auc(&marked)
    );
}

#[test]
fn with_too_few_ends_nothing_is_claimed() {
    let log = shop(20, 3);
    let told = predict(&log, &asked(&log));
    assert!(told.quality.is_none() && told.at_risk.is_empty() && told.notes.len() == 2);
}
