//! Rooms on a disk made of memory: what is confirmed is saved, who is slow is sent away, who may only look changes
//! nothing.

#[path = "../../map/tests/random/mod.rs"]
mod random;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tropa_map::Map;
use tropa_map::document::{Card, Lane};
use tropa_map::pieces::RecordKind;
use tropa_model::LocalText;
use tropa_sync::room::{Author, Connection, Sent};
use tropa_sync::store::{Blob, Entry, Loaded, RoomStore};
use tropa_sync::{Person, Room, RoomLimits, form, records, wire};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Doc, Map as _, Out, ReadTxn, StateVector, Transact, Update};

#[derive(Debug, thiserror::Error)]
#[error("the disk is full")]
struct Full;

#[derive(Default)]
struct Disk {
    document: Mutex<(Map, u64)>,
    log: Mutex<Vec<Entry>>,
    snapshot: Mutex<Option<(u64, Vec<u8>)>>,
    blobs: Mutex<Vec<Blob>>,
    full: AtomicBool,
    appends: AtomicUsize,
    loads: AtomicUsize,
}

#[derive(Clone)]
struct Memory(Arc<Disk>);

impl RoomStore for Memory {
    type Error = Full;

    async fn load(&self) -> Result<Loaded, Full> {
        self.0.loads.fetch_add(1, Ordering::SeqCst);
        let (document, document_seq) = self.0.document.lock().expect("no panic").clone();
        let log = self.0.log.lock().expect("no panic").clone();
        let snapshot = self.0.snapshot.lock().expect("no panic").clone();
        let after = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
        let updates = log
            .iter()
            .enumerate()
            .map(|(i, entry)| (i as u64 + 2, entry.update.clone()));
        Ok(Loaded {
            document,
            document_seq,
            seq: document_seq.max(log.len() as u64 + 1),
            snapshot,
            updates: updates.filter(|(seq, _)| *seq > after).collect(),
            updated_at: String::new(),
        })
    }

    async fn append(
        &self,
        after: u64,
        entries: Vec<Entry>,
        document: Option<Map>,
    ) -> Result<(u64, String), Full> {
        tokio::task::yield_now().await;
        if self.0.full.load(Ordering::SeqCst) {
            return Err(Full);
        }
        self.0.appends.fetch_add(1, Ordering::SeqCst);
        let mut log = self.0.log.lock().expect("no panic");
        assert_eq!(after, log.len() as u64 + 1, "entries follow each other");
        log.extend(entries);
        let seq = log.len() as u64 + 1;
        if let Some(document) = document {
            *self.0.document.lock().expect("no panic") = (document, seq);
        }
        Ok((seq, String::new()))
    }

    async fn write_document(&self, seq: u64, map: Map) -> Result<(), Full> {
        *self.0.document.lock().expect("no panic") = (map, seq);
        Ok(())
    }

    async fn put_snapshot(&self, seq: u64, state: Vec<u8>) -> Result<(), Full> {
        *self.0.snapshot.lock().expect("no panic") = Some((seq, state));
        Ok(())
    }

    async fn blobs(&self, hashes: Vec<String>) -> Result<Vec<Blob>, Full> {
        let blobs = self.0.blobs.lock().expect("no panic");
        Ok(blobs
            .iter()
            .filter(|blob| hashes.contains(&blob.hash))
            .cloned()
            .collect())
    }

    async fn put_blobs(&self, blobs: Vec<Blob>) -> Result<(), Full> {
        self.0.blobs.lock().expect("no panic").extend(blobs);
        Ok(())
    }
}

fn disk(seed: u64) -> (Arc<Disk>, Map) {
    let map = random::map(seed);
    let disk = Disk::default();
    *disk.document.lock().expect("no panic") = (map.clone(), 1);
    (Arc::new(disk), map)
}

async fn open(disk: &Arc<Disk>, limits: RoomLimits) -> Room {
    let here = tokio::runtime::Handle::current();
    Room::open("random", Memory(Arc::clone(disk)), limits, &here)
        .await
        .expect("the map opens")
}

fn author(name: &str) -> Author {
    Author {
        person: Some(name.to_owned()),
        name: name.to_owned(),
        via: "session".to_owned(),
    }
}

async fn join(room: &Room, name: &str, may_edit: bool) -> Connection {
    let person = Person {
        id: name.to_owned(),
        name: name.to_owned(),
    };
    room.join(person, author(name), may_edit)
        .await
        .expect("the room is open")
}

/// A copy of the map, and an edit of it as it goes over the wire.
struct Copy(Doc);

impl Copy {
    async fn of(connection: &mut Connection) -> Self {
        let doc = records::new_doc();
        for kind in form::kinds() {
            records::root(&doc, kind);
        }
        let vector = StateVector::default().encode_v1();
        assert!(connection.send(wire::step1(&vector).to_vec()).await);
        loop {
            let Sent::Frame(frame) = connection.receive().await else {
                panic!("sent away")
            };
            if let Some(wire::FromClient::Update(update)) = wire::read(&frame) {
                let update = Update::decode_v1(update).expect("an update");
                doc.transact_mut().apply_update(update).expect("it applies");
                return Self(doc);
            }
        }
    }

    fn renames(&self, lane: &str, name: &str) -> Vec<u8> {
        let before = self.0.transact().state_vector();
        let root = records::root(&self.0, RecordKind::Lane);
        {
            let mut txn = self.0.transact_mut();
            let Some(Out::YMap(record)) = root.get(&txn, lane) else {
                panic!("no lane {lane}")
            };
            record.insert(&mut txn, "name:en", yrs::TextPrelim::new(name));
        }
        wire::update(&self.0.transact().encode_state_as_update_v1(&before)).to_vec()
    }
}

/// Hears until so many messages are on disk.
async fn saved(connection: &mut Connection, messages: u64) {
    loop {
        match connection.receive().await {
            Sent::Frame(frame) if *frame == *wire::saved(messages) => return,
            Sent::Frame(_) => {}
            Sent::Close(code) => panic!("sent away with {code}"),
        }
    }
}

async fn sent_away(connection: &mut Connection) -> u16 {
    loop {
        if let Sent::Close(code) = connection.receive().await {
            return code;
        }
    }
}

#[tokio::test]
async fn a_confirmed_edit_is_on_disk_with_its_author() {
    let (disk, map) = disk(4);
    let room = open(&disk, RoomLimits::DEFAULT).await;
    let mut anna = join(&room, "anna", true).await;
    let copy = Copy::of(&mut anna).await;
    let lane = map.lanes[0].id.clone();
    anna.send(copy.renames(&lane, "Own words")).await;
    saved(&mut anna, 1).await;
    let log = disk.log.lock().expect("no panic").clone();
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].author, author("anna"));
    assert_eq!(
        (log[0].changed[0].id.as_str(), log[0].changed.len()),
        (lane.as_str(), 1)
    );
    assert_eq!(
        room.get().await.expect("open").map.lanes[0].name.get("en"),
        "Own words"
    );
}

#[tokio::test]
async fn edits_that_come_together_are_saved_together() {
    let (disk, map) = disk(4);
    let room = open(&disk, RoomLimits::DEFAULT).await;
    let mut anna = join(&room, "anna", true).await;
    let copy = Copy::of(&mut anna).await;
    let lane = map.lanes[0].id.clone();
    for i in 0..100 {
        anna.send(copy.renames(&lane, &format!("name {i}"))).await;
    }
    saved(&mut anna, 100).await;
    assert_eq!(disk.log.lock().expect("no panic").len(), 100);
    let appends = disk.appends.load(Ordering::SeqCst);
    assert!(appends < 50, "{appends} transactions for 100 edits");
}

#[tokio::test]
async fn who_may_only_look_changes_nothing() {
    let (disk, map) = disk(4);
    let room = open(&disk, RoomLimits::DEFAULT).await;
    let mut viewer = join(&room, "viewer", false).await;
    let copy = Copy::of(&mut viewer).await;
    viewer.send(copy.renames(&map.lanes[0].id, "mine now")).await;
    loop {
        let Sent::Frame(frame) = viewer.receive().await else {
            panic!("sent away")
        };
        if *frame == *wire::denied("read only") {
            break;
        }
    }
    assert_eq!(*room.get().await.expect("open").map, map);
    assert!(disk.log.lock().expect("no panic").is_empty());
}

#[tokio::test]
async fn who_does_not_listen_is_sent_away_and_others_are_not() {
    let (disk, map) = disk(4);
    let limits = RoomLimits {
        frames_per_client: 16,
        ..RoomLimits::DEFAULT
    };
    let room = open(&disk, limits).await;
    let mut deaf = join(&room, "deaf", true).await;
    let mut anna = join(&room, "anna", true).await;
    let copy = Copy::of(&mut anna).await;
    for i in 0..40 {
        anna.send(copy.renames(&map.lanes[0].id, &format!("name {i}")))
            .await;
        saved(&mut anna, i + 1).await;
    }
    assert_eq!(sent_away(&mut deaf).await, 4408);
}

#[tokio::test]
async fn what_cannot_be_saved_is_not_confirmed() {
    let (disk, map) = disk(4);
    let room = open(&disk, RoomLimits::DEFAULT).await;
    let mut anna = join(&room, "anna", true).await;
    let copy = Copy::of(&mut anna).await;
    disk.full.store(true, Ordering::SeqCst);
    anna.send(copy.renames(&map.lanes[0].id, "lost?")).await;
    loop {
        match anna.receive().await {
            Sent::Close(code) => break assert_eq!(code, 4408),
            Sent::Frame(frame) => assert_ne!(frame[0], 100, "nothing is confirmed"),
        }
    }
    assert_eq!(*room.get().await.expect("open").map, map, "as it is on disk");
    disk.full.store(false, Ordering::SeqCst);
    // Anna comes again and brings what the room lacks.
    let mut anna = join(&room, "anna", true).await;
    let all = copy
        .0
        .transact()
        .encode_state_as_update_v1(&StateVector::default());
    anna.send(wire::update(&all).to_vec()).await;
    saved(&mut anna, 1).await;
    assert_eq!(
        room.get().await.expect("open").map.lanes[0].name.get("en"),
        "lost?"
    );
}

#[tokio::test]
async fn an_empty_room_ends_and_all_is_on_disk() {
    let (disk, map) = disk(4);
    let limits = RoomLimits {
        idle: Duration::from_millis(50),
        document_lag: Duration::from_secs(600),
        ..RoomLimits::DEFAULT
    };
    let room = open(&disk, limits).await;
    let mut anna = join(&room, "anna", true).await;
    let copy = Copy::of(&mut anna).await;
    anna.send(copy.renames(&map.lanes[0].id, "the last word")).await;
    saved(&mut anna, 1).await;
    drop(anna);
    while room.is_open() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (document, seq) = disk.document.lock().expect("no panic").clone();
    assert_eq!((document.lanes[0].name.get("en"), seq), ("the last word", 2));
    assert_eq!(
        disk.snapshot
            .lock()
            .expect("no panic")
            .as_ref()
            .map(|(seq, _)| *seq),
        Some(2)
    );
    let again = open(&disk, RoomLimits::DEFAULT).await;
    assert_eq!(*again.get().await.expect("open").map, document);
}

#[tokio::test]
async fn a_room_opens_from_its_state_and_what_came_after() {
    let (disk, map) = disk(6);
    let limits = RoomLimits {
        entries_per_snapshot: 10,
        document_lag: Duration::from_secs(600),
        ..RoomLimits::DEFAULT
    };
    let room = open(&disk, limits).await;
    let mut anna = join(&room, "anna", true).await;
    let copy = Copy::of(&mut anna).await;
    for i in 0..25 {
        anna.send(copy.renames(&map.lanes[0].id, &format!("name {i}")))
            .await;
        saved(&mut anna, i + 1).await;
    }
    // As after a crash: nothing is written but the log and the states.
    let snapshot = disk
        .snapshot
        .lock()
        .expect("no panic")
        .as_ref()
        .map(|(seq, _)| *seq);
    assert_eq!(snapshot, Some(21));
    let again = open(&disk, RoomLimits::DEFAULT).await;
    let seen = again.get().await.expect("open");
    assert_eq!((seen.map.lanes[0].name.get("en"), seen.seq), ("name 24", 26));
}

#[tokio::test]
async fn what_came_and_went_since_the_last_state_is_remembered_after_a_crash() {
    let (disk, map) = disk(6);
    let limits = RoomLimits {
        document_lag: Duration::from_secs(600),
        ..RoomLimits::DEFAULT
    };
    let room = open(&disk, limits).await;
    let edit = async |room: &Room, base: &Map, wanted: Map| {
        let made = room.edit(
            author("anna"),
            Some(Arc::new(base.clone())),
            Arc::new(wanted),
            None,
        );
        (*made.await.expect("the disk has room").map).clone()
    };
    let mut with_lane = map.clone();
    with_lane.lanes.push(Lane {
        id: "late".into(),
        name: LocalText::plain("Late"),
        ..Lane::default()
    });
    let before = edit(&room, &map, with_lane).await;
    let mut named = before.clone();
    let late = named.lanes.iter_mut().find(|lane| lane.id == "late");
    late.expect("it was put in").name = LocalText::plain("Later");
    let with_lane = edit(&room, &before, named).await;
    let mut without = with_lane.clone();
    without.lanes.retain(|lane| lane.id != "late");
    edit(&room, &with_lane, without).await;
    // As after a crash: the log is all there is of it. Somebody who was away wrote a card into the lane.
    let again = open(&disk, RoomLimits::DEFAULT).await;
    let mut with_card = with_lane.clone();
    with_card.cards.push(Card {
        id: "away".into(),
        lane: "late".into(),
        at: with_lane.stages[0].id.clone(),
        text: LocalText::plain("Written on a train"),
        ..Card::default()
    });
    let merged = edit(&again, &with_lane, with_card).await;
    let late = merged.lanes.iter().find(|lane| lane.id == "late");
    assert_eq!(late.map(|lane| lane.name.get("und")), Some("Later"));
    assert!(merged.cards.iter().any(|card| card.id == "away"));
}

#[tokio::test]
async fn a_document_written_past_the_log_counts() {
    let (disk, map) = disk(6);
    let room = open(&disk, RoomLimits::DEFAULT).await;
    room.close(1001, true).await;
    let mut other = map.clone();
    other.owner = Some("Another program".into());
    *disk.document.lock().expect("no panic") = (other.clone(), 2);
    let again = open(&disk, RoomLimits::DEFAULT).await;
    let seen = again.get().await.expect("open");
    assert_eq!((&*seen.map, seen.seq), (&other, 2));
}

#[tokio::test]
async fn an_edit_over_a_position_that_passed_is_refused() {
    let (disk, map) = disk(4);
    let room = open(&disk, RoomLimits::DEFAULT).await;
    let mut wanted = map.clone();
    wanted.owner = Some("Anna".into());
    let wanted = Arc::new(wanted);
    let first = room
        .edit(author("anna"), None, Arc::clone(&wanted), Some(1))
        .await
        .expect("it is at 1");
    assert_eq!(first.seq, 2);
    let refused = room.edit(author("boris"), None, Arc::new(map), Some(1)).await;
    assert!(refused.is_err());
    assert_eq!(*room.get().await.expect("open").map, *wanted);
    assert_eq!(
        disk.document.lock().expect("no panic").1,
        2,
        "written with the edit"
    );
}
