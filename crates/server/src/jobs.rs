//! Long work in the background: started, watched, remembered.

use crate::app::{
    AppError, ErrorCode, ImportSummary, Progress, ProgressStage, Watch, Workspace, now_rfc3339,
};
use crate::http::ApiError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Instant;
use tokio::sync::Semaphore;
use tropa_catalog::JobRecord;
use utoipa::ToSchema;

/// Imports and discoveries use every core by themselves; two at once keep a small one from waiting for a large one.
const RUNNING_MAX: usize = 2;
/// More than this waiting means that something is wrong with whoever starts them.
const WAITING_MAX: usize = 32;
/// Ended jobs kept in memory; older ones are read from disk.
const ENDED_KEPT: usize = 100;

/// A piece of background work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Job {
    pub id: String,
    pub kind: JobKind,
    pub state: JobState,
    pub progress: JobProgress,
    /// Once it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<JobResult>,
    /// Once it has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ApiError>,
    /// RFC 3339 in UTC.
    pub started_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    Import,
    Discover,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Running,
    Done,
    Failed,
}

/// `done` of `total` in `unit`, with the speed since the stage began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JobProgress {
    pub stage: ProgressStage,
    pub done: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    pub unit: String,
    /// Rows behind `done`, where rows are what is worked on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Rows per second, else units per second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_second: Option<f64>,
    /// Seconds left in this stage, at the speed so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_s: Option<f64>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JobResult {
    /// Of an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<ImportSummary>,
    /// The map that was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map_id: Option<String>,
}

/// All background work of a server.
#[derive(Clone)]
pub struct Jobs {
    workspace: Arc<Workspace>,
    known: Arc<Mutex<Known>>,
    permits: Arc<Semaphore>,
}

#[derive(Default)]
struct Known {
    jobs: BTreeMap<String, Watched>,
}

struct Watched {
    job: Job,
    stage_began: Instant,
}

impl Jobs {
    pub fn new(workspace: Arc<Workspace>) -> Self {
        Self {
            workspace,
            known: Arc::default(),
            permits: Arc::new(Semaphore::new(RUNNING_MAX)),
        }
    }

    /// Says of jobs that an earlier process left running that they failed. Only the server that holds the workspace
    /// may call it.
    pub fn close_abandoned(&self) -> Result<(), AppError> {
        for record in self.workspace.wait(self.workspace.catalog.running_jobs())? {
            let Ok(mut job) = serde_json::from_value::<Job>(record.document) else {
                continue;
            };
            let message = "the server was stopped while this ran; nothing of it was kept: start it again";
            job.state = JobState::Failed;
            job.error = Some(ApiError::new(ErrorCode::Internal, message));
            job.ended_at = Some(now_rfc3339());
            self.remember(&job)?;
        }
        Ok(())
    }

    /// Starts work and returns at once. Refused when too much waits already.
    pub fn start(
        &self,
        kind: JobKind,
        work: impl FnOnce(&Workspace, &mut Watch<'_>) -> Result<JobResult, AppError> + Send + 'static,
    ) -> Result<Job, ApiError> {
        let job = Job {
            id: uuid::Uuid::now_v7().to_string(),
            kind,
            state: JobState::Running,
            progress: JobProgress {
                stage: ProgressStage::Waiting,
                done: 0,
                total: None,
                unit: "steps".into(),
                rows: None,
                per_second: None,
                left_s: None,
            },
            result: None,
            error: None,
            started_at: now_rfc3339(),
            ended_at: None,
        };
        {
            let mut known = self.known();
            let running = known
                .jobs
                .values()
                .filter(|w| w.job.state == JobState::Running)
                .count();
            if running >= RUNNING_MAX + WAITING_MAX {
                let message = format!("{running} jobs are waiting or running already; wait for some to end");
                return Err(ApiError::new(ErrorCode::TooManyJobs, message));
            }
            known.jobs.insert(
                job.id.clone(),
                Watched {
                    job: job.clone(),
                    stage_began: Instant::now(),
                },
            );
        }
        let (jobs, id) = (self.clone(), job.id.clone());
        tokio::spawn(async move {
            let _permit = jobs
                .permits
                .clone()
                .acquire_owned()
                .await
                .expect("the semaphore is never closed");
            let (worker, of) = (jobs.clone(), id.clone());
            let worked = tokio::task::spawn_blocking(move || {
                worker.remember_running(&of);
                work(&worker.workspace, &mut |progress| worker.progress(&of, progress))
            });
            let outcome = match worked.await {
                Ok(Ok(result)) => Ok(result),
                Ok(Err(error)) => Err(ApiError::from(error)),
                Err(panicked) => {
                    tracing::error!("a job failed: {panicked}");
                    let message = "the program made a mistake; the server's log says more";
                    Err(ApiError::new(ErrorCode::Internal, message))
                }
            };
            let closing = jobs.clone();
            let _ = tokio::task::spawn_blocking(move || closing.end(&id, outcome)).await;
        });
        Ok(job)
    }

    /// The job as it is now; `None` when there never was one of that id, or it was long ago.
    pub fn find(&self, id: &str) -> Result<Option<Job>, AppError> {
        if let Some(watched) = self.known().jobs.get(id) {
            return Ok(Some(watched.job.clone()));
        }
        let record = self.workspace.wait(self.workspace.catalog.job(id))?;
        Ok(record.and_then(|record| serde_json::from_value(record.document).ok()))
    }

    fn progress(&self, id: &str, progress: Progress) {
        let mut known = self.known();
        let Some(watched) = known.jobs.get_mut(id) else {
            return;
        };
        if watched.job.progress.stage != progress.stage {
            watched.stage_began = Instant::now();
        }
        watched.job.progress = measured(progress, watched.stage_began.elapsed().as_secs_f64());
    }

    fn remember_running(&self, id: &str) {
        let job = self.known().jobs.get(id).map(|watched| watched.job.clone());
        if let Some(Err(error)) = job.map(|job| self.remember(&job)) {
            tracing::warn!("a job's start was not written down: {error}");
        }
    }

    fn end(&self, id: &str, outcome: Result<JobResult, ApiError>) {
        let job = {
            let mut known = self.known();
            let Some(watched) = known.jobs.get_mut(id) else {
                return;
            };
            let job = &mut watched.job;
            job.ended_at = Some(now_rfc3339());
            match outcome {
                Ok(result) => (job.state, job.result) = (JobState::Done, Some(result)),
                Err(error) => (job.state, job.error) = (JobState::Failed, Some(error)),
            }
            let job = job.clone();
            forget_oldest(&mut known);
            job
        };
        if let Err(error) = self.remember(&job) {
            tracing::warn!("a job's outcome was not written down: {error}");
        }
    }

    fn remember(&self, job: &Job) -> Result<(), AppError> {
        let state = match job.state {
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Failed => "failed",
        };
        let record = JobRecord {
            id: job.id.clone(),
            state: state.into(),
            started_at: job.started_at.clone(),
            document: serde_json::to_value(job).expect("a job has a JSON form"),
        };
        Ok(self.workspace.wait(self.workspace.catalog.put_job(&record))?)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().expect("nothing panics while holding it")
    }
}

/// Ids are in order of time, so the first ended ones are the oldest.
fn forget_oldest(known: &mut Known) {
    let ended: Vec<String> = known
        .jobs
        .values()
        .filter(|w| w.job.state != JobState::Running)
        .map(|w| w.job.id.clone())
        .collect();
    for id in ended.iter().take(ended.len().saturating_sub(ENDED_KEPT)) {
        known.jobs.remove(id);
    }
}

fn measured(progress: Progress, elapsed_s: f64) -> JobProgress {
    // In the first moments a speed says nothing.
    const ELAPSED_MIN_S: f64 = 0.5;
    let known = elapsed_s >= ELAPSED_MIN_S && progress.done > 0;
    let left = |total: u64| total.saturating_sub(progress.done) as f64 * elapsed_s / progress.done as f64;
    JobProgress {
        stage: progress.stage,
        done: progress.done,
        total: progress.total,
        unit: progress.unit.into(),
        rows: progress.rows,
        per_second: known.then(|| progress.rows.unwrap_or(progress.done) as f64 / elapsed_s),
        left_s: progress.total.filter(|_| known).map(left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speed_and_time_left_come_from_what_is_done() {
        let at = |done, elapsed_s| {
            let (stage, unit) = (ProgressStage::Reading, "bytes");
            measured(
                Progress {
                    stage,
                    done,
                    total: Some(400),
                    unit,
                    rows: Some(done / 10),
                },
                elapsed_s,
            )
        };
        assert_eq!(
            (at(100, 2.0).per_second, at(100, 2.0).left_s),
            (Some(5.0), Some(6.0))
        );
        assert_eq!((at(0, 2.0).per_second, at(100, 0.1).left_s), (None, None));
    }
}
