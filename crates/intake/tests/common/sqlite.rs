//! Just enough of the SQLite file format (sqlite.org/fileformat2.html) to read the rows of small tables, so that these
//! tests need no database. Rows never spill over a page here.
#![allow(dead_code, clippy::unwrap_used)]

use tropa_intake::SqlTable;

/// Every table with all its rows as text.
pub fn tables(file: &[u8]) -> Vec<SqlTable> {
    let size = usize::from(u16::from_be_bytes([file[16], file[17]]));
    let size = if size == 1 { 65_536 } else { size };
    let database = Database { file, size };
    let mut schema = Vec::new();
    database.rows(1, &mut schema);
    let is_table = |row: &&Vec<Option<String>>| row[0].as_deref() == Some("table");
    let table = |row: &Vec<Option<String>>| {
        let mut rows = Vec::new();
        database.rows(row[3].as_deref().unwrap().parse().unwrap(), &mut rows);
        SqlTable {
            name: row[1].clone().unwrap(),
            columns: columns(row[4].as_deref().unwrap()),
            rows,
        }
    };
    schema.iter().filter(is_table).map(table).collect()
}

/// The quoted names at the start of the items of `CREATE TABLE … ( … )`.
fn columns(sql: &str) -> Vec<String> {
    let items = sql[sql.find('(').unwrap() + 1..].split(',').map(str::trim);
    let quoted = |item: &str| {
        let quote = item.chars().next().filter(|c| matches!(c, '"' | '`'))?;
        item[1..].split(quote).next().map(str::to_owned)
    };
    items.filter_map(quoted).collect()
}

struct Database<'f> {
    file: &'f [u8],
    size: usize,
}

impl Database<'_> {
    /// Walks the tree of a table whose root is page `number`, counted from 1.
    fn rows(&self, number: usize, rows: &mut Vec<Vec<Option<String>>>) {
        let page = &self.file[(number - 1) * self.size..number * self.size];
        let start = if number == 1 { 100 } else { 0 };
        let u16_at = |at: usize| usize::from(u16::from_be_bytes([page[at], page[at + 1]]));
        let u32_at = |at: usize| u32::from_be_bytes(page[at..at + 4].try_into().unwrap()) as usize;
        let leaf = page[start] == 0x0d;
        let pointers = start + if leaf { 8 } else { 12 };
        for cell in 0..u16_at(start + 3) {
            let at = u16_at(pointers + 2 * cell);
            if leaf {
                rows.push(self.record(&page[at..]));
            } else {
                self.rows(u32_at(at), rows);
            }
        }
        if !leaf {
            assert_eq!(page[start], 0x05, "a page of a table");
            self.rows(u32_at(start + 8), rows);
        }
    }

    fn record(&self, cell: &[u8]) -> Vec<Option<String>> {
        let mut at = 0;
        let length = varint(cell, &mut at);
        assert!(length <= self.size - 35, "a row that spills over its page");
        varint(cell, &mut at);
        let payload = &cell[at..at + length];
        let mut head = 0;
        let mut body = varint(payload, &mut head);
        let head_end = body;
        let mut values = Vec::new();
        while head < head_end {
            let kind = varint(payload, &mut head);
            let size = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]
                .get(kind)
                .copied()
                .unwrap_or((kind.max(12) - 12) / 2);
            let bytes = &payload[body..body + size];
            body += size;
            let sign = if bytes.first().is_some_and(|b| *b >= 0x80) {
                -1_i64
            } else {
                0
            };
            values.push(match kind {
                0 => None,
                1..=6 => Some(bytes.iter().fold(sign, |n, b| n << 8 | i64::from(*b)).to_string()),
                7 => Some(f64::from_be_bytes(bytes.try_into().unwrap()).to_string()),
                8 | 9 => Some((kind - 8).to_string()),
                _ => Some(String::from_utf8(bytes.to_vec()).unwrap()),
            });
        }
        values
    }
}

fn varint(bytes: &[u8], at: &mut usize) -> usize {
    let mut value = 0;
    for _ in 0..9 {
        let byte = bytes[*at];
        *at += 1;
        value = value << 7 | usize::from(byte & 0x7f);
        if byte < 0x80 {
            break;
        }
    }
    value
}
