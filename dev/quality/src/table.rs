//! The table that is printed and put into docs/quality.md.

use std::fmt::Write;

/// One measured thing.
#[derive(Clone, Debug)]
pub struct Row {
    pub what: String,
    /// What it is measured on: data set, how many items.
    pub on: String,
    pub goal: String,
    /// The plain or published method beside it, on the same items.
    pub beside: String,
    pub ours: String,
}

impl Row {
    /// A row for data that nobody has put here.
    pub fn absent(what: &str) -> Self {
        Self {
            what: what.to_owned(),
            on: "the data are absent".to_owned(),
            goal: String::new(),
            beside: String::new(),
            ours: String::new(),
        }
    }
}

/// Rows that belong together.
pub struct Section {
    pub title: &'static str,
    pub rows: Vec<Row>,
}

impl Section {
    pub fn markdown(&self) -> String {
        let mut out = format!(
            "### {}\n\n| what | on | goal | beside | tropa |\n| --- | --- | --- | --- | --- |\n",
            self.title
        );
        for row in &self.rows {
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} |",
                row.what, row.on, row.goal, row.beside, row.ours
            );
        }
        out
    }
}

const BEGIN: &str = "<!-- measured: cargo xtask quality voice --write -->";
const END: &str = "<!-- end of what is measured -->";

/// Puts the sections between the two marks of docs/quality.md, in place of what stood there.
pub fn write(sections: &[Section]) -> Result<String, String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/quality.md");
    let page = std::fs::read_to_string(path).map_err(|e| format!("docs/quality.md cannot be read: {e}"))?;
    let (before, rest) = page
        .split_once(BEGIN)
        .ok_or(format!("docs/quality.md has no line {BEGIN}"))?;
    let (_, after) = rest
        .split_once(END)
        .ok_or(format!("docs/quality.md has no line {END}"))?;
    let tables: Vec<String> = sections.iter().map(Section::markdown).collect();
    let page = format!("{before}{BEGIN}\n\n{}\n{END}{after}", tables.join("\n"));
    std::fs::write(path, page).map_err(|e| format!("docs/quality.md cannot be written: {e}"))?;
    Ok("docs/quality.md".to_owned())
}
