//! Surveys from building to results, as the people who answer meet them.
#![allow(clippy::unwrap_used)] // test code

mod common;

use axum::body::Body;
use axum::http::{Request, header};
use common::people::{Visitor, with_accounts};
use common::{Answered, Api, forms, map, shop};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tropa_model::feedback::{Feedback, FeedbackKind, Measure, Score};
use tropa_model::{Scale, SourceName};
use tropa_server::Workspace;

fn document() -> Value {
    json!({
        "title": {"en": "Delivery", "ru": "Доставка"},
        "thanks": {"en": "Thanks a lot!", "ru": "Большое спасибо!"},
        "languages": ["ru", "en"],
        "step": "pay",
        "questions": [
            {"id": "nps", "kind": {"kind": "nps"}, "required": true,
             "text": {"en": "Would you recommend us?", "ru": "Порекомендуете нас?"}},
            {"id": "why", "kind": {"kind": "text", "long": true},
             "text": {"en": "What was wrong?", "ru": "Что было не так?"},
             "show_if": [{"question": "nps", "is": {"at_most": 6}}]},
            {"id": "felt", "kind": {"kind": "emotion", "most": 2},
             "text": {"en": "How did it feel?", "ru": "Что вы чувствовали?"}}
        ]
    })
}

fn open_survey(api: &Api) -> Value {
    let made = api.post("/api/v1/surveys", &json!({"document": document()})).ok();
    assert_eq!(made["problems"], json!([]));
    let path = format!("/api/v1/surveys/{}", made["id"].as_str().unwrap());
    api.send_json("PATCH", &path, &json!({"state": "open"})).ok()
}

/// A person with a telephone: no scripts, no cookies.
struct Phone<'a> {
    api: &'a Api,
    path: String,
}

impl<'a> Phone<'a> {
    fn new(api: &'a Api, link: &str) -> Self {
        let path = link.find("/s/").map(|at| link[at..].to_owned()).unwrap();
        Self { api, path }
    }

    fn get(&self, query: &str) -> Answered {
        let request = Request::get(format!("{}{query}", self.path))
            .header(header::HOST, "localhost:7117")
            .header(header::ACCEPT_LANGUAGE, "ru")
            .body(Body::empty());
        self.api.send(request.unwrap())
    }

    /// Sends the form of a page with these fields filled in.
    fn send(&self, page: &str, filled: &[(&str, &str)]) -> Answered {
        let request = Request::post(&self.path)
            .header(header::HOST, "localhost:7117")
            .header(header::ORIGIN, "http://localhost:7117")
            .header(header::ACCEPT_LANGUAGE, "ru")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(forms::body(page, filled)));
        self.api.send(request.unwrap())
    }
}

fn text(answered: &Answered) -> String {
    String::from_utf8(answered.bytes.clone()).unwrap()
}

fn results(api: &Api, survey: &Value) -> Value {
    let id = survey["id"].as_str().unwrap();
    api.get(&format!("/api/v1/surveys/{id}/results")).ok()
}

/// Answers are moved into the lake a moment after they were acknowledged.
fn stored(workspace: &Workspace) -> usize {
    let began = Instant::now();
    loop {
        let n: usize = workspace
            .voice_items(None)
            .unwrap()
            .iter()
            .map(|source| source.items.len())
            .sum();
        if n > 0 || began.elapsed() > Duration::from_secs(30) {
            return n;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_survey_is_answered_without_scripts_and_its_results_are_there_at_once() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace.clone());
    let survey = open_survey(&api);
    let phone = Phone::new(&api, survey["link"].as_str().unwrap());
    let first = phone.get("");
    assert_eq!(first.status, 200);
    let page = text(&first);
    assert!(
        page.contains("<html lang=\"ru\"") && page.contains("Порекомендуете нас?"),
        "{page}"
    );
    assert!(!page.contains("<script"), "nothing runs");
    let policy = first.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert_eq!(first.header("x-frame-options"), "DENY");
    // Nothing chosen: the same page says so, and nothing is kept.
    let refused = phone.send(&page, &[]);
    assert_eq!(refused.status, 422);
    assert!(text(&refused).contains("role=\"alert\"") && text(&refused).contains("ответьте, пожалуйста"));
    // A low score opens a question that a high one does not.
    let second = text(&phone.send(&text(&refused), &[("nps.score", "3")]));
    assert!(
        second.contains("Что было не так?") && second.contains("Что вы чувствовали?"),
        "{second}"
    );
    let filled = [
        ("why.text", "Ждал. Пишите на ivan@example.org"),
        ("felt.emotion", "irritation"),
        ("felt.emotion", "doubt"),
    ];
    let thanks = phone.send(&second, &filled);
    assert_eq!(thanks.status, 200);
    assert!(text(&thanks).contains("Большое спасибо!"));
    // The same form sent again is thanked and not counted again.
    assert!(text(&phone.send(&second, &filled)).contains("Большое спасибо!"));

    let found = results(&api, &survey);
    assert_eq!(found["sittings"], 1);
    assert_eq!(
        found["questions"][0]["counts"][3],
        json!({"value": "3", "n": 1, "share": 1.0})
    );
    assert!(
        found["questions"][0]["estimate"]["suppressed"]["ru"]
            .as_str()
            .unwrap()
            .contains("ответов: 1")
    );
    let said = found["questions"][1]["texts"][0]["text"].as_str().unwrap();
    assert!(
        said.starts_with("Ждал.") && !said.contains("ivan"),
        "masked at the door: {said}"
    );
    assert_eq!(found["questions"][2]["n"], 1);
    assert_eq!(stored(&workspace), 4);
    assert_eq!(results(&api, &survey)["sittings"], 1, "the same from the lake");
    let items = &workspace.voice_items(Some("surveys")).unwrap()[0].items;
    assert!(
        items
            .iter()
            .all(|item| item.step.as_deref() == Some("pay") && item.actor.is_none())
    );
}

#[test]
fn a_high_score_skips_what_only_the_disappointed_are_asked_and_english_is_asked_for() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let survey = open_survey(&api);
    let phone = Phone::new(&api, survey["link"].as_str().unwrap());
    let page = text(&phone.get("?lang=en&step=cart&from=qr"));
    assert!(page.contains("<html lang=\"en\"") && page.contains("Would you recommend us?"));
    let second = text(&phone.send(&page, &[("nps.score", "10")]));
    assert!(
        !second.contains("What was wrong?") && second.contains("How did it feel?"),
        "{second}"
    );
    assert!(text(&phone.send(&second, &[])).contains("Thanks a lot!"));
    let found = results(&api, &survey);
    assert_eq!(
        (&found["questions"][0]["n"], &found["questions"][2]["n"]),
        (&json!(1), &json!(0))
    );
    let id = survey["id"].as_str().unwrap();
    let at_cart = api.get(&format!("/api/v1/surveys/{id}/results?step=cart")).ok();
    assert_eq!(at_cart["sittings"], 1);
}

#[test]
fn a_signed_invitation_is_tied_to_its_actor_and_good_for_one_answer() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace.clone());
    let survey = open_survey(&api);
    let path = format!("/api/v1/surveys/{}/invitations", survey["id"].as_str().unwrap());
    let wish = json!({"source": "shop", "where": "segment = \"vip\"", "n": 3, "seed": 7, "expires_days": 10});
    let csv = text(&api.post(&path, &wish));
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0], ["actor", "link", "expires_at"]);
    assert_eq!(rows.len(), 4);
    for row in &rows[1..] {
        let number: usize = row[0][1..].parse().unwrap();
        assert_eq!(number % 4, 0, "only every fourth customer is a vip: {}", row[0]);
    }
    // Ten vips: who was invited is not drawn again.
    let rest = text(&api.post(&path, &json!({"where": "segment = \"vip\"", "n": 100})));
    assert_eq!(rest.lines().count(), 1 + 7);
    assert!(
        rows[1..]
            .iter()
            .all(|row| !rest.contains(&format!("{},", row[0])))
    );

    let phone = Phone::new(&api, rows[1][1]);
    let page = text(&phone.get(""));
    let second = text(&phone.send(&page, &[("nps.score", "9")]));
    assert!(text(&phone.send(&second, &[])).contains("Большое спасибо!"));
    let again = text(&phone.get(""));
    assert!(again.contains("Вы уже ответили"), "{again}");
    // A new form of an invitation that was used changes nothing.
    phone.send(&page, &[("nps.score", "0")]);
    let found = results(&api, &survey);
    assert_eq!(
        (&found["sittings"], &found["questions"][0]["n"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(
        found["invitations"],
        json!({"sent": 10, "opened": 1, "answered": 1, "revoked": 0})
    );
    assert_eq!(found["response"]["value"], 10.0);
    assert!(stored(&workspace) > 0);
    let items = &workspace.voice_items(Some("surveys")).unwrap()[0].items;
    assert_eq!(items[0].actor.as_deref(), Some(rows[1][0]));

    let listed = api.get(&format!("{path}?limit=1")).ok();
    assert!(listed["next"].is_string() && listed["items"][0]["opened_at"].is_string());
    // Forged, cut and revoked links open nothing.
    let forged = rows[2][1].replace(rows[2][1].rsplit('.').next().unwrap(), "AAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(Phone::new(&api, &forged).get("").status, 404);
    let second_id = api.get(&path).ok()["items"][1]["id"].as_str().unwrap().to_owned();
    let revoked = api.delete(&format!("{path}/{second_id}"));
    assert_eq!(revoked.status, 204);
    let gone = rows[2..4]
        .iter()
        .filter(|row| Phone::new(&api, row[1]).get("").status == 410);
    assert_eq!(gone.count(), 1);
}

#[test]
fn only_open_public_surveys_are_answered_by_link() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let made = api.post("/api/v1/surveys", &json!({"document": document()})).ok();
    let path = format!("/api/v1/surveys/{}", made["id"].as_str().unwrap());
    let phone = Phone::new(&api, made["link"].as_str().unwrap());
    assert_eq!(phone.get("").status, 410, "a draft");
    api.send_json("PATCH", &path, &json!({"state": "open", "public": false}))
        .ok();
    assert!(text(&phone.get("")).contains("по личному приглашению"));
    api.send_json("PATCH", &path, &json!({"public": true})).ok();
    let page = text(&phone.get(""));
    api.send_json("PATCH", &path, &json!({"state": "closed"})).ok();
    assert_eq!(phone.send(&page, &[("nps.score", "9")]).status, 410);
    assert_eq!(Phone::new(&api, "/s/nobody-has-this-key").get("").status, 404);
    // One that cannot be asked is not opened.
    let mut bad = document();
    bad["questions"] = json!([]);
    let wish = json!({"document": bad, "revision": 1});
    let put = api.put(&path, &wish).ok();
    assert_eq!(put["problems"][0]["path"], "questions");
    assert_eq!(
        api.send_json("PATCH", &path, &json!({"state": "open"}))
            .refused(400),
        "bad_request"
    );
    assert_eq!(api.put(&path, &wish).refused(409), "map_changed");
}

#[test]
fn programs_that_fill_in_everything_and_floods_are_kept_out() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let survey = open_survey(&api);
    let phone = Phone::new(&api, survey["link"].as_str().unwrap());
    let page = text(&phone.get(""));
    let thanked = phone.send(&page, &[("nps.score", "9"), ("website", "http://spam.example")]);
    assert!(text(&thanked).contains("Большое спасибо!"));
    assert_eq!(results(&api, &survey)["sittings"], 0);
    let mut sent = 0;
    loop {
        let page = text(&phone.get(""));
        let second = text(&phone.send(&page, &[("nps.score", "9")]));
        let answered = phone.send(&second, &[]);
        if answered.status == 429 {
            assert!(!answered.header("retry-after").is_empty());
            break;
        }
        sent += 1;
        assert!(sent <= 200, "no end");
    }
    assert_eq!(results(&api, &survey)["sittings"], 200);
    // A page of another site posts nothing.
    let foreign = Request::post(&phone.path)
        .header(header::HOST, "localhost:7117")
        .header(header::ORIGIN, "https://evil.example")
        .body(Body::from("nps.score=9"));
    assert_eq!(api.send(foreign.unwrap()).status, 403);
}

#[test]
fn a_survey_may_be_framed_by_other_sites_and_printed_as_a_code() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let survey = open_survey(&api);
    let script = survey["embed_script"].as_str().unwrap();
    let script = api.get(&script[script.find("/embed/").unwrap()..]);
    assert_eq!(script.header("cross-origin-resource-policy"), "cross-origin");
    let key = survey["key"].as_str().unwrap();
    assert!(text(&script).contains(&format!("/s/{key}")));
    let framed = Phone::new(&api, survey["link"].as_str().unwrap()).get("?embed=1");
    assert!(
        framed
            .header("content-security-policy")
            .ends_with("frame-ancestors *")
    );
    assert_eq!(framed.header("x-frame-options"), "");
    let code = api.get(&format!(
        "{}?step=%D0%BA%D0%B0%D1%81%D1%81%D0%B0",
        survey["qr"].as_str().unwrap()
    ));
    assert_eq!(code.header("content-type"), "image/svg+xml");
    assert!(text(&code).starts_with("<svg"));
    assert_eq!(api.get("/embed/..%2Fx").refused(404), "not_found");
}

#[test]
fn what_people_write_is_never_markup() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let mut bad = document();
    bad["title"]["ru"] = json!("<script>alert(1)</script>");
    let made = api.post("/api/v1/surveys", &json!({"document": bad})).ok();
    let path = format!("/api/v1/surveys/{}", made["id"].as_str().unwrap());
    api.send_json("PATCH", &path, &json!({"state": "open"})).ok();
    let phone = Phone::new(&api, made["link"].as_str().unwrap());
    let page = text(&phone.get("?step=%22%3E%3Cscript%3E"));
    assert!(!page.contains("<script"), "{page}");
    let second = text(&phone.send(&page, &[("nps.score", "3")]));
    let long = "</textarea><script>".repeat(400);
    let refused = text(&phone.send(&second, &[("why.text", &long)]));
    assert!(
        refused.contains("role=\"alert\"") && !refused.contains("<script"),
        "too long, shown again"
    );
}

#[test]
fn a_study_says_which_of_its_questions_stay_unanswered() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace);
    let survey = open_survey(&api);
    let asked = json!([{"survey": survey["id"], "question": "nps"}]);
    let study = json!({"document": {"title": "Доставка весной", "questions": [
        {"id": "q1", "text": "Довольны ли доставкой?", "asked_in": asked},
        {"id": "q2", "text": "Почему не звонят заранее?"},
        {"id": "q3", "text": "Кто принимает заказ?", "finding": "Чаще всего консьерж", "settled": true}
    ]}});
    let made = api.post("/api/v1/studies", &study).ok();
    let states = |view: &Value| -> Vec<String> {
        let states = view["states"].as_array().unwrap().iter();
        states
            .map(|state| state["state"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(states(&made), ["unanswered", "not_asked", "answered"]);
    assert_eq!(made["open"], 2);
    let phone = Phone::new(&api, survey["link"].as_str().unwrap());
    let second = text(&phone.send(&text(&phone.get("")), &[("nps.score", "9")]));
    phone.send(&second, &[]);
    let path = format!("/api/v1/studies/{}", made["id"].as_str().unwrap());
    let found = api.get(&path).ok();
    assert_eq!(
        (states(&found)[0].as_str(), &found["states"][0]["answers"]),
        ("few", &json!(1))
    );
    assert_eq!(
        api.put(&path, &json!({"document": made["document"], "revision": 7}))
            .refused(409),
        "map_changed"
    );
    assert_eq!(api.delete(&path).status, 204);
    assert_eq!(api.get("/api/v1/studies").ok()["items"], json!([]));
}

/// Answers that lie in the lake already, as if they had come in the last months.
fn answered_before(workspace: &Workspace, survey: &str, n: usize) {
    let items = (0..n).map(|at| {
        let mut item = Feedback::new(format!("s{at}:nps"), FeedbackKind::Answer);
        item.time_us = Some(1_700_000_000_000_000 + at as i64 * 60_000_000);
        (item.conversation, item.step) = (Some(format!("s{at}")), Some("pay".into()));
        item.score = Some(Score {
            value: (at % 11) as f64,
            scale: Scale::new(0.0, 10.0).unwrap(),
            measure: Measure::Nps,
        });
        for (name, value) in [("survey", survey), ("survey_question", "nps")] {
            item.attributes.insert(name.into(), value.into());
        }
        item
    });
    workspace
        .keep_feedback(&SourceName::new("surveys").unwrap(), items.collect())
        .unwrap();
}

#[test]
fn answers_are_counted_wherever_they_lie_also_after_an_erasure_and_a_restart() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace.clone());
    let survey = open_survey(&api);
    let id = survey["id"].as_str().unwrap();
    answered_before(&workspace, id, 500);
    answered_before(&workspace, "another", 20);
    let n = || results(&api, &survey)["sittings"].as_u64().unwrap();
    assert_eq!((n(), n()), (500, 500));
    let answer = || {
        let phone = Phone::new(&api, survey["link"].as_str().unwrap());
        let second = text(&phone.send(&text(&phone.get("")), &[("nps.score", "9")]));
        phone.send(&second, &[]);
    };
    answer();
    assert_eq!(n(), 501, "it still waits");
    workspace.store_answers().unwrap();
    assert_eq!(n(), 501, "it is stored");
    answer();
    workspace.store_answers().unwrap();
    assert_eq!(n(), 502, "the next one, too");
    answered_before(&workspace, id, 510);
    assert_eq!(n(), 512, "others may write, too");
    let nps = results(&api, &survey)["questions"][0].clone();
    assert_eq!(nps["n"], 512);
    let counts = nps["counts"].as_array().unwrap();
    assert_eq!(
        counts.iter().map(|row| row["n"].as_u64().unwrap()).sum::<u64>(),
        512
    );
}

/// Not a test: how long results of a hundred thousand answers take, read from the disk and from memory.
#[test]
#[ignore = "measures; run by name with --run-ignored all --no-capture"]
fn time_of_results() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace.clone());
    let survey = open_survey(&api);
    let id = survey["id"].as_str().unwrap();
    answered_before(&workspace, id, 100_000);
    for _ in 0..4 {
        let began = Instant::now();
        let results = workspace.survey_results(id, (None, None), None).unwrap();
        println!("{} sittings in {:?}", results.sittings, began.elapsed());
    }
}

#[test]
fn an_erased_person_leaves_no_answer_and_no_invitation() {
    let (_dir, workspace) = shop();
    let api = Api::new(workspace.clone());
    let survey = open_survey(&api);
    let path = format!("/api/v1/surveys/{}/invitations", survey["id"].as_str().unwrap());
    let csv = text(&api.post(&path, &json!({"actors": ["c04"]})));
    let link = csv.lines().nth(1).unwrap().split(',').nth(1).unwrap().to_owned();
    let phone = Phone::new(&api, &link);
    let second = text(&phone.send(&text(&phone.get("")), &[("nps.score", "2")]));
    assert_eq!(
        phone
            .send(&second, &[("why.text", "Курьер пришёл очень поздно")])
            .status,
        200
    );
    workspace.erase("c04").unwrap();
    let found = results(&api, &survey);
    assert_eq!(
        (&found["sittings"], &found["invitations"]["sent"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(phone.get("").status, 410);
}

#[test]
fn everybody_answers_and_only_members_see_results() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Arc::new(Workspace::open(&dir.path().join("data")).unwrap());
    let api = with_accounts(workspace);
    let ann = Visitor::first(&api);
    ann.send("PUT", "/api/v1/maps/shop", Some(&map("shop", "Shop")))
        .ok();
    let vic = ann.invited("Vic", "viewer");
    let wish = json!({"document": document()});
    assert_eq!(vic.post("/api/v1/surveys", &wish).refused(403), "not_allowed");
    let made = ann.post("/api/v1/surveys", &wish).ok();
    let path = format!("/api/v1/surveys/{}", made["id"].as_str().unwrap());
    ann.send("PATCH", &path, Some(&json!({"state": "open"}))).ok();
    let phone = Phone::new(&api, made["link"].as_str().unwrap());
    let second = text(&phone.send(&text(&phone.get("")), &[("nps.score", "9")]));
    assert!(text(&phone.send(&second, &[])).contains("Большое спасибо!"));
    assert_eq!(vic.get(&format!("{path}/results")).ok()["sittings"], 1);
    assert_eq!(
        vic.get(&format!("{path}/invitations")).refused(403),
        "not_allowed"
    );
    assert_eq!(
        Visitor::new(&api).get(&format!("{path}/results")).refused(401),
        "not_signed_in"
    );
    assert_eq!(
        ann.get("/api/v1/surveys/templates").ok()["items"]
            .as_array()
            .unwrap()
            .len(),
        6
    );
}
