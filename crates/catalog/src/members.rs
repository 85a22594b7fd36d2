//! Who belongs to a workspace, in which role.

use crate::db::{Write, values};
use crate::maps::damaged;
use crate::people::{columns, person};
use crate::{Catalog, CatalogError, Person, Role};

/// A person in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub person: Person,
    pub role: Role,
    /// Ids of the teams the person is in.
    pub teams: Vec<String>,
}

/// A workspace a person belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub workspace_id: String,
    pub name: String,
    pub role: Role,
}

/// What came of changing a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberChange {
    Done,
    NoSuchMember,
    /// A workspace always has an owner who can sign in.
    LastOwner,
}

pub(crate) fn role(word: &str, of: &str) -> Result<Role, CatalogError> {
    word.parse().map_err(|e| damaged("role", of.to_owned(), e))
}

impl Catalog {
    /// The members of the workspace, by name.
    pub async fn members(&self) -> Result<Vec<Member>, CatalogError> {
        let what = "list the members";
        let sql = format!(
            "SELECT {}, members.role FROM members JOIN people ON people.id = members.person_id \
             WHERE members.workspace_id = $1 ORDER BY people.name, people.id",
            columns()
        );
        let rows = self.db.rows(what, &sql, values![&*self.workspace]).await?;
        let teams = self
            .db
            .rows(
                what,
                "SELECT team_members.person_id, team_members.team_id FROM team_members \
                 JOIN teams ON teams.id = team_members.team_id WHERE teams.workspace_id = $1 ORDER BY teams.name",
                values![&*self.workspace],
            )
            .await?;
        rows.iter()
            .map(|row| {
                let person = person(row);
                let of_person = teams.iter().filter(|team| team.text("person_id") == person.id);
                Ok(Member {
                    role: role(&row.text("role"), &person.id)?,
                    teams: of_person.map(|team| team.text("team_id")).collect(),
                    person,
                })
            })
            .collect()
    }

    /// The workspaces of a person, the first made first.
    pub async fn memberships(&self, person_id: &str) -> Result<Vec<Membership>, CatalogError> {
        let sql = "SELECT workspaces.id, workspaces.name, members.role FROM members \
            JOIN workspaces ON workspaces.id = members.workspace_id WHERE members.person_id = $1 \
            ORDER BY workspaces.created_at, workspaces.id";
        let rows = self
            .db
            .rows("list the person's workspaces", sql, values![person_id])
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Membership {
                    workspace_id: row.text("id"),
                    name: row.text("name"),
                    role: role(&row.text("role"), person_id)?,
                })
            })
            .collect()
    }

    /// Takes the person in with a role; whoever is in already keeps theirs.
    pub async fn add_member(&self, person_id: &str, role: Role, now: &str) -> Result<(), CatalogError> {
        self.db
            .execute(
                "take the person in",
                "INSERT INTO members (workspace_id, person_id, role, since) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (workspace_id, person_id) DO NOTHING",
                values![&*self.workspace, person_id, role.word(), now],
            )
            .await?;
        Ok(())
    }

    /// Gives the member another role.
    pub async fn set_role(&self, person_id: &str, role: Role) -> Result<MemberChange, CatalogError> {
        let mut write = self.db.begin("change the member's role", "people").await?;
        let changed = write
            .execute(
                "UPDATE members SET role = $3 WHERE workspace_id = $1 AND person_id = $2",
                values![&*self.workspace, person_id, role.word()],
            )
            .await?;
        self.keep_an_owner(write, changed).await
    }

    /// Lets the member go from the workspace, its teams and its maps' own rights. The account stays.
    pub async fn remove_member(&self, person_id: &str) -> Result<MemberChange, CatalogError> {
        let mut write = self.db.begin("let the member go", "people").await?;
        let here = values![&*self.workspace, person_id];
        let changed = write
            .execute(
                "DELETE FROM members WHERE workspace_id = $1 AND person_id = $2",
                here.clone(),
            )
            .await?;
        for sql in [
            "DELETE FROM team_members WHERE person_id = $2 AND team_id IN (SELECT id FROM teams WHERE workspace_id = $1)",
            "DELETE FROM map_access WHERE person_id = $2 AND map_id IN (SELECT id FROM maps WHERE workspace_id = $1)",
            "UPDATE api_tokens SET revoked_at = created_at WHERE workspace_id = $1 AND person_id = $2 AND revoked_at IS NULL",
        ] {
            write.execute(sql, here.clone()).await?;
        }
        self.keep_an_owner(write, changed).await
    }

    /// Shuts the person out of the installation, with all sessions, or lets them in again.
    pub async fn set_disabled(
        &self,
        person_id: &str,
        disabled_at: Option<&str>,
    ) -> Result<MemberChange, CatalogError> {
        let mut write = self.db.begin("shut the person out", "people").await?;
        let changed = write
            .execute(
                "UPDATE people SET disabled_at = $2 WHERE id = $1",
                values![person_id, disabled_at],
            )
            .await?;
        if disabled_at.is_some() {
            write
                .execute("DELETE FROM sessions WHERE person_id = $1", values![person_id])
                .await?;
        }
        self.keep_an_owner(write, changed).await
    }

    /// Commits unless a workspace that had members is left without an owner who can sign in.
    async fn keep_an_owner(&self, mut write: Write, changed: u64) -> Result<MemberChange, CatalogError> {
        if changed == 0 {
            return Ok(MemberChange::NoSuchMember);
        }
        let orphaned = write
            .row(
                "SELECT workspaces.id FROM workspaces \
                 WHERE (workspaces.id = $1 OR EXISTS (SELECT 1 FROM members WHERE members.workspace_id = workspaces.id)) \
                 AND NOT EXISTS (SELECT 1 FROM members JOIN people ON people.id = members.person_id \
                 WHERE members.workspace_id = workspaces.id AND members.role = 'owner' \
                 AND people.disabled_at IS NULL) LIMIT 1",
                values![&*self.workspace],
            )
            .await?;
        if orphaned.is_some() {
            return Ok(MemberChange::LastOwner);
        }
        write.commit().await?;
        Ok(MemberChange::Done)
    }
}
