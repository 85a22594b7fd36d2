//! Members, invitations, teams, tokens, workspaces and the audit log.

use super::access::{Access, Scope};
use super::extract::{Body, Id, NoParams, Params};
use super::session::{SessionView, WorkspaceOf, signed_in, with_detail};
use super::{ApiError, AppState, Language, limits};
use crate::app::{self, ErrorCode, Fault, Guest, Hand};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tropa_catalog::{ApiToken, AuditFilter, Invitation, Member, Role, Team};
use utoipa::{IntoParams, ToSchema};

/// Lines of the audit log when `limit` does not say otherwise, and at most.
const LINES_DEFAULT: u32 = 50;
const LINES_MAX: u32 = 500;

/// A person in the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MemberView {
    pub id: String,
    pub name: String,
    pub email: String,
    pub colour: String,
    pub role: Role,
    /// Ids.
    pub teams: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<String>,
    /// May not sign in.
    pub disabled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MemberList {
    /// By name.
    pub items: Vec<MemberView>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// A link that is shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OneTimeLink {
    pub link: String,
    pub expires_at: String,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationWish {
    pub email: String,
    pub role: Role,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationView {
    pub id: String,
    pub email: String,
    pub role: Role,
    /// The name of who invites.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
    pub created_at: String,
    pub expires_at: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationList {
    /// The last made first.
    pub items: Vec<InvitationView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MadeInvitation {
    #[serde(flatten)]
    pub invitation: InvitationView,
    /// Shown once.
    pub link: String,
    /// Whether the mail server took a letter with it.
    pub mailed: bool,
}

/// What an invitation says to who opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationLetter {
    /// The workspace's name.
    pub workspace: String,
    pub email: String,
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Accepting {
    /// Of somebody new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A new one, or that of the account with the e-mail; absent for who is signed in with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamView {
    pub id: String,
    pub name: String,
    /// Ids of people.
    pub members: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamList {
    /// By name.
    pub items: Vec<TeamView>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    pub name: String,
    /// Ids of people; who is no member of the workspace is left out.
    #[serde(default)]
    pub members: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In the place of all there were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<String>>,
}

/// What an API token allows; each word also what those before it do, and never more than its person may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    Read,
    Comment,
    Write,
    Admin,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    pub name: String,
    pub scopes: Vec<TokenScope>,
    /// RFC 3339; absent: until it is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenView {
    pub id: String,
    pub name: String,
    pub scopes: Vec<TokenScope>,
    pub created_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenList {
    /// The last made first.
    pub items: Vec<TokenView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MadeToken {
    #[serde(flatten)]
    pub view: TokenView,
    /// Goes into the header `Authorization: Bearer …`; shown once.
    pub token: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceList {
    /// The first made first.
    pub items: Vec<WorkspaceOf>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceName {
    pub name: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditParams {
    /// The `next` of the page before.
    pub before: Option<u64>,
    /// Only what this person did, by id.
    pub person: Option<String>,
    /// Only this action: `delete_map`.
    pub action: Option<String>,
    /// At most 500; 50 when absent.
    pub limit: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditPerson {
    pub id: String,
    /// As the person is called now; empty where the account is gone.
    pub name: String,
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AuditView {
    pub seq: u64,
    pub at: String,
    /// Absent where nobody was signed in, and for the command line on the server's machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<AuditPerson>,
    pub via: String,
    pub action: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AuditPage {
    /// The last first.
    pub items: Vec<AuditView>,
    /// The `before` of the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// What the server is connected to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InstallationView {
    pub version: String,
    /// `sqlite` or `postgresql`.
    pub database: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sso: Option<SsoView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SsoView {
    pub name: String,
    pub issuer: String,
    /// Whose e-mails may come in; empty: all.
    pub allowed_domains: Vec<String>,
    /// Of who comes in for the first time.
    pub role: Role,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MailView {
    pub from: String,
}

fn member(member: Member) -> MemberView {
    let Member { person, role, teams } = member;
    MemberView {
        id: person.id,
        name: person.name,
        email: person.email,
        colour: person.colour,
        role,
        teams,
        last_seen_at: person.last_seen_at,
        disabled: person.disabled_at.is_some(),
    }
}

fn invitation((invitation, invited_by): (Invitation, Option<String>)) -> InvitationView {
    InvitationView {
        id: invitation.id,
        email: invitation.email,
        role: invitation.role,
        invited_by,
        created_at: invitation.created_at,
        expires_at: invitation.expires_at,
    }
}

fn team(team: Team) -> TeamView {
    TeamView {
        id: team.id,
        name: team.name,
        members: team.members,
    }
}

fn token(token: ApiToken) -> TokenView {
    let scopes = token
        .scopes
        .iter()
        .filter_map(|word| Scope::of(word))
        .map(|scope| match scope {
            Scope::Read => TokenScope::Read,
            Scope::Comment => TokenScope::Comment,
            Scope::Write => TokenScope::Write,
            Scope::Admin => TokenScope::Admin,
        });
    TokenView {
        scopes: scopes.collect(),
        id: token.id,
        name: token.name,
        created_at: token.created_at,
        expires_at: token.expires_at,
        last_used_at: token.last_used_at,
    }
}

impl Access {
    /// With which rights the caller changes others.
    fn hand(&self) -> Hand {
        Hand {
            role: self.role.unwrap_or(Role::Viewer),
            keeper: self.identity.keeps_installation(),
        }
    }
}

/// The members of the workspace.
#[utoipa::path(get, path = "/api/v1/people", tag = "people",
    responses((status = 200, body = MemberList), (status = "default", body = ApiError)))]
pub async fn people(access: Access, _: Params<NoParams>) -> Result<Json<MemberList>, Fault> {
    let all = access.run(|workspace| workspace.members()).await?;
    Ok(Json(MemberList {
        items: all.into_iter().map(member).collect(),
    }))
}

/// Another role for a member, or shut out of the installation and let in again.
#[utoipa::path(patch, path = "/api/v1/people/{id}", tag = "people", params(("id" = String, Path)),
    request_body = MemberChange,
    responses((status = 200, body = MemberView), (status = "default", body = ApiError)))]
pub async fn change_person(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(change): Body<MemberChange>,
) -> Result<Response, Fault> {
    let (hand, wish) = (access.hand(), change.clone());
    let changed = access
        .run(move |workspace| workspace.change_member(hand, &id, wish.role, wish.disabled))
        .await?;
    state.rights_changed();
    Ok(with_detail(Json(member(changed)).into_response(), json!(change)))
}

/// Lets a member go from the workspace; the account stays.
#[utoipa::path(delete, path = "/api/v1/people/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn remove_person(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    let hand = access.hand();
    access
        .run(move |workspace| workspace.remove_member(hand, &id))
        .await?;
    state.rights_changed();
    Ok(StatusCode::NO_CONTENT)
}

/// A link by which a member chooses a new password; shown once, good for a day.
#[utoipa::path(post, path = "/api/v1/people/{id}/reset_link", tag = "people", params(("id" = String, Path)),
    responses((status = 201, body = OneTimeLink), (status = "default", body = ApiError)))]
pub async fn reset_link(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<OneTimeLink>), Fault> {
    let hand = access.hand();
    let (secret, expires_at) = access
        .run(move |workspace| workspace.reset_for_member(hand, &id))
        .await?;
    let link = format!("{}/reset/{secret}", state.gate.base_for(&headers));
    Ok((StatusCode::CREATED, Json(OneTimeLink { link, expires_at })))
}

/// Invitations nobody has taken up.
#[utoipa::path(get, path = "/api/v1/invitations", tag = "people",
    responses((status = 200, body = InvitationList), (status = "default", body = ApiError)))]
pub async fn invitations(access: Access, _: Params<NoParams>) -> Result<Json<InvitationList>, Fault> {
    let all = access.run(|workspace| workspace.invitations()).await?;
    Ok(Json(InvitationList {
        items: all.into_iter().map(invitation).collect(),
    }))
}

/// Invites somebody by e-mail; an earlier invitation of the same e-mail ends. The link is mailed where mail is set up.
#[utoipa::path(post, path = "/api/v1/invitations", tag = "people", request_body = InvitationWish,
    responses((status = 201, body = MadeInvitation), (status = "default", body = ApiError)))]
pub async fn invite(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
    headers: HeaderMap,
    language: Language,
    Body(wish): Body<InvitationWish>,
) -> Result<Response, Fault> {
    state.gate.limits.take(limits::INVITATIONS, &access.author.id)?;
    let (hand, by) = (access.hand(), access.author.id.clone());
    let detail = json!(wish);
    let (made, secret) = access
        .run(move |workspace| workspace.invite(hand, &by, &wish.email, wish.role))
        .await?;
    let link = format!("{}/join/{secret}", state.gate.base_for(&headers));
    let mailed = match &state.gate.mail {
        Some(mail) => {
            let (_, workspace, _) = access.run(move |workspace| workspace.invitation(&secret)).await?;
            let russian = language == Language::Ru;
            let letter = app::invitation_letter(russian, &access.author.name, &workspace, &link);
            mail.send(&made.email, &letter.subject, letter.text).await
        }
        None => false,
    };
    let made = MadeInvitation {
        invitation: invitation((made, Some(access.author.name.clone()))),
        link,
        mailed,
    };
    Ok(with_detail(
        (StatusCode::CREATED, Json(made)).into_response(),
        detail,
    ))
}

/// Takes an invitation back.
#[utoipa::path(delete, path = "/api/v1/invitations/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn take_back_invitation(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    access
        .run(move |workspace| workspace.take_back_invitation(&id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an invitation says to who opens its link.
#[utoipa::path(get, path = "/api/v1/invitations/by_token/{token}", tag = "session", params(("token" = String, Path)),
    responses((status = 200, body = InvitationLetter), (status = "default", body = ApiError)))]
pub async fn open_invitation(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    _: Params<NoParams>,
) -> Result<Json<InvitationLetter>, Fault> {
    let found = access.run(move |workspace| workspace.invitation(&token)).await;
    if found.is_err() {
        state.gate.limits.take(limits::UNKNOWN_SECRETS, access.ip())?;
    }
    let (invitation, workspace, invited_by) = found?;
    Ok(Json(InvitationLetter {
        workspace,
        email: invitation.email,
        role: invitation.role,
        invited_by,
    }))
}

/// Takes an invitation up and signs in: with a new account, or with the one of the e-mail.
#[utoipa::path(post, path = "/api/v1/invitations/by_token/{token}", tag = "session", params(("token" = String, Path)),
    request_body = Accepting,
    responses((status = 201, body = SessionView), (status = "default", body = ApiError)))]
pub async fn accept_invitation(
    State(state): State<AppState>,
    access: Access,
    Id(token): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
    language: Language,
    Body(wish): Body<Accepting>,
) -> Result<Response, Fault> {
    state
        .gate
        .limits
        .take(limits::PASSWORDS_OF_ADDRESS, access.ip())?;
    let _permit = state.gate.may_hash().await?;
    let guest = Guest {
        signed_in: access.person().cloned(),
        name: wish.name,
        password: wish.password,
        language: language.tag().to_owned(),
    };
    let (person, _) = access
        .run(move |workspace| workspace.accept_invitation(&token, &guest))
        .await?;
    access
        .note_of_installation("accept_invitation", Some(&person.id), None)
        .await;
    signed_in(&state, &access, person, StatusCode::CREATED, &headers).await
}

/// The teams of the workspace.
#[utoipa::path(get, path = "/api/v1/teams", tag = "people",
    responses((status = 200, body = TeamList), (status = "default", body = ApiError)))]
pub async fn teams(access: Access, _: Params<NoParams>) -> Result<Json<TeamList>, Fault> {
    let all = access.run(|workspace| workspace.teams()).await?;
    Ok(Json(TeamList {
        items: all.into_iter().map(team).collect(),
    }))
}

/// A new team.
#[utoipa::path(post, path = "/api/v1/teams", tag = "people", request_body = NewTeam,
    responses((status = 201, body = TeamView), (status = "default", body = ApiError)))]
pub async fn new_team(
    access: Access,
    _: Params<NoParams>,
    Body(wish): Body<NewTeam>,
) -> Result<(StatusCode, Json<TeamView>), Fault> {
    let made = access
        .run(move |workspace| workspace.add_team(&wish.name, wish.members))
        .await?;
    Ok((StatusCode::CREATED, Json(team(made))))
}

/// Another name, or other members, of a team.
#[utoipa::path(patch, path = "/api/v1/teams/{id}", tag = "people", params(("id" = String, Path)),
    request_body = TeamChange,
    responses((status = 200, body = TeamView), (status = "default", body = ApiError)))]
pub async fn change_team(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(wish): Body<TeamChange>,
) -> Result<Json<TeamView>, Fault> {
    let changed = access
        .run(move |workspace| workspace.change_team(&id, wish.name.as_deref(), wish.members))
        .await?;
    state.rights_changed();
    Ok(Json(team(changed)))
}

/// Deletes a team, and the rights it had.
#[utoipa::path(delete, path = "/api/v1/teams/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn delete_team(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
) -> Result<StatusCode, Fault> {
    access.run(move |workspace| workspace.delete_team(&id)).await?;
    state.rights_changed();
    Ok(StatusCode::NO_CONTENT)
}

/// The caller's API tokens in this workspace.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "people",
    responses((status = 200, body = TokenList), (status = "default", body = ApiError)))]
pub async fn tokens(access: Access, _: Params<NoParams>) -> Result<Json<TokenList>, Fault> {
    let person = access.must_be_session()?.0.clone();
    let all = access.run(move |workspace| workspace.tokens(&person)).await?;
    Ok(Json(TokenList {
        items: all.into_iter().map(token).collect(),
    }))
}

/// A new API token for this workspace; shown once.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "people", request_body = NewToken,
    responses((status = 201, body = MadeToken), (status = "default", body = ApiError)))]
pub async fn new_token(
    access: Access,
    _: Params<NoParams>,
    Body(wish): Body<NewToken>,
) -> Result<Response, Fault> {
    let person = access.must_be_session()?.0.clone();
    if wish.scopes.is_empty() {
        let fault = Fault::new(
            ErrorCode::BadRequest,
            "a token needs at least one scope",
            "ключу нужно хотя бы одно право",
        );
        return Err(fault.at("scopes"));
    }
    let detail = json!({"name": &wish.name, "scopes": &wish.scopes});
    let words = wish.scopes.iter().map(|scope| match scope {
        TokenScope::Read => Scope::Read,
        TokenScope::Comment => Scope::Comment,
        TokenScope::Write => Scope::Write,
        TokenScope::Admin => Scope::Admin,
    });
    let scopes = words.map(|scope| scope.word().to_owned()).collect();
    let (made, secret) = access
        .run(move |workspace| workspace.add_token(&person, &wish.name, scopes, wish.expires_at.as_deref()))
        .await?;
    let made = MadeToken {
        view: token(made),
        token: secret,
    };
    Ok(with_detail(
        (StatusCode::CREATED, Json(made)).into_response(),
        detail,
    ))
}

/// Revokes one of the caller's API tokens.
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = "default", body = ApiError)))]
pub async fn revoke_token(access: Access, Id(id): Id, _: Params<NoParams>) -> Result<StatusCode, Fault> {
    let person = access.must_be_session()?.0.clone();
    access
        .run(move |workspace| workspace.revoke_token(&person, &id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The workspaces the caller belongs to.
#[utoipa::path(get, path = "/api/v1/workspaces", tag = "people",
    responses((status = 200, body = WorkspaceList), (status = "default", body = ApiError)))]
pub async fn workspaces(access: Access, _: Params<NoParams>) -> Result<Json<WorkspaceList>, Fault> {
    let identity = access.identity.clone();
    let all = access
        .run(move |workspace| workspace.memberships(&identity))
        .await?;
    let items = all.into_iter().map(|one| WorkspaceOf {
        id: one.workspace_id,
        name: one.name,
        role: one.role,
    });
    Ok(Json(WorkspaceList {
        items: items.collect(),
    }))
}

/// A new, empty workspace, owned by the caller.
#[utoipa::path(post, path = "/api/v1/workspaces", tag = "people", request_body = WorkspaceName,
    responses((status = 201, body = WorkspaceOf), (status = "default", body = ApiError)))]
pub async fn new_workspace(
    access: Access,
    _: Params<NoParams>,
    Body(wish): Body<WorkspaceName>,
) -> Result<(StatusCode, Json<WorkspaceOf>), Fault> {
    let owner = access.person().cloned();
    let made = access
        .run(move |workspace| workspace.add_workspace(&wish.name, owner.as_ref()))
        .await?;
    let made = WorkspaceOf {
        id: made.id,
        name: made.name,
        role: Role::Owner,
    };
    Ok((StatusCode::CREATED, Json(made)))
}

/// Gives the workspace another name. `id` must be the workspace the request is for.
#[utoipa::path(patch, path = "/api/v1/workspaces/{id}", tag = "people", params(("id" = String, Path)),
    request_body = WorkspaceName,
    responses((status = 200, body = WorkspaceOf), (status = "default", body = ApiError)))]
pub async fn rename_workspace(
    State(state): State<AppState>,
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(wish): Body<WorkspaceName>,
) -> Result<Json<WorkspaceOf>, Fault> {
    let identity = access.identity.clone();
    let wanted = id.clone();
    let mine = access
        .run(move |workspace| workspace.memberships(&identity))
        .await?;
    let Some(found) = mine.into_iter().find(|one| one.workspace_id == wanted) else {
        return Err(Fault::new(
            ErrorCode::NotFound,
            "you belong to no such workspace",
            "вы не состоите в таком пространстве",
        ));
    };
    if found.role < Role::Administrator {
        return Err(super::access::not_allowed(Role::Administrator));
    }
    let (workspace, _) = state.of_workspace(&id).await?;
    let name = wish.name.trim().to_owned();
    super::access::run_on(workspace, move |workspace| workspace.rename(&wish.name)).await?;
    Ok(Json(WorkspaceOf {
        id,
        name,
        role: found.role,
    }))
}

/// Who did what in the workspace; the last first.
#[utoipa::path(get, path = "/api/v1/audit", tag = "people", params(AuditParams),
    responses((status = 200, body = AuditPage), (status = "default", body = ApiError)))]
pub async fn audit(access: Access, Params(params): Params<AuditParams>) -> Result<Json<AuditPage>, Fault> {
    let limit = params.limit.unwrap_or(LINES_DEFAULT).clamp(1, LINES_MAX);
    let filter = AuditFilter {
        before: params.before,
        person_id: params.person,
        action: params.action,
        of_installation: access.identity.keeps_installation(),
    };
    let mut lines = access
        .run(move |workspace| workspace.audit(&filter, limit + 1))
        .await?;
    let more = lines.len() > limit as usize;
    lines.truncate(limit as usize);
    let next = lines.last().filter(|_| more).map(|line| line.seq);
    let items = lines.into_iter().map(|line| AuditView {
        seq: line.seq,
        at: line.entry.at,
        person: line.entry.person_id.map(|id| AuditPerson {
            id,
            name: line.person_name.unwrap_or_default(),
        }),
        via: line.entry.via,
        action: line.entry.action,
        object_kind: line.entry.object_kind,
        object_id: line.entry.object_id,
        detail: line.entry.detail,
        ip: line.entry.ip,
    });
    Ok(Json(AuditPage {
        items: items.collect(),
        next,
    }))
}

/// What the server is connected to: database, single sign-on, mail.
#[utoipa::path(get, path = "/api/v1/installation", tag = "people",
    responses((status = 200, body = InstallationView), (status = "default", body = ApiError)))]
pub async fn installation(
    State(state): State<AppState>,
    access: Access,
    _: Params<NoParams>,
) -> Json<InstallationView> {
    let sso = state.gate.oidc.as_ref().map(|oidc| SsoView {
        name: oidc.settings.name.clone(),
        issuer: oidc.settings.issuer.clone(),
        allowed_domains: oidc.settings.allowed_domains.clone(),
        role: oidc.settings.role,
    });
    let mail = state.gate.mail.as_ref().map(|mail| MailView {
        from: mail.from.to_string(),
    });
    Json(InstallationView {
        version: crate::VERSION.into(),
        database: access.workspace.database().into(),
        sso,
        mail,
    })
}
