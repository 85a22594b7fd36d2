//! People and their rights, on every database.
#![allow(clippy::unwrap_used)] // test code

mod common;

use common::{MONDAY, Place, TUESDAY, id, on_each, with_shop};
use tropa_catalog::{
    ApiToken, AuditEntry, AuditFilter, Catalog, Invitation, Invited, MapAccess, MapAccessOf, MapRole,
    MemberChange, OidcState, Person, Role, Session, Share, Team, WorkspaceRecord,
};

fn person(id: &str) -> Person {
    Person {
        id: id.into(),
        email: format!("{id}@example.org"),
        name: id.to_uppercase(),
        language: "ru".into(),
        colour: "#0f766e".into(),
        installation_admin: false,
        disabled_at: None,
        created_at: MONDAY.into(),
        last_seen_at: None,
    }
}

async fn add(catalog: &Catalog, id: &str, role: Role) {
    catalog.add_person(&person(id), Some("hash"), None).await.unwrap();
    catalog.add_member(id, role, MONDAY).await.unwrap();
}

/// The shop's map, with an owner and an editor.
async fn with_people(place: &Place) -> Catalog {
    let catalog = with_shop(place).await;
    let first = catalog
        .add_first_person(&person("ann"), "hash", "Shop")
        .await
        .unwrap();
    assert!(first);
    add(&catalog, "bob", Role::Editor).await;
    catalog
}

#[tokio::test(flavor = "multi_thread")]
async fn only_one_person_is_the_first() {
    on_each(async |place| {
        let catalog = place.open().await;
        assert!(catalog.nobody_is_here().await.unwrap());
        assert!(
            catalog
                .add_first_person(&person("ann"), "hash", "Shop")
                .await
                .unwrap()
        );
        assert!(
            !catalog
                .add_first_person(&person("eve"), "hash", "Mine")
                .await
                .unwrap()
        );
        let ann = catalog.person("ann").await.unwrap().unwrap();
        assert!(ann.installation_admin);
        let memberships = catalog.memberships("ann").await.unwrap();
        assert_eq!(
            (memberships[0].name.as_str(), memberships[0].role),
            ("Shop", Role::Owner)
        );
        let again = catalog
            .add_person(
                &Person {
                    id: "x".into(),
                    ..person("ann")
                },
                None,
                None,
            )
            .await;
        assert!(again.unwrap_err().is_taken());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_owner_cannot_go_step_down_or_be_shut_out() {
    on_each(async |place| {
        let catalog = with_people(place).await;
        let refused = MemberChange::LastOwner;
        assert_eq!(catalog.set_role("ann", Role::Editor).await.unwrap(), refused);
        assert_eq!(catalog.remove_member("ann").await.unwrap(), refused);
        assert_eq!(catalog.set_disabled("ann", Some(TUESDAY)).await.unwrap(), refused);
        assert_eq!(catalog.memberships("ann").await.unwrap()[0].role, Role::Owner);
        assert_eq!(
            catalog.set_role("bob", Role::Owner).await.unwrap(),
            MemberChange::Done
        );
        assert_eq!(
            catalog.set_disabled("ann", Some(TUESDAY)).await.unwrap(),
            MemberChange::Done
        );
        // Who is shut out is no owner who could take over.
        assert_eq!(catalog.remove_member("bob").await.unwrap(), refused);
        assert_eq!(
            catalog.remove_member("eve").await.unwrap(),
            MemberChange::NoSuchMember
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_its_time_is_over_its_person_is_shut_out_or_the_password_changes() {
    on_each(async |place| {
        let catalog = with_people(place).await;
        let session = |hash: &str| Session {
            token_hash: hash.into(),
            person_id: "bob".into(),
            csrf: "c".into(),
            created_at: MONDAY.into(),
            seen_at: MONDAY.into(),
            expires_at: TUESDAY.into(),
            ip: Some("192.0.2.1".into()),
            agent: None,
        };
        for hash in ["a", "b"] {
            catalog.add_session(&session(hash)).await.unwrap();
        }
        let (found, who) = catalog.session("a", MONDAY).await.unwrap().unwrap();
        assert_eq!((found, who.id.as_str()), (session("a"), "bob"));
        assert!(catalog.session("a", TUESDAY).await.unwrap().is_none());
        catalog.set_password("bob", "new", Some("a")).await.unwrap();
        assert!(catalog.session("a", MONDAY).await.unwrap().is_some());
        assert!(catalog.session("b", MONDAY).await.unwrap().is_none());
        catalog.set_disabled("bob", Some(MONDAY)).await.unwrap();
        catalog.set_disabled("bob", None).await.unwrap();
        assert!(catalog.session("a", MONDAY).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_and_a_reset_are_good_once_and_in_time() {
    on_each(async |place| {
        let catalog = with_people(place).await;
        let invitation = Invitation {
            id: "i".into(),
            workspace_id: "default".into(),
            email: "eve@example.org".into(),
            role: Role::Commenter,
            invited_by: "ann".into(),
            created_at: MONDAY.into(),
            expires_at: TUESDAY.into(),
            used_at: None,
        };
        catalog.add_invitation(&invitation, "token").await.unwrap();
        let found = catalog.invitation_by_token("token").await.unwrap().unwrap();
        assert_eq!(found, invitation);
        let eve = person("eve");
        let new = Invited::New(&eve, "hash");
        assert!(
            !catalog.accept_invitation(&found, new, TUESDAY).await.unwrap(),
            "too late"
        );
        assert!(catalog.person("eve").await.unwrap().is_none());
        assert!(catalog.accept_invitation(&found, new, MONDAY).await.unwrap());
        assert!(
            !catalog
                .accept_invitation(&found, Invited::Known("bob"), MONDAY)
                .await
                .unwrap()
        );
        assert_eq!(catalog.memberships("eve").await.unwrap()[0].role, Role::Commenter);
        assert!(catalog.invitations().await.unwrap().is_empty());

        catalog.add_reset("eve", "reset", MONDAY, TUESDAY).await.unwrap();
        assert!(catalog.use_reset("reset", TUESDAY).await.unwrap().is_none());
        assert_eq!(
            catalog.use_reset("reset", MONDAY).await.unwrap().as_deref(),
            Some("eve")
        );
        assert!(catalog.use_reset("reset", MONDAY).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_highest_of_a_person_s_own_rights_on_a_map_stands_in_place_of_the_workspace_s() {
    on_each(async |place| {
        let catalog = with_people(place).await;
        for team in ["t1", "t2"] {
            let members = vec!["bob".into(), "nobody".into()];
            let made = Team {
                id: team.into(),
                name: team.into(),
                members,
            };
            catalog.add_team(&made).await.unwrap();
        }
        assert_eq!(catalog.teams().await.unwrap()[0].members, ["bob"]);
        let on_shop = async || {
            let rights = catalog.map_rights("bob", Role::Editor).await.unwrap();
            assert_eq!(rights.on("other"), Some(Role::Editor));
            rights.on("shop")
        };
        let put = async |items: &[(MapAccessOf, MapRole)]| {
            let items: Vec<MapAccess> = items
                .iter()
                .map(|(of, role)| MapAccess {
                    of: of.clone(),
                    role: *role,
                })
                .collect();
            catalog.put_map_access(&id("shop"), &items).await.unwrap();
        };
        let (bob, t1, t2) = (
            MapAccessOf::Person("bob".into()),
            MapAccessOf::Team("t1".into()),
            MapAccessOf::Team("t2".into()),
        );
        assert_eq!(on_shop().await, Some(Role::Editor));
        put(&[
            (bob.clone(), MapRole::None),
            (MapAccessOf::Person("eve".into()), MapRole::Editor),
        ])
        .await;
        assert_eq!(on_shop().await, None);
        assert_eq!(
            catalog.map_access(&id("shop")).await.unwrap().len(),
            1,
            "eve is no member"
        );
        put(&[
            (bob, MapRole::None),
            (t1, MapRole::Viewer),
            (t2, MapRole::Commenter),
        ])
        .await;
        assert_eq!(on_shop().await, Some(Role::Commenter));
        let owner = catalog.map_rights("ann", Role::Owner).await.unwrap();
        assert_eq!(owner.on("shop"), Some(Role::Owner));
        catalog.remove_member("bob").await.unwrap();
        assert!(catalog.teams().await.unwrap()[0].members.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_good_until_it_ends_or_is_revoked() {
    on_each(async |place| {
        let catalog = with_people(place).await;
        let token = ApiToken {
            id: "k".into(),
            person_id: "bob".into(),
            workspace_id: "default".into(),
            name: "Nightly".into(),
            scopes: vec!["read".into()],
            created_at: MONDAY.into(),
            expires_at: Some(TUESDAY.into()),
            last_used_at: None,
        };
        catalog.add_token(&token, "hash").await.unwrap();
        let (found, who) = catalog.token("hash", MONDAY).await.unwrap().unwrap();
        assert_eq!((&found, who.id.as_str()), (&token, "bob"));
        assert!(catalog.token("hash", TUESDAY).await.unwrap().is_none());
        assert!(!catalog.revoke_token("k", "ann", MONDAY).await.unwrap());
        assert_eq!(catalog.tokens("bob").await.unwrap(), [token]);
        assert!(catalog.revoke_token("k", "bob", MONDAY).await.unwrap());
        assert!(catalog.token("hash", MONDAY).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_map_says_what_it_hides_and_ends_when_revoked() {
    on_each(async |place| {
        let catalog = with_people(place).await;
        let mut share = Share {
            id: "s".into(),
            map_id: "shop".into(),
            name: "Board".into(),
            can_comment: true,
            password_hash: Some("hash".into()),
            hide_lanes: vec!["l1".into()],
            hide_evidence: true,
            created_by: "ann".into(),
            created_at: MONDAY.into(),
            expires_at: None,
            revoked_at: None,
            opened_at: None,
            opened: 0,
        };
        catalog.add_share(&share, "token").await.unwrap();
        assert_eq!(
            catalog.share_by_token("token").await.unwrap(),
            Some((share.clone(), "default".into()))
        );
        catalog.share_was_opened("s", TUESDAY).await.unwrap();
        share.name = "Agency".into();
        share.hide_lanes.clear();
        assert!(catalog.put_share(&share).await.unwrap());
        assert!(!catalog.revoke_share(&id("other"), "s", TUESDAY).await.unwrap());
        assert!(catalog.revoke_share(&id("shop"), "s", TUESDAY).await.unwrap());
        assert!(
            !catalog.put_share(&share).await.unwrap(),
            "a revoked link does not change"
        );
        let kept = &catalog.shares(&id("shop")).await.unwrap()[0];
        assert_eq!((kept.name.as_str(), kept.opened), ("Agency", 1));
        assert_eq!(kept.revoked_at.as_deref(), Some(TUESDAY));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_of_a_workspace_tells_nothing_of_another() {
    on_each(async |place| {
        let catalog = with_people(place).await;
        let made = WorkspaceRecord {
            id: "lab".into(),
            name: "Lab".into(),
            created_at: TUESDAY.into(),
        };
        catalog.add_workspace(&made, Some("bob")).await.unwrap();
        assert!(catalog.workspaces().await.unwrap().contains(&made));
        let note = async |workspace: Option<&str>, person: Option<&str>, action: &str| {
            let entry = AuditEntry {
                at: MONDAY.into(),
                workspace_id: workspace.map(Into::into),
                person_id: person.map(Into::into),
                via: "session".into(),
                action: action.into(),
                object_kind: Some("map".into()),
                object_id: Some("shop".into()),
                detail: Some(serde_json::json!({"to": "editor"})),
                ip: None,
            };
            catalog.add_audit(&entry).await.unwrap();
        };
        note(Some("default"), Some("ann"), "write_map").await;
        note(Some("lab"), Some("bob"), "delete_map").await;
        note(None, Some("ann"), "sign_in").await;
        note(None, None, "sign_in_refused").await;
        let actions = async |catalog: &Catalog, filter: AuditFilter, limit| {
            let lines = catalog.audit(&filter, limit).await.unwrap();
            lines
                .into_iter()
                .map(|line| line.entry.action)
                .collect::<Vec<_>>()
        };
        let all = AuditFilter::default();
        assert_eq!(actions(&catalog, all.clone(), 10).await, ["sign_in", "write_map"]);
        assert_eq!(
            actions(&catalog.of_workspace("lab"), all.clone(), 10).await,
            ["delete_map"]
        );
        let keeper = AuditFilter {
            of_installation: true,
            ..all.clone()
        };
        assert_eq!(actions(&catalog, keeper, 1).await, ["sign_in_refused"]);
        let only = AuditFilter {
            action: Some("write_map".into()),
            person_id: Some("ann".into()),
            ..all
        };
        let line = &catalog.audit(&only, 10).await.unwrap()[0];
        assert_eq!(line.person_name.as_deref(), Some("ANN"));
        let before = AuditFilter {
            before: Some(line.seq),
            ..AuditFilter::default()
        };
        assert!(actions(&catalog, before, 10).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_at_the_provider_is_taken_up_once() {
    on_each(async |place| {
        let catalog = place.open().await;
        let state = OidcState {
            nonce: "n".into(),
            pkce: "p".into(),
            next: Some("/maps".into()),
            expires_at: TUESDAY.into(),
        };
        for hash in ["a", "b"] {
            catalog.add_oidc_state(hash, &state).await.unwrap();
        }
        assert!(
            catalog.take_oidc_state("a", TUESDAY).await.unwrap().is_none(),
            "too late"
        );
        assert_eq!(catalog.take_oidc_state("b", MONDAY).await.unwrap(), Some(state));
        assert!(catalog.take_oidc_state("b", MONDAY).await.unwrap().is_none());
    })
    .await;
}
