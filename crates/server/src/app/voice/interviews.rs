//! Interviews: turns to read, places under codes, and a tree of codes.

use super::heard::Heard;
use super::items::{found, turns};
use super::views::VoiceItem;
use crate::app::{AppError, Author, ErrorCode, Fault, NamedPerson, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tropa_catalog::{VoiceCode, VoiceCoding, VoiceDismissal};
use tropa_model::time::day;
use tropa_model::{FeedbackKind, LocalText, Span, Speaker};
use tropa_voice::SpeechAct;
use utoipa::ToSchema;
use uuid::Uuid;

const NAME_CHARS_MAX: usize = 120;
const CODES_MAX: usize = 2_000;
/// Nobody codes a whole interview as one quote.
const SPAN_CHARS_MAX: u32 = 5_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InterviewList {
    /// In order of source and name.
    pub items: Vec<InterviewHead>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InterviewHead {
    pub source: String,
    pub conversation: String,
    pub n_turns: u64,
    /// Of those, turns of the person who is asked.
    pub n_own: u64,
    pub n_codings: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// An interview to read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Interview {
    pub source: String,
    pub conversation: String,
    pub turns: Vec<VoiceItem>,
    /// In the order of the turns.
    pub codings: Vec<Coding>,
    /// Words worth a code that have none yet, in the order of the turns.
    pub suggested: Vec<SuggestedCoding>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Coding {
    /// UUID.
    pub id: String,
    pub source: String,
    pub conversation: String,
    pub item: String,
    pub span: Span,
    /// The words there.
    pub text: String,
    /// Id of the code.
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    pub by: NamedPerson,
    /// RFC 3339 in UTC.
    pub at: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SuggestedCoding {
    pub item: String,
    pub span: Span,
    pub text: String,
    /// What the words seem to do, and how that is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<SpeechAct>,
    pub name: LocalText,
    /// Why it is suggested.
    pub why: LocalText,
    /// 0..=1.
    pub score: f64,
}

/// A suggestion that is not wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuggestedPlace {
    pub item: String,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCoding {
    pub item: String,
    pub span: Span,
    /// Id of a code.
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Code {
    pub id: String,
    pub name: String,
    /// Id of the code it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Codings under it, not counting those of its parts.
    pub n: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CodeList {
    /// By name.
    pub items: Vec<Code>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCode {
    pub name: String,
    /// Absent: at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `null`: to the top; absent: where it is.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub parent: Option<Option<String>>,
}

/// Tells `null` from nothing.
fn given<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(from).map(Some)
}

impl Workspace {
    /// Conversations with a person who is asked, and how far they are coded.
    pub fn interviews(&self) -> Result<InterviewList, AppError> {
        let heard = self.heard()?;
        let coded: BTreeMap<(String, String), u64> = self
            .wait(self.catalog.voice_codings_counted())?
            .into_iter()
            .map(|(source, conversation, n)| ((source, conversation), n))
            .collect();
        let mut heads: BTreeMap<(&str, &str), InterviewHead> = BTreeMap::new();
        for item in heard
            .items()
            .filter(|item| item.said.kind == FeedbackKind::Interview)
        {
            let Some(conversation) = item.said.conversation.as_deref() else {
                continue;
            };
            let head = heads
                .entry((item.source, conversation))
                .or_insert_with(|| InterviewHead {
                    source: item.source.to_owned(),
                    conversation: conversation.to_owned(),
                    n_turns: 0,
                    n_own: 0,
                    n_codings: coded
                        .get(&(item.source.to_owned(), conversation.to_owned()))
                        .copied()
                        .unwrap_or_default(),
                    from: None,
                });
            head.n_turns += 1;
            head.n_own += u64::from(item.said.speaker == Speaker::Actor);
            let on = item.said.time_us.map(day);
            head.from = match (head.from.take(), on) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        Ok(InterviewList {
            items: heads.into_values().collect(),
        })
    }

    /// One interview with its codings and what may be worth one.
    pub fn interview(
        &self,
        source: &str,
        conversation: &str,
        with_actors: bool,
    ) -> Result<Interview, AppError> {
        let heard = self.heard()?;
        let turns = turns(&heard, source, conversation);
        if turns.is_empty() {
            return Err(no_such_interview(source, conversation).into());
        }
        let codings = self.wait(self.catalog.voice_codings(source, conversation))?;
        let place: BTreeMap<&str, usize> = turns
            .iter()
            .enumerate()
            .map(|(at, turn)| (turn.said.id.as_str(), at))
            .collect();
        let mut shown: Vec<Coding> = codings
            .iter()
            .filter_map(|coding| shown(&heard, coding))
            .collect();
        shown.sort_by_key(|coding| (place.get(coding.item.as_str()).copied(), coding.span));
        let dismissed = self.wait(self.catalog.voice_dismissals(source, conversation))?;
        let suggested = super::suggested::in_turns(&turns, &shown, &dismissed);
        Ok(Interview {
            source: source.to_owned(),
            conversation: conversation.to_owned(),
            turns: turns.iter().map(|turn| turn.view(with_actors)).collect(),
            codings: shown,
            suggested,
        })
    }

    /// Puts words of an interview under a code.
    pub fn add_coding(
        &self,
        source: &str,
        conversation: &str,
        new: &NewCoding,
        by: &Author,
    ) -> Result<Coding, AppError> {
        let heard = self.heard()?;
        words_at(&heard, source, conversation, &new.item, new.span)?;
        self.code(&new.code)?;
        let coding = VoiceCoding {
            id: Uuid::now_v7().to_string(),
            source: source.to_owned(),
            conversation: conversation.to_owned(),
            item: new.item.clone(),
            span: new.span,
            code: new.code.clone(),
            step: new.step.clone(),
            by_person: by.id.clone(),
            by_name: by.name.clone(),
            at: now_rfc3339(),
        };
        self.wait(self.catalog.put_voice_codings(std::slice::from_ref(&coding)))?;
        Ok(shown(&heard, &coding).expect("the words were found above"))
    }

    pub fn delete_coding(&self, source: &str, conversation: &str, id: &str) -> Result<(), AppError> {
        if self.wait(self.catalog.delete_voice_coding(source, conversation, id))? {
            return Ok(());
        }
        Err(Fault::new(
            ErrorCode::NotFound,
            "there is no such coding in this interview",
            "такой пометки в этом интервью нет",
        )
        .into())
    }

    /// Words that were suggested need no code: they, and what overlaps them, are not suggested again.
    pub fn dismiss_suggestion(
        &self,
        source: &str,
        conversation: &str,
        place: &SuggestedPlace,
        by: &Author,
    ) -> Result<(), AppError> {
        let heard = self.heard()?;
        words_at(&heard, source, conversation, &place.item, place.span)?;
        let dismissed = VoiceDismissal {
            item: place.item.clone(),
            span: place.span,
        };
        let now = now_rfc3339();
        self.wait(
            self.catalog
                .dismiss_voice_suggestion(source, conversation, &dismissed, &by.id, &now),
        )?;
        Ok(())
    }

    /// Suggests everything again that was dismissed in the interview.
    pub fn suggest_again(&self, source: &str, conversation: &str) -> Result<(), AppError> {
        self.wait(self.catalog.forget_voice_dismissals(source, conversation))?;
        Ok(())
    }

    pub fn codes(&self) -> Result<CodeList, AppError> {
        let codes = self.wait(self.catalog.voice_codes())?;
        Ok(CodeList {
            items: codes.into_iter().map(Code::from).collect(),
        })
    }

    pub fn add_code(&self, new: &NewCode) -> Result<Code, AppError> {
        let name = code_name(&new.name)?;
        let codes = self.wait(self.catalog.voice_codes())?;
        if codes.len() >= CODES_MAX {
            return Err(Fault::new(
                ErrorCode::TooLarge,
                format!("{CODES_MAX} codes are more than anybody finds their way in"),
                format!("кодов уже {CODES_MAX}: больше никто не разберёт"),
            )
            .into());
        }
        if let Some(parent) = &new.parent {
            self.code(parent)?;
        }
        let id = Uuid::now_v7().to_string();
        let now = now_rfc3339();
        self.wait(
            self.catalog
                .put_voice_code(&id, &name, new.parent.as_deref(), &now),
        )?;
        self.code(&id)
    }

    /// Renames a code or puts it under another one.
    pub fn change_code(&self, id: &str, change: &CodeChange) -> Result<Code, AppError> {
        let code = self.code(id)?;
        let name = match &change.name {
            Some(name) => code_name(name)?,
            None => code.name,
        };
        let parent = change.parent.clone().unwrap_or(code.parent);
        if let Some(parent) = &parent {
            self.code(parent)?;
            let codes = self.wait(self.catalog.voice_codes())?;
            if is_within(&codes, parent, id) {
                return Err(Fault::new(
                    ErrorCode::BadRequest,
                    "`parent`: a code cannot be a part of itself",
                    "`parent`: код не может входить сам в себя",
                )
                .at("parent")
                .into());
            }
        }
        self.wait(
            self.catalog
                .put_voice_code(id, &name, parent.as_deref(), &now_rfc3339()),
        )?;
        self.code(id)
    }

    pub fn delete_code(&self, id: &str) -> Result<(), AppError> {
        self.code(id)?;
        if self.wait(self.catalog.delete_voice_code(id))? {
            return Ok(());
        }
        Err(Fault::new(
            ErrorCode::BadRequest,
            "words or other codes stand under this code; move them first",
            "под этим кодом есть пометки или другие коды: сначала перенесите их",
        )
        .into())
    }

    fn code(&self, id: &str) -> Result<Code, AppError> {
        let codes = self.wait(self.catalog.voice_codes())?;
        let code = codes.into_iter().find(|code| code.id == id).map(Code::from);
        Ok(code.ok_or_else(|| {
            Fault::new(ErrorCode::NotFound, "there is no such code", "такого кода нет").at("code")
        })?)
    }
}

/// The place must be one in the words of the interview.
fn words_at(heard: &Heard, source: &str, conversation: &str, item: &str, span: Span) -> Result<(), AppError> {
    let item = found(heard, source, item)?;
    if item.said.conversation.as_deref() != Some(conversation) {
        return Err(no_such_interview(source, conversation).into());
    }
    let length = span.end.saturating_sub(span.start);
    let words = span.of(item.said).filter(|words| !words.trim().is_empty());
    if words.is_some() && length <= SPAN_CHARS_MAX {
        return Ok(());
    }
    Err(Fault::new(
        ErrorCode::BadRequest,
        format!("`span`: expected a place in the words of the item, at most {SPAN_CHARS_MAX} characters"),
        format!("`span`: нужно место в словах записи, не длиннее {SPAN_CHARS_MAX} знаков"),
    )
    .at("span")
    .into())
}

/// Whether a code is `id`, or lies under it.
fn is_within(codes: &[VoiceCode], code: &str, id: &str) -> bool {
    let mut at = Some(code);
    let mut seen = BTreeSet::new();
    while let Some(one) = at.filter(|one| seen.insert(*one)) {
        if one == id {
            return true;
        }
        at = codes
            .iter()
            .find(|code| code.id == one)
            .and_then(|code| code.parent.as_deref());
    }
    false
}

fn code_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    let is_sound =
        !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.chars().any(char::is_control);
    if is_sound {
        return Ok(name.to_owned());
    }
    Err(Fault::new(
        ErrorCode::BadRequest,
        format!("`name`: expected 1 to {NAME_CHARS_MAX} characters on one line"),
        format!("`name`: нужно от 1 до {NAME_CHARS_MAX} знаков в одну строку"),
    )
    .at("name")
    .into())
}

/// `None` where the words are no more.
fn shown(heard: &Heard, coding: &VoiceCoding) -> Option<Coding> {
    let item = heard.find(&coding.source, &coding.item)?;
    Some(Coding {
        id: coding.id.clone(),
        source: coding.source.clone(),
        conversation: coding.conversation.clone(),
        item: coding.item.clone(),
        span: coding.span,
        text: coding.span.of(item.said)?.to_owned(),
        code: coding.code.clone(),
        step: coding.step.clone(),
        by: NamedPerson {
            id: coding.by_person.clone(),
            name: coding.by_name.clone(),
        },
        at: coding.at.clone(),
    })
}

fn no_such_interview(source: &str, conversation: &str) -> Fault {
    let shown: String = format!("{source}/{conversation}").chars().take(80).collect();
    Fault::new(
        ErrorCode::NotFound,
        format!("there is no interview «{shown}», or it was erased"),
        format!("интервью «{shown}» нет, или его стёрли"),
    )
}

impl From<VoiceCode> for Code {
    fn from(code: VoiceCode) -> Self {
        Self {
            id: code.id,
            name: code.name,
            parent: code.parent,
            n: code.codings,
        }
    }
}
