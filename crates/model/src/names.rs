//! Names that are safe as folder names, URL segments and table names.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a stream of facts inside a workspace: `web_shop`, `loans`.
///
/// Always 1 to 64 characters of `a-z 0-9 _ -`, starting with a letter or digit, so it can stand in a path, a URL and
/// a query without quoting. Parsed once at the edge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceName(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "«{given}» cannot be a source name: use 1 to 64 of a-z, 0-9, _ and -, starting with a letter or digit"
)]
pub struct NameError {
    pub given: String,
}

impl SourceName {
    pub fn new(text: &str) -> Result<Self, NameError> {
        let fits = (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
            && text.as_bytes()[0].is_ascii_alphanumeric();
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(NameError {
                given: text.chars().take(80).collect(),
            })
        }
    }

    /// The nearest allowed name to a file name or title: `Заявки 2012.xes.gz` → `2012`, `My Log.csv` → `my_log`.
    pub fn from_file_name(file_name: &str) -> Self {
        let stem = file_name.split('.').next().unwrap_or_default();
        let mut name = String::new();
        for c in stem.chars().flat_map(char::to_lowercase) {
            match c {
                'a'..='z' | '0'..='9' => name.push(c),
                _ if name.ends_with('_') || name.is_empty() => {}
                _ => name.push('_'),
            }
        }
        let name: String = name.trim_end_matches('_').chars().take(64).collect();
        Self(if name.is_empty() { "log".to_owned() } else { name })
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for SourceName {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        Self::new(&text)
    }
}

impl From<SourceName> for String {
    fn from(name: SourceName) -> String {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_not_a_source_name() {
        for bad in ["", "../x", "a/b", "A", "_x", "имя", &"x".repeat(65)] {
            assert!(SourceName::new(bad).is_err(), "{bad}");
        }
        assert!(SourceName::new("web-shop_2").is_ok());
    }

    #[test]
    fn a_file_name_becomes_the_nearest_source_name() {
        let name = |f| SourceName::from_file_name(f).as_str().to_owned();
        assert_eq!(name("My Log (2).csv.gz"), "my_log_2");
        assert_eq!(name("заявки.xes"), "log");
        assert_eq!(
            name("bpic2012_loan_applications.xes.gz"),
            "bpic2012_loan_applications"
        );
    }
}
