//! Who did what. Lines are only ever added.

use crate::db::values;
use crate::maps::damaged;
use crate::{Catalog, CatalogError};

/// A line of the log, before it has its number.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// RFC 3339 in UTC.
    pub at: String,
    /// Absent where it concerns the installation, such as signing in.
    pub workspace_id: Option<String>,
    /// Absent where nobody was signed in.
    pub person_id: Option<String>,
    pub via: String,
    pub action: String,
    pub object_kind: Option<String>,
    pub object_id: Option<String>,
    pub detail: Option<serde_json::Value>,
    pub ip: Option<String>,
}

/// A line as it lies in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditLine {
    /// Grows with every line; not without gaps.
    pub seq: u64,
    pub entry: AuditEntry,
    /// As the person is called now, where they still have an account.
    pub person_name: Option<String>,
}

/// Which lines are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only lines with a smaller number.
    pub before: Option<u64>,
    pub person_id: Option<String>,
    pub action: Option<String>,
    /// Also what concerns the installation alone, such as refused sign-ins.
    pub of_installation: bool,
}

impl Catalog {
    pub async fn add_audit(&self, entry: &AuditEntry) -> Result<(), CatalogError> {
        self.db
            .execute(
                "write the audit log",
                "INSERT INTO audit (at, workspace_id, person_id, via, action, object_kind, object_id, detail, ip) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                values![
                    &entry.at,
                    entry.workspace_id.as_deref(),
                    entry.person_id.as_deref(),
                    &entry.via,
                    &entry.action,
                    entry.object_kind.as_deref(),
                    entry.object_id.as_deref(),
                    entry.detail.as_ref().map(ToString::to_string),
                    entry.ip.as_deref(),
                ],
            )
            .await?;
        Ok(())
    }

    /// What was done in the workspace, and its members' comings and goings; the last first, at most `limit`.
    pub async fn audit(&self, filter: &AuditFilter, limit: u32) -> Result<Vec<AuditLine>, CatalogError> {
        let sql = "SELECT audit.seq, audit.at, audit.workspace_id, audit.person_id, audit.via, audit.action, \
            audit.object_kind, audit.object_id, audit.detail, audit.ip, people.name FROM audit \
            LEFT JOIN people ON people.id = audit.person_id \
            WHERE (audit.workspace_id = $1 OR (audit.workspace_id IS NULL AND ($2 = 1 \
            OR audit.person_id IN (SELECT person_id FROM members WHERE members.workspace_id = $1)))) \
            AND audit.seq < $3 AND ($4 = '' OR audit.person_id = $4) AND ($5 = '' OR audit.action = $5) \
            ORDER BY audit.seq DESC LIMIT $6";
        let rows = self
            .db
            .rows(
                "read the audit log",
                sql,
                values![
                    &*self.workspace,
                    filter.of_installation,
                    filter.before.unwrap_or(u64::MAX),
                    filter.person_id.as_deref().unwrap_or_default(),
                    filter.action.as_deref().unwrap_or_default(),
                    limit,
                ],
            )
            .await?;
        rows.iter()
            .map(|row| {
                let seq = row.count("seq");
                let detail = row.maybe_text("detail").map(|text| serde_json::from_str(&text));
                Ok(AuditLine {
                    seq,
                    entry: AuditEntry {
                        at: row.text("at"),
                        workspace_id: row.maybe_text("workspace_id"),
                        person_id: row.maybe_text("person_id"),
                        via: row.text("via"),
                        action: row.text("action"),
                        object_kind: row.maybe_text("object_kind"),
                        object_id: row.maybe_text("object_id"),
                        detail: detail
                            .transpose()
                            .map_err(|e| damaged("line of the audit log", seq.to_string(), e))?,
                        ip: row.maybe_text("ip"),
                    },
                    person_name: row.maybe_text("name"),
                })
            })
            .collect()
    }
}
