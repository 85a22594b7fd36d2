//! The line between a browser and the room of a map.

use super::extract::{Id, NoParams, Params};
use super::{Access, ApiError, guard};
use crate::app::{AppError, Author, Fault};
use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::Response;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval};
use tropa_catalog::{CatalogError, MapId, Role};
use tropa_sync::Person;
use tropa_sync::room::{Connection, Sent, close};
use tropa_sync::wire::MESSAGE_BYTES_MAX;

/// The other side is asked whether it is still there this often.
const PING_EVERY: Duration = Duration::from_secs(25);
/// A side that says nothing for so long is gone: it was asked twice.
const SILENCE_MAX: Duration = Duration::from_secs(70);
/// One frame is sent within this time, or the line is dead.
const SEND_MAX: Duration = Duration::from_secs(20);
/// The other side has this long to close after us.
const CLOSE_MAX: Duration = Duration::from_secs(2);

/// Opens the live map: a WebSocket with the messages of the live protocol.
///
/// Each message is one binary frame in the encoding of y-protocols, with two kinds of our own. Everybody who may see the
/// map may listen; edits of those who may only look are not taken in.
#[utoipa::path(
    get,
    path = "/api/v1/maps/{id}/live",
    tag = "maps",
    params(("id" = String, Path)),
    responses((status = 101, description = "The line is open"), (status = "default", body = ApiError))
)]
pub async fn live(
    access: Access,
    Id(id): Id,
    _: Params<NoParams>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response, Fault> {
    let id = MapId::new(&id)?;
    guard::own_page(&headers)?;
    let upgrade = upgrade.map_err(|rejection| {
        Fault::new(
            crate::ErrorCode::BadRequest,
            format!("this address speaks WebSocket only: {}", rejection.body_text()),
            "по этому адресу говорят только через WebSocket",
        )
    })?;
    let upgrade = upgrade
        .max_message_size(MESSAGE_BYTES_MAX)
        .max_frame_size(MESSAGE_BYTES_MAX);
    Ok(upgrade.on_upgrade(move |socket| talk(socket, access, id)))
}

async fn talk(mut socket: WebSocket, access: Access, id: MapId) {
    let may_edit = access.role.is_some_and(|role| role >= Role::Editor);
    let connection = match enter(&access, &id, may_edit).await {
        Ok(connection) => connection,
        Err(code) => return end(&mut socket, code).await,
    };
    let changed = access.until_changed(&id);
    let code = tokio::select! {
        code = carry(&mut socket, connection) => code,
        // Who may do something else now comes again and learns it.
        role = changed => Some(role.map_or(close::NOT_ALLOWED, |_| close::COME_AGAIN)),
    };
    if let Some(code) = code {
        end(&mut socket, code).await;
    }
}

/// A place in the room, or the code to close with.
async fn enter(access: &Access, id: &MapId, may_edit: bool) -> Result<Connection, u16> {
    let author: &Author = &access.author;
    let person = Person {
        id: author.id.clone(),
        name: author.name.clone(),
    };
    let credited = tropa_sync::store::Author {
        person: Some(author.id.clone()),
        name: author.name.clone(),
        via: author.via.word().to_owned(),
    };
    for _ in 0..3 {
        let room = match access.workspace.room(id).await {
            Ok(room) => room,
            Err(AppError::Catalog(CatalogError::NoSuchMap { .. })) => return Err(close::NO_SUCH_MAP),
            Err(error) => {
                tracing::error!("the map {id} cannot be opened: {}", error.full_message());
                return Err(close::COME_AGAIN);
            }
        };
        if let Some(connection) = room.join(person.clone(), credited.clone(), may_edit).await {
            return Ok(connection);
        }
    }
    Err(close::COME_AGAIN)
}

/// Carries messages both ways until one side ends; the code to close with, unless the client has gone.
async fn carry(socket: &mut WebSocket, mut connection: Connection) -> Option<u16> {
    let mut ping = interval(PING_EVERY);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = Instant::now();
    loop {
        tokio::select! {
            came = socket.recv() => match came {
                Some(Ok(Message::Binary(bytes))) => {
                    heard = Instant::now();
                    // A room that has ended takes nothing more and says why below.
                    connection.send(bytes.into()).await;
                }
                Some(Ok(Message::Close(_))) | None => return None,
                Some(Ok(_)) => heard = Instant::now(),
                Some(Err(error)) => {
                    let too_large = error.to_string().contains("too long") || error.to_string().contains("too large");
                    return too_large.then_some(close::TOO_LARGE);
                }
            },
            sent = connection.receive() => match sent {
                Sent::Frame(frame) => {
                    let message = Message::Binary(Bytes::copy_from_slice(&frame));
                    if !send(socket, message).await {
                        return None;
                    }
                }
                Sent::Close(code) => return Some(code),
            },
            _ = ping.tick() => {
                if heard.elapsed() > SILENCE_MAX || !send(socket, Message::Ping(Bytes::new())).await {
                    return None;
                }
            }
        }
    }
}

async fn send(socket: &mut WebSocket, message: Message) -> bool {
    matches!(
        tokio::time::timeout(SEND_MAX, socket.send(message)).await,
        Ok(Ok(()))
    )
}

async fn end(socket: &mut WebSocket, code: u16) {
    let reason = match code {
        close::NO_SUCH_MAP => "no such map",
        close::NOT_ALLOWED => "not allowed",
        close::TOO_LARGE => "message too large",
        close::GOING_AWAY => "the server stops",
        _ => "come again",
    };
    let frame = CloseFrame {
        code,
        reason: reason.into(),
    };
    if !send(socket, Message::Close(Some(frame))).await {
        return;
    }
    // Ending over bytes nobody read resets the line, and the other side would lose the code: what still comes is
    // thrown away until it closes, too.
    let closed = async { while let Some(Ok(_)) = socket.recv().await {} };
    let _ = tokio::time::timeout(CLOSE_MAX, closed).await;
}
