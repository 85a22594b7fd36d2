//! Suggested quotes against what researchers coded in seven interviews.

use crate::table::Row;
use std::path::Path;
use tropa_model::{Feedback, FeedbackKind, Speaker, TextPart};
use tropa_voice::interview::{SuggestSettings, suggest};
use tropa_voice::{Reader, read};

/// A word of a transcript: its letters, and whether the person interviewed said it.
struct Spoken {
    letters: String,
    turn: usize,
    /// Characters of the turn.
    start: u32,
    end: u32,
    participant: bool,
}

/// One interview with the words that were coded.
struct Talk {
    turns: Vec<Feedback>,
    words: Vec<Spoken>,
    /// Ranges of words, each coded passage once.
    coded: Vec<(usize, usize)>,
}

/// How suggestions of at most these shares of the talk cover what was coded.
pub fn quotes(shared: &Path) -> Vec<Row> {
    let Some((talks, lost)) = talks(&shared.join("data/interviews/pdpilot")) else {
        return vec![Row::absent("suggested quotes")];
    };
    let coded: usize = talks.iter().map(|talk| talk.coded.len()).sum();
    let on = format!(
        "pdpilot, 7 interviews, {coded} coded passages ({lost} not found in the transcripts; «Anonymize» left out)"
    );
    let reader = Reader::seed();
    [0.2, 0.35, 0.5]
        .iter()
        .map(|share| {
            let settings = SuggestSettings { share_max: *share, ..SuggestSettings::default() };
            let (mut covered, mut right, mut suggested) = (0.0, 0.0, 0.0);
            let (mut taken_words, mut taken_coded, mut said, mut said_coded) = (0.0, 0.0, 0.0, 0.0);
            for talk in &talks {
                let readings: Vec<_> = talk.turns.iter().map(|turn| read(turn, &reader)).collect();
                let turns: Vec<_> = talk.turns.iter().zip(&readings).collect();
                let suggestions = suggest(&turns, &settings);
                let taken: Vec<bool> = talk
                    .words
                    .iter()
                    .map(|word| suggestions.iter().any(|s| s.turn == word.turn && s.span.start <= word.start && word.end <= s.span.end))
                    .collect();
                let mut is_coded = vec![false; talk.words.len()];
                talk.coded.iter().for_each(|(from, to)| is_coded[*from..*to].fill(true));
                for (from, to) in &talk.coded {
                    let own: Vec<usize> = (*from..*to).filter(|at| talk.words[*at].participant).collect();
                    let found = own.iter().filter(|at| taken[**at]).count();
                    covered += f64::from(u8::from(found * 2 >= own.len() && found > 0));
                }
                for suggestion in &suggestions {
                    let inside: Vec<bool> = talk
                        .words
                        .iter()
                        .zip(&is_coded)
                        .filter(|(w, _)| w.turn == suggestion.turn && suggestion.span.start <= w.start && w.end <= suggestion.span.end)
                        .map(|(_, coded)| *coded)
                        .collect();
                    suggested += 1.0;
                    right += f64::from(u8::from(inside.iter().filter(|c| **c).count() * 2 >= inside.len()));
                }
                for at in (0..talk.words.len()).filter(|at| talk.words[*at].participant) {
                    said += 1.0;
                    said_coded += f64::from(u8::from(is_coded[at]));
                    taken_words += f64::from(u8::from(taken[at]));
                    taken_coded += f64::from(u8::from(taken[at] && is_coded[at]));
                }
            }
            Row {
                what: format!("coded passages found, suggesting at most {:.0} % of the words", share * 100.0),
                on: on.clone(),
                goal: "said as it is".into(),
                beside: format!(
                    "by chance: {:.0} % of the words are suggested, {:.0} % of all words are coded",
                    100.0 * taken_words / said,
                    100.0 * said_coded / said
                ),
                ours: format!(
                    "coverage {:.2}, precision {:.2} ({suggested} suggestions); of suggested words coded {:.2}",
                    covered / coded as f64,
                    right / suggested,
                    taken_coded / taken_words
                ),
            }
        })
        .collect()
}

fn talks(folder: &Path) -> Option<(Vec<Talk>, usize)> {
    let segments = std::fs::read_to_string(folder.join("coded_segments.txt")).ok()?;
    let entries = entries(&segments);
    let mut lost = 0;
    let mut talks = Vec::new();
    for name in (1..=7).map(|n| format!("P{n}")) {
        let mut talk = transcript(&std::fs::read_to_string(folder.join(format!("{name}.txt"))).ok()?);
        for (_, entry) in entries
            .iter()
            .filter(|(of, entry)| *of == name && !entry.starts_with("Anonymize"))
        {
            match place(&talk.words, entry) {
                Some(found) if !talk.coded.contains(&found) => talk.coded.push(found),
                Some(_) => {}
                None => lost += 1,
            }
        }
        // A passage in which only the researcher speaks cannot be suggested.
        let Talk { words, coded, .. } = &mut talk;
        coded.retain(|(from, to)| words[*from..*to].iter().any(|word| word.participant));
        talks.push(talk);
    }
    Some((talks, lost))
}

/// Document and text of each coded segment; the text begins with the path of its code.
fn entries(segments: &str) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in segments.lines().skip(2) {
        let begins = line.len() > 3
            && line.starts_with('P')
            && line.as_bytes()[1].is_ascii_digit()
            && line.as_bytes()[2] == b' ';
        if begins {
            entries.push((line[..2].to_owned(), line[3..].to_owned()));
        } else if let Some((_, text)) = entries.last_mut() {
            text.push(' ');
            text.push_str(line);
        }
    }
    entries
}

fn transcript(text: &str) -> Talk {
    let mut turns: Vec<Feedback> = Vec::new();
    for line in text.lines() {
        let speaker = match line.trim() {
            "Dan:" => Some(Speaker::Researcher),
            "Participant:" => Some(Speaker::Actor),
            _ => None,
        };
        if let Some(speaker) = speaker {
            let mut turn = Feedback::new(turns.len().to_string(), FeedbackKind::Interview);
            turn.speaker = speaker;
            turn.texts = vec![(TextPart::Body, String::new())];
            turns.push(turn);
        } else if let Some(turn) = turns.last_mut() {
            let words = &mut turn.texts[0].1;
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(line.trim());
        }
    }
    let mut words = Vec::new();
    for (at, turn) in turns.iter().enumerate() {
        let mut open: Option<Spoken> = None;
        for (place, character) in turn.text(TextPart::Body).chars().chain([' ']).enumerate() {
            if character.is_alphanumeric() {
                let word = open.get_or_insert_with(|| Spoken {
                    letters: String::new(),
                    turn: at,
                    start: place as u32,
                    end: 0,
                    participant: turn.speaker == Speaker::Actor,
                });
                word.letters.extend(character.to_lowercase());
                word.end = place as u32 + 1;
            } else {
                words.extend(open.take());
            }
        }
    }
    Talk {
        turns,
        words,
        coded: Vec::new(),
    }
}

/// Where the words of an entry stand in the talk: the first place where four of its words follow each other, with the
/// last place where its last four do.
fn place(words: &[Spoken], entry: &str) -> Option<(usize, usize)> {
    const RUN: usize = 4;
    let entry: Vec<String> = entry
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "Dan" && *word != "Participant")
        .map(str::to_lowercase)
        .collect();
    let run = RUN.min(entry.len());
    let at = |from: usize, wanted: &[String]| {
        words[from..]
            .iter()
            .zip(wanted)
            .filter(|(word, wanted)| word.letters == **wanted)
            .count()
            == wanted.len()
    };
    for skipped in 1..entry.len().saturating_sub(run - 1) {
        let wanted = &entry[skipped..];
        let head = &wanted[..run.min(wanted.len())];
        let from = (0..words.len().saturating_sub(head.len())).find(|from| at(*from, head));
        let Some(from) = from else { continue };
        let tail = &wanted[wanted.len() - head.len()..];
        let last = from + wanted.len() + 8;
        let to = (from..words.len().min(last))
            .rev()
            .find(|to| *to + tail.len() <= words.len() && at(*to, tail));
        return Some((
            from,
            to.map_or((from + wanted.len()).min(words.len()), |to| to + tail.len()),
        ));
    }
    None
}
