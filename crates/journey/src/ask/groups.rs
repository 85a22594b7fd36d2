//! Breaking an answer down by the values of an attribute.

use crate::answer::Base;
use crate::error::AskError;
use crate::filter::resolve;
use crate::index::is_of_actor;
use crate::partition::{Codes, Partition, Values};
use std::collections::BTreeSet;
use tropa_model::LocalText;

/// More groups than anybody reads; an id named by mistake would otherwise fill the memory.
const GROUPS_MAX: usize = 1_000;

/// The values of an attribute, numbered the same in all buckets. A missing value is the group with the empty name.
pub(super) struct Groups<'a> {
    /// Ascending.
    pub names: Vec<String>,
    pub of_actor: bool,
    /// One per bucket.
    rows: Vec<Rows<'a>>,
}

enum Rows<'a> {
    /// The group of each code.
    Coded(&'a Codes, Vec<u32>),
    /// The group of each row.
    Listed(Vec<u32>),
    /// The bucket has no value.
    Missing(u32),
}

impl<'a> Groups<'a> {
    pub fn new(base: &Base<'a>, name: &str) -> Result<Self, AskError> {
        let index = base.index;
        let columns = index.column_names();
        let Some(column) = resolve(&columns, name) else {
            return Err(AskError::UnknownName {
                name: name.to_owned(),
                known: columns,
            });
        };
        let mut names = BTreeSet::new();
        let mut texts = Vec::new();
        for p in &index.partitions {
            let values = p.values(column)?;
            let of_bucket = texts_of(p, column, values);
            match &of_bucket {
                None => {
                    names.insert(String::new());
                }
                Some(list) => names.extend(list.iter().cloned()),
            }
            if names.len() > GROUPS_MAX {
                let reason = LocalText::en_ru(
                    format!("«{column}» has more than {GROUPS_MAX} values"),
                    format!("у «{column}» больше {GROUPS_MAX} разных значений"),
                );
                return Err(AskError::Invalid { field: "by", reason });
            }
            texts.push((values, of_bucket));
        }
        let names: Vec<String> = names.into_iter().collect();
        let number = |text: &String| names.binary_search(text).expect("collected above") as u32;
        let rows = texts
            .into_iter()
            .map(|(values, texts)| match (values, texts) {
                (Some(Values::Coded { codes, .. }), Some(texts)) => {
                    Rows::Coded(codes, texts.iter().map(number).collect())
                }
                (_, Some(texts)) => Rows::Listed(texts.iter().map(number).collect()),
                (_, None) => Rows::Missing(number(&String::new())),
            })
            .collect();
        Ok(Self {
            rows,
            of_actor: is_of_actor(column),
            names,
        })
    }

    /// The group of a journey or, for attributes of events, of an event.
    #[inline]
    pub fn of(&self, partition: usize, row: usize) -> usize {
        match &self.rows[partition] {
            Rows::Coded(codes, groups) => groups[codes.get(row)] as usize,
            Rows::Listed(groups) => groups[row] as usize,
            Rows::Missing(group) => *group as usize,
        }
    }
}

/// For coded values the text of each code, code 0 being the missing value; else the text of each row.
fn texts_of(p: &Partition, column: &str, values: Option<&Values>) -> Option<Vec<String>> {
    match values? {
        Values::Coded { names, .. } => Some(
            std::iter::once(String::new())
                .chain(names.iter().cloned())
                .collect(),
        ),
        values => {
            let rows = if is_of_actor(column) {
                p.journeys()
            } else {
                p.entry.events as usize
            };
            Some(
                (0..rows)
                    .map(|row| values.text(row).unwrap_or_default())
                    .collect(),
            )
        }
    }
}
