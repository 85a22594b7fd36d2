//! What discovery learns beyond a map.

use super::extract::{Body, Id, NoParams, Params};
use super::{Access, ApiError};
use crate::app::{
    AttributionOrder, CompareOrder, ConformOrder, CutOrder, DriversOrder, Fault, FindingOrder, Found,
    PredictOrder, Predicted, SegmentsOrder, WhatIfOrder,
};
use axum::Json;
use tropa_catalog::MapId;
use tropa_mine::attribution::Attribution;
use tropa_mine::chain::WhatIf;
use tropa_mine::conform::Conformance;
use tropa_mine::cut::CutProposal;
use tropa_mine::drivers::{ChannelEffects, Drivers};
use tropa_mine::needs::Need;
use tropa_mine::personas::PersonaDraft;
use tropa_mine::represent::Representatives;
use tropa_mine::segments::{SegmentComparison, Segments};
use tropa_mine::waits::Waits;

/// Who gets the credit for a goal, by several models side by side.
#[utoipa::path(
    post,
    path = "/api/v1/findings/attribution",
    tag = "findings",
    request_body = AttributionOrder,
    responses((status = 200, body = Found<Attribution>), (status = "default", body = ApiError))
)]
pub async fn attribution(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<AttributionOrder>,
) -> Result<Json<Found<Attribution>>, Fault> {
    Ok(Json(
        access.run(move |workspace| workspace.attribution(&order)).await?,
    ))
}

/// Moments of truth: experiences tied to the outcome after controlling for what came before.
#[utoipa::path(
    post,
    path = "/api/v1/findings/drivers",
    tag = "findings",
    request_body = DriversOrder,
    responses((status = 200, body = Found<Drivers>), (status = "default", body = ApiError))
)]
pub async fn drivers(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<DriversOrder>,
) -> Result<Json<Found<Drivers>>, Fault> {
    Ok(Json(
        access.run(move |workspace| workspace.drivers(&order)).await?,
    ))
}

/// What a change of the journey would do if people go on as before everywhere else.
#[utoipa::path(
    post,
    path = "/api/v1/findings/what-if",
    tag = "findings",
    request_body = WhatIfOrder,
    responses((status = 200, body = Found<WhatIf>), (status = "default", body = ApiError))
)]
pub async fn what_if(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<WhatIfOrder>,
) -> Result<Json<Found<WhatIf>>, Fault> {
    Ok(Json(
        access.run(move |workspace| workspace.what_if(&order)).await?,
    ))
}

/// Segments of journeys and what sets each apart.
#[utoipa::path(
    post,
    path = "/api/v1/findings/segments",
    tag = "findings",
    request_body = SegmentsOrder,
    responses((status = 200, body = Found<Segments>), (status = "default", body = ApiError))
)]
pub async fn segments(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<SegmentsOrder>,
) -> Result<Json<Found<Segments>>, Fault> {
    Ok(Json(
        access.run(move |workspace| workspace.segments(&order)).await?,
    ))
}

/// Two segments side by side on every measure.
#[utoipa::path(
    post,
    path = "/api/v1/findings/segments/compare",
    tag = "findings",
    request_body = CompareOrder,
    responses((status = 200, body = Found<SegmentComparison>), (status = "default", body = ApiError))
)]
pub async fn compare_segments(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<CompareOrder>,
) -> Result<Json<Found<SegmentComparison>>, Fault> {
    Ok(Json(
        access
            .run(move |workspace| workspace.compare_segments(&order))
            .await?,
    ))
}

/// Where to cut one person's life into journeys, and why there.
#[utoipa::path(
    post,
    path = "/api/v1/findings/cut",
    tag = "findings",
    request_body = CutOrder,
    responses((status = 200, body = Found<CutProposal>), (status = "default", body = ApiError))
)]
pub async fn cut(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<CutOrder>,
) -> Result<Json<Found<CutProposal>>, Fault> {
    Ok(Json(
        access.run(move |workspace| workspace.propose_cut(&order)).await?,
    ))
}

/// What becomes of the journeys that are still on their way, and how good such predictions were.
#[utoipa::path(
    post,
    path = "/api/v1/findings/prediction",
    tag = "findings",
    request_body = PredictOrder,
    responses((status = 200, body = Found<Predicted>), (status = "default", body = ApiError))
)]
pub async fn prediction(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<PredictOrder>,
) -> Result<Json<Found<Predicted>>, Fault> {
    Ok(Json(
        access.run(move |workspace| workspace.predict(&order)).await?,
    ))
}

/// Planned against observed: how journeys keep to this map.
#[utoipa::path(
    post,
    path = "/api/v1/maps/{id}/conformance",
    tag = "findings",
    params(("id" = String, Path)),
    request_body = ConformOrder,
    responses((status = 200, body = Found<Conformance>), (status = "default", body = ApiError))
)]
pub async fn conformance(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    Body(order): Body<ConformOrder>,
) -> Result<Json<Found<Conformance>>, Fault> {
    let id = MapId::new(&id)?;
    Ok(Json(
        access
            .run(move |workspace| workspace.conform(&id, &order))
            .await?,
    ))
}

/// Journeys that stand for all others, found by consensus.
#[utoipa::path(
    post,
    path = "/api/v1/findings/ways",
    tag = "findings",
    request_body = FindingOrder,
    responses((status = 200, body = Found<Representatives>), (status = "default", body = ApiError))
)]
pub async fn ways(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<FindingOrder>,
) -> Result<Json<Found<Representatives>>, Fault> {
    Ok(Json(access.run(move |workspace| workspace.ways(&order)).await?))
}

/// Waits between touchpoints and who is waited for.
#[utoipa::path(
    post,
    path = "/api/v1/findings/waits",
    tag = "findings",
    request_body = FindingOrder,
    responses((status = 200, body = Found<Waits>), (status = "default", body = ApiError))
)]
pub async fn waits(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<FindingOrder>,
) -> Result<Json<Found<Waits>>, Fault> {
    Ok(Json(access.run(move |workspace| workspace.waits(&order)).await?))
}

/// Which channel works at which touchpoint, for all and for each segment.
#[utoipa::path(
    post,
    path = "/api/v1/findings/channels",
    tag = "findings",
    request_body = FindingOrder,
    responses((status = 200, body = Found<ChannelEffects>), (status = "default", body = ApiError))
)]
pub async fn channels(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<FindingOrder>,
) -> Result<Json<Found<ChannelEffects>>, Fault> {
    Ok(Json(
        access.run(move |workspace| workspace.channels(&order)).await?,
    ))
}

/// What people need and nobody said: hypotheses with the journeys behind them.
#[utoipa::path(
    post,
    path = "/api/v1/findings/needs",
    tag = "findings",
    request_body = FindingOrder,
    responses((status = 200, body = Found<Vec<Need>>), (status = "default", body = ApiError))
)]
pub async fn needs(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<FindingOrder>,
) -> Result<Json<Found<Vec<Need>>>, Fault> {
    Ok(Json(access.run(move |workspace| workspace.needs(&order)).await?))
}

/// A draft of a persona for each segment, every trait measured.
#[utoipa::path(
    post,
    path = "/api/v1/findings/personas",
    tag = "findings",
    request_body = SegmentsOrder,
    responses((status = 200, body = Found<Vec<PersonaDraft>>), (status = "default", body = ApiError))
)]
pub async fn persona_drafts(
    access: Access,
    _: Params<NoParams>,
    Body(order): Body<SegmentsOrder>,
) -> Result<Json<Found<Vec<PersonaDraft>>>, Fault> {
    Ok(Json(
        access
            .run(move |workspace| workspace.persona_drafts(&order))
            .await?,
    ))
}
