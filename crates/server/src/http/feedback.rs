//! What people say, on its way in: files and items of programs, and the rules by which personal data is masked.

use super::extract::{Body, NoParams, Params};
use super::{Access, ApiError};
use crate::app::{
    ErrorCode, Fault, KeptFeedback, MasksView, UploadId, VOICE_BATCH_MAX, VoiceExamined, VoiceImportOrder,
};
use crate::jobs::{Job, JobKind, JobResult};
use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use tropa_intake::voice::{MaskRules, Masked, VoiceMapping, VoiceOptions};
use tropa_model::SourceName;
use tropa_model::feedback::Feedback;
use utoipa::ToSchema;

/// Characters that masks may be tried on: a long letter.
const TRY_CHARS_MAX: usize = 20_000;

#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceImportRequest {
    /// Ids of uploads, all of one import.
    pub uploads: Vec<String>,
    /// Absent: named after the first file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What is known already: kind, scales, columns.
    #[serde(default)]
    pub options: VoiceOptions,
    /// Absent: the source's last one where it fits, else the proposed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<VoiceMapping>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedbackRequest {
    /// Made by its first items.
    pub source: String,
    /// At most 1,000, each with an id that is the same when it is sent again.
    pub items: Vec<Feedback>,
}

#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TryMasks {
    pub text: String,
    /// Absent: the rules as they are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<MaskRules>,
}

pub(super) fn source_of(given: Option<&str>) -> Result<Option<SourceName>, Fault> {
    let source = given
        .filter(|name| !name.trim().is_empty())
        .map(SourceName::new)
        .transpose();
    source.map_err(|e| {
        Fault::new(
            ErrorCode::BadName,
            e.to_string(),
            crate::app::source_name(&e.given),
        )
        .at("source")
    })
}

/// What uploaded files of feedback hold, the mapping proposed for them, and their first items as they would be kept.
#[utoipa::path(
    post,
    path = "/api/v1/voice/imports/preview",
    tag = "voice",
    request_body = VoiceImportRequest,
    responses((status = 200, body = VoiceExamined), (status = "default", body = ApiError))
)]
pub async fn preview_feedback(
    access: Access,
    _: Params<NoParams>,
    Body(request): Body<VoiceImportRequest>,
) -> Result<Json<VoiceExamined>, Fault> {
    let source = source_of(request.source.as_deref())?;
    let examined = access.run(move |workspace| {
        let order = VoiceImportOrder {
            files: workspace.uploaded(&request.uploads)?,
            source,
            mapping: request.mapping,
            options: request.options,
        };
        workspace.examine_voice(&order)
    });
    examined.await?.map(Json).ok_or_else(|| {
        Fault::new(
            ErrorCode::UndecidedMapping,
            "the files do not look like what people say; state their kind",
            "файлы не похожи на отзывы, ответы или переписку; укажите, что это",
        )
        .at("options.kind")
    })
}

/// Imports uploaded files of feedback in the background.
#[utoipa::path(
    post,
    path = "/api/v1/voice/imports",
    tag = "voice",
    request_body = VoiceImportRequest,
    responses((status = 202, body = Job), (status = "default", body = ApiError))
)]
pub async fn import_feedback(
    access: Access,
    _: Params<NoParams>,
    Body(request): Body<VoiceImportRequest>,
) -> Result<(StatusCode, Json<Job>), Fault> {
    let source = source_of(request.source.as_deref())?;
    let ids = request.uploads.clone();
    let files = access.run(move |workspace| workspace.uploaded(&ids)).await?;
    let order = VoiceImportOrder {
        files,
        source,
        mapping: request.mapping,
        options: request.options,
    };
    let uploads = request.uploads;
    let job = access.jobs.start(JobKind::Import, move |workspace, watch| {
        let summary = workspace.import_voice(&order, watch)?;
        for id in &uploads {
            workspace.drop_upload(&UploadId::new(id)?);
        }
        Ok(JobResult {
            voice: Some(summary),
            ..JobResult::default()
        })
    })?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

/// Keeps what people said elsewhere. Personal data is masked; what was sent before by the same id adds nothing; what is
/// answered with 200 is on the disk.
#[utoipa::path(
    post,
    path = "/api/v1/voice/feedback",
    tag = "voice",
    request_body = FeedbackRequest,
    responses((status = 200, body = KeptFeedback), (status = "default", body = ApiError))
)]
pub async fn send_feedback(
    access: Access,
    _: Params<NoParams>,
    Body(request): Body<FeedbackRequest>,
) -> Result<Json<KeptFeedback>, Fault> {
    let n = request.items.len();
    if n == 0 || n > VOICE_BATCH_MAX {
        return Err(Fault::new(
            ErrorCode::BadRequest,
            format!("{n} items; send 1 to {VOICE_BATCH_MAX} at once"),
            format!("высказываний {n}; присылайте от 1 до {VOICE_BATCH_MAX} за раз"),
        )
        .at("items"));
    }
    let source = source_of(Some(&request.source))?
        .ok_or_else(|| Fault::new(ErrorCode::BadName, "name the source", "назовите источник").at("source"))?;
    let kept = access.run(move |workspace| workspace.keep_feedback(&source, request.items));
    Ok(Json(kept.await?))
}

/// The rules by which personal data is taken out of everything that comes in.
#[utoipa::path(
    get,
    path = "/api/v1/voice/masks",
    tag = "voice",
    responses((status = 200, body = MasksView), (status = "default", body = ApiError))
)]
pub async fn masks(access: Access, _: Params<NoParams>) -> Result<Json<MasksView>, Fault> {
    Ok(Json(access.run(|workspace| workspace.masks()).await?))
}

/// Changes the rules for everything that comes in from now on; what is kept already stays as it is.
#[utoipa::path(
    put,
    path = "/api/v1/voice/masks",
    tag = "voice",
    request_body = MaskRules,
    responses((status = 200, body = MasksView), (status = "default", body = ApiError))
)]
pub async fn put_masks(
    access: Access,
    _: Params<NoParams>,
    Body(rules): Body<MaskRules>,
) -> Result<Json<MasksView>, Fault> {
    Ok(Json(
        access.run(move |workspace| workspace.put_masks(rules)).await?,
    ))
}

/// What the rules make of a text; nothing is kept.
#[utoipa::path(
    post,
    path = "/api/v1/voice/masks/try",
    tag = "voice",
    request_body = TryMasks,
    responses((status = 200, body = Masked), (status = "default", body = ApiError))
)]
pub async fn try_masks(
    access: Access,
    _: Params<NoParams>,
    Body(request): Body<TryMasks>,
) -> Result<Json<Masked>, Fault> {
    if request.text.chars().count() > TRY_CHARS_MAX {
        return Err(Fault::new(
            ErrorCode::TooLarge,
            format!("the text is longer than {TRY_CHARS_MAX} characters"),
            format!("текст длиннее {TRY_CHARS_MAX} знаков"),
        )
        .at("text"));
    }
    let masked = access.run(move |workspace| workspace.try_masks(&request.text, request.rules));
    Ok(Json(masked.await?))
}
