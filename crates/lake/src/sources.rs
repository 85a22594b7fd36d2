//! What the lake knows of its sources without reading their events.

use crate::error::LakeError;
use crate::layout::{self, Layout};
use crate::receipt::{self, Receipt};
use crate::schema::ColumnInfo;
use crate::snapshot::LakeSnapshot;
use std::collections::BTreeMap;
use tropa_model::time::rfc3339;
use tropa_model::{ActorRun, Scale, SourceName};

/// A source at its newest version. All counts are exact.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct SourceInfo {
    #[schema(value_type = String)]
    pub name: SourceName,
    pub version: u64,
    pub events: u64,
    pub actors: u64,
    /// Distinct activities, most frequent first.
    pub activity_names: Vec<String>,
    /// First and last event, both included, RFC 3339 in UTC; absent without events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    pub columns: Vec<ColumnInfo>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_scale: Option<Scale>,
    pub imports: Vec<Receipt>,
}

/// Counts of one version, kept beside the table so that listing sources reads no events. A cache: when it is of
/// another version it is counted anew.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Summary {
    pub version: u64,
    pub buckets: BTreeMap<u32, BucketSummary>,
    /// Events per activity.
    pub activities: BTreeMap<String, u64>,
}

#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct BucketSummary {
    pub events: u64,
    pub actors: u64,
    pub from_us: i64,
    pub to_us: i64,
}

impl Summary {
    /// Counts a whole bucket.
    pub fn add(&mut self, run: &ActorRun) {
        for (name, count) in activity_counts(run) {
            *self.activities.entry(name).or_default() += count;
        }
        if let Some(bucket) = BucketSummary::of(run) {
            self.buckets.insert(run.bucket, bucket);
        }
    }

    /// Counts a version by reading it.
    pub fn count(snapshot: &LakeSnapshot) -> Result<Summary, LakeError> {
        let mut summary = Summary {
            version: snapshot.version(),
            ..Summary::default()
        };
        for bucket in 0..snapshot.buckets() {
            summary.add(&snapshot.read(bucket)?);
        }
        Ok(summary)
    }
}

/// Events per activity.
pub(crate) fn activity_counts(run: &ActorRun) -> impl Iterator<Item = (String, u64)> {
    let mut counts = vec![0_u64; run.activity_names.len()];
    for &code in &run.activity {
        counts[code as usize] += 1;
    }
    run.activity_names.iter().cloned().zip(counts)
}

impl BucketSummary {
    pub fn of(run: &ActorRun) -> Option<BucketSummary> {
        let (from_us, to_us) = (*run.time_us.iter().min()?, *run.time_us.iter().max()?);
        Some(BucketSummary {
            events: run.events() as u64,
            actors: run.actors.len() as u64,
            from_us,
            to_us,
        })
    }
}

pub(crate) fn summary_of(
    layout: &Layout,
    source: &SourceName,
    snapshot: &LakeSnapshot,
) -> Result<Summary, LakeError> {
    let path = layout.summary(source);
    // A damaged cache is as good as none.
    if let Ok(Some(summary)) = layout::read_json::<Summary>(&path)
        && summary.version == snapshot.version()
    {
        return Ok(summary);
    }
    let summary = Summary::count(snapshot)?;
    // Somebody else may write at the same time: either content is a whole file of some version.
    let _ = layout::write_json(&path, &summary);
    Ok(summary)
}

pub(crate) fn info(layout: &Layout, source: &SourceName) -> Result<SourceInfo, LakeError> {
    let snapshot = LakeSnapshot::open(layout, source, None)?;
    let summary = summary_of(layout, source, &snapshot)?;
    let mut activities: Vec<(String, u64)> = summary.activities.into_iter().filter(|(_, n)| *n > 0).collect();
    activities.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let buckets = summary.buckets.values();
    Ok(SourceInfo {
        name: source.clone(),
        version: snapshot.version(),
        events: buckets.clone().map(|b| b.events).sum(),
        actors: buckets.clone().map(|b| b.actors).sum(),
        activity_names: activities.into_iter().map(|(name, _)| name).collect(),
        from: buckets.clone().map(|b| b.from_us).min().map(rfc3339),
        to: buckets.map(|b| b.to_us).max().map(rfc3339),
        columns: snapshot.columns().to_vec(),
        score_scale: snapshot.score_scale(),
        imports: receipt::all(layout, source)?,
    })
}
