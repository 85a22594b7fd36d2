//! Ids of maps that are safe as URL segments and file names.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Always 1 to 64 characters of `a-z 0-9 _ -`, starting with a letter or digit: it can stand in a path, a URL, a file
/// name and a header without quoting. Parsed once at the edge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MapId(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«{given}» cannot be a map's id: use 1 to 64 of a-z, 0-9, _ and -, starting with a letter or digit")]
pub struct MapIdError {
    pub given: String,
}

impl MapId {
    pub const LENGTH_MAX: usize = 64;

    pub fn new(text: &str) -> Result<Self, MapIdError> {
        let fits = (1..=Self::LENGTH_MAX).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
            && text.as_bytes()[0].is_ascii_alphanumeric();
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(MapIdError {
                given: text.chars().take(80).collect(),
            })
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MapId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for MapId {
    type Error = MapIdError;
    fn try_from(text: String) -> Result<Self, MapIdError> {
        Self::new(&text)
    }
}

impl From<MapId> for String {
    fn from(id: MapId) -> String {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_or_markup_is_not_a_map_id() {
        for bad in [
            "",
            "../x",
            "a/b",
            "A",
            "-x",
            "карта",
            "<b>",
            "a.json",
            "a b",
            &"x".repeat(65),
        ] {
            assert!(MapId::new(bad).is_err(), "{bad}");
        }
        assert!(MapId::new("loans-2012_v2").is_ok());
    }
}
