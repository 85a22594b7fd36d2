//! From tokens to a diagram.

use super::lex::{Prepared, Token, next, prepared, shown};
use crate::formats::FormatError;
use crate::formats::place::at_line;
use tropa_model::proposal::LocalText;

/// What Mermaid itself understands of a journey diagram; scores are not judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagram {
    pub title: String,
    pub accessible_title: String,
    pub description: String,
    /// Names in the order they are opened, those without tasks included.
    pub sections: Vec<String>,
    pub tasks: Vec<Task>,
    /// Line, and what Mermaid drops there without a word, in English and Russian.
    pub remarks: Vec<(usize, String, String)>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    /// Empty before the first section.
    pub section: String,
    pub name: String,
    /// Any number, or none.
    pub score: f64,
    /// As they are written, empty and doubled names included.
    pub people: Vec<String>,
    /// Counted from 1.
    pub line: usize,
}

/// Reads a diagram exactly as Mermaid 11.17 does.
///
/// # Errors
/// Names the line Mermaid would stop at.
pub fn parse(text: &str) -> Result<Diagram, FormatError> {
    let Prepared {
        source,
        lines,
        front_title,
    } = prepared(text);
    if !source.trim_start().starts_with("journey") {
        return Err(malformed(
            lines.first().copied().unwrap_or(1),
            (
                "another kind of diagram, or none",
                "диаграмма другого вида или никакой",
            ),
            ("`journey` in small letters", "`journey` строчными буквами"),
        ));
    }
    let mut reader = Reader {
        source: &source,
        lines: &lines,
        starts: std::iter::once(0)
            .chain(source.match_indices('\n').map(|(at, _)| at + 1))
            .collect(),
        rest: &source,
        diagram: Diagram::default(),
        section: String::new(),
    };
    reader.document()?;
    let mut diagram = reader.diagram;
    if diagram.title.is_empty() {
        diagram.title = front_title.unwrap_or_default();
    }
    Ok(diagram)
}

/// `saw` and `expected` in English and Russian.
fn malformed(line: usize, saw: (&str, &str), expected: (&str, &str)) -> FormatError {
    FormatError::Malformed {
        format: "Mermaid",
        place: at_line(line),
        saw: LocalText::en_ru(saw.0, saw.1),
        expected: LocalText::en_ru(expected.0, expected.1),
    }
}

struct Reader<'t> {
    source: &'t str,
    lines: &'t [usize],
    /// Where each line of the source begins.
    starts: Vec<usize>,
    rest: &'t str,
    diagram: Diagram,
    section: String,
}

impl<'t> Reader<'t> {
    /// The line of the file that the remaining text begins in.
    fn line_at(&self, rest: &str) -> usize {
        let read = self.source.len() - rest.len();
        let index = self.starts.partition_point(|start| *start <= read) - 1;
        self.lines.get(index).or(self.lines.last()).copied().unwrap_or(1)
    }

    /// The next token that means something, and the text it began at.
    fn token(&mut self) -> Option<(Token<'t>, &'t str)> {
        loop {
            let start = self.rest.trim_start_matches([' ', '\t']);
            let (token, rest) = next(self.rest)?;
            self.rest = rest;
            let Token::Dropped(text) = token else {
                return Some((token, start));
            };
            if text.trim_start_matches(['%', '#']).trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let line = self.line_at(start);
            self.diagram.remarks.push((
                line,
                format!("Mermaid takes «{}» for a comment and drops it", text.trim()),
                format!("«{}» Mermaid считает комментарием и отбрасывает", text.trim()),
            ));
        }
    }

    fn document(&mut self) -> Result<(), FormatError> {
        match self.token() {
            Some((Token::Journey, _)) => {}
            _ => {
                return Err(malformed(
                    self.line_at(self.rest),
                    ("no diagram", "нет диаграммы"),
                    ("`journey`", "`journey`"),
                ));
            }
        }
        while let Some((token, start)) = self.token() {
            match token {
                Token::NewLine => {}
                Token::Title(text) => self.diagram.title = shown(text).trim().to_owned(),
                Token::AccTitle(text) => self.diagram.accessible_title = shown(text).trim().to_owned(),
                Token::AccDescription(text) => {
                    let lines: Vec<String> = shown(text)
                        .trim()
                        .lines()
                        .map(|l| l.trim_start().to_owned())
                        .collect();
                    self.diagram.description = lines.join("\n");
                }
                Token::Section(text) => {
                    self.section = shown(text);
                    self.diagram.sections.push(self.section.clone());
                }
                Token::TaskName(name) => match self.token() {
                    Some((Token::TaskData(data), _)) => self.task(name, data, self.line_at(start)),
                    _ => {
                        let name = shown(name);
                        let en = format!("«{}» without a score", name.trim());
                        let ru = format!("«{}» без оценки", name.trim());
                        return Err(malformed(
                            self.line_at(start),
                            (&en, &ru),
                            ("`name: score: people`", "`название: оценка: люди`"),
                        ));
                    }
                },
                Token::Journey | Token::TaskData(_) | Token::Other | Token::Dropped(_) => {
                    let saw: String = shown(start)
                        .lines()
                        .next()
                        .unwrap_or_default()
                        .chars()
                        .take(60)
                        .collect();
                    let saw = format!("«{}»", saw.trim());
                    return Err(malformed(
                        self.line_at(start),
                        (&saw, &saw),
                        (
                            "`title …`, `section …` or `name: score: people`; `;` and `#` are written `#59;` and `#35;`",
                            "`title …`, `section …` или `название: оценка: люди`; `;` и `#` пишутся `#59;` и `#35;`",
                        ),
                    ));
                }
            }
        }
        Ok(())
    }

    fn task(&mut self, name: &str, data: &str, line: usize) {
        let mut fields = data[1..].split(':');
        let score = number(fields.next().unwrap_or_default());
        let people = fields
            .next()
            .map(|people| people.split(',').map(|p| shown(p.trim())).collect())
            .unwrap_or_default();
        if let Some(more) = fields.next() {
            self.diagram.remarks.push((
                line,
                format!(
                    "Mermaid drops «{}» after the second colon of the values",
                    shown(more).trim()
                ),
                format!(
                    "«{}» после второго двоеточия Mermaid отбрасывает",
                    shown(more).trim()
                ),
            ));
        }
        self.diagram.tasks.push(Task {
            section: self.section.clone(),
            name: shown(name),
            score,
            people,
            line,
        });
    }
}

/// JavaScript's `Number(text)`.
fn number(text: &str) -> f64 {
    let text = text.trim();
    let radix = |prefixes: [&str; 2], radix| {
        let digits = prefixes.iter().find_map(|p| text.strip_prefix(p))?;
        // `from_str_radix` would take a sign here.
        let fit = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
        Some(if fit {
            u64::from_str_radix(digits, radix).map_or(f64::INFINITY, |n| n as f64)
        } else {
            f64::NAN
        })
    };
    if text.is_empty() {
        return 0.0;
    }
    if let Some(n) = radix(["0x", "0X"], 16)
        .or(radix(["0o", "0O"], 8))
        .or(radix(["0b", "0B"], 2))
    {
        return n;
    }
    // Rust reads `inf` and `nan` as numbers, JavaScript reads `Infinity` only.
    if text.trim_start_matches(['+', '-']) == "Infinity" {
        return if text.starts_with('-') {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
    }
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    if plain {
        text.parse().unwrap_or(f64::NAN)
    } else {
        f64::NAN
    }
}
