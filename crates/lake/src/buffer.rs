//! Events of an import on their way to disk: columns per bucket, compact, in arrival order.

use crate::actors::ActorTable;
use crate::blocks::{Blocks, Texts};
use crate::schema::{ColumnInfo, ColumnKind};
use hashbrown::HashMap;
use tropa_model::{CodedColumn, EventBatch, TextColumn};

/// Codes as narrow as they fit; the largest value of the width is [`CodedColumn::MISSING`].
#[derive(Debug)]
pub(crate) enum Codes {
    Bytes(Blocks<u8>),
    Shorts(Blocks<u16>),
    Words(Blocks<u32>),
}

/// A code as it is held.
pub(crate) trait Narrow: Copy {
    /// With [`CodedColumn::MISSING`] for the largest value of the width.
    fn wide(self) -> u32;
}

impl Narrow for u8 {
    fn wide(self) -> u32 {
        if self == u8::MAX {
            CodedColumn::MISSING
        } else {
            self.into()
        }
    }
}

impl Narrow for u16 {
    fn wide(self) -> u32 {
        if self == u16::MAX {
            CodedColumn::MISSING
        } else {
            self.into()
        }
    }
}

impl Narrow for u32 {
    fn wide(self) -> u32 {
        self
    }
}

impl Codes {
    pub fn new() -> Codes {
        Codes::Bytes(Blocks::default())
    }

    /// Makes room for codes below `codes`.
    fn widen(&mut self, codes: usize) {
        let wide = match self {
            Codes::Bytes(v) if codes >= usize::from(u16::MAX) => Codes::Words(v.map(u8::wide)),
            Codes::Bytes(v) if codes >= usize::from(u8::MAX) => Codes::Shorts(v.map(|c| c.wide() as u16)),
            Codes::Shorts(v) if codes >= usize::from(u16::MAX) => Codes::Words(v.map(u16::wide)),
            _ => return,
        };
        *self = wide;
    }

    fn pad(&mut self, rows: usize) {
        match self {
            Codes::Bytes(v) => v.pad(rows, u8::MAX),
            Codes::Shorts(v) => v.pad(rows, u16::MAX),
            Codes::Words(v) => v.pad(rows, u32::MAX),
        }
    }

    /// Appends `codes[row]` for each of the rows; truncating `MISSING` gives the narrow width's own.
    fn extend(&mut self, rows: &[u32], codes: &[u32]) {
        match self {
            Codes::Bytes(v) => v.extend(rows, |&r| codes[r as usize] as u8),
            Codes::Shorts(v) => v.extend(rows, |&r| codes[r as usize] as u16),
            Codes::Words(v) => v.extend(rows, |&r| codes[r as usize]),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Codes::Bytes(v) => v.bytes(),
            Codes::Shorts(v) => v.bytes(),
            Codes::Words(v) => v.bytes(),
        }
    }
}

/// Distinct texts and their codes, in order of first appearance.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub list: Vec<String>,
    codes: HashMap<String, u32>,
}

impl Names {
    pub fn code(&mut self, name: &str) -> u32 {
        if let Some(&code) = self.codes.get(name) {
            return code;
        }
        let code = self.list.len() as u32;
        self.list.push(name.to_owned());
        self.codes.insert(name.to_owned(), code);
        code
    }

    /// The import's codes of a batch's rows. Fails with the row whose code has no name.
    pub fn translate(&mut self, column: &CodedColumn) -> Result<Vec<u32>, usize> {
        const UNSEEN: u32 = u32::MAX;
        let mut seen = vec![UNSEEN; column.names.len()];
        let mut codes = Vec::with_capacity(column.codes.len());
        for (row, &code) in column.codes.iter().enumerate() {
            if code == CodedColumn::MISSING {
                codes.push(CodedColumn::MISSING);
                continue;
            }
            let Some(known) = seen.get_mut(code as usize) else {
                return Err(row);
            };
            if *known == UNSEEN {
                *known = self.code(&column.names[code as usize]);
            }
            codes.push(*known);
        }
        Ok(codes)
    }
}

#[derive(Debug)]
pub(crate) enum BufferColumn {
    Coded(Codes),
    Text(Texts),
    Number(Blocks<f64>),
}

impl BufferColumn {
    fn new(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Coded => BufferColumn::Coded(Codes::new()),
            ColumnKind::Text => BufferColumn::Text(Texts::default()),
            ColumnKind::Number => BufferColumn::Number(Blocks::default()),
        }
    }

    /// Fills up to `rows` with missing values.
    fn pad(&mut self, rows: usize) {
        match self {
            BufferColumn::Coded(codes) => codes.pad(rows),
            BufferColumn::Text(texts) => texts.pad(rows),
            BufferColumn::Number(values) => values.pad(rows, f64::NAN),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            BufferColumn::Coded(codes) => codes.bytes(),
            BufferColumn::Text(texts) => texts.bytes(),
            BufferColumn::Number(values) => values.bytes(),
        }
    }
}

/// A batch made ready: activity and coded columns carry the import's codes.
pub(crate) struct ReadyBatch<'a> {
    pub batch: &'a EventBatch,
    pub hashes: Vec<u64>,
    pub activity: Vec<u32>,
    pub activities: usize,
    /// (place among the import's columns, values).
    pub columns: Vec<(usize, ReadyColumn<'a>)>,
}

pub(crate) enum ReadyColumn<'a> {
    Coded { codes: Vec<u32>, names: usize },
    Text(std::borrow::Cow<'a, TextColumn>),
    Number(std::borrow::Cow<'a, [f64]>),
}

/// Rows whose actors are looked up together: enough that a table that fell out of the cache is worth fetching again.
const PENDING_ROWS: usize = 16 * 1024;

/// Events of one bucket in arrival order.
#[derive(Debug)]
pub(crate) struct BucketBuffer {
    pub actors: ActorTable,
    /// Keys and hashes of the last events, whose actors are not looked up yet.
    pending: TextColumn,
    pending_hashes: Vec<u64>,
    /// Room for their numbers.
    found: Vec<u32>,
    /// Number of the actor per event. [`BucketBuffer::DROPPED`]: not to be written.
    pub actor: Blocks<u32>,
    pub time_us: Blocks<i64>,
    pub activity: Codes,
    /// In order of the import's columns; may be shorter than `actor` until [`BucketBuffer::finish`].
    pub columns: Vec<BufferColumn>,
}

impl BucketBuffer {
    pub const DROPPED: u32 = u32::MAX;

    pub fn new() -> Self {
        let activity = Codes::new();
        Self {
            actors: ActorTable::default(),
            pending: TextColumn::default(),
            pending_hashes: Vec::new(),
            found: Vec::new(),
            actor: Blocks::default(),
            time_us: Blocks::default(),
            activity,
            columns: Vec::new(),
        }
    }

    pub fn events(&self) -> usize {
        self.time_us.len()
    }

    /// Events that will be written.
    pub fn kept(&self) -> usize {
        self.actor.iter().filter(|&&actor| actor != Self::DROPPED).count()
    }

    /// Appends these rows of the batch, all of this bucket, in their order.
    pub fn append(&mut self, rows: &[u32], ready: &ReadyBatch<'_>, columns: &[ColumnInfo]) {
        if self.pending.bytes.len() + ready.batch.actor.bytes.len() > u32::MAX as usize {
            self.look_up();
        }
        for &row in rows {
            self.pending
                .bytes
                .extend_from_slice(ready.batch.actor.get_bytes(row as usize));
            self.pending.offsets.push(self.pending.bytes.len() as u32);
            self.pending_hashes.push(ready.hashes[row as usize]);
        }
        if self.pending_hashes.len() >= PENDING_ROWS {
            self.look_up();
        }
        self.time_us.extend(rows, |&r| ready.batch.time_us[r as usize]);
        self.activity.widen(ready.activities);
        self.activity.extend(rows, &ready.activity);

        self.columns.extend(
            columns[self.columns.len()..]
                .iter()
                .map(|c| BufferColumn::new(c.kind)),
        );
        let before = self.time_us.len() - rows.len();
        for (place, values) in &ready.columns {
            let column = &mut self.columns[*place];
            column.pad(before);
            match (column, values) {
                (BufferColumn::Coded(into), ReadyColumn::Coded { codes, names }) => {
                    into.widen(*names);
                    into.extend(rows, codes);
                }
                (BufferColumn::Text(into), ReadyColumn::Text(texts)) => {
                    rows.iter().for_each(|&r| into.push(texts.get_bytes(r as usize)));
                }
                (BufferColumn::Number(into), ReadyColumn::Number(values)) => {
                    into.extend(rows, |&r| values[r as usize]);
                }
                _ => unreachable!("a batch is made ready in the kinds of the import's columns"),
            }
        }
    }

    fn look_up(&mut self) {
        self.found.clear();
        self.actors
            .intern_all(&self.pending_hashes, &self.pending, &mut self.found);
        self.actor.extend(&self.found, |&actor| actor);
        self.pending.bytes.clear();
        self.pending.offsets.truncate(1);
        self.pending_hashes.clear();
    }

    /// Brings every column to full length.
    pub fn finish(&mut self, columns: &[ColumnInfo]) {
        self.look_up();
        // Sorting wants the room.
        (self.pending, self.pending_hashes, self.found) = Default::default();
        self.columns.extend(
            columns[self.columns.len()..]
                .iter()
                .map(|c| BufferColumn::new(c.kind)),
        );
        let rows = self.actor.len();
        for column in &mut self.columns {
            column.pad(rows);
        }
    }

    /// Memory held, nearly.
    pub fn bytes(&self) -> usize {
        let fixed = self.actor.bytes() + self.time_us.bytes() + self.activity.bytes();
        fixed
            + self.actors.bytes()
            + self.pending.bytes.capacity()
            + 16 * self.pending_hashes.capacity()
            + self.columns.iter().map(BufferColumn::bytes).sum::<usize>()
    }
}
