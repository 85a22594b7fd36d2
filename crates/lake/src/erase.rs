//! Erasing one person everywhere, for good.
//!
//! The person's files are rewritten without them, the old ones removed from the disk at once, and where the table's
//! log names the person (as the first or last actor of a file) the log is cut. Versions that held the person are gone
//! then and say so. A killed erasure is finished by the next one who opens the lake.

use crate::error::LakeError;
use crate::intent;
use crate::layout::{self, Layout, Lock};
use crate::read::DataReader;
use crate::sources::{BucketSummary, activity_counts};
use crate::table::{Table, TableState};
use crate::upkeep::{Change, relative, undo_unless};
use deltalake_core::protocol::DeltaOperation;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tropa_model::{ActorRun, SourceName, bucket_of};

/// That a person was erased, without saying who: enough to prove it, and to erase again after restoring a backup.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct ErasureReceipt {
    pub id: String,
    /// Keyed BLAKE3 of the actor's key, hexadecimal; the key of the hash lies in `erasure.key`.
    pub actor_hash: String,
    /// RFC 3339 in UTC, as the caller gave it.
    pub at: String,
    /// Only sources that held the person.
    pub sources: Vec<ErasedFrom>,
}

/// What an erasure removed from one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct ErasedFrom {
    pub source: String,
    /// The first version without the person; absent where no event was theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    pub events: u64,
    /// Quarantined rows that named the person; their text is blank now.
    pub rejected: u64,
}

/// An erasure that has begun. Holds the person's key until it has ended.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Begun {
    id: String,
    actor: String,
    at: String,
    /// By source; also those that turned out to hold nothing.
    done: BTreeMap<String, ErasedFrom>,
}

pub(crate) fn erase(layout: &Layout, actor: &str, at: String) -> Result<ErasureReceipt, LakeError> {
    let _lock = Lock::wait(&layout.erasure_lock())?;
    if let Some(earlier) = layout::read_json::<Begun>(&layout.erasure_intent())? {
        run(layout, earlier)?;
    }
    let id = uuid::Uuid::new_v4().to_string();
    run(
        layout,
        Begun {
            id,
            actor: actor.to_owned(),
            at,
            done: BTreeMap::new(),
        },
    )
}

/// Finishes a killed erasure, unless somebody is at it.
pub(crate) fn resume(layout: &Layout) -> Result<(), LakeError> {
    if layout.erasure_intent().exists()
        && let Some(_lock) = Lock::try_now(&layout.erasure_lock())?
        && let Some(begun) = layout::read_json::<Begun>(&layout.erasure_intent())?
    {
        run(layout, begun)?;
    }
    Ok(())
}

fn run(layout: &Layout, mut begun: Begun) -> Result<ErasureReceipt, LakeError> {
    layout::write_json(&layout.erasure_intent(), &begun)?;
    for source in layout.sources()? {
        erase_in(layout, &source, &mut begun)?;
    }
    let sources = begun
        .done
        .into_values()
        .filter(|d| d.events > 0 || d.rejected > 0)
        .collect();
    let actor_hash = keyed_hash(layout, &begun.actor)?;
    let receipt = ErasureReceipt {
        id: begun.id,
        actor_hash,
        at: begun.at,
        sources,
    };
    let mut all = receipts(&layout.erasures())?;
    if all.iter().all(|known| known.id != receipt.id) {
        all.push(receipt.clone());
        let lines: String = all
            .iter()
            .map(|r| serde_json::to_string(r).expect("a receipt always has a JSON form") + "\n")
            .collect();
        layout::write_whole(&layout.erasures(), lines.as_bytes())?;
    }
    layout::remove(&layout.erasure_intent())?;
    // Half-written intents of killed processes name the person too.
    for path in layout::list(layout.erasure_intent().parent().expect("it lies in a folder"))? {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with("_erase.intent.") && name.ends_with(".tmp") {
            layout::remove(&path)?;
        }
    }
    Ok(receipt)
}

/// All erasures, oldest first.
pub(crate) fn receipts(path: &Path) -> Result<Vec<ErasureReceipt>, LakeError> {
    let text = layout::read_whole(path)?.unwrap_or_default();
    let lines = text.split(|&b| b == b'\n').filter(|line| !line.is_empty());
    lines
        .map(serde_json::from_slice)
        .collect::<Result<_, _>>()
        .map_err(|e| LakeError::Damaged {
            path: path.to_owned(),
            reason: e.to_string(),
        })
}

/// Without a key a list of known actors would tell who was erased.
fn keyed_hash(layout: &Layout, actor: &str) -> Result<String, LakeError> {
    let path = layout.erasure_key();
    let key = match layout::read_whole(&path)? {
        Some(key) => key,
        None => {
            let key = [
                uuid::Uuid::new_v4().into_bytes(),
                uuid::Uuid::new_v4().into_bytes(),
            ]
            .concat();
            layout::write_whole(&path, &key)?;
            key
        }
    };
    let key: [u8; 32] = key.try_into().map_err(|_| LakeError::Damaged {
        path,
        reason: "not 32 bytes".into(),
    })?;
    Ok(blake3::keyed_hash(&key, actor.as_bytes()).to_hex().to_string())
}

fn erase_in(layout: &Layout, source: &SourceName, begun: &mut Begun) -> Result<(), LakeError> {
    let actor = begun.actor.clone();
    let mut change = Change::begin(layout, source)?;
    let bucket = bucket_of(actor.as_bytes(), change.snapshot.buckets());
    let holding = files_with(&change, bucket, &actor)?;
    let in_table: Vec<_> = change
        .snapshot
        .data_files(bucket)
        .filter(|f| holding.contains(&f.path))
        .cloned()
        .collect();
    change.intend(&holding.iter().cloned().collect::<Vec<_>>())?;
    let made = (|| {
        let before = change.snapshot.read_part(bucket)?.run;
        for file in &in_table {
            let path = change.snapshot.dir().join(&file.path);
            let part = DataReader::open(&path, change.snapshot.columns())?.all(bucket)?;
            let events = part.run.events();
            let kept = part.filtered(&|key, _| key != actor.as_bytes());
            change.events_removed += (events - kept.run.events()) as u64;
            change.write(&kept, true)?;
            change.remove(file, true);
        }
        recount(&mut change, &before, &actor);
        Ok(())
    })();
    undo_unless(made, layout, source)?;

    // Noted before anything is gone: done again after a kill there is nothing left to count.
    let events = change.events_removed;
    let version = (events > 0).then(|| change.snapshot.version() + 1);
    let rejected = crate::rejected::naming(layout, source, &actor)?;
    let noted = begun.done.entry(source.to_string()).or_default();
    noted.source = source.to_string();
    noted.rejected = noted.rejected.max(rejected);
    if events > 0 {
        (noted.events, noted.version) = (events, version);
    }
    layout::write_json(&layout.erasure_intent(), &begun)?;
    crate::rejected::erase(layout, source, &actor)?;
    if in_table.is_empty() {
        // Only older versions hold the person, if any.
        let (table, state) = (Table::at(layout.events(source)), change.snapshot.state().clone());
        forget(&table, &state, &holding.into_iter().collect::<Vec<_>>())?;
        cut_log_if_named(&table, &actor)?;
        return layout::remove(&layout.intent(source));
    }
    let operation = DeltaOperation::Delete {
        predicate: Some("an erased person".into()),
    };
    let layout_of = change.layout;
    change.land(operation, "erase")?;
    let _lock = intent::lock(layout_of, source)?;
    cut_log_if_named(&Table::at(layout.events(source)), &actor)
}

/// Every data file on the disk, of any version, that holds the person. Files of imports that have not landed are left:
/// what comes in later is new.
fn files_with(change: &Change<'_>, bucket: u32, actor: &str) -> Result<BTreeSet<String>, LakeError> {
    let live = crate::import::live_prefixes(change.layout, change.source)?;
    let current: BTreeSet<&str> = change
        .snapshot
        .data_files(bucket)
        .map(|f| f.path.as_str())
        .collect();
    let mut holding = BTreeSet::new();
    for path in layout::list(&change.snapshot.dir().join(format!("bucket={bucket}")))? {
        let relative = relative(change.snapshot.dir(), &path);
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let loose = !current.contains(relative.as_str());
        if loose && live.iter().any(|prefix| name.starts_with(prefix)) {
            continue;
        }
        let found = DataReader::open(&path, &[]).and_then(|reader| reader.actor(bucket, actor));
        match found {
            Ok(part) if part.run.events() > 0 => {
                holding.insert(relative);
            }
            Ok(_) => {}
            // A torn file that no version names: nobody can say who is in it, so it goes.
            Err(_) if loose => {
                holding.insert(relative);
            }
            Err(e) => return Err(e),
        }
    }
    Ok(holding)
}

/// Takes the person out of the kept counts.
fn recount(change: &mut Change<'_>, before: &ActorRun, actor: &str) {
    let Some(summary) = &mut change.summary else {
        return;
    };
    let Some(place) = (0..before.actors.len()).find(|&place| before.actors.get(place) == actor) else {
        return;
    };
    let theirs = before.events_of(place);
    let mut without = before.clone();
    without.time_us.drain(theirs.clone());
    without.actors = (0..before.actors.len())
        .filter(|&p| p != place)
        .map(|p| before.actors.get(p))
        .collect();
    match BucketSummary::of(&without) {
        Some(counts) => summary.buckets.insert(before.bucket, counts),
        None => summary.buckets.remove(&before.bucket),
    };
    let one = ActorRun {
        activity: before.activity[theirs].to_vec(),
        activity_names: before.activity_names.clone(),
        ..ActorRun::default()
    };
    for (name, count) in activity_counts(&one) {
        if let Some(total) = summary.activities.get_mut(&name) {
            *total -= count;
        }
    }
    summary.activities.retain(|_, total| *total > 0);
}

/// Makes files gone that an erasure took out of the table.
pub(crate) fn forget(table: &Table, newest: &TableState, files: &[String]) -> Result<(), LakeError> {
    let current: BTreeSet<String> = newest.files().into_iter().map(|f| f.path).collect();
    for file in files.iter().filter(|file| !current.contains(*file)) {
        layout::remove(&table.dir.join(file))?;
    }
    Ok(())
}

/// Where the log names the person, everything before the newest version is dropped from it.
fn cut_log_if_named(table: &Table, actor: &str) -> Result<(), LakeError> {
    let Some(state) = table.state(None)? else {
        return Ok(());
    };
    let newest = state.version();
    // A statistic is JSON text inside JSON text: the quoted key is quoted again there.
    let quoted = json(actor);
    let twice = json(&quoted);
    let keys = [quoted.as_bytes(), &twice.as_bytes()[1..twice.len() - 1]];
    let log = table.dir.join("_delta_log");
    let (mut named, mut old) = (false, Vec::new());
    for path in layout::list(&log)? {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(version) = name.get(..20).and_then(|digits| digits.parse::<u64>().ok()) else {
            continue;
        };
        if name.ends_with(".json") {
            let text = layout::read_whole(&path)?.unwrap_or_default();
            named |= keys.iter().any(|key| memchr::memmem::find(&text, key).is_some());
        } else {
            // A checkpoint repeats the statistics in a form that is not searched: it goes with the rest.
            named |= version < newest;
        }
        if version < newest {
            old.push(path);
        }
    }
    if named {
        table.checkpoint(&state)?;
        old.iter().try_for_each(|path| layout::remove(path))?;
        layout::sync_dir(&log)?;
    }
    Ok(())
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("a text always has a JSON form")
}

/// The state of a version that is not the newest.
pub(crate) fn old_state(
    layout: &Layout,
    source: &SourceName,
    table: &Table,
    version: u64,
) -> Result<TableState, LakeError> {
    match table.state(Some(version)) {
        Ok(Some(state)) => Ok(state),
        _ => Err(why_gone(&layout.erasures(), source, version)),
    }
}

/// Why files of a version are not there any more.
pub(crate) fn why_gone(erasures: &Path, source: &SourceName, version: u64) -> LakeError {
    let receipts = receipts(erasures).unwrap_or_default();
    let erased = receipts.iter().rev().find(|receipt| {
        receipt
            .sources
            .iter()
            .any(|s| s.source == source.as_str() && s.version.is_none_or(|v| v > version))
    });
    let source_name = source.to_string();
    match erased {
        Some(receipt) => LakeError::ErasedSince {
            source_name,
            version,
            at: receipt.at.clone(),
        },
        None => LakeError::Vacuumed { source_name, version },
    }
}
