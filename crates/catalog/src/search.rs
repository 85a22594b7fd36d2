//! What a search looks through, kept beside each map so that only promising documents are read.

use crate::db::values;
use crate::maps::damaged;
use crate::{Catalog, CatalogError};
use tropa_map::Map;

/// All texts of the map in lower case, one a line.
pub(crate) fn folded_text(map: &Map) -> String {
    let mut folded = String::new();
    for text in tropa_map::texts(map) {
        // PostgreSQL keeps no zero characters in text; nobody searches for one.
        folded.extend(text.text.to_lowercase().chars().filter(|c| *c != '\0'));
        folded.push('\n');
    }
    folded
}

impl Catalog {
    /// Maps of the workspace that hold every word somewhere, the last changed first, at most `limit`. `words` are in
    /// lower case.
    pub async fn maps_with(&self, words: &[String], limit: u32) -> Result<Vec<Map>, CatalogError> {
        let mut sql = "SELECT id, document FROM maps WHERE workspace_id = $1".to_owned();
        let mut given = values![&*self.workspace];
        for word in words {
            let n = given.len() + 1;
            // A map written before there was a text to look through is read.
            sql.push_str(&format!(
                " AND (search_text = '' OR search_text LIKE ${n} ESCAPE '!')"
            ));
            let escaped = word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
            given.extend(values![format!("%{escaped}%")]);
        }
        sql.push_str(&format!(
            " ORDER BY updated_at DESC, id LIMIT ${}",
            given.len() + 1
        ));
        given.extend(values![limit]);
        let rows = self.db.rows("search the maps", &sql, given).await?;
        rows.iter()
            .map(|row| tropa_map::parse(&row.text("document")).map_err(|e| damaged("map", row.text("id"), e)))
            .collect()
    }
}
