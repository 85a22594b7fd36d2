//! Decisions survive, and nobody's change is lost silently.
#![allow(clippy::unwrap_used)] // functions beside the tests, too

mod common;

use common::{MONDAY, TUESDAY, id, map, on_each, with_shop};
use serde_json::json;
use tropa_catalog::{CatalogError, JobRecord, MapId, Over};
use tropa_map::document::{MapKind, MapState};
use tropa_model::SourceName;
use tropa_model::proposal::LocalText;

#[tokio::test]
async fn a_map_comes_back_as_it_was_written_also_after_a_restart() {
    on_each(async |place| {
        let id = MapId::new("shop").unwrap();
        let catalog = place.open().await;
        assert_eq!(
            catalog
                .put_map(&id, &map("shop", "Shop"), Over::Nothing, MONDAY)
                .await
                .unwrap(),
            1
        );
        catalog.close().await;

        let stored = place.open().await.map(&id).await.unwrap();
        assert_eq!(stored.map, map("shop", "Shop"));
        assert_eq!((stored.revision, stored.updated_at.as_str()), (1, MONDAY));
    })
    .await;
}

#[tokio::test]
async fn a_list_shows_the_last_changed_first() {
    on_each(async |place| {
        let catalog = place.open().await;
        for (id, day) in [("a", MONDAY), ("b", TUESDAY)] {
            catalog
                .put_map(&MapId::new(id).unwrap(), &map(id, id), Over::Anything, day)
                .await
                .unwrap();
        }
        let list = catalog.maps().await.unwrap();
        assert_eq!(list.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        let b = &list[0];
        assert_eq!((b.kind, b.state), (MapKind::Customer, MapState::AsIs));
        assert_eq!(
            (b.stages, b.steps, b.cards, b.backed, b.total, b.revision),
            (1, 1, 1, 0, 1, 1)
        );
        assert_eq!(b.title, LocalText([("en".to_owned(), "b".to_owned())].into()));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_saw_the_same_revision_only_the_first_writes() {
    on_each(async |place| {
        let catalog = place.open().await;
        let id = MapId::new("shop").unwrap();
        catalog
            .put_map(&id, &map("shop", "Shop"), Over::Nothing, MONDAY)
            .await
            .unwrap();
        assert_eq!(
            catalog
                .put_map(&id, &map("shop", "Mine"), Over::Revision(1), TUESDAY)
                .await
                .unwrap(),
            2
        );
        let late = catalog
            .put_map(&id, &map("shop", "Theirs"), Over::Revision(1), TUESDAY)
            .await
            .unwrap_err();
        assert!(
            matches!(
                late,
                CatalogError::MapChanged {
                    seen: 1,
                    revision: 2,
                    ..
                }
            ),
            "{late}"
        );
        let again = catalog
            .put_map(&id, &map("shop", "New"), Over::Nothing, TUESDAY)
            .await
            .unwrap_err();
        assert!(
            matches!(again, CatalogError::MapExists { revision: 2, .. }),
            "{again}"
        );
        assert_eq!(catalog.map(&id).await.unwrap().map.title.get("en"), "Mine");
    })
    .await;
}

#[tokio::test]
async fn twenty_writers_at_once_make_twenty_revisions() {
    on_each(async |place| {
        let catalog = place.open().await;
        let writers = (0..20).map(|_| {
            let catalog = catalog.clone();
            tokio::spawn(async move {
                catalog
                    .put_map(
                        &MapId::new("shop").unwrap(),
                        &map("shop", "Shop"),
                        Over::Anything,
                        MONDAY,
                    )
                    .await
                    .unwrap()
            })
        });
        let mut revisions = Vec::new();
        for writer in writers.collect::<Vec<_>>() {
            revisions.push(writer.await.unwrap());
        }
        revisions.sort_unstable();
        assert_eq!(revisions, (1..=20).collect::<Vec<u64>>());
    })
    .await;
}

#[tokio::test]
async fn a_deleted_map_is_gone_and_deleting_it_again_says_so() {
    on_each(async |place| {
        let catalog = place.open().await;
        let id = MapId::new("shop").unwrap();
        catalog
            .put_map(&id, &map("shop", "Shop"), Over::Nothing, MONDAY)
            .await
            .unwrap();
        catalog.delete_map(&id).await.unwrap();
        assert!(matches!(
            catalog.map(&id).await.unwrap_err(),
            CatalogError::NoSuchMap { .. }
        ));
        assert!(matches!(
            catalog.delete_map(&id).await.unwrap_err(),
            CatalogError::NoSuchMap { .. }
        ));
    })
    .await;
}

#[tokio::test]
async fn the_last_mapping_of_a_source_is_kept() {
    on_each(async |place| {
        let catalog = place.open().await;
        let source = SourceName::new("shop").unwrap();
        assert_eq!(catalog.mapping(&source).await.unwrap(), None);
        catalog
            .put_mapping(&source, &json!({"a": 1}), MONDAY)
            .await
            .unwrap();
        catalog
            .put_mapping(&source, &json!({"a": 2}), TUESDAY)
            .await
            .unwrap();
        assert_eq!(catalog.mapping(&source).await.unwrap(), Some(json!({"a": 2})));
    })
    .await;
}

#[tokio::test]
async fn a_job_left_running_is_found_after_a_restart() {
    on_each(async |place| {
        let catalog = place.open().await;
        let job = |id: &str, state: &str| JobRecord {
            id: id.into(),
            state: state.into(),
            started_at: MONDAY.into(),
            document: json!({"id": id}),
        };
        catalog.put_job(&job("1", "running")).await.unwrap();
        catalog.put_job(&job("2", "running")).await.unwrap();
        catalog.put_job(&job("2", "done")).await.unwrap();
        catalog.close().await;

        let catalog = place.open().await;
        assert_eq!(catalog.running_jobs().await.unwrap(), [job("1", "running")]);
        assert_eq!(catalog.job("2").await.unwrap(), Some(job("2", "done")));
        assert_eq!(catalog.job("3").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn two_workspaces_do_not_see_each_other_s_maps_and_mappings() {
    on_each(async |place| {
        let first = with_shop(place).await;
        let second = first.of_workspace("second");
        assert_eq!(second.maps().await.unwrap(), []);
        assert!(matches!(
            second.map(&id("shop")).await.unwrap_err(),
            CatalogError::NoSuchMap { .. }
        ));
        assert!(matches!(
            second.delete_map(&id("shop")).await.unwrap_err(),
            CatalogError::NoSuchMap { .. }
        ));
        let taken = second
            .put_map(&id("shop"), &map("shop", "Theirs"), Over::Anything, MONDAY)
            .await;
        assert!(matches!(taken.unwrap_err(), CatalogError::MapExists { .. }));
        let source = SourceName::new("shop").unwrap();
        second
            .put_mapping(&source, &json!({"a": 2}), MONDAY)
            .await
            .unwrap();
        assert_eq!(first.mapping(&source).await.unwrap(), None);
        assert_eq!(first.map(&id("shop")).await.unwrap().map.title.get("en"), "Shop");
    })
    .await;
}
