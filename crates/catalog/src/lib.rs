//! Decisions on disk: people and what they may do, maps with every change made to them, saved mappings, the history of
//! jobs. The only SQL over decisions.
//!
//! By default one SQLite file in the workspace's folder, in write-ahead mode: several processes may read and write it
//! at once. The same tables on PostgreSQL. A map is written only over the revision its writer has seen, so nobody's
//! change is lost silently.

mod access;
mod address;
mod assistant;
mod audit;
mod blobs;
mod db;
mod error;
mod invitations;
mod jobs;
mod log;
mod map_id;
mod mappings;
mod maps;
mod members;
mod oidc;
mod people;
mod resets;
mod role;
mod search;
mod seen;
mod sessions;
mod shares;
mod studies;
mod suggestions;
mod surveys;
mod teams;
mod tokens;
mod versions;
mod views;
mod voice;
mod workspaces;

pub use access::{MapAccess, MapAccessOf, MapRights, MapRole};
pub use address::CatalogAddress;
pub use assistant::{AssistantState, StoredSuggestion};
pub use audit::{AuditEntry, AuditFilter, AuditLine};
pub use blobs::Blob;
pub use error::CatalogError;
pub use invitations::{Invitation, Invited};
pub use jobs::JobRecord;
pub use log::{ChangedHow, ChangedRecord, LiveState, LogEntry, NewEntry, Snapshot};
pub use map_id::{MapId, MapIdError};
pub use maps::{LinkHead, Made, MapSummary, Over, PersonaHead, StoredMap};
pub use members::{Member, MemberChange, Membership};
pub use oidc::OidcState;
pub use people::Person;
pub use role::{Role, UnknownRole};
pub use seen::{Notification, NotificationKind};
pub use sessions::Session;
pub use shares::Share;
pub use studies::StoredStudy;
pub use suggestions::{Suggestion, SuggestionSource, SuggestionState};
pub use surveys::{InvitationCounts, Kept, StoredSurvey, SurveyInvitation, SurveySitting, SurveyState};
pub use teams::Team;
pub use tokens::ApiToken;
pub use versions::MapVersion;
pub use views::SavedView;
pub use voice::{VoiceCode, VoiceCoding, VoiceDecisions, VoiceDismissal, VoicePin, VoiceReject, VoiceTopic};
pub use workspaces::WorkspaceRecord;

use db::{Db, Postgres, Sqlite};
use std::sync::Arc;

/// The workspace that is there from the beginning.
pub const FIRST_WORKSPACE: &str = "default";

/// Open decisions, seen from one workspace: its maps, mappings and jobs. People are shared by all.
#[derive(Clone, Debug)]
pub struct Catalog {
    pub(crate) db: Db,
    pub(crate) workspace: Arc<str>,
}

impl Catalog {
    /// Opens what lies at the address, creates it where there is nothing, and brings an older one up to date. A copy of
    /// an older one is made first: `tropa.sqlite.before-0002` beside the file, the schema `before_0002` on a server;
    /// the last three are kept. Looks from [`FIRST_WORKSPACE`].
    pub async fn open(address: &CatalogAddress) -> Result<Catalog, CatalogError> {
        let db = match address {
            CatalogAddress::File(file) => Db::new(Sqlite::open(file).await?),
            CatalogAddress::Postgres(address) => Db::new(Postgres::open(address).await?),
        };
        Ok(Catalog {
            db,
            workspace: FIRST_WORKSPACE.into(),
        })
    }

    /// The same decisions seen from another workspace.
    pub fn of_workspace(&self, id: &str) -> Catalog {
        Catalog {
            db: self.db.clone(),
            workspace: id.into(),
        }
    }

    /// The workspace it is seen from.
    pub fn workspace_id(&self) -> &str {
        &self.workspace
    }

    /// Writes the log back into the file and empties it, so that it holds nothing that was deleted.
    pub async fn empty_log(&self) -> Result<(), CatalogError> {
        self.db.empty_log().await
    }

    /// Removes the copies made before changes of the tables: they hold what was erased since.
    pub async fn forget_copies(&self) -> Result<(), CatalogError> {
        self.db.forget_copies().await
    }

    /// Waits for what is under way and lets the database go, for all workspaces.
    pub async fn close(&self) {
        self.db.close().await;
    }
}
