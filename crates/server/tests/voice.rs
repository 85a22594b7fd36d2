//! What people say: read, tied to steps, decided about, and put on maps.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::people::{Visitor, with_accounts};
use common::{Api, map};
use serde_json::{Value, json};
use std::sync::Arc;
use tropa_model::feedback::{Feedback, FeedbackKind, Measure, Score, Speaker, TextPart};
use tropa_model::{Scale, SourceName};
use tropa_server::Workspace;

/// One answer to «how likely are you to recommend us».
fn answer(id: &str, step: &str, score: f64, text: &str) -> Feedback {
    let mut item = Feedback::new(id, FeedbackKind::Answer);
    item.actor = Some(format!("actor-{id}"));
    item.step = Some(step.into());
    item.score = Some(Score {
        value: score,
        scale: Scale::new(0.0, 10.0).unwrap(),
        measure: Measure::Nps,
    });
    item.time_us = Some(1_700_000_000_000_000 + id.len() as i64);
    item.texts = vec![(TextPart::Body, text.into())];
    item
}

/// Forty answers at Pay (30 of 10, 10 of 0) and forty at Delivery (all 2), one review without a step.
fn items() -> Vec<Feedback> {
    let mut items = Vec::new();
    for i in 0..40 {
        let (score, text) = if i < 30 {
            (10.0, "Great payment page, very fast and easy. I love it.")
        } else {
            (0.0, "Terrible payment page, it is slow and I hate it.")
        };
        items.push(answer(&format!("p{i:02}"), "Pay", score, text));
        let text = "Доставка ужасная, ждал три недели. Когда придёт мой заказ?";
        items.push(answer(&format!("d{i:02}"), "Delivery", 2.0, text));
    }
    let mut review = Feedback::new("r1", FeedbackKind::Review);
    review.texts = vec![(TextPart::Body, "Hello there.".into())];
    items.push(review);
    let mut robot = Feedback::new("c1", FeedbackKind::Chat);
    robot.speaker = Speaker::Company;
    robot.texts = vec![(TextPart::Body, "Terrible, we are sorry.".into())];
    items.push(robot);
    items
}

fn with_voice() -> (tempfile::TempDir, Arc<Workspace>) {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let source = SourceName::new("survey").unwrap();
    workspace.keep_feedback(&source, items()).unwrap();
    (dir, Arc::new(workspace))
}

fn step<'v>(steps: &'v Value, key: &str) -> &'v Value {
    let all = steps["items"].as_array().unwrap();
    all.iter()
        .find(|step| step["key"] == key)
        .unwrap_or_else(|| panic!("{steps}"))
}

#[test]
fn an_empty_workspace_says_that_nobody_said_anything() {
    let dir = tempfile::tempdir().unwrap();
    let api = Api::new(Arc::new(Workspace::open(&dir.path().join("data")).unwrap()));
    let summary = api.get("/api/v1/voice/summary").ok();
    assert_eq!((&summary["n"], &summary["sources"]), (&json!(0), &json!([])));
    for list in [
        "items",
        "steps",
        "topics",
        "questions",
        "missing",
        "quotes",
        "interviews",
        "codes",
    ] {
        assert_eq!(
            api.get(&format!("/api/v1/voice/{list}")).ok()["items"],
            json!([]),
            "{list}"
        );
    }
    api.get("/api/v1/voice/quality").ok();
    assert_eq!(api.get("/api/v1/voice/waves").ok()["rows"], json!([]));
}

#[test]
fn scores_words_and_what_is_asked_stand_at_their_steps() {
    let (_dir, workspace) = with_voice();
    let api = Api::new(workspace);
    let summary = api.get("/api/v1/voice/summary").ok();
    assert_eq!((&summary["n"], &summary["n_others"]), (&json!(81), &json!(1)));
    assert_eq!(summary["attached"]["n"], 80);
    assert_eq!(summary["sources"][0]["scores"][0]["n"], 80);
    assert_eq!(summary["questions"], 40);

    let steps = api.get("/api/v1/voice/steps").ok();
    let pay = step(&steps, "Pay");
    // 30 promoters, 10 detractors of 40.
    assert_eq!(pay["scores"][0]["index"]["value"], 50.0);
    assert_eq!(pay["scores"][0]["raw_mean"], 7.5);
    assert_eq!(
        (&pay["nps"]["value"], &pay["nps"]["promoters"]),
        (&json!(50.0), &json!(30))
    );
    assert_eq!(pay["curve"]["state"], "measured");
    let delivery = step(&steps, "Delivery");
    assert_eq!(delivery["scores"][0]["index"]["value"], -100.0);
    assert_eq!(delivery["questions"], 40);
    assert!(
        delivery["sentiment"]["mean"].as_f64().unwrap() < 0.0,
        "{delivery}"
    );
    assert!(pay["sentiment"]["mean"].as_f64().unwrap() > 0.0, "{pay}");
    assert!(!delivery["pains"].as_array().unwrap().is_empty(), "{delivery}");
    assert!(
        !delivery["best_quotes"].as_array().unwrap().is_empty(),
        "{delivery}"
    );
    assert_eq!(steps["unattached"]["n"], 1);

    let asked = api.get("/api/v1/voice/questions").ok();
    assert_eq!((&asked["n"], &asked["items"][0]["n"]), (&json!(40), &json!(40)));
    assert_eq!(asked["items"][0]["text"], "Когда придёт мой заказ?");
    assert_eq!(asked["items"][0]["steps"][0]["key"], "Delivery");
}

#[test]
fn few_answers_give_no_number_unless_they_are_wanted() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let source = SourceName::new("survey").unwrap();
    let few: Vec<_> = (0..5).map(|i| answer(&format!("a{i}"), "Pay", 9.0, "")).collect();
    workspace.keep_feedback(&source, few).unwrap();
    let api = Api::new(Arc::new(workspace));
    let steps = api.get("/api/v1/voice/steps").ok();
    let pay = step(&steps, "Pay");
    assert_eq!(pay["scores"], json!([]));
    assert!(pay["suppressed"][0]["why"]["ru"].is_string(), "{pay}");
    let steps = api.get("/api/v1/voice/steps?n_min=5").ok();
    assert_eq!(step(&steps, "Pay")["scores"][0]["index"]["value"], 100.0);
    assert_eq!(api.get("/api/v1/voice/steps?n_min=0").refused(400), "bad_request");
}

#[test]
fn words_of_those_whose_journeys_a_filter_selects() {
    let (_dir, workspace) = common::shop();
    let said = (0..30).map(|i| {
        let mut item = answer(&format!("s{i:02}"), "pay", f64::from(i % 10), "Fine.");
        item.actor = Some(format!("c{i:02}"));
        item
    });
    let source = SourceName::new("survey").unwrap();
    workspace.keep_feedback(&source, said.collect()).unwrap();
    let api = Api::new(workspace);
    let web = "where=channel%20%3D%20%22web%22";
    let all = api.get("/api/v1/voice/items").ok()["n"].as_u64().unwrap();
    let of_web = api.get(&format!("/api/v1/voice/items?{web}")).ok()["n"]
        .as_u64()
        .unwrap();
    let of_rest = api
        .get("/api/v1/voice/items?where=not%20(channel%20%3D%20%22web%22)")
        .ok()["n"]
        .as_u64()
        .unwrap();
    assert_eq!((all, of_web + of_rest), (30, 30));
    assert!(of_web > 0 && of_rest > 0);
    assert_eq!(api.get(&format!("/api/v1/voice/steps?{web}")).ok()["n"], of_web);
    assert_eq!(
        api.get("/api/v1/voice/steps?where=nonsense%20%3D").refused(400),
        "bad_filter"
    );
}

#[test]
fn pages_of_items_hold_each_once_in_every_order() {
    let (_dir, workspace) = with_voice();
    let api = Api::new(workspace);
    for order in ["newest", "worst", "best"] {
        let mut seen = std::collections::BTreeSet::new();
        let mut feelings = Vec::new();
        let mut after = String::new();
        loop {
            let page = api
                .get(&format!("/api/v1/voice/items?order={order}&limit=17{after}"))
                .ok();
            assert_eq!(page["n"], 81);
            for item in page["items"].as_array().unwrap() {
                assert!(
                    seen.insert(item["id"].as_str().unwrap().to_owned()),
                    "{order}: twice {item}"
                );
                feelings.extend(item["score"]["feeling"].as_f64());
            }
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), 81, "{order}");
        if order == "worst" {
            assert!(feelings.is_sorted(), "{feelings:?}");
        }
    }
    assert_eq!(api.get("/api/v1/voice/items?after=x").refused(400), "bad_request");
    assert_eq!(
        api.get("/api/v1/voice/items?from=yesterday").refused(400),
        "bad_request"
    );
    assert_eq!(api.get("/api/v1/voice/items?wrong=1").refused(400), "bad_request");
    assert_eq!(
        api.get("/api/v1/voice/items?source=nobody").refused(404),
        "no_such_source"
    );
}

#[test]
fn filters_mean_what_they_say() {
    let (_dir, workspace) = with_voice();
    let api = Api::new(workspace);
    let n = |filter: &str| {
        api.get(&format!("/api/v1/voice/items?{filter}")).ok()["n"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(n("step=Delivery"), 40);
    assert_eq!(n("step=delivery"), 40, "names are compared without case");
    assert_eq!(n("step=none"), 1);
    assert_eq!(n("attached=no"), 1);
    assert_eq!(n("language=ru"), 40);
    assert_eq!(n("feeling=good"), 30);
    assert_eq!(n("act=question&step=Pay"), 0);
    assert_eq!(n("q=%D0%9D%D0%95%D0%94%D0%95%D0%9B%D0%98"), 40);
    assert_eq!(n("kind=review"), 1);
    assert_eq!(n("speaker=company"), 1);
    assert_eq!(n("speaker=any"), 82);
    assert_eq!(n("to=2023-11-13"), 0);
    assert_eq!(n("from=2023-11-14"), 80);
}

#[test]
fn a_person_puts_items_to_steps_and_takes_it_back() {
    let (_dir, workspace) = with_voice();
    let api = Api::new(workspace);
    let pinned = api
        .post("/api/v1/voice/items/survey/r1/pin", &json!({"step": "Search"}))
        .ok();
    assert_eq!(
        (&pinned["step"]["key"], &pinned["step"]["by"]),
        (&json!("Search"), &json!("pinned"))
    );
    let steps = api.get("/api/v1/voice/steps").ok();
    assert_eq!(step(&steps, "Search")["n_items"], 1);
    let nowhere = api
        .post("/api/v1/voice/items/survey/p00/pin", &json!({"step": null}))
        .ok();
    assert!(
        nowhere["step"].is_null() && nowhere["unattached"]["en"].is_string(),
        "{nowhere}"
    );
    let back = api.delete("/api/v1/voice/items/survey/p00/pin").ok();
    assert_eq!(back["step"]["by"], "named");
    let rejected = api.post("/api/v1/voice/items/survey/p00/reject", &json!({})).ok();
    assert_ne!(rejected["step"]["key"], "Pay");
    assert_eq!(rejected["rejected"], json!(["Pay"]));
    let back = api.delete("/api/v1/voice/items/survey/p00/reject").ok();
    assert_eq!(back["step"]["key"], "Pay");
    let quality = api.get("/api/v1/voice/quality").ok();
    assert_eq!(quality["taught"]["pins"], 1);
    let unknown = api.post("/api/v1/voice/items/survey/nobody/pin", &json!({"step": "Pay"}));
    assert_eq!(unknown.refused(404), "not_found");
    let empty = api.post("/api/v1/voice/items/survey/r1/pin", &json!({"step": " "}));
    assert_eq!(empty.refused(400), "bad_request");
    assert_eq!(
        api.post("/api/v1/voice/items/survey/r1/pin", &json!({}))
            .refused(400),
        "bad_request"
    );
}

#[test]
fn what_is_said_is_put_on_a_map_with_the_words_behind_it() {
    let (_dir, workspace) = with_voice();
    let api = Api::new(workspace);
    api.put("/api/v1/maps/shop", &map("shop", "Shop")).ok();
    // The map's only step is called Pay, as in the answers.
    let quote = json!({"source": "survey", "item": "p00", "span": {"part": "body", "start": 0, "end": 18}});
    let order = json!({"cards": [{"lane": "quotes", "at": "t1", "quotes": [quote], "filter": "step=Pay"}],
                       "everything": {}});
    let adopted = api.post("/api/v1/maps/shop/voice/adopt", &order).ok();
    assert!(adopted["cards"].as_array().unwrap().len() > 2, "{adopted}");
    let shop = api.get("/api/v1/maps/shop").ok();
    let cards = shop["cards"].as_array().unwrap();
    let of_id = |id: &str| {
        cards
            .iter()
            .find(|card| card["id"] == id)
            .unwrap_or_else(|| panic!("{shop}"))
    };
    let quoted = of_id(adopted["cards"][0].as_str().unwrap());
    let counted = &quoted["evidence"][0];
    let evidence = &quoted["evidence"][1];
    assert_eq!(
        (&quoted["text"]["en"], &quoted["state"]),
        (&json!("Great payment page"), &json!("single_voice"))
    );
    assert_eq!(evidence["quote"]["record"], "voice:survey/p00#body");
    assert_eq!(
        (&evidence["quote"]["from"], &evidence["quote"]["to"]),
        (&json!(0), &json!(18))
    );
    assert_eq!(counted["texts"], "step=Pay");
    let feeling = of_id("voice-feeling-t1");
    assert_eq!(
        (&feeling["feeling"]["n"], &feeling["state"]),
        (&json!(40), &json!("measured"))
    );
    // 7.5 of 10 is +1 on the scale of feelings.
    assert_eq!(feeling["feeling"]["value"], 1.0);
    assert_eq!(feeling["feeling"]["raw_mean"], 7.5);
    assert!(
        feeling["text"]["en"].as_str().unwrap().contains("n = 40"),
        "{feeling}"
    );
    let nps = of_id("voice-nps-t1");
    assert_eq!(nps["metric"]["value"], 50.0);
    // One click leads to the texts behind the card.
    let filter = feeling["evidence"][0]["texts"].as_str().unwrap();
    assert_eq!(api.get(&format!("/api/v1/voice/items?{filter}")).ok()["n"], 40);
    // The same again changes nothing.
    let again = api
        .post("/api/v1/maps/shop/voice/adopt", &json!({"everything": {}}))
        .ok();
    assert_eq!(
        (&again["cards"], &again["revision"]),
        (&json!([]), &adopted["revision"])
    );
    let nowhere = json!({"cards": [{"lane": "quotes", "at": "t9", "text": "x"}]});
    assert_eq!(
        api.post("/api/v1/maps/shop/voice/adopt", &nowhere).refused(404),
        "not_found"
    );
    let wrong = json!({"cards": [{"lane": "kpis", "at": "t1", "text": "x"}]});
    assert_eq!(
        api.post("/api/v1/maps/shop/voice/adopt", &wrong).refused(400),
        "bad_request"
    );
}

#[test]
fn the_curve_of_a_map_is_the_curve_of_the_voice() {
    let (_dir, workspace) = with_voice();
    let source = SourceName::new("more").unwrap();
    let scores = |step: &'static str, n: usize, of: &'static [f64]| {
        (0..n).map(move |i| answer(&format!("{step}{i}"), step, of[i % of.len()], "Well, I see."))
    };
    let more = scores("Choose", 35, &[2.0, 9.0]).chain(scores("Return", 31, &[0.0, 8.0, 9.0]));
    workspace.keep_feedback(&source, more.collect()).unwrap();
    let api = Api::new(workspace);
    let mut shop = map("shop", "Shop");
    let names = ["Pay", "Delivery", "Choose", "Return"];
    let steps = names.map(|name| json!({"id": format!("step-{name}"), "name": {"en": name}}));
    shop["stages"][0]["steps"] = json!(steps);
    shop["cards"] = json!([]);
    api.put("/api/v1/maps/shop", &shop).ok();
    api.post("/api/v1/maps/shop/voice/adopt", &json!({"everything": {}}))
        .ok();
    let shop = api.get("/api/v1/maps/shop").ok();
    let told = api.get("/api/v1/voice/steps?map=shop").ok();
    let mut drawn = 0.0;
    for name in names {
        let at = format!("step-{name}");
        let mut cards = shop["cards"].as_array().unwrap().iter();
        let card = cards
            .find(|card| card["at"] == at && card["feeling"].is_object())
            .unwrap();
        let mut steps = told["items"].as_array().unwrap().iter();
        let curve = &steps.find(|step| step["at"] == at).unwrap()["curve"];
        for end in ["value", "lo", "hi", "n"] {
            let (on_map, in_voice) = (
                card["feeling"][end].as_f64().unwrap(),
                curve[end].as_f64().unwrap(),
            );
            assert!(
                (on_map - in_voice).abs() < 1e-5,
                "{name} {end}: {on_map} and {in_voice}"
            );
        }
        drawn += curve["shrunk"].as_f64().unwrap();
    }
    assert!(drawn > 0.0, "few answers are drawn to the others");
}

#[test]
fn a_map_is_made_of_what_is_said_alone() {
    let (_dir, workspace) = with_voice();
    let api = Api::new(workspace);
    let order = json!({"name": "Onboarding", "steps": ["Delivery", "Pay"]});
    let job = api.ended(&api.post("/api/v1/voice/map", &order).ok());
    let id = job["result"]["map_id"]
        .as_str()
        .unwrap_or_else(|| panic!("{job}"))
        .to_owned();
    let made = api.get(&format!("/api/v1/maps/{id}")).ok();
    let stages: Vec<&str> = made["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| stage["name"]["und"].as_str().unwrap())
        .collect();
    assert_eq!(stages, ["Delivery", "Pay"]);
    let check = api.get(&format!("/api/v1/maps/{id}/check")).ok();
    assert_eq!(check["problems"], json!([]), "{check}");
    let steps = api.get(&format!("/api/v1/voice/steps?map={id}")).ok();
    assert_eq!(step(&steps, "step-delivery")["n_items"], 40);
    let unknown = api.ended(
        &api.post("/api/v1/voice/map", &json!({"name": "x", "steps": ["Nowhere"]}))
            .ok(),
    );
    assert_eq!(unknown["error"]["code"], "bad_request");
}

#[test]
fn interviews_are_coded_in_their_own_words() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let source = SourceName::new("talks").unwrap();
    let turn = |number: u32, speaker, text: &str| {
        let mut item = Feedback::new(format!("p1-{number}"), FeedbackKind::Interview);
        (item.speaker, item.turn, item.conversation) = (speaker, Some(number), Some("p1".into()));
        item.texts = vec![(TextPart::Body, text.into())];
        item
    };
    let turns = vec![
        turn(1, Speaker::Actor, "I wish there was a button to pay by phone."),
        turn(0, Speaker::Researcher, "How do you pay?"),
    ];
    workspace.keep_feedback(&source, turns).unwrap();
    let api = Api::new(Arc::new(workspace));
    let list = api.get("/api/v1/voice/interviews").ok();
    assert_eq!(
        (&list["items"][0]["n_turns"], &list["items"][0]["n_own"]),
        (&json!(2), &json!(1))
    );
    let code = api.post("/api/v1/voice/codes", &json!({"name": "Wishes"})).ok();
    let id = code["id"].as_str().unwrap();
    let path = "/api/v1/voice/interviews/talks/p1";
    let span = json!({"part": "body", "start": 2, "end": 17});
    let coding = json!({"item": "p1-1", "span": span, "code": id});
    let kept = api.post(&format!("{path}/codings"), &coding).ok();
    assert_eq!(kept["text"], "wish there was ");
    let read = api.get(path).ok();
    assert_eq!(read["turns"][0]["speaker"], "researcher");
    assert_eq!(read["codings"][0]["id"], kept["id"]);
    assert_eq!(read["suggested"], json!([]), "what is coded is not suggested");
    let outside = json!({"item": "p1-1", "span": {"part": "body", "start": 2, "end": 1700}, "code": id});
    assert_eq!(
        api.post(&format!("{path}/codings"), &outside).refused(400),
        "bad_request"
    );
    assert_eq!(
        api.delete(&format!("/api/v1/voice/codes/{id}")).refused(400),
        "bad_request"
    );
    let part = api
        .post("/api/v1/voice/codes", &json!({"name": "Phone", "parent": id}))
        .ok();
    let circle = json!({"parent": part["id"]});
    assert_eq!(
        api.send_json("PATCH", &format!("/api/v1/voice/codes/{id}"), &circle)
            .refused(400),
        "bad_request"
    );
    let gone = api.delete(&format!("{path}/codings/{}", kept["id"].as_str().unwrap()));
    assert_eq!(gone.status.as_u16(), 204);
    assert_eq!(api.get(path).ok()["codings"], json!([]));
}

#[test]
fn words_worth_a_code_are_suggested_until_they_are_coded() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&dir.path().join("data")).unwrap();
    let wish = "I wish there was a button to pay by phone, it is really annoying.";
    let said = [
        "Yes, sure.",
        wish,
        "I was at home at that time and then I went to the office, as I do on most days of the week.",
        "Let me think about that for a moment, I would have to look at the calendar.",
        "It was on a Tuesday, or it may have been a Wednesday, somewhere around noon.",
        "No, that is all from me for today.",
    ];
    let turns = said.iter().enumerate().map(|(number, text)| {
        let mut item = Feedback::new(format!("p1-{number}"), FeedbackKind::Interview);
        (item.turn, item.conversation) = (Some(number as u32), Some("p1".into()));
        item.texts = vec![(TextPart::Body, (*text).into())];
        item
    });
    workspace
        .keep_feedback(&SourceName::new("talks").unwrap(), turns.collect())
        .unwrap();
    let api = Api::new(Arc::new(workspace));
    let path = "/api/v1/voice/interviews/talks/p1";
    let of_wish = |interview: &Value| {
        let suggested = interview["suggested"].as_array().unwrap().clone();
        suggested.into_iter().find(|one| one["item"] == "p1-1")
    };
    let found = of_wish(&api.get(path).ok()).expect("the wish is suggested");
    assert_eq!(found["act"], "missing_function");
    assert!(wish.contains(found["text"].as_str().unwrap()), "{found}");
    // A suggestion that is not wanted does not come back, until somebody asks for all of them again.
    let dismissals = format!("{path}/dismissals");
    let place = json!({"item": "p1-1", "span": found["span"]});
    for _ in 0..2 {
        assert_eq!(api.post(&dismissals, &place).status, 204);
    }
    assert_eq!(of_wish(&api.get(path).ok()), None);
    assert_eq!(api.delete(&dismissals).status, 204);
    assert_eq!(of_wish(&api.get(path).ok()).as_ref(), Some(&found));
    let nowhere = json!({"item": "p1-1", "span": {"part": "body", "start": 60, "end": 600}});
    assert_eq!(api.post(&dismissals, &nowhere).refused(400), "bad_request");
    let code = api.post("/api/v1/voice/codes", &json!({"name": "Paying"})).ok();
    let coding = json!({"item": "p1-1", "span": found["span"], "code": code["id"]});
    api.post(&format!("{path}/codings"), &coding).ok();
    assert_eq!(of_wish(&api.get(path).ok()), None);
}

#[test]
fn who_said_it_is_told_to_those_who_work_with_facts_only() {
    let (_dir, workspace) = with_voice();
    let api = with_accounts(workspace);
    let ann = Visitor::first(&api);
    let vic = ann.invited("Vic", "viewer");
    let ed = ann.invited("Ed", "editor");
    let path = "/api/v1/voice/items?step=Pay&limit=1";
    assert!(ed.get(path).ok()["items"][0]["actor"].is_string());
    let seen = vic.get(path).ok();
    assert!(seen["items"][0]["texts"][0]["text"].is_string(), "{seen}");
    assert!(!seen.to_string().contains("actor-p"), "{seen}");
    let one = vic.get("/api/v1/voice/items/survey/p00").ok();
    assert!(!one.to_string().contains("actor-p"), "{one}");
    for question in [
        "summary",
        "steps",
        "questions",
        "quotes",
        "missing",
        "quality",
        "topics",
    ] {
        let told = vic.get(&format!("/api/v1/voice/{question}")).ok();
        assert!(!told.to_string().contains("actor-p"), "{question}: {told}");
    }
    // A map somebody may not see tells nothing about its steps either.
    ann.send("PUT", "/api/v1/maps/shop", Some(&map("shop", "Shop")))
        .ok();
    let none = json!({"items": [{"person": vic.id(), "role": "none"}]});
    ann.send("PUT", "/api/v1/maps/shop/access", Some(&none)).ok();
    assert_eq!(
        vic.get("/api/v1/voice/steps?map=shop").refused(404),
        "no_such_map"
    );
    assert_eq!(
        vic.get("/api/v1/voice/items?map=shop").refused(404),
        "no_such_map"
    );
}

#[test]
fn names_of_a_hidden_map_are_told_to_nobody() {
    let (_dir, workspace) = with_voice();
    let mut said = Feedback::new("f1", FeedbackKind::Review);
    said.texts = vec![(TextPart::Body, "The falcon gate was closed again.".into())];
    let source = SourceName::new("more").unwrap();
    workspace.keep_feedback(&source, vec![said]).unwrap();
    let api = with_accounts(workspace);
    let ann = Visitor::first(&api);
    let mut secret = map("secret", "Secret");
    secret["stages"][0]["steps"][0]["name"] = json!({"en": "Falcon gate"});
    ann.send("PUT", "/api/v1/maps/secret", Some(&secret)).ok();
    let vic = ann.invited("Vic", "viewer");
    let tells = |visitor: &Visitor| {
        let lists = [
            "steps",
            "items?limit=200",
            "topics",
            "quotes",
            "quality",
            "summary",
        ];
        let answers = lists.map(|list| visitor.get(&format!("/api/v1/voice/{list}")).ok());
        answers
            .iter()
            .any(|answer| answer.to_string().contains("Falcon gate"))
    };
    assert!(tells(&vic), "everybody sees the map");
    let access = json!({"items": [{"person": vic.id(), "role": "none"}]});
    ann.send("PUT", "/api/v1/maps/secret/access", Some(&access)).ok();
    assert_eq!(vic.get("/api/v1/maps/secret").status, 404);
    assert!(!tells(&vic));
    assert_eq!(vic.get("/api/v1/voice/steps?map=secret").status, 404);
}

#[test]
fn readings_of_the_last_time_are_taken_and_damaged_ones_made_anew() {
    let (dir, workspace) = with_voice();
    let first = Api::new(workspace).get("/api/v1/voice/steps").ok();
    let file = dir.path().join("data/derived/voice/readings.jsonl.gz");
    assert!(file.exists());
    let again = || {
        let workspace = Workspace::open(&dir.path().join("data")).unwrap();
        Api::new(Arc::new(workspace)).get("/api/v1/voice/steps").ok()
    };
    assert_eq!(again(), first);
    std::fs::write(&file, b"not a file of readings").unwrap();
    assert_eq!(again(), first);
}
