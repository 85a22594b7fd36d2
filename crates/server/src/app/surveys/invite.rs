//! Invitations to answer: actors drawn by a filter, links signed so that nobody can make one up.

use crate::app::accounts::fresh_id;
use crate::app::{AppError, ErrorCode, Fault, Workspace, now_rfc3339, rfc3339_in};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tropa_catalog::{InvitationCounts, MapId, StoredSurvey, SurveyInvitation};
use tropa_model::question::JourneysAsk;
use tropa_model::{Ask, Question, Rows};
use utoipa::ToSchema;
use uuid::Uuid;

/// Invitations made at once; a mail program takes them in parts.
const SAMPLE_MAX: usize = 50_000;
/// Actors looked through for a sample: beyond it the sample is of the first ones, by key, and says so.
const LOOKED_AT_MAX: usize = 1_000_000;
const PAGE: u32 = 1_000;
const DAYS_MAX: u32 = 366;
const DAY_S: i64 = 24 * 3600;

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleWish {
    /// The source whose actors are asked; absent: the only one there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Journeys that fit, as in questions: `channel = "web" and has("pay")`.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// A persona of a map: `shop/p1`. Its segment's filter is added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<String>,
    /// These actors and no others, instead of a sample.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    /// How many are drawn; fewer where fewer fit.
    #[serde(default = "hundred")]
    pub n: u32,
    /// The same seed draws the same actors from the same facts.
    #[serde(default)]
    pub seed: u64,
    /// 1 to 366; links end then.
    #[serde(default = "fortnight")]
    pub expires_days: u32,
}

fn hundred() -> u32 {
    100
}

fn fortnight() -> u32 {
    14
}

/// An invitation that was just made; its link is not kept, but can be made again from its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeInvitation {
    pub actor: String,
    /// What stands after `/s/`.
    pub token: String,
    pub expires_at: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = SurveyInvitationView)]
pub struct InvitationView {
    pub id: String,
    pub actor: String,
    pub created_at: String,
    pub expires_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
    pub revoked: bool,
}

/// `KEY.INVITATION.SIGNATURE`: the signature is BLAKE3's keyed hash of the invitation's id, cut to 128 bits.
pub(super) fn token_of(survey: &StoredSurvey, invitation: &str) -> String {
    let id = Uuid::parse_str(invitation).unwrap_or_default();
    let id = URL_SAFE_NO_PAD.encode(id.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(signature(survey, &id));
    format!("{}.{id}.{signature}", survey.key)
}

fn signature(survey: &StoredSurvey, id: &str) -> [u8; 16] {
    let mut key = [0_u8; 32];
    let n = survey.secret.len().min(32);
    key[..n].copy_from_slice(&survey.secret[..n]);
    let hash = blake3::keyed_hash(&key, format!("invitation {id}").as_bytes());
    let mut cut = [0; 16];
    cut.copy_from_slice(&hash.as_bytes()[..16]);
    cut
}

/// The invitation's id, where the signature is the survey's own.
pub(super) fn signed_id(survey: &StoredSurvey, id: &str, given: &str) -> Option<String> {
    let given: [u8; 16] = URL_SAFE_NO_PAD.decode(given).ok()?.try_into().ok()?;
    // The comparison of hashes takes the same time for all.
    let is_ours = blake3::hash(&given) == blake3::hash(&signature(survey, id));
    let bytes: [u8; 16] = URL_SAFE_NO_PAD.decode(id).ok()?.try_into().ok()?;
    is_ours.then(|| Uuid::from_bytes(bytes).to_string())
}

impl Workspace {
    /// Draws actors and invites them. Who has an invitation that is still good, or has answered, is not drawn again.
    pub fn invite_to_survey(&self, id: &str, wish: &SampleWish) -> Result<Vec<MadeInvitation>, AppError> {
        let stored = self.stored_survey(id)?;
        if !(1..=DAYS_MAX).contains(&wish.expires_days) {
            return Err(bad("expires_days", "from 1 to 366 days", "от 1 до 366 дней"));
        }
        let n = wish.n as usize;
        if n == 0 || n > SAMPLE_MAX || wish.actors.len() > SAMPLE_MAX {
            return Err(bad("n", "from 1 to 50,000 people", "от 1 до 50 000 человек"));
        }
        let now = now_rfc3339();
        let invited = self.wait(self.catalog.survey_invited_actors(id, &now))?;
        let invited: BTreeSet<String> = invited.into_iter().collect();
        let mut drawn: Vec<String> = if wish.actors.is_empty() {
            self.sample(wish, n, &invited)?
        } else {
            let named: BTreeSet<&String> = wish.actors.iter().filter(|actor| !actor.is_empty()).collect();
            named
                .into_iter()
                .filter(|actor| !invited.contains(*actor))
                .cloned()
                .collect()
        };
        drawn.sort();
        let expires_at = rfc3339_in(i64::from(wish.expires_days) * DAY_S);
        let made: Vec<SurveyInvitation> = drawn
            .into_iter()
            .map(|actor| SurveyInvitation {
                id: fresh_id(),
                actor,
                segment: None,
                created_at: now.clone(),
                expires_at: expires_at.clone(),
                opened_at: None,
                answered_at: None,
                revoked_at: None,
            })
            .collect();
        self.wait(self.catalog.add_survey_invitations(id, &made))?;
        Ok(made
            .into_iter()
            .map(|one| MadeInvitation {
                token: token_of(&stored, &one.id),
                actor: one.actor,
                expires_at: one.expires_at,
            })
            .collect())
    }

    /// Every actor that fits has the same chance: those with the smallest hash of seed and key are drawn.
    fn sample(
        &self,
        wish: &SampleWish,
        n: usize,
        invited: &BTreeSet<String>,
    ) -> Result<Vec<String>, AppError> {
        let filter = self.sample_filter(wish)?;
        let mut smallest: BTreeSet<([u8; 16], String)> = BTreeSet::new();
        let (mut after, mut looked_at) = (None, 0);
        loop {
            let asked = JourneysAsk {
                actor: None,
                limit: PAGE,
                after: after.clone(),
            };
            let question = Question {
                source: wish.source.clone(),
                filter: filter.clone(),
                cut: None,
                ask: Ask::Journeys(asked),
            };
            let Rows::Journeys(page) = self.ask(&question)?.rows else {
                return Err(Fault::ours().into());
            };
            let last = page.last().map(|journey| journey.actor.clone());
            let full = page.len() == PAGE as usize;
            looked_at += page.len();
            for journey in page
                .into_iter()
                .filter(|journey| !invited.contains(&journey.actor))
            {
                let text = format!("{} {}", wish.seed, journey.actor);
                let mut rank = [0; 16];
                rank.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
                smallest.insert((rank, journey.actor));
                if smallest.len() > n {
                    smallest.pop_last();
                }
            }
            if !full || looked_at >= LOOKED_AT_MAX {
                break;
            }
            after = last;
        }
        Ok(smallest.into_iter().map(|(_, actor)| actor).collect())
    }

    fn sample_filter(&self, wish: &SampleWish) -> Result<Option<String>, AppError> {
        let Some(persona) = &wish.persona else {
            return Ok(wish.filter.clone());
        };
        let unknown = || {
            bad(
                "persona",
                "expected MAP/PERSONA with a segment",
                "нужно КАРТА/ПЕРСОНА с сегментом",
            )
        };
        let (map, persona) = persona.split_once('/').ok_or_else(unknown)?;
        let map = self.map(&MapId::new(map).map_err(|_| unknown())?)?;
        let segment = map
            .map
            .personas
            .iter()
            .find(|known| known.id == persona)
            .and_then(|known| known.segment.clone())
            .ok_or_else(unknown)?;
        Ok(Some(match &wish.filter {
            Some(filter) => format!("({segment}) and ({filter})"),
            None => segment,
        }))
    }

    /// After this id, the oldest first, and how many there are.
    pub fn survey_invitations(
        &self,
        id: &str,
        after: &str,
        limit: u32,
    ) -> Result<(Vec<InvitationView>, InvitationCounts), AppError> {
        self.stored_survey(id)?;
        let found = self.wait(self.catalog.survey_invitations(id, after, limit))?;
        let counts = self.wait(self.catalog.survey_invitation_counts(id))?;
        Ok((found.into_iter().map(view).collect(), counts))
    }

    pub fn revoke_survey_invitation(&self, id: &str, invitation: &str) -> Result<(), AppError> {
        self.stored_survey(id)?;
        let now = now_rfc3339();
        if self.wait(self.catalog.revoke_survey_invitation(id, invitation, &now))? {
            return Ok(());
        }
        Err(Fault::new(
            ErrorCode::NotFound,
            "the survey has no such invitation that is still good",
            "у опроса нет такого действующего приглашения",
        )
        .into())
    }
}

fn view(one: SurveyInvitation) -> InvitationView {
    InvitationView {
        id: one.id,
        actor: one.actor,
        created_at: one.created_at,
        expires_at: one.expires_at,
        opened_at: one.opened_at,
        answered_at: one.answered_at,
        revoked: one.revoked_at.is_some(),
    }
}

fn bad(path: &str, en: &str, ru: &str) -> AppError {
    Fault::new(
        ErrorCode::BadRequest,
        format!("`{path}`: {en}"),
        format!("`{path}`: {ru}"),
    )
    .at(path)
    .into()
}

/// The table that is sent on to whoever writes the letters: actor, link, end.
pub fn invitations_csv(made: &[MadeInvitation], base: &str) -> String {
    let quoted = |text: &str| {
        // A cell that begins like a formula is not one in a spreadsheet.
        let text = match text.chars().next() {
            Some('=' | '+' | '-' | '@') => format!("'{text}"),
            _ => text.to_owned(),
        };
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text
        }
    };
    let mut csv = "actor,link,expires_at\r\n".to_owned();
    for one in made {
        csv += &format!(
            "{},{base}/s/{},{}\r\n",
            quoted(&one.actor),
            one.token,
            one.expires_at
        );
    }
    csv
}
