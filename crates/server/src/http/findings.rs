//! What discovery learns beyond a map.

use super::extract::{Body, NoParams, Params};
use super::{Access, ApiError};
use crate::app::{AttributionOrder, CompareOrder, DriversOrder, Fault, Found, SegmentsOrder, WhatIfOrder};
use axum::Json;
use tropa_mine::attribution::Attribution;
use tropa_mine::chain::WhatIf;
use tropa_mine::drivers::Drivers;
use tropa_mine::segments::{SegmentComparison, Segments};

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
