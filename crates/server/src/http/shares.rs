//! Who may do what on one map, and links to it for people without an account.

use super::access::{Access, Detail};
use super::extract::{Body, Id, Ids, NoParams, Params};
use super::session::with_detail;
use super::{ApiError, AppState};
use crate::app::{Fault, ShareChange, ShareWish};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;
use tropa_catalog::{MapAccess, MapAccessOf, MapId, MapRole, Share};
use utoipa::ToSchema;

/// Another right on a map than the workspace's: of a person or of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessEntry {
    /// Id of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Id of a team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    pub role: MapRole,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessList {
    /// People first, then teams.
    pub items: Vec<AccessEntry>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShare {
    pub name: String,
    #[serde(default)]
    pub can_comment: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// RFC 3339; absent: until it is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// Ids of lanes.
    #[serde(default)]
    pub hide_lanes: Vec<String>,
    #[serde(default)]
    pub hide_evidence: bool,
}

/// What is to become different; what is absent stays, `null` takes away.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareEdit {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub can_comment: Option<bool>,
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub password: Option<Option<String>>,
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub expires_at: Option<Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hide_lanes: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hide_evidence: Option<bool>,
}

/// `null` is not the same as nothing.
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(from).map(Some)
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShareMaker {
    pub id: String,
    pub name: String,
}

/// A link that shows the map to whoever has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShareView {
    pub id: String,
    pub name: String,
    pub can_comment: bool,
    pub has_password: bool,
    /// Ids of lanes that are left out.
    pub hide_lanes: Vec<String>,
    pub hide_evidence: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<String>,
    pub created_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<ShareMaker>,
    /// The last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<String>,
    /// How often.
    pub opened: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ShareList {
    /// The last made first, revoked ones among them.
    pub items: Vec<ShareView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MadeShare {
    #[serde(flatten)]
    pub share: ShareView,
    /// Shown once.
    pub link: String,
}

fn view(share: Share, maker: Option<String>) -> ShareView {
    ShareView {
        has_password: share.password_hash.is_some(),
        created_by: maker.map(|name| ShareMaker {
            id: share.created_by,
            name,
        }),
        id: share.id,
        name: share.name,
        can_comment: share.can_comment,
        hide_lanes: share.hide_lanes,
        hide_evidence: share.hide_evidence,
        expires_at: share.expires_at,
        revoked_at: share.revoked_at,
        created_at: share.created_at,
        opened_at: share.opened_at,
        opened: share.opened,
    }
}

fn entries(all: Vec<MapAccess>) -> AccessList {
    let items = all.into_iter().map(|MapAccess { of, role }| match of {
        MapAccessOf::Person(id) => AccessEntry {
            person: Some(id),
            team: None,
            role,
        },
        MapAccessOf::Team(id) => AccessEntry {
            person: None,
            team: Some(id),
            role,
        },
    });
    AccessList {
        items: items.collect(),
    }
}

/// Rights on the map that differ from those in the workspace.
#[utoipa::path(get, path = "/api/v1/maps/{id}/access", tag = "sharing", params(("id" = String, Path)),
    responses((status = 200, body = AccessList), (status = "default", body = ApiError)))]
pub async fn map_access(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Json<AccessList>, Fault> {
    let id = MapId::new(&id)?;
    let all = access.run(move |workspace| workspace.map_access(&id)).await?;
    Ok(Json(entries(all)))
}

/// Puts these rights in the place of those there were. Who is no member of the workspace is left out.
#[utoipa::path(put, path = "/api/v1/maps/{id}/access", tag = "sharing", params(("id" = String, Path)),
    request_body = AccessList,
    responses((status = 200, body = AccessList), (status = "default", body = ApiError)))]
pub async fn put_map_access(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(wish): Body<AccessList>,
) -> Result<Response, Fault> {
    let id = MapId::new(&id)?;
    let detail = json!(&wish.items);
    let items: Result<Vec<MapAccess>, Fault> = wish
        .items
        .into_iter()
        .map(|entry| {
            let of = match (entry.person, entry.team) {
                (Some(person), None) => MapAccessOf::Person(person),
                (None, Some(team)) => MapAccessOf::Team(team),
                _ => return Err(neither_nor()),
            };
            Ok(MapAccess { of, role: entry.role })
        })
        .collect();
    let items = items?;
    let all = access
        .run(move |workspace| workspace.put_map_access(&id, &items))
        .await?;
    state.rights_changed();
    Ok(with_detail(Json(entries(all)).into_response(), detail))
}

fn neither_nor() -> Fault {
    let fault = Fault::new(
        crate::app::ErrorCode::BadRequest,
        "each entry names either a person or a team",
        "в каждой строке — либо человек, либо команда",
    );
    fault.at("items")
}

/// Links that show the map to people without an account.
#[utoipa::path(get, path = "/api/v1/maps/{id}/shares", tag = "sharing", params(("id" = String, Path)),
    responses((status = 200, body = ShareList), (status = "default", body = ApiError)))]
pub async fn shares(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<Json<ShareList>, Fault> {
    let id = MapId::new(&id)?;
    let all = access.run(move |workspace| workspace.shares(&id)).await?;
    Ok(Json(ShareList {
        items: all.into_iter().map(|(share, maker)| view(share, maker)).collect(),
    }))
}

/// A new link; its address is shown once.
#[utoipa::path(post, path = "/api/v1/maps/{id}/shares", tag = "sharing", params(("id" = String, Path)),
    request_body = NewShare,
    responses((status = 201, body = MadeShare), (status = "default", body = ApiError)))]
pub async fn new_share(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
    Body(wish): Body<NewShare>,
) -> Result<Response, Fault> {
    let id = MapId::new(&id)?;
    let _permit = state.gate.may_hash().await?;
    let by = access.author.id.clone();
    let wish = ShareWish {
        name: wish.name,
        can_comment: wish.can_comment,
        password: wish.password,
        expires_at: wish.expires_at,
        hide_lanes: wish.hide_lanes,
        hide_evidence: wish.hide_evidence,
    };
    let (share, secret) = access
        .run(move |workspace| workspace.add_share(&id, &by, wish))
        .await?;
    let link = format!("{}/shared/{secret}", state.gate.base_for(&headers));
    let share = view(share, Some(access.author.name.clone()));
    let detail = json!({"share": &share.id, "name": &share.name, "can_comment": share.can_comment});
    let made = (StatusCode::CREATED, Json(MadeShare { share, link })).into_response();
    Ok(with_detail(made, detail))
}

/// Changes what a link shows, its password or its end.
#[utoipa::path(patch, path = "/api/v1/maps/{id}/shares/{share}", tag = "sharing",
    params(("id" = String, Path), ("share" = String, Path)),
    request_body = ShareEdit,
    responses((status = 200, body = ShareView), (status = "default", body = ApiError)))]
pub async fn change_share(
    State(state): State<AppState>,
    access: Access,
    Ids(id, share): Ids,
    _: Params<NoParams>,
    Body(edit): Body<ShareEdit>,
) -> Result<Json<ShareView>, Fault> {
    let id = MapId::new(&id)?;
    let _permit = state.gate.may_hash().await?;
    let change = ShareChange {
        name: edit.name,
        can_comment: edit.can_comment,
        password: edit.password,
        expires_at: edit.expires_at,
        hide_lanes: edit.hide_lanes,
        hide_evidence: edit.hide_evidence,
    };
    let changed = access
        .run(move |workspace| workspace.change_share(&id, &share, change))
        .await?;
    Ok(Json(view(changed, None)))
}

/// Revokes a link, for good and at once.
#[utoipa::path(delete, path = "/api/v1/maps/{id}/shares/{share}", tag = "sharing",
    params(("id" = String, Path), ("share" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn revoke_share(
    access: Access,
    Ids(id, share): Ids,
    _: Params<NoParams>,
) -> Result<Response, Fault> {
    let id = MapId::new(&id)?;
    let detail = Detail(json!({"share": &share}));
    access
        .run(move |workspace| workspace.revoke_share(&id, &share))
        .await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.extensions_mut().insert(detail);
    Ok(response)
}
