//! Decisions on what people say: kept, taken back, and counted by one revision.
#![allow(clippy::unwrap_used)] // functions beside the tests, too

mod common;

use common::{MONDAY, TUESDAY, on_each};
use tropa_catalog::{VoiceCoding, VoicePin, VoiceReject};
use tropa_model::{Span, TextPart};

fn pin(item: &str, step: Option<&str>, at: &str) -> VoicePin {
    VoicePin {
        source: "shop".into(),
        item: item.into(),
        step: step.map(str::to_owned),
        by_person: "ann".into(),
        at: at.into(),
    }
}

fn reject(item: &str, step: &str) -> VoiceReject {
    VoiceReject {
        source: "shop".into(),
        item: item.into(),
        step: step.into(),
        by_person: "ann".into(),
        at: MONDAY.into(),
    }
}

fn coding(id: &str, item: &str, start: u32, code: &str) -> VoiceCoding {
    VoiceCoding {
        id: id.into(),
        source: "talks".into(),
        conversation: "p1".into(),
        item: item.into(),
        span: Span {
            part: TextPart::Body,
            start,
            end: start + 5,
        },
        code: code.into(),
        step: Some("Order".into()),
        by_person: "ann".into(),
        by_name: "Ann".into(),
        at: MONDAY.into(),
    }
}

#[tokio::test]
async fn the_last_pin_of_an_item_counts_and_may_say_that_it_belongs_nowhere() {
    on_each(async |place| {
        let catalog = place.open().await;
        assert_eq!(catalog.voice_decisions().await.unwrap().revision, 0);
        assert_eq!(
            catalog.pin_voice(&pin("1", Some("Pay"), MONDAY)).await.unwrap(),
            1
        );
        catalog.pin_voice(&pin("0", Some("Order"), MONDAY)).await.unwrap();
        assert_eq!(catalog.pin_voice(&pin("1", None, TUESDAY)).await.unwrap(), 3);
        let decisions = catalog.voice_decisions().await.unwrap();
        assert_eq!(
            decisions.pins,
            [pin("0", Some("Order"), MONDAY), pin("1", None, TUESDAY)]
        );
        assert!(catalog.unpin_voice("shop", "1").await.unwrap());
        assert!(!catalog.unpin_voice("shop", "1").await.unwrap());
        let decisions = catalog.voice_decisions().await.unwrap();
        assert_eq!((decisions.revision, decisions.pins.len()), (4, 1));
        // Another workspace decides for itself.
        let other = catalog.of_workspace("lab");
        assert_eq!(other.voice_decisions().await.unwrap().pins, []);
        assert_eq!(other.pin_voice(&pin("1", None, MONDAY)).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_rejected_stays_rejected_until_it_is_forgotten() {
    on_each(async |place| {
        let catalog = place.open().await;
        for step in ["Pay", "Order", "Pay"] {
            catalog.reject_voice(&reject("1", step)).await.unwrap();
        }
        let decisions = catalog.voice_decisions().await.unwrap();
        assert_eq!(decisions.rejects, [reject("1", "Order"), reject("1", "Pay")]);
        assert_eq!(decisions.revision, 2, "saying it twice decides nothing");
        assert!(catalog.unreject_voice("shop", "1").await.unwrap());
        assert_eq!(catalog.voice_decisions().await.unwrap().rejects, []);
    })
    .await;
}

#[tokio::test]
async fn merged_topics_follow_what_they_were_merged_into() {
    on_each(async |place| {
        let catalog = place.open().await;
        catalog.name_voice_topic("a", Some("Waiting")).await.unwrap();
        catalog.merge_voice_topics("b", &["c".into()]).await.unwrap();
        catalog
            .merge_voice_topics("a", &["b".into(), "a".into()])
            .await
            .unwrap();
        let merged = |topics: Vec<tropa_catalog::VoiceTopic>| -> Vec<_> {
            topics.into_iter().map(|t| (t.topic, t.merged_into)).collect()
        };
        let into = |topic: &str| Some(topic.to_owned());
        assert_eq!(
            merged(catalog.voice_decisions().await.unwrap().topics),
            [
                ("a".into(), None),
                ("b".into(), into("a")),
                ("c".into(), into("a"))
            ]
        );
        // The other way round: no circle comes of it.
        catalog.merge_voice_topics("b", &["a".into()]).await.unwrap();
        let topics = catalog.voice_decisions().await.unwrap().topics;
        assert_eq!(topics[0].name.as_deref(), Some("Waiting"));
        assert_eq!(
            merged(topics),
            [
                ("a".into(), into("b")),
                ("b".into(), None),
                ("c".into(), into("b"))
            ]
        );
        assert!(catalog.split_voice_topic("b").await.unwrap().is_some());
        assert_eq!(catalog.split_voice_topic("b").await.unwrap(), None);
        catalog.name_voice_topic("a", None).await.unwrap();
        let topics = catalog.voice_decisions().await.unwrap().topics;
        assert!(topics.iter().all(|t| t.merged_into.is_none() && t.name.is_none()));
    })
    .await;
}

#[tokio::test]
async fn a_code_is_deleted_only_when_nothing_stands_under_it() {
    on_each(async |place| {
        let catalog = place.open().await;
        catalog
            .put_voice_code("c1", "Barriers", None, MONDAY)
            .await
            .unwrap();
        catalog
            .put_voice_code("c2", "Price", Some("c1"), MONDAY)
            .await
            .unwrap();
        assert!(!catalog.delete_voice_code("c1").await.unwrap());
        let codings = [coding("k2", "t1", 9, "c2"), coding("k1", "t1", 3, "c2")];
        assert_eq!(catalog.put_voice_codings(&codings).await.unwrap(), 2);
        assert_eq!(catalog.put_voice_codings(&codings).await.unwrap(), 0);
        assert!(!catalog.delete_voice_code("c2").await.unwrap());
        let codes = catalog.voice_codes().await.unwrap();
        let counts: Vec<_> = codes.iter().map(|c| (c.name.as_str(), c.codings)).collect();
        assert_eq!(counts, [("Barriers", 0), ("Price", 2)]);
        let kept = catalog.voice_codings("talks", "p1").await.unwrap();
        assert_eq!(kept, [codings[1].clone(), codings[0].clone()]);
        assert!(!catalog.delete_voice_coding("talks", "p2", "k1").await.unwrap());
        assert!(catalog.delete_voice_coding("talks", "p1", "k1").await.unwrap());
        assert_eq!(
            catalog.voice_codings_counted().await.unwrap(),
            [("talks".into(), "p1".into(), 1)]
        );
    })
    .await;
}

#[tokio::test]
async fn decisions_about_erased_items_are_forgotten_and_no_others() {
    on_each(async |place| {
        let catalog = place.open().await;
        catalog.pin_voice(&pin("1", None, MONDAY)).await.unwrap();
        catalog.pin_voice(&pin("2", None, MONDAY)).await.unwrap();
        catalog.reject_voice(&reject("1", "Pay")).await.unwrap();
        catalog
            .put_voice_codings(&[coding("k", "1", 0, "c")])
            .await
            .unwrap();
        let forgotten = catalog.forget_voice_items("shop", &["1".into()]).await;
        assert_eq!(forgotten.unwrap(), 2, "the coding is of another source");
        let decisions = catalog.voice_decisions().await.unwrap();
        assert_eq!(decisions.pins, [pin("2", None, MONDAY)]);
        assert_eq!(decisions.rejects, []);
        assert_eq!(catalog.voice_codings("talks", "p1").await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_the_analyser_knows_is_written_over() {
    on_each(async |place| {
        let catalog = place.open().await;
        assert_eq!(catalog.voice_document("topics").await.unwrap(), None);
        for document in ["{}", "{\"a\":1}"] {
            catalog
                .put_voice_document("topics", document, MONDAY)
                .await
                .unwrap();
        }
        let kept = catalog.voice_document("topics").await.unwrap();
        assert_eq!(kept.as_deref(), Some("{\"a\":1}"));
    })
    .await;
}
