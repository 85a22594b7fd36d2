//! What people say, over HTTP.

mod adopt;
mod interviews;
mod items;
mod topics;

use super::{Access, AppState};
use tropa_catalog::Role;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Who said something is for those who work with the facts; whoever only looks reads the words.
fn may_know_actors(access: &Access) -> bool {
    access.role.is_some_and(|role| role >= Role::Editor)
}

/// All endpoints of what people say.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(items::voice_summary))
        .routes(routes!(items::voice_items))
        .routes(routes!(items::voice_item))
        .routes(routes!(items::pin_voice_item, items::unpin_voice_item))
        .routes(routes!(items::reject_voice_item, items::unreject_voice_item))
        .routes(routes!(items::voice_quotes))
        .routes(routes!(items::voice_questions))
        .routes(routes!(items::voice_missing))
        .routes(routes!(topics::voice_steps))
        .routes(routes!(topics::voice_topics))
        .routes(routes!(topics::rename_topic))
        .routes(routes!(topics::merge_topics))
        .routes(routes!(topics::split_topic))
        .routes(routes!(topics::voice_quality))
        .routes(routes!(topics::voice_drivers))
        .routes(routes!(topics::voice_waves))
        .routes(routes!(interviews::interviews))
        .routes(routes!(interviews::interview))
        .routes(routes!(interviews::add_coding))
        .routes(routes!(interviews::dismiss_suggestion, interviews::suggest_again))
        .routes(routes!(interviews::delete_coding))
        .routes(routes!(interviews::codes, interviews::add_code))
        .routes(routes!(interviews::change_code, interviews::delete_code))
        .routes(routes!(adopt::adopt_voice))
        .routes(routes!(adopt::map_of_voice))
        .routes(routes!(adopt::refresh_voice))
}
