//! What a file is, told from its beginning.

use crate::formats::{ocel, xlsx};
use crate::mapping::{Decimal, Layout};
use crate::number::is_null_word as is_missing;
use crate::read::rows::{Visitor, Wanted, format_of, visit};
use crate::text::records::Fields;
use crate::text::{layout, stream::is_gzip};
use crate::time::{TimeFormat, TimeGuess, TimeParser, Zone, guess_format};
use crate::{Encoding, Format, Input, IntakeError, ReadOptions, limits, number};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use tropa_model::{LocalText, TextColumn};
use utoipa::ToSchema;

/// A file as it was found; every field can be overridden through [`ReadOptions`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Detected {
    pub name: String,
    pub bytes: u64,
    pub format: Format,
    pub gzip: bool,
    /// Of text formats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<char>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<Decimal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    pub columns: Vec<DetectedColumn>,
    /// Of OCEL logs, those with most events first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub object_types: Vec<ObjectType>,
    /// The object type taken as the case: the one given, or the only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object_type: Option<String>,
    /// Rows looked at.
    pub rows_sampled: u64,
    /// They are all rows of the file.
    pub whole: bool,
    pub notes: Vec<LocalText>,
    /// The rows looked at, by column.
    #[serde(skip)]
    pub(crate) sample: Vec<TextColumn>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DetectedColumn {
    pub name: String,
    pub kind: ValueKind,
    /// Formats that fit all values, when they are times or could be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeGuess>,
    /// Rows without a value, of those looked at.
    pub missing: u64,
    /// Different values, of those looked at.
    pub distinct: u64,
    /// Smallest and largest, when all are numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
    /// Up to five different values, cut.
    pub samples: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    Empty,
    Integer,
    Number,
    Boolean,
    Time,
    Text,
}

/// A kind of object of an OCEL log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ObjectType {
    pub name: String,
    pub objects: u64,
    /// Pairs of an event and an object of this type.
    pub events: u64,
    /// Attributes of the objects, as columns called `case:name`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<DetectedColumn>,
}

/// Looks at the beginning of a file: format, layout, columns and what their values are.
///
/// Only one question makes it look further: a date that may be day-first or month-first is followed through the file
/// until a value decides.
pub fn detect(input: &Input, options: &ReadOptions) -> Result<Detected, IntakeError> {
    if input.bytes.is_empty() {
        return Err(IntakeError::Empty {
            file: input.name.into(),
        });
    }
    let format = format_of(input, options)?;
    let mut layout = Layout {
        format: Some(format),
        ..options.clone()
    };
    let mut detected = Detected {
        name: input.name.into(),
        bytes: input.bytes.len() as u64,
        format,
        gzip: is_gzip(input.bytes),
        encoding: None,
        delimiter: None,
        quote: None,
        decimal: None,
        header: None,
        sheet: None,
        columns: Vec::new(),
        object_types: Vec::new(),
        object_type: None,
        rows_sampled: 0,
        whole: false,
        notes: Vec::new(),
        sample: Vec::new(),
    };
    if format == Format::Csv {
        let (found, _) = layout::resolve(input, &layout)?;
        detected.encoding = Some(found.encoding);
        detected.delimiter = Some(char::from(found.dialect.delimiter));
        detected.quote = found.dialect.quote.map(char::from);
        detected.header = Some(found.header);
        if !found.header {
            detected.notes.push(LocalText::en_ru(
                "the first row holds values, so columns are called column_1, column_2, …",
                "в первой строке значения, поэтому столбцы названы column_1, column_2, …",
            ));
        }
        layout.encoding = detected.encoding;
        layout.delimiter = detected.delimiter;
        layout.header = detected.header;
    }
    if matches!(format, Format::OcelJson | Format::OcelXml | Format::OcelSqlite) {
        let log = ocel::open(input, format)?;
        detected.object_types = log.types();
        detected.object_type = match log.case_type(input.name, &layout) {
            Ok(kind) => Some(kind),
            Err(IntakeError::AmbiguousObjectType { .. }) => None,
            Err(error) => return Err(error),
        };
    }
    if format == Format::Xlsx {
        detected.sheet = Some(xlsx::sheet(input, &layout)?);
        layout.sheet = detected.sheet.clone();
    }
    let mut sampler = Sampler::default();
    visit(input, &layout, Wanted::All, &mut sampler)?;
    detected.rows_sampled = sampler.rows;
    detected.whole = !sampler.stopped;
    if sampler.bad > 0 {
        let Sampler { bad, rows, .. } = sampler;
        detected.notes.push(LocalText::en_ru(
            format!("{bad} of the first {rows} rows cannot be read and would go to quarantine"),
            format!("из первых строк ({rows}) не читается {bad}: они попадут в карантин"),
        ));
    }
    if format == Format::Csv {
        detected.decimal = Some(options.decimal.unwrap_or_else(|| decimal_of(&sampler.columns)));
    }
    let decimal = detected.decimal.unwrap_or_default();
    let named = sampler.names.iter().zip(&sampler.columns);
    detected.columns = named
        .map(|(name, values)| describe(name, values, decimal))
        .collect();
    for index in 0..detected.columns.len() {
        let column = &mut detected.columns[index];
        if let Some(guess) = column.time.as_mut().filter(|g| g.formats.len() > 1)
            && !detected.whole
        {
            let slots = [column.name.clone()];
            visit(
                input,
                &layout,
                Wanted::Slots(&slots),
                &mut Decider::new(&mut guess.formats),
            )?;
        }
    }
    detected.sample = sampler.columns;
    Ok(detected)
}

/// Keeps the first rows by column.
#[derive(Default)]
struct Sampler {
    names: Vec<String>,
    columns: Vec<TextColumn>,
    rows: u64,
    bytes: usize,
    bad: u64,
    stopped: bool,
}

impl Visitor for Sampler {
    fn names(&mut self, names: &[String]) {
        self.names = names.to_vec();
        let rows = (self.rows - self.bad) as usize;
        let late = || std::iter::repeat_n("", rows).collect::<TextColumn>();
        while self.columns.len() < names.len() {
            self.columns.push(late());
        }
    }

    fn row(&mut self, fields: &dyn Fields, _row: u64) -> Result<bool, IntakeError> {
        self.rows += 1;
        for (slot, column) in self.columns.iter_mut().enumerate() {
            let value = fields.field(slot);
            // Only the beginning of long texts: their kind shows there.
            let kept = String::from_utf8_lossy(&value[..value.len().min(1_000)]);
            self.bytes += kept.len();
            column.push(&kept);
        }
        self.stopped = self.rows >= limits::SAMPLE_ROWS as u64 || self.bytes >= 4 * limits::SAMPLE_BYTES;
        Ok(!self.stopped)
    }

    fn bad(&mut self, _row: crate::RejectedRow) -> Result<bool, IntakeError> {
        self.rows += 1;
        self.bad += 1;
        self.stopped = self.rows >= limits::SAMPLE_ROWS as u64;
        Ok(!self.stopped)
    }
}

/// Strikes out formats until one is left.
struct Decider<'d> {
    formats: &'d mut Vec<TimeFormat>,
}

impl<'d> Decider<'d> {
    fn new(formats: &'d mut Vec<TimeFormat>) -> Self {
        Self { formats }
    }
}

impl Visitor for Decider<'_> {
    fn row(&mut self, fields: &dyn Fields, _row: u64) -> Result<bool, IntakeError> {
        let value = fields.field(0).trim_ascii();
        if !is_missing(value) {
            let fits = |f: &TimeFormat| TimeParser::new(*f, Zone::utc()).parse(value).is_ok();
            // A value that no format fits is a bad row and decides nothing.
            if self.formats.iter().any(fits) {
                self.formats.retain(fits);
            }
        }
        Ok(self.formats.len() > 1)
    }
}

/// Comma, when more values are numbers with a comma than with a point.
fn decimal_of(columns: &[TextColumn]) -> Decimal {
    let with = |sign: u8| {
        let is = |v: &&str| {
            let sides = v.trim().split(char::from(sign)).collect::<Vec<_>>();
            let digits =
                |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'-');
            sides.len() == 2 && digits(sides[0]) && digits(sides[1])
        };
        columns
            .iter()
            .map(|c| c.iter().take(1_000).filter(is).count())
            .sum::<usize>()
    };
    if with(b',') > with(b'.') {
        Decimal::Comma
    } else {
        Decimal::Point
    }
}

/// What the values of a column are.
pub(crate) fn describe(name: &str, values: &TextColumn, decimal: Decimal) -> DetectedColumn {
    const SAMPLES: usize = 5;
    let present: Vec<&[u8]> = (0..values.len())
        .map(|row| values.get_bytes(row).trim_ascii())
        .filter(|v| !is_missing(v))
        .collect();
    let mut distinct: FxHashSet<&[u8]> = FxHashSet::default();
    let mut samples = Vec::new();
    for value in &present {
        if distinct.insert(value) && samples.len() < SAMPLES {
            samples.push(crate::rejected::shown(value).chars().take(80).collect());
        }
    }
    let time = guess_time(&present);
    let numbers: Option<Vec<f64>> = present.iter().map(|v| number::parse(v, decimal)).collect();
    let numbers = numbers.filter(|n| !n.is_empty());
    let range = numbers.as_ref().map(|n| {
        n.iter()
            .fold((f64::MAX, f64::MIN), |(lo, hi), x| (lo.min(*x), hi.max(*x)))
    });
    let all = |test: fn(&[u8]) -> bool| present.iter().all(|v| test(v));
    let kind = if present.is_empty() {
        ValueKind::Empty
    } else if all(is_boolean) {
        ValueKind::Boolean
    } else if time.as_ref().is_some_and(|t| {
        matches!(
            t.formats[0],
            TimeFormat::Iso | TimeFormat::DayFirst | TimeFormat::MonthFirst
        )
    }) && !all(|v| v.iter().all(u8::is_ascii_digit))
    {
        ValueKind::Time
    } else if numbers.is_none() || all(|v| v.len() > 1 && v[0] == b'0' && v.iter().all(u8::is_ascii_digit)) {
        ValueKind::Text
    } else if all(|v| v.iter().all(|b| b.is_ascii_digit() || *b == b'-')) {
        ValueKind::Integer
    } else {
        ValueKind::Number
    };
    let missing = (values.len() - present.len()) as u64;
    DetectedColumn {
        name: name.into(),
        kind,
        time,
        missing,
        distinct: distinct.len() as u64,
        range,
        samples,
    }
}

fn is_boolean(value: &[u8]) -> bool {
    [
        "true", "false", "True", "False", "TRUE", "FALSE", "да", "нет", "Да", "Нет",
    ]
    .iter()
    .any(|word| word.as_bytes() == value)
}

/// Formats that fit all values, or all but a few: a column of times with some broken values is still one.
fn guess_time(present: &[&[u8]]) -> Option<TimeGuess> {
    let first = present.first()?;
    if !first.iter().any(u8::is_ascii_digit) && present.len() < 20 {
        return None;
    }
    guess_format(present.iter().copied()).or_else(|| {
        let fit: Vec<&[u8]> = present
            .iter()
            .copied()
            .filter(|v| guess_format(std::iter::once(*v)).is_some())
            .collect();
        (fit.len() * 20 >= present.len() * 19).then(|| guess_format(fit.iter().copied()))?
    })
}
