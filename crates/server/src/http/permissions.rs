//! Who may do what: the one table.

use axum::http::Method;
use serde::{Deserialize, Serialize};
use tropa_catalog::Role;
use utoipa::ToSchema;

/// One thing that can be done. The audit log names it by its word: `delete_map`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    SeeHealth,
    ReadDescription,
    ReadSession,
    SetUp,
    SignIn,
    SignOut,
    ChangePassword,
    ChangeProfile,
    ReadSessions,
    EndSession,
    AskForReset,
    ResetPassword,
    ReadPeople,
    ChangePerson,
    RemovePerson,
    MakeResetLink,
    ReadInvitations,
    Invite,
    TakeBackInvitation,
    OpenInvitation,
    AcceptInvitation,
    ReadTeams,
    MakeTeam,
    ChangeTeam,
    DeleteTeam,
    ReadTokens,
    MakeToken,
    RevokeToken,
    ReadWorkspaces,
    MakeWorkspace,
    RenameWorkspace,
    ReadAudit,
    ReadInstallation,
    ReadMapAccess,
    ChangeMapAccess,
    ReadShares,
    MakeShare,
    ChangeShare,
    RevokeShare,
    OpenShare,
    CommentAsGuest,
    ReadFacts,
    ReadQuarantine,
    AskQuestion,
    ListMaps,
    CreateMap,
    ImportMap,
    ReadMap,
    WriteMap,
    DeleteMap,
    ArchiveMap,
    DuplicateMap,
    ReadComments,
    Comment,
    ReadSuggestions,
    Suggest,
    DecideSuggestion,
    ReadHistory,
    RestoreMap,
    SeeMap,
    NameVersion,
    KeepView,
    SearchMaps,
    ReadNotifications,
    DrawMap,
    OpenLiveMap,
    ReadLibrary,
    ReadTemplates,
    DiscoverMap,
    UploadFile,
    PreviewImport,
    ImportFacts,
    SendFeedback,
    ReadMasks,
    TryMasks,
    ChangeMasks,
    ReadJobs,
    /// Words, scores and what was understood of them.
    ReadVoice,
    /// Reading everything that is said anew.
    RefreshVoice,
    PinVoice,
    ChangeTopics,
    CodeInterview,
    AdoptVoice,
    ReadSurveys,
    WriteSurvey,
    DeleteSurvey,
    InviteToSurvey,
    AnswerSurvey,
    ReadStudies,
    WriteStudy,
    ReadAssistant,
    PlanAssistant,
    RunAssistant,
    StopAssistant,
    DecideProposal,
}

impl Action {
    /// As the audit log names it.
    pub fn word(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(word)) => word,
            _ => String::new(),
        }
    }

    /// Whether the audit log tells it when it was done: what changes something does, what only asks does not.
    pub fn is_noted(self) -> bool {
        !matches!(
            self,
            // These write lines of their own, which also say who it was.
            Self::SetUp | Self::SignIn | Self::AskForReset | Self::ResetPassword | Self::AcceptInvitation
                // Questions, though they have bodies.
                | Self::AskQuestion | Self::PreviewImport | Self::TryMasks | Self::UploadFile | Self::RefreshVoice | Self::SeeMap | Self::PlanAssistant
                | Self::ReadNotifications
                // Guests, who are nobody in particular.
                | Self::OpenShare | Self::CommentAsGuest | Self::AnswerSurvey
        )
    }
}

/// What somebody must be, at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Least {
    /// Nobody in particular: what is before signing in.
    Anyone,
    /// A person who is signed in, with or without a workspace. API tokens do not count: these are a person's own matters.
    Person,
    /// Of this role, or a higher one, in the workspace.
    Member(Role),
    /// The same, signed in: no API token does this.
    InPerson(Role),
    /// Of this role, or a higher one, on the map that `{id}` names; in the workspace where there is no such map yet.
    OnMap(Role),
    /// Who keeps the installation: makes workspaces, resets passwords of all.
    Keeper,
}

/// One row of the table.
#[derive(Clone, Debug)]
pub struct Permission {
    pub method: Method,
    /// As in the description of the API: `/api/v1/maps/{id}`.
    pub path: &'static str,
    pub action: Action,
    pub least: Least,
}

const fn row(method: Method, path: &'static str, action: Action, least: Least) -> Permission {
    Permission {
        method,
        path,
        action,
        least,
    }
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PATCH: Method = Method::PATCH;
const PUT: Method = Method::PUT;
const DELETE: Method = Method::DELETE;

use Least::{Anyone, InPerson, Keeper, Member, OnMap, Person};
use Role::{Administrator, Commenter, Editor, Viewer};

/// Every endpoint there is. A server whose endpoints and rows differ does not start.
pub static PERMISSIONS: &[Permission] = &[
    row(GET, "/api/v1/health", Action::SeeHealth, Anyone),
    row(GET, "/api/v1/openapi.json", Action::ReadDescription, Anyone),
    // Sessions and accounts.
    row(GET, "/api/v1/session", Action::ReadSession, Anyone),
    row(POST, "/api/v1/session", Action::SignIn, Anyone),
    row(POST, "/api/v1/setup", Action::SetUp, Anyone),
    row(GET, "/api/v1/session/oidc/start", Action::SignIn, Anyone),
    row(GET, "/api/v1/session/oidc/callback", Action::SignIn, Anyone),
    row(POST, "/api/v1/password_resets", Action::AskForReset, Anyone),
    row(
        POST,
        "/api/v1/password_resets/{token}",
        Action::ResetPassword,
        Anyone,
    ),
    row(
        GET,
        "/api/v1/invitations/by_token/{token}",
        Action::OpenInvitation,
        Anyone,
    ),
    row(
        POST,
        "/api/v1/invitations/by_token/{token}",
        Action::AcceptInvitation,
        Anyone,
    ),
    row(DELETE, "/api/v1/session", Action::SignOut, Person),
    row(POST, "/api/v1/session/password", Action::ChangePassword, Person),
    row(PATCH, "/api/v1/session/person", Action::ChangeProfile, Person),
    row(GET, "/api/v1/session/all", Action::ReadSessions, Person),
    row(DELETE, "/api/v1/session/all/{id}", Action::EndSession, Person),
    row(GET, "/api/v1/workspaces", Action::ReadWorkspaces, Person),
    row(POST, "/api/v1/workspaces", Action::MakeWorkspace, Keeper),
    // Which workspace is named by the address, and checked there.
    row(PATCH, "/api/v1/workspaces/{id}", Action::RenameWorkspace, Person),
    // People of the workspace. Who comments must be able to name others.
    row(GET, "/api/v1/people", Action::ReadPeople, Member(Viewer)),
    row(
        PATCH,
        "/api/v1/people/{id}",
        Action::ChangePerson,
        Member(Administrator),
    ),
    row(
        DELETE,
        "/api/v1/people/{id}",
        Action::RemovePerson,
        Member(Administrator),
    ),
    row(
        POST,
        "/api/v1/people/{id}/reset_link",
        Action::MakeResetLink,
        Member(Administrator),
    ),
    row(
        GET,
        "/api/v1/invitations",
        Action::ReadInvitations,
        Member(Administrator),
    ),
    row(POST, "/api/v1/invitations", Action::Invite, Member(Administrator)),
    row(
        DELETE,
        "/api/v1/invitations/{id}",
        Action::TakeBackInvitation,
        Member(Administrator),
    ),
    row(GET, "/api/v1/teams", Action::ReadTeams, Member(Viewer)),
    row(POST, "/api/v1/teams", Action::MakeTeam, Member(Administrator)),
    row(
        PATCH,
        "/api/v1/teams/{id}",
        Action::ChangeTeam,
        Member(Administrator),
    ),
    row(
        DELETE,
        "/api/v1/teams/{id}",
        Action::DeleteTeam,
        Member(Administrator),
    ),
    // A person's own, for this workspace; no token makes tokens.
    row(GET, "/api/v1/tokens", Action::ReadTokens, InPerson(Viewer)),
    row(POST, "/api/v1/tokens", Action::MakeToken, InPerson(Viewer)),
    row(
        DELETE,
        "/api/v1/tokens/{id}",
        Action::RevokeToken,
        InPerson(Viewer),
    ),
    row(GET, "/api/v1/audit", Action::ReadAudit, Member(Administrator)),
    row(
        GET,
        "/api/v1/installation",
        Action::ReadInstallation,
        Member(Administrator),
    ),
    // Links given away: who has the secret in the address may see what the link shows.
    row(GET, "/api/v1/shared/{token}", Action::OpenShare, Anyone),
    row(POST, "/api/v1/shared/{token}", Action::OpenShare, Anyone),
    row(GET, "/api/v1/shared/{token}/map", Action::OpenShare, Anyone),
    row(GET, "/api/v1/shared/{token}/render", Action::OpenShare, Anyone),
    row(GET, "/api/v1/shared/{token}/comments", Action::OpenShare, Anyone),
    row(
        POST,
        "/api/v1/shared/{token}/comments",
        Action::CommentAsGuest,
        Anyone,
    ),
    // Facts and questions.
    row(GET, "/api/v1/sources", Action::ReadFacts, Member(Viewer)),
    row(POST, "/api/v1/ask", Action::AskQuestion, Member(Viewer)),
    // Rows as they came in, with whatever stood in them.
    row(GET, "/api/v1/quarantine", Action::ReadQuarantine, Member(Editor)),
    row(POST, "/api/v1/uploads", Action::UploadFile, Member(Editor)),
    row(
        POST,
        "/api/v1/imports/preview",
        Action::PreviewImport,
        Member(Editor),
    ),
    row(POST, "/api/v1/imports", Action::ImportFacts, Member(Editor)),
    row(
        POST,
        "/api/v1/voice/imports/preview",
        Action::PreviewImport,
        Member(Editor),
    ),
    row(POST, "/api/v1/voice/imports", Action::ImportFacts, Member(Editor)),
    row(
        POST,
        "/api/v1/voice/feedback",
        Action::SendFeedback,
        Member(Editor),
    ),
    row(GET, "/api/v1/voice/masks", Action::ReadMasks, Member(Viewer)),
    row(
        PUT,
        "/api/v1/voice/masks",
        Action::ChangeMasks,
        Member(Administrator),
    ),
    row(POST, "/api/v1/voice/masks/try", Action::TryMasks, Member(Editor)),
    row(GET, "/api/v1/jobs", Action::ReadJobs, Member(Viewer)),
    row(GET, "/api/v1/jobs/{id}", Action::ReadJobs, Member(Viewer)),
    // What people say. Who said it is told by the handlers to editors only.
    row(GET, "/api/v1/voice/summary", Action::ReadVoice, Member(Viewer)),
    row(GET, "/api/v1/voice/items", Action::ReadVoice, Member(Viewer)),
    row(
        GET,
        "/api/v1/voice/items/{source}/{id}",
        Action::ReadVoice,
        Member(Viewer),
    ),
    row(GET, "/api/v1/voice/quotes", Action::ReadVoice, Member(Viewer)),
    row(GET, "/api/v1/voice/questions", Action::ReadVoice, Member(Viewer)),
    row(GET, "/api/v1/voice/missing", Action::ReadVoice, Member(Viewer)),
    row(GET, "/api/v1/voice/steps", Action::ReadVoice, Member(Viewer)),
    row(GET, "/api/v1/voice/topics", Action::ReadVoice, Member(Viewer)),
    row(GET, "/api/v1/voice/quality", Action::ReadVoice, Member(Viewer)),
    row(GET, "/api/v1/voice/drivers", Action::ReadVoice, Member(Viewer)),
    row(GET, "/api/v1/voice/waves", Action::ReadVoice, Member(Viewer)),
    row(GET, "/api/v1/voice/interviews", Action::ReadVoice, Member(Viewer)),
    row(
        GET,
        "/api/v1/voice/interviews/{source}/{conversation}",
        Action::ReadVoice,
        Member(Viewer),
    ),
    row(GET, "/api/v1/voice/codes", Action::ReadVoice, Member(Viewer)),
    row(
        POST,
        "/api/v1/voice/items/{source}/{id}/pin",
        Action::PinVoice,
        Member(Editor),
    ),
    row(
        DELETE,
        "/api/v1/voice/items/{source}/{id}/pin",
        Action::PinVoice,
        Member(Editor),
    ),
    row(
        POST,
        "/api/v1/voice/items/{source}/{id}/reject",
        Action::PinVoice,
        Member(Editor),
    ),
    row(
        DELETE,
        "/api/v1/voice/items/{source}/{id}/reject",
        Action::PinVoice,
        Member(Editor),
    ),
    row(
        PATCH,
        "/api/v1/voice/topics/{id}",
        Action::ChangeTopics,
        Member(Editor),
    ),
    row(
        POST,
        "/api/v1/voice/topics/merge",
        Action::ChangeTopics,
        Member(Editor),
    ),
    row(
        POST,
        "/api/v1/voice/topics/{id}/split",
        Action::ChangeTopics,
        Member(Editor),
    ),
    row(
        POST,
        "/api/v1/voice/interviews/{source}/{conversation}/codings",
        Action::CodeInterview,
        Member(Editor),
    ),
    row(
        DELETE,
        "/api/v1/voice/interviews/{source}/{conversation}/codings/{id}",
        Action::CodeInterview,
        Member(Editor),
    ),
    row(
        POST,
        "/api/v1/voice/interviews/{source}/{conversation}/dismissals",
        Action::CodeInterview,
        Member(Editor),
    ),
    row(
        DELETE,
        "/api/v1/voice/interviews/{source}/{conversation}/dismissals",
        Action::CodeInterview,
        Member(Editor),
    ),
    row(POST, "/api/v1/voice/codes", Action::CodeInterview, Member(Editor)),
    row(
        PATCH,
        "/api/v1/voice/codes/{id}",
        Action::CodeInterview,
        Member(Editor),
    ),
    row(
        DELETE,
        "/api/v1/voice/codes/{id}",
        Action::CodeInterview,
        Member(Editor),
    ),
    row(POST, "/api/v1/voice/map", Action::DiscoverMap, Member(Editor)),
    row(
        POST,
        "/api/v1/voice/refresh",
        Action::RefreshVoice,
        Member(Editor),
    ),
    row(
        POST,
        "/api/v1/maps/{id}/voice/adopt",
        Action::AdoptVoice,
        OnMap(Editor),
    ),
    // Maps.
    row(GET, "/api/v1/templates", Action::ReadTemplates, Member(Viewer)),
    row(
        GET,
        "/api/v1/templates/{id}",
        Action::ReadTemplates,
        Member(Viewer),
    ),
    row(POST, "/api/v1/discover", Action::DiscoverMap, Member(Editor)),
    row(
        POST,
        "/api/v1/findings/attribution",
        Action::AskQuestion,
        Member(Viewer),
    ),
    row(
        POST,
        "/api/v1/findings/drivers",
        Action::AskQuestion,
        Member(Viewer),
    ),
    row(
        POST,
        "/api/v1/findings/what-if",
        Action::AskQuestion,
        Member(Viewer),
    ),
    row(
        POST,
        "/api/v1/findings/segments",
        Action::AskQuestion,
        Member(Viewer),
    ),
    row(
        POST,
        "/api/v1/findings/segments/compare",
        Action::AskQuestion,
        Member(Viewer),
    ),
    row(POST, "/api/v1/findings/cut", Action::AskQuestion, Member(Viewer)),
    row(
        POST,
        "/api/v1/findings/prediction",
        Action::AskQuestion,
        Member(Viewer),
    ),
    row(
        POST,
        "/api/v1/maps/{id}/conformance",
        Action::AskQuestion,
        OnMap(Viewer),
    ),
    row(POST, "/api/v1/findings/ways", Action::AskQuestion, Member(Viewer)),
    row(
        POST,
        "/api/v1/findings/waits",
        Action::AskQuestion,
        Member(Viewer),
    ),
    row(
        POST,
        "/api/v1/findings/channels",
        Action::AskQuestion,
        Member(Viewer),
    ),
    row(
        POST,
        "/api/v1/findings/needs",
        Action::AskQuestion,
        Member(Viewer),
    ),
    row(
        POST,
        "/api/v1/findings/personas",
        Action::AskQuestion,
        Member(Viewer),
    ),
    row(POST, "/api/v1/drafts", Action::AskQuestion, Member(Editor)),
    row(GET, "/api/v1/library", Action::ReadLibrary, Member(Viewer)),
    row(GET, "/api/v1/maps", Action::ListMaps, Member(Viewer)),
    row(POST, "/api/v1/maps", Action::CreateMap, Member(Editor)),
    row(POST, "/api/v1/maps/import", Action::ImportMap, Member(Editor)),
    row(GET, "/api/v1/maps/{id}", Action::ReadMap, OnMap(Viewer)),
    row(GET, "/api/v1/maps/{id}/summary", Action::ReadMap, OnMap(Viewer)),
    row(PUT, "/api/v1/maps/{id}", Action::WriteMap, OnMap(Editor)),
    row(PATCH, "/api/v1/maps/{id}", Action::ArchiveMap, OnMap(Editor)),
    row(
        DELETE,
        "/api/v1/maps/{id}",
        Action::DeleteMap,
        OnMap(Administrator),
    ),
    // What people say about a map, and what was done to it.
    row(POST, "/api/v1/maps/{id}/changes", Action::WriteMap, OnMap(Editor)),
    row(
        POST,
        "/api/v1/maps/{id}/duplicate",
        Action::DuplicateMap,
        OnMap(Editor),
    ),
    row(POST, "/api/v1/maps/{id}/images", Action::WriteMap, OnMap(Editor)),
    row(
        GET,
        "/api/v1/maps/{id}/images/{image}",
        Action::ReadMap,
        OnMap(Viewer),
    ),
    row(
        GET,
        "/api/v1/maps/{id}/comments",
        Action::ReadComments,
        OnMap(Viewer),
    ),
    row(
        POST,
        "/api/v1/maps/{id}/comments",
        Action::Comment,
        OnMap(Commenter),
    ),
    row(
        PATCH,
        "/api/v1/maps/{id}/comments/{comment}",
        Action::Comment,
        OnMap(Commenter),
    ),
    row(
        DELETE,
        "/api/v1/maps/{id}/comments/{comment}",
        Action::Comment,
        OnMap(Commenter),
    ),
    row(
        GET,
        "/api/v1/maps/{id}/suggestions",
        Action::ReadSuggestions,
        OnMap(Viewer),
    ),
    row(
        POST,
        "/api/v1/maps/{id}/suggestions",
        Action::Suggest,
        OnMap(Commenter),
    ),
    row(POST, "/api/v1/maps/{id}/discover", Action::Suggest, OnMap(Editor)),
    row(
        POST,
        "/api/v1/maps/{id}/draft",
        Action::AskQuestion,
        OnMap(Editor),
    ),
    row(
        POST,
        "/api/v1/maps/{id}/draft/decide",
        Action::DecideSuggestion,
        OnMap(Editor),
    ),
    row(
        POST,
        "/api/v1/maps/{id}/suggestions/{suggestion}/accept",
        Action::DecideSuggestion,
        OnMap(Editor),
    ),
    row(
        POST,
        "/api/v1/maps/{id}/suggestions/{suggestion}/reject",
        Action::DecideSuggestion,
        OnMap(Editor),
    ),
    row(
        GET,
        "/api/v1/maps/{id}/history",
        Action::ReadHistory,
        OnMap(Viewer),
    ),
    row(
        GET,
        "/api/v1/maps/{id}/at/{seq}",
        Action::ReadHistory,
        OnMap(Viewer),
    ),
    row(GET, "/api/v1/maps/{id}/diff", Action::ReadHistory, OnMap(Viewer)),
    row(
        POST,
        "/api/v1/maps/{id}/restore",
        Action::RestoreMap,
        OnMap(Editor),
    ),
    row(
        GET,
        "/api/v1/maps/{id}/since_seen",
        Action::ReadHistory,
        OnMap(Viewer),
    ),
    row(PUT, "/api/v1/maps/{id}/seen", Action::SeeMap, OnMap(Viewer)),
    row(
        GET,
        "/api/v1/maps/{id}/versions",
        Action::ReadHistory,
        OnMap(Viewer),
    ),
    row(
        POST,
        "/api/v1/maps/{id}/versions",
        Action::NameVersion,
        OnMap(Editor),
    ),
    row(
        PATCH,
        "/api/v1/maps/{id}/versions/{version}",
        Action::NameVersion,
        OnMap(Editor),
    ),
    row(
        DELETE,
        "/api/v1/maps/{id}/versions/{version}",
        Action::NameVersion,
        OnMap(Editor),
    ),
    row(GET, "/api/v1/maps/{id}/views", Action::ReadMap, OnMap(Viewer)),
    row(POST, "/api/v1/maps/{id}/views", Action::KeepView, OnMap(Viewer)),
    row(
        DELETE,
        "/api/v1/maps/{id}/views/{view}",
        Action::KeepView,
        OnMap(Viewer),
    ),
    row(GET, "/api/v1/search", Action::SearchMaps, Member(Viewer)),
    row(
        GET,
        "/api/v1/notifications",
        Action::ReadNotifications,
        Member(Viewer),
    ),
    row(
        POST,
        "/api/v1/notifications/seen",
        Action::ReadNotifications,
        Member(Viewer),
    ),
    // Edits over it are taken from editors only: the room asks for each.
    row(GET, "/api/v1/maps/{id}/live", Action::OpenLiveMap, OnMap(Viewer)),
    row(GET, "/api/v1/maps/{id}/render", Action::DrawMap, OnMap(Viewer)),
    row(GET, "/api/v1/maps/{id}/export", Action::ReadMap, OnMap(Viewer)),
    row(GET, "/api/v1/maps/{id}/losses", Action::ReadMap, OnMap(Viewer)),
    row(GET, "/api/v1/maps/{id}/check", Action::ReadMap, OnMap(Viewer)),
    row(GET, "/api/v1/maps/{id}/links", Action::ReadMap, OnMap(Viewer)),
    row(
        GET,
        "/api/v1/maps/{id}/diff/{other}",
        Action::ReadMap,
        OnMap(Viewer),
    ),
    row(
        GET,
        "/api/v1/maps/{id}/access",
        Action::ReadMapAccess,
        OnMap(Viewer),
    ),
    row(
        PUT,
        "/api/v1/maps/{id}/access",
        Action::ChangeMapAccess,
        OnMap(Administrator),
    ),
    row(GET, "/api/v1/maps/{id}/shares", Action::ReadShares, OnMap(Editor)),
    row(POST, "/api/v1/maps/{id}/shares", Action::MakeShare, OnMap(Editor)),
    row(
        PATCH,
        "/api/v1/maps/{id}/shares/{share}",
        Action::ChangeShare,
        OnMap(Editor),
    ),
    row(
        DELETE,
        "/api/v1/maps/{id}/shares/{share}",
        Action::RevokeShare,
        OnMap(Editor),
    ),
    // Surveys, and the pages on which they are answered by whoever has a link.
    row(GET, "/s/{token}", Action::AnswerSurvey, Anyone),
    row(POST, "/s/{token}", Action::AnswerSurvey, Anyone),
    row(GET, "/embed/{file}", Action::AnswerSurvey, Anyone),
    row(GET, "/api/v1/surveys", Action::ReadSurveys, Member(Viewer)),
    row(POST, "/api/v1/surveys", Action::WriteSurvey, Member(Editor)),
    row(
        GET,
        "/api/v1/surveys/templates",
        Action::ReadSurveys,
        Member(Viewer),
    ),
    row(POST, "/api/v1/surveys/check", Action::ReadSurveys, Member(Viewer)),
    row(GET, "/api/v1/surveys/{id}", Action::ReadSurveys, Member(Viewer)),
    row(PUT, "/api/v1/surveys/{id}", Action::WriteSurvey, Member(Editor)),
    row(PATCH, "/api/v1/surveys/{id}", Action::WriteSurvey, Member(Editor)),
    row(
        DELETE,
        "/api/v1/surveys/{id}",
        Action::DeleteSurvey,
        Member(Editor),
    ),
    row(
        GET,
        "/api/v1/surveys/{id}/qr",
        Action::ReadSurveys,
        Member(Viewer),
    ),
    row(
        GET,
        "/api/v1/surveys/{id}/results",
        Action::ReadSurveys,
        Member(Viewer),
    ),
    row(
        GET,
        "/api/v1/surveys/{id}/events",
        Action::ReadSurveys,
        Member(Viewer),
    ),
    // Invitations name actors.
    row(
        GET,
        "/api/v1/surveys/{id}/invitations",
        Action::InviteToSurvey,
        Member(Editor),
    ),
    row(
        POST,
        "/api/v1/surveys/{id}/invitations",
        Action::InviteToSurvey,
        Member(Editor),
    ),
    row(
        DELETE,
        "/api/v1/surveys/{id}/invitations/{invitation}",
        Action::InviteToSurvey,
        Member(Editor),
    ),
    row(GET, "/api/v1/studies", Action::ReadStudies, Member(Viewer)),
    row(POST, "/api/v1/studies", Action::WriteStudy, Member(Editor)),
    row(GET, "/api/v1/studies/{id}", Action::ReadStudies, Member(Viewer)),
    row(PUT, "/api/v1/studies/{id}", Action::WriteStudy, Member(Editor)),
    row(DELETE, "/api/v1/studies/{id}", Action::WriteStudy, Member(Editor)),
    // The assistant.
    row(GET, "/api/v1/assistant", Action::ReadAssistant, Member(Viewer)),
    row(
        POST,
        "/api/v1/assistant/plans",
        Action::PlanAssistant,
        Member(Editor),
    ),
    row(
        POST,
        "/api/v1/assistant/runs",
        Action::RunAssistant,
        Member(Editor),
    ),
    row(
        DELETE,
        "/api/v1/assistant/runs/{id}",
        Action::StopAssistant,
        Member(Editor),
    ),
    row(
        GET,
        "/api/v1/assistant/suggestions",
        Action::ReadAssistant,
        Member(Editor),
    ),
    row(
        POST,
        "/api/v1/assistant/suggestions/{id}/accept",
        Action::DecideProposal,
        Member(Editor),
    ),
    row(
        POST,
        "/api/v1/assistant/suggestions/{id}/reject",
        Action::DecideProposal,
        Member(Editor),
    ),
];

impl Permission {
    /// What the row is about, and the parameter of the address that names it: `map`, `id`.
    pub fn object(&self) -> (Option<&'static str>, Option<&'static str>) {
        let mut parts = self.path.trim_start_matches("/api/v1/").split('/');
        let kind = match parts.next() {
            Some("maps") => "map",
            Some("people") => "person",
            Some("invitations") => "invitation",
            Some("teams") => "team",
            Some("tokens") => "token",
            Some("workspaces") => "workspace",
            Some("session") => "session",
            Some("imports" | "discover") => "job",
            Some("voice") => "voice",
            Some("surveys") => "survey",
            Some("studies") => "study",
            Some("assistant") => "assistant",
            _ => return (None, None),
        };
        (
            Some(kind),
            parts.next().filter(|part| *part == "{id}").map(|_| "id"),
        )
    }
}

/// The row of an endpoint. `HEAD` asks for what `GET` answers.
pub fn permission(method: &Method, path: &str) -> Option<&'static Permission> {
    let method = if method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    PERMISSIONS
        .iter()
        .find(|row| row.path == path && row.method == *method)
}

/// Endpoints without a row, and rows without an endpoint: `GET /api/v1/maps`. Empty when table and API agree.
pub fn disagreements(api: &utoipa::openapi::OpenApi) -> Vec<String> {
    let described = serde_json::to_value(&api.paths).expect("a description has a JSON form");
    let mut endpoints = vec!["GET /api/v1/openapi.json".to_owned()];
    for (path, methods) in described.as_object().into_iter().flatten() {
        for method in methods
            .as_object()
            .into_iter()
            .flatten()
            .map(|(method, _)| method)
        {
            endpoints.push(format!("{} {path}", method.to_uppercase()));
        }
    }
    let rows: Vec<String> = PERMISSIONS
        .iter()
        .map(|row| format!("{} {}", row.method, row.path))
        .collect();
    let twice = (1..rows.len())
        .filter(|i| rows[..*i].contains(&rows[*i]))
        .map(|i| rows[i].clone());
    let without_row = endpoints
        .iter()
        .filter(|endpoint| !rows.contains(endpoint))
        .cloned();
    let without_endpoint = rows.iter().filter(|row| !endpoints.contains(row)).cloned();
    let mut wrong: Vec<String> = without_row.chain(without_endpoint).chain(twice).collect();
    wrong.sort();
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_has_one_row_and_every_row_an_endpoint() {
        let wrong = disagreements(&crate::http::document());
        assert!(wrong.is_empty(), "not in both the API and the table: {wrong:#?}");
    }

    #[test]
    fn head_asks_for_what_get_answers() {
        let get = permission(&Method::GET, "/api/v1/maps").unwrap();
        assert!(std::ptr::eq(
            get,
            permission(&Method::HEAD, "/api/v1/maps").unwrap()
        ));
        assert!(permission(&Method::PATCH, "/api/v1/health").is_none());
    }
}
