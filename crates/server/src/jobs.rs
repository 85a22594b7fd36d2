//! Long work in the background: started, watched, remembered.

use crate::app::{
    AppError, AssistantRun, ErrorCode, Fault, ImportSummary, Progress, ProgressStage, VoiceImportSummary,
    Watch, Workspace, now_rfc3339,
};
use crate::http::{ApiError, Language};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
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
    /// Reading what people say.
    Listen,
    /// Asking a language model.
    Assist,
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
    /// Of an import of feedback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<VoiceImportSummary>,
    /// Of a run of the assistant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assistant: Option<AssistantRun>,
    /// The map that was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map_id: Option<String>,
    /// What was found over a map that was there, as a suggestion on it; absent where the facts say what the map says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion_id: Option<String>,
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
    kept: Kept,
    /// Set when somebody wants it to end early; only work that looks does.
    stop: Arc<AtomicBool>,
    stage_began: Instant,
}

/// A job as it is remembered: its error in every language.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    job: Job,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fault: Option<Fault>,
}

impl Kept {
    fn in_language(&self, language: Language) -> Job {
        let mut job = self.job.clone();
        if let Some(fault) = &self.fault {
            job.error = Some(ApiError::of(fault, language));
        }
        job
    }

    fn fail(&mut self, fault: Fault) {
        self.job.state = JobState::Failed;
        self.job.error = Some(ApiError::of(&fault, Language::En));
        self.fault = Some(fault);
    }
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
            let Ok(mut kept) = serde_json::from_value::<Kept>(record.document) else {
                continue;
            };
            kept.fail(Fault::new(
                ErrorCode::Internal,
                "the server was stopped while this ran; nothing of it was kept: start it again",
                "сервер остановили, пока это выполнялось; ничего не сохранилось: запустите заново",
            ));
            kept.job.ended_at = Some(now_rfc3339());
            self.remember(&kept)?;
        }
        Ok(())
    }

    /// Starts work and returns at once. Refused when too much waits already.
    pub fn start(
        &self,
        kind: JobKind,
        work: impl FnOnce(&Workspace, &mut Watch<'_>) -> Result<JobResult, AppError> + Send + 'static,
    ) -> Result<Job, Fault> {
        self.start_stoppable(kind, |workspace, watch, _| work(workspace, watch))
    }

    /// [`start`](Self::start) of work that looks now and then whether it should end early: see [`stop`](Self::stop).
    pub fn start_stoppable(
        &self,
        kind: JobKind,
        work: impl FnOnce(&Workspace, &mut Watch<'_>, &AtomicBool) -> Result<JobResult, AppError> + Send + 'static,
    ) -> Result<Job, Fault> {
        let stop = Arc::new(AtomicBool::new(false));
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
                .filter(|w| w.kept.job.state == JobState::Running)
                .count();
            if running >= RUNNING_MAX + WAITING_MAX {
                return Err(Fault::new(
                    ErrorCode::TooManyJobs,
                    format!("{running} jobs are waiting or running already; wait for some to end"),
                    format!("уже выполняется или ждёт работ: {running}; подождите, пока часть закончится"),
                ));
            }
            known.jobs.insert(
                job.id.clone(),
                Watched {
                    kept: Kept {
                        job: job.clone(),
                        fault: None,
                    },
                    stage_began: Instant::now(),
                    stop: stop.clone(),
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
                work(
                    &worker.workspace,
                    &mut |progress| worker.progress(&of, progress),
                    &stop,
                )
            });
            let outcome = match worked.await {
                Ok(Ok(result)) => Ok(result),
                Ok(Err(error)) => Err(Fault::from(error)),
                Err(panicked) => {
                    tracing::error!("a job failed: {panicked}");
                    Err(Fault::ours())
                }
            };
            let closing = jobs.clone();
            let _ = tokio::task::spawn_blocking(move || closing.end(&id, outcome)).await;
        });
        Ok(job)
    }

    /// Asks a job of the kind to end early; `false` where none of that id runs here. It ends when it looks.
    pub fn stop(&self, id: &str, kind: JobKind) -> bool {
        let known = self.known();
        let running = known
            .jobs
            .get(id)
            .filter(|one| one.kept.job.kind == kind && one.kept.job.state == JobState::Running);
        running
            .inspect(|one| one.stop.store(true, Ordering::Relaxed))
            .is_some()
    }

    /// The job as it is now; `None` when there never was one of that id, or it was long ago.
    pub fn find(&self, id: &str, language: Language) -> Result<Option<Job>, AppError> {
        if let Some(watched) = self.known().jobs.get(id) {
            return Ok(Some(watched.kept.in_language(language)));
        }
        let record = self.workspace.wait(self.workspace.catalog.job(id))?;
        let kept = record.and_then(|record| serde_json::from_value::<Kept>(record.document).ok());
        Ok(kept.map(|kept| kept.in_language(language)))
    }

    /// Jobs of this process, the last started first.
    pub fn list(&self, state: Option<JobState>, language: Language) -> Vec<Job> {
        let known = self.known();
        let wanted = known.jobs.values().rev().map(|watched| &watched.kept);
        wanted
            .filter(|kept| state.is_none_or(|state| kept.job.state == state))
            .map(|kept| kept.in_language(language))
            .collect()
    }

    fn progress(&self, id: &str, progress: Progress) {
        let mut known = self.known();
        let Some(watched) = known.jobs.get_mut(id) else {
            return;
        };
        if watched.kept.job.progress.stage != progress.stage {
            watched.stage_began = Instant::now();
        }
        watched.kept.job.progress = measured(progress, watched.stage_began.elapsed().as_secs_f64());
    }

    fn remember_running(&self, id: &str) {
        let kept = self.known().jobs.get(id).map(|watched| watched.kept.clone());
        if let Some(Err(error)) = kept.map(|kept| self.remember(&kept)) {
            tracing::warn!("a job's start was not written down: {error}");
        }
    }

    fn end(&self, id: &str, outcome: Result<JobResult, Fault>) {
        let kept = {
            let mut known = self.known();
            let Some(watched) = known.jobs.get_mut(id) else {
                return;
            };
            let kept = &mut watched.kept;
            kept.job.ended_at = Some(now_rfc3339());
            match outcome {
                Ok(result) => (kept.job.state, kept.job.result) = (JobState::Done, Some(result)),
                Err(fault) => kept.fail(fault),
            }
            let kept = kept.clone();
            forget_oldest(&mut known);
            kept
        };
        if let Err(error) = self.remember(&kept) {
            tracing::warn!("a job's outcome was not written down: {error}");
        }
    }

    fn remember(&self, kept: &Kept) -> Result<(), AppError> {
        let job = &kept.job;
        let state = match job.state {
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Failed => "failed",
        };
        let record = JobRecord {
            id: job.id.clone(),
            state: state.into(),
            started_at: job.started_at.clone(),
            document: serde_json::to_value(kept).expect("a job has a JSON form"),
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
        .filter(|w| w.kept.job.state != JobState::Running)
        .map(|w| w.kept.job.id.clone())
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
