//! What is masked in a workspace: rules that its people see and tune.

use crate::app::{AppError, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use tropa_intake::voice::{MaskKind, MaskRules, Masked, Masks};
use tropa_model::LocalText;
use tropa_model::feedback::Feedback;
use utoipa::ToSchema;

/// Under which the rules are kept among what the workspace knows of voice.
const DOCUMENT: &str = "masks";

/// The rules with what each of ours looks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MasksView {
    pub rules: MaskRules,
    /// Rules that every workspace begins with, in the order in which they are applied.
    pub builtin: Vec<MaskRuleView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MaskRuleView {
    pub kind: MaskKind,
    pub on: bool,
    /// What stands in the text instead.
    pub label: LocalText,
    /// What it looks for.
    pub rule: LocalText,
}

impl Workspace {
    /// The rules as they are now.
    pub fn masks(&self) -> Result<MasksView, AppError> {
        Ok(view(self.mask_rules()?))
    }

    pub(crate) fn mask_rules(&self) -> Result<MaskRules, AppError> {
        let saved = self.wait(self.catalog.voice_document(DOCUMENT))?;
        let rules = saved.and_then(|saved| serde_json::from_str(&saved).ok());
        Ok(rules.unwrap_or_default())
    }

    /// The rules ready for use.
    pub(crate) fn masker(&self) -> Result<Masks, AppError> {
        Masks::new(self.mask_rules()?).map_err(bad_rules)
    }

    /// Takes new rules for everything that comes in from now on. What is kept already stays as it is: what was masked
    /// is gone for good, and what was not stands in the texts until it is imported anew. The version counts up.
    pub fn put_masks(&self, rules: MaskRules) -> Result<MasksView, AppError> {
        let before = self.mask_rules()?;
        let rules = MaskRules {
            version: before.version + 1,
            schema: before.schema,
            ..rules
        };
        Masks::new(rules.clone()).map_err(bad_rules)?;
        let json = serde_json::to_string(&rules).expect("rules have a JSON form");
        self.wait(self.catalog.put_voice_document(DOCUMENT, &json, &now_rfc3339()))?;
        Ok(view(rules))
    }

    /// What the rules make of a text: those given, or those that are kept.
    pub fn try_masks(&self, text: &str, rules: Option<MaskRules>) -> Result<Masked, AppError> {
        let masks = match rules {
            Some(rules) => Masks::new(rules).map_err(bad_rules)?,
            None => self.masker()?,
        };
        Ok(masks.apply(text))
    }

    /// Takes personal data out of an item that waits to be kept.
    pub fn mask_feedback(&self, item: &mut Feedback) -> Result<(), AppError> {
        mask(&self.masker()?, item);
        Ok(())
    }
}

/// All words of an item, its attributes too. What is masked already stays so.
pub(super) fn mask(masks: &Masks, item: &mut Feedback) {
    for (_, text) in &mut item.texts {
        *text = masks.apply(text).text;
    }
    for text in [
        &mut item.reply,
        &mut item.question,
        &mut item.choice,
        &mut item.step,
        &mut item.channel,
        &mut item.segment,
        &mut item.conversation,
    ]
    .into_iter()
    .flatten()
    {
        *text = masks.apply(text).text;
    }
    for value in item.attributes.values_mut() {
        *value = masks.apply(value).text;
    }
}

fn view(rules: MaskRules) -> MasksView {
    let builtin = MaskKind::ALL
        .into_iter()
        .filter(|kind| *kind != MaskKind::Own)
        .map(|kind| MaskRuleView {
            kind,
            on: !rules.off.contains(&kind),
            label: kind.label(),
            rule: kind.rule(),
        })
        .collect();
    MasksView { rules, builtin }
}

fn bad_rules(problem: LocalText) -> AppError {
    Fault::new(
        ErrorCode::BadRequest,
        problem.get("en").to_owned(),
        problem.get("ru").to_owned(),
    )
    .into()
}
