//! Tables that rows are looked up in.

use crate::text::records::Fields;
use crate::{IntakeError, limits};
use rustc_hash::FxHashMap;
use tropa_model::{LocalText, TextColumn};

/// The wanted columns of another input, by key. The first row of a key counts.
#[derive(Debug, Default)]
pub struct JoinTable {
    pub input: String,
    pub names: Vec<String>,
    columns: Vec<TextColumn>,
    rows: FxHashMap<Vec<u8>, u32>,
    bytes: usize,
    /// Rows whose key had been seen before.
    pub repeated: u64,
}

impl JoinTable {
    pub fn new(input: &str, names: Vec<String>) -> Self {
        let columns = vec![TextColumn::default(); names.len()];
        Self {
            input: input.into(),
            names,
            columns,
            ..Self::default()
        }
    }

    /// Takes one row: slot 0 is the key, the others follow `names`.
    pub fn add(&mut self, file: &str, fields: &dyn Fields) -> Result<(), IntakeError> {
        let key = fields.field(0).trim_ascii();
        if key.is_empty() {
            return Ok(());
        }
        if self.rows.contains_key(key) {
            self.repeated += 1;
            return Ok(());
        }
        for (index, column) in self.columns.iter_mut().enumerate() {
            let text = String::from_utf8_lossy(fields.field(index + 1));
            self.bytes += text.len() + 4;
            if column.bytes.len() + text.len() > u32::MAX as usize {
                return Err(self.too_large(file, "bytes", u32::MAX as usize));
            }
            column.push(&text);
        }
        self.bytes += key.len() + 48;
        if self.rows.len() >= limits::JOIN_ROWS_MAX {
            return Err(self.too_large(file, "rows", limits::JOIN_ROWS_MAX));
        }
        if self.bytes > limits::JOIN_BYTES_MAX {
            return Err(self.too_large(file, "bytes", limits::JOIN_BYTES_MAX));
        }
        self.rows.insert(key.to_vec(), self.rows.len() as u32);
        Ok(())
    }

    fn too_large(&self, file: &str, what: &str, max: usize) -> IntakeError {
        let help = LocalText::en_ru(
            "turn the join round, or join the files before importing them",
            "переверните связь или соедините файлы до импорта",
        );
        IntakeError::TooMany {
            file: file.into(),
            what: LocalText::en_ru(
                format!("{what} in the joined input «{}»", self.input),
                format!(
                    "{} во входе-справочнике «{}»",
                    if what == "rows" { "строк" } else { "байт" },
                    self.input
                ),
            ),
            max,
            help,
        }
    }

    pub fn row(&self, key: &[u8]) -> Option<u32> {
        self.rows.get(key.trim_ascii()).copied()
    }

    pub fn get(&self, row: u32, column: usize) -> &[u8] {
        self.columns[column].get_bytes(row as usize)
    }
}
