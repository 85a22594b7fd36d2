//! Every item read: language, feelings, aspects, what its sentences do. Derived: kept in `derived/voice/` for the same
//! facts and the same analyser, made anew for others.

use crate::app::progress::{Progress, ProgressStage, Watch};
use crate::app::{AppError, Workspace};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tropa_model::{Feedback, Feeling, LocalText, Snapshot, Speaker};
use tropa_voice::learn::{self, ModelReport};
use tropa_voice::{Aspect, Reader, Reading};

/// Of the rules by which texts are read; readings of another version are made anew.
pub(crate) const ANALYSER: u32 = 1;
/// Texts read between two looks at how far it has come.
const BLOCK: usize = 512;
/// For everything drawn by lot: the same facts give the same readings.
pub(crate) const SEED: u64 = 20_260_105;

/// One item and what was understood of it.
#[derive(Clone, Debug)]
pub(crate) struct ReadItem {
    pub source: Arc<str>,
    pub said: Feedback,
    pub reading: Reading,
}

/// All items of the workspace at one version of its sources.
pub(crate) struct Read {
    pub snapshots: Vec<Snapshot>,
    /// The newest first, those without a time last; then by source and id.
    pub items: Vec<ReadItem>,
    by_id: HashMap<Arc<str>, HashMap<String, usize>>,
    aspects: Vec<Aspect>,
    /// What the workspace's own scored answers taught, by language.
    pub report: ModelReport,
}

/// What a file of readings was made from.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Head {
    analyser: u32,
    crate_version: String,
    snapshots: Vec<String>,
    n: usize,
    /// Of the model they were read by.
    report: ModelReport,
}

impl Workspace {
    /// Reads everything that is said, or takes the readings from the file of the last time.
    pub(super) fn read_voice(&self, watch: &mut Watch<'_>) -> Result<Read, AppError> {
        let (mut snapshots, mut items) = (Vec::new(), Vec::new());
        for of_source in self.voice_items(None)? {
            let source: Arc<str> = of_source.snapshot.source.as_str().into();
            items.extend(of_source.items.into_iter().map(|said| (source.clone(), said)));
            snapshots.push(of_source.snapshot);
        }
        items.sort_by(|(a_source, a), (b_source, b)| {
            b.time_us
                .cmp(&a.time_us)
                .then_with(|| a_source.cmp(b_source))
                .then_with(|| a.id.cmp(&b.id))
        });
        let wanted = |report| Head {
            analyser: ANALYSER,
            crate_version: crate::VERSION.to_owned(),
            snapshots: snapshots.iter().map(Snapshot::to_string).collect(),
            n: items.len(),
            report,
        };
        let (readings, report) = match self.kept_readings(&wanted(ModelReport::default())) {
            Some(kept) => kept,
            None => {
                let (readings, report) = read_all(&items, watch);
                self.keep_readings(&wanted(report.clone()), &readings)?;
                (readings, report)
            }
        };
        let items: Vec<ReadItem> = items
            .into_iter()
            .zip(readings)
            .map(|((source, said), reading)| ReadItem {
                source,
                said,
                reading,
            })
            .collect();
        let mut by_id: HashMap<Arc<str>, HashMap<String, usize>> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            by_id
                .entry(item.source.clone())
                .or_default()
                .insert(item.said.id.clone(), at);
        }
        let aspects = Reader::seed().aspects().to_vec();
        Ok(Read {
            snapshots,
            items,
            by_id,
            aspects,
            report,
        })
    }

    fn readings_file(&self) -> PathBuf {
        self.dir.join("derived").join("voice").join("readings.jsonl.gz")
    }

    /// `None` where there are none, or those of other facts or another analyser, or they cannot be read.
    fn kept_readings(&self, wanted: &Head) -> Option<(Vec<Reading>, ModelReport)> {
        let file = std::fs::File::open(self.readings_file()).ok()?;
        let mut lines = BufReader::new(GzDecoder::new(BufReader::new(file))).lines();
        let mut head: Head = serde_json::from_str(&lines.next()?.ok()?).ok()?;
        let report = std::mem::take(&mut head.report);
        if head != *wanted {
            return None;
        }
        let mut readings = Vec::with_capacity(head.n);
        for line in lines {
            readings.push(serde_json::from_str(&line.ok()?).ok()?);
        }
        (readings.len() == head.n).then_some((readings, report))
    }

    /// Written whole or not at all; what another process wrote meanwhile is as good.
    fn keep_readings(&self, head: &Head, readings: &[Reading]) -> Result<(), AppError> {
        let file = self.readings_file();
        let folder = file.parent().expect("a file in a folder");
        std::fs::create_dir_all(folder).map_err(|e| AppError::io("create the folder", folder, e))?;
        let beside = file.with_extension(format!("{}.tmp", std::process::id()));
        let write = || -> std::io::Result<()> {
            let mut out = BufWriter::new(GzEncoder::new(
                std::fs::File::create(&beside)?,
                Compression::fast(),
            ));
            serde_json::to_writer(&mut out, head)?;
            for reading in readings {
                out.write_all(b"\n")?;
                serde_json::to_writer(&mut out, reading)?;
            }
            out.into_inner()
                .map_err(std::io::IntoInnerError::into_error)?
                .finish()?;
            std::fs::rename(&beside, &file)
        };
        write().map_err(|e| {
            let _ = std::fs::remove_file(&beside);
            AppError::io("write", &file, e)
        })
    }
}

impl Read {
    pub fn find(&self, source: &str, id: &str) -> Option<usize> {
        self.by_id.get(source)?.get(id).copied()
    }

    /// What the aspect is called.
    pub fn aspect_name(&self, key: &str) -> LocalText {
        let known = self.aspects.iter().find(|aspect| aspect.key == key);
        known.map_or_else(|| LocalText::plain(key), |aspect| aspect.name.clone())
    }

    /// `reviews@3, survey@1`.
    pub fn snapshot(&self) -> String {
        let snapshots: Vec<String> = self.snapshots.iter().map(Snapshot::to_string).collect();
        snapshots.join(", ")
    }
}

fn read_all(items: &[(Arc<str>, Feedback)], watch: &mut Watch<'_>) -> (Vec<Reading>, ModelReport) {
    let taught = learn::train(&scored(items), SEED);
    let reader = Reader::seed().with_model(taught.model);
    let mut progress = |done: usize| {
        watch(Progress {
            stage: ProgressStage::ReadingTexts,
            done: done as u64,
            total: Some(items.len() as u64),
            unit: "texts",
            rows: Some(done as u64),
        });
    };
    progress(0);
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (sender, receiver) = std::sync::mpsc::channel();
    let mut blocks: Vec<Vec<Reading>> = Vec::new();
    blocks.resize_with(items.len().div_ceil(BLOCK), Vec::new);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let (next, sender, reader) = (&next, sender.clone(), &reader);
            scope.spawn(move || {
                loop {
                    let block = next.fetch_add(1, Ordering::Relaxed);
                    let Some(texts) = items.chunks(BLOCK).nth(block) else {
                        break;
                    };
                    let read = texts
                        .iter()
                        .map(|(_, said)| tropa_voice::read(said, reader))
                        .collect();
                    if sender.send((block, read)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (done, (block, read)) in receiver.iter().enumerate() {
            blocks[block] = read;
            progress(((done + 1) * BLOCK).min(items.len()));
        }
    });
    (blocks.into_iter().flatten().collect(), taught.report)
}

/// What people wrote beside a score, with what the score says they feel.
fn scored(items: &[(Arc<str>, Feedback)]) -> Vec<(String, Feeling)> {
    let own = items.iter().filter(|(_, said)| said.speaker == Speaker::Actor);
    own.filter_map(|(_, said)| {
        let score = said.score?;
        let text = tropa_voice::text_of(said);
        (!text.trim().is_empty()).then(|| (text, score.scale.feeling(score.value)))
    })
    .collect()
}
