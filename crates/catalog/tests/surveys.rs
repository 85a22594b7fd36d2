//! Surveys, invitations, answers that wait, and studies, on every database.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::{MONDAY, TUESDAY, on_each};
use tropa_catalog::{Catalog, Kept, StoredStudy, StoredSurvey, SurveyInvitation, SurveySitting, SurveyState};

const WEDNESDAY: &str = "2026-01-07T10:00:00Z";

fn survey(id: &str) -> StoredSurvey {
    StoredSurvey {
        id: id.into(),
        document: r#"{"title": "Доставка"}"#.into(),
        state: SurveyState::Draft,
        public: true,
        key: format!("key-{id}"),
        secret: vec![0, 1, 255],
        revision: 1,
        answers: 0,
        created_by: "ann".into(),
        created_at: MONDAY.into(),
        updated_at: MONDAY.into(),
    }
}

fn invitation(id: &str, actor: &str) -> SurveyInvitation {
    SurveyInvitation {
        id: id.into(),
        actor: actor.into(),
        segment: Some("new".into()),
        created_at: MONDAY.into(),
        expires_at: WEDNESDAY.into(),
        opened_at: None,
        answered_at: None,
        revoked_at: None,
    }
}

fn sitting(id: &str, survey: &str, actor: Option<&str>, at: &str) -> SurveySitting {
    SurveySitting {
        id: id.into(),
        survey_id: survey.into(),
        actor: actor.map(str::to_owned),
        at: at.into(),
        items: format!(r#"[{{"id": "{id}:nps"}}]"#),
    }
}

async fn with_survey(catalog: &Catalog) {
    assert!(catalog.add_survey(&survey("s1"), 100).await.unwrap());
    let invited = [invitation("i1", "ada"), invitation("i2", "bob")];
    catalog.add_survey_invitations("s1", &invited).await.unwrap();
}

#[tokio::test]
async fn a_survey_is_kept_changed_over_its_revision_and_deleted() {
    on_each(async |place| {
        let catalog = place.open().await;
        with_survey(&catalog).await;
        assert_eq!(catalog.survey("s1").await.unwrap(), Some(survey("s1")));
        assert!(
            !catalog.add_survey(&survey("s2"), 1).await.unwrap(),
            "one is the most"
        );
        assert_eq!(catalog.put_survey("s1", "{}", 1, TUESDAY).await.unwrap(), Some(2));
        assert_eq!(catalog.put_survey("s1", "{}", 1, TUESDAY).await.unwrap(), None);
        assert!(
            catalog
                .open_survey("s1", SurveyState::Open, false, TUESDAY)
                .await
                .unwrap()
        );
        let (found, workspace) = catalog.survey_by_key("key-s1").await.unwrap().unwrap();
        assert_eq!(
            (found.state, found.public, found.revision),
            (SurveyState::Open, false, 2)
        );
        assert_eq!(workspace, "default");
        let elsewhere = catalog.of_workspace("lab");
        assert!(elsewhere.survey("s1").await.unwrap().is_none());
        assert!(!elsewhere.delete_survey("s1").await.unwrap());
        assert_eq!(catalog.surveys("", 10).await.unwrap().len(), 1);
        assert_eq!(catalog.surveys("s1", 10).await.unwrap(), []);
        assert!(catalog.delete_survey("s1").await.unwrap());
        assert_eq!(catalog.survey_invitation("s1", "i1").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_good_for_one_answer_until_it_ends_or_is_revoked() {
    on_each(async |place| {
        let catalog = place.open().await;
        with_survey(&catalog).await;
        let ada = sitting("i1", "s1", Some("ada"), TUESDAY);
        assert_eq!(catalog.add_sitting(&ada, Some("i1")).await.unwrap(), Kept::New);
        assert_eq!(catalog.add_sitting(&ada, Some("i1")).await.unwrap(), Kept::Again);
        let other = sitting("x", "s1", Some("ada"), TUESDAY);
        assert_eq!(
            catalog.add_sitting(&other, Some("i1")).await.unwrap(),
            Kept::NotInvited
        );
        let late = sitting("i2", "s1", Some("bob"), WEDNESDAY);
        assert_eq!(
            catalog.add_sitting(&late, Some("i2")).await.unwrap(),
            Kept::NotInvited
        );
        catalog.survey_invitation_was_opened("i2", TUESDAY).await.unwrap();
        assert!(
            catalog
                .revoke_survey_invitation("s1", "i2", TUESDAY)
                .await
                .unwrap()
        );
        assert!(
            !catalog
                .revoke_survey_invitation("s1", "i1", TUESDAY)
                .await
                .unwrap(),
            "answered"
        );
        let bob = sitting("i2", "s1", Some("bob"), TUESDAY);
        assert_eq!(
            catalog.add_sitting(&bob, Some("i2")).await.unwrap(),
            Kept::NotInvited
        );
        let counts = catalog.survey_invitation_counts("s1").await.unwrap();
        assert_eq!(
            (counts.sent, counts.opened, counts.answered, counts.revoked),
            (2, 1, 1, 1)
        );
        assert_eq!(
            catalog.survey_invited_actors("s1", TUESDAY).await.unwrap(),
            ["ada"]
        );
        assert_eq!(catalog.survey("s1").await.unwrap().unwrap().answers, 1);
    })
    .await;
}

#[tokio::test]
async fn answers_wait_until_they_are_stored_and_are_never_kept_twice() {
    on_each(async |place| {
        let catalog = place.open().await;
        with_survey(&catalog).await;
        for (id, at) in [("b", TUESDAY), ("a", MONDAY)] {
            let kept = catalog.add_sitting(&sitting(id, "s1", None, at), None).await;
            assert_eq!(kept.unwrap(), Kept::New);
        }
        let waiting = catalog.waiting_sittings(None, 10).await.unwrap();
        let ids: Vec<&str> = waiting.iter().map(|sitting| sitting.id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        catalog.sittings_are_stored(&["a".into()], TUESDAY).await.unwrap();
        assert_eq!(
            catalog.waiting_sittings(Some("s1"), 10).await.unwrap(),
            waiting[1..]
        );
        assert!(catalog.waiting_sittings(Some("s2"), 10).await.unwrap().is_empty());
        // Sent again after it was stored: still known.
        let again = sitting("a", "s1", None, WEDNESDAY);
        assert_eq!(catalog.add_sitting(&again, None).await.unwrap(), Kept::Again);
    })
    .await;
}

#[tokio::test]
async fn a_person_can_be_taken_out_of_surveys() {
    on_each(async |place| {
        let catalog = place.open().await;
        with_survey(&catalog).await;
        let ada = sitting("i1", "s1", Some("ada"), TUESDAY);
        catalog.add_sitting(&ada, Some("i1")).await.unwrap();
        assert_eq!(catalog.erase_from_surveys("ada").await.unwrap(), 2);
        assert!(catalog.waiting_sittings(None, 10).await.unwrap().is_empty());
        assert!(catalog.survey_invitation("s1", "i1").await.unwrap().is_none());
        assert!(catalog.survey_invitation("s1", "i2").await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_study_is_kept_and_changed_over_its_revision() {
    on_each(async |place| {
        let catalog = place.open().await;
        let study = StoredStudy {
            id: "t1".into(),
            document: "{}".into(),
            revision: 1,
            created_at: MONDAY.into(),
            updated_at: MONDAY.into(),
        };
        assert!(catalog.add_study(&study, 1).await.unwrap());
        assert!(!catalog.add_study(&study, 1).await.unwrap());
        assert_eq!(catalog.study("t1").await.unwrap(), Some(study));
        assert_eq!(catalog.put_study("t1", "[]", 1, TUESDAY).await.unwrap(), Some(2));
        assert_eq!(catalog.put_study("t1", "[]", 1, TUESDAY).await.unwrap(), None);
        assert_eq!(catalog.studies("", 10).await.unwrap()[0].updated_at, TUESDAY);
        assert!(catalog.delete_study("t1").await.unwrap());
        assert!(catalog.studies("", 10).await.unwrap().is_empty());
    })
    .await;
}
