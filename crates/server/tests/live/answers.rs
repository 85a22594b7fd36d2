//! Answers to surveys while maps are open, and while the server is killed.

use super::client::{Client, Heard};
use super::places::{Place, on_each_database_in_turn};
use super::{Server, forms, spawn_server};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends a request and reads its answer to the end: status and body. `None`: the server died before it was whole.
async fn ask(address: SocketAddr, method: &str, path: &str, kind: &str, body: &str) -> Option<(u16, String)> {
    let mut line = TcpStream::connect(address).await.ok()?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\nconnection: close\r\n\
         content-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    line.write_all(request.as_bytes()).await.ok()?;
    let mut bytes = Vec::new();
    line.read_to_end(&mut bytes).await.ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, body.to_owned()))
}

async fn json(address: SocketAddr, method: &str, path: &str, body: Value) -> Value {
    let text = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let (status, answer) = ask(address, method, path, "application/json", &text)
        .await
        .unwrap();
    assert!(status < 300, "{method} {path}: {status} {answer}");
    serde_json::from_str(&answer).unwrap()
}

/// An open survey with one question about the map's step; the path of its pages.
async fn open_survey(address: SocketAddr) -> (String, String) {
    let document = json!({
        "title": {"en": "Paying"}, "languages": ["en"], "step": "Pay",
        "questions": [{"id": "felt", "kind": {"kind": "csat", "points": 5}, "required": true,
                       "text": {"en": "How was it?"}}]
    });
    let made = json(address, "POST", "/api/v1/surveys", json!({"document": document})).await;
    let id = made["id"].as_str().unwrap().to_owned();
    json(
        address,
        "PATCH",
        &format!("/api/v1/surveys/{id}"),
        json!({"state": "open"}),
    )
    .await;
    let key = made["key"].as_str().unwrap();
    (id, format!("/s/{key}"))
}

/// Somebody comes by the link and answers; the sitting, where the server thanked for it.
async fn answer(address: SocketAddr, path: &str, score: &str) -> Option<String> {
    let (_, page) = ask(address, "GET", path, "text/html", "").await?;
    let hidden: BTreeMap<String, String> = forms::hidden(&page).into_iter().collect();
    let form = forms::body(&page, &[("felt.score", score)]);
    let (status, thanks) = ask(address, "POST", path, "application/x-www-form-urlencoded", &form).await?;
    assert_eq!(status, 200, "{thanks}");
    assert!(!thanks.contains("<form"), "{thanks}");
    Some(hidden["_sitting"].clone())
}

async fn point(address: SocketAddr) -> Option<(f64, u64)> {
    let steps = json(
        address,
        "GET",
        "/api/v1/voice/steps?map=small&n_min=1",
        Value::Null,
    )
    .await;
    let items = steps["items"].as_array().unwrap();
    let curve = &items.iter().find(|step| step["at"] == "pay")?["curve"];
    Some((curve["value"].as_f64()?, curve["n"].as_u64()?))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_moves_the_point_and_the_open_map_is_told() {
    on_each_database_in_turn(async |place| {
        let server = Server::on(place).await;
        let address = server.address;
        let (_, path) = open_survey(address).await;
        let mut anna = Client::enter(address, "small").await;
        assert_eq!(point(address).await, None, "nobody has said anything");
        for _ in 0..6 {
            answer(address, &path, "5").await.unwrap();
        }
        let told = |heard: &Heard| matches!(heard, Heard::Notice(notice) if notice["kind"] == "voice");
        // Answers of one moment are moved together, those of the next one later: the last notice has all.
        let mut before = None;
        while before.is_none_or(|(_, n)| n < 6) {
            anna.hear_until(told).await;
            before = point(address).await;
        }
        for _ in 0..6 {
            answer(address, &path, "1").await.unwrap();
        }
        let mut after = before;
        while after.is_none_or(|(_, n)| n < 12) {
            anna.hear_until(told).await;
            after = point(address).await;
        }
        assert!(after.unwrap().0 < before.unwrap().0, "{after:?} after {before:?}");
        server.stop().await;
    })
    .await;
}

/// What three people at once were thanked for until the server is killed after `kill_after_ms`.
async fn answer_until_killed(
    place: &Place,
    kill_after_ms: u64,
    survey: &mut Option<(String, String)>,
) -> Vec<String> {
    let (mut child, address) = spawn_server(place);
    if survey.is_none() {
        *survey = Some(open_survey(address).await);
    }
    let path = survey.as_ref().map(|(_, path)| path.clone()).unwrap();
    let people = (0..3).map(|_| {
        let path = path.clone();
        tokio::spawn(async move {
            let mut thanked = Vec::new();
            // Fewer than a server takes of one address in an hour.
            for _ in 0..60 {
                match answer(address, &path, "4").await {
                    Some(sitting) => thanked.push(sitting),
                    None => break,
                }
            }
            thanked
        })
    });
    let people: Vec<_> = people.collect();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_millis(kill_after_ms) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut thanked = Vec::new();
    for person in people {
        thanked.extend(person.await.unwrap());
    }
    thanked
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_somebody_was_thanked_for_is_there_once_after_a_kill() {
    on_each_database_in_turn(async |place| {
        let (mut survey, mut thanked) = (None, Vec::new());
        // Before answers are moved into the lake, while they are, and after some were.
        for kill_after_ms in [400, 1_050, 1_500, 2_300] {
            thanked.extend(answer_until_killed(place, kill_after_ms, &mut survey).await);
        }
        assert!(!thanked.is_empty());
        let (survey, _) = survey.unwrap();
        let server = Server::on(place).await;
        let path = format!("/api/v1/surveys/{survey}/results");
        let results = json(server.address, "GET", &path, Value::Null).await;
        let workspace = server.workspace.clone();
        let kept = tokio::task::spawn_blocking(move || {
            workspace.store_answers().unwrap();
            let items = workspace.voice_items(None).unwrap();
            items
                .into_iter()
                .flat_map(|of_source| of_source.items)
                .collect::<Vec<_>>()
        });
        let kept = kept.await.unwrap();
        let sittings: Vec<&str> = kept
            .iter()
            .filter_map(|item| item.conversation.as_deref())
            .collect();
        let different: BTreeSet<&str> = sittings.iter().copied().collect();
        assert_eq!(
            sittings.len(),
            different.len(),
            "one question: one item of each sitting"
        );
        let lost: Vec<&String> = thanked
            .iter()
            .filter(|one| !different.contains(one.as_str()))
            .collect();
        assert!(lost.is_empty(), "{} of {} are lost", lost.len(), thanked.len());
        assert_eq!(results["sittings"], different.len());
        server.stop().await;
    })
    .await;
}
