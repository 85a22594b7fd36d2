//! Two hundred people in twenty rooms: how long an edit takes to the others, and what it costs.
//!
//! `cargo bench -p tropa-server --bench rooms [-- SECONDS]`. The server is a process of its own; the people are tasks of
//! this one, each with a WebSocket of its own. They do not apply what they hear (a browser does that on its own machine),
//! they read the time it was sent from it.
#![allow(clippy::unwrap_used)] // a program for measuring

#[path = "../tests/live/client.rs"]
#[allow(dead_code)]
mod client;

use client::{Client, Heard};
use std::io::BufRead;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use tropa_map::Map;
use tropa_map::document::*;
use tropa_map::pieces::RecordKind;
use tropa_model::LocalText;
use tropa_server::http::{Gate, GateSettings, Mode, listen, serve};
use tropa_server::{MapId, Over, Workspace};
use tropa_sync::records;
use yrs::{Map as _, Out, Text, TextPrelim, Transact};

const ROOMS: usize = 20;
const PEOPLE_PER_ROOM: usize = 10;
const EDIT_EVERY: Duration = Duration::from_millis(200);
const IDLE_ROOMS: usize = 100;
/// Before the time an edit was sent, in its text.
const MARK: &[u8] = b"@@";

fn main() {
    if let Some(dir) = std::env::var_os("TROPA_BENCH_SERVE") {
        return serve_here(Path::new(&dir));
    }
    let seconds = std::env::args()
        .skip(1)
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(20_u64);
    let dir = tempfile::tempdir().unwrap();
    prepare(dir.path());
    let (mut child, address) = spawn(dir.path());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(measure(address, child.id(), Duration::from_secs(seconds)));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// A grid of steps and lanes with `cards` cards.
fn grid(id: &str, stages: usize, lanes: usize, cards: usize) -> Map {
    let steps = stages * 5;
    Map {
        format: tropa_map::FORMAT.into(),
        version: tropa_map::VERSION,
        id: id.into(),
        title: LocalText::en_ru("A map to measure", "Карта для измерений"),
        stages: (0..stages)
            .map(|s| Stage {
                id: format!("stage-{s}"),
                name: LocalText::en_ru("Stage", "Этап"),
                steps: (0..5)
                    .map(|i| Step {
                        id: format!("step-{}", s * 5 + i),
                        name: LocalText::en_ru("Step", "Шаг"),
                        ..Step::default()
                    })
                    .collect(),
                ..Stage::default()
            })
            .collect(),
        lanes: (0..lanes)
            .map(|i| Lane {
                id: format!("lane-{i}"),
                ..Lane::default()
            })
            .collect(),
        cards: (0..cards)
            .map(|i| Card {
                id: format!("card-{i}"),
                lane: format!("lane-{}", i % lanes),
                at: format!("step-{}", i / lanes % steps),
                text: LocalText::en_ru(
                    "Compares the offers and asks a friend",
                    "Сравнивает предложения и советуется с другом",
                ),
                ..Card::default()
            })
            .collect(),
        ..Map::default()
    }
}

fn prepare(dir: &Path) {
    let workspace = Workspace::open(dir).unwrap();
    let put = |map: Map| {
        let id = MapId::new(&map.id).unwrap();
        workspace.put_map(&id, &map, Over::Nothing).unwrap();
    };
    (0..ROOMS).for_each(|i| put(grid(&format!("busy-{i}"), 5, 10, 150)));
    (0..IDLE_ROOMS).for_each(|i| put(grid(&format!("idle-{i}"), 5, 10, 150)));
    put(grid("large", 20, 30, 6_000));
}

fn serve_here(dir: &Path) {
    let workspace = Arc::new(Workspace::open(dir).unwrap());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let gate = Gate::new(GateSettings::new(Mode::Open));
        let here = "127.0.0.1:0".parse().unwrap();
        let listening = listen(workspace, here, false, gate).await.unwrap();
        println!("listening {}", listening.address);
        serve(listening, std::future::pending()).await.unwrap();
    });
}

fn spawn(dir: &Path) -> (Child, SocketAddr) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .env("TROPA_BENCH_SERVE", dir)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let address = line.split_once("listening ").unwrap().1.trim().parse().unwrap();
    (child, address)
}

async fn measure(address: SocketAddr, server: u32, time: Duration) {
    println!("opening a map of 6,000 cards over the wire");
    for turn in ["first time", "room open"] {
        let begun = Instant::now();
        let client = Client::enter(address, "large").await;
        println!("  {turn}: {:.0} ms", begun.elapsed().as_secs_f64() * 1e3);
        client.leave().await;
    }

    let before = resident_mb(server);
    let mut idle = Vec::new();
    for i in 0..IDLE_ROOMS {
        idle.push(Client::enter(address, &format!("idle-{i}")).await);
    }
    let per_room = (resident_mb(server) - before) / IDLE_ROOMS as f64;
    println!("memory of an open room with 150 cards: {per_room:.2} MB (of {IDLE_ROOMS})");
    for client in idle {
        client.leave().await;
    }

    let begun = Instant::now();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let saved = Arc::new(Mutex::new(Vec::new()));
    let mut people = Vec::new();
    for room in 0..ROOMS {
        for person in 0..PEOPLE_PER_ROOM {
            let client = Client::enter(address, &format!("busy-{room}")).await;
            people.push((client, format!("card-{person}"), room * PEOPLE_PER_ROOM + person));
        }
    }
    println!(
        "{} people in {ROOMS} rooms came in within {:.1} s",
        people.len(),
        begun.elapsed().as_secs_f64()
    );
    let (cpu_server, cpu_clients, started) = (cpu_s(server), cpu_s(std::process::id()), Instant::now());
    let mut tasks = Vec::new();
    for (client, card, number) in people {
        let (heard, saved) = (heard.clone(), saved.clone());
        tasks.push(tokio::spawn(async move {
            let (latencies, confirmations, edits) = work(client, &card, number, started, time).await;
            heard.lock().await.extend(latencies);
            saved.lock().await.extend(confirmations);
            edits
        }));
    }
    let mut edits = 0;
    for task in tasks {
        edits += task.await.unwrap();
    }
    let wall = started.elapsed().as_secs_f64();
    let (server_s, clients_s) = (
        cpu_s(server) - cpu_server,
        cpu_s(std::process::id()) - cpu_clients,
    );
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as f64;
    println!(
        "{edits} edits in {wall:.1} s ({:.0} a second)",
        edits as f64 / wall
    );
    show(
        "an edit reaches another person (saved first)",
        &mut heard.lock().await,
    );
    show("an edit is confirmed to who made it", &mut saved.lock().await);
    println!(
        "of the machine's {cores} cores: server {:.0} %, people {:.0} %",
        100.0 * server_s / wall / cores,
        100.0 * clients_s / wall / cores
    );
    println!("server resident: {:.0} MB", resident_mb(server));
}

/// Writes and listens; latencies in milliseconds.
async fn work(
    mut client: Client,
    card: &str,
    number: usize,
    started: Instant,
    time: Duration,
) -> (Vec<f64>, Vec<f64>, u64) {
    let (mut heard, mut saved, mut sent_at) = (Vec::new(), Vec::new(), Vec::new());
    // Everybody at their own moment.
    let first = tokio::time::Instant::now() + EDIT_EVERY * (number as u32 % 40) / 40;
    let mut turn = tokio::time::interval_at(first, EDIT_EVERY);
    let now_us = || started.elapsed().as_micros() as u64;
    while started.elapsed() < time + Duration::from_secs(2) {
        tokio::select! {
            _ = turn.tick(), if started.elapsed() < time => {
                let text = format!("@@{:016x} compares and asks", now_us());
                sent_at.push(now_us());
                client.edit(|doc| {
                    let root = records::root(doc, RecordKind::Card);
                    let mut txn = doc.transact_mut();
                    let Some(Out::YMap(card)) = root.get(&txn, card) else { panic!("no card") };
                    match card.get(&txn, "text:en") {
                        Some(Out::YText(shared)) => {
                            let length = shared.len(&txn);
                            shared.remove_range(&mut txn, 0, length);
                            shared.insert(&mut txn, 0, &text);
                        }
                        _ => {
                            card.insert(&mut txn, "text:en", TextPrelim::new(text.as_str()));
                        }
                    }
                }).await;
            }
            frame = client.hear_raw() => {
                let Some(frame) = frame else { panic!("the line ended") };
                if let Some(sent) = sent_us(&frame) {
                    heard.push((now_us().saturating_sub(sent)) as f64 / 1e3);
                } else if let Heard::Saved(count) = client.understand(&frame) {
                    while saved.len() < count as usize {
                        saved.push((now_us() - sent_at[saved.len()]) as f64 / 1e3);
                    }
                }
            }
            () = tokio::time::sleep(Duration::from_millis(100)) => {}
        }
    }
    assert_eq!(saved.len() as u64, client.sent, "every edit is confirmed");
    (heard, saved, client.sent)
}

/// When the edit in a frame was sent.
fn sent_us(frame: &[u8]) -> Option<u64> {
    if frame.first() != Some(&0) {
        return None;
    }
    let at = frame.windows(MARK.len()).position(|part| part == MARK)? + MARK.len();
    let digits = std::str::from_utf8(frame.get(at..at + 16)?).ok()?;
    u64::from_str_radix(digits, 16).ok()
}

fn show(what: &str, latencies: &mut [f64]) {
    latencies.sort_by(f64::total_cmp);
    let at = |share: f64| latencies[((latencies.len() - 1) as f64 * share) as usize];
    println!(
        "{what}: p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, most {:.1} ms (n = {})",
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0),
        latencies.len()
    );
}

/// Processor time of a process so far, in seconds; Linux counts in hundredths.
fn cpu_s(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let ticks: f64 = after
        .split(' ')
        .skip(11)
        .take(2)
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}

fn resident_mb(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb = line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok());
    kb.unwrap_or_default() / 1024.0
}
