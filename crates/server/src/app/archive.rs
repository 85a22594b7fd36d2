//! Copies of maps, and maps that are put away.

use crate::app::maps::MadeFrom;
use crate::app::{AppError, Author, Workspace, now_rfc3339};
use tropa_catalog::{MapId, MapSummary};
use tropa_model::LocalText;

impl Workspace {
    /// A copy of the map under an id of its own, without what people said about the first one, with the same rights of
    /// people and teams on it. Returns its id and revision.
    pub fn duplicate_map(&self, id: &MapId, by: &Author) -> Result<(MapId, u64), AppError> {
        let mut copy = self.map(id)?.map;
        copy.comments.clear();
        copy.title = LocalText(
            copy.title
                .0
                .iter()
                .map(|(lang, title)| {
                    let word = if lang == "ru" { "копия" } else { "copy" };
                    (lang.clone(), format!("{title} ({word})"))
                })
                .collect(),
        );
        let wanted = format!("{id}-copy");
        let wanted: String = wanted.chars().take(MapId::LENGTH_MAX).collect();
        self.add_map(copy, &wanted, &MadeFrom::Copy(id.clone()), by)
    }

    /// One map as a list shows it.
    pub fn map_summary(&self, id: &MapId) -> Result<MapSummary, AppError> {
        Ok(self.wait(self.catalog.map_summary(id))?)
    }

    /// Puts a map away with `Some(true)` or takes it out again with `Some(false)`.
    pub fn patch_map(&self, id: &MapId, archived: Option<bool>) -> Result<MapSummary, AppError> {
        if let Some(archived) = archived {
            let now = now_rfc3339();
            self.wait(self.catalog.archive_map(id, archived.then_some(now.as_str())))?;
        }
        self.map_summary(id)
    }
}
