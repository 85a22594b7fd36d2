//! Every size intake refuses to exceed, with the reason. A file beyond a limit ends in an error that names it.

/// Bytes of text parsed as one piece of work: large enough to amortise a batch's dictionaries, small enough that
/// several pieces stay in cache and progress is shown several times a second.
pub const CHUNK_BYTES: usize = 1 << 20;

/// One record of a text file. Longer ones are almost always a quote that was opened and never closed; without the
/// limit such a file would be read into memory as a single field.
pub const RECORD_BYTES_MAX: usize = 16 << 20;

/// One field. A longer one is rejected with its row; the longest honest texts (transcripts) stay far below.
pub const FIELD_BYTES_MAX: usize = 1 << 20;

/// Names of actors and activities are keys of dictionaries and of the index; keys of kilobytes are a wrong mapping.
pub const KEY_BYTES_MAX: usize = 1_024;

/// Columns of a table. Wide exports have hundreds; a million columns is a wrong delimiter or an attack.
pub const COLUMNS_MAX: usize = 10_000;

/// Bytes that one compressed byte may become. DEFLATE cannot exceed about 1,032; real logs stay under 100.
pub const GZIP_RATIO_MAX: u64 = 400;

/// Below this size the ratio is not judged: a small file of equal bytes is harmless.
pub const GZIP_RATIO_FROM_BYTES: u64 = 64 << 20;

/// Unpacked bytes of formats that must lie in memory as a whole (XLSX, Parquet and OCEL inside gzip, OCEL JSON).
pub const WHOLE_BYTES_MAX: u64 = 4 << 30;

/// All parts of an XLSX unpacked. Excel itself stops at a million rows, which is under this.
pub const XLSX_BYTES_MAX: u64 = 2 << 30;

/// XML elements inside one another. XES nests lists a few levels deep; deeper is an attack on the stack of readers.
pub const XML_DEPTH_MAX: usize = 64;

/// Events of one XES trace held until the trace ends, because its attributes may follow its events.
pub const TRACE_EVENTS_MAX: usize = 5_000_000;

/// Distinct attribute names of a file without a header (XES, JSON lines): each becomes a possible column.
pub const NAMES_MAX: usize = COLUMNS_MAX;

/// Rows of a table that others are joined with; it is held in memory.
pub const JOIN_ROWS_MAX: usize = 50_000_000;

/// Bytes of a table that others are joined with.
pub const JOIN_BYTES_MAX: usize = 4 << 30;

/// Starts that wait for their completion at one moment.
pub const OPEN_STARTS_MAX: usize = 5_000_000;

/// Rows after which a batch is handed on.
pub const BATCH_ROWS: usize = 1 << 17;

/// Bytes of texts after which a batch is handed on, far below the 4 GiB a text column can hold.
pub const BATCH_TEXT_BYTES: usize = 64 << 20;

/// Bytes looked at to detect encoding, layout and kinds of values.
pub const SAMPLE_BYTES: usize = 4 << 20;

/// Rows looked at to detect kinds of values and to propose a mapping.
pub const SAMPLE_ROWS: usize = 20_000;

/// Characters of a value shown in a rejection.
pub const SHOWN_CHARS: usize = 200;

/// Bytes of a rejected row kept so that it can be corrected and read again.
pub const RAW_BYTES_MAX: usize = 256 << 10;
