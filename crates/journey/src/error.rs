//! What can go wrong with an index and with a question.

use std::path::PathBuf;
use tropa_model::LocalText;
use tropa_model::expr::ExprError;

/// Building, opening or cleaning an index failed.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error("cannot {doing} {path}: {source}", path = path.display())]
    File {
        doing: &'static str,
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{path}: {reason}", path = path.display())]
    Format { path: PathBuf, reason: String },
    #[error("bucket {bucket}: {reason}")]
    Run { bucket: u32, reason: String },
    #[error(transparent)]
    Name(#[from] tropa_model::NameError),
}

impl IndexError {
    pub(crate) fn file(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| IndexError::File { doing, path, source }
    }
}

/// A question that has no answer here.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    #[error(transparent)]
    Filter(#[from] ExprError),
    /// No such column; `known` are the names that would do, sorted.
    #[error("«{name}» is not known here; known: {}", shown(known))]
    UnknownName { name: String, known: Vec<String> },
    /// No such activity in the snapshot; `near` are the closest names there are.
    #[error("there is no activity «{name}»; did you mean: {}", shown(near))]
    UnknownActivity { name: String, near: Vec<String> },
    /// A value that cannot be compared with the name it stands beside.
    #[error("`{name}` is {is}; `{given}` cannot be compared with it")]
    Type {
        name: String,
        is: LocalText,
        given: String,
    },
    /// Outside the documented limits of the question.
    #[error("{field}: {reason}")]
    Invalid { field: &'static str, reason: LocalText },
    /// The derived files do not hold what they did when they were written: build the index again.
    #[error("the index is damaged and must be built again: {0}")]
    Damaged(#[from] IndexError),
}

/// At most twenty names, then how many more there are.
fn shown(names: &[String]) -> String {
    const MOST: usize = 20;
    let mut text = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    if names.is_empty() {
        text.push_str("none");
    }
    if names.len() > MOST {
        text.push_str(&format!(" and {} more", names.len() - MOST));
    }
    text
}
