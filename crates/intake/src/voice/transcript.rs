//! Transcripts: `Name:` before what each person says, with or without times; also subtitles (VTT, SRT).

use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What one person said until another spoke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// As before the colon; empty for what comes before the first name.
    pub speaker: String,
    pub text: String,
    /// `00:12:07` where the transcript has times; else empty.
    pub offset: String,
    /// Where it begins, from 1.
    pub line: u64,
}

/// Different speakers of one transcript. More names before colons are no names.
const SPEAKERS_MAX: usize = 12;

/// `[00:01:02] Anna (guest): text`; a time may stand before or after the name.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\s*(?:\*\*)?[\[(]?(?P<before>\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?)?[\])]?\s*[-–—]?\s*(?:<v\s+)?(?P<name>\p{Lu}[\p{L}\d.'’_-]*(?: [\p{L}\d.'’()_-]+){0,3})\s*[\[(]?(?P<after>\d{1,2}:\d{2}(?::\d{2})?)?[\])]?\s*(?:\*\*)?\s*[:>](?:\*\*)?(?:\s+|$)(?P<text>.*)$",
    )
    .expect("a fixed pattern")
});

static TIME_LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?P<from>(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3})\s*-->").expect("a fixed pattern")
});

/// Names before colons with how often each begins a line: those that come twice.
fn speakers(text: &str) -> BTreeMap<&str, usize> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for line in text.lines() {
        if let Some(label) = LABEL.captures(line) {
            let name = label.name("name").expect("always there").as_str();
            *found.entry(name).or_default() += 1;
        }
    }
    found.retain(|_, times| *times > 1);
    found
}

/// Two people or more who speak in turns, or one who speaks often.
pub fn is_transcript(text: &str) -> bool {
    let speakers = speakers(text);
    let turns: usize = speakers.values().sum();
    (1..=SPEAKERS_MAX).contains(&speakers.len()) && turns >= 4
}

/// Whether so many lines begin with a name that the text can be nothing else: for files whose ending does not say.
pub fn is_mostly_turns(text: &str) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    is_transcript(text) && speakers(text).values().sum::<usize>() * 3 >= lines
}

/// The turns of a transcript in their order. Lines before the first name are a heading and nobody's words.
pub fn turns(text: &str) -> Vec<Turn> {
    let known = speakers(text);
    let mut turns: Vec<Turn> = Vec::new();
    let mut offset = String::new();
    // Subtitles number their lines.
    let timed = text.lines().any(|line| TIME_LINE.is_match(line));
    for (number, line) in text.lines().enumerate() {
        if let Some(time) = TIME_LINE.captures(line) {
            offset = time["from"].to_owned();
            continue;
        }
        let label = LABEL
            .captures(line)
            .filter(|label| known.contains_key(&label["name"]));
        if let Some(label) = label {
            let time = label.name("before").or(label.name("after"));
            turns.push(Turn {
                speaker: label["name"].trim().to_owned(),
                text: label["text"].trim().trim_end_matches("</v>").to_owned(),
                offset: time.map_or_else(|| std::mem::take(&mut offset), |time| time.as_str().to_owned()),
                line: number as u64 + 1,
            });
            continue;
        }
        let line = line.trim();
        let is_cue = !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()) && timed;
        if let Some(turn) = turns.last_mut().filter(|_| !line.is_empty() && !is_cue) {
            if !turn.text.is_empty() {
                turn.text.push(' ');
            }
            turn.text.push_str(line);
        }
    }
    turns.retain(|turn| !turn.text.is_empty());
    turns
}

/// Usual words for who asks, and for who answers.
const ASKS: [&str; 12] = [
    "interviewer",
    "moderator",
    "researcher",
    "facilitator",
    "q",
    "int",
    "интервьюер",
    "модератор",
    "исследователь",
    "ведущий",
    "и",
    "в",
];
const ANSWERS: [&str; 14] = [
    "participant",
    "respondent",
    "interviewee",
    "customer",
    "user",
    "client",
    "guest",
    "a",
    "респондент",
    "участник",
    "клиент",
    "пользователь",
    "гость",
    "р",
];

fn is_one_of(words: &[&str], name: &str) -> bool {
    let name = name.to_lowercase();
    let first = name.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    words.contains(&first)
}

/// Who asks: by the usual words; else whoever is not called an answerer; else the one with the most questions.
pub fn researchers(turns: &[Turn]) -> Vec<String> {
    let mut names: Vec<&str> = turns.iter().map(|turn| turn.speaker.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let of = |test: &dyn Fn(&str) -> bool| -> Vec<String> {
        let found = names.iter().filter(|name| test(name));
        found.map(ToString::to_string).collect()
    };
    let asks = of(&|name| is_one_of(&ASKS, name));
    if !asks.is_empty() {
        return asks;
    }
    let answers = of(&|name| is_one_of(&ANSWERS, name));
    if !answers.is_empty() && answers.len() < names.len() {
        return of(&|name| !answers.iter().any(|answer| answer == name));
    }
    let questions = |name: &str| {
        let said = turns.iter().filter(|turn| turn.speaker == name);
        said.map(|turn| turn.text.matches('?').count()).sum::<usize>()
    };
    let most = names
        .iter()
        .max_by_key(|name| (questions(name), std::cmp::Reverse(**name)));
    match most {
        Some(name) if names.len() > 1 && questions(name) > 0 => vec![(*name).to_owned()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: expect_test::Expect) {
        let turns = turns(text);
        let asks = researchers(&turns);
        let shown: String = turns
            .iter()
            .map(|turn| {
                let who = if asks.contains(&turn.speaker) {
                    "asks"
                } else {
                    "says"
                };
                format!(
                    "{} {who} [{}] {}: {}\n",
                    turn.line, turn.offset, turn.speaker, turn.text
                )
            })
            .collect();
        expected.assert_eq(&shown);
    }

    #[test]
    fn names_stand_on_lines_of_their_own_or_before_the_words() {
        check(
            "Interview\nDan: \n Okay. So what is your\nfirst question?\nParticipant: \n Well: I use it daily.\nDan: \n And then?\nParticipant: Nothing.\n",
            expect_test::expect![[r#"
                2 asks [] Dan: Okay. So what is your first question?
                5 says [] Participant: Well: I use it daily.
                7 asks [] Dan: And then?
                9 says [] Participant: Nothing.
            "#]],
        );
    }

    #[test]
    fn times_stand_before_or_after_names_and_russian_is_read() {
        check(
            "[00:01] Интервьюер: Расскажите, как вы выбирали?\n[00:07] Анна: Долго. Смотрела отзывы.\n[00:30] Интервьюер: А потом?\n[00:31] Анна: Купила: одну.\n",
            expect_test::expect![[r#"
                1 asks [00:01] Интервьюер: Расскажите, как вы выбирали?
                2 says [00:07] Анна: Долго. Смотрела отзывы.
                3 asks [00:30] Интервьюер: А потом?
                4 says [00:31] Анна: Купила: одну.
            "#]],
        );
    }

    #[test]
    fn subtitles_are_a_transcript() {
        check(
            "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nAnna: Hello\n\n2\n00:00:03.000 --> 00:00:05.000\nBob: Hi, did it work?\n\n3\n00:00:06.000 --> 00:00:07.000\nAnna: No\n\n4\n00:00:08.000 --> 00:00:09.000\nBob: Why?\n",
            expect_test::expect![[r#"
                5 says [00:00:01.000] Anna: Hello
                9 asks [00:00:03.000] Bob: Hi, did it work?
                13 says [00:00:06.000] Anna: No
                17 asks [00:00:08.000] Bob: Why?
            "#]],
        );
    }

    #[test]
    fn prose_with_a_colon_is_no_transcript() {
        assert!(!is_transcript(
            "Что понравилось: всё.\nЧто нет: ничего.\nИтог: хорошо.\nСпасибо.\n"
        ));
    }
}
