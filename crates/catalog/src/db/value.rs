//! Values as they go into and come out of either database.

use std::sync::Arc;

/// A value of a column; booleans are 0 and 1, times and JSON are text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Null,
    Text(String),
    Int(i64),
    Bytes(Vec<u8>),
}

/// `values![id, 3, None::<&str>]`: what stands for `$1`, `$2`, `$3`.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Value::from($value)),*] };
}
pub(crate) use values;

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

/// Positions and counts; none comes near 2⁶³.
impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Int(yes.into())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer. A getter names a column of the statement beside it and the type its table gives it; anything
/// else is a mistake of the program and panics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub names: Arc<[String]>,
    pub values: Vec<Value>,
}

impl Row {
    pub fn text(&self, name: &str) -> String {
        self.maybe_text(name).unwrap_or_else(|| wrong(name, "text"))
    }

    pub fn maybe_text(&self, name: &str) -> Option<String> {
        match self.value(name) {
            Value::Text(text) => Some(text.clone()),
            Value::Null => None,
            _ => wrong(name, "text"),
        }
    }

    pub fn int(&self, name: &str) -> i64 {
        self.maybe_int(name).unwrap_or_else(|| wrong(name, "a number"))
    }

    pub fn maybe_int(&self, name: &str) -> Option<i64> {
        match self.value(name) {
            Value::Int(number) => Some(*number),
            Value::Null => None,
            _ => wrong(name, "a number"),
        }
    }

    /// A position or count, never negative.
    pub fn count(&self, name: &str) -> u64 {
        u64::try_from(self.int(name)).unwrap_or(0)
    }

    pub fn yes(&self, name: &str) -> bool {
        self.int(name) != 0
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        match self.value(name) {
            Value::Bytes(bytes) => bytes.clone(),
            // SQLite gives an empty blob back as nothing.
            Value::Null => Vec::new(),
            _ => wrong(name, "bytes"),
        }
    }

    fn value(&self, name: &str) -> &Value {
        let at = self.names.iter().position(|known| known == name);
        at.map_or_else(|| wrong(name, "a column"), |at| &self.values[at])
    }
}

fn wrong<T>(name: &str, expected: &str) -> T {
    panic!("the answer's «{name}» is not {expected}: statement and code beside it differ")
}
