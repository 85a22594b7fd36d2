//! Maps edited by several people at once, over real lines to a real server, on every database.
#![allow(clippy::unwrap_used)] // test code

mod answers;
#[allow(dead_code, reason = "measuring uses its part, too")]
mod client;
#[path = "../common/forms.rs"]
mod forms;
#[path = "../common/places.rs"]
mod places;

use client::{Client, Heard};
use places::{Place, on_each_database_in_turn};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tropa_map::Map;
use tropa_map::document::*;
use tropa_model::LocalText;
use tropa_server::http::{Gate, GateSettings, Mode, listen, serve};
use tropa_server::{CatalogAddress, MapId, Over, Workspace};
use tropa_sync::wire;

fn small() -> Map {
    let card = |id: &str, at: &str| Card {
        id: id.into(),
        lane: "doing".into(),
        at: at.into(),
        text: LocalText::en_ru(id, id),
        ..Card::default()
    };
    Map {
        format: tropa_map::FORMAT.into(),
        version: tropa_map::VERSION,
        id: "small".into(),
        title: LocalText::plain("Small"),
        stages: vec![Stage {
            id: "buy".into(),
            name: LocalText::plain("Buy"),
            steps: vec![Step {
                id: "pay".into(),
                name: LocalText::plain("Pay"),
                ..Step::default()
            }],
            ..Stage::default()
        }],
        lanes: vec![Lane {
            id: "doing".into(),
            ..Lane::default()
        }],
        cards: vec![card("first", "pay"), card("second", "buy")],
        ..Map::default()
    }
}

fn id() -> MapId {
    MapId::new("small").unwrap()
}

/// A server in this process on a folder with one small map.
struct Server {
    address: SocketAddr,
    workspace: Arc<Workspace>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    served: tokio::task::JoinHandle<()>,
}

impl Server {
    async fn on(place: &Place) -> Server {
        Self::on_address(place.folder.clone(), place.decisions.clone()).await
    }

    async fn on_address(folder: PathBuf, decisions: CatalogAddress) -> Server {
        let workspace = tokio::task::spawn_blocking(move || {
            let workspace = places::open(&folder, &decisions);
            if workspace.maps().unwrap().is_empty() {
                workspace.put_map(&id(), &small(), Over::Nothing).unwrap();
            }
            workspace
        });
        let workspace = workspace.await.unwrap();
        let gate = Gate::new(GateSettings::new(Mode::Open));
        let here = "127.0.0.1:0".parse().unwrap();
        let listening = listen(workspace.clone(), here, false, gate).await.unwrap();
        let address = listening.address;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let served = tokio::spawn(async move {
            let stopped = async move {
                let _ = stopped.await;
            };
            serve(listening, stopped).await.unwrap();
        });
        Server {
            address,
            workspace,
            stop: Some(stop),
            served,
        }
    }

    /// What the workspace says the map is.
    async fn map(&self) -> (Map, u64) {
        let workspace = self.workspace.clone();
        let seen = tokio::task::spawn_blocking(move || workspace.map(&id()).unwrap());
        let seen = seen.await.unwrap();
        (seen.map, seen.revision)
    }

    async fn stop(mut self) {
        drop(self.stop.take());
        self.served.await.unwrap();
        tokio::task::spawn_blocking(move || drop(self.workspace))
            .await
            .unwrap();
    }
}

fn text_of(map: &Map, id: &str) -> String {
    let card = map.cards.iter().find(|card| card.id == id);
    card.map_or(String::new(), |card| card.text.get("en").to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_writes_the_other_reads_and_it_is_confirmed() {
    on_each_database_in_turn(async |place| {
        let server = Server::on(place).await;
        let mut anna = Client::enter(server.address, "small").await;
        let mut boris = Client::enter(server.address, "small").await;
        anna.write("first", " waits").await;
        anna.hear_saved().await;
        boris.hear_text("first", |text| text == "first waits").await;
        boris.write("first", " long").await;
        boris.hear_saved().await;
        anna.hear_text("first", |text| text == "first waits long").await;
        let (map, revision) = server.map().await;
        assert_eq!(text_of(&map, "first"), "first waits long");
        assert_eq!(revision, 3, "two edits after the first writing");
        anna.leave().await;
        boris.leave().await;
        server.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_map_written_whole_reaches_those_who_have_it_open() {
    on_each_database_in_turn(async |place| {
        let server = Server::on(place).await;
        let mut anna = Client::enter(server.address, "small").await;
        anna.write("second", " stays").await;
        anna.hear_saved().await;
        let (mut map, revision) = server.map().await;
        map.cards[0].text = LocalText::en_ru("rewritten", "переписано");
        let workspace = server.workspace.clone();
        let put = move || workspace.put_map(&id(), &map, Over::Revision(revision));
        let put = tokio::task::spawn_blocking(put).await.unwrap();
        assert_eq!(put.unwrap(), revision + 1);
        anna.hear_text("first", |text| text == "rewritten").await;
        assert_eq!(anna.text("second"), "second stays");

        let workspace = server.workspace.clone();
        let old =
            tokio::task::spawn_blocking(move || workspace.put_map(&id(), &small(), Over::Revision(revision)));
        assert!(old.await.unwrap().is_err(), "a revision that has passed");
        server.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_edited_is_there_after_the_server_stopped() {
    on_each_database_in_turn(async |place| {
        let server = Server::on(place).await;
        let mut anna = Client::enter(server.address, "small").await;
        for _ in 0..20 {
            anna.write("first", "!").await;
        }
        anna.hear_saved().await;
        server.stop().await;
        let again = Server::on(place).await;
        let (map, revision) = again.map().await;
        assert_eq!(text_of(&map, "first"), format!("first{}", "!".repeat(20)));
        assert_eq!(revision, 21);
        let mut anna = Client::enter(again.address, "small").await;
        assert_eq!(anna.text("first"), format!("first{}", "!".repeat(20)));
        anna.write("first", "?").await;
        anna.hear_saved().await;
        again.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_made_without_a_line_arrive_when_it_is_there_again() {
    on_each_database_in_turn(async |place| {
        let server = Server::on(place).await;
        let mut anna = Client::enter(server.address, "small").await;
        let mut boris = Client::enter(server.address, "small").await;
        // Boris edits one copy while Anna edits hers, and both send what the other has not seen.
        boris.write("first", " b").await;
        boris.hear_saved().await;
        anna.write("first", " a").await;
        anna.hear_saved().await;
        let both = |text: &str| text.contains(" a") && text.contains(" b");
        boris.hear_text("first", both).await;
        anna.hear_text("first", both).await;
        assert_eq!(anna.text("first"), boris.text("first"));
        server.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_map_that_is_deleted_or_never_was_ends_the_line() {
    on_each_database_in_turn(async |place| {
        let server = Server::on(place).await;
        let mut nobody = Client::knock(server.address, "other").await;
        let ended = nobody.hear_until(|heard| matches!(heard, Heard::Closed(_))).await;
        assert_eq!(ended, Heard::Closed(4404));
        let mut anna = Client::enter(server.address, "small").await;
        let workspace = server.workspace.clone();
        let deleted = tokio::task::spawn_blocking(move || workspace.delete_map(&id()));
        deleted.await.unwrap().unwrap();
        let ended = anna.hear_until(|heard| matches!(heard, Heard::Closed(_))).await;
        assert_eq!(ended, Heard::Closed(4404));
        server.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_site_gets_no_line() {
    on_each_database_in_turn(async |place| {
        let server = Server::on(place).await;
        let address = format!("ws://{}/api/v1/maps/small/live", server.address);
        let mut request = address.into_client_request().unwrap();
        let foreign = "https://elsewhere.example".parse().unwrap();
        request.headers_mut().insert("origin", foreign);
        let refused = tokio_tungstenite::connect_async(request).await;
        assert!(refused.is_err());
        server.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_they_are_somebody_else_is_not_heard() {
    on_each_database_in_turn(async |place| {
        let server = Server::on(place).await;
        let mut anna = Client::enter(server.address, "small").await;
        let mut boris = Client::enter(server.address, "small").await;
        let state = |id: &str| {
            serde_json::json!({"user": {"id": id, "name": "Local", "colour": "#123456"}}).to_string()
        };
        for (client, who) in [(1, "the-boss"), (2, "local")] {
            let state = state(who);
            let told = wire::PresenceOf {
                client,
                clock: 1,
                state: &state,
            };
            anna.send(wire::awareness([told]).to_vec()).await;
        }
        boris.hear_until(|heard| *heard == Heard::Presence).await;
        // Who comes in now is told of one person only.
        boris.send(vec![3]).await;
        boris.hear_until(|heard| *heard == Heard::Presence).await;
        anna.write("first", ".").await;
        boris.hear_until(|heard| *heard == Heard::Edit).await;
        server.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_message_end_one_line_and_nobody_else_s() {
    on_each_database_in_turn(async |place| {
        let server = Server::on(place).await;
        let mut anna = Client::enter(server.address, "small").await;
        for bytes in [
            vec![0, 9, 9],
            vec![0, 2, 3, 255, 255, 255],
            vec![1, 200],
            vec![0, 0, 9, 1],
        ] {
            let mut hostile = Client::enter(server.address, "small").await;
            hostile.send(bytes).await;
            let ended = hostile
                .hear_until(|heard| matches!(heard, Heard::Closed(_)))
                .await;
            assert_eq!(ended, Heard::Closed(4408));
        }
        anna.write("first", " still here").await;
        anna.hear_saved().await;
        assert_eq!(text_of(&server.map().await.0, "first"), "first still here");
        server.stop().await;
    })
    .await;
}

/// Not a test of its own: the server that [`edits_that_were_confirmed_survive_a_kill`] kills.
#[test]
fn serve_until_killed() {
    let Some(dir) = std::env::var_os("TROPA_TEST_SERVE") else {
        return;
    };
    let decisions = std::env::var("TROPA_TEST_DECISIONS").unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let server = Server::on_address(dir.into(), CatalogAddress::parse(&decisions)).await;
        println!("\nlistening {}", server.address);
        std::future::pending::<()>().await;
    });
}

/// As [`CatalogAddress::parse`] reads it.
fn address_of(decisions: &CatalogAddress) -> std::ffi::OsString {
    match decisions {
        CatalogAddress::File(file) => file.into(),
        CatalogAddress::Postgres(address) => address.into(),
    }
}

/// The same program as a server in a process of its own, and its address.
fn spawn_server(place: &Place) -> (Child, SocketAddr) {
    use std::io::BufRead;
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "serve_until_killed", "--nocapture"])
        .env("TROPA_TEST_SERVE", &place.folder)
        .env("TROPA_TEST_DECISIONS", address_of(&place.decisions))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = std::io::BufReader::new(child.stdout.take().unwrap());
    let address = out.lines().map_while(Result::ok).find_map(|line| {
        line.split_once("listening ")
            .map(|(_, address)| address.trim().to_owned())
    });
    (child, address.unwrap().parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_that_were_confirmed_survive_a_kill() {
    on_each_database_in_turn(async |place| {
        let mut wanted = 0;
        for round in 0..3 {
            let (mut child, address) = spawn_server(place);
            let mut anna = Client::enter(address, "small").await;
            let there = anna.text("first").matches('x').count();
            assert!(
                there >= wanted,
                "round {round}: {there} of {wanted} confirmed edits are there"
            );
            let mut confirmed = 0;
            for _ in 0..40 {
                anna.write("first", "x").await;
                // Some are waited for, some are under way when the server dies.
                if anna.sent % 7 == 0 {
                    anna.hear_saved().await;
                    confirmed = anna.saved;
                }
            }
            child.kill().unwrap();
            child.wait().unwrap();
            wanted = there + confirmed as usize;
            assert!(confirmed > 0);
        }
        let server = Server::on(place).await;
        let (map, _) = server.map().await;
        assert_eq!(tropa_map::validate(&map), []);
        assert!(text_of(&map, "first").matches('x').count() >= wanted);
        tokio::time::sleep(Duration::from_millis(10)).await;
        server.stop().await;
    })
    .await;
}
