//! What stops a file from being read at all. Trouble with single rows is a [`crate::RejectedRow`] instead.

use std::error::Error;
use tropa_model::LocalText;

/// Every message says which file, what was seen, what was expected and what to do.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    #[error("{file}: the file is empty; expected events in CSV, TSV, XLSX, JSONL, Parquet, XES or OCEL 2.0")]
    Empty { file: String },
    #[error(
        "{file}: cannot tell the format ({saw}); expected CSV, TSV, XLSX, JSONL, Parquet, XES or OCEL 2.0, plain or gzipped. \
         Convert the file, or name its format if it is one of these"
    )]
    UnknownFormat { file: String, saw: LocalText },
    #[error("{file}: the file ends too early ({cause}); copy or download it again")]
    Truncated { file: String, cause: LocalText },
    #[error("{file}: {columns} columns, more than the {max} allowed; is «{delimiter}» the right delimiter?")]
    TooManyColumns {
        file: String,
        columns: usize,
        max: usize,
        delimiter: String,
    },
    #[error("{file}: unpacks to more than {bytes} bytes ({reason}); unpack it yourself if you trust it")]
    Bomb {
        file: String,
        bytes: u64,
        reason: LocalText,
    },
    #[error(
        "{file}: elements nested deeper than {max} levels at byte {at}; no event log is written like that"
    )]
    TooDeep { file: String, at: u64, max: usize },
    #[error(
        "{file}: the record that begins at line {line} is longer than {max} bytes; is a quote «{quote}» opened there and never \
         closed? Correct it, or pass another quote character"
    )]
    RecordTooLong {
        file: String,
        line: u64,
        max: usize,
        quote: String,
    },
    #[error("{file}, {place}: {saw}; expected {expected}")]
    Malformed {
        file: String,
        place: LocalText,
        saw: LocalText,
        expected: LocalText,
    },
    #[error("{file}: has no column «{column}»; it has {present}. Correct the mapping")]
    MissingColumn {
        file: String,
        column: String,
        present: String,
    },
    #[error("{file}: ambiguous object type: which one is the case? {}. Pass --object-type", list_types(.types))]
    AmbiguousObjectType {
        file: String,
        types: Vec<crate::ObjectType>,
    },
    #[error("{file}: no object type «{given}»; there are {}. Pass one of them with --object-type", list_types(.types))]
    UnknownObjectType {
        file: String,
        given: String,
        types: Vec<crate::ObjectType>,
    },
    #[error(
        "no file for the input «{input}» of the mapping (its pattern is «{pattern}», files given: {given})"
    )]
    NoFile {
        input: String,
        pattern: String,
        given: String,
    },
    #[error(
        "{file}: fits no input of the mapping (patterns: {patterns}); give it an input or leave the file out"
    )]
    UnmappedFile { file: String, patterns: String },
    #[error("mapping, {place}: {problem}; {help}")]
    Mapping {
        place: LocalText,
        problem: LocalText,
        help: LocalText,
    },
    #[error("«{given}» is not a time zone; expected a name such as Europe/Moscow or UTC")]
    UnknownTimeZone { given: String },
    #[error("{file}: more than {max} {what}; {help}")]
    TooMany {
        file: String,
        what: LocalText,
        max: usize,
        help: LocalText,
    },
    #[error("{file}: an SQLite database; its tables must be read first and handed over with ocel_from_rows")]
    SqliteNeedsRows { file: String },
    #[error("the events could not be stored: {0}")]
    Sink(#[from] SinkError),
}

impl IntakeError {
    /// The closed set of codes that the API and `--json` show.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty_file",
            Self::UnknownFormat { .. } => "unknown_format",
            Self::Truncated { .. } => "truncated_file",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::Bomb { .. } => "unpacks_too_large",
            Self::TooDeep { .. } => "nested_too_deep",
            Self::RecordTooLong { .. } => "record_too_long",
            Self::Malformed { .. } => "malformed_file",
            Self::MissingColumn { .. } => "missing_column",
            Self::AmbiguousObjectType { .. } => "ambiguous_object_type",
            Self::UnknownObjectType { .. } => "unknown_object_type",
            Self::NoFile { .. } => "no_file_for_input",
            Self::UnmappedFile { .. } => "unmapped_file",
            Self::Mapping { .. } => "bad_mapping",
            Self::UnknownTimeZone { .. } => "unknown_time_zone",
            Self::TooMany { .. } => "too_many",
            Self::SqliteNeedsRows { .. } => "sqlite_needs_rows",
            Self::Sink(_) => "sink_failed",
        }
    }
}

/// Every message in Russian, for pages; [`std::fmt::Display`] gives the English one.
impl IntakeError {
    pub fn text(&self) -> LocalText {
        LocalText::en_ru(self.to_string(), self.russian())
    }

    fn russian(&self) -> String {
        let ru = |text: &LocalText| text.get("ru").to_owned();
        match self {
            Self::Empty { file } => {
                format!("{file}: файл пуст; нужны события в CSV, TSV, XLSX, JSONL, Parquet, XES или OCEL 2.0")
            }
            Self::UnknownFormat { file, saw } => format!(
                "{file}: не удалось узнать формат ({}); подойдут CSV, TSV, XLSX, JSONL, Parquet, XES и OCEL 2.0, в том числе в gzip. \
                 Сохраните файл в одном из них",
                ru(saw)
            ),
            Self::Truncated { file, cause } => {
                format!(
                    "{file}: файл обрывается ({}); скопируйте или скачайте его заново",
                    ru(cause)
                )
            }
            Self::TooManyColumns {
                file,
                columns,
                max,
                delimiter,
            } => format!(
                "{file}: столбцов {columns}, а можно не больше {max}; верно ли, что разделитель «{delimiter}»?"
            ),
            Self::Bomb { file, bytes, reason } => format!(
                "{file}: распаковывается больше чем в {bytes} байт ({}); если доверяете файлу, распакуйте его сами",
                ru(reason)
            ),
            Self::TooDeep { file, at, max } => format!(
                "{file}: на байте {at} элементы вложены глубже {max} уровней; журналы событий так не пишут"
            ),
            Self::RecordTooLong {
                file,
                line,
                max,
                quote,
            } => format!(
                "{file}: запись, которая начинается на строке {line}, длиннее {max} байт; не открыта ли там кавычка «{quote}» и не \
                 закрыта? Исправьте её или укажите другой знак кавычек"
            ),
            Self::Malformed {
                file,
                place,
                saw,
                expected,
            } => format!("{file}, {}: {}; ожидалось: {}", ru(place), ru(saw), ru(expected)),
            Self::MissingColumn {
                file,
                column,
                present,
            } => format!("{file}: нет столбца «{column}», есть {present}. Исправьте соответствие столбцов"),
            Self::AmbiguousObjectType { file, types } => {
                format!(
                    "{file}: непонятно, объекты какого вида считать делом. Есть {}",
                    types_ru(types)
                )
            }
            Self::UnknownObjectType { file, given, types } => {
                format!(
                    "{file}: нет объектов вида «{given}», есть {}. Выберите один из них",
                    types_ru(types)
                )
            }
            Self::NoFile {
                input,
                pattern,
                given,
            } => format!("для входа «{input}» (образец имени «{pattern}») нет файла; есть {given}"),
            Self::UnmappedFile { file, patterns } => format!(
                "{file}: не подходит ни к одному входу (образцы имён: {patterns}); добавьте для него вход или уберите файл"
            ),
            Self::Mapping { place, problem, help } => format!(
                "соответствие столбцов, {}: {}; {}",
                ru(place),
                ru(problem),
                ru(help)
            ),
            Self::UnknownTimeZone { given } => {
                format!("«{given}» — не часовой пояс; нужно имя вроде Europe/Moscow или UTC")
            }
            Self::TooMany {
                file,
                what,
                max,
                help,
            } => format!("{file}: больше {max} {}; {}", ru(what), ru(help)),
            Self::SqliteNeedsRows { file } => {
                format!("{file}: это база SQLite; сначала нужно прочитать её таблицы")
            }
            Self::Sink(error) => format!("события не удалось сохранить: {error}"),
        }
    }
}

pub(crate) fn line(number: usize) -> LocalText {
    LocalText::en_ru(format!("line {number}"), format!("строка {number}"))
}

pub(crate) fn whole_file() -> LocalText {
    LocalText::en_ru("whole file", "весь файл")
}

pub(crate) fn types_ru(types: &[crate::ObjectType]) -> String {
    let one = |t: &crate::ObjectType| format!("{} (объектов {}, событий {})", t.name, t.objects, t.events);
    types.iter().map(one).collect::<Vec<_>>().join(", ")
}

pub(crate) fn list_types(types: &[crate::ObjectType]) -> String {
    let one = |t: &crate::ObjectType| format!("{} ({} objects, {} events)", t.name, t.objects, t.events);
    types.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The receiver of events refused them; reading stops at once.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct SinkError {
    pub message: String,
    #[source]
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

impl SinkError {
    pub fn new(source: impl Error + Send + Sync + 'static) -> Self {
        Self {
            message: source.to_string(),
            source: Some(Box::new(source)),
        }
    }
}
