//! A map as an outline people read and edit in any text editor: headings stage → step → lane, cards as list items.
//!
//! Cards read as in a cell of a grid: `- −1.4 | waited two weeks`, `- [Anna] reads reviews`. Signs that mean something in
//! Markdown are escaped, so the text looks the same when it is drawn.

use super::build::Builder;
use super::place::at_line;
use super::table::cell::{said, shown, value};
use super::text::{clean, line};
use super::words::{exact_role, lane_name, role_of};
use super::{ExportOptions, Format, FormatError, ImportOptions, Imported};
use crate::Lang;
use crate::document::{LaneRole, Map};
use std::collections::{BTreeSet, HashMap};
use tropa_model::proposal::LocalText;

/// After the name of a moment of truth.
const MOMENT: &str = "★";
const PERSONAS: [&str; 2] = ["Personas", "Персоны"];
const GOAL: [&str; 2] = ["Goal", "Цель"];

/// Headings of three levels, or the first line a heading and list items below.
pub(super) fn looks_like(text: &str) -> bool {
    let starts = |mark: &str| text.lines().any(|l| l.starts_with(mark));
    starts("# ") && starts("## ")
}

pub(super) fn write(map: &Map, options: &ExportOptions) -> String {
    let lang = options.lang.as_str();
    let words = options.words();
    let word = |pair: [&'static str; 2]| words.pick(pair[0], pair[1]);
    let mut text = format!("# {}\n", escaped(&line(map.title.get(lang))));
    let scenario = clean(map.scenario.get(lang));
    if !scenario.is_empty() {
        text.push_str(&format!("\n{}\n", lines_of(&scenario, "")));
    }
    if !map.personas.is_empty() {
        text.push_str(&format!("\n**{}**\n\n", word(PERSONAS)));
        for persona in &map.personas {
            text.push_str(&format!("- {}\n", escaped(&line(persona.name.get(lang)))));
        }
    }
    for stage in &map.stages {
        text.push_str(&format!("\n## {}\n", escaped(&line(stage.name.get(lang)))));
        let goal = line(stage.goal.get(lang));
        if !goal.is_empty() {
            text.push_str(&format!("\n*{}:* {}\n", word(GOAL), escaped(&goal)));
        }
        cards(&mut text, map, &stage.id, options);
        for step in &stage.steps {
            let mark = if step.moment_of_truth {
                format!(" {MOMENT}")
            } else {
                String::new()
            };
            text.push_str(&format!("\n### {}{mark}\n", escaped(&line(step.name.get(lang)))));
            cards(&mut text, map, &step.id, options);
        }
    }
    text
}

fn cards(text: &mut String, map: &Map, at: &str, options: &ExportOptions) {
    let lang = options.lang.as_str();
    for lane in &map.lanes {
        let cards: Vec<_> = map
            .cards
            .iter()
            .filter(|card| card.at == at && card.lane == lane.id)
            .collect();
        if cards.is_empty() {
            continue;
        }
        let usual = lane_name(options.words(), lane.role);
        let own = line(lane.name.get(lang));
        let heading = if own.is_empty() {
            usual.to_owned()
        } else {
            format!("{} ({usual})", escaped(&own))
        };
        text.push_str(&format!("\n#### {heading}\n\n"));
        for card in cards {
            let shown = shown(map, card, lane.role, lang, '.');
            // The place says already that it is the whole stage.
            let shown = shown.strip_prefix("↔ ").unwrap_or(&shown);
            text.push_str(&format!("- {}\n", lines_of(shown, "  ")));
        }
    }
}

/// Lines that stay lines: each but the last ends in a backslash; an empty line stays empty.
fn lines_of(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|l| escaped(l.trim_end())).collect();
    lines.join(&format!("\\\n{indent}"))
}

/// Signs that would mean something are written with a backslash.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    let mut start = true;
    for c in text.chars() {
        let means = matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '&' | '~' | '^' | '#')
            || (start && matches!(c, '-' | '+' | '=' | ' ' | '|'))
            || (c == '.' && !escaped.is_empty() && escaped.chars().all(|c| c.is_ascii_digit()))
            || (c == ')' && !escaped.is_empty() && escaped.chars().all(|c| c.is_ascii_digit()));
        if means && c != ' ' {
            escaped.push('\\');
        }
        escaped.push(c);
        start = false;
    }
    escaped
}

fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        match signs.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => {
                plain.push(*next);
                signs.next();
            }
            _ => plain.push(c),
        }
    }
    plain
}

/// Whether the line ends in a backslash that stands for itself: a hard line break.
fn goes_on(text: &str) -> bool {
    text.chars().rev().take_while(|c| *c == '\\').count() % 2 == 1
}

pub(super) fn import(text: &str, options: &ImportOptions) -> Result<Imported, FormatError> {
    let mut reader = OutlineReader {
        build: Builder::new(Format::Markdown, options),
        title: String::new(),
        lanes: HashMap::new(),
        stage: None,
        at: None,
        lane: None,
        head: Vec::new(),
        in_personas: false,
    };
    let lines: Vec<&str> = text.lines().collect();
    let mut i = 0;
    while i < lines.len() {
        let (number, mut whole) = (i + 1, lines[i].trim_end().to_owned());
        i += 1;
        // Lines joined by a break, and indented lines of the same item.
        while i < lines.len() {
            let next = lines[i];
            if goes_on(&whole) {
                whole.pop();
            } else if !is_item(&whole)
                || !next.starts_with("  ")
                || next.trim().is_empty()
                || is_item(next.trim_start())
            {
                break;
            }
            whole.push('\n');
            whole.push_str(next.strip_prefix("  ").unwrap_or(next).trim_end());
            i += 1;
        }
        reader.line(number, &whole);
    }
    if reader.build.map.stages.is_empty() {
        return Err(FormatError::Malformed {
            format: "Markdown",
            place: at_line(1),
            saw: LocalText::en_ru("no stages", "нет этапов"),
            expected: LocalText::en_ru(
                "`## ` headings for stages, `### ` for steps, `#### ` for lanes, `- ` for cards",
                "заголовки `## ` для этапов, `### ` для шагов, `#### ` для дорожек и `- ` для карточек",
            ),
        });
    }
    reader.build.map.scenario = reader.build.text(&reader.head.join("\n"));
    let title = std::mem::take(&mut reader.title);
    reader.build.finish("", &title)
}

fn is_item(text: &str) -> bool {
    ["- ", "* ", "+ "].iter().any(|mark| text.starts_with(mark))
}

struct OutlineReader {
    build: Builder,
    title: String,
    lanes: HashMap<String, (String, LaneRole)>,
    stage: Option<String>,
    /// Stage or step.
    at: Option<String>,
    lane: Option<(String, LaneRole)>,
    /// Lines before the first stage.
    head: Vec<String>,
    in_personas: bool,
}

impl OutlineReader {
    fn line(&mut self, number: usize, whole: &str) {
        let level = whole.bytes().take_while(|b| *b == b'#').count();
        let heading = whole
            .get(level..)
            .and_then(|rest| rest.strip_prefix(' '))
            .filter(|_| level > 0);
        match (level, heading) {
            (1, Some(name)) => self.title = unescaped(name.trim()),
            (2, Some(name)) => {
                let id = self.build.stage("", &unescaped(name.trim())).id.clone();
                (self.stage, self.at, self.lane) = (Some(id.clone()), Some(id), None);
            }
            (3, Some(name)) => {
                let (name, moment) = match name.trim().strip_suffix(MOMENT) {
                    Some(name) => (name, true),
                    None => (name, false),
                };
                let step = self.build.step("", &unescaped(name.trim()));
                step.moment_of_truth = moment;
                (self.at, self.lane) = (Some(step.id.clone()), None);
            }
            (_, Some(name)) => self.lane = Some(self.lane(name.trim())),
            _ if is_item(whole) => self.item(number, whole[2..].trim()),
            _ if whole.trim().is_empty() => {}
            _ => self.prose(number, whole.trim()),
        }
    }

    fn lane(&mut self, heading: &str) -> (String, LaneRole) {
        if let Some(lane) = self.lanes.get(heading) {
            return lane.clone();
        }
        let plain = unescaped(heading);
        let typed = heading.strip_suffix(')').and_then(|h| h.rsplit_once(" ("));
        let typed = typed.and_then(|(name, role)| Some((unescaped(name), exact_role(role)?)));
        let (name, role) = match (typed, exact_role(&plain)) {
            (Some(typed), _) => typed,
            (None, Some(role)) => (String::new(), role),
            (None, None) => (plain.clone(), role_of(&plain)),
        };
        let id = self.build.lane("", role, &name);
        self.lanes.insert(heading.to_owned(), (id.clone(), role));
        (id, role)
    }

    fn item(&mut self, number: usize, text: &str) {
        let text = unescaped(text);
        let Some(at) = self.at.clone() else {
            if self.in_personas {
                self.build.persona("", &text);
            } else {
                self.head.push(text);
            }
            return;
        };
        let (lane, role) = match self.lane.clone() {
            Some(lane) => lane,
            None => self.lane(lane_name(Lang::En, LaneRole::Text)),
        };
        let names: BTreeSet<String> = self
            .build
            .map
            .personas
            .iter()
            .map(|p| line(p.name.get("")))
            .collect();
        let said = said(&text, role, &|name| names.contains(name));
        let people: Vec<String> = said
            .people
            .iter()
            .map(|name| self.build.persona("", name))
            .collect();
        let (mut feeling, mut channel) = (None, None);
        match (role, said.head) {
            (LaneRole::Feelings, Some(head)) => {
                feeling = value(head).map(|value| self.build.feeling(value, &format!("line {number}")));
            }
            (LaneRole::Channels, Some(head)) => {
                channel = Some(self.build.channel("", &head.replace("||", "|")))
            }
            _ => {}
        }
        if said.text.is_empty() && feeling.is_none() && channel.is_none() {
            return;
        }
        let card = self.build.card("", &lane, &at, said.text);
        card.feeling = feeling;
        card.channel = channel;
        card.personas = people;
    }

    /// A paragraph: of the map before its first stage, a goal below a stage, else a note.
    fn prose(&mut self, number: usize, text: &str) {
        let bare = text.trim_matches('*').trim_end_matches(':');
        if self.at.is_none() {
            self.in_personas = PERSONAS.contains(&bare);
            if !self.in_personas {
                self.head.push(unescaped(text));
            }
            return;
        }
        let goal = GOAL
            .iter()
            .find_map(|word| text.strip_prefix(&format!("*{word}:*")));
        if let Some(goal) = goal
            && self.at == self.stage
        {
            let goal = self.build.text(&unescaped(goal.trim()));
            if let Some(stage) = self.build.map.stages.last_mut() {
                stage.goal = goal;
            }
            return;
        }
        self.item(number, text);
    }
}
