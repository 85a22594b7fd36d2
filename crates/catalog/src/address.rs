//! Where decisions lie.

use std::fmt;
use std::path::PathBuf;

/// A file of the workspace's folder, or a database on a PostgreSQL server (`postgres://person@host/name`).
#[derive(Clone, PartialEq, Eq)]
pub enum CatalogAddress {
    File(PathBuf),
    Postgres(String),
}

impl CatalogAddress {
    /// What begins like an address of PostgreSQL is one; anything else is a file.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres(text.to_owned())
        } else {
            Self::File(text.into())
        }
    }
}

/// Without password and options: safe for messages and logs.
impl fmt::Display for CatalogAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "{}", file.display()),
            Self::Postgres(address) => {
                let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", ""));
                let rest = rest.split('?').next().unwrap_or_default();
                let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
                write!(f, "{scheme}://{place}")
            }
        }
    }
}

impl fmt::Debug for CatalogAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        let address = CatalogAddress::parse("postgres://ann:s3cret@db:5432/tropa?password=s3cret");
        assert_eq!(address.to_string(), "postgres://db:5432/tropa");
        assert_eq!(format!("{address:?}"), "postgres://db:5432/tropa");
    }

    #[test]
    fn a_path_is_a_file() {
        let file = CatalogAddress::parse("data/tropa.sqlite");
        assert_eq!(file, CatalogAddress::File("data/tropa.sqlite".into()));
    }
}
