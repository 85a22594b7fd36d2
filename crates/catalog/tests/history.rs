//! Every change stays, in order, and two writers never write the same position.
#![allow(clippy::unwrap_used)] // functions beside the tests, too

mod common;

use common::{MONDAY, Place, TUESDAY, id, map, on_each, with_shop};
use tropa_catalog::{
    Catalog, CatalogError, ChangedHow, ChangedRecord, MapVersion, NewEntry, Notification, NotificationKind,
    Over, SavedView, Snapshot, Suggestion, SuggestionSource, SuggestionState,
};
use tropa_map::change::{Change, RecordKind};

fn entry(person: &str, update: &[u8]) -> NewEntry {
    NewEntry {
        person_id: Some(person.into()),
        via: "editor".into(),
        update: update.to_vec(),
        changed: vec![ChangedRecord {
            kind: RecordKind::Card,
            id: "c1".into(),
            what: ChangedHow::Edited,
            keys: vec![],
        }],
    }
}

fn snapshot(seq: u64, byte: u8) -> Snapshot {
    Snapshot {
        seq,
        state: vec![byte],
    }
}

#[tokio::test]
async fn what_was_appended_is_there_after_a_restart_with_the_document_written_beside_it() {
    on_each(async |place| {
        let catalog = with_shop(place).await;
        let two = [entry("ann", &[1, 2]), entry("bob", &[])];
        assert_eq!(
            catalog.append(&id("shop"), 1, &two, None, TUESDAY).await.unwrap(),
            3
        );
        let renamed = map("shop", "Corner shop");
        let written = catalog
            .append(&id("shop"), 3, &[entry("ann", &[3])], Some(&renamed), TUESDAY)
            .await;
        assert_eq!(written.unwrap(), 4);
        catalog.close().await;

        let catalog = place.open().await;
        let live = catalog.live_state(&id("shop")).await.unwrap();
        assert_eq!((live.revision, live.seq, live.snapshot), (4, 4, None));
        assert_eq!(live.document, renamed);
        assert_eq!(live.updates, [(2, vec![1, 2]), (3, vec![]), (4, vec![3])]);
        let log = catalog.log(&id("shop"), None, 10).await.unwrap();
        let who: Vec<_> = log
            .iter()
            .map(|e| (e.seq, e.person_id.as_deref().unwrap()))
            .collect();
        assert_eq!(who, [(4, "ann"), (3, "bob"), (2, "ann")]);
        assert_eq!(log[0].changed, entry("ann", &[]).changed);
        assert_eq!(catalog.log(&id("shop"), Some(3), 10).await.unwrap()[0].seq, 2);
        assert_eq!(catalog.log_after(&id("shop"), 2, 1).await.unwrap()[0].seq, 3);
        assert_eq!(catalog.map(&id("shop")).await.unwrap().map, renamed);
    })
    .await;
}

#[tokio::test]
async fn a_document_is_not_written_over_a_later_one() {
    on_each(async |place| {
        let catalog = with_shop(place).await;
        catalog
            .append(
                &id("shop"),
                1,
                &[entry("ann", &[1]), entry("ann", &[2])],
                None,
                TUESDAY,
            )
            .await
            .unwrap();
        catalog
            .write_document(&id("shop"), 3, &map("shop", "Late"))
            .await
            .unwrap();
        catalog
            .write_document(&id("shop"), 2, &map("shop", "Early"))
            .await
            .unwrap();
        let stored = catalog.map(&id("shop")).await.unwrap();
        assert_eq!((stored.map.title.get("en"), stored.revision), ("Late", 3));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_append_at_one_position_one_is_told_so() {
    on_each(async |place| {
        let (first, second) = (with_shop(place).await, place.open().await);
        let write = |catalog: Catalog, who: &'static str| {
            tokio::spawn(async move {
                catalog
                    .append(&id("shop"), 1, &[entry(who, &[1])], None, TUESDAY)
                    .await
            })
        };
        let (a, b) = (write(first.clone(), "ann"), write(second, "bob"));
        let outcomes = [a.await.unwrap(), b.await.unwrap()];
        let refused: Vec<_> = outcomes
            .iter()
            .filter_map(|outcome| outcome.as_ref().err())
            .collect();
        assert_eq!(refused.len(), 1, "{outcomes:?}");
        assert!(
            matches!(
                refused[0],
                CatalogError::MapChanged {
                    seen: 1,
                    revision: 2,
                    ..
                }
            ),
            "{refused:?}"
        );
        assert_eq!(first.log(&id("shop"), None, 10).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_connections_that_append_again_and_again_lose_nothing() {
    on_each(async |place| {
        let catalogs = [with_shop(place).await, place.open().await];
        let writers = catalogs.clone().map(|catalog| {
            tokio::spawn(async move {
                let mut written = 0;
                let mut at = 1;
                while written < 25 {
                    match catalog
                        .append(&id("shop"), at, &[entry("ann", &[1])], None, TUESDAY)
                        .await
                    {
                        Ok(seq) => (at, written) = (seq, written + 1),
                        Err(CatalogError::MapChanged { revision, .. }) => at = revision,
                        Err(other) => panic!("{other}"),
                    }
                }
            })
        });
        for writer in writers {
            writer.await.unwrap();
        }
        let log = catalogs[0].log_after(&id("shop"), 0, 100).await.unwrap();
        assert_eq!(
            log.iter().map(|e| e.seq).collect::<Vec<_>>(),
            (2..=51).collect::<Vec<_>>()
        );
    })
    .await;
}

#[tokio::test]
async fn an_earlier_state_is_the_snapshot_before_it_and_what_followed() {
    on_each(async |place| {
        let catalog = with_shop(place).await;
        let shop = id("shop");
        catalog
            .put_snapshot(&shop, &snapshot(1, 100), MONDAY)
            .await
            .unwrap();
        let five: Vec<_> = (2..=6).map(|n| entry("ann", &[n])).collect();
        catalog.append(&shop, 1, &five, None, TUESDAY).await.unwrap();
        catalog
            .put_snapshot(&shop, &snapshot(4, 101), TUESDAY)
            .await
            .unwrap();
        let at = |seq| {
            let (catalog, shop) = (catalog.clone(), shop.clone());
            async move { catalog.state_at(&shop, seq).await.unwrap() }
        };
        assert_eq!(at(0).await, None);
        assert_eq!(
            at(3).await,
            Some((snapshot(1, 100), vec![(2, vec![2]), (3, vec![3])]))
        );
        assert_eq!(at(4).await, Some((snapshot(4, 101), vec![])));
        assert_eq!(
            at(6).await,
            Some((snapshot(4, 101), vec![(5, vec![5]), (6, vec![6])]))
        );
        let live = catalog.live_state(&shop).await.unwrap();
        assert_eq!(live.snapshot, Some(snapshot(4, 101)));
        assert_eq!(live.updates, [(5, vec![5]), (6, vec![6])]);
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_history_leaves_only_the_present() {
    on_each(async |place| {
        let catalog = with_shop(place).await;
        let shop = id("shop");
        catalog
            .append(&shop, 1, &[entry("ann", b"secret")], None, TUESDAY)
            .await
            .unwrap();
        catalog
            .put_version(&shop, &version("v1", 2), &map("shop", "Secret"))
            .await
            .unwrap();
        let seq = catalog
            .forget_history(&shop, 2, &map("shop", "Shop"), &[9], TUESDAY)
            .await
            .unwrap();
        assert_eq!(seq, 3);
        assert!(catalog.log(&shop, None, 10).await.unwrap().is_empty());
        assert!(catalog.versions(&shop).await.unwrap().is_empty());
        let live = catalog.live_state(&shop).await.unwrap();
        assert_eq!((live.seq, live.snapshot.unwrap().state), (3, vec![9]));
        assert_eq!(live.document, map("shop", "Shop"));
    })
    .await;
}

#[tokio::test]
async fn with_a_map_goes_all_that_hangs_on_it() {
    on_each(async |place| {
        let catalog = with_shop(place).await;
        let shop = id("shop");
        fill(&catalog).await;
        catalog.delete_map(&shop).await.unwrap();
        catalog
            .put_map(&shop, &map("shop", "Shop"), Over::Nothing, TUESDAY)
            .await
            .unwrap();
        assert!(catalog.log(&shop, None, 10).await.unwrap().is_empty());
        assert!(catalog.versions(&shop).await.unwrap().is_empty());
        assert!(catalog.suggestions(&shop, 10).await.unwrap().is_empty());
        assert!(catalog.views(&shop, "ann").await.unwrap().is_empty());
        assert!(catalog.notifications("ann", 10).await.unwrap().is_empty());
        assert_eq!(catalog.seen(&shop, "ann").await.unwrap(), None);
        assert_eq!(catalog.state_at(&shop, 100).await.unwrap(), None);
    })
    .await;
}

async fn fill(catalog: &Catalog) {
    let shop = id("shop");
    catalog
        .append(&shop, 1, &[entry("ann", &[1])], None, TUESDAY)
        .await
        .unwrap();
    catalog
        .put_snapshot(&shop, &snapshot(2, 1), TUESDAY)
        .await
        .unwrap();
    catalog
        .put_version(&shop, &version("v1", 2), &map("shop", "Shop"))
        .await
        .unwrap();
    catalog
        .put_suggestion(&shop, &suggestion("s1", MONDAY))
        .await
        .unwrap();
    assert!(
        catalog
            .put_view(&shop, &view("w1", "ann", true), 10)
            .await
            .unwrap()
    );
    catalog.put_seen(&shop, "ann", 2, TUESDAY).await.unwrap();
    catalog.notify("ann", &notification("n1", MONDAY)).await.unwrap();
}

fn version(version_id: &str, seq: u64) -> MapVersion {
    MapVersion {
        id: version_id.into(),
        seq,
        name: "Shown to the board".into(),
        note: None,
        person_id: Some("ann".into()),
        created_at: TUESDAY.into(),
    }
}

#[tokio::test]
async fn a_version_keeps_its_document_and_takes_a_new_name() {
    on_each(async |place| {
        let catalog = with_shop(place).await;
        let shop = id("shop");
        catalog
            .put_version(&shop, &version("v1", 1), &map("shop", "Then"))
            .await
            .unwrap();
        catalog
            .put_version(&shop, &version("v2", 5), &map("shop", "Later"))
            .await
            .unwrap();
        assert!(
            catalog
                .rename_version(&shop, "v1", "First", Some("why"))
                .await
                .unwrap()
        );
        assert!(!catalog.rename_version(&shop, "v3", "First", None).await.unwrap());
        let list = catalog.versions(&shop).await.unwrap();
        assert_eq!(
            list.iter().map(|v| v.id.as_str()).collect::<Vec<_>>(),
            ["v2", "v1"]
        );
        assert_eq!(
            (list[1].name.as_str(), list[1].note.as_deref()),
            ("First", Some("why"))
        );
        let (_, then) = catalog.version(&shop, "v1").await.unwrap().unwrap();
        assert_eq!(then, map("shop", "Then"));
        assert_eq!(
            catalog.version_at(&shop, 5).await.unwrap(),
            Some(map("shop", "Later"))
        );
        assert_eq!(catalog.version_at(&shop, 4).await.unwrap(), None);
        assert!(catalog.delete_version(&shop, "v1").await.unwrap());
        assert_eq!(catalog.version(&shop, "v1").await.unwrap(), None);
    })
    .await;
}

fn suggestion(suggestion_id: &str, at: &str) -> Suggestion {
    Suggestion {
        id: suggestion_id.into(),
        at: at.into(),
        by_person: Some("ann".into()),
        by_name: "Ann".into(),
        title: "Say it shorter".into(),
        reason: None,
        changes: vec![Change::rename(RecordKind::Card, "c1", "en", "Pays")],
        state: SuggestionState::Open,
        decided_by: None,
        decided_at: None,
        decision: None,
        source: SuggestionSource::Person,
    }
}

#[tokio::test]
async fn a_suggestion_is_decided_on_once_and_open_ones_stand_first() {
    on_each(async |place| {
        let catalog = with_shop(place).await;
        let shop = id("shop");
        catalog
            .put_suggestion(&shop, &suggestion("s1", MONDAY))
            .await
            .unwrap();
        catalog
            .put_suggestion(&shop, &suggestion("s2", TUESDAY))
            .await
            .unwrap();
        let decide = |to| {
            let (catalog, shop) = (catalog.clone(), shop.clone());
            async move {
                let by = Some(("bob", TUESDAY));
                let open = SuggestionState::Open;
                catalog
                    .decide_suggestion(&shop, "s2", open, to, by, None)
                    .await
                    .unwrap()
            }
        };
        assert!(decide(SuggestionState::Rejected).await);
        assert!(!decide(SuggestionState::Accepted).await);
        let list = catalog.suggestions(&shop, 10).await.unwrap();
        assert_eq!(list[0], suggestion("s1", MONDAY));
        assert_eq!(
            (list[1].state, list[1].decided_by.as_deref()),
            (SuggestionState::Rejected, Some("bob"))
        );
        assert_eq!(catalog.suggestion(&shop, "s3").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_was_seen_never_goes_back() {
    on_each(async |place| {
        let catalog = with_shop(place).await;
        let shop = id("shop");
        assert_eq!(catalog.seen(&shop, "ann").await.unwrap(), None);
        for seq in [3, 7, 5] {
            catalog.put_seen(&shop, "ann", seq, MONDAY).await.unwrap();
        }
        assert_eq!(catalog.seen(&shop, "ann").await.unwrap(), Some(7));
    })
    .await;
}

fn notification(notification_id: &str, at: &str) -> Notification {
    Notification {
        id: notification_id.into(),
        map_id: "shop".into(),
        comment_id: "k1".into(),
        kind: NotificationKind::Mention,
        at: at.into(),
        by_person: None,
        by_name: "Bob".into(),
        snippet: "look".into(),
        seen: false,
    }
}

#[tokio::test]
async fn what_was_seen_stays_in_the_list_and_is_marked() {
    on_each(async |place| {
        let catalog = with_shop(place).await;
        catalog.notify("ann", &notification("n1", MONDAY)).await.unwrap();
        catalog.notify("ann", &notification("n2", TUESDAY)).await.unwrap();
        catalog.notify("bob", &notification("n3", TUESDAY)).await.unwrap();
        catalog.notifications_seen("ann", MONDAY, TUESDAY).await.unwrap();
        let list = catalog.notifications("ann", 10).await.unwrap();
        let shown: Vec<_> = list.iter().map(|n| (n.id.as_str(), n.seen)).collect();
        assert_eq!(shown, [("n2", false), ("n1", true)]);
        assert!(
            catalog
                .of_workspace("second")
                .notifications("ann", 10)
                .await
                .unwrap()
                .is_empty()
        );
        catalog.forget_notifications(&id("shop"), "k1").await.unwrap();
        assert!(catalog.notifications("bob", 10).await.unwrap().is_empty());
    })
    .await;
}

fn view(view_id: &str, person: &str, shared: bool) -> SavedView {
    SavedView {
        id: view_id.into(),
        name: view_id.into(),
        query: "lanes=pains".into(),
        person_id: person.into(),
        shared,
        created_at: MONDAY.into(),
    }
}

#[tokio::test]
async fn a_person_sees_their_own_views_and_shared_ones_up_to_a_limit() {
    on_each(async |place: &Place| {
        let catalog = with_shop(place).await;
        let shop = id("shop");
        let kept = [
            view("a", "ann", false),
            view("b", "bob", false),
            view("c", "bob", true),
        ];
        for one in &kept {
            assert!(catalog.put_view(&shop, one, 2).await.unwrap());
        }
        assert!(
            !catalog
                .put_view(&shop, &view("d", "bob", false), 2)
                .await
                .unwrap()
        );
        let names = |views: Vec<SavedView>| views.into_iter().map(|v| v.name).collect::<Vec<_>>();
        assert_eq!(names(catalog.views(&shop, "ann").await.unwrap()), ["a", "c"]);
        assert!(!catalog.delete_view(&shop, "c", "ann", false).await.unwrap());
        assert!(!catalog.delete_view(&shop, "b", "ann", true).await.unwrap());
        assert!(catalog.delete_view(&shop, "c", "ann", true).await.unwrap());
        assert!(catalog.delete_view(&shop, "a", "ann", false).await.unwrap());
    })
    .await;
}
