//! Somebody answers: the link is looked at, the answers are checked, kept on disk, told to open pages, and stored
//! among what people say.

use super::document_of;
use super::invite::signed_id;
use crate::app::clock::now_us;
use crate::app::{AppError, ErrorCode, Fault, Workspace, now_rfc3339};
use std::collections::BTreeMap;
use tropa_catalog::{Kept, StoredSurvey, SurveyInvitation, SurveySitting, SurveyState};
use tropa_voice::questionnaire::{Answers, Problem, Sitting, Survey, check_answers, feedback};
use uuid::Uuid;

/// A survey that somebody came to by its link.
#[derive(Clone, Debug)]
pub struct OpenedSurvey {
    pub(super) stored: StoredSurvey,
    pub document: Survey,
    pub(super) invitation: Option<SurveyInvitation>,
    /// The workspace it belongs to.
    pub workspace_id: String,
    /// What stands after `/s/`.
    pub token: String,
}

/// What became of answers.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerOutcome {
    /// They are on disk; `false`: they were already, sent twice.
    Kept(bool),
    /// Something must be mended first; nothing was kept.
    Problems(Vec<Problem>),
}

/// How the answers came.
#[derive(Clone, Debug, Default)]
pub struct Came {
    /// Made when the page was first shown: sent twice, it counts once.
    pub sitting: String,
    /// `link`, `qr`, `embed`; an invitation is told from its link.
    pub channel: &'static str,
    /// The touchpoint the link names.
    pub step: Option<String>,
    pub language: String,
}

impl OpenedSurvey {
    pub fn is_invitation(&self) -> bool {
        self.invitation.is_some()
    }

    /// The survey's id.
    pub fn id(&self) -> &str {
        &self.stored.id
    }

    /// The invited person has answered.
    pub fn is_answered(&self) -> bool {
        self.invitation
            .as_ref()
            .is_some_and(|invitation| invitation.answered_at.is_some())
    }
}

fn unknown() -> AppError {
    Fault::new(
        ErrorCode::NotFound,
        "there is no such survey; check the link",
        "такого опроса нет; проверьте ссылку",
    )
    .into()
}

fn over(en: &str, ru: &str) -> AppError {
    Fault::new(ErrorCode::Gone, en, ru).into()
}

impl Workspace {
    /// The survey behind a link, of any workspace, where it takes answers.
    pub fn opened_survey(&self, token: &str) -> Result<OpenedSurvey, AppError> {
        let mut parts = token.split('.');
        let key = parts.next().unwrap_or_default();
        let found = self.wait(self.catalog.survey_by_key(key))?;
        let (stored, workspace_id) = found.ok_or_else(unknown)?;
        let invitation = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => None,
            (Some(id), Some(signature), None) => {
                let id = signed_id(&stored, id, signature).ok_or_else(unknown)?;
                let found = self.wait(self.catalog.survey_invitation(&stored.id, &id))?;
                Some(
                    found
                        .ok_or_else(|| over("this invitation was taken back", "это приглашение отозвано"))?,
                )
            }
            _ => return Err(unknown()),
        };
        match stored.state {
            SurveyState::Open => {}
            SurveyState::Draft => {
                return Err(over("this survey has not begun yet", "этот опрос ещё не начался"));
            }
            SurveyState::Closed => {
                return Err(over(
                    "this survey is over, thank you",
                    "этот опрос завершён, спасибо",
                ));
            }
        }
        match &invitation {
            None if !stored.public => {
                return Err(over(
                    "this survey is answered by personal invitation only",
                    "на этот опрос отвечают только по личному приглашению",
                ));
            }
            Some(one) if one.revoked_at.is_some() => {
                return Err(over("this invitation was taken back", "это приглашение отозвано"));
            }
            Some(one) if one.answered_at.is_none() && one.expires_at <= now_rfc3339() => {
                return Err(over(
                    "this invitation has expired",
                    "срок этого приглашения истёк",
                ));
            }
            _ => {}
        }
        Ok(OpenedSurvey {
            document: document_of(&stored)?,
            stored,
            invitation,
            workspace_id,
            token: token.to_owned(),
        })
    }

    /// Notes that an invitation was looked at.
    pub fn survey_was_opened(&self, opened: &OpenedSurvey) -> Result<(), AppError> {
        if let Some(invitation) = &opened.invitation
            && invitation.opened_at.is_none()
        {
            let now = now_rfc3339();
            self.wait(self.catalog.survey_invitation_was_opened(&invitation.id, &now))?;
        }
        Ok(())
    }

    /// Keeps answers: on disk when this returns. This must be the workspace the survey belongs to.
    pub fn answer_survey(
        &self,
        opened: &OpenedSurvey,
        answers: &Answers,
        came: &Came,
    ) -> Result<AnswerOutcome, AppError> {
        let problems = check_answers(&opened.document, answers);
        if !problems.is_empty() {
            return Ok(AnswerOutcome::Problems(problems));
        }
        let invitation = opened.invitation.as_ref();
        let id = match invitation {
            Some(invitation) => invitation.id.clone(),
            // Whoever makes one up only answers as somebody else who may answer, too.
            None => Uuid::parse_str(&came.sitting)
                .map(|id| id.to_string())
                .map_err(|_| {
                    Fault::new(
                        ErrorCode::BadRequest,
                        "the form is damaged; open the link again",
                        "форма повреждена; откройте ссылку заново",
                    )
                })?,
        };
        let sitting = Sitting {
            id: id.clone(),
            survey: opened.stored.id.clone(),
            actor: invitation.map(|invitation| invitation.actor.clone()),
            segment: invitation.and_then(|invitation| invitation.segment.clone()),
            time_us: now_us(),
            channel: Some(
                if invitation.is_some() {
                    "invitation"
                } else {
                    came.channel
                }
                .to_owned(),
            ),
            step: came.step.clone(),
            language: came.language.clone(),
            attributes: BTreeMap::new(),
        };
        let mut items = feedback(&opened.document, answers, &sitting);
        // Before anything is kept, the queue included.
        for item in &mut items {
            self.mask_feedback(item)?;
        }
        let kept = SurveySitting {
            id,
            survey_id: opened.stored.id.clone(),
            actor: sitting.actor.clone(),
            at: now_rfc3339(),
            items: serde_json::to_string(&items).expect("feedback has a JSON form"),
        };
        match self.wait(
            self.catalog
                .add_sitting(&kept, invitation.map(|one| one.id.as_str())),
        )? {
            Kept::New => {
                self.answered.tell(&opened.stored.id);
                Ok(AnswerOutcome::Kept(true))
            }
            Kept::Again => Ok(AnswerOutcome::Kept(false)),
            Kept::NotInvited => Err(over(
                "this invitation was used already or has expired",
                "это приглашение уже использовано или его срок истёк",
            )),
        }
    }
}
