//! Ways of looking at a map that people keep under a name.

use crate::app::history::NamedPerson;
use crate::app::versions::sound_line;
use crate::app::{AppError, Author, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use tropa_catalog::{MapId, Role, SavedView};
use utoipa::ToSchema;
use uuid::Uuid;

const NAME_CHARS_MAX: usize = 80;
const QUERY_CHARS_MAX: usize = 2_000;
/// Of one person on one map.
const VIEWS_MAX: u32 = 100;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ViewOfMap {
    pub id: String,
    pub name: String,
    /// The part of the page's address after `?`.
    pub query: String,
    /// Everybody who sees the map sees it.
    pub shared: bool,
    pub by: NamedPerson,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewView {
    pub name: String,
    #[serde(default)]
    pub query: String,
    #[serde(default)]
    pub shared: bool,
}

impl Workspace {
    /// One's own views of the map and those others share, by name.
    pub fn views(&self, id: &MapId, by: &Author) -> Result<Vec<ViewOfMap>, AppError> {
        self.wait(self.catalog.map_seq(id))?;
        let views = self.wait(self.catalog.views(id, &by.id))?;
        views.into_iter().map(|view| self.view_of_map(view, by)).collect()
    }

    pub fn keep_view(&self, id: &MapId, given: &NewView, by: &Author) -> Result<ViewOfMap, AppError> {
        self.wait(self.catalog.map_seq(id))?;
        let query = given.query.trim_start_matches('?');
        if query.chars().count() > QUERY_CHARS_MAX || query.chars().any(char::is_control) {
            return Err(Fault::new(
                ErrorCode::BadRequest,
                format!("`query`: expected at most {QUERY_CHARS_MAX} characters of an address"),
                format!("`query`: не больше {QUERY_CHARS_MAX} знаков адреса"),
            )
            .at("query")
            .into());
        }
        let view = SavedView {
            id: Uuid::now_v7().to_string(),
            name: sound_line("name", &given.name, NAME_CHARS_MAX)?,
            query: query.to_owned(),
            person_id: by.id.clone(),
            shared: given.shared,
            created_at: now_rfc3339(),
        };
        if !self.wait(self.catalog.put_view(id, &view, VIEWS_MAX))? {
            return Err(Fault::new(
                ErrorCode::TooLarge,
                format!("you have {VIEWS_MAX} views of this map; delete one first"),
                format!("у вас уже {VIEWS_MAX} видов этой карты; сначала удалите какой-нибудь"),
            )
            .into());
        }
        self.view_of_map(view, by)
    }

    /// Deletes one's own view; who may change the map deletes shared ones, too.
    pub fn drop_view(
        &self,
        id: &MapId,
        view_id: &str,
        by: &Author,
        role: Option<Role>,
    ) -> Result<(), AppError> {
        let any = role.is_some_and(|role| role >= Role::Editor);
        if self.wait(self.catalog.delete_view(id, view_id, &by.id, any))? {
            return Ok(());
        }
        Err(Fault::new(
            ErrorCode::NotFound,
            "there is no such view, or it is not yours",
            "такого вида нет, или он не ваш",
        )
        .into())
    }

    fn view_of_map(&self, view: SavedView, by: &Author) -> Result<ViewOfMap, AppError> {
        let name = if view.person_id == by.id {
            by.name.clone()
        } else {
            self.wait(self.catalog.person_name(&view.person_id))?
                .unwrap_or_default()
        };
        Ok(ViewOfMap {
            id: view.id,
            name: view.name,
            query: view.query,
            shared: view.shared,
            by: NamedPerson {
                id: view.person_id,
                name,
            },
        })
    }
}
