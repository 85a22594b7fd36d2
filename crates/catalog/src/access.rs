//! Rights on single maps that differ from those in the workspace.

use crate::db::values;
use crate::maps::damaged;
use crate::{Catalog, CatalogError, MapId, Role, UnknownRole};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// What somebody may do on one map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MapRole {
    /// The map is hidden.
    None,
    Viewer,
    Commenter,
    Editor,
}

impl MapRole {
    /// As it is stored and sent.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Viewer => "viewer",
            Self::Commenter => "commenter",
            Self::Editor => "editor",
        }
    }

    /// `None` where the map is hidden.
    pub fn role(self) -> Option<Role> {
        match self {
            Self::None => None,
            Self::Viewer => Some(Role::Viewer),
            Self::Commenter => Some(Role::Commenter),
            Self::Editor => Some(Role::Editor),
        }
    }

    fn of(word: &str, map: &str) -> Result<Self, CatalogError> {
        [Self::None, Self::Viewer, Self::Commenter, Self::Editor]
            .into_iter()
            .find(|role| role.word() == word)
            .ok_or_else(|| damaged("right on map", map.to_owned(), UnknownRole(word.to_owned())))
    }
}

/// Whose right it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MapAccessOf {
    /// Id of a person.
    Person(String),
    /// Id of a team.
    Team(String),
}

/// Another right on a map than the workspace's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MapAccess {
    #[serde(flatten)]
    pub of: MapAccessOf,
    pub role: MapRole,
}

/// What one person may do on the maps of a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapRights {
    /// In the workspace.
    pub role: Role,
    /// Where it is another one.
    own: BTreeMap<String, MapRole>,
}

impl MapRights {
    /// The same right on every map.
    pub fn everywhere(role: Role) -> Self {
        Self {
            role,
            own: BTreeMap::new(),
        }
    }

    /// On a map of the workspace; `None` where it is hidden. The highest of the person's own rights and those of the
    /// person's teams stands in the place of the workspace's, except for administrators, who see and may do all.
    pub fn on(&self, map: &str) -> Option<Role> {
        if self.role >= Role::Administrator {
            return Some(self.role);
        }
        self.own.get(map).map_or(Some(self.role), |own| own.role())
    }
}

impl Catalog {
    /// The workspace a map belongs to; `None` where there is no such map.
    pub async fn workspace_of_map(&self, map: &MapId) -> Result<Option<String>, CatalogError> {
        let sql = "SELECT workspace_id FROM maps WHERE id = $1";
        let row = self.db.row("find the map", sql, values![map.as_str()]).await?;
        Ok(row.map(|row| row.text("workspace_id")))
    }

    /// What a member of `role` may do on the maps of the workspace.
    pub async fn map_rights(&self, person_id: &str, role: Role) -> Result<MapRights, CatalogError> {
        let sql = "SELECT map_access.map_id, map_access.role FROM map_access JOIN maps ON maps.id = map_access.map_id \
            WHERE maps.workspace_id = $2 AND (map_access.person_id = $1 \
            OR map_access.team_id IN (SELECT team_id FROM team_members WHERE team_members.person_id = $1))";
        let rows = self
            .db
            .rows(
                "read the rights on maps",
                sql,
                values![person_id, &*self.workspace],
            )
            .await?;
        let mut own = BTreeMap::new();
        for row in rows {
            let map = row.text("map_id");
            let right = MapRole::of(&row.text("role"), &map)?;
            let highest = own.entry(map).or_insert(right);
            *highest = right.max(*highest);
        }
        Ok(MapRights { role, own })
    }

    /// Ids of maps that are hidden from somebody in the workspace.
    pub async fn hidden_maps(&self) -> Result<BTreeSet<String>, CatalogError> {
        let rows = self
            .db
            .rows(
                "list the hidden maps",
                "SELECT DISTINCT map_access.map_id FROM map_access JOIN maps ON maps.id = map_access.map_id \
                 WHERE maps.workspace_id = $1 AND map_access.role = $2",
                values![&*self.workspace, MapRole::None.word()],
            )
            .await?;
        Ok(rows.iter().map(|row| row.text("map_id")).collect())
    }

    /// The rights on one map that differ from the workspace's: people first, then teams.
    pub async fn map_access(&self, map: &MapId) -> Result<Vec<MapAccess>, CatalogError> {
        let sql = "SELECT map_access.person_id, map_access.team_id, map_access.role FROM map_access \
            JOIN maps ON maps.id = map_access.map_id WHERE map_id = $1 AND maps.workspace_id = $2";
        let rows = self
            .db
            .rows(
                "read the rights on the map",
                sql,
                values![map.as_str(), &*self.workspace],
            )
            .await?;
        let mut items = Vec::new();
        for row in rows {
            let of = match (row.maybe_text("person_id"), row.maybe_text("team_id")) {
                (Some(person), _) => MapAccessOf::Person(person),
                (None, team) => MapAccessOf::Team(team.unwrap_or_default()),
            };
            let role = MapRole::of(&row.text("role"), map.as_str())?;
            items.push(MapAccess { of, role });
        }
        items.sort_by(|a, b| a.of.cmp(&b.of));
        Ok(items)
    }

    /// Puts these rights in the place of all that were there. Who is no member, and what is no team, of the workspace
    /// is left out.
    pub async fn put_map_access(&self, map: &MapId, items: &[MapAccess]) -> Result<(), CatalogError> {
        let mut write = self.db.begin("change the rights on the map", "people").await?;
        write
            .execute("DELETE FROM map_access WHERE map_id = $1", values![map.as_str()])
            .await?;
        for item in items {
            let (id, sql) = match &item.of {
                MapAccessOf::Person(id) => (
                    id,
                    "INSERT INTO map_access (map_id, person_id, role) \
                     SELECT CAST($1 AS TEXT), person_id, CAST($2 AS TEXT) FROM members \
                     WHERE workspace_id = $3 AND person_id = $4",
                ),
                MapAccessOf::Team(id) => (
                    id,
                    "INSERT INTO map_access (map_id, team_id, role) \
                     SELECT CAST($1 AS TEXT), id, CAST($2 AS TEXT) FROM teams WHERE workspace_id = $3 AND id = $4",
                ),
            };
            write
                .execute(sql, values![map.as_str(), item.role.word(), &*self.workspace, id])
                .await?;
        }
        write.commit().await
    }
}
