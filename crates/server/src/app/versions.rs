//! Named states of a map.

use crate::app::{AppError, Author, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use tropa_catalog::{MapId, MapVersion};
use tropa_map::Map;
use utoipa::ToSchema;
use uuid::Uuid;

const NAME_CHARS_MAX: usize = 120;
const NOTE_CHARS_MAX: usize = 2_000;
/// Each keeps a whole document.
const VERSIONS_MAX: usize = 500;

/// A state of a map that somebody gave a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NamedVersion {
    pub id: String,
    /// The map's position it shows.
    pub seq: u64,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who named it, as the person is called now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// RFC 3339 in UTC.
    pub at: String,
}

/// A name and why; of an existing version what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VersionName {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Workspace {
    /// All named versions, the newest first.
    pub fn versions(&self, id: &MapId) -> Result<Vec<NamedVersion>, AppError> {
        self.wait(self.catalog.map_seq(id))?;
        let versions = self.wait(self.catalog.versions(id))?;
        versions.into_iter().map(|version| self.named(version)).collect()
    }

    /// Gives the map as it now is a name.
    pub fn name_version(
        &self,
        id: &MapId,
        given: &VersionName,
        by: &Author,
    ) -> Result<NamedVersion, AppError> {
        let name = sound_line("name", given.name.as_deref().unwrap_or_default(), NAME_CHARS_MAX)?;
        let note = sound_note(given.note.as_deref())?;
        if self.wait(self.catalog.versions(id))?.len() >= VERSIONS_MAX {
            return Err(Fault::new(
                ErrorCode::TooLarge,
                format!("a map has at most {VERSIONS_MAX} named versions; take the name from one"),
                format!("у карты не больше {VERSIONS_MAX} именованных версий; снимите имя с какой-нибудь"),
            )
            .into());
        }
        let stored = self.map(id)?;
        let version = MapVersion {
            id: Uuid::now_v7().to_string(),
            seq: stored.revision,
            name,
            note,
            person_id: Some(by.id.clone()),
            created_at: now_rfc3339(),
        };
        self.wait(self.catalog.put_version(id, &version, &stored.map))?;
        self.tell_room(id, "versions", by);
        self.named(version)
    }

    /// Gives a version another name or note.
    pub fn rename_version(
        &self,
        id: &MapId,
        version_id: &str,
        given: &VersionName,
        by: &Author,
    ) -> Result<NamedVersion, AppError> {
        let (version, _) = self.version(id, version_id)?;
        let name = match &given.name {
            Some(name) => sound_line("name", name, NAME_CHARS_MAX)?,
            None => version.name,
        };
        let note = match &given.note {
            Some(note) => sound_note(Some(note))?,
            None => version.note,
        };
        let renamed = self
            .catalog
            .rename_version(id, version_id, &name, note.as_deref());
        if !self.wait(renamed)? {
            return Err(no_such_version().into());
        }
        self.tell_room(id, "versions", by);
        let (version, _) = self.version(id, version_id)?;
        self.named(version)
    }

    /// Takes the name away; the history keeps the state.
    pub fn forget_version(&self, id: &MapId, version_id: &str, by: &Author) -> Result<(), AppError> {
        if !self.wait(self.catalog.delete_version(id, version_id))? {
            return Err(no_such_version().into());
        }
        self.tell_room(id, "versions", by);
        Ok(())
    }

    /// The document of a version.
    pub(crate) fn version_map(&self, id: &MapId, version_id: &str) -> Result<Map, AppError> {
        Ok(self.version(id, version_id)?.1)
    }

    fn version(&self, id: &MapId, version_id: &str) -> Result<(MapVersion, Map), AppError> {
        let found = self.wait(self.catalog.version(id, version_id))?;
        Ok(found.ok_or_else(no_such_version)?)
    }

    fn named(&self, version: MapVersion) -> Result<NamedVersion, AppError> {
        let by = match &version.person_id {
            Some(person) => self.wait(self.catalog.person_name(person))?,
            None => None,
        };
        Ok(NamedVersion {
            id: version.id,
            seq: version.seq,
            name: version.name,
            note: version.note,
            by,
            at: version.created_at,
        })
    }
}

/// One line people will read: not empty, not too long, nothing hidden in it.
pub(crate) fn sound_line(field: &str, text: &str, chars_max: usize) -> Result<String, Fault> {
    let text = text.trim();
    let sound = !text.is_empty() && text.chars().count() <= chars_max && !text.chars().any(char::is_control);
    if sound {
        return Ok(text.to_owned());
    }
    Err(Fault::new(
        ErrorCode::BadRequest,
        format!("`{field}`: expected one line of 1 to {chars_max} characters"),
        format!("`{field}`: нужна одна строка, от 1 до {chars_max} знаков"),
    )
    .at(field))
}

/// Text of several lines; nothing where it is empty.
pub(crate) fn sound_text(field: &str, text: &str, chars_max: usize) -> Result<Option<String>, Fault> {
    let text = text.trim();
    let hidden = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.chars().count() > chars_max || text.chars().any(hidden) {
        return Err(Fault::new(
            ErrorCode::BadRequest,
            format!("`{field}`: expected at most {chars_max} characters of text"),
            format!("`{field}`: не больше {chars_max} знаков текста"),
        )
        .at(field));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

fn sound_note(note: Option<&str>) -> Result<Option<String>, Fault> {
    note.map_or(Ok(None), |note| sound_text("note", note, NOTE_CHARS_MAX))
}

fn no_such_version() -> Fault {
    Fault::new(
        ErrorCode::NotFound,
        "the map has no such version",
        "у карты нет такой версии",
    )
}
