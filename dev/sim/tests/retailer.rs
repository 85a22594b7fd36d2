//! The retailer is what it says: the same for a seed, in time order, with the planted troubles in it.

use std::collections::HashSet;
use tropa_model::batch::ColumnValues;
use tropa_model::time::DAY_US;
use tropa_sim::{Activity, Language, RetailerOptions, Stage, retailer};

fn small(seed: u64) -> RetailerOptions {
    RetailerOptions {
        actors: 4_000,
        seed,
        ..RetailerOptions::default()
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
    let csv = |seed| {
        let mut bytes = Vec::new();
        retailer(&small(seed)).write_csv(&mut bytes).unwrap();
        bytes
    };
    assert!(csv(3) == csv(3));
    assert!(csv(3) != csv(4));
}

#[test]
fn batches_hold_every_event_once_in_time_order_per_customer() {
    let shop = retailer(&small(3));
    let mut events = 0;
    let mut seen = HashSet::new();
    for batch in shop.batches() {
        assert!(
            batch.columns.iter().all(|c| c.values.len() == batch.len()) && batch.actor.len() == batch.len()
        );
        events += batch.len() as u64;
        for row in 0..batch.len() {
            if row > 0 && batch.actor.get(row) == batch.actor.get(row - 1) {
                assert!(batch.time_us[row - 1] <= batch.time_us[row]);
            } else {
                assert!(
                    seen.insert(batch.actor.get(row).to_owned()),
                    "a customer's events stand together"
                );
            }
        }
    }
    let counts = shop.counts();
    assert_eq!((events, seen.len() as u64), (counts.events, counts.actors));
}

#[test]
fn the_file_holds_the_same_events_as_the_batches() {
    let shop = retailer(&small(9));
    let mut bytes = Vec::new();
    shop.write_csv(&mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.lines().count() as u64, shop.counts().events + 1);
    let columns = tropa_sim::CSV_COLUMNS.split(',').count();
    assert!(
        text.lines()
            .filter(|line| !line.contains('"'))
            .all(|line| line.split(',').count() == columns)
    );
}

#[test]
fn the_russian_shop_lives_the_same_lives_under_other_names() {
    let english = retailer(&small(3));
    let russian = retailer(&RetailerOptions {
        language: Language::Russian,
        ..small(3)
    });
    assert_eq!(english.counts(), russian.counts());
    assert_eq!(russian.truth.stages[3].name, "Доставка");
    let batch = russian.batches().next().unwrap();
    assert!(batch.activity.names.contains(&"Зашёл в магазин".to_owned()));
}

#[test]
fn what_was_planted_is_there() {
    let shop = retailer(&RetailerOptions {
        actors: 20_000,
        ..RetailerOptions::default()
    });
    let counts = shop.counts();
    let per_actor = counts.events as f64 / counts.actors as f64;
    assert!(
        (8.0..12.0).contains(&per_actor),
        "{per_actor} events per customer"
    );

    let at = |activity: Activity| counts.reached[activity as usize] as f64;
    let gave_up = |activity: Activity| counts.gave_up[activity as usize] as f64;
    let rate = gave_up(Activity::SawDeliveryCost) / at(Activity::SawDeliveryCost);
    assert!(
        (rate - tropa_sim::plan::DROP_AT_DELIVERY_COST).abs() < 0.02,
        "{rate} give up at the delivery cost"
    );
    assert!(counts.cart_cost_loops as f64 / at(Activity::AddedToCart) > 0.3);
    assert!(counts.repeated_calls as f64 / at(Activity::CalledSupport) > 0.4);
    assert!(
        counts.cut > 200,
        "some journeys are still open when the window ends: {}",
        counts.cut
    );
    assert!(counts.ties > 100, "some events share an instant: {}", counts.ties);
    for (stage, counted) in Stage::ALL.iter().zip(&counts.stages) {
        assert!(
            counted.reached as f64 > 0.1 * counts.actors as f64,
            "{stage:?} {counted:?}"
        );
    }
}

#[test]
fn the_slow_region_waits_for_a_delivery_slot() {
    let shop = retailer(&RetailerOptions {
        actors: 10_000,
        ..RetailerOptions::default()
    });
    let mut waits: [Vec<i64>; 2] = Default::default();
    for walk in shop.walks() {
        let slow = usize::from(walk.region == tropa_sim::plan::SLOW_REGION);
        for pair in walk.events.windows(2) {
            if (pair[0].activity, pair[1].activity) == (Activity::Paid, Activity::DeliveryScheduled) {
                waits[slow].push(pair[1].time_us - pair[0].time_us);
            }
        }
    }
    let [elsewhere, slow] = waits.map(|mut w| {
        w.sort_unstable();
        w[w.len() / 2] / (DAY_US / 10)
    });
    assert!(
        (70..120).contains(&slow) && elsewhere < 25,
        "tenths of days: {slow} against {elsewhere}"
    );
}

#[test]
fn scores_follow_the_trouble_and_comments_follow_both_languages() {
    let shop = retailer(&small(7));
    let (mut good, mut bad, mut russian, mut english) = (Vec::new(), Vec::new(), 0, 0);
    for walk in shop.walks() {
        for event in walk.events.iter().filter(|e| e.score > 0) {
            let pile = if event.activity == Activity::CalledSupport {
                &mut bad
            } else {
                &mut good
            };
            pile.push(f64::from(event.score));
            match walk.comment_on(event) {
                Some(text) if text.is_ascii() => english += 1,
                Some(_) => russian += 1,
                None => {}
            }
        }
    }
    let mean = |scores: &[f64]| scores.iter().sum::<f64>() / scores.len() as f64;
    assert!(
        mean(&good) > 3.5 && mean(&bad) < 2.6,
        "{} {}",
        mean(&good),
        mean(&bad)
    );
    assert!(
        russian > 100 && english > 20,
        "{russian} Russian, {english} English"
    );
    let texts: HashSet<String> = shop
        .walks()
        .flat_map(|w| {
            w.events
                .iter()
                .filter_map(|e| w.comment_on(e))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(texts.len() > 150, "only {} different comments", texts.len());
}

#[test]
fn missing_values_are_missing_and_not_zero() {
    let shop = retailer(&small(7));
    let batch = shop.batches().next().unwrap();
    let numbers: Vec<&Vec<f64>> = batch
        .columns
        .iter()
        .filter_map(|c| {
            if let ColumnValues::Number(values) = &c.values {
                Some(values)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(numbers.len(), 2, "score and amount");
    assert!(
        numbers
            .iter()
            .all(|values| values.iter().any(|v| v.is_nan()) && values.iter().all(|v| v.is_nan() || *v > 0.0))
    );
}

#[test]
fn what_people_say_hurts_where_trouble_is_planted() {
    let shop = retailer(&small(7));
    let voice = shop.voice();
    assert_eq!(voice, shop.voice(), "the same customers say the same");
    let mean = |activity: Activity| {
        let name = activity.name(Language::English);
        let at = voice
            .surveys
            .iter()
            .filter(|item| item.step.as_deref() == Some(name));
        let scores: Vec<f64> = at.filter_map(|item| Some(item.score?.value)).collect();
        assert!(scores.len() > 20, "{name}: {} scores", scores.len());
        scores.iter().sum::<f64>() / scores.len() as f64
    };
    for trouble in [
        Activity::SawDeliveryCost,
        Activity::DeliveryDelayed,
        Activity::CalledSupport,
    ] {
        assert!(mean(trouble) < 2.7, "{trouble:?} {}", mean(trouble));
    }
    for fine in [Activity::VisitedStore, Activity::Paid, Activity::Assembled] {
        assert!(mean(fine) > 3.5, "{fine:?} {}", mean(fine));
    }
    let all = || {
        voice
            .surveys
            .iter()
            .chain(&voice.reviews)
            .chain(&voice.chats)
            .chain(&voice.interviews)
    };
    let ids: HashSet<&str> = all().map(|item| item.id.as_str()).collect();
    assert!(ids.len() > 2_000, "{}", ids.len());
    let anonymous = voice.surveys.iter().filter(|item| item.actor.is_none()).count();
    assert!(anonymous > 50 && anonymous * 4 < voice.surveys.len());
    assert!(voice.surveys.iter().any(|item| item.score.is_none()));
    assert!(
        voice
            .chats
            .iter()
            .any(|item| item.speaker == tropa_model::Speaker::Company)
    );
    let russian = |text: &str| text.chars().any(|c| ('а'..='я').contains(&c));
    let texts = || all().flat_map(|item| &item.texts).map(|(_, text)| text.as_str());
    assert!(texts().any(russian) && texts().any(|text| !russian(text)));
    assert!(texts().all(|text| !text.contains("{}")));
}
