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

/// Which of the page's two tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Voice,
    Mine,
}

impl Part {
    /// The line of docs/quality.md after which the table stands.
    fn begin(self) -> &'static str {
        match self {
            Part::Voice => "<!-- measured: cargo xtask quality voice --write -->",
            Part::Mine => "<!-- measured: cargo xtask quality mine --write -->",
        }
    }
}

const END: &str = "<!-- end of what is measured -->";

/// Puts the sections between the marks of docs/quality.md, each in place of the one of the same title; `order` is the
/// order of all titles, and a title that is no longer in it goes.
pub fn write(part: Part, order: &[&str], sections: &[Section]) -> Result<String, String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/quality.md");
    let page = std::fs::read_to_string(path).map_err(|e| format!("docs/quality.md cannot be read: {e}"))?;
    let page = with_sections(&page, part, order, sections)?;
    std::fs::write(path, page).map_err(|e| format!("docs/quality.md cannot be written: {e}"))?;
    Ok("docs/quality.md".to_owned())
}

fn with_sections(page: &str, part: Part, order: &[&str], sections: &[Section]) -> Result<String, String> {
    let begin = part.begin();
    let (before, rest) = page
        .split_once(begin)
        .ok_or(format!("docs/quality.md has no line {begin}"))?;
    let (standing, after) = rest
        .split_once(END)
        .ok_or(format!("docs/quality.md has no line {END} after {begin}"))?;
    let standing: Vec<(&str, &str)> = standing
        .split("### ")
        .skip(1)
        .filter_map(|section| Some((section.split_once('\n')?.0, section)))
        .collect();
    let tables: Vec<String> = order
        .iter()
        .filter_map(|title| {
            let measured = sections.iter().find(|section| section.title == *title);
            let stands = || standing.iter().find(|(stands, _)| stands == title);
            measured
                .map(Section::markdown)
                .or_else(|| stands().map(|(_, section)| format!("### {}\n", section.trim_end())))
        })
        .collect();
    Ok(format!("{before}{begin}\n\n{}\n{END}{after}", tables.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(title: &'static str, ours: &str) -> Section {
        let row = Row {
            ours: ours.to_owned(),
            ..Row::absent("x")
        };
        Section {
            title,
            rows: vec![row],
        }
    }

    #[test]
    fn a_section_measured_alone_leaves_the_others_as_they_stand() {
        let begin = Part::Mine.begin();
        let empty = format!("a\n{begin}\n{END}\nb");
        let both = with_sections(
            &empty,
            Part::Mine,
            &["one", "two"],
            &[section("one", "1"), section("two", "2")],
        )
        .unwrap();
        let again = with_sections(&both, Part::Mine, &["one", "two"], &[section("two", "3")]).unwrap();
        let whole = with_sections(
            &empty,
            Part::Mine,
            &["one", "two"],
            &[section("one", "1"), section("two", "3")],
        )
        .unwrap();
        assert_eq!(again, whole);
        assert!(again.starts_with("a\n") && again.ends_with("\nb"));
        assert!(with_sections(&both, Part::Voice, &[], &[]).is_err());
    }
}
