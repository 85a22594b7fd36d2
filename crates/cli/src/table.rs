//! Aligned tables for people.

use unicode_width::UnicodeWidthStr;

/// Wider cells are cut, so that a table of long names still fits a screen.
const CELL_WIDTH_MAX: usize = 60;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// Rows under a header, columns as wide as their widest cell.
pub struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(columns: &[(&str, Align)]) -> Self {
        Self {
            columns: columns
                .iter()
                .map(|(name, align)| ((*name).to_owned(), *align))
                .collect(),
            rows: Vec::new(),
        }
    }

    pub fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.columns.len());
        self.rows
            .push(cells.into_iter().map(|cell| shortened(&cell)).collect());
    }

    pub fn to_text(&self) -> String {
        let width = |place: usize| {
            let cells = self.rows.iter().map(|row| row[place].width());
            cells.chain([self.columns[place].0.width()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let mut text = String::new();
        let names: Vec<String> = self.columns.iter().map(|(name, _)| name.clone()).collect();
        let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        for row in [&names, &rule].into_iter().chain(&self.rows) {
            let cells = row
                .iter()
                .zip(&widths)
                .zip(&self.columns)
                .map(|((cell, width), (_, align))| {
                    let space = " ".repeat(width - cell.width());
                    if *align == Align::Left {
                        format!("{cell}{space}")
                    } else {
                        format!("{space}{cell}")
                    }
                });
            text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            text.push('\n');
        }
        text
    }
}

/// Without control characters, which could move a terminal's cursor, and cut where too wide.
fn shortened(cell: &str) -> String {
    let clean: String = cell
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if clean.width() <= CELL_WIDTH_MAX {
        return clean;
    }
    let mut cut = String::new();
    for c in clean.chars() {
        if cut.width() + 2 > CELL_WIDTH_MAX {
            break;
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

/// `1,234,567`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `12.3 %`.
pub fn share(x: f64) -> String {
    format!("{:.1} %", x * 100.0)
}

/// `3.2 d`, in the largest unit that keeps the number at one or more.
pub fn span(seconds: f64) -> String {
    match seconds {
        s if s < 1.0 && s > 0.0 => format!("{:.0} ms", s * 1_000.0),
        s if s < 120.0 => format!("{s:.0} s"),
        s if s < 7_200.0 => format!("{:.1} min", s / 60.0),
        s if s < 172_800.0 => format!("{:.1} h", s / 3_600.0),
        s => format!("{:.1} d", s / 86_400.0),
    }
}

/// A number only where there is one.
pub fn or_dash<T>(value: Option<T>, show: impl Fn(T) -> String) -> String {
    value.map_or_else(|| "–".to_owned(), show)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_also_with_wide_letters() {
        let mut table = Table::new(&[("name", Align::Left), ("n", Align::Right)]);
        table.row(vec!["оплата".into(), count(1_234_567)]);
        table.row(vec!["注文".into(), "7".into()]);
        assert_eq!(
            table.to_text(),
            "name            n\n──────  ─────────\nоплата  1,234,567\n注文            7\n"
        );
    }

    #[test]
    fn a_name_cannot_move_the_cursor() {
        let mut table = Table::new(&[("name", Align::Left)]);
        table.row(vec!["a\u{1b}[2Jb".into()]);
        assert!(!table.to_text().contains('\u{1b}'));
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(
            [0, 12, 123, 1_234, 1_234_567].map(count),
            ["0", "12", "123", "1,234", "1,234,567"]
        );
        assert_eq!(
            [0.25, 45.0, 600.0, 10_800.0, 864_000.0].map(span),
            ["250 ms", "45 s", "10.0 min", "3.0 h", "10.0 d"]
        );
    }
}
