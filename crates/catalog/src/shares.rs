//! Links that show a map to whoever has them.

use crate::db::{Row, values};
use crate::maps::damaged;
use crate::{Catalog, CatalogError, MapId};

/// A link to one map, with what it leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub id: String,
    pub map_id: String,
    /// What the link is called among its makers: «board of directors».
    pub name: String,
    pub can_comment: bool,
    /// Who opens the link must know the password.
    pub password_hash: Option<String>,
    /// Ids of lanes that are left out.
    pub hide_lanes: Vec<String>,
    pub hide_evidence: bool,
    /// Id of a person.
    pub created_by: String,
    /// RFC 3339 in UTC, as all times.
    pub created_at: String,
    /// Absent: until it is revoked.
    pub expires_at: Option<String>,
    pub revoked_at: Option<String>,
    /// The last time.
    pub opened_at: Option<String>,
    /// How often.
    pub opened: u64,
}

const COLUMNS: &str = "shares.id, shares.map_id, shares.name, shares.can_comment, shares.password_hash, \
    shares.hide_lanes, shares.hide_evidence, shares.created_by, shares.created_at, shares.expires_at, \
    shares.revoked_at, shares.opened_at, shares.opened";

fn share(row: &Row) -> Result<Share, CatalogError> {
    let id = row.text("id");
    let hide_lanes =
        serde_json::from_str(&row.text("hide_lanes")).map_err(|e| damaged("share", id.clone(), e))?;
    Ok(Share {
        id,
        map_id: row.text("map_id"),
        name: row.text("name"),
        can_comment: row.yes("can_comment"),
        password_hash: row.maybe_text("password_hash"),
        hide_lanes,
        hide_evidence: row.yes("hide_evidence"),
        created_by: row.text("created_by"),
        created_at: row.text("created_at"),
        expires_at: row.maybe_text("expires_at"),
        revoked_at: row.maybe_text("revoked_at"),
        opened_at: row.maybe_text("opened_at"),
        opened: row.count("opened"),
    })
}

impl Catalog {
    pub async fn add_share(&self, made: &Share, token_hash: &str) -> Result<(), CatalogError> {
        self.db
            .execute(
                "make the link",
                "INSERT INTO shares (id, map_id, token_hash, name, can_comment, password_hash, hide_lanes, \
                 hide_evidence, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                values![
                    &made.id,
                    &made.map_id,
                    token_hash,
                    &made.name,
                    made.can_comment,
                    made.password_hash.as_deref(),
                    lanes(made),
                    made.hide_evidence,
                    &made.created_by,
                    &made.created_at,
                    made.expires_at.as_deref(),
                ],
            )
            .await?;
        Ok(())
    }

    /// Links to the map, the last made first, revoked ones among them.
    pub async fn shares(&self, map: &MapId) -> Result<Vec<Share>, CatalogError> {
        let sql = format!("SELECT {COLUMNS} FROM shares WHERE map_id = $1 ORDER BY created_at DESC, id");
        let rows = self
            .db
            .rows("list the links", &sql, values![map.as_str()])
            .await?;
        rows.iter().map(share).collect()
    }

    /// A link, good or not, with the workspace its map belongs to.
    pub async fn share_by_token(&self, token_hash: &str) -> Result<Option<(Share, String)>, CatalogError> {
        let sql = format!(
            "SELECT {COLUMNS}, maps.workspace_id FROM shares JOIN maps ON maps.id = shares.map_id \
             WHERE shares.token_hash = $1"
        );
        let row = self.db.row("read the link", &sql, values![token_hash]).await?;
        row.map(|row| Ok((share(&row)?, row.text("workspace_id"))))
            .transpose()
    }

    /// Writes what may change of a link: name, password, end, what it leaves out. Whether the map had such a link.
    pub async fn put_share(&self, changed: &Share) -> Result<bool, CatalogError> {
        let written = self
            .db
            .execute(
                "change the link",
                "UPDATE shares SET name = $3, can_comment = $4, password_hash = $5, hide_lanes = $6, \
                 hide_evidence = $7, expires_at = $8 WHERE id = $1 AND map_id = $2 AND revoked_at IS NULL",
                values![
                    &changed.id,
                    &changed.map_id,
                    &changed.name,
                    changed.can_comment,
                    changed.password_hash.as_deref(),
                    lanes(changed),
                    changed.hide_evidence,
                    changed.expires_at.as_deref(),
                ],
            )
            .await?;
        Ok(written > 0)
    }

    /// Whether the map had such a link that was still good.
    pub async fn revoke_share(&self, map: &MapId, id: &str, now: &str) -> Result<bool, CatalogError> {
        let sql = "UPDATE shares SET revoked_at = $3 WHERE id = $1 AND map_id = $2 AND revoked_at IS NULL";
        let revoked = self
            .db
            .execute("revoke the link", sql, values![id, map.as_str(), now])
            .await?;
        Ok(revoked > 0)
    }

    pub async fn share_was_opened(&self, id: &str, now: &str) -> Result<(), CatalogError> {
        let sql = "UPDATE shares SET opened_at = $2, opened = opened + 1 WHERE id = $1";
        self.db
            .execute("note that a link was opened", sql, values![id, now])
            .await?;
        Ok(())
    }
}

fn lanes(share: &Share) -> String {
    serde_json::to_string(&share.hide_lanes).expect("ids have a JSON form")
}
