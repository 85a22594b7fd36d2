//! The first rows as the events they will become.

use crate::read::builder::Parsed;
use crate::read::lifecycle::Pairer;
use crate::read::run::{first_rows, prepare};
use crate::{Input, IntakeError, Mapping, RejectedRow};
use serde::{Deserialize, Serialize};
use tropa_model::{ColumnValues, EventBatch, LocalText, time::rfc3339};
use utoipa::ToSchema;

/// Example events, as a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Preview {
    /// `actor`, `time`, `activity`, then the columns by their names in the lake.
    pub columns: Vec<String>,
    /// Texts as they will be stored; times in RFC 3339, UTC; an empty text is a missing value.
    pub rows: Vec<Vec<String>>,
    /// Rows among them that would go to quarantine.
    pub rejected: Vec<RejectedRow>,
    pub notes: Vec<LocalText>,
}

/// Reads the first `rows` rows of each file by the mapping, without going through the rest.
pub fn preview(inputs: &[Input], mapping: &Mapping, rows: usize) -> Result<Preview, IntakeError> {
    let pairer: Option<Pairer> = prepare(inputs, mapping)?.pairer()?;
    let (parts, notes) = first_rows(inputs, mapping, rows)?;
    let mut shown = Preview {
        notes,
        ..Preview::default()
    };
    shown.columns = vec!["actor".into(), "time".into(), "activity".into()];
    let columns = parts.first().map(|p| {
        p.batch
            .columns
            .iter()
            .map(|c| c.role.column_name())
            .collect::<Vec<_>>()
    });
    shown.columns.extend(columns.unwrap_or_default());
    let mut pairer = pairer;
    for Parsed { batch, rejected, .. } in parts {
        shown.rejected.extend(rejected);
        let batches = match &mut pairer {
            Some(pairer) => vec![pairer.apply(batch, "preview")?, pairer.finish()],
            None => vec![batch],
        };
        for batch in &batches {
            shown.rows.extend((0..batch.len()).map(|row| cells(batch, row)));
        }
    }
    Ok(shown)
}

fn cells(batch: &EventBatch, row: usize) -> Vec<String> {
    let mut cells = vec![
        batch.actor.get(row).to_owned(),
        rfc3339(batch.time_us[row]),
        batch.activity.get(row).unwrap_or_default().to_owned(),
    ];
    cells.extend(batch.columns.iter().map(|column| match &column.values {
        ColumnValues::Coded(values) => values.get(row).unwrap_or_default().to_owned(),
        ColumnValues::Text(values) => values.get(row).to_owned(),
        ColumnValues::Number(values) if values[row].is_nan() => String::new(),
        ColumnValues::Number(values) => values[row].to_string(),
    }));
    cells
}
