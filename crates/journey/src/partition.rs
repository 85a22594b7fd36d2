//! One bucket of an index in memory: arrays that point into memory-mapped files.

use crate::bits::Bits;
use crate::error::IndexError;
use crate::files::map_batch;
use crate::manifest::{BucketEntry, ColumnEntry, ColumnKind};
use arrow::array::{Array, ArrayRef, AsArray, LargeStringArray, RecordBatch};
use arrow::buffer::{OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{
    DataType, Float64Type, TimestampMicrosecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// An activity code or an attribute code as it is stored.
pub(crate) trait Code: Copy + Send + Sync + 'static {
    fn at(self) -> usize;
}
impl Code for u8 {
    #[inline(always)]
    fn at(self) -> usize {
        usize::from(self)
    }
}
impl Code for u16 {
    #[inline(always)]
    fn at(self) -> usize {
        usize::from(self)
    }
}
impl Code for u32 {
    #[inline(always)]
    fn at(self) -> usize {
        self as usize
    }
}

/// A time since the journey's start as it is stored.
pub(crate) trait Tick: Copy + Send + Sync + 'static {
    fn ticks(self) -> u64;
}
impl Tick for u32 {
    #[inline(always)]
    fn ticks(self) -> u64 {
        u64::from(self)
    }
}
impl Tick for u64 {
    #[inline(always)]
    fn ticks(self) -> u64 {
        self
    }
}

/// Cloning shares the memory.
#[derive(Clone, Debug)]
pub(crate) enum Codes {
    U8(ScalarBuffer<u8>),
    U16(ScalarBuffer<u16>),
    U32(ScalarBuffer<u32>),
}

impl Codes {
    fn from_array(array: &dyn Array) -> Option<Self> {
        Some(match array.data_type() {
            DataType::UInt8 => Codes::U8(array.as_primitive::<UInt8Type>().values().clone()),
            DataType::UInt16 => Codes::U16(array.as_primitive::<UInt16Type>().values().clone()),
            DataType::UInt32 => Codes::U32(array.as_primitive::<UInt32Type>().values().clone()),
            _ => return None,
        })
    }

    #[inline]
    pub fn get(&self, row: usize) -> usize {
        match self {
            Codes::U8(codes) => codes[row].at(),
            Codes::U16(codes) => codes[row].at(),
            Codes::U32(codes) => codes[row].at(),
        }
    }

    fn all_below(&self, end: usize) -> bool {
        // A plain maximum compiles to wide instructions, an early exit does not.
        let most = match self {
            Codes::U8(codes) => codes.iter().copied().max().map(Code::at),
            Codes::U16(codes) => codes.iter().copied().max().map(Code::at),
            Codes::U32(codes) => codes.iter().copied().max().map(Code::at),
        };
        most.is_none_or(|most| most < end)
    }
}

#[derive(Debug)]
pub(crate) enum Ticks {
    U32(ScalarBuffer<u32>),
    U64(ScalarBuffer<u64>),
}

impl Ticks {
    fn from_array(array: &dyn Array) -> Option<Self> {
        Some(match array.data_type() {
            DataType::UInt32 => Ticks::U32(array.as_primitive::<UInt32Type>().values().clone()),
            DataType::UInt64 => Ticks::U64(array.as_primitive::<UInt64Type>().values().clone()),
            _ => return None,
        })
    }

    #[inline]
    pub fn get(&self, row: usize) -> u64 {
        match self {
            Ticks::U32(ticks) => ticks[row].ticks(),
            Ticks::U64(ticks) => ticks[row].ticks(),
        }
    }
}

/// The values of one attribute in one bucket, one per event or, for attributes of the actor, one per journey.
#[derive(Debug)]
pub(crate) enum Values {
    /// Code 0 is a missing value; `names[code - 1]` is the text of any other.
    Coded { codes: Codes, names: Vec<String> },
    /// NaN is a missing value.
    Number(ScalarBuffer<f64>),
    /// An empty text is a missing value.
    Text(LargeStringArray),
}

impl Values {
    /// The values of these rows.
    fn at(&self, rows: &[u32]) -> Self {
        match self {
            Values::Coded { codes, names } => Values::Coded {
                codes: match codes {
                    Codes::U8(codes) => Codes::U8(rows.iter().map(|&row| codes[row as usize]).collect()),
                    Codes::U16(codes) => Codes::U16(rows.iter().map(|&row| codes[row as usize]).collect()),
                    Codes::U32(codes) => Codes::U32(rows.iter().map(|&row| codes[row as usize]).collect()),
                },
                names: names.clone(),
            },
            Values::Number(values) => Values::Number(rows.iter().map(|&row| values[row as usize]).collect()),
            Values::Text(texts) => Values::Text(texts_at(texts, rows)),
        }
    }

    /// The value as text; `None` where it is missing.
    pub fn text(&self, row: usize) -> Option<String> {
        match self {
            Values::Coded { codes, names } => codes.get(row).checked_sub(1).map(|at| names[at].clone()),
            Values::Number(values) => (!values[row].is_nan()).then(|| values[row].to_string()),
            Values::Text(texts) => Some(texts.value(row))
                .filter(|t| !t.is_empty())
                .map(str::to_owned),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Partition {
    dir: PathBuf,
    pub entry: BucketEntry,
    pub tick_us: u64,
    /// Journey `j` owns events `offsets[j]..offsets[j + 1]`.
    pub offsets: OffsetBuffer<i32>,
    pub start_us: ScalarBuffer<i64>,
    /// From the first event to the last.
    pub spans: Ticks,
    /// Bit `code % 64` is set for every activity of the journey.
    pub kinds: ScalarBuffer<u64>,
    pub codes: Codes,
    pub ticks: Ticks,
    /// Where lives are cut: for every journey the place of its actor in the files.
    lives: Option<Vec<u32>>,
    actors: OnceLock<LargeStringArray>,
    columns: Vec<OnceLock<Values>>,
}

impl Partition {
    /// `None` for a bucket without journeys.
    pub fn open(dir: &Path, entry: &BucketEntry, activities: usize) -> Result<Option<Self>, IndexError> {
        let Some(core) = &entry.core else { return Ok(None) };
        let batch = map_batch(dir, core)?;
        let wrong = || IndexError::Format {
            path: dir.join(&core.file),
            reason: "not a journey core".into(),
        };
        let column = |name: &str| batch.column_by_name(name).ok_or_else(wrong);
        let events = column("events")?.as_list_opt::<i32>().ok_or_else(wrong)?;
        let fields = events.values().as_struct_opt().ok_or_else(wrong)?;
        let field = |name: &str| fields.column_by_name(name).ok_or_else(wrong);
        let codes = Codes::from_array(field("activity")?).ok_or_else(wrong)?;
        let ticks = Ticks::from_array(field("after")?).ok_or_else(wrong)?;
        let spans = Ticks::from_array(column("span")?).ok_or_else(wrong)?;
        let start = column("start")?
            .as_primitive_opt::<TimestampMicrosecondType>()
            .ok_or_else(wrong)?;
        let kinds = column("kinds")?
            .as_primitive_opt::<UInt64Type>()
            .ok_or_else(wrong)?;
        if std::mem::discriminant(&ticks) != std::mem::discriminant(&spans)
            || batch.num_rows() as u64 != entry.journeys
            || fields.len() as u64 != entry.events
            || !codes.all_below(activities)
        {
            return Err(wrong());
        }
        Ok(Some(Self {
            dir: dir.to_owned(),
            tick_us: entry.tick_us,
            offsets: events.offsets().clone(),
            start_us: start.values().clone(),
            spans,
            kinds: kinds.values().clone(),
            codes,
            ticks,
            lives: None,
            actors: OnceLock::new(),
            columns: entry.columns.iter().map(|_| OnceLock::new()).collect(),
            entry: entry.clone(),
        }))
    }

    /// The bucket of whole lives with a journey beginning at every event of `begins`, among them each life's first.
    pub fn cut(&self, begins: &Bits) -> Self {
        debug_assert!(self.lives.is_none(), "only whole lives are cut");
        let journeys = begins.count() as usize;
        let mut offsets = Vec::with_capacity(journeys + 1);
        let mut lives = Vec::with_capacity(journeys);
        let mut start_us = Vec::with_capacity(journeys);
        let mut kinds: Vec<u64> = Vec::with_capacity(journeys);
        for life in 0..self.journeys() {
            for event in self.events_of(life) {
                if begins.get(event) {
                    offsets.push(event as i32);
                    lives.push(life as u32);
                    start_us.push(self.time_us(life, event));
                    kinds.push(0);
                }
                if let Some(kinds) = kinds.last_mut() {
                    *kinds |= 1 << (self.codes.get(event) % 64);
                }
            }
        }
        offsets.push(self.entry.events as i32);
        let (ticks, spans) = match &self.ticks {
            Ticks::U32(ticks) => {
                let (ticks, spans) = rebased(ticks, &offsets);
                (Ticks::U32(ticks.into()), Ticks::U32(spans.into()))
            }
            Ticks::U64(ticks) => {
                let (ticks, spans) = rebased(ticks, &offsets);
                (Ticks::U64(ticks.into()), Ticks::U64(spans.into()))
            }
        };
        Self {
            dir: self.dir.clone(),
            tick_us: self.tick_us,
            offsets: OffsetBuffer::new(offsets.into()),
            start_us: start_us.into(),
            spans,
            kinds: kinds.into(),
            codes: self.codes.clone(),
            ticks,
            lives: Some(lives),
            actors: OnceLock::new(),
            columns: self.columns.iter().map(|_| OnceLock::new()).collect(),
            entry: self.entry.clone(),
        }
    }

    pub fn journeys(&self) -> usize {
        self.start_us.len()
    }

    #[inline]
    pub fn events_of(&self, journey: usize) -> std::ops::Range<usize> {
        self.offsets[journey] as usize..self.offsets[journey + 1] as usize
    }

    #[inline]
    pub fn end_us(&self, journey: usize) -> i64 {
        self.start_us[journey] + (self.spans.get(journey) * self.tick_us) as i64
    }

    pub fn time_us(&self, journey: usize, event: usize) -> i64 {
        self.start_us[journey] + (self.ticks.get(event) * self.tick_us) as i64
    }

    /// Keys of the journeys' actors, ascending by bytes; the same key again and again where lives are cut.
    pub fn actors(&self) -> Result<&LargeStringArray, IndexError> {
        if let Some(actors) = self.actors.get() {
            return Ok(actors);
        }
        let entry = self
            .entry
            .actors
            .as_ref()
            .expect("a bucket with a core has its actors");
        let array = self.read_column(
            &entry.file,
            map_batch(&self.dir, entry)?,
            self.entry.journeys as usize,
        )?;
        let actors = array
            .as_string_opt::<i64>()
            .ok_or_else(|| self.wrong(&entry.file))?;
        let actors = match &self.lives {
            None => actors.clone(),
            Some(lives) => texts_at(actors, lives),
        };
        Ok(self.actors.get_or_init(|| actors))
    }

    /// `None` when the bucket has no value of this name.
    pub fn values(&self, name: &str) -> Result<Option<&Values>, IndexError> {
        let Ok(place) = self.entry.columns.binary_search_by(|c| c.name.as_str().cmp(name)) else {
            return Ok(None);
        };
        if let Some(values) = self.columns[place].get() {
            return Ok(Some(values));
        }
        let values = self.read_values(&self.entry.columns[place])?;
        Ok(Some(self.columns[place].get_or_init(|| values)))
    }

    fn read_values(&self, column: &ColumnEntry) -> Result<Values, IndexError> {
        let of_actor = crate::index::is_of_actor(&column.name);
        let rows = if of_actor {
            self.entry.journeys as usize
        } else {
            self.entry.events as usize
        };
        let lives = self.lives.as_deref().filter(|_| of_actor);
        let file = &column.file.file;
        let array = self.read_column(file, map_batch(&self.dir, &column.file)?, rows)?;
        let wrong = || self.wrong(file);
        let values = match column.kind {
            ColumnKind::Number => Values::Number(
                array
                    .as_primitive_opt::<Float64Type>()
                    .ok_or_else(wrong)?
                    .values()
                    .clone(),
            ),
            ColumnKind::Text => Values::Text(array.as_string_opt::<i64>().ok_or_else(wrong)?.clone()),
            ColumnKind::Coded => {
                let dictionary = array.as_any_dictionary_opt().ok_or_else(wrong)?;
                let codes = Codes::from_array(dictionary.keys()).ok_or_else(wrong)?;
                let texts = dictionary.values().as_string_opt::<i32>().ok_or_else(wrong)?;
                if !codes.all_below(texts.len()) {
                    return Err(wrong());
                }
                Values::Coded {
                    codes,
                    names: texts
                        .iter()
                        .skip(1)
                        .map(|t| t.unwrap_or_default().to_owned())
                        .collect(),
                }
            }
        };
        Ok(match lives {
            None => values,
            Some(lives) => values.at(lives),
        })
    }

    fn read_column(&self, file: &str, batch: RecordBatch, rows: usize) -> Result<ArrayRef, IndexError> {
        batch
            .columns()
            .first()
            .filter(|c| c.len() == rows)
            .cloned()
            .ok_or_else(|| self.wrong(file))
    }

    fn wrong(&self, file: &str) -> IndexError {
        IndexError::Format {
            path: self.dir.join(file),
            reason: "not the column the manifest names".into(),
        }
    }
}

fn texts_at(texts: &LargeStringArray, rows: &[u32]) -> LargeStringArray {
    LargeStringArray::from_iter_values(rows.iter().map(|&row| texts.value(row as usize)))
}

/// Times counted from the first event of their journey, and each journey's last.
fn rebased<T: Copy + std::ops::Sub<Output = T>>(ticks: &[T], offsets: &[i32]) -> (Vec<T>, Vec<T>) {
    let mut after = Vec::with_capacity(ticks.len());
    let mut spans = Vec::with_capacity(offsets.len() - 1);
    for pair in offsets.windows(2) {
        let own = &ticks[pair[0] as usize..pair[1] as usize];
        after.extend(own.iter().map(|&tick| tick - own[0]));
        spans.push(after[after.len() - 1]);
    }
    (after, spans)
}

/// The arrays of a bucket in their stored widths, as kernels want them.
#[derive(Clone, Copy)]
pub(crate) struct View<'a, C, T> {
    pub offsets: &'a [i32],
    pub codes: &'a [C],
    pub ticks: &'a [T],
    pub spans: &'a [T],
    pub start_us: &'a [i64],
    pub kinds: &'a [u64],
    /// Stored ticks times this are ticks of the index.
    pub scale: u64,
}

impl<'a, C: Code, T: Tick> View<'a, C, T> {
    #[inline(always)]
    pub fn events_of(&self, journey: usize) -> std::ops::Range<usize> {
        self.offsets[journey] as usize..self.offsets[journey + 1] as usize
    }

    /// Codes and times of one journey; never empty.
    #[inline(always)]
    pub fn journey(&self, journey: usize) -> (&'a [C], &'a [T]) {
        let events = self.events_of(journey);
        (&self.codes[events.clone()], &self.ticks[events])
    }
}

/// Calls a generic kernel with the bucket's arrays in their stored widths.
macro_rules! with_view {
    ($partition:expr, $index_tick_us:expr, |$view:ident| $body:expr) => {{
        use $crate::partition::{Codes, Ticks, View};
        let partition: &$crate::partition::Partition = $partition;
        macro_rules! arm {
            ($codes:expr, $ticks:expr, $spans:expr) => {{
                let $view = View {
                    offsets: &partition.offsets,
                    codes: $codes,
                    ticks: $ticks,
                    spans: $spans,
                    start_us: &partition.start_us,
                    kinds: &partition.kinds,
                    scale: partition.tick_us / $index_tick_us,
                };
                $body
            }};
        }
        match (&partition.codes, &partition.ticks, &partition.spans) {
            (Codes::U8(c), Ticks::U32(t), Ticks::U32(s)) => arm!(&c[..], &t[..], &s[..]),
            (Codes::U16(c), Ticks::U32(t), Ticks::U32(s)) => arm!(&c[..], &t[..], &s[..]),
            (Codes::U32(c), Ticks::U32(t), Ticks::U32(s)) => arm!(&c[..], &t[..], &s[..]),
            (Codes::U8(c), Ticks::U64(t), Ticks::U64(s)) => arm!(&c[..], &t[..], &s[..]),
            (Codes::U16(c), Ticks::U64(t), Ticks::U64(s)) => arm!(&c[..], &t[..], &s[..]),
            (Codes::U32(c), Ticks::U64(t), Ticks::U64(s)) => arm!(&c[..], &t[..], &s[..]),
            _ => unreachable!("Partition::open lets only equal widths in"),
        }
    }};
}
pub(crate) use with_view;
