//! The columns of an events table: their names, types and roles.

use crate::error::LakeError;
use deltalake_core::kernel::{DataType, StructField, StructType};
use std::path::Path;
use tropa_model::{ColumnValues, Role};

/// How values of a column are held. Stored with the column, so that reading gives back what was put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Few distinct texts.
    Coded,
    /// Many distinct texts.
    Text,
    Number,
}

impl ColumnKind {
    pub(crate) fn of(values: &ColumnValues) -> ColumnKind {
        match values {
            ColumnValues::Coded(_) => ColumnKind::Coded,
            ColumnValues::Text(_) => ColumnKind::Text,
            ColumnValues::Number(_) => ColumnKind::Number,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            ColumnKind::Coded => "coded",
            ColumnKind::Text => "text",
            ColumnKind::Number => "number",
        }
    }
}

/// A column of a source beside actor, activity and time.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct ColumnInfo {
    pub name: String,
    #[schema(value_type = Object)]
    pub role: Role,
    pub kind: ColumnKind,
}

const KIND_KEY: &str = "tropa.kind";

/// Columns every event has, in table order; `bucket` is the partition column and not inside the files.
pub(crate) fn fixed_fields() -> Vec<StructField> {
    vec![
        StructField::new("actor", DataType::STRING, false),
        StructField::new("time", DataType::TIMESTAMP, false),
        StructField::new("activity", DataType::STRING, false),
        StructField::new("import", DataType::LONG, false),
        StructField::new("bucket", DataType::INTEGER, false),
    ]
}

fn field(column: &ColumnInfo) -> StructField {
    let data_type = match column.kind {
        ColumnKind::Number => DataType::DOUBLE,
        ColumnKind::Coded | ColumnKind::Text => DataType::STRING,
    };
    StructField::new(&column.name, data_type, true).with_metadata([(KIND_KEY, column.kind.as_str())])
}

/// The table's schema with these columns after the fixed ones.
pub(crate) fn table_schema(columns: &[ColumnInfo]) -> StructType {
    let fields = fixed_fields().into_iter().chain(columns.iter().map(field));
    StructType::try_new(fields).expect("columns of a source have distinct names")
}

/// The columns beside the fixed ones, in table order. Columns another program added with a type we do not know are
/// left out.
pub(crate) fn columns_of(schema: &StructType, table: &Path) -> Result<Vec<ColumnInfo>, LakeError> {
    for fixed in fixed_fields() {
        if schema
            .field(fixed.name())
            .is_none_or(|f| f.data_type() != fixed.data_type())
        {
            let reason = format!(
                "the table has no column `{}` of type {}",
                fixed.name(),
                fixed.data_type()
            );
            return Err(LakeError::Damaged {
                path: table.to_owned(),
                reason,
            });
        }
    }
    let mut columns = Vec::new();
    for field in schema.fields() {
        let Some(role) = Role::from_column_name(field.name()) else {
            continue;
        };
        let kind = match field.metadata().get(KIND_KEY).map(ToString::to_string).as_deref() {
            _ if field.data_type() == &DataType::DOUBLE => ColumnKind::Number,
            _ if field.data_type() != &DataType::STRING => continue,
            Some("text") => ColumnKind::Text,
            _ => ColumnKind::Coded,
        };
        columns.push(ColumnInfo {
            name: field.name().clone(),
            role,
            kind,
        });
    }
    Ok(columns)
}

/// The table's schema with more columns after those it has.
pub(crate) fn extended(schema: &StructType, more: &[ColumnInfo]) -> StructType {
    let fields = schema.fields().cloned().chain(more.iter().map(field));
    StructType::try_new(fields).expect("the new columns are not among the old")
}
