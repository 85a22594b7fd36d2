//! An open index: the buckets of one snapshot and what is known of it as a whole.

use crate::error::{AskError, IndexError};
use crate::fold::{self, Piece};
use crate::manifest::{self, Counts, Manifest};
use crate::partition::{Partition, Values};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::OnceLock;
use tropa_model::feeling::Scale;
use tropa_model::{Answer, Cut, Question, Role, Snapshot, TimeWindow, time};

/// The journeys of one snapshot, ready for questions from any thread.
#[derive(Debug)]
pub struct Index {
    pub(crate) manifest: Manifest,
    pub(crate) partitions: Vec<Partition>,
    pub(crate) pieces: Vec<Piece>,
    /// The finest of the buckets' ticks; every bucket's is a multiple of it.
    pub(crate) tick_us: u64,
    /// Longest journey, in ticks of `tick_us`: no gap is longer.
    pub(crate) span_max: u64,
    pub(crate) codes: FxHashMap<String, u32>,
    pub(crate) threads: usize,
    events_per_activity: OnceLock<Vec<u64>>,
    pub(crate) idle_s: OnceLock<u64>,
    /// What lives were cut by; `None` where a journey is a whole life.
    pub(crate) cut: Option<Cut>,
}

/// A column that filters and breakdowns may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// As in the lake: `channel`, `actor_segment`.
    pub name: String,
    pub of: AttributeOf,
    pub kind: AttributeKind,
    /// The most frequent values, most frequent first, ties by name; at most twenty. Only of coded attributes.
    pub values: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeOf {
    Actor,
    Event,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    Coded,
    Number,
    Text,
}

pub(crate) fn is_of_actor(column: &str) -> bool {
    Role::from_column_name(column).is_some_and(|role| role.is_of_actor())
}

impl Index {
    /// `None` when the snapshot has no whole index here (never built, swept, damaged or of another format): build it.
    pub fn open(dir: &Path, snapshot: &Snapshot) -> Result<Option<Self>, IndexError> {
        let source_dir = manifest::source_dir(dir, &snapshot.source)?;
        let Some(manifest) = manifest::read(&source_dir, snapshot.version)? else {
            return Ok(None);
        };
        let whole =
            |entry: &manifest::BucketEntry| entry.files().all(|f| crate::files::is_whole(&source_dir, f));
        if manifest.snapshot != *snapshot || !manifest.buckets.iter().all(whole) {
            return Ok(None);
        }
        let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let activities = manifest.activities.len();
        let opened = fold::map(threads, &manifest.buckets, |b| {
            Partition::open(&source_dir, b, activities)
        });
        let mut partitions = Vec::with_capacity(opened.len());
        for partition in opened {
            match partition {
                Ok(partition) => partitions.extend(partition),
                Err(IndexError::Format { .. }) => return Ok(None),
                Err(other) => return Err(other),
            }
        }
        Ok(Some(Self::of(manifest, partitions, threads, None)))
    }

    pub(crate) fn of(
        manifest: Manifest,
        partitions: Vec<Partition>,
        threads: usize,
        cut: Option<Cut>,
    ) -> Self {
        let tick_us = partitions.iter().map(|p| p.tick_us).min().unwrap_or(1_000_000);
        let spans = |p: &Partition| {
            let most = match &p.spans {
                crate::partition::Ticks::U32(spans) => spans.iter().max().map_or(0, |&s| u64::from(s)),
                crate::partition::Ticks::U64(spans) => spans.iter().max().map_or(0, |&s| s),
            };
            most * (p.tick_us / tick_us)
        };
        Self {
            span_max: partitions.iter().map(spans).max().unwrap_or(0),
            pieces: fold::pieces(partitions.iter().map(|p| (p.journeys(), p.entry.events))),
            codes: manifest
                .activities
                .iter()
                .enumerate()
                .map(|(code, name)| (name.clone(), code as u32))
                .collect(),
            tick_us,
            threads,
            events_per_activity: OnceLock::new(),
            idle_s: OnceLock::new(),
            partitions,
            manifest,
            cut,
        }
    }

    /// Answers with at most this many threads; the answers are the same for any number.
    #[must_use]
    pub fn with_threads(mut self, threads: NonZeroUsize) -> Self {
        self.threads = threads.get();
        self
    }

    /// A pure function of the question and the snapshot. A question with a cut is answered from the index cut so; an
    /// index that is already cut answers questions with its own cut or with none.
    pub fn ask(&self, question: &Question) -> Result<Answer, AskError> {
        if question.cut.is_none() || question.cut == self.cut {
            return crate::ask::answer(self, question);
        }
        let cut = question.cut.as_ref().expect("it is not none");
        crate::ask::answer(&self.cut(cut)?, question)
    }

    pub fn snapshot(&self) -> &Snapshot {
        &self.manifest.snapshot
    }

    /// The scale scores were asked on, where the import stated one.
    pub fn score_scale(&self) -> Option<Scale> {
        self.manifest.score_scale
    }

    /// First and last event, both included; `None` when there is none.
    pub fn observed(&self) -> Option<TimeWindow> {
        let (from, to) = self.manifest.observed_us?;
        Some(TimeWindow {
            from: time::rfc3339(from),
            to: time::rfc3339(to),
        })
    }

    pub fn counts(&self) -> Counts {
        let activities = self.events_per_activity().iter().filter(|n| **n > 0).count() as u64;
        Counts {
            activities,
            journeys: self.partitions.iter().map(|p| p.journeys() as u64).sum(),
            ..self.manifest.counts
        }
    }

    /// The activities that occur, by name.
    pub fn activities(&self) -> Vec<String> {
        let counts = self.events_per_activity();
        let mut names: Vec<String> = self
            .manifest
            .activities
            .iter()
            .zip(counts)
            .filter(|(_, n)| **n > 0)
            .map(|(name, _)| name.clone())
            .collect();
        names.sort_unstable();
        names
    }

    /// The columns beside actor, activity and time, by name. An error when a derived file is damaged.
    pub fn attributes(&self) -> Result<Vec<Attribute>, AskError> {
        self.column_names()
            .into_iter()
            .map(|name| self.attribute(name))
            .collect()
    }

    fn attribute(&self, name: String) -> Result<Attribute, AskError> {
        const VALUES: usize = 20;
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let mut kind = AttributeKind::Coded;
        for partition in &self.partitions {
            match partition.values(&name)? {
                Some(Values::Coded { codes, names }) => {
                    let rows = if is_of_actor(&name) {
                        partition.journeys()
                    } else {
                        partition.entry.events as usize
                    };
                    let mut per_code = vec![0_u64; names.len() + 1];
                    (0..rows).for_each(|row| per_code[codes.get(row)] += 1);
                    for (name, count) in names.iter().zip(&per_code[1..]) {
                        *counts.entry(name.clone()).or_default() += count;
                    }
                }
                Some(Values::Number(_)) => kind = AttributeKind::Number,
                Some(Values::Text(_)) if kind == AttributeKind::Coded => kind = AttributeKind::Text,
                Some(Values::Text(_)) | None => {}
            }
        }
        let mut values: Vec<(String, u64)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
        values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let listed = if kind == AttributeKind::Coded { VALUES } else { 0 };
        let of = if is_of_actor(&name) {
            AttributeOf::Actor
        } else {
            AttributeOf::Event
        };
        Ok(Attribute {
            name,
            of,
            kind,
            values: values.into_iter().take(listed).map(|(value, _)| value).collect(),
        })
    }

    /// Columns of any bucket, ascending.
    pub(crate) fn column_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .partitions
            .iter()
            .flat_map(|p| p.entry.columns.iter().map(|c| c.name.clone()))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// By code; codes of activities that no longer occur have none.
    pub(crate) fn events_per_activity(&self) -> &[u64] {
        self.events_per_activity.get_or_init(|| {
            fold::fold(
                self.threads,
                &self.partitions,
                || vec![0_u64; self.manifest.activities.len()],
                |counts, partition| {
                    let events = partition.entry.events as usize;
                    (0..events).for_each(|event| counts[partition.codes.get(event)] += 1);
                },
                |all, more| all.iter_mut().zip(more).for_each(|(a, b)| *a += b),
            )
        })
    }

    pub(crate) fn activity(&self, code: usize) -> &str {
        &self.manifest.activities[code]
    }
}
