//! Sending what was confirmed, and keeping what came back.

use super::endpoint::{Answer, Endpoint};
use super::plan::{AssistantTask, Prepared};
use super::suggestions::{Proposed, StoredProposal};
use crate::app::progress::{Progress, ProgressStage, Watch};
use crate::app::{AppError, Author, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};
use tropa_catalog::{AssistantState, AuditEntry, StoredSuggestion};
use tropa_model::LocalText;
use tropa_voice::assistant::Tally;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AssistantRun {
    /// Its suggestions bear the same id.
    pub run: String,
    pub task: AssistantTask,
    pub n_requests: u64,
    /// Requests whose answers could be read.
    pub n_answered: u64,
    /// Requests that were answered twice with something else than what was asked for.
    pub n_unreadable: u64,
    /// It was stopped before its end; what had come is kept.
    pub stopped: bool,
    /// New suggestions.
    pub n_suggestions: u64,
    pub tally: Tally,
    /// The same in one sentence.
    pub told: LocalText,
}

impl Prepared {
    /// For the audit log: what was sent where, without a word of it.
    pub fn detail(&self) -> serde_json::Value {
        json!({
            "task": self.task.word(),
            "items": self.plan.n_items,
            "requests": self.plan.n_requests,
            "chars": self.plan.chars,
            "address": self.plan.address,
            "model": self.plan.model,
        })
    }
}

impl Workspace {
    /// Sends the requests one after another; what each brings is kept before the next goes out.
    pub fn assistant_run(
        &self,
        endpoint: &Endpoint,
        prepared: &Prepared,
        stop: &AtomicBool,
        watch: &mut Watch<'_>,
    ) -> Result<AssistantRun, AppError> {
        let mut run = AssistantRun {
            run: Uuid::now_v7().to_string(),
            task: prepared.task,
            n_requests: prepared.prompts.len() as u64,
            n_answered: 0,
            n_unreadable: 0,
            stopped: false,
            n_suggestions: 0,
            tally: Tally::default(),
            told: LocalText::default(),
        };
        for (at, (piece, prompt)) in prepared.work.pieces.iter().zip(&prepared.prompts).enumerate() {
            watch(Progress {
                stage: ProgressStage::AskingModel,
                done: at as u64,
                total: Some(run.n_requests),
                unit: "requests",
                rows: None,
            });
            if stop.load(Ordering::Relaxed) {
                run.stopped = true;
                break;
            }
            let answer = self.wait(endpoint.ask(prompt, stop));
            match answer.map_err(|fault| with_kept(fault, run.n_suggestions))? {
                Answer::Stopped => {
                    run.stopped = true;
                    break;
                }
                Answer::Unreadable => run.n_unreadable += 1,
                Answer::Document(document) => {
                    let (proposed, tally) = piece.read(&document);
                    self.keep_proposed(&run.run, prepared.task, &prepared.plan.model, &proposed)?;
                    run.n_answered += 1;
                    run.n_suggestions += proposed.len() as u64;
                    run.tally.add(tally);
                }
            }
        }
        run.told = told(&run);
        Ok(run)
    }

    /// A line of the audit log, for a run that was not started over HTTP.
    pub fn note_assistant_run(&self, prepared: &Prepared, by: &Author) -> Result<(), AppError> {
        self.note(&AuditEntry {
            at: now_rfc3339(),
            workspace_id: Some(self.id().to_owned()),
            person_id: None,
            via: by.via.word().into(),
            action: "run_assistant".into(),
            object_kind: Some("assistant".into()),
            object_id: None,
            detail: Some(prepared.detail()),
            ip: None,
        })
    }

    fn keep_proposed(
        &self,
        run: &str,
        task: AssistantTask,
        model: &str,
        proposed: &[Proposed],
    ) -> Result<(), AppError> {
        let at = now_rfc3339();
        let rows: Vec<StoredSuggestion> = proposed
            .iter()
            .map(|one| StoredSuggestion {
                id: Uuid::now_v7().to_string(),
                task: task.word().to_owned(),
                state: AssistantState::Open,
                run: run.to_owned(),
                document: serde_json::to_string(&StoredProposal::of(model, one)).expect("it has a JSON form"),
                at: at.clone(),
                decided_at: None,
                decided_by: None,
            })
            .collect();
        Ok(self.wait(self.catalog.add_assistant_suggestions(&rows))?)
    }
}

/// A failure after some answers loses none of them: say so.
fn with_kept(fault: Fault, n: u64) -> Fault {
    if n == 0 {
        return fault;
    }
    let said = |language: &str, more: String| format!("{}; {more}", fault.message.get(language));
    let message = LocalText::en_ru(
        said(
            "en",
            format!("{n} suggestion(s) from the answers before it are kept"),
        ),
        said("ru", format!("предложения из прежних ответов сохранены: {n}")),
    );
    Fault { message, ..fault }
}

fn told(run: &AssistantRun) -> LocalText {
    let tally = run.tally;
    let mut en = format!("{} of {} proposals kept", tally.kept, tally.proposed);
    let mut ru = format!("оставлено предложений: {} из {}", tally.kept, tally.proposed);
    let mut more = |n: u64, en_more: String, ru_more: String| {
        if n > 0 {
            en.push_str(&format!("; {en_more}"));
            ru.push_str(&format!("; {ru_more}"));
        }
    };
    more(
        tally.not_in_text,
        format!(
            "{} of {} quotes dropped: not in the text",
            tally.not_in_text, tally.quotes
        ),
        format!(
            "отброшено цитат, которых нет в тексте: {} из {}",
            tally.not_in_text, tally.quotes
        ),
    );
    more(
        tally.without_source,
        format!("{} rest on nothing that was sent", tally.without_source),
        format!("без опоры на отправленное: {}", tally.without_source),
    );
    more(
        tally.unknown + tally.malformed,
        format!("{} not in the form asked for", tally.unknown + tally.malformed),
        format!("не в нужной форме: {}", tally.unknown + tally.malformed),
    );
    more(
        run.n_unreadable,
        format!(
            "{} of {} answers could not be read",
            run.n_unreadable, run.n_requests
        ),
        format!(
            "не удалось разобрать ответов: {} из {}",
            run.n_unreadable, run.n_requests
        ),
    );
    more(u64::from(run.stopped), "stopped".into(), "остановлено".into());
    LocalText::en_ru(en, ru)
}
