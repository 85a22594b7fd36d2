use tropa_model::{Measure, Scale};
use tropa_voice::survey::{
    Cell, Estimate, Method, Rules, Sample, Statistic, Wave, ces, change, csat, estimate, mean,
    mean_bootstrap, nps, of_measure, response, waves, weights,
};

fn many(counts: &[(f64, usize)]) -> Vec<f64> {
    counts
        .iter()
        .flat_map(|(score, n)| std::iter::repeat_n(*score, *n))
        .collect()
}

#[track_caller]
fn is(found: &Estimate, value: f64, lo: f64, hi: f64) {
    let near = |a: Option<f64>, b: f64| assert!((a.unwrap() - b).abs() < 0.006, "{found:?}: {b}");
    near(found.value, value);
    near(found.lo, lo);
    near(found.hi, hi);
}

#[test]
fn nps_is_promoters_less_detractors_with_three_answers_added_to_its_interval() {
    // 20 promoters, 10 passives, 6 detractors. Added: p̃ = 20.75/39, d̃ = 6.75/39, middle 35.897;
    // SE = √((0.705128 − 0.358974²)/39) = 0.121557; 1.959964·SE = 0.238247.
    let scores = many(&[(10.0, 12), (9.0, 8), (8.0, 4), (7.0, 6), (6.0, 3), (0.0, 3)]);
    let found = nps(&scores, &Rules::default());
    is(&found, 38.889, 12.073, 59.722);
    assert_eq!((found.n, found.method), (36, Method::AdjustedWald));
    // Everybody a promoter: the interval still is one.
    let all = nps(&many(&[(10.0, 40)]), &Rules::default());
    assert!(all.value == Some(100.0) && all.hi.unwrap() <= 100.0 && all.lo.unwrap() < 100.0);
}

#[test]
fn a_share_of_satisfied_has_wilsons_interval() {
    let five = Scale::new(1.0, 5.0).unwrap();
    // Wilson for 81 of 263: 0.2553 to 0.3662 (Newcombe 1998, table I).
    let scores = many(&[(5.0, 41), (4.0, 40), (3.0, 100), (1.0, 82)]);
    is(&csat(&scores, five, &Rules::default()), 30.798, 25.530, 36.620);
    // 0 of 20: 0 to 0.1611 (the same table).
    is(
        &csat(&[1.0; 20], five, &Rules::default().show_all()),
        0.0,
        0.0,
        16.113,
    );
}

#[test]
fn effort_counts_answers_above_the_middle_of_its_scale() {
    let seven = Scale::new(1.0, 7.0).unwrap();
    let found = ces(
        &many(&[(4.0, 30), (5.0, 10), (7.0, 20)]),
        seven,
        &Rules::default(),
    );
    assert_eq!(found.value, Some(50.0));
    assert_eq!(
        of_measure(Measure::Csat, seven),
        Statistic::TopBox { at_least: 5.5 }
    );
    let five = Scale::new(1.0, 5.0).unwrap();
    assert_eq!(of_measure(Measure::Nps, five), Statistic::Mean);
    assert_eq!(of_measure(Measure::Stars, five), Statistic::Mean);
}

#[test]
fn a_mean_has_students_interval_and_nearly_the_same_when_drawn_again() {
    // 1..=10: mean 5.5, s = 3.02765, t(0.975, 9) = 2.26216, half = 2.16585.
    let scores: Vec<f64> = (1..=10).map(f64::from).collect();
    is(&mean(&scores, &Rules::default().show_all()), 5.5, 3.334, 7.666);
    let again = mean_bootstrap(&scores.repeat(30), 7, &Rules::default());
    let by_t = mean(&scores.repeat(30), &Rules::default());
    assert_eq!(again.method, Method::Bootstrap);
    assert!((again.lo.unwrap() - by_t.lo.unwrap()).abs() < 0.05);
    assert!((again.hi.unwrap() - by_t.hi.unwrap()).abs() < 0.05);
    assert_eq!(again, mean_bootstrap(&scores.repeat(30), 7, &Rules::default()));
}

#[test]
fn few_answers_give_a_count_and_a_reason_but_no_number() {
    let found = nps(&[10.0; 29], &Rules::default());
    assert_eq!((found.value, found.lo, found.n), (None, None, 29));
    assert!(found.suppressed.unwrap().get("ru").contains("29"));
    assert!(nps(&[10.0; 30], &Rules::default()).value.is_some());
    let none = mean(&[], &Rules::default().show_all());
    assert!(none.value.is_none() && none.suppressed.is_some());
    // One answer has a value and no interval.
    let one = mean(&[4.0], &Rules::default().show_all());
    assert_eq!((one.value, one.lo), (Some(4.0), None));
}

#[test]
fn equal_weights_change_nothing_and_unequal_ones_cost_answers() {
    let scores = many(&[(10.0, 30), (3.0, 30)]);
    let plain = nps(&scores, &Rules::default());
    let weighted = |w: &[f64]| estimate(Sample::weighted(&scores, w), Statistic::Nps, &Rules::default());
    let same = weighted(&[2.5; 60]);
    assert_eq!((same.value, same.lo, same.hi), (plain.value, plain.lo, plain.hi));
    let twice: Vec<f64> = scores.iter().map(|s| if *s > 5.0 { 3.0 } else { 1.0 }).collect();
    let found = weighted(&twice);
    assert_eq!(found.value, Some(50.0));
    // (30·3 + 30)²/(30·9 + 30) = 48.
    assert_eq!(found.n_effective, Some(48.0));
}

#[test]
fn a_change_between_waves_has_an_interval_and_skips_waves_of_too_few() {
    let (march, april, may) = (
        many(&[(10.0, 60), (5.0, 40)]),
        vec![0.0; 5],
        many(&[(10.0, 20), (5.0, 80)]),
    );
    let wave = |name: &str, of| Wave {
        name: name.into(),
        of: Sample::of(of),
    };
    let all = [wave("03", &march), wave("04", &april), wave("05", &may)];
    let found = waves(&all, Statistic::Nps, &Rules::default());
    assert!(found[0].change.is_none() && found[1].value.value.is_none() && found[1].change.is_none());
    let last = found[2].change.as_ref().unwrap();
    assert_eq!((last.value, found[2].since.as_deref()), (Some(-80.0), Some("03")));
    assert!(found[2].changed && last.hi.unwrap() < 0.0);
    let same = change(
        Sample::of(&march),
        Sample::of(&march),
        Statistic::Nps,
        &Rules::default(),
    );
    assert!(same.value == Some(0.0) && same.lo.unwrap() < 0.0 && same.hi.unwrap() > 0.0);
}

#[test]
fn those_who_did_not_answer_are_seen_and_weighed() {
    let cell = |name: &str, all, answered| Cell {
        name: name.into(),
        all,
        answered,
    };
    let cells = [cell("new", 800, 40), cell("old", 200, 60)];
    let found = response(&cells, &Rules::default());
    // Wilson of 100 of 1000.
    is(&found.rate, 10.0, 8.291, 12.013);
    // 80 % and 20 % of all, 40 % and 60 % of answers.
    assert!((found.imbalance - 0.4).abs() < 1e-12 && found.warning.is_some());
    assert_eq!(found.kinds[0].rate, 0.05);
    let weighting = weights(&cells);
    // 0.8/0.4 = 2 and 0.2/0.6 = 1/3; their mean over answers is 1.
    assert!((weighting.weights[0].unwrap() - 2.0).abs() < 1e-12);
    assert!((weighting.weights[1].unwrap() - 1.0 / 3.0).abs() < 1e-12);
    // 100² / (40·4 + 60/9).
    assert!((weighting.n_effective - 60.0).abs() < 1e-9);
    let unheard = weights(&[cell("new", 800, 40), cell("lost", 200, 0)]);
    assert!(unheard.weights[1].is_none() && (unheard.unheard - 0.2).abs() < 1e-12);
    let fair = response(&[cell("new", 800, 80), cell("old", 200, 20)], &Rules::default());
    assert!(fair.warning.is_none() && fair.association < 1e-9);
}

/// SplitMix64.
struct Draw(u64);

impl Draw {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[test]
fn intervals_hold_the_true_number_as_often_as_they_say() {
    // Shares of promoters and detractors, answers, and a true change of zero.
    for (seed, p, d, n) in [
        (1, 0.5, 0.2, 50),
        (2, 0.1, 0.7, 40),
        (3, 0.3, 0.3, 200),
        (4, 0.85, 0.05, 60),
    ] {
        let mut draw = Draw(seed);
        let mut sample = || -> Vec<f64> {
            let one = |u: f64| {
                if u < p {
                    10.0
                } else if u < p + d {
                    2.0
                } else {
                    8.0
                }
            };
            (0..n).map(|_| one(draw.unit())).collect()
        };
        let rules = Rules::default();
        let holds = |of: &Estimate, truth: f64| of.lo.unwrap() <= truth && truth <= of.hi.unwrap();
        let (runs, mut held) = (2_000, [0; 4]);
        let five = Scale::new(0.0, 10.0).unwrap();
        for _ in 0..runs {
            let (a, b) = (sample(), sample());
            held[0] += u32::from(holds(&nps(&a, &rules), 100.0 * (p - d)));
            held[1] += u32::from(holds(&csat(&a, five, &rules), 100.0 * (1.0 - d)));
            held[2] += u32::from(holds(&mean(&a, &rules), 10.0 * p + 2.0 * d + 8.0 * (1.0 - p - d)));
            let change = change(Sample::of(&a), Sample::of(&b), Statistic::Nps, &rules);
            held[3] += u32::from(holds(&change, 0.0));
        }
        for (what, held) in ["nps", "share", "mean", "change"].iter().zip(held) {
            let part = f64::from(held) / f64::from(runs);
            // Student's interval is too short for lopsided answers: 85 % of one kind, where it holds 0.89.
            let least = if *what == "mean" { 0.88 } else { 0.925 };
            assert!((least..=0.985).contains(&part), "seed {seed}, {what}: {part}");
        }
    }
}
