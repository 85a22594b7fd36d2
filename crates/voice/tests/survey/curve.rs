use tropa_model::{Feeling, Measure, Scale, Score};
use tropa_voice::Opinion;
use tropa_voice::curve::{Curve, Point, PointState, Voice, curve};
use tropa_voice::survey::Rules;

const NPS: Scale = Scale { lo: 0.0, hi: 10.0 };
const FIVE: Scale = Scale { lo: 1.0, hi: 5.0 };

fn score(step: &str, value: f64) -> Voice {
    Voice {
        step: step.into(),
        group: None,
        score: Some(Score {
            value,
            scale: NPS,
            measure: Measure::Nps,
        }),
        question: None,
        opinion: None,
    }
}

fn text(step: &str, feeling: f64, confidence: f64) -> Voice {
    Voice {
        opinion: Some(Opinion {
            feeling: Feeling(feeling),
            confidence,
        }),
        score: None,
        ..score(step, 0.0)
    }
}

fn many(n: usize, voice: impl Fn(usize) -> Voice) -> Vec<Voice> {
    (0..n).map(voice).collect()
}

fn of(steps: &[&str], voices: Vec<Voice>) -> Curve {
    let steps: Vec<String> = steps.iter().map(|step| (*step).into()).collect();
    curve(&steps, &voices, &Rules::default())
}

fn point<'a>(curve: &'a Curve, step: &str, group: Option<&str>) -> &'a Point {
    let is = |point: &&Point| point.step == step && point.group.as_deref() == group;
    curve.points.iter().find(is).unwrap()
}

#[test]
fn points_are_measured_inferred_or_missing_and_a_gap_stays_a_gap() {
    let mut voices = many(100, |i| score("order", (i % 11) as f64));
    voices.extend(many(5, |_| score("delivery", 2.0)));
    voices.extend(many(40, |_| text("support", -1.0, 0.9)));
    let found = of(&["order", "delivery", "support", "farewell"], voices);
    let state = |step| point(&found, step, None).state;
    assert_eq!(state("order"), PointState::Measured);
    assert_eq!(state("delivery"), PointState::Inferred);
    assert_eq!(state("support"), PointState::Inferred);
    assert_eq!(state("farewell"), PointState::Missing);
    let gap = point(&found, "farewell", None);
    assert_eq!((gap.value, gap.lo, gap.n_scores, gap.n_texts), (None, None, 0, 0));
    // Five answers show no raw mean; the estimate of so few is wide.
    let few = point(&found, "delivery", None);
    assert_eq!((few.raw_mean, few.n_scores), (None, 5));
    assert!(few.hi.unwrap() - few.lo.unwrap() > 4.0 * width(&found, "order") / 2.0);
    assert!(point(&found, "support", None).asked.is_none());
}

fn width(curve: &Curve, step: &str) -> f64 {
    let point = point(curve, step, None);
    point.hi.unwrap() - point.lo.unwrap()
}

#[test]
fn much_is_hardly_drawn_and_little_is_drawn_to_its_neighbours() {
    let mut voices = Vec::new();
    for (step, middle) in [("a", 8.0), ("b", 6.0), ("c", 7.0), ("d", 5.0), ("e", 7.0)] {
        voices.extend(many(400, |i| score(step, middle + (i % 5) as f64 - 2.0)));
    }
    voices.extend(many(4, |i| score("f", if i == 0 { 1.0 } else { 0.0 })));
    let found = of(&["a", "b", "c", "d", "e", "f"], voices);
    let plain = -2.0 + 4.0 * 0.025;
    let little = point(&found, "f", None);
    assert!(
        little.value.unwrap() > plain + 0.03 && little.shrunk > 0.02,
        "{little:?}"
    );
    assert!(point(&found, "a", None).shrunk < 0.02);
    assert!((point(&found, "a", None).value.unwrap() - 1.2).abs() < 0.02);
}

#[test]
fn a_point_never_mixes_questions_and_says_what_it_left_out() {
    let asked = |question: &str, voice: Voice| Voice {
        question: Some(question.into()),
        ..voice
    };
    let mut voices = many(60, |i| asked("Recommend?", score("order", (i % 11) as f64)));
    voices.extend(many(40, |i| {
        asked("Recommend?", score("delivery", (i % 11) as f64))
    }));
    // At delivery more people answered something else, on another scale: the curve's own question still leads.
    voices.extend(many(90, |_| {
        let stars = Score {
            value: 5.0,
            scale: FIVE,
            measure: Measure::Stars,
        };
        let voice = asked("Stars", score("delivery", 0.0));
        Voice {
            score: Some(stars),
            ..voice
        }
    }));
    voices.extend(many(50, |_| {
        let csat = Score {
            value: 2.0,
            scale: FIVE,
            measure: Measure::Csat,
        };
        Voice {
            score: Some(csat),
            ..asked("Satisfied?", score("support", 0.0))
        }
    }));
    let found = of(&["order", "delivery", "support"], voices);
    let delivery = point(&found, "delivery", None);
    assert_eq!(
        (delivery.n_scores, delivery.raw_mean),
        (40, Some((0..40).map(|i| f64::from(i % 11)).sum::<f64>() / 40.0))
    );
    assert!(delivery.notes[0].get("en").starts_with("90 answers"));
    let support = point(&found, "support", None);
    assert_eq!(support.asked.as_ref().unwrap().measure, Measure::Csat);
    assert!(support.notes[0].get("ru").contains("другим вопросом"));
    assert!(found.mixes_questions);
    assert_eq!(found.asked.unwrap().question.as_deref(), Some("Recommend?"));
}

#[test]
fn words_are_worth_what_people_who_gave_both_say_and_less_where_the_reading_is_unsure() {
    // Readings twice as strong as scores.
    let both = |i: usize| {
        let feeling = (i % 5) as f64 - 2.0;
        Voice {
            opinion: Some(Opinion {
                feeling: Feeling(feeling),
                confidence: 1.0,
            }),
            ..score("order", 5.0 + 1.25 * feeling)
        }
    };
    let mut voices = many(100, both);
    voices.extend(many(2_000, |_| text("support", 2.0, 1.0)));
    voices.extend(many(2_000, |_| text("chat", 2.0, 0.75)));
    let found = of(&["order", "support", "chat"], voices);
    assert!((found.calibration.slope - 0.5).abs() < 1e-9 && !found.calibration.is_assumed);
    let near = |step, value: f64| {
        let found = point(&found, step, None).value.unwrap();
        assert!((found - value).abs() < 0.05, "{step}: {found}");
    };
    near("support", 1.0);
    near("chat", 0.5);
    // Texts with a score of the question are counted once, as scores.
    assert_eq!(
        (
            point(&found, "order", None).n_scores,
            point(&found, "order", None).n_texts
        ),
        (100, 0)
    );
}

#[test]
fn groups_have_points_of_their_own_and_a_group_that_said_nothing_has_none() {
    let of_group = |group: &str, voice: Voice| Voice {
        group: Some(group.into()),
        ..voice
    };
    let mut voices = many(200, |i| of_group("new", score("order", (i % 3) as f64)));
    voices.extend(many(200, |i| {
        of_group("old", score("order", 8.0 + (i % 3) as f64))
    }));
    voices.extend(many(50, |_| of_group("old", score("delivery", 5.0))));
    let found = of(&["order", "delivery"], voices);
    assert!(point(&found, "order", Some("new")).value.unwrap() < -1.0);
    assert!(point(&found, "order", Some("old")).value.unwrap() > 1.0);
    assert!(point(&found, "order", None).value.unwrap().abs() < 0.1);
    assert_eq!(point(&found, "delivery", Some("new")).state, PointState::Missing);
    let (lo, hi) = (
        point(&found, "delivery", None).lo.unwrap(),
        point(&found, "delivery", None).hi.unwrap(),
    );
    assert!(lo < hi, "fifty equal answers still have an interval");
}
