//! What happened to a map: by whom, when, in words; how it was then; what is different since.

use crate::app::edit::Edited;
use crate::app::maps::MadeFrom;
use crate::app::review::{ComparedMap, MapDiff};
use crate::app::{AppError, Author, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tropa_catalog::{LogEntry, MapId};
use tropa_map::change::RecordKind;
use tropa_map::diff::{Report, What, diff, report};
use tropa_map::{Lang, Map};
use tropa_model::LocalText;
use utoipa::ToSchema;

/// A pause longer than this begins a new run, seconds.
const PAUSE_MAX_S: i64 = 10 * 60;
/// Runs of one answer.
pub const RUNS_MAX: u32 = 100;
/// Entries read for one answer: an hour of five people typing.
const ENTRIES_MAX: usize = 20_000;
const ENTRIES_AT_ONCE: u32 = 1_000;
/// Lines told of one run; more are counted.
const LINES_MAX: usize = 12;

/// Somebody as the history names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NamedPerson {
    /// Empty where the server did it by itself.
    pub id: String,
    pub name: String,
}

/// What one person did in a row, without a pause of ten minutes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HistoryRun {
    /// First and last position, both included.
    pub from_seq: u64,
    pub to_seq: u64,
    /// RFC 3339 in UTC.
    pub at: String,
    pub until: String,
    pub person: NamedPerson,
    /// By what it came: `editor`, `api`, `suggestion`, `restore` …
    pub via: String,
    /// What is different after it, record by record. A record changed and changed back is not here.
    pub changed: Vec<RecordChange>,
    /// The same in words, each line in every language.
    pub words: Vec<LocalText>,
}

/// What happened to one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecordChange {
    pub kind: RecordKind,
    pub id: String,
    pub what: RecordChangeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordChangeKind {
    Added,
    Changed,
    Moved,
    Removed,
}

/// What others changed since a person looked last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SinceSeen {
    pub seen_seq: u64,
    pub now_seq: u64,
    pub changed: Vec<RecordChange>,
}

/// To what a map goes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RestoreTo {
    /// A position of the history.
    Seq(u64),
    /// Id of a named version.
    Version(String),
}

impl Workspace {
    /// What was done before position `before` (up to now when absent), the latest run first.
    pub fn history(&self, id: &MapId, before: Option<u64>, limit: u32) -> Result<Vec<HistoryRun>, AppError> {
        self.wait(self.catalog.map_seq(id))?;
        let limit = limit.min(RUNS_MAX) as usize;
        let mut entries: Vec<LogEntry> = Vec::new();
        let mut runs = Vec::new();
        // Until one run more than is asked for has begun: then the last one is whole.
        while runs.len() <= limit && entries.len() < ENTRIES_MAX {
            let before = entries.last().map(|entry| entry.seq).or(before);
            let page = self.wait(self.catalog.log(id, before, ENTRIES_AT_ONCE))?;
            if page.is_empty() {
                break;
            }
            entries.extend(page);
            runs = in_runs(&entries);
        }
        runs.truncate(limit);
        // Told from the oldest on: the state after a run is the state before the next.
        let mut walk = self.walk(id);
        let mut earlier: Option<(u64, Map)> = None;
        for run in runs.iter_mut().rev() {
            if let Some(from) = entries
                .last()
                .filter(|entry| entry.seq == run.from_seq)
                .and_then(LogEntry::made_from)
            {
                earlier = self.moment(id, run.to_seq)?.map(|map| (run.to_seq, map));
                run.words = vec![how_it_began(&run.via, from, earlier.as_ref().map(|(_, map)| map))];
                continue;
            }
            let before = run.from_seq - 1;
            let was = match earlier.take() {
                Some((seq, map)) if seq == before => Some(map),
                _ => walk.to(before)?,
            };
            let is = walk.to(run.to_seq)?;
            let (Some(was), Some(is)) = (was, is) else {
                continue;
            };
            (run.changed, run.words) = told(&was, &is);
            earlier = Some((run.to_seq, is));
        }
        Ok(runs)
    }

    /// The map as it was after position `seq`.
    pub fn map_then(&self, id: &MapId, seq: u64) -> Result<Map, AppError> {
        let now = self.wait(self.catalog.map_seq(id))?;
        if seq > now {
            return Err(Fault::new(
                ErrorCode::NotFound,
                format!("the map is at {now}; there is no {seq} yet"),
                format!("у карты последняя правка — {now}; правки {seq} ещё нет"),
            )
            .at("seq")
            .into());
        }
        if let Some(map) = self.moment(id, seq)? {
            return Ok(map);
        }
        Err(Fault::new(
            ErrorCode::Gone,
            "the history of this map begins later: it was not kept then, or somebody was erased since",
            "история карты начинается позже: тогда её не вели или с тех пор удаляли чьи-то данные",
        )
        .at("seq")
        .into())
    }

    /// The map as it was after position `seq`, where that is known: nobody may have opened it since it was made.
    fn moment(&self, id: &MapId, seq: u64) -> Result<Option<Map>, AppError> {
        if let Some(map) = self.map_at(id, seq)? {
            return Ok(Some(map));
        }
        let stored = self.map(id)?;
        Ok((stored.revision == seq).then_some(stored.map))
    }

    /// What is different at position `to` from position `from`.
    pub fn diff_moments(&self, id: &MapId, from: u64, to: u64, lang: Lang) -> Result<MapDiff, AppError> {
        let (a, b) = (self.map_then(id, from)?, self.map_then(id, to)?);
        let differences = diff(&a, &b);
        let head = |map: &Map, revision| ComparedMap {
            id: map.id.clone(),
            title: map.title.clone(),
            revision,
        };
        Ok(MapDiff {
            words: report(&a, &b, &differences, lang),
            a: head(&a, from),
            b: head(&b, to),
            differences,
        })
    }

    /// Brings an earlier state back as a new change. Nothing is lost: what was there stays in the history, and what
    /// people said stays where its place still is.
    pub fn restore_map(&self, id: &MapId, to: &RestoreTo, by: &Author) -> Result<Edited<()>, AppError> {
        let earlier = match to {
            RestoreTo::Seq(seq) => self.map_then(id, *seq)?,
            RestoreTo::Version(version) => self.version_map(id, version)?,
        };
        self.edit_map(id, by, "restore", |map| {
            let mut restored = earlier.clone();
            restored.id = map.id.clone();
            restored.comments = map.comments.clone();
            drop_homeless_comments(&mut restored);
            *map = restored;
            Ok(())
        })
    }

    /// What changed since the person looked last; nothing for somebody who comes for the first time.
    pub fn since_seen(&self, id: &MapId, person_id: &str) -> Result<SinceSeen, AppError> {
        let now_seq = self.wait(self.catalog.map_seq(id))?;
        let seen_seq = self.wait(self.catalog.seen(id, person_id))?.unwrap_or(now_seq);
        let mut changed = Vec::new();
        if seen_seq < now_seq
            && let mut walk = self.walk(id)
            && let (Some(was), Some(is)) = (walk.to(seen_seq)?, walk.to(now_seq)?)
        {
            changed = record_changes(&was, &is);
        }
        Ok(SinceSeen {
            seen_seq,
            now_seq,
            changed,
        })
    }

    /// The person has seen the map as it is now.
    pub fn see_map(&self, id: &MapId, person_id: &str) -> Result<(), AppError> {
        let seq = self.wait(self.catalog.map_seq(id))?;
        Ok(self.wait(self.catalog.put_seen(id, person_id, seq, &now_rfc3339()))?)
    }
}

/// How the map came to be, and how much was on it.
fn how_it_began(via: &str, from: &str, map: Option<&Map>) -> LocalText {
    let mut told = MadeFrom::told(via, from);
    let Some(map) = map else { return told };
    let steps: usize = map.stages.iter().map(|stage| stage.steps.len()).sum();
    let (stages, cards) = (map.stages.len(), map.cards.len());
    for (lang, words) in &mut told.0 {
        words.push_str(&match lang.as_str() {
            "ru" => format!(" (этапов: {stages}, шагов: {steps}, карточек: {cards})"),
            _ => format!(" (stages: {stages}, steps: {steps}, cards: {cards})"),
        });
    }
    told
}

/// Entries, the newest first, as runs, the newest first. Mending belongs to the run it follows; how the map came to be
/// is a run of its own.
fn in_runs(entries: &[LogEntry]) -> Vec<HistoryRun> {
    let mut runs: Vec<HistoryRun> = Vec::new();
    for entry in entries {
        let mending = entry.person_id.is_none() && entry.via == "mend";
        let made = entry.made_from().is_some();
        if let Some(run) = runs.last_mut() {
            let adjoins = run.from_seq == entry.seq + 1 && seconds_between(&entry.at, &run.at) <= PAUSE_MAX_S;
            let after_mending = run.person.id.is_empty() && run.via == "mend";
            let same = !made && Some(&run.person.id) == entry.person_id.as_ref() && run.via == entry.via;
            if adjoins && (same || mending || after_mending) {
                if after_mending {
                    run.person = person(entry);
                    run.via.clone_from(&entry.via);
                }
                run.from_seq = entry.seq;
                run.at.clone_from(&entry.at);
                continue;
            }
        }
        runs.push(HistoryRun {
            from_seq: entry.seq,
            to_seq: entry.seq,
            person: person(entry),
            at: entry.at.clone(),
            until: entry.at.clone(),
            via: entry.via.clone(),
            changed: Vec::new(),
            words: Vec::new(),
        });
    }
    runs
}

fn person(entry: &LogEntry) -> NamedPerson {
    NamedPerson {
        id: entry.person_id.clone().unwrap_or_default(),
        name: entry.person_name.clone().unwrap_or_default(),
    }
}

/// 0 where a time cannot be read.
fn seconds_between(earlier: &str, later: &str) -> i64 {
    let read = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
    match (read(earlier), read(later)) {
        (Some(earlier), Some(later)) => (later - earlier).num_seconds(),
        _ => 0,
    }
}

pub(crate) fn record_changes(was: &Map, is: &Map) -> Vec<RecordChange> {
    let mut changed: BTreeMap<(RecordKind, String), RecordChangeKind> = BTreeMap::new();
    for difference in diff(was, is) {
        let what = match difference.what {
            What::Added => RecordChangeKind::Added,
            What::Removed | What::Merged => RecordChangeKind::Removed,
            What::Moved => RecordChangeKind::Moved,
            What::Renamed | What::Changed | What::Split => RecordChangeKind::Changed,
        };
        // A record may come several times; that its content changed says more than that it moved.
        let kept = changed.entry((difference.of, difference.id)).or_insert(what);
        if *kept == RecordChangeKind::Moved {
            *kept = what;
        }
    }
    let each = changed.into_iter();
    each.map(|((kind, id), what)| RecordChange { kind, id, what })
        .collect()
}

fn told(was: &Map, is: &Map) -> (Vec<RecordChange>, Vec<LocalText>) {
    let differences = diff(was, is);
    let [en, ru] = [Lang::En, Lang::Ru].map(|lang| lines(&report(was, is, &differences, lang)));
    let mut words: Vec<LocalText> = en
        .iter()
        .zip(&ru)
        .take(LINES_MAX)
        .map(|(en, ru)| LocalText::en_ru(en.clone(), ru.clone()))
        .collect();
    if en.len() > LINES_MAX {
        let more = en.len() - LINES_MAX;
        words.push(LocalText::en_ru(
            format!("and {more} more"),
            format!("и ещё {more}"),
        ));
    }
    (record_changes(was, is), words)
}

/// One line for each record: what it is, and what of it.
fn lines(report: &Report) -> Vec<String> {
    report
        .sections
        .iter()
        .flat_map(|section| &section.lines)
        .map(|line| match line.details.as_slice() {
            [] => line.text.clone(),
            details => format!("{}: {}", line.text, details.join("; ")),
        })
        .collect()
}

/// What was said at a record that is not there any more has no place; answers go with what they answer.
fn drop_homeless_comments(map: &mut Map) {
    let places: std::collections::BTreeSet<String> = RecordKind::COMMENTED
        .into_iter()
        .flat_map(|kind| ids(map, kind))
        .collect();
    let mut kept = std::mem::take(&mut map.comments);
    kept.retain(|comment| places.contains(&comment.at));
    loop {
        let there: std::collections::BTreeSet<String> =
            kept.iter().map(|comment| comment.id.clone()).collect();
        let before = kept.len();
        kept.retain(|comment| comment.answers.as_ref().is_none_or(|to| there.contains(to)));
        if kept.len() == before {
            break;
        }
    }
    map.comments = kept;
}

fn ids(map: &Map, kind: RecordKind) -> Vec<String> {
    match kind {
        RecordKind::Card => map.cards.iter().map(|record| record.id.clone()).collect(),
        RecordKind::Stage => map.stages.iter().map(|record| record.id.clone()).collect(),
        RecordKind::Lane => map.lanes.iter().map(|record| record.id.clone()).collect(),
        RecordKind::Persona => map.personas.iter().map(|record| record.id.clone()).collect(),
        RecordKind::Step => {
            let steps = map.stages.iter().flat_map(|stage| &stage.steps);
            steps.map(|record| record.id.clone()).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: u64, minute: u32, person: Option<&str>, via: &str) -> LogEntry {
        LogEntry {
            seq,
            at: format!("2026-01-05T10:{minute:02}:00Z"),
            person_id: person.map(str::to_owned),
            person_name: person.map(str::to_uppercase),
            via: via.into(),
            changed: vec![],
        }
    }

    fn check(entries: &[LogEntry], expected: &[(&str, u64, u64)]) {
        let mut newest_first = entries.to_vec();
        newest_first.reverse();
        let runs = in_runs(&newest_first);
        let found: Vec<_> = runs
            .iter()
            .map(|run| (run.person.id.as_str(), run.from_seq, run.to_seq))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn edits_of_one_person_within_ten_minutes_are_one_run() {
        let ann = |seq, minute| entry(seq, minute, Some("ann"), "editor");
        check(&[ann(2, 0), ann(3, 9), ann(4, 19)], &[("ann", 2, 4)]);
        check(&[ann(2, 0), ann(3, 11)], &[("ann", 3, 3), ("ann", 2, 2)]);
    }

    #[test]
    fn another_person_or_another_way_begins_a_run() {
        let list = [
            entry(2, 0, Some("ann"), "editor"),
            entry(3, 0, Some("bob"), "editor"),
            entry(4, 0, Some("ann"), "editor"),
            entry(5, 0, Some("ann"), "restore"),
        ];
        check(
            &list,
            &[("ann", 5, 5), ("ann", 4, 4), ("bob", 3, 3), ("ann", 2, 2)],
        );
    }

    #[test]
    fn what_the_server_mended_belongs_to_the_edit_before_it() {
        let list = [
            entry(2, 0, Some("ann"), "editor"),
            entry(3, 0, None, "mend"),
            entry(4, 0, Some("ann"), "editor"),
            entry(5, 0, None, "mend"),
        ];
        check(&list, &[("ann", 2, 5)]);
    }
}
