//! Groups of members that are given rights together.

use crate::db::{Write, values};
use crate::{Catalog, CatalogError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    pub id: String,
    pub name: String,
    /// Ids of people, all members of the workspace.
    pub members: Vec<String>,
}

impl Catalog {
    /// The teams of the workspace, by name.
    pub async fn teams(&self) -> Result<Vec<Team>, CatalogError> {
        let what = "list the teams";
        let here = values![&*self.workspace];
        let sql = "SELECT id, name FROM teams WHERE workspace_id = $1 ORDER BY name, id";
        let rows = self.db.rows(what, sql, here.clone()).await?;
        let sql = "SELECT team_members.team_id, team_members.person_id FROM team_members \
            JOIN teams ON teams.id = team_members.team_id JOIN people ON people.id = team_members.person_id \
            WHERE teams.workspace_id = $1 ORDER BY people.name, people.id";
        let members = self.db.rows(what, sql, here).await?;
        Ok(rows
            .iter()
            .map(|row| {
                let id = row.text("id");
                let of_team = members.iter().filter(|member| member.text("team_id") == id);
                Team {
                    members: of_team.map(|member| member.text("person_id")).collect(),
                    name: row.text("name"),
                    id,
                }
            })
            .collect())
    }

    /// A new team. The error [is of something taken](CatalogError::is_taken) where the name is.
    pub async fn add_team(&self, team: &Team) -> Result<(), CatalogError> {
        let mut write = self.db.begin("make the team", "people").await?;
        write
            .execute(
                "INSERT INTO teams (id, workspace_id, name) VALUES ($1, $2, $3)",
                values![&team.id, &*self.workspace, &team.name],
            )
            .await?;
        self.put_members(&mut write, &team.id, &team.members).await?;
        write.commit().await
    }

    /// Whether there is such a team in the workspace. What is `None` stays.
    pub async fn change_team(
        &self,
        id: &str,
        name: Option<&str>,
        members: Option<&[String]>,
    ) -> Result<bool, CatalogError> {
        let mut write = self.db.begin("change the team", "people").await?;
        let here = values![id, &*self.workspace];
        let known = write
            .row("SELECT id FROM teams WHERE id = $1 AND workspace_id = $2", here)
            .await?;
        if known.is_none() {
            return Ok(false);
        }
        if let Some(name) = name {
            write
                .execute("UPDATE teams SET name = $2 WHERE id = $1", values![id, name])
                .await?;
        }
        if let Some(members) = members {
            write
                .execute("DELETE FROM team_members WHERE team_id = $1", values![id])
                .await?;
            self.put_members(&mut write, id, members).await?;
        }
        write.commit().await?;
        Ok(true)
    }

    /// Whether there was such a team in the workspace.
    pub async fn delete_team(&self, id: &str) -> Result<bool, CatalogError> {
        let sql = "DELETE FROM teams WHERE id = $1 AND workspace_id = $2";
        let deleted = self
            .db
            .execute("delete the team", sql, values![id, &*self.workspace])
            .await?;
        Ok(deleted > 0)
    }

    /// Those who are no members of the workspace are left out.
    async fn put_members(
        &self,
        write: &mut Write,
        team: &str,
        people: &[String],
    ) -> Result<(), CatalogError> {
        for person in people {
            write
                .execute(
                    "INSERT INTO team_members (team_id, person_id) \
                     SELECT CAST($1 AS TEXT), person_id FROM members WHERE workspace_id = $2 AND person_id = $3 \
                     ON CONFLICT (team_id, person_id) DO NOTHING",
                    values![team, &*self.workspace, person],
                )
                .await?;
        }
        Ok(())
    }
}
