//! The API under `/api/v1` and the web app around it.

mod access;
mod answering;
mod around;
mod ask;
mod assets;
mod assistant;
mod comments;
mod cookies;
mod discover;
mod error;
mod exchange;
mod extract;
mod feedback;
mod findings;
mod gate;
mod guard;
mod history;
mod imports;
mod installation;
mod invitations;
mod jobs;
mod language;
mod limits;
mod live;
mod maps;
mod oidc;
mod openapi;
mod passwords;
mod people;
mod permissions;
mod quarantine;
mod review;
mod serve;
mod session;
mod shared;
mod shares;
mod sources;
mod studies;
mod suggestions;
mod surveys;
mod teams;
mod templates;
mod tokens;
mod voice;
mod words;

pub use access::Access;
pub use comments::CommentList;
pub use error::ApiError;
pub use gate::{Gate, GateSettings, Mode};
pub use history::{Changed, History, VersionList};
pub use language::Language;
pub use maps::{MapHead, MapList, Written};
pub use openapi::{document, document_text};
pub use permissions::{Action, Least, PERMISSIONS, Permission};
pub use serve::{Listening, ServeError, listen, serve};
pub use suggestions::SuggestionList;

use crate::app::{Fault, Workspace};
use crate::jobs::Jobs;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use std::collections::BTreeMap;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Questions, mappings and options; maps and uploads have their own limits.
const BODY_BYTES_MAX: usize = 1 << 20;

/// A thousand long reviews.
const FEEDBACK_BYTES_MAX: usize = 16 << 20;

/// As large as a map file may be.
const MAP_BYTES_MAX: usize = 64 << 20;

/// A workspace with its background work.
type Opened = (Arc<Workspace>, Jobs);

/// As a map may hold it; larger pictures are made smaller before they are sent.
const PICTURE_BYTES_MAX: usize = 8 << 20;

/// What every endpoint may use.
#[derive(Clone)]
pub struct AppState {
    pub workspace: Arc<Workspace>,
    pub jobs: Jobs,
    pub gate: Arc<Gate>,
    /// All but the first, opened when first asked for.
    others: Arc<tokio::sync::Mutex<BTreeMap<String, Opened>>>,
    /// Grows whenever somebody's rights change: live connections look again whether they may stay.
    rights: Arc<tokio::sync::watch::Sender<u64>>,
}

impl AppState {
    /// For a server of this machine only, in [`Mode::Open`].
    pub fn new(workspace: Arc<Workspace>) -> Self {
        Self::with(workspace, Gate::new(GateSettings::new(Mode::Open)))
    }

    pub fn with(workspace: Arc<Workspace>, gate: Gate) -> Self {
        let jobs = Jobs::new(workspace.clone());
        let gate = Arc::new(gate);
        Self {
            workspace,
            jobs,
            gate,
            others: Arc::default(),
            rights: Arc::new(tokio::sync::watch::Sender::new(0)),
        }
    }

    /// A workspace by its id, with its background work.
    pub(crate) async fn of_workspace(&self, id: &str) -> Result<Opened, Fault> {
        if id == self.workspace.id() {
            return Ok((self.workspace.clone(), self.jobs.clone()));
        }
        let mut others = self.others.lock().await;
        if let Some((workspace, jobs)) = others.get(id) {
            return Ok((workspace.clone(), jobs.clone()));
        }
        let wanted = id.to_owned();
        let opened = access::run_on(self.workspace.clone(), move |first| {
            let workspace = Arc::new(first.another(&wanted)?);
            let jobs = Jobs::new(workspace.clone());
            jobs.close_abandoned()?;
            serve::store_what_waits(&workspace);
            Ok((workspace, jobs))
        });
        let opened = opened.await?;
        others.insert(id.to_owned(), opened.clone());
        Ok(opened)
    }

    /// Writes what the rooms of all workspaces hold, and ends them.
    pub(crate) async fn close_rooms(&self) {
        self.workspace.close_rooms().await;
        for (workspace, _) in self.others.lock().await.values() {
            workspace.close_rooms().await;
        }
    }

    /// Says that somebody's rights, account or session changed.
    pub(crate) fn rights_changed(&self) {
        self.rights.send_modify(|times| *times += 1);
    }

    /// For those who must notice when rights change.
    pub fn watch_rights(&self) -> tokio::sync::watch::Receiver<u64> {
        self.rights.subscribe()
    }
}

/// The whole server: API, web app, guard. `loopback_only`: answer to the names of this machine only.
///
/// # Panics
/// When an endpoint is not in the table of permissions: such a server must not run.
pub fn router(state: AppState, loopback_only: bool) -> Router {
    let (api, document) = api().split_for_parts();
    let wrong = permissions::disagreements(&document);
    assert!(
        wrong.is_empty(),
        "not in both the API and the table of permissions: {wrong:?}"
    );
    let text = openapi::to_text(&document);
    api.route(
        "/api/v1/openapi.json",
        axum::routing::get(move || async move { ([("content-type", "application/json")], text) }),
    )
    .method_not_allowed_fallback(method_not_allowed)
    .route_layer(axum::middleware::from_fn_with_state(state.clone(), access::admit))
    .fallback(assets::app)
    .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
    .layer(CompressionLayer::new().gzip(true))
    .layer(axum::middleware::from_fn_with_state(
        guard::Guard { loopback_only },
        guard::check,
    ))
    .layer(axum::middleware::from_fn(language::speak))
    .with_state(state)
}

/// All endpoints with their description.
fn api() -> OpenApiRouter<AppState> {
    let one_map = OpenApiRouter::new().routes(routes!(maps::get, maps::put, maps::delete));
    let map_files = OpenApiRouter::new().routes(routes!(exchange::import_map));
    let pictures = OpenApiRouter::new().routes(routes!(around::add_image));
    let changes = OpenApiRouter::new().routes(routes!(suggestions::change_map));
    let said = OpenApiRouter::new().routes(routes!(feedback::send_feedback));
    OpenApiRouter::with_openapi(openapi::head())
        .merge(pictures.layer(DefaultBodyLimit::max(PICTURE_BYTES_MAX)))
        .merge(changes.layer(DefaultBodyLimit::max(MAP_BYTES_MAX)))
        .merge(said.layer(DefaultBodyLimit::max(FEEDBACK_BYTES_MAX)))
        .merge(map_files.layer(DefaultBodyLimit::max(MAP_BYTES_MAX)))
        .merge(one_map.layer(DefaultBodyLimit::max(MAP_BYTES_MAX)))
        .routes(routes!(sources::health))
        .routes(routes!(session::session, session::sign_in, session::sign_out))
        .routes(routes!(session::set_up))
        .routes(routes!(passwords::change_password))
        .routes(routes!(session::change_profile))
        .routes(routes!(session::sessions))
        .routes(routes!(session::end_session))
        .routes(routes!(passwords::ask_for_reset))
        .routes(routes!(passwords::reset_password))
        .routes(routes!(oidc::oidc_start))
        .routes(routes!(oidc::oidc_callback))
        .routes(routes!(people::people))
        .routes(routes!(people::change_person, people::remove_person))
        .routes(routes!(people::reset_link))
        .routes(routes!(invitations::invitations, invitations::invite))
        .routes(routes!(invitations::take_back_invitation))
        .routes(routes!(
            invitations::open_invitation,
            invitations::accept_invitation
        ))
        .routes(routes!(teams::teams, teams::new_team))
        .routes(routes!(teams::change_team, teams::delete_team))
        .routes(routes!(tokens::tokens, tokens::new_token))
        .routes(routes!(tokens::revoke_token))
        .routes(routes!(installation::workspaces, installation::new_workspace))
        .routes(routes!(installation::rename_workspace))
        .routes(routes!(installation::audit))
        .routes(routes!(installation::installation))
        .routes(routes!(shares::map_access, shares::put_map_access))
        .routes(routes!(shares::shares, shares::new_share))
        .routes(routes!(shares::change_share, shares::revoke_share))
        .routes(routes!(shared::shared, shared::knock))
        .routes(routes!(shared::shared_map))
        .routes(routes!(shared::shared_render))
        .routes(routes!(shared::shared_comments, shared::comment_as_guest))
        .routes(routes!(sources::sources))
        .routes(routes!(ask::ask))
        .routes(routes!(maps::list, templates::new_map))
        .routes(routes!(maps::summary))
        .routes(routes!(around::patch_map))
        .routes(routes!(around::duplicate_map))
        .routes(routes!(around::views, around::keep_view))
        .routes(routes!(around::drop_view))
        .routes(routes!(around::image))
        .routes(routes!(around::search))
        .routes(routes!(suggestions::suggestions, suggestions::suggest))
        .routes(routes!(suggestions::accept_suggestion))
        .routes(routes!(suggestions::reject_suggestion))
        .routes(routes!(comments::comments, comments::add_comment))
        .routes(routes!(comments::edit_comment, comments::delete_comment))
        .routes(routes!(comments::notifications))
        .routes(routes!(comments::see_notifications))
        .routes(routes!(history::history))
        .routes(routes!(history::map_then))
        .routes(routes!(history::diff_moments))
        .routes(routes!(history::restore))
        .routes(routes!(history::since_seen))
        .routes(routes!(history::see_map))
        .routes(routes!(history::versions, history::name_version))
        .routes(routes!(history::rename_version, history::forget_version))
        .routes(routes!(maps::render))
        .routes(routes!(live::live))
        .routes(routes!(exchange::export_map))
        .routes(routes!(exchange::map_losses))
        .routes(routes!(review::check_map))
        .routes(routes!(review::diff_maps))
        .routes(routes!(review::library))
        .routes(routes!(review::map_links))
        .routes(routes!(templates::templates))
        .routes(routes!(templates::template))
        .routes(routes!(discover::discover))
        .routes(routes!(discover::discover_over))
        .routes(routes!(findings::attribution))
        .routes(routes!(findings::drivers))
        .routes(routes!(findings::what_if))
        .routes(routes!(findings::segments))
        .routes(routes!(findings::compare_segments))
        .routes(routes!(findings::cut))
        .routes(routes!(findings::ways))
        .routes(routes!(findings::waits))
        .routes(routes!(findings::channels))
        .routes(routes!(findings::needs))
        .routes(routes!(findings::persona_drafts))
        .routes(routes!(findings::prediction))
        .routes(routes!(findings::conformance))
        .routes(routes!(discover::draft))
        .routes(routes!(discover::draft_against))
        .routes(routes!(discover::decide_draft))
        .routes(routes!(imports::upload))
        .routes(routes!(imports::preview))
        .routes(routes!(imports::import))
        .routes(routes!(feedback::preview_feedback))
        .routes(routes!(feedback::import_feedback))
        .routes(routes!(feedback::masks, feedback::put_masks))
        .routes(routes!(feedback::try_masks))
        .routes(routes!(jobs::jobs))
        .routes(routes!(jobs::job))
        .routes(routes!(quarantine::quarantine))
        .merge(voice::routes())
        .merge(assistant::routes())
        .routes(routes!(surveys::surveys, surveys::new_survey))
        .routes(routes!(surveys::survey_templates))
        .routes(routes!(surveys::check_survey))
        .routes(routes!(
            surveys::survey,
            surveys::put_survey,
            surveys::open_survey,
            surveys::delete_survey
        ))
        .routes(routes!(surveys::survey_qr))
        .routes(routes!(surveys::survey_results))
        .routes(routes!(surveys::survey_events))
        .routes(routes!(surveys::survey_invitations, surveys::invite_to_survey))
        .routes(routes!(surveys::revoke_survey_invitation))
        .routes(routes!(studies::studies, studies::new_study))
        .routes(routes!(studies::study, studies::put_study, studies::delete_study))
        .routes(routes!(answering::answer_page, answering::answer))
        .routes(routes!(answering::embed))
}

/// Which maps the caller may see, for answers about all of them.
fn visible(access: &Access) -> impl Fn(&tropa_catalog::MapId) -> bool + Send + 'static {
    let access = access.clone();
    move |id| access.sees(id.as_str())
}

async fn method_not_allowed(method: Method) -> Fault {
    Fault::new(
        crate::ErrorCode::MethodNotAllowed,
        format!("this address does not take {method}"),
        format!("этот адрес не принимает {method}"),
    )
}
