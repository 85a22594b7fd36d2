//! What was planted is found, what is small works, what cannot work says why.

#[path = "../common/mod.rs"]
mod common;

use common::{Log, fowlkes_mallows, letters, retailer};
use std::collections::HashMap;
use tropa_mine::{DiscoverOptions, MineError, Plan, StagePin, StagesWish, Template, plan, propose};
use tropa_model::Proposal;
use tropa_model::answer::Answer;
use tropa_model::proposal::PainKind;
use tropa_sim::{Language, TroubleKind};

struct Found {
    plan: Plan,
    proposal: Proposal,
    touchpoints: Answer,
    graph: Answer,
    variants: Answer,
    stages: Answer,
}

fn discover(log: &Log, stages: StagesWish) -> Result<Found, MineError> {
    let (touchpoints, graph, variants) = (log.touchpoints(), log.graph(), log.variants(10_000));
    let options = DiscoverOptions {
        stages,
        ..Default::default()
    };
    let plan = plan(&touchpoints, &graph, &variants, &options)?;
    let stages = log.stages(&plan.stages_ask());
    let proposal = propose(&plan, &touchpoints, &graph, &variants, &stages)?;
    Ok(Found {
        plan,
        proposal,
        touchpoints,
        graph,
        variants,
        stages,
    })
}

fn stages_of(plan: &Plan) -> Vec<Vec<String>> {
    plan.stages.iter().map(|stage| stage.activities.clone()).collect()
}

fn names_of(proposal: &Proposal, language: &str) -> Vec<String> {
    proposal
        .stages
        .iter()
        .map(|stage| stage.name.get(language).to_owned())
        .collect()
}

#[test]
fn the_planted_stages_are_found_in_both_languages_and_for_several_seeds() {
    for (seed, language) in [
        (1, Language::English),
        (2, Language::Russian),
        (3, Language::English),
    ] {
        let (log, shop) = retailer(10_000, seed, language);
        let found = discover(&log, StagesWish::Auto).unwrap();
        let planted: Vec<Vec<String>> = shop
            .truth
            .stages
            .iter()
            .map(|stage| stage.activities.clone())
            .collect();
        let agreement = fowlkes_mallows(&stages_of(&found.plan), &planted);
        assert!(
            agreement >= 0.9,
            "seed {seed}: {agreement}, {:?}",
            stages_of(&found.plan)
        );
        let names: Vec<&str> = shop
            .truth
            .stages
            .iter()
            .map(|stage| stage.name.as_str())
            .collect();
        assert_eq!(
            names_of(
                &found.proposal,
                if language == Language::English { "en" } else { "ru" }
            ),
            names
        );
    }
}

#[test]
fn stages_are_found_from_flow_alone_where_names_say_nothing() {
    let (mut log, shop) = retailer(10_000, 1, Language::English);
    let mut codes: HashMap<String, String> = HashMap::new();
    for event in log.journeys.iter_mut().flatten() {
        let next = format!("x{:02}", codes.len() * 7 % 29);
        event.activity = codes.entry(event.activity.clone()).or_insert(next).clone();
    }
    let planted: Vec<Vec<String>> = shop
        .truth
        .stages
        .iter()
        .map(|stage| stage.activities.iter().map(|a| codes[a].clone()).collect())
        .collect();
    let found = discover(&log, StagesWish::Auto).unwrap();
    let agreement = fowlkes_mallows(&stages_of(&found.plan), &planted);
    assert!(agreement >= 0.6, "{agreement}: {:?}", stages_of(&found.plan));
}

#[test]
fn the_planted_main_path_and_the_ways_beside_it_are_found() {
    let (log, shop) = retailer(20_000, 1, Language::English);
    let proposal = discover(&log, StagesWish::Auto).unwrap().proposal;
    assert_eq!(proposal.main_path.activities, shop.truth.main_path);
    assert!(proposal.main_path.share > 0.2, "{}", proposal.main_path.share);
    let by_store = proposal.alternatives.iter().any(|path| {
        path.activities.contains(&"Visited store".to_owned())
            && !path.activities.contains(&"Added to cart".to_owned())
    });
    assert!(by_store, "{:?}", proposal.alternatives);
    let together: u64 = proposal
        .alternatives
        .iter()
        .map(|path| path.journeys)
        .sum::<u64>()
        + proposal.main_path.journeys;
    assert!(together <= proposal.n, "no journey stands for two paths");
}

#[test]
fn the_planted_troubles_are_among_the_pains() {
    let (log, shop) = retailer(20_000, 1, Language::English);
    let proposal = discover(&log, StagesWish::Auto).unwrap().proposal;
    let kind = |kind| match kind {
        TroubleKind::Loss => PainKind::Loss,
        TroubleKind::Waiting => PainKind::Waiting,
        TroubleKind::Loop => PainKind::Loop,
        TroubleKind::Repeat => PainKind::Repeat,
        TroubleKind::LowScore => PainKind::LowScore,
    };
    let missing: Vec<_> = shop
        .truth
        .troubles
        .iter()
        .filter(|trouble| {
            !proposal
                .pains
                .iter()
                .any(|pain| pain.kind == kind(trouble.kind) && pain.activity == trouble.at)
        })
        .map(|trouble| (trouble.kind, trouble.at.as_str()))
        .collect();
    // Delayed deliveries lose 12 % of 8 % of customers: real, planted, and too small for the first fifteen.
    assert_eq!(missing, [(TroubleKind::Loss, "Delivery delayed")]);
    let first: Vec<&str> = proposal.pains[..5]
        .iter()
        .map(|pain| pain.activity.as_str())
        .collect();
    assert!(
        first.contains(&"Saw delivery cost") && first.contains(&"Delivery scheduled"),
        "{first:?}"
    );
}

#[test]
fn planted_good_ends_are_ends_by_design_and_losses_are_not() {
    let (log, shop) = retailer(10_000, 1, Language::English);
    let plan = discover(&log, StagesWish::Auto).unwrap().plan;
    let (mut found, mut planted) = (plan.completed.clone(), shop.truth.good_ends.clone());
    found.sort();
    planted.sort();
    assert_eq!(found, planted);
    assert_eq!(plan.completed.len(), plan.completed_because.len());
}

#[test]
fn feelings_stand_where_people_were_asked_and_nowhere_else() {
    let (log, _) = retailer(5_000, 1, Language::English);
    let proposal = discover(&log, StagesWish::Auto).unwrap().proposal;
    for touchpoint in proposal.stages.iter().flat_map(|stage| &stage.touchpoints) {
        let asked = [
            "Picked up order",
            "Delivered",
            "Assembled",
            "Called support",
            "Problem solved",
            "Left review",
        ]
        .contains(&touchpoint.activity.as_str());
        assert_eq!(touchpoint.feeling.is_some(), asked, "{}", touchpoint.activity);
        if let Some(feeling) = touchpoint.feeling {
            assert!(feeling.lo < Some(feeling.value) && Some(feeling.value) < feeling.hi && feeling.n > 0);
        }
    }
}

#[test]
fn a_template_gives_its_stages_and_says_which_stay_empty() {
    let (log, _) = retailer(5_000, 1, Language::English);
    let found = discover(&log, StagesWish::Template(Template::AidaLoyalty)).unwrap();
    assert_eq!(
        names_of(&found.proposal, "en"),
        ["Attention", "Interest", "Desire", "Action", "Loyalty"]
    );
    assert_eq!(
        names_of(&found.proposal, "ru"),
        ["Внимание", "Интерес", "Желание", "Действие", "Лояльность"]
    );
    let seven = discover(&log, StagesWish::Template(Template::GenericSeven)).unwrap();
    assert_eq!(
        names_of(&seven.proposal, "en"),
        [
            "Awareness",
            "Consideration",
            "Purchase",
            "Delivery",
            "Use",
            "Support",
            "Loyalty"
        ]
    );
    let short = discover(&letters("5:ab"), StagesWish::Template(Template::GenericSeven)).unwrap();
    assert!(short.proposal.stages.len() <= 2);
    assert!(
        short
            .proposal
            .notes
            .iter()
            .any(|note| note.get("en").contains("falls into the stage"))
    );
}

#[test]
fn a_count_of_stages_is_kept_and_an_impossible_one_refused() {
    let log = letters("10:abcdef");
    for count in 1..=6 {
        assert_eq!(
            discover(&log, StagesWish::Count(count))
                .unwrap()
                .plan
                .stages
                .len(),
            count as usize
        );
    }
    for count in [0, 7] {
        let error = discover(&log, StagesWish::Count(count)).err();
        assert_eq!(
            error,
            Some(MineError::StagesOutOfRange {
                wanted: count,
                touchpoints: 6
            })
        );
    }
}

#[test]
fn the_order_is_the_one_most_journeys_walk() {
    let order = |text| {
        discover(&letters(text), StagesWish::Count(1))
            .unwrap()
            .plan
            .activities()
            .collect::<String>()
    };
    assert_eq!(order("9:abcd 2:acbd 1:dcba"), "abcd");
    assert_eq!(order("5:ab 5:ac 4:bcd"), "abcd");
    // Loops do not turn the order round.
    assert_eq!(order("5:abababc 3:abc"), "abc");
}

#[test]
fn a_mark_is_an_outcome_and_no_touchpoint() {
    let mut log = letters("80:vcp 60:vcL 20:vL");
    for event in log.journeys.iter_mut().flatten() {
        let name = match event.activity.as_str() {
            "v" => "visit",
            "c" => "cart",
            "p" => "payment_done",
            _ => "lost",
        };
        name.clone_into(&mut event.activity);
    }
    let found = discover(&log, StagesWish::Auto).unwrap();
    assert_eq!(
        found.plan.activities().collect::<Vec<_>>(),
        ["visit", "cart", "payment_done"]
    );
    assert!(
        found.proposal.notes[0]
            .get("en")
            .starts_with("«lost» (80 journeys) is a mark")
    );
    let at_cart = found
        .proposal
        .pains
        .iter()
        .find(|pain| pain.activity == "cart")
        .expect("cart loses 60 of 140");
    assert_eq!((at_cart.journeys, at_cart.of), (60, 140));
    assert_eq!(
        at_cart.because.records.as_deref(),
        Some(r#"ends("cart", "lost")"#)
    );
}

#[test]
fn tiny_logs_work_and_an_empty_one_says_what_is_missing() {
    for text in ["a", "aaa", "ab", "a b", "5:a"] {
        let found = discover(&letters(text), StagesWish::Auto).unwrap();
        assert!(!found.proposal.main_path.activities.is_empty(), "{text}");
        assert_eq!(found.proposal.n, found.touchpoints.n);
    }
    let error = discover(&letters(""), StagesWish::Auto)
        .err()
        .unwrap()
        .to_string();
    assert_eq!(
        error,
        "not enough data for a map: there is no journey in it; import events, or widen the filter"
    );
}

#[test]
fn a_log_of_thousands_of_pages_draws_the_common_ones_and_counts_the_rest() {
    let mut log = letters(&"ab ".repeat(400));
    for (number, event) in log.journeys.iter_mut().flatten().enumerate() {
        if event.activity == "b" || number % 4 == 0 {
            event.activity = format!("page {number}");
        }
    }
    let found = discover(&log, StagesWish::Auto).unwrap();
    let drawn = found.plan.activities().count();
    assert_eq!(drawn, 8, "one common page and a few to make a map");
    let note = found.proposal.notes[0].get("en");
    assert!(
        note.starts_with("593 other activities with 593 events are not drawn"),
        "{note}"
    );
    let kept: usize = found
        .proposal
        .answers
        .iter()
        .map(|answer| serde_json::to_string(answer).unwrap().len())
        .sum();
    assert!(kept < 40_000, "{kept} bytes of answers travel with the map");
}

#[test]
fn answers_that_do_not_belong_together_are_refused() {
    let log = letters("3:abc");
    let other = Log {
        filter: Some("lost".to_owned()),
        ..log.clone()
    };
    let (touchpoints, graph, variants) = (log.touchpoints(), log.graph(), log.variants(10));
    let options = DiscoverOptions::default();
    assert!(matches!(
        plan(&touchpoints, &other.graph(), &variants, &options),
        Err(MineError::MixedAnswers { .. })
    ));
    assert!(matches!(
        plan(&touchpoints, &variants, &graph, &options),
        Err(MineError::UnexpectedAnswer { .. })
    ));
    let planned = plan(&touchpoints, &graph, &variants, &options).unwrap();
    let mut fewer = planned.stages_ask();
    fewer.stages.push(fewer.stages[0].clone());
    let refused = propose(&planned, &touchpoints, &graph, &variants, &log.stages(&fewer));
    assert!(matches!(refused, Err(MineError::StagesDoNotFit { .. })));
}

#[test]
fn the_same_answers_give_the_same_proposal() {
    let (log, _) = retailer(3_000, 5, Language::Russian);
    let (a, b) = (
        discover(&log, StagesWish::Auto).unwrap(),
        discover(&log, StagesWish::Auto).unwrap(),
    );
    assert_eq!(
        serde_json::to_string(&a.proposal).unwrap(),
        serde_json::to_string(&b.proposal).unwrap()
    );
}

#[cfg(test)]
mod numbers;

fn pinned(log: &Log, stages: StagesWish, pins: &[(&str, u32)]) -> Result<Plan, MineError> {
    let (touchpoints, graph, variants) = (log.touchpoints(), log.graph(), log.variants(10_000));
    let pins = pins
        .iter()
        .map(|(activity, stage)| StagePin {
            activity: (*activity).to_owned(),
            stage: *stage,
        })
        .collect();
    plan(&touchpoints, &graph, &variants, &DiscoverOptions { stages, pins })
}

#[test]
fn what_people_pinned_stands_in_its_stage_and_an_impossible_pin_says_why() {
    let (log, shop) = retailer(5_000, 1, Language::English);
    let stages = &shop.truth.stages;
    let early = stages[0].activities[0].as_str();
    let late = stages[stages.len() - 1].activities[0].as_str();
    for wish in [
        StagesWish::Auto,
        StagesWish::Count(5),
        StagesWish::Template(Template::GenericSeven),
    ] {
        let plan = pinned(&log, wish, &[(late, 1), (early, 3)]).unwrap();
        let stages = stages_of(&plan);
        assert!(stages[0].iter().any(|a| a == late), "{wish:?}: {stages:?}");
        assert!(stages[2].iter().any(|a| a == early), "{wish:?}: {stages:?}");
    }
    for (activity, stage, why) in [
        ("nothing", 1, "not among the touchpoints"),
        (early, 0, "counted from 1"),
        (early, 6, "counted from 1 to 5"),
    ] {
        let error = pinned(&log, StagesWish::Count(5), &[(activity, stage)]).unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
    let twice = pinned(&log, StagesWish::Auto, &[(early, 1), (early, 2)]).unwrap_err();
    assert!(twice.to_string().contains("pinned to stage 1 as well"), "{twice}");
}

#[test]
fn numbers_of_stages_are_nested_and_the_best_one_has_the_greatest_score() {
    let (log, _) = retailer(5_000, 1, Language::English);
    let plan = discover(&log, StagesWish::Auto).unwrap().plan;
    assert_eq!(plan.choices.len(), 12);
    for (place, choice) in plan.choices.iter().enumerate() {
        assert_eq!((choice.k as usize, choice.ends.len()), (place + 1, place + 1));
        assert!((0.0..=1.0).contains(&choice.score));
    }
    for pair in plan.choices.windows(2) {
        assert!(pair[0].ends.iter().all(|end| pair[1].ends.contains(end)));
    }
    let chosen = &plan.choices[plan.stages.len() - 1];
    let mut end = 0;
    for (stage, said) in plan.stages.iter().zip(&chosen.ends) {
        end += stage.activities.len() as u32;
        assert_eq!(end, *said);
    }
    let readable = plan.choices.iter().filter(|choice| (3..=8).contains(&choice.k));
    assert!(readable.clone().all(|choice| choice.score <= chosen.score));
}

#[test]
fn stages_that_people_wander_in_are_found_without_names() {
    // Three stages of four touchpoints; within a stage they are met in any order.
    let mut random = tropa_mine::Random::new(5, 1);
    let words: Vec<String> = (0..300)
        .map(|_| {
            let mut word = String::new();
            for stage in ["abcd", "efgh", "ijkl"] {
                for _ in 0..3 + random.below(4) {
                    word.push(char::from(stage.as_bytes()[random.below(4)]));
                }
            }
            word
        })
        .collect();
    let plan = discover(&letters(&words.join(" ")), StagesWish::Auto)
        .unwrap()
        .plan;
    let mut found = stages_of(&plan);
    found.iter_mut().for_each(|stage| stage.sort());
    let planted = ["abcd", "efgh", "ijkl"].map(|stage| stage.chars().map(String::from).collect::<Vec<_>>());
    assert_eq!(found, planted);
}
