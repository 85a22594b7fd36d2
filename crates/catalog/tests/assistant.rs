//! Suggestions of a language model, on every database.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::{MONDAY, TUESDAY, on_each};
use tropa_catalog::{AssistantState, StoredSuggestion};

fn suggestion(id: &str) -> StoredSuggestion {
    StoredSuggestion {
        id: id.into(),
        task: "name_topics".into(),
        state: AssistantState::Open,
        run: "r1".into(),
        document: r#"{"name": "Поздняя доставка"}"#.into(),
        at: MONDAY.into(),
        decided_at: None,
        decided_by: None,
    }
}

#[tokio::test]
async fn a_suggestion_is_decided_once_taken_back_and_deleted() {
    on_each(async |place| {
        use AssistantState::{Accepted, Open, Rejected};
        let catalog = place.open().await;
        let made = [suggestion("a"), suggestion("b"), suggestion("c")];
        catalog.add_assistant_suggestions(&made).await.unwrap();
        assert_eq!(
            catalog.assistant_suggestions(Open, "a", 1).await.unwrap(),
            [made[1].clone()]
        );
        let decide = async |from, to| {
            catalog
                .decide_assistant_suggestion("a", from, to, "Ann", TUESDAY)
                .await
                .unwrap()
        };
        assert!(decide(Open, Accepted).await);
        assert!(!decide(Open, Rejected).await);
        let accepted = catalog.assistant_suggestion("a").await.unwrap().unwrap();
        assert_eq!(
            (accepted.state, accepted.decided_by.as_deref()),
            (Accepted, Some("Ann"))
        );
        assert!(decide(Accepted, Open).await);
        assert_eq!(catalog.assistant_suggestion("a").await.unwrap().unwrap(), made[0]);
        assert_eq!(catalog.assistant_suggestions(Open, "", 10).await.unwrap(), made);
        let other = catalog.of_workspace("other");
        assert!(other.assistant_suggestion("a").await.unwrap().is_none());
        let ids = ["a".to_owned(), "c".to_owned(), "z".to_owned()];
        assert_eq!(other.delete_assistant_suggestions(&ids).await.unwrap(), 0);
        assert_eq!(catalog.delete_assistant_suggestions(&ids).await.unwrap(), 2);
        assert_eq!(
            catalog.assistant_suggestions(Open, "", 10).await.unwrap(),
            [made[1].clone()]
        );
    })
    .await;
}
